//! The forest table of src/engine/forest-table.ts, checked once: what is built of it can be walked without looking at bounds.

use napi::{Error, Result};

use crate::border::refuse;
use crate::shared::Content;

pub const NA_RIGHT: u8 = 1;
pub const CATEGORICAL: u8 = 2;
pub const OUTSIDE_RIGHT: u8 = 4;

/// The arrays of a forest table, named as there.
#[derive(Clone, Copy)]
pub struct ForestTable<'a> {
    pub groups: usize,
    pub trees_per_group: usize,
    pub columns: usize,
    pub tree_start: &'a [i32],
    pub column: &'a [i32],
    pub threshold: &'a [f32],
    pub left: &'a [i32],
    pub flags: &'a [u8],
    pub bitset: &'a [i32],
    pub bitset_first: &'a [i32],
    pub bitset_length: &'a [i32],
    pub bitset_start: &'a [i32],
    pub bits: &'a [u8],
}

/// The levels that a categorical split covers, and where they go.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bitset {
    pub first: u32,
    pub length: u32,
    /// First byte of `bits`.
    pub start: usize,
}

impl ForestTable<'_> {
    /// All that is in it.
    pub fn content(&self) -> Content {
        Content::new()
            .number(self.groups)
            .number(self.trees_per_group)
            .number(self.columns)
            .numbers(self.tree_start)
            .numbers(self.column)
            .numbers(self.threshold)
            .numbers(self.left)
            .numbers(self.flags)
            .numbers(self.bitset)
            .numbers(self.bitset_first)
            .numbers(self.bitset_length)
            .numbers(self.bitset_start)
            .numbers(self.bits)
    }

    /// Refuses arrays that do not belong together. Nodes are checked while trees are put in order.
    pub fn check(&self) -> Result<()> {
        let nodes = self.column.len();
        let lengths = [self.threshold.len(), self.left.len(), self.flags.len(), self.bitset.len()];
        let trees = crate::border::product(self.groups, self.trees_per_group)?;
        let starts = self.tree_start;
        if lengths.iter().any(|&length| length != nodes) {
            return refuse("arrays of nodes of different lengths");
        }
        if u32::try_from(nodes).is_err() || starts.len() != trees + 1 || starts[0] < 0 {
            return refuse("starts of trees that are not one for each tree");
        }
        if starts.windows(2).any(|pair| pair[0] > pair[1]) || starts[trees] as usize > nodes {
            return refuse("starts of trees that are not in order");
        }
        if self.bitset_length.len() != self.bitset_first.len()
            || self.bitset_start.len() != self.bitset_first.len()
        {
            return refuse("arrays of bitsets of different lengths");
        }
        Ok(())
    }

    pub fn trees(&self) -> usize {
        self.tree_start.len() - 1
    }

    /// First node and number of nodes of a tree.
    pub fn tree(&self, tree: usize) -> (usize, usize) {
        let start = self.tree_start[tree] as usize;
        (start, self.tree_start[tree + 1] as usize - start)
    }

    pub fn is_leaf(&self, node: usize) -> bool {
        self.column[node] < 0
    }

    /// The input column of a split.
    pub fn split_column(&self, node: usize) -> Result<usize> {
        let column = self.column[node] as usize;
        if column < self.columns { Ok(column) } else { refuse("a split of a column that is not there") }
    }

    pub fn has(&self, node: usize, flag: u8) -> bool {
        self.flags[node] & flag != 0
    }

    /// The bitset of a categorical split.
    pub fn bitset_of(&self, node: usize) -> Result<Bitset> {
        let found = usize::try_from(self.bitset[node]).ok().and_then(|b| {
            let first = u32::try_from(*self.bitset_first.get(b)?).ok()?;
            let length = u32::try_from(self.bitset_length[b]).ok()?;
            let start = usize::try_from(self.bitset_start[b]).ok()?;
            let inside = start.checked_add(length.div_ceil(8) as usize)? <= self.bits.len();
            (inside && first.checked_add(length)? < i32::MAX as u32 - 1).then_some(Bitset {
                first,
                length,
                start,
            })
        });
        found.ok_or_else(|| Error::from_reason("a split by a bitset that is not there"))
    }

    /// Bit `bit` of a bitset, below its length.
    pub fn bit(&self, bitset: Bitset, bit: u32) -> bool {
        self.bits[bitset.start + (bit >> 3) as usize] >> (bit & 7) & 1 != 0
    }
}
