//! Rows to columns and back: blocks of cells that are turned in registers, so that whole cache lines are read and written.

use crate::instruction_set::InstructionSet;

/// A matrix cell that can be turned.
pub trait Cell: Copy {
    /// to[c * to_stride + r] = from[r * from_stride + c] for `rows` rows of `columns` cells.
    fn turn(
        set: InstructionSet,
        from: &[Self],
        from_stride: usize,
        rows: usize,
        columns: usize,
        to: &mut [Self],
        to_stride: usize,
    );
}

/// As many cells side by side as a block has rows.
trait Line: Copy {
    type Cell: Copy;
    /// # Safety
    /// The processor runs the type's instructions (here and below), and a line of cells from `from` on can be read.
    unsafe fn load(from: *const Self::Cell) -> Self;
    /// # Safety
    /// As above, for writing.
    unsafe fn store(self, to: *mut Self::Cell);
    /// The cells of both in turn, beginning with the first of `self`: two lines.
    /// # Safety
    /// As above.
    unsafe fn zip(self, other: Self) -> [Self; 2];
}

/// Blocks of N lines of N cells, and the cells that are left over one by one.
/// # Safety
/// The processor runs the instructions of `L`, which has N cells; there are as many cells as `Cell::turn` says.
#[inline(always)]
unsafe fn turn_blocks<L: Line, const N: usize>(
    from: *const L::Cell,
    from_stride: usize,
    rows: usize,
    columns: usize,
    to: *mut L::Cell,
    to_stride: usize,
) {
    let (whole_rows, whole_columns) = (rows - rows % N, columns - columns % N);
    // SAFETY: all cells are within `rows` and `columns`.
    unsafe {
        for row in (0..whole_rows).step_by(N) {
            for column in (0..whole_columns).step_by(N) {
                let from = from.add(row * from_stride + column);
                let mut lines = [L::load(from); N];
                for i in 1..N {
                    lines[i] = L::load(from.add(i * from_stride));
                }
                // Each round moves the highest bit of a cell's row number behind the lowest of its column number.
                lines = zipped(lines);
                lines = zipped(lines);
                if N > 4 {
                    lines = zipped(lines);
                }
                if N > 8 {
                    lines = zipped(lines);
                }
                let to = to.add(column * to_stride + row);
                for i in 0..N {
                    lines[i].store(to.add(i * to_stride));
                }
            }
        }
        let one = |row: usize, column: usize| {
            *to.add(column * to_stride + row) = *from.add(row * from_stride + column);
        };
        for row in 0..whole_rows {
            (whole_columns..columns).for_each(|column| one(row, column));
        }
        for column in 0..columns {
            (whole_rows..rows).for_each(|row| one(row, column));
        }
    }
}

/// # Safety
/// The processor runs the instructions of `L`.
#[inline(always)]
unsafe fn zipped<L: Line, const N: usize>(lines: [L; N]) -> [L; N] {
    let mut zipped = lines;
    for i in 0..N / 2 {
        // SAFETY: as this function.
        [zipped[2 * i], zipped[2 * i + 1]] = unsafe { lines[i].zip(lines[i + N / 2]) };
    }
    zipped
}

/// Four cells, for every processor.
impl<T: Copy> Line for [T; 4] {
    type Cell = T;

    #[inline(always)]
    unsafe fn load(from: *const T) -> Self {
        // SAFETY: as said of the trait.
        unsafe { from.cast::<Self>().read_unaligned() }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut T) {
        // SAFETY: as said of the trait.
        unsafe { to.cast::<Self>().write_unaligned(self) }
    }

    #[inline(always)]
    unsafe fn zip(self, other: Self) -> [Self; 2] {
        let ([a, b, c, d], [e, f, g, h]) = (self, other);
        [[a, e, b, f], [c, g, d, h]]
    }
}

#[cfg(target_arch = "x86_64")]
mod lines {
    use std::arch::x86_64::*;

    use super::Line;

    macro_rules! line {
        ($register:ty, $cell:ty, $load:ident, $store:ident, |$a:ident, $b:ident| $zip:expr) => {
            impl Line for $register {
                type Cell = $cell;

                #[inline(always)]
                unsafe fn load(from: *const $cell) -> Self {
                    // SAFETY: as said of the trait.
                    unsafe { $load(from) }
                }

                #[inline(always)]
                unsafe fn store(self, to: *mut $cell) {
                    // SAFETY: as said of the trait.
                    unsafe { $store(to, self) }
                }

                #[inline(always)]
                unsafe fn zip(self, other: Self) -> [Self; 2] {
                    let ($a, $b) = (self, other);
                    // SAFETY: as said of the trait.
                    unsafe { $zip }
                }
            }
        };
    }

    line!(__m512, f32, _mm512_loadu_ps, _mm512_storeu_ps, |a, b| {
        let first = _mm512_setr_epi32(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
        let second = _mm512_setr_epi32(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
        [_mm512_permutex2var_ps(a, first, b), _mm512_permutex2var_ps(a, second, b)]
    });
    line!(__m512d, f64, _mm512_loadu_pd, _mm512_storeu_pd, |a, b| {
        let first = _mm512_setr_epi64(0, 8, 1, 9, 2, 10, 3, 11);
        let second = _mm512_setr_epi64(4, 12, 5, 13, 6, 14, 7, 15);
        [_mm512_permutex2var_pd(a, first, b), _mm512_permutex2var_pd(a, second, b)]
    });
    line!(__m256, f32, _mm256_loadu_ps, _mm256_storeu_ps, |a, b| {
        let (low, high) = (_mm256_unpacklo_ps(a, b), _mm256_unpackhi_ps(a, b));
        [_mm256_permute2f128_ps::<0x20>(low, high), _mm256_permute2f128_ps::<0x31>(low, high)]
    });
    line!(__m256d, f64, _mm256_loadu_pd, _mm256_storeu_pd, |a, b| {
        let (low, high) = (_mm256_unpacklo_pd(a, b), _mm256_unpackhi_pd(a, b));
        [_mm256_permute2f128_pd::<0x20>(low, high), _mm256_permute2f128_pd::<0x31>(low, high)]
    });
}

macro_rules! cell {
    ($cell:ty, $avx512:ident, $in_avx512:literal, $avx2:ident, $in_avx2:literal) => {
        impl Cell for $cell {
            fn turn(
                set: InstructionSet,
                from: &[Self],
                from_stride: usize,
                rows: usize,
                columns: usize,
                to: &mut [Self],
                to_stride: usize,
            ) {
                if rows == 0 || columns == 0 {
                    return;
                }
                assert!(from_stride >= columns && from.len() >= (rows - 1) * from_stride + columns);
                assert!(to_stride >= rows && to.len() >= (columns - 1) * to_stride + rows);
                let (from, to) = (from.as_ptr(), to.as_mut_ptr());

                #[cfg(target_arch = "x86_64")]
                use std::arch::x86_64::{$avx2, $avx512};

                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx2,bmi1,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")]
                fn avx512(
                    from: *const $cell,
                    from_stride: usize,
                    rows: usize,
                    columns: usize,
                    to: *mut $cell,
                    to_stride: usize,
                ) {
                    // SAFETY: the processor runs AVX-512 where this function is called; sizes were checked.
                    unsafe {
                        turn_blocks::<$avx512, $in_avx512>(from, from_stride, rows, columns, to, to_stride)
                    }
                }

                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx2,bmi1,bmi2")]
                fn avx2(
                    from: *const $cell,
                    from_stride: usize,
                    rows: usize,
                    columns: usize,
                    to: *mut $cell,
                    to_stride: usize,
                ) {
                    // SAFETY: the processor runs AVX2 where this function is called; sizes were checked.
                    unsafe { turn_blocks::<$avx2, $in_avx2>(from, from_stride, rows, columns, to, to_stride) }
                }

                match set {
                    // SAFETY: there is no InstructionSet that the processor cannot run.
                    #[cfg(target_arch = "x86_64")]
                    InstructionSet::Avx512 => unsafe {
                        avx512(from, from_stride, rows, columns, to, to_stride)
                    },
                    #[cfg(target_arch = "x86_64")]
                    InstructionSet::Avx2 => unsafe { avx2(from, from_stride, rows, columns, to, to_stride) },
                    // SAFETY: needs no instructions that are not everywhere; sizes were checked.
                    _ => unsafe {
                        turn_blocks::<[$cell; 4], 4>(from, from_stride, rows, columns, to, to_stride)
                    },
                }
            }
        }
    };
}

cell!(f32, __m512, 16, __m256, 8);
cell!(f64, __m512d, 8, __m256d, 4);
