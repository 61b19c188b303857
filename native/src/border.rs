//! What JavaScript hands over, checked before a kernel sees it: every address that a kernel computes lies inside.
//!
//! A typed array stays JavaScript's. It is borrowed for the time of one call, in which no JavaScript runs.

use std::ops::Range;

use napi::bindgen_prelude::{Float32ArraySlice, Float64ArraySlice, Int32ArraySlice};
use napi::{Error, Result};

/// The error of an argument that does not fit; JavaScript gets it as an exception.
pub fn refuse<T>(reason: impl Into<String>) -> Result<T> {
    Err(Error::from_reason(reason.into()))
}

/// Columns of doubles, `stride` apart, each with room for `rows` rows.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    pub cells: &'a [f64],
    pub stride: usize,
}

impl<'a> Columns<'a> {
    pub fn new(cells: &'a [f64], stride: u32, rows: usize, width: usize) -> Result<Self> {
        let stride = stride as usize;
        check_columns(cells.len(), stride, rows, width)?;
        Ok(Self { cells, stride })
    }

    /// The first `rows` cells of a column; both below what `new` was told.
    #[inline(always)]
    pub fn column(&self, column: usize, rows: usize) -> &'a [f64] {
        &self.cells[column * self.stride..][..rows]
    }
}

/// Columns that are written.
pub struct ColumnsMut<'a> {
    pub cells: &'a mut [f64],
    pub stride: usize,
}

impl<'a> ColumnsMut<'a> {
    pub fn new(cells: &'a mut [f64], stride: u32, rows: usize, width: usize) -> Result<Self> {
        let stride = stride as usize;
        check_columns(cells.len(), stride, rows, width)?;
        Ok(Self { cells, stride })
    }

    #[inline(always)]
    pub fn column(&mut self, column: usize, rows: usize) -> &mut [f64] {
        &mut self.cells[column * self.stride..][..rows]
    }
}

fn check_columns(length: usize, stride: usize, rows: usize, width: usize) -> Result<()> {
    let end = width.checked_sub(1).map_or(Some(0), |last| last.checked_mul(stride)?.checked_add(rows));
    match end {
        Some(end) if end <= length && rows <= stride => Ok(()),
        _ => refuse(format!(
            "{width} columns of {rows} rows do not fit into {length} cells, {stride} a column"
        )),
    }
}

/// The first `count` cells.
pub fn first<T>(cells: &[T], count: usize) -> Result<&[T]> {
    match cells.get(..count) {
        Some(found) => Ok(found),
        None => refuse(format!("expected {count} cells, got {}", cells.len())),
    }
}

/// The first `count` cells, to be written.
pub fn first_mut<T>(cells: &mut [T], count: usize) -> Result<&mut [T]> {
    let length = cells.len();
    match cells.get_mut(..count) {
        Some(found) => Ok(found),
        None => refuse(format!("expected {count} cells, got {length}")),
    }
}

/// The number of cells, or an error where it is beyond memory.
pub fn product(a: usize, b: usize) -> Result<usize> {
    a.checked_mul(b).ok_or_else(|| Error::from_reason("sizes beyond memory"))
}

/// The sum of two counts, or an error where it is beyond memory.
pub fn sum(a: usize, b: usize) -> Result<usize> {
    a.checked_add(b).ok_or_else(|| Error::from_reason("sizes beyond memory"))
}

/// A typed array as cells to write.
pub fn cells_mut<'a>(array: &'a mut Float64ArraySlice<'_>) -> &'a mut [f64] {
    // SAFETY: JavaScript waits for this call, so nobody else writes; that no other argument is the same memory is checked by
    // `apart` where there is another one.
    unsafe { array.as_mut() }
}

/// As `cells_mut`.
pub fn floats_mut<'a>(array: &'a mut Float32ArraySlice<'_>) -> &'a mut [f32] {
    // SAFETY: as in `cells_mut`.
    unsafe { array.as_mut() }
}

/// As `cells_mut`.
pub fn ints_mut<'a>(array: &'a mut Int32ArraySlice<'_>) -> &'a mut [i32] {
    // SAFETY: as in `cells_mut`.
    unsafe { array.as_mut() }
}

/// Refuses to read and write the same memory.
pub fn apart<T>(read: &[f64], written: &[T]) -> Result<()> {
    apart_bytes(bytes(read), written)
}

/// As `apart`, of any cells.
pub fn apart_bytes<T>(read: Range<*const u8>, written: &[T]) -> Result<()> {
    let written = bytes(written);
    if read.start < written.end && written.start < read.end {
        return refuse("the kernel cannot write into the memory that it reads");
    }
    Ok(())
}

/// Where cells lie.
pub fn bytes<T>(cells: &[T]) -> Range<*const u8> {
    let Range { start, end } = cells.as_ptr_range();
    start.cast()..end.cast()
}
