//! The different tests that some trees make of a column, each of which becomes a plane.

use std::collections::BTreeMap;

use crate::bitsets::Bitsets;
use crate::buckets::{Buckets, MOST_NEAR};
use crate::halves::Halves;
use crate::tops::{Test, TestKind};

/// A column that is compared with thresholds.
pub struct Ranked {
    pub column: usize,
    /// Place of its first plane: there is one for each threshold, in order.
    pub first: usize,
    pub count: usize,
    /// In ascending order, then NaN, of which there are as many more as comparisons may read.
    pub thresholds: Box<[f32]>,
    pub buckets: Buckets,
    pub halves: Option<Halves>,
    /// Of each threshold whether NA passes, in all bits.
    pub na_right: Box<[u8]>,
}

/// A column whose levels are tested.
pub struct Leveled {
    pub column: usize,
    /// Levels from here on are one.
    pub levels: u32,
    /// Place of the first plane.
    pub first: usize,
    pub sets: LevelSets,
}

/// How sets of levels become planes.
pub enum LevelSets {
    /// Few levels: planes of NA, of levels and of all others, then those of sets.
    Noted(Box<[LevelSet]>),
    /// Many levels: planes of sets, eight by eight; for each eight a byte for NA, for each level and for all others.
    LookedUp(Box<[u8]>),
}

/// Levels that go right.
pub struct LevelSet {
    /// Whether `members` are those that go left, where these are fewer.
    pub inverted: bool,
    /// Their planes, from the first one of the column on.
    pub members: Box<[u32]>,
}

/// Sets of more levels are looked up: putting one together costs half a step for each level.
const MOST_NOTED: u32 = 64;

/// What is collected of a column's tests.
#[derive(Default)]
pub struct Collected {
    /// By key and whether NA passes: the threshold, and the place of its plane once all are there.
    thresholds: BTreeMap<(u32, bool), (f32, usize)>,
    /// By the start of its bits, the place of a set's plane.
    sets: BTreeMap<u32, usize>,
    levels: u32,
}

impl Collected {
    pub fn add(&mut self, test: Test) {
        match test.kind {
            TestKind::Threshold { value, key, na_right } => {
                self.thresholds.insert((key, na_right), (value, 0));
            }
            TestKind::Set { start, levels } => {
                self.sets.insert(start, 0);
                self.levels = levels;
            }
        }
    }

    /// The place of a test's plane, once it has one.
    pub fn place_of(&self, test: Test) -> usize {
        match test.kind {
            TestKind::Threshold { key, na_right, .. } => self.thresholds[&(key, na_right)].1,
            TestKind::Set { start, .. } => self.sets[&start],
        }
    }

    /// Planes that they take.
    pub fn planes(&self) -> usize {
        let sets = match self.sets.len() {
            0 => 0,
            sets if self.levels > MOST_NOTED => sets.next_multiple_of(8),
            sets => self.levels as usize + 2 + sets,
        };
        self.thresholds.len() + sets
    }

    /// Gives them planes from `first` on.
    pub fn place(
        &mut self,
        column: usize,
        first: usize,
        bits: &Bitsets,
    ) -> (Option<Ranked>, Option<Leveled>) {
        let mut end = first;
        let ranked = (!self.thresholds.is_empty()).then(|| self.place_thresholds(column, &mut end));
        let leveled = (!self.sets.is_empty()).then(|| self.place_sets(column, bits, end));
        (ranked, leveled)
    }

    fn place_thresholds(&mut self, column: usize, end: &mut usize) -> Ranked {
        let first = *end;
        let count = self.thresholds.len();
        let mut thresholds = vec![f32::NAN; count + MOST_NEAR];
        let mut na_right = Vec::new();
        for (number, (&(_, na_passes), (value, place))) in self.thresholds.iter_mut().enumerate() {
            thresholds[number] = *value;
            *place = first + number;
            na_right.push(if na_passes { 0xff } else { 0 });
        }
        *end += count;
        let numbers = thresholds[..count].iter().position(|x| x.is_nan()).unwrap_or(count);
        Ranked {
            column,
            first,
            count,
            buckets: Buckets::new(&thresholds[..numbers]),
            halves: Halves::new(&thresholds[..numbers]),
            thresholds: thresholds.into(),
            na_right: na_right.into(),
        }
    }

    fn place_sets(&mut self, column: usize, bits: &Bitsets, first: usize) -> Leveled {
        let levels = self.levels as usize + 2;
        let noted = self.levels <= MOST_NOTED;
        for (number, place) in self.sets.values_mut().enumerate() {
            *place = first + number + if noted { levels } else { 0 };
        }
        let starts: Vec<u32> = self.sets.keys().copied().collect();
        let sets = if noted {
            LevelSets::Noted(starts.iter().map(|&start| set_of(bits, start, levels as u32)).collect())
        } else {
            LevelSets::LookedUp(
                starts.chunks(8).flat_map(|some| table_of(bits, some, levels as u32)).collect(),
            )
        };
        Leveled { column, levels: self.levels, first, sets }
    }
}

fn set_of(bits: &Bitsets, start: u32, levels: u32) -> LevelSet {
    let (inside, outside): (Vec<u32>, Vec<u32>) = (0..levels).partition(|&bit| bits.bit(start, bit));
    let inverted = outside.len() < inside.len();
    LevelSet { inverted, members: if inverted { outside } else { inside }.into() }
}

/// For each level the bits of eight sets at most.
fn table_of(bits: &Bitsets, starts: &[u32], levels: u32) -> Vec<u8> {
    let byte_of = |level: u32| {
        starts
            .iter()
            .enumerate()
            .fold(0, |byte, (set, &start)| byte | u8::from(bits.bit(start, level)) << set)
    };
    (0..levels).map(byte_of).collect()
}
