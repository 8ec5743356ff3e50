//! Addresses of Ethereum (EIP-55): the case of the letters is a checksum.
//!
//! <https://eips.ethereum.org/EIPS/eip-55>. An address in one case has none.

use sha3::{Digest as _, Keccak256};

use super::Verdict;

pub(super) fn verdict(text: &[u8]) -> Verdict {
    let hex = text.strip_prefix(b"0x").unwrap_or(text);
    if hex.len() != 40 || !hex.iter().all(u8::is_ascii_hexdigit) {
        return Verdict::Invalid;
    }
    let upper = hex.iter().any(u8::is_ascii_uppercase);
    if !upper || !hex.iter().any(u8::is_ascii_lowercase) {
        return Verdict::Unknown;
    }
    let digest = Keccak256::digest(hex.to_ascii_lowercase());
    let agrees = hex.iter().enumerate().all(|(at, byte)| {
        let nibble = digest[at / 2] >> (if at % 2 == 0 { 4 } else { 0 }) & 0xF;
        byte.is_ascii_digit() || byte.is_ascii_uppercase() == (nibble >= 8)
    });
    if agrees { Verdict::Valid } else { Verdict::Invalid }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_of_the_proposal() {
        for good in [
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        ] {
            assert_eq!(verdict(good.as_bytes()), Verdict::Valid, "{good}");
            let other = good.replacen('A', "a", 1);
            let turned = if other == good { good.replacen('b', "B", 1) } else { other };
            assert_eq!(verdict(turned.as_bytes()), Verdict::Invalid, "{turned}");
            assert_eq!(verdict(good.to_lowercase().as_bytes()), Verdict::Unknown);
        }
        assert_eq!(verdict(b"0x5aAeb6"), Verdict::Invalid);
    }
}
