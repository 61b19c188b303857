//! Sums and leaves of forests (definition: src/engine/js/forest.ts).

use std::ops::Range;
use std::sync::Arc;

use napi::Result;

use crate::ahead::Ahead;
use crate::border::{Columns, ColumnsMut};
use crate::cells::{Cells, LANES, Slots};
use crate::evaluate::Registers;
use crate::forest_table::ForestTable;
use crate::instruction_set::InstructionSet;
use crate::plane::TREES_AT_ONCE;
use crate::shared::shared;
use crate::slices::Slices;
use crate::tops::Tops;
use crate::tree_order::breadth_first;
use crate::walk::TILE;
use crate::walked::Walked;

/// Most rows that pass by a tree together where trees are walked.
const MOST_ROWS: usize = 4096;
/// Fewer rows see too little of a tree for it to be brought into the cache ahead of them.
const FEWEST_ROWS_AHEAD: usize = 256;

/// A loaded forest. Its table is not needed any more.
pub struct Forest {
    pub columns: usize,
    pub groups: usize,
    pub classes: usize,
    /// Whether each sum is rounded to float after each addition.
    float_sums: bool,
    shared: Arc<Trees>,
    slices: Slices,
    /// Scratch: keys of rows, sums of a class.
    cells: Cells,
    sums: Vec<f64>,
}

/// What threads share of a forest.
struct Trees {
    slots: Slots,
    walked: Walked,
    tops: Arc<Tops>,
}

impl Trees {
    fn new(table: &ForestTable) -> Result<Self> {
        let orders = (0..table.trees()).map(|tree| breadth_first(table, tree)).collect::<Result<Vec<_>>>()?;
        let slots = Slots::new(table, &orders)?;
        let walked = Walked::new(table, &orders, &slots)?;
        let tops = Arc::new(Tops::new(table, &orders, &slots, &walked));
        Ok(Self { slots, walked, tops })
    }
}

impl Forest {
    /// Refuses tables that contradict themselves. Cost: linear in nodes and in bits of bitsets.
    pub fn new(table: &ForestTable, float_sums: bool) -> Result<Self> {
        table.check()?;
        let shared = shared(table.content(), || Trees::new(table))?;
        Ok(Self {
            columns: table.columns,
            groups: table.groups,
            classes: table.trees_per_group,
            float_sums,
            slices: Slices::new(shared.tops.clone()),
            shared,
            cells: Cells::default(),
            sums: Vec::new(),
        })
    }

    pub fn trees(&self) -> usize {
        self.groups * self.classes
    }

    /// Adds the leaves of trees of class k and the groups to column k of `out`, in order of trees.
    pub fn add_sums(
        &mut self,
        set: InstructionSet,
        input: Columns,
        rows: usize,
        groups: Range<usize>,
        out: &mut ColumnsMut,
    ) {
        let mut first = 0;
        while first < rows {
            let (count, registers) = self.next_rows(set, rows - first);
            let Some(registers) = registers else {
                self.shared.slots.fill(set, input, first, count, &mut self.cells);
                self.add_from_roots(set, first..first + count, groups.clone(), out);
                first += count;
                continue;
            };
            if self.slices.complete {
                self.add_tile(registers, input, first..first + count, groups.clone(), out);
            } else {
                self.shared.slots.fill(set, input, first, count, &mut self.cells);
                self.add_from_tops(set, registers, input, first..first + count, groups.clone(), out);
            }
            first += count;
        }
    }

    /// How many of the rows that are left come next, and what their planes are held in; None where they walk from the roots.
    fn next_rows(&self, set: InstructionSet, left: usize) -> (usize, Option<Registers>) {
        let registers = Registers::for_rows(set, left);
        let most = if self.slices.complete { registers.rows() } else { MOST_ROWS };
        if left < self.slices.fewest_rows { (left, None) } else { (most.min(left), Some(registers)) }
    }

    fn add_from_roots(
        &mut self,
        set: InstructionSet,
        rows: Range<usize>,
        groups: Range<usize>,
        out: &mut ColumnsMut,
    ) {
        for k in 0..self.classes {
            let trees = k * self.groups + groups.start..k * self.groups + groups.end;
            let sums = &mut out.column(k, rows.end)[rows.start..];
            walk_all(set, &self.shared.walked, trees, &self.cells, rows.len(), |tree, row, at| {
                self.shared.walked.add_values(tree, at, self.float_sums, &mut sums[row..]);
            });
        }
    }

    /// Rows of one tile, in trees all of whose leaves are ends of tops.
    fn add_tile(
        &mut self,
        registers: Registers,
        input: Columns,
        rows: Range<usize>,
        groups: Range<usize>,
        out: &mut ColumnsMut,
    ) {
        let tile = registers.rows();
        self.sums.resize(tile, 0.0);
        let next = rows.end..rows.end + tile;
        let steps = (groups.len() * self.classes).div_ceil(TREES_AT_ONCE);
        let mut ahead = Ahead::new(input, next, self.columns, steps);
        for piece in 0..self.slices.tops.pieces.len() {
            let wanted = self.slices.tops.wanted(piece, &groups);
            if wanted.is_empty() {
                continue;
            }
            self.slices.fill(registers, piece, input, rows.clone());
            for (class, tops) in self.slices.tops.by_class(wanted) {
                let out = &mut out.column(class, rows.end)[rows.start..];
                self.sums[..rows.len()].copy_from_slice(out);
                for some in tops.chunks(TREES_AT_ONCE) {
                    ahead.step();
                    self.slices.find(registers, some, tile, 0);
                    self.slices.add(registers, some, 0, tile, self.float_sums, &mut self.sums, rows.len());
                }
                out.copy_from_slice(&self.sums[..rows.len()]);
            }
        }
    }

    /// Rows that walk on where a top has no leaf. All of them pass by a tree before the next one is looked at.
    fn add_from_tops(
        &mut self,
        set: InstructionSet,
        registers: Registers,
        input: Columns,
        rows: Range<usize>,
        groups: Range<usize>,
        out: &mut ColumnsMut,
    ) {
        let padded = rows.len().next_multiple_of(registers.rows());
        self.sums.resize(padded, 0.0);
        for piece in 0..self.slices.tops.pieces.len() {
            let wanted = self.slices.tops.wanted(piece, &groups);
            self.slices.find_all(registers, piece, wanted.clone(), input, rows.clone());
            for (class, tops) in self.slices.tops.by_class(wanted.clone()) {
                let out = &mut out.column(class, rows.end)[rows.start..];
                self.sums[..rows.len()].copy_from_slice(out);
                for (i, &number) in tops.iter().enumerate() {
                    let top = self.slices.tops.tops[number];
                    let next = tops.get(i + 1).map(|&next| self.slices.tops.tops[next].tree);
                    let at = number - wanted.start;
                    if top.complete {
                        self.slices.add(
                            registers,
                            &[number],
                            at,
                            padded,
                            self.float_sums,
                            &mut self.sums,
                            rows.len(),
                        );
                        continue;
                    }
                    let (walked, sums) = (&self.shared.walked, &mut self.sums);
                    let ends = self.slices.ends(at, padded, rows.len());
                    walk_on(set, &self.slices.tops, walked, number, next, &self.cells, ends, |first, at| {
                        walked.add_values(top.tree, at, self.float_sums, &mut sums[first..]);
                    });
                }
                out.copy_from_slice(&self.sums[..rows.len()]);
            }
        }
    }

    /// out[t * rows + r] = the table's number of the leaf of row r in tree t, -1 for an absent tree.
    pub fn leaves(&mut self, set: InstructionSet, input: Columns, rows: usize, out: &mut [i32]) {
        for tree in (0..self.trees()).filter(|&tree| !self.shared.walked.is_present(tree)) {
            out[tree * rows..][..rows].fill(-1);
        }
        let walked = &self.shared.walked;
        let mut first = 0;
        while first < rows {
            let (count, registers) = self.next_rows(set, rows - first);
            if registers.is_none() || !self.slices.complete {
                self.shared.slots.fill(set, input, first, count, &mut self.cells);
            }
            if let Some(registers) = registers {
                let padded = count.next_multiple_of(registers.rows());
                for piece in 0..self.slices.tops.pieces.len() {
                    let tops = self.slices.tops.pieces[piece].tops.clone();
                    self.slices.find_all(registers, piece, tops.clone(), input, first..first + count);
                    for number in tops.clone() {
                        let top = self.slices.tops.tops[number];
                        let ends = self.slices.ends(number - tops.start, padded, count);
                        let out = &mut out[top.tree * rows + first..];
                        walk_on(
                            set,
                            &self.slices.tops,
                            walked,
                            number,
                            None,
                            &self.cells,
                            ends,
                            |from, at| {
                                walked.table_nodes(top.tree, at, &mut out[from..]);
                            },
                        );
                    }
                }
            } else {
                let trees = 0..self.groups * self.classes;
                walk_all(set, walked, trees, &self.cells, count, |tree, row, at| {
                    walked.table_nodes(tree, at, &mut out[tree * rows + first + row..]);
                });
            }
            first += count;
        }
    }
}

/// Leads rows from the roots of trees that are there to leaves: found(tree, first row, leaves of the rows from there on), in order of
/// trees for each row.
fn walk_all(
    set: InstructionSet,
    walked: &Walked,
    trees: Range<usize>,
    cells: &Cells,
    rows: usize,
    mut found: impl FnMut(usize, usize, &[u32]),
) {
    if rows < LANES {
        for row in 0..rows {
            // SAFETY: the cells are those of the row, which is one of the first LANES.
            unsafe {
                walked.walk_row(trees.clone(), cells.of_row(row), |tree, leaf| found(tree, row, &[leaf]))
            };
        }
        return;
    }
    let mut at = [0; TILE];
    for first in (0..rows).step_by(TILE) {
        let count = TILE.min(rows - first);
        for tree in trees.clone().filter(|&tree| walked.is_present(tree)) {
            let at = &mut at[..count.next_multiple_of(LANES)];
            at.fill(0);
            // SAFETY: the root is a node; the cells from there on are those of the rows.
            unsafe { walked.walk(set, tree, 0, cells.from(first), at) };
            found(tree, first, &at[..count]);
        }
    }
}

/// Leads rows from the ends of a top on to leaves: found(first row, leaves of the rows from there on), TILE rows at a time. Brings the
/// `next` tree into the cache meanwhile.
#[allow(clippy::too_many_arguments, reason = "parts of a forest that its caller borrows one by one")]
fn walk_on(
    set: InstructionSet,
    tops: &Tops,
    walked: &Walked,
    number: usize,
    next: Option<usize>,
    cells: &Cells,
    ends: &[u8],
    mut found: impl FnMut(usize, &[u32]),
) {
    let top = tops.tops[number];
    if !top.present {
        return;
    }
    let nodes = &tops.nodes[top.ends..][..1 << top.depth];
    let mut at = [0; TILE];
    let rows = ends.len();
    for (tile, ends) in ends.chunks(TILE).enumerate() {
        for (at, &end) in at.iter_mut().zip(ends) {
            *at = nodes[usize::from(end)];
        }
        if let Some(next) = next.filter(|_| rows >= FEWEST_ROWS_AHEAD) {
            walked.prefetch(next, tile, rows.div_ceil(TILE));
        }
        if !top.complete {
            let at = &mut at[..ends.len().next_multiple_of(LANES)];
            // Behind the rows: any node of the tree.
            at[ends.len()..].fill(0);
            // SAFETY: the ends are nodes of the tree; the cells from there on are those of the rows.
            unsafe { walked.walk(set, top.tree, top.walked_from, cells.from(tile * TILE), at) };
        }
        found(tile * TILE, &at[..ends.len()]);
    }
}
