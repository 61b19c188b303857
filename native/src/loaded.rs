//! Kernels that hold memory, as JavaScript sees them: each is an object that gives it back on `dispose`.

mod dense;
mod distances;
mod first_layer;
mod forest;
mod linear;
mod network;
mod units;

use napi::{Error, Result};

use crate::instruction_set::InstructionSet;

/// A kernel until it is disposed, and the instructions that it runs.
struct Held<Kernel> {
    kernel: Option<Kernel>,
    set: InstructionSet,
}

impl<Kernel> Held<Kernel> {
    fn new(kernel: Kernel, instructions: &str) -> Result<Self> {
        Ok(Self { kernel: Some(kernel), set: InstructionSet::named(instructions)? })
    }

    fn live(&mut self) -> Result<&mut Kernel> {
        self.kernel.as_mut().ok_or_else(|| Error::from_reason("the kernel was disposed"))
    }
}
