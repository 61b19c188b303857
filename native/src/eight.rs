//! Eight doubles side by side: the eight partial sums of genmodel's dense layers.

/// Eight doubles on which operations work one by one.
pub trait Eight: Copy {
    fn zero() -> Self;
    /// # Safety
    /// Eight doubles from `from` on can be read. (Here and below: the processor runs the type's instructions.)
    unsafe fn load(from: *const f64) -> Self;
    /// Eight floats as doubles.
    /// # Safety
    /// Eight floats from `from` on can be read.
    unsafe fn load_floats(from: *const f32) -> Self;
    /// The same number eight times.
    /// # Safety
    /// As above.
    unsafe fn splat(number: f64) -> Self;
    /// # Safety
    /// As above.
    unsafe fn plus(self, other: Self) -> Self;
    /// self + a * b, rounded after each of the two operations.
    /// # Safety
    /// As above.
    unsafe fn plus_product(self, a: Self, b: Self) -> Self;
    fn lanes(self) -> [f64; 8];
}

/// What the compiler makes of it for the instruction set at hand.
#[derive(Clone, Copy)]
pub struct AnyEight([f64; 8]);

impl Eight for AnyEight {
    #[inline(always)]
    fn zero() -> Self {
        Self([0.0; 8])
    }

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { from.cast::<[f64; 8]>().read_unaligned() })
    }

    #[inline(always)]
    unsafe fn load_floats(from: *const f32) -> Self {
        // SAFETY: as said of the trait.
        Self(unsafe { from.cast::<[f32; 8]>().read_unaligned() }.map(f64::from))
    }

    #[inline(always)]
    unsafe fn splat(number: f64) -> Self {
        Self([number; 8])
    }

    #[inline(always)]
    unsafe fn plus(mut self, other: Self) -> Self {
        for i in 0..8 {
            self.0[i] += other.0[i];
        }
        self
    }

    #[inline(always)]
    unsafe fn plus_product(mut self, a: Self, b: Self) -> Self {
        for i in 0..8 {
            self.0[i] += a.0[i] * b.0[i];
        }
        self
    }

    #[inline(always)]
    fn lanes(self) -> [f64; 8] {
        self.0
    }
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::*;

    /// Two AVX registers.
    #[derive(Clone, Copy)]
    pub struct Avx2Eight(__m256d, __m256d);

    impl super::Eight for Avx2Eight {
        #[inline(always)]
        fn zero() -> Self {
            // SAFETY: all bits zero is the register of zeros.
            unsafe { std::mem::zeroed() }
        }

        #[inline(always)]
        unsafe fn load(from: *const f64) -> Self {
            // SAFETY: as said of the trait.
            unsafe { Self(_mm256_loadu_pd(from), _mm256_loadu_pd(from.add(4))) }
        }

        #[inline(always)]
        unsafe fn load_floats(from: *const f32) -> Self {
            // SAFETY: as said of the trait.
            unsafe { Self(_mm256_cvtps_pd(_mm_loadu_ps(from)), _mm256_cvtps_pd(_mm_loadu_ps(from.add(4)))) }
        }

        #[inline(always)]
        unsafe fn splat(number: f64) -> Self {
            // SAFETY: as said of the trait.
            unsafe { Self(_mm256_set1_pd(number), _mm256_set1_pd(number)) }
        }

        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: as said of the trait.
            unsafe { Self(_mm256_add_pd(self.0, other.0), _mm256_add_pd(self.1, other.1)) }
        }

        #[inline(always)]
        unsafe fn plus_product(self, a: Self, b: Self) -> Self {
            // SAFETY: as said of the trait.
            unsafe {
                Self(
                    _mm256_add_pd(self.0, _mm256_mul_pd(a.0, b.0)),
                    _mm256_add_pd(self.1, _mm256_mul_pd(a.1, b.1)),
                )
            }
        }

        #[inline(always)]
        fn lanes(self) -> [f64; 8] {
            // SAFETY: two registers are eight doubles.
            unsafe { std::mem::transmute(self) }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::*;

    /// One AVX-512 register.
    #[derive(Clone, Copy)]
    pub struct Avx512Eight(__m512d);

    impl super::Eight for Avx512Eight {
        #[inline(always)]
        fn zero() -> Self {
            // SAFETY: all bits zero is the register of zeros.
            unsafe { std::mem::zeroed() }
        }

        #[inline(always)]
        unsafe fn load(from: *const f64) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm512_loadu_pd(from) })
        }

        #[inline(always)]
        unsafe fn load_floats(from: *const f32) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm512_cvtps_pd(_mm256_loadu_ps(from)) })
        }

        #[inline(always)]
        unsafe fn splat(number: f64) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm512_set1_pd(number) })
        }

        #[inline(always)]
        unsafe fn plus(self, other: Self) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm512_add_pd(self.0, other.0) })
        }

        #[inline(always)]
        unsafe fn plus_product(self, a: Self, b: Self) -> Self {
            // SAFETY: as said of the trait.
            Self(unsafe { _mm512_add_pd(self.0, _mm512_mul_pd(a.0, b.0)) })
        }

        #[inline(always)]
        fn lanes(self) -> [f64; 8] {
            // SAFETY: a register is eight doubles.
            unsafe { std::mem::transmute(self) }
        }
    }
}

#[cfg(target_arch = "x86_64")]
pub use {avx2::Avx2Eight, avx512::Avx512Eight};
