//! Forests.

use std::ops::Range;

use napi::Result;
use napi::bindgen_prelude::{Float32ArraySlice, Float64ArraySlice, Int32ArraySlice, Uint8ArraySlice};
use napi_derive::napi;

use super::Held;
use crate::border::{
    ColumnArrays, Columns, ColumnsMut, apart, cells_mut, first_mut, ints_mut, lying, product, refuse, slices,
};
use crate::forest::Forest;
use crate::forest_table::ForestTable;
use crate::loans::reading;

#[napi]
pub struct NativeForest(Held<Forest>);

#[napi]
impl NativeForest {
    /// The arrays as in src/engine/forest-table.ts.
    #[napi(constructor, catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "the arrays of a table")]
    pub fn new(
        instructions: String,
        float_sums: bool,
        groups: u32,
        trees_per_group: u32,
        columns: u32,
        tree_start: Int32ArraySlice,
        column: Int32ArraySlice,
        threshold: Float32ArraySlice,
        left: Int32ArraySlice,
        flags: Uint8ArraySlice,
        bitset: Int32ArraySlice,
        bitset_first: Int32ArraySlice,
        bitset_length: Int32ArraySlice,
        bitset_start: Int32ArraySlice,
        bits: Uint8ArraySlice,
    ) -> Result<Self> {
        let table = ForestTable {
            groups: groups as usize,
            trees_per_group: trees_per_group as usize,
            columns: columns as usize,
            tree_start: &tree_start,
            column: &column,
            threshold: &threshold,
            left: &left,
            flags: &flags,
            bitset: &bitset,
            bitset_first: &bitset_first,
            bitset_length: &bitset_length,
            bitset_start: &bitset_start,
            bits: &bits,
        };
        Ok(Self(Held::new(Forest::new(&table, float_sums)?, &instructions)?))
    }

    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "two blocks and two ranges")]
    pub fn sums(
        &mut self,
        input: Float64ArraySlice,
        input_stride: u32,
        rows: u32,
        from: u32,
        to: u32,
        mut out: Float64ArraySlice,
        out_stride: u32,
    ) -> Result<()> {
        let columns = self.0.live()?.columns;
        apart(&input, &out)?;
        let input = Columns::of_block(&input, input_stride, rows as usize, columns)?;
        self.add(input, rows as usize, from..to, cells_mut(&mut out), out_stride)
    }

    /// As `sums`, of rows from `at` on in columns as they lie.
    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "columns, a block and two ranges")]
    pub fn sums_of_columns(
        &mut self,
        input: ColumnArrays,
        at: i64,
        rows: u32,
        from: u32,
        to: u32,
        mut out: Float64ArraySlice,
        out_stride: u32,
    ) -> Result<()> {
        let columns = lying(&slices(&input), at, rows as usize, self.0.live()?.columns, &out)?;
        self.add(Columns::Lying(&columns), rows as usize, from..to, cells_mut(&mut out), out_stride)
    }

    /// As `sums_of_columns`, of another thread's columns. False: they are not lent now.
    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "rows of a loan, a block and two ranges")]
    pub fn sums_of_loan(
        &mut self,
        loan: u32,
        at: i64,
        rows: u32,
        from: u32,
        to: u32,
        mut out: Float64ArraySlice,
        out_stride: u32,
    ) -> Result<bool> {
        let (rows, width) = (rows as usize, self.0.live()?.columns);
        reading(loan, |columns| {
            let columns = lying(columns, at, rows, width, &out)?;
            self.add(Columns::Lying(&columns), rows, from..to, cells_mut(&mut out), out_stride)
        })
    }

    fn add(
        &mut self,
        input: Columns,
        rows: usize,
        groups: Range<u32>,
        out: &mut [f64],
        out_stride: u32,
    ) -> Result<()> {
        let set = self.0.set;
        let forest = self.0.live()?;
        if groups.end as usize > forest.groups {
            return refuse("groups that are not there");
        }
        let mut out = ColumnsMut::new(out, out_stride, rows, forest.classes)?;
        if !groups.is_empty() {
            forest.add_sums(set, input, rows, groups.start as usize..groups.end as usize, &mut out);
        }
        Ok(())
    }

    #[napi(catch_unwind)]
    pub fn leaves(
        &mut self,
        input: Float64ArraySlice,
        input_stride: u32,
        rows: u32,
        mut out: Int32ArraySlice,
    ) -> Result<()> {
        let (set, rows) = (self.0.set, rows as usize);
        let forest = self.0.live()?;
        apart(&input, &out)?;
        let input = Columns::of_block(&input, input_stride, rows, forest.columns)?;
        let out = first_mut(ints_mut(&mut out), product(forest.trees(), rows)?)?;
        forest.leaves(set, input, rows, out);
        Ok(())
    }

    #[napi]
    pub fn dispose(&mut self) {
        self.0.kernel = None;
    }
}
