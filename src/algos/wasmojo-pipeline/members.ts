import { MojoFormatError, quote, quoteAll } from '../../errors.js';
import { isClassifier } from '../../mojo/model-category.js';
import type { ModelInfo } from '../../mojo/model-info.js';
import type { TieRule } from '../../teams/votes.js';
import { featuresOf, type NestedModel } from '../nested/read.js';
import type { Cell } from './cells.js';
import type { Feature } from './features.js';
import { countAt, type PipelineFile } from './file.js';
import { requirePlain } from './plain-model.js';

/** A model whose predictions count. */
export interface MemberModel {
  readonly model: NestedModel;
  /** For each column of the model. */
  readonly cells: readonly Cell[];
  /** For each class of the pipeline, or its one value, the cell of the model's prediction. */
  readonly outputs: readonly number[];
}

/** How predictions of members become one. */
export interface Team {
  /** `mean`: of values; the others decide between classes. */
  readonly rule: 'mean' | 'sum' | 'vote';
  readonly tie: TieRule;
  /** Their number; 1 for values. */
  readonly classes: number;
}

/** The keys `member_...`, `team` and `tie`. */
export function readMembers(file: PipelineFile, features: readonly Feature[]): MemberModel[] {
  const { info, models } = file;
  const byName = new Map<string, Cell>(features.map((feature) => [feature.name, feature]));
  const members: MemberModel[] = [];
  const count = countAt(file, 'member_count');
  for (let i = 0; i < count; i++) {
    const model = models.at(`member_${i}`);
    if (members.some((other) => other.model.data === model.data)) {
      throw info.wrong(`member_${i}`, 'another model', '; it is a member already');
    }
    requirePlain(file, model);
    const outputs = outputsOf(file, model, i);
    members.push({ model, outputs, cells: cellsOf(file, model, byName) });
  }
  return members;
}

export function readTeam({ info }: PipelineFile): Team {
  const tie = info.oneOf('tie', ['lowest-class', 'largest-sum'], 'lowest-class');
  if (!isClassifier(info.category)) return { rule: 'mean', tie, classes: 1 };
  const rule = info.oneOf('team', ['sum', 'vote'], 'sum');
  return { rule, tie, classes: classesOf(info).length };
}

/** Features by their names, then the columns of the rows. */
function cellsOf(
  { info, rows }: PipelineFile,
  model: NestedModel,
  features: ReadonlyMap<string, Cell>,
): Cell[] {
  return featuresOf(model.info).map((name, c) => {
    const cell = features.get(name) ?? rows.cell(model, c);
    if (cell) return cell;
    const [first] = features.keys();
    const there =
      first === undefined
        ? ''
        : `; the features are ${quote(first)} to ${quote([...features.keys()].at(-1) ?? '')}`;
    throw new MojoFormatError(
      `${info.file}: ${model.name} reads the column ${quote(name)}, which is neither a feature nor a column of the rows${there}`,
      { file: info.file, key: '[columns]', value: name },
    );
  });
}

function outputsOf({ info }: PipelineFile, model: NestedModel, i: number): number[] {
  if (model.info.category !== info.category) {
    throw info.wrong(
      `member_${i}`,
      `a model of category ${info.category}`,
      `; it is ${model.info.category}`,
    );
  }
  if (!isClassifier(info.category)) return [0];
  const own = classesOf(model.info);
  const wanted = classesOf(info);
  const outputs = wanted.map((level) => 1 + own.indexOf(level));
  if (
    own.length !== wanted.length ||
    outputs.includes(0) ||
    model.data.predsSize !== own.length + 1
  ) {
    throw info.wrong(
      `member_${i}`,
      `a model of the classes ${quoteAll(wanted)}`,
      `; it has ${quoteAll(own)}`,
    );
  }
  return outputs;
}

/** Levels of the response; a quasibinomial one without levels has the classes 0 and 1. */
function classesOf({ domains }: ModelInfo): readonly string[] {
  return domains.at(-1) ?? ['0', '1'];
}
