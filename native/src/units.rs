//! Rows of a block, or rows of numbers as they lie, as the units of a network's first layer; and reconstructed numbers back in their
//! own units. In double (definition: src/engine/js/units.ts) or in single precision.

use napi::Result;

use crate::border::{Columns, refuse};
use crate::instruction_set::{InstructionSet, for_each_set};
use crate::lists::Lists;
use crate::number_rows::NumberRows;
use crate::turn::Cell;

/// How columns become units: `UnitSpec` and `SinglePlan` in src/engine. A number becomes (x - sub) * mul - reference, NaN the mean.
pub struct Units {
    /// The first cell of each categorical column, then that of the first number.
    offsets: Vec<i32>,
    all_levels: bool,
    sub: Vec<f64>,
    mul: Vec<f64>,
    reference: Vec<f64>,
    /// 1 / mul.
    back: Vec<f64>,
}

/// A cell of a row of units.
pub trait Unit: Cell + From<u8> {
    fn columns(
        set: InstructionSet,
        from: &[f64],
        sub: f64,
        mul: f64,
        reference: f64,
        to: &mut [Self; AT_ONCE],
    );
    fn row(set: InstructionSet, from: NumberRows, row: usize, units: &Units, to: &mut [Self]);
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
        Ok(Self {
            offsets: offsets.to_vec(),
            all_levels,
            sub: sub.to_vec(),
            mul: mul.to_vec(),
            reference: reference.to_vec(),
            back: mul.iter().map(|mul| 1.0 / mul).collect(),
        })
    }

    /// Columns that are read.
    pub fn columns(&self) -> usize {
        self.levels() + self.sub.len()
    }

    /// Cells of a row of units.
    pub fn count(&self) -> usize {
        self.first_number() + self.sub.len()
    }

    /// Columns of a network without categorical ones; of others an error.
    pub fn numbers_only(&self) -> Result<usize> {
        if self.offsets.len() > 1 || self.first_number() > 0 {
            return refuse("rows of numbers for a network with categorical columns");
        }
        Ok(self.sub.len())
    }

    /// Categorical columns.
    pub fn levels(&self) -> usize {
        self.offsets.len() - 1
    }

    /// The cell of the first number.
    pub fn first_number(&self) -> usize {
        self.offsets[self.offsets.len() - 1] as usize
    }

    /// `rows` rows from `first` on to the start of `to`.
    pub fn fill<T: Unit>(
        &self,
        set: InstructionSet,
        input: Columns,
        first: usize,
        rows: usize,
        to: &mut [T],
    ) {
        let width = self.count();
        let to = &mut to[..rows * width];
        let cats = self.levels();
        if self.first_number() > 0 {
            to.fill(T::from(0));
        }
        self.fill_levels(input, first, rows, to);
        for start in (0..self.sub.len()).step_by(NUMBERS) {
            let numbers = NUMBERS.min(self.sub.len() - start);
            for from in (0..rows).step_by(AT_ONCE) {
                let count = AT_ONCE.min(rows - from);
                let next = cats + start + numbers;
                input.prefetch(next..(next + NUMBERS).min(self.columns()), first + from, count);
                let mut cells = [[T::from(0); AT_ONCE]; NUMBERS];
                for (i, cells) in cells[..numbers].iter_mut().enumerate() {
                    let n = start + i;
                    let column = input.cells(cats + n, first + from, count);
                    T::columns(set, column, self.sub[n], self.mul[n], self.reference[n], cells);
                }
                let to = &mut to[from * width + self.first_number() + start..];
                T::turn(set, cells.as_flattened(), AT_ONCE, numbers, count, to, width);
            }
        }
    }

    fn fill_levels<T: Unit>(&self, input: Columns, first: usize, rows: usize, to: &mut [T]) {
        let width = self.count();
        for c in 0..self.levels() {
            for (r, &x) in input.cells(c, first, rows).iter().enumerate() {
                if let Some(cell) = self.level_cell(c, x) {
                    to[r * width + cell] = T::from(1);
                }
            }
        }
    }

    /// The cell of a level among those of its column; none, as of level 0 where it is skipped.
    #[inline(always)]
    fn level_cell(&self, column: usize, x: f64) -> Option<usize> {
        let (start, last) = (self.offsets[column], self.offsets[column + 1] - 1);
        let skipped = if self.all_levels { 0 } else { 1 };
        // `as` is Java's (int).
        let level = x as i32;
        let cell = if x.is_nan() {
            last
        } else if level >= skipped {
            (level - skipped).saturating_add(start).min(last)
        } else {
            -1
        };
        // A column without levels, the first of all, has no cell at all.
        usize::try_from(cell).ok()
    }

    /// The units of `rows` rows from `first` on that are not zero.
    pub fn list(&self, input: Columns, first: usize, rows: usize, to: &mut Lists) {
        // Of each row the first cell that no level can have any more. A column without levels has the last cell of the one before: its
        // unit is 1 still.
        let mut free = vec![0; rows];
        for c in 0..self.levels() {
            for (r, &x) in input.cells(c, first, rows).iter().enumerate() {
                if let Some(cell) = self.level_cell(c, x).filter(|&cell| cell >= free[r]) {
                    to.put(r, cell, 1.0);
                    free[r] = cell + 1;
                }
            }
        }
        for (n, (&sub, &mul)) in self.sub.iter().zip(&self.mul).enumerate() {
            for (r, &x) in input.cells(self.levels() + n, first, rows).iter().enumerate() {
                let unit = unit(x, sub, mul, self.reference[n]);
                if unit != 0.0 {
                    to.put(r, self.first_number() + n, unit);
                }
            }
        }
    }

    /// `rows` rows of numbers from `first` on to the start of `to`: of a network without categorical columns.
    pub fn fill_rows<T: Unit>(
        &self,
        set: InstructionSet,
        input: NumberRows,
        first: usize,
        rows: usize,
        to: &mut [T],
    ) {
        for (r, to) in to.chunks_exact_mut(self.count().max(1)).take(rows).enumerate() {
            T::row(set, input, first + r, self, to);
        }
    }

    /// Reconstructed rows in place: x / mul + sub.
    pub fn restore(&self, set: InstructionSet, rows: &mut [f64]) {
        for row in rows.chunks_exact_mut(self.count().max(1)) {
            restore(set, &mut row[self.first_number()..], &self.mul, &self.sub);
        }
    }

    /// A row of floats to `to`; with `restored` numbers in their own units. Whether all of `to` are finite.
    pub fn put_out(&self, set: InstructionSet, from: &[f32], restored: bool, to: &mut [f32]) -> bool {
        let plain = if restored { self.first_number() } else { from.len() };
        let (plain_to, own_to) = to.split_at_mut(plain);
        let plain_finite = copied(set, &from[..plain], plain_to);
        plain_finite & own(set, &from[plain..], &self.back, &self.sub, own_to)
    }
}

/// Numbers and rows that are converted column by column, and then written row by row.
const NUMBERS: usize = 16;
const AT_ONCE: usize = 32;

#[inline(always)]
fn unit(x: f64, sub: f64, mul: f64, reference: f64) -> f64 {
    let x = (x - sub) * mul;
    (if x.is_nan() { 0.0 } else { x }) - reference
}

macro_rules! unit_cells {
    ($cell:ty, $columns:ident, $row:ident) => {
        for_each_set! {
            pub fn $columns(from: &[f64], sub: f64, mul: f64, reference: f64, to: &mut [$cell; AT_ONCE]) {
                for (to, &x) in to.iter_mut().zip(from) {
                    *to = unit(x, sub, mul, reference) as $cell;
                }
            }
        }

        for_each_set! {
            pub fn $row(from: NumberRows, row: usize, units: &Units, to: &mut [$cell]) {
                let width = to.len();
                let (sub, mul) = (&units.sub[..width], &units.mul[..width]);
                let reference = &units.reference[..width];
                match from {
                    NumberRows::Doubles(rows) => {
                        let x = rows.row(row, width);
                        for i in 0..width {
                            to[i] = unit(x[i], sub[i], mul[i], reference[i]) as $cell;
                        }
                    }
                    NumberRows::Floats(rows) => {
                        let x = rows.row(row, width);
                        for i in 0..width {
                            to[i] = unit(f64::from(x[i]), sub[i], mul[i], reference[i]) as $cell;
                        }
                    }
                    NumberRows::Bytes(rows) => {
                        let x = rows.row(row, width);
                        for i in 0..width {
                            to[i] = unit(f64::from(x[i]), sub[i], mul[i], reference[i]) as $cell;
                        }
                    }
                }
            }
        }

        impl Unit for $cell {
            fn columns(
                set: InstructionSet,
                from: &[f64],
                sub: f64,
                mul: f64,
                reference: f64,
                to: &mut [Self; AT_ONCE],
            ) {
                $columns(set, from, sub, mul, reference, to);
            }

            fn row(set: InstructionSet, from: NumberRows, row: usize, units: &Units, to: &mut [Self]) {
                $row(set, from, row, units, to);
            }
        }
    };
}

unit_cells!(f32, columns_to_floats, row_to_floats);
unit_cells!(f64, columns_to_doubles, row_to_doubles);

for_each_set! {
    pub fn restore(cells: &mut [f64], mul: &[f64], sub: &[f64]) {
        for ((x, mul), sub) in cells.iter_mut().zip(mul).zip(sub) {
            *x = *x / mul + sub;
        }
    }
}

/// Floats whose products with 0 are added up side by side.
const MARKS: usize = 16;

/// A function to be compiled for each instruction set: `to` from `$x` and the further slices, and whether all of `to` are finite.
macro_rules! put_out {
    ($name:ident, $inner:ident, ($($slice:ident),*), |$x:ident, $i:ident| $cell:expr) => {
        for_each_set! {
            pub fn $inner(from: &[f32], $($slice: &[f64],)* to: &mut [f32], finite: &mut bool) {
                let count = to.len();
                let from = &from[..count];
                $(let $slice = &$slice[..count];)*
                for $i in 0..count {
                    let $x = from[$i];
                    to[$i] = $cell;
                }
                // A pass of its own: together with the conversion the compiler makes no vectors of either. 0 as long as all are
                // finite: 0 * Infinity and 0 * NaN are NaN.
                let mut marks = [0.0; MARKS];
                let (whole, rest) = to.as_chunks::<MARKS>();
                for cells in whole {
                    for (mark, cell) in marks.iter_mut().zip(cells) {
                        *mark += cell * 0.0;
                    }
                }
                for cell in rest {
                    marks[0] += cell * 0.0;
                }
                *finite = marks.iter().all(|&mark| mark == 0.0);
            }
        }

        fn $name(set: InstructionSet, from: &[f32], $($slice: &[f64],)* to: &mut [f32]) -> bool {
            let mut finite = true;
            $inner(set, from, $($slice,)* to, &mut finite);
            finite
        }
    };
}

put_out!(copied, copied_cells, (), |x, i| x);
put_out!(own, own_cells, (back, sub), |x, i| (f64::from(x) * back[i] + sub[i]) as f32);
