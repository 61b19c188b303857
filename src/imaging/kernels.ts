// The operations on pictures that a back end provides. `js/` is the readable definition; `wasm/` runs assembly/image-*.ts and must give the
// same bits. Arguments have been checked (ops.ts): sizes fit, numbers are finite, `to` is another picture than `from` and large enough.
import type { StreamKey } from './random.js';
import type { BlurFilter } from './blur-filter.js';

/** What a neighbour outside the picture is: 0 zero, 1 the edge repeated, 2 periodic, 3 mirrored (CImg's numbers). */
export type Boundary = 0 | 1 | 2 | 3;
/** 0 the nearest pixel, 1 linear, 2 cubic (Catmull-Rom), CImg's numbers. */
export type Interpolation = 0 | 1 | 2;

export interface Sampling {
  readonly interpolation: Interpolation;
  readonly boundary: Boundary;
  /** As CImg 1.7.1 (imager 0.20): the nearest pixel is the position cut towards zero, not rounded; periods are whole, and end at an edge. */
  readonly isOld: boolean;
}

/** Values of pictures: doubles, or bytes for whole levels 0 .. 255. */
export type Levels = Float64Array | Uint8Array;
export type LevelKind = 'doubles' | 'bytes';

/** Planes of one kind of values, x fastest, then y, then channels. Its size changes, its memory is used again. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly kind: LevelKind;
  /** width * height * channels values. Ask again after any call that may allocate. */
  readonly data: Levels;
  /** A new size; contents are undefined. Allocates when it is larger than any before. */
  resize(width: number, height: number, channels: number): void;
}

/** A rotation by its float32 cosine and sine: (x, y) of `to` reads `from` at middle + turned((x + left, y + top) - turnedMiddle). */
export interface Turn {
  readonly cos: number;
  readonly sin: number;
  readonly middleX: number;
  readonly middleY: number;
  readonly turnedMiddleX: number;
  readonly turnedMiddleY: number;
  /** What is cropped off the turned picture at the left and the top. */
  readonly left: number;
  readonly top: number;
}

/** Displacements (u, v) of a pixel: u[x * uStepX + y * uStepY], and v likewise. Whole ones for the nearest pixel. */
export interface Displacement {
  readonly u: Float32Array;
  readonly v: Float32Array;
  readonly uStepX: number;
  readonly uStepY: number;
  readonly vStepX: number;
  readonly vStepY: number;
}

/** Pixel i is pixel from[i], or zero where that is -1. */
export interface PickPlan {
  readonly kind: 'pick';
  readonly from: Int32Array;
}

/** Pixel i is the sum of pixels from[k] times weight[k], k = first[i] .. first[i + 1] - 1, in this order, over divisor[i]. */
export interface SumPlan {
  readonly kind: 'sum';
  readonly first: Int32Array;
  readonly from: Int32Array;
  readonly weight: Float64Array;
  readonly divisor: Float64Array;
}

/** Pixel i is the Catmull-Rom spline through pixels from[4 i] .. from[4 i + 3], at fraction[i] between the second and the third. */
export interface CubicPlan {
  readonly kind: 'cubic';
  readonly from: Int32Array;
  readonly fraction: Float64Array;
}

export type AxisPlan = PickPlan | SumPlan | CubicPlan;

/** A window around a pixel: offsets -before .. after, in each direction. */
export interface Window {
  readonly left: number;
  readonly right: number;
  readonly up: number;
  readonly down: number;
}

/** What a shock filter goes by. */
export interface ShockSetting {
  /** How far the pixel moves that moves most. */
  readonly amplitude: number;
  /** Of 1 + squared slope, <= 0: how fast a slope becomes an edge. */
  readonly power: number;
  /** Before gradients are taken. */
  readonly gradientBlur: BlurFilter | undefined;
  /** Of products of gradients. */
  readonly tensorBlur: BlurFilter | undefined;
}

/** Pictures are of doubles, unless bytes are mentioned; those of a call are of one kind. */
export interface ImageKernels {
  readonly name: 'js' | 'wasm-scalar' | 'wasm-simd';
  /** An empty picture in the back end's memory. */
  picture(kind: LevelKind): Picture;
  /** to(x, y) = from at the turned place; `to` has its size already. */
  turn(from: Picture, to: Picture, turn: Turn, sampling: Sampling): void;
  /** to(x, y) = from(x - u, y - v) if `relative`, else from(u, v); `to` has its size already. */
  warp(
    from: Picture,
    to: Picture,
    field: Displacement,
    relative: boolean,
    sampling: Sampling,
  ): void;
  /** Moves whole pixels to the right and down; `to` gets the size of `from`, as in all that follow. Bytes, too. */
  shift(from: Picture, to: Picture, dx: number, dy: number, boundary: Boundary): void;
  /** Largest or smallest pixel in the window, which is cut at the edges. Bytes, too. */
  extreme(from: Picture, to: Picture, kind: 'max' | 'min', window: Window): void;
  /** Inverse diffusion. */
  sharpen(from: Picture, to: Picture, amplitude: number): void;
  /** Sharpening by a shock filter. */
  shock(from: Picture, to: Picture, setting: ShockSetting): void;
  /** The recursive blur along x and y; outside the edge is repeated, or zero. */
  blur(from: Picture, to: Picture, filter: BlurFilter, repeats: boolean): void;
  /** Makes pixels along x and along y by plans; `to` has its size already, an axis without a plan keeps its own. One plan is there. */
  resample(
    from: Picture,
    to: Picture,
    across: AxisPlan | undefined,
    down: AxisPlan | undefined,
  ): void;
  /** The contrast steps of the MNIST article, in place. */
  contrast(picture: Picture): void;
  /** Each pixel becomes the quantile of `reference` at its share of pixels that are not larger. */
  matchQuantiles(from: Picture, to: Picture, reference: Picture): void;
  /** in place: the larger (smaller) of the picture's pixel and the other's, which has the same size. Bytes, too. */
  combine(picture: Picture, other: Picture, kind: 'max' | 'min'): void;
  /** In place: `below` where the pixel is < p, else `above`. */
  threshold(picture: Picture, p: number, below: number, above: number): void;
  /** `below` where the uniform noise of a place (random.ts) is < p, else `above`, into a picture that has its size. Bytes, too. */
  noiseBelow(to: Picture, key: StreamKey, p: number, below: number, above: number): void;
  /** `perImage` uniform draws for each of some images, one image after another; the first image is key.image. `out` lies anywhere. */
  uniforms(out: Float64Array, perImage: number, key: StreamKey): void;
  /** Room for `length` values of a set of images. */
  bytes(length: number): PixelBlock<Uint8Array>;
  doubles(length: number): PixelBlock<Float64Array>;
  /** Operations on many pictures at once, where the back end has them; else each is worked on alone. */
  readonly stacks: StackKernels | undefined;
}

/** Values of some images of a set, in the back end's memory. */
export interface PixelBlock<T extends Levels = Levels> {
  /** Ask again after any call that may allocate. */
  readonly values: T;
  /** Values first .. into a picture that has its size; one of the block's kind may share its memory, so do not write to it. */
  load(first: number, to: Picture): void;
  /** A picture into values first .. ; into bytes, rounded half up and clamped to 0 .. 255 (NaN is 0). */
  store(from: Picture, first: number): void;
}

/** The byte `below` where noise is < p, else `above`. */
export interface NoiseMark {
  readonly p: number;
  readonly below: number;
  readonly above: number;
}

/** Pictures of one size, one behind another in a block of bytes, from its first value on. */
export interface Stack {
  readonly block: PixelBlock;
  readonly count: number;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
}

/** A window of which the largest or the smallest pixel is taken. */
export interface ExtremeWindow {
  readonly kind: 'max' | 'min';
  readonly window: Window;
}

/**
 * Operations for which a call per picture would take longer than the work: what `ImageKernels` does, with a parameter for each picture. Stacks of a call have
 * one size, and are different ones.
 */
export interface StackKernels {
  /** Zeros come in. */
  shift(from: Stack, to: Stack, steps: readonly (readonly [dx: number, dy: number])[]): void;
  extreme(from: Stack, to: Stack, windows: readonly ExtremeWindow[]): void;
  /** Linear, with zeros outside; levels are rounded as `PixelBlock.store` does it. */
  turn(from: Stack, to: Stack, turns: readonly Turn[]): void;
  combine(stack: Stack, other: Stack, kind: 'max' | 'min'): void;
  /** The noise of images key.image, key.image + 1, ... */
  noiseBelow(to: Stack, key: StreamKey, marks: readonly NoiseMark[]): void;
}
