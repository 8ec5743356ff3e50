//! What a pattern demands of the first bytes of its match: the test that comes before the pattern.
//!
//! It may only refuse what the pattern would refuse: a pattern that it cannot read demands nothing.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// Bytes of a match that are looked at.
const DEPTH: u32 = 32;

/// A set of distances from the start of a match, as bits.
type Places = u32;

/// For each byte the places of a match where it may stand, whatever stands at the others.
pub(crate) struct Prefix {
    places: Box<[Places; 256]>,
    /// How many first bytes every match has, as far as they are looked at.
    length: usize,
    /// The bytes that a match may start with, if they are no more than these.
    pub(crate) few: Option<[u8; 3]>,
    /// How many bytes the shortest match has, where the value is the whole of it.
    pub(crate) shortest: Option<usize>,
}

impl Prefix {
    /// Of a pattern as rules have it: on bytes, not on characters.
    pub(crate) fn of(pattern: &str) -> Prefix {
        let mut prefix =
            Prefix { places: Box::new([0; 256]), length: 0, few: None, shortest: None };
        let parsed = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern);
        if let Ok(hir) = parsed {
            let whole = hir.properties().explicit_captures_len() == 0;
            prefix.shortest = hir.properties().minimum_len().filter(|_| whole);
            let ends = prefix.walk(&hir, 1);
            // Beyond the last place nothing is looked at, so a match that gets there ends there.
            prefix.length = ends.trailing_zeros().min(DEPTH) as usize;
            prefix.few = prefix.few();
        }
        prefix
    }

    fn few(&self) -> Option<[u8; 3]> {
        let mut firsts = (0..=255).filter(|byte| self.may_begin(Some(byte)));
        let first = firsts.next()?;
        let (second, third) = (firsts.next().unwrap_or(first), firsts.next().unwrap_or(first));
        (self.length > 0 && firsts.next().is_none()).then_some([first, second, third])
    }

    /// Whether a match may start with this byte, or with no byte.
    #[inline]
    pub(crate) fn may_begin(&self, first: Option<&u8>) -> bool {
        self.length == 0 || first.is_some_and(|&byte| self.places[usize::from(byte)] & 1 == 1)
    }

    /// Whether a match may start with `text`.
    #[inline]
    pub(crate) fn fits(&self, text: &[u8]) -> bool {
        let fits = |(place, &byte): (usize, &u8)| self.places[usize::from(byte)] >> place & 1 == 1;
        text.len() >= self.length && text[..self.length].iter().enumerate().all(fits)
    }

    /// Whether a match may go on after `text`, as far as it is looked at.
    pub(crate) fn may_go_on(&self, text: &[u8]) -> bool {
        let fits = |(place, &byte): (usize, &u8)| self.places[usize::from(byte)] >> place & 1 == 1;
        text.iter().take(DEPTH as usize).enumerate().all(fits)
    }

    /// Enters the bytes of a part of the pattern that may begin at `places`; returns where it may
    /// end.
    fn walk(&mut self, hir: &Hir, places: Places) -> Places {
        if places == 0 {
            return 0;
        }
        match hir.kind() {
            // What looks at its surroundings takes no byte, and refuses more than is asked here.
            HirKind::Empty | HirKind::Look(_) => places,
            HirKind::Literal(literal) => literal.0.iter().fold(places, |places, &byte| {
                self.places[usize::from(byte)] |= places;
                places << 1
            }),
            HirKind::Class(Class::Bytes(class)) => {
                for range in class.ranges() {
                    let bytes = usize::from(range.start())..=usize::from(range.end());
                    self.places[bytes].iter_mut().for_each(|entry| *entry |= places);
                }
                places << 1
            }
            // Of characters nobody knows here how many bytes they have.
            HirKind::Class(Class::Unicode(_)) => {
                let anywhere = self.anything_from(places);
                anywhere << 1
            }
            HirKind::Capture(capture) => self.walk(&capture.sub, places),
            HirKind::Concat(parts) => {
                parts.iter().fold(places, |places, part| self.walk(part, places))
            }
            HirKind::Alternation(parts) => {
                parts.iter().fold(0, |ends, part| ends | self.walk(part, places))
            }
            HirKind::Repetition(repetition) => {
                let mut here = places;
                for _ in 0..repetition.min.min(DEPTH) {
                    here = self.walk(&repetition.sub, here);
                }
                let more = repetition.max.map_or(DEPTH, |max| max - repetition.min).min(DEPTH);
                let mut ends = here;
                for _ in 0..more {
                    here = self.walk(&repetition.sub, here);
                    ends |= here;
                }
                ends
            }
        }
    }

    /// Lets every byte stand from the first of `places` on.
    fn anything_from(&mut self, places: Places) -> Places {
        let anywhere = Places::MAX << places.trailing_zeros();
        self.places.iter_mut().for_each(|entry| *entry |= anywhere);
        anywhere
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{RuleSet, fill};

    #[test]
    fn it_reads_literals_classes_counts_and_alternatives() {
        let fits = |pattern: &str, text: &str| Prefix::of(pattern).fits(text.as_bytes());
        for (pattern, yes, no) in [
            ("abc", "abcd", "abd"),
            ("SK[0-9a-f]{4}", "SK01af", "SK01ag"),
            ("SK[0-9a-f]{4}", "SK01af", "SK01a"),
            ("(?i:ab)c", "ABc", "ABC"),
            ("a(?:bc|de)f", "abcf", "abxf"),
            ("a(?:b|de)f", "abf", "acf"),
            ("a?b", "b", ""),
            ("a?bc", "bc", "ba"),
            ("ab+c", "abbc", "ac"),
            ("a(?:x|yy)?b{2,3}", "abb", "aab"),
            ("a{3000}", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"),
            (r"\bx(y)", "xy", "xz"),
        ] {
            assert!(fits(pattern, yes), "{pattern} {yes}");
            assert!(!fits(pattern, no), "{pattern} {no}");
        }
    }

    #[test]
    fn it_never_refuses_what_the_pattern_takes() {
        let rules = RuleSet::builtin().unwrap();
        let mut tried = 0;
        for rule in rules.iter().filter(|rule| !rule.regex.is_empty()) {
            let prefix = Prefix::of(&rule.regex);
            let regex = regex::bytes::RegexBuilder::new(&format!("^(?:{})", rule.regex))
                .unicode(false)
                .build()
                .unwrap();
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
