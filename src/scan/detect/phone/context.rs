//! What stands around a number: its edges, the way from a key to its value, and evidence of a country.
//!
//! It looks a bounded way to either side and never past the line.

use std::ops::Range;

use rlibphonenumber::Region;

use super::keys::{self, Lower};
use super::number::{Gap, Lead, Reading, digit, plus};
use super::region;
use crate::scan::detect::list::List;
use crate::scan::detect::token::starts_cleanly;

/// How far behind a key its value may start.
const VALUE: usize = 48;
/// How far to either side evidence may stand.
pub(super) const NEAR: usize = 192;

/// How a value is set off from its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Link {
    /// By a space, or words of a sentence.
    Prose,
    /// By a delimiter of a structure.
    Delimiter,
}

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

/// Words before a value that wrap it: constructors, types, schemes.
static WRAPPERS: List = List::new(&[
    "u", "b", "some", "just", "string", "str", "tel", "sip", "sips", "value", "uri", "sms",
    "whatsapp", "number", "text", "voice", "cell", "home", "work", "int", "long",
]);

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

/// Whether the text before a number lets one start.
pub(super) fn opens(bytes: &[u8], start: usize) -> bool {
    let Some(&before) = start.checked_sub(1).and_then(|i| bytes.get(i)) else { return true };
    match before {
        // The dial command of modems: `ATD+44…`.
        b'D' if bytes[..start].ends_with(b"ATD") => true,
        b'_' => plus(bytes, start).is_some(),
        b'+' | b'$' | b'^' | b'~' => false,
        b':' if names_field(&bytes[..start - 1]) => true,
        b'.' | b'-' | b':' | b',' if plus(bytes, start).is_none() => {
            !start.checked_sub(2).is_some_and(|i| bytes[i].is_ascii_alphanumeric())
        }
        _ => {
            let latin = start >= 2 && latin_letter(bytes[start - 2], before);
            let money = start >= 2 && bytes[start - 2] == 0xC2 && (0xA2..=0xA5).contains(&before);
            !latin && !money && starts_cleanly(bytes, start)
        }
    }
}

/// `[to:60123456789]`: a word that stands alone before its colon names a field; the parts of times and
/// addresses are no words.
fn names_field(before: &[u8]) -> bool {
    let length = before.iter().rev().take(24).take_while(|b| b.is_ascii_lowercase()).count();
    let hex = before[before.len() - length..].iter().all(u8::is_ascii_hexdigit);
    let open = before[..before.len() - length].last();
    length >= 2 && !hex && open.is_none_or(|b| b" [({,;\t\n".contains(b))
}

/// A letter of Latin-1 and its extensions, or an accent that stands as a character of its own.
fn latin_letter(first: u8, second: u8) -> bool {
    matches!(first, 0xC3..=0xC9 | 0xCC | 0xCD) && second & 0xC0 == 0x80
}

/// Whether the text after a number lets it end there.
pub(super) fn closes(bytes: &[u8], end: usize, lead: Lead) -> bool {
    let get = |n: usize| bytes.get(end + n).copied().unwrap_or(b' ');
    let free = lead != Lead::None;
    match (get(0), get(1)) {
        (b'%', next) => next.is_ascii_hexdigit() && get(2).is_ascii_hexdigit(),
        (b'$' | b'^' | b'*', _) => false,
        (b'_', _) => free,
        (b'=', _) => false,
        (b'+', _) => lead == Lead::Encoded,
        (b'.', next) => {
            // `4155550132.0`, as tools print a column of numbers with gaps.
            !next.is_ascii_digit() || next == b'0' && !get(2).is_ascii_digit() && get(2) != b'.'
        }
        (b':', next) => free || !next.is_ascii_digit(),
        (b',', next) => free || !next.is_ascii_digit() || is_list(bytes, end),
        (b'-', next) => {
            !(next.is_ascii_alphanumeric() || next == b'-') || free && !next.is_ascii_digit()
        }
        (b'/', next) => free || !next.is_ascii_digit(),
        (b'@', _) => {
            let host = &bytes[end + 1..bytes.len().min(end + 12)];
            !(host.starts_with(b"lid")
                || host.starts_with(b"newsletter")
                || host.starts_with(b"broadcast"))
        }
        (0xC2, next) => !(0xA2..=0xB5).contains(&next),
        (first, second) if first >= 0x80 => !latin_letter(first, second),
        (first, _) => !first.is_ascii_alphanumeric(),
    }
}

/// A comma between numbers of full length, not between thousands.
fn is_list(bytes: &[u8], end: usize) -> bool {
    let tail = &bytes[end + 1..bytes.len().min(end + 9)];
    tail.len() >= 8 && tail.iter().all(u8::is_ascii_digit)
}

/// Whether a unit of measure follows.
pub(super) fn measured(bytes: &[u8], end: usize) -> bool {
    let rest = &bytes[end..bytes.len().min(end + 16)];
    let Some(rest) = rest.strip_prefix(b" ") else { return false };
    let len = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    const UNITS: &[&[u8]] = &[
        b"bytes",
        b"byte",
        b"kb",
        b"mb",
        b"gb",
        b"kib",
        b"mib",
        b"gib",
        b"ms",
        b"us",
        b"ns",
        b"sec",
        b"secs",
        b"seconds",
        b"millis",
        b"rows",
        b"records",
        b"events",
        b"times",
        b"items",
        b"entries",
        b"blocks",
        b"pages",
        b"ticks",
        b"ops",
        b"requests",
        b"packets",
    ];
    UNITS.iter().any(|unit| rest[..len].eq_ignore_ascii_case(unit))
}

/// Whether ungrouped digits are more likely seconds or milliseconds since 1970.
pub(super) fn epoch(reading: &Reading) -> bool {
    let digits = reading.digits().as_bytes();
    let plain = !reading.grouped() && reading.lead == Lead::None;
    let recent = matches!(digits, [b'1', b'0'..=b'9', ..]);
    plain && (digits.len() == 10 || digits.len() == 13 || digits.len() == 16) && recent
}

/// Whether ungrouped digits are a date, with or without the time.
pub(super) fn compact_date(reading: &Reading) -> bool {
    let digits = reading.digits().as_bytes();
    if reading.groups()[0].digits() < 8 || reading.lead != Lead::None {
        return false;
    }
    let two = |at: usize| (digits[at] - b'0') * 10 + digits[at + 1] - b'0';
    let whole = matches!(digits.len(), 8 | 12 | 14 | 17) || reading.grouped();
    whole
        && (digits.starts_with(b"19") || digits.starts_with(b"20"))
        && (1..=12).contains(&two(4))
        && (1..=31).contains(&two(6))
        && (reading.grouped() || matches!(digits.len(), 8 | 14 | 17) || two(8) < 24)
}

/// The key or word directly before a number, behind its delimiters.
pub(crate) fn key_before(bytes: &[u8], start: usize) -> (Range<usize>, Link) {
    let (at, link) = link_before(bytes, start);
    // A scheme is no key: `to=tel:…`.
    let key = keys::ending_at(bytes, at);
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

/// The part of the line around a place, at most `near` bytes to either side.
pub(super) fn line_around(bytes: &[u8], place: &Range<usize>, near: usize) -> Range<usize> {
    let from = place.start.saturating_sub(near);
    let to = (place.end + near).min(bytes.len());
    let start = memchr::memrchr(b'\n', &bytes[from..place.start]).map_or(from, |i| from + i + 1);
    let end = memchr::memchr(b'\n', &bytes[place.end..to]).map_or(to, |i| place.end + i);
    start..end
}

/// Regions that the line speaks of near a number: a country or locale beside it, or a calling code.
pub(super) fn regions(bytes: &[u8], place: &Range<usize>) -> Vec<Region> {
    let mut found = Vec::new();
    let line = line_around(bytes, place, NEAR);
    let mut at = line.start;
    while at < line.end && found.len() < 4 {
        let step = match bytes[at] {
            // Within a word nothing begins: it is passed over whole.
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' if at > 0 && is_word(bytes[at - 1]) => {
                at += bytes[at..line.end].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                continue;
            }
            b'+' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' if !place.contains(&at) => {
                evidence(bytes, at, line.end)
            }
            _ => None,
        };
        if let Some((region, end)) = step {
            if !found.contains(&region) {
                found.push(region);
            }
            at = end;
        } else {
            at += 1;
        }
    }
    found
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Words of keys whose value is a country, a locale or a calling code.
const COUNTRY: &[&str] = &[
    "country",
    "countrycode",
    "region",
    "locale",
    "lang",
    "language",
    "iso",
    "nation",
    "land",
    "pays",
    "pais",
    "país",
    "cc",
    "geo",
    "market",
    "isd",
    "prefix",
    "code",
    "dialcode",
    "ctry",
];

fn evidence(bytes: &[u8], at: usize, end: usize) -> Option<(Region, usize)> {
    let byte = bytes[at];
    let before = at.checked_sub(1).map_or(b' ', |i| bytes[i]);
    if is_word(before) {
        return None;
    }
    let digits = |from: usize| {
        let len = bytes[from..end].iter().take(15).take_while(|b| b.is_ascii_digit()).count();
        std::str::from_utf8(&bytes[from..from + len]).unwrap_or_default()
    };
    if byte == b'+' {
        let code = digits(at + 1);
        return (!code.is_empty())
            .then(|| region::of_calling_code(code))
            .flatten()
            .map(|r| (r, at + 1));
    }
    let word = bytes[at..end].iter().take(9).take_while(|b| b.is_ascii_alphanumeric()).count();
    if byte.is_ascii_digit() {
        let named = || country_key(bytes, at);
        let code = digits(at);
        return ((1..=3).contains(&code.len()) && word == code.len() && named())
            .then(|| region::of_calling_code(code))
            .flatten()
            .map(|r| (r, at + word));
    }
    if word != 2 || !byte.is_ascii_alphabetic() {
        return None;
    }
    let text = |from: usize| std::str::from_utf8(&bytes[from..from + 2]).unwrap_or_default();
    // `en_GB`, `pt-BR`.
    if let [b'_' | b'-', a, b, ..] = bytes[at + 2..end]
        && a.is_ascii_uppercase()
        && b.is_ascii_uppercase()
        && byte.is_ascii_lowercase()
        && bytes.get(at + 5).is_none_or(|b| !b.is_ascii_alphanumeric())
    {
        return region::of_code(text(at + 3)).map(|r| (r, at + 5));
    }
    if bytes[at].is_ascii_uppercase() == bytes[at + 1].is_ascii_uppercase()
        && country_key(bytes, at)
    {
        return region::of_code(text(at)).map(|r| (r, at + 2));
    }
    None
}

fn country_key(bytes: &[u8], at: usize) -> bool {
    let (key, link) = key_before(bytes, at);
    if link == Link::Prose {
        return false;
    }
    // The parts of a time are numbers behind colons.
    let number = bytes[key.clone()].iter().all(|b| !b.is_ascii_alphabetic() && b.is_ascii());
    let Some(key) = std::str::from_utf8(&bytes[key]).ok().filter(|_| !number) else { return false };
    let lower = Lower::of(key);
    let key = lower.text();
    COUNTRY.iter().any(|word| key.ends_with(word))
        || key.split(['_', '-', '.']).any(|word| word == "country" || word == "region")
}

/// Whether the groups begin with one that is a whole number in itself: E.164 as machines print it.
pub(super) fn solid(reading: &Reading) -> bool {
    let first = reading.groups()[0];
    first.digits() >= 7 && first.gap == Gap::Start && reading.grouped()
}
