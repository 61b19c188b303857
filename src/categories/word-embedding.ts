import type { WordModel } from '../algos/algorithm.js';
import { UnsupportedMojoError } from '../errors.js';
import { predsFrom, type Category } from './category.js';
import type { Word2VecPrediction } from './prediction-types.js';

/** The mean vector of a row's words; prediction objects have those of the words as well (EasyPredictModelWrapper.predictWord2Vec). */
export const wordEmbedding: Category = {
  // As H2O names the columns of a frame that it makes without names.
  outputNames: (_, { predsSize }) => Array.from({ length: predsSize }, (__, i) => `C${i + 1}`),
  keepsInput: true,
  reader(model) {
    const { words } = model.data;
    if (words === undefined) {
      throw new UnsupportedMojoError(`${model.info.algorithm} has no word vectors`, {
        algorithm: model.info.algorithm,
      });
    }
    return (row, input, { inputs }): Word2VecPrediction => {
      const texts = inputs.inputs.filter(({ target }) => !Number.isNaN(input[target]));
      const pairs = texts.map(({ name, target }) => [name, vectorOf(words, input[target])]);
      return {
        wordEmbeddings: Object.fromEntries(pairs) as Word2VecPrediction['wordEmbeddings'],
        sentence: predsFrom(model, 0, row),
      };
    };
  },
};

function vectorOf({ wordCount, vectorSize, vectors }: WordModel, word: number): number[] | null {
  if (word === wordCount) return null;
  return [...vectors.subarray(word * vectorSize, (word + 1) * vectorSize)];
}
