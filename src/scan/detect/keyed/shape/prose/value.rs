//! How a value stands in a sentence, from the place on where one may start: in quotes, in brackets, as a
//! word or as groups of one.
//!
//! It knows no word that leads to a value, and judges none.

use super::super::{Reading, layer_of};
use crate::scan::detect::keyed::text::{self, Quote};
use crate::scan::detect::value::Proof;

/// The longest value.
const VALUE: usize = 128;

/// `Found key 'db.password' in … with value of type String: x`: the rest of the line.
pub(super) fn typed_value(bytes: &[u8], from: usize, line: usize) -> Option<Reading> {
    const TYPED: &[u8] = b" value of type ";
    let name = from + memchr::memmem::find(&bytes[from..line], TYPED)? + TYPED.len();
    let name = name + text::run(&bytes[..line], name, |b| b.is_ascii_alphanumeric() || b == b'.');
    let start = bytes[name..line].starts_with(b": ").then_some(name + 2)?;
    let value = start..text::line_end(bytes, start, VALUE);
    (!value.is_empty()).then_some(Reading::new(value, Proof::Delimited, "typed value"))
}

/// `field 'password': rejected value [X]`, `"password" with value "X"`: what validators repeat.
pub(super) fn quoted_value(bytes: &[u8], start: usize) -> Option<Reading> {
    let (value, layer) = match Quote::open(bytes, start) {
        Some(quote) => (quote.text(bytes).0, layer_of(quote)),
        None if bytes.get(start) == Some(&b'[') => {
            let line = text::line_end(bytes, start, VALUE);
            (start + 1..start + memchr::memchr(b']', &bytes[start..line])?, None)
        }
        None => return None,
    };
    Some(Reading::new(value, Proof::Quoted, "repeated value").with_layer(layer))
}

/// Whether a quote at `at` closes a string that its line opened: `'user app password x' : unknown`.
fn closes_string(bytes: &[u8], at: usize) -> bool {
    let Some(quote @ (b'"' | b'\'')) = bytes.get(at) else { return false };
    let before = &bytes[text::line_start(bytes, at, VALUE)..at];
    memchr::memchr_iter(*quote, before).count() % 2 == 1
}

/// Where groups of four letters and digits end that stand at `start`: so are passwords for applications
/// shown. Words of a sentence have no digits in them.
fn groups(line: &[u8], start: usize) -> Option<usize> {
    const SIZE: usize = 4;
    const MOST: usize = 8;
    let parts = line.get(start..)?.split(|b| *b == b' ').take(MOST);
    let whole = |part: &&[u8]| part.len() == SIZE && part.iter().all(u8::is_ascii_alphanumeric);
    let mixed = |part: &[u8]| {
        part.iter().any(u8::is_ascii_digit) && part.iter().any(u8::is_ascii_alphabetic)
    };
    let (mut count, mut drawn) = (0, 0);
    for part in parts.take_while(whole) {
        count += 1;
        drawn += usize::from(mixed(part));
    }
    (count >= 4 && 2 * drawn >= count).then_some(start + count * (SIZE + 1) - 1)
}

/// The value that starts at `start`, behind a colon perhaps, and ends with `line` at the latest.
pub(super) fn value(bytes: &[u8], start: usize, line: usize) -> Option<Reading> {
    let start = text::skip_blank(bytes, start);
    let wide = "：".as_bytes();
    let colon = usize::from(bytes.get(start) == Some(&b':'));
    let rest = bytes.get(start..).unwrap_or_default();
    let colon = if rest.starts_with(wide) { wide.len() } else { colon };
    let start = text::skip_blank(bytes, start + colon);
    let shape = "sentence";
    // `パスワードは、あと7日で`: the sentence goes on.
    if ["、", "。", "，"]
        .iter()
        .any(|mark| bytes.get(start..).is_some_and(|rest| rest.starts_with(mark.as_bytes())))
    {
        return None;
    }
    if let Some(quote) = Quote::open(bytes, start) {
        let (value, closed) = quote.text(bytes);
        // `"out_txt":"Password: ","out_bin":[]`: the quote closes the string that asks.
        let next = matches!(
            bytes[value.clone()],
            [b',', b'"' | b'\'' | b' ', ..] | [b'}' | b']', b',' | b'}' | b']' | b'\\', ..]
        );
        let reading = Reading::new(value, Proof::Quoted, shape).with_layer(layer_of(quote));
        return (closed && !next).then_some(reading);
    }
    let line = line.min(start + VALUE);
    // `editText password inputType=0x81`
    let name = text::identifier(bytes, start);
    let printed = bytes[start + name..].starts_with(b"=0D=0A");
    let next = text::key_follows(bytes, start) && name >= 4;
    if next && !printed && !closes_string(bytes, start + name) {
        return None;
    }
    let row = text::hex_row(bytes, start);
    if let Some(end) = row.or_else(|| groups(&bytes[..line], start)) {
        let (value, proof) = (start..end, Proof::Delimited);
        return Some(Reading::new(value, proof, shape));
    }
    let rest = &bytes[start.min(line)..line];
    // An apostrophe within a word belongs to it; another one ends the string around the sentence.
    let apostrophe =
        |at: usize| rest[at] == b'\'' && !rest.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
    // Where words are parted by `%20`, what is encoded is no sign of the value.
    let encoded = bytes[..start.min(line)].ends_with(b"%20");
    let ends = |at: usize| {
        rest[at].is_ascii_whitespace()
            || b"\"<>\x1b".contains(&rest[at])
            || apostrophe(at)
            || rest[at] == b'\\' && text::is_line_escape(&rest[at..])
            || text::is_encoded_mark(&rest[at..])
            || encoded && rest[at] == b'%'
    };
    let length = (0..rest.len()).find(|&at| ends(at)).unwrap_or(rest.len());
    // The line breaks of quoted-printable, and a blank that keeps words together.
    let breaks =
        |n: &usize| rest[*n..].starts_with(b"=0D=0A") || rest[*n..].starts_with(b"\xC2\xA0");
    let length = memchr::memchr2_iter(b'=', 0xC2, &rest[..length]).find(breaks).unwrap_or(length);
    // `<![LOG[Property DbPassword is now = x]LOG]!>`: how installers of Windows close a message.
    let length = memchr::memmem::find(&rest[..length], b"]LOG]!").unwrap_or(length);
    let mut end = start + length;
    while end > start && b".,;:)]".contains(&bytes[end - 1]) {
        end -= 1;
    }
    let value = start..end;
    // Letters with another word behind them go on with the sentence, in whatever language.
    let word = |text: &[u8]| text.first().is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let letters = bytes[value.clone()].iter().all(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let goes_on =
        letters && bytes.get(end) == Some(&b' ') && word(&bytes[end + 1..line.max(end + 1)]);
    (end > start && !goes_on).then_some(Reading::new(value, Proof::Prose, shape))
}
