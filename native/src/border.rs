//! What JavaScript hands over, checked before a kernel sees it: every address that a kernel computes lies inside.
//!
//! A typed array stays JavaScript's. It is borrowed for the time of one call, in which no JavaScript runs.

use std::ops::Range;

use napi::bindgen_prelude::{Float32ArraySlice, Float64ArraySlice, Int32ArraySlice};
use napi::{Error, Result};

use crate::lines::prefetch;

/// The error of an argument that does not fit; JavaScript gets it as an exception.
pub fn refuse<T>(reason: impl Into<String>) -> Result<T> {
    Err(Error::from_reason(reason.into()))
}

/// Columns of doubles that are read.
#[derive(Clone, Copy)]
pub enum Columns<'a> {
    /// Of a block: in one array, `stride` apart, each with room for all rows.
    Block { cells: &'a [f64], stride: usize },
    /// As they lie, each in an array of its own, which may go on behind the rows.
    Lying(&'a [&'a [f64]]),
}

impl<'a> Columns<'a> {
    pub fn of_block(cells: &'a [f64], stride: u32, rows: usize, width: usize) -> Result<Self> {
        let stride = stride as usize;
        check_columns(cells.len(), stride, rows, width)?;
        Ok(Self::Block { cells, stride })
    }

    /// Cells of `rows` rows of a column from row `first` on, none of them beyond what the constructor was told.
    #[inline(always)]
    pub fn cells(&self, column: usize, first: usize, rows: usize) -> &'a [f64] {
        match self {
            Self::Block { cells, stride } => &cells[column * stride + first..][..rows],
            Self::Lying(columns) => &columns[column][first..][..rows],
        }
    }

    /// Starts to bring cells into the cache, of rows that may be fewer. Those that lie come from memory, and where some rows of
    /// each column are read after another, the processor does not see them coming; a block was filled just now.
    pub fn prefetch(&self, columns: Range<usize>, first: usize, rows: usize) {
        if let Self::Lying(lying) = self {
            for column in &lying[columns] {
                let end = column.len().min(first + rows);
                prefetch(&column[first.min(end)..end]);
            }
        }
    }
}

/// Arrays of JavaScript's, a column each. Taken out of a plain array, which runs no JavaScript: none of them can shrink meanwhile.
pub type ColumnArrays<'a> = Vec<Float64ArraySlice<'a>>;

/// The arrays as slices.
pub fn slices<'a>(arrays: &'a ColumnArrays) -> Vec<&'a [f64]> {
    arrays.iter().map(|array| &**array).collect()
}

/// Of each of the first `width` columns the cells from `at` on, `rows` at least, for `Columns::Lying`. Refuses to write what is read.
pub fn lying<'a, T>(
    columns: &[&'a [f64]],
    at: i64,
    rows: usize,
    width: usize,
    written: &[T],
) -> Result<Vec<&'a [f64]>> {
    let rows_of = |column: &&'a [f64]| {
        let Some(cells) = from(column, at).filter(|cells| cells.len() >= rows) else {
            return refuse(format!("{rows} rows from {at} on are not in a column of {}", column.len()));
        };
        apart(cells, written)?;
        Ok(cells)
    };
    match columns.get(..width) {
        Some(columns) => columns.iter().map(rows_of).collect(),
        None => refuse(format!("expected {width} columns, got {}", columns.len())),
    }
}

/// The cells from `at` on. Arrays may have more cells than 32 bits count, and a number that was cut to those would be another place.
pub fn from<T>(cells: &[T], at: i64) -> Option<&[T]> {
    cells.get(usize::try_from(at).ok()?..)
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
