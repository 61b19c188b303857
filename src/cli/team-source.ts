import {
  Frame,
  MissingColumnError,
  type Column,
  type ConversionCounter,
  type OutputColumn,
  type Team,
  type TeamInput,
  type TeamOptions,
  type TeamRecord,
  type TeamScores,
  type TieRule,
} from '../node.js';
import { classColumn } from '../categories/classes.js';
import { answerCodes } from '../teams/answer-codes.js';
import { correctModels } from '../teams/correct-models.js';
import { OtherLengthError } from '../teams/team-stream.js';
import type { AnswerSource } from './answer-source.js';
import { RowsError } from './errors.js';
import type { Progress } from './progress.js';
import type { ReportMetrics } from './report-metrics.js';
import type { RowLabels } from './row-labels.js';

/** Where the right classes are: in a column of the rows, or in a list of all of them. */
export type AnswersOf = { readonly response: string } | { readonly labels: RowLabels };

export interface TeamSourceOptions {
  readonly tie: TieRule | undefined;
  /** Where answers are wanted. */
  readonly answers: AnswersOf | undefined;
  /** Columns of the first input that have a use besides. */
  readonly kept: readonly string[];
  readonly countsCorrect: boolean;
  /** Take all scores and answers. */
  readonly record: TeamRecord | undefined;
  readonly metrics: ReportMetrics | undefined;
  /** Files of the members, in their order. */
  readonly inputs: readonly string[];
  /** Whether rows that fail are reported in their place. */
  readonly reportsRows: boolean;
  /** The inputs that are not the first one, by their paths. */
  readonly others: ReadonlyMap<string, TeamInput>;
  readonly optionsFor: (progress: Progress) => TeamOptions;
}

const CORRECT_MODELS = 'correct_models';

/** The team's answers to the rows of the first input, while the others are read in step with it. */
export function teamSource(team: Team, options: TeamSourceOptions): AnswerSource {
  const means = team.classes.map((level): OutputColumn => ({
    name: classColumn(level),
    kind: 'number',
  }));
  const columns: OutputColumn[] = [
    { name: 'predict', kind: 'categorical', domain: team.classes },
    ...means,
  ];
  if (options.countsCorrect) columns.push({ name: CORRECT_MODELS, kind: 'number', integer: true });
  return {
    columns: () => Promise.resolve(columns),
    stream: (frames, counter, progress) => {
      const inputs = teamInputs(frames, counter, options);
      const answers = teamAnswers(team, inputs, options, options.optionsFor(progress));
      return withFiles(answers, options.inputs);
    },
    arrange: (kept, answers) => [...kept, ...answers],
  };
}

/** Members that read the same file get the same object. */
function teamInputs(
  frames: AsyncIterable<Frame>,
  counter: ConversionCounter,
  { inputs, kept, others }: TeamSourceOptions,
): readonly TeamInput[] {
  const byPath = new Map([...others, [inputs[0], { frames, counter, kept }]]);
  return inputs.map((path) => byPath.get(path)!);
}

/** A file of another length is named in place of the first one. */
async function* withFiles<Answer>(
  answers: AsyncIterable<Answer>,
  inputs: readonly string[],
): AsyncGenerator<Answer> {
  try {
    yield* answers;
  } catch (error) {
    if (!(error instanceof OtherLengthError)) throw error;
    throw new RowsError(inputs[error.member], error);
  }
}

async function* teamAnswers(
  team: Team,
  inputs: readonly TeamInput[],
  options: TeamSourceOptions,
  scoring: TeamOptions,
) {
  const { tie, answers: where, countsCorrect, record, metrics } = options;
  let firstRow = 0;
  for await (const block of team.stream(inputs, scoring)) {
    const { scores, failures, input } = block;
    const [failure] = failures;
    const path = options.inputs[failure?.member ?? 0];
    if (failure && path !== options.inputs[0] && !options.reportsRows) {
      throw new RowsError(path, failure.error(firstRow + failure.row));
    }
    const answers = where && answersOf(where, input, firstRow, scores.rowCount);
    const voted = tie === undefined ? scores.team : scores.vote(tie).labels;
    if (answers) {
      record?.add(scores, answers);
      metrics?.add(block, answers, voted);
    }
    const own: Column[] = [...scores.toFrame(voted).columns];
    if (countsCorrect && answers) own.push(correctColumn(scores, answers));
    yield { frame: new Frame(own, scores.rowCount), failures, input };
    firstRow += scores.rowCount;
  }
  if (where && 'labels' in where) where.labels.requireAll(firstRow);
}

function answersOf(where: AnswersOf, input: Frame, firstRow: number, rows: number): Column {
  if ('labels' in where) return where.labels.column('answer', firstRow, rows);
  const column = input.find(where.response);
  if (column) return column;
  const why = 'who is right can be told of rows with answers only; --response names their column';
  throw new MissingColumnError(where.response, why, input.names);
}

function correctColumn(scores: TeamScores, answers: Column): Column {
  const counts = correctModels(scores, answerCodes(scores, answers));
  const values = Float64Array.from(counts, (count) => (count < 0 ? NaN : count));
  return { kind: 'number', name: CORRECT_MODELS, integer: true, values };
}
