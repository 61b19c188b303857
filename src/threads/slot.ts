// What the calling thread and a worker hand each other in shared memory, a slot for each piece of rows. The cells of the rows stand where
// the worker's kernels read them (SharedCells); all else of a worker's slots is one buffer:
//
//   ring     header     refused rows   offsets     columns of the answer
//   +------+----------+--------------+-----------+--------+--------+ ...   and so on from the header, slot by slot
//   | ints | doubles  | rows ints    | doubles   | rows doubles each |
//
// Columns of codes use the first half of theirs.
import type { OutputArrays, OutputColumn } from '../answers/answer.js';
import { Ring } from './ring.js';

const CELL_BYTES = 8;
const INT_BYTES = 4;
/** Pieces are multiples of it, as the tiles of kernels are. */
export const MIN_PIECE_ROWS = 64;
/** Of each worker: enough to do while this thread scores a block. */
const MOST_SLOTS = 4;
const FEWEST_SLOTS = 2;
/** So much memory may the answers of a worker take, where that leaves FEWEST_SLOTS of MIN_PIECE_ROWS rows. */
const ANSWER_BYTES = 2_097_152;

export interface SlotLayout {
  /** Slots of each worker. */
  readonly slots: number;
  /** Rows that there is room for in a slot. */
  readonly rows: number;
  /** Kind of each column of the answer. */
  readonly outputs: readonly OutputColumn['kind'][];
}

/** Numbers of a slot's header. */
export const Header = {
  ROWS: 0,
  /** 1: the slot has offsets. */
  HAS_OFFSETS: 1,
  /** Of BlockPlace. */
  FIRST: 2,
  /** How many refused rows there are. */
  REFUSED: 3,
  /** What the worker has taken for the piece. */
  MILLISECONDS: 4,
  /** 1: the slot has no cells yet, the rows lie in the columns of the call's loan. */
  LENT: 5,
  /** The first of them there. */
  AT: 6,
} as const;
const HEADER_CELLS = 8;

/** A slot as arrays. */
export interface SlotViews {
  readonly header: Float64Array;
  readonly refused: Int32Array;
  readonly offsets: Float64Array;
  readonly out: OutputArrays;
}

/** Slots for pieces of up to `capacity` rows, or fewer where the columns of the answer are very many. */
export function slotLayout(capacity: number, columns: readonly OutputColumn[]): SlotLayout {
  const rowBytes = CELL_BYTES * Math.max(1, columns.length);
  const affordable = Math.floor(ANSWER_BYTES / rowBytes / FEWEST_SLOTS);
  const pieces = Math.max(1, Math.floor(Math.min(affordable, capacity) / MIN_PIECE_ROWS));
  const rows = Math.min(capacity, pieces * MIN_PIECE_ROWS);
  const slots = Math.floor(ANSWER_BYTES / (rowBytes * rows));
  return {
    slots: Math.max(FEWEST_SLOTS, Math.min(MOST_SLOTS, slots)),
    rows,
    outputs: columns.map(({ kind }) => kind),
  };
}

/** The memory of a worker's slots. Throws RangeError when the system grants none. */
export function allocateSlots(layout: SlotLayout): SharedArrayBuffer {
  return new SharedArrayBuffer(ringBytes(layout) + layout.slots * slotBytes(layout));
}

export function ringOf(layout: SlotLayout, memory: SharedArrayBuffer): Ring {
  return new Ring(new Int32Array(memory, 0, Ring.length(layout.slots)));
}

export function slotViews(layout: SlotLayout, memory: SharedArrayBuffer): SlotViews[] {
  const { rows, outputs } = layout;
  return Array.from({ length: layout.slots }, (_, slot) => {
    let next = ringBytes(layout) + slot * slotBytes(layout);
    const take = (bytes: number) => (next += bytes) - bytes;
    const doubles = (length: number) => new Float64Array(memory, take(length * CELL_BYTES), length);
    /** As many ints in the room of that many doubles. */
    const ints = (length: number) => new Int32Array(memory, take(length * CELL_BYTES), length);
    return {
      header: doubles(HEADER_CELLS),
      refused: ints(rows),
      offsets: doubles(rows),
      out: outputs.map((kind) => (kind === 'number' ? doubles(rows) : ints(rows))),
    };
  });
}

/** In whole doubles. */
function ringBytes({ slots }: SlotLayout): number {
  return Math.ceil((Ring.length(slots) * INT_BYTES) / CELL_BYTES) * CELL_BYTES;
}

function slotBytes({ rows, outputs }: SlotLayout): number {
  return (HEADER_CELLS + (2 + outputs.length) * rows) * CELL_BYTES;
}
