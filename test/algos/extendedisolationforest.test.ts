// Trees of an extended isolation forest, node by node. The numbers are those of h2o-genmodel 3.46.0.10.
import { describe, expect, it } from 'vitest';
import { MojoFormatError } from '../../src/node.js';
import { writePlaneTree, type PlaneNode } from './plane-tree-bytes.js';
import { loadTiny, type Info, type TinyMojo } from './tiny-models.js';

const LEFT: PlaneNode = { number: 1, rows: 4 };
const RIGHT: PlaneNode = { number: 2, normal: [0, 1], point: [0, 0] };
const RIGHT_LEFT: PlaneNode = { number: 5, rows: 1 };
const RIGHT_RIGHT: PlaneNode = { number: 6, rows: 2 };
/** x <= 0.5 left; else y <= 0 left. */
const NODES: PlaneNode[] = [
  { number: 0, normal: [1, 0], point: [0.5, 0] },
  LEFT,
  RIGHT,
  RIGHT_LEFT,
  RIGHT_RIGHT,
];
const C4 = 1.8516559071362195;

function forest(trees: readonly Uint8Array[], info: Info = {}): TinyMojo {
  return {
    info: {
      mojo_version: '1.00',
      algo: 'extendedisolationforest',
      algorithm: 'Extended Isolation Forest',
      category: 'AnomalyDetection',
      supervised: false,
      n_features: 2,
      ntrees: trees.length,
      sample_size: 4,
      ...info,
    },
    columns: ['x', 'y'],
    domains: [null, null],
    files: Object.fromEntries(
      trees.map((tree, t) => [`trees/t${String(t).padStart(2, '0')}.bin`, tree]),
    ),
  };
}

async function score(mojo: TinyMojo, row: Readonly<Record<string, number>>): Promise<unknown> {
  const model = await loadTiny(mojo);
  const prediction = model.easyPredict().predict(row);
  model.dispose();
  return prediction;
}

/** The mean length, and the score for a sample of 4 rows. */
function answer(length: number): unknown {
  return { score: length, normalizedScore: expect.closeTo(2 ** (-length / C4), 14) as number };
}

describe('extended isolation forest', () => {
  it.each<[row: Record<string, number>, length: number]>([
    [{ x: 0.5, y: 1 }, 1 + C4],
    [{ x: 0.6, y: 0 }, 2],
    [{ x: 0.6, y: 1e-300 }, 2 + 1],
    [{ y: -1 }, 2 + 1],
    [{ x: 0 }, 2 + 1],
    [{ x: Infinity, y: -1 }, 2 + 1],
  ])('%j has length %d', async (row, length) => {
    expect(await score(forest([writePlaneTree(2, NODES)]), row)).toEqual(answer(length));
  });

  it('takes the mean over the trees', async () => {
    const leaf = writePlaneTree(2, [{ number: 0, rows: 2 }]);
    const trees = [writePlaneTree(2, NODES), leaf, leaf];
    expect(await score(forest(trees), { x: 1, y: -1 })).toEqual(answer((2 + 1 + 1) / 3));
  });

  it('leaves out nodes that no split leads to, and zeros at the end', async () => {
    const stray: PlaneNode = { number: 4, rows: 1000 };
    const plane: PlaneNode = { number: 3, normal: [0, 0], point: [0, 0] };
    const tree = writePlaneTree(
      2,
      [NODES[0], LEFT, RIGHT, plane, stray, RIGHT_LEFT, RIGHT_RIGHT],
      7,
    );
    expect(await score(forest([tree]), { x: 1, y: -1 })).toEqual(answer(2));
    expect(await score(forest([tree]), { x: 1, y: 1 })).toEqual(answer(3));
  });

  it('gives length -1 where the tree ends before a child is found', async () => {
    const short = writePlaneTree(2, [NODES[0], LEFT, RIGHT, RIGHT_LEFT]);
    expect(await score(forest([short]), { x: 1, y: 1 })).toEqual(answer(-1));
    const before = writePlaneTree(2, [LEFT, NODES[0], RIGHT, RIGHT_LEFT, RIGHT_RIGHT]);
    expect(await score(forest([before]), { x: 0, y: 1 })).toEqual(answer(-1));
    expect(await score(forest([writePlaneTree(2, [])]), { x: 0, y: 1 })).toEqual(answer(-1));
  });

  it('divides by 0 as Java does', async () => {
    const trees = [writePlaneTree(2, NODES)];
    expect(await score(forest(trees, { sample_size: 1 }), { x: 1, y: 1 })).toEqual({
      score: 3,
      normalizedScore: 0,
    });
    expect(await score(forest([]), { x: 1, y: 1 })).toEqual({ score: NaN, normalizedScore: NaN });
  });

  it.each<[message: string, mojo: TinyMojo, facts: Readonly<Record<string, unknown>>]>([
    ['a count', forest([], { ntrees: -1 }), { key: 'ntrees' }],
    ['no file trees/t00.bin', forest([], { ntrees: 2_000_000_000 }), { file: 'trees/t00.bin' }],
    [
      'planes of 3 columns, expected 2',
      forest([writePlaneTree(3, [])]),
      { file: 'trees/t00.bin', offset: 0 },
    ],
    [
      'node type 0 at byte 87',
      forest([writePlaneTree(2, NODES.slice(0, 3), 7).subarray(0, 97)]),
      { file: 'trees/t00.bin' },
    ],
    [
      'truncated',
      forest([writePlaneTree(2, NODES).subarray(0, 40)]),
      { file: 'trees/t00.bin', offset: 33 },
    ],
    ['a split with number', forest([writePlaneTree(2, chain(31))]), { file: 'trees/t00.bin' }],
  ])('refuses %s', async (message, mojo, facts) => {
    const refused = loadTiny(mojo);
    await expect(refused).rejects.toBeInstanceOf(MojoFormatError);
    await expect(refused).rejects.toMatchObject(facts);
    await expect(refused).rejects.toThrow(message);
  });
});

/** Splits down the right side, `depth` of them. */
function chain(depth: number): PlaneNode[] {
  return Array.from({ length: depth }, (_, i) => ({
    number: 2 ** (i + 1) - 2,
    normal: [0, 0],
    point: [0, 0],
  }));
}
