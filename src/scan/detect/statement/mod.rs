//! Statements: words that give the value after them away, without a key beside it.
//!
//! It runs one rule's pattern, anchored near the rule's keyword, and knows no program.

mod account;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::Regex;

use super::accept::Accept;
use super::prefix::Prefix;
use super::read::{self, Value};
use super::token::{Pattern, starts_cleanly};
use super::value::Proof;
use super::{Detector, Found, Memory, Rank, Window};
use crate::rules::{Rule, ValueForm, pattern, pattern_unanchored};

/// The longest text that a pattern is tried on, from the start of the match.
const LONGEST: usize = 16 << 10;
/// How far behind its keyword a match may reach that starts before it.
const NEAR: usize = 640;
/// How many matches are looked at that end before the keyword.
const TRIES: usize = 8;

/// One rule's detector.
pub(crate) struct Statement {
    accept: Accept,
    source: String,
    /// Compiled when a keyword first occurs: most rules never wake in a scan.
    compiled: OnceLock<Option<Regex>>,
    /// What the pattern demands of its start.
    prefix: OnceLock<Prefix>,
    lead: usize,
    form: ValueForm,
}

impl Statement {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        Statement {
            accept: Accept::new(index, rule, Rank::Statement),
            source: rule.regex.to_string(),
            compiled: OnceLock::new(),
            prefix: OnceLock::new(),
            lead: rule.lead,
            form: rule.value,
        }
    }

    fn pattern<'m>(&self, memory: &'m mut Memory) -> Option<&'m mut Pattern> {
        if memory.pattern.is_none() {
            // The check of the rule set has compiled it before, so it compiles.
            let compile = if self.lead == 0 { pattern } else { pattern_unanchored };
            let regex = self.compiled.get_or_init(|| compile(&self.source).ok()).as_ref()?.clone();
            memory.pattern = Some(Pattern::new(regex));
        }
        memory.pattern.as_mut()
    }

    /// The value of a match that holds the keyword at `at`.
    fn value(&self, bytes: &[u8], at: usize, memory: &mut Memory) -> Option<Value> {
        let prefix = self.prefix.get_or_init(|| Prefix::of(&self.source));
        if self.lead == 0 {
            let text = &bytes[at..bytes.len().min(at + LONGEST)];
            // A pattern that starts at the keyword sees no byte before it.
            let free = starts_cleanly(bytes, at) || !is_word(bytes[at]);
            if !prefix.fits(text) || !free {
                return None;
            }
            let (whole, group) = self.pattern(memory)?.search(text, 0)?;
            let group = group.unwrap_or(whole.clone());
            return self.read(bytes, at + whole.end, at + group.start..at + group.end);
        }
        let text = &bytes[..bytes.len().min(at + NEAR)];
        let mut from = at.saturating_sub(self.lead);
        for _ in 0..TRIES {
            // No match starts before this, and one that starts behind the keyword is none of its.
            from = (from..=at).find(|&start| prefix.fits(&text[start..]))?;
            let (whole, group) = self.pattern(memory)?.search(text, from)?;
            if whole.start > at {
                return None;
            }
            let free = starts_cleanly(bytes, whole.start) || !is_word(bytes[whole.start]);
            if whole.end > at && free {
                let group = group.unwrap_or(whole.clone());
                return self.read(bytes, whole.end, group);
            }
            from = whole.start + 1;
        }
        None
    }

    /// The value in the form that the rule says.
    fn read(&self, bytes: &[u8], from: usize, group: Range<usize>) -> Option<Value> {
        match self.form {
            ValueForm::Quoted => read::quoted(bytes, from),
            ValueForm::Line => read::line(bytes, from),
            ValueForm::Last => read::word(bytes, from).filter(|v| ends_line(bytes, v)),
            ValueForm::Word => read::word(bytes, from),
            ValueForm::Group | ValueForm::Name | ValueForm::Opaque => {
                let quote = group.start.checked_sub(1).and_then(|at| read::opening(bytes, at));
                let proof = if quote.is_some() { Proof::Quoted } else { Proof::Delimited };
                Some(Value::new(group, proof))
            }
        }
    }
}

impl Detector for Statement {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let Some(value) = self.value(window.bytes, window.at, memory) else {
            self.accept.refuse(window.literal(), "the keyword without the pattern", found);
            return;
        };
        let text = &window.bytes[value.span.clone()];
        let other = match self.form {
            ValueForm::Name if account::plausible(text) => Some("the name of an account"),
            ValueForm::Opaque if !is_opaque(text) => Some("words"),
            _ => None,
        };
        match other {
            Some(what) => {
                self.accept.refuse(value.span, what, found);
            }
            None => {
                self.accept.value(window, &value, found);
            }
        }
    }
}

/// Whether a bare word is the last of its line, or of the string that quotes the line.
fn ends_line(bytes: &[u8], value: &Value) -> bool {
    let rest = &bytes[value.span.end..];
    let rest = &rest[rest.iter().take_while(|b| **b == b' ').count()..];
    value.proof == Proof::Quoted || rest.first().is_none_or(|b| b"\r\n\"'\\".contains(b))
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
