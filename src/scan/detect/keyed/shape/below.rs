//! Values on a line below: `Your password is:`, an empty line, the value; a block of YAML; a message of
//! a validator that repeats the value.
//!
//! A line that ends with its colon introduces many things, so the next one has to be a value alone.

use super::{At, Fit, Reading, beside};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::value::{self, Proof};

/// How far the line with the key goes on, and how long a line with a value is.
const LINE: usize = 256;
/// Items of a list that are read.
const ITEMS: usize = 16;
/// Empty lines between.
const EMPTY: usize = 2;
/// What of a secret the line below may tell: `OTP length:`.
const OF_IT: [&[u8]; 6] =
    [b" length", b" size", b" count", b" attempts", b" policy", b" requirements"];

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    let end = at.line_end(LINE);
    let rest = bytes[at.after..end].trim_ascii();
    let start = at.line_start(LINE);
    let first = bytes[start..at.key.span.start].iter().all(|b| b" \t-\"'".contains(b));
    let plural = bytes[at.key.span.clone()].ends_with(b"s");
    if plural && matches!(rest, [] | [b':']) {
        let items = items(bytes, end);
        if !items.is_empty() {
            return Fit::Values(items);
        }
    }
    if rest.is_empty() && first {
        return repeated(at, end).map_or(Fit::No, |value| Some(value).into());
    }
    let block = matches!(rest, [b':', b' ', b'|' | b'>', tail @ ..] if tail.len() < 3);
    let introduces = rest.ends_with(b":") || rest.ends_with("：".as_bytes());
    if !introduces && !block {
        return told(at).map_or(Fit::No, |value| Some(value).into());
    }
    let told = &bytes[at.after..end].trim_ascii_end();
    if OF_IT.iter().any(|word| told.strip_suffix(b":").is_some_and(|told| told.ends_with(word))) {
        return Fit::No;
    }
    let Some(value) = line_below(bytes, start, end, rest.len() == 1 || block, plural) else {
        return Fit::No;
    };
    if let Some(quote) = Quote::open(bytes, value.start) {
        let (value, _) = quote.text(bytes);
        let (proof, layer, shape) = (Proof::Quoted, super::layer_of(quote), "block");
        return Some(Reading::new(value, proof, shape).with_layer(layer)).into();
    }
    let field = first && (rest == b":" || block) && !asked(bytes, start);
    let indent = |line: usize| text::run(bytes, line, |b| b == b' ' || b == b'\t');
    let below = text::line_start(bytes, value.start, LINE);
    let further = indent(below) > indent(start) || is_code(&bytes[value.clone()]);
    let (proof, shape) = match () {
        () if field && further => (Proof::Delimited, "block"),
        () if field => (Proof::Alone, "line below"),
        () => (Proof::Prose, "line below"),
    };
    Some(Reading::new(value, proof, shape)).into()
}

/// The values of a list below its heading, perhaps behind a row of `=`: `(0) x`, `1. x`, `- x`. Rules for
/// passwords are listed so as well; they have more than one word.
fn items(bytes: &[u8], end: usize) -> Vec<Reading> {
    let mut found = Vec::new();
    let mut at = end;
    for nth in 0..=ITEMS {
        let line = at + text::run(bytes, at, |b| b == b'\r' || b == b'\n').min(2);
        if line == at {
            break;
        }
        at = text::line_end(bytes, line, LINE);
        let text = &bytes[line..at];
        if nth == 0 && text.len() > 2 && text.iter().all(|b| b"=-".contains(b)) {
            continue;
        }
        let blank = text::skip_blank(bytes, line).min(at) - line;
        // What a machine made needs no mark.
        let bare = text.iter().skip(blank).take_while(|b| b.is_ascii_graphic()).count();
        let made = value::is_generated(&text[blank..blank + bare]).then_some(0);
        let Some(marker) = marker(&text[blank..]).or(made) else { break };
        let start = line + blank + marker;
        let end = memchr::memchr(b'\x1b', &bytes[start..at]).map_or(at, |n| start + n);
        let value = start..start + bytes[start..end].trim_ascii().len();
        if value.is_empty() || bytes[value.clone()].iter().any(u8::is_ascii_whitespace) {
            break;
        }
        found.push(Reading::new(value, Proof::Prose, "list below"));
    }
    found
}

/// The length of what marks an item of a list.
fn marker(text: &[u8]) -> Option<usize> {
    let open = usize::from(text.starts_with(b"("));
    let digits = text.iter().skip(open).take(3).take_while(|b| b.is_ascii_digit()).count();
    let length = match &text[open + digits..] {
        [b')', b' ', ..] if digits > 0 => open + digits + 2,
        [b'.' | b':', b' ', ..] if digits > 0 && open == 0 => digits + 2,
        [b'-' | b'*', b' ', ..] if open + digits == 0 => 2,
        _ => return None,
    };
    Some(length)
}

/// The one word of the next line that is not empty. Within a structure it is further in than its key.
fn line_below(
    bytes: &[u8],
    start: usize,
    end: usize,
    inner: bool,
    plural: bool,
) -> Option<std::ops::Range<usize>> {
    let indent = text::run(bytes, start, |b| b == b' ' || b == b'\t');
    let mut line = end;
    for _ in 0..=EMPTY {
        line += text::run(bytes, line, |b| b == b'\r').min(1);
        if bytes.get(line) != Some(&b'\n') {
            return None;
        }
        line += 1;
        let close = text::line_end(bytes, line, LINE);
        let value = bytes[line..close].trim_ascii();
        if value.is_empty() {
            line = close;
            continue;
        }
        let own = text::run(bytes, line, |b| b == b' ' || b == b'\t');
        let plain = !value.contains(&b' ') && !value.ends_with(b":") && close - line < LINE;
        let list = value.starts_with(b"-")
            || text::key_follows(bytes, line + own) && !text::machine_word(bytes, line + own);
        let typed = !plural && (is_code(value) || is_typed(value));
        let deeper = !inner || own > indent || asked(bytes, start) || typed;
        return (plain && !list && deeper).then_some(line + own..line + own + value.len());
    }
    None
}

/// Whether a line is nothing but the digits of a code: no record of a log is.
fn is_code(line: &[u8]) -> bool {
    (4..=8).contains(&line.len()) && line.iter().all(u8::is_ascii_digit)
}

/// Whether a word that stands where the next prompt of a shell may stand was typed by a person: letters
/// and digits, and no sign that ends a prompt.
fn is_typed(word: &[u8]) -> bool {
    let any = |is: fn(&u8) -> bool| word.iter().any(is);
    any(u8::is_ascii_digit)
        && any(u8::is_ascii_alphabetic)
        && word.len() >= 6
        && !any(|b| b":=<>()[]{}/\\@".contains(b))
        && !matches!(word.last(), Some(b'#' | b'$' | b'%' | b'.'))
}

/// Whether the lines before `start` are a prompt for a user and what was typed there: `Username:`, `bob`.
fn asked(bytes: &[u8], start: usize) -> bool {
    let line = |end: usize| text::line_start(bytes, end, LINE)..end;
    let Some(end) = start.checked_sub(1) else { return false };
    let name = line(end);
    let Some(end) = name.start.checked_sub(1) else { return false };
    let prompt = bytes[line(end)].trim_ascii().strip_suffix(b":");
    let typed = bytes[name].trim_ascii();
    !typed.is_empty() && !typed.contains(&b' ') && prompt.is_some_and(beside::names_user)
}

/// `Password for bob was reset.`, and on the next line `New value: x`.
pub(super) fn told(at: &At<'_>) -> Option<Reading> {
    let (bytes, end) = (at.bytes, at.line_end(LINE));
    let next = end + text::run(bytes, end, |b| b == b'\r' || b == b'\n').min(2);
    if next == end || !matches!(bytes.get(next)?, b'N' | b'n' | b'V' | b'v') {
        return None;
    }
    let line = &bytes[next..text::line_end(bytes, next, LINE)];
    let colon = memchr::memchr(b':', line)?;
    let label = &line[..colon];
    let named = label.eq_ignore_ascii_case(b"new value") || label.eq_ignore_ascii_case(b"value");
    let start = text::skip_blank(bytes, next + colon + 1);
    let value = start..next + line.trim_ascii_end().len();
    (named && value.start < value.end).then_some(Reading::new(value, Proof::Alone, "line below"))
}

/// `password`, and on the next line `String should … [type=…, input_value='x', …]`: how Pydantic tells
/// of a field.
fn repeated(at: &At<'_>, end: usize) -> Option<Reading> {
    const INPUT: &[u8] = b"input_value=";
    let bytes = at.bytes;
    let next = end + text::run(bytes, end, |b| b == b'\r' || b == b'\n').min(2);
    let line = &bytes[next..text::line_end(bytes, next, 2 * LINE)];
    let start = next + memchr::memmem::find(line, INPUT)? + INPUT.len();
    let quote = Quote::open(bytes, start)?;
    let (value, _) = quote.text(bytes);
    let (proof, layer) = (Proof::Quoted, super::layer_of(quote));
    Some(Reading::new(value, proof, "repeated value").with_layer(layer))
}
