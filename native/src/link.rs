//! Inverse link functions over one column (definition: src/engine/js/link.ts).

use napi::Result;

use crate::border::refuse;
use crate::math::{exp, pow};

/// In the order of `LINKS` in src/engine/native/index.ts.
#[derive(Clone, Copy)]
pub enum Link {
    Identity,
    GbmLog,
    GbmLogit,
    GbmInverse,
    GbmOloglog,
    GbmOprobit,
    GlmLog,
    GlmLogit,
    GlmInverse,
    GlmTweedieLog,
    GlmTweediePow,
}

use Link::*;

const ALL: [Link; 11] = [
    Identity,
    GbmLog,
    GbmLogit,
    GbmInverse,
    GbmOloglog,
    GbmOprobit,
    GlmLog,
    GlmLogit,
    GlmInverse,
    GlmTweedieLog,
    GlmTweediePow,
];

impl Link {
    pub fn numbered(number: u32) -> Result<Self> {
        match ALL.get(number as usize) {
            Some(&link) => Ok(link),
            None => refuse(format!("there is no link {number}")),
        }
    }
}

/// Replaces the cells by their inverse link.
pub fn link_inverse(link: Link, cells: &mut [f64], parameter: f64) {
    match link {
        Identity => {}
        GbmLog => each(cells, sanitized_exp),
        GbmLogit => each(cells, |x| 1.0 / (1.0 + sanitized_exp(-x))),
        GbmInverse => each(cells, |x| 1.0 / if x < 0.0 { min(-1e-5, x) } else { max(-1e-5, x) }),
        GbmOloglog => each(cells, |x| 1.0 - sanitized_exp(-sanitized_exp(x))),
        GbmOprobit => cells.fill(0.0),
        GlmLog => each(cells, exp),
        GlmLogit => each(cells, |x| 1.0 / (exp(-x) + 1.0)),
        GlmInverse => each(cells, |x| 1.0 / if x < 0.0 { min(-1e-5, x) } else { max(1e-5, x) }),
        GlmTweedieLog => each(cells, |x| max(2e-16, exp(x))),
        GlmTweediePow => each(cells, |x| pow(x, parameter)),
    }
}

fn each(cells: &mut [f64], inverse: impl Fn(f64) -> f64) {
    for cell in cells {
        *cell = inverse(*cell);
    }
}

/// GbmMojoModel.exp.
fn sanitized_exp(x: f64) -> f64 {
    min(1e19, exp(x))
}

// Rust's min and max pass NaN over; Java's hand it on. One of the two is a constant other than 0 here.

fn min(bound: f64, x: f64) -> f64 {
    if x > bound { bound } else { x }
}

fn max(bound: f64, x: f64) -> f64 {
    if x < bound { bound } else { x }
}
