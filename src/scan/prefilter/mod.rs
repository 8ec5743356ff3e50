//! The prefilter: where in a chunk the literals of the rules occur, and nothing else.
//! It refuses to judge: boundaries, rules and decoding belong to the stages that follow.
//!
//! The contract, which every engine keeps: [`Prefilter::find`] reports each occurrence of each
//! literal, overlapping ones too, ASCII case-insensitively and with all other bytes exact. No
//! false negative, ever; no false positive either. `reference` is that contract in terms of
//! `aho-corasick` and serves wherever no vector engine fits; `simd` is held equal to it by test.

mod reference;
#[expect(unsafe_code, reason = "the vector instructions; every block says why it is sound")]
mod simd;
#[cfg(test)]
mod tests;

use std::ops::Range;

use reference::Reference;
use simd::Searcher;
#[doc(hidden)]
pub use simd::{prefilter_code, prefilter_hash};

/// One occurrence of a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    /// Offset of the literal's first byte in the haystack.
    pub(crate) at: u32,
    /// Index of the literal in the list the prefilter was made of.
    pub(crate) literal: u16,
}

impl Candidate {
    fn new(at: usize, literal: u16) -> Candidate {
        // `Prefilter::find` has checked that every offset fits.
        Candidate { at: at as u32, literal }
    }
}

/// What an engine went through to find its candidates; nothing of it is known of the reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Effort {
    /// Positions that the sieve let through.
    pub(crate) sieved: usize,
    /// Windows of literals, or what has the hash of one, among them.
    pub(crate) probed: usize,
}

/// The engines there are; [`Prefilter::new`] takes the first that the machine supports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 512-bit vectors with byte permutes over 128 entries (x86-64 with AVX-512 VBMI).
    Avx512,
    /// 256-bit vectors with nibble tables (x86-64).
    Avx2,
    /// 128-bit vectors with nibble tables (aarch64).
    Neon,
    /// Table look-ups a byte at a time: the vector engines' algorithm without vectors.
    Scalar,
    /// `aho-corasick`.
    Reference,
}

/// An immutable multi-literal matcher, shared by all threads.
#[derive(Debug)]
pub(crate) struct Prefilter {
    engine: Engine,
}

#[derive(Debug)]
enum Engine {
    Simd(Box<Searcher>),
    Reference(Reference),
}

impl Prefilter {
    /// Builds the fastest engine this machine has.
    ///
    /// Literals are 2 bytes or longer, in any case; an empty one never occurs.
    ///
    /// # Panics
    /// With more than 65 536 literals, as `Candidate::literal` could not name them.
    pub(crate) fn new(literals: &[&[u8]]) -> Prefilter {
        [Kind::Avx512, Kind::Avx2, Kind::Neon]
            .into_iter()
            .find_map(|kind| Prefilter::with(kind, literals))
            .unwrap_or_else(|| Prefilter::reference(literals))
    }

    /// Builds one engine by name; `None` where the machine or the literals do not suit it.
    pub(crate) fn with(kind: Kind, literals: &[&[u8]]) -> Option<Prefilter> {
        if kind == Kind::Reference {
            return Some(Prefilter::reference(literals));
        }
        let engine = Engine::Simd(Box::new(Searcher::new(kind, literals)?));
        Some(Prefilter { engine })
    }

    fn reference(literals: &[&[u8]]) -> Prefilter {
        assert!(literals.len() <= 1 << 16, "more literals than a candidate can name");
        Prefilter { engine: Engine::Reference(Reference::new(literals)) }
    }

    /// Appends every occurrence whose first byte lies in `range`, sorted by offset, then literal.
    ///
    /// The literal may extend past `range.end`, but lies wholly within `hay`.
    ///
    /// # Panics
    /// If `range` is not within `hay`, or `hay` is 2 GiB or longer.
    pub(crate) fn find(&self, hay: &[u8], range: Range<usize>, out: &mut Vec<Candidate>) -> Effort {
        assert!(i32::try_from(hay.len()).is_ok(), "a chunk of 2 GiB or more");
        assert!(range.start <= range.end && range.end <= hay.len(), "a range outside its chunk");
        match &self.engine {
            Engine::Simd(searcher) => searcher.find(hay, range, out),
            Engine::Reference(reference) => {
                reference.find(hay, range, out);
                Effort::default()
            }
        }
    }
}

/// For the fuzzer: every engine that this machine has finds in a text what the reference finds.
///
/// # Panics
/// If one does not.
#[doc(hidden)]
pub fn assert_prefilters_agree(literals: &[&[u8]], text: &[u8]) {
    let found = |prefilter: &Prefilter, range: Range<usize>| {
        let mut out = Vec::new();
        prefilter.find(text, range, &mut out);
        out
    };
    let reference = Prefilter::reference(literals);
    for kind in [Kind::Avx512, Kind::Avx2, Kind::Neon, Kind::Scalar] {
        let Some(engine) = Prefilter::with(kind, literals) else { continue };
        for range in [0..text.len(), text.len() / 3..text.len() / 2] {
            assert_eq!(found(&engine, range.clone()), found(&reference, range), "{kind:?}");
        }
    }
}
