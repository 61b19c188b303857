// The WebAssembly back end: thin calls of assembly/image-*.ts on pictures in a memory of its own.
import { BUCKETS } from '../../../assembly/image-layout.js';
import { shift } from '../js/shift.js';
import type { ImageKernels, Picture, PixelBlock, Window } from '../kernels.js';
import { instantiateImages, type ImageInstance, type ImageVariant } from './instance.js';
import { asWasmPicture, Room, WasmPicture } from './picture.js';
import { Sampler } from './sampler.js';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const WORD = Uint32Array.BYTES_PER_ELEMENT;

/** @throws ArgumentError where the variant cannot run, LimitError without memory. */
export function createWasmImageKernels(variant: ImageVariant): ImageKernels {
  const instance = instantiateImages(variant);
  const { arena, kernels } = instance;
  const sampler = new Sampler(instance);
  const scratch = new Room(arena);
  return {
    name: `wasm-${variant}`,
    picture: () => new WasmPicture(arena),
    turn: (from, to, turn, sampling) => sampler.turn(from, to, turn, sampling),
    warp: (from, to, field, relative, sampling) =>
      sampler.warp(from, to, field, relative, sampling),
    shift: (from, to, dx, dy, boundary) => {
      if (boundary !== 0) {
        shift(from, to, dx, dy, boundary);
        return;
      }
      const { width, height, channels } = from;
      to.resize(width, height, channels);
      const [source, target] = [asWasmPicture(from).address, asWasmPicture(to).address];
      kernels.shiftZero(source, target, width, height, channels, dx, dy);
    },
    extreme: (from, to, kind, window) => extreme(instance, scratch, from, to, kind, window),
    sharpen: (from, to, amplitude) => {
      const { width, height, channels } = from;
      to.resize(width, height, channels);
      const [source, target] = [asWasmPicture(from).address, asWasmPicture(to).address];
      kernels.sharpen(source, target, width, height, channels, amplitude);
    },
    contrast: (picture) => {
      const { address, size } = asWasmPicture(picture);
      kernels.contrast(address, size);
    },
    matchQuantiles: (from, to, reference) =>
      matchQuantiles(instance, scratch, from, to, asWasmPicture(reference)),
    combine: (picture, other, kind) => {
      const { address, size } = asWasmPicture(picture);
      kernels.combine(address, asWasmPicture(other).address, size, kind === 'max');
    },
    threshold: (picture, p, below, above) => {
      const { address, size } = asWasmPicture(picture);
      kernels.threshold(address, size, p, below, above);
    },
    uniformNoise: (to, { key0, key1, stream, image, copy }) => {
      const { address, size } = asWasmPicture(to);
      kernels.uniformNoise(address, size, key0, key1, stream, image, copy);
    },
    bytes: (length) => byteBlock(instance, length),
    doubles: (length) => doubleBlock(instance, length),
  };
}

function byteBlock({ arena, kernels }: ImageInstance, length: number): PixelBlock<Uint8Array> {
  const start = arena.allocate(length);
  return {
    get values() {
      return new Uint8Array(arena.buffer, start, length);
    },
    load: (first, to) => {
      const { address, size } = asWasmPicture(to);
      kernels.loadBytes(start + first, address, size);
    },
    store: (from, first) => {
      const { address, size } = asWasmPicture(from);
      kernels.storeBytes(address, start + first, size);
    },
  };
}

function doubleBlock({ arena }: ImageInstance, length: number): PixelBlock<Float64Array> {
  const start = arena.allocate(length * DOUBLE);
  const values = (): Float64Array => arena.doubles(start, length);
  return {
    get values() {
      return values();
    },
    load: (first, to) => to.data.set(values().subarray(first, first + to.data.length)),
    store: (from, first) => values().set(from.data, first),
  };
}

function extreme(
  { kernels }: ImageInstance,
  scratch: Room,
  from: Picture,
  to: Picture,
  kind: 'max' | 'min',
  { left, right, up, down }: Window,
): void {
  const { width, height, channels } = from;
  to.resize(width, height, channels);
  const isMax = kind === 'max';
  const [source, target] = [asWasmPicture(from).address, asWasmPicture(to).address];
  if (up === 0 && down === 0) {
    kernels.extremeRows(source, target, width, height * channels, left, right, isMax);
    return;
  }
  const planeBytes = width * height * DOUBLE;
  const between = scratch.of(planeBytes);
  for (let at = 0; at < channels * planeBytes; at += planeBytes) {
    kernels.extremeRows(source + at, between, width, height, left, right, isMax);
    kernels.extremeColumns(between, target + at, width, height, up, down, isMax);
  }
}

function matchQuantiles(
  { kernels }: ImageInstance,
  scratch: Room,
  from: Picture,
  to: Picture,
  reference: WasmPicture,
): void {
  to.resize(from.width, from.height, from.channels);
  const { size: count } = asWasmPicture(from);
  const most = Math.max(count, reference.size);
  const sorted = scratch.of(reference.size * DOUBLE + (2 * most + 2 * BUCKETS) * WORD + most);
  const order = sorted + reference.size * DOUBLE;
  const spare = order + most * WORD;
  const buckets = spare + most * WORD;
  kernels.matchQuantiles(
    asWasmPicture(from).address,
    asWasmPicture(to).address,
    count,
    reference.address,
    reference.size,
    sorted,
    order,
    spare,
    buckets,
    buckets + 2 * BUCKETS * WORD,
  );
}
