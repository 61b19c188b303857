// The smallest MOJOs of models within models, made in memory from tiny ones. h2o-genmodel 3.46.0.10 loads them as well.
import { loadMojo, type LoadOptions, type Model } from '../../src/node.js';
import { zipOf, type Files } from '../mojo/small-mojo.js';
import { mojoFiles, tinyGlm, tinyKMeans, type Info, type TinyMojo } from './tiny-models.js';

export interface NestedMojo extends TinyMojo {
  /** Models by the name that the outer model.ini gives them. */
  readonly models: Models;
}

export type Models = Readonly<Record<string, TinyMojo | NestedMojo>>;

/** The files of a MOJO with others in its folder `models`. */
export function nestedFiles({ models, ...outer }: NestedMojo): Files {
  const names = Object.keys(models);
  const keys = names.flatMap((name, i) => [
    [`submodel_key_${i}`, name],
    [`submodel_dir_${i}`, `models/${name}/`],
  ]);
  const info: Info = {
    submodel_count: names.length,
    ...(Object.fromEntries(keys) as Info),
    ...outer.info,
  };
  const inner = Object.entries(models).flatMap(([name, model]) =>
    Object.entries('models' in model ? nestedFiles(model) : mojoFiles(model)).map(
      ([path, content]) => [`models/${name}/${path}`, content],
    ),
  );
  return { ...mojoFiles({ ...outer, info }), ...(Object.fromEntries(inner) as Files) };
}

export async function loadNested(mojo: NestedMojo, options: LoadOptions = {}): Promise<Model> {
  return loadMojo(await zipOf(nestedFiles(mojo)), options);
}

/** A GLM of some numbers: intercept 0. */
export function numericGlm(
  columns: readonly string[],
  beta: readonly number[],
  info: Info = {},
): TinyMojo {
  const { domains, ...glm } = tinyGlm({
    nums: columns.length,
    num_means: `[${columns.map(() => '1.5').join(', ')}]`,
    mean_imputation: true,
    beta: `[${[...beta, 0].map((b) => b.toFixed(1)).join(', ')}]`,
    ...info,
  });
  return { ...glm, columns: [...columns, 'y'], domains: [...columns.map(() => null), domains[1]] };
}

/** A binomial GLM: p1 = 1 / (1 + exp(-x)). */
export function logitGlm(column: string, info: Info = {}): TinyMojo {
  return numericGlm([column], [1], {
    category: 'Binomial',
    n_classes: 2,
    family: 'binomial',
    link: 'logit',
    ...info,
  });
}

/** y = 10 * (2 * b + a) + 100 * b, by base models that name the columns in other orders. */
export function tinyEnsemble(info: Info = {}, models: Models = {}): NestedMojo {
  return {
    info: {
      mojo_version: '1.01',
      algo: 'stackedensemble',
      algorithm: 'Stacked Ensemble',
      category: 'Regression',
      base_models_num: 2,
      metalearner: 'meta',
      metalearner_transform: 'NONE',
      base_model0: 'both',
      base_model1: 'one',
      ...info,
    },
    columns: ['a', 'b', 'y'],
    domains: [null, null, info.category === 'Binomial' ? ['c0', 'c1'] : null],
    models: {
      meta: numericGlm(['both', 'one'], [10, 100]),
      both: numericGlm(['b', 'a'], [2, 1]),
      one: numericGlm(['b'], [1]),
      ...models,
    },
  };
}

/** Two clusters by x; a column of four levels and two numbers, of which the clustering knows the first. */
export function tinyKLime(info: Info = {}, models: Models = {}): NestedMojo {
  const clusters = tinyKMeans({
    n_features: 1,
    center_0: '[0.0]',
    center_1: '[10.0]',
  });
  return {
    info: {
      mojo_version: '1.00',
      algo: 'klime',
      algorithm: 'k-LIME',
      category: 'KLime',
      cluster_num: 2,
      clustering_model: 'clusters',
      global_regression_model: 'global',
      cluster_regression_model_1: 'second',
      ...info,
    },
    columns: ['colour', 'w', 'x', 'y'],
    domains: [COLOURS, null, null, null],
    models: {
      clusters: { ...clusters, columns: ['x'], domains: [null] },
      global: colourGlm('[1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0]', { use_all_factor_levels: true }),
      second: colourGlm('[1.0, 2.0, 4.0, 8.0, 16.0, 32.0]', { cat_offsets: '[0, 3]' }),
      ...models,
    },
  };
}

const COLOURS = ['a', 'b', 'c', 'd'];

/** A GLM of a column of four levels and the numbers w and x. */
export function colourGlm(beta: string, info: Info = {}): TinyMojo {
  const glm = tinyGlm({
    cats: 1,
    nums: 2,
    cat_offsets: '[0, 4]',
    cat_modes: '[1]',
    num_means: '[0.25, 0.5]',
    mean_imputation: true,
    beta,
    ...info,
  });
  return { ...glm, columns: ['colour', 'w', 'x', 'y'], domains: [COLOURS, null, null, null] };
}

/** y = 1000 * cluster + a, where the main model names the cluster first. */
export function tinyPipeline(info: Info = {}, models: Models = {}): NestedMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'pipeline',
      algorithm: 'MOJO Pipeline',
      category: 'Regression',
      main_model: 'main',
      generated_column_count: 1,
      generated_column_name_0: 'CLUSTER',
      generated_column_model_0: 'clusters',
      generated_column_index_0: 0,
      ...info,
    },
    columns: ['a', 'x', 'colour', 'y'],
    domains: [null, null, ['a', 'b'], null],
    models: {
      main: numericGlm(['CLUSTER', 'a'], [1000, 1]),
      clusters: tinyKMeans(),
      ...models,
    },
  };
}
