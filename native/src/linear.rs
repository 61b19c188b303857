//! Linear predictors in the order of sums of GlmMojoModel.glmScore0, column by column (definition: src/engine/js/linear.ts).

use napi::Result;

use crate::border::{Columns, refuse};
use crate::instruction_set::{InstructionSet, for_each_set};

/// Coefficients of a predictor.
pub struct Linear {
    /// Per categorical column its coefficients.
    levels: Vec<Vec<f64>>,
    numbers: Vec<f64>,
    intercept: f64,
    /// Leading levels without a coefficient: 0 or 1.
    skipped: i32,
}

impl Linear {
    /// `offsets`: where each categorical column's coefficients start in `beta`, and where the last ones end.
    pub fn new(offsets: &[i32], numbers: usize, all_levels: bool, beta: &[f64]) -> Result<Self> {
        let Some(&intercept) = beta.last() else { return refuse("a predictor without intercept") };
        let mut levels = Vec::new();
        for pair in offsets.windows(2) {
            let range = usize::try_from(pair[0]).ok().zip(usize::try_from(pair[1].max(pair[0])).ok());
            match range.and_then(|(from, to)| beta.get(from..to)) {
                Some(found) => levels.push(found.to_vec()),
                None => return refuse("offsets of coefficients that are not there"),
            }
        }
        let first = offsets.last().map_or(0, |&end| end);
        let numbers = usize::try_from(first).ok().and_then(|first| beta.get(first..)?.get(..numbers));
        let Some(numbers) = numbers else { return refuse("fewer coefficients than columns") };
        let skipped = i32::from(!all_levels);
        Ok(Self { levels, numbers: numbers.to_vec(), intercept, skipped })
    }

    /// Columns that the predictor reads.
    pub fn width(&self) -> usize {
        self.levels.len() + self.numbers.len()
    }

    /// One predictor per cell of `out`.
    pub fn run(&self, set: InstructionSet, input: Columns, out: &mut [f64]) {
        let rows = out.len();
        out.fill(0.0);
        for (c, coefficients) in self.levels.iter().enumerate() {
            add_levels(input.cells(c, 0, rows), coefficients, self.skipped, out);
        }
        for (i, &coefficient) in self.numbers.iter().enumerate() {
            add_products(set, input.cells(self.levels.len() + i, 0, rows), coefficient, out);
        }
        for sum in out {
            *sum += self.intercept;
        }
    }
}

fn add_levels(column: &[f64], coefficients: &[f64], skipped: i32, out: &mut [f64]) {
    for (sum, &x) in out.iter_mut().zip(column) {
        // `as` is Java's (int). A level below 0 is a great unsigned number.
        let level = (x as i32).wrapping_sub(skipped) as u32 as usize;
        if let Some(coefficient) = coefficients.get(level) {
            *sum += coefficient;
        }
    }
}

for_each_set! {
    /// out += factor * column.
    pub fn add_products(column: &[f64], factor: f64, out: &mut [f64]) {
        for (sum, x) in out.iter_mut().zip(column) {
            *sum += factor * x;
        }
    }
}
