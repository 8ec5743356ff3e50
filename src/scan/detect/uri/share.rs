//! Links by which people share a proxy: what stands before the host is the whole of the secret, or all of
//! the link is, in base64.
//!
//! It knows the schemes; whether what it finds is a secret is for the judge.

use std::ops::Range;

/// Schemes with nothing but a secret before the host, without a user.
const SECRET: [&[u8]; 8] =
    [b"hysteria2", b"hy2", b"trojan", b"trojan-go", b"vless", b"anytls", b"juicity", b"mieru"];
/// Schemes with base64 of method and password before the host, or of all that the link says.
const PACKED: [&[u8]; 3] = [b"ss", b"ssr", b"vmess"];
/// The longest secret and the longest packed link.
const LONGEST: usize = 1 << 10;
/// The shortest text that is packed: a method and a password.
const SHORTEST: usize = 20;

/// The secret of a link whose `://` ends at `start`.
pub(super) fn secret(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let before = &bytes[start.saturating_sub(16)..start.checked_sub(3)?];
    // Nearly every address is one of the web.
    if before.ends_with(b"https") || before.ends_with(b"http") {
        return None;
    }
    let letter = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'-';
    let scheme = &before[before.len() - before.iter().rev().take_while(letter).count()..];
    let is = |known: &[&[u8]]| known.iter().any(|one| one.eq_ignore_ascii_case(scheme));
    let text = &bytes[start..bytes.len().min(start + LONGEST)];
    if is(&PACKED) {
        let digit = |b: &&u8| b.is_ascii_alphanumeric() || b"+/-_=".contains(b);
        let end = text.iter().take_while(digit).count();
        let marks = text[..end].iter().any(u8::is_ascii_lowercase)
            && text[..end].iter().any(u8::is_ascii_uppercase);
        let ends = text.get(end).is_none_or(|b| b"@#? \"'\\\r\n,)".contains(b));
        return (end >= SHORTEST && marks && ends).then_some(start..start + end);
    }
    if !is(&SECRET) {
        return None;
    }
    let part = |b: &&u8| b.is_ascii_graphic() && !b"@/?#\"'<>{}[]\\:".contains(b);
    let end = text.iter().take_while(part).count();
    (end > 3 && text.get(end) == Some(&b'@')).then_some(start..start + end)
}
