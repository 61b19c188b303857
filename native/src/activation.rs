//! Activations of deep learning layers (definition: src/engine/js/activation.ts).

use napi::Result;

use crate::border::refuse;
use crate::instruction_set::{InstructionSet, for_each_set};
use crate::math::{exp, exp_of_eight};

/// In the order of `ACTIVATIONS` in src/engine/native/index.ts.
pub fn activate(set: InstructionSet, activation: u32, cells: &mut [f64]) -> Result<()> {
    match activation {
        0 => tanh(set, cells),
        1 => rectifier(set, cells),
        2 => exp_rectifier(cells),
        _ => return refuse(format!("there is no activation {activation}")),
    }
    Ok(())
}

fn exp_rectifier(cells: &mut [f64]) {
    for x in cells {
        let kept = *x >= 0.0;
        if !kept {
            *x = exp(*x) - 1.0;
        }
    }
}

for_each_set! {
    /// 1 - 2 / (1 + exp(2x)) in place.
    pub fn tanh(cells: &mut [f64]) {
        let (eights, rest) = cells.as_chunks_mut::<8>();
        for eight in eights {
            let e = exp_of_eight(eight.map(|x| 2.0 * x));
            for l in 0..8 {
                eight[l] = 1.0 - 2.0 / (1.0 + e[l]);
            }
        }
        for x in rest {
            *x = 1.0 - 2.0 / (1.0 + exp(2.0 * *x));
        }
    }
}

for_each_set! {
    /// 0.5 * (x + |x|) in place.
    pub fn rectifier(cells: &mut [f64]) {
        for x in cells {
            *x = 0.5 * (*x + x.abs());
        }
    }
}

for_each_set! {
    /// cells *= factor.
    pub fn scale(cells: &mut [f64], factor: f64) {
        for x in cells {
            *x *= factor;
        }
    }
}

/// Rows of `outputs * channels` cells to rows of `outputs` cells, stepping as ActivationUtils.MaxoutOut.
pub fn maxout(from: &[f64], channels: usize, to: &mut [f64], outputs: usize) {
    let width = outputs * channels;
    for (from, to) in from.chunks_exact(width).zip(to.chunks_exact_mut(outputs)) {
        for (output, cell) in to.iter_mut().enumerate() {
            let mut at = output * channels;
            let mut highest = from[at];
            for k in 0..channels {
                at += k;
                if at >= width {
                    break;
                }
                highest = if highest > from[at] { highest } else { from[at] };
            }
            *cell = highest;
        }
    }
}
