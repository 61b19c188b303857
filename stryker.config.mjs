// Mutation checks: `npm run mutate -- src/algos/glm` (docs/testing.md). scripts/mutate.mjs says what is mutated and with which cases.
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './scripts/error-words.mjs'],
  vitest: { configFile: 'vitest.mutation.config.js', related: false },
  // Texts of errors are for people; that an error is thrown, of which class and with which facts is mutated.
  ignorers: ['error-words'],
  // Module-level tables run before any test does: a mutant there would need all tests, each time.
  ignoreStatic: true,
  coverageAnalysis: 'perTest',
  // Nothing checks types while mutants run.
  disableTypeChecks: false,
  disableBail: false,
  concurrency: 1,
  incremental: true,
  // Mutants that loop are found by counting; the clock is for the rest, on a busy machine too.
  timeoutMS: 8_000,
  reporters: ['clear-text', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  tempDirName: 'build/mutation/sandbox',
  ignorePatterns: ['build', 'bench/*', '!bench/fixtures', 'examples', 'docs', 'native/target'],
  allowEmpty: false,
};
