//! Values under a telling key, in every shape in which programs print them.
//!
//! From a stem it takes the whole key, asks the vocabulary what the key says, lets one shape after
//! another try to read the value, and has the value judged. It knows no provider's format.

mod another;
mod connection;
mod credentials;
mod judge;
pub(crate) mod key;
mod kinds;
pub(crate) mod phrases;
mod section;
pub(crate) mod shape;
pub(crate) mod split;
pub(crate) mod text;
mod words;

use std::ops::Range;
use std::sync::OnceLock;

use super::value::{self, Kind};
use super::{Detector, Found, Memory, Window};
use crate::finding::Category;
use crate::rules::Rule;
use key::{Judged, Key, Meaning, Runs, Vocabulary};
use kinds::{Kinds, Source};
use shape::Reading;

/// The least length of a value under a bare key.
const LEAST: usize = 16;

/// The detector of all keyed rules.
pub(crate) struct Keyed {
    vocabulary: Vocabulary,
    runs: Runs,
    ids: Vec<(u16, String)>,
    /// The rule for digests of passwords, where it is switched on.
    hashes: Option<u16>,
    /// Made when the first value is found: most logs have none.
    kinds: OnceLock<Kinds>,
    sources: Vec<Source>,
}

impl Keyed {
    /// The detector of the `keyed` rules, with the `context` rules that name what they find.
    pub(crate) fn new(rules: &[(u16, &Rule)], contexts: &[(u16, &Rule)]) -> Self {
        let ids = rules.iter().map(|(index, rule)| (*index, rule.id.to_string())).collect();
        let hashes = rules.iter().find(|(_, rule)| rule.category == Category::PasswordHash);
        let hashes = hashes.map(|(index, _)| *index);
        let sources = contexts.iter().map(|(index, rule)| Source::new(*index, rule));
        let own = rules.iter().filter(|(_, rule)| !rule.names.is_empty());
        let sources = sources.chain(own.map(|(index, rule)| Source::of_names(*index, rule)));
        let sources = sources.collect();
        Keyed {
            vocabulary: Vocabulary::new(rules),
            runs: Runs::new(rules),
            ids,
            hashes,
            kinds: OnceLock::new(),
            sources,
        }
    }

    fn id(&self, rule: u16) -> String {
        let known = self.ids.iter().find(|(index, _)| *index == rule);
        known.map_or_else(String::new, |(_, id)| id.clone())
    }

    fn say(&self, found: &mut Found, meaning: Meaning, span: Range<usize>, what: &str) {
        found.note(span, || (self.id(meaning.rule), format!("not a secret: {what}")));
    }
}

impl Detector for Keyed {
    fn spans_lines(&self) -> bool {
        true
    }

    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        if self.runs.stray(window.bytes, &window.literal()) {
            return found.note(window.literal(), || {
                ("keyed".to_owned(), "a part of another word".to_owned())
            });
        }
        self.read(window, memory, found);
    }
}

impl Keyed {
    /// Reads the key around a literal, and what stands beside it.
    fn read(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        let (key, judged) = self.vocabulary.recall(bytes, window.literal(), &mut memory.keys);
        let meaning = match judged {
            Judged::Telling(meaning) | Judged::Whose(meaning) => meaning,
            Judged::Bare(meaning)
                if may_hold(bytes, key.span.end)
                    && (section::of(bytes, key.span.start).is_some() || in_query(bytes, &key)) =>
            {
                meaning
            }
            other => {
                found.note(key.span.clone(), || {
                    let why = match other {
                        Judged::Property => "the key names a property of a secret",
                        Judged::Other => "the key names something public",
                        _ => "no known phrase ends the key",
                    };
                    ("keyed".to_owned(), why.to_owned())
                });
                return;
            }
        };
        if let Some(what) = another::by_its_key(bytes, &key, &meaning) {
            found.note(key.span.clone(), || ("keyed".to_owned(), what.to_owned()));
            return;
        }
        let named = &bytes[key.span.clone()];
        let mut readings = shape::read(bytes, &key);
        // Whatever is thought of it here: a format has it.
        let had = |one: &Reading| one.rest.is_none() && window.settled.has(&one.value);
        if !readings.is_empty() && readings.iter().all(had) {
            return;
        }
        // `idempotency token (x)`, `l2tp secret "x"`: a word before a bare one may make it another thing.
        let may_be = meaning.kind == Kind::Token || named.eq_ignore_ascii_case(b"pass");
        let spaced = key::with_word_before(bytes, &key).filter(|_| may_be);
        let spaced = spaced.map(|key| self.vocabulary.judge(&bytes[key.span]));
        if spaced == Some(Judged::Other) {
            found.note(key.span.clone(), || {
                ("keyed".to_owned(), "the word before the key names something public".to_owned())
            });
            return;
        }
        let mut meaning = match spaced {
            // `código secreto`: a code by the word before it.
            Some(Judged::Telling(longer))
                if meaning.vague || meaning.whose || longer.kind == Kind::Otp =>
            {
                longer
            }
            _ => meaning,
        };
        if readings.is_empty() && meaning.kind == Kind::Otp {
            readings.extend(shape::code_after(bytes, &key));
        }
        // `auth: ("user", "password")`: a pair of credentials.
        if meaning.pair && readings.len() == 2 && readings[0].shape != "list below" {
            readings.remove(0);
            meaning.kind = Kind::Password;
        }
        // `user, password: ("app", "x")`: the second of two is the password.
        if readings.len() == 2
            && meaning.kind == Kind::Password
            && readings[1].shape == readings[0].shape
            && readings[0].shape != "list below"
            && shape::user_joined(bytes, key.span.start)
        {
            readings.remove(0);
        }
        if is_masked_list(bytes, &readings, meaning) {
            found.note(key.span.clone(), || {
                (self.id(meaning.rule), "a list in which what is secret is masked".to_owned())
            });
            return;
        }
        for reading in &readings {
            self.judge(window, &key, meaning, reading, memory, found);
        }
        if readings.is_empty() {
            found.note(key.span.clone(), || {
                (self.id(meaning.rule), "a telling key without a value".to_owned())
            });
        }
    }
}

/// `("app", "***")`: a list of values of which one is masked. Whoever masks one masks what is secret in it.
fn is_masked_list(bytes: &[u8], readings: &[Reading], meaning: Meaning) -> bool {
    let masked = |one: &Reading| {
        let class = value::classify(&bytes[one.value.clone()], meaning.kind, one.proof);
        class == value::Class::Benign("a mask")
    };
    let [first, second, ..] = readings else { return false };
    let apart = |b: &u8| b.is_ascii_whitespace() || b"\"'\\,ub".contains(b);
    let gap = bytes.get(first.value.end..second.value.start).unwrap_or_default();
    let listed = gap.contains(&b',') && gap.iter().all(apart);
    listed && readings.iter().any(masked)
}

/// Whether a key is that of a parameter in a query: `/api/?type=op&key=`.
fn in_query(bytes: &[u8], key: &Key) -> bool {
    key.span.start > 0 && matches!(bytes[key.span.start - 1], b'?' | b'&')
}

/// Whether something as long as a token stands behind a key: there are keys in every structure.
fn may_hold(bytes: &[u8], at: usize) -> bool {
    let before = text::run(bytes, at, |b| b"\"'\\:=> ".contains(&b)).min(8);
    let token = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    before > 0 && text::run(&bytes[..bytes.len().min(at + 32)], at + before, token) >= LEAST
}
