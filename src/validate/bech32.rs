//! Bech32 and Bech32m checksums (BIP-173, BIP-350), as age uses them for its secret keys and Bitcoin and its
//! kin for addresses.

use super::{Judgement, Verdict};

const CHARSET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// An age identity: upper-case Bech32 with the human part `AGE-SECRET-KEY-`.
pub(crate) fn age(secret: &[u8]) -> Judgement {
    verdict(secret).into()
}

/// An address of a network whose human part is known: a witness version, its program and the checksum
/// that the version calls for.
pub(super) fn address(text: &[u8]) -> Verdict {
    let human = text.iter().rposition(|&b| b == b'1').map(|at| text[..at].to_ascii_lowercase());
    let known = matches!(
        human.as_deref(),
        Some(b"bc" | b"tb" | b"bcrt" | b"ltc" | b"tltc" | b"vtc" | b"grs")
    );
    let upper = text.iter().any(u8::is_ascii_uppercase);
    if !known || text.len() > 90 || upper && text.iter().any(u8::is_ascii_lowercase) {
        return Verdict::Invalid;
    }
    let version = human.and_then(|human| text.get(human.len() + 1));
    let sum = if matches!(version, Some(b'q' | b'Q')) { PLAIN } else { MODIFIED };
    judge(text, sum)
}

/// What the checksum comes to, in BIP-173 and in BIP-350.
const PLAIN: u32 = 1;
const MODIFIED: u32 = 0x2bc8_30a3;

fn verdict(secret: &[u8]) -> Verdict {
    judge(secret, PLAIN)
}

fn judge(secret: &[u8], right: u32) -> Verdict {
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
    if sum == right { Verdict::Valid } else { Verdict::Invalid }
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
    fn addresses_of_bip350() {
        for good in [
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
            "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        ] {
            assert_eq!(address(good.as_bytes()), Verdict::Valid, "{good}");
        }
        for bad in [
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3T4",
            "xx1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "",
        ] {
            assert_eq!(address(bad.as_bytes()), Verdict::Invalid, "{bad}");
        }
    }

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
