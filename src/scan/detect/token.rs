//! Values of a fixed format: a provider's tokens.
//!
//! It runs one rule's pattern, anchored near the rule's keyword; it knows no provider.

use std::ops::Range;
use std::sync::OnceLock;

use super::list::List;
use super::pattern::Pattern;
use super::value::is_generated;
use super::{Detector, Found, Match, Memory, Rank, Window};
use crate::finding::{Category, Confidence};
use crate::rules::{self, Rule, Text, Texts};
use crate::validate::{self, Check, Verdict, entropy};

/// The longest text that a pattern is tried on, from the start of the match.
const LONGEST: usize = 16 << 10;

/// Marks of a text that was cut.
const CUTS: [&[u8]; 6] = ["…".as_bytes(), b"...", b"[...", b"(...", b"\\u2026", b"[trunc"];
/// Bytes of a cut token that are looked at.
const LONGEST_CUT: usize = 4 << 10;
/// The shortest keyword that tells its provider by itself.
const TELLING: usize = 3;
/// Characters behind the keyword that must be left of a cut token: before a mark, and at the end of a
/// line, which is a weaker sign.
const LEFT: usize = 8;
const LEFT_AT_END: usize = 16;

/// The shortest keyword that nothing else starts with: three letters and a sign.
const UNMISTAKABLE: usize = 4;
/// Keywords that other names start with, too.
#[rustfmt::skip]
static COMMON: List = List::new(&[
    "api-", "apikey_", "key_", "live_", "pat.", "prd-", "pri_", "sat.", "sbx-", "sdk-", "secret_",
]);

/// One rule's detector.
pub(crate) struct Token {
    rule: u16,
    id: Text,
    pattern: Pattern,
    lead: usize,
    confidence: Confidence,
    /// Whether nothing but such a token starts with the rule's keywords.
    telling: bool,
    checks: Vec<Check>,
    entropy: f64,
    ignore: Ignore,
}

/// The values that a rule ignores: compiled when the first value is there.
struct Ignore {
    patterns: Texts,
    set: OnceLock<Option<regex::bytes::RegexSet>>,
}

impl Ignore {
    fn has(&self, value: &[u8]) -> bool {
        // The check of the rule set has compiled them before, so they compile.
        let set = || rules::ignored(&self.patterns).ok();
        !self.patterns.is_empty()
            && self.set.get_or_init(set).as_ref().is_some_and(|set| set.is_match(value))
    }
}

impl Token {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        Token {
            rule: index,
            id: rule.id.clone(),
            pattern: Pattern::new(&rule.regex),
            lead: rule.lead,
            confidence: rule.confidence,
            telling: rule.lead == 0
                && rule.confidence == Confidence::High
                && !matches!(rule.category, Category::PublicId | Category::PasswordHash)
                // Of another form no other check says whether it holds; Slack's only tells the kind.
                && rule.validate.iter().all(|name| matches!(&**name, "entropy" | "slack")),
            // Documentation's own credentials are nobody's, whatever the provider.
            checks: (rule.validate.iter().map(AsRef::as_ref))
                .chain(["example"])
                .filter_map(validate::named)
                .collect(),
            entropy: rule.entropy,
            ignore: Ignore { patterns: rule.ignore.clone(), set: OnceLock::new() },
        }
    }

    /// A token that whoever wrote the log has cut: it starts as the format does, and then comes a mark
    /// or the end of the line.
    fn cut(&self, window: &Window<'_>) -> Option<Range<usize>> {
        let Range { start, end: named } = window.literal();
        let bytes = &window.bytes[..window.bytes.len().min(start + LONGEST_CUT)];
        let least = bytes.get(..named + LEFT)?;
        if self.lead > 0 || window.len < TELLING || !self.pattern.may_go_on(&least[start..]) {
            return None;
        }
        let own = |b: &&u8| b.is_ascii_alphanumeric() || b"_-.+/=".contains(b);
        let run = bytes[named..].iter().take_while(own).count();
        // Dots within belong to it, those at its end are the mark.
        let dots = bytes[named..named + run].iter().rev().take_while(|b| **b == b'.').count();
        let end = named + run - dots;
        let rest = bytes[named..end].iter();
        let mixed =
            rest.clone().any(u8::is_ascii_digit) && rest.clone().any(u8::is_ascii_alphabetic);
        let marked = CUTS.iter().any(|mark| bytes[end..].starts_with(mark));
        let enough = if marked { LEFT } else { LEFT_AT_END };
        let whole = end - start < LONGEST_CUT;
        let cut = marked || whole && matches!(bytes.get(end), None | Some(b'\n' | b'\r'));
        let fits = mixed && cut && end - named >= enough;
        (fits && self.pattern.may_go_on(&bytes[start..end])).then_some(start..end)
    }

    /// A token that starts as the format does and goes on with what only a generator makes, though in
    /// another alphabet or longer: formats change, and what is known of most was seen, not told. What
    /// is shorter was cut.
    fn near(&self, window: &Window<'_>) -> Option<Range<usize>> {
        let Range { start, end: named } = window.literal();
        let (bytes, keyword) = (window.bytes, &window.bytes[window.literal()]);
        let known = self.telling && window.len >= UNMISTAKABLE && keyword.is_ascii();
        if !known
            || !matches!(keyword.last(), Some(b'_' | b'-' | b'.'))
            || keyword.iter().filter(|b| b.is_ascii_alphabetic()).count() < UNMISTAKABLE - 1
            || COMMON.has_in_any_case(keyword)
            || !self.pattern.may_go_on(keyword)
        {
            return None;
        }
        let rest = &bytes[named..bytes.len().min(named + LONGEST_CUT)];
        let own = |b: &&u8| b.is_ascii_alphanumeric() || b"_-".contains(b);
        let body = &rest[..rest.iter().take_while(own).count()];
        let end = named + body.len();
        let least = self.pattern.shortest()?;
        let whole = (least..LONGEST_CUT).contains(&(end - start)) && ends_cleanly(bytes, end);
        (whole && is_generated(body)).then_some(start..end)
    }

    fn judge(&self, window: &Window<'_>, value: Range<usize>, most: Confidence, found: &mut Found) {
        let secret = &window.bytes[value.clone()];
        if self.ignore.has(secret) {
            found.note(value, || (self.id.to_string(), "the rule ignores such a value".to_owned()));
            return;
        }
        let mut confidence = self.confidence.min(most);
        let body = window.literal().end.clamp(value.start, value.end)..value.end;
        if entropy::chained(&window.bytes[body]) {
            confidence = Confidence::Low;
        }
        let mut facts = Vec::new();
        for check in &self.checks {
            let judged = check(secret);
            confidence = match judged.verdict {
                Verdict::Invalid => Confidence::Low,
                Verdict::Doubtful => confidence.min(Confidence::Medium),
                Verdict::Valid | Verdict::Unknown => confidence,
            };
            facts.extend(judged.facts);
        }
        if self.entropy > 0.0 && entropy::shannon(secret) < self.entropy {
            confidence = Confidence::Low;
        }
        found.note(value.clone(), || {
            let outcome = match confidence {
                Confidence::Low => "the pattern matches, a validator says no: low confidence",
                Confidence::Medium => "the pattern matches, medium confidence",
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
        // Keywords are found in any case, and most of those in another than the format's are words.
        let own = || self.pattern.may_go_on(&bytes[window.literal()]);
        if self.lead == 0 && !(starts_cleanly(bytes, window.at) && own()) {
            return;
        }
        for start in window.at.saturating_sub(self.lead)..=window.at {
            let text = &bytes[start..bytes.len().min(start + LONGEST)];
            let clean = self.lead == 0 || starts_cleanly(bytes, start) && !in_escape(bytes, start);
            if !self.pattern.may_start(text) || !clean {
                continue;
            }
            let Some(matched) = self.pattern.at(text, 0, memory) else { continue };
            let end = start + matched.whole.end;
            let Some(value) = matched.value() else { continue };
            let value = start + value.start..start + value.end;
            // Behind a group the pattern itself may go on.
            let clean =
                ends_cleanly(bytes, value.end) || end > value.end && ends_cleanly(bytes, end);
            if value.end >= window.literal().end && clean {
                self.judge(window, value, Confidence::High, found);
                return;
            }
        }
        let cut = self.cut(window);
        if cut.is_none()
            && let Some(value) = self.near(window)
        {
            self.judge(window, value, Confidence::Medium, found);
            return;
        }
        let what = match cut {
            Some(value) => {
                let mut new = Match::new(self.rule, value, Confidence::Low, Rank::Token);
                new.named = window.len;
                found.push(new);
                "the start of a token that was cut off: low confidence"
            }
            None => "the keyword is there, the pattern does not fit",
        };
        found.note(window.literal(), || (self.id.to_string(), what.to_owned()));
    }

    fn begins_words(&self) -> bool {
        self.lead == 0
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
        b'm' => ends_colour(bytes, at),
        b'0'..=b'9' | b'a'..=b'f' | b'A'..=b'F' => {
            back(3).is_some_and(|b| b[0] == b'%' && b[1..].iter().all(hex))
                || back(4).is_some_and(|b| b[0] == b'#' && b[1..].iter().all(u8::is_ascii_digit))
                || back(4).is_some_and(|b| b.starts_with(b"\\x") && b[2..].iter().all(hex))
                || back(6).is_some_and(|b| b.starts_with(b"\\u") && b[2..].iter().all(hex))
        }
        // Most places within a word end no escape.
        _ => false,
    }
}

/// Whether what stands at `at` belongs to an escape: the digits of `%22123456789:AA…`, the letter of
/// `\nkettle_live_…`.
fn in_escape(bytes: &[u8], at: usize) -> bool {
    let hex = |two: &[u8]| two.iter().all(u8::is_ascii_hexdigit);
    match at.checked_sub(1).map(|before| bytes[before]) {
        Some(b'%') => bytes.get(at..at + 2).is_some_and(hex),
        Some(b'\\') => bytes.get(at).is_some_and(|byte| b"bfnrtuvx".contains(byte)),
        _ => false,
    }
}

/// Whether a terminal colour code ends at `at`; some writers leave out its first byte.
pub(crate) fn ends_colour(bytes: &[u8], at: usize) -> bool {
    let Some(code) = bytes[at.saturating_sub(16)..at].strip_suffix(b"m") else { return false };
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
