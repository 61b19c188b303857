// The input through all members of the team.
import { MissingColumnError } from '../../errors.js';
import type { Column } from '../../frame/column.js';
import type { ConversionCounter } from '../../frame/conversion-report.js';
import { concatFrames } from '../../frame/concat-frames.js';
import { encodeLevels, Frame } from '../../frame/frame.js';
import { textsOf } from '../../frame/typed/written-column.js';
import { keepColumns } from '../../frame/plan.js';
import { stackCounters } from '../../features/stack-counter.js';
import { joinPlans } from '../../features/stack-plan.js';
import { inputFormatOf, outputFormatOf } from '../../files/row-formats.js';
import type { Model } from '../../model.js';
import { Team } from '../../teams/team.js';
import type { TeamScores } from '../../teams/team-scores.js';
import { ValueScores } from '../../teams/value-scores.js';
import type { ScorePart } from '../description/index.js';
import { featureFrames } from './feature-rows.js';
import { inputWeights, type InputWeights } from './input-weights.js';
import type { PartProgress } from './part.js';
import { openRows, type Rows } from './rows.js';
import type { RunContext } from './run-context.js';
import { tableFrames } from './table-frames.js';

export interface ScoredInput {
  readonly members: readonly { readonly name: string; readonly model: Model }[];
  /** What `predict` gives for each member. */
  readonly predictions: readonly Frame[];
  readonly team: ScoredClasses | ScoredValues;
  readonly rowCount: number;
  /** The right classes or values, where they are known. */
  readonly answers: Column | undefined;
  /** By which rows count in metrics. */
  readonly weights: InputWeights;
}

/** A team of classifiers. */
export interface ScoredClasses {
  readonly scores: TeamScores;
  /** The team's classes by the rule of the description. */
  readonly labels: Int32Array;
}

/** A team of regressions. */
export interface ScoredValues {
  readonly values: ValueScores;
}

/** Rows of the features that are read back from their file. */
const BLOCK_ROWS = 4096;

/**
 * What the members say of the input, made once in a run, of which requireFit has seen the models. Throws the error of the first row that a member has no prediction for. Memory:
 * a number per row, class and member.
 */
export function scoredInput(
  context: RunContext,
  progress: PartProgress,
  counter: ConversionCounter,
): Promise<ScoredInput> {
  return context.once('scores', () => scoreInput(context, progress, counter));
}

async function scoreInput(
  context: RunContext,
  progress: PartProgress,
  counter: ConversionCounter,
): Promise<ScoredInput> {
  const { score, input } = context.description;
  const names = score?.members ?? [];
  const members = await Promise.all(
    names.map(async (name) => ({ name, model: await context.model(name) })),
  );
  const rows = await openRows(input!, context);
  const weights = await inputWeights(input!, members, context);
  const counters = stackCounters(counter, members, []);
  const parts: Frame[][] = members.map(() => []);
  const answers: (string | null)[] = [];
  let done = 0;
  for await (const frame of readFrames(rows, members, context, counter)) {
    for (const [m, member] of members.entries()) {
      parts[m].push(await predicted(member.model, frame, done, context, counters.get(member)));
    }
    if (rows.answer !== undefined) {
      for (const text of answersIn(frame, rows.answer)) answers.push(text);
    }
    progress((done += frame.rowCount), rows.count);
  }
  const predictions = parts.map(concatFrames);
  return {
    members,
    predictions,
    team: teamOf(members, predictions, score!),
    rowCount: done,
    answers: rows.answer === undefined ? undefined : encodeLevels(rows.answer, answers),
    weights,
  };
}

/** Throws MissingColumnError. */
function answersIn(frame: Frame, name: string): Iterable<string | null> {
  const column = frame.find(name);
  if (column) return textsOf(column);
  throw new MissingColumnError(
    name,
    'the answers are to stand in it; input.response names another',
    frame.names,
  );
}

/** That members go together is known. */
function teamOf(
  members: ScoredInput['members'],
  predictions: readonly Frame[],
  { team: rule, tie }: ScorePart,
): ScoredClasses | ScoredValues {
  if (members[0].model.modelCategory === 'Regression') {
    return { values: valuesOf(members, predictions) };
  }
  const scores = new Team(members).scoresOf(predictions);
  return { scores, labels: rule === 'vote' ? scores.vote(tie).labels : scores.team };
}

function valuesOf(members: ScoredInput['members'], predictions: readonly Frame[]): ValueScores {
  const names = members.map(({ name }) => name);
  // Without rows there may be no columns.
  const values = predictions.map(({ columns: [value] }) => value?.values ?? new Float64Array());
  return new ValueScores(names, values as Float64Array[]);
}

/** The features from their file, where that is written and can be read, else anew. */
async function* readFrames(
  rows: Rows,
  members: readonly { readonly model: Model }[],
  context: RunContext,
  counter: ConversionCounter,
): AsyncGenerator<Frame> {
  const file = context.description.output.features;
  if (file === undefined || !isReadable(file)) {
    yield* featureFrames(rows, context, counter);
    return;
  }
  const plan = joinPlans(members.map(({ model }) => model.columnPlan));
  const wanted = rows.answer === undefined ? plan : keepColumns(plan, [rows.answer]);
  yield* tableFrames(context.path(file), wanted, BLOCK_ROWS);
}

/** Whether the features are read back from a file of that name. */
export function isReadable(path: string): boolean {
  return inputFormatOf(path) === outputFormatOf(path);
}

async function predicted(
  model: Model,
  frame: Frame,
  firstRow: number,
  { scoring }: RunContext,
  counter: ConversionCounter | undefined,
): Promise<Frame> {
  const answers = model.answerStream([frame], { kind: 'prediction' }, counter, scoring);
  for await (const { frame: predictions, failures } of answers) {
    const [failure] = failures;
    if (failure) throw failure.error(firstRow + failure.row);
    return predictions;
  }
  throw new Error('a frame without an answer');
}
