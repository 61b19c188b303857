// Streams of frames: which row an error names, and which of several errors a row has.
import { describe, expect, it } from 'vitest';
import {
  ConversionCounter,
  Frame,
  ModelCategoryError,
  WasmojoError,
  type Model,
} from '../../src/node.js';
import { loadTiny, tinyGbm, tinyGlm, tinyKMeans } from '../algos/tiny-models.js';

const frameOf = (...xs: readonly unknown[]) => Frame.fromRows(xs.map((x) => ({ x })));

/** Everything that a stream of predictions gives, frame by frame. */
async function predictions(model: Model, frames: readonly Frame[], fields = {}) {
  const all = [];
  for await (const rows of model.predictionStream(frames, fields)) {
    all.push(
      rows.map((row) => (row instanceof WasmojoError ? { code: row.code, ...row.facts() } : row)),
    );
  }
  return all;
}

describe('predictionStream', () => {
  it('counts rows over frames, and goes on behind a row that failed', async () => {
    using model = await loadTiny(tinyGlm());
    expect(await predictions(model, [frameOf(1, 2), frameOf(), frameOf(3, 'a', '4')])).toEqual([
      [{ value: 1 }, { value: 2 }],
      [],
      [{ value: 3 }, { code: 'INVALID_NUMBER', column: 'x', value: 'a', row: 3 }, { value: 4 }],
    ]);
  });

  it('gives predictions that later blocks do not change', async () => {
    using model = await loadTiny(tinyKMeans());
    const frames = Array.from({ length: 3 }, (_, f) =>
      Frame.fromRows(Array.from({ length: 5000 }, (__, r) => ({ x: (f + r) % 11 }))),
    );
    const all = await predictions(model, frames, { useExtendedOutput: true });
    all.forEach((rows, f) => {
      rows.forEach((row, r) => {
        const x = (f + r) % 11;
        // The categorical column is absent: the distance over one of two columns counts twice.
        const distances = [2 * x * x, 2 * (x - 10) ** 2];
        const nearer = distances[1] < distances[0] ? 1 : 0;
        if (JSON.stringify(row) !== JSON.stringify({ cluster: nearer, distances })) {
          expect.fail(`frame ${f}, row ${r}: ${JSON.stringify(row)}`);
        }
      });
    });
    expect(all.map((rows) => rows.length)).toEqual([5000, 5000, 5000]);
  });

  it('stops at a signal before the next frame', async () => {
    using model = await loadTiny(tinyGlm());
    const controller = new AbortController();
    const seen: number[] = [];
    const run = async () => {
      const stream = model.predictionStream(
        [frameOf(1), frameOf(2), frameOf(3)],
        {},
        new ConversionCounter(),
        { signal: controller.signal, onProgress: (rows) => seen.push(rows) },
      );
      for await (const rows of stream) if (rows.length > 0 && seen.length === 1) controller.abort();
    };
    await expect(run()).rejects.toThrow(/abort/i);
    expect(seen).toEqual([1, 2]);
  });
});

describe('answerStream', () => {
  it('counts failed rows within the frame; the error takes the number to report', async () => {
    using model = await loadTiny(tinyGlm());
    const counts = [];
    const frames = [frameOf(1, 'b'), frameOf('c', 5)];
    for await (const { frame, failures } of model.answerStream(frames, { kind: 'prediction' })) {
      counts.push({ rows: frame.rowCount, failed: failures.map(({ row }) => row) });
      expect(failures[0].error(77).facts()).toMatchObject({ row: 77, column: 'x' });
    }
    expect(counts).toEqual([
      { rows: 2, failed: [1] },
      { rows: 2, failed: [0] },
    ]);
  });

  it('collects what was converted over all frames', async () => {
    using model = await loadTiny(tinyGlm());
    const counter = new ConversionCounter();
    const options = { convertInvalidNumbersToNa: true };
    const frames = [frameOf('a', 1), frameOf('b', 'a', '2')];
    const answers = model.answerStream(frames, { kind: 'prediction' }, counter, options);
    for await (const { failures } of answers) expect(failures).toEqual([]);
    expect(counter.report().invalidNumbers).toEqual([
      { column: 'x', count: 3, examples: ['a', 'b'] },
    ]);
  });
});

describe('a row with several faults', () => {
  it('names the offset first, then the values', async () => {
    using model = await loadTiny(tinyGbm({ offset_column: 'off' }));
    const frame = Frame.fromRows([
      { x: 'a', off: null },
      { x: 'a', off: 1 },
      { x: 1, off: 'b' },
      { x: 1, off: 2 },
    ]);
    expect(await predictions(model, [frame])).toEqual([
      [
        { code: 'SCORING', column: 'off', reason: 'the offset is missing', row: 0 },
        { code: 'INVALID_NUMBER', column: 'x', value: 'a', row: 1 },
        { code: 'INVALID_NUMBER', column: 'off', value: 'b', row: 2 },
        { value: 2 },
      ],
    ]);
  });
});

describe('fields of predictions', () => {
  it('stages and leaves of one tree without splits', async () => {
    using model = await loadTiny(
      tinyGbm({ distribution: 'bernoulli', category: 'Binomial', n_classes: 2 }),
    );
    const fields = { enableLeafAssignment: true, enableStagedProbabilities: true };
    expect(await predictions(model, [frameOf(1)], fields)).toEqual([
      [
        {
          labelIndex: 1,
          label: 'c1',
          classProbabilities: [0.5, 0.5],
          leafNodeAssignments: [''],
          leafNodeAssignmentIds: [0],
          stageProbabilities: [0.5],
        },
      ],
    ]);
  });

  it('stages of a model without trees are refused', async () => {
    using model = await loadTiny(tinyGlm());
    await expect(
      predictions(model, [frameOf(1)], { enableStagedProbabilities: true }),
    ).rejects.toThrow(ModelCategoryError);
  });
});
