//! Rows of a block as the units of a network's first layer, in single precision.

use napi::Result;

use crate::border::{Columns, refuse};
use crate::instruction_set::{InstructionSet, for_each_set};

/// How columns become units: `UnitSpec` and `SinglePlan` in src/engine.
pub struct Units {
    /// The first cell of each categorical column, then that of the first number.
    offsets: Vec<i32>,
    all_levels: bool,
    numbers: Vec<Number>,
}

/// A number becomes (x - sub) * mul - reference, NaN the mean.
struct Number {
    sub: f64,
    mul: f64,
    reference: f64,
}

impl Units {
    pub fn new(
        offsets: &[i32],
        all_levels: bool,
        sub: &[f64],
        mul: &[f64],
        reference: &[f64],
    ) -> Result<Self> {
        if offsets.is_empty() || offsets[0] < 0 || !offsets.is_sorted() {
            return refuse("offsets of categorical columns must ascend");
        }
        if sub.len() != mul.len() || sub.len() != reference.len() {
            return refuse("as many means as multipliers and references");
        }
        let numbers = sub.iter().zip(mul).zip(reference);
        let numbers = numbers.map(|((&sub, &mul), &reference)| Number { sub, mul, reference }).collect();
        Ok(Self { offsets: offsets.to_vec(), all_levels, numbers })
    }

    /// Columns that are read.
    pub fn columns(&self) -> usize {
        self.offsets.len() - 1 + self.numbers.len()
    }

    /// Cells of a row of units.
    pub fn count(&self) -> usize {
        self.offsets[self.offsets.len() - 1] as usize + self.numbers.len()
    }

    /// `rows` rows from `first` on to the start of `to`.
    pub fn fill(&self, set: InstructionSet, input: Columns, first: usize, rows: usize, to: &mut [f32]) {
        let width = self.count();
        let to = &mut to[..rows * width];
        let skipped = if self.all_levels { 0 } else { 1 };
        let cats = self.offsets.len() - 1;
        if cats > 0 {
            to.fill(0.0);
        }
        for (c, bounds) in self.offsets.windows(2).enumerate() {
            let (start, last) = (bounds[0], bounds[1] - 1);
            for (r, &x) in input.cells[c * input.stride + first..][..rows].iter().enumerate() {
                // `as` is Java's (int).
                let level = x as i32;
                if x.is_nan() || level >= skipped {
                    let cell =
                        if x.is_nan() { last } else { (level - skipped).saturating_add(start).min(last) };
                    // A column without levels, the first of all, has no cell at all.
                    if cell >= 0 {
                        to[r * width + cell as usize] = 1.0;
                    }
                }
            }
        }
        let mut cells = [0.0; NUMBERS * AT_ONCE];
        let first_number = self.offsets[cats] as usize;
        for (n, numbers) in self.numbers.chunks(NUMBERS).enumerate() {
            for from in (0..rows).step_by(AT_ONCE) {
                let count = AT_ONCE.min(rows - from);
                for (i, number) in numbers.iter().enumerate() {
                    let column = (cats + n * NUMBERS + i) * input.stride + first + from;
                    let (sub, mul, reference) = (number.sub, number.mul, number.reference);
                    standardize(
                        set,
                        &input.cells[column..][..count],
                        sub,
                        mul,
                        reference,
                        &mut cells[i * AT_ONCE..],
                    );
                }
                for r in 0..count {
                    let row = &mut to[(from + r) * width + first_number + n * NUMBERS..][..numbers.len()];
                    for (i, cell) in row.iter_mut().enumerate() {
                        *cell = cells[i * AT_ONCE + r];
                    }
                }
            }
        }
    }
}

/// Numbers and rows that are converted column by column, and then written row by row.
const NUMBERS: usize = 16;
const AT_ONCE: usize = 32;

for_each_set! {
    pub fn standardize(from: &[f64], sub: f64, mul: f64, reference: f64, to: &mut [f32]) {
        for (to, &x) in to.iter_mut().zip(from) {
            let x = (x - sub) * mul;
            *to = ((if x.is_nan() { 0.0 } else { x }) - reference) as f32;
        }
    }
}
