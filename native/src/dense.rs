//! Fully connected layers in the order of sums of genmodel's NeuralNetwork (definition: src/engine/js/dense.ts).

use napi::Result;

use crate::border::{product, refuse};
use crate::dense_tile::run_rows;
use crate::instruction_set::InstructionSet;

/// Weights and bias of a layer.
pub struct Dense {
    pub inputs: usize,
    pub outputs: usize,
    /// 1, or the number of cells of which a Maxout unit takes the highest.
    pub channels: usize,
    pub weights: Vec<f32>,
    pub bias: Vec<f64>,
}

impl Dense {
    /// The arrays as in DenseSpec of src/engine/kernels.ts.
    pub fn new(
        inputs: usize,
        outputs: usize,
        channels: usize,
        weights: &[f32],
        bias: &[f64],
    ) -> Result<Self> {
        let cells = product(outputs, channels)?;
        let (Some(weights), Some(bias)) = (weights.get(..product(cells, inputs)?), bias.get(..cells)) else {
            return refuse("fewer weights than inputs * outputs * channels");
        };
        Ok(Self { inputs, outputs, channels, weights: weights.to_vec(), bias: bias.to_vec() })
    }

    /// Cells of a row of the result.
    pub fn width(&self) -> usize {
        self.outputs * self.channels
    }

    /// y = W x + b over `rows` rows; `x` and `y` are as long as they must be.
    pub fn run(&self, set: InstructionSet, x: &[f64], rows: usize, y: &mut [f64]) {
        assert!(x.len() == rows * self.inputs && y.len() == rows * self.width());
        if self.channels == 1 {
            run_rows(set, self, x, rows, y);
        } else {
            self.run_maxout(x, rows, y);
        }
    }

    /// One plain sum per output and channel, as NeuralNetwork.formNNInputsMaxOut.
    fn run_maxout(&self, x: &[f64], rows: usize, y: &mut [f64]) {
        let Self { inputs, channels, .. } = *self;
        for row in 0..rows {
            let x = &x[row * inputs..][..inputs];
            for (cell, y) in y[row * self.width()..][..self.width()].iter_mut().enumerate() {
                let channel = cell % channels;
                let weights = self.weights[(cell - channel) * inputs + channel..].iter().step_by(channels);
                let sum = x.iter().zip(weights).fold(0.0, |sum, (x, &w)| sum + x * f64::from(w));
                *y = sum + self.bias[cell];
            }
        }
    }
}
