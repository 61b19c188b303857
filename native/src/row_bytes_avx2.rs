//! 64 bytes in two AVX2 registers; tests are bytes of all bits or none.

use std::arch::x86_64::*;

use crate::ranks::ROWS;
use crate::row_bytes::RowBytes;

#[derive(Clone, Copy)]
pub struct Avx2Bytes(__m256i, __m256i);

impl RowBytes for Avx2Bytes {
    type Mask = Self;
    type Sums = [__m256d; 16];

    #[inline(always)]
    unsafe fn at_least(ranks: *const u8, rank: u32) -> Self::Mask {
        // SAFETY: as said of the trait.
        unsafe {
            let rank = _mm256_set1_epi32(rank as i32);
            let (lower, upper) = (_mm256_loadu_si256(ranks.cast()), _mm256_loadu_si256(ranks.add(32).cast()));
            // The greater of both is the rank of the row.
            Self(
                _mm256_cmpeq_epi8(_mm256_max_epu8(lower, rank), lower),
                _mm256_cmpeq_epi8(_mm256_max_epu8(upper, rank), upper),
            )
        }
    }

    #[inline(always)]
    unsafe fn splat(value: u8) -> Self {
        // SAFETY: as said of the trait.
        let all = unsafe { _mm256_set1_epi8(value as i8) };
        Self(all, all)
    }

    #[inline(always)]
    unsafe fn select(mask: Self::Mask, right: Self, left: Self) -> Self {
        // SAFETY: as said of the trait.
        unsafe {
            Self(_mm256_blendv_epi8(left.0, right.0, mask.0), _mm256_blendv_epi8(left.1, right.1, mask.1))
        }
    }

    #[inline(always)]
    unsafe fn plus_where(self, mask: Self::Mask, value: u8) -> Self {
        // SAFETY: as said of the trait.
        unsafe {
            let value = _mm256_set1_epi8(value as i8);
            Self(
                _mm256_or_si256(self.0, _mm256_and_si256(mask.0, value)),
                _mm256_or_si256(self.1, _mm256_and_si256(mask.1, value)),
            )
        }
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
        // SAFETY: as said of the trait.
        unsafe {
            let bytes: [u8; ROWS] = std::mem::transmute(self);
            let table = table.cast::<f32>();
            for (four, sum) in sums.iter_mut().enumerate() {
                let at = 4 * four;
                let value = |lane: usize| *table.add(usize::from(bytes[at + lane]));
                let values = _mm_setr_ps(value(0), value(1), value(2), value(3));
                *sum = _mm256_add_pd(*sum, _mm256_cvtps_pd(values));
            }
        }
    }

    #[inline(always)]
    unsafe fn round_sums(sums: &mut Self::Sums) {
        for sum in sums {
            // SAFETY: as said of the trait.
            *sum = unsafe { _mm256_cvtps_pd(_mm256_cvtpd_ps(*sum)) };
        }
    }

    #[inline(always)]
    unsafe fn look_up(self, table: *const u32, _: u32, to: *mut u32) {
        // SAFETY: as said of the trait.
        unsafe {
            let bytes: [u8; ROWS] = std::mem::transmute(self);
            for (row, at) in bytes.into_iter().enumerate() {
                *to.add(row) = *table.add(usize::from(at));
            }
        }
    }
}
