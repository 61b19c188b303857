// A second, slow scorer of boosters: the features are laid out one by one, and every float operation is rounded by itself.
import type { BoosterSpec, TreeSpec } from './booster-bytes.js';

export interface FeatureSpec {
  readonly cats: number;
  readonly nums: number;
  readonly catOffsets: readonly number[];
  readonly useAllFactorLevels: boolean;
  readonly sparse: boolean;
}

const { fround } = Math;

/** All features of a row: one-hot cells, then numbers in float; NaN is missing. */
export function layOut(spec: FeatureSpec, row: readonly number[]): number[] {
  const { cats, nums, catOffsets, useAllFactorLevels, sparse } = spec;
  const cells = new Array<number>(catOffsets[cats]).fill(sparse ? NaN : 0);
  for (let c = 0; c < cats; c++) {
    const last = catOffsets[c + 1] - 1;
    const cell = row[c] + catOffsets[c] - (useAllFactorLevels ? 0 : 1);
    if (Number.isNaN(cell) || cell > last) cells[last] = 1;
    else if (useAllFactorLevels || row[c] > 0) cells[cell] = 1;
  }
  for (let i = 0; i < nums; i++) {
    const value = fround(row[cats + i]);
    cells.push(sparse && value === 0 ? NaN : value);
  }
  return cells;
}

/** The leaf that a row of features reaches, and the way to it. */
export function walk(root: TreeSpec, features: readonly number[]): { leaf: number; path: string } {
  let node = root;
  let path = '';
  while (!('leaf' in node)) {
    const value = features[node.feature];
    const left = Number.isNaN(value) ? node.defaultLeft : value < fround(node.threshold);
    path += left ? 'L' : 'R';
    node = left ? node.left : node.right;
  }
  return { leaf: fround(node.leaf), path };
}

/** The sums of a row before the objective's transformation, each begun with `margin`. */
export function sumsOf(spec: BoosterSpec, features: readonly number[], margin: number): number[] {
  const groups = Math.max(1, spec.classes);
  const { body } = spec;
  if (body.name === 'gblinear') {
    const weight = (i: number) => fround(body.weights[i] ?? 0);
    return Array.from({ length: groups }, (_, group) => {
      let sum = fround(weight(spec.features * groups + group) + margin);
      for (let f = 0; f < spec.features; f++) {
        if (Number.isNaN(features[f])) continue;
        sum = fround(sum + fround(features[f] * weight(f * groups + group)));
      }
      return sum;
    });
  }
  return Array.from({ length: groups }, (_, group) => {
    let sum = margin;
    body.trees
      .filter((tree) => tree.group === group)
      .forEach(({ root }, i) => {
        const weight = body.weights ? fround(body.weights[i]) : 1;
        sum = fround(sum + fround(weight * walk(root, features).leaf));
      });
    return fround(0 + sum);
  });
}
