//! Full evaluation of trees with each instruction set's registers.

use crate::full_tree::{Test, leaves_of};
use crate::instruction_set::InstructionSet;
use crate::ranks::ROWS;
use crate::row_bytes::{AnyBytes, RowBytes};
#[cfg(target_arch = "x86_64")]
use crate::row_bytes_avx2::Avx2Bytes;
#[cfg(target_arch = "x86_64")]
use crate::row_bytes_avx512::Avx512Bytes;
use crate::tops::Top;

/// Makes a function that runs `$body::<B>` with the row bytes of the instruction set.
macro_rules! with_row_bytes {
    ($(#[$doc:meta])* pub fn $name:ident = $body:ident($($arg:ident: $ty:ty),* $(,)?);) => {
        $(#[$doc])*
        pub fn $name(set: InstructionSet, $($arg: $ty),*) {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,bmi1,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")]
            fn avx512($($arg: $ty),*) {
                // SAFETY: the processor runs AVX-512 where this function is called.
                unsafe { $body::<Avx512Bytes>($($arg),*) }
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,bmi1,bmi2")]
            fn avx2($($arg: $ty),*) {
                // SAFETY: the processor runs AVX2 where this function is called.
                unsafe { $body::<Avx2Bytes>($($arg),*) }
            }

            match set {
                // SAFETY: there is no InstructionSet that the processor cannot run.
                #[cfg(target_arch = "x86_64")]
                InstructionSet::Avx512 => unsafe { avx512($($arg),*) },
                #[cfg(target_arch = "x86_64")]
                InstructionSet::Avx2 => unsafe { avx2($($arg),*) },
                // SAFETY: needs no instructions that are not everywhere.
                _ => unsafe { $body::<AnyBytes>($($arg),*) },
            }
        }
    };
}

with_row_bytes! {
    /// sums += values of the ends of tops that are present, in order, for as many whole ROWS as `sums` has. With `floats` each sum
    /// is rounded to float.
    pub fn add_ends = add_ends_of(
        tops: &[Top],
        tests: &[Test],
        values: &[u32],
        ranks: &[u8],
        floats: bool,
        sums: &mut [f64],
    );
}

with_row_bytes! {
    /// The entries of `table` for the ends that the first ROWS rows reach in a top that is present.
    pub fn write_ends = write_ends_of(top: Top, tests: &[Test], table: &[u32], ranks: &[u8], to: &mut [u32; ROWS]);
}

/// # Safety
/// The processor runs the instructions of `B`.
#[inline(always)]
unsafe fn add_ends_of<B: RowBytes>(
    tops: &[Top],
    tests: &[Test],
    values: &[u32],
    ranks: &[u8],
    floats: bool,
    sums: &mut [f64],
) {
    let groups = sums.len() / ROWS;
    let group_bytes = ranks.len() / groups.max(1);
    for (group, to) in sums.chunks_exact_mut(ROWS).enumerate() {
        let ranks = &ranks[group * group_bytes..];
        // SAFETY: 64 sums; a top's tests and ends were put there for it, and ranks are those of all slots.
        unsafe {
            let mut sums = B::load_sums(to.as_ptr());
            for &Top { depth, tests: first, ends, .. } in tops {
                let reached: B = leaves_of(tests.as_ptr().add(first), depth, ranks.as_ptr());
                reached.add_values(values.as_ptr().add(ends), depth, &mut sums);
                if floats {
                    B::round_sums(&mut sums);
                }
            }
            B::store_sums(&sums, to.as_mut_ptr());
        }
    }
}

/// # Safety
/// The processor runs the instructions of `B`.
#[inline(always)]
unsafe fn write_ends_of<B: RowBytes>(
    top: Top,
    tests: &[Test],
    table: &[u32],
    ranks: &[u8],
    to: &mut [u32; ROWS],
) {
    // SAFETY: as in `add_ends_of`.
    unsafe {
        let reached: B = leaves_of(tests.as_ptr().add(top.tests), top.depth, ranks.as_ptr());
        reached.look_up(table.as_ptr().add(top.ends), top.depth, to.as_mut_ptr());
    }
}
