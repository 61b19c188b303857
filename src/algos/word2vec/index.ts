import type { Algorithm } from '../algorithm.js';
import { wordInputs } from './inputs.js';
import { readWord2Vec } from './read.js';
import { loadWord2Vec } from './score.js';

/** Word2Vec: the vectors of a row's words and their mean (Word2VecMojoModel). Every column with text holds a word. */
export const word2vec: Algorithm = {
  algo: 'word2vec',
  names: ['Word2Vec'],
  mojoVersions: ['1.00'],
  categories: ['WordEmbedding'],
  answers: ['embeddings'],
  read(archive, info) {
    const { words, vectorSize, vectors } = readWord2Vec(archive, info);
    const model = {
      inputsFor: (names: readonly string[]) => wordInputs(words, names),
      wordCount: words.size,
      vectorSize,
      vectors,
    };
    return {
      inputs: wordInputs(words, []),
      words: model,
      predsSize: vectorSize,
      cellsPerRow: vectorSize,
      load: (kernels, capacity) => loadWord2Vec(model, kernels, capacity),
    };
  },
};
