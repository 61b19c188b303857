import { describe, expect, it } from 'vitest';
import {
  ArgumentError,
  loadMojo,
  ModelCategoryError,
  treeToDot,
  treeToSvg,
  treeToText,
  type Model,
  type TreeNode,
  type TreeView,
} from '../../src/node.js';
import { loadTiny, tinyGlm } from '../algos/tiny-models.js';
import { CASES } from '../support/cases.js';

const load = (name: string) => loadMojo(CASES.find((golden) => golden.name === name)!.mojo);

function nodesOf(node: TreeNode): TreeNode[] {
  return 'colId' in node ? [node, ...nodesOf(node.leftChild), ...nodesOf(node.rightChild)] : [node];
}

function treesOf(model: Model): TreeView[] {
  const { groupCount } = model.trees!;
  return Array.from({ length: groupCount }, (_, k) => model.tree(k));
}

/** A tree of every kind of split, put together by hand. */
const VIEW: TreeView = {
  index: 3,
  name: 'Tree 3, Class "a" & <b>',
  root: {
    nodeNumber: 0,
    weight: 10,
    inclusiveNa: true,
    colId: 0,
    colName: 'say "hi"',
    leftward: true,
    isCategorical: false,
    splitValue: 0.1,
    leftChild: {
      nodeNumber: 1,
      inclusiveNa: true,
      colId: 1,
      colName: 'c\\d',
      leftward: false,
      isCategorical: true,
      domain: ['x', 'y<', 'z'],
      leftChild: { nodeNumber: 3, inclusiveNa: false, matchValues: [0, 2], predValue: 1 },
      rightChild: { nodeNumber: 4, inclusiveNa: true, matchValues: [1], predValue: -0.25 },
    },
    rightChild: {
      nodeNumber: 2,
      inclusiveNa: false,
      colId: 2,
      colName: 'n',
      leftward: false,
      isCategorical: false,
      leftChild: { nodeNumber: 5, inclusiveNa: false, predValue: 0 },
      rightChild: { nodeNumber: 6, inclusiveNa: true, predValue: 2e-8 },
    },
  },
};

describe('model.tree', () => {
  it.each(['gbm/bernoulli_mixed', 'drf/multinomial', 'xgboost/calib', 'isolationforest/mixed'])(
    '%s has all leaves and weights that add up',
    async (name) => {
      const golden = CASES.find((found) => found.name === name);
      if (golden === undefined) return;
      using model = await loadMojo(golden.mojo);
      const views = treesOf(model);
      expect(views.length).toBe(model.trees?.groupCount);
      for (const { root } of views) {
        for (const node of nodesOf(root)) {
          // DRF's root and its children count all rows, the nodes below only those that the tree was grown on.
          const first = name.startsWith('drf') ? 3 : 1;
          if (!('colId' in node) || node.nodeNumber < first || name.startsWith('xgboost')) continue;
          const { leftChild, rightChild, weight } = node;
          const sum = (leftChild.weight ?? NaN) + (rightChild.weight ?? NaN);
          expect(Math.abs(sum - (weight ?? NaN))).toBeLessThanOrEqual(1e-3 * sum);
        }
        const numbers = nodesOf(root).map(({ nodeNumber }) => nodeNumber);
        expect(new Set(numbers).size).toBe(numbers.length);
      }
    },
  );

  it('levels of a categorical split go to one child each, those that came to it', async () => {
    using model = await load('gbm/bernoulli_mixed');
    let splits = 0;
    for (const { root } of treesOf(model)) {
      for (const node of nodesOf(root)) {
        if (!('colId' in node) || !node.isCategorical) continue;
        splits++;
        const left = node.leftChild.matchValues!;
        const right = node.rightChild.matchValues!;
        expect(left.filter((level) => right.includes(level))).toEqual([]);
        expect(node.domain).toEqual(model.domains[node.colId]);
        expect(node.colName).toBe(model.columns[node.colId]);
        expect(Math.max(...left, ...right)).toBeLessThan(node.domain!.length);
      }
    }
    expect(splits).toBeGreaterThan(0);
  });

  it('names classes, and refuses what is not there', async () => {
    using model = await load('drf/multinomial');
    expect(model.tree(1, 2).name).toBe(`Tree 1, Class ${model.domains.at(-1)![2]}`);
    const { groupCount, treesPerGroup } = model.trees!;
    for (const index of [-1, 0.5, groupCount]) {
      expect(() => model.tree(index)).toThrow(ArgumentError);
    }
    expect(() => model.tree(0, treesPerGroup)).toThrow(ArgumentError);
    using glm = await loadTiny(tinyGlm());
    expect(() => glm.tree(0)).toThrow(ModelCategoryError);
  });
});

describe('a tree', () => {
  it('as text', () => {
    expect(treeToText(VIEW)).toBe(`Tree 3, Class "a" & <b>
N0: say "hi" < 0.1, weight 10
  [NA], < -> N1: c\\d
    x, z -> N3: 1.0
    [NA], y< -> N4: -0.25
  >= -> N2: n
    [Not NA] -> N5: 0.0
    [NA] -> N6: 2.0E-8
`);
  });

  it('as Graphviz takes it', () => {
    const dot = treeToDot(VIEW);
    expect(dot).toContain('  label="Tree 3, Class \\"a\\" & <b>";');
    expect(dot).toContain('  N0 [shape=box, label="say \\"hi\\" < 0.1"];');
    expect(dot).toContain('  N1 [shape=box, label="c\\\\d"];');
    expect(dot).toContain('  N4 [shape=ellipse, label="-0.25"];');
    expect(dot).toContain('  N0 -> N1 [label="[NA]\\n<"];');
    expect(dot).toContain('  N1 -> N3 [label="x\\nz"];');
    expect(dot.match(/ -> /g)).toHaveLength(6);
  });

  it('as a picture whose texts are escaped', () => {
    const svg = treeToSvg(VIEW);
    expect(svg).toContain('<title>Tree 3, Class &quot;a&quot; &amp; &lt;b&gt;</title>');
    expect(svg).toContain('>y&lt;</tspan>');
    expect(svg.match(/<path /g)).toHaveLength(6);
    expect(svg.match(/<rect /g)).toHaveLength(8);
    expect(svg).not.toContain('NaN');
  });
});
