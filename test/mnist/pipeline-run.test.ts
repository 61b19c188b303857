// The pipeline of MNIST on its real files, where they lie beside the checkout; of the training images the first few thousand.
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPipeline, type TeamReport } from '../../src/node.js';
import {
  readImages,
  readLabels,
  sliceImages,
  writeIdx,
  writeIdxLabels,
} from '../../src/imaging/node.js';
import { readNpy } from '../support/npy.js';
import { parsePlainCsv } from '../support/plain-csv.js';

const SHARED = fileURLToPath(new URL('../../../shared/mnist/', import.meta.url));
const TRAINING_IMAGES = 3000;
const MODELS = ['AE200', 'AE32', 'AE768', 'AE128', 'DL1', 'DL2', 'DL3', 'DRF', 'GBM'];

interface Recorded {
  readonly members: readonly string[];
  readonly member_errors: Readonly<Record<string, { readonly errors: number }>>;
  readonly team: { readonly errors: number; readonly confusion_matrix_rows_actual: number[][] };
  readonly cmc_table: Readonly<Record<string, number>>;
  readonly rows_no_member_got_right: readonly number[];
}

interface Performance {
  readonly mse: number;
  readonly logloss: number;
  readonly r2: number;
  readonly mean_per_class_error: number;
}

const recorded = (file: string): unknown =>
  JSON.parse(readFileSync(join(SHARED, 'answers', file), 'utf8'));

describe.skipIf(!existsSync(SHARED))('the pipeline of MNIST', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const json = (name: string): unknown => JSON.parse(readFileSync(at(name), 'utf8'));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wasmojo-mnist-'));
    const data = ['t10k-images-idx3', 't10k-labels-idx1'].map((name) => `data/${name}-ubyte.gz`);
    for (const file of [...data, ...MODELS.map((name) => `mojos/${name}.zip`)]) {
      await symlink(join(SHARED, file), at(file.split('/')[1]));
    }
    const { images } = await readImages(join(SHARED, 'data/train-images-idx3-ubyte.gz'));
    const labels = await readLabels(join(SHARED, 'data/train-labels-idx1-ubyte.gz'));
    await writeFile(at('train.idx'), writeIdx(sliceImages(images, 0, TRAINING_IMAGES)));
    await writeFile(at('labels.idx'), writeIdxLabels(labels.subarray(0, TRAINING_IMAGES)));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(['team3DL', 'team4'])('%s', async (name) => {
    const team = recorded(`${name}.json`) as Recorded;
    const description = {
      input: { images: 't10k-images-idx3-ubyte.gz', labels: 't10k-labels-idx1-ubyte.gz' },
      augment: [{ effects: ['all'], seed: 1, of: 'train.idx', output: 'augmented' }],
      train: [
        {
          images: 'train.idx',
          labels: 'labels.idx',
          split: [2500, 500],
          features: ['train.parquet', 'valid.parquet'],
        },
      ],
      models: Object.fromEntries(MODELS.map((model) => [model, `${model}.zip`])),
      features: [
        { model: 'AE200', prefix: 'AE200.' },
        { model: 'AE32', prefix: 'AE32.' },
        { model: 'AE128', prefix: 'AE128.', from: { model: 'AE768' } },
      ],
      score: { members: team.members },
      output: {
        features: 'stacked.parquet',
        predictions: `${name}.csv`,
        performance: `${name}.performance.json`,
        team: `${name}.json`,
        report: `${name}.html`,
      },
    };
    await writeFile(at('mnist.json'), JSON.stringify(description));
    await runPipeline(at('mnist.json'));

    const tables = json(`${name}.json`) as TeamReport;
    expect(tables.rows).toBe(10_000);
    expect(tables.team).toMatchObject({
      errors: team.team.errors,
      confusion: team.team.confusion_matrix_rows_actual,
    });
    expect(
      Object.fromEntries(tables.members.map((member) => [member.name, member.errors])),
    ).toEqual(
      Object.fromEntries(team.members.map((member) => [member, team.member_errors[member].errors])),
    );
    const table = tables.correctModels.map(({ models, rows }) => [models, rows]);
    expect(Object.fromEntries(table)).toEqual(team.cmc_table);
    expect(tables.nobodyRight).toEqual(team.rows_no_member_got_right);

    const { members } = json(`${name}.performance.json`) as {
      members: { name: string; metrics: Record<string, number> }[];
    };
    for (const { name: member, metrics } of members) {
      const { mse, logloss, r2, mean_per_class_error } = recorded(
        `${member}.performance.json`,
      ) as Performance;
      expect(metrics.MSE / mse).toBeCloseTo(1, 10);
      expect(metrics.logloss / logloss).toBeCloseTo(1, 10);
      expect(metrics.r2 / r2).toBeCloseTo(1, 10);
      expect(metrics.mean_per_class_error / mean_per_class_error).toBeCloseTo(1, 10);
    }

    const [, ...rows] = parsePlainCsv(readFileSync(at(`${name}.csv`), 'utf8'));
    expect(rows.map(([label]) => Number(label))).toEqual([
      ...readFileSync(join(SHARED, `answers/${name}.team.10000.u8`)),
    ]);
    const probabilities = team.members.map(
      (member) => readNpy(join(SHARED, `answers/${member}.probs.10000.npy`)).values,
    );
    const apart = rows.flatMap((row, r) =>
      row.slice(1).map((cell, c) => {
        const sum = probabilities.reduce((all, values) => all + values[r * 10 + c], 0);
        return Math.abs(Number(cell) / (sum / probabilities.length) - 1);
      }),
    );
    expect(apart.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(1e-10);
  });
});
