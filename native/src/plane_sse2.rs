//! Planes of 128 rows in SSE2 registers.

use std::arch::x86_64::*;
use std::marker::PhantomData;

use crate::column_tests::Ranked;
use crate::plane::{Plane, add_row_by_row};

#[derive(Clone, Copy)]
pub struct SsePlane(__m128i);

impl Plane for SsePlane {
    const BYTES: usize = 16;
    const LANES: usize = 4;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm_load_si128(from.cast()) })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut u8) {
        // SAFETY: as said of the trait.
        unsafe { _mm_store_si128(to.cast(), self.0) }
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm_set1_epi8(byte as i8) })
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm_xor_si128(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm_and_si128(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm_or_si128(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn select(mask: Self, right: Self, left: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm_or_si128(_mm_and_si128(mask.0, right.0), _mm_andnot_si128(mask.0, left.0)) })
    }

    #[inline(always)]
    unsafe fn exchange<const DISTANCE: u32>(low: Self, high: Self, kept: u8) -> (Self, Self) {
        // SAFETY: as said of the trait.
        unsafe {
            let by = _mm_cvtsi32_si128(DISTANCE as i32);
            let differ =
                _mm_and_si128(_mm_xor_si128(_mm_srl_epi64(low.0, by), high.0), _mm_set1_epi8(kept as i8));
            (Self(_mm_xor_si128(low.0, _mm_sll_epi64(differ, by))), Self(_mm_xor_si128(high.0, differ)))
        }
    }

    #[inline(always)]
    unsafe fn count_reached(thresholds: *const f32, cell: f32) -> u32 {
        // SAFETY: as said of the trait.
        unsafe {
            let reached = _mm_cmple_ps(_mm_loadu_ps(thresholds), _mm_set1_ps(cell));
            (_mm_movemask_ps(reached) as u32).count_ones()
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

/// Planes of fewer rows, for blocks that would fill a small part of `P`'s, whose instructions do the rest.
#[derive(Clone, Copy)]
pub struct Narrow<P>(SsePlane, PhantomData<P>);

impl<P: Plane> Plane for Narrow<P> {
    const BYTES: usize = SsePlane::BYTES;
    const LANES: usize = P::LANES;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: as said of the trait (here and below).
        Self(unsafe { SsePlane::load(from) }, PhantomData)
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut u8) {
        // SAFETY: as above.
        unsafe { self.0.store(to) }
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        // SAFETY: as above.
        Self(unsafe { SsePlane::splat(byte) }, PhantomData)
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        // SAFETY: as above.
        Self(unsafe { self.0.xor(other.0) }, PhantomData)
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        // SAFETY: as above.
        Self(unsafe { self.0.and(other.0) }, PhantomData)
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        // SAFETY: as above.
        Self(unsafe { self.0.or(other.0) }, PhantomData)
    }

    #[inline(always)]
    unsafe fn select(mask: Self, right: Self, left: Self) -> Self {
        // SAFETY: as above.
        Self(unsafe { SsePlane::select(mask.0, right.0, left.0) }, PhantomData)
    }

    #[inline(always)]
    unsafe fn exchange<const DISTANCE: u32>(low: Self, high: Self, kept: u8) -> (Self, Self) {
        // SAFETY: as above.
        let (low, high) = unsafe { SsePlane::exchange::<DISTANCE>(low.0, high.0, kept) };
        (Self(low, PhantomData), Self(high, PhantomData))
    }

    #[inline(always)]
    unsafe fn round_down(from: &[f64], to: &mut [f32]) -> bool {
        // SAFETY: as above.
        unsafe { P::round_down(from, to) }
    }

    #[inline(always)]
    unsafe fn find_ranks(column: &Ranked, bytes: u32, cells: &[f32], to: &mut [u32]) {
        // SAFETY: as above.
        unsafe { P::find_ranks(column, bytes, cells, to) }
    }

    #[inline(always)]
    unsafe fn count_reached(thresholds: *const f32, cell: f32) -> u32 {
        // SAFETY: as above.
        unsafe { P::count_reached(thresholds, cell) }
    }

    #[inline(always)]
    unsafe fn add_values<const TREES: usize, const FLOATS: bool>(
        values: &[*const f32; TREES],
        depth: u32,
        ends: &[*const u8; TREES],
        sums: *mut f64,
        rows: usize,
    ) {
        // SAFETY: as above.
        unsafe { P::add_values::<TREES, FLOATS>(values, depth, ends, sums, rows) }
    }
}
