//! Links by which people share a proxy that are base64 as a whole, or before the host.
//!
//! It knows the schemes; whether what it finds is a secret is for the judge.

use std::ops::Range;

/// Schemes with base64 of method and password before the host (SIP002), or of all that the link says.
const PACKED: [&[u8]; 3] = [b"ss", b"ssr", b"vmess"];
/// The longest packed link.
const LONGEST: usize = 1 << 10;
/// The shortest text that is packed: a method and a password.
const SHORTEST: usize = 20;

/// The packed part of a link whose `://` ends at `start`.
pub(super) fn packed(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let before = &bytes[start.saturating_sub(16)..start.checked_sub(3)?];
    // Nearly every address is one of the web.
    if before.ends_with(b"https") || before.ends_with(b"http") {
        return None;
    }
    let letter = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'-';
    let scheme = &before[before.len() - before.iter().rev().take_while(letter).count()..];
    if !PACKED.iter().any(|known| known.eq_ignore_ascii_case(scheme)) {
        return None;
    }
    let text = &bytes[start..bytes.len().min(start + LONGEST)];
    let digit = |b: &&u8| b.is_ascii_alphanumeric() || b"+/-_=".contains(b);
    let packed = &text[..text.iter().take_while(digit).count()];
    let mixed =
        packed.iter().any(u8::is_ascii_lowercase) && packed.iter().any(u8::is_ascii_uppercase);
    let ends = text.get(packed.len()).is_none_or(|b| b"@#? \"'\\\r\n,)".contains(b));
    (packed.len() >= SHORTEST && mixed && ends).then_some(start..start + packed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_all_of_the_secret() {
        let cases = [
            ("ss://YWVzLTI1Ni1nY206Ymx1ZS1rZXR0bGU@h:1", Some("YWVzLTI1Ni1nY206Ymx1ZS1rZXR0bGU")),
            ("vmess://YWVzLTI1Ni1nY206Ymx1ZS1rZXR0bGU=", Some("YWVzLTI1Ni1nY206Ymx1ZS1rZXR0bGU=")),
            ("ss://short@h:1", None),
            ("ss://host.example:8388", None),
            ("https://YWVzLTI1Ni1nY206Ymx1ZS1rZXR0bGU@h/", None),
        ];
        for (link, want) in cases {
            let start = link.find("://").unwrap() + 3;
            let found = packed(link.as_bytes(), start).map(|span| &link[span]);
            assert_eq!(found, want, "{link}");
        }
    }
}
