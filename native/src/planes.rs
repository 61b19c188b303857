//! The planes of a tile of rows.
//!
//! No cell is compared with every threshold. A row's bit is set in the planes of the thresholds up to its rank, so it is noted in
//! one place, the first plane without it, and a running exclusive or over the planes of the column does the rest.

use crate::border::Columns;
use crate::cells::level_bit;
use crate::column_tests::{LevelSet, LevelSets, Leveled, Ranked};
use crate::lines::Line;
use crate::plane::Plane;
use crate::sliced_tree::transpose;

/// Rows of the widest planes.
pub const MOST_TILE: usize = 512;

/// Makes the planes of columns for `rows` rows of a block from `first` on, as many as a plane has bits at most. The bits behind them
/// are of any value.
/// # Safety
/// The processor runs the instructions of `P`. All places that the columns name are below the number of planes from `planes` on,
/// which is aligned as they are. So are `notes`, as many planes as any column has thresholds and one more; all of them are clear, and
/// are left so.
#[inline(always)]
pub unsafe fn fill_planes<P: Plane>(
    ranked: &[Ranked],
    leveled: &[Leveled],
    input: Columns,
    first: usize,
    rows: usize,
    planes: *mut u8,
    notes: *mut u8,
) {
    let cells_of = |column: usize| input.cells(column, first, rows.min(8 * P::BYTES));
    for (number, column) in ranked.iter().enumerate() {
        // SAFETY: as above.
        unsafe {
            if let Some(next) = ranked.get(number + 1) {
                P::prefetch(cells_of(next.column));
            }
            fill_ranked::<P>(column, cells_of(column.column), planes, notes);
        }
    }
    for column in leveled {
        // SAFETY: as above.
        unsafe { fill_leveled::<P>(column, cells_of(column.column), planes) };
    }
}

/// # Safety
/// As `fill_planes`; there is a cell for every bit at most.
#[inline(always)]
unsafe fn fill_ranked<P: Plane>(column: &Ranked, cells: &[f64], planes: *mut u8, notes: *mut u8) {
    let mut floats = [0.0; MOST_TILE];
    let floats = &mut floats[..cells.len()];
    let mut ranks = [0; MOST_TILE];
    let ranks = &mut ranks[..cells.len()];
    // SAFETY: as above; no rank is above the number of thresholds.
    unsafe {
        let some_na = P::round_down(cells, floats);
        P::find_ranks(column, P::BYTES as u32, floats, ranks);
        note::<P>(ranks, notes);
        if some_na {
            let na = plane_of_na::<P>(floats);
            spread::<P>(column, planes, notes, |plane, above| {
                above.or(na.and(P::splat(*column.na_right.get_unchecked(plane))))
            });
        } else {
            spread::<P>(column, planes, notes, |_, above| above);
        }
    }
}

/// From notes to planes: plane j has the rows whose rank is above j, as `with_na` changes it.
/// # Safety
/// As `fill_ranked`.
#[inline(always)]
unsafe fn spread<P: Plane>(
    column: &Ranked,
    planes: *mut u8,
    notes: *mut u8,
    with_na: impl Fn(usize, P) -> P,
) {
    // SAFETY: as above.
    unsafe {
        let to = planes.add(column.first * P::BYTES);
        let none = P::splat(0);
        let mut above = P::splat(0xff);
        for plane in 0..column.count {
            let noted = notes.add(plane * P::BYTES);
            above = above.xor(P::load(noted));
            none.store(noted);
            with_na(plane, above).store(to.add(plane * P::BYTES));
        }
        none.store(notes.add(column.count * P::BYTES));
    }
}

/// Flips the bit of each row in its plane.
/// # Safety
/// The planes are there that `offsets` name in bytes; they are those of as many rows as a plane has bits at most.
#[inline(always)]
unsafe fn note<P: Plane>(offsets: &[u32], planes: *mut u8) {
    for (bit, offsets) in offsets.chunks(P::BYTES).enumerate() {
        for (byte, &offset) in offsets.iter().enumerate() {
            // SAFETY: as above.
            unsafe { *planes.add(offset as usize + byte) ^= 1 << bit };
        }
    }
}

/// The rows that are NA. They have rank 0, and are left of every threshold so far.
/// # Safety
/// As `fill_ranked`.
#[inline(always)]
unsafe fn plane_of_na<P: Plane>(cells: &[f32]) -> P {
    let mut bits = [Line::CLEAR; MOST_TILE / 8 / size_of::<Line>()];
    // SAFETY: a plane is not longer than MOST_TILE bits.
    unsafe {
        let bits = bits.as_mut_ptr().cast::<u8>();
        let bytes = std::slice::from_raw_parts_mut(bits, P::BYTES);
        for (bit, cells) in cells.chunks(P::BYTES).enumerate() {
            for (byte, cell) in bytes.iter_mut().zip(cells) {
                *byte |= u8::from(cell.is_nan()) << bit;
            }
        }
        P::load(bits)
    }
}

/// # Safety
/// As `fill_ranked`.
#[inline(always)]
unsafe fn fill_leveled<P: Plane>(column: &Leveled, cells: &[f64], planes: *mut u8) {
    let mut bits = [0; MOST_TILE];
    let bits = &mut bits[..cells.len()];
    for (bit, &cell) in bits.iter_mut().zip(cells) {
        *bit = level_bit(cell, column.levels);
    }
    // SAFETY: as above: bits are below `levels` + 2.
    unsafe {
        let to = planes.add(column.first * P::BYTES);
        match &column.sets {
            LevelSets::Noted(sets) => put_together::<P>(sets, column.levels as usize + 2, bits, to),
            LevelSets::LookedUp(tables) => look_up::<P>(tables, column.levels as usize + 2, bits, to),
        }
    }
}

/// Each row is noted in the plane of its level; those of a set's members are put together.
/// # Safety
/// As `fill_ranked`; from `to` on are the planes of the levels, then those of the sets.
#[inline(always)]
unsafe fn put_together<P: Plane>(sets: &[LevelSet], levels: usize, bits: &mut [u32], to: *mut u8) {
    // SAFETY: as above.
    unsafe {
        for plane in 0..levels {
            P::splat(0).store(to.add(plane * P::BYTES));
        }
        for bit in &mut *bits {
            *bit *= P::BYTES as u32;
        }
        note::<P>(bits, to);
        for (number, set) in sets.iter().enumerate() {
            let mut rows = P::splat(if set.inverted { 0xff } else { 0 });
            for &member in &set.members {
                rows = rows.xor(P::load(to.add(member as usize * P::BYTES)));
            }
            rows.store(to.add((levels + number) * P::BYTES));
        }
    }
}

/// Each row looks up a byte, whose bits are those of eight sets.
/// # Safety
/// As `fill_ranked`; from `to` on are the planes of the sets, eight for each table.
#[inline(always)]
unsafe fn look_up<P: Plane>(tables: &[u8], levels: usize, bits: &[u32], to: *mut u8) {
    let mut bytes = [Line::CLEAR; MOST_TILE / size_of::<Line>()];
    let bytes = bytes.as_mut_ptr().cast::<u8>();
    for (number, table) in tables.chunks_exact(levels).enumerate() {
        // SAFETY: there are no more rows than bytes, which make eight planes, and no bit beyond a table.
        unsafe {
            for (row, &bit) in bits.iter().enumerate() {
                *bytes.add(row) = *table.get_unchecked(bit as usize);
            }
            let rows = std::array::from_fn(|bit| P::load(bytes.add(bit * P::BYTES)));
            transpose(rows, to.add(8 * number * P::BYTES));
        }
    }
}
