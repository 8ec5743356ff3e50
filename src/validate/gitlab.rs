//! GitLab's routable tokens, which carry their length and a CRC-32. The 20-character form has neither.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName};

/// Characters of the sum, and before them of the payload's length.
const SUM: usize = 7;
const LENGTH: usize = 2;

/// `PREFIX PAYLOAD.01.LLCCCCCCC`: version, length of the payload and CRC-32 of all that stands
/// before it, both in base 36. From GitLab's source, lib/authn/token_field/generator/routable_token.rb.
pub(crate) fn routable(secret: &[u8]) -> Judgement {
    let Some(at) = secret.len().checked_sub(SUM) else {
        return Verdict::Unknown.into();
    };
    let (body, sum) = secret.split_at(at);
    let holds = base36(sum) == Some(u64::from(crc32fast::hash(body)));
    match secret.iter().filter(|&&b| b == b'.').count() {
        // The form before the version was added has the same sum.
        1 | 2 if holds => Judgement::with(Verdict::Valid, routing(body).unwrap_or_default()),
        2 => Verdict::Invalid.into(),
        _ => Verdict::Unknown.into(),
    }
}

/// What the payload says: lines such as `u:1a`, a letter and a number in base 36, then random bytes
/// and a byte with their count.
fn routing(body: &[u8]) -> Option<Vec<Fact>> {
    let (text, length) = body.split_at_checked(body.len().checked_sub(LENGTH)?)?;
    let text = &text[..text.iter().position(|b| *b == b'.')?];
    let payload = text.get(text.len().checked_sub(base36(length)? as usize)?..)?;
    let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
    let (random, lines) = payload.split_last()?;
    let lines = lines.get(..lines.len().checked_sub(usize::from(*random))?)?;
    let facts = lines.split(|b| *b == b'\n').filter_map(|line| {
        let name = match line.first_chunk()? {
            b"g:" => FactName::GroupId,
            b"o:" => FactName::OrganizationId,
            b"p:" => FactName::ProjectId,
            b"u:" => FactName::UserId,
            _ => return None,
        };
        let digits = line.get(2..).filter(|digits| (1..=12).contains(&digits.len()))?;
        Some(Fact::number(name, base36(digits)?))
    });
    Some(facts.collect())
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

    fn token(payload: &[u8]) -> Vec<u8> {
        let text = URL_SAFE_NO_PAD.encode(payload);
        let digit = |n: usize| char::from(b"0123456789abcdefghijklmnopqrstuvwxyz"[n]);
        let length: String = [text.len() / 36, text.len() % 36].map(digit).iter().collect();
        let body = format!("glpat-{text}.01.{length}");
        let mut sum = crc32fast::hash(body.as_bytes()) as usize;
        let mut digits = ['0'; SUM];
        for place in digits.iter_mut().rev() {
            *place = digit(sum % 36);
            sum /= 36;
        }
        (body + &digits.iter().collect::<String>()).into_bytes()
    }

    #[test]
    fn sum_over_all_before() {
        let mut good = token(b"o:1\nu:2s0123456789abcdef\x10");
        assert_eq!(routable(&good).verdict, Verdict::Valid);
        let last = good.len() - 1;
        good[last] = if good[last] == b'0' { b'1' } else { b'0' };
        assert_eq!(routable(&good), Verdict::Invalid.into());
        assert_eq!(routable(b"glpat-aaaaaaaaaaaaaaaaaaaa"), Verdict::Unknown.into());
    }

    #[test]
    fn whom_it_is_for_is_told_and_random_bytes_are_not() {
        let facts = routable(&token(b"c:1\no:a\nu:2s0123456789ab\nu:9\x10")).facts;
        let organization = Fact::number(FactName::OrganizationId, 10);
        assert_eq!(facts, [organization, Fact::number(FactName::UserId, 100)]);
        for odd in [&b"\xff"[..], b"", b"u:\x00", b"u:zzzzzzzzzzzzzzzzzzzzz\x00", b"o:1\xfe"] {
            assert_eq!(routable(&token(odd)).facts, [], "{odd:?}");
        }
    }
}
