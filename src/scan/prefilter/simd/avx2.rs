//! The sieve of 256-bit vectors: two shuffles look 32 bytes up in a table of 32 codes.
//! It refuses to run without AVX2.

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_and_si256, _mm256_blendv_epi8, _mm256_broadcastsi128_si256,
    _mm256_cmpeq_epi8, _mm256_load_si256, _mm256_loadu_si256, _mm256_movemask_epi8,
    _mm256_or_si256, _mm256_set1_epi8, _mm256_setzero_si256, _mm256_shuffle_epi8,
    _mm256_slli_epi16, _mm256_storeu_si256, _mm256_xor_si256,
};

use super::codes::{MARKS, code};
use super::plan::Plan;
use super::{BLOCK, SPAN, Sieve, WINDOW, WORDS};

/// Tables of one group of eight buckets after the other.
#[derive(Debug)]
pub(super) struct Avx2 {
    // A slice, not an array: unrolled, the loop over groups would load all tables and spill them.
    groups: Box<[[Table; WINDOW]]>,
}

/// For each code, the buckets of one group that admit it; twice, as shuffles stay in their lane.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(32))]
struct Table {
    /// Codes of 0 to 15.
    low: [u8; 32],
    /// Codes of 16 to 31.
    high: [u8; 32],
}

/// `MARKS` as shuffles take them: the fifth bit of a code at the top.
static SHUFFLED: [u8; 32] = {
    let mut shuffled = MARKS;
    let mut i = 0;
    while i < 32 {
        shuffled[i] = MARKS[i] & 15 | (MARKS[i] & 16) << 3;
        i += 1;
    }
    shuffled
};

impl Avx2 {
    pub(super) fn new(plan: &Plan) -> Avx2 {
        let mut groups = vec![[Table { low: [0; 32], high: [0; 32] }; WINDOW]; plan.groups];
        for (group, places) in groups.iter_mut().enumerate() {
            for (place, table) in places.iter_mut().enumerate() {
                for byte in 0..=255u8 {
                    let buckets = (plan.admit[place][usize::from(byte)] >> (8 * group)) as u8;
                    let code = usize::from(code(byte));
                    let half = if code < 16 { &mut table.low } else { &mut table.high };
                    half[code & 15] |= buckets;
                    half[code & 15 | 16] |= buckets;
                }
            }
        }
        Avx2 { groups: groups.into_boxed_slice() }
    }

    /// The codes of a block's bytes, the fifth bit at the top.
    ///
    /// # Safety
    /// The machine has AVX2.
    #[inline(always)]
    unsafe fn encode(span: &[u8; SPAN]) -> [u8; SPAN] {
        let mut codes = [0; SPAN];
        // The last vector overlaps the one before.
        for at in (0..BLOCK).step_by(32).chain([SPAN - 32]) {
            // SAFETY: as the caller vouches; `at` is at most 32 below the length of both arrays, and
            // the marks are 16 and 16 bytes of 32.
            unsafe {
                let marks = SHUFFLED.as_ptr();
                let even = _mm256_broadcastsi128_si256(_mm_loadu_si128(marks.cast()));
                let odd = _mm256_broadcastsi128_si256(_mm_loadu_si128(marks.add(16).cast()));
                let bytes: __m256i = _mm256_loadu_si256(span.as_ptr().add(at).cast());
                let low = _mm256_and_si256(bytes, _mm256_set1_epi8(15));
                // Bits 4 and 6 at the top of each byte, where blends look.
                let bit4 = _mm256_slli_epi16::<3>(bytes);
                let bit6 = _mm256_slli_epi16::<1>(bytes);
                let mark = _mm256_blendv_epi8(
                    _mm256_shuffle_epi8(even, low),
                    _mm256_shuffle_epi8(odd, low),
                    bit4,
                );
                let letter = _mm256_or_si256(low, _mm256_and_si256(bit4, _mm256_set1_epi8(-128)));
                let code = _mm256_blendv_epi8(mark, letter, bit6);
                _mm256_storeu_si256(codes.as_mut_ptr().add(at).cast(), code);
            }
        }
        codes
    }

    /// Of 32 positions, those where a bucket admits all codes.
    ///
    /// # Safety
    /// The machine has AVX2, and `codes` 35 readable bytes.
    #[inline(always)]
    unsafe fn half(&self, codes: *const u8) -> u32 {
        // SAFETY: as the caller vouches; the loads of tables read 32 aligned bytes of an array of 32.
        unsafe {
            let zero = _mm256_setzero_si256();
            let (mut lows, mut highs) = ([zero; WINDOW], [zero; WINDOW]);
            for i in 0..WINDOW {
                // A shuffle yields zero where the top bit is set: each table sees its own codes.
                lows[i] = _mm256_loadu_si256(codes.add(i).cast());
                highs[i] = _mm256_xor_si256(lows[i], _mm256_set1_epi8(-128));
            }
            let mut any = zero;
            for group in &self.groups {
                let mut buckets = _mm256_set1_epi8(-1);
                for (i, table) in group.iter().enumerate() {
                    let low = _mm256_load_si256(table.low.as_ptr().cast());
                    let high = _mm256_load_si256(table.high.as_ptr().cast());
                    let admitted = _mm256_or_si256(
                        _mm256_shuffle_epi8(low, lows[i]),
                        _mm256_shuffle_epi8(high, highs[i]),
                    );
                    buckets = _mm256_and_si256(buckets, admitted);
                }
                any = _mm256_or_si256(any, buckets);
            }
            !_mm256_movemask_epi8(_mm256_cmpeq_epi8(any, zero)) as u32
        }
    }
}

impl Sieve for Avx2 {
    #[inline(always)]
    unsafe fn sieve(&self, span: &[u8; SPAN]) -> [u64; WORDS] {
        let mut masks = [0; WORDS];
        // SAFETY: the caller has checked the feature; the last half ends with `codes`.
        unsafe {
            let codes = Avx2::encode(span);
            for (word, mask) in masks.iter_mut().enumerate() {
                let codes = codes.as_ptr().add(64 * word);
                *mask = u64::from(self.half(codes)) | u64::from(self.half(codes.add(32))) << 32;
            }
        }
        masks
    }
}
