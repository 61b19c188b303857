// Contributions and interactions of random trees against their definitions: sums over all subsets of features.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TreeShap } from '../../../src/engine/js/tree-shap.js';
import { ForestBuilder } from '../../../src/algos/tree/forest-builder.js';
import type { DescribedForest } from '../../../src/engine/forest-table.js';
import { goesRight } from '../../../src/engine/js/forest.js';

const FEATURES = 4;

/** A node: a leaf with a value, or a split at 0 with the share of the weight that goes left. */
type Node =
  | { readonly value: number; readonly column?: undefined }
  | { readonly column: number; readonly share: number; readonly children: readonly [Node, Node] };

const leaf = fc.integer({ min: -8, max: 8 }).map((value): Node => ({ value }));
const { tree } = fc.letrec<{ tree: Node }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.record({
      column: fc.nat(FEATURES - 1),
      share: fc.constantFrom(0, 0.25, 0.5, 0.75, 1),
      children: fc.tuple(tie('tree'), tie('tree')),
    }),
  ),
}));
const forests = fc.array(tree, { minLength: 1, maxLength: 3 });
const rows = fc.array(fc.constantFrom(-1, 1, NaN), { minLength: FEATURES, maxLength: FEATURES });

function build(trees: readonly Node[]): DescribedForest {
  const builder = new ForestBuilder(trees.length, 1, FEATURES);
  for (const root of trees) {
    builder.beginTree();
    const pending = [{ node: root, at: builder.addNodes(1), weight: 64, depth: 0 }];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { node, at, weight, depth } = next;
      builder.setWeight(at, weight);
      if (node.column === undefined) {
        builder.setLeaf(at, node.value, at, depth);
        continue;
      }
      const left = builder.addNodes(2);
      const split = { column: node.column, threshold: 0, bitset: -1, flags: 0, left, nodeId: at };
      builder.setSplit(at, split);
      node.children.forEach((child, side) => {
        const share = side === 0 ? node.share : 1 - node.share;
        pending.push({ node: child, at: left + side, weight: weight * share, depth: depth + 1 });
      });
    }
  }
  return builder.finishDescribed();
}

/** What a forest gives when only the features of `known` (bits) are known: elsewhere all ways count, by weight. */
function valueOf(forest: DescribedForest, row: readonly number[], known: number): number {
  const { treeStart, column, threshold, left, weight } = forest;
  const walk = (root: number, node: number): number => {
    const at = root + node;
    if (column[at] < 0) return threshold[at];
    const first = left[at];
    if ((known & (1 << column[at])) !== 0) {
      return walk(root, first + (goesRight(forest, at, row[column[at]]) ? 1 : 0));
    }
    // As H2O: a node without weight has ways that count alike.
    const part = (child: number) => (weight[at] === 0 ? 0.5 : weight[root + child] / weight[at]);
    return part(first) * walk(root, first) + part(first + 1) * walk(root, first + 1);
  };
  let sum = 0;
  for (let t = 0; t < treeStart.length - 1; t++) sum += walk(treeStart[t], 0);
  return sum;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const size = (set: number) => set.toString(2).replaceAll('0', '').length;

/** Sums `term(set)` over the sets without the features of `without`, weighted as orders of the `players`. */
function overSets(without: number, players: number, term: (set: number) => number): number {
  let sum = 0;
  for (let set = 0; set < 1 << FEATURES; set++) {
    if ((set & without) !== 0) continue;
    const orders = factorial(size(set)) * factorial(players - size(set) - 1);
    sum += (orders / factorial(players)) * term(set);
  }
  return sum;
}

const asColumns = (row: readonly number[]) => row.map((x) => Float64Array.of(x));

describe('TreeSHAP', () => {
  it('gives the contributions of their definition, and the mean', () => {
    fc.assert(
      fc.property(forests, rows, (trees, row) => {
        const forest = build(trees);
        const phi = new Float32Array(FEATURES + 1);
        new TreeShap(forest, forest.column).add(asColumns(row), 0, phi, {
          from: 0,
          to: trees.length,
        });
        const v = (set: number) => valueOf(forest, row, set);
        for (let a = 0; a < FEATURES; a++) {
          const expected = overSets(1 << a, FEATURES, (set) => v(set | (1 << a)) - v(set));
          expect(phi[a]).toBeCloseTo(expected, 4);
        }
        const sum = phi.reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(v((1 << FEATURES) - 1), 4);
      }),
    );
  });

  it('gives the interactions of their definition: halves of what pairs do together', () => {
    fc.assert(
      fc.property(forests, rows, (trees, row) => {
        const forest = build(trees);
        const matrix = new Float64Array(FEATURES * FEATURES);
        const all = { from: 0, to: trees.length };
        new TreeShap(forest, forest.column).addInteractions(
          asColumns(row),
          0,
          matrix,
          FEATURES,
          all,
        );
        const v = (set: number) => valueOf(forest, row, set);
        for (let a = 0; a < FEATURES; a++) {
          expect(matrix[a * FEATURES + a]).toBe(0);
          for (let b = 0; b < a; b++) {
            const [bitA, bitB] = [1 << a, 1 << b];
            const together = overSets(bitA | bitB, FEATURES - 1, (set) => {
              return v(set | bitA | bitB) - v(set | bitA) - v(set | bitB) + v(set);
            });
            expect(matrix[a * FEATURES + b]).toBeCloseTo(together / 2, 4);
            expect(matrix[b * FEATURES + a]).toBe(matrix[a * FEATURES + b]);
          }
        }
      }),
    );
  });

  it('explains the trees of one class only, when asked for them', () => {
    const forest = build([{ value: 2 }, { value: 5 }]);
    const phi = new Float32Array(FEATURES + 1);
    new TreeShap(forest, forest.column).add(asColumns([0, 0, 0, 0]), 0, phi, { from: 1, to: 2 });
    expect([...phi]).toEqual([0, 0, 0, 0, 5]);
  });
});
