//! First layers together with the units that go in.

use napi::Result;
use napi::bindgen_prelude::{Float32ArraySlice, Float64ArraySlice, Int32ArraySlice};
use napi_derive::napi;

use super::Held;
use crate::border::{ColumnArrays, Columns, apart, cells_mut, first_mut, lying, product, slices, sum};
use crate::first_layer::FirstLayer;
use crate::units::Units;

#[napi]
pub struct NativeFirstLayer(Held<FirstLayer>);

#[napi]
impl NativeFirstLayer {
    /// As `UnitSpec` and `DenseSpec` of src/engine/kernels.ts.
    #[napi(constructor, catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "units and a layer")]
    pub fn new(
        instructions: String,
        offsets: Int32ArraySlice,
        all_levels: bool,
        sub: Float64ArraySlice,
        mul: Float64ArraySlice,
        outputs: u32,
        channels: u32,
        weights: Float32ArraySlice,
        bias: Float64ArraySlice,
    ) -> Result<Self> {
        let units = Units::new(&offsets, all_levels, &sub, &mul, &vec![0.0; sub.len()])?;
        let layer = FirstLayer::new(units, outputs as usize, channels as usize, &weights, &bias)?;
        Ok(Self(Held::new(layer, &instructions)?))
    }

    #[napi(catch_unwind)]
    pub fn run_block(
        &mut self,
        input: Float64ArraySlice,
        input_stride: u32,
        from: u32,
        rows: u32,
        out: Float64ArraySlice,
    ) -> Result<()> {
        let (from, rows) = (from as usize, rows as usize);
        let columns = self.0.live()?.units().columns();
        apart(&input, &out)?;
        let input = Columns::of_block(&input, input_stride, sum(from, rows)?, columns)?;
        self.run(input, from, rows, out)
    }

    /// As `run_block`, of rows in columns as they lie, the first of which is `at`.
    #[napi(catch_unwind)]
    pub fn run_columns(
        &mut self,
        input: ColumnArrays,
        at: i64,
        rows: u32,
        out: Float64ArraySlice,
    ) -> Result<()> {
        let rows = rows as usize;
        let columns = lying(&slices(&input), at, rows, self.0.live()?.units().columns(), &out)?;
        self.run(Columns::Lying(&columns), 0, rows, out)
    }

    fn run(&mut self, input: Columns, from: usize, rows: usize, mut out: Float64ArraySlice) -> Result<()> {
        let set = self.0.set;
        let layer = self.0.live()?;
        let out = first_mut(cells_mut(&mut out), product(rows, layer.width())?)?;
        layer.run(set, input, from, rows, out);
        Ok(())
    }

    #[napi]
    pub fn dispose(&mut self) {
        self.0.kernel = None;
    }
}
