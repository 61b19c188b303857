//! The nodes of a tree level by level.

use napi::Result;

use crate::border::refuse;
use crate::forest_table::{CATEGORICAL, ForestTable};

/// Nodes that a tree's root leads to, the root first, siblings together; none for an absent tree.
pub struct TreeOrder {
    /// The table's number of each node.
    pub nodes: Vec<u32>,
    /// Position of the left child; of a leaf its own.
    pub left: Vec<u32>,
    /// Edges on the longest path.
    pub depth: u32,
    /// Mean over the leaves of the edges above them.
    pub mean_leaf_depth: f64,
    /// Some node tests a bitset.
    pub categorical: bool,
}

/// Refuses trees that reach outside themselves or any node twice: walks of others end.
pub fn breadth_first(table: &ForestTable, tree: usize) -> Result<TreeOrder> {
    let (start, count) = table.tree(tree);
    let mut order =
        TreeOrder { nodes: Vec::new(), left: Vec::new(), depth: 0, mean_leaf_depth: 0.0, categorical: false };
    if count == 0 {
        return Ok(order);
    }
    let mut seen = vec![false; count];
    let (mut leaves, mut leaf_depths) = (0.0, 0.0);
    order.nodes.reserve_exact(count);
    order.left.reserve_exact(count);
    order.nodes.push(start as u32);
    seen[0] = true;
    let mut at = 0;
    let mut level_end = 1;
    while at < order.nodes.len() {
        if at == level_end {
            order.depth += 1;
            level_end = order.nodes.len();
        }
        let node = order.nodes[at] as usize;
        if table.is_leaf(node) {
            order.left.push(at as u32);
            leaves += 1.0;
            leaf_depths += f64::from(order.depth);
        } else {
            order.categorical |= table.has(node, CATEGORICAL);
            order.left.push(order.nodes.len() as u32);
            let left = usize::try_from(table.left[node]).unwrap_or(count);
            for child in [left, left.saturating_add(1)] {
                if child >= count || std::mem::replace(&mut seen[child], true) {
                    return refuse("a tree that reaches outside itself or a node twice");
                }
                order.nodes.push((start + child) as u32);
            }
        }
        at += 1;
    }
    order.mean_leaf_depth = leaf_depths / leaves;
    Ok(order)
}
