// Stacks of pictures: parameters of all go into a table, which a kernel reads picture by picture.
import type { Stack, StackKernels, Window } from '../kernels.js';
import type { ImageInstance } from './instance.js';
import type { Room } from './picture.js';
import { asWasmBlock } from './pixel-block.js';

const WORD = Int32Array.BYTES_PER_ELEMENT;
/** Words per picture of each table. */
const STEP = 2;
const EXTREME = 5;
const MARK = 3;
const TURN = 8;

/** Noise is words over 2^24, so that a comparison with it is one of whole numbers. */
export function noiseLimit(p: number): number {
  return Math.ceil(p * 2 ** 24);
}

/** `scratch`: memory that no call needs after it. */
export function createStackKernels({ arena, kernels }: ImageInstance, scratch: Room): StackKernels {
  const addressOf = ({ block }: Stack): number => asWasmBlock(block).address;
  const words = (address: number, length: number): Int32Array =>
    new Int32Array(arena.buffer, address, length);
  return {
    shift: (from, to, steps) => {
      const { width, height, channels, count } = from;
      const address = scratch.of(count * STEP * WORD);
      const table = words(address, count * STEP);
      for (let i = 0; i < count; i++) {
        table[STEP * i] = steps[i][0];
        table[STEP * i + 1] = steps[i][1];
      }
      const [source, target] = [addressOf(from), addressOf(to)];
      kernels.shiftEach(source, target, width, height, channels, count, address);
    },
    extreme: (from, to, windows) => {
      const { width, height, channels, count } = from;
      const tableBytes = count * EXTREME * WORD;
      // Beyond the edges there is nothing to be seen.
      const cut = (reach: number): number => Math.min(reach, width);
      const beside = ({ left, right }: Window): number => cut(left) + cut(right);
      let widest = 0;
      for (let i = 0; i < count; i++) widest = Math.max(widest, beside(windows[i].window));
      const address = scratch.of(tableBytes + (width + widest) * height);
      const table = words(address, count * EXTREME);
      for (let i = 0; i < count; i++) {
        const { kind, window } = windows[i];
        const at = EXTREME * i;
        table[at] = kind === 'max' ? 1 : 0;
        table[at + 1] = cut(window.left);
        table[at + 2] = cut(window.right);
        table[at + 3] = window.up;
        table[at + 4] = window.down;
      }
      const [source, target] = [addressOf(from), addressOf(to)];
      const rows = address + tableBytes;
      kernels.extremeEach(source, target, width, height, channels, count, address, rows);
    },
    combine: (stack, other, kind) => {
      const { width, height, channels, count } = stack;
      const values = width * height * channels * count;
      kernels.combineBytes(addressOf(stack), addressOf(other), values, kind === 'max');
    },
    turn: (from, to, turns) => {
      const { width, height, channels, count } = from;
      const tableBytes = count * TURN * WORD;
      const address = scratch.of(tableBytes + kernels.turnBytesRoom(width, height, width));
      const table = arena.floats(address, count * TURN);
      for (let i = 0; i < count; i++) {
        const turn = turns[i];
        const at = TURN * i;
        table[at] = turn.left;
        table[at + 1] = turn.top;
        table[at + 2] = turn.cos;
        table[at + 3] = turn.sin;
        table[at + 4] = turn.middleX;
        table[at + 5] = turn.middleY;
        table[at + 6] = turn.turnedMiddleX;
        table[at + 7] = turn.turnedMiddleY;
      }
      const [source, target] = [addressOf(from), addressOf(to)];
      const room = address + tableBytes;
      kernels.turnEach(source, target, width, height, channels, count, address, room);
    },
    noiseBelow: (to, key, marks) => {
      const { width, height, channels, count } = to;
      const { key0, key1, stream, image, copy } = key;
      const address = scratch.of(count * MARK * WORD);
      const table = words(address, count * MARK);
      for (let i = 0; i < count; i++) {
        const { p, below, above } = marks[i];
        table[MARK * i] = noiseLimit(p);
        table[MARK * i + 1] = below;
        table[MARK * i + 2] = above;
      }
      const [at, size] = [addressOf(to), width * height * channels];
      kernels.noiseEach(at, size, count, key0, key1, stream, image, copy, address);
    },
  };
}
