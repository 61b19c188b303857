//! Rows of numbers as they lie in a typed array of JavaScript's.

use std::ops::Range;

use napi::Result;
use napi::bindgen_prelude::{Either3, Float32ArraySlice, Float64ArraySlice, Uint8ArraySlice};

use crate::border::{bytes, from, refuse};

/// What JavaScript hands over.
pub type NumberArray<'a> = Either3<Float64ArraySlice<'a>, Float32ArraySlice<'a>, Uint8ArraySlice<'a>>;

/// Cells `stride` apart from row to row.
#[derive(Clone, Copy)]
pub struct Rows<'a, T> {
    cells: &'a [T],
    stride: usize,
}

impl<'a, T> Rows<'a, T> {
    /// Row and width are below what `NumberRows::new` was told.
    #[inline(always)]
    pub fn row(&self, row: usize, width: usize) -> &'a [T] {
        &self.cells[row * self.stride..][..width]
    }
}

#[derive(Clone, Copy)]
pub enum NumberRows<'a> {
    Doubles(Rows<'a, f64>),
    Floats(Rows<'a, f32>),
    Bytes(Rows<'a, u8>),
}

impl<'a> NumberRows<'a> {
    /// Rows that begin at cell `at`: `rows` of them, of `width` cells.
    pub fn new(array: &'a NumberArray<'a>, at: i64, stride: u32, rows: usize, width: usize) -> Result<Self> {
        Ok(match array {
            Either3::A(cells) => Self::Doubles(inside(cells, at, stride, rows, width)?),
            Either3::B(cells) => Self::Floats(inside(cells, at, stride, rows, width)?),
            Either3::C(cells) => Self::Bytes(inside(cells, at, stride, rows, width)?),
        })
    }
}

fn inside<T>(cells: &[T], at: i64, stride: u32, rows: usize, width: usize) -> Result<Rows<'_, T>> {
    let stride = stride as usize;
    let end = rows.checked_sub(1).map_or(Some(0), |last| last.checked_mul(stride)?.checked_add(width));
    match (from(cells, at), end) {
        (Some(cells), Some(end)) if end <= cells.len() => Ok(Rows { cells, stride }),
        _ => refuse(format!("{rows} rows of {width} cells do not fit into {} cells", cells.len())),
    }
}

/// Where the cells of an array lie.
pub fn bytes_of(array: &NumberArray) -> Range<*const u8> {
    match array {
        Either3::A(cells) => bytes(cells),
        Either3::B(cells) => bytes(cells),
        Either3::C(cells) => bytes(cells),
    }
}
