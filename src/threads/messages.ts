// What a model and its workers say to each other. Plain values only; rows and answers do not travel, they lie in slots (slot.ts), nor is
// there a message for each of them (ring.ts).
import type { Precision, SearchOptions } from '../algos/algorithm.js';
import type { AnswerKind } from '../answers/index.js';
import type { KernelImage, SharedCells } from '../engine/kernels.js';
import type { MojoLimits } from '../mojo/limits.js';
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
  /** Of the calling thread, for rows that lie in its memory (Header.LENT). */
  readonly loan: number | undefined;
  readonly slots: SharedArrayBuffer;
  /** Of each slot. */
  readonly cells: readonly SharedCells[];
  /** In shared memory: see Signal. */
  readonly signals: Int32Array;
}

/** Numbers that the threads of a call share. */
export const Signal = {
  /** Not 0: nobody waits for the call any more. */
  STOPPED: 0,
  /** Not 0: the calling thread waits for a message when something is done. */
  WAITING: 1,
  /** Not 0: the loan is open. */
  LENT: 2,
} as const;
export const SIGNALS = 3;

/** There are rows to score: wakes a worker that sleeps. */
export interface RunMessage {
  readonly kind: 'run';
  readonly call: number;
}

/** The call is over. A worker says `closed` when it has let go of the slots. */
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

/** The answers stand in some slot: for a thread that waits. */
export interface DoneMessage {
  readonly kind: 'done';
  readonly call: number;
}

/** The answers stand in the next slot, but for those of these rows. */
export interface FailuresMessage {
  readonly kind: 'failures';
  readonly call: number;
  readonly failures: readonly FailedRow[];
}

export interface ClosedMessage {
  readonly kind: 'closed';
  readonly call: number;
}

/** Something that the same work does not throw on one thread: memory, for instance. The worker can do no more. */
export interface BrokenMessage {
  readonly kind: 'broken';
  readonly reason: string;
}

export type FromWorker =
  { readonly kind: 'ready' } | DoneMessage | FailuresMessage | ClosedMessage | BrokenMessage;
