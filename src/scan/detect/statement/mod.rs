//! Statements: words that give the value after them away, without a key beside it.
//!
//! It runs one rule's pattern, anchored near the rule's keyword, and knows no program.

mod account;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::accept::{Accept, is_example_pair};
use super::pattern::{Matched, Pattern};
use super::read::{self, Value};
use super::token::starts_cleanly;
use super::value::{Proof, is_chosen, is_status};
use super::{Detector, Found, Memory, Rank, Window};
use crate::finding::Category;
use crate::rules::{Rule, ValueForm};

/// The longest text that a pattern is tried on, from the start of the match.
const LONGEST: usize = 16 << 10;
/// How far behind its keyword a match may reach that starts before it.
const NEAR: usize = 640;
/// How many matches are looked at that end before the keyword.
const TRIES: usize = 8;
/// The longest name of an account.
const NAME: usize = 64;
/// How many matches are looked for that start at the same keyword further ahead.
const SAME: usize = 2;

/// One rule's detector.
pub(crate) struct Statement {
    accept: Accept,
    pattern: Pattern,
    lead: usize,
    form: ValueForm,
    /// The value is an address, whose last part is the secret.
    address: bool,
    /// The pattern tells the value by itself: a row of words that reads as a sentence may be a wallet's.
    proven: bool,
    /// Whether the pattern says where a line begins or ends.
    spans_lines: bool,
}

impl Statement {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        let accept = Accept::new(index, rule, Rank::Statement);
        // What a machine made may be as long as a digest, and in hexadecimal.
        let opaque = rule.value == ValueForm::Opaque;
        Statement {
            accept: if opaque { accept.with_digests() } else { accept },
            pattern: Pattern::new(&rule.regex),
            lead: rule.lead,
            form: rule.value,
            address: rule.category == Category::Webhook,
            proven: rule.category == Category::Wallet,
            spans_lines: spans_lines(&rule.regex),
        }
    }

    /// The values of the first match that holds the keyword at `at` and has any.
    fn values(&self, window: &Window<'_>, memory: &mut Memory) -> Vec<Value> {
        let (bytes, at) = (window.bytes, window.at);
        let keyword = &bytes[window.literal()];
        if is_longer_row(bytes, at, keyword) {
            return Vec::new();
        }
        let free = |start: usize| !is_word(bytes[start]) || starts_cleanly(bytes, start);
        if self.lead == 0 {
            // A pattern that starts at the keyword sees no byte before it.
            let text = &bytes[at..bytes.len().min(at + LONGEST)];
            let found = self.pattern.at(text, 0, memory).filter(|_| free(at));
            return found.map_or(Vec::new(), |found| self.read(bytes, at, found));
        }
        let text = &bytes[..bytes.len().min(at + NEAR)];
        let mut tries = TRIES;
        let mut same = 0;
        for start in self.pattern.starts(text, at.saturating_sub(self.lead)..=at) {
            if !free(start) {
                continue;
            }
            // Where the keyword stands many times, each has looked for the match that starts with it.
            let again = |text: &[u8]| text.eq_ignore_ascii_case(keyword);
            if start < at && bytes.get(start..start + keyword.len()).is_some_and(again) {
                same += 1;
                if same > SAME {
                    continue;
                }
            }
            let Some(found) = self.pattern.at(text, start, memory) else { continue };
            if found.whole.end > at {
                // Behind another clause of the same statement there may be no value:
                // `IDENTIFIED BY 'x' PASSWORD EXPIRE`.
                let values = self.read(bytes, 0, found);
                if !values.is_empty() {
                    return values;
                }
            }
            tries -= 1;
            if tries == 0 {
                break;
            }
        }
        Vec::new()
    }

    /// `invalid user bob from 10.0.0.1`: whether all that a match would give is the name of an account. Nearly
    /// all who fail to log in have one, and no pattern need tell. What starts before the keyword has its own.
    fn names_account(&self, window: &Window<'_>) -> bool {
        let (head, rest) = window.bytes.split_at(window.literal().end);
        let plain = |b: &&u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(b);
        let word = &rest[..rest.iter().take(NAME).take_while(plain).count()];
        self.form == ValueForm::Name
            && head.ends_with(b" user ")
            && rest[word.len()..].starts_with(b" from ")
            && account::plausible(word)
    }

    /// The part of a value that tells who made it.
    fn telling<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        let path = self.address.then(|| memchr::memrchr(b'/', text)).flatten();
        &text[path.map_or(0, |slash| slash + 1)..]
    }

    /// The values in the form that the rule says, of a match in the text from `base` on.
    fn read(&self, bytes: &[u8], base: usize, found: Matched) -> Vec<Value> {
        let from = base + found.whole.end;
        let behind = match self.form {
            ValueForm::Quoted => read::quoted(bytes, from),
            ValueForm::Line => read::line(bytes, from),
            ValueForm::Last => read::word(bytes, from).filter(|v| ends_line(bytes, v)),
            ValueForm::Word => read::word(bytes, from),
            ValueForm::Group | ValueForm::Name | ValueForm::Opaque | ValueForm::Chosen => {
                let within = |group: Range<usize>| {
                    let span = base + group.start..base + group.end;
                    let quote = span.start.checked_sub(1).and_then(|at| read::opening(bytes, at));
                    let proof = if quote.is_some() { Proof::Quoted } else { Proof::Delimited };
                    Value::new(span, proof)
                };
                return found.values().map(within).collect();
            }
        };
        behind.into_iter().collect()
    }

    /// Reports a value, or says what else it is.
    fn judge(&self, window: &Window<'_>, value: Value, found: &mut Found) {
        let text = &window.bytes[value.span.clone()];
        let other = match self.form {
            ValueForm::Name if account::plausible(text) => Some("the name of an account"),
            ValueForm::Opaque if !is_opaque(self.telling(text)) => Some("words"),
            ValueForm::Chosen if !is_chosen(text) => Some("a name or a mode"),
            _ if goes_on(window.bytes, &value) => Some("a sentence"),
            _ if is_of_manual(window.bytes, &value.span) => Some("an example"),
            _ => None,
        };
        match other {
            Some(what) => {
                self.accept.refuse(value.span, what, found);
            }
            None if self.proven || self.address && self.form == ValueForm::Opaque => {
                self.accept.push(value.span, value.layers, None, found);
            }
            None => {
                self.accept.value(window, &value, found);
            }
        }
    }
}

impl Detector for Statement {
    fn spans_lines(&self) -> bool {
        self.spans_lines
    }

    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        if found.notes.is_none() && self.names_account(window) {
            return;
        }
        let values = self.values(window, memory);
        if values.is_empty() {
            found.note(window.literal(), || {
                let what = "the keyword is there, the pattern does not fit".to_owned();
                (self.accept.id().to_owned(), what)
            });
        }
        for value in values {
            self.judge(window, value, found);
        }
    }
}

/// Whether a pattern says where a line begins or ends, other than as what ends a value: `[^\n]`.
fn spans_lines(regex: &str) -> bool {
    let mut outside = true;
    let mut rest = regex.as_bytes();
    while let [first, behind @ ..] = rest {
        rest = match (first, behind) {
            (b'\\', [b'n', ..]) | (b'^', _) if outside => return true,
            (b'\\', [_, behind @ ..]) => behind,
            (b'[', [b'^', behind @ ..]) => {
                outside = false;
                behind
            }
            (b']', behind) => {
                outside = true;
                behind
            }
            _ => behind,
        };
    }
    false
}

/// Whether a keyword is a part of a longer row of the one sign that it is made of: `<<<<` is no here-string.
fn is_longer_row(bytes: &[u8], at: usize, keyword: &[u8]) -> bool {
    let sign = keyword[0];
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let after = bytes.get(at + keyword.len()).copied();
    keyword.len() > 2
        && keyword.iter().all(|b| *b == sign)
        && (before == Some(sign) || after == Some(sign))
}

/// Whether a bare word is the last of its line, or of the string that quotes the line.
fn ends_line(bytes: &[u8], value: &Value) -> bool {
    let rest = &bytes[value.span.end..];
    let rest = &rest[rest.iter().take_while(|b| **b == b' ').count()..];
    value.proof == Proof::Quoted || rest.first().is_none_or(|b| b"\r\n\"'\\".contains(b))
}

/// `username bob password authentication failed`: a word in small letters, and what became of it.
fn goes_on(bytes: &[u8], value: &Value) -> bool {
    let word =
        |at: usize| bytes[at..].iter().take(16).take_while(|b| b.is_ascii_lowercase()).count();
    let end = value.span.end;
    let plain = bytes[value.span.clone()].iter().all(u8::is_ascii_lowercase);
    plain
        && value.proof < Proof::Quoted
        && bytes.get(end) == Some(&b' ')
        && is_status(&bytes[end + 1..end + 1 + word(end + 1)])
}

/// `user:password`, `user/password`: a pair as documentation writes it.
fn is_of_manual(bytes: &[u8], span: &Range<usize>) -> bool {
    let Some((b':' | b'/', head)) = bytes[..span.start].split_last() else { return false };
    let user = head.iter().rev().take(16).take_while(|b| is_word(**b)).count();
    is_example_pair(&head[head.len() - user..], &bytes[span.clone()])
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether no person wrote it: it goes from digits to letters, or changes case, time and again.
fn is_opaque(text: &[u8]) -> bool {
    let digits = text.iter().filter(|b| b.is_ascii_digit()).count();
    let class = |b: u8| match b {
        b'0'..=b'9' => 1,
        b'A'..=b'Z' => 2,
        b'a'..=b'z' => 3,
        _ => 0,
    };
    let change = |w: &&[u8]| class(w[0]) != 0 && class(w[1]) != 0 && class(w[0]) != class(w[1]);
    let changes = text.windows(2).filter(change).count();
    changes >= 4 && (digits >= 2 || changes * 4 >= text.len())
}
