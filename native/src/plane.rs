//! Planes: one bit for each row of a tile, which is what shallow trees are evaluated on (docs/kernels.md, "Sliced trees").
//!
//! Row j * BYTES + b is bit j of byte b: the rows of a bit are neighbours, so that the bits of eight planes become bytes of
//! neighbouring rows by shifts alone.

use crate::buckets::MOST_NEAR;
use crate::column_tests::Ranked;

/// Trees whose leaves are added in one pass over the sums.
pub const TREES_AT_ONCE: usize = 4;

/// A cell is compared with all thresholds of its column where these are no more.
const FEW: usize = 16;

/// Bits of `8 * BYTES` rows. (The processor must run the type's instructions: said once for all functions.)
pub trait Plane: Copy {
    const BYTES: usize;
    /// Thresholds that a cell is compared with at once.
    const LANES: usize;

    /// # Safety
    /// BYTES bytes from `from` on can be read; `from` is a multiple of BYTES.
    unsafe fn load(from: *const u8) -> Self;
    /// # Safety
    /// As `load`, for writing.
    unsafe fn store(self, to: *mut u8);
    /// The byte everywhere.
    /// # Safety
    /// None but the instructions.
    unsafe fn splat(byte: u8) -> Self;
    /// # Safety
    /// None but the instructions.
    unsafe fn xor(self, other: Self) -> Self;
    /// # Safety
    /// None but the instructions.
    unsafe fn and(self, other: Self) -> Self;
    /// # Safety
    /// None but the instructions.
    unsafe fn or(self, other: Self) -> Self;
    /// # Safety
    /// None but the instructions.
    unsafe fn select(mask: Self, right: Self, left: Self) -> Self;
    /// Exchanges the bits of `low` outside of `kept`, which is DISTANCE bits on and DISTANCE off, and those of `high` inside it.
    /// # Safety
    /// None but the instructions.
    unsafe fn exchange<const DISTANCE: u32>(low: Self, high: Self, kept: u8) -> (Self, Self);

    /// Cells as floats, rounded down, which changes no comparison with a float. Whether one of them is NaN.
    /// # Safety
    /// None but the instructions.
    #[inline(always)]
    unsafe fn round_down(from: &[f64], to: &mut [f32]) -> bool {
        let mut some_na = false;
        for (to, &x) in to.iter_mut().zip(from) {
            *to = rounded_down(x);
            some_na |= x.is_nan();
        }
        some_na
    }
    /// For each cell the number of the column's thresholds that are not above it, times `bytes`, a power of two.
    /// # Safety
    /// None but the instructions.
    #[inline(always)]
    unsafe fn find_ranks(column: &Ranked, bytes: u32, cells: &[f32], to: &mut [u32]) {
        // SAFETY: as said of the trait.
        unsafe { find_in_buckets::<Self>(column, bytes, cells, to) };
    }
    /// Has cells brought near that are needed soon.
    /// # Safety
    /// None but the instructions.
    #[inline(always)]
    unsafe fn prefetch(_from: &[f64]) {}
    /// How many of LANES thresholds are not above the cell.
    /// # Safety
    /// LANES floats from `thresholds` on can be read.
    unsafe fn count_reached(thresholds: *const f32, cell: f32) -> u32;

    /// sums[row] += values[tree][ends[tree][row]], tree by tree. With FLOATS sums are floats, and are added as such.
    /// # Safety
    /// `ends` of all rows are below 2^depth, and behind each of `values` are 2^depth floats. `sums` and each of `ends` have room for
    /// the next multiple of 16 rows.
    unsafe fn add_values<const TREES: usize, const FLOATS: bool>(
        values: &[*const f32; TREES],
        depth: u32,
        ends: &[*const u8; TREES],
        sums: *mut f64,
        rows: usize,
    );
}

/// The greatest float that is not above x.
#[inline(always)]
fn rounded_down(x: f64) -> f32 {
    let nearest = x as f32;
    let above = f64::from(nearest) > x;
    // The bits of negative floats rise where the floats fall. What is above a negative number is no zero but -0.
    let bits = nearest.to_bits() as i32;
    let sign = bits >> 31;
    let step = (-i32::from(above) ^ sign) - sign;
    f32::from_bits((bits + step) as u32)
}

/// As Plane::find_ranks: a cell's bucket tells which thresholds are surely not above it; those of the bucket are looked at.
/// # Safety
/// The processor runs the instructions of `P`.
#[inline(always)]
pub unsafe fn find_in_buckets<P: Plane>(column: &Ranked, bytes: u32, cells: &[f32], to: &mut [u32]) {
    let thresholds = &column.thresholds[..column.count];
    let most = column.buckets.most();
    // SAFETY: as above.
    unsafe {
        match most.div_ceil(P::LANES) {
            _ if thresholds.len() <= FEW => count_all(thresholds, bytes, cells, to),
            _ if most > MOST_NEAR => search(thresholds, bytes, cells, to),
            0..=1 => find_near::<P, 1>(column, bytes, cells, to),
            2 => find_near::<P, 2>(column, bytes, cells, to),
            3..=4 => find_near::<P, 4>(column, bytes, cells, to),
            _ => find_near::<P, 8>(column, bytes, cells, to),
        }
    }
}

/// # Safety
/// As `find_in_buckets`; no bucket has more than COMPARISONS * LANES thresholds, nor more than MOST_NEAR.
#[inline(always)]
unsafe fn find_near<P: Plane, const COMPARISONS: usize>(
    column: &Ranked,
    bytes: u32,
    cells: &[f32],
    to: &mut [u32],
) {
    column.buckets.find(cells, to);
    for (to, &cell) in to.iter_mut().zip(cells) {
        let before = column.buckets.before(*to);
        // SAFETY: no bucket has more thresholds before it than there are, and behind them are MOST_NEAR more.
        let reached = unsafe {
            let near = column.thresholds.as_ptr().add(before as usize);
            (0..COMPARISONS).map(|i| P::count_reached(near.add(i * P::LANES), cell)).sum::<u32>()
        };
        *to = (before + reached) * bytes;
    }
}

/// Cells that are compared at once, which makes vectors of the loop.
const AT_ONCE: usize = 32;

/// Where thresholds are few: with all of them.
#[inline(always)]
fn count_all(thresholds: &[f32], bytes: u32, cells: &[f32], to: &mut [u32]) {
    for (cells, to) in cells.chunks(AT_ONCE).zip(to.chunks_mut(AT_ONCE)) {
        let mut some = [0.0; AT_ONCE];
        some[..cells.len()].copy_from_slice(cells);
        let mut reached = [0; AT_ONCE];
        for &threshold in thresholds {
            for (reached, &cell) in reached.iter_mut().zip(&some) {
                *reached += u32::from(threshold <= cell);
            }
        }
        for (to, reached) in to.iter_mut().zip(reached) {
            *to = reached * bytes;
        }
    }
}

/// Where too many thresholds lie in one bucket: by halves.
fn search(thresholds: &[f32], bytes: u32, cells: &[f32], to: &mut [u32]) {
    for (to, &cell) in to.iter_mut().zip(cells) {
        *to = thresholds.partition_point(|&threshold| threshold <= cell) as u32 * bytes;
    }
}

/// Row by row, as processors do that have no lookup in registers.
/// # Safety
/// As Plane::add_values.
#[inline(always)]
pub unsafe fn add_row_by_row<const TREES: usize, const FLOATS: bool>(
    values: &[*const f32; TREES],
    ends: &[*const u8; TREES],
    sums: *mut f64,
    rows: usize,
) {
    for row in 0..rows {
        // SAFETY: as above.
        unsafe {
            let value = |tree: usize| *values[tree].add(usize::from(*ends[tree].add(row)));
            let sum = sums.add(row);
            *sum = if FLOATS {
                f64::from((0..TREES).fold(*sum as f32, |sum, tree| sum + value(tree)))
            } else {
                (0..TREES).fold(*sum, |sum, tree| sum + f64::from(value(tree)))
            };
        }
    }
}
