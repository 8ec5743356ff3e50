//! The sieve of 512-bit vectors: one permute looks 64 bytes up in a table of 128 entries.
//! It refuses to run without AVX-512 F, BW and VBMI.

use std::arch::x86_64::{
    __m512i, _mm512_and_si512, _mm512_load_si512, _mm512_loadu_si512, _mm512_or_si512,
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
    unsafe fn sieve(&self, span: &[u8; SPAN]) -> [u64; WORDS] {
        // SAFETY: the caller has checked the features. The loads at 0 to 3 of each word read 64 bytes
        // of the `WORDS * 64 + 3` of `span`, the loads of tables the 128 aligned bytes of a `Table`.
        unsafe {
            let text: [[__m512i; WINDOW]; WORDS] = from_fn(|word| {
                from_fn(|i| _mm512_loadu_si512(span.as_ptr().add(64 * word + i).cast()))
            });
            let mut any = [_mm512_setzero_si512(); WORDS];
            for group in &self.groups {
                let tables: [(__m512i, __m512i); WINDOW] = from_fn(|i| {
                    let table = group[i].0.as_ptr();
                    (_mm512_load_si512(table.cast()), _mm512_load_si512(table.add(64).cast()))
                });
                for (any, text) in any.iter_mut().zip(&text) {
                    let [a, b, c, d]: [__m512i; WINDOW] =
                        from_fn(|i| _mm512_permutex2var_epi8(tables[i].0, text[i], tables[i].1));
                    let buckets = _mm512_and_si512(_mm512_and_si512(a, b), _mm512_and_si512(c, d));
                    *any = _mm512_or_si512(*any, buckets);
                }
            }
            any.map(|any| _mm512_test_epi8_mask(any, any))
        }
    }
}
