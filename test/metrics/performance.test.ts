// The answers of H2O's `model_performance`, case by case.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadMojo, readCsv } from '../../src/node.js';
import { differences } from './compare.js';

const FOLDERS = ['../../../shared/performance', '../fixtures/performance'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);
const root = FOLDERS.find((path) => existsSync(path)) ?? FOLDERS[1];

/** What a MOJO does not hold. */
const ABSENT = new Set(['null_deviance']);
/** Networks, XGBoost and ensembles add floats in another order than H2O's trainer. */
const LOOSE = /deeplearning|xgboost|^se_/;

/** Cases that differ, and why. */
const NOT_YET: Readonly<Record<string, string>> = {
  glrm: 'metrics of low rank models are not built yet',
  glm_binomial_skip: 'genmodel scores no row with an unseen level here, the trainer does',
};

interface Answers {
  readonly metrics?: Parameters<typeof differences>[1];
  readonly after_anomaly?: Parameters<typeof differences>[1];
  readonly refused?: string;
}

describe('metrics as H2O computes them', () => {
  for (const name of readdirSync(root).filter((entry) => !entry.includes('.'))) {
    const reason = NOT_YET[name];
    const title = reason === undefined ? name : `${name} (skipped: ${reason})`;
    test.skipIf(reason !== undefined)(title, async () => {
      const text = (file: string) => readFileSync(`${root}/${name}/${file}`, 'utf8');
      const answers = JSON.parse(text('metrics.json')) as Answers;
      using model = await loadMojo(`${root}/${name}/model.zip`);
      const frame = await readCsv(`${root}/${name}/data.csv`, {
        model: { columnPlan: model.performancePlan() },
        naStrings: ['', 'NA'],
      });
      const run = model.performance(frame);
      const expected = answers.after_anomaly ?? answers.metrics;
      if (answers.refused !== undefined || expected === undefined) {
        await expect(run).rejects.toThrow();
        return;
      }
      const tolerance = LOOSE.test(name) ? 1e-6 : 1e-9;
      expect(differences(await run, expected, tolerance, ABSENT)).toEqual([]);
    });
  }
});
