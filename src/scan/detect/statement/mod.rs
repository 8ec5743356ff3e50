//! Statements: words that give the value after them away, without a key beside it.
//!
//! It runs one rule's pattern, anchored near the rule's keyword, and knows no program.

mod account;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use regex::bytes::Regex;

use super::accept::Accept;
use super::read::{self, Value};
use super::token::{Pattern, starts_cleanly};
use super::value::Proof;
use super::{Detector, Found, Memory, Rank, Window};
use crate::rules::{Rule, ValueForm, pattern};

/// The longest text that a pattern is tried on, from the start of the match.
const LONGEST: usize = 4 << 10;

/// One rule's detector.
pub(crate) struct Statement {
    accept: Accept,
    source: String,
    /// Compiled when a keyword first occurs: most rules never wake in a scan.
    compiled: OnceLock<Option<Regex>>,
    lead: usize,
    form: ValueForm,
}

impl Statement {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        Statement {
            accept: Accept::new(index, rule, Rank::Statement),
            source: rule.regex.to_string(),
            compiled: OnceLock::new(),
            lead: rule.lead,
            form: rule.value,
        }
    }

    fn pattern<'m>(&self, memory: &'m mut Memory) -> Option<&'m mut Pattern> {
        if memory.pattern.is_none() {
            // The check of the rule set has compiled it before, so it compiles.
            let regex = self.compiled.get_or_init(|| pattern(&self.source).ok()).as_ref()?.clone();
            memory.pattern = Some(Pattern::new(regex));
        }
        memory.pattern.as_mut()
    }

    /// The value of a match that starts at `start` and reaches to `at`.
    fn value(&self, bytes: &[u8], start: usize, at: usize, pattern: &mut Pattern) -> Option<Value> {
        let text = &bytes[start..bytes.len().min(start + LONGEST)];
        if matches!(self.form, ValueForm::Group | ValueForm::Name | ValueForm::Opaque) {
            let group = pattern.value(text)?;
            if start + pattern.last_end().unwrap_or(group.end) <= at {
                return None;
            }
            let span = start + group.start..start + group.end;
            let quote = span.start.checked_sub(1).and_then(|at| read::opening(bytes, at));
            let proof = if quote.is_some() { Proof::Quoted } else { Proof::Delimited };
            return Some(Value::new(span, proof));
        }
        let from = start + pattern.end(text)?;
        if from <= at {
            return None;
        }
        match self.form {
            ValueForm::Quoted => read::quoted(bytes, from),
            ValueForm::Line => read::line(bytes, from),
            ValueForm::Last => read::word(bytes, from).filter(|v| ends_line(bytes, v)),
            _ => read::word(bytes, from),
        }
    }
}

impl Detector for Statement {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let Some(pattern) = self.pattern(memory) else { return };
        for start in window.at.saturating_sub(self.lead)..=window.at {
            // A pattern sees no byte before its start.
            if !starts_cleanly(window.bytes, start) && is_word(window.bytes[start]) {
                continue;
            }
            let Some(value) = self.value(window.bytes, start, window.at, pattern) else { continue };
            let text = &window.bytes[value.span.clone()];
            let other = match self.form {
                ValueForm::Name if account::plausible(text) => Some("the name of an account"),
                ValueForm::Opaque if !is_opaque(text) => Some("words"),
                _ => None,
            };
            if let Some(what) = other {
                self.accept.refuse(value.span, what, found);
                return;
            }
            self.accept.value(window, &value, found);
            return;
        }
        found.note(window.literal(), || {
            (self.source.clone(), "the keyword is there, the pattern does not fit".to_owned())
        });
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
