// The smallest MOJOs of algorithms whose files are tables of numbers: low rank models, principal components, words, encodings.
import type { Info, TinyMojo } from './tiny-models.js';

/** Numbers as Java's ByteBuffer writes them. */
export function bigEndianDoubles(numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 8));
  numbers.forEach((x, i) => {
    view.setFloat64(i * 8, x);
  });
  return new Uint8Array(view.buffer);
}

function bigEndianFloats(numbers: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(numbers.length * 4));
  numbers.forEach((x, i) => {
    view.setFloat32(i * 4, x);
  });
  return new Uint8Array(view.buffer);
}

/** As Java prints arrays of doubles. */
function doubles(numbers: readonly number[]): string {
  return `[${numbers.map((x) => (Number.isInteger(x) ? x.toFixed(1) : String(x))).join(', ')}]`;
}

export interface GlrmSpec {
  /** Levels of the categorical columns; each has the name `g` and its number. */
  readonly levelCounts: readonly number[];
  /** Losses of the categorical columns, then of the numeric ones, which are called `x` and their number. */
  readonly losses: readonly string[];
  readonly rank: number;
  /** Archetype by archetype; made from the place of a number where not given. */
  readonly archetypes?: readonly number[];
  readonly info?: Info;
}

/** A GLRM. Numeric columns stand first in the row, categorical ones first in the tables. */
export function tinyGlrm({ levelCounts, losses, rank, archetypes, info }: GlrmSpec): TinyMojo {
  const cats = levelCounts.length;
  const nums = losses.length - cats;
  const offsets = [0];
  for (const count of levelCounts) offsets.push((offsets.at(-1) ?? 0) + count);
  const width = (offsets.at(-1) ?? 0) + nums;
  const numbers = Array.from({ length: nums }, (_, n) => n);
  return {
    info: {
      mojo_version: '1.10',
      algo: 'glrm',
      algorithm: 'Generalized Low Rank Modeling',
      category: 'DimReduction',
      supervised: false,
      n_features: losses.length,
      initialization: 'Random',
      regularizationX: 'None',
      regularizationY: 'None',
      gammaX: '0.0',
      gammaY: '0.0',
      ncolX: rank,
      seed: 42,
      reverse_transform: true,
      cols_permutation: `[${[...levelCounts.map((_, c) => nums + c), ...numbers].join(', ')}]`,
      num_categories: cats,
      num_numeric: nums,
      norm_sub: doubles(numbers.map((n) => n / 4)),
      norm_mul: doubles(numbers.map((n) => 1 / (n + 1))),
      transposed: true,
      ncolA: losses.length,
      ncolY: width,
      nrowY: rank,
      num_levels_per_category: `[${[...levelCounts, ...numbers.map(() => -1)].join(', ')}]`,
      catOffsets: `[${offsets.join(', ')}]`,
      ...info,
    },
    columns: [...numbers.map((n) => `x${n}`), ...levelCounts.map((_, c) => `g${c}`)],
    domains: [
      ...numbers.map(() => null),
      ...levelCounts.map((count) => Array.from({ length: count }, (_, i) => `l${i}`)),
    ],
    files: {
      losses: losses.map((loss) => `${loss}\n`).join(''),
      archetypes: bigEndianDoubles(
        archetypes ?? Array.from({ length: rank * width }, (_, i) => ((i * 37) % 19) / 10 - 0.9),
      ),
    },
  };
}

/** Components of one categorical column `g` of four levels, of which training saw three, and of two numbers `x0`, `x1`. */
export function tinyPca(info: Info = {}, bytes?: Uint8Array): TinyMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'pca',
      algorithm: 'Principal Components Analysis',
      category: 'DimReduction',
      supervised: false,
      n_features: 3,
      pcaMethod: 'GramSVD',
      pca_impl: 'MTJ_EVD_SYMMMATRIX',
      k: 2,
      use_all_factor_levels: false,
      permutation: '[2, 1, 0]',
      ncats: 1,
      nnums: 2,
      normSub: '[0.25, 1.5]',
      normMul: '[3.0, 0.1]',
      catOffsets: '[0, 2]',
      eigenvector_size: 4,
      ...info,
    },
    columns: ['x0', 'x1', 'g'],
    domains: [null, null, ['a', 'b', 'c', 'd']],
    files: {
      eigenvectors_raw:
        bytes ?? bigEndianDoubles([0.1, 0.2, 0.3, 0.4, 0.7, -0.6, -0.5, 0.8, 0.9, 1.1]),
    },
  };
}

/** Two words with vectors of two numbers, or the words and vectors given. */
export function tinyWord2Vec(
  info: Info = {},
  words: readonly string[] = ['a', 'b\\nc'],
  vectors: readonly number[] = [1, 0.1, 3, 0.2],
): TinyMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'word2vec',
      algorithm: 'Word2Vec',
      category: 'WordEmbedding',
      supervised: false,
      n_features: 0,
      vec_size: 2,
      vocab_size: 2,
      ...info,
    },
    columns: [],
    domains: [],
    files: {
      vocabulary: words.map((word) => `${word}\n`).join(''),
      vectors: bigEndianFloats(vectors),
    },
  };
}

const TE = 'feature_engineering/target_encoding';

/** Contents of the four files; undefined leaves one out. */
export interface EncodingFiles {
  readonly map?: string;
  readonly missing?: string | undefined;
  readonly inputs?: string | undefined;
  readonly outputs?: string | undefined;
}

/** Encodings of two categorical columns, `g` of three levels and `h` of two; `n` is a number. */
export function tinyTargetEncoder(info: Info = {}, files: EncodingFiles = {}): TinyMojo {
  const all = {
    map: '[g]\n0 = 1.0 4.0\n1 = 3.0 4.0\n2 = 2.0 8.0\n3 = 5.0 6.0\n[h]\n0 = 4.0 10.0\n1 = 7.0 12.0\n',
    missing: 'g = 1\nh = 0\n',
    inputs: '[from]\nh\n[to]\nh\n[from]\ng\n[to]\ng\n',
    outputs: '[from]\nh\n[to]\nh_te\n[from]\ng\n[to]\ng_te\n',
    ...files,
  };
  const contents = {
    [`${TE}/encoding_map.ini`]: all.map,
    [`${TE}/te_column_name_to_missing_values_presence.ini`]: all.missing,
    [`${TE}/input_encoding_columns_map.ini`]: all.inputs,
    [`${TE}/input_output_columns_map.ini`]: all.outputs,
  };
  const there = Object.entries(contents).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    info: {
      mojo_version: '1.00',
      algo: 'targetencoder',
      algorithm: 'TargetEncoder',
      category: 'TargetEncoder',
      n_features: 3,
      n_classes: 2,
      keep_original_categorical_columns: true,
      with_blending: false,
      non_predictors: 'y',
      ...info,
    },
    columns: ['g', 'h', 'n', 'y'],
    domains: [['a', 'b', 'c'], ['u', 'v'], null, ['no', 'yes']],
    files: Object.fromEntries(there),
  };
}
