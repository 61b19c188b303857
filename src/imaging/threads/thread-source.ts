// Where threads for images come from. The entries for Node and for browsers each give their own kind.
import type { WorkerThread } from '../../threads/thread.js';
import type { FromImageWorker, ToImageWorker } from './messages.js';

export type ImageThread = WorkerThread<ToImageWorker, FromImageWorker>;

export interface ImageThreadSource {
  /** Throws where the platform forbids it. */
  start(): ImageThread;
  /** How many threads the processor runs at once. */
  cores(): number;
}

let source: ImageThreadSource | undefined;

/** Called once, by the entry. */
export function provideImageThreads(given: ImageThreadSource): void {
  source = given;
}

/** Images travel, so no memory has to be shared: workers do in any page. */
export function imageThreadSource(): ImageThreadSource | undefined {
  return source;
}
