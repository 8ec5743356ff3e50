//! The sieve of 128-bit vectors: two look-ups take 16 codes of 32.
//! It refuses to run without NEON, which every aarch64 has that Rust's targets assume.

use std::arch::aarch64::{
    uint8x16_t, vaddv_u8, vandq_u8, vbslq_u8, vdupq_n_u8, veorq_u8, vget_high_u8, vget_low_u8,
    vld1q_u8, vorrq_u8, vqtbl1q_u8, vst1q_u8, vtstq_u8,
};

use super::codes::{MARKS, code};
use super::plan::Plan;
use super::{BLOCK, SPAN, Sieve, WINDOW, WORDS};

/// Tables of one group of eight buckets after the other: for each code, the buckets that admit it.
#[derive(Debug)]
pub(super) struct Neon {
    groups: Box<[[[u8; 32]; WINDOW]]>,
}

/// One bit for each of eight lanes, so that their sum is a mask.
static LANES: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];

impl Neon {
    pub(super) fn new(plan: &Plan) -> Neon {
        let mut groups = vec![[[0; 32]; WINDOW]; plan.groups];
        for (group, places) in groups.iter_mut().enumerate() {
            for (place, table) in places.iter_mut().enumerate() {
                for byte in 0..=255u8 {
                    let buckets = plan.admit[place][usize::from(byte)] >> (8 * group);
                    table[usize::from(code(byte))] |= buckets as u8;
                }
            }
        }
        Neon { groups: groups.into_boxed_slice() }
    }

    /// The codes of a block's bytes.
    ///
    /// # Safety
    /// The machine has NEON.
    #[inline(always)]
    unsafe fn encode(span: &[u8; SPAN]) -> [u8; SPAN] {
        let mut codes = [0; SPAN];
        // The last vector overlaps the one before.
        for at in (0..BLOCK).step_by(16).chain([SPAN - 16]) {
            // SAFETY: as the caller vouches; `at` is at most 16 below the length of both arrays.
            unsafe {
                let bytes = vld1q_u8(span.as_ptr().add(at));
                let low = vandq_u8(bytes, vdupq_n_u8(31));
                let letter = vtstq_u8(bytes, vdupq_n_u8(64));
                let code = vbslq_u8(letter, low, look_up(&MARKS, low));
                vst1q_u8(codes.as_mut_ptr().add(at), code);
            }
        }
        codes
    }

    /// Of 16 positions, those where a bucket admits all codes.
    ///
    /// # Safety
    /// The machine has NEON, and `codes` 19 readable bytes.
    #[inline(always)]
    unsafe fn quarter(&self, codes: *const u8) -> u16 {
        // SAFETY: as the caller vouches.
        unsafe {
            let text: [uint8x16_t; WINDOW] = std::array::from_fn(|i| vld1q_u8(codes.add(i)));
            let mut any = vdupq_n_u8(0);
            for group in &self.groups {
                let mut buckets = vdupq_n_u8(255);
                for (places, &codes) in group.iter().zip(&text) {
                    buckets = vandq_u8(buckets, look_up(places, codes));
                }
                any = vorrq_u8(any, buckets);
            }
            let lanes = vandq_u8(vtstq_u8(any, any), vld1q_u8(LANES.as_ptr()));
            let (low, high) = (vaddv_u8(vget_low_u8(lanes)), vaddv_u8(vget_high_u8(lanes)));
            u16::from(low) | u16::from(high) << 8
        }
    }
}

/// Looks five-bit indexes up.
///
/// Two look-ups in half of the table each, as an index beyond 15 yields zero: a few machines take
/// no longer for one in 32 bytes, and Miri knows only this one.
///
/// # Safety
/// The machine has NEON.
#[inline(always)]
unsafe fn look_up(table: &[u8; 32], indexes: uint8x16_t) -> uint8x16_t {
    // SAFETY: as the caller vouches; 16 bytes and 16 more of 32.
    unsafe {
        let (low, high) = (vld1q_u8(table.as_ptr()), vld1q_u8(table.as_ptr().add(16)));
        let upper = veorq_u8(indexes, vdupq_n_u8(16));
        vorrq_u8(vqtbl1q_u8(low, indexes), vqtbl1q_u8(high, upper))
    }
}

impl Sieve for Neon {
    #[inline(always)]
    unsafe fn sieve(&self, span: &[u8; SPAN]) -> [u64; WORDS] {
        let mut masks = [0; WORDS];
        // SAFETY: the caller has checked the feature; the last quarter ends with `codes`.
        unsafe {
            let codes = Neon::encode(span);
            for (word, mask) in masks.iter_mut().enumerate() {
                for quarter in (0..64).step_by(16) {
                    let found = self.quarter(codes.as_ptr().add(64 * word + quarter));
                    *mask |= u64::from(found) << quarter;
                }
            }
        }
        masks
    }
}
