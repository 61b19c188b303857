//! Sums and leaves of forests (definition: src/engine/js/forest.ts).

use std::ops::Range;

use napi::Result;

use crate::border::{Columns, ColumnsMut};
use crate::cells::{LANES, Slots};
use crate::evaluate::{add_ends, write_ends};
use crate::forest_table::ForestTable;
use crate::instruction_set::InstructionSet;
use crate::ranks::{ROWS, fill_ranks};
use crate::tops::{Piece, Top, Tops};
use crate::tree_order::breadth_first;
use crate::walk::TILE;
use crate::walked::Walked;

/// Most rows whose keys are in memory at once.
const MOST_ROWS: usize = 4096;
/// Trees that pass by the rows together: their tests stay in the first-level cache.
const TREES_AT_ONCE: usize = 32;

/// A loaded forest. Its table is not needed any more.
pub struct Forest {
    pub columns: usize,
    pub groups: usize,
    pub classes: usize,
    /// Whether each sum is rounded to float after each addition.
    float_sums: bool,
    slots: Slots,
    walked: Walked,
    tops: Tops,
    /// Scratch: keys of rows, their ranks, their sums class by class.
    cells: Vec<u32>,
    ranks: Vec<u8>,
    sums: Vec<f64>,
}

impl Forest {
    /// Refuses tables that contradict themselves. Cost: linear in nodes and in bits of bitsets.
    pub fn new(table: &ForestTable, float_sums: bool) -> Result<Self> {
        table.check()?;
        let orders = (0..table.trees()).map(|tree| breadth_first(table, tree)).collect::<Result<Vec<_>>>()?;
        let slots = Slots::new(table, &orders)?;
        Ok(Self {
            columns: table.columns,
            groups: table.groups,
            classes: table.trees_per_group,
            float_sums,
            walked: Walked::new(table, &orders, &slots)?,
            tops: Tops::new(table, &orders, &slots),
            slots,
            cells: Vec::new(),
            ranks: Vec::new(),
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
        for first in (0..rows).step_by(MOST_ROWS) {
            let count = MOST_ROWS.min(rows - first);
            let ranked = count >= fewest_ranked(set);
            let padded = if ranked { count.next_multiple_of(ROWS) } else { count };
            self.slots.fill(set, input, first, count, if ranked { ROWS } else { LANES }, &mut self.cells);
            self.sums.resize(padded * self.classes, 0.0);
            for (k, sums) in self.sums.chunks_exact_mut(padded).enumerate() {
                sums[..count].copy_from_slice(&out.column(k, first + count)[first..]);
            }
            if ranked {
                self.add_from_tops(set, padded, groups.start * self.classes..groups.end * self.classes);
            } else {
                self.add_from_roots(set, padded, groups.clone());
            }
            for (k, sums) in self.sums.chunks_exact(padded).enumerate() {
                out.column(k, first + count)[first..].copy_from_slice(&sums[..count]);
            }
        }
    }

    fn add_from_roots(&mut self, set: InstructionSet, rows: usize, groups: Range<usize>) {
        for (k, sums) in self.sums.chunks_exact_mut(rows).enumerate() {
            let trees = k * self.groups + groups.start..k * self.groups + groups.end;
            walk_all(set, &self.walked, trees, &self.cells, self.slots.count(), rows, |tree, row, at| {
                self.walked.add_values(tree, at, self.float_sums, &mut sums[row..]);
            });
        }
    }

    /// `wanted`: numbers of tops. `rows` are a multiple of ROWS.
    fn add_from_tops(&mut self, set: InstructionSet, rows: usize, wanted: Range<usize>) {
        for Piece { tops, thresholds } in &self.tops.pieces {
            let wanted = tops.start.max(wanted.start)..tops.end.min(wanted.end);
            if wanted.is_empty() {
                continue;
            }
            self.ranks.resize(rows * thresholds.len(), 0);
            fill_ranks(set, thresholds, &self.cells, &mut self.ranks);
            for from in wanted.clone().step_by(TREES_AT_ONCE) {
                let at_once = &self.tops.tops[from..wanted.end.min(from + TREES_AT_ONCE)];
                for (i, _) in at_once.iter().enumerate().take(self.classes) {
                    let class = (from + i) % self.classes;
                    let of_class: Vec<Top> = at_once[i..]
                        .iter()
                        .step_by(self.classes)
                        .copied()
                        .filter(|top| top.present)
                        .collect();
                    let sums = &mut self.sums[class * rows..][..rows];
                    for alike in of_class.chunk_by(|a, b| a.complete && b.complete) {
                        if alike[0].complete {
                            let Tops { tests, values, .. } = &self.tops;
                            add_ends(set, alike, tests, values, &self.ranks, self.float_sums, sums);
                            continue;
                        }
                        walk_on(
                            set,
                            &self.tops,
                            &self.walked,
                            alike[0],
                            &self.cells,
                            &self.ranks,
                            rows,
                            |first, at| {
                                self.walked.add_values(
                                    alike[0].tree,
                                    at,
                                    self.float_sums,
                                    &mut sums[first..],
                                );
                            },
                        );
                    }
                }
            }
        }
    }

    /// out[t * rows + r] = the table's number of the leaf of row r in tree t, -1 for an absent tree.
    pub fn leaves(&mut self, set: InstructionSet, input: Columns, rows: usize, out: &mut [i32]) {
        for first in (0..rows).step_by(MOST_ROWS) {
            let count = MOST_ROWS.min(rows - first);
            let ranked = count >= fewest_ranked(set);
            self.slots.fill(set, input, first, count, if ranked { ROWS } else { LANES }, &mut self.cells);
            if ranked {
                let padded = count.next_multiple_of(ROWS);
                for Piece { tops, thresholds } in &self.tops.pieces {
                    self.ranks.resize(padded * thresholds.len(), 0);
                    fill_ranks(set, thresholds, &self.cells, &mut self.ranks);
                    for &top in &self.tops.tops[tops.clone()] {
                        let out = &mut out[top.tree * rows + first..][..count];
                        if !top.present {
                            out.fill(-1);
                            continue;
                        }
                        walk_on(
                            set,
                            &self.tops,
                            &self.walked,
                            top,
                            &self.cells,
                            &self.ranks,
                            padded,
                            |from, at| {
                                self.walked.table_nodes(top.tree, at, &mut out[from..]);
                            },
                        );
                    }
                }
                continue;
            }
            for tree in 0..self.groups * self.classes {
                out[tree * rows + first..][..count].fill(-1);
            }
            let trees = 0..self.groups * self.classes;
            walk_all(set, &self.walked, trees, &self.cells, self.slots.count(), count, |tree, row, at| {
                self.walked.table_nodes(tree, at, &mut out[tree * rows + first + row..]);
            });
        }
    }
}

/// Fewer rows walk from the root: tops are evaluated for ROWS rows or none.
fn fewest_ranked(set: InstructionSet) -> usize {
    if set == InstructionSet::Avx512 { 4 } else { 48 }
}

/// Leads rows, TILE at most, from the roots of trees that are there to leaves: found(tree, first row, leaves of the rows from there
/// on), in order of trees for each row.
fn walk_all(
    set: InstructionSet,
    walked: &Walked,
    trees: Range<usize>,
    cells: &[u32],
    slots: usize,
    rows: usize,
    mut found: impl FnMut(usize, usize, &[u32]),
) {
    if rows < LANES {
        for row in 0..rows {
            let of_row = if slots == 0 { cells } else { &cells[row..] };
            // SAFETY: the cells are those of the row, which is one of the first LANES.
            unsafe { walked.walk_row(set, trees.clone(), of_row, |tree, leaf| found(tree, row, &[leaf])) };
        }
        return;
    }
    let mut at = [0; TILE];
    for tree in trees.filter(|&tree| walked.is_present(tree)) {
        let at = &mut at[..rows.next_multiple_of(LANES)];
        at.fill(0);
        // SAFETY: the root is a node; the cells are those of the rows.
        unsafe { walked.walk(set, tree, 0, cells, at) };
        found(tree, 0, &at[..rows]);
    }
}

/// Leads rows through a top and on to leaves: found(first row, leaves of the rows from there on), TILE rows at a time.
#[allow(clippy::too_many_arguments, reason = "parts of a forest that its caller borrows one by one")]
fn walk_on(
    set: InstructionSet,
    tops: &Tops,
    walked: &Walked,
    top: Top,
    cells: &[u32],
    ranks: &[u8],
    rows: usize,
    mut found: impl FnMut(usize, &[u32]),
) {
    let (row_cells, row_ranks) = (cells.len() / rows, ranks.len() / rows);
    let mut at = [0; TILE];
    for first in (0..rows).step_by(TILE) {
        let at = &mut at[..TILE.min(rows - first)];
        for (group, at) in at.as_chunks_mut::<ROWS>().0.iter_mut().enumerate() {
            let ranks = &ranks[(first + group * ROWS) * row_ranks..];
            write_ends(set, top, &tops.tests, &tops.nodes, ranks, at);
        }
        if !top.complete {
            // SAFETY: the ends are nodes of the tree; the cells from there on are those of the rows.
            unsafe { walked.walk(set, top.tree, top.walked_from, &cells[first * row_cells..], at) };
        }
        found(first, at);
    }
}
