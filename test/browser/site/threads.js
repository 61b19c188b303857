// Gives the test a function.
import { runThreads } from './run-threads.js';

globalThis.runInPage = runThreads;
