//! Columns of one thread that others read where they lie, while that thread waits: nothing has to be copied for them.
//!
//! An array is JavaScript's, which may detach or shrink it whenever it runs. So a loan is open only within a stretch of work in which
//! its thread runs none of a program's code, and closing it waits until nobody reads. What was not read by then is not lost: the others
//! are told, and ask again when the loan is open again.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};

use napi::Result;
use napi::bindgen_prelude::Float64ArraySlice;
use napi_derive::napi;

use crate::border::{ColumnArrays, ColumnsMut, cells_mut, lying};

/// All that were made and are not disposed, by number.
static LOANS: LazyLock<Mutex<Loans>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Loans {
    made: u32,
    loans: HashMap<u32, Arc<Loan>>,
}

/// The columns while it is open.
type Loan = RwLock<Option<Vec<Lent>>>;

/// Cells of another thread.
struct Lent {
    start: *const f64,
    length: usize,
}

// SAFETY: they are read only while the loan is open, when nobody writes to them.
unsafe impl Send for Lent {}
// SAFETY: as above.
unsafe impl Sync for Lent {}

/// A loan, as the thread that lends has it.
#[napi]
pub struct NativeLoan {
    number: u32,
    loan: Arc<Loan>,
}

#[napi]
impl NativeLoan {
    #[napi(constructor, catch_unwind)]
    #[allow(clippy::new_without_default, reason = "for JavaScript")]
    pub fn new() -> Self {
        let mut all = LOANS.lock().unwrap_or_else(PoisonError::into_inner);
        // Around after 2^32 of them.
        while all.loans.contains_key(&all.made) {
            all.made = all.made.wrapping_add(1);
        }
        let (number, loan) = (all.made, Arc::<Loan>::default());
        all.made = number.wrapping_add(1);
        all.loans.insert(number, Arc::clone(&loan));
        Self { number, loan }
    }

    /// By what other threads know it.
    #[napi(getter)]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// From now on others may read. Until `close` has returned, the caller runs nothing that could detach an array or shrink it.
    #[napi(catch_unwind)]
    pub fn open(&mut self, columns: ColumnArrays) {
        let lent = columns.iter().map(|cells| Lent { start: cells.as_ptr(), length: cells.len() }).collect();
        self.set(Some(lent));
    }

    /// Waits for those who read: as long as it takes to copy a block, or to score it.
    #[napi(catch_unwind)]
    pub fn close(&mut self) {
        self.set(None);
    }

    /// Closes it for ever.
    #[napi(catch_unwind)]
    pub fn dispose(&mut self) {
        LOANS.lock().unwrap_or_else(PoisonError::into_inner).loans.remove(&self.number);
        self.set(None);
    }

    fn set(&self, columns: Option<Vec<Lent>>) {
        *self.loan.write().unwrap_or_else(PoisonError::into_inner) = columns;
    }
}

impl Drop for NativeLoan {
    fn drop(&mut self) {
        self.dispose();
    }
}

/// Reads columns of a loan, which stays open as long as `read` runs. False: it is not open.
pub fn reading(number: u32, read: impl FnOnce(&[&[f64]]) -> Result<()>) -> Result<bool> {
    let known = LOANS.lock().unwrap_or_else(PoisonError::into_inner).loans.get(&number).cloned();
    let Some(loan) = known else { return Ok(false) };
    let lent = loan.read().unwrap_or_else(PoisonError::into_inner);
    let Some(lent) = &*lent else { return Ok(false) };
    // SAFETY: the loan is open: cells are where they were, and nobody writes to them.
    let columns: Vec<_> =
        lent.iter().map(|lent| unsafe { std::slice::from_raw_parts(lent.start, lent.length) }).collect();
    read(&columns)?;
    Ok(true)
}

/// Copies rows of a loan, from row `at` on, to the first rows of a block. False: the loan is not open.
#[napi(catch_unwind)]
pub fn fill_from_loan(
    loan: u32,
    at: i64,
    rows: u32,
    mut out: Float64ArraySlice,
    out_stride: u32,
) -> Result<bool> {
    let rows = rows as usize;
    reading(loan, |columns| {
        let lent = lying(columns, at, rows, columns.len(), &out)?;
        let mut out = ColumnsMut::new(cells_mut(&mut out), out_stride, rows, columns.len())?;
        for (number, cells) in lent.into_iter().enumerate() {
            out.column(number, rows).copy_from_slice(&cells[..rows]);
        }
        Ok(())
    })
}
