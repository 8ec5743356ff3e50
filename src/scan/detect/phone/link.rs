//! The way from a key to its value, and from a value back to its key.
//!
//! It looks a bounded way to either side, and knows no key.

use std::ops::Range;

use super::keys;
use super::number::{digit, plus};
use super::span::ending_at;
use super::text::Lower;
use crate::scan::detect::list::List;

/// How far behind a key its value may start.
const VALUE: usize = 48;

/// Words of a sentence that lead from a key to its number, in many languages: a closed class.
static LEADS: List = List::new(&[
    "is",
    "was",
    "to",
    "from",
    "for",
    "with",
    "via",
    "no",
    "nr",
    "num",
    "number",
    "numbers",
    "nos",
    "of",
    "by",
    "para",
    "do",
    "da",
    "de",
    "del",
    "al",
    "a",
    "à",
    "au",
    "du",
    "an",
    "von",
    "für",
    "vers",
    "pour",
    "ist",
    "lautet",
    "till",
    "fra",
    "från",
    "til",
    "naar",
    "voor",
    "van",
    "per",
    "di",
    "ke",
    "dari",
    "untuk",
    "na",
    "z",
    "od",
    "dla",
    "numer",
    "numero",
    "número",
    "numéro",
    "nummer",
    "numarası",
    "numarasi",
    "es",
    "est",
    "è",
    "é",
    "на",
    "из",
    "от",
    "для",
    "с",
    "к",
    "номер",
    "номера",
    "номеру",
    "uri",
    "value",
    "string",
    "some",
    "text",
]);

/// Words before a value that wrap it: constructors, types, schemes.
static WRAPPERS: List = List::new(&[
    "u", "b", "some", "just", "string", "str", "tel", "sip", "sips", "value", "uri", "sms",
    "whatsapp", "number", "text", "voice", "cell", "home", "work", "int", "long",
]);

/// How a value is set off from its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Link {
    /// By a space, or words of a sentence.
    Prose,
    /// By a delimiter of a structure.
    Delimiter,
}

/// Where the value of a key may start, and how it is set off: a digit, a bracket or a plus sign.
pub(crate) fn value(bytes: &[u8], key: &Range<usize>) -> Option<(usize, Link)> {
    let limit = (key.end + VALUE).min(bytes.len());
    let (mut at, mut link, mut words) = (key.end, Link::Prose, Words::default());
    let element = in_tag(bytes, key.start);
    while at < limit {
        if plus(bytes, at).is_some() || digit(bytes, at).is_some() {
            let abuts = at == key.end && bytes[at - 1] < 0x80;
            return (!abuts && !words.open()).then_some((at, link.min(words.link())));
        }
        let rest = &bytes[at..limit];
        match rest {
            [b'(', next, ..] if next.is_ascii_digit() => {
                return (!words.open()).then_some((at, link.min(words.link())));
            }
            [0x1B, b'[', ..] => at = skip_past(bytes, at, b'm', limit)?,
            [b' ' | b'\t' | b'[' | b'{' | b'(' | b'#' | b'.' | b'-' | b'_' | b'*' | b'!', ..] => {
                at += 1;
            }
            [b'"' | b'\'' | b'`' | b'=' | b':' | b'>' | b'|', ..] => {
                link = Link::Delimiter;
                words.delimited = true;
                at += 1;
            }
            [b']' | b')' | b'<', ..] => at += 1,
            [b',', ..] if at > key.end => at += 1,
            // A tuple: `{phone,"…"}`, `{phone,<<"…">>}`.
            [b',', b'"' | b'\'' | b'<', ..] => (at, link) = (at + 1, Link::Delimiter),
            [b'/', b'/', ..] => at += 2,
            [b';', ..] => at = skip_past(bytes, at, b':', limit)?,
            [b'\\', b'u', ..] if rest.len() >= 6 => {
                (at, link) = (at + 6, Link::Delimiter);
            }
            [b'\\', ..] => at += 1,
            [b'%', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                (at, link) = (at + 3, Link::Delimiter);
            }
            [b'&', ..] => at = skip_past(bytes, at, b';', at + 8)?,
            // Full-width colons and brackets, typographic quotes.
            [0xEF, 0xBC, ..] | [0xE3, 0x80, ..] | [0xE2, 0x80, ..] => {
                (at, link) = (at + 3, Link::Delimiter);
            }
            [0xC2, 0xA0 | 0xAB | 0xBB, ..] => at += 2,
            _ if element && link == Link::Prose => at = skip_past(bytes, at, b'>', limit)? - 1,
            _ => {
                at = word(bytes, at, limit, link, &mut words)?;
            }
        }
    }
    None
}

/// The words between a key and its value.
#[derive(Default)]
struct Words {
    count: usize,
    /// Words of no closed class: `телефон клиента: …`. They call for a delimiter, and prove less.
    free: usize,
    delimited: bool,
}

impl Words {
    fn open(&self) -> bool {
        self.free > 0 && !self.delimited
    }

    fn link(&self) -> Link {
        if self.free > 0 { Link::Prose } else { Link::Delimiter }
    }
}

/// Whether a key is the name of an element: `<phone`, `<ns:phone`.
fn in_tag(bytes: &[u8], start: usize) -> bool {
    let before = &bytes[start.saturating_sub(16)..start];
    let space =
        before.iter().rev().take_while(|b| b.is_ascii_alphanumeric() || **b == b':').count();
    before[..before.len() - space].ends_with(b"<")
}

/// Where a word between key and value ends, if it is one that may stand there.
fn word(bytes: &[u8], at: usize, limit: usize, link: Link, words: &mut Words) -> Option<usize> {
    let len =
        bytes[at..limit].iter().take_while(|b| b.is_ascii_alphabetic() || **b >= 0x80).count();
    words.count += 1;
    if len == 0 || words.count > 3 {
        return None;
    }
    let lower = Lower::of(std::str::from_utf8(&bytes[at..at + len]).ok()?);
    let text = lower.bytes();
    let next = bytes.get(at + len);
    // `u'…'`, `b"…"`, `Some("…")`, `string(11) "…"`, `tel:…`.
    let wrapper =
        link == Link::Delimiter && matches!(next, Some(b'\'' | b'"' | b'(' | b':' | b'='));
    let wraps = wrapper && WRAPPERS.has(text);
    if !wraps && !LEADS.has(text) {
        words.free += 1;
        if link == Link::Delimiter || words.free > 2 || keys::is_other(text) {
            return None;
        }
    }
    let mut end = at + len;
    if text == b"string" && next == Some(&b'(') {
        end = skip_past(bytes, end, b')', limit)?;
    }
    Some(end)
}

fn skip_past(bytes: &[u8], at: usize, mark: u8, limit: usize) -> Option<usize> {
    let limit = limit.min(bytes.len());
    let found = bytes.get(at..limit)?.iter().position(|&b| b == mark)?;
    Some(at + found + 1)
}

/// The key or word directly before a number, behind its delimiters.
pub(crate) fn key_before(bytes: &[u8], start: usize) -> (Range<usize>, Link) {
    let (at, link) = link_before(bytes, start);
    // A scheme is no key: `to=tel:…`.
    let key = ending_at(bytes, at);
    (key, link)
}

/// Where the text before a number ends, behind which are its delimiters, and what they say.
pub(super) fn link_before(bytes: &[u8], start: usize) -> (usize, Link) {
    let (mut at, mut link) = (start, Link::Prose);
    let floor = start.saturating_sub(16);
    while at > floor {
        match bytes[at - 1] {
            b' ' | b'\t' | b'\\' | b'[' | b'(' | b'{' | b'<' | b',' | b'/' => at -= 1,
            b'"' | b'\'' | b'`' | b'=' | b':' | b'>' | b']' => {
                link = Link::Delimiter;
                at -= 1;
            }
            b'2' | b'D' | b'd' | b'A' | b'a' | b'0'
                if at >= 3 && bytes[at - 3] == b'%' && bytes[at - 2].is_ascii_hexdigit() =>
            {
                link = Link::Delimiter;
                at -= 3;
            }
            // `to:b'358…'`: the kind of a string.
            b'b' | b'u'
                if at >= 2
                    && matches!(bytes.get(at), Some(b'"' | b'\''))
                    && matches!(bytes[at - 2], b'=' | b':' | b' ' | b'(' | b'[') =>
            {
                at -= 1;
            }
            _ => break,
        }
    }
    (at, link)
}

/// Whether a word of the closed class of prepositions stands directly before a number.
pub(super) fn led(bytes: &[u8], start: usize) -> bool {
    let (key, _) = key_before(bytes, start);
    let word = std::str::from_utf8(&bytes[key]).map(Lower::of);
    word.is_ok_and(|word| LEADS.has(word.bytes()))
}
