//! The rows that come next are fetched while others are worked on: of columns as they lie (border.rs).

use std::ops::Range;

use crate::border::Columns;

/// Brings the cells of rows that come next into the cache, column by column, while others are worked on in some steps.
pub struct Ahead<'a> {
    input: Columns<'a>,
    rows: Range<usize>,
    columns: usize,
    steps: usize,
    step: usize,
}

impl<'a> Ahead<'a> {
    pub fn new(input: Columns<'a>, rows: Range<usize>, columns: usize, steps: usize) -> Self {
        Self { input, rows, columns, steps: steps.max(1), step: 0 }
    }

    /// To be called at each step; further calls do nothing.
    pub fn step(&mut self) {
        let until = |step: usize| self.columns * step.min(self.steps) / self.steps;
        self.input.prefetch(until(self.step)..until(self.step + 1), self.rows.start, self.rows.len());
        self.step += 1;
    }
}
