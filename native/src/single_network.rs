//! Networks in single precision: some rows at a time go through all layers, so that they stay in the cache.

use std::mem::swap;
use std::sync::Arc;

use napi::Result;

use crate::border::{Columns, first, product, refuse};
use crate::instruction_set::InstructionSet;
use crate::lines::FloatLines;
use crate::number_rows::NumberRows;
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

/// Where rows come from.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    Columns(Columns<'a>),
    Rows(NumberRows<'a>),
}

pub struct SingleNetwork {
    units: Units,
    layers: Vec<Layer>,
    // Scratch.
    from: FloatLines,
    to: FloatLines,
    listed: Listed,
}

impl SingleNetwork {
    pub fn new(units: Units) -> Self {
        Self {
            units,
            layers: Vec::new(),
            from: FloatLines::default(),
            to: FloatLines::default(),
            listed: Listed::default(),
        }
    }

    pub fn units(&self) -> &Units {
        &self.units
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

    /// What layer `layers` gives for `rows` rows, `outputs(layers)` floats each; with `restored` as numbers in their own units. Whether
    /// all of them are finite.
    pub fn run(
        &mut self,
        set: InstructionSet,
        input: Source,
        rows: usize,
        layers: usize,
        out: &mut [f32],
        restored: bool,
    ) -> bool {
        let widest = self.layers.iter().map(|layer| layer.dense.width()).max().unwrap_or(0);
        let floats = CHUNK_ROWS * widest.max(self.units.count());
        self.from.resize(floats);
        self.to.resize(floats);
        let width = self.layers[layers - 1].outputs;
        let mut finite = true;
        for start in (0..rows).step_by(CHUNK_ROWS) {
            let count = CHUNK_ROWS.min(rows - start);
            match input {
                Source::Columns(columns) => self.units.fill(set, columns, start, count, &mut self.from),
                Source::Rows(numbers) => self.units.fill_rows(set, numbers, start, count, &mut self.from),
            }
            let mut stride = self.units.count();
            for layer in &self.layers[..layers] {
                layer.dense.run(set, &self.from, stride, count, &mut self.to, &mut self.listed);
                stride = layer.dense.width();
                swap(&mut self.from, &mut self.to);
                layer.activate(set, &mut self.from[..count * stride], &mut self.to);
                if layer.activation == Activation::Maxout {
                    swap(&mut self.from, &mut self.to);
                }
            }
            let out = out[start * width..][..count * width].chunks_exact_mut(width);
            for (cells, out) in self.from.chunks_exact(stride).zip(out) {
                finite &= self.units.put_out(set, &cells[..width], restored, out);
            }
        }
        finite
    }
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
