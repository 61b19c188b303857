//! The tops of trees, evaluated in full on ranks (full_tree.rs, ranks.rs): of shallow trees all of it.
//!
//! Trees are taken in pieces with few enough thresholds for ranks of a byte. Rows are ranked once per piece.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::cells::{Slots, threshold_key};
use crate::forest_table::{CATEGORICAL, ForestTable};
use crate::full_tree::{MOST_DEPTH, Test};
use crate::ranks::{MOST, NO_RANK, ROWS, Thresholds};
use crate::tree_order::TreeOrder;

/// Levels that are evaluated of trees that are walked below: the seventh would cost more than a step.
const MOST_TOP: u32 = 6;

/// What is evaluated of a tree.
#[derive(Clone, Copy)]
pub struct Top {
    pub tree: usize,
    pub present: bool,
    /// Whether all leaves are reached; otherwise rows walk on from a node.
    pub complete: bool,
    pub depth: u32,
    /// Edges above the highest end that is no leaf.
    pub walked_from: u32,
    /// First of its 2^depth - 1 tests.
    pub tests: usize,
    /// First of its 2^depth ends; the tables have 16 entries at least.
    pub ends: usize,
}

/// Tops whose thresholds are ranked together.
pub struct Piece {
    pub tops: Range<usize>,
    pub thresholds: Vec<Thresholds>,
}

/// Tops of all trees, by group, then class: (group, class) is at group * classes + class.
pub struct Tops {
    pub tops: Vec<Top>,
    pub tests: Vec<Test>,
    /// Bits of the floats of leaves, and the ends' positions in their trees.
    pub values: Vec<u32>,
    pub nodes: Vec<u32>,
    pub pieces: Vec<Piece>,
}

impl Tops {
    /// `orders` by class, then group. Cost: linear in nodes.
    pub fn new(table: &ForestTable, orders: &[TreeOrder], slots: &Slots) -> Self {
        let (groups, classes) = (table.groups, table.trees_per_group);
        let mut tops = Self { tops: vec![], tests: vec![], values: vec![], nodes: vec![], pieces: vec![] };
        let trees: Vec<Source> = (0..groups * classes)
            .map(|at| at % classes * groups + at / classes)
            .map(|tree| Source { table, slots, tree, order: &orders[tree] })
            .collect();
        let mut first = 0;
        while first < trees.len() {
            first = tops.add_piece(&trees, first);
        }
        tops
    }

    /// Adds as many trees from `first` on as one byte can rank; returns the next one.
    fn add_piece(&mut self, trees: &[Source], first: usize) -> usize {
        let mut keys = vec![BTreeSet::new(); trees[first].slots.count()];
        let mut levels = Vec::new();
        for source in &trees[first..] {
            let tree = source.levels();
            let mut added = Vec::new();
            for &at in tree[..tree.len() - 1].iter().flatten() {
                if let Some((slot, key)) = source.test(at)
                    && keys[slot].insert(key)
                {
                    added.push((slot, key));
                }
            }
            if added.iter().any(|&(slot, _)| keys[slot].len() > MOST) {
                for (slot, key) in added {
                    keys[slot].remove(&key);
                }
                break;
            }
            levels.push(tree);
        }
        let end = first + levels.len();
        let sorted: Vec<Vec<u32>> = keys.into_iter().map(|keys| keys.into_iter().collect()).collect();
        for (source, levels) in trees[first..end].iter().zip(&levels) {
            self.add_top(source, levels, &sorted);
        }
        let thresholds = sorted.iter().map(|keys| Thresholds::new(keys)).collect();
        self.pieces.push(Piece { tops: first..end, thresholds });
        end
    }

    fn add_top(&mut self, source: &Source, levels: &[Vec<u32>], sorted: &[Vec<u32>]) {
        let (above, ends) = (&levels[..levels.len() - 1], &levels[levels.len() - 1]);
        self.tops.push(Top {
            tree: source.tree,
            present: !source.order.nodes.is_empty(),
            complete: ends.iter().all(|&at| source.is_leaf(at)),
            depth: above.len() as u32,
            walked_from: source.walked_from(levels),
            tests: self.tests.len(),
            ends: self.nodes.len(),
        });
        for &at in above.iter().flatten() {
            self.tests.push(match source.test(at) {
                Some((slot, key)) => {
                    let rank = sorted[slot].partition_point(|&other| other < key) as u8 + 1;
                    Test { rank: four_times(rank), slot: (slot * ROWS) as u32 }
                }
                // Both sides are the same there, so that any slot will do.
                None => Test { rank: four_times(NO_RANK), slot: 0 },
            });
        }
        for &at in ends {
            self.values.push(if source.is_leaf(at) { source.value(at) } else { 0 });
            self.nodes.push(at);
        }
        let padded = self.nodes.len() + 16usize.saturating_sub(ends.len());
        self.values.resize(padded, 0);
        self.nodes.resize(padded, 0);
    }
}

/// A tree as it comes. Nodes are positions in its order.
struct Source<'a> {
    table: &'a ForestTable<'a>,
    slots: &'a Slots,
    tree: usize,
    order: &'a TreeOrder,
}

impl Source<'_> {
    fn node(&self, at: u32) -> usize {
        self.order.nodes[at as usize] as usize
    }

    fn is_leaf(&self, at: u32) -> bool {
        self.table.is_leaf(self.node(at))
    }

    fn value(&self, at: u32) -> u32 {
        self.table.threshold[self.node(at)].to_bits()
    }

    /// Slot and threshold of a node that can be ranked.
    fn test(&self, at: u32) -> Option<(usize, u32)> {
        let (table, node) = (self.table, self.node(at));
        (!table.is_leaf(node) && !table.has(node, CATEGORICAL))
            .then(|| (self.slots.slot_of(table, node), threshold_key(table.threshold[node])))
    }

    /// Edges above the highest of the last level's nodes that is no leaf: copies stand where their node stood first.
    fn walked_from(&self, levels: &[Vec<u32>]) -> u32 {
        let (mut highest, last) = (levels.len() - 1, &levels[levels.len() - 1]);
        while highest > 0 {
            let above = &levels[highest - 1];
            if !last.iter().any(|&at| !self.is_leaf(at) && above.contains(&at)) {
                break;
            }
            highest -= 1;
        }
        highest as u32
    }

    /// The levels that are evaluated, and the ends below them; below a node without a test stand copies of it. A level is taken
    /// that ends the tree, or half of whose tests are there.
    fn levels(&self) -> Vec<Vec<u32>> {
        if self.order.nodes.is_empty() {
            return vec![vec![]];
        }
        let whole = !self.order.categorical && self.order.depth <= MOST_DEPTH;
        let most = if whole { self.order.depth } else { MOST_TOP };
        let mut levels = vec![vec![0]];
        for depth in 0..most {
            let level = &levels[depth as usize];
            let tests = level.iter().filter(|&&at| self.test(at).is_some()).count();
            if !whole && 2 * tests < level.len() {
                break;
            }
            let below = level.iter().flat_map(|&at| {
                let left = self.order.left[at as usize];
                if self.test(at).is_some() { [left, left + 1] } else { [at, at] }
            });
            let below = below.collect();
            levels.push(below);
        }
        levels
    }
}

fn four_times(rank: u8) -> u32 {
    u32::from_ne_bytes([rank; 4])
}
