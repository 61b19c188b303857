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
