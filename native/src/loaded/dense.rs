//! Layers.

use std::sync::Arc;

use napi::Result;
use napi::bindgen_prelude::{Float32ArraySlice, Float64ArraySlice};
use napi_derive::napi;

use super::Held;
use crate::border::{apart, cells_mut, first, first_mut, product};
use crate::dense::Dense;
use crate::shared::{Content, shared};

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
