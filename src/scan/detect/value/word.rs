//! Words: what belongs to a sentence about a secret and not to the secret.
//!
//! It goes by closed classes of words; that a text is made of words says nothing here.

use super::rarity::made;
use super::text::{Shape, is_hex, is_in, is_plain_identifier, words};
use super::vocabulary::{ALGORITHMS, MESSAGE, NOTHING, PROSE, STATUS, UNITS};

/// Whether words tell a user what is wrong or what to do: `must be at least 8 characters`.
pub(super) fn is_message(text: &[u8]) -> bool {
    words(text).take(40).any(|word| is_in(MESSAGE, word)) || is_message_without_spaces(text)
}

/// Messages in scripts that put no spaces between words.
pub(super) fn is_message_without_spaces(text: &[u8]) -> bool {
    const SIGNS: [&str; 16] = [
        "不能为空",
        "不正确",
        "不匹配",
        "错误",
        "必填",
        "无效",
        "请输入",
        "至少",
        "ください",
        "必須",
        "正しく",
        "一致し",
        "無効",
        "입력",
        "필수",
        "올바르지",
    ];
    text.len() >= 6
        && text.iter().any(|b| *b >= 0xe3)
        && SIGNS.iter().any(|sign| super::text::contains(text, sign.as_bytes()))
}

/// Whether some word is one of those that sentences about secrets are made of.
pub(crate) fn is_sentence(text: &[u8]) -> bool {
    words(text).take(40).any(is_common)
}

/// Whether a word stands in sentences about secrets.
pub(super) fn is_common(word: &[u8]) -> bool {
    [PROSE, STATUS, NOTHING, MESSAGE].iter().any(|list| is_in(list, word))
}

/// Whether a word says how it went or what is wanted.
pub(crate) fn is_status(word: &[u8]) -> bool {
    is_in(STATUS, word)
}

/// Whether a text is written as accounts are: `bob7`, `j.doe`, `svc-etl@corp.example`.
pub(crate) fn is_account(text: &[u8]) -> bool {
    text.first().is_some_and(u8::is_ascii_lowercase)
        && text.len() <= 64
        && !(is_hex(text) && text.len() >= 16)
        && text.iter().all(|b| {
            b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-' | b'@')
        })
}

/// Whether a text is written as clusters name objects: `tls-cert-v2`, `web/tls-cert`.
pub(crate) fn is_label(text: &[u8]) -> bool {
    let plain = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-/".contains(b);
    text.contains(&b'-') && text.iter().all(plain)
}

/// `user=bob` behind an empty value, `Token:`, or `--flag`.
pub(super) fn is_next_key(text: &[u8]) -> bool {
    if let [b'-', b'-', flag @ ..] = text {
        let flag = flag.split(|b| *b == b'=').next().unwrap_or_default();
        return flag.len() > 1 && flag.iter().all(|b| b.is_ascii_lowercase() || *b == b'-');
    }
    // The padding of base64 is no delimiter.
    let end = text.iter().rposition(|b| *b != b'=').map_or(0, |at| at + 1);
    match memchr::memchr2(b'=', b':', &text[..end]) {
        // `S=C3=BCd`: a byte beyond ASCII in quoted-printable.
        Some(at) if matches!(text[at..], [b'=', b'8'..=b'9' | b'A'..=b'F', digit, b'=', ..] if digit.is_ascii_hexdigit()) => {
            false
        }
        Some(at) if text[at] == b'=' => is_key(&text[..at]),
        Some(at) => at + 1 == text.len() && is_key(&text[..at]),
        None => false,
    }
}

/// A key's name: one case, or words in camel case.
fn is_key(name: &[u8]) -> bool {
    let shape = Shape::of(name);
    let one_case = (shape.lower == 0 || shape.upper == 0) && name.len() > 1;
    name.split(|b| matches!(b, b'.' | b'-')).all(is_plain_identifier)
        && (one_case || name.len() > 3 && made(name).of_words())
}

/// Digits that a sentence holds: `8-character`, `2FA`, `1st`, `SHA256`, `OAuth2.0`, `v1.2`, `30s`.
pub(super) fn is_technical(text: &[u8]) -> bool {
    let first = text.split(|b| !b.is_ascii_alphanumeric()).next().unwrap_or_default();
    if is_in(ALGORITHMS, first) || is_in(&["2fa", "3d", "3des", "k8s", "mfa", "log4j"], first) {
        return true;
    }
    let digits = first.iter().take_while(|b| b.is_ascii_digit()).count();
    let unit = &first[digits..];
    // `12자`, `8文字以上`: so many characters.
    const CHARACTERS: [&str; 8] = ["자", "文字", "字", "桁", "位", "个字", "個字", "회"];
    if digits > 0 && CHARACTERS.iter().any(|unit| text[digits..].starts_with(unit.as_bytes())) {
        return true;
    }
    if digits > 0 {
        let ordinal = is_in(&["nd", "rd", "st", "th"], unit);
        let joined = unit.is_empty() && text.len() > digits && digits < 5 && {
            let rest = &text[digits + 1..];
            matches!(text[digits], b'-' | b'/' | b'.' | b':')
                && (Shape::of(rest).digits == rest.len() || words(rest).all(|w| is_in(UNITS, w)))
        };
        return ordinal || joined || digits < 5 && is_in(UNITS, unit);
    }
    // `v1`, `v2.10.3`
    let version = text.strip_prefix(b"v").or_else(|| text.strip_prefix(b"V"));
    version.is_some_and(|v| {
        v.first().is_some_and(u8::is_ascii_digit)
            && v.len() < 12
            && v.iter().all(|b| b.is_ascii_digit() || *b == b'.')
    })
}
