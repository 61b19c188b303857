//! 64 bytes in one AVX-512 register; tests are masks, tables are looked up by permutations.

use std::arch::x86_64::*;

use crate::row_bytes::RowBytes;

#[derive(Clone, Copy)]
pub struct Avx512Bytes(__m512i);

impl RowBytes for Avx512Bytes {
    type Mask = __mmask64;
    type Sums = [__m512d; 8];

    #[inline(always)]
    unsafe fn at_least(ranks: *const u8, rank: u32) -> Self::Mask {
        // SAFETY: as said of the trait.
        unsafe { _mm512_cmpge_epu8_mask(_mm512_loadu_epi8(ranks.cast()), _mm512_set1_epi32(rank as i32)) }
    }

    #[inline(always)]
    unsafe fn splat(value: u8) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm512_set1_epi8(value as i8) })
    }

    #[inline(always)]
    unsafe fn select(mask: Self::Mask, right: Self, left: Self) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm512_mask_blend_epi8(mask, left.0, right.0) })
    }

    #[inline(always)]
    unsafe fn plus_where(self, mask: Self::Mask, value: u8) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { _mm512_mask_add_epi8(self.0, mask, self.0, Self::splat(value).0) })
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
    unsafe fn add_values(self, table: *const u32, depth: u32, sums: &mut Self::Sums) {
        // SAFETY: as said of the trait.
        unsafe {
            for (quarter, entries) in sixteens(self, table, depth).into_iter().enumerate() {
                let lower = _mm256_castsi256_ps(_mm512_castsi512_si256(entries));
                let upper = _mm256_castsi256_ps(_mm512_extracti64x4_epi64::<1>(entries));
                let at = 2 * quarter;
                sums[at] = _mm512_add_pd(sums[at], _mm512_cvtps_pd(lower));
                sums[at + 1] = _mm512_add_pd(sums[at + 1], _mm512_cvtps_pd(upper));
            }
        }
    }

    #[inline(always)]
    unsafe fn round_sums(sums: &mut Self::Sums) {
        for sum in sums {
            // SAFETY: as said of the trait.
            *sum = unsafe { _mm512_cvtps_pd(_mm512_cvtpd_ps(*sum)) };
        }
    }

    #[inline(always)]
    unsafe fn look_up(self, table: *const u32, depth: u32, to: *mut u32) {
        // SAFETY: as said of the trait.
        unsafe {
            for (quarter, entries) in sixteens(self, table, depth).into_iter().enumerate() {
                _mm512_storeu_epi32(to.add(16 * quarter).cast(), entries);
            }
        }
    }
}

/// The entries of a table, 16 rows a register.
/// # Safety
/// As RowBytes::add_values.
#[inline(always)]
unsafe fn sixteens(bytes: Avx512Bytes, table: *const u32, depth: u32) -> [__m512i; 4] {
    // SAFETY: as above; the parts of a table are read that its depth has.
    unsafe {
        let at = [
            _mm512_cvtepu8_epi32(_mm512_castsi512_si128(bytes.0)),
            _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32::<1>(bytes.0)),
            _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32::<2>(bytes.0)),
            _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32::<3>(bytes.0)),
        ];
        let mut entries = at;
        for (entry, at) in entries.iter_mut().zip(at) {
            *entry = match depth {
                0..=4 => _mm512_permutexvar_epi32(at, part(table, 0)),
                5 => of_32(table, at),
                6 => of_64(table, at),
                _ => {
                    let upper = _mm512_test_epi32_mask(at, _mm512_set1_epi32(64));
                    _mm512_mask_blend_epi32(upper, of_64(table, at), of_64(table.add(64), at))
                }
            };
        }
        entries
    }
}

/// # Safety
/// Part `number` of 16 entries of the table is there.
#[inline(always)]
unsafe fn part(table: *const u32, number: usize) -> __m512i {
    // SAFETY: as above.
    unsafe { _mm512_loadu_epi32(table.add(16 * number).cast()) }
}

/// # Safety
/// The table has 32 entries.
#[inline(always)]
unsafe fn of_32(table: *const u32, at: __m512i) -> __m512i {
    // SAFETY: as above.
    unsafe { _mm512_permutex2var_epi32(part(table, 0), at, part(table, 1)) }
}

/// # Safety
/// The table has 64 entries.
#[inline(always)]
unsafe fn of_64(table: *const u32, at: __m512i) -> __m512i {
    // SAFETY: as above.
    unsafe {
        let upper = _mm512_test_epi32_mask(at, _mm512_set1_epi32(32));
        _mm512_mask_blend_epi32(upper, of_32(table, at), of_32(table.add(32), at))
    }
}
