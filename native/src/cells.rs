//! Rows of a block as the keys that splits compare: 32-bit integers in the order of floats.
//!
//! A threshold is a float. A double x is >= a float exactly when x rounded down to float is, so that cells are floats, too. Their
//! bits, turned over for negative ones and raised by half the range for others, are integers of the same order: then NA and leaves
//! need no tests of their own, because there are integers below and above all floats.
//!
//! | key             | meaning                                          |
//! | --------------- | ------------------------------------------------ |
//! | 0               | NA in a slot where NA goes left                  |
//! | -inf ... +inf   | numbers; both zeros are one                      |
//! | `ABOVE_NUMBERS` | the threshold that no number reaches             |
//! | `NA_GOES_RIGHT` | NA in a slot where NA goes right                 |
//! | `NEVER`         | the threshold that nothing reaches: leaves       |
//!
//! A slot of levels holds the number of a bit (bitsets.rs): 0 for NA, level + 1, one more for levels that no bitset covers.

use std::collections::BTreeMap;

use napi::Result;

use crate::border::Columns;
use crate::forest_table::{CATEGORICAL, ForestTable, NA_RIGHT};
use crate::instruction_set::{InstructionSet, for_each_set};
use crate::tree_order::TreeOrder;

const NA_GOES_LEFT: u32 = 0;
const ABOVE_NUMBERS: u32 = key(f32::INFINITY) + 1;
const NA_GOES_RIGHT: u32 = NEVER - 1;
pub const NEVER: u32 = u32::MAX;

/// Rows that lie together: cell (slot, row) is at (row / LANES * slots + slot) * LANES + row % LANES.
pub const LANES: usize = 8;

/// A column in one of its readings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    NaLeft,
    NaRight,
    Level,
}

/// Every reading of a column that some split needs, in order of columns.
pub struct Slots {
    slots: BTreeMap<(usize, Reading), usize>,
    /// The same by `index_of`: many nodes ask, few slots there are.
    by_index: Vec<u32>,
    /// Per column that is split by levels: bitsets cover only levels below this number.
    levels: BTreeMap<usize, u32>,
}

impl Slots {
    pub fn new(table: &ForestTable, orders: &[TreeOrder]) -> Result<Self> {
        let mut used = Vec::new();
        let mut levels = BTreeMap::new();
        for &node in orders.iter().flat_map(|order| &order.nodes) {
            let node = node as usize;
            if !table.is_leaf(node) {
                let column = table.split_column(node)?;
                let index = index_of(column, reading_of(table, node));
                if index >= used.len() {
                    used.resize(index + 1, false);
                }
                used[index] = true;
                if table.has(node, CATEGORICAL) {
                    let bitset = table.bitset_of(node)?;
                    let most = levels.entry(column).or_insert(0);
                    *most = (bitset.first + bitset.length).max(*most);
                }
            }
        }
        let mut slots = BTreeMap::new();
        let mut by_index = vec![0u32; used.len()];
        for index in (0..used.len()).filter(|&index| used[index]) {
            by_index[index] = slots.len() as u32;
            slots.insert((index / READINGS.len(), READINGS[index % READINGS.len()]), slots.len());
        }
        Ok(Self { slots, by_index, levels })
    }

    pub fn count(&self) -> usize {
        self.slots.len()
    }

    /// The slot that a split reads.
    pub fn slot_of(&self, table: &ForestTable, node: usize) -> usize {
        self.by_index[index_of(table.column[node] as usize, reading_of(table, node))] as usize
    }

    /// Levels of a column that is split by levels.
    pub fn levels_of(&self, column: usize) -> u32 {
        self.levels[&column]
    }

    /// Keys of `rows` rows of a block from `first` on. Rows are filled up to a multiple of `multiple`, itself one of LANES, with
    /// zeros, which every slot can hold.
    pub fn fill(
        &self,
        set: InstructionSet,
        input: Columns,
        first: usize,
        rows: usize,
        multiple: usize,
        cells: &mut Vec<u32>,
    ) {
        cells.clear();
        cells.resize(rows.next_multiple_of(multiple) * self.count(), 0);
        for (&(column, reading), &slot) in &self.slots {
            let from = input.cells(column, first, rows);
            let to = &mut cells[slot * LANES..];
            match reading {
                Reading::NaLeft => fill_keys(set, from, NA_GOES_LEFT, to, self.count()),
                Reading::NaRight => fill_keys(set, from, NA_GOES_RIGHT, to, self.count()),
                Reading::Level => fill_levels(from, self.levels_of(column), to, self.count()),
            }
        }
    }
}

const READINGS: [Reading; 3] = [Reading::NaLeft, Reading::NaRight, Reading::Level];

/// Of slots in their order.
fn index_of(column: usize, reading: Reading) -> usize {
    column * READINGS.len() + reading as usize
}

fn reading_of(table: &ForestTable, node: usize) -> Reading {
    if table.has(node, CATEGORICAL) {
        Reading::Level
    } else if table.has(node, NA_RIGHT) {
        Reading::NaRight
    } else {
        Reading::NaLeft
    }
}

/// The key of a threshold.
pub fn threshold_key(threshold: f32) -> u32 {
    if threshold.is_nan() { ABOVE_NUMBERS } else { key(threshold) }
}

#[inline(always)]
const fn key(x: f32) -> u32 {
    // Adding 0 makes 0 of -0.
    let bits = (x + 0.0).to_bits();
    bits ^ (((bits as i32 >> 31) as u32) | 1 << 31)
}

/// The key of the greatest float that is not above x.
#[inline(always)]
fn key_below(x: f64, na: u32) -> u32 {
    // Converting rounds to nearest; the float below is the key below.
    let nearest = x as f32;
    let above = f64::from(nearest) > x;
    if x.is_nan() { na } else { key(nearest).wrapping_sub(u32::from(above)) }
}

/// Rows that are converted at once, contiguously, which makes vectors of the loop.
const AT_ONCE: usize = 64;

for_each_set! {
    /// The slot's cells start at `to`, and lie `slots` slots apart.
    pub fn fill_keys(from: &[f64], na: u32, to: &mut [u32], slots: usize) {
        for (part, from) in from.chunks(AT_ONCE).enumerate() {
            let mut keys = [0; AT_ONCE];
            for (key, &x) in keys.iter_mut().zip(from) {
                *key = key_below(x, na);
            }
            for (group, keys) in keys[..from.len()].chunks(LANES).enumerate() {
                to[(part * AT_ONCE + group * LANES) * slots..][..keys.len()].copy_from_slice(keys);
            }
        }
    }
}

fn fill_levels(from: &[f64], levels: u32, to: &mut [u32], slots: usize) {
    for (row, &x) in from.iter().enumerate() {
        to[row / LANES * slots * LANES + row % LANES] = level_bit(x, levels);
    }
}

/// The number of a level's bit (bitsets.rs), in a column of so many.
#[inline(always)]
pub fn level_bit(x: f64, levels: u32) -> u32 {
    // `as` is Java's (int). A negative level is a great unsigned number.
    let level = (x as i32 as u32).min(levels);
    if x.is_nan() { 0 } else { level + 1 }
}
