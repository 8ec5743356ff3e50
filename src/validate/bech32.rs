//! Bech32 checksums (BIP-173), as age uses them for its secret keys.

use super::{Judgement, Verdict};

const CHARSET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// An age identity: upper-case Bech32 with the human part `AGE-SECRET-KEY-`.
pub(crate) fn age(secret: &[u8]) -> Judgement {
    verdict(secret).into()
}

fn verdict(secret: &[u8]) -> Verdict {
    // The separator is the last `1`, which the data alphabet lacks.
    let Some(at) = secret.iter().rposition(|&b| b == b'1') else {
        return Verdict::Invalid;
    };
    let (human, data) = (&secret[..at], &secret[at + 1..]);
    if human.is_empty() || data.len() < 6 {
        return Verdict::Invalid;
    }
    let mut sum = 1;
    for byte in human {
        step(&mut sum, byte.to_ascii_lowercase() >> 5);
    }
    step(&mut sum, 0);
    for byte in human {
        step(&mut sum, byte.to_ascii_lowercase() & 31);
    }
    for byte in data {
        let Some(value) = CHARSET.iter().position(|&c| c == byte.to_ascii_lowercase()) else {
            return Verdict::Invalid;
        };
        step(&mut sum, value as u8);
    }
    if sum == 1 { Verdict::Valid } else { Verdict::Invalid }
}

fn step(sum: &mut u32, value: u8) {
    const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    let top = *sum >> 25;
    *sum = (*sum & 0x01ff_ffff) << 5 ^ u32::from(value);
    for (bit, generator) in GENERATOR.iter().enumerate() {
        if top >> bit & 1 == 1 {
            *sum ^= generator;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_of_bip173() {
        for good in [
            "A12UEL5L",
            "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
            "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
        ] {
            assert_eq!(verdict(good.as_bytes()), Verdict::Valid, "{good}");
        }
        for bad in [
            "A12UEL5M",
            "1",
            "",
            "x1b4n0q5v",
            "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3x",
        ] {
            assert_eq!(verdict(bad.as_bytes()), Verdict::Invalid, "{bad}");
        }
    }
}
