//! Networks in single precision: some rows at a time go through all layers, so that they stay in the cache.

use std::mem::swap;
use std::sync::Arc;

use napi::Result;

use crate::border::{Columns, ColumnsMut, first, product, refuse};
use crate::instruction_set::InstructionSet;
use crate::shared::{Content, shared};
use crate::single_activation::{
    single_exp_rectifier, single_maxout, single_rectifier, single_scale, single_softmax, single_tanh,
};
use crate::single_dense::{Listed, SingleDense};
use crate::units::Units;

/// Rows that go through all layers together: a multiple of the rows of every tile.
const CHUNK_ROWS: usize = 96;

/// In the order of `ACTIVATIONS` in src/engine/native/single-network.ts.
#[derive(Clone, Copy, PartialEq)]
enum Activation {
    Tanh,
    Rectifier,
    ExpRectifier,
    Maxout,
    Softmax,
    Linear,
}

struct Layer {
    dense: Arc<SingleDense>,
    outputs: usize,
    activation: Activation,
    factor: f32,
}

pub struct SingleNetwork {
    units: Units,
    layers: Vec<Layer>,
    // Scratch.
    from: Vec<f32>,
    to: Vec<f32>,
    listed: Listed,
}

impl SingleNetwork {
    pub fn new(units: Units) -> Self {
        Self { units, layers: Vec::new(), from: Vec::new(), to: Vec::new(), listed: Listed::default() }
    }

    /// Columns of the block that is read.
    pub fn width(&self) -> usize {
        self.units.columns()
    }

    /// The arrays as in `SingleLayer` of src/engine/single-plan.ts.
    pub fn add_layer(
        &mut self,
        set: InstructionSet,
        cells: usize,
        activation: u32,
        factor: f32,
        weights: &[f32],
        bias: &[f32],
    ) -> Result<()> {
        use Activation::{ExpRectifier, Linear, Maxout, Rectifier, Softmax, Tanh};
        let Some(&activation) =
            [Tanh, Rectifier, ExpRectifier, Maxout, Softmax, Linear].get(activation as usize)
        else {
            return refuse(format!("there is no activation {activation}"));
        };
        if cells == 0 || (activation == Maxout && !cells.is_multiple_of(2)) {
            return refuse(format!("a layer cannot have {cells} cells"));
        }
        let inputs = self.layers.last().map_or(self.units.count(), |layer| layer.outputs);
        let weights = first(weights, product(cells, inputs)?)?;
        let bias = first(bias, cells)?;
        if u32::try_from(product(weights.len(), 32)?).is_err() {
            return refuse("more weights than 32 bits can count");
        }
        let content = Content::new().number(set as usize).number(inputs).number(cells);
        let dense = shared(content.numbers(weights).numbers(bias), || {
            Ok(SingleDense::new(set, inputs, cells, weights, bias))
        })?;
        let outputs = if activation == Maxout { cells / 2 } else { cells };
        self.layers.push(Layer { dense, outputs, activation, factor });
        Ok(())
    }

    /// Units of a layer; 1 is the first one.
    pub fn outputs(&self, layer: usize) -> Result<usize> {
        match layer.checked_sub(1).and_then(|before| self.layers.get(before)) {
            Some(layer) => Ok(layer.outputs),
            None => refuse(format!("there is no layer {layer}")),
        }
    }

    /// What layer `layers` gives for `rows` rows; `outputs(layers)` columns of `out`. Whether all are finite.
    pub fn run(
        &mut self,
        set: InstructionSet,
        input: Columns,
        rows: usize,
        layers: usize,
        out: &mut ColumnsMut,
    ) -> bool {
        let widest = self.layers.iter().map(|layer| layer.dense.width()).max().unwrap_or(0);
        let floats = CHUNK_ROWS * widest.max(self.units.count());
        self.from.resize(floats, 0.0);
        self.to.resize(floats, 0.0);
        let mut finite = true;
        for start in (0..rows).step_by(CHUNK_ROWS) {
            let count = CHUNK_ROWS.min(rows - start);
            self.units.fill(set, input, start, count, &mut self.from);
            let mut stride = self.units.count();
            let mut outputs = stride;
            for layer in &self.layers[..layers] {
                layer.dense.run(set, &self.from, stride, count, &mut self.to, &mut self.listed);
                stride = layer.dense.width();
                outputs = layer.outputs;
                swap(&mut self.from, &mut self.to);
                layer.activate(set, &mut self.from[..count * stride], &mut self.to);
                if layer.activation == Activation::Maxout {
                    swap(&mut self.from, &mut self.to);
                }
            }
            finite &= write_columns(&self.from, stride, outputs, out, start, count);
        }
        finite
    }
}

/// Columns that are written together: a cache line of a row.
const LINE: usize = 16;
/// Rows that are turned into pieces of columns at a time.
const AT_ONCE: usize = 32;

/// The first `width` floats of rows of `stride` to rows `start` and up of columns. Whether all are finite.
fn write_columns(
    from: &[f32],
    stride: usize,
    width: usize,
    out: &mut ColumnsMut,
    start: usize,
    rows: usize,
) -> bool {
    // 0 as long as all are finite: 0 * Infinity and 0 * NaN are NaN.
    let mut marks = [0.0; LINE];
    for first in (0..width).step_by(LINE) {
        let columns = LINE.min(width - first);
        for top in (0..rows).step_by(AT_ONCE) {
            let count = AT_ONCE.min(rows - top);
            let mut turned = [[0.0; AT_ONCE]; LINE];
            for r in 0..count {
                let row = &from[(top + r) * stride + first..][..columns];
                for (c, &x) in row.iter().enumerate() {
                    turned[c][r] = x;
                    marks[c] += x * 0.0;
                }
            }
            for (c, turned) in turned[..columns].iter().enumerate() {
                let column = &mut out.cells[(first + c) * out.stride + start + top..][..count];
                for (cell, &x) in column.iter_mut().zip(turned) {
                    *cell = f64::from(x);
                }
            }
        }
    }
    marks.iter().all(|&mark| mark == 0.0)
}

impl Layer {
    /// In place, except for Maxout, whose result is in `other`, in rows as long.
    fn activate(&self, set: InstructionSet, cells: &mut [f32], other: &mut [f32]) {
        let stride = self.dense.width();
        match self.activation {
            Activation::Tanh => single_tanh(set, cells),
            Activation::Rectifier => single_rectifier(set, cells),
            Activation::ExpRectifier => single_exp_rectifier(set, cells),
            Activation::Maxout => single_maxout(cells, stride, self.outputs, other, stride),
            Activation::Softmax => single_softmax(cells, self.outputs, stride),
            Activation::Linear => {}
        }
        if self.factor != 1.0 {
            let scaled =
                if self.activation == Activation::Maxout { &mut other[..cells.len()] } else { cells };
            single_scale(set, scaled, self.factor);
        }
    }
}
