//! Values without quotes: where they end.
//!
//! The text around the key decides: a query, a connection string, a printed object or free text.
//! Where it is in doubt the value is rather too long than cut.

use std::ops::Range;

use super::assign::{Delimited, Delimiter};
use super::{At, beside};
use crate::scan::detect::keyed::{credentials, text};
use crate::scan::detect::value;

/// The longest bare value, unless it starts with a token that is longer.
const VALUE: usize = 256;
/// How far before the key an open bracket is looked for.
const OPENER: usize = 256;
/// Words of free text that a value may have where its line holds nothing else.
const WORDS: usize = 6;

/// A bare value, and whether it stands in a URL or form.
pub(crate) struct Span {
    pub(crate) value: Range<usize>,
    pub(crate) encoded: bool,
}

/// Reads the value at `start`.
pub(crate) fn read(
    at: &At<'_>,
    found: &Delimited,
    start: usize,
    closer: Option<u8>,
) -> Option<Span> {
    let bytes = at.bytes;
    let line = pairs_end(bytes, start, text::line_end(bytes, start, longest(bytes, start)));
    // `key= next=1` has no value, `key = value` has; `Password: Token: x` has none either.
    let named = start + text::identifier(bytes, start);
    let next = next_key(at, found, start) || bytes[named..].starts_with(b"&#61;") && named > start;
    let before = at.key.span.start.checked_sub(1).map(|i| bytes[i]);
    let gaps = gaps(at, found);
    // `PGPASSWORD= psql`: a shell empties a variable for one command.
    let variable = || bytes[at.key.span.clone()].iter().all(|b| !b.is_ascii_lowercase());
    let form = gaps && (matches!(before, Some(b'?' | b'&' | b';')) || variable());
    if start >= line || next || form {
        return None;
    }
    let query = matches!(before, Some(b'?' | b'&')) || found.delimiter == Delimiter::Percent;
    let end = match () {
        () if query => {
            let nested = found.delimiter == Delimiter::Percent;
            query_end(bytes, start, line, nested, in_body(bytes, at.key.span.start))
        }
        () if closer.is_some() => bracketed(bytes, start, line, closer)?,
        () if gaps => start + text::run(&bytes[..line], start, |b| b > b' ' && b != b'"'),
        () => free_end(at, found, start, line),
    };
    let end = trim(bytes, start, end);
    let end = undecorated(at, start, end);
    let encoded = query || bytes.get(end) == Some(&b'&');
    (end > start).then_some(Span { value: start..end, encoded })
}

/// Whether blank stands behind a `=` alone, as where a value is missing: `key= and more`.
pub(super) fn gaps(at: &At<'_>, found: &Delimited) -> bool {
    found.delimiter == Delimiter::Equals && found.spaced == (false, true) && !all_gaps(at)
}

/// `pw= x len= 31`: whether every pair of the line is written so, and there is more than one.
fn all_gaps(at: &At<'_>) -> bool {
    let line = &at.bytes[at.line_start(VALUE)..at.line_end(VALUE)];
    let mut pairs = 0;
    memchr::memchr_iter(b'=', line).all(|n| {
        let named = n > 0 && line[n - 1].is_ascii_alphanumeric();
        let gap =
            matches!(line.get(n + 1..n + 3), Some([b' ', next]) if !next.is_ascii_whitespace());
        pairs += 1;
        named && gap
    }) && pairs > 1
}

/// How far a value may reach that starts at `start`.
///
/// Keys can stand side by side in a line, and each would read what the others read. A token ends
/// where the next delimiter is, so only tokens may be long.
fn longest(bytes: &[u8], start: usize) -> usize {
    let ahead = &bytes[start..bytes.len().min(start + 16)];
    let scheme = credentials::scheme(ahead).unwrap_or(0);
    let token = text::token(bytes, start + scheme);
    if token + scheme < VALUE / 2 { VALUE } else { scheme + token + VALUE }
}

/// Where a third `=` with text behind it stands: a value may hold one, a row of pairs holds many, and
/// each of its keys would otherwise read all the others.
fn pairs_end(bytes: &[u8], start: usize, line: usize) -> usize {
    let inner = memchr::memchr_iter(b'=', &bytes[start..line]).map(|n| start + n);
    let mut inner = inner.filter(|&at| bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric));
    let space = |at: usize| memchr::memchr(b' ', &bytes[start..at]).is_some();
    inner.nth(2).filter(|&at| !space(at)).unwrap_or(line)
}

/// Up to the closing bracket, which must end the matter: `[host]:587` is no value in brackets.
fn bracketed(bytes: &[u8], start: usize, line: usize, closer: Option<u8>) -> Option<usize> {
    let end = memchr::memchr(closer?, &bytes[start..line]).map_or(line, |n| start + n);
    let next = bytes.get(end + 1);
    next.is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b':').then_some(end)
}

/// Whether the value's place is taken by the next key: the value is empty.
fn next_key(at: &At<'_>, found: &Delimited, start: usize) -> bool {
    let bytes = at.bytes;
    // A delimiter with blank on both sides has its value behind it, whatever that looks like, and so
    // has one in a line of its own.
    let certain = match found.delimiter {
        Delimiter::Colon => starts_line(at) && !bytes[start..].starts_with(b"\""),
        _ => found.spaced == (true, true),
    };
    let line = text::line_end(bytes, start, VALUE);
    let certain = certain && memchr::memchr(b' ', &bytes[start..line]).is_none();
    // `Authorization: key=x`
    let header = || {
        let key = bytes[at.key.span.clone()].to_ascii_lowercase();
        key.ends_with(b"authorization") && credentials::scheme(&bytes[start..line]).is_some()
    };
    let follows = found.spaced.1 && !certain && text::key_follows(bytes, start) && !header() && {
        // A token may have a delimiter in it.
        // So may the end of a line in quoted-printable.
        let name = text::identifier(bytes, start);
        !text::machine_word(bytes, start) && !bytes[start + name..].starts_with(b"=0D=0A")
    };
    // A base64 value may end with `=` and is no key.
    follows && {
        let name = text::identifier(bytes, start);
        let after = text::run(bytes, start + name, |b| b == b'=');
        !(after > 0 && matches!(bytes.get(start + name + after), None | Some(b'\n' | b'\r' | b' ')))
    }
}

/// Whether a pair is one of a form that stands in quotes on its own: a URL would show a `?`.
fn in_body(bytes: &[u8], key: usize) -> bool {
    let low = key.saturating_sub(OPENER);
    let before = bytes[low..key].iter().rev();
    let pairs = before.take_while(|b| !b.is_ascii_whitespace() && !b"\"'".contains(b)).count();
    let start = key - pairs;
    start > low && b"\"'".contains(&bytes[start - 1]) && !bytes[start..key].contains(&b'?')
}

/// In a query or form: up to the next pair, or what cannot stand in a URL.
fn query_end(bytes: &[u8], start: usize, line: usize, nested: bool, body: bool) -> usize {
    let stop =
        |b: &u8| b.is_ascii_whitespace() || b"&\"'<>`\\{}|^\x1b".contains(b) || *b == b'#' && !body;
    let mut end = bytes[start..line].iter().position(stop).map_or(line, |n| start + n);
    // A request has no fragment: its client did not encode the sign.
    if end < line && bytes[end] == b'#' {
        let word = &bytes[end + 1..line];
        let rest = word.iter().position(|b| b" &\"".contains(b)).unwrap_or(word.len());
        if word[rest..].starts_with(b" HTTP/") || word[rest..].starts_with(b"&") {
            end += 1 + rest;
        }
    }
    match memchr::memchr(b';', &bytes[start..end]) {
        Some(n) if text::key_follows(bytes, start + n + 1) => end = start + n,
        _ => {}
    }
    // Where the whole query is a value of another one, its own delimiters are encoded.
    let escapes: [&[u8]; 7] = [b"%26", b"%2526", b"%0A", b"%0D", b"%20", b"%22", b"%7D"];
    for escape in escapes.iter().filter(|_| nested) {
        if let Some(n) = memchr::memmem::find(&bytes[start..end], escape) {
            end = start + n;
        }
    }
    // So are those of a row of pairs: `%3BDatabase%3Dx`.
    let pair = |n: usize| {
        let rest = &bytes[start + n..end];
        let joint = [&b"%3B"[..], b"%3b", b"%2C", b"%2c"].iter().any(|j| rest.starts_with(j));
        let name = text::run(bytes, start + n + 3, |b| b.is_ascii_alphanumeric() || b == b'_');
        let after = rest.get(3 + name..).unwrap_or_default();
        let equals = [&b"%3D"[..], b"%3d", b"%3A", b"%3a"].iter().any(|e| after.starts_with(e));
        joint && name > 0 && equals
    };
    let joint = memchr::memchr_iter(b'%', &bytes[start..end]).find(|n| nested && pair(*n));
    joint.map_or(end, |n| start + n)
}

/// In a printed object, a connection string or free text.
fn free_end(at: &At<'_>, found: &Delimited, start: usize, line: usize) -> usize {
    let bytes = at.bytes;
    let line = line.min(quote_end(at, start, line));
    let inside = opener(bytes, at.key.span.start);
    if let Some(end) = path_parameter(at, start, line) {
        return end;
    }
    if let Some(end) = variable_end(at, found, start, line) {
        return end;
    }
    let alone = alone_on_its_line(at, found, start, line);
    // `password=Paris, texas` and nothing else: no comma ends it.
    let tight = found.delimiter != Delimiter::Colon && !found.spaced.1;
    let whole = alone && inside.is_none() && (tight || starts_line(at) || quoted_line(at));
    let from = at.line_start(OPENER);
    let before = bytes[from..at.key.span.start].trim_ascii_end();
    let spaces = match () {
        // `[INFO sent token=x for bob]`: a message in brackets is no list.
        () if inside == Some(b'[') && !in_record(bytes, at.key.span.start) => {
            matches!(before.last(), Some(b'[' | b',' | b';' | b'|'))
        }
        () if inside.is_some() => true,
        () if in_connection_string(at, start, line) => true,
        () => alone,
    };
    let row =
        memchr::memchr(b'|', &bytes[from..at.key.span.start]).is_some_and(|n| n > 0) && !alone;
    // `| user: bob | password: x | 10.0.0.1`: bars stand on both sides of a field.
    let barred = before.ends_with(b"|");
    // Among `k=v, ` of a printed object, what has no `=` of its own goes on with the value before.
    let pairs = matches!(inside, Some(b'{' | b'('))
        && found.delimiter == Delimiter::Equals
        && before.ends_with(b",")
        && before.contains(&b'=');
    // `user=bob password=winter falcon 47 host=x`: words between two pairs of a row.
    let last = before.rsplit(|b| *b == b' ').next().unwrap_or_default();
    let tight = found.delimiter == Delimiter::Equals && found.spaced == (false, false);
    let pairs_around = tight && inside.is_none() && last.contains(&b'=');
    // `user=bob^pwd=x^src=y`: what stands before a key ends the pair before it, and this one.
    let separator = at.key.span.start.checked_sub(1).map(|n| bytes[n]);
    let separator = separator.filter(|b| matches!(b, b'^' | b'~' | 1 | 0x1f));
    // `Bearer x` is one value, wherever it stands.
    let mut here = start + credentials::scheme(&bytes[start..line]).unwrap_or(0);
    let mut depth = 0usize;
    while here < line {
        let byte = bytes[here];
        // No letter or digit ends a value.
        if byte.is_ascii_alphanumeric() {
            here += 1;
            continue;
        }
        let rest = &bytes[here + 1..line];
        match byte {
            // How clients of Java trace a line's end.
            b'[' if rest.starts_with(b"\\r][\\n]") || rest.starts_with(b"\\n]") => return here,
            b'(' | b'{' | b'[' => depth += 1,
            b')' | b'}' | b']' if depth > 0 => depth -= 1,
            b')' | b'}' | b']' if ends_structure(rest) => return here,
            b'"' | b'\x1b' => return here,
            b'.' if found.delimiter == Delimiter::Colon && starts_sentence(rest) => return here,
            byte if separator == Some(byte) && text::key_follows(bytes, here + 1) => return here,
            b'|' if row || next_pair(bytes, here + 1) || ends_truth(&bytes[start..here]) => {
                return here;
            }
            b'|' if barred && bytes[..here].ends_with(b" ") => return here,
            b'\\' if text::is_line_escape(&bytes[here..line]) => return here,
            b'&' if text::key_follows(bytes, here + 1) => return here,
            b'&' if rest.starts_with(b"quot;") => return here,
            b',' if rest.starts_with(b"&quot;") => return here,
            b'&' | b'\\' if escaped_pair(&bytes[here..line]) => return here,
            b',' | b';'
                if rest.is_empty()
                    || rest[0] == b' '
                        && !(whole && (tight || is_phrase(&bytes[start..line])))
                        && !(pairs
                            && !ends_truth(&bytes[start..here])
                            && goes_on(bytes, here, line))
                    || next_pair(bytes, here + 1) =>
            {
                return here;
            }
            b' ' if !spaces && pairs_around && phrase_end(bytes, start, here, line).is_some() => {
                return phrase_end(bytes, start, here, line).unwrap_or(here);
            }
            b' ' | b'\t' if !spaces || byte == b'\t' || word_is_key(bytes, here + 1) => {
                return here;
            }
            b' ' if here > start && rest.first() == Some(&b' ') => return here,
            b'<' if rest.first() == Some(&b'/') => return here,
            b'>' if bytes[..at.key.span.start].ends_with(b"<") => return here,
            // A line's end as rsyslog writes it, or in quoted-printable.
            b'#' if rest.starts_with(b"012") => return here,
            b'=' if rest.starts_with(b"0D=0A") => return here,
            _ => {}
        }
        here += 1;
    }
    here
}

/// Whether a text starts with the next pair of a form whose signs are escaped: `\u0026user\u003dbob`.
fn escaped_pair(text: &[u8]) -> bool {
    const SIGNS: [(&[u8], &[u8]); 3] =
        [(b"\\u0026", b"\\u003d"), (b"\\x26", b"\\x3d"), (b"&amp;", b"&#61;")];
    SIGNS.iter().any(|(and, equals)| {
        let Some(rest) = text.strip_prefix(*and) else { return false };
        let after = &rest[text::identifier(rest, 0)..];
        after.len() < rest.len() && (after.starts_with(equals) || after.starts_with(b"="))
    })
}

/// A few words of a phrase up to the next pair, the last with a digit in it, where the first ends at
/// `here`.
fn phrase_end(bytes: &[u8], start: usize, here: usize, line: usize) -> Option<usize> {
    let mut end = here;
    for _ in 0..3 {
        let word = text::run(&bytes[..line], end + 1, |b| b.is_ascii_alphanumeric() || b >= 0x80);
        end += 1 + word;
        if word == 0 || bytes.get(end) != Some(&b' ') {
            return None;
        }
        if word_is_key(bytes, end + 1) {
            return is_phrase(&bytes[start..end]).then_some(end);
        }
    }
    None
}

/// Whether a text is a phrase that somebody chose: words of letters, and a number or a word with digits
/// at its end.
fn is_phrase(text: &[u8]) -> bool {
    let mut words = text.split(|b| *b == b' ' || *b == b',').filter(|word| !word.is_empty());
    let letters = |word: &[u8]| word.iter().all(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let last = words.next_back().unwrap_or_default();
    last.last().is_some_and(u8::is_ascii_digit)
        && last.iter().all(|b| b.is_ascii_alphanumeric() || *b >= 0x80)
        && words.clone().count() > 0
        && words.all(letters)
        && !value::is_sentence(text)
}

/// Whether a value so far is one of two: whatever follows, it is no more of it.
fn ends_truth(value: &[u8]) -> bool {
    [&b"true"[..], b"false", b"null", b"none"].iter().any(|known| value.eq_ignore_ascii_case(known))
}

/// Whether the part behind the comma at `at` is followed by a pair, or by the end of all.
fn goes_on(bytes: &[u8], at: usize, line: usize) -> bool {
    let part = &bytes[at + 1..line];
    let end = part.iter().position(|b| b",=;)}]\"".contains(b));
    end.is_some_and(|n| match part[n] {
        b',' => next_pair(bytes, at + 1 + n + 1),
        byte => byte == b'}' || byte == b')',
    })
}

fn next_pair(bytes: &[u8], at: usize) -> bool {
    text::key_follows(bytes, text::skip_blank(bytes, at))
}

/// Whether a key or a flag follows: `-Dname=x`.
fn word_is_key(bytes: &[u8], at: usize) -> bool {
    let word = text::skip_blank(bytes, at);
    let dashes = text::run(bytes, word, |b| b == b'-').min(2);
    text::key_follows(bytes, word + dashes)
}

/// `Environment="DB_PASS=correct horse"`: where the string that is one variable ends.
fn variable_end(at: &At<'_>, found: &Delimited, start: usize, line: usize) -> Option<usize> {
    let bytes = at.bytes;
    let constant = bytes[at.key.span.clone()].iter().all(|b| !b.is_ascii_lowercase());
    let quote = at.quote.filter(|_| constant && !at.closed && found.spaced == (false, false))?;
    let (whole, closed) = quote.starting_at(start).text(&bytes[..line]);
    // `/v"PASSWORD=x /qn"`: what has options of its own is a command line.
    let options = bytes[whole.clone()].windows(2).any(|w| w == b" /" || w == b" -");
    (closed && !options && !bytes[whole.clone()].contains(&b'=')).then_some(whole.end)
}

/// Where the string that holds the whole pair ends: `'Server=x;Password=y'`.
fn quote_end(at: &At<'_>, start: usize, line: usize) -> usize {
    let bytes = at.bytes;
    let from = at.line_start(OPENER);
    let before = &bytes[from..at.key.span.start];
    let single = before.iter().filter(|b| **b == b'\'').count() % 2 == 1;
    let Some(n) = memchr::memchr(b'\'', &bytes[start..line]) else { return line };
    if single && !bytes.get(start + n + 1).is_some_and(u8::is_ascii_alphanumeric) {
        start + n
    } else {
        line
    }
}

/// The innermost bracket that is open where the key stands.
pub(crate) fn opener(bytes: &[u8], key: usize) -> Option<u8> {
    open_at(bytes, key).map(|at| bytes[at])
}

/// Whether the key stands among the fields of a printed structure: `{User:bob Password:x}`, or
/// `map[password:x user:bob]` of Go.
pub(super) fn in_record(bytes: &[u8], key: usize) -> bool {
    open_at(bytes, key).is_some_and(|at| bytes[at] == b'{' || bytes[..=at].ends_with(b"map["))
}

fn open_at(bytes: &[u8], key: usize) -> Option<usize> {
    let from = text::line_start(bytes, key, OPENER);
    let (mut depth, mut end) = (0, key);
    loop {
        end = from + bytes[from..end].iter().rposition(|b| BRACKETS[usize::from(*b)])?;
        match bytes[end] {
            b')' | b'}' | b']' => depth += 1,
            _ if depth == 0 => return Some(end).filter(|open| !in_string(&bytes[*open..key])),
            _ => depth -= 1,
        }
    }
}

/// Whether what stands behind a text is within a string that the text opens: `{"msg":"login of bob, `. The
/// quote of a key itself opens none.
fn in_string(text: &[u8]) -> bool {
    let dashes = text.iter().rev().take_while(|b| **b == b'-').count();
    let text = &text[..text.len() - dashes];
    let text = text.strip_suffix(b"\"").unwrap_or(text);
    memchr::memchr_iter(b'"', text).count() % 2 == 1
}

/// The bytes that open or close a structure.
static BRACKETS: [bool; 256] = {
    let (mut table, mut nth) = ([false; 256], 0);
    while nth < 256 {
        table[nth] = matches!(nth as u8, b'(' | b'{' | b'[' | b')' | b'}' | b']');
        nth += 1;
    }
    table
};

/// `GET /cgi-bin/;token=x/admin`: the end of a parameter in the path of an address.
fn path_parameter(at: &At<'_>, start: usize, line: usize) -> Option<usize> {
    let bytes = at.bytes;
    let from = at.line_start(OPENER);
    let before = bytes[from..at.key.span.start].strip_suffix(b";")?;
    let word = before.rsplit(|b| b.is_ascii_whitespace() || *b == b'"').next()?;
    let path = word.contains(&b'/') && !word.contains(&b'=');
    let end =
        bytes[start..line].iter().position(|b| b.is_ascii_whitespace() || b"/?#;\"".contains(b));
    path.then(|| end.map_or(line, |n| start + n))
}

/// Whether what follows a closing bracket says that it ended the structure, not a word.
fn ends_structure(rest: &[u8]) -> bool {
    !rest.first().is_some_and(|&b| b.is_ascii_alphanumeric() || b"!@#$%^&*_+-~".contains(&b))
}

/// `Server=a;Password=b c;Database=d`: only a semicolon ends a value.
fn in_connection_string(at: &At<'_>, start: usize, line: usize) -> bool {
    let bytes = at.bytes;
    let from = at.line_start(OPENER);
    let before = bytes[from..at.key.span.start].trim_ascii_end();
    if before.ends_with(b";") {
        return true;
    }
    match memchr::memchr(b';', &bytes[start..line]) {
        Some(n) => !bytes[start..start + n].contains(&b'=') && next_pair(bytes, start + n + 1),
        None => false,
    }
}

/// `password: correct horse` with nothing else on the line: an element of YAML, a header, a prompt.
fn alone_on_its_line(at: &At<'_>, found: &Delimited, start: usize, line: usize) -> bool {
    let bytes = at.bytes;
    let dump = found.delimiter == Delimiter::Arrow;
    let from = at.line_start(OPENER);
    let before = bytes[from..at.key.span.start].trim_ascii();
    let marks = before.iter().all(|b| b"-[]{(+*>\"'|".contains(b));
    // `web-1  | KEY=x`, `2026-01-01T10:00:00Z  key: x`: what collects lines puts something before them.
    let stamp = before.iter().any(u8::is_ascii_digit) && !before.contains(&b' ');
    let first =
        dump || marks || stamp || quoted_line(at) || matches!(before.last(), Some(b'|' | b'>'));
    let spaces = bytes[start..line].iter().filter(|b| **b == b' ').count();
    first && (dump || spaces < WORDS)
}

/// Whether nothing but indentation stands before the key.
fn starts_line(at: &At<'_>) -> bool {
    let from = at.line_start(OPENER);
    at.bytes[from..at.key.span.start].iter().all(|b| b" \t-+".contains(b))
}

/// Whether the key starts the line of a file that a message repeats: `in "x.yaml", line 24: key: value`.
fn quoted_line(at: &At<'_>) -> bool {
    let from = at.line_start(OPENER);
    let before = at.bytes[from..at.key.span.start].strip_suffix(b": ").unwrap_or_default();
    let digits = before.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    digits > 0 && before[..before.len() - digits].ends_with(b"line ")
}

/// `*** Password: x ***`, `| Password: x |`: where a value ends whose line begins and ends with a row of
/// the same signs.
fn undecorated(at: &At<'_>, start: usize, end: usize) -> usize {
    let bytes = at.bytes;
    let from = at.line_start(OPENER);
    let blank = text::run(bytes, from, |b| b == b' ' || b == b'\t');
    let Some(mark) = bytes.get(from + blank).filter(|b| beside::MARKS.contains(b)) else {
        return end;
    };
    let value = &bytes[start..end];
    let row = value.iter().rev().take_while(|b| *b == mark).count();
    let body = value.len() - row;
    let apart = value[..body].ends_with(b" ") || *mark == b'|';
    let cut = start + value[..body].trim_ascii_end().len();
    if row > 0 && apart && cut > start { cut } else { end }
}

/// Whether behind a full stop the next sentence starts: a blank, a capital and a small letter.
fn starts_sentence(rest: &[u8]) -> bool {
    matches!(rest, [b' ', b'A'..=b'Z', b'a'..=b'z', ..])
}

/// Drops what ends a clause, not a value.
fn trim(bytes: &[u8], start: usize, mut end: usize) -> usize {
    // `&lt;id&gt;` ends with an entity.
    if bytes[start..end].ends_with(b"&gt;") {
        return end;
    }
    while end > start && (bytes[end - 1].is_ascii_whitespace() || b",;".contains(&bytes[end - 1])) {
        end -= 1;
    }
    let quoted = end > start + 1 && matches!(bytes[end - 1], b'\'' | b'`');
    if quoted && !bytes[start..end - 1].contains(&bytes[end - 1]) { end - 1 } else { end }
}
