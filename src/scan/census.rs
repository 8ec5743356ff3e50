//! What the stages before a finding let through, keyword by keyword.
//!
//! It is for measuring, and decides nothing.

use super::detect::Window;
use super::plan::Literal;
use super::{Scanner, Scratch};

/// How many places each stage let through in one text.
#[doc(hidden)]
#[derive(Clone, Debug, Default)]
pub struct Census {
    /// Places that the prefilter's sieve let through.
    pub sieved: usize,
    /// Those of them whose four bytes are a keyword's, or have the hash of some.
    pub probed: usize,
    /// Occurrences of keywords.
    pub candidates: usize,
    /// Keywords that occur, the most frequent first.
    pub keywords: Vec<KeywordCensus>,
}

/// What one keyword led to.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct KeywordCensus {
    /// The keyword, in lower case.
    pub keyword: String,
    /// How often it occurs.
    pub candidates: usize,
    /// What its detectors held to be values, before overlaps were resolved.
    pub matches: usize,
}

impl Scanner {
    /// Counts what a text of less than 2 GiB has to offer to each stage.
    #[doc(hidden)]
    pub fn census(&self, scratch: &mut Scratch, bytes: &[u8]) -> Census {
        let plan = &self.inner.plan;
        let Scratch { candidates, found, memories, .. } = scratch;
        candidates.clear();
        let effort = plan.prefilter.find(bytes, 0..bytes.len(), candidates);
        let mut counts = vec![(0, 0); plan.literals.len()];
        let mut names = vec![String::new(); plan.literals.len()];
        for candidate in &*candidates {
            let nth = usize::from(candidate.literal);
            let (literal, at) = (&plan.literals[nth], candidate.at as usize);
            let (window, _) = Window::new(bytes, at, literal.len, bytes);
            found.matches.clear();
            let Literal { formats, unwrapping, others, .. } = literal;
            for &detector in formats.iter().chain(unwrapping).chain(others) {
                let detector = usize::from(detector);
                plan.detectors[detector].detect(&window, &mut memories[detector], found);
            }
            counts[nth].0 += 1;
            counts[nth].1 += found.matches.len();
            if names[nth].is_empty() {
                let text = bytes[at..at + literal.len].to_ascii_lowercase();
                names[nth] = String::from_utf8_lossy(&text).into_owned();
            }
        }
        found.matches.clear();
        let mut keywords: Vec<KeywordCensus> = names
            .into_iter()
            .zip(counts)
            .filter(|(_, (candidates, _))| *candidates > 0)
            .map(|(keyword, (candidates, matches))| KeywordCensus { keyword, candidates, matches })
            .collect();
        keywords.sort_by_key(|keyword| std::cmp::Reverse(keyword.candidates));
        Census {
            sieved: effort.sieved,
            probed: effort.probed,
            candidates: candidates.len(),
            keywords,
        }
    }
}
