import { checkOptions } from '../check-options.js';
import { ArgumentError, ModelCategoryError, quoteAll } from '../errors.js';
import { Frame } from '../frame/frame.js';
import { Model, type PredictOptions } from '../model.js';
import { isClassifier } from '../mojo/model-category.js';
import { TeamScores } from './team-scores.js';

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

const TEAM_OPTIONS: Readonly<Record<keyof TeamOptions, true>> = {
  backend: true,
  precision: true,
  signal: true,
  threads: true,
  onProgress: true,
  convertUnknownCategoricalLevelsToNa: true,
  convertInvalidNumbersToNa: true,
};

/** A member, and where the team's classes stand among its own. */
interface AlignedMember {
  readonly model: Model;
  readonly name: string;
  /** For each class of the team the column of the member's prediction, behind the label. */
  readonly columns: readonly number[];
}

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

  /**
   * Scores rows: a frame that all members read, or one for each in their order, row for row the same cases. Throws ArgumentError for
   * frames that are not so many or not equally long, and what `predict` throws. `onProgress` counts rows of all members. Memory: a
   * number per row, class and member.
   */
  async score(frames: Frame | readonly Frame[], options: TeamOptions = {}): Promise<TeamScores> {
    checkOptions('Team.score', options, TEAM_OPTIONS);
    const each = this.#framesOf(frames);
    const { onProgress } = options;
    const probabilities: Float64Array[][] = [];
    for (const [i, { model, columns }] of this.#members.entries()) {
      const before = i * each[i].rowCount;
      const own = { ...options, onProgress: (rows: number) => onProgress?.(before + rows) };
      const [, ...classes] = (await model.predict(each[i], own)).columns;
      probabilities.push(columns.map((c) => classes[c].values as Float64Array));
    }
    return new TeamScores(this.names, this.classes, probabilities);
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
