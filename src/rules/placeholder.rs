//! Fills the placeholders of rule examples, so that no live-looking secret stands in the tree, and reads
//! their marks.
//! Knows nothing of rules: text and a seed in, text out.
//!
//! `{kind:N}` stands for N characters of an alphabet, `{uuid}` and `{jwt}` for a whole value. The
//! computed ones (`{crc32-base62}` and its like) read the secret so far: the text from the last `«`
//! on, or from the start where there is none. Anything else in braces stays as it is, so JSON can
//! stand in an example.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use super::samples;
use crate::validate::{azure, national};

const DIGITS: &[u8] = b"0123456789";
const UPPER: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const LOWER: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
const ALNUM: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ALPHA: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const LOWERNUM: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const UPPERNUM: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const HEX: &[u8] = b"0123456789abcdef";
const HEX_UPPER: &[u8] = b"0123456789ABCDEF";
const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE32_LOWER: &[u8] = b"abcdefghijklmnopqrstuvwxyz234567";
const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BECH32: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Fills `template`; the same seed gives the same text.
pub(crate) fn fill(template: &str, seed: u64) -> String {
    let mut random = SplitMix64(seed);
    let mut out = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let tail = &rest[open + 1..];
        let filled = tail.find('}').and_then(|close| {
            let name = &tail[..close];
            let secret = out.rfind('«').map_or(0, |at| at + '«'.len_utf8());
            expand(name, &out[secret..], &mut random).map(|text| (text, close))
        });
        match filled {
            Some((text, close)) => {
                out.push_str(&text);
                rest = &tail[close + 1..];
            }
            None => {
                out.push('{');
                rest = tail;
            }
        }
    }
    out.push_str(rest);
    out
}

/// A line without its marks, and the spans that stood between `«` and `»`; nothing where a mark has not its
/// other.
pub(crate) fn unmarked(line: &str) -> Option<(String, Vec<Range<usize>>)> {
    let (mut text, mut values) = (String::with_capacity(line.len()), Vec::new());
    let mut rest = line;
    while let Some((before, marked)) = rest.split_once('«') {
        let (value, after) = marked.split_once('»')?;
        if before.contains('»') || value.contains('«') {
            return None;
        }
        text += before;
        values.push(text.len()..text.len() + value.len());
        text += value;
        rest = after;
    }
    text += rest;
    (!rest.contains('»')).then_some((text, values))
}

fn expand(name: &str, secret: &str, random: &mut SplitMix64) -> Option<String> {
    if let Some(id) = name.strip_prefix("id:") {
        let id = national::named(id)?;
        return Some(national::sample(id, &mut |alphabet, count| random.text(alphabet, count)));
    }
    if let Some((kind, count)) = name.split_once(':') {
        let alphabet = match kind {
            "digits" => DIGITS,
            "upper" => UPPER,
            "lower" => LOWER,
            "alpha" => ALPHA,
            "alnum" => ALNUM,
            "lowernum" => LOWERNUM,
            "uppernum" => UPPERNUM,
            "hex" => HEX,
            "HEX" => HEX_UPPER,
            "base32" => BASE32,
            "base32-lower" => BASE32_LOWER,
            "base64" => BASE64,
            "base64url" => BASE64_URL,
            _ => return None,
        };
        return Some(random.text(alphabet, count.parse().ok()?));
    }
    Some(match name {
        "uuid" => uuid(random),
        "jwt" => jwt(random),
        "crc32-base62" => base62(crc32(after_last(secret, '_')), ALNUM),
        // Apify's order of digits, over everything before.
        "crc32-base62-all" => base62(crc32(secret), b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        "crc32-base36" => base36(crc32(secret)),
        "crc32-hex" => format!("{:08x}", crc32(secret)),
        "CRC32-HEX" => format!("{:08X}", crc32(secret)),
        // Of the part after the last `_` (Cloudflare).
        "crc32-hex-part" => format!("{:08x}", crc32(after_last(secret, '_'))),
        // Of the part before the last `_`, without it (Grafana), bytes in little-endian order.
        "crc32-hex-le" => format!("{:08x}", crc32(secret.strip_suffix('_').unwrap_or(secret)).swap_bytes()),
        // Of all behind the first four characters (Confluent), bytes in little-endian order.
        "crc32-base64-le" => {
            STANDARD_NO_PAD.encode(crc32(secret.get(4..).unwrap_or_default()).to_le_bytes())
        }
        // Of the part between the last two `_` (Zuplo).
        "crc32-hex-middle" => {
            format!("{:08x}", crc32(after_last(secret.strip_suffix('_').unwrap_or(secret), '_')))
        }
        "pypi-macaroon" => pypi(random),
        "sentry-json" => STANDARD.encode(format!(
            r#"{{"iat":17{},"url":"https://sentry.example","region_url":"https://us.sentry.example","org":"{}"}}"#,
            random.text(DIGITS, 8),
            random.text(LOWER, 6)
        )),
        "grafana-json" => STANDARD_NO_PAD.encode(format!(
            r#"{{"k":"{}","n":"ci","id":1}}"#,
            random.text(ALNUM, 32)
        )),
        "grafana-cloud-json" => STANDARD.encode(format!(
            r#"{{"o":"{}","n":"stack-ci","k":"{}","m":{{"r":"eu"}}}}"#,
            random.text(DIGITS, 6),
            random.text(ALNUM, 24)
        )),
        "1password-json" => URL_SAFE_NO_PAD.encode(format!(
            r#"{{"signInAddress":"team.1password.com","userAuth":{{"method":"SRPg-4096","alg":"PBES2g-HS256","iterations":650000,"salt":"{}"}},"email":"{}@1passwordserviceaccounts.com","srpX":"{}"}}"#,
            random.text(BASE64_URL, 22),
            random.text(LOWERNUM, 12),
            random.text(HEX, 64)
        )),
        "snyk-json" => URL_SAFE_NO_PAD.encode(format!(
            r#"{{"e":17{},"h":"snyk.io","j":"{}"}}"#,
            random.text(DIGITS, 8),
            random.text(ALNUM, 22)
        )),
        "mapbox-json" => URL_SAFE_NO_PAD.encode(format!(
            r#"{{"u":"{}","a":"{}"}}"#,
            random.text(LOWER, 7),
            random.text(LOWERNUM, 25)
        )),
        "azure-sum" => azure::annotated_sums(secret.as_bytes()).map(|[_, base62]| base62)?,
        "bech32-age" => age(random),
        _ => return samples::of(name, &mut |alphabet, count| random.text(alphabet, count)),
    })
}

fn after_last(text: &str, mark: char) -> &str {
    text.rfind(mark).map_or(text, |at| &text[at + mark.len_utf8()..])
}

fn crc32(text: &str) -> u32 {
    crc32fast::hash(text.as_bytes())
}

fn base62(number: u32, alphabet: &[u8]) -> String {
    in_base(number, alphabet, 6)
}

fn base36(number: u32) -> String {
    in_base(number, LOWERNUM, 7)
}

fn in_base(mut number: u32, alphabet: &[u8], width: usize) -> String {
    let mut digits = vec![alphabet[0]; width];
    for digit in digits.iter_mut().rev() {
        *digit = alphabet[number as usize % alphabet.len()];
        number /= alphabet.len() as u32;
    }
    digits.into_iter().map(char::from).collect()
}

fn uuid(random: &mut SplitMix64) -> String {
    let hex = random.text(HEX, 30);
    let variant = random.text(b"89ab", 1);
    format!(
        "{}-{}-4{}-{variant}{}-{}",
        &hex[..8],
        &hex[8..12],
        &hex[12..15],
        &hex[15..18],
        &hex[18..30]
    )
}

fn jwt(random: &mut SplitMix64) -> String {
    let header = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let claims = format!(
        r#"{{"iss":"https://id.example.net","sub":"{}","exp":4102444800}}"#,
        random.text(LOWERNUM, 12)
    );
    format!("{header}.{}.{}", URL_SAFE_NO_PAD.encode(claims), random.text(BASE64_URL, 42) + "A")
}

/// The public start of a PyPI macaroon (version 2, location, identifier), then a random rest.
fn pypi(random: &mut SplitMix64) -> String {
    let mut bytes = b"\x02\x01\x08pypi.org\x02\x24".to_vec();
    bytes.extend_from_slice(uuid(random).as_bytes());
    bytes.extend_from_slice(b"\x00\x02\x25[3,\"");
    bytes.extend_from_slice(uuid(random).as_bytes());
    bytes.extend_from_slice(b"\"]\x00\x00\x06\x20");
    bytes.extend((0..32).map(|_| (random.next() >> 56) as u8));
    URL_SAFE_NO_PAD.encode(bytes)
}

/// 52 data characters and the 6 of the Bech32 checksum, for the human part `age-secret-key-`.
fn age(random: &mut SplitMix64) -> String {
    let data: Vec<u8> = (0..52).map(|_| (random.next() >> 59) as u8).collect();
    let human = b"age-secret-key-";
    let mut values: Vec<u8> = human.iter().map(|c| c >> 5).collect();
    values.push(0);
    values.extend(human.iter().map(|c| c & 31));
    values.extend_from_slice(&data);
    values.extend_from_slice(&[0; 6]);
    let sum = bech32_polymod(&values) ^ 1;
    let sum = (0..6).map(|i| (sum >> (5 * (5 - i)) & 31) as u8);
    data.iter()
        .copied()
        .chain(sum)
        .map(|v| char::from(BECH32[v as usize]).to_ascii_uppercase())
        .collect()
}

fn bech32_polymod(values: &[u8]) -> u32 {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    values.iter().fold(1, |sum: u32, &value| {
        let top = sum >> 25;
        let mut next = (sum & 0x01ff_ffff) << 5 ^ u32::from(value);
        for (bit, generator) in GENERATOR.iter().enumerate() {
            if top >> bit & 1 == 1 {
                next ^= generator;
            }
        }
        next
    })
}

/// Sebastiano Vigna's SplitMix64 (public domain): 64 bits of state, enough for examples.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn text(&mut self, alphabet: &[u8], count: usize) -> String {
        // No bias worth a thought: 64 bits against at most 64 letters.
        (0..count)
            .map(|_| char::from(alphabet[(self.next() >> 11) as usize % alphabet.len()]))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_seed_same_text() {
        assert_eq!(fill("{alnum:40}", 7), fill("{alnum:40}", 7));
        assert_ne!(fill("{alnum:40}", 7), fill("{alnum:40}", 8));
    }

    #[test]
    fn braces_of_the_log_line_stay() {
        assert_eq!(fill(r#"{"a":{"b":1}} {} {nope:3} {"#, 1), r#"{"a":{"b":1}} {} {nope:3} {"#);
        let line = fill(r#"{"token":"«x_{digits:4}»"}"#, 1);
        assert!(
            line.starts_with(r#"{"token":"«x_"#) && line.len() == r#"{"token":"«x_0000»"}"#.len(),
            "{line}"
        );
    }
}
