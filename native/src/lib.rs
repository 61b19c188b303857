//! The kernels of wasmojo (src/engine/kernels.ts) as a Node addon: the same bits as src/engine/js, with the vector instructions of
//! the processor at hand. docs/native.md tells how it is put together.
//!
//! Every function that JavaScript can call checks sizes (border.rs) and turns a panic into an exception.

mod activation;
mod ahead;
mod bitsets;
mod border;
mod buckets;
mod cells;
mod column_tests;
mod dense;
mod dense_tile;
mod distances;
mod eight;
mod evaluate;
mod first_layer;
mod floats;
mod forest;
mod forest_table;
mod halves;
mod in_place;
mod instruction_set;
mod large_pages;
mod linear;
mod lines;
mod link;
mod lists;
mod loaded;
mod loans;
mod math;
mod math_tables;
mod number_rows;
mod plane;
#[cfg(any(not(target_arch = "x86_64"), test))]
mod plane_any;
#[cfg(target_arch = "x86_64")]
mod plane_avx2;
#[cfg(target_arch = "x86_64")]
mod plane_avx512;
#[cfg(target_arch = "x86_64")]
mod plane_sse2;
mod planes;
mod shared;
mod single_activation;
mod single_dense;
mod single_network;
mod sliced_tree;
mod slices;
mod softmax;
mod tops;
mod tree_order;
mod turn;
mod units;
mod walk;
mod walked;

use napi_derive::napi;

use crate::instruction_set::InstructionSet;

/// Raised with every change of what JavaScript calls: an addon of another version is not used.
#[napi]
pub const INTERFACE_VERSION: u32 = 6;

/// Names of the instruction sets that this processor can run, the best one first.
#[napi(catch_unwind)]
pub fn instruction_sets() -> Vec<&'static str> {
    InstructionSet::available().map(InstructionSet::name).collect()
}
