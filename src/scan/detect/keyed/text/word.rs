//! Words of machines: tokens, identifiers, and the keys that they may be.

use super::run;

/// The longest token without quotes.
const TOKEN_MAX: usize = 4 << 10;

/// The length of what may be a token at `at`: of base64, of its variants, or with dots between parts.
/// A delimiter ends it, percent-encoded or not.
pub(crate) fn token(bytes: &[u8], at: usize) -> usize {
    static TOKEN: [bool; 256] = {
        let (mut table, mut byte) = ([false; 256], 0u8);
        while byte < 0x80 {
            table[byte as usize] = byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'+' | b'~');
            byte += 1;
        }
        table
    };
    let limit = bytes.len().min(at + TOKEN_MAX);
    let body = bytes.get(at..limit).unwrap_or_default();
    // `%2B`, `%2F` and `%3D` at its end: the three bytes of base64 that forms encode.
    let mut length = 0;
    loop {
        length += run(body, length, |b| TOKEN[usize::from(b)]);
        match body.get(length..length + 3) {
            Some([b'%', b'2', b'B' | b'b' | b'F' | b'f']) => length += 3,
            _ => return length,
        }
    }
}

/// Where a row of bytes ends that stand at `at` as two hexadecimal digits each, with a blank
/// between them: `7B 0A 41 E9 …`, at least eight and no text.
pub(crate) fn hex_row(bytes: &[u8], at: usize) -> Option<usize> {
    const LEAST: usize = 8;
    let pair = |place: usize| {
        let two = bytes.get(place..place + 2)?;
        let whole = !bytes.get(place + 2).is_some_and(u8::is_ascii_alphanumeric);
        (whole && two.iter().all(u8::is_ascii_hexdigit)).then_some(place + 2)
    };
    let first = pair(at)?;
    let next = |end: &usize| (bytes.get(*end) == Some(&b' ')).then(|| pair(end + 1)).flatten();
    let end = std::iter::successors(Some(first), next).take(TOKEN_MAX).last()?;
    ((end - at + 1) / 3 >= LEAST).then_some(end)
}

/// The longest identifier.
const IDENTIFIER: usize = 64;

/// The length of an identifier at `at`: what a next key would look like.
pub(crate) fn identifier(bytes: &[u8], at: usize) -> usize {
    let letter = |b: u8| b.is_ascii_alphabetic() || b == b'_' || b >= 0x80;
    match bytes.get(at) {
        Some(&first) if letter(first) => {
            let near = &bytes[..bytes.len().min(at + IDENTIFIER)];
            run(near, at, |b| NAMES[usize::from(b)])
        }
        _ => 0,
    }
}

/// The bytes of an identifier behind its first.
static NAMES: [bool; 256] = {
    let (mut table, mut nth) = ([false; 256], 0);
    while nth < 256 {
        let byte = nth as u8;
        table[nth] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | 0x80..);
        nth += 1;
    }
    table
};

/// Whether a key with its delimiter (`user=`, `"user":`, `User:`) starts at `at`.
pub(crate) fn key_follows(bytes: &[u8], at: usize) -> bool {
    let at = at + usize::from(matches!(bytes.get(at), Some(b'"' | b'\'' | b':' | b'@')));
    let length = identifier(bytes, at);
    if length == 0 {
        return false;
    }
    let mut after = at + length;
    after += usize::from(matches!(bytes.get(after), Some(b'"' | b'\'')));
    after += run(bytes, after, |b| b == b' ').min(2);
    match bytes.get(after) {
        Some(b'=') => true,
        Some(b':') => bytes.get(after + 1) != Some(&b'/'),
        _ => false,
    }
}

/// Whether a long word with digits stands at `at`: of a token, not of a key.
pub(crate) fn machine_word(bytes: &[u8], at: usize) -> bool {
    let name = &bytes[at..at + identifier(bytes, at)];
    let any = |is: fn(&u8) -> bool| name.iter().any(is);
    let mixed =
        any(u8::is_ascii_digit) && any(u8::is_ascii_uppercase) && any(u8::is_ascii_lowercase);
    name.len() >= 8 && mixed && !name.contains(&b'_')
}

#[cfg(test)]
mod tests {
    use super::key_follows;

    #[test]
    fn keys_that_follow_are_seen() {
        for text in ["user=", "\"user\":", "User:x", "user = 1", ":user=>"] {
            assert!(key_follows(text.as_bytes(), 0), "{text}");
        }
        for text in ["user", "http://x", "=", "5=", ""] {
            assert!(!key_follows(text.as_bytes(), 0), "{text}");
        }
    }
}
