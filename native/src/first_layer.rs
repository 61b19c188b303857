//! A network's first layer where categorical columns have many levels: only the units that are not zero are multiplied. That leaves the
//! bits of the sums alone: they begin at +0 and can never become -0, so that adding 0 * w changes none where w is finite.

use std::sync::Arc;

use napi::Result;

use crate::border::{Columns, first, product, refuse};
use crate::eight::{AnyEight, Eight};
#[cfg(target_arch = "x86_64")]
use crate::eight::{Avx2Eight, Avx512Eight};
use crate::instruction_set::InstructionSet;
use crate::lists::{Item, Lists, PARTS};
use crate::shared::{Content, shared};
use crate::units::Units;

/// Sums of a stripe: of an input's weights a cache line.
const LANES: usize = 16;
/// Bytes of lists that meet some stripes before the next ones: they stay in the second-level cache.
const LISTS_BYTES: usize = 1 << 17;
const MOST_ROWS: usize = 16;

/// Weights and bias in stripes, the last one filled up with zeros.
struct Stripes {
    /// Of each stripe all inputs in their order.
    weights: Vec<[f32; LANES]>,
    bias: Vec<[f64; LANES]>,
}

pub struct FirstLayer {
    units: Units,
    stripes: Arc<Stripes>,
    /// Sums of a row.
    cells: usize,
    // Scratch.
    lists: Lists,
}

impl FirstLayer {
    /// The arrays as in DenseSpec of src/engine/kernels.ts.
    pub fn new(units: Units, outputs: usize, channels: usize, weights: &[f32], bias: &[f64]) -> Result<Self> {
        let inputs = units.count();
        let cells = product(outputs, channels)?;
        let weights = first(weights, product(cells, inputs)?)?;
        let bias = first(bias, cells)?;
        if u32::try_from(inputs).is_err() || !weights.iter().all(|w| w.is_finite()) {
            return refuse(
                "a layer whose inputs are listed has finite weights, and inputs that 32 bits can count",
            );
        }
        let content = Content::new().number(inputs).number(outputs).number(channels);
        let stripes = shared(content.numbers(weights).numbers(bias), || {
            Ok(Stripes::new(inputs, cells, channels, weights, bias))
        })?;
        let even = if channels == 1 { inputs - inputs % 8 } else { 0 };
        let lists = Lists::new(even, units.levels(), units.first_number(), inputs - units.first_number());
        Ok(Self { units, stripes, cells, lists })
    }

    pub fn units(&self) -> &Units {
        &self.units
    }

    /// Cells of a row of the result.
    pub fn width(&self) -> usize {
        self.cells
    }

    /// `rows` rows from `from` on to `y`, which is as long as it must be.
    pub fn run(&mut self, set: InstructionSet, input: Columns, from: usize, rows: usize, y: &mut [f64]) {
        if self.cells == 0 {
            return;
        }
        let at_once = (LISTS_BYTES / self.lists.row_bytes()).clamp(1, MOST_ROWS);
        for (done, y) in (0..rows).step_by(at_once).zip(y.chunks_mut(at_once * self.cells)) {
            let count = at_once.min(rows - done);
            self.lists.clear(count);
            self.units.list(input, from + done, count, &mut self.lists);
            self.add(set, count, y);
        }
    }
}

impl FirstLayer {
    /// The sums of the rows that are listed.
    fn add(&mut self, set: InstructionSet, rows: usize, y: &mut [f64]) {
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,bmi1,bmi2,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")]
        fn avx512(layer: &FirstLayer, rows: usize, y: &mut [f64]) {
            // SAFETY: the processor runs AVX-512 where this function is called.
            unsafe { layer.add_stripes::<Avx512Eight, 4>(rows, y) }
        }

        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,bmi1,bmi2")]
        fn avx2(layer: &FirstLayer, rows: usize, y: &mut [f64]) {
            // SAFETY: the processor runs AVX2 where this function is called.
            unsafe { layer.add_stripes::<Avx2Eight, 1>(rows, y) }
        }

        match set {
            // SAFETY: there is no InstructionSet that the processor cannot run.
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512 => unsafe { avx512(self, rows, y) },
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => unsafe { avx2(self, rows, y) },
            // SAFETY: needs no instructions that are not everywhere.
            _ => unsafe { self.add_stripes::<AnyEight, 1>(rows, y) },
        }
    }

    /// # Safety
    /// The processor runs the instructions of `E`.
    #[inline(always)]
    unsafe fn add_stripes<E: Eight, const S: usize>(&self, rows: usize, y: &mut [f64]) {
        let stripes = self.stripes.bias.len();
        let mut first = 0;
        // SAFETY: as this function.
        unsafe {
            while first + S <= stripes {
                self.add_some::<E, S>(first, rows, y);
                first += S;
            }
            if S > 2 && first + 2 <= stripes {
                self.add_some::<E, 2>(first, rows, y);
                first += 2;
            }
            if first < stripes {
                self.add_some::<E, 1>(first, rows, y);
            }
        }
    }

    /// Stripes first .. first + S - 1 of all rows: their weights stay in the cache while the rows pass by.
    /// # Safety
    /// The processor runs the instructions of `E`.
    #[inline(always)]
    unsafe fn add_some<E: Eight, const S: usize>(&self, first: usize, rows: usize, y: &mut [f64]) {
        let inputs = self.units.count();
        let Stripes { weights, bias } = &*self.stripes;
        let weights: [&[[f32; LANES]]; S] =
            std::array::from_fn(|s| &weights[(first + s) * inputs..][..inputs]);
        for (row, y) in y.chunks_exact_mut(self.cells).take(rows).enumerate() {
            let part = |part| self.lists.part(row, part);
            // SAFETY: as this function.
            unsafe {
                // (p0 + p1 + p2 + p3) + (p4 + p5 + p6 + p7). No sum is ever -0, so that the first one can be added to 0.
                let lower = plus_parts::<E, S>([0, 1, 2, 3].map(part), &weights);
                let upper = plus_parts::<E, S>([4, 5, 6, 7].map(part), &weights);
                let sums = plus(lower, upper);
                let sums = plus_products(sums, part(PARTS - 1), &weights);
                for (s, sums) in sums.iter().enumerate() {
                    let start = (first + s) * LANES;
                    let lanes = sums[0].lanes().into_iter().chain(sums[1].lanes());
                    for ((y, sum), bias) in y[start..].iter_mut().zip(lanes).zip(bias[first + s]) {
                        *y = sum + bias;
                    }
                }
            }
        }
    }
}

/// Sums of S stripes.
type Sums<E, const S: usize> = [[E; 2]; S];
/// Weights of S stripes.
type Weights<'a, const S: usize> = [&'a [[f32; LANES]]; S];

/// The sum of the partial sums of four lists, each begun at 0; a list without items adds nothing.
/// # Safety
/// The processor runs the instructions of `E`.
#[inline(always)]
unsafe fn plus_parts<E: Eight, const S: usize>(parts: [&[Item]; 4], weights: &Weights<S>) -> Sums<E, S> {
    let mut sums = [[E::zero(); 2]; S];
    for items in parts {
        if !items.is_empty() {
            // SAFETY: as this function.
            sums = unsafe { plus(sums, plus_products([[E::zero(); 2]; S], items, weights)) };
        }
    }
    sums
}

/// # Safety
/// The processor runs the instructions of `E`.
#[inline(always)]
unsafe fn plus<E: Eight, const S: usize>(mut a: Sums<E, S>, b: Sums<E, S>) -> Sums<E, S> {
    for (a, b) in a.iter_mut().zip(b) {
        // SAFETY: as this function.
        *a = unsafe { [a[0].plus(b[0]), a[1].plus(b[1])] };
    }
    a
}

/// The products of the items, one after another.
/// # Safety
/// The processor runs the instructions of `E`.
#[inline(always)]
unsafe fn plus_products<E: Eight, const S: usize>(
    mut sums: Sums<E, S>,
    items: &[Item],
    weights: &Weights<S>,
) -> Sums<E, S> {
    for item in items {
        // SAFETY: as this function; a stripe has LANES weights of each input.
        unsafe {
            let x = E::splat(item.unit);
            for s in 0..S {
                let w = weights[s][item.input as usize].as_ptr();
                sums[s][0] = sums[s][0].plus_product(E::load_floats(w), x);
                sums[s][1] = sums[s][1].plus_product(E::load_floats(w.add(LANES / 2)), x);
            }
        }
    }
    sums
}

impl Stripes {
    fn new(inputs: usize, cells: usize, channels: usize, weights: &[f32], bias: &[f64]) -> Self {
        let mut to = Self {
            weights: vec![[0.0; LANES]; cells.div_ceil(LANES) * inputs],
            bias: vec![[0.0; LANES]; cells.div_ceil(LANES)],
        };
        for cell in 0..cells {
            let (stripe, lane, channel) = (cell / LANES, cell % LANES, cell % channels);
            let from = weights[(cell - channel) * inputs + channel..].iter().step_by(channels);
            for (to, &weight) in to.weights[stripe * inputs..][..inputs].iter_mut().zip(from) {
                to[lane] = weight;
            }
            to.bias[stripe][lane] = bias[cell];
        }
        to
    }
}
