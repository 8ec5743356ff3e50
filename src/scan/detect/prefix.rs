//! What a pattern demands of the first bytes of its match: the test that comes before the pattern.
//!
//! It may only refuse what the pattern would refuse. A pattern whose start it cannot read demands
//! nothing.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Bytes of a match that are looked at.
const DEPTH: usize = 32;
/// Ways to begin that are followed in one pattern; past that it demands no more than it has so far.
const PATHS: usize = 64;

/// For each byte the places of a match, as bits, where it may stand.
pub(crate) struct Prefix {
    places: Box<[u32; 256]>,
    /// How many first bytes every match has, as far as they are looked at.
    length: usize,
}

/// The sets of bytes at the places of a match: what all matches begin with.
type Sets = Vec<[bool; 256]>;

impl Prefix {
    /// Of a pattern as rules have it: on bytes, not on characters.
    pub(crate) fn of(pattern: &str) -> Prefix {
        let hir = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
        let sets = hir.map_or_else(|_| Vec::new(), |hir| start(&hir).sets);
        let mut places = Box::new([0; 256]);
        for (place, set) in sets.iter().enumerate() {
            for (byte, _) in set.iter().enumerate().filter(|(_, member)| **member) {
                places[byte] |= 1 << place;
            }
        }
        Prefix { places, length: sets.len() }
    }

    /// Whether a match may start with `text`.
    #[inline]
    pub(crate) fn fits(&self, text: &[u8]) -> bool {
        let fits = |(place, &byte): (usize, &u8)| self.places[usize::from(byte)] >> place & 1 == 1;
        text.len() >= self.length && text[..self.length].iter().enumerate().all(fits)
    }
}

/// What matches of a part of a pattern begin with.
struct Start {
    sets: Sets,
    /// Every match is exactly as long as the sets: what follows the part goes on behind them.
    exact: bool,
}

impl Start {
    const EMPTY: Start = Start { sets: Vec::new(), exact: true };

    fn unknown() -> Start {
        Start { sets: Vec::new(), exact: false }
    }

    fn then(mut self, next: impl FnOnce() -> Start) -> Start {
        if self.exact {
            let next = next();
            self.sets.extend(next.sets);
            self.exact = next.exact && self.sets.len() <= DEPTH;
            self.sets.truncate(DEPTH);
        }
        self
    }

    /// Either of two: the sets of both, as far as both go.
    fn or(mut self, other: Start) -> Start {
        self.exact &= other.exact && self.sets.len() == other.sets.len();
        self.sets.truncate(other.sets.len());
        for (set, more) in self.sets.iter_mut().zip(&other.sets) {
            set.iter_mut().zip(more).for_each(|(member, also)| *member |= also);
        }
        self
    }
}

fn start(hir: &Hir) -> Start {
    match hir.kind() {
        // What looks at its surroundings takes no byte, and refuses more than is asked for here.
        HirKind::Empty | HirKind::Look(_) => Start::EMPTY,
        HirKind::Literal(literal) => {
            let bytes = literal.0.iter().take(DEPTH);
            let sets = bytes.map(|byte| set([(*byte, *byte)])).collect();
            Start { sets, exact: literal.0.len() <= DEPTH }
        }
        HirKind::Class(Class::Bytes(class)) => {
            let ranges = class.ranges().iter().map(|r| (r.start(), r.end()));
            Start { sets: vec![set(ranges)], exact: true }
        }
        HirKind::Class(Class::Unicode(_)) => Start::unknown(),
        HirKind::Capture(capture) => start(&capture.sub),
        HirKind::Concat(parts) => {
            parts.iter().fold(Start::EMPTY, |sofar, part| sofar.then(|| start(part)))
        }
        HirKind::Alternation(parts) if parts.len() <= PATHS => {
            let all = parts.iter().map(start).reduce(Start::or);
            all.unwrap_or_else(Start::unknown)
        }
        HirKind::Alternation(_) => Start::unknown(),
        HirKind::Repetition(repetition) => {
            let mut all = Start::EMPTY;
            for _ in 0..repetition.min.min(DEPTH as u32) {
                all = all.then(|| start(&repetition.sub));
            }
            all.exact &= repetition.max == Some(repetition.min);
            all
        }
    }
}

fn set(ranges: impl IntoIterator<Item = (u8, u8)>) -> [bool; 256] {
    let mut set = [false; 256];
    for (from, to) in ranges {
        set[usize::from(from)..=usize::from(to)].fill(true);
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleSet, fill, pattern};

    #[test]
    fn it_reads_literals_classes_counts_and_alternatives() {
        let fits = |pattern: &str, text: &str| Prefix::of(pattern).fits(text.as_bytes());
        for (pattern, yes, no) in [
            ("abc", "abcd", "abd"),
            ("SK[0-9a-f]{4}", "SK01af", "SK01ag"),
            ("SK[0-9a-f]{4}", "SK01af", "SK01a"),
            ("(?i:ab)c", "ABc", "ABC"),
            ("a(?:bc|de)f", "abcf", "abxf"),
            ("a(?:b|de)f", "ab", "ac"),
            ("a?b", "b", ""),
            ("ab+c", "abb", "ac"),
            (r"\bx(y)", "xy", "xz"),
        ] {
            assert!(fits(pattern, yes), "{pattern} {yes}");
            assert_eq!(fits(pattern, no), pattern == "a?b", "{pattern} {no}");
        }
    }

    #[test]
    fn it_never_refuses_what_the_pattern_takes() {
        let rules = RuleSet::builtin().unwrap();
        let mut tried = 0;
        for rule in rules.iter().filter(|rule| !rule.regex.is_empty()) {
            let prefix = Prefix::of(&rule.regex);
            let regex = pattern(&rule.regex).unwrap();
            for example in rule.examples.hit.iter() {
                let text = fill(example, 1).replace(['«', '»'], "");
                for at in 0..text.len() {
                    if regex.is_match(&text.as_bytes()[at..]) {
                        tried += 1;
                        assert!(prefix.fits(&text.as_bytes()[at..]), "{}: {text} at {at}", rule.id);
                    }
                }
            }
        }
        assert!(tried > 500, "{tried}");
    }
}
