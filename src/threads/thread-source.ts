// Where threads come from. The entries for Node and for browsers each give their own kind.
import type { FromWorker, ToWorker } from './messages.js';

/** A worker of some platform that runs `serve`. */
export interface Thread {
  post(message: ToWorker): void;
  /** Called once. `ended`: it could not start, or has ended without being told to. */
  listen(received: (message: FromWorker) => void, ended: (reason: string) => void): void;
  /** Whether the program is to wait for it. */
  hold(held: boolean): void;
  end(): void;
}

export interface ThreadSource {
  /** Throws where the platform forbids it. */
  start(): Thread;
  /** How many threads the processor runs at once. */
  cores(): number;
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
