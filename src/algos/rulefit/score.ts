import type { Kernels } from '../../engine/kernels.js';
import type { Scorer } from '../algorithm.js';
import { RowFailures } from '../row-failures.js';
import { markRows } from './rule.js';
import { NO_COLUMN, type RuleColumn } from './rules.js';
import type { RuleFitData } from './read.js';

/** RuleFitMojoModel: the rules become categorical columns of a linear model. */
export function loadRuleFit(data: RuleFitData, kernels: Kernels, capacity: number): Scorer {
  const input = kernels.block(data.width, capacity);
  const linear = data.linear.data.load(kernels, capacity);
  const column = new Float64Array(capacity);
  const marks = new Uint8Array(capacity);
  const { rules, targets } = data;
  return {
    input,
    preds: linear.preds,
    score(rows, offsets) {
      const failures = new RowFailures();
      failures.refuseOffsets(rows, offsets);
      for (const cells of linear.input.columns) cells.fill(0, 0, rows);
      const place = (number: number, cells: Float64Array): void => {
        const target = typeof targets === 'string' ? undefined : targets[number];
        if (target === undefined || target < 0) return;
        linear.input.columns[target].set(cells.subarray(0, rows));
      };
      rules.forEach((rule, i) => {
        fillLevels(rule, input.columns, rows, column, marks, failures);
        place(i, column);
      });
      input.columns.forEach((cells, i) => {
        place(rules.length + i, cells);
      });
      if (typeof targets === 'string') {
        for (let r = 0; r < rows; r++) failures.add(r, targets);
      }
      for (const failure of linear.score(rows)) failures.addFailure(failure);
      return failures.list();
    },
  };
}

/** The level of the last rule that a row fulfils; NaN where there is none (MojoRuleEnsemble.decode). */
function fillLevels(
  { rules, missing }: RuleColumn,
  columns: readonly Float64Array[],
  rows: number,
  levels: Float64Array,
  marks: Uint8Array,
  failures: RowFailures,
): void {
  levels.fill(NaN, 0, rows);
  for (const { rule, level } of rules) {
    markRows(rule, columns, rows, marks);
    for (let r = 0; r < rows; r++) {
      if (marks[r] === 0) continue;
      if (level === NO_COLUMN) failures.add(r, 'the linear model lacks the column of a rule');
      levels[r] = level < 0 ? NaN : level;
    }
  }
  for (let r = 0; missing && r < rows; r++) failures.add(r, 'a class has no rules');
}
