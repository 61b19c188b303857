//! Tops of trees for tiles of rows: planes, ends, sums.

use std::ops::Range;
use std::sync::Arc;

use crate::border::Columns;
use crate::evaluate::{Registers, add_values, fill_planes, find_ends};
use crate::lines::{Line, resize_lines};
use crate::plane::TREES_AT_ONCE;
use crate::tops::{Piece, Top, Tops};

/// Tops and the scratch that they are evaluated with.
pub struct Slices {
    pub tops: Arc<Tops>,
    /// Whether all leaves of all trees are ends of tops, so that no row has to walk.
    pub complete: bool,
    /// Fewer rows walk in the time that a tile takes, whether it is full or not.
    pub fewest_rows: usize,
    /// Thresholds of any column, at most.
    most_thresholds: usize,
    /// The planes of a tile.
    planes: Vec<Line>,
    /// Where the rows of a column are noted; clear in between.
    notes: Vec<Line>,
    /// Numbers of ends, a byte each, tree by tree.
    ends: Vec<Line>,
}

impl Slices {
    pub fn new(tops: Arc<Tops>) -> Self {
        let columns = tops.pieces.iter().flat_map(|piece| &piece.ranked);
        Self {
            fewest_rows: (tile_time(&tops) / walk_time(&tops)).ceil() as usize,
            complete: tops.tops.iter().all(|top| top.complete),
            most_thresholds: columns.map(|column| column.count).max().unwrap_or(0),
            tops,
            planes: Vec::new(),
            notes: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// Makes the planes of a piece for rows of a block, a tile of them at most.
    pub fn fill(&mut self, registers: Registers, piece: usize, input: Columns, rows: Range<usize>) {
        let Piece { ranked, leveled, planes, .. } = &self.tops.pieces[piece];
        let bytes = registers.bytes();
        resize_lines(&mut self.planes, planes * bytes);
        resize_lines(&mut self.notes, (self.most_thresholds + 1) * bytes);
        let (planes, notes) = (self.planes.as_mut_ptr().cast(), self.notes.as_mut_ptr().cast());
        // SAFETY: there are as many planes as the piece has places, and notes as any column needs, which nobody else writes.
        unsafe { fill_planes(registers, ranked, leveled, input, rows.start, rows.len(), planes, notes) };
    }

    /// Finds the ends in some tops of the piece whose planes were made last: the first one's at `start` of `ends`, those of the others
    /// `stride` bytes apart, which is a multiple of a tile's rows, as `start` is.
    pub fn find(&mut self, registers: Registers, tops: &[usize], stride: usize, start: usize) {
        let end = start + tops.len().saturating_sub(1) * stride + registers.rows();
        if self.ends.len() * size_of::<Line>() < end {
            resize_lines(&mut self.ends, end);
        }
        let planes = self.planes.as_ptr().cast();
        for (i, &number) in tops.iter().enumerate() {
            let top = self.tops.tops[number];
            let tests = &self.tops.tests[top.tests..][..(1 << top.depth) - 1];
            // SAFETY: the tests were put there for the top, and their planes are those of its piece; `ends` has room for the tile.
            unsafe {
                let to = self.ends.as_mut_ptr().cast::<u8>().add(start + i * stride);
                find_ends(registers, planes, tests.as_ptr(), top.depth, to);
            }
        }
    }

    /// Finds the ends of rows in tops of a piece: those of each top in as many bytes as whole tiles have rows.
    pub fn find_all(
        &mut self,
        registers: Registers,
        piece: usize,
        tops: Range<usize>,
        input: Columns,
        rows: Range<usize>,
    ) {
        if tops.is_empty() {
            return;
        }
        let tile = registers.rows();
        let stride = rows.len().next_multiple_of(tile);
        let numbers: Vec<usize> = tops.collect();
        for start in (0..rows.len()).step_by(tile) {
            let from = rows.start + start;
            self.fill(registers, piece, input, from..rows.end.min(from + tile));
            self.find(registers, &numbers, stride, start);
        }
    }

    /// The ends of rows in top number `at` of those that were found, which lie `stride` bytes apart.
    pub fn ends(&self, at: usize, stride: usize, rows: usize) -> &[u8] {
        assert!(at * stride + rows <= self.ends.len() * size_of::<Line>());
        // SAFETY: so many bytes are there.
        unsafe { std::slice::from_raw_parts(self.ends.as_ptr().cast::<u8>().add(at * stride), rows) }
    }

    /// Adds the values of complete tops, TREES_AT_ONCE at most, one after another to each row's sum. Their ends were found, and are
    /// those from number `at` on, which lie `stride` bytes apart, a multiple of a tile's rows. `sums` have room for whole tiles.
    #[allow(clippy::too_many_arguments, reason = "where ends are, and what is done with them")]
    pub fn add(
        &self,
        registers: Registers,
        tops: &[usize],
        at: usize,
        stride: usize,
        floats: bool,
        sums: &mut [f64],
        rows: usize,
    ) {
        let mut values = [std::ptr::null(); TREES_AT_ONCE];
        let mut ends = [std::ptr::null(); TREES_AT_ONCE];
        let mut depth = 0;
        for (i, &number) in tops.iter().enumerate() {
            let top = self.tops.tops[number];
            values[i] = self.tops.values[top.ends..].as_ptr();
            ends[i] = self.ends(at + i, stride, stride).as_ptr();
            depth = top.depth.max(depth);
        }
        assert!(rows <= stride && stride <= sums.len());
        let (values, ends) = (&values[..tops.len()], &ends[..tops.len()]);
        // SAFETY: ends are below 2^depth of their trees, and behind the values of the last tree are as many as the deepest one has;
        // sums and ends have room for whole tiles.
        unsafe { add_values(registers, values, depth, ends, sums.as_mut_ptr(), rows, floats) };
    }
}

/// Nanoseconds for a small tile, measured on one machine: what counts is the proportion to `walk_time`.
fn tile_time(tops: &Tops) -> f64 {
    let of_piece =
        |piece: &Piece| 0.6 * piece.planes as f64 + 70.0 * (piece.ranked.len() + piece.leveled.len()) as f64;
    let of_top = |top: &Top| 11.0 + 0.65 * f64::from(1 << top.depth);
    tops.pieces.iter().map(of_piece).sum::<f64>() + tops.tops.iter().map(of_top).sum::<f64>()
}

/// Nanoseconds for one of a few rows that walk as far as tops would lead them.
fn walk_time(tops: &Tops) -> f64 {
    tops.tops.iter().map(|top| 1.0 + 0.85 * f64::from(top.depth)).sum()
}
