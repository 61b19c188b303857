// Kernels over tables of numbers: linear predictors, cluster centres.
import type { DistanceKernel, DistanceSpec, LinearKernel, LinearSpec } from '../kernels.js';
import type { Arena } from './arena.js';
import type { KernelExports } from './kernel-bytes.js';
import { asWasmBlock } from './storage.js';

/** Copies the coefficients; `spec` is not needed afterwards. */
export function createLinear(spec: LinearSpec, arena: Arena, kernels: KernelExports): LinearKernel {
  // The intercept is the last of beta, wherever that is; the kernel looks for it behind the numerics.
  const intercept = spec.beta.subarray(-1);
  const used = spec.catOffsets[spec.cats] + spec.nums;
  const beta = new Float64Array(used + 1);
  beta.set(spec.beta.subarray(0, used));
  beta.set(intercept, used);
  const predictor = arena.placeRecord(
    arena.place(beta),
    arena.place(spec.catOffsets),
    spec.cats,
    spec.nums,
    spec.useAllFactorLevels ? 0 : 1,
  );
  return {
    run: (input, rows, out, column) =>
      kernels.linearRun(
        predictor,
        asWasmBlock(input).address,
        rows,
        asWasmBlock(out).columnAddress(column),
      ),
  };
}

/** Copies the centres; `spec` is not needed afterwards. */
export function createDistances(
  spec: DistanceSpec,
  arena: Arena,
  kernels: KernelExports,
): DistanceKernel {
  const width = spec.categorical.length;
  const cells = new Float64Array(spec.centers.length * width);
  spec.centers.forEach((center, k) => cells.set(center, k * width));
  const centers = arena.placeRecord(
    arena.place(cells),
    arena.place(spec.categorical),
    width,
    spec.centers.length,
  );
  return {
    run: (input, rows, out) =>
      kernels.distancesRun(centers, asWasmBlock(input).address, rows, asWasmBlock(out).address),
  };
}
