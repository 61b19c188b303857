//! The way into a network and out of it.

use napi::Result;
use napi::bindgen_prelude::{Float64ArraySlice, Int32ArraySlice};
use napi_derive::napi;

use super::Held;
use crate::border::{
    ColumnArrays, Columns, apart, apart_bytes, cells_mut, first_mut, lying, product, slices, sum,
};
use crate::number_rows::{NumberArray, NumberRows, bytes_of};
use crate::units::Units;

#[napi]
pub struct NativeUnits(Held<Units>);

#[napi]
impl NativeUnits {
    /// As `UnitSpec` of src/engine/kernels.ts.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        instructions: String,
        offsets: Int32ArraySlice,
        all_levels: bool,
        sub: Float64ArraySlice,
        mul: Float64ArraySlice,
    ) -> Result<Self> {
        let reference = vec![0.0; sub.len()];
        Ok(Self(Held::new(Units::new(&offsets, all_levels, &sub, &mul, &reference)?, &instructions)?))
    }

    #[napi(catch_unwind)]
    pub fn fill_block(
        &mut self,
        input: Float64ArraySlice,
        input_stride: u32,
        from: u32,
        rows: u32,
        mut out: Float64ArraySlice,
    ) -> Result<()> {
        let (set, from, rows) = (self.0.set, from as usize, rows as usize);
        let units = self.0.live()?;
        apart(&input, &out)?;
        let input = Columns::of_block(&input, input_stride, sum(from, rows)?, units.columns())?;
        let out = first_mut(cells_mut(&mut out), product(rows, units.count())?)?;
        units.fill(set, input, from, rows, out);
        Ok(())
    }

    /// As `fill_block`, of rows in columns as they lie, the first of which is `at`.
    #[napi(catch_unwind)]
    pub fn fill_columns(
        &mut self,
        input: ColumnArrays,
        at: i64,
        rows: u32,
        mut out: Float64ArraySlice,
    ) -> Result<()> {
        let (set, rows) = (self.0.set, rows as usize);
        let units = self.0.live()?;
        let columns = lying(&slices(&input), at, rows, units.columns(), &out)?;
        let out = first_mut(cells_mut(&mut out), product(rows, units.count())?)?;
        units.fill(set, Columns::Lying(&columns), 0, rows, out);
        Ok(())
    }

    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "rows and an array")]
    pub fn fill_rows(
        &mut self,
        input: NumberArray,
        at: i64,
        stride: u32,
        from: u32,
        rows: u32,
        mut out: Float64ArraySlice,
    ) -> Result<()> {
        let (set, from, rows) = (self.0.set, from as usize, rows as usize);
        let units = self.0.live()?;
        let width = units.numbers_only()?;
        apart_bytes(bytes_of(&input), &out)?;
        let input = NumberRows::new(&input, at, stride, sum(from, rows)?, width)?;
        let out = first_mut(cells_mut(&mut out), product(rows, width)?)?;
        units.fill_rows(set, input, from, rows, out);
        Ok(())
    }

    /// Rows of reconstructed units, in place.
    #[napi(catch_unwind)]
    pub fn restore(&mut self, mut cells: Float64ArraySlice, rows: u32) -> Result<()> {
        let set = self.0.set;
        let units = self.0.live()?;
        let count = product(rows as usize, units.count())?;
        units.restore(set, first_mut(cells_mut(&mut cells), count)?);
        Ok(())
    }

    #[napi]
    pub fn dispose(&mut self) {
        self.0.kernel = None;
    }
}
