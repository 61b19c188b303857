//! Kernels that hold memory, as JavaScript sees them: each is an object that gives it back on `dispose`.

use std::ops::Range;
use std::sync::Arc;

use napi::bindgen_prelude::{Float32ArraySlice, Float64ArraySlice, Int32ArraySlice, Uint8ArraySlice};
use napi::{Error, Result};
use napi_derive::napi;

use crate::border::{
    ColumnArrays, Columns, ColumnsMut, apart, apart_bytes, cells_mut, first, first_mut, floats_mut, ints_mut,
    lying, product, refuse, slices, sum,
};
use crate::dense::Dense;
use crate::distances::Distances;
use crate::first_layer::FirstLayer;
use crate::forest::Forest;
use crate::forest_table::ForestTable;
use crate::instruction_set::InstructionSet;
use crate::linear::Linear;
use crate::loans::reading;
use crate::number_rows::{NumberArray, NumberRows, bytes_of};
use crate::shared::{Content, shared};
use crate::single_network::{SingleNetwork, Source};
use crate::units::Units;

/// A kernel until it is disposed, and the instructions that it runs.
struct Held<Kernel> {
    kernel: Option<Kernel>,
    set: InstructionSet,
}

impl<Kernel> Held<Kernel> {
    fn new(kernel: Kernel, instructions: &str) -> Result<Self> {
        Ok(Self { kernel: Some(kernel), set: InstructionSet::named(instructions)? })
    }

    fn live(&mut self) -> Result<&mut Kernel> {
        self.kernel.as_mut().ok_or_else(|| Error::from_reason("the kernel was disposed"))
    }
}

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

#[napi]
pub struct NativeDense(Held<Arc<Dense>>);

#[napi]
impl NativeDense {
    #[napi(constructor, catch_unwind)]
    pub fn new(
        instructions: String,
        inputs: u32,
        outputs: u32,
        channels: u32,
        weights: Float32ArraySlice,
        bias: Float64ArraySlice,
    ) -> Result<Self> {
        let (inputs, outputs, channels) = (inputs as usize, outputs as usize, channels as usize);
        let content = Content::new().number(inputs).number(outputs).number(channels);
        let dense = shared(content.numbers(&weights).numbers(&bias), || {
            Dense::new(inputs, outputs, channels, &weights, &bias)
        })?;
        Ok(Self(Held::new(dense, &instructions)?))
    }

    #[napi(catch_unwind)]
    pub fn run(&mut self, x: Float64ArraySlice, rows: u32, mut y: Float64ArraySlice) -> Result<()> {
        let (set, rows) = (self.0.set, rows as usize);
        let dense = self.0.live()?;
        apart(&x, &y)?;
        let x = first(&x, product(rows, dense.inputs)?)?;
        let y = first_mut(cells_mut(&mut y), product(rows, dense.width())?)?;
        dense.run(set, x, rows, y);
        Ok(())
    }

    #[napi]
    pub fn dispose(&mut self) {
        self.0.kernel = None;
    }
}

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

#[napi]
pub struct NativeDistances(Held<Distances>);

#[napi]
impl NativeDistances {
    #[napi(constructor, catch_unwind)]
    pub fn new(
        instructions: String,
        centers: Float64ArraySlice,
        count: u32,
        categorical: Uint8ArraySlice,
    ) -> Result<Self> {
        let distances = Distances::new(&centers, count as usize, &categorical)?;
        Ok(Self(Held::new(distances, &instructions)?))
    }

    #[napi(catch_unwind)]
    pub fn run(
        &mut self,
        input: Float64ArraySlice,
        input_stride: u32,
        rows: u32,
        mut out: Float64ArraySlice,
        out_stride: u32,
    ) -> Result<()> {
        let (set, rows) = (self.0.set, rows as usize);
        let distances = self.0.live()?;
        apart(&input, &out)?;
        let input = Columns::of_block(&input, input_stride, rows, distances.width())?;
        let mut out = ColumnsMut::new(cells_mut(&mut out), out_stride, rows, distances.count)?;
        distances.run(set, input, rows, &mut out);
        Ok(())
    }

    #[napi]
    pub fn dispose(&mut self) {
        self.0.kernel = None;
    }
}
