//! Values that have no key of their own behind the name: the body of a form's part, the content of an element,
//! the rest of a line, the field that a label names.

use super::super::{At, Reading, element};
use super::BETWEEN;
use crate::scan::detect::keyed::text;
use crate::scan::detect::value::Proof;

/// `##vso[task.setvariable variable=PW]x`, `::set-output name=pw::x`: the rest of the line after the
/// properties of a runner's command.
pub(super) fn rest_after_name(bytes: &[u8], at: &At<'_>) -> Option<Reading> {
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

/// The body of a multipart form's part, behind the blank line after its headers (RFC 7578).
pub(super) fn part_body(bytes: &[u8], after: usize) -> Option<Reading> {
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
pub(super) fn element_content(bytes: &[u8], at: &At<'_>) -> Option<Reading> {
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
    let inner = if blank { element::text_within(bytes, end) } else { None };
    let value = inner.unwrap_or(own);
    let proof = Proof::Quoted;
    let reading = Reading::new(value, proof, "name and content");
    (!reading.value.is_empty()).then_some(reading)
}

/// `cs1Label=password cs1=x`: the custom fields of ArcSight's Common Event Format.
pub(super) fn labelled(at: &At<'_>, name: &[u8]) -> Option<Reading> {
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
