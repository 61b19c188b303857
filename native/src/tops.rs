//! The tops of trees, evaluated in full on planes (sliced_tree.rs, planes.rs): of shallow trees all of it.
//!
//! Trees are taken in pieces whose planes fit into a second-level cache. A tile's planes are made once per piece.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::cells::{Slots, threshold_key};
use crate::column_tests::{Collected, Leveled, Ranked};
use crate::forest_table::{CATEGORICAL, ForestTable, NA_RIGHT};
use crate::sliced_tree::{MOST_DEPTH, PlaneNumber, plane_number};
use crate::tree_order::TreeOrder;
use crate::walked::Walked;

/// Levels that are evaluated of trees that are walked below: the seventh would cost more than a step.
const MOST_TOP: u32 = 6;
/// A piece ends with the tree that brings it to so many planes.
const MOST_PLANES: usize = 8192;
/// Splits by more levels than these are walked: their bits are far from each other in memory.
const MOST_LEVELS: u32 = 1 << 16;
/// Nodes of full levels for each node there is: trees with more than that are mostly copies.
const MOST_FILLING: usize = 8;
/// Behind the values of the last ends are as many as the deepest tree has.
const PADDING: usize = 1 << MOST_DEPTH;

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
    /// First of its 2^depth ends.
    pub ends: usize,
}

/// Tops whose tests are made together.
pub struct Piece {
    pub tops: Range<usize>,
    pub ranked: Vec<Ranked>,
    pub leveled: Vec<Leveled>,
    pub planes: usize,
}

/// Tops of all trees, by group, then class: (group, class) is at group * classes + class.
pub struct Tops {
    classes: usize,
    pub tops: Vec<Top>,
    /// The planes of tests, tree by tree, level by level.
    pub tests: Vec<PlaneNumber>,
    /// Values of ends that are leaves, and positions of all ends in their trees.
    pub values: Vec<f32>,
    pub nodes: Vec<u32>,
    pub pieces: Vec<Piece>,
}

impl Tops {
    /// `orders` by class, then group. Cost: linear in nodes, those of full levels included.
    pub fn new(table: &ForestTable, orders: &[TreeOrder], slots: &Slots, walked: &Walked) -> Self {
        let (groups, classes) = (table.groups, table.trees_per_group);
        let mut tops =
            Self { classes, tops: vec![], tests: vec![], values: vec![], nodes: vec![], pieces: vec![] };
        let trees: Vec<Source> = (0..groups * classes)
            .map(|at| at % classes * groups + at / classes)
            .map(|tree| Source { table, slots, walked, tree, order: &orders[tree] })
            .collect();
        let mut first = 0;
        while first < trees.len() {
            first = tops.add_piece(&trees, first);
        }
        tops.values.resize(tops.values.len() + PADDING, 0.0);
        tops
    }

    /// Those tops of a piece whose trees belong to the groups.
    pub fn wanted(&self, piece: usize, groups: &Range<usize>) -> Range<usize> {
        let Range { start, end } = self.pieces[piece].tops;
        start.max(groups.start * self.classes)..end.min(groups.end * self.classes)
    }

    /// Each class and its tops that are present, in order.
    pub fn by_class(&self, tops: Range<usize>) -> Vec<(usize, Vec<usize>)> {
        let firsts = tops.clone().take(self.classes);
        firsts
            .map(|first| {
                let of_class = (first..tops.end).step_by(self.classes);
                (first % self.classes, of_class.filter(|&number| self.tops[number].present).collect())
            })
            .collect()
    }

    /// Adds as many trees from `first` on as make a piece; returns the next one.
    fn add_piece(&mut self, trees: &[Source], first: usize) -> usize {
        let mut columns = BTreeMap::<usize, Collected>::new();
        let mut levels = Vec::new();
        for source in &trees[first..] {
            let tree = source.levels();
            for test in tree[..tree.len() - 1].iter().flatten().filter_map(|&at| source.test(at)) {
                columns.entry(test.column).or_default().add(test);
            }
            levels.push(tree);
            if columns.values().map(Collected::planes).sum::<usize>() >= MOST_PLANES {
                break;
            }
        }
        let end = first + levels.len();
        let mut piece = Piece { tops: first..end, ranked: vec![], leveled: vec![], planes: 0 };
        for (&column, collected) in &mut columns {
            let (ranked, leveled) = collected.place(column, piece.planes, trees[first].walked.bitsets());
            piece.ranked.extend(ranked);
            piece.leveled.extend(leveled);
            piece.planes += collected.planes();
        }
        for (source, levels) in trees[first..end].iter().zip(&levels) {
            self.add_top(source, levels, &columns);
        }
        self.pieces.push(piece);
        end
    }

    fn add_top(&mut self, source: &Source, levels: &[Vec<u32>], columns: &BTreeMap<usize, Collected>) {
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
            // Where no test is made both sides are the same, so that any plane will do.
            let place = source.test(at).map_or(0, |test| columns[&test.column].place_of(test));
            self.tests.push(plane_number(place));
        }
        for &at in ends {
            self.values.push(if source.is_leaf(at) { source.value(at) } else { 0.0 });
            self.nodes.push(at);
        }
    }
}

/// A test that a plane can hold.
#[derive(Clone, Copy)]
pub struct Test {
    pub column: usize,
    pub kind: TestKind,
}

#[derive(Clone, Copy)]
pub enum TestKind {
    /// A threshold and its key (cells.rs), and whether NA passes.
    Threshold { value: f32, key: u32, na_right: bool },
    /// Where the bits of a set start (bitsets.rs), and the levels of its column.
    Set { start: u32, levels: u32 },
}

/// A tree as it comes. Nodes are positions in its order.
struct Source<'a> {
    table: &'a ForestTable<'a>,
    slots: &'a Slots,
    walked: &'a Walked,
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

    fn value(&self, at: u32) -> f32 {
        self.table.threshold[self.node(at)]
    }

    /// The test of a node that a plane can hold.
    fn test(&self, at: u32) -> Option<Test> {
        let (table, node) = (self.table, self.node(at));
        if table.is_leaf(node) {
            return None;
        }
        let column = table.column[node] as usize;
        let kind = if table.has(node, CATEGORICAL) {
            let levels = self.slots.levels_of(column);
            if levels > MOST_LEVELS {
                return None;
            }
            TestKind::Set { start: self.walked.key_of(self.tree, at), levels }
        } else {
            let value = table.threshold[node];
            TestKind::Threshold { value, key: threshold_key(value), na_right: table.has(node, NA_RIGHT) }
        };
        Some(Test { column, kind })
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

    /// Whether all of the tree is evaluated.
    fn is_whole(&self) -> bool {
        let TreeOrder { nodes, depth, .. } = self.order;
        *depth <= MOST_DEPTH
            && 2 << depth <= MOST_FILLING * nodes.len()
            && (0..nodes.len() as u32).all(|at| self.is_leaf(at) || self.test(at).is_some())
    }

    /// The levels that are evaluated, and the ends below them; below a node without a test stand copies of it. Of a tree that is not
    /// whole, levels are taken at least half of whose tests are there.
    fn levels(&self) -> Vec<Vec<u32>> {
        if self.order.nodes.is_empty() {
            return vec![vec![]];
        }
        let whole = self.is_whole();
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
