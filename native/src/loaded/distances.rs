//! Distances to cluster centres.

use napi::Result;
use napi::bindgen_prelude::{Float64ArraySlice, Uint8ArraySlice};
use napi_derive::napi;

use super::Held;
use crate::border::{Columns, ColumnsMut, apart, cells_mut};
use crate::distances::Distances;

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
