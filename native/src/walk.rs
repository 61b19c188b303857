//! Walks from node to node.
//!
//! A walk is a chain of dependent loads, so one row at a time waits for memory; the rows of a tile make each step together and fill
//! the waits. Of few rows, each walks through TREES trees at once instead. Gathers of AVX2 and AVX-512 were tried in their place: they took twice as long.

use crate::cells::{CellsOf, LANES, LEAF_SLOT};
use crate::instruction_set::InstructionSet;

/// Most rows that walk together.
pub const TILE: usize = 64;
/// Trees that a single row walks through together.
pub const TREES: usize = 8;

/// A split: its threshold as a key, or where its bits start, and packed: where it looks and where it leads. A leaf: its value's bits,
/// and packed that it looks at what leads nobody on, and leads to itself.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Node<W> {
    pub key: u32,
    /// From the lowest bit on: whether it tests a bitset, a bit of nothing, the slot, the left child.
    pub word: W,
}

/// Where a slot's number starts in a word: the word, cut, counts cells eight bytes at a time.
pub const SLOT_SHIFT: u32 = 2;
const _: () = assert!(LANES * size_of::<u32>() == 8 << SLOT_SHIFT);
const _: () = assert!(LEAF_SLOT == 0);

/// What all rows of a tile have in common while they walk one tree.
pub struct Walk<'a> {
    /// First bit of the left child in a word.
    pub left_shift: u32,
    /// Of categorical splits.
    pub bits: &'a [u8],
    pub cells: CellsOf<'a>,
    /// Steps that all rows make.
    pub steps: u32,
    /// Then those go on that have not arrived.
    pub open: bool,
}

impl Walk<'_> {
    /// The bits of a word that are the slot.
    #[inline(always)]
    fn slot_mask(&self) -> u64 {
        (self.cells.mask as u64) << SLOT_SHIFT
    }

    /// Cells of LANES rows.
    #[inline(always)]
    fn group_cells(&self) -> usize {
        self.cells.slots * LANES
    }

    /// Leads the rows of a tile, a multiple of LANES, from the nodes `at` to leaves, in place.
    /// # Safety
    /// `at` are nodes of the tree that `nodes` starts with, whose children are where their words say; `cells` has those of all slots
    /// that are named, for all rows, of which there are TILE at most.
    pub unsafe fn run<W: Copy + Into<u64>>(
        &self,
        set: InstructionSet,
        nodes: &[Node<W>],
        categorical: bool,
        at: &mut [u32],
    ) {
        // SAFETY: as above; there is no InstructionSet that the processor cannot run.
        unsafe {
            match (set, categorical) {
                (InstructionSet::Baseline, false) => self.tile::<W, false>(nodes, at),
                (InstructionSet::Baseline, true) => self.tile::<W, true>(nodes, at),
                #[cfg(target_arch = "x86_64")]
                (_, false) => self.tile_bmi::<W, false>(nodes, at),
                #[cfg(target_arch = "x86_64")]
                (_, true) => self.tile_bmi::<W, true>(nodes, at),
                #[cfg(not(target_arch = "x86_64"))]
                _ => unreachable!("sets of another processor"),
            }
        }
    }

    /// With shifts that leave the flags alone, but without vectors, of which the compiler would make gathers.
    /// # Safety
    /// As `run`.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "bmi1,bmi2")]
    unsafe fn tile_bmi<W: Copy + Into<u64>, const CATEGORICAL: bool>(
        &self,
        nodes: &[Node<W>],
        at: &mut [u32],
    ) {
        // SAFETY: as above.
        unsafe { self.tile::<W, CATEGORICAL>(nodes, at) }
    }

    /// # Safety
    /// As `run`.
    #[inline(always)]
    unsafe fn tile<W: Copy + Into<u64>, const CATEGORICAL: bool>(&self, nodes: &[Node<W>], at: &mut [u32]) {
        for _ in 0..self.steps {
            // SAFETY: as `run`.
            unsafe { self.step_all::<W, CATEGORICAL>(nodes, at.as_chunks_mut().0) };
        }
        if self.open {
            // SAFETY: as `run`.
            unsafe { self.finish::<W, CATEGORICAL>(nodes, at) };
        }
    }

    /// One step of every row.
    /// # Safety
    /// As `run`.
    #[inline(always)]
    unsafe fn step_all<W: Copy + Into<u64>, const CATEGORICAL: bool>(
        &self,
        nodes: &[Node<W>],
        groups: &mut [[u32; LANES]],
    ) {
        for (group, at) in groups.iter_mut().enumerate() {
            // SAFETY: as `run`.
            unsafe {
                let cells = self.cells.keys.as_ptr().add(group * self.group_cells());
                for (lane, node) in at.iter_mut().enumerate() {
                    *node = self.next::<W, CATEGORICAL>(nodes, cells.add(lane), *node).0;
                }
            }
        }
    }

    /// Steps of those rows that still move.
    /// # Safety
    /// As `run`.
    #[inline(always)]
    unsafe fn finish<W: Copy + Into<u64>, const CATEGORICAL: bool>(&self, nodes: &[Node<W>], at: &mut [u32]) {
        let mut active: [u8; TILE] = std::array::from_fn(|row| row as u8);
        let mut count = at.len().min(TILE);
        while count > 0 {
            let mut kept = 0;
            for i in 0..count {
                // SAFETY: as `run`; `kept` is never ahead of `i`.
                unsafe {
                    let number = *active.get_unchecked(i);
                    let row = usize::from(number);
                    let cells = self.cells.keys.as_ptr().add(row / LANES * self.group_cells() + row % LANES);
                    let node = at.get_unchecked_mut(row);
                    let (next, arrived) = self.next::<W, CATEGORICAL>(nodes, cells, *node);
                    *node = next;
                    *active.get_unchecked_mut(kept) = number;
                    kept += usize::from(!arrived);
                }
            }
            count = kept;
        }
    }

    /// Leads one row, whose cell of slot 0 comes first, from the roots of TREES trees to leaves. (Shifts that leave the flags alone
    /// were tried here, too: they took a quarter more.)
    /// # Safety
    /// As `run`, for each of the trees, which start at `roots`. None of them tests levels unless `categorical`.
    pub unsafe fn run_row<W: Copy + Into<u64>>(
        &self,
        nodes: &[Node<W>],
        categorical: bool,
        roots: &[usize; TREES],
    ) -> [u32; TREES] {
        // SAFETY: as above.
        unsafe {
            if categorical { self.row::<W, true>(nodes, roots) } else { self.row::<W, false>(nodes, roots) }
        }
    }

    /// # Safety
    /// As `run_row`.
    #[inline(always)]
    unsafe fn row<W: Copy + Into<u64>, const CATEGORICAL: bool>(
        &self,
        nodes: &[Node<W>],
        roots: &[usize; TREES],
    ) -> [u32; TREES] {
        let cells = self.cells.keys.as_ptr();
        let mut at = [0; TREES];
        let mut step = || {
            let mut all_arrived = true;
            for (node, &root) in at.iter_mut().zip(roots) {
                // SAFETY: as `run_row`.
                let (next, arrived) =
                    unsafe { self.next::<W, CATEGORICAL>(nodes.get_unchecked(root..), cells, *node) };
                *node = next;
                all_arrived &= arrived;
            }
            all_arrived
        };
        for _ in 0..self.steps {
            step();
        }
        if self.open {
            while !step() {}
        }
        at
    }

    /// The node after `node` of the row whose cell of slot 0 is at `cells`, and whether it is a leaf, which is its own next one.
    /// # Safety
    /// As `run`.
    #[inline(always)]
    unsafe fn next<W: Copy + Into<u64>, const CATEGORICAL: bool>(
        &self,
        nodes: &[Node<W>],
        cells: *const u32,
        node: u32,
    ) -> (u32, bool) {
        // SAFETY: as `run`.
        unsafe {
            let Node { key, word } = *nodes.get_unchecked(node as usize);
            let word: u64 = word.into();
            let slot = word & self.slot_mask();
            let cell = *cells.cast::<u64>().add(slot as usize).cast::<u32>();
            let right = if CATEGORICAL {
                // Both tests are made at every node, without a branch that no processor could predict.
                let categorical = word as u32 & 1;
                let mask = categorical.wrapping_neg();
                let bit = cell & mask;
                let byte = *self.bits.get_unchecked((key & mask) as usize + (bit >> 3) as usize);
                ((byte >> (bit & 7)) & 1 != 0) | ((categorical == 0) & (cell > key))
            } else {
                cell > key
            };
            ((word >> self.left_shift) as u32 + u32::from(right), slot == 0)
        }
    }
}
