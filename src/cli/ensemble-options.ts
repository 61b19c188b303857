import type { TieRule } from '../node.js';
import { whole } from './augment-options.js';
import { UsageError } from './errors.js';
import { namedModel } from './named-model.js';
import type { RowFlags } from './row-options.js';

/** The flags of `ensemble`, as commander names them. */
export interface EnsembleFlags extends Omit<RowFlags, 'input'> {
  readonly mojo: readonly string[];
  /** One, or one for each model. */
  readonly input: readonly string[];
  readonly vote?: true;
  readonly tie?: string;
  readonly response?: string;
  readonly weights?: string;
  readonly labels?: string;
  readonly correctModels?: true;
  readonly report?: string;
  readonly lowConfidence?: string;
  readonly images?: string;
}

const REPORT_FORMATS = ['html', 'json', 'csv'] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What the flags say beyond those that all commands on rows have. */
export interface EnsemblePlan {
  readonly members: readonly { readonly name: string; readonly source: string }[];
  /** What each member reads. */
  readonly inputs: readonly string[];
  /** Of a majority vote; undefined: the largest sum decides. */
  readonly tie: TieRule | undefined;
  readonly report: { readonly path: string; readonly format: ReportFormat } | undefined;
  /** How many rows the report lists of which the team is not sure; undefined: the library's choice. */
  readonly leastSure: number | undefined;
  /** Whether answers must be known. */
  readonly needsAnswers: boolean;
}

/** All flags are read before anything is done. Throws UsageError. */
export function ensemblePlan(flags: EnsembleFlags): EnsemblePlan {
  const { report, lowConfidence, images, labels, response, weights } = flags;
  const needsAnswers = report !== undefined || flags.correctModels === true;
  refuseIdle({ lowConfidence, images, weights }, report !== undefined, '--report');
  refuseIdle({ labels, response }, needsAnswers, '--report and --correct-models');
  if (labels !== undefined && response !== undefined) {
    throw new UsageError('--labels and --response both say where the answers are; choose one');
  }
  const members = membersOf(flags.mojo);
  return {
    members,
    inputs: inputsOf(flags.input, members.length),
    tie: tieOf(flags),
    report: report === undefined ? undefined : { path: report, format: reportFormat(report) },
    leastSure: whole('--low-confidence', lowConfidence, 0, 100_000),
    needsAnswers,
  };
}

function refuseIdle(
  flags: Readonly<Record<string, string | undefined>>,
  isUsed: boolean,
  by: string,
): void {
  const [idle] = Object.entries(flags).find(([, value]) => value !== undefined) ?? [];
  if (isUsed || idle === undefined) return;
  const flag = idle.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new UsageError(`--${flag} is for ${by}`);
}

function membersOf(mojos: readonly string[]): EnsemblePlan['members'] {
  const members = mojos.map((mojo) => {
    const { id, source } = namedModel(mojo);
    return { name: id, source };
  });
  const names = new Set<string>();
  for (const { name } of members) {
    if (names.has(name)) {
      throw new UsageError(`--mojo: two members are called ${name}; name them: --mojo NAME=MODEL`);
    }
    names.add(name);
  }
  return members;
}

function inputsOf(inputs: readonly string[], members: number): readonly string[] {
  if (inputs.filter((input) => input === '-').length > 1 && inputs.length > 1) {
    throw new UsageError('--input: stdin (-) can be read by one member only, or by all of them');
  }
  if (inputs.length === 1) return new Array<string>(members).fill(inputs[0]);
  if (inputs.length === members) return inputs;
  throw new UsageError(
    `--input: expected one, or one for each of the ${members} members in their order, got ${inputs.length}`,
  );
}

function tieOf({ vote, tie }: EnsembleFlags): TieRule | undefined {
  if (tie !== undefined && !vote) throw new UsageError('--tie is for --vote');
  if (tie !== undefined && tie !== 'lowest' && tie !== 'sum') {
    throw new UsageError(`--tie: expected lowest or sum, got ${tie}`);
  }
  if (!vote) return undefined;
  return tie === 'sum' ? 'largest-sum' : 'lowest-class';
}

function reportFormat(path: string): ReportFormat {
  const [, extension] = /\.([^.]+?)(?:\.gz)?$/.exec(path.toLowerCase()) ?? [];
  const wanted = extension === 'htm' ? 'html' : extension;
  const format = REPORT_FORMATS.find((known) => known === wanted);
  if (format !== undefined) return format;
  throw new UsageError(`--report: expected a name that ends in .html, .json or .csv, got ${path}`);
}
