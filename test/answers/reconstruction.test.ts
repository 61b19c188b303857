// Reconstructions and their errors: against H2O itself (`h2o.anomaly`), and against their definitions.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  Frame,
  loadMojo,
  ModelCategoryError,
  readCsv,
  type AutoEncoderModelPrediction,
  type Model,
} from '../../src/node.js';
import { isClose } from '../conformance/compare.js';
import { BACKENDS } from '../support/backends.js';
import { CASES, inputRows, readText, type Case } from '../support/cases.js';
import { parsePlainCsv } from '../support/plain-csv.js';

/** Rows whose numbers H2O's own CSV parser reads otherwise than Java's library, or that overflow. */
const UNLIKE = /Infinity|e10|e308|e38|1e6|abc|"12,5"| 4\.5 |[A-Z]{2,} ,|NaN/;

const AUTOENCODERS = CASES.filter(({ name }) => name.startsWith('autoencoder/'));
const LENIENT = { convertInvalidNumbersToNa: true };

function inputOf(golden: Case, model: Model): Promise<Frame> {
  return readCsv(Buffer.from(readText(golden, 'input.csv')!), { model });
}

function values(frame: Frame, column: number): Float64Array {
  return (frame.columns[column] as { values: Float64Array }).values;
}

describe.each(BACKENDS)('reconstruction errors on %s', (backend) => {
  for (const golden of AUTOENCODERS) {
    for (const perFeature of [false, true]) {
      const file = perFeature ? 'anomaly_per_feature.csv' : 'anomaly.csv';
      const expected = readText(golden, file);
      if (expected === undefined) continue;
      it(`${golden.name} as ${file}`, async () => {
        using model = await loadMojo(readFileSync(golden.mojo), { backend });
        const errors = await model.anomaly(await inputOf(golden, model), {
          ...LENIENT,
          perFeature,
        });
        const [names, ...rows] = parsePlainCsv(expected);
        // H2O writes quotes within names as they are, so that they cannot be read back.
        const plain = (name: string) => name.replaceAll('"', '');
        expect(errors.names.map(plain)).toEqual(names.map(plain));
        const lines = readText(golden, 'input.csv')!.split('\n').slice(1);
        let compared = 0;
        rows.forEach((row, r) => {
          if (UNLIKE.test(lines[r])) return;
          compared++;
          row.forEach((cell, c) => {
            const value = values(errors, c)[r];
            if (Math.abs(value - Number(cell)) <= 1e-9 * Math.max(1, Math.abs(value))) return;
            expect.fail(`row ${r}, ${names[c]}: expected ${cell}, got ${value}`);
          });
        });
        expect(compared).toBeGreaterThan(20);
      });
    }
  }
});

describe('reconstruction', () => {
  it.each(AUTOENCODERS.map((golden) => [golden.name, golden] as const))(
    '%s is the prediction',
    async (_, golden) => {
      using model = await loadMojo(golden.mojo);
      const frame = await inputOf(golden, model);
      const reconstruction = await model.answer(frame, { kind: 'reconstruction' }, LENIENT);
      expect(reconstruction.toRows()).toEqual((await model.predict(frame, LENIENT)).toRows());
    },
  );

  it('exists for autoencoders only', async () => {
    using model = await loadMojo(CASES.find(({ name }) => name.startsWith('deeplearning/'))!.mojo);
    const frame = Frame.fromRows([{}]);
    await expect(model.answer(frame, { kind: 'reconstruction' })).rejects.toThrow(
      ModelCategoryError,
    );
    await expect(model.anomaly(frame)).rejects.toMatchObject({ needs: 'AutoEncoder' });
  });
});

describe('errors of single rows', () => {
  it.each(AUTOENCODERS.map((golden) => [golden.name, golden] as const))(
    '%s are squares of what original and reconstructed differ by',
    async (_, golden) => {
      using model = await loadMojo(golden.mojo);
      const predictor = model.easyPredict({
        convertUnknownCategoricalLevelsToNa: true,
        convertInvalidNumbersToNa: true,
      });
      const perFeature = await model.anomaly(await inputOf(golden, model), {
        ...LENIENT,
        perFeature: true,
      });
      inputRows(readText(golden, 'input.csv')!).forEach((row, r) => {
        const prediction = predictor.predict(row) as AutoEncoderModelPrediction;
        const { original, reconstructed, reconstructionErrors } = prediction;
        expect(reconstructionErrors).toEqual(
          original.map((x, i) => (reconstructed[i] - x) * (reconstructed[i] - x)),
        );
        expect(prediction.averageReconstructionError).toBe(meanOf(reconstructionErrors));
        expect(prediction.mse).toBe(meanOf(prediction.normalizedReconstructionErrors));
        prediction.normalizedReconstructionErrors.forEach((error, i) => {
          const exact = values(perFeature, i)[r];
          // Where the input is NA there is no error of genmodel's, while H2O takes the mean for it.
          if (Number.isNaN(error) || !(Math.abs(original[i]) < 1e6)) return;
          expect(isClose(error, exact, 1e-6) || Math.abs(error - exact) < 1e-9).toBe(true);
        });
      });
    },
  );
});

function meanOf(list: readonly number[]): number {
  let sum = 0;
  for (const x of list) sum += x;
  return sum / list.length;
}
