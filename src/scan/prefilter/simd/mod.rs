//! The vector engines: a sieve of positions, a hash probe of the survivors, and exact comparison.
//! It refuses to read outside the haystack: sieves see arrays of `SPAN` bytes and nothing else.
//!
//! Each literal is looked for by one window of four bytes (fewer in shorter literals), its rarest
//! in logs. The windows are packed into buckets; for each of 64 positions at once a sieve finds
//! whether some bucket admits all four bytes there. What it lets through is probed in a hash table
//! of windows, without a branch per candidate, and what is left is compared in full.
//!
//! Which window goes in which bucket was worked out from real logs for the literals of the rules
//! (`packing`); others are placed when the search is made.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod codes;
mod index;
#[cfg(target_arch = "aarch64")]
mod neon;
#[rustfmt::skip]
mod packing;
mod plan;
mod runs;
mod scalar;
pub(crate) mod stats;

use std::ops::Range;

#[doc(hidden)]
pub use codes::prefilter_code;
use index::{BATCH, Hit, Hits, Index};
use plan::Plan;
#[cfg(test)]
pub(super) use plan::is_packed;
#[doc(hidden)]
pub use plan::prefilter_hash;
use scalar::Scalar;
use stats::Stats;

use super::{Candidate, Effort, Kind};

/// Bytes of a literal's window.
const WINDOW: usize = 4;
/// Words of 64 bits in what a sieve answers; several, so that tables are loaded once for all.
const WORDS: usize = 4;
/// Positions a sieve decides at once.
const BLOCK: usize = WORDS * 64;
/// Bytes a sieve needs to decide them.
const SPAN: usize = BLOCK + WINDOW - 1;
/// Positions sieved before their survivors are probed, so that loops are long enough to predict.
const STRIPE: usize = 8 * BLOCK;

/// The first stage of a search.
trait Sieve {
    /// Of `BLOCK` positions, those where a window may stand; every one where a window does.
    ///
    /// # Safety
    /// The machine has the features the implementation names.
    unsafe fn sieve(&self, span: &[u8; SPAN]) -> [u64; WORDS];
}

#[derive(Debug)]
pub(super) struct Searcher {
    sieve: AnySieve,
    index: Index,
}

#[derive(Debug)]
enum AnySieve {
    Scalar(Scalar),
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(avx512::Avx512),
    #[cfg(target_arch = "aarch64")]
    Neon(neon::Neon),
}

impl Searcher {
    /// `None` where the machine lacks the engine's features, or a literal is too short for it.
    pub(super) fn new(kind: Kind, literals: &[&[u8]]) -> Option<Searcher> {
        if literals.len() > index::MOST || literals.iter().any(|l| l.len() == 1) {
            return None;
        }
        let literals: Vec<Vec<u8>> = literals.iter().map(|l| l.to_ascii_lowercase()).collect();
        let (plan, sieve) = AnySieve::new(kind, &literals)?;
        let index = Index::new(&literals, &plan.windows);
        Some(Searcher { sieve, index })
    }

    pub(super) fn find(&self, hay: &[u8], range: Range<usize>, out: &mut Vec<Candidate>) -> Effort {
        match &self.sieve {
            // SAFETY: the scalar sieve needs no feature.
            AnySieve::Scalar(sieve) => unsafe { sweep(sieve, &self.index, hay, range, out) },
            // SAFETY: `AnySieve::new` has found the features of the sieve it made.
            #[cfg(target_arch = "x86_64")]
            AnySieve::Avx2(sieve) => unsafe { sweep_avx2(sieve, &self.index, hay, range, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            AnySieve::Avx512(sieve) => unsafe { sweep_avx512(sieve, &self.index, hay, range, out) },
            // SAFETY: as above.
            #[cfg(target_arch = "aarch64")]
            AnySieve::Neon(sieve) => unsafe { sweep_neon(sieve, &self.index, hay, range, out) },
        }
    }
}

impl AnySieve {
    fn new(kind: Kind, literals: &[Vec<u8>]) -> Option<(Plan, AnySieve)> {
        match kind {
            Kind::Reference => None,
            Kind::Scalar => {
                let plan = Plan::new(literals, 8, &Stats::of_bytes(), plan::Buckets::Wide);
                let sieve = AnySieve::Scalar(Scalar::new(&plan));
                Some((plan, sieve))
            }
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 if features_avx2() => {
                let groups = if literals.len() < 400 { 3 } else { 4 };
                let plan = Plan::new(
                    literals,
                    groups,
                    &Stats::of_codes(codes::code),
                    plan::Buckets::Narrow,
                );
                let sieve = AnySieve::Avx2(avx2::Avx2::new(&plan));
                Some((plan, sieve))
            }
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 if features_avx512() => {
                // More groups sieve better and slower: half as fast with 8 as with 4.
                let groups = match literals.len() {
                    0..600 => 4,
                    600..900 => 6,
                    _ => 8,
                };
                let plan = Plan::new(literals, groups, &Stats::of_bytes(), plan::Buckets::Wide);
                let sieve = AnySieve::Avx512(avx512::Avx512::new(&plan));
                Some((plan, sieve))
            }
            #[cfg(target_arch = "aarch64")]
            Kind::Neon if std::arch::is_aarch64_feature_detected!("neon") => {
                let plan =
                    Plan::new(literals, 4, &Stats::of_codes(codes::code), plan::Buckets::Narrow);
                let sieve = AnySieve::Neon(neon::Neon::new(&plan));
                Some((plan, sieve))
            }
            Kind::Avx512 | Kind::Avx2 | Kind::Neon => None,
        }
    }
}

/// Whether the machine has what `sweep_avx2` enables.
#[cfg(target_arch = "x86_64")]
fn features_avx2() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt")
}

/// Whether the machine has what `sweep_avx512` enables.
#[cfg(target_arch = "x86_64")]
fn features_avx512() -> bool {
    features_avx2()
        && is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vbmi")
}

/// # Safety
/// The machine has AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
unsafe fn sweep_avx2<S: Sieve>(
    sieve: &S,
    index: &Index,
    hay: &[u8],
    range: Range<usize>,
    out: &mut Vec<Candidate>,
) -> Effort {
    // SAFETY: as the caller vouches.
    unsafe { sweep(sieve, index, hay, range, out) }
}

/// # Safety
/// The machine has AVX-512 F, BW and VBMI.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,bmi1,bmi2,popcnt")]
unsafe fn sweep_avx512<S: Sieve>(
    sieve: &S,
    index: &Index,
    hay: &[u8],
    range: Range<usize>,
    out: &mut Vec<Candidate>,
) -> Effort {
    // SAFETY: as the caller vouches.
    unsafe { sweep(sieve, index, hay, range, out) }
}

/// # Safety
/// The machine has NEON.
#[cfg(target_arch = "aarch64")]
#[target_feature(enable = "neon")]
unsafe fn sweep_neon<S: Sieve>(
    sieve: &S,
    index: &Index,
    hay: &[u8],
    range: Range<usize>,
    out: &mut Vec<Candidate>,
) -> Effort {
    // SAFETY: as the caller vouches.
    unsafe { sweep(sieve, index, hay, range, out) }
}

/// Searches a range; inlined into a function that has the sieve's features enabled.
///
/// # Safety
/// The machine has the features the sieve names.
#[inline(always)]
unsafe fn sweep<S: Sieve>(
    sieve: &S,
    index: &Index,
    hay: &[u8],
    range: Range<usize>,
    out: &mut Vec<Candidate>,
) -> Effort {
    let mut effort = Effort::default();
    let floor = out.len();
    let stop = (range.end + index.reach()).min(hay.len());
    let mut found = [0u32; STRIPE + 8];
    let mut kept = [0u32; BATCH];
    let mut hits: Hits = [Hit::default(); _];
    let mut at = range.start;
    while at < stop {
        let mut count = 0;
        let pause = stop.min(at + STRIPE);
        while at < pause {
            let mut tail = [0; SPAN];
            let span = match hay[at..].first_chunk::<SPAN>() {
                Some(span) => span,
                None => {
                    tail[..hay.len() - at].copy_from_slice(&hay[at..]);
                    &tail
                }
            };
            // SAFETY: as the caller vouches.
            let masks = unsafe { sieve.sieve(span) };
            for (word, mask) in masks.into_iter().enumerate() {
                count = spread(mask, at + 64 * word, &mut found, count);
            }
            at += BLOCK;
        }
        // Positions past the end come of the padding of the tail.
        while count > 0 && found[count - 1] as usize >= stop {
            count -= 1;
        }
        effort.sieved += count;
        for part in found[..count].chunks(BATCH) {
            let count = index.sift(hay, part, &mut kept);
            let count = index.probe(hay, &kept[..count], &mut hits);
            effort.probed += count;
            let count = index.compare(hay, &mut hits, count);
            index.report(hay, &hits[..count], &range, floor, out);
        }
    }
    effort
}

/// Writes the positions of a mask's bits.
#[inline(always)]
fn spread(mut mask: u64, base: usize, found: &mut [u32; STRIPE + 8], count: usize) -> usize {
    let end = count + mask.count_ones() as usize;
    let mut next = count;
    // Four at a time without a branch: a fifth is rare, and so is a wrong guess about it.
    loop {
        let Some(slots) = found.get_mut(next..next + 4) else { return end };
        for slot in slots {
            *slot = base as u32 + mask.trailing_zeros();
            mask &= mask.wrapping_sub(1);
        }
        if mask == 0 {
            return end;
        }
        next += 4;
    }
}
