import type { ModelInfo } from '../../mojo/model-info.js';

/** A way through a tree: all conditions hold. */
export interface Rule {
  readonly varName: string;
  readonly conditions: readonly Condition[];
}

export interface Condition {
  /** Column of the row. */
  readonly column: number;
  /** Whether NA fulfils the condition. */
  readonly nasIncluded: boolean;
  readonly test: Test;
}

/** A numeric condition with the operator of categorical ones holds for NA only: `never`. */
type Test =
  | { readonly kind: 'less' | 'greater-or-equal'; readonly threshold: number }
  | { readonly kind: 'in'; readonly levels: readonly number[] }
  | { readonly kind: 'never' };

/** RuleFitMojoReader.readRule; `id` is depth_tree_rule. */
export function readRule(info: ModelInfo, id: string): Rule {
  const count = info.int(`num_conditions_rule_id_${id}`);
  if (count < 0) throw info.wrong(`num_conditions_rule_id_${id}`, 'a count');
  const conditions: Condition[] = [];
  for (let i = 0; i < count; i++) conditions.push(readCondition(info, `${i}_${id}`));
  return { conditions, varName: info.string(`var_name_rule_id_${id}`) };
}

/** RuleFitMojoReader.readCondition. The keys are spelled as H2O spells them. */
function readCondition(info: ModelInfo, id: string): Condition {
  const column = info.int(`feature_index_${id}`);
  if (column < 0 || column >= info.nFeatures) {
    throw info.wrong(`feature_index_${id}`, `a column of the ${info.nFeatures} features`);
  }
  const isCategorical = info.int(`type_${id}`) === 0;
  const test: Test = isCategorical
    ? { kind: 'in', levels: readLevels(info, id) }
    : readComparison(info, id);
  return { column, nasIncluded: info.boolean(`nas_included_${id}`), test };
}

function readLevels(info: ModelInfo, id: string): number[] {
  const count = info.int(`cat_treshold_length_${id}`);
  if (count < 0) throw info.wrong(`cat_treshold_length_${id}`, 'a count');
  const levels: number[] = [];
  for (let i = 0; i < count; i++) levels.push(info.int(`cat_treshold_length_${i}_${id}`));
  return levels;
}

function readComparison(info: ModelInfo, id: string): Test {
  const threshold = info.number(`num_treshold${id}`);
  switch (info.int(`operator_${id}`)) {
    case 0:
      return { kind: 'less', threshold };
    case 1:
      return { kind: 'greater-or-equal', threshold };
    default:
      return { kind: 'never' };
  }
}

/** Marks the first `rows` rows that fulfil the rule with 1, the others with 0 (MojoRule.map). */
export function markRows(
  rule: Rule,
  columns: readonly Float64Array[],
  rows: number,
  marks: Uint8Array,
): void {
  marks.fill(1, 0, rows);
  for (const { column, nasIncluded, test } of rule.conditions) {
    const values = columns[column];
    for (let r = 0; r < rows; r++) {
      if (marks[r] === 0) continue;
      const x = values[r];
      const holds = Number.isNaN(x) ? nasIncluded : fulfils(test, x);
      if (!holds) marks[r] = 0;
    }
  }
}

function fulfils(test: Test, x: number): boolean {
  switch (test.kind) {
    case 'less':
      return x < test.threshold;
    case 'greater-or-equal':
      return x >= test.threshold;
    case 'in':
      return test.levels.includes(x);
    case 'never':
      return false;
  }
}
