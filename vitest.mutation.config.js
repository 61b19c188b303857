// The tests that pin what models answer, for mutation checks: scripts/mutate.mjs says which concern what is mutated.
import { defineConfig } from 'vitest/config';
import base from './vitest.config.js';

export default defineConfig({
  test: {
    ...base.test,
    include: (process.env.WASMOJO_TESTS ?? 'test/algos/*.test.ts').split(' '),
    // Where the chosen cases have none of a kind.
    passWithNoTests: true,
    // One worker for all files of a mutant: modules keep no state that a mutant could leave behind.
    isolate: false,
    maxWorkers: 1,
  },
});
