//! Where a key starts and ends around its stem.

use std::ops::Range;

use super::Key;
use crate::scan::detect::keyed::text;
use crate::scan::detect::keyed::words::GLUED;

/// Bytes of a key that are read on either side of the stem.
pub(super) const KEY_SIDE: usize = 96;

/// Reads the whole key around a stem.
pub(crate) fn read(bytes: &[u8], mut stem: Range<usize>) -> Key {
    // A stem may bring its delimiter along (`pw=`), so that it wakes nobody without one.
    while stem.end > stem.start + 1 && !is_key_byte(bytes, stem.end - 1) {
        stem.end -= 1;
    }
    // `-pw` brings the dash of a flag.
    let dash = |at: usize| bytes[at] == b'-';
    while stem.start + 1 < stem.end && (!is_key_byte(bytes, stem.start) || dash(stem.start)) {
        stem.start += 1;
    }
    let low = stem.start.saturating_sub(KEY_SIDE);
    let mut start = stem.start;
    while start > low && is_key_byte(bytes, start - 1) {
        start -= 1;
    }
    let high = bytes.len().min(stem.end + KEY_SIDE);
    let mut end = stem.end.min(high);
    while end < high && is_key_byte(bytes, end) && !says_is(&bytes[end..]) {
        end += 1;
    }
    while end > stem.end && matches!(bytes[end - 1], b'.' | b'-' | b'$') {
        end -= 1;
    }
    start = after_escape(bytes, start, stem.start);
    let dashes = text::run(&bytes[..stem.start], start, |b| b == b'-');
    start += text::run(&bytes[..stem.start], start, |b| matches!(b, b'-' | b'.' | b'$'));
    // `-Dpassword=x` defines a property.
    let define = dashes == 1 && start < stem.start && matches!(bytes[start], b'D' | b'P');
    start += usize::from(define && bytes[start + 1].is_ascii_lowercase());
    Key { span: start..end, dashes }
}

/// The key with the word before it, where a single blank stands between: `API Key`.
pub(crate) fn with_word_before(bytes: &[u8], key: &Key) -> Option<Key> {
    let blank = key.span.start.checked_sub(1)?;
    if key.dashes > 0 || bytes[blank] != b' ' {
        return None;
    }
    let low = blank.saturating_sub(24);
    let part = |b: &&u8| b.is_ascii_alphanumeric() || **b >= 0x80;
    let length = bytes[low..blank].iter().rev().take_while(part).count();
    let start = blank - length;
    if !bytes[start].is_ascii_alphabetic() && bytes[start] < 0x80 {
        return None;
    }
    // `path: ~/.npm key: x`: the end of a path is no word of the key.
    let path = start > 0 && matches!(bytes[start - 1], b'/' | b'.');
    (length > 0 && !path).then_some(Key { span: start..key.span.end, dashes: 0 })
}

/// The ASCII bytes that keys are made of.
static KEY_BYTES: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0u8);
    while byte < 0x80 {
        let mark = matches!(byte, b'_' | b'-' | b'.' | b'$');
        table[byte as usize] = byte.is_ascii_alphanumeric() || mark;
        byte += 1;
    }
    table
};

fn is_key_byte(bytes: &[u8], at: usize) -> bool {
    let byte = bytes[at];
    KEY_BYTES[usize::from(byte)] || (byte >= 0x80 && is_letter_around(bytes, at))
}

/// Whether a word for "is" starts here, in scripts that put no blank before it.
fn says_is(rest: &[u8]) -> bool {
    // 已 tells that something was done, which no name does.
    rest[0] >= 0xE0
        && (rest.starts_with("已".as_bytes()) || GLUED.iter().any(|word| rest.starts_with(word)))
}

/// Whether the UTF-8 character around `at` is a letter, not punctuation.
fn is_letter_around(bytes: &[u8], at: usize) -> bool {
    let back = bytes[..=at].iter().rev().take(4).take_while(|&&b| b & 0xC0 == 0x80).count();
    let Some(start) = at.checked_sub(back) else { return false };
    // Blocks of letters alone, by their first byte: Cyrillic, and most of the Chinese characters and
    // of the Korean syllables.
    let length = match bytes[start] {
        0xD0 | 0xD1 => 2,
        0xE5..=0xE9 | 0xEB | 0xEC => 3,
        _ => 0,
    };
    let rest = &bytes[start..bytes.len().min(start + length)];
    if length > back && rest.len() == length && rest[1..].iter().all(|b| b & 0xC0 == 0x80) {
        return true;
    }
    // The scripts of India and Thai: their signs for vowels, tones and the lack of a vowel are parts of
    // words, and Unicode calls some of them no letters. A danda ends a sentence.
    if let [0xE0, 0xA4..=0xB9, third @ 0x80..=0xBF, ..] = bytes[start..] {
        return !(bytes[start + 1] == 0xA5 && matches!(third, 0xA4 | 0xA5));
    }
    let end = bytes.len().min(start + 4);
    (start + 1..=end)
        .find_map(|end| std::str::from_utf8(&bytes[start..end]).ok())
        .and_then(|text| text.chars().next())
        .is_some_and(char::is_alphanumeric)
}

/// Escapes run into the key that they stand before: `\npassword`, `%22password`, `\u0022password`,
/// `#012password`, and the end of a colour code.
fn after_escape(bytes: &[u8], start: usize, stem: usize) -> usize {
    let Some(&before) = start.checked_sub(1).and_then(|at| bytes.get(at)) else { return start };
    let key = &bytes[start..stem];
    let hex = |n: usize| key.len() >= n && key[..n].iter().all(u8::is_ascii_hexdigit);
    match before {
        b'\\' => match key.first() {
            Some(b'n' | b't' | b'r' | b'b' | b'f') => start + 1,
            Some(b'u') if key.len() >= 5 => start + 5,
            Some(b'x') if key.len() >= 3 => start + 3,
            _ => start,
        },
        b'%' if key.starts_with(b"25") && key.len() >= 4 => start + 4,
        b'%' if hex(2) => start + 2,
        b'#' if key.len() >= 3 && key[..3].iter().all(u8::is_ascii_digit) => start + 3,
        b'[' => {
            let params = text::run(key, 0, |b| b.is_ascii_digit());
            let colour = params > 0 && key.get(params) == Some(&b'm');
            if colour && text::begins_colour(&bytes[..start]) { start + params + 1 } else { start }
        }
        b';' if key.first().is_some_and(u8::is_ascii_digit) => {
            let params = text::run(key, 0, |b| b.is_ascii_digit());
            if key.get(params) == Some(&b'm') { start + params + 1 } else { start }
        }
        _ => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_of_letters_hold_letters_alone() {
        for c in ('\u{80}'..='\u{ffff}').filter(|c| c.is_alphanumeric() || *c < '\u{d000}') {
            let mut text = [0; 4];
            let text = c.encode_utf8(&mut text).as_bytes();
            for at in 0..text.len() {
                let letter = c.is_alphanumeric()
                    || ('\u{900}'..'\u{e80}').contains(&c) && !matches!(c, '\u{964}' | '\u{965}');
                assert_eq!(is_letter_around(text, at), letter, "{c:?} {at}");
            }
            assert!(!is_letter_around(&text[..text.len() - 1], 0), "{c:?}");
        }
    }
}
