// Autoencoders of digits against H2O's own answers: features, stacks, chains, reconstructions, errors.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FeatureStack, type FeatureSource, type Frame, type Model } from '../../src/node.js';
import {
  answersOf,
  loadModels,
  MNIST_SETS,
  type Autoencoder,
  type MnistSet,
} from '../support/mnist.js';
import type { Matrix } from '../support/npy.js';

/** Every recorded row within `tolerance`, relative. */
function expectClose(frame: Frame, expected: Matrix, tolerance: number): void {
  const columns = frame.columns.filter((column) => column.kind === 'number');
  expect([frame.rowCount, columns.length]).toEqual([expected.rows, expected.columns]);
  let worst = 0;
  columns.forEach(({ values }, c) => {
    for (let row = 0; row < expected.rows; row++) {
      const wanted = expected.values[row * expected.columns + c];
      if (values[row] === wanted) continue;
      // A NaN is as far as can be.
      const apart = Math.abs(values[row] - wanted) / Math.abs(wanted);
      worst = apart <= worst ? worst : Number.isNaN(apart) ? Infinity : apart;
    }
  });
  expect(worst).toBeLessThanOrEqual(tolerance);
}

describe.each(MNIST_SETS)('$name', (set: MnistSet) => {
  let models: ReadonlyMap<string, Model>;
  const modelOf = (name: string) => models.get(name)!;

  beforeAll(async () => {
    const names = [...set.autoencoders, ...set.members].map(({ name }) => name);
    models = await loadModels(set, names);
  });

  afterAll(() => {
    for (const model of models.values()) model.dispose();
  });

  const sourceOf = (name: string): FeatureSource => {
    const from = set.autoencoders.find((autoencoder) => autoencoder.name === name)?.from;
    const model = modelOf(name);
    return { model, name, prefix: `${name}.`, ...(from && { from: { model: modelOf(from) } }) };
  };

  /** What an autoencoder reads. */
  const rowsFor = async ({ from }: Autoencoder, rows: number): Promise<Frame> =>
    from === undefined ? set.digits(rows) : modelOf(from).deepFeatures(set.digits(rows), 1);

  describe.each(set.autoencoders)('$name', (autoencoder) => {
    const { name } = autoencoder;
    const { features, errors, cells } = set.rows;

    it('gives the deep features', async () => {
      const expected = answersOf(set, `${name}.deepfeatures.${features}.npy`);
      const frame = await modelOf(name).deepFeatures(await rowsFor(autoencoder, features), 1);
      expectClose(frame, expected, 1e-10);
      const stack = await FeatureStack.create([sourceOf(name)]);
      expectClose(await stack.features(set.digits(features)), expected, 1e-10);
    });

    it('gives the reconstruction', async () => {
      const expected = answersOf(set, `${name}.reconstruct.${cells}.npy`);
      const frame = await modelOf(name).predict(await rowsFor(autoencoder, cells));
      expectClose(frame, expected, 1e-10);
    });

    it('gives the errors of images and of pixels', async () => {
      const model = modelOf(name);
      const perPixel = answersOf(set, `${name}.anomaly_per_feature.${cells}.npy`);
      const few = await rowsFor(autoencoder, cells);
      expectClose(await model.anomaly(few, { perFeature: true }), perPixel, 1e-9);
      const perImage = answersOf(set, `${name}.anomaly.${errors}.npy`);
      expectClose(await model.anomaly(await rowsFor(autoencoder, errors)), perImage, 1e-9);
    });
  });

  it('stacked features, the answer behind them', async () => {
    const stack = await FeatureStack.create(set.stacked.map(sourceOf), { keep: ['answer'] });
    const digits = set.digits(set.rows.features);
    const frame = await stack.features(digits);
    expectClose(frame, answersOf(set, `stacked.${set.rows.features}.npy`), 1e-10);
    expect(frame.names.at(-1)).toBe('answer');
    expect(frame.column('answer')).toBe(digits.column('answer'));
  });

  it.each(set.members)(
    '$name finds its columns in them by their names',
    async ({ name, reads }) => {
      const stack = await FeatureStack.create(reads.map(sourceOf));
      const frame = await stack.features(set.digits(set.rows.classes));
      const predictions = await modelOf(name).predict(frame);
      expect(predictions.report.missingColumns).toEqual([]);
      expectClose(predictions, answersOf(set, `${name}.probs.${set.rows.classes}.npy`), 1e-10);
    },
  );
});
