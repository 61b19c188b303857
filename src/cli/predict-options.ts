import type {
  AnswerKind,
  BackendName,
  GlrmOptions,
  Precision,
  PredictionOptions,
} from '../index.js';
import { contributionKinds, type ContributionFlags } from './contribution-flags.js';
import { UsageError } from './errors.js';

/** The library's limit, too. */
const MAX_THREADS = 256;

/** The flags of `predict`, as commander names them. */
export interface PredictFlags extends ContributionFlags {
  readonly mojo: string;
  readonly input: string;
  readonly output: string;
  readonly inputFormat?: string;
  readonly format?: string;
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
  readonly convertUnknownCategoricalLevelsToNa: boolean;
  readonly setConvInvalidNumber?: true;
  readonly separator?: string;
  readonly naStrings?: string;
  readonly hex?: true;
  readonly keep?: string;
  readonly header: boolean;
  readonly include?: string;
  readonly onRowError?: string;
  readonly backend?: string;
  readonly precision?: string;
  readonly threads?: string;
  readonly progress?: boolean;
  readonly quiet?: true;
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

/** Whether a row that fails is reported in its place, and the run goes on. */
export function reportsRowErrors({ onRowError = 'stop' }: PredictFlags): boolean {
  if (onRowError === 'stop' || onRowError === 'report') return onRowError === 'report';
  throw new UsageError(`--on-row-error: expected stop or report, got ${onRowError}`);
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

/** Threads as the library takes them: 0 is one per core. */
export function threadsOf(value = '1'): number {
  if (value === 'auto') return 0;
  if (!/^\d{1,3}$/.test(value) || Number(value) > MAX_THREADS) {
    throw new UsageError(
      `--threads: expected auto or a whole number from 0 to ${MAX_THREADS}, got ${value}`,
    );
  }
  return Number(value);
}

export function backendName(value: string | undefined): BackendName {
  const names = ['auto', 'native', 'wasm', 'js'] as const;
  const name = names.find((known) => known === (value ?? 'auto'));
  if (name === undefined)
    throw new UsageError(`--backend: expected ${names.join(', ')}, got ${value}`);
  return name;
}

export function precisionOf({ precision }: PredictFlags): Precision {
  if (precision === undefined || precision === 'exact' || precision === 'fast') {
    return precision ?? 'exact';
  }
  throw new UsageError(`--precision: expected exact or fast, got ${precision}`);
}

const OUTPUT_FORMATS = ['csv', 'jsonl', 'arrow', 'parquet'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

const EXTENSIONS: readonly (readonly [RegExp, OutputFormat])[] = [
  [/\.(jsonl|ndjson)(\.gz)?$/i, 'jsonl'],
  [/\.(arrows?|feather|ipc)(\.gz)?$/i, 'arrow'],
  [/\.(parquet|pq)(\.gz)?$/i, 'parquet'],
];

/** The format that was asked for, or that of the output's extension (before `.gz`), else CSV. */
export function outputFormat({ format, output }: PredictFlags): OutputFormat {
  const known = OUTPUT_FORMATS.find((name) => name === format);
  if (format !== undefined && known === undefined) {
    throw new UsageError(`--format: expected ${OUTPUT_FORMATS.join(', ')}, got ${format}`);
  }
  return known ?? EXTENSIONS.find(([pattern]) => pattern.test(output))?.[1] ?? 'csv';
}

/** PredictCsv takes the last character of the separator that it is given; so `\t` from a shell needs a word of its own. */
export function separatorOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value === '\\t' || value === 'tab') return '\t';
  const separator = value.at(-1) ?? '';
  if (!/^[\t\x20-\x7e]$/.test(separator) || separator === '"' || separator === '\\') {
    throw new UsageError(
      `--separator: expected one ASCII character other than quote and backslash, got ${JSON.stringify(value)}`,
    );
  }
  return separator;
}

/** `a,b` to a and b. */
export function splitList(text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : text.split(',');
}
