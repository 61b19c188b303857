//! Kernels without memory of their own, as JavaScript sees them: they change cells in place, or turn them.

use napi::Result;
use napi::bindgen_prelude::{Float32ArraySlice, Float64ArraySlice};
use napi_derive::napi;

use crate::activation;
use crate::border::{
    ColumnsMut, apart, apart_bytes, bytes, cells_mut, first, first_mut, floats_mut, product,
};
use crate::instruction_set::InstructionSet;
use crate::link::{self, Link};
use crate::softmax;
use crate::turn::Cell;

/// Replaces the first `rows` cells by their inverse link.
#[napi(catch_unwind)]
pub fn link_inverse(link: u32, mut cells: Float64ArraySlice, rows: u32, parameter: f64) -> Result<()> {
    let cells = first_mut(cells_mut(&mut cells), rows as usize)?;
    link::link_inverse(Link::numbered(link)?, cells, parameter);
    Ok(())
}

/// GenModel.GBM_rescale over columns 0 .. count - 1.
#[napi(catch_unwind)]
pub fn softmax_columns(mut cells: Float64ArraySlice, stride: u32, count: u32, rows: u32) -> Result<()> {
    let (count, rows) = (count as usize, rows as usize);
    let mut columns = ColumnsMut::new(cells_mut(&mut cells), stride, rows, count)?;
    softmax::softmax_columns(&mut columns, count, rows);
    Ok(())
}

/// GlmMultinomialMojoModel.glmScore0 over columns 0 .. count - 1.
#[napi(catch_unwind)]
pub fn softmax_columns_glm(mut cells: Float64ArraySlice, stride: u32, count: u32, rows: u32) -> Result<()> {
    let (count, rows) = (count as usize, rows as usize);
    let mut columns = ColumnsMut::new(cells_mut(&mut cells), stride, rows, count)?;
    softmax::softmax_columns_glm(&mut columns, count, rows);
    Ok(())
}

/// ActivationUtils.SoftmaxOut over rows of `width` cells.
#[napi(catch_unwind)]
pub fn softmax_rows(mut cells: Float64ArraySlice, width: u32, rows: u32) -> Result<()> {
    let width = width as usize;
    let cells = first_mut(cells_mut(&mut cells), product(width, rows as usize)?)?;
    if width > 0 {
        softmax::softmax_rows(cells, width);
    }
    Ok(())
}

/// The activation of that number over the first `count` cells.
#[napi(catch_unwind)]
pub fn activate(
    instructions: String,
    activation: u32,
    mut cells: Float64ArraySlice,
    count: u32,
) -> Result<()> {
    let cells = first_mut(cells_mut(&mut cells), count as usize)?;
    activation::activate(InstructionSet::named(&instructions)?, activation, cells)
}

/// The first `count` cells times a factor.
#[napi(catch_unwind)]
pub fn scale(instructions: String, mut cells: Float64ArraySlice, count: u32, factor: f64) -> Result<()> {
    let cells = first_mut(cells_mut(&mut cells), count as usize)?;
    activation::scale(InstructionSet::named(&instructions)?, cells, factor);
    Ok(())
}

/// Rows of `outputs * channels` cells to rows of `outputs` cells.
#[napi(catch_unwind)]
pub fn maxout(
    from: Float64ArraySlice,
    channels: u32,
    mut to: Float64ArraySlice,
    outputs: u32,
    rows: u32,
) -> Result<()> {
    apart(&from, &to)?;
    let (channels, outputs) = (channels as usize, outputs as usize);
    let cells = product(outputs, rows as usize)?;
    let from = first(&from, product(cells, channels)?)?;
    let to = first_mut(cells_mut(&mut to), cells)?;
    if outputs > 0 && channels > 0 {
        activation::maxout(from, channels, to, outputs);
    }
    Ok(())
}

/// `rows` rows of `width` doubles to as many columns, one after another.
#[napi(catch_unwind)]
pub fn turn_doubles(
    instructions: String,
    from: Float64ArraySlice,
    rows: u32,
    width: u32,
    mut to: Float64ArraySlice,
) -> Result<()> {
    apart(&from, &to)?;
    turn(&instructions, &from, rows as usize, width as usize, cells_mut(&mut to))
}

/// As `turn_doubles`, of floats.
#[napi(catch_unwind)]
pub fn turn_floats(
    instructions: String,
    from: Float32ArraySlice,
    rows: u32,
    width: u32,
    mut to: Float32ArraySlice,
) -> Result<()> {
    apart_bytes(bytes(&from), &to)?;
    turn(&instructions, &from, rows as usize, width as usize, floats_mut(&mut to))
}

fn turn<T: Cell>(instructions: &str, from: &[T], rows: usize, width: usize, to: &mut [T]) -> Result<()> {
    let cells = product(rows, width)?;
    let (from, to) = (first(from, cells)?, first_mut(to, cells)?);
    T::turn(InstructionSet::named(instructions)?, from, width, rows, width, to, rows);
    Ok(())
}
