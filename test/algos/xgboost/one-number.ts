// Boosters of one number, and what is asked of XGBoost models.
import type { Model, Row } from '../../../src/node.js';
import type { BoosterSpec, TreeSpec } from './booster-bytes.js';
import type { FeatureSpec } from './reference.js';

export const ONE_NUMBER: FeatureSpec = {
  cats: 0,
  nums: 1,
  catOffsets: [0],
  useAllFactorLevels: true,
  sparse: false,
};

export const SPLIT: TreeSpec = {
  feature: 0,
  threshold: 2,
  defaultLeft: false,
  left: { leaf: -0.75 },
  right: { leaf: 0.25 },
};

export const LINEAR: BoosterSpec = {
  version: [1, 6],
  objective: 'reg:squarederror',
  baseScore: 0.5,
  features: 1,
  classes: 0,
  body: { name: 'gblinear', weights: [0.5, 0.125] },
};

/** A split of one number at 2: -0.75 below, 0.25 from there on and where it is missing. */
export function stump(changes: Partial<BoosterSpec> = {}): BoosterSpec {
  return { ...LINEAR, body: { name: 'gbtree', trees: [{ group: 0, root: SPLIT }] }, ...changes };
}

/** Cells as a user gives them: level names and numbers, NA left out. */
export function rowOf(
  cells: readonly number[],
  domains: readonly (readonly string[] | null)[],
): Row {
  return Object.fromEntries(
    cells.flatMap((x, i) => {
      const levels = domains[i];
      if (Number.isNaN(x)) return [];
      return [[`x${i}`, levels ? levels[x] : x]];
    }),
  );
}

export function valueOf(model: Model, row: Row, offset = 0): number {
  return (model.easyPredict().predict(row, { offset }) as { value: number }).value;
}

export function probabilities(model: Model, row: Row, offset = 0): readonly number[] {
  const predictor = model.easyPredict();
  return (predictor.predict(row, { offset }) as { classProbabilities: number[] })
    .classProbabilities;
}
