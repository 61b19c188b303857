//! Bits of categorical splits: one for NA, one for each level of the column, one for all other levels, whatever range the model
//! stored, so that a walk need not look at ranges.

use std::collections::HashMap;

use napi::Result;

use crate::border::refuse;
use crate::forest_table::{Bitset, ForestTable, NA_RIGHT, OUTSIDE_RIGHT};

/// Most bytes: src/engine/native/kernels.ts walks forests that would need more by the table itself.
const MOST_BYTES: usize = 1 << 28;

/// The bits of all categorical splits of a forest; equal ones once.
pub struct Bitsets {
    bits: Vec<u8>,
    offsets: HashMap<(Bitset, u8, u32), u32>,
}

impl Bitsets {
    /// Bit 0 is clear: splits by a threshold look at it.
    pub fn new() -> Self {
        Self { bits: vec![0], offsets: HashMap::new() }
    }

    pub fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// Bit `bit` of those that start at `start`.
    pub fn bit(&self, start: u32, bit: u32) -> bool {
        self.bits[start as usize + (bit >> 3) as usize] >> (bit & 7) & 1 != 0
    }

    /// Where the bits of a categorical split start, in bytes; `levels`: of its column, from 0 on.
    pub fn offset_of(&mut self, table: &ForestTable, node: usize, levels: u32) -> Result<u32> {
        let bitset = table.bitset_of(node)?;
        let directions = table.flags[node] & (NA_RIGHT | OUTSIDE_RIGHT);
        let key = (bitset, directions, levels);
        if let Some(&offset) = self.offsets.get(&key) {
            return Ok(offset);
        }
        let start = self.bits.len();
        let end = start + (levels as usize + 2).div_ceil(8);
        if end > MOST_BYTES {
            return refuse("more bits of categorical splits than memory is set aside for");
        }
        self.bits.resize(end, 0);
        let mut set = |bit: u32| self.bits[start + (bit >> 3) as usize] |= 1 << (bit & 7);
        if directions & NA_RIGHT != 0 {
            set(0);
        }
        let outside_right = directions & OUTSIDE_RIGHT != 0;
        for level in 0..=levels {
            let bit = level.wrapping_sub(bitset.first);
            if if bit < bitset.length { table.bit(bitset, bit) } else { outside_right } {
                set(level + 1);
            }
        }
        self.offsets.insert(key, start as u32);
        Ok(start as u32)
    }
}
