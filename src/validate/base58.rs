//! Base58Check: Bitcoin's text form of keys and addresses, with four bytes of a double SHA-256.
//!
//! <https://en.bitcoin.it/wiki/Base58Check_encoding>; the versions are those of
//! <https://en.bitcoin.it/wiki/List_of_address_prefixes> and of SLIP-0132 for extended keys.

use sha2::{Digest as _, Sha256};

use super::Verdict;

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// Bytes that are decoded at most: those of an extended key and its checksum.
const MOST: usize = 82;

/// A private key in the wallet import format: a version, 32 bytes, and a 1 where its public key is
/// compressed.
pub(crate) fn private_key(text: &[u8]) -> Verdict {
    let form = |payload: &[u8]| {
        let key = matches!(payload.len(), 33) || matches!(payload, [.., 1] if payload.len() == 34);
        // Bitcoin and its test net, Litecoin, Dogecoin, Dash.
        key && matches!(payload[0], 0x80 | 0xEF | 0xB0 | 0x9E | 0xCC)
    };
    judge(text, form)
}

/// An extended private key (BIP 32).
pub(super) fn extended_key(text: &[u8]) -> Verdict {
    // Behind version, depth, parent, index and chain code a private key begins with a zero.
    judge(text, |payload| payload.len() == 78 && payload[45] == 0)
}

/// An address: a version and the hash of a public key or a script.
pub(super) fn address(text: &[u8]) -> Verdict {
    judge(text, |payload| payload.len() == 21)
}

fn judge(text: &[u8], form: impl Fn(&[u8]) -> bool) -> Verdict {
    let mut room = [0; MOST];
    let fits = decode(text, &mut room).and_then(checked).is_some_and(form);
    if fits { Verdict::Valid } else { Verdict::Invalid }
}

/// The payload, where its checksum adds up.
fn checked(bytes: &[u8]) -> Option<&[u8]> {
    let (payload, sum) = bytes.split_last_chunk::<4>()?;
    (!payload.is_empty() && Sha256::digest(Sha256::digest(payload))[..4] == sum[..])
        .then_some(payload)
}

/// The number that the text is, its bytes at the end of `room`; each leading `1` is a zero byte.
fn decode<'r>(text: &[u8], room: &'r mut [u8; MOST]) -> Option<&'r [u8]> {
    // Text of more characters is longer than the room.
    if text.len() > MOST * 138 / 100 + 1 {
        return None;
    }
    let mut first = MOST;
    for byte in text {
        let mut carry = ALPHABET.iter().position(|known| known == byte)? as u32;
        for slot in room[first..].iter_mut().rev() {
            carry += u32::from(*slot) * 58;
            *slot = carry as u8;
            carry >>= 8;
        }
        while carry > 0 {
            first = first.checked_sub(1)?;
            room[first] = carry as u8;
            carry >>= 8;
        }
    }
    let zeros = text.iter().take_while(|b| **b == b'1').count();
    Some(&room[first.checked_sub(zeros)?..])
}

/// The text of a payload and its checksum, for the examples of rules.
pub(crate) fn encode(payload: &[u8]) -> String {
    let sum = Sha256::digest(Sha256::digest(payload));
    let mut digits: Vec<u8> = Vec::new();
    for byte in payload.iter().chain(&sum[..4]) {
        let mut carry = u32::from(*byte);
        for digit in &mut digits {
            carry += u32::from(*digit) << 8;
            *digit = (carry % 58) as u8;
            carry /= 58;
        }
        while carry > 0 {
            digits.push((carry % 58) as u8);
            carry /= 58;
        }
    }
    let zeros = payload.iter().take_while(|byte| **byte == 0).count();
    let text = std::iter::repeat_n(0, zeros).chain(digits.into_iter().rev());
    text.map(|digit| char::from(ALPHABET[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_addresses_of_the_documentation() {
        // en.bitcoin.it/wiki/Wallet_import_format; it must not stand here in one piece.
        let key = ["5HueCGU8rMjxEXxiPuD5BDku", "4MkFqeZyd4dZ1jvhTVqvbTLvyTJ"].concat();
        assert_eq!(private_key(key.as_bytes()), Verdict::Valid);
        assert_eq!(private_key(key.replace("Hue", "Hve").as_bytes()), Verdict::Invalid);
        // BIP 32, test vector 1.
        let extended = [
            "xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3",
            "TGtRBeJgk33yuGBxrMPHi",
        ]
        .concat();
        assert_eq!(extended_key(extended.as_bytes()), Verdict::Valid);
        assert_eq!(extended_key(extended.replace("3wJ", "3xJ").as_bytes()), Verdict::Invalid);
        assert_eq!(address(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"), Verdict::Valid);
        assert_eq!(address(b"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb"), Verdict::Invalid);
        for other in ["", "1", "0", "11111111111111111111111111", "l"] {
            assert_eq!(address(other.as_bytes()), Verdict::Invalid, "{other}");
        }
        assert_eq!(address(&[b'z'; 4000]), Verdict::Invalid);
    }
}
