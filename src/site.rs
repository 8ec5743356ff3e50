//! Identity: the masked log template, the statement it stands for, and the keyed fingerprint.
//!
//! It stores nothing and holds no part of a secret in what it returns.

use std::ops::Range;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::finding::{Fingerprint, SourceName, Statement};

/// Bytes of the line before a value that the template sees.
pub(crate) const TEMPLATE_BEFORE: usize = 256;
/// Bytes of the line after a value that the template sees.
pub(crate) const TEMPLATE_AFTER: usize = 64;

/// The key under which fingerprints are made.
#[derive(Clone)]
pub struct FingerprintKey {
    keyed: Hmac<Sha256>,
}

impl FingerprintKey {
    /// A key of the user's own, so that fingerprints can be compared between runs.
    ///
    /// # Errors
    /// The key has fewer than 16 bytes: values could be guessed from their fingerprints.
    pub fn new(key: &[u8]) -> Result<Self, Error> {
        if key.len() < 16 {
            return Err(Error::option(format!(
                "the fingerprint key has {} bytes, at least 16 are needed",
                key.len()
            )));
        }
        let keyed = Hmac::new_from_slice(key).map_err(Error::option)?;
        Ok(FingerprintKey { keyed })
    }

    /// A key for one run, which nobody knows.
    ///
    /// # Errors
    /// The system has no random numbers.
    pub fn random() -> Result<Self, Error> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(Error::random)?;
        FingerprintKey::new(&key)
    }

    pub(crate) fn of(&self, value: &[u8]) -> Fingerprint {
        let mut keyed = self.keyed.clone();
        keyed.update(value);
        Fingerprint(first_half(&keyed.finalize().into_bytes()))
    }
}

impl std::fmt::Debug for FingerprintKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FingerprintKey([REDACTED])")
    }
}

fn first_half(digest: &[u8]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}

/// The statement that printed a value: rule, key, and the masked line around `value`. `secrets` are
/// the spans of all values near it, sorted; none of their bytes enters the digest.
pub(crate) fn statement(
    rule: &str,
    key: &[u8],
    bytes: &[u8],
    value: &Range<usize>,
    secrets: &[Range<usize>],
    template: &mut Vec<u8>,
) -> Statement {
    let low = value.start.saturating_sub(TEMPLATE_BEFORE);
    let start = memchr::memrchr(b'\n', &bytes[low..value.start]).map_or(low, |at| low + at + 1);
    let high = (value.end + TEMPLATE_AFTER).min(bytes.len());
    let end = memchr::memchr(b'\n', &bytes[value.end..high]).map_or(high, |at| value.end + at);
    template.clear();
    let mut at = start;
    for secret in secrets.iter().filter(|s| s.end > start && s.start < end) {
        if secret.start > at {
            mask_into(&bytes[at..secret.start], template);
        }
        template.push(b'\0');
        at = at.max(secret.end);
    }
    if at < end {
        mask_into(&bytes[at..end], template);
    }
    let mut digest = Sha256::new();
    digest.update(rule.as_bytes());
    digest.update([0]);
    digest.update(key.to_ascii_lowercase());
    digest.update([0]);
    digest.update(&*template);
    Statement(first_half(&digest.finalize()))
}

/// What changes from one run of a statement to the next becomes one mark: words with a digit in them,
/// long hex runs, quoted text, and the values of `key=value` pairs.
fn mask_into(text: &[u8], out: &mut Vec<u8>) {
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        match byte {
            b'"' | b'\'' => {
                let close = memchr::memchr(byte, &text[at + 1..]).map(|n| at + 1 + n);
                out.extend_from_slice(b"\"\"");
                at = close.map_or(at + 1, |end| end + 1);
            }
            b'=' => {
                out.push(b'=');
                at += 1;
                let length = run(&text[at..], |class| class & VALUE_END == 0);
                if length > 0 {
                    out.push(b'#');
                }
                at += length;
            }
            b'\r' => at += 1,
            _ => {
                let mut seen = 0;
                let length = run(&text[at..], |class| {
                    let word = class & WORD != 0;
                    seen |= if word { class } else { 0 };
                    word
                });
                let hex = length >= 8 && seen & NO_HEX == 0;
                if hex || seen & DIGIT != 0 {
                    out.push(b'#');
                } else {
                    out.extend_from_slice(&text[at..at + length.max(1)]);
                }
                at += length.max(1);
            }
        }
    }
}

/// What a byte is to the words of a line, and to the value of a pair.
const WORD: u8 = 1;
const DIGIT: u8 = 2;
const NO_HEX: u8 = 4;
const VALUE_END: u8 = 8;

static CLASSES: [u8; 256] = {
    let (mut table, mut nth) = ([0; 256], 0);
    while nth < 256 {
        let byte = nth as u8;
        let word = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | 0x80..);
        table[nth] = if word { WORD } else { 0 };
        table[nth] |= if byte.is_ascii_digit() { DIGIT } else { 0 };
        table[nth] |= if byte.is_ascii_hexdigit() { 0 } else { NO_HEX };
        let end = matches!(byte, b' ' | b'\t' | b'\r' | b',' | b';' | b'&')
            || matches!(byte, b')' | b']' | b'}' | b'"' | b'\'');
        table[nth] |= if end { VALUE_END } else { 0 };
        nth += 1;
    }
    table
};

/// How many bytes at the start of `text` are of such classes.
fn run(text: &[u8], mut inside: impl FnMut(u8) -> bool) -> usize {
    text.iter().take_while(|&&byte| inside(CLASSES[usize::from(byte)])).count()
}

/// The stable id of a leak site: a statement in a family of files, as 32 hexadecimal digits.
pub fn site_id(statement: Statement, source: &SourceName) -> String {
    let mut digest = Sha256::new();
    digest.update(statement.0);
    digest.update(family(source));
    hex(&first_half(&digest.finalize()))
}

/// Lower-case hexadecimal text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The name that a file shares with its rotations: `app.log`, `app.log.1` and `app.log-20260101.gz`
/// are one family. Only the last part of the path counts, so that a checkout elsewhere is the same.
fn family(source: &SourceName) -> Vec<u8> {
    const ENDINGS: [&str; 8] = [".gz", ".zst", ".xz", ".bz2", ".lz4", ".old", ".bak", ".1"];
    let name = source.path().file_name().map(|n| n.to_string_lossy()).unwrap_or_default();
    let mut name: &str = &name;
    while let Some(short) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) {
        name = short;
    }
    let mut out = Vec::with_capacity(name.len());
    for byte in name.bytes() {
        if !byte.is_ascii_digit() {
            out.push(byte);
        }
    }
    while out.last().is_some_and(|b| b".-_".contains(b)) {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str, value: &str) -> Statement {
        let start = line.find(value).unwrap();
        let span = start..start + value.len();
        let secrets = [span.clone()];
        statement("r", b"password", line.as_bytes(), &span, &secrets, &mut Vec::new())
    }

    #[test]
    fn a_statement_survives_time_ids_and_values() {
        let one = of("2026-01-02 10:00:01 user=bob login \"x\" password=abc ok", "abc");
        let two = of("2027-11-12 23:59:59 user=alice login \"yy\" password=hunter2 ok", "hunter2");
        assert_eq!(one, two);
        let other = of("2026-01-02 10:00:01 user=bob signup \"x\" password=abc ok", "abc");
        assert_ne!(one, other);
    }

    #[test]
    fn no_value_near_enters_the_statement() {
        let line = |a: &str| format!("first {a} then zzz end");
        let make = |a: &str| {
            let text = line(a);
            let at = text.find("zzz").unwrap();
            let secrets = [6..6 + a.len(), at..at + 3];
            statement("r", b"", text.as_bytes(), &secrets[1], &secrets, &mut Vec::new())
        };
        assert_eq!(make("swordfish"), make("trustno"));
    }

    #[test]
    fn rotations_share_a_family() {
        let names = ["a/app.log", "b/app.log.1", "app.log.12.gz", "app.log-20260101", "app-2.log"];
        let all: Vec<_> = names.iter().map(|n| family(&SourceName::new(n))).collect();
        assert!(all[..4].iter().all(|f| f == b"app.log"), "{all:?}");
        assert_ne!(family(&SourceName::new("web.log")), all[0]);
    }

    #[test]
    fn fingerprints_depend_on_the_key_and_short_keys_are_refused() {
        let one = FingerprintKey::new(&[1; 16]).unwrap();
        let two = FingerprintKey::new(&[2; 16]).unwrap();
        assert_eq!(one.of(b"x"), one.of(b"x"));
        assert_ne!(one.of(b"x"), two.of(b"x"));
        assert!(FingerprintKey::new(b"short").unwrap_err().to_string().contains("16"));
    }
}
