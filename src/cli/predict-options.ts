import type { AnswerKind, GlrmOptions, PredictionOptions } from '../index.js';
import { contributionKinds, type ContributionFlags } from './contribution-flags.js';
import { UsageError } from './errors.js';
import { splitList, type RowFlags } from './row-options.js';

/** The flags of `predict`, as commander names them. */
export interface PredictFlags extends RowFlags, ContributionFlags {
  readonly mojo: string;
  readonly leafNodeAssignment?: string | true;
  readonly predictCalibrated?: true;
  readonly stagedProbabilities?: true;
  readonly deepFeatures?: string;
  readonly reconstruction?: true;
  readonly reconstructionError?: string | true;
  readonly glrmReconstruct?: true;
  readonly glrmIterations?: string;
  readonly glrmSeed?: string;
  readonly threshold?: string;
  readonly include?: string;
}

/** The one kind of answer that the flags ask for. */
export function answerKind(flags: PredictFlags): AnswerKind {
  const kinds: AnswerKind[] = [];
  if (flags.leafNodeAssignment !== undefined) {
    kinds.push({ kind: 'leaf-node-assignment', type: leafType(flags.leafNodeAssignment) });
  }
  if (flags.predictCalibrated) kinds.push({ kind: 'calibrated' });
  kinds.push(...contributionKinds(flags));
  if (flags.stagedProbabilities) kinds.push({ kind: 'staged-probabilities' });
  if (flags.glrmReconstruct) kinds.push({ kind: 'glrm-reconstruct' });
  if (flags.deepFeatures !== undefined) {
    kinds.push({ kind: 'deep-features', layer: layerNumber(flags.deepFeatures) });
  }
  if (flags.reconstruction) kinds.push({ kind: 'reconstruction' });
  if (flags.reconstructionError !== undefined) {
    const perFeature = isPerFeature(flags.reconstructionError);
    kinds.push({ kind: 'reconstruction-error', perFeature });
  }
  if (kinds.length > 1) {
    throw new UsageError(
      `only one kind of answer at a time, got ${kinds.map(({ kind }) => kind).join(' and ')}`,
    );
  }
  return kinds[0] ?? { kind: 'prediction' };
}

function leafType(value: string | true): 'Path' | 'Node_ID' {
  if (value === true || value === 'path') return 'Path';
  if (value === 'node-id') return 'Node_ID';
  throw new UsageError(`--leaf-node-assignment: expected path or node-id, got ${value}`);
}

function isPerFeature(value: string | true): boolean {
  if (value === true || value === 'average') return false;
  if (value === 'per-feature') return true;
  throw new UsageError(`--reconstruction-error: expected average or per-feature, got ${value}`);
}

function layerNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) {
    throw new UsageError(
      `--deep-features: expected the number of a hidden layer, from 1 on, got ${value}`,
    );
  }
  return Number(value);
}

/** Fields of JSON lines besides those of the category. */
export function includedFields(include: string | undefined): PredictionOptions {
  const fields = {
    'leaf-node-assignment': { enableLeafAssignment: true },
    'staged-probabilities': { enableStagedProbabilities: true },
    contributions: { enableContributions: true },
    extended: { useExtendedOutput: true },
  };
  const wanted = splitList(include);
  return Object.assign(
    {},
    ...wanted.map((name) => {
      if (Object.hasOwn(fields, name)) return fields[name as keyof typeof fields];
      throw new UsageError(`--include: expected ${Object.keys(fields).join(', ')}, got ${name}`);
    }),
  ) as PredictionOptions;
}

/** Iterations and seed of a GLRM. */
export function glrmOptions({ glrmIterations, glrmSeed }: PredictFlags): GlrmOptions {
  if (glrmIterations !== undefined && !/^0*[1-9]\d{0,8}$/.test(glrmIterations)) {
    throw new UsageError(
      `--glrm-iterations: expected a whole number above 0, got ${glrmIterations}`,
    );
  }
  return {
    glrmIterNumber: glrmIterations === undefined ? undefined : Number(glrmIterations),
    glrmSeed: glrmSeed === undefined ? undefined : seedOf(glrmSeed),
  };
}

/** The probability of class 1 from which it is the label. */
export function thresholdOf({ threshold }: PredictFlags): number | undefined {
  if (threshold === undefined) return undefined;
  const number = /^[\d.]+(e-?\d+)?$/i.test(threshold) ? Number(threshold) : NaN;
  if (!(number >= 0 && number <= 1)) {
    throw new UsageError(`--threshold: expected a number from 0 to 1, got ${threshold}`);
  }
  return number;
}

/** A whole number of 64 bits. */
function seedOf(text: string): bigint {
  const seed = /^-?\d{1,19}$/.test(text) ? BigInt(text) : undefined;
  if (seed === undefined || BigInt.asIntN(64, seed) !== seed) {
    throw new UsageError(`--glrm-seed: expected a whole number of 64 bits, got ${text}`);
  }
  return seed;
}
