//! The sieve without vectors: the plan's own tables, a byte at a time.
//! It refuses to be fast: it shows what the vector sieves must compute, also under Miri.

use super::plan::{Admit, Plan};
use super::{BLOCK, SPAN, Sieve, WORDS};

#[derive(Debug)]
pub(super) struct Scalar {
    admit: Box<Admit>,
}

impl Scalar {
    pub(super) fn new(plan: &Plan) -> Scalar {
        Scalar { admit: plan.admit.clone() }
    }
}

impl Sieve for Scalar {
    #[inline(always)]
    unsafe fn sieve(&self, span: &[u8; SPAN]) -> [u64; WORDS] {
        let mut masks = [0; WORDS];
        for at in 0..BLOCK {
            let buckets = self
                .admit
                .iter()
                .zip(&span[at..])
                .fold(u64::MAX, |buckets, (place, &byte)| buckets & place[usize::from(byte)]);
            masks[at / 64] |= u64::from(buckets != 0) << (at % 64);
        }
        masks
    }
}
