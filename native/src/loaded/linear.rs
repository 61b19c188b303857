//! Linear predictors.

use napi::Result;
use napi::bindgen_prelude::{Float64ArraySlice, Int32ArraySlice};
use napi_derive::napi;

use super::Held;
use crate::border::{Columns, apart, cells_mut, first_mut};
use crate::linear::Linear;

#[napi]
pub struct NativeLinear(Held<Linear>);

#[napi]
impl NativeLinear {
    #[napi(constructor, catch_unwind)]
    pub fn new(
        instructions: String,
        offsets: Int32ArraySlice,
        numbers: u32,
        all_levels: bool,
        beta: Float64ArraySlice,
    ) -> Result<Self> {
        let linear = Linear::new(&offsets, numbers as usize, all_levels, &beta)?;
        Ok(Self(Held::new(linear, &instructions)?))
    }

    /// One predictor per row to `out`.
    #[napi(catch_unwind)]
    pub fn run(
        &mut self,
        input: Float64ArraySlice,
        input_stride: u32,
        rows: u32,
        mut out: Float64ArraySlice,
    ) -> Result<()> {
        let (set, rows) = (self.0.set, rows as usize);
        let linear = self.0.live()?;
        apart(&input, &out)?;
        let input = Columns::of_block(&input, input_stride, rows, linear.width())?;
        linear.run(set, input, first_mut(cells_mut(&mut out), rows)?);
        Ok(())
    }

    #[napi]
    pub fn dispose(&mut self) {
        self.0.kernel = None;
    }
}
