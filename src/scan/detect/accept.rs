//! From a value that a shape gives away to a match: the one place where the detectors of shapes ask
//! what the value is.
//!
//! It knows no shape.

use std::ops::Range;

use super::read::Value;
use super::value::{Class, Kind, Proof, classify};
use super::{Found, Match, Rank, Window};
use crate::finding::{Category, Confidence, Layers, Severity};
use crate::rules::Rule;

/// What all matches of one rule have in common.
#[derive(Clone, Debug)]
pub(crate) struct Accept {
    rule: u16,
    id: String,
    kind: Kind,
    rank: Rank,
    confidence: Confidence,
    /// A digest in the value's place is itself what opens the account.
    digests: bool,
}

impl Accept {
    pub(crate) fn new(index: u16, rule: &Rule, rank: Rank) -> Self {
        let kind = match rule.category {
            Category::Password | Category::ConnectionString => Kind::Password,
            Category::Otp => Kind::Otp,
            Category::Session => Kind::Session,
            _ => Kind::Token,
        };
        Accept {
            rule: index,
            id: rule.id.to_string(),
            kind,
            rank,
            confidence: rule.confidence,
            digests: false,
        }
    }

    /// The rule's id, for notes.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Where a value is sent as it is, what looks like a digest is a key in hexadecimal.
    pub(crate) fn with_digests(self) -> Self {
        Accept { digests: true, ..self }
    }

    /// The same where a column says that a machine made its values.
    pub(crate) fn made(&self, made: bool) -> std::borrow::Cow<'_, Self> {
        match made {
            true => std::borrow::Cow::Owned(self.clone().with_digests()),
            false => std::borrow::Cow::Borrowed(self),
        }
    }

    /// Reports a value that stands in the text as it is.
    pub(crate) fn value(&self, window: &Window<'_>, value: &Value, found: &mut Found) -> bool {
        let text = &window.bytes[value.span.clone()];
        self.decoded(text, value.span.clone(), value.proof, value.layers, found)
    }

    /// Reports the span of a value that was decoded to `text`.
    pub(crate) fn decoded(
        &self,
        text: &[u8],
        span: Range<usize>,
        proof: Proof,
        layers: Layers,
        found: &mut Found,
    ) -> bool {
        // The community that every device ships with says in its own words that it is none.
        if text == b"public" {
            return self.refuse(span, "public by name", found);
        }
        let value = match classify(text, self.kind, proof) {
            Class::Secret => span,
            // A part of decoded text has no span of its own in the log.
            Class::Uncovered(part) if text.len() == span.len() => {
                span.start + part.start..span.start + part.end
            }
            Class::Uncovered(_) => span,
            Class::Hash if self.digests && text.iter().all(u8::is_ascii_hexdigit) => span,
            Class::Hash => return self.refuse(span, "the digest of a password", found),
            Class::Benign(what) => return self.refuse(span, what, found),
        };
        self.push(value, layers, None, found);
        true
    }

    /// Reports a value that needs no judging.
    pub(crate) fn push(
        &self,
        value: Range<usize>,
        layers: Layers,
        severity: Option<Severity>,
        found: &mut Found,
    ) {
        found.note(value.clone(), || {
            let what = format!("the shape gives the value away: {} confidence", self.confidence);
            (self.id.clone(), what)
        });
        let mut new = Match::new(self.rule, value, self.confidence, self.rank);
        new.layers = layers;
        new.severity = severity;
        found.push(new);
    }

    /// Leaves a note on what the value is instead of a secret.
    pub(crate) fn refuse(&self, span: Range<usize>, what: &str, found: &mut Found) -> bool {
        found.note(span, || (self.id.clone(), format!("not a secret: {what}")));
        false
    }
}

/// Whether a user and a password are those of manuals, which name each by what it is.
pub(crate) fn is_example_pair(user: &[u8], password: &[u8]) -> bool {
    const USERS: [&[u8]; 7] = [b"user", b"username", b"name", b"login", b"me", b"id", b"key"];
    const PASSWORDS: [&[u8]; 6] =
        [b"password", b"passwd", b"pass", b"pwd", b"passphrase", b"secret"];
    let is = |known: &[&[u8]], text: &[u8]| known.iter().any(|k| k.eq_ignore_ascii_case(text));
    is(&USERS, user) && is(&PASSWORDS, password)
}
