import type { AutoencoderModel } from '../algos/algorithm.js';
import { UnsupportedMojoError } from '../errors.js';
import type { ModelInfo } from '../mojo/model-info.js';
import { predsFrom, type Category } from './category.js';
import type { AutoEncoderModelPrediction, ReconstructedValue } from './prediction-types.js';

/** The reconstruction of the input. */
export const autoencoder: Category = {
  outputNames: reconstructionNames,
  keepsInput: true,
  reader(model) {
    const { info, data } = model;
    const network = data.autoencoder;
    if (!network) {
      throw new UnsupportedMojoError(`${info.algorithm} is no autoencoder`, {
        algorithm: info.algorithm,
      });
    }
    return (row, input) => autoencoderFields(info, network, input, predsFrom(model, 0, row));
  },
};

/** Categorical columns stand first: a cell per level and one for NA each; then the numbers. */
function reconstructionNames(info: ModelInfo): string[] {
  return info.columns.slice(0, info.nFeatures).flatMap((column, i) => {
    const domain = info.domains[i];
    if (!domain) return [`reconstr_${column}`];
    return [...domain, 'missing(NA)'].map((level) => `reconstr_${column}.${level}`);
  });
}

/** EasyPredictModelWrapper.predictAutoEncoder: what the input was, what came out, and how far they are apart. */
function autoencoderFields(
  info: ModelInfo,
  model: AutoencoderModel,
  input: readonly number[],
  reconstructed: number[],
): AutoEncoderModelPrediction {
  const domains = info.domains.slice(0, info.nFeatures);
  const original = expand(domains, input, reconstructed.length);
  const scales = unitScales(model, original.length);
  const reconstructionErrors = original.map((x, i) => square(reconstructed[i] - x));
  const normalizedReconstructionErrors = original.map((x, i) =>
    square((reconstructed[i] - x) * scales[i]),
  );
  return {
    original,
    reconstructed,
    reconstructedRowData: asRow(info, domains, reconstructed),
    mse: mean(normalizedReconstructionErrors),
    reconstructionErrors,
    averageReconstructionError: mean(reconstructionErrors),
    normalizedReconstructionErrors,
  };
}

type Domains = readonly (readonly string[] | null)[];

/** A categorical value becomes one cell per level and one for NA. */
function expand(domains: Domains, input: readonly number[], width: number): number[] {
  const cells = new Array<number>(width).fill(0);
  let at = 0;
  domains.forEach((domain, i) => {
    const x = input[i];
    if (!domain) cells[at++] = x;
    else {
      cells[at + (Number.isNaN(x) ? domain.length : Math.trunc(x))] = 1;
      at += domain.length + 1;
    }
  });
  return cells;
}

function asRow(
  info: ModelInfo,
  domains: Domains,
  cells: readonly number[],
): Record<string, ReconstructedValue> {
  let at = 0;
  const entries = domains.map((domain, i): [string, ReconstructedValue] => {
    const name = info.columns[i];
    if (!domain) return [name, cells[at++]];
    const pairs = [...domain, null].map((level): [string | null, number] => [level, cells[at++]]);
    return [name, pairs];
  });
  return Object.fromEntries(entries);
}

/** What DeeplearningMojoModel.calculateReconstructionErrorPerRowData multiplies a unit's error by: numbers stand last. */
function unitScales({ nums, normMul }: AutoencoderModel, width: number): number[] {
  const firstNumber = width - nums;
  return Array.from({ length: width }, (_, i) =>
    normMul.length > 0 && i >= firstNumber ? normMul[i - firstNumber] : 1,
  );
}

function square(x: number): number {
  return x * x;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
