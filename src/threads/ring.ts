/** What a slot is in. */
const State = {
  /** The worker's. At first no slot is anything. */
  FILLED: 1,
  /** The answers stand in it. */
  DONE: 2,
  /** So they do, and a message with the rows that have none is under way. */
  REPORTED: 3,
  /** The worker has the rows, wherever they lay. */
  TAKEN: 4,
} as const;

const ASLEEP = 0;
const FIRST_STATE = 1;

/**
 * The slots of a worker, in shared memory: the calling thread fills them, and the worker scores them, one after another and round and round.
 * A message is needed only to wake the worker: it sleeps when the next slot is not filled.
 */
export class Ring {
  readonly #ints: Int32Array;

  /** `ints`: Ring.length(slots) of them in shared memory. */
  constructor(ints: Int32Array) {
    this.#ints = ints;
  }

  /** Ints that a ring of so many slots takes. */
  static length(slots: number): number {
    return FIRST_STATE + slots;
  }

  // The calling thread's side.

  /** Once, before the worker sees it: it sleeps. */
  begin(): void {
    Atomics.store(this.#ints, ASLEEP, 1);
  }

  /** All that was written to the slot is the worker's. Whether the worker has to be woken. */
  fill(slot: number): boolean {
    Atomics.store(this.#ints, FIRST_STATE + slot, State.FILLED);
    return Atomics.exchange(this.#ints, ASLEEP, 0) === 1;
  }

  /** Whether the worker has to be woken, for it may go on where it could not. */
  mayGoOn(): boolean {
    return Atomics.exchange(this.#ints, ASLEEP, 0) === 1;
  }

  /** Blocks until the worker has the rows of a slot that was filled, for so long at most. Whether it has. */
  awaitTaken(slot: number, milliseconds: number): boolean {
    return Atomics.wait(this.#ints, FIRST_STATE + slot, State.FILLED, milliseconds) !== 'timed-out';
  }

  isDone(slot: number): boolean {
    return Atomics.load(this.#ints, FIRST_STATE + slot) === State.DONE;
  }

  // The worker's side.

  /** Whether there is work that it `can` do now. If not, the worker is asleep until a message comes. */
  isFilled(slot: number, can: () => boolean = () => true): boolean {
    const filled = () => Atomics.load(this.#ints, FIRST_STATE + slot) === State.FILLED && can();
    if (filled()) return true;
    Atomics.store(this.#ints, ASLEEP, 1);
    // Filled in between: either the message is under way, or nobody has seen that the worker slept.
    return filled() && Atomics.exchange(this.#ints, ASLEEP, 0) === 1;
  }

  /** Lets whoever waits for it go on. */
  taken(slot: number): void {
    this.#become(State.TAKEN, slot);
  }

  done(slot: number): void {
    this.#become(State.DONE, slot);
  }

  reported(slot: number): void {
    this.#become(State.REPORTED, slot);
  }

  #become(state: number, slot: number): void {
    Atomics.store(this.#ints, FIRST_STATE + slot, state);
    Atomics.notify(this.#ints, FIRST_STATE + slot);
  }
}
