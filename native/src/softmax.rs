//! The three softmax functions of genmodel (definition: src/engine/js/softmax.ts).

use crate::border::ColumnsMut;
use crate::math::exp;

/// GenModel.GBM_rescale over columns 0 .. count - 1.
pub fn softmax_columns(columns: &mut ColumnsMut, count: usize, rows: usize) {
    for row in 0..rows {
        let mut highest = f64::NEG_INFINITY;
        for k in 0..count {
            highest = java_max(highest, columns.cells[k * columns.stride + row]);
        }
        let sum = exponentiate(columns, count, row, highest);
        for k in 0..count {
            columns.cells[k * columns.stride + row] /= sum;
        }
    }
}

/// GlmMultinomialMojoModel.glmScore0 over columns 0 .. count - 1.
pub fn softmax_columns_glm(columns: &mut ColumnsMut, count: usize, rows: usize) {
    for row in 0..rows {
        let mut highest = 0.0;
        for k in 0..count {
            let x = columns.cells[k * columns.stride + row];
            if x > highest {
                highest = x;
            }
        }
        let factor = 1.0 / exponentiate(columns, count, row, highest);
        for k in 0..count {
            columns.cells[k * columns.stride + row] *= factor;
        }
    }
}

/// ActivationUtils.SoftmaxOut over rows of `width` cells.
pub fn softmax_rows(cells: &mut [f64], width: usize) {
    for row in cells.chunks_exact_mut(width) {
        let mut highest = row[0];
        for &x in row.iter() {
            if highest < x {
                highest = x;
            }
        }
        let mut sum = 0.0;
        for x in row.iter_mut() {
            *x = exp(*x - highest);
            sum += *x;
        }
        for x in row.iter_mut() {
            *x /= sum;
        }
    }
}

/// Each cell of the row becomes exp(cell - highest); the result is their sum.
fn exponentiate(columns: &mut ColumnsMut, count: usize, row: usize, highest: f64) -> f64 {
    let mut sum = 0.0;
    for k in 0..count {
        let cell = &mut columns.cells[k * columns.stride + row];
        *cell = exp(*cell - highest);
        sum += *cell;
    }
    sum
}

/// Math.max, which hands NaN on. Which of 0 and -0 is taken makes no difference to a softmax.
fn java_max(a: f64, b: f64) -> f64 {
    if b > a || b.is_nan() { b } else { a }
}
