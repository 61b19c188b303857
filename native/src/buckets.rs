//! Where a cell's rank among thresholds is looked up: buckets of equal width, as in src/engine/wasm/buckets.ts.

/// Most thresholds of a bucket that cells are compared with; where one has more, ranks are searched by halves.
pub const MOST_NEAR: usize = 32;
const MOST_BUCKETS: usize = 2048;
/// Adding it to a float between 0 and 2^22 leaves its nearest whole number in the lowest bits.
const TO_WHOLE: f32 = 8_388_608.0;
/// Outermost thresholds on each side that the width of buckets may leave out: they are in the first and in the last one.
const OUTLIERS: [usize; 4] = [0, 4, 8, 15];

pub struct Buckets {
    lowest: f32,
    scale: f32,
    last: f32,
    /// Per bucket, the number of thresholds in those before it.
    starts: Box<[u16]>,
    /// Most thresholds of a bucket.
    most: usize,
}

impl Buckets {
    /// `thresholds`: ascending, without NaN; fewer than 2^16. Cost: linear in them.
    pub fn new(thresholds: &[f32]) -> Self {
        let all = OUTLIERS.map(|outliers| Self::without(outliers, thresholds));
        all.into_iter().min_by_key(|buckets| buckets.most).unwrap_or_else(|| Self::without(0, thresholds))
    }

    fn without(outliers: usize, thresholds: &[f32]) -> Self {
        let finite: Vec<f32> = thresholds.iter().copied().filter(|threshold| threshold.is_finite()).collect();
        let inner = match finite.len().checked_sub(2 * outliers) {
            Some(1..) => &finite[outliers..finite.len() - outliers],
            _ => &finite[..],
        };
        let lowest = inner.first().copied().unwrap_or(0.0);
        let range = inner.last().copied().unwrap_or(0.0) - lowest;
        let count = (2 * inner.len() + 2).next_power_of_two().min(MOST_BUCKETS);
        let last = (count - 1) as f32;
        let per_bucket = last / range;
        // One bucket for all where they are too close together, or too far apart, for a float to tell.
        let scale = if per_bucket.is_finite() { per_bucket } else { 0.0 };
        let mut buckets = Self { lowest, scale, last, starts: Box::default(), most: 0 };
        let mut starts = vec![thresholds.len() as u16; count];
        let mut bucket = 0;
        starts[0] = 0;
        for (number, &threshold) in thresholds.iter().enumerate() {
            let own = buckets.bucket_of(threshold) as usize;
            while bucket < own {
                bucket += 1;
                starts[bucket] = number as u16;
            }
            buckets.most = buckets.most.max(number + 1 - usize::from(starts[bucket]));
        }
        buckets.starts = starts.into();
        buckets
    }

    /// Never falls where the cell rises. NaN is in the first one.
    #[inline(always)]
    fn bucket_of(&self, cell: f32) -> u32 {
        let at = (cell - self.lowest) * self.scale;
        let at = if at > 0.0 { at } else { 0.0 };
        let at = if at < self.last { at } else { self.last };
        // The highest number of a bucket has eleven bits.
        (at + TO_WHOLE).to_bits() & 0x7ff
    }

    /// For each cell its bucket.
    #[inline(always)]
    pub fn find(&self, cells: &[f32], to: &mut [u32]) {
        for (to, &cell) in to.iter_mut().zip(cells) {
            *to = self.bucket_of(cell);
        }
    }

    /// The number of thresholds in the buckets before `bucket`, which `find` gave.
    #[inline(always)]
    pub fn before(&self, bucket: u32) -> u32 {
        // SAFETY: buckets are whole numbers up to `last`, of which `starts` has one more; `at` is neither below 0 nor above `last`.
        u32::from(unsafe { *self.starts.get_unchecked(bucket as usize) })
    }

    pub fn most(&self) -> usize {
        self.most
    }
}
