//! Floats side by side, for layers in single precision: here the order and the number of roundings are free.

/// Lanes on which operations work one by one.
pub trait Floats: Copy {
    const LANES: usize;
    /// # Safety
    /// The processor runs the type's instructions (here and below), and LANES floats from `from` on can be read.
    unsafe fn load(from: *const f32) -> Self;
    /// # Safety
    /// As above, for writing.
    unsafe fn store(self, to: *mut f32);
    /// # Safety
    /// As above.
    unsafe fn splat(x: f32) -> Self;
    /// self + a * b, in one rounding where the processor can.
    /// # Safety
    /// As above.
    unsafe fn plus_product(self, a: Self, b: Self) -> Self;

    /// Of LANES inputs from `from` on those that are not zero, and their offsets: the first one's is `offset`, each other's is LANES
    /// more than the one's before. Returns how many.
    /// # Safety
    /// As above; LANES numbers can be written to `offsets` and to `values`, whatever is returned.
    #[inline(always)]
    unsafe fn list(from: *const f32, offset: u32, offsets: *mut u32, values: *mut f32) -> usize {
        let mut count = 0;
        for lane in 0..Self::LANES {
            // SAFETY: as said above.
            unsafe {
                let value = *from.add(lane);
                // Written always and kept when it is not zero: no jump to be guessed.
                *offsets.add(count) = offset + (lane * Self::LANES) as u32;
                *values.add(count) = value;
                count += usize::from(value != 0.0);
            }
        }
        count
    }
}

/// What the compiler makes of it for the instruction set at hand.
#[derive(Clone, Copy)]
pub struct AnyFloats([f32; 4]);

impl Floats for AnyFloats {
    const LANES: usize = 4;

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { from.cast::<[f32; 4]>().read_unaligned() })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: as said of the trait.
        unsafe { to.cast::<[f32; 4]>().write_unaligned(self.0) }
    }

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self {
        Self([x; 4])
    }

    #[inline(always)]
    unsafe fn plus_product(mut self, a: Self, b: Self) -> Self {
        for i in 0..4 {
            self.0[i] += a.0[i] * b.0[i];
        }
        self
    }
}

#[cfg(target_arch = "x86_64")]
mod avx {
    use std::arch::x86_64::*;

    use super::Floats;

    #[derive(Clone, Copy)]
    pub struct Avx2Floats(__m256);

    impl Floats for Avx2Floats {
        const LANES: usize = 8;

        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm256_loadu_ps(from) })
        }

        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: as said of the trait.
            unsafe { _mm256_storeu_ps(to, self.0) }
        }

        #[inline(always)]
        unsafe fn splat(x: f32) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm256_set1_ps(x) })
        }

        #[inline(always)]
        unsafe fn plus_product(self, a: Self, b: Self) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm256_fmadd_ps(a.0, b.0, self.0) })
        }
    }

    #[derive(Clone, Copy)]
    pub struct Avx512Floats(__m512);

    impl Floats for Avx512Floats {
        const LANES: usize = 16;

        #[inline(always)]
        unsafe fn load(from: *const f32) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm512_loadu_ps(from) })
        }

        #[inline(always)]
        unsafe fn store(self, to: *mut f32) {
            // SAFETY: as said of the trait.
            unsafe { _mm512_storeu_ps(to, self.0) }
        }

        #[inline(always)]
        unsafe fn splat(x: f32) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm512_set1_ps(x) })
        }

        #[inline(always)]
        unsafe fn plus_product(self, a: Self, b: Self) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm512_fmadd_ps(a.0, b.0, self.0) })
        }

        #[inline(always)]
        unsafe fn list(from: *const f32, offset: u32, offsets: *mut u32, values: *mut f32) -> usize {
            // SAFETY: as said of the trait.
            unsafe {
                let x = _mm512_loadu_ps(from);
                let found = _mm512_cmp_ps_mask::<_CMP_NEQ_UQ>(x, _mm512_setzero_ps());
                let lanes =
                    _mm512_setr_epi32(0, 16, 32, 48, 64, 80, 96, 112, 128, 144, 160, 176, 192, 208, 224, 240);
                let offset = _mm512_add_epi32(lanes, _mm512_set1_epi32(offset as i32));
                _mm512_storeu_si512(offsets.cast(), _mm512_maskz_compress_epi32(found, offset));
                _mm512_storeu_ps(values, _mm512_maskz_compress_ps(found, x));
                found.count_ones() as usize
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub use avx::{Avx2Floats, Avx512Floats};
