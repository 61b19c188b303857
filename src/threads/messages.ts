// What a model and its workers say to each other. Plain values only; rows and answers do not travel, they lie in slots (slot.ts).
import type { Precision, SearchOptions } from '../algos/algorithm.js';
import type { AnswerKind } from '../answers/index.js';
import type { KernelImage } from '../engine/kernels.js';
import type { MojoLimits } from '../mojo/limits.js';
import type { BlockPlace } from '../scoring/block-place.js';
import type { SlotLayout } from './slot.js';

/** The model. A worker says `ready` when it has it; nothing else is sent before that. */
export interface LoadMessage {
  readonly kind: 'load';
  /** The MOJO's zip. */
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly limits: MojoLimits;
  readonly precision: Precision;
  readonly image: KernelImage;
}

/** A call begins: what it asks for, and the slots through which this worker gets its rows. */
export interface OpenMessage {
  readonly kind: 'open';
  readonly call: number;
  readonly wanted: AnswerKind;
  readonly threshold: number | undefined;
  readonly search: SearchOptions;
  readonly layout: SlotLayout;
  readonly slots: readonly SharedArrayBuffer[];
  /** One number in shared memory; not 0: nobody waits for the call any more. */
  readonly stopped: Int32Array;
}

/** Rows to score stand in a slot. */
export interface RunMessage {
  readonly kind: 'run';
  readonly call: number;
  readonly slot: number;
  readonly rows: number;
  readonly place: BlockPlace;
  readonly hasOffsets: boolean;
}

/** The call is over. */
export interface CloseMessage {
  readonly kind: 'close';
  readonly call: number;
}

export type ToWorker = LoadMessage | OpenMessage | RunMessage | CloseMessage;

/** A row that has no answer: the facts of its ScoringError. `row` counts within the slot. */
export interface FailedRow {
  readonly row: number;
  readonly reason: string;
  readonly column: string | undefined;
}

/** The answers stand in the slot. */
export interface DoneMessage {
  readonly kind: 'done';
  readonly call: number;
  readonly slot: number;
  readonly failures: readonly FailedRow[];
}

/** Something that the same work does not throw on one thread: memory, for instance. The worker can do no more. */
export interface BrokenMessage {
  readonly kind: 'broken';
  readonly reason: string;
}

export type FromWorker = { readonly kind: 'ready' } | DoneMessage | BrokenMessage;
