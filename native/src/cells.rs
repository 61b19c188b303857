//! Rows of a block as the keys that splits compare: 32-bit integers in the order of floats.
//!
//! A threshold is a float. A double x is >= a float exactly when x rounded down to float is, so that cells are floats, too. Their
//! bits, turned over for negative ones and raised by half the range for others, are integers of the same order: then NA needs no test
//! of its own, because there are integers below and above all floats. A row goes right where its cell's key is above the split's,
//! which is the one below the threshold's.
//!
//! | key             | meaning                                          |
//! | --------------- | ------------------------------------------------ |
//! | 0               | NA in a slot where NA goes left; the leaves' slot |
//! | -inf ... +inf   | numbers; both zeros are one                      |
//! | `ABOVE_NUMBERS` | the threshold that no number reaches             |
//! | `NA_GOES_RIGHT` | NA in a slot where NA goes right                 |
//!
//! Leaves look at slot 0, where every row has key 0, which is above no key. So theirs may be any bits: their values.
//!
//! A slot of levels holds the number of a bit (bitsets.rs): 0 for NA, level + 1, one more for levels that no bitset covers.
//!
//! A column of numbers has one slot, and another one, `right` slots behind it, for the splits that send NA to the right. Rows without
//! NA have the same key in both. They are kept without the second half, whose bit in a slot's number is not looked at then: half the
//! cells are filled, and more of them stay in the first-level cache.

use std::collections::BTreeMap;

use napi::Result;

use crate::border::Columns;
use crate::forest_table::{CATEGORICAL, ForestTable, NA_RIGHT};
use crate::instruction_set::{InstructionSet, for_each_set};
use crate::tree_order::TreeOrder;

const NA_GOES_LEFT: u32 = 0;
const ABOVE_NUMBERS: u32 = key(f32::INFINITY) + 1;
const NA_GOES_RIGHT: u32 = u32::MAX;

/// Rows that lie together: cell (slot, row) is at (row / LANES * slots + slot) * LANES + row % LANES.
pub const LANES: usize = 8;

/// What leaves look at.
pub const LEAF_SLOT: usize = 0;

/// A column in one of its readings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reading {
    Number,
    Level,
}

const READINGS: [Reading; 2] = [Reading::Number, Reading::Level];

/// Every reading of a column that some split needs, in order of columns.
pub struct Slots {
    slots: BTreeMap<(usize, Reading), usize>,
    /// The same by `index_of`: many nodes ask, few slots there are.
    by_index: Vec<u32>,
    /// Per column that is split by levels: bitsets cover only levels below this number.
    levels: BTreeMap<usize, u32>,
    /// So far behind a column's slot is that of the splits that send NA to the right: a power of two, above all slots.
    right: usize,
    /// Whether there are such splits.
    some_right: bool,
}

/// The keys of some rows.
#[derive(Default)]
pub struct Cells {
    keys: Vec<u32>,
    /// Slots of a row.
    slots: usize,
    /// The bits of a slot's number that are looked at.
    mask: usize,
}

impl Cells {
    /// Those of rows from `row` on, which is a multiple of LANES.
    pub fn from(&self, row: usize) -> CellsOf<'_> {
        CellsOf { keys: &self.keys[row * self.slots..], slots: self.slots, mask: self.mask }
    }

    /// Those of a row, one of the first LANES, and of those behind it.
    pub fn of_row(&self, row: usize) -> CellsOf<'_> {
        CellsOf { keys: &self.keys[row..], slots: self.slots, mask: self.mask }
    }
}

/// As `Cells`, from some row on.
#[derive(Clone, Copy)]
pub struct CellsOf<'a> {
    pub keys: &'a [u32],
    pub slots: usize,
    pub mask: usize,
}

impl Cells {
    /// All are 0.
    fn resize(&mut self, rows: usize) {
        self.keys.clear();
        self.keys.resize(rows.next_multiple_of(LANES) * self.slots, 0);
    }
}

impl Slots {
    pub fn new(table: &ForestTable, orders: &[TreeOrder]) -> Result<Self> {
        let mut used = Vec::new();
        let mut levels = BTreeMap::new();
        let mut some_right = false;
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
                } else {
                    some_right |= table.has(node, NA_RIGHT);
                }
            }
        }
        let mut slots = BTreeMap::new();
        let mut by_index = vec![0u32; used.len()];
        for index in (0..used.len()).filter(|&index| used[index]) {
            let slot = LEAF_SLOT + 1 + slots.len();
            by_index[index] = slot as u32;
            slots.insert((index / READINGS.len(), READINGS[index % READINGS.len()]), slot);
        }
        let right = (slots.len() + 1).next_power_of_two();
        Ok(Self { slots, by_index, levels, right, some_right })
    }

    /// Slots of rows without NA.
    fn count(&self) -> usize {
        self.slots.len() + 1
    }

    /// Bits of a slot's number.
    pub fn bits(&self) -> u32 {
        self.right.trailing_zeros() + u32::from(self.some_right)
    }

    /// The slot that a split reads.
    pub fn slot_of(&self, table: &ForestTable, node: usize) -> usize {
        let slot = self.by_index[index_of(table.column[node] as usize, reading_of(table, node))] as usize;
        let is_right = !table.has(node, CATEGORICAL) && table.has(node, NA_RIGHT);
        if is_right { self.right + slot } else { slot }
    }

    /// Levels of a column that is split by levels.
    pub fn levels_of(&self, column: usize) -> u32 {
        self.levels[&column]
    }

    /// Keys of `rows` rows of a block from `first` on, and of others up to a multiple of LANES: any that slots can hold.
    pub fn fill(&self, set: InstructionSet, input: Columns, first: usize, rows: usize, cells: &mut Cells) {
        (cells.slots, cells.mask) = (self.count(), self.right - 1);
        cells.resize(rows);
        for (&(column, reading), &slot) in &self.slots {
            let (from, to) = (input.cells(column, first, rows), &mut cells.keys[slot * LANES..]);
            match reading {
                Reading::Level => fill_levels(from, self.levels_of(column), to, self.count()),
                Reading::Number => {
                    let some_na = fill_keys(set, from, NA_GOES_LEFT, to, self.count());
                    if some_na && self.some_right {
                        return self.fill_both(set, input, first, rows, cells);
                    }
                }
            }
        }
    }

    /// As `fill`, for rows with NA.
    fn fill_both(&self, set: InstructionSet, input: Columns, first: usize, rows: usize, cells: &mut Cells) {
        let all = self.right + self.count();
        (cells.slots, cells.mask) = (all, 2 * self.right - 1);
        cells.resize(rows);
        for (&(column, reading), &slot) in &self.slots {
            let from = input.cells(column, first, rows);
            let to = &mut cells.keys[slot * LANES..];
            match reading {
                Reading::Level => fill_levels(from, self.levels_of(column), to, all),
                Reading::Number => {
                    fill_keys(set, from, NA_GOES_LEFT, to, all);
                    fill_keys(set, from, NA_GOES_RIGHT, &mut to[self.right * LANES..], all);
                }
            }
        }
    }
}

/// Of slots in their order.
fn index_of(column: usize, reading: Reading) -> usize {
    column * READINGS.len() + reading as usize
}

fn reading_of(table: &ForestTable, node: usize) -> Reading {
    if table.has(node, CATEGORICAL) { Reading::Level } else { Reading::Number }
}

/// The key of the split by a threshold.
pub fn split_key(threshold: f32) -> u32 {
    threshold_key(threshold) - 1
}

/// The key of a threshold, above 0.
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
    /// The slot's cells start at `to`, and lie `slots` slots apart. Whether some are NA.
    fn fill_keys(from: &[f64], na: u32, to: &mut [u32], slots: usize) -> bool {
        let mut some_na = false;
        for (part, from) in from.chunks(AT_ONCE).enumerate() {
            let mut keys = [0; AT_ONCE];
            for (key, &x) in keys.iter_mut().zip(from) {
                *key = key_below(x, na);
                some_na |= x.is_nan();
            }
            for (group, keys) in keys[..from.len()].chunks(LANES).enumerate() {
                to[(part * AT_ONCE + group * LANES) * slots..][..keys.len()].copy_from_slice(keys);
            }
        }
        some_na
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
