//! Memory in lines of the cache.

/// A line, aligned as one.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub struct Line([u8; 64]);

impl Line {
    pub const CLEAR: Self = Self([0; 64]);
}

/// Makes room for so many bytes; those that are new are clear.
pub fn resize_lines(lines: &mut Vec<Line>, bytes: usize) {
    lines.resize(bytes.div_ceil(size_of::<Line>()), Line::CLEAR);
}

/// Starts to bring items into the second-level cache.
pub fn prefetch<T>(items: &[T]) {
    for line in items.chunks(size_of::<Line>() / size_of::<T>()) {
        // SAFETY: prefetching reads nothing, and every x86-64 can do it.
        #[cfg(target_arch = "x86_64")]
        unsafe {
            use std::arch::x86_64::{_MM_HINT_T1, _mm_prefetch};
            _mm_prefetch::<_MM_HINT_T1>(line.as_ptr().cast());
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = line;
    }
}
