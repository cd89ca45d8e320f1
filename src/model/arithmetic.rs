//! Arithmetic that networks share. Without fused multiplication it gives the same bits on every processor.

/// `a` times `b` plus `c`.
#[inline(always)]
pub(super) fn fused<const FUSED: bool>(a: f32, b: f32, c: f32) -> f32 {
    // Without the instruction a fused multiplication is a slow call.
    if FUSED { a.mul_add(b, c) } else { a * b + c }
}

/// e to the x, to five digits and more, in steps that vectorise.
#[inline(always)]
pub(super) fn exp<const FUSED: bool>(x: f32) -> f32 {
    const ROUND: f32 = 12_582_912.0;
    let x = x.clamp(-87.0, 87.0);
    let shifted = fused::<FUSED>(x, std::f32::consts::LOG2_E, ROUND);
    let whole = shifted - ROUND;
    let part = fused::<FUSED>(whole, -std::f32::consts::LN_2, x);
    let mut sum = 1.0 / 720.0;
    for coefficient in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        sum = fused::<FUSED>(sum, part, coefficient);
    }
    // The whole part, moved into the exponent, multiplies by its power of two.
    sum * f32::from_bits((shifted.to_bits() << 23).wrapping_add(0x3F80_0000))
}

/// 1 / (1 + e to the -x).
#[inline(always)]
pub(super) fn sigmoid<const FUSED: bool>(x: f32) -> f32 {
    1.0 / (1.0 + exp::<FUSED>(-x))
}

/// The hyperbolic tangent.
#[inline(always)]
pub(super) fn tanh<const FUSED: bool>(x: f32) -> f32 {
    fused::<FUSED>(2.0, sigmoid::<FUSED>(2.0 * x), -1.0)
}

/// A 16-bit float.
pub(super) fn half(bits: u16) -> f32 {
    let sign = u32::from(bits & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(bits >> 10 & 0x1F), u32::from(bits & 0x3FF));
    match exponent {
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        31 => f32::from_bits(sign | 0x7F80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_floats_and_exponentials_are_read_right() {
        assert_eq!([0x3C00, 0xC000, 0x3555, 0x0001, 0x0000].map(half), [1.0, -2.0, 0.333_251_95, 5.960_464_5e-8, 0.0]);
        for x in [-20.0f32, -1.5, 0.0, 0.3, 7.0, 60.0] {
            assert!((exp::<false>(x) / x.exp() - 1.0).abs() < 1e-5, "{x}");
        }
        for x in [-9.0f32, -0.4, 0.0, 1.1, 30.0] {
            assert!((tanh::<false>(x) - x.tanh()).abs() < 1e-5, "{x}");
        }
    }
}
