//! Values of a fixed format: a provider's tokens.
//!
//! It runs one rule's pattern, anchored near the rule's keyword; it knows no provider.

use std::ops::Range;

use super::pattern::{Matched, Pattern};
use super::{Detector, Found, Match, Memory, Rank, Window};
use crate::finding::Confidence;
use crate::rules::{Rule, Text};
use crate::validate::{self, Check, Verdict};

/// The longest text that a pattern is tried on, from the start of the match.
const LONGEST: usize = 16 << 10;

/// One rule's detector.
pub(crate) struct Token {
    rule: u16,
    id: Text,
    pattern: Pattern,
    lead: usize,
    confidence: Confidence,
    checks: Vec<Check>,
}

impl Token {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        Token {
            rule: index,
            id: rule.id.clone(),
            pattern: Pattern::new(&rule.regex),
            lead: rule.lead,
            confidence: rule.confidence,
            // Documentation's own credentials are nobody's, whatever the provider.
            checks: (rule.validate.iter().map(AsRef::as_ref))
                .chain(["example"])
                .filter_map(validate::named)
                .collect(),
        }
    }

    fn judge(&self, window: &Window<'_>, value: Range<usize>, found: &mut Found) {
        let secret = &window.bytes[value.clone()];
        let mut confidence = self.confidence;
        let mut facts = Vec::new();
        for check in &self.checks {
            let judged = check(secret);
            if judged.verdict == Verdict::Invalid {
                confidence = Confidence::Low;
            }
            facts.extend(judged.facts);
        }
        found.note(value.clone(), || {
            let outcome = match confidence {
                Confidence::Low => "the pattern matches, a validator says no: low confidence",
                _ => "the pattern matches and no validator objects",
            };
            (self.id.to_string(), outcome.to_owned())
        });
        let mut new = Match::new(self.rule, value, confidence, Rank::Token);
        new.named = window.len;
        new.facts = facts;
        found.push(new);
    }
}

impl Detector for Token {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        if self.lead == 0 && !starts_cleanly(bytes, window.at) {
            return;
        }
        for start in window.at.saturating_sub(self.lead)..=window.at {
            let text = &bytes[start..bytes.len().min(start + LONGEST)];
            if !self.pattern.may_start(text) || self.lead > 0 && !starts_cleanly(bytes, start) {
                continue;
            }
            let matched = self.pattern.at(text, 0, memory);
            let Some(value) = matched.and_then(Matched::value) else { continue };
            let value = start + value.start..start + value.end;
            if value.end >= window.literal().end && ends_cleanly(bytes, value.end) {
                self.judge(window, value, found);
                return;
            }
        }
        found.note(window.literal(), || {
            (self.id.to_string(), "the keyword is there, the pattern does not fit".to_owned())
        });
    }
}

/// Whether a token may start here: not within a word, unless the word is the tail of an escape.
pub(crate) fn starts_cleanly(bytes: &[u8], at: usize) -> bool {
    let Some(&before) = at.checked_sub(1).and_then(|i| bytes.get(i)) else { return true };
    if !before.is_ascii_alphanumeric() && before != b'_' {
        return true;
    }
    let back = |n: usize| at.checked_sub(n).map(|from| &bytes[from..at]);
    let hex = |b: &u8| b.is_ascii_hexdigit();
    match before {
        // \n \t \r and friends, as text.
        b'n' | b't' | b'r' | b'b' | b'f' | b'v' if back(2).is_some_and(|b| b[0] == b'\\') => true,
        // The end of a terminal colour code.
        b'm' if ends_colour(bytes, at) => true,
        _ => {
            back(3).is_some_and(|b| b[0] == b'%' && b[1..].iter().all(hex))
                || back(4).is_some_and(|b| b.starts_with(b"\\x") && b[2..].iter().all(hex))
                || back(4).is_some_and(|b| b[0] == b'#' && b[1..].iter().all(u8::is_ascii_digit))
                || back(6).is_some_and(|b| b.starts_with(b"\\u") && b[2..].iter().all(hex))
        }
    }
}

fn ends_colour(bytes: &[u8], at: usize) -> bool {
    let start = at.saturating_sub(16);
    let code = &bytes[start..at - 1];
    let params = code.iter().rev().take_while(|b| b.is_ascii_digit() || **b == b';').count();
    code[..code.len() - params].ends_with(b"[")
}

/// Whether a token may end here: the next byte does not go on with the word.
pub(crate) fn ends_cleanly(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|&next| !next.is_ascii_alphanumeric() && next != b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_know_escapes() {
        for text in ["a=", "\"", "\\n", "%3D", "\\u0022", "\\x27", "\u{1b}[0m", "\u{1b}[1;31m", ""]
        {
            assert!(starts_cleanly(text.as_bytes(), text.len()), "{text:?}");
        }
        for text in ["a", "Zn", "x_", "3D", "00m"] {
            assert!(!starts_cleanly(text.as_bytes(), text.len()), "{text:?}");
        }
    }
}
