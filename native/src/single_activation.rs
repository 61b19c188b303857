//! Activations in single precision (definition: assembly/single-activation.ts, which tells where the numbers of `exp` come from).

use crate::instruction_set::for_each_set;

/// 1.5 * 2^23: added, it rounds a float below 2^22 to an integer, which its lowest bits then are.
const ROUNDER: f32 = 12582912.0;
const STEP: f32 = 0.693_359_4;
const STEP_TAIL: f32 = -2.121_944_4e-4;
const LOWEST: f32 = -87.3;
const HIGHEST: f32 = 89.0;

/// e^x: at least e^-87.3, Infinity from 88.4 on, NaN of NaN.
#[inline(always)]
fn exp<const FUSED: bool>(x: f32) -> f32 {
    // Comparisons that are false for NaN leave it as it is.
    let inside = if x > HIGHEST { HIGHEST } else { x };
    let inside = if inside < LOWEST { LOWEST } else { inside };
    let shifted = plus::<FUSED>(ROUNDER, inside, std::f32::consts::LOG2_E);
    let n = shifted - ROUNDER;
    let r = plus::<FUSED>(plus::<FUSED>(inside, n, -STEP), n, -STEP_TAIL);
    let p = plus::<FUSED>(0.008_363_173, 0.001_392_617_6, r);
    let p = plus::<FUSED>(0.041_666_555, p, r);
    let p = plus::<FUSED>(0.166_665_77, p, r);
    let p = plus::<FUSED>(0.5, p, r);
    let p = plus::<FUSED>(r + 1.0, p * r, r);
    let power = f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3f80_0000));
    p * power
}

/// sum + a * b, in one rounding where the processor can.
#[inline(always)]
fn plus<const FUSED: bool>(sum: f32, a: f32, b: f32) -> f32 {
    if FUSED { a.mul_add(b, sum) } else { sum + a * b }
}

for_each_set! {
    /// 1 - 2 / (1 + exp(2x)) in place.
    pub fn single_tanh[FUSED](cells: &mut [f32]) {
        for x in cells {
            *x = 1.0 - 2.0 / (1.0 + exp::<FUSED>(*x + *x));
        }
    }
}

for_each_set! {
    /// 0.5 * (x + |x|) in place.
    pub fn single_rectifier(cells: &mut [f32]) {
        for x in cells {
            *x = 0.5 * (*x + x.abs());
        }
    }
}

for_each_set! {
    /// x >= 0 ? x : exp(x) - 1 in place.
    pub fn single_exp_rectifier[FUSED](cells: &mut [f32]) {
        for x in cells {
            let below = exp::<FUSED>(*x) - 1.0;
            *x = if *x >= 0.0 { *x } else { below };
        }
    }
}

for_each_set! {
    /// cells *= factor.
    pub fn single_scale(cells: &mut [f32], factor: f32) {
        for x in cells {
            *x *= factor;
        }
    }
}

/// The first `width` cells of each row of `stride` to exp(x - highest) / sum. A NaN makes all of the row NaN.
pub fn single_softmax(cells: &mut [f32], width: usize, stride: usize) {
    for row in cells.chunks_exact_mut(stride) {
        let row = &mut row[..width];
        let highest = row.iter().fold(f32::NEG_INFINITY, |a, &b| if b > a || b.is_nan() { b } else { a });
        let mut sum = 0.0;
        for x in row.iter_mut() {
            *x = exp::<false>(*x - highest);
            sum += *x;
        }
        for x in row.iter_mut() {
            *x /= sum;
        }
    }
}

/// The higher one of each two neighbours: rows of `stride` floats to the first `outputs` of rows of `to_stride`.
pub fn single_maxout(from: &[f32], stride: usize, outputs: usize, to: &mut [f32], to_stride: usize) {
    for (from, to) in from.chunks_exact(stride).zip(to.chunks_exact_mut(to_stride)) {
        for (pair, to) in from.as_chunks::<2>().0.iter().zip(&mut to[..outputs]) {
            *to = if pair[0] > pair[1] { pair[0] } else { pair[1] };
        }
    }
}
