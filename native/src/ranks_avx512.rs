//! Ranks of 64 cells by permutations: a level of the search tree is a table in registers, which 16 cells look into at once.

use std::arch::x86_64::*;

use crate::cells::LANES;
use crate::ranks::{ROWS, STARTS, Thresholds};

/// Ranks of 64 rows of a slot, whose cells start at `cells` and lie `slots` slots apart.
#[target_feature(enable = "avx2,bmi1,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")]
pub fn rank_64(thresholds: &Thresholds, cells: &[u32], slots: usize, ranks: &mut [u8; ROWS]) {
    let keys = thresholds.keys();
    let zero = _mm512_setzero_si512();
    let one = _mm512_set1_epi32(1);
    let mut found = [zero; 4];
    let mut x = [zero; 4];
    for (half, x) in x.iter_mut().enumerate() {
        let lower = eight(cells, 2 * half * slots);
        let upper = eight(cells, (2 * half + 1) * slots);
        *x = _mm512_inserti64x4::<1>(_mm512_castsi256_si512(lower), upper);
    }
    for level in 0..thresholds.levels() {
        let table = &keys[STARTS[level]..STARTS[level + 1]];
        for (found, &x) in found.iter_mut().zip(&x) {
            let pivot = match table.len() {
                16 => _mm512_permutexvar_epi32(*found, register(table, 0)),
                32 => of_32(table, *found),
                64 => of_64(table, *found),
                _ => of_128(table, *found),
            };
            let right = _mm512_cmpge_epu32_mask(x, pivot);
            let doubled = _mm512_add_epi32(*found, *found);
            *found = _mm512_mask_add_epi32(doubled, right, doubled, one);
        }
    }
    for (found, ranks) in found.iter().zip(ranks.as_chunks_mut::<16>().0) {
        // SAFETY: 16 ranks.
        unsafe { _mm_storeu_epi8(ranks.as_mut_ptr().cast(), _mm512_cvtepi32_epi8(*found)) };
    }
}

/// The cells of one group of LANES rows, `slots` slots behind the first.
#[inline]
#[target_feature(enable = "avx512f,avx512vl")]
fn eight(cells: &[u32], slots: usize) -> __m256i {
    let eight = &cells[slots * LANES..][..LANES];
    // SAFETY: eight cells.
    unsafe { _mm256_loadu_epi32(eight.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn register(table: &[u32], number: usize) -> __m512i {
    let sixteen = &table[16 * number..][..16];
    // SAFETY: 16 keys.
    unsafe { _mm512_loadu_epi32(sixteen.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn of_32(table: &[u32], at: __m512i) -> __m512i {
    _mm512_permutex2var_epi32(register(table, 0), at, register(table, 1))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn of_64(table: &[u32], at: __m512i) -> __m512i {
    let upper = _mm512_test_epi32_mask(at, _mm512_set1_epi32(32));
    _mm512_mask_blend_epi32(upper, of_32(table, at), of_32(&table[32..], at))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn of_128(table: &[u32], at: __m512i) -> __m512i {
    let upper = _mm512_test_epi32_mask(at, _mm512_set1_epi32(64));
    _mm512_mask_blend_epi32(upper, of_64(table, at), of_64(&table[64..], at))
}
