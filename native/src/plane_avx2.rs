//! Planes of 256 rows in AVX2 registers.

use std::arch::x86_64::*;

use crate::plane::{Plane, add_row_by_row};

#[derive(Clone, Copy)]
pub struct Avx2Plane(__m256i);

impl Plane for Avx2Plane {
    const BYTES: usize = 32;
    const LANES: usize = 8;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm256_load_si256(from.cast()) })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut u8) {
        // SAFETY: as said of the trait.
        unsafe { _mm256_store_si256(to.cast(), self.0) }
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm256_set1_epi8(byte as i8) })
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm256_xor_si256(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm256_and_si256(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm256_or_si256(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn select(mask: Self, right: Self, left: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe {
            _mm256_or_si256(_mm256_and_si256(mask.0, right.0), _mm256_andnot_si256(mask.0, left.0))
        })
    }

    #[inline(always)]
    unsafe fn exchange<const DISTANCE: u32>(low: Self, high: Self, kept: u8) -> (Self, Self) {
        // SAFETY: as said of the trait.
        unsafe {
            let by = _mm_cvtsi32_si128(DISTANCE as i32);
            let differ = _mm256_and_si256(
                _mm256_xor_si256(_mm256_srl_epi64(low.0, by), high.0),
                _mm256_set1_epi8(kept as i8),
            );
            let moved = _mm256_sll_epi64(differ, by);
            (Self(_mm256_xor_si256(low.0, moved)), Self(_mm256_xor_si256(high.0, differ)))
        }
    }

    #[inline(always)]
    unsafe fn count_reached(thresholds: *const f32, cell: f32) -> u32 {
        // SAFETY: as said of the trait.
        unsafe {
            let reached = _mm256_cmp_ps::<_CMP_LE_OQ>(_mm256_loadu_ps(thresholds), _mm256_set1_ps(cell));
            (_mm256_movemask_ps(reached) as u32).count_ones()
        }
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
