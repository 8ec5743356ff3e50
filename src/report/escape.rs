//! Text of hostile logs made fit to print: for terminals, and as JSON strings.
//!
//! Names and keys come from whoever wrote the log. A control character can drive a terminal, and a
//! bidi or zero-width character can make one line look like another. It shortens nothing.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use serde::Serialize;

use crate::finding::SourceName;

/// Characters that a reader does not see, or that change how others are shown.
pub(crate) fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Bytes as text that is safe to print: hidden characters and bytes that are no UTF-8 are escaped.
pub(crate) struct Visible<'a>(pub(crate) &'a [u8]);

impl<'a> Visible<'a> {
    pub(crate) fn path(name: &'a SourceName) -> Self {
        Visible(raw(name))
    }

    pub(crate) fn text(text: &'a str) -> Self {
        Visible(text.as_bytes())
    }
}

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for chunk in self.0.utf8_chunks() {
            for c in chunk.valid().chars() {
                match c {
                    '\n' => f.write_str("\\n")?,
                    '\r' => f.write_str("\\r")?,
                    '\t' => f.write_str("\\t")?,
                    c if is_hidden(c) => write!(f, "\\u{{{:x}}}", u32::from(c))?,
                    c => f.write_char(c)?,
                }
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

/// The bytes of a name.
pub(crate) fn raw(name: &SourceName) -> &[u8] {
    name.path().as_os_str().as_encoded_bytes()
}

/// Appends a JSON string.
pub(crate) fn json_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    if text.bytes().all(|b| (b' '..0x7f).contains(&b) && b != b'"' && b != b'\\') {
        out.extend_from_slice(text.as_bytes());
    } else {
        for c in text.chars() {
            match c {
                '"' => out.extend_from_slice(b"\\\""),
                '\\' => out.extend_from_slice(b"\\\\"),
                '\n' => out.extend_from_slice(b"\\n"),
                '\r' => out.extend_from_slice(b"\\r"),
                '\t' => out.extend_from_slice(b"\\t"),
                c if is_hidden(c) => json_escape(out, c),
                c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }
    out.push(b'"');
}

fn json_escape(out: &mut Vec<u8>, c: char) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        out.extend_from_slice(b"\\u");
        for shift in [12, 8, 4, 0] {
            out.push(DIGITS[usize::from(*unit >> shift & 15)]);
        }
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Appends lower-case hexadecimal text.
pub(crate) fn push_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    for byte in bytes {
        out.push(DIGITS[usize::from(byte >> 4)]);
        out.push(DIGITS[usize::from(byte & 15)]);
    }
}

/// Appends a number in decimal.
pub(crate) fn push_number(out: &mut Vec<u8>, mut number: u64) {
    let mut digits = [0; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// Compact JSON with a line for each element of the outer arrays, so that a report can be read by
/// line tools and compared; hidden characters are escaped.
struct Lines {
    depth: usize,
    /// Arrays nested deeper than this stay on their line.
    broken_up: usize,
    escaped: Vec<u8>,
}

impl serde_json::ser::Formatter for Lines {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        if !fragment.chars().any(is_hidden) {
            return writer.write_all(fragment.as_bytes());
        }
        self.escaped.clear();
        for c in fragment.chars() {
            if is_hidden(c) {
                json_escape(&mut self.escaped, c);
            } else {
                self.escaped.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            }
        }
        writer.write_all(&self.escaped)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"}")
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth += 1;
        writer.write_all(b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.depth -= 1;
        writer.write_all(b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        first: bool,
    ) -> io::Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if self.depth <= self.broken_up { writer.write_all(b"\n") } else { Ok(()) }
    }
}

/// Writes a value and a newline. Arrays nested at most `broken_up` deep get a line for each element.
pub(crate) fn write_json(
    out: &mut impl Write,
    value: &impl Serialize,
    broken_up: usize,
) -> io::Result<()> {
    let mut buffered = io::BufWriter::with_capacity(64 << 10, out);
    let lines = Lines { depth: 0, broken_up, escaped: Vec::new() };
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut buffered, lines))?;
    buffered.write_all(b"\n")?;
    buffered.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "a\u{1b}[31m\u{202e}b\u{200b}\u{9b}c\u{7f}\n\"\\\u{e0041}é";

    #[test]
    fn terminals_get_nothing_hidden() {
        let shown = Visible::text(HOSTILE).to_string();
        assert_eq!(shown, "a\\u{1b}[31m\\u{202e}b\\u{200b}\\u{9b}c\\u{7f}\\n\"\\\\u{e0041}é");
        assert_eq!(Visible(b"x\xff\xc3y").to_string(), "x\\xff\\xc3y");
    }

    #[test]
    fn json_strings_mean_the_same_and_hide_nothing() {
        let mut by_hand = Vec::new();
        json_string(&mut by_hand, HOSTILE);
        let mut by_serde = Vec::new();
        write_json(&mut by_serde, &HOSTILE, 0).unwrap();
        for json in [by_hand, by_serde] {
            assert_eq!(serde_json::from_slice::<String>(&json).unwrap(), HOSTILE);
            let text = String::from_utf8(json).unwrap();
            assert!(!text.trim_end().chars().any(is_hidden), "{text}");
        }
    }

    #[test]
    fn numbers_are_decimal() {
        for number in [0, 7, 10, 99, 12_345, u64::MAX] {
            let mut out = Vec::new();
            push_number(&mut out, number);
            assert_eq!(out, number.to_string().as_bytes());
        }
    }
}
