//! JSON Web Keys: the private member of an object that says what kind of key it is.
//!
//! A public JWK has no such member.

use super::Key;
use crate::scan::detect::read;

/// How far from `kty` the members of the object are looked for.
const OBJECT: usize = 4 << 10;

/// The private member of the object whose `kty` is at `at`.
pub(crate) fn key(bytes: &[u8], at: usize) -> Option<Key> {
    let from = bytes[..at].iter().rposition(|b| *b == b'{')?;
    let text = &bytes[from..bytes.len().min(at + OBJECT)];
    let len = memchr::memchr(b'}', text).unwrap_or(text.len());
    let object = &text[..len];
    let symmetric = memchr::memmem::find(object, b"oct").is_some();
    let name: u8 = if symmetric { b'k' } else { b'd' };
    let mut from_here = 0;
    while let Some(found) = memchr::memchr(name, &object[from_here..]) {
        let letter = from_here + found;
        from_here = letter + 1;
        if let Some(span) = member(object, letter) {
            return Some(Key { span: from + span.start..from + span.end, encrypted: false });
        }
    }
    None
}

/// The value of the member whose one-letter name is at `letter`.
fn member(object: &[u8], letter: usize) -> Option<std::ops::Range<usize>> {
    let quote = object[..letter].last()?;
    if !matches!(quote, b'"' | b'\'') {
        return None;
    }
    let len = read::opening(object, letter + 1)?;
    let mut at = letter + 1 + len;
    let before = at;
    while object.get(at).is_some_and(|b| b" :=>".contains(b)) {
        at += 1;
    }
    if at == before {
        return None;
    }
    let value = read::quoted(object, at)?.span;
    let text = &object[value.clone()];
    let encoded = text.iter().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(b));
    (encoded && text.len() >= 22).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn only_the_private_member_is_found() {
        let found = |text: &str| {
            key(text.as_bytes(), text.find("kty").unwrap()).map(|key| text[key.span].to_owned())
        };
        let d = "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI";
        assert_eq!(found(&format!(r#"{{"kty":"EC","x":"a","d":"{d}"}}"#)).as_deref(), Some(d));
        assert_eq!(found(&format!(r#"{{\"d\": \"{d}\", \"kty\":\"EC\"}}"#)).as_deref(), Some(d));
        assert_eq!(found(&format!(r#"{{"kty":"oct","k":"{d}"}}"#)).as_deref(), Some(d));
        assert_eq!(found(&format!(r#"{{"kty":"EC","x":"{d}","y":"{d}"}}"#)), None);
        assert_eq!(found(&format!(r#"{{"kty":"RSA","kid":"{d}","n":"{d}"}}"#)), None);
    }
}
