//! Fully connected layers in single precision.
//!
//! Weights lie in panels of one register of outputs: for each input the weights of a panel's outputs. A dense tile takes several
//! rows through two panels. Where most inputs are zero (dark pixels, levels in cells of their own), the others are listed row by
//! row, and a stretch of inputs that fits into the first-level cache is taken through four panels for all rows before the next one.
//! Both add a row's products in the order of its inputs to the bias, so that they give the same bits.

use crate::floats::{AnyFloats, Floats};
#[cfg(target_arch = "x86_64")]
use crate::floats::{Avx2Floats, Avx512Floats};
use crate::instruction_set::InstructionSet;
use crate::lines::FloatLines;

/// Bytes of weights that stay in the first-level cache while rows pass by.
const STRETCH_BYTES: usize = 24 << 10;

/// A layer's weights and bias, in panels of `panel` outputs; the last one is filled up with zeros.
pub struct SingleDense {
    inputs: usize,
    panel: usize,
    weights: FloatLines,
    bias: FloatLines,
}

/// Inputs that are not zero, row after row, stretch after stretch.
#[derive(Default)]
pub struct Listed {
    items: Vec<(u32, f32)>,
    /// Where each stretch of each row ends.
    ends: Vec<usize>,
}

impl SingleDense {
    /// `weights`: cells x inputs; `bias`: one per cell. Both are as long as they must be.
    pub fn new(set: InstructionSet, inputs: usize, cells: usize, weights: &[f32], bias: &[f32]) -> Self {
        let panel = lanes(set);
        let width = cells.next_multiple_of(panel);
        let mut packed = FloatLines::new(width * inputs);
        for cell in 0..cells {
            let first = cell / panel * panel * inputs + cell % panel;
            for (i, &w) in weights[cell * inputs..][..inputs].iter().enumerate() {
                packed[first + i * panel] = w;
            }
        }
        let mut wide = FloatLines::new(width);
        wide[..cells].copy_from_slice(&bias[..cells]);
        Self { inputs, panel, weights: packed, bias: wide }
    }

    /// Floats of a row of sums: whole panels.
    pub fn width(&self) -> usize {
        self.bias.len()
    }

    /// y = W x + b for `rows` rows: `stride` floats each at `x`, `width()` each at `y`.
    pub fn run(
        &self,
        set: InstructionSet,
        x: &[f32],
        stride: usize,
        rows: usize,
        y: &mut [f32],
        listed: &mut Listed,
    ) {
        assert!(stride >= self.inputs && x.len() >= rows * stride && y.len() >= rows * self.width());
        assert!(self.panel == lanes(set));

        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,bmi1,bmi2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")]
        fn avx512(
            layer: &SingleDense,
            x: &[f32],
            stride: usize,
            rows: usize,
            y: &mut [f32],
            listed: &mut Listed,
        ) {
            // SAFETY: the processor runs AVX-512 where this function is called; sizes were checked.
            unsafe { layer.run_with::<Avx512Floats, 12>(x, stride, rows, y, listed) }
        }

        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,bmi1,bmi2,fma")]
        fn avx2(
            layer: &SingleDense,
            x: &[f32],
            stride: usize,
            rows: usize,
            y: &mut [f32],
            listed: &mut Listed,
        ) {
            // SAFETY: the processor runs AVX2 where this function is called; sizes were checked.
            unsafe { layer.run_with::<Avx2Floats, 6>(x, stride, rows, y, listed) }
        }

        match set {
            // SAFETY: there is no InstructionSet that the processor cannot run.
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx512 => unsafe { avx512(self, x, stride, rows, y, listed) },
            #[cfg(target_arch = "x86_64")]
            InstructionSet::Avx2 => unsafe { avx2(self, x, stride, rows, y, listed) },
            // SAFETY: needs no instructions that are not everywhere; sizes were checked.
            _ => unsafe { self.run_with::<AnyFloats, 4>(x, stride, rows, y, listed) },
        }
    }

    /// # Safety
    /// The processor runs the instructions of `F`, one of which is a panel; the sizes are those that `run` asserts.
    #[inline(always)]
    unsafe fn run_with<F: Floats, const R: usize>(
        &self,
        x: &[f32],
        stride: usize,
        rows: usize,
        y: &mut [f32],
        listed: &mut Listed,
    ) {
        let tiled = if mostly_zeros(x, stride, self.inputs, rows) { 0 } else { rows - rows % R };
        let width = self.width();
        for first in (0..width).step_by(2 * F::LANES) {
            for row in (0..tiled).step_by(R) {
                // SAFETY: R rows of inputs and outputs from here on, and one panel or two.
                unsafe {
                    let x = x.as_ptr().add(row * stride);
                    let y = y.as_mut_ptr().add(row * width + first);
                    if first + F::LANES < width {
                        self.tile::<F, R, 2>(first, x, stride, y);
                    } else {
                        self.tile::<F, R, 1>(first, x, stride, y);
                    }
                }
            }
        }
        if tiled < rows {
            let (x, y) = (&x[tiled * stride..], &mut y[tiled * width..]);
            // SAFETY: as this function.
            unsafe { self.listed_rows::<F>(x, stride, rows - tiled, y, listed) };
        }
    }

    /// R rows and P panels.
    /// # Safety
    /// As `run_with`; `x` has R rows, and so has `y`.
    #[inline(always)]
    unsafe fn tile<F: Floats, const R: usize, const P: usize>(
        &self,
        first: usize,
        x: *const f32,
        stride: usize,
        y: *mut f32,
    ) {
        let width = self.width();
        let panel = self.inputs * F::LANES;
        // SAFETY: the panels from output `first` on have weights for all inputs, and the bias is as wide as the panels.
        unsafe {
            let mut start = [F::splat(0.0); P];
            for p in 0..P {
                start[p] = F::load(self.bias.as_ptr().add(first + p * F::LANES));
            }
            let mut sums = [start; R];
            let mut at = self.weights.as_ptr().add(first * self.inputs);
            for i in 0..self.inputs {
                let mut w = [F::splat(0.0); P];
                for p in 0..P {
                    w[p] = F::load(at.add(p * panel));
                }
                for r in 0..R {
                    let x = F::splat(*x.add(r * stride + i));
                    for p in 0..P {
                        sums[r][p] = sums[r][p].plus_product(w[p], x);
                    }
                }
                at = at.add(F::LANES);
            }
            for r in 0..R {
                for p in 0..P {
                    sums[r][p].store(y.add(r * width + p * F::LANES));
                }
            }
        }
    }

    /// Rows whose inputs are mostly zero, or too few for a tile.
    /// # Safety
    /// As `run_with`.
    #[inline(always)]
    unsafe fn listed_rows<F: Floats>(
        &self,
        x: &[f32],
        stride: usize,
        rows: usize,
        y: &mut [f32],
        listed: &mut Listed,
    ) {
        let width = self.width();
        for y in y.chunks_exact_mut(width).take(rows) {
            y.copy_from_slice(&self.bias);
        }
        let stretch = STRETCH_BYTES / (4 * F::LANES * size_of::<f32>());
        listed.fill(x, stride, self.inputs, rows, stretch, F::LANES);
        let stretches = self.inputs.div_ceil(stretch);
        let panel = self.inputs * F::LANES;
        for s in 0..stretches {
            for first in (0..width).step_by(4 * F::LANES) {
                let panels = ((width - first) / F::LANES).min(4);
                for row in 0..rows {
                    let items = listed.items_of(row * stretches + s);
                    // SAFETY: lists hold offsets of weights of inputs that there are; so many panels begin at `first`.
                    unsafe {
                        let w = self.weights.as_ptr().add(first * self.inputs);
                        let y = y.as_mut_ptr().add(row * width + first);
                        match panels {
                            4 => add_listed::<F, 4>(w, panel, items, y),
                            3 => add_listed::<F, 3>(w, panel, items, y),
                            2 => add_listed::<F, 2>(w, panel, items, y),
                            _ => add_listed::<F, 1>(w, panel, items, y),
                        }
                    }
                }
            }
        }
    }
}

/// Adds the products of listed inputs to the sums of P panels, which lie `panel` floats apart.
/// # Safety
/// The processor runs the instructions of `F`; each offset has a register of weights in each panel, and `y` is P panels wide.
#[inline(always)]
unsafe fn add_listed<F: Floats, const P: usize>(
    w: *const f32,
    panel: usize,
    items: &[(u32, f32)],
    y: *mut f32,
) {
    // SAFETY: as said above.
    unsafe {
        let mut sums = [F::splat(0.0); P];
        for p in 0..P {
            sums[p] = F::load(y.add(p * F::LANES));
        }
        for &(offset, value) in items {
            let x = F::splat(value);
            let w = w.add(offset as usize);
            for p in 0..P {
                sums[p] = sums[p].plus_product(F::load(w.add(p * panel)), x);
            }
        }
        for p in 0..P {
            sums[p].store(y.add(p * F::LANES));
        }
    }
}

impl Listed {
    /// Lists rows stretch by stretch; `lanes`: floats from one input's weights to the next.
    fn fill(&mut self, x: &[f32], stride: usize, inputs: usize, rows: usize, stretch: usize, lanes: usize) {
        self.ends.clear();
        self.items.resize(rows * inputs + 1, (0, 0.0));
        let mut count = 0;
        for row in 0..rows {
            let row = &x[row * stride..][..inputs];
            for (s, part) in row.chunks(stretch).enumerate() {
                let mut offset = (s * stretch * lanes) as u32;
                for some in part.chunks(16) {
                    // Zeros keep together.
                    if some.iter().fold(0, |bits, x| bits | x.to_bits() << 1) == 0 {
                        offset += (some.len() * lanes) as u32;
                        continue;
                    }
                    for &value in some {
                        // Written always and kept when it is not zero: no jump to be guessed.
                        self.items[count] = (offset, value);
                        count += usize::from(value != 0.0);
                        offset += lanes as u32;
                    }
                }
                self.ends.push(count);
            }
        }
    }

    fn items_of(&self, part: usize) -> &[(u32, f32)] {
        let start = part.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start..self.ends[part]]
    }
}

/// Whether it pays to look for the inputs that are not zero. A sample of the rows tells.
fn mostly_zeros(x: &[f32], stride: usize, inputs: usize, rows: usize) -> bool {
    let step = (rows / 4).max(1);
    let sampled = (0..rows).step_by(step);
    let counted = sampled.len() * inputs;
    let zeros: usize =
        sampled.map(|row| x[row * stride..][..inputs].iter().filter(|&&x| x == 0.0).count()).sum();
    zeros * 2 > counted
}

/// Floats in a register.
fn lanes(set: InstructionSet) -> usize {
    match set {
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx512 => Avx512Floats::LANES,
        #[cfg(target_arch = "x86_64")]
        InstructionSet::Avx2 => Avx2Floats::LANES,
        _ => AnyFloats::LANES,
    }
}
