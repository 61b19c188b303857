// The answers of H2O's `model_performance`, case by case.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { loadMojo, readCsv, WasmojoError } from '../../src/node.js';
import { BACKENDS } from '../support/backends.js';
import { differences, type Json } from './compare.js';

/** All cases where they are, and those of the repository; a case is known by the name of its folder. */
const CASES = new Map(
  ['../fixtures/performance', '../../../shared/performance']
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .filter((root) => existsSync(root))
    .flatMap((root) =>
      readdirSync(root)
        .filter((name) => !name.includes('.'))
        .map((name) => [name, `${root}/${name}`] as const),
    ),
);

/** What a MOJO does not hold. */
const absent = new Set(['null_deviance']);
/** Networks, XGBoost and ensembles add floats in another order than H2O's trainer. */
const LOOSE = /deeplearning|xgboost|^se_/;

interface Answers {
  readonly metrics?: Readonly<Record<string, Json>>;
  readonly after_anomaly?: Readonly<Record<string, Json>>;
  readonly refused?: string;
}

/** metrics.json, which is gzipped in the repository. */
function answersIn(folder: string): Answers {
  const file = `${folder}/metrics.json`;
  const bytes = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`));
  return JSON.parse(bytes.toString('utf8')) as Answers;
}

describe.each(BACKENDS)('metrics as H2O computes them, on %s', (backend) => {
  for (const [name, folder] of CASES) {
    test(name, async () => {
      const answers = answersIn(folder);
      using model = await loadMojo(`${folder}/model.zip`, { backend });
      const frame = await readCsv(`${folder}/data.csv`, {
        model: { columnPlan: model.performancePlan() },
        naStrings: ['', 'NA'],
      });
      const run = model.performance(frame);
      const expected = answers.after_anomaly ?? answers.metrics;
      if (answers.refused !== undefined || expected === undefined) {
        const error: unknown = await run.catch((reason: unknown) => reason);
        expect(error).toBeInstanceOf(WasmojoError);
        expect(['METRICS', 'MISSING_COLUMN']).toContain((error as WasmojoError).code);
        return;
      }
      const tolerance = LOOSE.test(name) ? 1e-6 : 1e-9;
      expect(differences(await run, expected, { tolerance, absent })).toEqual([]);
    });
  }
});
