//! The password within a URL's userinfo, in any scheme and within any other text.
//!
//! A URL without a password is no finding; the values of its query belong to other rules.

mod bare;
mod share;
mod userinfo;

use super::accept::Accept;
use super::read::Value;
use super::value::{Proof, is_chosen};
use super::{Detector, Found, Memory, Rank, Window};
use crate::finding::{Layer, Layers};
use crate::rules::Rule;

/// Reads URLs.
pub(crate) struct Uri {
    accept: Accept,
}

/// The marks of a URL as one encoding writes them.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    pub(crate) colon: &'static [u8],
    pub(crate) at: &'static [u8],
    pub(crate) slash: &'static [u8],
}

const PLAIN: Marks = Marks { colon: b":", at: b"@", slash: b"/" };
/// JSON may escape a slash.
const ESCAPED: Marks = Marks { colon: b":", at: b"@", slash: b"\\/" };
const PERCENT: Marks = Marks { colon: b"%3a", at: b"%40", slash: b"%2f" };
const TWICE: Marks = Marks { colon: b"%253a", at: b"%2540", slash: b"%252f" };

impl Uri {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        Uri { accept: Accept::new(index, rule, Rank::Uri).with_digests() }
    }

    /// The password before a host without a scheme, where it is one for sure or looks chosen.
    fn bare(&self, window: &Window<'_>, found: &mut Found) -> Option<std::ops::Range<usize>> {
        let password = bare::password(window.bytes, window.literal())?;
        if password.sure || is_chosen(&window.bytes[password.span.clone()]) {
            return Some(password.span);
        }
        self.accept.refuse(password.span, "a name or a mode", found);
        None
    }

    fn report(&self, window: &Window<'_>, span: std::ops::Range<usize>, found: &mut Found) {
        let text = &window.bytes[span.clone()];
        if text.contains(&b'%') {
            let plain = percent_decoded(text);
            if plain != text {
                let layers = Layers::NONE.with(Layer::Percent);
                self.accept.decoded(&plain, span, Proof::Delimited, layers, found);
                return;
            }
        }
        self.accept.value(window, &Value::new(span, Proof::Delimited), found);
    }
}

impl Detector for Uri {
    fn detect(&self, window: &Window<'_>, _memory: &mut Memory, found: &mut Found) {
        let literal = &window.bytes[window.literal()];
        let start = window.literal().end;
        let span = match literal.to_ascii_lowercase().as_slice() {
            b"://" | b":pserver:" => userinfo::password(window.bytes, start, PLAIN)
                .or_else(|| share::packed(window.bytes, start)),
            b":\\/\\/" => userinfo::password(window.bytes, start, ESCAPED),
            b"%3a%2f%2f" => userinfo::password(window.bytes, start, PERCENT),
            b"%253a%252f%252f" => userinfo::password(window.bytes, start, TWICE),
            // MySQL's own form without a protocol: `user:password@(host:3306)/`.
            b":3306)/" => {
                let host = |b: &&u8| b.is_ascii_alphanumeric() || b"._-[]:".contains(b);
                let before = &window.bytes[window.at.saturating_sub(128)..window.at];
                let open = window.at - before.iter().rev().take_while(host).count();
                let at = open.checked_sub(2).filter(|at| window.bytes[*at..].starts_with(b"@("));
                at.and_then(|at| userinfo::before_at(window.bytes, at))
            }
            [b':', b'0'..=b'9', ..] => self.bare(window, found),
            [b'@', sign @ ..] if !sign.ends_with(b"(") => self.bare(window, found),
            // Another literal is the `@` of a text without a scheme, and the protocol behind it.
            _ => userinfo::before_at(window.bytes, window.at),
        };
        match span {
            Some(span) => self.report(window, span, found),
            None => found.note(window.literal(), || {
                (self.accept.id().to_owned(), "a URL without a password".to_owned())
            }),
        }
    }
}

/// Undoes percent-encoding, up to twice.
pub(crate) fn percent_decoded(text: &[u8]) -> Vec<u8> {
    let once = percent_once(text);
    if once.contains(&b'%') && once.len() < text.len() { percent_once(&once) } else { once }
}

fn percent_once(text: &[u8]) -> Vec<u8> {
    let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16)).map(|d| d as u8);
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match (text[at], hex(text.get(at + 1)), hex(text.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                out.push(high << 4 | low);
                at += 3;
            }
            (byte, ..) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    out
}
