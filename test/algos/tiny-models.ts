// The smallest MOJOs of each algorithm, made in memory: tests change a key of theirs. h2o-genmodel 3.46.0.10 loads them as well.
import { loadMojo, type Model } from '../../src/node.js';
import type { LoadOptions } from '../../src/node.js';
import { zipOf, type Files } from '../mojo/small-mojo.js';
import { writeTree } from './tree/tree-bytes.js';

/** Keys of model.ini; undefined leaves a key out. */
export type Info = Readonly<Record<string, string | number | boolean | undefined>>;

export interface TinyMojo {
  readonly info: Info;
  readonly columns: readonly string[];
  /** Levels per column, null for numbers. */
  readonly domains: readonly (readonly string[] | null)[];
  readonly files?: Files;
}

/** The files of a MOJO. */
export function mojoFiles({ info, columns, domains, files = {} }: TinyMojo): Files {
  const levels = domains.flatMap((domain, column) => (domain ? [{ domain, column }] : []));
  const all: Info = {
    h2o_version: '3.46.0.10',
    endianness: 'LITTLE_ENDIAN',
    uuid: 1,
    supervised: true,
    n_features: columns.length - 1,
    n_classes: 1,
    n_columns: columns.length,
    n_domains: levels.length,
    balance_classes: false,
    default_threshold: 0.5,
    prior_class_distrib: 'null',
    model_class_distrib: 'null',
    timestamp: '2026-11-21T03:06:24.054Z',
    escape_domain_values: true,
    ...info,
  };
  const keys = Object.entries(all).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} = ${String(value)}`],
  );
  const name = (column: number) => `d${String(column).padStart(3, '0')}.txt`;
  const lines = levels.map(({ domain, column }) => `${column}: ${domain.length} ${name(column)}`);
  const ini = ['[info]', ...keys, '', '[columns]', ...columns, '', '[domains]', ...lines, ''];
  return {
    'model.ini': ini.join('\n'),
    ...Object.fromEntries(
      levels.map(({ domain, column }) => [`domains/${name(column)}`, `${domain.join('\n')}\n`]),
    ),
    ...files,
  };
}

export async function loadTiny(mojo: TinyMojo, options: LoadOptions = {}): Promise<Model> {
  return loadMojo(await zipOf(mojoFiles(mojo)), options);
}

const LITTLE = { format: '1.20', littleEndian: true } as const;

/** A GBM of one tree without splits, whose leaf is 0: the prediction is the inverse link of init_f + offset. */
export function tinyGbm(info: Info = {}, files: Files = {}): TinyMojo {
  const categorical = info.category === 'Binomial' || info.category === 'Multinomial';
  const classes = Array.from({ length: Number(info.n_classes ?? 2) }, (_, c) => `c${c}`);
  return {
    info: {
      mojo_version: '1.40',
      algo: 'gbm',
      algorithm: 'Gradient Boosting Machine',
      category: 'Regression',
      n_trees: 1,
      n_trees_per_class: 1,
      _genmodel_encoding: 'AUTO',
      distribution: 'gaussian',
      init_f: '0.0',
      ...info,
    },
    columns: ['x', 'y'],
    domains: [null, categorical ? classes : null],
    files: {
      'trees/t00_000.bin': writeTree({ kind: 'leaf', value: 0 }, LITTLE),
      'trees/t00_000_aux.bin': new Uint8Array(0),
      ...files,
    },
  };
}

/** A GLM of one number with coefficient 1: the linear predictor is x. */
export function tinyGlm(info: Info = {}): TinyMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'glm',
      algorithm: 'Generalized Linear Model',
      category: 'Regression',
      use_all_factor_levels: false,
      cats: 0,
      cat_offsets: '[0]',
      nums: 1,
      num_means: '[1.5]',
      mean_imputation: false,
      beta: '[1.0, 0.0]',
      family: 'gaussian',
      link: 'identity',
      ...info,
    },
    columns: ['x', 'y'],
    domains: [null, info.category === 'Binomial' ? ['c0', 'c1'] : null],
  };
}

/** Two centres, (0, a) and (10, b). */
export function tinyKMeans(info: Info = {}): TinyMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'kmeans',
      algorithm: 'K-means',
      category: 'Clustering',
      supervised: false,
      n_features: 2,
      standardize: false,
      center_num: 2,
      center_0: '[0.0, 0.0]',
      center_1: '[10.0, 1.0]',
      ...info,
    },
    columns: ['x', 'colour'],
    domains: [null, ['a', 'b']],
  };
}

/** One categorical column of two levels, one number; two hidden units; one output: rectifier(x) + 0.5. */
export function tinyDeepLearning(info: Info = {}): TinyMojo {
  return {
    info: {
      mojo_version: '1.10',
      algo: 'deeplearning',
      algorithm: 'Deep Learning',
      category: 'Regression',
      mini_batch_size: 1,
      nums: 1,
      cats: 1,
      cat_offsets: '[0, 3]',
      norm_mul: '[1.0]',
      norm_sub: '[0.0]',
      use_all_factor_levels: true,
      activation: 'Rectifier',
      distribution: 'gaussian',
      mean_imputation: true,
      neural_network_sizes: '[4, 2, 1]',
      hidden_dropout_ratios: '[0.0, 0.0]',
      _genmodel_encoding: 'AUTO',
      weight_layer0: '[0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]',
      bias_layer0: '[0.0, 0.0]',
      weight_layer1: '[1.0, 0.0]',
      bias_layer1: '[0.5]',
      ...info,
    },
    columns: ['colour', 'x', 'y'],
    domains: [['a', 'b'], null, null],
  };
}
