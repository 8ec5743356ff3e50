//! Masks: values that a program covered, and what a mask left uncovered.
//!
//! By grammar alone: rows of a mask character, and brackets around a word for concealment. It knows
//! no logger and no product.

use std::ops::Range;

use super::Class;
use super::text::{ANGLES, ROUND, SQUARES, Shape, Value, is_in, is_word_byte, opened, words};
use super::vocabulary::{BESIDE_CONCEALED, CONCEALED, CONCEALED_BARE};
use super::{Kind, Proof};

/// A row of this many mask characters is a mask wherever it stands.
const ROW: usize = 3;
/// What is in brackets is read no further than this.
const INNER: usize = 96;

/// The verdict, if the value is a mask or holds one.
pub(super) fn class(value: &Value<'_>) -> Option<Class> {
    let text = value.text;
    if is_blank(value) {
        return Some(Class::Benign("a mask"));
    }
    // Most values hold nothing that starts a mask, and are not walked.
    let may_mask = value.shape.wide > 0 || value.shape.has_any(b"*[<({%\\&");
    let mut masks = Masks { text, at: if may_mask { 0 } else { text.len() } };
    let Some(first) = masks.next() else { return cut_short(value).map(Class::Benign) };
    let mut last = first.clone();
    let mut between = 0..0;
    for mask in masks {
        if mask.start - last.end > between.len() {
            between = last.end..mask.start;
        }
        last = mask;
    }
    let tail = uncovered_tail(value, last.end);
    let found = tail.or_else(|| uncovered_part(value, &between)).or_else(|| head(value, &first));
    Some(found.map_or(Class::Benign("a mask"), Class::Uncovered))
}

/// The masks of a text, in order.
struct Masks<'a> {
    text: &'a [u8],
    at: usize,
}

impl Iterator for Masks<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while self.at < self.text.len() {
            let start = self.at;
            let rest = &self.text[start..];
            let (row, count) = row(rest);
            if count >= ROW {
                self.at += row;
                return Some(start..self.at);
            }
            if let Some(length) = bracketed(rest) {
                self.at += length;
                return Some(start..self.at);
            }
            self.at += row.max(1);
        }
        None
    }
}

/// The length of a row of mask characters at the start of `text`, and how many there are.
fn row(text: &[u8]) -> (usize, usize) {
    let (mut length, mut count) = (0, 0);
    while let Some(one) = mask_character(&text[length..]) {
        length += one;
        count += 1;
    }
    (length, count)
}

/// The length of a mask character: itself, escaped, or percent-encoded.
fn mask_character(text: &[u8]) -> Option<usize> {
    const WIDE: [&str; 16] =
        ["☺", "•", "·", "●", "█", "∗", "＊", "■", "▪", "▓", "▒", "░", "◦", "○", "⬤", "✱"];
    const ESCAPED: [&[u8]; 12] = [
        b"%2A",
        b"%2a",
        b"\\*",
        b"\\u2022",
        b"\\u002a",
        b"\\u002A",
        b"\\x2a",
        b"\\u2588",
        b"%E2%80%A2",
        b"%e2%80%a2",
        b"&bull;",
        b"&#8226;",
    ];
    match text.first()? {
        b'*' => Some(1),
        b'%' | b'\\' | b'&' => ESCAPED.iter().find(|e| text.starts_with(e)).map(|e| e.len()),
        0xc2 | 0xe2 | 0xef => WIDE.iter().find(|w| text.starts_with(w.as_bytes())).map(|w| w.len()),
        _ => None,
    }
}

/// The length of brackets at the start of `text` with a word for concealment inside. The closing
/// bracket may be cut off with the end of the text.
fn bracketed(text: &[u8]) -> Option<usize> {
    if !matches!(text[0], b'[' | b'<' | b'(' | b'{' | b'%' | b'&' | b'\\' | 0xc2) {
        return None;
    }
    let (rest, close) = opened(text, &SQUARES)
        .or_else(|| opened(text, &ANGLES))
        .or_else(|| opened(text, &ROUND))?;
    let near = &rest[..rest.len().min(INNER)];
    let length = memchr::memmem::find(near, close);
    if length.is_none() && near.len() < rest.len() {
        return None;
    }
    let inner = &near[..length.unwrap_or(near.len())];
    if !conceals(inner) {
        return None;
    }
    // `[[REDACTED]]`, `{{masked}}`: the brackets around are brackets too.
    let mut end = text.len() - rest.len() + inner.len();
    while text[end..].starts_with(close) {
        end += close.len();
    }
    Some(end)
}

/// Whether the first or the last word says that something was concealed, or a row of mask characters
/// does.
fn conceals(inner: &[u8]) -> bool {
    let mut all = words(inner);
    let Some(first) = all.next() else { return row(inner.trim_ascii()).1 >= ROW };
    let last = all.last().unwrap_or(first);
    let is_negated = || {
        let mut all = words(inner);
        all.next().is_some_and(|w| w.eq_ignore_ascii_case(b"not"))
            && all.all(|w| is_in(BESIDE_CONCEALED, w))
    };
    is_in(CONCEALED, first) || is_in(CONCEALED, last) || is_negated()
}

/// `3f3f3f3f3f3f3f3f`: in hexadecimal, one byte and nothing else.
fn is_filler(text: &[u8]) -> bool {
    /// The fewest bytes.
    const BYTES: usize = 8;
    let [high, low, ..] = text else { return false };
    text.len() >= 2 * BYTES
        && text.len().is_multiple_of(2)
        && high.is_ascii_hexdigit()
        && low.is_ascii_hexdigit()
        && text.chunks_exact(2).all(|pair| pair == [*high, *low])
}

/// Whether the whole value is a mask without a row or a bracket in it, or with nothing else.
fn is_blank(value: &Value<'_>) -> bool {
    let (text, shape) = (value.text, &value.shape);
    if shape.spaces == 0 && row(text).0 == text.len() {
        return true;
    }
    if is_filler(text) {
        return true;
    }
    if shape.digits <= 4 && shape.has_any(b"xX") && is_crossed_out(text) {
        return true;
    }
    // `*password*`: the name of what was there, between two marks.
    if let [b'*', inner @ .., b'*'] = text {
        let mut all = words(inner);
        if !inner.is_empty() && all.all(|w| is_in(BESIDE_CONCEALED, w) || is_in(CONCEALED, w)) {
            return true;
        }
    }
    // `PRIVATE`: in capitals an adjective is no chosen word.
    if shape.upper == text.len() && is_in(CONCEALED, text) {
        return true;
    }
    // `REDACTED`, `VALUE_SPECIFIED_IN_NO_LOG_PARAMETER`, `**MASKED**`, `--hidden--`.
    if shape.digits == 0 && shape.letters() + shape.wide > 3 && text.len() <= INNER {
        let mut said = 0;
        let covered = words(text).all(|word| {
            said += usize::from(is_in(CONCEALED_BARE, word));
            is_in(CONCEALED_BARE, word) || is_in(BESIDE_CONCEALED, word)
        });
        let decorated = !is_word_byte(text[0]) && is_same_at_both_ends(text);
        if covered && (said > 0 || is_log_withheld(text)) {
            return true;
        }
        if decorated && words(text).next().is_some_and(|w| is_in(CONCEALED, w)) {
            return words(text).all(|w| is_in(CONCEALED, w) || is_in(BESIDE_CONCEALED, w));
        }
    }
    is_symbols_only(text)
}

/// `no log`, `not logged`: the two ways to conceal without a word for it.
fn is_log_withheld(text: &[u8]) -> bool {
    let mut before: &[u8] = b"";
    words(text).any(|word| {
        let no = before.eq_ignore_ascii_case(b"no") || before.eq_ignore_ascii_case(b"not");
        before = word;
        no && (is_in(&["displayed", "log", "logged", "logging", "printed", "shown"], word))
    }) || text.eq_ignore_ascii_case(b"sensitive value")
}

fn is_same_at_both_ends(text: &[u8]) -> bool {
    text.len() > 4 && text.first() == text.last() && text[1] == text[text.len() - 2]
}

/// A row of `x`, with as much again of anything else at most: `xxxxx`, `sk-xxxxxxxx`, `xxx-xxx`.
fn is_crossed_out(text: &[u8]) -> bool {
    let mut longest = 0;
    let mut crossed = 0;
    for run in text.chunk_by(|a, b| a == b) {
        if matches!(run[0], b'x' | b'X') && run.len() >= ROW {
            longest = longest.max(run.len());
            crossed += run.len();
        }
    }
    let plain = Shape::of(text).plain();
    crossed == plain && longest >= ROW || longest >= 5 && crossed * 2 >= plain
}

/// Emoji, as `🔒`: nobody types them as a password and many loggers print them for one.
fn is_symbols_only(text: &[u8]) -> bool {
    text.len() >= 4
        && text.len() <= 32
        && text[0] == 0xf0
        && std::str::from_utf8(text).is_ok_and(|text| {
            text.chars().all(|c| matches!(c, '\u{1f300}'..='\u{1faff}' | '\u{fe0f}' | '\u{200d}'))
        })
}

/// The length of a number of characters that were left out, and of the second ellipsis behind it:
/// `g2...9_chars...s`, `ab...(12 more)...yz`.
fn left_out(text: &[u8]) -> usize {
    let open = usize::from(text.first() == Some(&b'('));
    let digits = text[open..].iter().take_while(|b| b.is_ascii_digit()).count();
    let unit = |b: &&u8| b.is_ascii_lowercase() || b" _-)".contains(b);
    let rest = &text[open + digits..];
    let unit = rest.iter().take(16).take_while(unit).count();
    let dots = rest[unit..].iter().take_while(|b| **b == b'.').count();
    if (1..5).contains(&digits) && dots > 1 { open + digits + unit + dots } else { 0 }
}

/// An ellipsis with a few characters on either side, as loggers cut a value.
fn cut_short(value: &Value<'_>) -> Option<&'static str> {
    let text = value.text;
    let ellipsis = (value.shape.wide > 0).then(|| memchr::memmem::find(text, "…".as_bytes()));
    let (start, end) = match ellipsis.flatten() {
        Some(at) => (at, at + "…".len()),
        None if value.shape.has(b'.') => {
            let at = memchr::memmem::find(text, b"...")?;
            (at, at + text[at..].iter().take_while(|b| **b == b'.').count())
        }
        None => return None,
    };
    let end = end + left_out(&text[end..]);
    let (few, alone) = if value.is_password() { (4, 6) } else { (16, 12) };
    let is_short = match (start, text.len() - end) {
        (0, 0) => true,
        (head, 0) => head <= alone,
        (0, tail) => tail <= 6,
        (head, tail) => head <= few && tail <= few.min(8),
    };
    let whole = !text[..start].contains(&b' ') && !text[end..].contains(&b' ');
    (is_short && whole).then_some("cut short")
}

/// What stands behind the last mask, if it is more than the few characters that masks leave.
fn uncovered_tail(value: &Value<'_>, end: usize) -> Option<Range<usize>> {
    let text = value.text;
    let mut start = end;
    while text.get(start).is_some_and(|b| matches!(b, b')' | b']' | b'}' | b'>' | b'"' | b'\'')) {
        start += 1;
    }
    let tail = &text[start..];
    let mut range = start..text.len();
    match tail.first()? {
        b' ' | b'\t' | b'\n' | b'\r' | b',' | b';' | b'|' => {
            // Only quotes tell the rest of a value from the rest of the line.
            if value.proof < Proof::Quoted || !value.is_password() || is_more_of_the_mask(tail) {
                return None;
            }
            range.start += 1;
        }
        b'@' => {
            range.start += 1;
            if is_host(&tail[1..]) {
                return None;
            }
            if let Some(at) = memchr::memrchr(b'@', &tail[1..])
                && is_host(&tail[at + 2..])
            {
                range.end = start + 1 + at;
            }
        }
        b'?' | b'&' if memchr::memchr(b'=', tail).is_some() => return None,
        b':' | b'/' | b'\\' | b'.' | b'-' | b'_' => {
            let few = Shape::of(tail).plain() <= 4;
            if few || matches!(tail[0], b':' | b'/' | b'\\' | b'.') && !tail.contains(&b'%') {
                return None;
            }
            range.start += 1;
        }
        b'%' => {}
        // `[hidden](see --show)`
        b'(' if text[..end].ends_with(b"]") => return None,
        byte if is_word_byte(*byte) => {
            // The last few characters, as account numbers are shown; a word in brackets shows none.
            let shown = if value.is_password() { 4 } else { 6 };
            let tail = without_remark(tail);
            if tail.len() <= shown && (start == end || tail.iter().all(u8::is_ascii_digit)) {
                return None;
            }
        }
        _ => range.start += 1,
    }
    let plain = Shape::of(&text[range.clone()]).plain();
    (plain >= 4).then_some(range)
}

/// `Qx2f (CRC-32: 7F3A11C0)`: the word before a remark in brackets, with which a text ends.
fn without_remark(text: &[u8]) -> &[u8] {
    let blank = memchr::memchr(b' ', text).filter(|at| text[*at..].starts_with(b" ("));
    let open = blank.filter(|at| memchr::memchr(b')', &text[*at..]) == Some(text.len() - at - 1));
    &text[..open.unwrap_or(text.len())]
}

/// Whether a tail behind a mask only goes on about the mask.
fn is_more_of_the_mask(tail: &[u8]) -> bool {
    words(tail).all(|w| is_in(CONCEALED, w) || is_in(BESIDE_CONCEALED, w))
        || tail.windows(2).any(|w| w[0].is_ascii_alphabetic() && matches!(w[1], b'=' | b':'))
}

/// What stands between two masks, if it is neither a separator nor a few characters.
fn uncovered_part(value: &Value<'_>, part: &Range<usize>) -> Option<Range<usize>> {
    let text = &value.text[part.clone()];
    let shape = Shape::of(text);
    let enough = value.is_password() && text.len() >= 8 && shape.digits > 0 && shape.letters() > 0;
    (enough && shape.spaces == 0 && !shape.has_any(b"=:/@,;")).then(|| part.clone())
}

/// What stands before the first mask, if it is more than a prefix or the first few characters.
fn head(value: &Value<'_>, mask: &Range<usize>) -> Option<Range<usize>> {
    let text = &value.text[..mask.start];
    let shape = Shape::of(text);
    if shape.spaces > 0 || shape.has_any(b":/=@,;&(\"'") {
        return None;
    }
    let least = if value.kind == Kind::Password { 10 } else { 24 };
    (shape.digits > 0 && shape.letters() > 0 && shape.plain() >= least).then_some(0..mask.start)
}

/// Whether a text starts as the host of an address does, with a port or a path behind it.
fn is_host(text: &[u8]) -> bool {
    let end =
        text.iter().position(|b| !b.is_ascii_alphanumeric() && !matches!(b, b'.' | b'-' | b'_'));
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    let last = name.rsplit(|b| *b == b'.').next().unwrap_or_default();
    let has_port = match rest {
        [b':', digit, ..] => digit.is_ascii_digit(),
        [b'/' | b'[', ..] => true,
        _ => false,
    };
    let dotted = last.len() < name.len() && !last.is_empty();
    let is_address =
        Shape::of(name).digits + name.iter().filter(|b| **b == b'.').count() == name.len();
    rest.starts_with(b"[")
        || name.eq_ignore_ascii_case(b"localhost")
        || !name.is_empty() && has_port
        || dotted && (is_address || last.len() > 1 && last.iter().all(u8::is_ascii_alphabetic))
        || name.starts_with(b"tcp") && rest.starts_with(b"(")
}
