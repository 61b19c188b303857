//! Trees of any depth and shape, whose rows walk from node to node (walk.rs).

use std::ops::Range;

use napi::Result;

use crate::bitsets::Bitsets;
use crate::cells::{CellsOf, LEAF_SLOT, Slots, split_key};
use crate::forest_table::{CATEGORICAL, ForestTable};
use crate::instruction_set::InstructionSet;
use crate::large_pages::with_room;
use crate::lines::prefetch;
use crate::tree_order::TreeOrder;
use crate::walk::{Node, SLOT_SHIFT, TREES, Walk};

/// Nodes of all trees; words of 32 bits wherever they are enough.
enum Nodes {
    Narrow(Vec<Node<u32>>),
    Wide(Vec<Node<u64>>),
}

#[derive(Clone, Copy)]
struct Tree {
    /// The root; children are counted from it.
    first: usize,
    /// Steps from the root that all rows make; then only those go on that have not arrived.
    fixed_steps: u32,
    open: bool,
    categorical: bool,
    present: bool,
}

/// Trees in the form that rows walk.
pub struct Walked {
    /// First bit of the left child in a word.
    left_shift: u32,
    nodes: Nodes,
    trees: Vec<Tree>,
    bitsets: Bitsets,
    /// Per node its number in the table.
    table_nodes: Vec<i32>,
}

impl Walked {
    pub fn new(table: &ForestTable, orders: &[TreeOrder], slots: &Slots) -> Result<Self> {
        let most_nodes = orders.iter().map(|order| order.nodes.len()).max().unwrap_or(0);
        let left_shift = SLOT_SHIFT + slots.bits();
        let mut walked = Self {
            left_shift,
            nodes: Nodes::Narrow(Vec::new()),
            trees: Vec::new(),
            bitsets: Bitsets::new(),
            table_nodes: Vec::new(),
        };
        let count = orders.iter().map(|order| order.nodes.len()).sum();
        let mut wide = with_room(count);
        walked.table_nodes.reserve_exact(count);
        for order in orders {
            walked.trees.push(tree_of(order, wide.len()));
            for (&node, &left) in order.nodes.iter().zip(&order.left) {
                let node = node as usize;
                let leaf = table.is_leaf(node);
                let categorical = !leaf && table.has(node, CATEGORICAL);
                let key = match (leaf, categorical) {
                    (true, _) => table.threshold[node].to_bits(),
                    (_, true) => {
                        walked.bitsets.offset_of(table, node, slots.levels_of(table.split_column(node)?))?
                    }
                    _ => split_key(table.threshold[node]),
                };
                let slot = if leaf { LEAF_SLOT } else { slots.slot_of(table, node) };
                let word =
                    u64::from(left) << left_shift | (slot as u64) << SLOT_SHIFT | u64::from(categorical);
                wide.push(Node { key, word });
                walked.table_nodes.push(node as i32);
            }
        }
        walked.nodes = if left_shift + bits_for(most_nodes) <= u32::BITS {
            let mut narrow = with_room(count);
            narrow.extend(wide.iter().map(|&Node { key, word }| Node { key, word: word as u32 }));
            Nodes::Narrow(narrow)
        } else {
            Nodes::Wide(wide)
        };
        Ok(walked)
    }

    /// The bits of all categorical splits.
    pub fn bitsets(&self) -> &Bitsets {
        &self.bitsets
    }

    /// The key of the node at a position of a tree: of a categorical split, where its bits start.
    pub fn key_of(&self, tree: usize, at: u32) -> u32 {
        let node = self.trees[tree].first + at as usize;
        match &self.nodes {
            Nodes::Narrow(nodes) => nodes[node].key,
            Nodes::Wide(nodes) => nodes[node].key,
        }
    }

    pub fn is_present(&self, tree: usize) -> bool {
        self.trees[tree].present
    }

    /// Starts to bring a part of a tree's nodes into the cache, in order: a stream from memory is many times as fast as node by node.
    pub fn prefetch(&self, tree: usize, part: usize, parts: usize) {
        let first = self.trees[tree].first;
        let end = self.trees.get(tree + 1).map_or(self.table_nodes.len(), |next| next.first);
        let nodes = first + (end - first) * part / parts..first + (end - first) * (part + 1) / parts;
        match &self.nodes {
            Nodes::Narrow(all) => prefetch(&all[nodes]),
            Nodes::Wide(all) => prefetch(&all[nodes]),
        }
    }

    /// sums += values of the leaves `at` of a tree. With `floats` each sum is rounded to float: the sum of two floats in double,
    /// rounded, is their sum in float.
    pub fn add_values(&self, tree: usize, at: &[u32], floats: bool, sums: &mut [f64]) {
        let first = self.trees[tree].first;
        match &self.nodes {
            Nodes::Narrow(nodes) => add_values(&nodes[first..], at, floats, sums),
            Nodes::Wide(nodes) => add_values(&nodes[first..], at, floats, sums),
        }
    }

    /// The table's numbers of the nodes `at` of a tree.
    pub fn table_nodes(&self, tree: usize, at: &[u32], to: &mut [i32]) {
        let table_nodes = &self.table_nodes[self.trees[tree].first..];
        for (to, &node) in to.iter_mut().zip(at) {
            *to = table_nodes[node as usize];
        }
    }

    /// Leads rows from the nodes `at` of a tree, which lie `depth` below its root, to leaves, in place. `cells` start with those of
    /// the rows, TILE at most.
    /// # Safety
    /// `at` are nodes of the tree. `cells` are those of the forest's slots, for all rows.
    pub unsafe fn walk(&self, set: InstructionSet, tree: usize, depth: u32, cells: CellsOf, at: &mut [u32]) {
        let tree = self.trees[tree];
        let walk = self.walk_of(cells, tree.fixed_steps.saturating_sub(depth), tree.open);
        // SAFETY: as above.
        unsafe {
            match &self.nodes {
                Nodes::Narrow(nodes) => walk.run(set, &nodes[tree.first..], tree.categorical, at),
                Nodes::Wide(nodes) => walk.run(set, &nodes[tree.first..], tree.categorical, at),
            }
        }
    }

    /// Leads one row through trees, in order: found(tree, its leaf), where the tree is there. `cells` start with the row's of slot 0.
    /// # Safety
    /// `cells` are those of the forest's slots.
    pub unsafe fn walk_row(&self, trees: Range<usize>, cells: CellsOf, mut found: impl FnMut(usize, u32)) {
        let mut present = trees.filter(|&tree| self.trees[tree].present).peekable();
        while let Some(&first) = present.peek() {
            let mut numbers = [first; TREES];
            let mut count = 0;
            for (number, tree) in numbers.iter_mut().zip(&mut present) {
                *number = tree;
                count += 1;
            }
            let trees = numbers.map(|tree| self.trees[tree]);
            let steps = trees.iter().map(|tree| tree.fixed_steps).max().unwrap_or(0);
            let walk = self.walk_of(cells, steps, trees.iter().any(|tree| tree.open));
            let (categorical, roots) =
                (trees.iter().any(|tree| tree.categorical), trees.map(|tree| tree.first));
            // SAFETY: as above.
            let leaves = unsafe {
                match &self.nodes {
                    Nodes::Narrow(nodes) => walk.run_row(nodes, categorical, &roots),
                    Nodes::Wide(nodes) => walk.run_row(nodes, categorical, &roots),
                }
            };
            for (&tree, leaf) in numbers[..count].iter().zip(leaves) {
                found(tree, leaf);
            }
        }
    }

    fn walk_of<'a>(&'a self, cells: CellsOf<'a>, steps: u32, open: bool) -> Walk<'a> {
        Walk { left_shift: self.left_shift, bits: self.bitsets.bits(), cells, steps, open }
    }
}

fn add_values<W>(nodes: &[Node<W>], at: &[u32], floats: bool, sums: &mut [f64]) {
    for (sum, &node) in sums.iter_mut().zip(at) {
        let exact = *sum + f64::from(f32::from_bits(nodes[node as usize].key));
        *sum = if floats { f64::from(exact as f32) } else { exact };
    }
}

/// Bits that count to `count`.
fn bits_for(count: usize) -> u32 {
    usize::BITS - count.leading_zeros()
}

/// A tree whose leaves lie at about the same depth is walked to its end by all rows, because to look who has arrived costs, too.
fn tree_of(order: &TreeOrder, first: usize) -> Tree {
    let even = f64::from(order.depth) <= 1.3 * order.mean_leaf_depth + 1.0;
    let fixed_steps = if even { order.depth } else { (0.6 * order.mean_leaf_depth) as u32 };
    Tree { first, fixed_steps, open: !even, categorical: order.categorical, present: !order.nodes.is_empty() }
}
