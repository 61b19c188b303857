//! Which vector instructions the kernels use: found out at run time, so that one binary serves every processor of a platform.

use napi::{Error, Result};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum InstructionSet {
    /// What every processor of the platform has: SSE2 on x86-64, NEON on arm64.
    Baseline,
    /// x86-64 with AVX2, FMA and BMI (Intel from Haswell on, all AMD Zen).
    Avx2,
    /// x86-64 with AVX-512 F, BW, DQ, VL and VBMI (Intel from Ice Lake on, AMD from Zen 4 on).
    Avx512,
}

use InstructionSet::{Avx2, Avx512, Baseline};

impl InstructionSet {
    const ALL: [Self; 3] = [Avx512, Avx2, Baseline];

    pub fn name(self) -> &'static str {
        match self {
            Baseline if cfg!(target_arch = "aarch64") => "neon",
            Baseline if cfg!(target_arch = "x86_64") => "sse2",
            Baseline => "baseline",
            Avx2 => "avx2",
            Avx512 => "avx512",
        }
    }

    /// Those that this processor can run, the best one first.
    pub fn available() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|set| set.runs_here())
    }

    /// The set of that name; refused where the processor cannot run it, so that whoever has a value may use it.
    pub fn named(name: &str) -> Result<Self> {
        Self::available()
            .find(|set| set.name() == name)
            .ok_or_else(|| Error::from_reason(format!("this processor cannot run {name}")))
    }

    #[cfg(target_arch = "x86_64")]
    fn runs_here(self) -> bool {
        match self {
            Baseline => true,
            Avx2 => {
                is_x86_feature_detected!("avx2")
                    && is_x86_feature_detected!("popcnt")
                    && is_x86_feature_detected!("fma")
                    && is_x86_feature_detected!("bmi1")
                    && is_x86_feature_detected!("bmi2")
            }
            Avx512 => {
                Avx2.runs_here()
                    && is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vbmi")
            }
        }
    }

    #[cfg(not(target_arch = "x86_64"))]
    fn runs_here(self) -> bool {
        self == Baseline
    }
}

/// Makes a function that takes an `InstructionSet` first and runs the body that was compiled for it. The body is plain Rust:
/// the compiler makes vectors of its loops, and never of an order of additions that is not the written one. `name[FUSED]`: the body has a
/// constant `FUSED`, whether the set multiplies and adds in one rounding.
macro_rules! for_each_set {
    ($(#[$doc:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $(-> $result:ty)? $body:block) => {
        $crate::instruction_set::for_each_set! {
            $(#[$doc])* $vis fn $name[_FUSED]($($arg: $ty),*) $(-> $result)? $body
        }
    };
    ($(#[$doc:meta])* $vis:vis fn $name:ident[$fused:ident]($($arg:ident: $ty:ty),* $(,)?) $(-> $result:ty)? $body:block) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments)]
        $vis fn $name(set: $crate::instruction_set::InstructionSet, $($arg: $ty),*) $(-> $result)? {
            #[inline(always)]
            #[allow(clippy::too_many_arguments)]
            fn body<const $fused: bool>($($arg: $ty),*) $(-> $result)? $body

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,bmi1,bmi2,fma")]
            #[allow(clippy::too_many_arguments)]
            fn avx2($($arg: $ty),*) $(-> $result)? {
                body::<true>($($arg),*)
            }

            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,bmi1,bmi2,fma,avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi")]
            #[allow(clippy::too_many_arguments)]
            fn avx512($($arg: $ty),*) $(-> $result)? {
                body::<true>($($arg),*)
            }

            match set {
                // SAFETY: there is no InstructionSet that the processor cannot run.
                #[cfg(target_arch = "x86_64")]
                $crate::instruction_set::InstructionSet::Avx512 => unsafe { avx512($($arg),*) },
                #[cfg(target_arch = "x86_64")]
                $crate::instruction_set::InstructionSet::Avx2 => unsafe { avx2($($arg),*) },
                _ => body::<false>($($arg),*),
            }
        }
    };
}
pub(crate) use for_each_set;
