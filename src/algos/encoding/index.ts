// Categorical encodings that genmodel applies before the model sees a row (hex.genmodel.easy.*Encoder and
// *ColumnMapper). Each takes what the MOJO says of its columns and makes the plan of inputs.
import { UnsupportedMojoError } from '../../errors.js';
import type { Input, InputPlan } from '../../frame/input-plan.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import { binary, eigen, enumerated, enumLimited, labelEncoded, oneHot } from './encoders.js';
import type { OriginalColumns } from './original-columns.js';

/** The plan of a model whose levels go in as numbers of the domain: CategoricalEncoding.AUTO. */
export function autoInputs(info: ModelInfo): InputPlan {
  const inputs = info.columns.slice(0, info.nFeatures).map((name, target): Input => {
    const domain = info.domains[target];
    return domain ? enumerated({ name, target, domain }) : { kind: 'number', name, target };
  });
  return { width: info.nFeatures, inputs };
}

/** The plan for `_genmodel_encoding` = encoding, of the encodings that `supported` names besides AUTO. */
export function encodedInputs(
  info: ModelInfo,
  encoding: string,
  readOriginal: () => OriginalColumns,
  supported: readonly string[],
): InputPlan {
  if (encoding === 'AUTO') return autoInputs(info);
  if (!supported.includes(encoding)) {
    throw new UnsupportedMojoError(
      `${info.algorithm}: h2o-genmodel cannot apply categorical_encoding ${encoding} to this algorithm, so the MOJO has no defined answers; ` +
        `supported: AUTO, ${supported.join(', ')}`,
      { algorithm: info.algorithm, supported: supported.join(', ') },
    );
  }
  switch (encoding) {
    case 'OneHotExplicit':
      return numericFirst(info, readOriginal(), oneHot);
    case 'Binary':
      return numericFirst(info, readOriginal(), binary);
    case 'Eigen':
      return eigenInputs(info, readOriginal());
    case 'EnumLimited':
      return enumLimitedInputs(info, readOriginal());
    case 'LabelEncoder':
      return labelInputs(info, readOriginal());
    default: // Enum, SortByResponse, OneHotInternal: the model's own domains
      return autoInputs(info);
  }
}

/** OneHotEncoderColumnMapper, BinaryColumnMapper: all numeric columns first, then the encoded ones side by side. */
function numericFirst(
  info: ModelInfo,
  original: OriginalColumns,
  encoder: typeof oneHot | typeof binary,
): InputPlan {
  const inputs: Input[] = [];
  let target = 0;
  original.names.forEach((name, i) => {
    if (original.domains[i] === null) inputs.push({ kind: 'number', name, target: target++ });
  });
  original.names.forEach((name, i) => {
    const domain = original.domains[i];
    if (!domain) return;
    const input = encoder({ name, target, domain });
    inputs.push(input);
    target += input.width;
  });
  return within(info, inputs);
}

function eigenInputs(info: ModelInfo, original: OriginalColumns): InputPlan {
  let position = 0;
  const inputs = original.names.map((name, target): Input => {
    const domain = original.domains[target];
    if (!domain) return { kind: 'number', name, target };
    const projection = original.projection.subarray(position, position + domain.length);
    position += domain.length;
    return eigen({ name, target, domain }, projection);
  });
  return within(info, inputs);
}

function enumLimitedInputs(info: ModelInfo, original: OriginalColumns): InputPlan {
  const inputs = original.names.map((name, target): Input => {
    const domain = original.domains[target];
    if (!domain) return { kind: 'number', name, target };
    return enumLimited({ name, target, domain }, info.domains[target] ?? []);
  });
  return within(info, inputs);
}

function labelInputs(info: ModelInfo, original: OriginalColumns): InputPlan {
  const inputs = info.columns.slice(0, info.nFeatures).map((name, target): Input => {
    const domain = original.domains[target];
    return domain ? labelEncoded({ name, target, domain }) : { kind: 'number', name, target };
  });
  return within(info, inputs);
}

/**
 * RowToRawDataConverter skips a column whose first cell lies outside the row. One that ends there cannot be written: the original
 * columns of models with weights, an offset or folds count those as well, so that the encoded ones stand too far behind.
 */
function within(info: ModelInfo, inputs: readonly Input[]): InputPlan {
  const width = info.nFeatures;
  const fitting = inputs.filter(({ target }) => target < width);
  return {
    width,
    inputs: fitting.map((input) =>
      input.kind === 'categorical' && input.target + input.width > width
        ? { ...input, overflows: true }
        : input,
    ),
  };
}
