//! The sieve of 512-bit vectors: one permute looks 64 bytes up in a table of 128 entries.
//! It refuses to run without AVX-512 F, BW and VBMI.

use std::arch::x86_64::{
    _mm512_and_si512, _mm512_load_si512, _mm512_loadu_si512, _mm512_or_si512,
    _mm512_permutex2var_epi8, _mm512_setzero_si512, _mm512_test_epi8_mask,
};
use std::array::from_fn;

use super::plan::Plan;
use super::{SPAN, Sieve, WINDOW, WORDS};

/// Tables of one group of eight buckets after the other.
#[derive(Debug)]
pub(super) struct Avx512 {
    // A slice, not an array: unrolled, the loop over groups would load all tables and spill them.
    groups: Box<[[Table; WINDOW]]>,
}

/// For each low seven bits of a byte, the buckets of one group that admit it.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Table([u8; 128]);

impl Avx512 {
    pub(super) fn new(plan: &Plan) -> Avx512 {
        let table = |group: usize, place: usize| {
            Table(from_fn(|byte| {
                let either = plan.admit[place][byte] | plan.admit[place][byte + 128];
                (either >> (8 * group)) as u8
            }))
        };
        let groups = 0..plan.groups;
        Avx512 { groups: groups.map(|group| from_fn(|place| table(group, place))).collect() }
    }
}

impl Sieve for Avx512 {
    #[inline(always)]
    #[allow(clippy::needless_range_loop, reason = "iterators are functions, see below")]
    unsafe fn sieve(&self, span: &[u8; SPAN]) -> [u64; WORDS] {
        // No closures and no iterators but of a slice: only the caller has the features enabled, and a function that is
        // not inlined into it before the linker optimises would call every instruction.
        //
        // SAFETY: the caller has checked the features. The loads at 0 to 3 of each word read 64 bytes
        // of the `WORDS * 64 + 3` of `span`, the loads of tables the 128 aligned bytes of a `Table`.
        unsafe {
            let zero = _mm512_setzero_si512();
            let mut text = [[zero; WINDOW]; WORDS];
            for word in 0..WORDS {
                for i in 0..WINDOW {
                    let at = span.as_ptr().add(64 * word + i);
                    text[word][i] = _mm512_loadu_si512(at.cast());
                }
            }
            let mut any = [zero; WORDS];
            for group in &self.groups {
                let mut tables = [(zero, zero); WINDOW];
                for i in 0..WINDOW {
                    let table = group[i].0.as_ptr();
                    let (low, high) = (table.cast(), table.add(64).cast());
                    tables[i] = (_mm512_load_si512(low), _mm512_load_si512(high));
                }
                for word in 0..WORDS {
                    let mut found = [zero; WINDOW];
                    for i in 0..WINDOW {
                        let (low, high) = tables[i];
                        found[i] = _mm512_permutex2var_epi8(low, text[word][i], high);
                    }
                    let [a, b, c, d] = found;
                    let buckets = _mm512_and_si512(_mm512_and_si512(a, b), _mm512_and_si512(c, d));
                    any[word] = _mm512_or_si512(any[word], buckets);
                }
            }
            let mut masks = [0; WORDS];
            for word in 0..WORDS {
                masks[word] = _mm512_test_epi8_mask(any[word], any[word]);
            }
            masks
        }
    }
}
