//! Thresholds as a search tree whose levels are tables in registers (plane_avx512.rs).

/// Most thresholds.
const MOST: usize = 255;
/// Where levels start, and where the last one ends: each starts with a register of 16.
pub const STARTS: [usize; 9] = [0, 16, 32, 48, 64, 80, 112, 176, 304];

/// Level by level: level l has 2^l thresholds.
pub struct Halves {
    levels: usize,
    table: Box<[f32]>,
}

impl Halves {
    /// `sorted`: in ascending order; None where they are too many.
    pub fn new(sorted: &[f32]) -> Option<Self> {
        if sorted.len() > MOST {
            return None;
        }
        let levels = (usize::BITS - sorted.len().leading_zeros()) as usize;
        let mut table = vec![f32::NAN; STARTS[levels]].into_boxed_slice();
        for level in 0..levels {
            let step = 1 << (levels - level);
            for (number, threshold) in table[STARTS[level]..][..1 << level].iter_mut().enumerate() {
                *threshold = sorted.get(number * step + step / 2 - 1).copied().unwrap_or(f32::NAN);
            }
        }
        Some(Self { levels, table })
    }

    pub fn levels(&self) -> usize {
        self.levels
    }

    pub fn table(&self) -> &[f32] {
        &self.table
    }
}
