//! GitLab's routable tokens, which carry their length and a CRC-32. The 20-character form has neither.

use super::Verdict;

/// `PREFIX PAYLOAD.01.LLCCCCCCC`: version, length of the payload and CRC-32 of all that stands
/// before it, both in base 36. From GitLab's source, lib/authn/token_field/generator/routable_token.rb.
pub(crate) fn routable(secret: &[u8]) -> Verdict {
    let Some(at) = secret.len().checked_sub(7) else {
        return Verdict::Unknown;
    };
    let (body, sum) = secret.split_at(at);
    let holds = base36(sum) == Some(u64::from(crc32fast::hash(body)));
    match secret.iter().filter(|&&b| b == b'.').count() {
        2 if holds => Verdict::Valid,
        2 => Verdict::Invalid,
        // The form before the version was added: same sum, by the design document only.
        1 if holds => Verdict::Valid,
        _ => Verdict::Unknown,
    }
}

fn base36(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0_u64, |number, &byte| {
        if byte.is_ascii_uppercase() {
            return None;
        }
        Some(number * 36 + u64::from(char::from(byte).to_digit(36)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sum_over_all_before() {
        let body = "glpat-cGF5bG9hZHBheWxvYWRwYXlsb2FkcGF5bG9hZA.01.14";
        let mut sum = u64::from(crc32fast::hash(body.as_bytes()));
        let mut digits = [b'0'; 7];
        for digit in digits.iter_mut().rev() {
            *digit = b"0123456789abcdefghijklmnopqrstuvwxyz"[(sum % 36) as usize];
            sum /= 36;
        }
        let token = [body.as_bytes(), &digits].concat();
        assert_eq!(routable(&token), Verdict::Valid);
        assert_eq!(routable(&[body.as_bytes(), b"0000000"].concat()), Verdict::Invalid);
        assert_eq!(routable(b"glpat-aaaaaaaaaaaaaaaaaaaa"), Verdict::Unknown);
    }
}
