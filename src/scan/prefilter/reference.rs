//! The reference engine: what the prefilter's contract means, in terms of `aho-corasick`.
//! It refuses to be clever: no engine may differ from it by a single candidate.

use std::ops::Range;

use aho_corasick::{AhoCorasick, Input, MatchKind};

use super::Candidate;

/// An overlapping, ASCII case-insensitive multi-literal automaton.
#[derive(Debug)]
pub(crate) struct Reference {
    automaton: AhoCorasick,
    longest: usize,
}

impl Reference {
    pub(crate) fn new(literals: &[&[u8]]) -> Reference {
        Reference {
            automaton: AhoCorasick::builder()
                .ascii_case_insensitive(true)
                // The only kind that supports overlapping matches.
                .match_kind(MatchKind::Standard)
                .build(literals)
                .expect("65 536 short literals are far below the automaton's limit of states"),
            longest: literals.iter().map(|l| l.len()).max().unwrap_or(0),
        }
    }

    pub(crate) fn find(&self, hay: &[u8], range: Range<usize>, out: &mut Vec<Candidate>) {
        let floor = out.len();
        let stop = range.end.saturating_add(self.longest).min(hay.len());
        let input = Input::new(hay).range(range.start..stop);
        let found = self.automaton.find_overlapping_iter(input);
        // An empty literal occurs nowhere, by decree: it would name every byte a candidate.
        out.extend(
            found
                .filter(|m| range.contains(&m.start()) && !m.is_empty())
                .map(|m| Candidate::new(m.start(), m.pattern().as_u32() as u16)),
        );
        // The automaton reports by end, the contract orders by start.
        out[floor..].sort_unstable();
    }
}
