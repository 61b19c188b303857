//! Rows as they lie come from memory, and where a tile of them is a stretch of every column, the processor does not see them coming.

use std::ops::Range;

use crate::border::Columns;
use crate::lines::prefetch;

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
        // A block was filled just now: it is in the cache.
        let Columns::Lying(columns) = self.input else { return };
        let until = |step: usize| self.columns * step.min(self.steps) / self.steps;
        for column in &columns[until(self.step)..until(self.step + 1)] {
            let end = self.rows.end.min(column.len());
            prefetch(&column[self.rows.start.min(end)..end]);
        }
        self.step += 1;
    }
}
