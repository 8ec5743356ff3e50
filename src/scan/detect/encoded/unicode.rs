//! Keys of other scripts and languages as JSON writes them where its writer keeps to ASCII:
//! `"contrase\u00f1a":"x"`, `\u043f\u0430\u0440\u043e\u043b\u044c=x` (RFC 8259, section 7).
//!
//! The line around such a key is undone and the keyed detector reads it there. Escapes of ASCII stay:
//! the quotes among them belong to the structure.

use std::sync::Arc;

use crate::finding::{Layer, Layers};
use crate::scan::detect::embedded::Plain;
use crate::scan::detect::keyed::{Keyed, text};
use crate::scan::detect::{Detector, Found, Memory, Window};

/// Bytes of the line that are undone before the key and behind it.
const BEFORE: usize = 256;
const AFTER: usize = 1024;
/// Bytes of a literal.
const LITERAL: usize = 18;

/// The detector of escaped keys.
pub(crate) struct Unicode {
    keyed: Arc<Keyed>,
    /// The longest first.
    phrases: Vec<String>,
}

impl Unicode {
    /// Of phrases of the keyed rules, in the cases in which they are written.
    pub(crate) fn new(keyed: Arc<Keyed>, phrases: impl Iterator<Item = String>) -> Self {
        let mut phrases: Vec<String> = phrases.collect();
        phrases.sort_unstable_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        Unicode { keyed, phrases }
    }

    /// The literals that wake this detector.
    pub(crate) fn literals(&self) -> impl Iterator<Item = String> {
        let mut literals: Vec<String> = self.phrases.iter().map(|text| literal(text)).collect();
        literals.sort_unstable();
        // What goes on as another begins is found by that.
        literals.dedup_by(|longer, shorter| longer.starts_with(shorter.as_str()));
        literals.into_iter()
    }

    /// The length of the phrase that a text starts with.
    fn phrase(&self, text: &[u8]) -> Option<usize> {
        let starts = |phrase: &&String| {
            let start = text.get(..phrase.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(phrase.as_bytes()))
        };
        self.phrases.iter().find(starts).map(String::len)
    }
}

/// How a phrase begins where it is escaped, with an escape in it and none cut.
fn literal(phrase: &str) -> String {
    let mut out = String::new();
    for c in phrase.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        }
        if out.len() > LITERAL - 6 && out.contains('\\') {
            break;
        }
    }
    out
}

/// The character beyond ASCII that an escape at the start of `text` stands for, and the length of it.
fn character(text: &[u8]) -> Option<(Plain, usize)> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix(b"\\u")?;
        let digits = std::str::from_utf8(digits).ok()?;
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then_some(())?;
        u16::from_str_radix(digits, 16).ok()
    };
    let first = unit(0)?;
    let units = [first, unit(6).unwrap_or(0)];
    let c = char::decode_utf16(units).next()?.ok()?;
    (!c.is_ascii()).then_some((Plain::Char(c), 6 * c.len_utf16()))
}

impl Detector for Unicode {
    /// The string may be the key alone.
    fn unwraps(&self) -> bool {
        true
    }

    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let (bytes, at) = (window.bytes, window.at);
        let line = text::line_start(bytes, at, BEFORE)..text::line_end(bytes, at, AFTER);
        let mut undone = std::mem::take(&mut memory.undone);
        undone.clear();
        undone.undo(&bytes[line.clone()], [b'\\'; 2], character);
        let key = undone.place(at - line.start);
        let mark = found.mark();
        if let Some(length) = undone.text().get(key..).and_then(|text| self.phrase(text)) {
            self.keyed.detect(&Window::whole(undone.text(), key, length), memory, found);
        }
        let layers = Layers::NONE.with(Layer::JsonString);
        undone.bring_back(line.start, &window.literal(), layers, mark, found);
        memory.undone = undone;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::detect::embedded::Undone;

    #[test]
    fn a_line_is_undone_and_every_place_found_again() {
        let line = br#"{"a\\u00f1":"\"q\"","contrase\u00f1a":"p\u00e4ss\ud83d\ude00w"}"#;
        let mut undone = Undone::default();
        undone.undo(line, [b'\\'; 2], character);
        let plain = r#"{"a\\u00f1":"\"q\"","contraseña":"päss😀w"}"#;
        assert_eq!(std::str::from_utf8(undone.text()).unwrap(), plain);
        for word in ["contraseña", "päss😀w", "pä", "q", "w"] {
            let at = plain.find(word).unwrap();
            let origin = undone.origins(&(at..at + word.len()));
            assert_eq!(undone.place(origin.start), at, "{word}");
            let mut again = Undone::default();
            again.undo(&line[origin], [b'\\'; 2], character);
            assert_eq!(again.text(), word.as_bytes());
        }
    }

    #[test]
    fn literals_begin_words_and_cut_no_escape() {
        assert_eq!(literal("contraseña"), "contrase\\u00f1");
        assert_eq!(literal("mật khẩu"), "m\\u1eadt kh\\u1ea9");
        assert_eq!(literal("пароль"), "\\u043f\\u0430\\u0440");
        assert_eq!(literal("密码"), "\\u5bc6\\u7801");
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in ["\\u00", "\\u00e", "\\uzzzz", "\\ud800", "\\u0041", "\\", "\\\\u00e4"] {
            let mut undone = Undone::default();
            undone.undo(text.as_bytes(), [b'\\'; 2], character);
            assert_eq!(undone.text(), text.as_bytes(), "{text}");
        }
    }
}
