import { checkOptions } from '../check-options.js';
import { ArgumentError, ModelCategoryError, quoteAll } from '../errors.js';
import { ConversionCounter } from '../frame/conversion-report.js';
import { Frame } from '../frame/frame.js';
import type { ColumnPlan } from '../frame/plan.js';
import { joinPlans } from '../features/stack-plan.js';
import { stackCounters } from '../features/stack-counter.js';
import { Model } from '../model.js';
import type { MetricColumns } from '../metrics/settings.js';
import type { PredictOptions } from '../predict-options.js';
import { isClassifier } from '../mojo/model-category.js';
import type { Frames } from '../threads/answer-stream.js';
import { TeamScores } from './team-scores.js';
import { TeamMeasurement } from './team-measurement.js';
import { teamStream, type AlignedMember, type TeamBlock } from './team-stream.js';

/** A classifier of a team. */
export interface TeamMember {
  readonly model: Model;
  /** What tables call it [its place, from 1 on]. */
  readonly name?: string;
}

/** Those options of predict that a team has a use for; `threads` is of each model, one after another. */
export type TeamOptions = Pick<
  PredictOptions,
  | 'backend'
  | 'precision'
  | 'signal'
  | 'threads'
  | 'onProgress'
  | 'convertUnknownCategoricalLevelsToNa'
  | 'convertInvalidNumbersToNa'
>;

/** Rows that one member reads, or several. */
export interface TeamInput {
  readonly frames: Frames;
  /** Collects what was converted [nobody is told]. */
  readonly counter?: ConversionCounter;
  /** Columns that have a use besides, such as answers and weights: blocks have them, and they are not told to be unused [none]. */
  readonly kept?: readonly string[];
}

const TEAM_OPTIONS: Readonly<Record<keyof TeamOptions, true>> = {
  backend: true,
  precision: true,
  signal: true,
  threads: true,
  onProgress: true,
  convertUnknownCategoricalLevelsToNa: true,
  convertInvalidNumbersToNa: true,
};

/** Classifiers of the same classes that answer together. Holds no memory of its own; the models are the caller's. */
export class Team {
  /** The classes, in the order in which the first member has them. */
  readonly classes: readonly string[];
  readonly #members: readonly AlignedMember[];

  /**
   * Throws ArgumentError for no members, for two of one name, and for members whose classes are others (in whatever order),
   * ModelCategoryError for a model that is no classifier.
   */
  constructor(members: readonly TeamMember[]) {
    const given: unknown = members;
    if (!Array.isArray(given) || given.length === 0) {
      throw new ArgumentError('members', 'at least one member', given);
    }
    const names = new Set<string>();
    this.classes = classesOf(members[0], 0);
    this.#members = members.map((member, i) => {
      const { model, name = String(i + 1) } = member;
      if (names.has(name)) throw new ArgumentError('members', 'different names', name);
      names.add(name);
      const own = classesOf(member, i);
      const columns = this.classes.map((level) => own.indexOf(level));
      if (own.length !== columns.length || columns.includes(-1)) {
        const expected = `a model of the same classes as the first one, ${quoteAll(this.classes)},`;
        throw new ArgumentError(`member ${name}`, expected, quoteAll(own));
      }
      return { model, name, columns };
    });
  }

  /** Names of the members. */
  get names(): readonly string[] {
    return this.#members.map(({ name }) => name);
  }

  /** What readers of rows that all members read need to know: `readCsv(file, { model: team })`. */
  get columnPlan(): ColumnPlan {
    return joinPlans(this.#members.map(({ model }) => model.columnPlan));
  }

  /**
   * Scores rows: a frame that all members read, or one for each in their order, row for row the same cases. Throws ArgumentError for
   * frames that are not so many or not equally long, and what `predict` throws. `onProgress` counts rows of all members. Memory: a
   * number per row, class and member.
   */
  async score(frames: Frame | readonly Frame[], options: TeamOptions = {}): Promise<TeamScores> {
    checkOptions('Team.score', options, TEAM_OPTIONS);
    const each = this.#framesOf(frames);
    const { onProgress } = options;
    const predictions: Frame[] = [];
    for (const [i, { model }] of this.#members.entries()) {
      const before = i * each[i].rowCount;
      const own = { ...options, onProgress: (rows: number) => onProgress?.(before + rows) };
      predictions.push(await model.predict(each[i], own));
    }
    return this.#scoresOf(predictions);
  }

  /**
   * What the team makes of predictions that are there already: of each member, in their order, a frame as `predict` gives it. Throws
   * ArgumentError for frames that are not so many, not equally long, or not of the member's classes.
   */
  scoresOf(predictions: readonly Frame[]): TeamScores {
    const each = this.#framesOf(predictions);
    for (const [i, { name, columns }] of this.#members.entries()) {
      const [, ...classes] = each[i].columns;
      if (columns.every((c) => classes[c]?.values instanceof Float64Array)) continue;
      throw new ArgumentError(`the frame of member ${name}`, 'its predictions', each[i].names);
    }
    return this.#scoresOf(each);
  }

  #scoresOf(predictions: readonly Frame[]): TeamScores {
    const probabilities = this.#members.map(({ columns }, i) => {
      const [, ...classes] = predictions[i].columns;
      return columns.map((c) => classes[c].values as Float64Array);
    });
    return new TeamScores(this.names, this.classes, probabilities);
  }

  /**
   * Scores streams of frames: one that all members read, or one for each in their order; members that are given the same object share
   * it, and it is read once. Blocks are the frames of the first member. `onProgress` counts rows once. Throws ArgumentError for streams of
   * different lengths, and what `answerStream` throws. Memory: a frame of each stream and its answers, on several threads two.
   */
  stream(
    inputs: TeamInput | readonly TeamInput[],
    options: TeamOptions = {},
  ): AsyncGenerator<TeamBlock> {
    checkOptions('Team.stream', options, TEAM_OPTIONS);
    const count = this.#members.length;
    const each = isList(inputs) ? inputs : this.#members.map(() => inputs);
    if (each.length !== count) {
      throw new ArgumentError('inputs', `one, or ${count}, one for each member`, inputs);
    }
    const readersOf = new Map<TeamInput, AlignedMember[]>();
    each.forEach((input, i) => {
      readersOf.set(input, [...(readersOf.get(input) ?? []), this.#members[i]]);
    });
    const counters = new Map<AlignedMember, ConversionCounter>();
    for (const [{ counter = new ConversionCounter(), kept = [] }, readers] of readersOf) {
      for (const [reader, own] of stackCounters(counter, readers, kept)) counters.set(reader, own);
    }
    const members = this.#members.map((member, i) => {
      const { frames, kept = [] } = each[i];
      return { ...member, frames, kept, counter: counters.get(member)! };
    });
    return teamStream(members, this.classes, options);
  }

  /**
   * Measures members and team by what `stream` gives, or by predictions that are there: `add` rows, then `result`. `response` is what
   * messages call the column of the answers [answer], `weights` the column of weights of all [each member's own; of the team the one that
   * all members name, else every row counts once]. `counter` as of Model.measurement. Throws ModelCategoryError for members that have no metrics.
   */
  measurement(columns: MetricColumns = {}, counter?: ConversionCounter): TeamMeasurement {
    checkOptions('Team.measurement', columns, { response: true, weights: true });
    return new TeamMeasurement(this.#members, this.classes, columns, counter);
  }

  #framesOf(frames: Frame | readonly Frame[]): readonly Frame[] {
    const each = frames instanceof Frame ? this.#members.map(() => frames) : frames;
    const given: unknown = each;
    const count = this.#members.length;
    if (!Array.isArray(given) || given.length !== count) {
      throw new ArgumentError('frames', `a Frame, or ${count}, one for each member`, given);
    }
    for (const [i, frame] of each.entries()) {
      const { name } = this.#members[i];
      const rows = each[0].rowCount;
      if (frame.rowCount === rows) continue;
      throw new ArgumentError(`the frame of member ${name}`, `${rows} rows`, frame.rowCount);
    }
    return each;
  }
}

function isList(inputs: TeamInput | readonly TeamInput[]): inputs is readonly TeamInput[] {
  return Array.isArray(inputs);
}

/** Levels of the response. Throws ModelCategoryError, ArgumentError. */
function classesOf({ model, name }: TeamMember, i: number): readonly string[] {
  const given: unknown = model;
  const member = `member ${name ?? String(i + 1)}`;
  if (!(given instanceof Model)) throw new ArgumentError(member, 'a Model', given);
  const { modelCategory, columns, domains, algorithm } = model;
  if (isClassifier(modelCategory)) return domains[columns.length - 1] ?? ['0', '1'];
  const message = `${member} must be a classifier; it is ${algorithm} of category ${modelCategory}`;
  throw new ModelCategoryError(message, 'Binomial, Multinomial or Ordinal', modelCategory);
}
