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

/// Bytes of weights that stay in the first-level cache while rows pass by: more than it has, as the inputs that are zero in most rows
/// need none.
const STRETCH_BYTES: usize = 40 << 10;

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
    /// Where an input's weights begin in a panel.
    offsets: Vec<u32>,
    values: Vec<f32>,
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
        let stretch = STRETCH_BYTES / (4 * F::LANES * size_of::<f32>());
        // SAFETY: the processor runs the instructions of `F`.
        unsafe { listed.fill::<F>(x, stride, self.inputs, rows, stretch) };
        let stretches = self.inputs.div_ceil(stretch).max(1);
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
                        let start = if s == 0 { self.bias.as_ptr().add(first) } else { y.cast_const() };
                        match panels {
                            4 => add_listed::<F, 4>(w, panel, items, start, y),
                            3 => add_listed::<F, 3>(w, panel, items, start, y),
                            2 => add_listed::<F, 2>(w, panel, items, start, y),
                            _ => add_listed::<F, 1>(w, panel, items, start, y),
                        }
                    }
                }
            }
        }
    }
}

/// Adds the products of listed inputs to the sums of P panels, which lie `panel` floats apart: y = start + W x.
/// # Safety
/// The processor runs the instructions of `F`; each offset has a register of weights in each panel; `start` and `y`, which may be the
/// same, are P panels wide.
#[inline(always)]
unsafe fn add_listed<F: Floats, const P: usize>(
    w: *const f32,
    panel: usize,
    (offsets, values): (&[u32], &[f32]),
    start: *const f32,
    y: *mut f32,
) {
    // SAFETY: as said above.
    unsafe {
        let mut sums = [F::splat(0.0); P];
        for p in 0..P {
            sums[p] = F::load(start.add(p * F::LANES));
        }
        for (&offset, &value) in offsets.iter().zip(values) {
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
    /// Lists rows stretch by stretch.
    /// # Safety
    /// The processor runs the instructions of `F`.
    #[inline(always)]
    unsafe fn fill<F: Floats>(
        &mut self,
        x: &[f32],
        stride: usize,
        inputs: usize,
        rows: usize,
        stretch: usize,
    ) {
        let room = rows * inputs + F::LANES;
        self.offsets.resize(room, 0);
        self.values.resize(room, 0.0);
        self.ends.clear();
        let mut count = 0;
        for row in 0..rows {
            let row = &x[row * stride..][..inputs];
            let mut offset = 0;
            for start in (0..inputs.max(1)).step_by(stretch) {
                let part = &row[start..inputs.min(start + stretch)];
                let some = part.chunks_exact(F::LANES);
                let rest = some.remainder();
                for some in some {
                    // SAFETY: no more are listed than there are inputs, and the lists have room for LANES more.
                    unsafe {
                        let (offsets, values) = (self.offsets.as_mut_ptr(), self.values.as_mut_ptr());
                        count += F::list(some.as_ptr(), offset, offsets.add(count), values.add(count));
                    }
                    offset += (F::LANES * F::LANES) as u32;
                }
                for &value in rest {
                    self.offsets[count] = offset;
                    self.values[count] = value;
                    count += usize::from(value != 0.0);
                    offset += F::LANES as u32;
                }
                self.ends.push(count);
            }
        }
    }

    /// Offsets and values of a part.
    fn items_of(&self, part: usize) -> (&[u32], &[f32]) {
        let start = part.checked_sub(1).map_or(0, |before| self.ends[before]);
        let items = start..self.ends[part];
        (&self.offsets[items.clone()], &self.values[items])
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
