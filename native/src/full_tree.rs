//! Full evaluation of a shallow tree for 64 rows: all its tests are made, none of them after another one's answer, and the leaf is
//! selected from the bottom up. A walk of five steps waits five times; 31 tests of 64 rows are 31 instructions.

use crate::row_bytes::RowBytes;

/// Greatest depth of a tree that is evaluated in full: it has 127 tests.
pub const MOST_DEPTH: u32 = 7;

/// rank of the slot >= rank.
#[derive(Clone, Copy)]
pub struct Test {
    /// The rank, four times.
    pub rank: u32,
    /// Where the slot's ranks start, in bytes from those of slot 0.
    pub slot: u32,
}

/// Numbers of the leaves, from left to right in the full tree, that 64 rows reach. Test i (from 1) has tests 2i and 2i + 1 below.
/// # Safety
/// `tests` are the 2^depth - 1 tests of a tree of at most MOST_DEPTH, `ranks` those of every slot that they name. The processor runs
/// the instructions of `B`.
#[inline(always)]
pub unsafe fn leaves_of<B: RowBytes>(tests: *const Test, depth: u32, ranks: *const u8) -> B {
    // SAFETY: as above.
    unsafe {
        match depth {
            0 => B::splat(0),
            1 => subtree_1(tests, ranks, 1, 0),
            2 => subtree_2(tests, ranks, 1, 0),
            3 => subtree_3(tests, ranks, 1),
            4 => subtree_4(tests, ranks, 1),
            5 => subtree_5(tests, ranks, 1),
            6 => subtree_6(tests, ranks, 1),
            _ => subtree_7(tests, ranks, 1),
        }
    }
}

/// # Safety
/// As `leaves_of`, `test` being one of the tests.
#[inline(always)]
unsafe fn make<B: RowBytes>(tests: *const Test, ranks: *const u8, test: usize) -> B::Mask {
    // SAFETY: as above.
    unsafe {
        let Test { rank, slot } = *tests.add(test - 1);
        B::at_least(ranks.add(slot as usize), rank)
    }
}

/// Leaves below `test`, counted from `first` on.
/// # Safety
/// As `make`; so are those below.
#[inline(always)]
unsafe fn subtree_1<B: RowBytes>(tests: *const Test, ranks: *const u8, test: usize, first: u8) -> B {
    // SAFETY: as above.
    unsafe { B::select(make::<B>(tests, ranks, test), B::splat(first + 1), B::splat(first)) }
}

#[inline(always)]
unsafe fn subtree_2<B: RowBytes>(tests: *const Test, ranks: *const u8, test: usize, first: u8) -> B {
    // SAFETY: as above.
    unsafe {
        let left = subtree_1(tests, ranks, 2 * test, first);
        let right = subtree_1(tests, ranks, 2 * test + 1, first + 2);
        B::select(make::<B>(tests, ranks, test), right, left)
    }
}

#[inline(always)]
unsafe fn subtree_3<B: RowBytes>(tests: *const Test, ranks: *const u8, test: usize) -> B {
    // SAFETY: as above.
    unsafe {
        let left = subtree_2(tests, ranks, 2 * test, 0);
        let right = subtree_2(tests, ranks, 2 * test + 1, 4);
        B::select(make::<B>(tests, ranks, test), right, left)
    }
}

/// From here on leaves are counted from 0 in both halves, and those of the right half are raised: with a constant of its own for
/// each leaf, constants would take all registers.
macro_rules! subtree {
    ($name:ident, $half:ident, $leaves:literal) => {
        #[inline(always)]
        unsafe fn $name<B: RowBytes>(tests: *const Test, ranks: *const u8, test: usize) -> B {
            // SAFETY: as above.
            unsafe {
                let left: B = $half(tests, ranks, 2 * test);
                let right: B = $half(tests, ranks, 2 * test + 1);
                let mask = make::<B>(tests, ranks, test);
                B::select(mask, right, left).plus_where(mask, $leaves)
            }
        }
    };
}

subtree!(subtree_4, subtree_3, 8);
subtree!(subtree_5, subtree_4, 16);
subtree!(subtree_6, subtree_5, 32);
subtree!(subtree_7, subtree_6, 64);
