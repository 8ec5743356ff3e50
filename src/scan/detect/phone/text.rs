//! The text of keys: its words and its lower case. It knows no word.

use std::ops::Range;

/// Words of a key that are looked at, from its end.
pub(super) const WORDS: usize = 8;

/// Text in lower case: on the stack where it is ASCII and short, as nearly all keys are.
pub(super) struct Lower {
    ascii: [u8; SHORT],
    length: usize,
    other: Option<String>,
}

/// The longest text that is lowered on the stack.
const SHORT: usize = 96;

impl Lower {
    pub(super) fn of(text: &str) -> Self {
        let mut lower = Lower { ascii: [0; SHORT], length: text.len(), other: None };
        match lower.ascii.get_mut(..text.len()).filter(|_| text.is_ascii()) {
            Some(copy) => {
                copy.copy_from_slice(text.as_bytes());
                copy.make_ascii_lowercase();
            }
            None => lower.other = Some(text.to_lowercase()),
        }
        lower
    }

    pub(super) fn bytes(&self) -> &[u8] {
        match &self.other {
            Some(other) => other.as_bytes(),
            None => &self.ascii[..self.length],
        }
    }

    pub(super) fn text(&self) -> &str {
        match &self.other {
            Some(other) => other,
            None => std::str::from_utf8(&self.ascii[..self.length]).unwrap_or_default(),
        }
    }
}

/// The longest valid UTF-8 of the span around the start of the literal.
pub(super) fn valid_part<'b>(bytes: &'b [u8], span: &Range<usize>, literal: usize) -> &'b str {
    let mut start = span.start;
    while start < literal && bytes[start] & 0xC0 == 0x80 {
        start += 1;
    }
    match std::str::from_utf8(&bytes[start..span.end]) {
        Ok(text) => text,
        Err(error) => {
            std::str::from_utf8(&bytes[start..start + error.valid_up_to()]).unwrap_or_default()
        }
    }
}

/// Splits a key into words, keeping the last ones: at marks, and where the case or kind changes.
pub(super) fn split<'t>(text: &'t str, out: &mut [&'t str; WORDS]) -> usize {
    let mut count = 0;
    let mut push = |word: &'t str| {
        if word.is_empty() {
            return;
        }
        if count == WORDS {
            out.rotate_left(1);
            count -= 1;
        }
        out[count] = word;
        count += 1;
    };
    let mut start = 0;
    if text.is_ascii() {
        // The same as below, without decoding characters.
        let bytes = text.as_bytes();
        for (at, &byte) in bytes.iter().enumerate() {
            let before = at.checked_sub(1).map_or(b'-', |i| bytes[i]);
            let mark = !byte.is_ascii_alphanumeric();
            let turn = byte.is_ascii_uppercase()
                && (before.is_ascii_lowercase()
                    || before.is_ascii_uppercase()
                        && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase))
                || before.is_ascii_alphanumeric()
                    && before.is_ascii_digit() != byte.is_ascii_digit();
            if mark || turn {
                push(&text[start..at]);
                start = at + usize::from(mark);
            }
        }
        push(&text[start..]);
        return count;
    }
    let mut chars = text.char_indices().peekable();
    let mut before: Option<char> = None;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let mark = !c.is_alphanumeric();
        let turn = before.is_some_and(|b| {
            b.is_lowercase() && c.is_uppercase()
                || b.is_uppercase() && c.is_uppercase() && next.is_some_and(char::is_lowercase)
                || b.is_numeric() != c.is_numeric()
        });
        if mark || turn {
            push(&text[start..at]);
            start = if mark { at + c.len_utf8() } else { at };
        }
        before = (!mark).then_some(c);
    }
    push(&text[start..]);
    count
}

pub(super) fn first_char(bytes: &[u8]) -> Option<(char, usize)> {
    let head = &bytes[..bytes.len().min(4)];
    let text = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&head[..error.valid_up_to()]).ok()?,
    };
    text.chars().next().map(|c| (c, c.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_split_alike_with_and_without_letters_beyond_ascii() {
        let parts = ["aB", "ABc", "A", "b1", "9z", "_", "-x", "Z9", ".", "0"];
        for nth in 0..parts.len().pow(4) {
            let pick = |power: u32| parts[nth / parts.len().pow(power) % parts.len()];
            let ascii: String = (0..4).map(pick).collect();
            // The letter stands behind a mark, where it turns nothing.
            let other = format!("{ascii}_é");
            let plain = format!("{ascii}_e");
            let (mut one, mut two) = ([""; WORDS], [""; WORDS]);
            let (n, m) = (split(&plain, &mut one), split(&other, &mut two));
            assert_eq!(n, m, "{ascii}");
            assert_eq!(one[..n - 1], two[..m - 1], "{ascii}");
        }
    }
}
