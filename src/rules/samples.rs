//! Made-up numbers and keys of persons with valid checksums, for the placeholders of examples.
//!
//! It makes values of a form from the random text that it is given; `validate` judges them.

use sha2::{Digest as _, Sha256};

use crate::validate::{base58, bip39};

const DIGITS: &[u8] = b"0123456789";
const HEX: &[u8] = b"0123456789abcdef";

/// Gives so many random characters of an alphabet.
type Text<'t> = &'t mut dyn FnMut(&[u8], usize) -> String;

/// The sample of that name.
pub(super) fn of(name: &str, text: Text<'_>) -> Option<String> {
    Some(match name {
        "card" => card(text),
        "card-spaced" => grouped(&card(text)),
        "iban" => iban(text),
        "iban-spaced" => grouped(&iban(text)),
        "aba" => aba(text),
        "seed-12" => seed(text, 16),
        "seed-24" => seed(text, 32),
        "wif" => base58::encode(&[&[0x80][..], &bytes(text, 32), &[1]].concat()),
        "xprv" => base58::encode(&extended(text)),
        "btc-address" => base58::encode(&[&[0][..], &bytes(text, 20)].concat()),
        _ => return None,
    })
}

/// A Visa number without the zeros that would make it one for tests.
fn card(text: Text<'_>) -> String {
    let body = format!("45{}{}", text(b"123456789", 6), text(DIGITS, 7));
    let sum: u32 = body
        .bytes()
        .rev()
        .zip([2, 1].into_iter().cycle())
        .map(|(digit, factor)| u32::from(digit - b'0') * factor)
        .map(|n| n / 10 + n % 10)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A German account number: `DE` counts as 1314 behind the rest.
fn iban(text: Text<'_>) -> String {
    let account = text(DIGITS, 18);
    let sum = account.bytes().chain(*b"131400").fold(0, |n, b| (n * 10 + u32::from(b - b'0')) % 97);
    format!("DE{:02}{account}", 98 - sum)
}

fn aba(text: Text<'_>) -> String {
    let body = format!("1{}{}", text(b"12", 1), text(DIGITS, 6));
    let weights = [3, 7, 1].into_iter().cycle();
    let sum: u32 = body.bytes().zip(weights).map(|(b, weight)| u32::from(b - b'0') * weight).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// The words of so many bytes of entropy and their checksum.
fn seed(text: Text<'_>, length: usize) -> String {
    let mut entropy = bytes(text, length);
    entropy.push(Sha256::digest(&entropy)[0]);
    let bit = |at: usize| u16::from(entropy[at / 8] >> (7 - at % 8) & 1);
    let words = (length * 8 + length / 4) / 11;
    let index = |nth: usize| (0..11).fold(0, |index, at| index << 1 | bit(nth * 11 + at));
    (0..words).map(|nth| bip39::word(index(nth))).collect::<Vec<_>>().join(" ")
}

/// An extended private key of Bitcoin's main net.
fn extended(text: Text<'_>) -> Vec<u8> {
    let mut key = b"\x04\x88\xAD\xE4\x00".to_vec();
    key.extend_from_slice(&[0; 8]);
    key.extend(bytes(text, 32));
    key.push(0);
    key.extend(bytes(text, 32));
    key
}

fn bytes(text: Text<'_>, count: usize) -> Vec<u8> {
    let hex = text(HEX, count * 2).into_bytes();
    let digit = |b: u8| char::from(b).to_digit(16).unwrap_or_default() as u8;
    hex.chunks_exact(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect()
}

fn grouped(text: &str) -> String {
    let parts = text.as_bytes().chunks(4).map(String::from_utf8_lossy);
    parts.collect::<Vec<_>>().join(" ")
}
