//! Full evaluation of a shallow tree on planes: level by level, one plane tells for every row of a tile which way it goes. No row is
//! followed, and no test waits for another one's answer.

use crate::plane::Plane;

/// Greatest depth of a tree that is evaluated: its ends have numbers of a byte.
pub const MOST_DEPTH: u32 = 8;

/// What a node's plane has as number: eight times its place, so that a processor can scale it to its bytes.
pub type PlaneNumber = u32;

pub fn plane_number(place: usize) -> PlaneNumber {
    8 * place as u32
}

/// # Safety
/// The plane is there.
#[inline(always)]
pub unsafe fn plane<P: Plane>(planes: *const u8, number: PlaneNumber) -> P {
    // SAFETY: as above.
    unsafe { P::load(planes.add(number as usize * (P::BYTES / 8))) }
}

/// The numbers of the ends, from left to right, that the rows of a tile reach in a tree of `depth` levels.
/// # Safety
/// `nodes` are 2^depth - 1 numbers of planes, level by level; these planes are there. `to` has room for a byte per row, and is a
/// multiple of the size of a plane. The processor runs the instructions of `P`.
#[inline(always)]
pub unsafe fn find_ends<P: Plane>(planes: *const u8, nodes: *const PlaneNumber, depth: u32, to: *mut u8) {
    // SAFETY: as above.
    unsafe {
        match depth {
            0 => find::<P, 0>(planes, nodes, to),
            1 => find::<P, 1>(planes, nodes, to),
            2 => find::<P, 2>(planes, nodes, to),
            3 => find::<P, 3>(planes, nodes, to),
            4 => find::<P, 4>(planes, nodes, to),
            5 => find::<P, 5>(planes, nodes, to),
            6 => find::<P, 6>(planes, nodes, to),
            7 => find::<P, 7>(planes, nodes, to),
            _ => find::<P, 8>(planes, nodes, to),
        }
    }
}

/// # Safety
/// As `find_ends`.
#[inline(always)]
unsafe fn find<P: Plane, const DEPTH: usize>(planes: *const u8, nodes: *const PlaneNumber, to: *mut u8) {
    // SAFETY: as above: level l has 2^l nodes from 2^l - 1 on.
    unsafe {
        let none = P::splat(0);
        let mut ways = [none; 8];
        macro_rules! pass {
            ($level:literal, $choose:ident) => {
                if DEPTH > $level {
                    ways[$level] = $choose(planes, nodes.add((1 << $level) - 1), &ways, 0);
                }
            };
        }
        pass!(0, choose_0);
        pass!(1, choose_1);
        pass!(2, choose_2);
        pass!(3, choose_3);
        pass!(4, choose_4);
        pass!(5, choose_5);
        pass!(6, choose_6);
        pass!(7, choose_7);
        // The way at the last level is the lowest bit.
        transpose(std::array::from_fn(|bit| if bit < DEPTH { ways[DEPTH - 1 - bit] } else { none }), to);
    }
}

/// # Safety
/// As `find_ends`, `nodes` being those of a level, or of the part of it that is below the ways above.
#[inline(always)]
unsafe fn choose_0<P: Plane>(planes: *const u8, nodes: *const PlaneNumber, _: &[P; 8], _: usize) -> P {
    // SAFETY: as above. Volatile: the compiler would load several numbers as a vector, only to take that apart again.
    unsafe { plane(planes, nodes.read_volatile()) }
}

/// Of the planes of twice as many nodes each row takes the one that the way above leads to.
macro_rules! choose {
    ($name:ident, $half:ident, $nodes:literal) => {
        #[inline(always)]
        unsafe fn $name<P: Plane>(
            planes: *const u8,
            nodes: *const PlaneNumber,
            ways: &[P; 8],
            level: usize,
        ) -> P {
            // SAFETY: as `choose_0`.
            unsafe {
                let left = $half(planes, nodes, ways, level + 1);
                let right = $half(planes, nodes.add($nodes), ways, level + 1);
                P::select(ways[level], right, left)
            }
        }
    };
}

choose!(choose_1, choose_0, 1);
choose!(choose_2, choose_1, 2);
choose!(choose_3, choose_2, 4);
choose!(choose_4, choose_3, 8);
choose!(choose_5, choose_4, 16);
choose!(choose_6, choose_5, 32);
choose!(choose_7, choose_6, 64);

/// Bits between registers: bit j of a byte of register k becomes bit k of that byte of register j, by halves, quarters, eighths.
/// # Safety
/// Eight planes can be written from `to` on.
#[inline(always)]
pub unsafe fn transpose<P: Plane>(mut bits: [P; 8], to: *mut u8) {
    // SAFETY: as above.
    unsafe {
        for low in [0, 1, 2, 3] {
            (bits[low], bits[low + 4]) = P::exchange::<4>(bits[low], bits[low + 4], 0x0f);
        }
        for low in [0, 1, 4, 5] {
            (bits[low], bits[low + 2]) = P::exchange::<2>(bits[low], bits[low + 2], 0x33);
        }
        for low in [0, 2, 4, 6] {
            (bits[low], bits[low + 1]) = P::exchange::<1>(bits[low], bits[low + 1], 0x55);
        }
        for (number, rows) in bits.into_iter().enumerate() {
            rows.store(to.add(number * P::BYTES));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::{Line, resize_lines};
    use crate::plane_any::AnyPlane;

    /// Every row reaches the end that a walk along the bits of the planes leads it to.
    fn leads_rows_as_a_walk_does<P: Plane>() {
        let mut state = 1_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 24
        };
        let places = 40;
        let (mut planes, mut ends): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
        resize_lines(&mut planes, places * P::BYTES);
        resize_lines(&mut ends, 8 * P::BYTES);
        let bits = planes.as_mut_ptr().cast::<u8>();
        for byte in 0..places * P::BYTES {
            // SAFETY: so many bytes are there.
            unsafe { *bits.add(byte) = random() as u8 };
        }
        for depth in 0..=MOST_DEPTH {
            let nodes: Vec<usize> = (1..1 << depth).map(|_| random() as usize % places).collect();
            let numbers: Vec<PlaneNumber> = nodes.iter().map(|&place| plane_number(place)).collect();
            // SAFETY: the planes are there, and a byte for each row.
            unsafe { find_ends::<P>(bits, numbers.as_ptr(), depth, ends.as_mut_ptr().cast()) };
            for row in 0..8 * P::BYTES {
                let mut node = 1;
                for _ in 0..depth {
                    // SAFETY: as above.
                    let byte = unsafe { *bits.add(nodes[node - 1] * P::BYTES + row % P::BYTES) };
                    node = 2 * node + usize::from(byte >> (row / P::BYTES) & 1);
                }
                // SAFETY: as above.
                let end = unsafe { *ends.as_ptr().cast::<u8>().add(row) };
                assert_eq!(usize::from(end), node - (1 << depth), "row {row} of a tree of {depth} levels");
            }
        }
    }

    #[test]
    fn planes_of_any_processor_lead_rows_as_a_walk_does() {
        leads_rows_as_a_walk_does::<AnyPlane>();
    }

    #[cfg(target_arch = "x86_64")]
    #[test]
    fn planes_in_registers_lead_rows_as_a_walk_does() {
        use crate::instruction_set::InstructionSet;
        leads_rows_as_a_walk_does::<crate::plane_sse2::SsePlane>();
        for set in InstructionSet::available() {
            match set {
                InstructionSet::Avx512 => leads_rows_as_a_walk_does::<crate::plane_avx512::Avx512Plane>(),
                InstructionSet::Avx2 => leads_rows_as_a_walk_does::<crate::plane_avx2::Avx2Plane>(),
                InstructionSet::Baseline => {}
            }
        }
    }
}
