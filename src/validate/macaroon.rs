//! Macaroons (libmacaroons v2 binary format), as PyPI uses them for upload tokens.

use super::Verdict;
use super::encoded::decode;

/// A PyPI token is `pypi-` and the base64url of a v2 macaroon for the location pypi.org or test.pypi.org.
/// The packets are walked to the signature (github.com/rescrv/libmacaroons, doc/format.txt).
pub(crate) fn pypi(secret: &[u8]) -> Verdict {
    let Some(text) = secret.strip_prefix(b"pypi-") else {
        return Verdict::Unknown;
    };
    let Some(bytes) = decode(text) else {
        return Verdict::Doubtful;
    };
    let Some(rest) = bytes.strip_prefix(&[2]) else {
        return Verdict::Invalid;
    };
    match walk(rest) {
        Some(32) => Verdict::Valid,
        // Cut short by a logger or in a form newer than this walk: no ground to reject.
        _ => Verdict::Unknown,
    }
}

/// Walks the packets; the length of the signature, if there is one.
fn walk(mut rest: &[u8]) -> Option<usize> {
    while let Some((&kind, tail)) = rest.split_first() {
        rest = tail;
        if kind == 0 {
            continue;
        }
        let mut length = 0_usize;
        for shift in [0, 7, 14] {
            let (&byte, tail) = rest.split_first()?;
            rest = tail;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let value = rest.get(..length)?;
        rest = &rest[length..];
        if kind == 6 {
            return Some(value.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    #[test]
    fn packets_to_the_signature() {
        let mut bytes = b"\x02\x01\x08pypi.org\x02\x03abc\x00\x02\x02[]\x00\x00\x06\x20".to_vec();
        bytes.extend_from_slice(&[7; 32]);
        let token = format!("pypi-{}", URL_SAFE_NO_PAD.encode(&bytes));
        assert!(token.starts_with("pypi-AgEIcHlwaS5vcmc"));
        assert_eq!(pypi(token.as_bytes()), Verdict::Valid);
        assert_eq!(pypi(&token.as_bytes()[..40]), Verdict::Unknown);
        assert_eq!(pypi(b"pypi-AAAA"), Verdict::Invalid);
        assert_eq!(pypi(b"pypi-AgEIcHlwaS5vcmcA0"), Verdict::Doubtful);
    }
}
