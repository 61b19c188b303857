// Where threads come from. The entries for Node and for browsers each give their own kind.
import type { FromWorker, ToWorker } from './messages.js';
import type { WorkerThread } from './thread.js';

/** A worker that runs `serve`. */
export type Thread = WorkerThread<ToWorker, FromWorker>;

export interface ThreadSource {
  /** Throws where the platform forbids it. */
  start(): Thread;
  /** How many threads the processor runs at once. */
  cores(): number;
  /** Tells whoever runs the program what is no error. */
  warn(message: string): void;
}

let source: ThreadSource | undefined;

/** Called once, by the entry. */
export function provideThreads(given: ThreadSource): void {
  source = given;
}

/** Undefined where threads cannot share memory: in pages that are not cross-origin isolated. */
export function threadSource(): ThreadSource | undefined {
  if (typeof SharedArrayBuffer === 'undefined') return undefined;
  // Node has no such property.
  const { crossOriginIsolated = true } = globalThis as { crossOriginIsolated?: boolean };
  return crossOriginIsolated ? source : undefined;
}
