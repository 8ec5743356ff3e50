//! The portable prefilter, and the reference that every faster one must equal.
//!
//! It does not try to be fast.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, Input};

use super::Candidate;

pub(crate) struct Reference {
    automaton: AhoCorasick,
    longest: usize,
}

impl Reference {
    pub(crate) fn new(literals: &[&[u8]]) -> Self {
        let automaton = AhoCorasickBuilder::new()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(literals)
            .expect("a few thousand short literals are within every limit");
        Reference { automaton, longest: literals.iter().map(|l| l.len()).max().unwrap_or(0) }
    }

    pub(crate) fn find(&self, hay: &[u8], range: Range<usize>, out: &mut Vec<Candidate>) {
        let end = (range.end + self.longest).min(hay.len());
        let first = out.len();
        for found in self.automaton.find_overlapping_iter(Input::new(hay).range(range.start..end)) {
            if found.start() < range.end {
                let (at, literal) = (found.start() as u32, found.pattern().as_u32() as u16);
                out.push(Candidate { at, literal });
            }
        }
        out[first..].sort_unstable();
    }
}
