//! Evaluation on planes with each instruction set's registers.

use crate::border::Columns;
use crate::column_tests::{Leveled, Ranked};
use crate::instruction_set::InstructionSet;
use crate::plane::{Plane, TREES_AT_ONCE};
#[cfg(not(target_arch = "x86_64"))]
use crate::plane_any::AnyPlane as BaselinePlane;
#[cfg(target_arch = "x86_64")]
use crate::plane_avx2::Avx2Plane;
#[cfg(target_arch = "x86_64")]
use crate::plane_avx512::Avx512Plane;
#[cfg(target_arch = "x86_64")]
use crate::plane_sse2::{Narrow, SsePlane as BaselinePlane};
use crate::planes::fill_planes as fill_planes_of;
use crate::sliced_tree::{PlaneNumber, find_ends as find_ends_of};

/// Registers that planes are held in.
#[derive(Clone, Copy)]
pub enum Registers {
    Baseline,
    #[cfg(target_arch = "x86_64")]
    Avx2 {
        narrow: bool,
    },
    #[cfg(target_arch = "x86_64")]
    Avx512 {
        narrow: bool,
    },
}

impl Registers {
    /// Those of an instruction set that take the least time for so many rows.
    pub fn for_rows(set: InstructionSet, rows: usize) -> Self {
        match set {
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512 => Self::Avx512 { narrow: rows <= 8 * BaselinePlane::BYTES },
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => Self::Avx2 { narrow: rows <= 8 * BaselinePlane::BYTES },
            _ => Self::Baseline,
        }
    }

    /// Bytes of a plane.
    pub fn bytes(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 { narrow: false } => Avx512Plane::BYTES,
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 { narrow: false } => Avx2Plane::BYTES,
            _ => BaselinePlane::BYTES,
        }
    }

    /// Rows of a tile.
    pub fn rows(self) -> usize {
        8 * self.bytes()
    }
}

/// Makes a function that runs `$body::<P>` with the planes of some registers.
macro_rules! with_planes {
    ($(#[$doc:meta])* pub unsafe fn $name:ident = $body:ident, ($($arg:ident: $ty:ty),* $(,)?);) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        pub unsafe fn $name(registers: Registers, $($arg: $ty),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "popcnt,avx2,bmi1,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")]
            #[allow(clippy::too_many_arguments)]
            unsafe fn avx512<P: Plane>($($arg: $ty),*) {
                // SAFETY: as its caller; the processor runs AVX-512 where this function is called.
                unsafe { $body::<P>($($arg),*) }
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "popcnt,avx2,bmi1,bmi2")]
            #[allow(clippy::too_many_arguments)]
            unsafe fn avx2<P: Plane>($($arg: $ty),*) {
                // SAFETY: as its caller; the processor runs AVX2 where this function is called.
                unsafe { $body::<P>($($arg),*) }
            }

            // SAFETY: as its caller; there is no InstructionSet, nor registers of one, that the processor does not have.
            unsafe {
                match registers {
                    #[cfg(target_arch = "x86_64")]
                    Registers::Avx512 { narrow: false } => avx512::<Avx512Plane>($($arg),*),
                    #[cfg(target_arch = "x86_64")]
                    Registers::Avx512 { narrow: true } => avx512::<Narrow<Avx512Plane>>($($arg),*),
                    #[cfg(target_arch = "x86_64")]
                    Registers::Avx2 { narrow: false } => avx2::<Avx2Plane>($($arg),*),
                    #[cfg(target_arch = "x86_64")]
                    Registers::Avx2 { narrow: true } => avx2::<Narrow<Avx2Plane>>($($arg),*),
                    Registers::Baseline => $body::<BaselinePlane>($($arg),*),
                }
            }
        }
    };
}

with_planes! {
    /// Makes the planes of columns for `rows` rows of a block from `first` on.
    /// # Safety
    /// All places that the columns name are below the number of planes from `planes` on, which starts a line; so does `notes`, as many
    /// planes as any column has thresholds and one more, all of them clear. The rows and columns are those of the block.
    pub unsafe fn fill_planes = fill_planes_of, (
        ranked: &[Ranked],
        leveled: &[Leveled],
        input: Columns,
        first: usize,
        rows: usize,
        planes: *mut u8,
        notes: *mut u8,
    );
}

with_planes! {
    /// Numbers of the ends, from left to right, that the rows of a tile reach in a tree.
    /// # Safety
    /// `nodes` are the 2^depth - 1 planes of its tests, which are there from `planes` on; `to` has room for a tile, and starts a line.
    pub unsafe fn find_ends = find_ends_of, (
        planes: *const u8,
        nodes: *const PlaneNumber,
        depth: u32,
        to: *mut u8,
    );
}

with_planes! {
    /// sums += values of the ends of trees, tree by tree; TREES_AT_ONCE trees at most. With `floats` each sum is rounded to float.
    /// # Safety
    /// As Plane::add_values. There are as many of `values` as of `ends`.
    pub unsafe fn add_values = add_values_of, (
        values: &[*const f32],
        depth: u32,
        ends: &[*const u8],
        sums: *mut f64,
        rows: usize,
        floats: bool,
    );
}

/// # Safety
/// As `add_values`.
#[inline(always)]
unsafe fn add_values_of<P: Plane>(
    values: &[*const f32],
    depth: u32,
    ends: &[*const u8],
    sums: *mut f64,
    rows: usize,
    floats: bool,
) {
    macro_rules! add {
        ($trees:literal) => {
            if let (Ok(values), Ok(ends)) = (values.try_into(), ends.try_into()) {
                // SAFETY: as above.
                unsafe {
                    if floats {
                        P::add_values::<$trees, true>(values, depth, ends, sums, rows);
                    } else {
                        P::add_values::<$trees, false>(values, depth, ends, sums, rows);
                    }
                }
            }
        };
    }
    const { assert!(TREES_AT_ONCE == 4) };
    match values.len() {
        1 => add!(1),
        2 => add!(2),
        3 => add!(3),
        _ => add!(4),
    }
}
