//! One byte for each of 64 rows: what full evaluation of shallow trees works on.

use crate::ranks::ROWS;

/// 64 bytes on which operations work one by one. (The processor must run the type's instructions: said once for all functions.)
pub trait RowBytes: Copy {
    /// Where a test is true.
    type Mask: Copy;
    /// Sums of 64 rows.
    type Sums;

    /// # Safety
    /// 64 ranks from `ranks` on can be read. `rank` is one rank, four times.
    unsafe fn at_least(ranks: *const u8, rank: u32) -> Self::Mask;
    /// # Safety
    /// None but the instructions.
    unsafe fn splat(value: u8) -> Self;
    /// # Safety
    /// None but the instructions.
    unsafe fn select(mask: Self::Mask, right: Self, left: Self) -> Self;
    /// self + value where the mask is true.
    /// # Safety
    /// None but the instructions.
    unsafe fn plus_where(self, mask: Self::Mask, value: u8) -> Self;

    /// # Safety
    /// 64 doubles from `from` on can be read.
    unsafe fn load_sums(from: *const f64) -> Self::Sums;
    /// # Safety
    /// 64 doubles from `to` on can be written.
    unsafe fn store_sums(sums: &Self::Sums, to: *mut f64);
    /// sums += table[self], whose entries are floats.
    /// # Safety
    /// `table` has 2^depth entries, 16 at least, and the bytes are below 2^depth.
    unsafe fn add_values(self, table: *const u32, depth: u32, sums: &mut Self::Sums);
    /// Each sum rounded to float.
    /// # Safety
    /// None but the instructions.
    unsafe fn round_sums(sums: &mut Self::Sums);
    /// to = table[self].
    /// # Safety
    /// As `add_values`; 64 integers from `to` on can be written.
    unsafe fn look_up(self, table: *const u32, depth: u32, to: *mut u32);
}

/// What the compiler makes of it for the instruction set at hand.
#[derive(Clone, Copy)]
pub struct AnyBytes([u8; ROWS]);

impl RowBytes for AnyBytes {
    type Mask = [u8; ROWS];
    type Sums = [f64; ROWS];

    #[inline(always)]
    unsafe fn at_least(ranks: *const u8, rank: u32) -> Self::Mask {
        // SAFETY: as said of the trait.
        let ranks = unsafe { ranks.cast::<[u8; ROWS]>().read() };
        let mut mask = [0; ROWS];
        for (mask, other) in mask.iter_mut().zip(ranks) {
            *mask = if other >= rank as u8 { 255 } else { 0 };
        }
        mask
    }

    #[inline(always)]
    unsafe fn splat(value: u8) -> Self {
        Self([value; ROWS])
    }

    #[inline(always)]
    unsafe fn select(mask: Self::Mask, right: Self, left: Self) -> Self {
        let mut out = [0; ROWS];
        for i in 0..ROWS {
            out[i] = (mask[i] & right.0[i]) | (!mask[i] & left.0[i]);
        }
        Self(out)
    }

    #[inline(always)]
    unsafe fn plus_where(mut self, mask: Self::Mask, value: u8) -> Self {
        for i in 0..ROWS {
            self.0[i] = self.0[i].wrapping_add(mask[i] & value);
        }
        self
    }

    #[inline(always)]
    unsafe fn load_sums(from: *const f64) -> Self::Sums {
        // SAFETY: as said of the trait.
        unsafe { from.cast::<Self::Sums>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn store_sums(sums: &Self::Sums, to: *mut f64) {
        // SAFETY: as said of the trait.
        unsafe { to.cast::<Self::Sums>().write_unaligned(*sums) };
    }

    #[inline(always)]
    unsafe fn add_values(self, table: *const u32, _: u32, sums: &mut Self::Sums) {
        for (sum, at) in sums.iter_mut().zip(self.0) {
            // SAFETY: as said of the trait.
            *sum += f64::from(f32::from_bits(unsafe { *table.add(at as usize) }));
        }
    }

    #[inline(always)]
    unsafe fn round_sums(sums: &mut Self::Sums) {
        for sum in sums {
            *sum = f64::from(*sum as f32);
        }
    }

    #[inline(always)]
    unsafe fn look_up(self, table: *const u32, _: u32, to: *mut u32) {
        for (row, at) in self.0.into_iter().enumerate() {
            // SAFETY: as said of the trait.
            unsafe { *to.add(row) = *table.add(at as usize) };
        }
    }
}
