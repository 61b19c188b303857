//! Squared distances to cluster centres, as GenModel.KMeans_distance (definition: src/engine/js/distances.ts).

use napi::Result;

use crate::border::{Columns, ColumnsMut, product, refuse};
use crate::instruction_set::{InstructionSet, for_each_set};

/// Rows that pass by all centres together: their cells stay in the first-level cache.
const ROWS: usize = 64;

/// Cluster centres.
pub struct Distances {
    /// Centre by centre, `categorical.len()` cells each.
    centers: Vec<f64>,
    pub count: usize,
    categorical: Vec<bool>,
}

impl Distances {
    pub fn new(centers: &[f64], count: usize, categorical: &[u8]) -> Result<Self> {
        if product(count, categorical.len())? != centers.len() {
            return refuse("centres of another length than the columns");
        }
        let categorical = categorical.iter().map(|&kind| kind != 0).collect();
        Ok(Self { centers: centers.to_vec(), count, categorical })
    }

    /// Columns of a centre.
    pub fn width(&self) -> usize {
        self.categorical.len()
    }

    /// Column k of `out` = distances to centre k.
    pub fn run(&self, set: InstructionSet, input: Columns, rows: usize, out: &mut ColumnsMut) {
        for first in (0..rows).step_by(ROWS) {
            let count = ROWS.min(rows - first);
            for k in 0..self.count {
                let center = &self.centers[k * self.width()..][..self.width()];
                let to = &mut out.column(k, rows)[first..first + count];
                measure(set, center, &self.categorical, input, first, to);
            }
        }
    }
}

for_each_set! {
    /// Distances of at most ROWS rows from `first` on to one centre. A skipped cell adds 0, which changes no sum: sums start at
    /// 0 and never become -0.
    pub fn measure(center: &[f64], categorical: &[bool], input: Columns, first: usize, to: &mut [f64]) {
        let count = to.len();
        let width = center.len();
        let mut sums = [0.0f64; ROWS];
        let mut used = [width as f64; ROWS];
        for (c, (&origin, &levels)) in center.iter().zip(categorical).enumerate() {
            let column = input.cells(c, first, count);
            for ((sum, used), &x) in sums.iter_mut().zip(&mut used).zip(column) {
                let delta = x - origin;
                let term = if levels { f64::from(u8::from(x != origin)) } else { delta * delta };
                *sum += if x.is_nan() { 0.0 } else { term };
                *used -= f64::from(u8::from(x.is_nan()));
            }
        }
        let all = width as f64;
        for ((to, sum), used) in to.iter_mut().zip(sums).zip(used) {
            *to = if used > 0.0 && used < all { sum * (all / used) } else { sum };
        }
    }
}
