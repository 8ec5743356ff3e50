//! Random text: blobs, digests, identifiers. Nothing in it is a secret, so nothing may be sure.

use std::ops::ControlFlow;

use logsnitch::Confidence;

use crate::support::{Random, scanner};

/// The alphabets of what programs print by the megabyte.
const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE64_URL: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const BASE62: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const BASE32: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HEX: &[u8] = b"0123456789abcdef";
const HEX_UPPER: &[u8] = b"0123456789ABCDEF";
const DIGITS: &[u8] = b"0123456789";

/// Lines of one kind each, so many bytes in all.
fn noise(bytes: usize) -> String {
    let mut random = Random::new(20_180_503);
    let mut text = String::with_capacity(bytes + 8192);
    while text.len() < bytes {
        let kind = random.below(12);
        let length = [16, 20, 24, 32, 40, 44, 64, 76, 88, 128, 512, 4096][random.below(12)];
        let hex = |random: &mut Random, length| random.text(HEX, length);
        let value = match kind {
            0 => random.text(BASE64, length) + "==",
            1 => random.text(BASE64_URL, length),
            2 => random.text(BASE62, length),
            3 => hex(&mut random, length),
            4 => random.text(HEX_UPPER, length),
            5 => random.text(BASE32, length),
            6 => random.text(DIGITS, length.min(40)),
            7 => format!("sha256:{}", hex(&mut random, 64)),
            8 => format!("sha512-{}==", random.text(BASE64, 86)),
            9 => {
                let part: Vec<String> = [8, 4, 4, 4, 12].map(|n| hex(&mut random, n)).to_vec();
                part.join("-")
            }
            10 => format!(
                "{}.{}.{}",
                hex(&mut random, 16),
                random.text(BASE62, 22),
                random.text(BASE64_URL, 43)
            ),
            _ => format!("0x{}", hex(&mut random, 64)),
        };
        let words = ["blob", "digest", "chunk", "part", "object", "layer", "etag", "trace"];
        let word = words[random.below(words.len())];
        text += &format!("2026-03-04T10:22:31.118Z INFO store: {word} {value} written\n");
    }
    text
}

/// More of it on demand: `NOISE_MB=10 cargo test --release --test integration noise::`.
#[test]
fn random_text_is_nothing_to_be_sure_of() {
    let megabytes = std::env::var("NOISE_MB").ok().and_then(|n| n.parse().ok()).unwrap_or(2);
    let text = noise(megabytes << 20);
    let scanner = scanner();
    let mut sure = Vec::new();
    let _ = scanner.scan_slice(&mut scanner.scratch(), text.as_bytes(), |finding| {
        if finding.confidence == Confidence::High {
            let value = String::from_utf8_lossy(finding.secret.expose()).into_owned();
            sure.push(format!("{}: line {}: {value}", finding.rule, finding.place.line));
        }
        ControlFlow::Continue(())
    });
    assert!(sure.is_empty(), "{} in {megabytes} MB\n{}", sure.len(), sure.join("\n"));
}
