import { ArgumentError } from '../errors.js';
import { threadSource } from './thread-source.js';

/** What may be asked for. */
const MAX_THREADS = 256;
/** What starts on a small machine: more threads than cores gain nothing, and each costs memory. */
const ALWAYS_ALLOWED = 8;

export interface ThreadOption {
  /**
   * Threads that score, this one included: up to 256, or 0 for as many as the processor runs at once; above 8 never more than that. Where
   * threads cannot share memory (pages that are not cross-origin isolated) and where workers cannot start it is one. Answers are the
   * same to the bit [1].
   */
  readonly threads?: number | undefined;
}

/** The number of threads that are wanted, where so many run at once. Throws ArgumentError for what is no number of threads. */
export function threadCount(
  { threads = 1 }: ThreadOption,
  cores = threadSource()?.cores() ?? 1,
): number {
  if (!Number.isInteger(threads) || threads < 0 || threads > MAX_THREADS) {
    throw new ArgumentError('threads', `a whole number from 0 to ${MAX_THREADS}`, threads);
  }
  return threads === 0 ? cores : Math.min(threads, Math.max(cores, ALWAYS_ALLOWED));
}
