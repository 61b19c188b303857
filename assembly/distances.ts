// Squared distances to cluster centres, as GenModel.KMeans_distance; two rows at a time in the SIMD build.
import {
  BLOCK_CELLS,
  BLOCK_STRIDE,
  CENTERS_CATEGORICAL,
  CENTERS_CELLS,
  CENTERS_COUNT,
  CENTERS_WIDTH,
} from './layout';

/** Column k of the block `out` = distances of `rows` rows of the block `input` to centre k. */
export function distancesRun(centers: usize, input: usize, rows: u32, out: usize): void {
  const categorical: usize = load<u32>(centers, CENTERS_CATEGORICAL);
  const width = load<u32>(centers, CENTERS_WIDTH);
  const count = load<u32>(centers, CENTERS_COUNT);
  const cells: usize = load<u32>(input, BLOCK_CELLS);
  const stride = load<u32>(input, BLOCK_STRIDE);
  const outStride = load<u32>(out, BLOCK_STRIDE);
  // Rows outside: the cells of a few rows stay in the cache while all centres pass by.
  let row: u32 = 0;
  if (ASC_FEATURE_SIMD) {
    for (; row + 2 <= rows; row += 2) {
      let center: usize = load<u32>(centers, CENTERS_CELLS);
      let to: usize = load<u32>(out, BLOCK_CELLS) + (row << 3);
      for (let k: u32 = 0; k < count; k++) {
        v128.store(to, twoDistances(center, categorical, cells + (row << 3), stride, width));
        center += width << 3;
        to += outStride;
      }
    }
  }
  for (; row < rows; row++) {
    let center: usize = load<u32>(centers, CENTERS_CELLS);
    let to: usize = load<u32>(out, BLOCK_CELLS) + (row << 3);
    for (let k: u32 = 0; k < count; k++) {
      store<f64>(to, distance(center, categorical, cells + (row << 3), stride, width));
      center += width << 3;
      to += outStride;
    }
  }
}

function distance(center: usize, categorical: usize, cell: usize, stride: u32, width: u32): f64 {
  let sum = 0.0;
  let used = width;
  for (let c: u32 = 0; c < width; c++) {
    const x = load<f64>(cell);
    const origin = load<f64>(center + (c << 3));
    if (x != x) {
      used--;
    } else if (load<u8>(categorical + c)) {
      if (x != origin) sum += 1.0;
    } else {
      const delta = x - origin;
      sum += delta * delta;
    }
    cell += stride;
  }
  return rescaled(sum, used, width);
}

// A skipped cell adds 0, which changes no sum: sums start at 0 and never become -0.
function twoDistances(
  center: usize,
  categorical: usize,
  cell: usize,
  stride: u32,
  width: u32,
): v128 {
  let sums = f64x2.splat(0);
  let skipped = i64x2.splat(0);
  for (let c: u32 = 0; c < width; c++) {
    const x = v128.load(cell);
    const origin = v128.load64_splat(center + (c << 3));
    const present = f64x2.eq(x, x);
    const delta = f64x2.sub(x, origin);
    const term = load<u8>(categorical + c)
      ? v128.and(f64x2.ne(x, origin), f64x2.splat(1))
      : f64x2.mul(delta, delta);
    sums = f64x2.add(sums, v128.and(present, term));
    // A lane of `present` is -1 where true.
    skipped = i64x2.add(skipped, i64x2.add(present, i64x2.splat(1)));
    cell += stride;
  }
  const first = rescaled(
    f64x2.extract_lane(sums, 0),
    width - <u32>i64x2.extract_lane(skipped, 0),
    width,
  );
  const second = rescaled(
    f64x2.extract_lane(sums, 1),
    width - <u32>i64x2.extract_lane(skipped, 1),
    width,
  );
  return f64x2.replace_lane(f64x2.splat(first), 1, second);
}

/** Scales up for the cells that were NaN, unless none or all were. */
@inline
function rescaled(sum: f64, used: u32, width: u32): f64 {
  return used > 0 && used < width ? sum * (<f64>width / <f64>used) : sum;
}
