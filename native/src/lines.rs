//! Memory in lines of the cache.

use std::ops::{Deref, DerefMut};
use std::slice;

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

/// Floats that begin with a line: where each register of them is one line, no load touches two.
#[derive(Default)]
pub struct FloatLines {
    lines: Vec<Line>,
    count: usize,
}

impl FloatLines {
    /// `count` zeros.
    pub fn new(count: usize) -> Self {
        let mut floats = Self::default();
        floats.resize(count);
        floats
    }

    /// Makes room for `count`; what the others are is not said.
    pub fn resize(&mut self, count: usize) {
        resize_lines(&mut self.lines, count * size_of::<f32>());
        self.count = count;
    }
}

impl Deref for FloatLines {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        // SAFETY: the lines have room for so many floats, and all of their bytes are written.
        unsafe { slice::from_raw_parts(self.lines.as_ptr().cast(), self.count) }
    }
}

impl DerefMut for FloatLines {
    fn deref_mut(&mut self) -> &mut [f32] {
        // SAFETY: as above.
        unsafe { slice::from_raw_parts_mut(self.lines.as_mut_ptr().cast(), self.count) }
    }
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
