//! Pairs of pairs: the key is itself the value of a name, and the secret that of its `value`.
//!
//! `{"name": "DB_PASSWORD", "value": "x"}`, `{Name:DB_PASSWORD Value:x}`, `<add key="Password"
//! value="x"/>`, a form's part `name="password"` with its body below. Where a key is a value and no
//! such pair follows, there is nothing to read.

use std::ops::Range;

use super::{At, Fit, Reading, assign, opener};
use crate::scan::detect::keyed::key::Key;
use crate::scan::detect::keyed::text;
use crate::scan::detect::value::Proof;

/// Keys whose value is a name.
const NAMES: [&[u8]; 23] = [
    b"name",
    b"key",
    b"field",
    b"param",
    b"parameter",
    b"property",
    b"variable",
    b"var",
    b"type",
    b"id",
    b"path",
    b"loc",
    b"label",
    b"attribute",
    b"attr",
    b"header",
    b"option",
    b"setting",
    b"column",
    b"item",
    b"title",
    b"k",
    b"n",
];
/// Keys of what stands under that name: the last word of them.
const VALUES: [&[u8]; 18] = [
    b"value",
    b"val",
    b"content",
    b"data",
    b"text",
    b"input",
    b"string",
    b"old",
    b"new",
    b"from",
    b"to",
    b"before",
    b"after",
    b"plain",
    b"plaintext",
    b"current",
    b"v",
    b"s",
];
/// How many of them need no quotes around to be taken for one.
const PLAIN: usize = 5;
/// How far the second pair may be.
const BETWEEN: usize = 96;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    let outer = at.key.span.start - at.key.dashes.min(at.key.span.start);
    // `"/password"`: a pointer into a document (RFC 6901).
    let outer =
        outer - usize::from(bytes[..outer].ends_with(b"/") && bytes[..outer].ends_with(b"\"/"));
    let outer = path_start(bytes, outer);
    let key_start = match at.quote.or_else(|| text::Quote::before(bytes, outer)) {
        Some(quote) => quote_start(bytes, quote.start),
        None => outer,
    };
    let Some(name) = name_before(bytes, key_start) else { return Fit::No };
    // The key may be a value and have one of its own: `cmd=mysql --password=x`.
    let direct = assign::delimited(at).is_some() && at.quote.is_none();
    if let Some(value) = labelled(at, name) {
        return Some(value).into();
    }
    if direct || !NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return Fit::No;
    }
    if let Some(body) = part_body(bytes, at.after) {
        return Some(body).into();
    }
    if let Some(rest) = rest_after_name(bytes, at) {
        return Some(rest).into();
    }
    let content = || element_content(bytes, at).map(|content| vec![content]);
    match value_after(bytes, at.after).or_else(content).or_else(|| value_before(bytes, key_start)) {
        Some(values) => Fit::Values(values),
        None if at.closed => Fit::Empty,
        None => Fit::No,
    }
}

/// `"prod/db/password"`: where the path starts that the key ends, as managers of secrets and stores of
/// configuration name what they hold.
fn path_start(bytes: &[u8], at: usize) -> usize {
    if !bytes[..at].ends_with(b"/") {
        return at;
    }
    let part = |b: &u8| b.is_ascii_alphanumeric() || b"/_-.".contains(b);
    let start = at - bytes[..at].iter().rev().take(BETWEEN).take_while(|b| part(b)).count();
    let quoted = text::Quote::before(bytes, start).is_some();
    if quoted { start } else { at }
}

/// `##vso[task.setvariable variable=PW]x`, `::set-output name=pw::x`: the rest of the line after the
/// properties of a runner's command.
fn rest_after_name(bytes: &[u8], at: &At<'_>) -> Option<Reading> {
    let line = at.line_start(BETWEEN);
    let before = &bytes[line..at.key.span.start];
    let after = &bytes[at.after..text::line_end(bytes, at.after, 1024)];
    let close: &[u8] = match () {
        () if memchr::memmem::find(before, b"##vso[").is_some() => b"]",
        () if memchr::memmem::find(before, b"::").is_some() => b"::",
        () => return None,
    };
    let end = memchr::memmem::find(&after[..after.len().min(64)], close)?;
    if end > 0 && !matches!(after[0], b';' | b',') {
        return None;
    }
    let start = at.after + end + close.len();
    let value = start..at.after + after.len();
    let proof = Proof::Delimited;
    let reading = Reading::new(value, proof, "runner's command");
    (!reading.value.is_empty()).then_some(reading)
}

/// The value of the `value` that stands before its name: `{"value":"x","param":"password"}`,
/// `<input value="x" name="password">`.
fn value_before(bytes: &[u8], key: usize) -> Option<Vec<Reading>> {
    let low = key.saturating_sub(2 * BETWEEN);
    let near = &bytes[low..key];
    let open = memchr::memrchr3(b'{', b'<', b'\n', near).map(|open| open + 1);
    let mut here = low + open.or_else(|| row_changed(near))?;
    while here < key {
        let word = text::identifier(bytes, here);
        let after = here + word.max(1);
        let named = word > 0 && names_value(&bytes[here..after]);
        if named && let Some(mut values) = pair_value(bytes, here..after) {
            values.retain(|value| value.proof == Proof::Quoted && value.value.end < key);
            return (!values.is_empty()).then_some(values);
        }
        here = after;
    }
    None
}

/// `UPDATE settings SET value='x' WHERE name='smtp_password'`: where the columns of a row start that is
/// found by its name.
fn row_changed(near: &[u8]) -> Option<usize> {
    let find = |text: &[u8], word: &[u8]| {
        text.windows(word.len()).rposition(|w| w.eq_ignore_ascii_case(word))
    };
    let set = find(near, b" set ")? + b" set ".len();
    find(&near[set..], b" where ").map(|_| set)
}

/// Whether the last word of a key is one for a value: `newValue`, `input_value`, `stringValue`.
fn names_value(key: &[u8]) -> bool {
    let tail = key.iter().rev().take_while(|b| b.is_ascii_lowercase()).count();
    let whole = key.eq_ignore_ascii_case(b"s") || key.eq_ignore_ascii_case(b"v");
    let capital = usize::from(tail < key.len() && key[key.len() - tail - 1].is_ascii_uppercase());
    let last = if tail > 1 { &key[key.len() - tail - capital..] } else { key };
    (whole || last.len() > 1) && VALUES.iter().any(|known| last.eq_ignore_ascii_case(known))
}

/// The values of a key that is known to be one for values.
fn pair_value(bytes: &[u8], span: Range<usize>) -> Option<Vec<Reading>> {
    let key = Key { span: span.clone(), dashes: 0 };
    let quote = text::Quote::before(bytes, span.start);
    let close = quote.and_then(|quote| quote.closes_at(bytes, span.end));
    let at = At::new(bytes, &key, quote, close);
    let found = assign::delimited(&at)?;
    match opener::read(bytes, found.value, found.delimiter) {
        opener::Opened::Values(values) => Some(values),
        // `{"value":{"stringValue":"x"}}`
        opener::Opened::Nothing => {
            let inner =
                found.value + 1 + text::run(bytes, found.value + 1, |b| b"\"'\\ ".contains(&b));
            let word = text::identifier(bytes, inner);
            let names = word > 0 && names_value(&bytes[inner..inner + word]);
            names.then(|| pair_value(bytes, inner..inner + word)).flatten()
        }
        opener::Opened::Bare { start, closer } => {
            let span = super::bare::read(&at, &found, start, closer)?;
            let (proof, layer, shape) = (Proof::Delimited, None, "name and value");
            let (value, encoded) = (span.value, span.encoded);
            Some(vec![Reading { value, proof, rest: None, layer, encoded, shape }])
        }
    }
}

/// Quotes and colons as URLs have them.
const QUOTES: [&[u8]; 4] = [b"%5C%22", b"%2522", b"%22", b"&quot;"];
const COLONS: [&[u8]; 4] = [b"%253A", b"%3A", b"%3a", b":"];

fn quote_start(bytes: &[u8], at: usize) -> usize {
    if let Some(quote) = QUOTES.iter().find(|quote| bytes[..at].ends_with(quote)) {
        return at - quote.len();
    }
    let mut start = at;
    while start > 0 && at - start < 12 && (b"\"'`\\;&".contains(&bytes[start - 1])) {
        start -= 1;
        if bytes[start] == b';' {
            start = start.saturating_sub(5);
        }
    }
    start
}

/// The key whose value starts at `at`.
fn name_before(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let blank =
        |at: usize| at - bytes[..at].iter().rev().take(8).take_while(|b| **b == b' ').count();
    let mut end = blank(at);
    if bytes[..end].ends_with(b"=>") {
        end -= 2;
    } else if bytes[..end].ends_with(b"=") {
        end -= 1;
    } else {
        end -= COLONS.iter().find(|colon| bytes[..end].ends_with(colon))?.len();
    }
    end = blank(end);
    if let Some(quote) = QUOTES.iter().find(|quote| bytes[..end].ends_with(quote)) {
        end -= quote.len();
    }
    while end > 0 && matches!(bytes[end - 1], b'"' | b'\'' | b'\\') {
        end -= 1;
    }
    let letters = bytes[..end].iter().rev().take(24);
    let length = letters.take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
    let name = &bytes[end - length..end];
    // `variable_name`, `fieldName`: the last word counts.
    let tail = name.iter().rev().take_while(|b| b.is_ascii_lowercase()).count();
    let capital =
        usize::from(tail < name.len() && name[name.len() - tail - 1].is_ascii_uppercase());
    (length > 0).then(|| if tail > 1 { &name[name.len() - tail - capital..] } else { name })
}

/// The values that follow within the same object under keys for values: an old and a new one, too.
pub(crate) fn value_after(bytes: &[u8], after: usize) -> Option<Vec<Reading>> {
    let mut limit = bytes.len().min(after + BETWEEN);
    let mut here = after;
    let mut found: Vec<Reading> = Vec::new();
    let mut message = false;
    while here < limit {
        let byte = bytes[here];
        // `key: "password" value { string_value: "x" }`: the text format of protocol buffers.
        let nested = byte == b'{' && bytes[after..here].trim_ascii() == b"value";
        message |= nested;
        if b"{<>".contains(&byte) && !nested || byte == b'}' && !found.is_empty() {
            break;
        }
        let word = text::identifier(bytes, here);
        if word == 0 {
            here += 1;
            continue;
        }
        let span = here..here + word;
        here += word;
        // `ValueFrom:` and the like have what they name elsewhere.
        let quoted = text::Quote::before(bytes, span.start).is_some();
        let name = &bytes[span.clone()];
        let plain = VALUES[..PLAIN].iter().any(|known| name.eq_ignore_ascii_case(known));
        if !names_value(name) || !quoted && !plain && !message {
            continue;
        }
        if let Some(values) = pair_value(bytes, span) {
            here = values.last().map_or(here, |value| value.value.end.max(here));
            limit = bytes.len().min(here + BETWEEN);
            found.extend(values);
            if found.len() > 3 || !quoted {
                break;
            }
        }
    }
    (!found.is_empty()).then_some(found)
}

/// The body of a multipart form's part, behind the blank line after its headers (RFC 7578).
fn part_body(bytes: &[u8], after: usize) -> Option<Reading> {
    let limit = bytes.len().min(after + 2 * BETWEEN);
    let head = &bytes[after..limit];
    let breaks: [(&[u8], &[u8]); 3] =
        [(b"\r\n\r\n", b"\r\n"), (b"\n\n", b"\n"), (b"\\r\\n\\r\\n", b"\\r\\n")];
    let (gap, end) = breaks.iter().find(|(gap, _)| {
        memchr::memmem::find(head, gap).is_some_and(|n| {
            n < 4 || head[..n].windows(8).any(|w| w.eq_ignore_ascii_case(b"content-"))
        })
    })?;
    let start = after + memchr::memmem::find(head, gap)? + gap.len();
    let line = text::line_end(bytes, start, 1024);
    let stop = memchr::memmem::find(&bytes[start..line], end).map_or(line, |n| start + n);
    let value = start..stop;
    let reading = Reading::new(value, Proof::Delimited, "form part");
    (stop > start).then_some(reading)
}

/// `<property name="connection.password">x</property>`: the content of the element.
fn element_content(bytes: &[u8], at: &At<'_>) -> Option<Reading> {
    let tag = &bytes[at.after..at.line_end(2 * BETWEEN)];
    let close =
        at.after + tag.iter().position(|b| b"<>{".contains(b)).filter(|n| tag[*n] == b'>')?;
    if !at.closed || bytes[..close].ends_with(b"/") || bytes[..close].ends_with(b"=") {
        return None;
    }
    const CDATA: &[u8] = b"<![CDATA[";
    let line = text::line_end(bytes, close + 1, 1024);
    let inside = &bytes[close + 1..line];
    let cdata = inside.starts_with(CDATA);
    let start = close + 1 + if cdata { CDATA.len() } else { 0 };
    let end = match cdata {
        true => memchr::memmem::find(&bytes[start..line], b"]]>")?,
        false => memchr::memchr(b'<', &bytes[start..line])?,
    };
    let end = end + start;
    let own = start..end;
    let blank = bytes[own.clone()].trim_ascii().is_empty();
    let inner = if blank { super::element::text_within(bytes, end) } else { None };
    let value = inner.unwrap_or(own);
    let proof = Proof::Quoted;
    let reading = Reading::new(value, proof, "name and content");
    (!reading.value.is_empty()).then_some(reading)
}

/// `cs1Label=password cs1=x`: the custom fields of ArcSight's Common Event Format.
fn labelled(at: &At<'_>, name: &[u8]) -> Option<Reading> {
    let field = name.strip_suffix(b"Label").filter(|_| name == b"Label")?;
    debug_assert!(field.is_empty());
    let bytes = at.bytes;
    // `name_before` gives the last word; the field's own name stands before it.
    let label = at.key.span.start - b"Label=".len();
    let letters = bytes[..label].iter().rev().take(8);
    let length = letters.take_while(|b| b.is_ascii_alphanumeric()).count();
    let field = &bytes[label - length..label];
    if field.is_empty() {
        return None;
    }
    let line = at.line_end(512);
    let mut from = at.after;
    loop {
        let n = memchr::memmem::find(&bytes[from..line], field)?;
        let end = from + n + field.len();
        let starts = bytes[..from + n].ends_with(b" ");
        if starts && bytes.get(end) == Some(&b'=') {
            let start = end + 1;
            // A value ends where the next ` key=` starts.
            let stop = (start..line)
                .find(|&i| bytes[i] == b' ' && text::key_follows(bytes, i + 1))
                .unwrap_or(line);
            let value = start..stop;
            let reading = Reading::new(value, Proof::Delimited, "labelled field");
            return (stop > start).then_some(reading);
        }
        from = end;
    }
}
