//! The value of an `Authorization` header: a scheme, then credentials (RFC 9110, section 11).
//!
//! It finds the credentials within the value; whether they are a secret is judged elsewhere.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};

/// Schemes whose one parameter is the credential itself.
const SCHEMES: [&str; 16] = [
    "bearer",
    "basic",
    "token",
    "apikey",
    "api-key",
    "oauth",
    "jwt",
    "key",
    "negotiate",
    "ntlm",
    "bot",
    "splunk",
    "genie-key",
    "ssws",
    // Of cPanel: `whm root:x`.
    "whm",
    "cpanel",
];

/// Those that stand as a parameter's name as well.
const PARAMETERS: [&str; 5] = ["token", "apikey", "api-key", "jwt", "key"];

/// The length of a known scheme and the space behind it, at the start of a value.
pub(crate) fn scheme(value: &[u8]) -> Option<usize> {
    let length = value.iter().take(12).position(|b| b" +=".contains(b))?;
    let word = &value[..length];
    if value[length] == b'=' {
        // `key=x`: the parameter without a scheme.
        let known = PARAMETERS.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(word));
        return known.then_some(length + 1);
    }
    let known = SCHEMES.iter().any(|scheme| scheme.as_bytes().eq_ignore_ascii_case(word));
    let spaces = value[length..].iter().take_while(|b| **b == b' ').count().max(1);
    known.then_some(length + spaces)
}

/// The credentials within the value of a header; none where it holds nothing secret.
pub(crate) fn strip(bytes: &[u8], value: Range<usize>) -> Option<Range<usize>> {
    let text = &bytes[value.clone()];
    let Some(skip) = scheme(text) else {
        // Registries keep `user:password` in base64 without a scheme.
        if holds_password(text) {
            return Some(value);
        }
        // A key on its own: only what no word or parameter list looks like.
        let opaque = text.len() >= 16 && !text.contains(&b' ') && !text.contains(&b'=');
        return opaque.then_some(value);
    };
    let start = value.start + skip;
    let length = bytes[start..value.end]
        .iter()
        .take_while(|b| !b.is_ascii_whitespace() && !b"\"'`,;<>()\\]}".contains(b))
        .count();
    let credentials = start..start + length;
    if text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"basic")) {
        if let Some(password) = plain_pair(&bytes[credentials.clone()]) {
            return Some(start + password.start..start + password.end);
        }
        // Padding ends base64, whatever escape follows it.
        let body = &bytes[credentials];
        let digit = |b: &&u8| b.is_ascii_alphanumeric() || b"+/-_".contains(b);
        let digits = body.iter().take_while(digit).count();
        let padding = body[digits..].iter().take(2).take_while(|b| **b == b'=').count();
        let credentials = start..start + digits + padding;
        return holds_password(&bytes[credentials.clone()]).then_some(credentials);
    }
    (length > 0).then_some(credentials)
}

/// The password of a pair that a program printed before it was encoded: `Basic app:x`.
fn plain_pair(text: &[u8]) -> Option<Range<usize>> {
    let colon = memchr::memchr(b':', text).filter(|at| *at > 0)?;
    let end = memchr::memmem::find(text, "\u{201D}".as_bytes()).unwrap_or(text.len());
    let user = |b: &u8| b.is_ascii_alphanumeric() || b"._@-".contains(b);
    let password = colon + 1..end;
    (text[..colon].iter().all(user) && password.len() >= 6).then_some(password)
}

/// Whether text is the base64 of `user:password` with a password.
fn holds_password(text: &[u8]) -> bool {
    let trimmed = text.trim_ascii_end();
    let trimmed = trimmed.strip_suffix(b"==").or(trimmed.strip_suffix(b"=")).unwrap_or(trimmed);
    let whole = &trimmed[..trimmed.len() - trimmed.len() % 4];
    let decoded = STANDARD_NO_PAD.decode(trimmed).or_else(|_| STANDARD.decode(whole));
    let Ok(decoded) = decoded else { return false };
    match decoded.iter().position(|&b| b == b':') {
        Some(colon) => {
            let (user, password) = (&decoded[..colon], &decoded[colon + 1..]);
            // Interfaces that take a key for the user want some password, or none.
            let any = |is: fn(&u8) -> bool| user.iter().any(is);
            let key = password.len() <= 1
                && user.len() >= 16
                && user.iter().all(u8::is_ascii_alphanumeric)
                && any(u8::is_ascii_uppercase)
                && any(u8::is_ascii_lowercase)
                && any(u8::is_ascii_digit);
            key || !password.is_empty() && !password.iter().all(|b| b"*xX.".contains(b))
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<&str> {
        strip(text.as_bytes(), 0..text.len()).map(|range| &text[range])
    }

    #[test]
    fn the_scheme_is_not_part_of_the_credentials() {
        assert_eq!(of("Bearer abcdef"), Some("abcdef"));
        assert_eq!(of("bearer  abc\",x"), Some("abc"));
        assert_eq!(of("Basic dTpw"), Some("dTpw"));
        assert_eq!(of("key=abc:def"), Some("abc:def"));
        assert_eq!(of("whm root:abcdef"), Some("root:abcdef"));
        assert_eq!(of("Basic app:abc-def\u{201D}"), Some("abc-def"));
        assert_eq!(of("0123456789abcdef0123"), Some("0123456789abcdef0123"));
    }

    #[test]
    fn what_holds_no_credentials_is_none() {
        for text in ["Basic dXNlcjo=", "Basic !!", "Bearer ", "Digest realm=\"x\"", "none", ""] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
