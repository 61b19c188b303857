// Rows one by one through easyPredict, which may score them elsewhere and otherwise than frames: the same answers.
import { fileURLToPath } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { kernelsNow } from '../../src/engine/index.js';
import { loadForRows } from '../../src/scoring/load-for-rows.js';
import {
  Frame,
  loadMojo,
  WasmojoError,
  type Model,
  type Row,
  type RowPredictor,
} from '../../src/node.js';
import type { LoadedModel } from '../../src/algos/algorithm.js';
import { BACKENDS } from '../support/backends.js';
import { randomCell, randomSource } from '../engine/random.js';

const MODELS = ['glm-binomial', 'kmeans-4', 'deeplearning-60x20x10', 'gbm-28x100x6'];
const fixture = (name: string) =>
  fileURLToPath(new URL(`../../bench/fixtures/${name}.zip`, import.meta.url));

/** Ordinary rows, rows with values missing and rows with extreme numbers; more than are read before a reader of rows is made. */
function rowsOf(model: Model): Row[] {
  const random = randomSource(3);
  const { columns } = model.columnPlan;
  return Array.from({ length: 400 }, (_, r) =>
    Object.fromEntries(
      columns.map((column): [string, string | number | null] => {
        if (r % 3 > 0 && random() < 0.1) return [column.name, null];
        if (column.kind === 'number') {
          return [column.name, r % 3 === 2 ? randomCell(random) : Math.floor(random() * 17)];
        }
        const domain = column.kind === 'categorical' ? column.domain : [];
        return [column.name, domain[Math.floor(random() * domain.length)]];
      }),
    ),
  );
}

/** The prediction, or why there is none. */
function answer(predictor: RowPredictor, row: Row): unknown {
  try {
    return predictor.predict(row);
  } catch (error) {
    return (error as WasmojoError).code;
  }
}

describe.each(['auto', ...BACKENDS] as const)('single rows on %s', (backend) => {
  it.each(MODELS)('have the answers of frames: %s', async (name) => {
    using model = await loadMojo(fixture(name), { backend });
    const rows = rowsOf(model);
    const fields = { useExtendedOutput: true };
    const expected: unknown[] = [];
    for await (const some of model.predictionStream([Frame.fromRows(rows)], fields)) {
      expected.push(...some.map((one) => (one instanceof WasmojoError ? one.code : one)));
    }
    const predictor = model.easyPredict(fields);
    expect(rows.map((row) => answer(predictor, row))).toEqual(expected);
    const plain = model.easyPredict();
    const withoutDistances = expected.map((one) =>
      typeof one === 'object' ? { ...one, distances: undefined } : one,
    );
    expect(rows.map((row) => answer(plain, row))).toEqual(withoutDistances);
  });

  it('have no answer once the model is disposed', async () => {
    const model = await loadMojo(fixture('deeplearning-60x20x10'), { backend });
    const predictor = model.easyPredict();
    const [row] = rowsOf(model);
    predictor.predict(row);
    model.dispose();
    expect(() => predictor.predict(row)).toThrow(/disposed/);
    expect(() => model.easyPredict()).toThrow(/disposed/);
  });
});

describe('where single rows are scored', () => {
  const data = { rowBackend: () => 'js', load: () => ({}) } as unknown as LoadedModel['data'];
  const loadedIn = (name: string, more: object = {}) =>
    ({ data: { ...data, ...more }, kernels: { name } }) as unknown as LoadedModel;

  it('is the back end that was chosen by name', () => {
    const model = loadedIn('native');
    expect(loadForRows(model, true)).toBe(model);
    expect(loadForRows(model, false).kernels.name).toBe('js');
  });

  it('is not asked for where the back end was chosen by name and has no other way', () => {
    const rowBackend = vi.fn(() => 'wasm');
    const model = loadedIn('wasm-simd', { rowBackend });
    expect(loadForRows(model, true)).toBe(model);
    expect(rowBackend).not.toHaveBeenCalled();
  });

  it('is the model itself where there is nothing else for it', () => {
    const undecided = loadedIn('native', { rowBackend: undefined });
    expect(loadForRows(undecided, false)).toBe(undecided);
    const there = loadedIn('wasm-simd', { rowBackend: () => 'wasm' });
    expect(loadForRows(there, false)).toBe(there);
  });

  it('is WebAssembly instead of the addon, without waiting', () => {
    const row = loadForRows(loadedIn('native', { rowBackend: () => 'wasm' }), false);
    expect(row.kernels.name).toMatch(/^wasm-/);
    row.kernels.dispose();
    expect(kernelsNow('js')?.name).toBe('js');
  });
});
