//! Ranks of cells among the thresholds of a few trees: one byte in place of a key, so that one instruction makes a test for 64 rows.
//!
//! rank = number of thresholds that are <= the cell, so that cell >= threshold j (from 0, in order) exactly when rank > j.

use crate::cells::{LANES, NEVER};
use crate::instruction_set::InstructionSet;
#[cfg(target_arch = "x86_64")]
use crate::ranks_avx512::rank_64;

/// Rows that are tested at once.
pub const ROWS: usize = 64;
/// Most thresholds of a slot: their ranks are 1 to 254, and 255 is reached by no cell.
pub const MOST: usize = 254;
/// The rank that no cell reaches.
pub const NO_RANK: u8 = 255;

/// A slot's thresholds as a search tree, level by level: level l has 2^l of them, from STARTS[l] on.
#[derive(Clone)]
pub struct Thresholds {
    levels: usize,
    keys: Box<[u32]>,
}

/// Each level starts with a register of 16.
pub const STARTS: [usize; 9] = [0, 16, 32, 48, 64, 80, 112, 176, 304];

impl Thresholds {
    /// `sorted`: at most MOST different keys, in order.
    pub fn new(sorted: &[u32]) -> Self {
        let levels = (usize::BITS - sorted.len().leading_zeros()) as usize;
        let mut keys = vec![NEVER; STARTS[levels]].into_boxed_slice();
        for level in 0..levels {
            let step = 1 << (levels - level);
            for (j, key) in keys[STARTS[level]..][..1 << level].iter_mut().enumerate() {
                *key = sorted.get(j * step + step / 2 - 1).copied().unwrap_or(NEVER);
            }
        }
        Self { levels, keys }
    }

    pub fn levels(&self) -> usize {
        self.levels
    }

    pub fn keys(&self) -> &[u32] {
        &self.keys
    }

    fn rank(&self, cell: u32) -> u8 {
        let mut rank = 0;
        for level in 0..self.levels {
            rank = 2 * rank + usize::from(cell >= self.keys[STARTS[level] + rank]);
        }
        rank as u8
    }
}

/// Ranks of whole groups of ROWS rows: group by group, slot by slot.
pub fn fill_ranks(set: InstructionSet, thresholds: &[Thresholds], cells: &[u32], ranks: &mut [u8]) {
    let slots = thresholds.len();
    if slots == 0 {
        return;
    }
    for (cells, ranks) in cells.chunks_exact(slots * ROWS).zip(ranks.chunks_exact_mut(slots * ROWS)) {
        for (slot, (thresholds, ranks)) in thresholds.iter().zip(ranks.as_chunks_mut::<ROWS>().0).enumerate()
        {
            let cells = &cells[slot * LANES..];
            match set {
                // SAFETY: there is no InstructionSet that the processor cannot run.
                #[cfg(target_arch = "x86_64")]
                InstructionSet::Avx512 => unsafe { rank_64(thresholds, cells, slots, ranks) },
                _ => {
                    for (group, ranks) in ranks.as_chunks_mut::<LANES>().0.iter_mut().enumerate() {
                        for (rank, &cell) in ranks.iter_mut().zip(&cells[group * slots * LANES..][..LANES]) {
                            *rank = thresholds.rank(cell);
                        }
                    }
                }
            }
        }
    }
}
