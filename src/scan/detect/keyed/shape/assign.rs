//! `key=value`, `key: value`, `"key": "value"`, `key => value` and their like in every language.
//!
//! It finds the delimiter and the start of the value; `opener` and `bare` find its end.

use std::ops::Range;

use super::{At, Fit, Reading, bare, beside, named, opener, phrase};
use crate::finding::Layer;
use crate::scan::detect::keyed::key::Key;
use crate::scan::detect::keyed::words::RECEIVED;
use crate::scan::detect::keyed::{split, text};
use crate::scan::detect::value::Proof;

/// What stands between key and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Delimiter {
    Equals,
    Colon,
    Arrow,
    /// `%3D` or `%3A`: the whole pair is percent-encoded.
    Percent,
}

/// A delimiter and where it stands.
pub(crate) struct Delimited {
    pub(crate) delimiter: Delimiter,
    /// Blank before the delimiter, and after it.
    pub(crate) spaced: (bool, bool),
    /// The first place after the delimiter and the blank.
    pub(crate) value: usize,
}

const DELIMITERS: [(&[u8], Delimiter); 41] = [
    (b"=&gt;", Delimiter::Arrow),
    (b"-&gt;", Delimiter::Arrow),
    (b"=\\u003e", Delimiter::Arrow),
    (b"=\\u003E", Delimiter::Arrow),
    (b"==>", Delimiter::Arrow),
    (b"=>", Delimiter::Arrow),
    (b"-->", Delimiter::Arrow),
    (b"->", Delimiter::Arrow),
    (b"~>", Delimiter::Arrow),
    (b">>", Delimiter::Arrow),
    (b":=", Delimiter::Equals),
    (b"==", Delimiter::Equals),
    // Quoted-printable.
    (b"=3D ", Delimiter::Equals),
    (b"=", Delimiter::Equals),
    (b":", Delimiter::Colon),
    // Where all signs are escaped that are not of a word.
    (b"\\u003d", Delimiter::Equals),
    (b"\\u003D", Delimiter::Equals),
    (b"\\x3d", Delimiter::Equals),
    (b"\\u003a", Delimiter::Colon),
    (b"\\u003A", Delimiter::Colon),
    (b"\\x3a", Delimiter::Colon),
    (b"&#61;", Delimiter::Equals),
    (b"&#x3D;", Delimiter::Equals),
    (b"&#x3d;", Delimiter::Equals),
    (b"&#58;", Delimiter::Colon),
    // Files of properties escape their own delimiters within values.
    (b"\\=", Delimiter::Equals),
    (b"\\: ", Delimiter::Colon),
    (b"%253D", Delimiter::Percent),
    (b"%3D", Delimiter::Percent),
    (b"%3d", Delimiter::Percent),
    (b"%3A", Delimiter::Percent),
    (b"%3a", Delimiter::Percent),
    (b"%253A", Delimiter::Percent),
    ("＝".as_bytes(), Delimiter::Equals),
    ("：".as_bytes(), Delimiter::Colon),
    ("→".as_bytes(), Delimiter::Arrow),
    ("➜".as_bytes(), Delimiter::Arrow),
    ("➡".as_bytes(), Delimiter::Arrow),
    ("⇒".as_bytes(), Delimiter::Arrow),
    ("⟶".as_bytes(), Delimiter::Arrow),
    ("▶".as_bytes(), Delimiter::Arrow),
];

/// Dots or blanks of a table that may stand between a key and its delimiter.
const LEADERS: usize = 64;

/// How far behind a key a phrase in its line may reach.
const PHRASE: usize = 160;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let Some(mut found) = delimited(at) else { return Fit::No };
    let bytes = at.bytes;
    // A line's end as rsyslog writes it.
    if bytes[found.value.min(bytes.len())..].starts_with(b"#012") {
        found.value += 4;
        found.spaced.1 = true;
    }
    // Where the record was cut here, the value is in the next.
    if let Some(value) = split::next_part(bytes, found.value) {
        let found = Delimited { value, ..found };
        return read_value(at, &found);
    }
    if ends_string(at, found.value) || is_verdict(at, &found) || is_route(at, &found) {
        return Fit::Empty;
    }
    read_value(at, &found)
}

/// The value behind a delimiter.
fn read_value(at: &At<'_>, found: &Delimited) -> Fit {
    let bytes = at.bytes;
    let layer = (found.delimiter == Delimiter::Percent).then_some(Layer::Percent);
    match opener::read(bytes, found.value, found.delimiter) {
        opener::Opened::Values(mut values) => {
            values.iter_mut().for_each(|value| value.layer = value.layer.or(layer));
            Fit::Values(values)
        }
        opener::Opened::Nothing => match named::value_after(bytes, found.value + 1) {
            Some(values) => Fit::Values(values),
            None => single_entry(bytes, found.value).into(),
        },
        opener::Opened::Bare { start, closer } => {
            if found.delimiter == Delimiter::Colon && closer.is_none() {
                let line = at.line_end(PHRASE);
                if let Some(phrase) = phrase::read(at, line) {
                    return Fit::Values(vec![phrase]);
                }
            }
            let Some(span) = bare::read(at, found, start, closer) else { return Fit::Empty };
            let proof = proof(at, found, closer, &span.value);
            let span = bare::Span { value: behind_user(at, span.value), ..span };
            let rest = split::rest_bare(bytes, &span.value);
            let value = Reading {
                value: span.value,
                proof,
                rest,
                layer,
                encoded: span.encoded,
                shape: "key and value",
            };
            let next = replaced_by(bytes, &value);
            Fit::Values(std::iter::once(value).chain(next).collect())
        }
    }
}

/// `user/password: bob/x`: the password of a pair, where the key is one of the same sign, or one that is
/// joined in words: `username and password: bob, x`.
fn behind_user(at: &At<'_>, value: Range<usize>) -> Range<usize> {
    let (bytes, key) = (at.bytes, at.key.span.start);
    if bytes[..key].ends_with(b" ") && super::user_joined(bytes, key) {
        let line = text::line_end(bytes, value.start, PHRASE);
        let joint = |b: u8| b" ,/|&+".contains(&b);
        let word = |from: usize| from + text::run(&bytes[..line], from, |b| b > b' ' && !joint(b));
        let user = word(value.start);
        let start = user + text::run(&bytes[..line], user, joint);
        let end = word(start);
        let rest = bytes[end.min(line)..line].trim_ascii();
        return if start > user && end > start && rest.is_empty() { start..end } else { value };
    }
    let Some(sign) = key.checked_sub(1).map(|n| bytes[n]).filter(|b| b"/:|".contains(b)) else {
        return value;
    };
    let text = &bytes[value.clone()];
    let user = || beside::names_user(&bytes[..key - 1]);
    // `user / password: bob / x`
    if bytes[value.end..].starts_with(&[b' ', sign, b' ']) && user() {
        let start = value.end + 3;
        let line = text::line_end(bytes, start, PHRASE);
        let end = start + text::run(&bytes[..line], start, |b| b > b' ' && !b"\",;".contains(&b));
        return if end > start { start..end } else { value };
    }
    match memchr::memchr(sign, text) {
        Some(n) if n > 0 && n + 1 < text.len() && user() => value.start + n + 1..value.end,
        _ => value,
    }
}

/// `token: x -> y`: the value that a change left.
pub(super) fn replaced_by(bytes: &[u8], old: &Reading) -> Option<Reading> {
    let rest = &bytes[old.value.end..];
    const ARROWS: [&[u8]; 8] =
        [b" -> ", b" => ", b" == ", b" != ", b" === ", b" !== ", b" vs ", b" vs. "];
    let arrow = ARROWS.into_iter().find(|arrow| rest.starts_with(arrow))?;
    let start = old.value.end + arrow.len();
    let line = text::line_end(bytes, start, 256);
    let end = start + text::run(&bytes[..line], start, |b| b > b' ' && !b"\",;".contains(&b));
    (end > start && text::Quote::open(bytes, start).is_none())
        .then(|| Reading { value: start..end, ..old.clone() })
}

/// `"password"=>{"postgres"=>"x"}`: a map of users with one user in it. A schema or an error looks the
/// same, so the value has to look like neither.
fn single_entry(bytes: &[u8], open: usize) -> Option<Reading> {
    let name = text::skip_blank(bytes, open + 1);
    let quote = text::Quote::open(bytes, name)?;
    let (user, _) = quote.text(bytes);
    let after = quote.closes_at(bytes, user.end)?;
    let key = Key { span: user.clone(), dashes: 0 };
    let at = At::new(bytes, &key, Some(quote), Some(after));
    let found = delimited(&at)?;
    let opener::Opened::Values(values) = opener::read(bytes, found.value, found.delimiter) else {
        return None;
    };
    let [value] = &values[..] else { return None };
    let end = quote.closes_at(bytes, value.value.end)?;
    let whole = bytes[text::skip_blank(bytes, end)..].starts_with(b"}");
    let plain = bytes[user].iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_');
    (whole && plain).then(|| Reading {
        proof: Proof::Colon,
        shape: "single entry",
        ..value.clone()
    })
}

/// Whether a text starts with a literal: of many, nearly all differ in their first byte.
fn starts_with(text: &[u8], literal: &[u8]) -> bool {
    text.first() == literal.first() && text.starts_with(literal)
}

/// The delimiter after a key.
pub(crate) fn delimited(at: &At<'_>) -> Option<Delimited> {
    let bytes = at.bytes;
    let mut here = at.after;
    // `[password]`, `user[password]`, `["password"]`, `(password)`, `%5Bpassword%5D`, `password?`.
    const CLOSERS: [&[u8]; 11] =
        [b"]", b"[]", b"%5B%5D", b"%5D", b"%5d", b"%255D", b")", b"}", b"?", b"*", b"!"];
    let starts = |closer: &&&[u8]| starts_with(&bytes[here..], closer);
    here = match after_emphasis(bytes, at.key.span.start, here) {
        same if same == here => here + CLOSERS.iter().find(starts).map_or(0, |closer| closer.len()),
        behind => behind,
    };
    here = after_visibility(bytes, here);
    here = after_type(bytes, here);
    // `"password\u0000": x`: a control character that a program left in a key, escaped or not.
    here += text::run(bytes, here, |b| b < b' ' && !matches!(b, b'\t' | b'\n' | b'\r' | b'\x1b'))
        .min(4);
    let end_of_key = here;
    here = after_type(bytes, text::skip_blank(bytes, here));
    if here > end_of_key {
        here = after_remark(bytes, here);
    }
    // `Authorization header: x`
    for word in [&b"header"[..], b"value", b"field"] {
        if here > end_of_key && bytes[here..].starts_with(word) {
            here = text::skip_blank(bytes, here + word.len());
        }
    }
    // `password entered=x`
    let told = text::run(bytes, here, |b| b.is_ascii_alphabetic() || b >= 0x80);
    if here > end_of_key
        && bytes.get(here + told) == Some(&b'=')
        && RECEIVED.has_in_any_case(&bytes[here..here + told])
    {
        here += told;
    }
    // `Unseal Key 1: x`
    let number = text::run(bytes, here, |b| b.is_ascii_digit());
    if here > end_of_key && (1..=2).contains(&number) {
        here = text::skip_blank(bytes, here + number);
    }
    let dots = text::run(bytes, here, |b| b == b'.').min(LEADERS);
    here = text::skip_blank(bytes, here + dots);
    let rest = &bytes[here..];
    // `password ......... x`: of an ellipsis there are three.
    if dots > 3 && rest.first()?.is_ascii_alphanumeric() {
        let spaced = (true, true);
        return Some(Delimited { delimiter: Delimiter::Colon, spaced, value: here });
    }
    if rest.first()? == &b';' {
        let value = semicolon(at, here)?;
        return Some(Delimited { delimiter: Delimiter::Colon, spaced: (false, true), value });
    }
    // Most keys stand in sentences, where none follows.
    if !matches!(
        rest.first()?,
        b'=' | b'-' | b':' | b'%' | b'~' | b'>' | b'\\' | b'&' | 0xE2 | 0xEF
    ) {
        return None;
    }
    let (length, delimiter) = drawn(rest).or_else(|| {
        let (literal, delimiter) = DELIMITERS.iter().find(|(l, _)| starts_with(rest, l))?;
        Some((literal.len(), *delimiter))
    })?;
    // Some fonts show an arrow as a picture where this follows.
    let picture = bytes[here + length..].starts_with("\u{FE0F}".as_bytes());
    let after = here + length + if picture { 3 } else { 0 };
    // `password=3Dx` in quoted-printable, which shows in other places of the line as well.
    let printable = delimiter == Delimiter::Equals
        && bytes[after..].starts_with(b"3D")
        && quoted_printable(bytes, here, after + 2);
    let after = if printable { after + 2 } else { after };
    // LDIF: a second colon says that base64 follows.
    let ldif = delimiter == Delimiter::Colon && bytes[after..].starts_with(b": ");
    let after = after + usize::from(ldif);
    // `arn:aws:secretsmanager:eu-west-1:1234:secret:name`: one of a path's parts.
    let part = delimiter == Delimiter::Colon
        && at.quote.is_none()
        && joined_before(bytes, at.key.span.start);
    if part && !bytes[after..].starts_with(b" ") {
        return None;
    }
    // `Password::new`, `secret://path`.
    if !ldif && delimiter == Delimiter::Colon && matches!(bytes.get(after), Some(b':' | b'/')) {
        return None;
    }
    let after = after_emphasis(bytes, at.key.span.start, after);
    let value = after_tag(bytes, text::skip_blank(bytes, after));
    // Colours are no blank.
    let blank = bytes.get(after).is_some_and(|b| !b"\x1b\\".contains(b)) && value > after;
    let spaced = (here > end_of_key, blank);
    Some(Delimited { delimiter, spaced, value })
}

/// `Username; bob`, and on the next line `Password; x`: a semicolon for a colon, in lines of one pair each.
fn semicolon(at: &At<'_>, here: usize) -> Option<usize> {
    let bytes = at.bytes;
    let value = bytes[here..].starts_with(b"; ").then(|| text::skip_blank(bytes, here + 1))?;
    let start = at.line_start(128);
    let line = text::line_end(bytes, value, 128);
    let word = bytes[value..line].trim_ascii_end();
    let first = start == 0 || bytes[start - 1] == b'\n';
    let first = first && bytes[start..at.key.span.start].iter().all(|b| b" \t-".contains(b));
    let chosen = word.iter().any(u8::is_ascii_digit) || word.iter().any(|b| b"!@#$%&*".contains(b));
    let user = || {
        let above = start.checked_sub(1).map(|end| text::line_start(bytes, end, 128)..end);
        above.is_some_and(|above| {
            let line = &bytes[above];
            memchr::memchr(b';', line)
                .is_some_and(|n| n + 1 < line.len() && beside::names_user(&line[..n]))
        })
    };
    let whole = !word.is_empty() && !word.iter().any(|b| b.is_ascii_whitespace() || *b == b';');
    (first && at.quote.is_none() && whole && (chosen || user())).then_some(value)
}

/// `--- PASS: TestLogin (0.03s)`, `PASS: login.test 3`, `pass: 2689, fail: 0`: how a test went. Whoever
/// logs in says so in a line beside it.
fn is_verdict(at: &At<'_>, found: &Delimited) -> bool {
    let bytes = at.bytes;
    let key = &bytes[at.key.span.clone()];
    if found.delimiter != Delimiter::Colon || at.quote.is_some() || !found.spaced.1 {
        return false;
    }
    if key.eq_ignore_ascii_case(b"pass") {
        let end = text::line_end(bytes, found.value.min(bytes.len()), 64);
        let value = &bytes[found.value.min(end)..end];
        let digits = text::run(value, 0, |b| b.is_ascii_digit());
        let near = at.line_start(32);
        let fails = |text: &[u8]| text.windows(4).any(|word| word.eq_ignore_ascii_case(b"fail"));
        if digits > 0 && (fails(&bytes[near..at.key.span.start]) || fails(&value[digits..])) {
            return true;
        }
    }
    let start = at.line_start(128);
    let first = bytes[start..at.key.span.start].iter().all(|b| b" \t-=".contains(b));
    key == b"PASS" && first && !beside::user_in_a_line_beside(bytes, start, at.after)
}

/// `PUT /users/:id/password --> controller`: a path and what serves it.
fn is_route(at: &At<'_>, found: &Delimited) -> bool {
    const METHODS: [&[u8]; 8] =
        [b"GET", b"PUT", b"POST", b"PATCH", b"DELETE", b"HEAD", b"OPTIONS", b"ANY"];
    let start = at.line_start(128);
    let before = &at.bytes[start..at.key.span.start];
    let mut words = before.rsplit(|b| b.is_ascii_whitespace()).filter(|word| !word.is_empty());
    let path = words.next().is_some_and(|word| word.starts_with(b"/") && before.ends_with(word));
    let method = words.next().unwrap_or_default();
    let method = method.strip_prefix(b"\"").or(method.strip_prefix(b"[")).unwrap_or(method);
    let method = method.strip_suffix(b"]").unwrap_or(method);
    found.delimiter == Delimiter::Arrow && path && METHODS.contains(&method)
}

/// How much the shape proves: a colon in free text proves little, one in braces is a field's.
fn proof(at: &At<'_>, found: &Delimited, closer: Option<u8>, value: &Range<usize>) -> Proof {
    // `"password"): x` closes more than the key.
    let in_structure = at.closed && at.bytes.get(at.after) != Some(&b')')
        || closer.is_some()
        || (!found.spaced.1 && bare::in_record(at.bytes, at.key.span.start));
    match found.delimiter {
        Delimiter::Colon if in_structure || among_fields(at) => Proof::Delimited,
        Delimiter::Colon if came_in(at, value) => Proof::Delimited,
        Delimiter::Colon if beside::stands_alone(at, value) => Proof::Alone,
        Delimiter::Colon => Proof::Colon,
        _ if closer.is_none() && bare::gaps(at, found) => Proof::Colon,
        _ => Proof::Delimited,
    }
}

/// `entered password: x`, `angivet lösenord: x`: whether the word before the key says that its value came
/// in, and one word ends the line.
fn came_in(at: &At<'_>, value: &Range<usize>) -> bool {
    let Some(before) = at.bytes[..at.key.span.start].strip_suffix(b" ") else { return false };
    let near = &before[before.len().saturating_sub(24)..];
    let part = |b: &&u8| b.is_ascii_alphabetic() || **b >= 0x80;
    let word = &near[near.len() - near.iter().rev().take_while(part).count()..];
    RECEIVED.has_in_any_case(word)
        && !at.bytes[value.clone()].contains(&b' ')
        && at.bytes[value.end..text::line_end(at.bytes, value.end, 2)].is_empty()
}

/// Whether the key starts its line and a key starts the line before or after: YAML, a header, a form.
fn among_fields(at: &At<'_>) -> bool {
    let bytes = at.bytes;
    let start = at.line_start(128);
    let first = bytes[start..at.key.span.start].iter().all(|b| b" \t-\"'".contains(b));
    let field = |line: usize| {
        let name = line + text::run(bytes, line, |b| b" \t-".contains(&b));
        text::key_follows(bytes, name)
    };
    let next = at.line_end(512);
    let next = next + text::run(bytes, next, |b| b == b'\r' || b == b'\n').min(2);
    let before = start.checked_sub(1).map(|end| text::line_start(bytes, end, 512));
    first && (field(next) || before.is_some_and(field))
}

/// Whether another `=` of the line is an escape of quoted-printable (RFC 2045, section 6.7), or ends it.
fn quoted_printable(bytes: &[u8], at: usize, after: usize) -> bool {
    let start = text::line_start(bytes, at, 256);
    let line = text::line_end(bytes, after, 256);
    let hex = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(b));
    let escape = |text: &[u8]| {
        let mut signs = memchr::memchr_iter(b'=', text);
        signs.any(|n| n + 1 == text.len() || hex(text.get(n + 1)) && hex(text.get(n + 2)))
    };
    escape(&bytes[start..at]) || escape(&bytes[after..line])
}

/// Whether two words with a colon each stand right before `at`.
fn joined_before(bytes: &[u8], at: usize) -> bool {
    let part = |end: usize| {
        let before = bytes[..end].strip_suffix(b":")?;
        let word =
            before.iter().rev().take(64).take_while(|b| b.is_ascii_alphanumeric() || **b == b'-');
        Some(before.len() - word.count()).filter(|start| *start < before.len())
    };
    part(at).and_then(part).is_some()
}

/// `password ---> x`, `password ====> x`, `password >>> x`, `password === x`, `password----x`: a delimiter
/// that is drawn of several signs, and which of the others it stands for.
fn drawn(text: &[u8]) -> Option<(usize, Delimiter)> {
    const MOST: usize = 64;
    let first = *text.first().filter(|b| b"=-~>".contains(b))?;
    let same = text::run(text, 0, |b| b == first).min(MOST);
    let heads = text::run(text, same, |b| b == b'>').min(4);
    let (length, next) = (same + heads, text.get(same + heads));
    match first {
        _ if length < 3 => None,
        b'>' => Some((length, Delimiter::Arrow)),
        _ if heads > 0 => Some((length, Delimiter::Arrow)),
        b'=' => Some((length, Delimiter::Equals)),
        // A rule has no word at its end.
        b'-' if same > 3 && next.is_some_and(u8::is_ascii_alphanumeric) => {
            Some((length, Delimiter::Arrow))
        }
        _ => None,
    }
}

/// `**Password**: x`, `*Password:* x`: behind the marks that make a key bold, where they stand before it
/// as well.
fn after_emphasis(bytes: &[u8], key: usize, at: usize) -> usize {
    const LABEL: usize = 48;
    let Some(mark) = bytes.get(at).filter(|b| matches!(b, b'*' | b'_' | b'~')) else { return at };
    let length = text::run(bytes, at, |b| b == *mark);
    let start = text::line_start(bytes, key, LABEL);
    let label = &bytes[start..key];
    let opened = memchr::memrchr(*mark, label).is_some_and(|n| {
        let words = label[n + 1..].iter().all(|b| b.is_ascii_alphabetic() || *b == b' ');
        let count = label[..=n].iter().rev().take_while(|b| *b == mark).count();
        words && count == length && label.get(n + 1) != Some(&b' ')
    });
    // A row of stars behind a word is a mask.
    let ends = bytes.get(at + length).is_none_or(|b| b": =\t".contains(b));
    if opened && length <= 2 && ends { at + length } else { at }
}

/// `Password: (string) (len=6) "x"`, `password = (char *) 0x602010 "x"`: behind the type, the length and
/// the address that a dump gives of a string.
fn after_tag(bytes: &[u8], at: usize) -> usize {
    const TAGS: usize = 3;
    let mut here = at;
    for _ in 0..TAGS {
        here += match bytes.get(here) {
            Some(b'(') => {
                let tag = |b: u8| b.is_ascii_alphanumeric() || b" =*.:_".contains(&b);
                let length = text::run(bytes, here + 1, tag).min(48);
                if !bytes[here + 1 + length..].starts_with(b") ") {
                    break;
                }
                length + 3
            }
            Some(b'0') if here > at && bytes[here..].starts_with(b"0x") => {
                text::run(bytes, here, |b| b.is_ascii_alphanumeric()).min(20) + 1
            }
            _ => break,
        };
    }
    let quoted = here > at && matches!(bytes.get(here), Some(b'"' | b'\''));
    if quoted { here } else { at }
}

/// `["password":"App\User":private]`: a property as var_dump of PHP names it.
fn after_visibility(bytes: &[u8], at: usize) -> usize {
    if bytes.get(at) != Some(&b':') {
        return at;
    }
    let line = &bytes[at..text::line_end(bytes, at, 128)];
    match memchr::memchr(b']', line) {
        Some(n) if line[..n].ends_with(b":private") || line[..n].ends_with(b":protected") => {
            at + n + 1
        }
        _ => at,
    }
}

/// `Password (since debug is on): x`: a remark between a key and its delimiter.
fn after_remark(bytes: &[u8], at: usize) -> usize {
    const REMARK: usize = 64;
    let end: &[u8] = match bytes.get(at) {
        Some(b'(') => b"): ",
        Some(b'[') => b"]: ",
        _ => return at,
    };
    let line = &bytes[at..text::line_end(bytes, at, REMARK)];
    let plain = |b: u8| b.is_ascii_alphanumeric() || b" -,./'_".contains(&b) || b >= 0x80;
    let length = text::run(line, 1, plain);
    let close = line.get(1 + length..1 + length + 3);
    let remark = line[1..].contains(&b' ');
    if remark && close == Some(end) { at + 2 + length } else { at }
}

/// `password[string]:`, `password(8)=`, `password(String) =`: the type or length of what follows.
fn after_type(bytes: &[u8], at: usize) -> usize {
    let closer = match bytes.get(at) {
        Some(b'[') => b']',
        Some(b'(') => b')',
        _ => return at,
    };
    let length = text::run(bytes, at + 1, |b| b.is_ascii_alphanumeric() || b == b'.');
    let end = at + 1 + length;
    let next = text::skip_blank(bytes, end + 1);
    let delimiter = matches!(bytes.get(next), Some(b'=' | b':'));
    let delimiter = delimiter && opener::is_type(&bytes[at + 1..end]);
    if (1..32).contains(&length) && bytes.get(end) == Some(&closer) && delimiter {
        end + 1
    } else {
        at
    }
}

/// Whether the quote at `at` ends the string that the key stands in: `"Enter password: ","n":1`.
fn ends_string(at: &At<'_>, start: usize) -> bool {
    let Some(quote) = text::Quote::open(at.bytes, start) else { return false };
    // `pattern "Password:"? no`: the quote that opened before the key.
    let opened = at.quote.is_some() && !at.closed && at.bytes[start - 1] == b':';
    match &at.bytes[quote.start..] {
        [] | [b'\n' | b'\r' | b'}' | b']', ..] => true,
        [b',', next, ..] => matches!(next, b'"' | b' ' | b'\\' | b'{'),
        // `readline("Password: ")`
        [b')', ..] => at.quote.is_some() && !at.closed,
        [b' ' | b'?' | b';' | b'.', ..] => opened,
        _ => false,
    }
}
