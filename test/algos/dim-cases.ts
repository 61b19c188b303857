// Models whose answers h2o-genmodel 3.46.0.10 gave (dim-answers.jsonl), and the rows that were asked. The corpus has most losses and
// regularisers, but not in every combination with missing values.
import { tinyGlrm, tinyPca, tinyTargetEncoder, tinyWord2Vec } from './tiny-dim-models.js';
import type { TinyMojo } from './tiny-models.js';

export interface DimCase {
  readonly name: string;
  readonly mojo: TinyMojo;
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly iterations?: number;
}

const NUMBER_LOSSES = [
  'Quadratic',
  'Absolute',
  'Huber',
  'Poisson',
  'Periodic',
  'Logistic',
  'Hinge',
];
const REGULARIZERS = [
  ...['None', 'Quadratic', 'L2', 'L1', 'NonNegative'],
  ...['OneSparse', 'UnitOneSparse', 'Simplex'],
];

/** Missing values of either kind, an unknown level, numbers that leave the doubles. */
const LOW_RANK_ROWS = [
  { x0: '0.5', x1: '1.25', g0: 'l0', g1: 'l3' },
  { x0: '2', x1: '0', g0: 'l2', g1: 'l1' },
  { x0: '1', g0: 'l1', g1: 'l0' },
  { x1: '3', g1: 'l2' },
  { x0: '-1', x1: '1', g0: 'l1' },
  { x0: '1', x1: '1', g0: 'never', g1: 'l1' },
  {},
  { x0: '1e308', x1: '1', g0: 'l0', g1: 'l0' },
  { x0: 'Infinity', x1: '1', g0: 'l0', g1: 'l0' },
];

function losses(): DimCase[] {
  const both = ['Categorical', 'Ordinal'];
  return NUMBER_LOSSES.flatMap((loss, i) =>
    REGULARIZERS.map((regularizationX, j): DimCase => {
      const gammaX = ['0.0', '0.5', '0.125'][(i + j) % 3];
      const info = { regularizationX, gammaX, reverse_transform: (i + j) % 2 === 0, seed: i - j };
      return {
        name: `glrm-${loss}-${regularizationX}`,
        mojo: tinyGlrm({
          levelCounts: [3, 4],
          losses: [...both, loss, NUMBER_LOSSES[(i + j) % NUMBER_LOSSES.length]],
          rank: 3,
          info,
        }),
        rows: LOW_RANK_ROWS,
        iterations: 3 + 10 * (j % 3),
      };
    }),
  );
}

const LOW_RANK: readonly DimCase[] = [
  ...losses(),
  {
    name: 'glrm-not-transposed',
    mojo: tinyGlrm({
      levelCounts: [3],
      losses: ['Ordinal', 'Quadratic'],
      rank: 2,
      info: { transposed: false },
    }),
    rows: LOW_RANK_ROWS,
  },
  {
    name: 'glrm-exact',
    mojo: tinyGlrm({ levelCounts: [], losses: ['Quadratic'], rank: 1, archetypes: [1] }),
    rows: [{ x0: '0' }, { x0: '3' }],
  },
];

const PCA_ROWS = [
  { x0: '1', x1: '2', g: 'a' },
  { x0: '1', x1: '2', g: 'b' },
  { x0: '-0.5', x1: '1e300', g: 'c' },
  { x0: '1', x1: '2', g: 'd' },
  { x0: '1', x1: '2' },
  { x1: '2', g: 'c' },
];

const COMPONENTS: readonly DimCase[] = [
  { name: 'pca', mojo: tinyPca(), rows: PCA_ROWS },
  {
    name: 'pca-all-levels',
    mojo: tinyPca({ use_all_factor_levels: true, catOffsets: '[0, 3]', eigenvector_size: 5 }),
    rows: PCA_ROWS,
  },
  {
    name: 'pca-levels-only',
    mojo: tinyPca({ permutation: '[2]', nnums: 0, eigenvector_size: 2 }),
    rows: PCA_ROWS,
  },
];

const ENCODING_ROWS = [
  { g: 'a', h: 'u', n: '1' },
  { g: 'b', h: 'v', n: '2.9' },
  { g: 'c' },
  { h: 'u' },
  { g: 'never', h: 'u', n: '0' },
];

const INTERACTION = (domain: readonly string[]) =>
  `[from]\nh\ng\n[to]\nh:g\n[to_domain]\n${domain.join('\n')}\n`;

/** Sums per level and class of the response. */
function multinomialMap(): string {
  const lines = ['g', 'h'].flatMap((column) => [
    `[${column}]`,
    ...[0, 1, 2, 3].flatMap((level) =>
      [0, 1, 2].map((c) => `${level} = ${level + c * 1.7} ${5 + level} ${c}`),
    ),
  ]);
  return `${lines.join('\n')}\n`;
}

/** So many levels that Java's map does not hand them out in order; the sum of the fractions depends on it. */
function manyLevels(): string {
  const lines = Array.from({ length: 70_000 }, (_, i) => `${i} = ${Math.sqrt(i)} ${1 + (i % 7)}`);
  return `[g]\n${lines.join('\n')}\n[h]\n0 = 1.0 2.0\n1 = 2.0 3.0\n`;
}

const BLENDING = { with_blending: true, inflection_point: '6.0', smoothing: '2.5' };

const ENCODERS: readonly DimCase[] = [
  { name: 'te', mojo: tinyTargetEncoder(), rows: ENCODING_ROWS },
  { name: 'te-blending', mojo: tinyTargetEncoder(BLENDING), rows: ENCODING_ROWS },
  {
    name: 'te-no-smoothing',
    mojo: tinyTargetEncoder({ ...BLENDING, smoothing: '0.0' }),
    rows: ENCODING_ROWS,
  },
  {
    name: 'te-old',
    mojo: tinyTargetEncoder({}, { inputs: undefined, outputs: undefined }),
    rows: ENCODING_ROWS,
  },
  {
    name: 'te-unknown-presence',
    mojo: tinyTargetEncoder({}, { missing: 'g = 1\n' }),
    rows: ENCODING_ROWS,
  },
  {
    name: 'te-gap',
    mojo: tinyTargetEncoder({}, { map: '[g]\n0 = 1.0 4.0\n2 = 2.0 8.0\n[h]\n0 = 4.0 10.0\n' }),
    rows: ENCODING_ROWS,
  },
  {
    name: 'te-number',
    mojo: tinyTargetEncoder(
      {},
      {
        inputs: '[from]\nn\n[to]\nh\n[from]\ng\n[to]\ng\n',
        outputs: '[from]\nn\n[to]\nn_te\n[from]\ng\n[to]\ng_te\n',
      },
    ),
    rows: ENCODING_ROWS,
  },
  {
    name: 'te-multinomial',
    mojo: tinyTargetEncoder(
      { ...BLENDING, n_classes: 3 },
      {
        map: multinomialMap(),
        outputs: '[from]\nh\n[to]\nh_1\nh_2\n[from]\ng\n[to]\ng_1\ng_2\n',
      },
    ),
    rows: ENCODING_ROWS,
  },
  ...['0 1 4 5 6', '0 1 10 11 2 4 5'].map((domain): DimCase => ({
    name: `te-interaction-${domain.replaceAll(' ', '.')}`,
    mojo: tinyTargetEncoder(
      {},
      {
        map: '[h:g]\n0 = 1.0 2.0\n1 = 1.0 3.0\n2 = 1.0 4.0\n3 = 1.0 5.0\n4 = 1.0 6.0\n5 = 1.0 7.0\n',
        missing: 'h:g = 0\n',
        inputs: INTERACTION(domain.split(' ')),
        outputs: '[from]\nh\ng\n[to]\nh:g_te\n',
      },
    ),
    rows: ENCODING_ROWS,
  })),
  {
    name: 'te-many-levels',
    mojo: tinyTargetEncoder({ n_classes: 1 }, { map: manyLevels(), missing: 'g = 0\nh = 0\n' }),
    rows: ENCODING_ROWS,
  },
];

const WORDS: readonly DimCase[] = [
  {
    name: 'w2v',
    mojo: tinyWord2Vec(),
    rows: [{ p: 'a', q: 'b\nc' }, { p: 'a', q: 'zzz', r: 'a' }, { p: ' a' }, {}],
  },
];

export const DIM_CASES: readonly DimCase[] = [...LOW_RANK, ...COMPONENTS, ...ENCODERS, ...WORDS];
