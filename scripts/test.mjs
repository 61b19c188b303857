// `npm test`: the whole suite, closed by the line `N passed, N failed`. Arguments go to vitest.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './run.mjs';

const folder = await mkdtemp(join(tmpdir(), 'wasmojo-test-'));
const report = join(folder, 'report.json');
try {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=default', '--reporter=json'];
  const error = await run([
    ...vitest,
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ]).then(
    () => undefined,
    (failure) => failure,
  );
  const counts = await readFile(report, 'utf8').then(JSON.parse, () => undefined);
  if (counts === undefined) throw error ?? new Error('the tests left no report');
  // A file that cannot be loaded counts as a failure of its own.
  const brokenFiles = counts.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length;
  const named = counts.numFailedTests + brokenFiles;
  // A hook that fails is no test, but vitest ends with an error.
  const failed = error && named === 0 ? 1 : named;
  if (counts.numPendingTests > 0) console.log(`${counts.numPendingTests} skipped`);
  console.log(`${counts.numPassedTests} passed, ${failed} failed`);
  process.exitCode = failed > 0 || counts.numPassedTests === 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
