// A pipeline runs in parts. Each writes files of its own, and is finished when all of them have their names.
import type { ConversionCounter } from '../../frame/conversion-report.js';
import type { RunContext } from './run-context.js';

export interface Part {
  /** What it is called in the record of what is done: `train[0]`, `score`, ... */
  readonly id: string;
  /** The key of the description that asks for it, for messages. */
  readonly key: string;
  /** What is counted while it runs. */
  readonly unit: 'images' | 'rows' | 'steps';
  /** All of the description that its files depend on, as JSON. */
  readonly basis: unknown;
  /** Files and folders that it reads, as the description has them. */
  readonly inputs: readonly string[];
  /** Parts of whose files it is made, too: their ids. */
  readonly after: readonly string[];
  /** Files that it writes, as the description has them. */
  readonly outputs: readonly string[];
  /** Writes the files: each is complete or absent. `counter` is told what became NA on the way to the models. */
  run(context: RunContext, progress: PartProgress, counter: ConversionCounter): Promise<void>;
}

/** How far a part is: `done` of `total`, where that is known. */
export type PartProgress = (done: number, total?: number) => void;
