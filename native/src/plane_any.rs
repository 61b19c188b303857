//! Planes of 128 rows where there are no registers that this crate knows.

use crate::plane::{Plane, add_row_by_row};

/// What the compiler makes of it for the instruction set at hand.
#[derive(Clone, Copy)]
pub struct AnyPlane([u64; 2]);

impl Plane for AnyPlane {
    const BYTES: usize = 16;
    const LANES: usize = 4;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { from.cast::<[u64; 2]>().read() })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut u8) {
        // SAFETY: as said of the trait.
        unsafe { to.cast::<[u64; 2]>().write(self.0) }
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        Self([u64::from_ne_bytes([byte; 8]); 2])
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] ^ other.0[i]))
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] & other.0[i]))
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] | other.0[i]))
    }

    #[inline(always)]
    unsafe fn select(mask: Self, right: Self, left: Self) -> Self {
        Self(std::array::from_fn(|i| left.0[i] ^ (mask.0[i] & (left.0[i] ^ right.0[i]))))
    }

    #[inline(always)]
    unsafe fn exchange<const DISTANCE: u32>(low: Self, high: Self, kept: u8) -> (Self, Self) {
        let kept = u64::from_ne_bytes([kept; 8]);
        let differ: [u64; 2] = std::array::from_fn(|i| ((low.0[i] >> DISTANCE) ^ high.0[i]) & kept);
        (
            Self(std::array::from_fn(|i| low.0[i] ^ (differ[i] << DISTANCE))),
            Self(std::array::from_fn(|i| high.0[i] ^ differ[i])),
        )
    }

    #[inline(always)]
    unsafe fn count_reached(thresholds: *const f32, cell: f32) -> u32 {
        // SAFETY: as said of the trait.
        let thresholds = unsafe { thresholds.cast::<[f32; Self::LANES]>().read_unaligned() };
        thresholds.iter().map(|&threshold| u32::from(threshold <= cell)).sum()
    }

    #[inline(always)]
    unsafe fn add_values<const TREES: usize, const FLOATS: bool>(
        values: &[*const f32; TREES],
        _: u32,
        ends: &[*const u8; TREES],
        sums: *mut f64,
        rows: usize,
    ) {
        // SAFETY: as said of the trait.
        unsafe { add_row_by_row::<TREES, FLOATS>(values, ends, sums, rows) };
    }
}
