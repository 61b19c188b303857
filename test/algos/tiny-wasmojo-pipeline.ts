// The smallest models of pipelines: networks whose units are written down, classifiers whose probabilities are.
import type { Info, TinyMojo } from './tiny-models.js';
import type { Models, NestedMojo } from './tiny-nested-models.js';

/** A network of one hidden layer per list of biases that reads numbers: each unit is the sum of what is before it, and its bias. */
export function sumNetwork(columns: readonly string[], ...biases: (readonly number[])[]): TinyMojo {
  const sizes = [columns.length, ...biases.map(({ length }) => length), columns.length];
  const layers = [...biases, columns.map(() => 0)].flatMap((bias, l) => [
    [`weight_layer${l}`, `[${new Array<string>(sizes[l] * sizes[l + 1]).fill('1.0').join(', ')}]`],
    [`bias_layer${l}`, `[${bias.map((b) => b.toFixed(3)).join(', ')}]`],
  ]);
  return {
    info: {
      ...network(columns.length, sizes),
      category: 'AutoEncoder',
      supervised: false,
      n_features: columns.length,
      activation: 'Linear',
      ...(Object.fromEntries(layers) as Info),
    },
    columns,
    domains: columns.map(() => null),
  };
}

/** A classifier that gives the same probabilities to all rows, whatever the columns say. */
export function constantClassifier(
  columns: readonly string[],
  probabilities: Readonly<Record<string, number>>,
): TinyMojo {
  const levels = Object.keys(probabilities);
  const zeros = new Array<string>(columns.length * levels.length).fill('0.0');
  return {
    info: {
      ...network(columns.length, [columns.length, levels.length]),
      category: 'Multinomial',
      n_classes: levels.length,
      activation: 'Rectifier',
      weight_layer0: `[${zeros.join(', ')}]`,
      bias_layer0: `[${Object.values(probabilities)
        .map((p) => Math.log(p))
        .join(', ')}]`,
    },
    columns: [...columns, 'y'],
    domains: [...columns.map(() => null), levels],
  };
}

function network(columns: number, sizes: readonly number[]): Info {
  const numbers = (value: string) => `[${new Array<string>(columns).fill(value).join(', ')}]`;
  return {
    mojo_version: '1.10',
    algo: 'deeplearning',
    algorithm: 'Deep Learning',
    mini_batch_size: 1,
    nums: columns,
    cats: 0,
    cat_offsets: '[0]',
    norm_mul: numbers('1.0'),
    norm_sub: numbers('0.0'),
    use_all_factor_levels: true,
    distribution: 'gaussian',
    mean_imputation: true,
    neural_network_sizes: `[${sizes.join(', ')}]`,
    hidden_dropout_ratios: `[${sizes.map(() => '0.0').join(', ')}]`,
    _genmodel_encoding: 'AUTO',
  };
}

/** Of rows a, b: network A gives a + b and a + b + 1, B gives of these 2 (a + b) + 1, and 10 more; the answer is the stack of both. */
export function tinyFeatures(info: Info = {}, models: Models = {}): NestedMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'wasmojo-pipeline',
      algorithm: 'wasmojo Pipeline',
      category: 'DimReduction',
      supervised: false,
      n_features: 2,
      layer_count: 2,
      layer_model_0: 'A',
      layer_model_1: 'B',
      layer_from_1: 0,
      feature_count: 2,
      feature_layer_0: 1,
      feature_prefix_0: 'B.',
      feature_layer_1: 0,
      feature_prefix_1: 'A.',
      ...info,
    },
    columns: ['a', 'b'],
    domains: [null, null],
    models: {
      A: sumNetwork(['a', 'b'], [0, 1]),
      B: sumNetwork(['DF.L1.C1', 'DF.L1.C2'], [0, 10]),
      ...models,
    },
  };
}

/** Two members that read network A's units, and column b of the rows. */
export function tinyTeam(info: Info = {}, models: Models = {}): NestedMojo {
  const columns = ['A.DF.L1.C2', 'b'];
  return {
    info: {
      mojo_version: '1.00',
      algo: 'wasmojo-pipeline',
      algorithm: 'wasmojo Pipeline',
      category: 'Multinomial',
      n_classes: 3,
      layer_count: 1,
      layer_model_0: 'A',
      feature_count: 1,
      feature_layer_0: 0,
      feature_prefix_0: 'A.',
      member_count: 2,
      member_0: 'one',
      member_1: 'two',
      ...info,
    },
    columns: ['a', 'b', 'y'],
    domains: [null, null, ['x', 'y', 'z']],
    models: {
      A: sumNetwork(['a', 'b'], [0, 1]),
      one: constantClassifier(columns, { x: 0.6, y: 0.3, z: 0.1 }),
      two: constantClassifier(columns, { z: 0.4, x: 0.1, y: 0.5 }),
      ...models,
    },
  };
}
