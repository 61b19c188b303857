import {
  LINE_LANES,
  PLAN_CUBIC,
  PLAN_PICK,
  PLAN_SUM,
  PLAN_WORDS,
} from '../../../assembly/image-layout.js';
import type { AxisPlan, Picture } from '../kernels.js';
import type { ImageInstance } from './instance.js';
import { ofDoubles, Room } from './picture.js';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const WORD = Int32Array.BYTES_PER_ELEMENT;

/** Resizing by plans, with the room it needs: what is made along x before y, a plan, a tile of turned lines. */
export class Resampler {
  readonly #instance: ImageInstance;
  readonly #between: Room;
  readonly #plan: Room;
  readonly #scratch: Room;

  constructor(instance: ImageInstance) {
    this.#instance = instance;
    this.#between = new Room(instance.arena);
    this.#plan = new Room(instance.arena);
    this.#scratch = new Room(instance.arena);
  }

  resample(
    from: Picture,
    to: Picture,
    across: AxisPlan | undefined,
    down: AxisPlan | undefined,
  ): void {
    const { kernels } = this.#instance;
    const { height, channels } = from;
    const { width } = to;
    let source = ofDoubles(from).address;
    const target = ofDoubles(to).address;
    if (across !== undefined) {
      const rows = height * channels;
      const made = down === undefined ? target : this.#between.of(width * rows * DOUBLE);
      const scratch = this.#scratch.of((from.width + width) * LINE_LANES * DOUBLE);
      const plan = this.#place(across);
      kernels.resampleRows(source, made, from.width, width, rows, plan, scratch);
      source = made;
    }
    if (down === undefined) return;
    const plan = this.#place(down);
    for (let channel = 0; channel < channels; channel++) {
      const at = channel * width * DOUBLE;
      kernels.resampleColumns(source + at * height, target + at * to.height, width, plan);
    }
  }

  /** Writes a plan where the kernels read it: words, then its numbers, then its places. */
  #place(plan: AxisPlan): number {
    const { kind, weights, numbers, first } = partsOf(plan);
    const headBytes = PLAN_WORDS * WORD;
    const weightBytes = weights.length * DOUBLE;
    const numberBytes = numbers.length * DOUBLE;
    const placeBytes = plan.from.length * WORD;
    const bytes = headBytes + weightBytes + numberBytes + placeBytes + first.length * WORD;
    const head = this.#plan.of(bytes);
    const weightsAt = head + headBytes;
    const numbersAt = weightsAt + weightBytes;
    const placesAt = numbersAt + numberBytes;
    const firstAt = placesAt + placeBytes;
    const { buffer } = this.#instance.arena;
    const count = plan.kind === 'pick' ? plan.from.length : numbers.length;
    const words = [kind, count, placesAt, firstAt, weightsAt, numbersAt];
    new Uint32Array(buffer, head, PLAN_WORDS).set(words);
    new Float64Array(buffer, weightsAt, weights.length).set(weights);
    new Float64Array(buffer, numbersAt, numbers.length).set(numbers);
    new Int32Array(buffer, placesAt, plan.from.length).set(plan.from);
    new Int32Array(buffer, firstAt, first.length).set(first);
    return head;
  }
}

const NO_DOUBLES = new Float64Array(0);
const NO_WORDS = new Int32Array(0);

function partsOf(plan: AxisPlan): {
  readonly kind: number;
  readonly weights: Float64Array;
  readonly numbers: Float64Array;
  readonly first: Int32Array;
} {
  switch (plan.kind) {
    case 'pick':
      return { kind: PLAN_PICK, weights: NO_DOUBLES, numbers: NO_DOUBLES, first: NO_WORDS };
    case 'sum':
      return { kind: PLAN_SUM, weights: plan.weight, numbers: plan.divisor, first: plan.first };
    case 'cubic':
      return { kind: PLAN_CUBIC, weights: NO_DOUBLES, numbers: plan.fraction, first: NO_WORDS };
  }
}
