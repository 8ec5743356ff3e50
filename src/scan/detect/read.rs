//! Reads the value that starts at a place: a string in the quotes of its language, at any depth of
//! escaping, or a bare word.
//!
//! It does not judge what it reads.

use std::ops::Range;

use super::value::Proof;
use crate::finding::{Layer, Layers};

/// The longest value that is read, in bytes.
pub(crate) const LONGEST: usize = 1 << 10;

/// A value, how it was set off and what its quotes say about the text around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Value {
    pub(crate) span: Range<usize>,
    pub(crate) proof: Proof,
    pub(crate) layers: Layers,
    /// The first byte after the value and its closing quote.
    pub(crate) next: usize,
}

impl Value {
    pub(crate) fn new(span: Range<usize>, proof: Proof) -> Self {
        let next = span.end;
        Value { span, proof, layers: Layers::NONE, next }
    }
}

/// Quotes that are spelled out because another language reserves the character.
const SPELLED: [&[u8]; 11] = [
    b"&quot;", b"&#34;", b"&#034;", b"&#39;", b"&#039;", b"&#x27;", b"&apos;", b"%22", b"%27",
    b"%2522", b"%2527",
];

/// The length of the opening quote at `at`, with the backslashes before it.
pub(crate) fn opening(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let slashes = rest.iter().take(16).take_while(|b| **b == b'\\').count();
    match rest.get(slashes)? {
        b'"' | b'\'' | b'`' => Some(slashes + 1),
        b'u' if slashes > 0 && is_any(&rest[slashes..], &[b"u0022", b"u0027"]) => Some(slashes + 5),
        b'x' if slashes > 0 && is_any(&rest[slashes..], &[b"x22", b"x27"]) => Some(slashes + 3),
        b'&' | b'%' if slashes == 0 => {
            SPELLED.iter().find(|quote| rest.starts_with(quote)).map(|quote| quote.len())
        }
        _ => None,
    }
}

fn is_any(text: &[u8], starts: &[&[u8]]) -> bool {
    starts.iter().any(|start| text.starts_with(start))
}

/// The string whose opening quote is at `at`: up to the same quote at the same depth. A quote that
/// never closes gives the word after it, as a line that was cut does.
pub(crate) fn quoted(bytes: &[u8], at: usize) -> Option<Value> {
    let len = opening(bytes, at)?;
    let quote = &bytes[at..at + len];
    let start = at + len;
    let limit = bytes.len().min(start + LONGEST);
    let mut layers = Layers::NONE;
    if len > 1 {
        layers = layers.with(match quote[0] {
            b'&' => Layer::Html,
            b'%' => Layer::Percent,
            _ => Layer::JsonString,
        });
    }
    let mut end = start;
    while end < limit && bytes[end] != b'\n' {
        if !bytes[end..].starts_with(quote) || escaped(bytes, start, end) {
            end += 1;
            continue;
        }
        // SQL doubles a quote that belongs to the value.
        let doubled = quote == b"'" && bytes.get(end + 1) == Some(&b'\'');
        if doubled && bytes.get(end + 2).is_some_and(|b| !b",)} ;]\n\r".contains(b)) {
            end += 2;
            continue;
        }
        let span = start..end;
        return Some(Value { span, proof: Proof::Quoted, layers, next: end + len });
    }
    let end = start + word_len(&bytes[start..limit]);
    Some(Value { span: start..end, proof: Proof::Delimited, layers, next: end })
}

/// Whether the quote at `at` has a backslash too many to be the closing one.
fn escaped(bytes: &[u8], start: usize, at: usize) -> bool {
    let before = bytes[start..at].iter().rev().take_while(|b| **b == b'\\').count();
    if bytes[at] == b'\\' { before > 0 } else { before % 2 == 1 }
}

/// The argument at `at`: a quoted string, or what stands before the next space.
pub(crate) fn word(bytes: &[u8], at: usize) -> Option<Value> {
    if opening(bytes, at).is_some() {
        return quoted(bytes, at);
    }
    let limit = bytes.len().min(at + LONGEST);
    let len = word_len(bytes.get(at..limit)?);
    (len > 0).then(|| Value::new(at..at + len, Proof::Delimited))
}

/// The length of a bare word: it ends at a space, at the quote or the escaped line end of the
/// string that it stands in, and before the punctuation of the sentence or list around it.
fn word_len(text: &[u8]) -> usize {
    let mut len = 0;
    // How many backslashes part the names of a Windows path, once the word has one.
    let mut separator = 0;
    while len < text.len() {
        let byte = text[len];
        if byte == b'\\' {
            let slashes = slashes(&text[len..]);
            if text[..len].ends_with(b":") && len > 1 && text[len - 2].is_ascii_alphabetic() {
                separator = slashes;
            }
            if slashes == separator && text.get(len + slashes).is_some_and(|b| b"nrt".contains(b)) {
                len += slashes;
                continue;
            }
        }
        let ends = byte <= b' '
            || byte == 0x7f
            || byte == b'"'
            || byte == b'\'' && text.get(len + 1).is_none_or(|b| b" ,)]};\r\n".contains(b))
            || byte == b'\\' && ends_escape(&text[len..])
            || text[len..].starts_with(b"&quot;")
            || text[len..].starts_with(b"#012");
        if ends {
            break;
        }
        len += 1;
    }
    while len > 0 {
        let close = text[len - 1];
        let open = match close {
            b';' | b',' => 0,
            b')' => b'(',
            b']' => b'[',
            b'}' => b'{',
            _ => break,
        };
        if open != 0 && text[..len].contains(&open) {
            break;
        }
        len -= 1;
    }
    len
}

/// The backslashes that text begins with.
fn slashes(text: &[u8]) -> usize {
    text.iter().take(16).take_while(|b| **b == b'\\').count()
}

/// Whether a backslash begins what ends a word: a line end or a quote, at some depth.
fn ends_escape(text: &[u8]) -> bool {
    let slashes = slashes(text);
    match text.get(slashes) {
        Some(b'"' | b'\'') => true,
        Some(b'n' | b'r' | b't') => {
            text.get(slashes + 1).is_none_or(|b| !b.is_ascii_alphanumeric())
        }
        Some(b'u') => is_any(&text[slashes..], &[b"u0022", b"u0027"]),
        _ => false,
    }
}

/// The rest of the line at `at`, without the string's or the record's own ending.
pub(crate) fn line(bytes: &[u8], at: usize) -> Option<Value> {
    if let Some(value) = quoted(bytes, at).filter(|v| v.proof == Proof::Quoted) {
        return Some(value);
    }
    let limit = bytes.len().min(at + LONGEST);
    let text = bytes.get(at..limit)?;
    let ends = |i: usize| {
        matches!(text[i], b'\n' | b'\r' | b'"' | 0) || text[i] == b'\\' && ends_escape(&text[i..])
    };
    let len = (0..text.len()).find(|&i| ends(i)).unwrap_or(text.len());
    let len = text[..len].trim_ascii_end().len();
    (len > 0).then(|| Value::new(at..at + len, Proof::Delimited))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(by: fn(&[u8], usize) -> Option<Value>, text: &str) -> Option<String> {
        by(text.as_bytes(), 0).map(|v| text[v.span].to_owned())
    }

    #[test]
    fn strings_end_with_their_own_quote_at_their_own_depth() {
        let cases = [
            (r#""a b" c"#, "a b"),
            (r#"\"a b\"}"#, "a b"),
            (r#"\\\"a\"b\\\"}"#, r#"a\"b"#),
            (r#""a\"b""#, r#"a\"b"#),
            ("'it''s' x", "it''s"),
            ("'', 'x'", ""),
            ("&quot;a&quot;", "a"),
            (r"\u0022a\u0022", "a"),
            ("'cut off", "cut"),
        ];
        for (text, value) in cases {
            assert_eq!(read(quoted, text).as_deref(), Some(value), "{text}");
        }
    }

    #[test]
    fn words_end_where_the_text_around_them_says() {
        let cases = [
            ("a!b c", "a!b"),
            ("ab;", "ab"),
            (r#"ab","#, "ab"),
            (r#"ab\"]"#, "ab"),
            (r"ab\n", "ab"),
            (r"C:\jobs\n.bat /x", r"C:\jobs\n.bat"),
            (r"/tr:C:\\jobs\\t\n", r"/tr:C:\\jobs\\t"),
            ("ab),", "ab"),
            ("a(b)", "a(b)"),
            ("ab'", "ab"),
        ];
        for (text, value) in cases {
            assert_eq!(read(word, text).as_deref(), Some(value), "{text}");
        }
        assert_eq!(read(word, " x"), None);
        assert_eq!(read(line, "a b c \r\nd").as_deref(), Some("a b c"));
    }
}
