//! Planes of 512 rows in AVX-512 registers; leaf values are looked up by permutations.

use std::arch::x86_64::*;

use crate::column_tests::Ranked;
use crate::halves::{Halves, STARTS};
use crate::plane::{Plane, find_in_buckets};

#[derive(Clone, Copy)]
pub struct Avx512Plane(__m512i);

impl Plane for Avx512Plane {
    const BYTES: usize = 64;
    const LANES: usize = 8;

    #[inline(always)]
    unsafe fn load(from: *const u8) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm512_load_si512(from.cast()) })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut u8) {
        // SAFETY: as said of the trait.
        unsafe { _mm512_store_si512(to.cast(), self.0) }
    }

    #[inline(always)]
    unsafe fn splat(byte: u8) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm512_set1_epi8(byte as i8) })
    }

    #[inline(always)]
    unsafe fn xor(self, other: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm512_xor_si512(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn and(self, other: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm512_and_si512(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn or(self, other: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm512_or_si512(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn select(mask: Self, right: Self, left: Self) -> Self {
        // SAFETY: as said of the trait. 0xca: where the first is set the second, else the third.
        Self(unsafe { _mm512_ternarylogic_epi64::<0xca>(mask.0, right.0, left.0) })
    }

    #[inline(always)]
    unsafe fn exchange<const DISTANCE: u32>(low: Self, high: Self, kept: u8) -> (Self, Self) {
        // SAFETY: as said of the trait.
        unsafe {
            let kept = Self::splat(kept);
            (
                Self::select(kept, low, Self(_mm512_slli_epi64::<DISTANCE>(high.0))),
                Self::select(kept, Self(_mm512_srli_epi64::<DISTANCE>(low.0)), high),
            )
        }
    }

    #[inline(always)]
    unsafe fn round_down(from: &[f64], to: &mut [f32]) -> bool {
        const DOWN: i32 = _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC;
        let mut nas = 0;
        for (to, from) in to.chunks_mut(8).zip(from.chunks(8)) {
            let some = 0xff_u8 >> (8 - from.len());
            // SAFETY: as said of the trait; of both no more is touched than is there.
            unsafe {
                let cells = _mm512_maskz_loadu_pd(some, from.as_ptr());
                nas |= _mm512_cmp_pd_mask::<_CMP_UNORD_Q>(cells, cells);
                _mm256_mask_storeu_ps(to.as_mut_ptr(), some, _mm512_cvt_roundpd_ps::<DOWN>(cells));
            }
        }
        nas != 0
    }

    #[inline(always)]
    unsafe fn count_reached(thresholds: *const f32, cell: f32) -> u32 {
        // SAFETY: as said of the trait.
        unsafe {
            let thresholds = _mm256_loadu_ps(thresholds);
            _mm256_cmp_ps_mask::<_CMP_LE_OQ>(thresholds, _mm256_set1_ps(cell)).count_ones()
        }
    }

    #[inline(always)]
    unsafe fn find_ranks(column: &Ranked, bytes: u32, cells: &[f32], to: &mut [u32]) {
        // SAFETY: as said of the trait.
        unsafe {
            match &column.halves {
                Some(halves) => {
                    let (whole, rest) = cells.split_at(cells.len() / 64 * 64);
                    let (to_whole, to_rest) = to.split_at_mut(whole.len());
                    rank_by_halves::<4>(halves, bytes, whole, to_whole);
                    rank_by_halves::<1>(halves, bytes, rest, to_rest);
                }
                None => find_in_buckets::<Self>(column, bytes, cells, to),
            }
        }
    }

    #[inline(always)]
    unsafe fn prefetch(from: &[f64]) {
        for cell in (0..from.len()).step_by(8) {
            // SAFETY: as said of the trait; nothing is read.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(from.as_ptr().wrapping_add(cell).cast()) };
        }
    }

    #[inline(always)]
    unsafe fn add_values<const TREES: usize, const FLOATS: bool>(
        values: &[*const f32; TREES],
        depth: u32,
        ends: &[*const u8; TREES],
        sums: *mut f64,
        rows: usize,
    ) {
        // SAFETY: as said of the trait; tables are read to the end of the depth's power of two.
        unsafe {
            match depth {
                0..=4 => add::<TREES, FLOATS, 1>(values, ends, sums, rows),
                5 => add::<TREES, FLOATS, 2>(values, ends, sums, rows),
                6 => add::<TREES, FLOATS, 4>(values, ends, sums, rows),
                7 => add::<TREES, FLOATS, 8>(values, ends, sums, rows),
                _ => add::<TREES, FLOATS, 16>(values, ends, sums, rows),
            }
        }
    }
}

/// # Safety
/// As Plane::add_values; `PARTS` times 16 floats behind each of `values` can be read.
#[inline(always)]
unsafe fn add<const TREES: usize, const FLOATS: bool, const PARTS: usize>(
    values: &[*const f32; TREES],
    ends: &[*const u8; TREES],
    sums: *mut f64,
    rows: usize,
) {
    for row in (0..rows).step_by(16) {
        // SAFETY: as above.
        unsafe {
            let mut low = _mm512_loadu_pd(sums.add(row));
            let mut high = _mm512_loadu_pd(sums.add(row + 8));
            if FLOATS {
                let upper = _mm512_castps256_ps512(_mm512_cvtpd_ps(high));
                let lower = _mm512_castps256_ps512(_mm512_cvtpd_ps(low));
                let mut all = _mm512_shuffle_f32x4::<0b0100_0100>(lower, upper);
                for tree in 0..TREES {
                    all = _mm512_add_ps(all, look_up::<PARTS>(values[tree], ends[tree].add(row)));
                }
                (low, high) = halves_of(all);
            } else {
                for tree in 0..TREES {
                    let (of_low, of_high) = halves_of(look_up::<PARTS>(values[tree], ends[tree].add(row)));
                    low = _mm512_add_pd(low, of_low);
                    high = _mm512_add_pd(high, of_high);
                }
            }
            _mm512_storeu_pd(sums.add(row), low);
            _mm512_storeu_pd(sums.add(row + 8), high);
        }
    }
}

/// The lower eight of sixteen floats and the upper ones, as doubles.
/// # Safety
/// None but the instructions.
#[inline(always)]
unsafe fn halves_of(floats: __m512) -> (__m512d, __m512d) {
    // SAFETY: as above.
    unsafe {
        (
            _mm512_cvtps_pd(_mm512_castps512_ps256(floats)),
            _mm512_cvtps_pd(_mm512_extractf32x8_ps::<1>(floats)),
        )
    }
}

/// Sixteen entries of a table of `PARTS` registers.
/// # Safety
/// The table can be read, and sixteen bytes from `at` on.
#[inline(always)]
unsafe fn look_up<const PARTS: usize>(table: *const f32, at: *const u8) -> __m512 {
    // SAFETY: as above.
    unsafe {
        let at = _mm512_cvtepu8_epi32(_mm_loadu_si128(at.cast()));
        match PARTS {
            1 => _mm512_permutexvar_ps(at, _mm512_loadu_ps(table)),
            2 => of_32(table, at),
            4 => of_64(table, at),
            8 => of_128(table, at),
            _ => {
                let upper = _mm512_test_epi32_mask(at, _mm512_set1_epi32(128));
                _mm512_mask_blend_ps(upper, of_128(table, at), of_128(table.add(128), at))
            }
        }
    }
}

/// # Safety
/// The table has 32 entries.
#[inline(always)]
unsafe fn of_32(table: *const f32, at: __m512i) -> __m512 {
    // SAFETY: as above.
    unsafe { _mm512_permutex2var_ps(_mm512_loadu_ps(table), at, _mm512_loadu_ps(table.add(16))) }
}

/// # Safety
/// The table has 64 entries.
#[inline(always)]
unsafe fn of_64(table: *const f32, at: __m512i) -> __m512 {
    // SAFETY: as above.
    unsafe {
        let upper = _mm512_test_epi32_mask(at, _mm512_set1_epi32(32));
        _mm512_mask_blend_ps(upper, of_32(table, at), of_32(table.add(32), at))
    }
}

/// # Safety
/// The table has 128 entries.
#[inline(always)]
unsafe fn of_128(table: *const f32, at: __m512i) -> __m512 {
    // SAFETY: as above.
    unsafe {
        let upper = _mm512_test_epi32_mask(at, _mm512_set1_epi32(64));
        _mm512_mask_blend_ps(upper, of_64(table, at), of_64(table.add(64), at))
    }
}

/// Ranks of PARTS times 16 cells at a time: a level of the search tree is a table in registers, which 16 cells look into at once.
/// # Safety
/// As Plane::find_ranks.
#[inline(always)]
unsafe fn rank_by_halves<const PARTS: usize>(halves: &Halves, bytes: u32, cells: &[f32], to: &mut [u32]) {
    for (cells, to) in cells.chunks(16 * PARTS).zip(to.chunks_mut(16 * PARTS)) {
        // SAFETY: as above; no more cells are read, nor ranks written, than there are.
        unsafe {
            let some: [__mmask16; PARTS] =
                std::array::from_fn(|part| mask_of(cells.len().saturating_sub(16 * part)));
            let x: [__m512; PARTS] = std::array::from_fn(|part| {
                _mm512_maskz_loadu_ps(some[part], cells.as_ptr().wrapping_add(16 * part))
            });
            let mut found = [_mm512_setzero_si512(); PARTS];
            for level in 0..halves.levels() {
                let table = halves.table().as_ptr().add(STARTS[level]);
                for (found, x) in found.iter_mut().zip(x) {
                    let pivot = match level {
                        0..=4 => _mm512_permutexvar_ps(*found, _mm512_loadu_ps(table)),
                        5 => of_32(table, *found),
                        6 => of_64(table, *found),
                        _ => of_128(table, *found),
                    };
                    let right = _mm512_cmp_ps_mask::<_CMP_LE_OQ>(pivot, x);
                    let doubled = _mm512_add_epi32(*found, *found);
                    *found = _mm512_mask_add_epi32(doubled, right, doubled, _mm512_set1_epi32(1));
                }
            }
            let shift = _mm_cvtsi32_si128(bytes.trailing_zeros() as i32);
            for (part, found) in found.into_iter().enumerate() {
                let to = to.as_mut_ptr().wrapping_add(16 * part);
                _mm512_mask_storeu_epi32(to.cast(), some[part], _mm512_sll_epi32(found, shift));
            }
        }
    }
}

/// Of 16 lanes the first `count`.
fn mask_of(count: usize) -> __mmask16 {
    (0xffff_u32 >> (16 - count.min(16))) as __mmask16
}
