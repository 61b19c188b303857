//! Networks in single precision.

use napi::Result;
use napi::bindgen_prelude::{Float32ArraySlice, Float64ArraySlice, Int32ArraySlice};
use napi_derive::napi;

use super::Held;
use crate::border::{
    ColumnArrays, Columns, apart, apart_bytes, first_mut, floats_mut, lying, product, refuse, slices,
};
use crate::number_rows::{NumberArray, NumberRows, bytes_of};
use crate::single_network::{SingleNetwork, Source};
use crate::units::Units;

#[napi]
pub struct NativeNetwork(Held<SingleNetwork>);

#[napi]
impl NativeNetwork {
    /// A network without layers. The arrays as in src/engine/single-plan.ts.
    #[napi(constructor, catch_unwind)]
    pub fn new(
        instructions: String,
        offsets: Int32ArraySlice,
        all_levels: bool,
        sub: Float64ArraySlice,
        mul: Float64ArraySlice,
        reference: Float64ArraySlice,
    ) -> Result<Self> {
        let units = Units::new(&offsets, all_levels, &sub, &mul, &reference)?;
        Ok(Self(Held::new(SingleNetwork::new(units), &instructions)?))
    }

    /// One more layer, whose inputs are the last one's outputs.
    #[napi(catch_unwind)]
    pub fn add_layer(
        &mut self,
        cells: u32,
        activation: u32,
        factor: f64,
        weights: Float32ArraySlice,
        bias: Float32ArraySlice,
    ) -> Result<()> {
        let set = self.0.set;
        self.0.live()?.add_layer(set, cells as usize, activation, factor as f32, &weights, &bias)
    }

    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "a block, an array, two counts")]
    pub fn run_block(
        &mut self,
        input: Float64ArraySlice,
        input_stride: u32,
        rows: u32,
        layers: u32,
        out: Float32ArraySlice,
        restored: bool,
    ) -> Result<bool> {
        let columns = self.0.live()?.units().columns();
        apart(&input, &out)?;
        let input = Source::Columns(Columns::of_block(&input, input_stride, rows as usize, columns)?);
        self.run(input, rows as usize, layers as usize, out, restored)
    }

    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "columns, an array, two counts")]
    pub fn run_columns(
        &mut self,
        input: ColumnArrays,
        at: i64,
        rows: u32,
        layers: u32,
        out: Float32ArraySlice,
        restored: bool,
    ) -> Result<bool> {
        let columns = self.0.live()?.units().columns();
        let columns = lying(&slices(&input), at, rows as usize, columns, &out)?;
        let input = Source::Columns(Columns::Lying(&columns));
        self.run(input, rows as usize, layers as usize, out, restored)
    }

    #[napi(catch_unwind)]
    #[allow(clippy::too_many_arguments, reason = "rows, an array, two counts")]
    pub fn run_rows(
        &mut self,
        input: NumberArray,
        at: i64,
        stride: u32,
        rows: u32,
        layers: u32,
        out: Float32ArraySlice,
        restored: bool,
    ) -> Result<bool> {
        let width = self.0.live()?.units().numbers_only()?;
        apart_bytes(bytes_of(&input), &out)?;
        let input = Source::Rows(NumberRows::new(&input, at, stride, rows as usize, width)?);
        self.run(input, rows as usize, layers as usize, out, restored)
    }

    fn run(
        &mut self,
        input: Source,
        rows: usize,
        layers: usize,
        mut out: Float32ArraySlice,
        restored: bool,
    ) -> Result<bool> {
        let set = self.0.set;
        let network = self.0.live()?;
        let width = network.outputs(layers)?;
        if restored && width != network.units().count() {
            return refuse("only what has as many units as the input can be restored");
        }
        let out = first_mut(floats_mut(&mut out), product(rows, width)?)?;
        Ok(network.run(set, input, rows, layers, out, restored))
    }

    #[napi]
    pub fn dispose(&mut self) {
        self.0.kernel = None;
    }
}
