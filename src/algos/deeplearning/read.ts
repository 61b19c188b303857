import type { NetworkLayer, UnitSpec } from '../../engine/kernels.js';
import { MojoFormatError, UnsupportedMojoError } from '../../errors.js';
import type { InputPlan } from '../../frame/input-plan.js';
import type { Archive } from '../../mojo/archive.js';
import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { DISTRIBUTIONS, type Distribution } from '../distribution.js';
import { encodedInputs } from '../encoding/index.js';
import { readOriginalColumns } from '../encoding/original-columns.js';
import { readLabelRule, type LabelRule } from '../labels.js';

export interface DeepLearningData extends UnitSpec {
  readonly inputs: InputPlan;
  readonly width: number;
  /** Standardisation of a numeric response; undefined: none. */
  readonly normResponse: { readonly mul: number; readonly sub: number } | undefined;
  readonly layers: readonly NetworkLayer[];
  readonly kind: 'autoencoder' | 'classifier' | 'regression';
  readonly distribution: Distribution;
  readonly labels: LabelRule;
  readonly nClasses: number;
}

const ACTIVATIONS = {
  Tanh: 'Tanh',
  TanhWithDropout: 'Tanh',
  Rectifier: 'Rectifier',
  RectifierWithDropout: 'Rectifier',
  ExpRectifier: 'ExpRectifier',
  ExpRectifierWithDropout: 'ExpRectifier',
  Maxout: 'Maxout',
  MaxoutWithDropout: 'Maxout',
  Linear: 'Linear',
  Softmax: 'Softmax',
} as const satisfies Record<string, NetworkLayer['activation']>;

/** DeeplearningMojoModel.getCategoricalEncoding. */
const ENCODINGS = ['SortByResponse', 'OneHotInternal', 'Binary', 'Eigen', 'LabelEncoder'];

/** The keys of DeeplearningMojoReader. */
export function readDeepLearning(archive: Archive, info: ModelInfo): DeepLearningData {
  const nums = info.int('nums');
  const cats = info.int('cats');
  const catOffsets = info.ints('cat_offsets', new Int32Array(1));
  const normMul = info.numbers('norm_mul', new Float64Array(0));
  const normSub = info.numbers('norm_sub', new Float64Array(0));
  const sizes = info.ints('neural_network_sizes');
  checkShape(info, { nums, cats, catOffsets, normMul, normSub, sizes });
  const encoding = info.mojoVersion < 1.1 ? 'AUTO' : info.string('_genmodel_encoding', 'null');
  const inputs = encodedInputs(info, encoding, () => readOriginalColumns(archive, info), ENCODINGS);
  const kind =
    info.category === 'AutoEncoder'
      ? 'autoencoder'
      : isClassifier(info.category)
        ? 'classifier'
        : 'regression';
  return {
    inputs,
    width: info.nFeatures,
    cats,
    nums,
    catOffsets,
    useAllFactorLevels: info.boolean('use_all_factor_levels'),
    normMul,
    normSub,
    normResponse: readNormResponse(info),
    layers: readLayers(info, sizes, kind),
    kind,
    distribution: info.oneOf('distribution', DISTRIBUTIONS),
    labels: readLabelRule(info),
    nClasses: info.nClasses,
  };
}

function checkShape(
  info: ModelInfo,
  shape: {
    nums: number;
    cats: number;
    catOffsets: Int32Array;
    normMul: Float64Array;
    normSub: Float64Array;
    sizes: Int32Array;
  },
): void {
  const { nums, cats, catOffsets, normMul, normSub, sizes } = shape;
  const refuse = (key: string, what: string): never => {
    throw new MojoFormatError(`model.ini: ${key}: ${what}`, { file: 'model.ini', key });
  };
  if (cats < 0 || nums < 0 || cats + nums !== info.nFeatures) {
    refuse(
      'cats',
      `${cats} categorical and ${nums} numeric columns, but there are ${info.nFeatures} features`,
    );
  }
  const ascending = catOffsets.every((offset, i) => offset >= (i === 0 ? 0 : catOffsets[i - 1]));
  if (catOffsets.length !== cats + 1 || !ascending) {
    refuse('cat_offsets', `expected ${cats + 1} ascending offsets`);
  }
  if (normMul.length !== 0 && (normMul.length !== nums || normSub.length !== nums)) {
    refuse(
      'norm_mul',
      `expected ${nums} multipliers and means, got ${normMul.length} and ${normSub.length}`,
    );
  }
  const units = catOffsets[cats] + nums;
  if (sizes.length < 2 || sizes.some((size) => size < 1) || sizes[0] !== units) {
    refuse(
      'neural_network_sizes',
      `expected two or more layers, the first of ${units} units, got [${sizes.join(', ')}]`,
    );
  }
  if (info.category !== 'AutoEncoder') {
    const outputs = isClassifier(info.category) ? info.nClasses : 1;
    if (sizes.at(-1) !== outputs)
      refuse('neural_network_sizes', `expected ${outputs} units in the last layer`);
  } else if (sizes.at(-1) !== units) {
    refuse('neural_network_sizes', `expected ${units} units in the last layer of an autoencoder`);
  }
}

function readNormResponse(info: ModelInfo): { mul: number; sub: number } | undefined {
  const mul = info.numbers('norm_resp_mul', null);
  const sub = info.numbers('norm_resp_sub', null);
  if (mul === null || sub === null || mul.length === 0 || sub.length === 0) return undefined;
  return { mul: mul[0], sub: sub[0] };
}

/** Hidden layers have the model's activation, and so has the last layer of an autoencoder; else it is Softmax or Linear. */
function readLayers(
  info: ModelInfo,
  sizes: Int32Array,
  kind: DeepLearningData['kind'],
): NetworkLayer[] {
  const hidden = info.string('activation');
  if (!Object.hasOwn(ACTIVATIONS, hidden)) {
    throw new UnsupportedMojoError(
      `deep learning activation ${hidden} is not known to h2o-genmodel`,
      {
        algorithm: info.algorithm,
        supported: Object.keys(ACTIVATIONS).join(', '),
      },
    );
  }
  const count = sizes.length - 1;
  const dropout = hidden.endsWith('WithDropout')
    ? info.numbers('hidden_dropout_ratios', { length: count })
    : new Float64Array(count);
  return Array.from({ length: count }, (_, l) => {
    const last = l === count - 1 && kind !== 'autoencoder';
    const name = last
      ? kind === 'classifier'
        ? 'Softmax'
        : 'Linear'
      : (hidden as keyof typeof ACTIVATIONS);
    const ratio = last ? 0 : dropout[l];
    return {
      ...readWeights(info, l, sizes[l], sizes[l + 1], ACTIVATIONS[name]),
      activation: ACTIVATIONS[name],
      factor: ratio > 0 ? 1 - ratio : 1,
    };
  });
}

function readWeights(
  info: ModelInfo,
  layer: number,
  inputs: number,
  outputs: number,
  activation: NetworkLayer['activation'],
): Pick<NetworkLayer, 'inputs' | 'outputs' | 'weights' | 'bias' | 'channels'> {
  const bias = info.numbers(`bias_layer${layer}`);
  const channels = activation === 'Maxout' ? Math.max(1, Math.floor(bias.length / outputs)) : 1;
  // H2O's scorer steps past the end of a row of three channels or more; H2O itself only makes two.
  if (channels > 2) {
    throw new UnsupportedMojoError(`Maxout with ${channels} channels cannot be scored`, {
      algorithm: info.algorithm,
      supported: '1 or 2 channels',
    });
  }
  if (bias.length !== channels * outputs) {
    throw new MojoFormatError(
      `model.ini: bias_layer${layer}: expected a multiple of ${outputs} numbers, got ${bias.length}`,
      { file: 'model.ini', key: `bias_layer${layer}` },
    );
  }
  const weights = info.numbers(`weight_layer${layer}`, { length: channels * inputs * outputs });
  return { inputs, outputs, weights: Float32Array.from(weights), bias, channels };
}
