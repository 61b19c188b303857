import { MojoFormatError } from '../../errors.js';
import type { Archive } from '../../mojo/archive.js';
import { ByteCursor } from '../../mojo/byte-cursor.js';
import { readStringArray } from '../../mojo/domains.js';
import type { ModelInfo } from '../../mojo/model-info.js';

export interface Word2VecData {
  /** The number of each word. */
  readonly words: ReadonlyMap<string, number>;
  readonly vectorSize: number;
  /** The vectors of all words, one after another. */
  readonly vectors: Float32Array;
}

const FLOAT_BYTES = 4;

/** The keys of Word2VecMojoReader. */
export function readWord2Vec(archive: Archive, info: ModelInfo): Word2VecData {
  const vectorSize = info.int('vec_size');
  if (vectorSize < 1) throw info.wrong('vec_size', 'a number of cells above 0');
  const wordCount = info.int('vocab_size');
  if (wordCount < 0) throw info.wrong('vocab_size', 'a count');
  const vectors = readVectors(archive, wordCount * vectorSize);
  const words = new Map(
    readStringArray(archive, 'vocabulary', wordCount).map((word, i) => [word, i]),
  );
  if (words.size !== wordCount) {
    const file = archive.fullPath('vocabulary');
    throw new MojoFormatError(`${file}: expected ${wordCount} different words, got ${words.size}`, {
      file,
      value: String(words.size),
    });
  }
  return { words, vectorSize, vectors };
}

/** Big endian, whatever the byte order of the model. */
function readVectors(archive: Archive, cells: number): Float32Array {
  const cursor = new ByteCursor(archive.bytes('vectors'), archive.fullPath('vectors'), false);
  if (cursor.length !== cells * FLOAT_BYTES) {
    throw new MojoFormatError(
      `${cursor.file}: expected ${cells} floats, got ${cursor.length} bytes (${cursor.length / FLOAT_BYTES} floats)`,
      { file: cursor.file, offset: 0, value: String(cursor.length) },
    );
  }
  const vectors = new Float32Array(cells);
  for (let i = 0; i < cells; i++) vectors[i] = cursor.f32();
  return vectors;
}
