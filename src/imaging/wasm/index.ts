// The WebAssembly back end: thin calls of assembly/image-*.ts on pictures in a memory of its own.
import { BUCKETS } from '../../../assembly/image-layout.js';
import { shift } from '../js/shift.js';
import type { ImageKernels, Picture, Window } from '../kernels.js';
import { Blurrer } from './blur.js';
import { instantiateImages, type ImageInstance, type ImageVariant } from './instance.js';
import { asWasmPicture, ofDoubles, Room, WasmPicture } from './picture.js';
import { WasmPixelBlock } from './pixel-block.js';
import { Resampler } from './resampler.js';
import { Sampler } from './sampler.js';
import { createStackKernels, noiseLimit } from './stack-kernels.js';
import { Shocker } from './shock.js';

const DOUBLE = Float64Array.BYTES_PER_ELEMENT;
const WORD = Uint32Array.BYTES_PER_ELEMENT;

/** @throws ArgumentError where the variant cannot run, LimitError without memory. */
export function createWasmImageKernels(variant: ImageVariant): ImageKernels {
  const instance = instantiateImages(variant);
  const { arena, kernels } = instance;
  const sampler = new Sampler(instance);
  const blurrer = new Blurrer(instance);
  const shocker = new Shocker(instance, blurrer);
  const resampler = new Resampler(instance);
  const scratch = new Room(arena);
  return {
    name: `wasm-${variant}`,
    picture: (kind) => new WasmPicture(arena, kind),
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
      const { address: source, valueBytes } = asWasmPicture(from);
      const target = asWasmPicture(to).address;
      kernels.shiftZero(source, target, width, height, channels, dx, dy, valueBytes === 1 ? 0 : 3);
    },
    extreme: (from, to, kind, window) => {
      to.resize(from.width, from.height, from.channels);
      const extremeOf = from.kind === 'bytes' ? extremeOfBytes : extremeOfDoubles;
      const [source, target] = [asWasmPicture(from), asWasmPicture(to)];
      extremeOf(instance, scratch, source, target, kind === 'max', window);
    },
    sharpen: (from, to, amplitude) => {
      const { width, height, channels } = from;
      to.resize(width, height, channels);
      const [source, target] = [ofDoubles(from).address, ofDoubles(to).address];
      kernels.sharpen(source, target, width, height, channels, amplitude);
    },
    shock: (from, to, setting) => shocker.shock(from, to, setting),
    blur: (from, to, filter, repeats) => blurrer.blur(from, to, filter, repeats),
    resample: (from, to, across, down) => resampler.resample(from, to, across, down),
    contrast: (picture) => {
      const { address, size } = ofDoubles(picture);
      kernels.contrast(address, size);
    },
    matchQuantiles: (from, to, reference) =>
      matchQuantiles(instance, scratch, from, to, ofDoubles(reference)),
    combine: (picture, other, kind) => {
      const { address, size, valueBytes } = asWasmPicture(picture);
      const values = asWasmPicture(other).address;
      const isMax = kind === 'max';
      if (valueBytes === 1) kernels.combineBytes(address, values, size, isMax);
      else kernels.combine(address, values, size, isMax);
    },
    threshold: (picture, p, below, above) => {
      const { address, size } = ofDoubles(picture);
      kernels.threshold(address, size, p, below, above);
    },
    noiseBelow: (to, key, p, below, above) => {
      const { address, size, valueBytes } = asWasmPicture(to);
      const { key0, key1, stream, image, copy } = key;
      const limit = noiseLimit(p);
      const isBytes = valueBytes === 1;
      kernels.noiseBelow(
        address,
        size,
        key0,
        key1,
        stream,
        image,
        copy,
        limit,
        below,
        above,
        isBytes,
      );
    },
    uniforms: (out, perImage, { key0, key1, stream, image, copy }) => {
      const { length } = out;
      const address = scratch.of(length * DOUBLE);
      const images = perImage === 0 ? 0 : length / perImage;
      kernels.uniforms(address, images, perImage, key0, key1, stream, image, copy);
      out.set(arena.doubles(address, length));
    },
    bytes: (length) => new WasmPixelBlock<Uint8Array>(instance, 'bytes', length),
    doubles: (length) => new WasmPixelBlock<Float64Array>(instance, 'doubles', length),
    stacks: createStackKernels(instance, scratch),
  };
}

function extremeOfBytes(
  { kernels }: ImageInstance,
  scratch: Room,
  from: WasmPicture,
  to: WasmPicture,
  isMax: boolean,
  window: Window,
): void {
  const { width, height } = from;
  // Beyond the edges there is nothing to be seen.
  const [left, right] = [Math.min(window.left, width), Math.min(window.right, width)];
  const rows = scratch.of((width + left + right) * height);
  for (let at = 0; at < from.size; at += width * height) {
    const [source, target] = [from.address + at, to.address + at];
    const { up, down } = window;
    kernels.extremeBytes(source, target, width, height, left, right, up, down, isMax, rows);
  }
}

function extremeOfDoubles(
  { kernels }: ImageInstance,
  scratch: Room,
  from: WasmPicture,
  to: WasmPicture,
  isMax: boolean,
  { left, right, up, down }: Window,
): void {
  const { width, height, channels } = from;
  const [source, target] = [from.address, to.address];
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
  const { size: count } = ofDoubles(from);
  const most = Math.max(count, reference.size);
  const sorted = scratch.of(reference.size * DOUBLE + (2 * most + 2 * BUCKETS) * WORD + most);
  const order = sorted + reference.size * DOUBLE;
  const spare = order + most * WORD;
  const buckets = spare + most * WORD;
  kernels.matchQuantiles(
    ofDoubles(from).address,
    ofDoubles(to).address,
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
