// Frames of more rows than a block has: which offset, failure, leaf and answer belongs to which row.
import { describe, expect, it } from 'vitest';
import { Frame, InvalidNumberError, WasmojoError, type Model } from '../../src/node.js';
import { loadTiny, tinyGbm, tinyGlm, type TinyMojo } from '../algos/tiny-models.js';
import { writeAux, writeTree, type SplitSpec } from '../algos/tree/tree-bytes.js';

/** More than two blocks of 4,096 rows. */
const ROWS = 9000;

/** The first and last row of a block, of the frame, and one within. */
const FAILING = [0, 4095, 4096, 5000, 8999];

const rowNumbers = Array.from({ length: ROWS }, (_, row) => row);

/** Predictions of one frame; what failed as its code and row. */
async function predictions(model: Model, frame: Frame, fields = {}) {
  const all: unknown[] = [];
  for await (const rows of model.predictionStream([frame], fields)) {
    all.push(
      ...rows.map((row) => (row instanceof WasmojoError ? [row.code, row.facts().row] : row)),
    );
  }
  return all;
}

/** Failed rows of a frame in columns, as they come. */
async function failedRows(model: Model, frame: Frame) {
  const rows: (readonly [row: number, code: string])[] = [];
  for await (const { failures } of model.answerStream([frame], { kind: 'prediction' })) {
    rows.push(...failures.map((failure) => [failure.row, failure.error().code] as const));
  }
  return rows;
}

describe('offsets', () => {
  const offsetOf = (row: number) => (FAILING.includes(row) ? null : row / 4);

  it.each([
    ['numbers', (row: number) => offsetOf(row)],
    ['text', (row: number) => offsetOf(row)?.toString() ?? null],
  ])('as %s stay with their rows', async (_, cellOf) => {
    using model = await loadTiny(tinyGbm({ offset_column: 'off', init_f: '0.5' }));
    const frame = Frame.fromRows(rowNumbers.map((row) => ({ x: 1, off: cellOf(row) })));
    const expected = rowNumbers.map((row) =>
      FAILING.includes(row) ? ['SCORING', row] : { value: 0.5 + row / 4 },
    );
    expect(await predictions(model, frame)).toEqual(expected);
    expect(await failedRows(model, frame)).toEqual(FAILING.map((row) => [row, 'SCORING']));
  });
});

describe('failures', () => {
  /** Without imputation a missing category has no answer. */
  const strict: TinyMojo = {
    ...tinyGlm({
      cats: 1,
      cat_offsets: '[0, 2]',
      use_all_factor_levels: true,
      beta: '[1.0, 2.0, 0.0, 4.0]',
    }),
    columns: ['colour', 'x', 'y'],
    domains: [['a', 'b'], null, null],
  };
  const mojo: TinyMojo = { ...strict, info: { ...strict.info, n_features: 2 } };

  it('of scoring, of values and of reading come by row, each with its number', async () => {
    using model = await loadTiny(mojo);
    const invalid = [4094, 4097, 8998];
    const unreadable = [4093, 4098];
    const frame = Frame.fromRows(
      rowNumbers.map((row) => ({
        colour: FAILING.includes(row) ? null : 'b',
        x: invalid.includes(row) ? 'none' : 0,
      })),
      {
        unreadable: unreadable.map((row) => ({
          row,
          error: (n?: number) => new InvalidNumberError('line', 'unreadable', n),
        })),
      },
    );
    const expected = [
      ...FAILING.map((row) => [row, 'SCORING'] as const),
      ...[...invalid, ...unreadable].map((row) => [row, 'INVALID_NUMBER'] as const),
    ].sort(([a], [b]) => a - b);
    expect(await failedRows(model, frame)).toEqual(expected);

    const byRow = new Map<number, string>(expected);
    const all = await predictions(model, frame);
    all.forEach((prediction, row) => {
      const code = byRow.get(row);
      const wanted = code === undefined ? { value: 6 } : [code, row];
      if (JSON.stringify(prediction) !== JSON.stringify(wanted)) {
        expect.fail(`row ${row}: ${JSON.stringify(prediction)}`);
      }
    });
    expect(all.length).toBe(ROWS);
  });
});

describe('leaves', () => {
  const split = (threshold: number, low: number): SplitSpec => ({
    kind: 'split',
    column: 0,
    direction: 2,
    test: { kind: 'threshold', threshold },
    sizeBytes: 1,
    left: { kind: 'leaf', value: low },
    right: { kind: 'leaf', value: low + 1 },
  });
  /** Two trees and one that is absent. */
  function forest(version: string): TinyMojo {
    const files = [
      { tree: split(1, 0), ids: [7, 8] },
      { tree: split(2, 10), ids: [3, 4] },
    ].flatMap(({ tree, ids }, group) => [
      [`trees/t00_00${group}.bin`, writeTree(tree, { format: '1.20', littleEndian: true })],
      [
        `trees/t00_00${group}_aux.bin`,
        writeAux(tree, (node) => ids[node === tree.left ? 0 : 1], true),
      ],
    ]);
    return tinyGbm(
      { mojo_version: version, n_trees: 3 },
      Object.fromEntries(files) as Record<string, Uint8Array>,
    );
  }
  const frame = Frame.fromRows([0, 1, 2, 1].map((x) => ({ x })));
  const paths = [
    ['L', 'L', null],
    ['R', 'L', null],
    ['R', 'R', null],
    ['R', 'L', null],
  ];

  it('of several rows belong to their rows; an absent tree has none', async () => {
    using model = await loadTiny(forest('1.30'));
    const all = await predictions(model, frame, { enableLeafAssignment: true });
    expect(all).toEqual(
      paths.map((ways) => ({
        value: (ways[0] === 'L' ? 0 : 1) + (ways[1] === 'L' ? 10 : 11),
        leafNodeAssignments: ways,
        leafNodeAssignmentIds: [ways[0] === 'L' ? 7 : 8, ways[1] === 'L' ? 3 : 4, -1],
      })),
    );
  });

  it('have no numbers before MOJO 1.30', async () => {
    using model = await loadTiny(forest('1.20'));
    const all = await predictions(model, frame, { enableLeafAssignment: true });
    expect(all).toMatchObject(paths.map((leafNodeAssignments) => ({ leafNodeAssignments })));
    for (const fields of all) expect(fields).not.toHaveProperty('leafNodeAssignmentIds');
  });
});
