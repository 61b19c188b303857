//! Products of a few rows and a few outputs at a time, in genmodel's order of sums.
//!
//! Floating-point addition is not associative, so the eight partial sums of formNNInputs (over i mod 8) are kept apart to the
//! end: they are the lanes of one `Eight`. A tile has one for each row and output, so that a weight that is loaded serves all rows
//! and an input all outputs, and as many additions are under way as the processor can have.

use crate::dense::Dense;
use crate::eight::{AnyEight, Eight};
#[cfg(target_arch = "x86_64")]
use crate::eight::{Avx2Eight, Avx512Eight};
use crate::instruction_set::InstructionSet;

/// Bytes of rows that are taken through all outputs together: they stay in the second-level cache.
const BLOCK_BYTES: usize = 1 << 18;

/// All rows through a layer of one channel.
pub fn run_rows(set: InstructionSet, layer: &Dense, x: &[f64], rows: usize, y: &mut [f64]) {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")]
    fn avx512(layer: &Dense, x: &[f64], rows: usize, y: &mut [f64]) {
        // SAFETY: the processor runs AVX-512 where this function is called.
        unsafe { run_blocks::<Avx512Eight, 4, 4>(layer, x, rows, y) }
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,bmi1,bmi2")]
    fn avx2(layer: &Dense, x: &[f64], rows: usize, y: &mut [f64]) {
        // SAFETY: the processor runs AVX2 where this function is called.
        unsafe { run_blocks::<Avx2Eight, 3, 2>(layer, x, rows, y) }
    }

    match set {
        // SAFETY: there is no InstructionSet that the processor cannot run.
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx512 => unsafe { avx512(layer, x, rows, y) },
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx2 => unsafe { avx2(layer, x, rows, y) },
        // SAFETY: needs no instructions that are not everywhere.
        _ => unsafe { run_blocks::<AnyEight, 1, 2>(layer, x, rows, y) },
    }
}

/// # Safety
/// The processor runs the instructions of `E`.
#[inline(always)]
unsafe fn run_blocks<E: Eight, const R: usize, const O: usize>(
    layer: &Dense,
    x: &[f64],
    rows: usize,
    y: &mut [f64],
) {
    let (inputs, outputs) = (layer.inputs, layer.outputs);
    let tiled = if inputs == 0 { 0 } else { rows - rows % R };
    let in_block = (BLOCK_BYTES / 8 / (inputs + 1)).max(R) / R * R;
    let mut panel = Vec::new();
    for from in (0..tiled).step_by(in_block) {
        let count = in_block.min(tiled - from);
        let x = &x[from * inputs..][..count * inputs];
        let y = &mut y[from * outputs..][..count * outputs];
        for first in (0..outputs - outputs % O).step_by(O) {
            // SAFETY: as this function.
            unsafe { run_panel::<E, R, O>(layer, first, x, y, &mut panel) };
        }
        for first in outputs - outputs % O..outputs {
            // SAFETY: as this function.
            unsafe { run_panel::<E, R, 1>(layer, first, x, y, &mut panel) };
        }
    }
    for row in tiled..rows {
        let x = &x[row * inputs..][..inputs];
        for (output, y) in y[row * outputs..][..outputs].iter_mut().enumerate() {
            // SAFETY: as this function.
            *y = unsafe { dot::<E>(&layer.weights[output * inputs..][..inputs], x) } + layer.bias[output];
        }
    }
}

/// Outputs first .. first + O - 1 of a multiple of R rows. `panel` is scratch.
/// # Safety
/// The processor runs the instructions of `E`.
#[inline(always)]
unsafe fn run_panel<E: Eight, const R: usize, const O: usize>(
    layer: &Dense,
    first: usize,
    x: &[f64],
    y: &mut [f64],
    panel: &mut Vec<f64>,
) {
    let (inputs, outputs) = (layer.inputs, layer.outputs);
    let weights = &layer.weights[first * inputs..][..O * inputs];
    let even = inputs - inputs % 8;
    // The outputs' weights as doubles, eight of each in turn: converted once for all rows.
    panel.clear();
    for i in (0..even).step_by(8) {
        for o in 0..O {
            panel.extend(weights[o * inputs + i..][..8].iter().map(|&w| f64::from(w)));
        }
    }
    for (x, y) in x.chunks_exact(R * inputs).zip(y.chunks_exact_mut(R * outputs)) {
        let mut sums = [[E::zero(); O]; R];
        for i in (0..even).step_by(8) {
            // SAFETY: eight more inputs of each of the R rows, eight more weights of each of the O outputs.
            unsafe {
                let mut w = [E::zero(); O];
                for o in 0..O {
                    w[o] = E::load(panel.as_ptr().add(i * O + o * 8));
                }
                for r in 0..R {
                    let x = E::load(x.as_ptr().add(r * inputs + i));
                    for o in 0..O {
                        sums[r][o] = sums[r][o].plus_product(w[o], x);
                    }
                }
            }
        }
        // Out of the registers only now: a loop that the compiler does not unroll would keep them in memory from the start.
        let mut partials = [[[0.0; 8]; O]; R];
        for r in 0..R {
            for o in 0..O {
                partials[r][o] = sums[r][o].lanes();
            }
        }
        for (r, partials) in partials.iter().enumerate() {
            let x_rest = &x[r * inputs..][even..inputs];
            for (o, &partials) in partials.iter().enumerate() {
                let rest = weights[o * inputs..][even..inputs].iter().zip(x_rest);
                let sum = rest.fold(total(partials), |sum, (&w, x)| sum + f64::from(w) * x);
                y[r * outputs + first + o] = sum + layer.bias[first + o];
            }
        }
    }
}

/// The product of one row and one output, without the bias.
/// # Safety
/// The processor runs the instructions of `E`.
#[inline(always)]
unsafe fn dot<E: Eight>(weights: &[f32], x: &[f64]) -> f64 {
    let (eights, rest) = weights.as_chunks::<8>();
    let (x_eights, x_rest) = x.as_chunks::<8>();
    let mut sums = E::zero();
    for (w, x) in eights.iter().zip(x_eights) {
        // SAFETY: eight of each.
        sums = unsafe { sums.plus_product(E::load_floats(w.as_ptr()), E::load(x.as_ptr())) };
    }
    rest.iter().zip(x_rest).fold(total(sums.lanes()), |sum, (&w, x)| sum + f64::from(w) * x)
}

/// The partial sums together, in genmodel's order.
#[inline(always)]
fn total([p0, p1, p2, p3, p4, p5, p6, p7]: [f64; 8]) -> f64 {
    (p0 + p1 + p2 + p3) + (p4 + p5 + p6 + p7)
}
