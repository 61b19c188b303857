//! exp and pow with the bits of assembly/math.ts: the same tables, operations and order. Why each step is as it is, is said
//! there; here it is only said where Rust differs. Nothing of the platform's libm, no fused multiply-add.

use crate::math_tables::{LOG_TAILS, LOGS, POWERS, POWERS_32, ROOT_TAILS, ROOTS};

/// 1.5 * 2^52: added and subtracted, rounds a double below 2^51 to an integer.
const ROUNDER: f64 = 6755399441055744.0;
const TWO_52: f64 = 4503599627370496.0;
const TWO_128: f64 = 3.402823669209385e38;
const TWO_MINUS_60: f64 = 8.673617379884035e-19;
/// 2^27 + 1.
const SPLITTER: f64 = 134217729.0;
const SMALLEST_NORMAL: f64 = 2.2250738585072014e-308;

const STEPS_PER_UNIT: f64 = 92.33248261689366;
const STEP: f64 = 0.010830424696223417;
const STEP_TAIL: f64 = 2.572804622327669e-14;

#[allow(clippy::approx_constant, reason = "a multiple of 2^-42")]
const LN2: f64 = 0.6931471805598903;
const LN2_TAIL: f64 = 5.497923018708371e-14;

const THIRD: f64 = 0.3333333333333333;
const THIRD_TAIL: f64 = 1.850371707708594e-17;

/// e^x.
#[inline]
pub fn exp(x: f64) -> f64 {
    let inside = x > -1024.0 && x < 1024.0;
    if !inside {
        if x.is_nan() {
            return x;
        }
        return if x > 0.0 { f64::INFINITY } else { 0.0 };
    }
    if x > -5.551115123125783e-17 && x < 5.551115123125783e-17 {
        return 1.0 + x;
    }
    let steps = x * STEPS_PER_UNIT + ROUNDER - ROUNDER;
    let k = to_int(steps);
    let y = x - steps * STEP - steps * STEP_TAIL;
    let i = (k & 63) as usize;
    let y2 = y * y;
    let y3 = y * y2;
    let fifth = y3 * y2 * (0.008333368243348653 + 0.001388874731341548 * y);
    let third = y3 * (0.16666666666523347 + 0.04166666666952449 * y);
    let rest = third + (y + ROOT_TAILS[i] + fifth) + y2 * 0.4999999999999999;
    scaled(ROOTS[i], rest, k >> 6)
}

/// Within it, 2^n and e^x are normal numbers, and there are no special cases.
const PLAIN: f64 = 600.0;

/// `exp` of eight numbers, with the same bits. Written in steps of which the compiler makes vectors.
#[inline(always)]
pub fn exp_of_eight(x: [f64; 8]) -> [f64; 8] {
    let mut plain = true;
    for lane in x {
        plain &= lane.abs() < PLAIN;
    }
    if !plain {
        return x.map(exp);
    }
    let mut result = [0.0; 8];
    let (mut roots, mut tails) = ([0.0; 8], [0.0; 8]);
    for l in 0..8 {
        // The lowest bits of this sum are the number of steps.
        let k = (x[l] * STEPS_PER_UNIT + ROUNDER).to_bits();
        roots[l] = ROOTS[(k & 63) as usize];
        tails[l] = ROOT_TAILS[(k & 63) as usize];
    }
    for l in 0..8 {
        let shifted = x[l] * STEPS_PER_UNIT + ROUNDER;
        let steps = shifted - ROUNDER;
        let y = x[l] - steps * STEP - steps * STEP_TAIL;
        let y2 = y * y;
        let y3 = y * y2;
        let fifth = y3 * y2 * (0.008333368243348653 + 0.001388874731341548 * y);
        let third = y3 * (0.16666666666523347 + 0.04166666666952449 * y);
        let rest = third + (y + tails[l] + fifth) + y2 * 0.4999999999999999;
        // 2^n for n = k >> 6, from its bits; the product with a root is exact.
        let n = ((shifted.to_bits() << 32) as i64) >> 38;
        let size = roots[l] * f64::from_bits(((n + 1023) << 52) as u64);
        result[l] = size + size * rest;
    }
    result
}

/// x^y with the special cases of Java's Math.pow.
pub fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 {
        return 1.0;
    }
    if y == 2.0 {
        return x * x;
    }
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    let size = if x < 0.0 { -x } else { x };
    if y.is_infinite() {
        if size == 1.0 {
            return f64::NAN;
        }
        return if (size > 1.0) == (y > 0.0) { f64::INFINITY } else { 0.0 };
    }
    let odd = is_odd(y);
    if size == 0.0 || size == f64::INFINITY {
        let edge = if (size == 0.0) == (y > 0.0) { 0.0 } else { f64::INFINITY };
        return if odd && x.is_sign_negative() { -edge } else { edge };
    }
    if x < 0.0 && !is_whole(y) {
        return f64::NAN;
    }
    let result = positive_power(size, y);
    if x < 0.0 && odd { -result } else { result }
}

/// x^y for finite x > 0 and y, with log x and the product in two doubles each.
fn positive_power(x: f64, y: f64) -> f64 {
    let (x, mut k) = if x < SMALLEST_NORMAL { (x * TWO_128, -128) } else { (x, 0) };
    let exponent = exponent_of(x);
    k += exponent;
    let m = x * power(-exponent);
    let i = nearest_reciprocal(m);
    let r = reduced(m, i);

    let square = r * r;
    let square_error = product_error(r, r, square);
    let cube = r * square;
    let cube_error = product_error(r, square, cube) + r * square_error;
    let third = cube * THIRD;
    let third_error = product_error(cube, THIRD, third) + cube * THIRD_TAIL + cube_error * THIRD;
    let seventh = 1.0 / 7.0 + r * (-0.125 + r * (1.0 / 9.0 + r * (-0.1 + r / 11.0)));
    let rest = square * square * (-0.25 + r * (0.2 + r * (-1.0 / 6.0 + r * seventh)));

    let base = LOGS[i as usize] + f64::from(k) * LN2;
    let sum1 = base + r;
    let half = 0.5 * square;
    let sum2 = sum1 - half;
    let sum3 = sum2 + third;
    let errors = base - sum1 + r + (sum1 - sum2 - half) + (sum2 - sum3 + third);
    let tail = f64::from(k) * LN2_TAIL + LOG_TAILS[i as usize];
    let low = errors + tail - 0.5 * square_error + third_error + rest;
    let log_high = sum3 + low;
    let log_low = sum3 - log_high + low;

    let product = y * log_high;
    if product > 710.0 {
        return f64::INFINITY;
    }
    if product < -746.0 {
        return 0.0;
    }
    if product > -TWO_MINUS_60 && product < TWO_MINUS_60 {
        return 1.0 + product;
    }
    exp_of_sum(product, product_error(y, log_high, product) + y * log_low)
}

/// e^(high + low), where low is below the last place of high.
fn exp_of_sum(high: f64, low: f64) -> f64 {
    let steps = high * STEPS_PER_UNIT + ROUNDER - ROUNDER;
    let k = to_int(steps);
    let start = high - steps * STEP;
    let tail = low - steps * STEP_TAIL;
    let y = start + tail;
    let y_low = start - y + tail;
    let i = (k & 63) as usize;
    let series = 0.5 + y * (1.0 / 6.0 + y * (1.0 / 24.0 + y * (1.0 / 120.0 + y / 720.0)));
    scaled(ROOTS[i], y + (y * y * series + (ROOT_TAILS[i] + y_low)), k >> 6)
}

/// root * (1 + rest) * 2^n for root in [1, 2) and a small rest, rounded once even if subnormal.
#[inline]
fn scaled(root: f64, rest: f64, n: i32) -> f64 {
    if (-894..=1022).contains(&n) {
        let size = root * power(n);
        return size + size * rest;
    }
    scaled_by_halves(root, rest, n)
}

#[cold]
fn scaled_by_halves(root: f64, rest: f64, n: i32) -> f64 {
    let first_step = n >> 1;
    let factor = power(first_step);
    let unit = power(n - first_step);
    let size = root * unit;
    let lost = -1022 - n;
    if !(0..=52).contains(&lost) {
        return (size * rest + size) * factor;
    }
    let kept = cleared(root, lost) * unit;
    let below = size * rest + (size - kept);
    let result = (below + kept) * factor;
    if result < SMALLEST_NORMAL { below * factor + kept * factor } else { result }
}

/// value in [1, 2) with its lowest `bits` bits (at most 52) set to zero.
fn cleared(value: f64, bits: i32) -> f64 {
    if bits == 0 {
        return value;
    }
    let whole = value * power(52 - bits);
    let mut rounded = whole + TWO_52 - TWO_52;
    if rounded > whole {
        rounded -= 1.0;
    }
    rounded * power(bits - 52)
}

/// 2^n for n = -1024 .. 1023; the table's entries, subnormal ones included.
#[inline]
fn power(n: i32) -> f64 {
    POWERS[(n & 31) as usize] * POWERS_32[((n >> 5) + 32) as usize & 63]
}

/// n with 2^n <= x < 2^(n + 1), for a normal x > 0.
fn exponent_of(x: f64) -> i32 {
    (x.to_bits() >> 52) as i32 - 1023
}

/// i so that (128 + i) / 256 is nearest to 1 / m, for m in [1, 2).
fn nearest_reciprocal(m: f64) -> i32 {
    (to_int(256.0 / m + 0.5) & 511) - 128
}

/// m * (128 + i) / 256 - 1, exactly, for i = nearest_reciprocal(m).
fn reduced(m: f64, i: i32) -> f64 {
    let reciprocal = f64::from(128 + i) * 0.00390625;
    let head = f64::from(to_int(m * 128.0) & 255) * 0.0078125;
    (m - head) * reciprocal + (head * reciprocal - 1.0)
}

/// a * b - product, exactly, where product is a * b rounded (Dekker); for factors below 2^970.
fn product_error(a: f64, b: f64, product: f64) -> f64 {
    let scaled_a = a * SPLITTER;
    let high_a = scaled_a - (scaled_a - a);
    let low_a = a - high_a;
    let scaled_b = b * SPLITTER;
    let high_b = scaled_b - (scaled_b - b);
    let low_b = b - high_b;
    low_a * low_b - (product - high_a * high_b - low_a * high_b - high_a * low_b)
}

fn is_whole(y: f64) -> bool {
    let size = if y < 0.0 { -y } else { y };
    size >= TWO_52 || size + TWO_52 - TWO_52 == size
}

fn is_odd(y: f64) -> bool {
    is_whole(y) && !is_whole(0.5 * y)
}

/// Cuts a double of less than 31 bits to an integer.
#[inline]
fn to_int(x: f64) -> i32 {
    debug_assert!(x.abs() < 2147483648.0);
    // SAFETY: callers have numbers below 2^17 here.
    unsafe { x.to_int_unchecked() }
}
