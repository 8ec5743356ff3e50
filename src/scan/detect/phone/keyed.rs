//! Numbers behind a key or word that says that one follows: its value, a list of them, the fields of an
//! object; and the one in quotes of which a sentence says that it is a phone number or none.

use std::ops::Range;

use super::judge::Evidence;
use super::keys::{self, Key};
use super::link::{self, Link};
use super::number::{self, Lead, Reading};
use super::speech::{SPOKEN, each_number};
use super::words::Says;
use super::{Phone, TRIES, span};
use crate::scan::detect::list::List;
use crate::scan::detect::records::sql::column;
use crate::scan::detect::{Found, Memory, Window};

/// Keys within an object that is a phone number.
const NUMBER: &[&[u8]] = &[
    b"number",
    b"value",
    b"national",
    b"nationalnumber",
    b"national_number",
    b"raw",
    b"num",
    b"no",
];

/// How far before the words `phone number` the one may stand that they are said of.
const SENTENCE: usize = 96;
/// The first word between them, and those that may follow it.
static JUDGES: List = List::new(&["as", "for", "is", "was", "isn't", "seems", "looks"]);
static ARTICLES: List =
    List::new(&["a", "an", "correct", "invalid", "like", "no", "not", "the", "valid"]);

impl Phone {
    /// A number behind a key or word.
    pub(super) fn keyed(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        let Some(key) = keys::at(bytes, window.literal(), &mut memory.phones) else { return };
        let mut done = 0..0;
        if key.says != Says::Speech {
            done = self.values(bytes, &key, found);
        }
        if key.says == Says::Speech || done.is_empty() && speaks_prose(bytes, &key) {
            self.spoken(bytes, &key, found);
        }
        if matches!(key.says, Says::Phone | Says::Global) && done.is_empty() {
            self.refused(bytes, &key, found);
        }
        if matches!(key.says, Says::Phone | Says::Global) {
            self.bound(bytes, &key, found);
        }
    }

    /// `INSERT INTO users (name, mobile) VALUES (?, ?)`: what is bound to the column that the key names.
    fn bound(&self, bytes: &[u8], key: &Key, found: &mut Found) {
        let plain = keys::plain(&bytes[key.span.clone()]);
        let evidence =
            Evidence { says: key.says, link: Link::Delimiter, spoken: key.regions, plain };
        for start in column::values(bytes, &key.span).into_iter().take(TRIES) {
            let reading = Reading::at(bytes, start).filter(|reading| reading.lead == Lead::None);
            if let Some(reading) = reading {
                self.national(bytes, &reading, &evidence, key.span.clone(), found);
            }
        }
    }

    /// `'020 7946 0123' is not a valid phone number`, `could not parse "…" as a phone number`.
    fn refused(&self, bytes: &[u8], key: &Key, found: &mut Found) {
        let line = span::line_around(bytes, &key.span, SENTENCE);
        let before = &bytes[line.start..key.span.start];
        let Some(quote) = before.iter().rposition(|b| matches!(b, b'"' | b'\'')) else { return };
        let Ok(words) = std::str::from_utf8(&before[quote + 1..]) else { return };
        let mut words = words.split_ascii_whitespace();
        let joined = words.next().is_some_and(|word| JUDGES.has_in_any_case(word.as_bytes()));
        if !joined || !words.all(|word| ARTICLES.has_in_any_case(word.as_bytes())) {
            return;
        }
        let end = line.start + quote;
        let part = |b: &&u8| b.is_ascii_digit() || b" -().".contains(b);
        let start = end - bytes[line.start..end].iter().rev().take(24).take_while(part).count();
        let blank = bytes[start..end].iter().take_while(|b| **b == b' ').count();
        let reading = Reading::at(bytes, start + blank);
        if let Some(reading) = reading.filter(|r| r.lead == Lead::None && r.end() == end) {
            let (says, link, plain) = (Says::Phone, Link::Delimiter, true);
            let evidence = Evidence { says, link, spoken: key.regions, plain };
            self.national(bytes, &reading, &evidence, 0..0, found);
        }
    }

    /// The value of a key, and those after it in a list.
    fn values(&self, bytes: &[u8], key: &Key, found: &mut Found) -> Range<usize> {
        let Some((mut at, link)) = link::value(bytes, &key.span) else {
            return self.nested(bytes, key, found);
        };
        let first = at;
        let plain = keys::plain(&bytes[key.span.clone()]);
        for _ in 0..TRIES {
            let evidence = Evidence { says: key.says, link, spoken: key.regions, plain };
            let Some(reading) = Reading::at(bytes, at) else { break };
            let mut end = reading.end();
            if reading.lead == Lead::None {
                end = self
                    .national(bytes, &reading, &evidence, key.span.clone(), found)
                    .unwrap_or(end);
            }
            // The next one of `["…", "…"]` or `…,…`.
            let Some(next) = next_of_list(bytes, end) else { break };
            at = next;
        }
        first..at.max(first + 1)
    }

    /// `"phone": {"countryCode": "+44", "number": "020 7946 0123"}`.
    fn nested(&self, bytes: &[u8], key: &Key, found: &mut Found) -> Range<usize> {
        let line = span::line_around(bytes, &key.span, SPOKEN);
        let rest = &bytes[key.span.end..line.end];
        let opened = rest.iter().take(8).position(|b| matches!(b, b'{' | b'('));
        let Some(open) = opened else { return 0..0 };
        if rest[..open].iter().any(|b| b.is_ascii_alphanumeric()) {
            return 0..0;
        }
        let close = rest.iter().position(|b| matches!(b, b'}' | b')')).unwrap_or(rest.len());
        let inside = key.span.end + open..key.span.end + close.max(open);
        let (link, plain) = (Link::Delimiter, true);
        let evidence = Evidence { says: key.says, link, spoken: key.regions, plain };
        each_number(bytes, inside.clone(), Link::Delimiter, |bytes, reading| {
            let (own, link) = link::key_before(bytes, reading.start);
            let named = link == Link::Delimiter
                && (keys::names_phone(bytes, &own)
                    || NUMBER.contains(&bytes[own].to_ascii_lowercase().as_slice()));
            if named {
                self.national(bytes, reading, &evidence, key.span.clone(), found);
            }
        });
        inside
    }
}

/// Whether a key that says phone is a word of a sentence, whose number may come later.
fn speaks_prose(bytes: &[u8], key: &Key) -> bool {
    matches!(bytes.get(key.span.end), Some(b' '))
}

fn next_of_list(bytes: &[u8], end: usize) -> Option<usize> {
    let rest = &bytes[end..bytes.len().min(end + 8)];
    let comma = rest.iter().position(|&b| b == b',').filter(|&i| i <= 2)?;
    let gap =
        rest[comma + 1..].iter().take_while(|b| matches!(b, b' ' | b'"' | b'\'' | b'\\')).count();
    let at = end + comma + 1 + gap;
    let starts = number::plus(bytes, at).is_some() || number::digit(bytes, at).is_some();
    starts.then_some(at)
}
