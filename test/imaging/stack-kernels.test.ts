// Many pictures at once are what the definition makes of each.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createImageKernels } from '../../src/imaging/backends.js';
import { toByte } from '../../src/imaging/image-set.js';
import { jsKernels } from '../../src/imaging/js/index.js';
import type { Picture, Stack } from '../../src/imaging/kernels.js';
import { streamKey } from '../../src/imaging/random.js';
import { turnToSize, type Rules } from '../../src/imaging/rotation.js';
import { rotate } from '../../src/imaging/steps.js';

interface Shape {
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

const side = fc.integer({ min: 1, max: 40 });
const shapes: fc.Arbitrary<Shape> = fc.record({
  count: fc.integer({ min: 1, max: 5 }),
  width: side,
  height: side,
  channels: fc.integer({ min: 1, max: 3 }),
});
/** Beyond the sides of every picture, too. */
const reach = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.constantFrom(40, 41, 65_535));
const step = fc.tuple(fc.integer({ min: -45, max: 45 }), fc.integer({ min: -45, max: 45 }));
const window = fc.record({ left: reach, right: reach, up: reach, down: reach });
const extremes = fc.record({ kind: fc.constantFrom('max', 'min'), window });
const angles = fc.oneof(
  fc.double({ min: -400, max: 400, noNaN: true }),
  fc.constantFrom(0, -90, 90, 180, 270, 1e-4),
);
const rules: fc.Arbitrary<Rules> = fc.constantFrom('imager-1.0.3', 'imager-0.20');

const sizeOf = ({ width, height, channels }: Shape): number => width * height * channels;

/** Strokes and levels between them. */
function levels(shape: Shape): Uint8Array {
  const level = (i: number): number => ((i * 7919) % 11 < 8 ? 0 : (i * 31) % 256);
  return Uint8Array.from({ length: shape.count * sizeOf(shape) }, (_, i) => level(i));
}

/** What an operation of the definition makes of each picture, as bytes. */
function each(
  shape: Shape,
  from: Uint8Array,
  operation: (from: Picture, to: Picture, i: number) => void,
): Uint8Array {
  const size = sizeOf(shape);
  const made = new Uint8Array(from.length);
  const [source, target] = [jsKernels.picture('doubles'), jsKernels.picture('doubles')];
  for (let i = 0; i < shape.count; i++) {
    source.resize(shape.width, shape.height, shape.channels);
    source.data.set(from.subarray(i * size, (i + 1) * size));
    operation(source, target, i);
    made.set(Array.from(target.data, toByte), i * size);
  }
  return made;
}

describe.each(['wasm-simd', 'wasm-scalar'] as const)('stacks of pictures, %s', (backend) => {
  const kernels = createImageKernels(backend);
  const stacks = kernels.stacks!;
  /** Room for the largest shape, and some bytes behind that nobody may write to. */
  const blocks = [kernels.bytes(24_000 + 64), kernels.bytes(24_000 + 64)];

  function stackOf(shape: Shape, which: 0 | 1): Stack {
    blocks[which].values.fill(77);
    return { ...shape, block: blocks[which] };
  }

  function expectMade(made: Stack, wanted: Uint8Array): void {
    const { values } = made.block;
    expect(Buffer.from(values.subarray(0, wanted.length)).equals(Buffer.from(wanted))).toBe(true);
    expect(values.subarray(wanted.length).every((value) => value === 77)).toBe(true);
  }

  function imagesOf(shape: Shape): { readonly images: Stack; readonly made: Stack } {
    const images = stackOf(shape, 0);
    images.block.values.set(levels(shape));
    return { images, made: stackOf(shape, 1) };
  }

  it('are shifted by steps of their own', () => {
    fc.assert(
      fc.property(shapes, fc.array(step, { minLength: 5, maxLength: 5 }), (shape, steps) => {
        const { images, made } = imagesOf(shape);
        stacks.shift(images, made, steps);
        const wanted = each(shape, levels(shape), (from, to, i) =>
          jsKernels.shift(from, to, ...steps[i], 0),
        );
        expectMade(made, wanted);
      }),
    );
  });

  it('grow and shrink in windows of their own', () => {
    const windows = fc.array(extremes, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(shapes, windows, (shape, windows) => {
        const { images, made } = imagesOf(shape);
        stacks.extreme(images, made, windows);
        const wanted = each(shape, levels(shape), (from, to, i) =>
          jsKernels.extreme(from, to, windows[i].kind, windows[i].window),
        );
        expectMade(made, wanted);
      }),
    );
  });

  it('turn by angles of their own, quarters included, and keep their size', () => {
    const list = fc.array(angles, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(shapes, list, rules, (shape, angles, rules) => {
        const { width, height } = shape;
        const { images, made } = imagesOf(shape);
        const turns = angles.map((angle) => turnToSize(angle, width, height, rules));
        stacks.turn(images, made, turns);
        const wanted = each(shape, levels(shape), (from, to, i) =>
          rotate(jsKernels, angles[i], 1, 0, rules, 'to-size')(from, to),
        );
        expectMade(made, wanted);
      }),
    );
  });

  it('are marked where their noise is below shares of their own', () => {
    const share = fc.constantFrom(0, 1e-3, 0.1, 0.5, 1);
    const level = fc.integer({ min: 0, max: 255 });
    const mark = fc.record({ p: share, below: level, above: level });
    const place = fc.record({
      seed: fc.maxSafeNat(),
      image: fc.integer({ min: 0, max: 2 ** 32 - 6 }),
      copy: fc.nat(),
    });
    const marks = fc.array(mark, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(shapes, marks, place, (shape, marks, place) => {
        const made = stackOf(shape, 1);
        stacks.noiseBelow(made, streamKey(place, 8, 'scratches'), marks);
        const wanted = each(shape, levels(shape), ({ width, height, channels }, to, i) => {
          to.resize(width, height, channels);
          const key = streamKey({ ...place, image: place.image + i }, 8, 'scratches');
          jsKernels.noiseBelow(to, key, marks[i].p, marks[i].below, marks[i].above);
        });
        expectMade(made, wanted);
      }),
    );
  });

  it('are combined value by value', () => {
    const shape = { count: 3, width: 7, height: 5, channels: 1 };
    for (const kind of ['max', 'min'] as const) {
      const { images, made } = imagesOf(shape);
      made.block.values.set(levels(shape).reverse());
      stacks.combine(made, images, kind);
      const other = levels(shape).reverse();
      expectMade(
        made,
        levels(shape).map((level, i) => Math[kind](level, other[i])),
      );
    }
  });

  it('have the draws of each image', () => {
    for (const perImage of [0, 1, 2, 5, 21]) {
      const key = streamKey({ seed: 2 ** 40 + 3, image: 2 ** 32 - 9, copy: 7 }, 10, 'scalars');
      const [found, wanted] = [new Float64Array(9 * perImage), new Float64Array(9 * perImage)];
      kernels.uniforms(found, perImage, key);
      jsKernels.uniforms(wanted, perImage, key);
      expect(found).toEqual(wanted);
    }
  });
});
