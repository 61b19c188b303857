//! What is loaded is for reading only: threads of the process that load the same get the same, and it is in memory once.
//!
//! Loads are told apart by 128 bits made of all their bytes with secrets of the process, so that nobody can make two that are alike.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use napi::Result;

type Loads = HashMap<(TypeId, [u64; 2]), Weak<dyn Any + Send + Sync>>;

static LOADS: LazyLock<Mutex<Loads>> = LazyLock::new(Mutex::default);

/// Numbers that are others in every process.
static SECRETS: LazyLock<[u64; 4]> = LazyLock::new(|| {
    let state = RandomState::new();
    [0, 1, 2, 3].map(|i| state.hash_one(i))
});

/// The one that some thread has loaded of the same content, or else what `load` makes.
pub fn shared<Load: Send + Sync + 'static>(
    content: Content,
    load: impl FnOnce() -> Result<Load>,
) -> Result<Arc<Load>> {
    let key = (TypeId::of::<Load>(), content.lanes);
    if let Some(known) = find(&key) {
        return Ok(known);
    }
    // Not while the others wait. Should two load the same at once, the first one's is kept.
    let loaded = Arc::new(load()?);
    let mut loads = LOADS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = loads.get(&key).and_then(as_load) {
        return Ok(known);
    }
    loads.retain(|_, load| load.strong_count() > 0);
    let held: Arc<dyn Any + Send + Sync> = Arc::clone(&loaded) as _;
    loads.insert(key, Arc::downgrade(&held));
    Ok(loaded)
}

fn find<Load: Send + Sync + 'static>(key: &(TypeId, [u64; 2])) -> Option<Arc<Load>> {
    LOADS.lock().unwrap_or_else(PoisonError::into_inner).get(key).and_then(as_load)
}

fn as_load<Load: Send + Sync + 'static>(load: &Weak<dyn Any + Send + Sync>) -> Option<Arc<Load>> {
    load.upgrade()?.downcast().ok()
}

/// Numbers without padding.
///
/// # Safety
/// Every byte of the type is part of its value.
pub unsafe trait Number: Copy {}
// SAFETY: plain numbers.
unsafe impl Number for u8 {}
// SAFETY: plain numbers.
unsafe impl Number for i32 {}
// SAFETY: plain numbers.
unsafe impl Number for f32 {}
// SAFETY: plain numbers.
unsafe impl Number for f64 {}

/// All that a load depends on, in a fixed order.
pub struct Content {
    lanes: [u64; 2],
    secrets: [u64; 2],
}

impl Content {
    pub fn new() -> Self {
        let [a, b, c, d] = *SECRETS;
        Self { lanes: [a, b], secrets: [c, d] }
    }

    pub fn number(mut self, number: usize) -> Self {
        self.mix(number as u64, 0);
        self
    }

    /// Cost: linear, some bytes a cycle.
    pub fn numbers<N: Number>(mut self, numbers: &[N]) -> Self {
        // SAFETY: the bytes of the slice, all of which are numbers'.
        let bytes =
            unsafe { std::slice::from_raw_parts(numbers.as_ptr().cast::<u8>(), size_of_val(numbers)) };
        let (pairs, rest) = bytes.as_chunks::<16>();
        for pair in pairs {
            self.mix_bytes(pair);
        }
        let mut last = [0; 16];
        last[..rest.len()].copy_from_slice(rest);
        self.mix_bytes(&last);
        // With it no two lists of slices have the same words.
        self.number(bytes.len())
    }

    #[inline(always)]
    fn mix_bytes(&mut self, bytes: &[u8; 16]) {
        let pair = u128::from_ne_bytes(*bytes);
        self.mix(pair as u64, (pair >> 64) as u64);
    }

    /// Each lane is multiplied with what only it knows, and the halves of the product are folded.
    #[inline(always)]
    fn mix(&mut self, a: u64, b: u64) {
        let [first, second] = self.lanes;
        self.lanes = [folded(first ^ a, self.secrets[0] ^ b), folded(second ^ b, self.secrets[1] ^ a)];
    }
}

#[inline(always)]
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ (product >> 64) as u64
}
