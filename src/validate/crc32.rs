//! CRC-32 checksums inside tokens, in the several ways providers write them.
//! Rejects only where the provider publishes the checksum or ships its source; elsewhere a sum that
//! holds proves a token, and one that does not hold proves nothing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName};

static BASE62: [u8; 256] =
    values(b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
static BASE62_LOWER_FIRST: [u8; 256] =
    values(b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
/// The value of a byte that is no digit.
const NONE: u8 = u8::MAX;

/// The value of each byte among the digits.
const fn values(digits: &[u8; 62]) -> [u8; 256] {
    let (mut values, mut nth) = ([NONE; 256], 0);
    while nth < digits.len() {
        values[digits[nth] as usize] = nth as u8;
        nth += 1;
    }
    values
}

/// GitHub and npm: the last six characters are the base62 CRC-32 of what stands between the prefix
/// and them. Published: github.blog/2021-04-05-behind-githubs-new-authentication-token-formats.
pub(crate) fn base62(secret: &[u8]) -> Judgement {
    // The published lengths. GitHub's stateless installation tokens (`ghs_APPID_JWT`) have more parts
    // and no such sum.
    let single = secret.iter().filter(|b| matches!(b, b'_' | b'.')).count() == 1;
    let verdict = match part_after_underscore(secret) {
        Some(part) if single && matches!(part.len(), 36 | 76) => tail_holds(part, &BASE62),
        _ => Verdict::Unknown,
    };
    let kind = match secret.get(..4) {
        Some(b"ghp_") => "personal access token (classic)",
        Some(b"gho_") => "OAuth access token",
        Some(b"ghu_") => "GitHub App user token",
        Some(b"ghs_") => "GitHub App installation token",
        Some(b"ghr_") => "refresh token",
        _ => return verdict.into(),
    };
    Judgement::with(verdict, vec![Fact::text(FactName::KeyType, kind)])
}

/// Same sum as `base62`, of a provider that has not published it.
pub(crate) fn base62_hint(secret: &[u8]) -> Verdict {
    hint(part_after_underscore(secret).map(|part| tail_holds(part, &BASE62)))
}

/// Apify: over everything before, digits in the order 0-9a-zA-Z.
pub(crate) fn apify(secret: &[u8]) -> Verdict {
    hint(Some(tail_holds(secret, &BASE62_LOWER_FIRST)))
}

/// SaladCloud: over the part behind `salad_cloud_user_` or `salad_cloud_org_`.
pub(crate) fn saladcloud(secret: &[u8]) -> Verdict {
    base62_hint(secret)
}

/// Atlassian: `=` and eight hex digits, the sum of everything before them, the `=` included.
/// Not published by Atlassian; it holds on published sample tokens.
pub(crate) fn atlassian(secret: &[u8]) -> Verdict {
    let Some(at) = secret.len().checked_sub(8) else {
        return Verdict::Unknown;
    };
    let (body, sum) = secret.split_at(at);
    if body.last() != Some(&b'=') {
        return Verdict::Unknown;
    }
    hint(Some(is_sum(body, sum, false)))
}

/// Grafana service accounts: the sum of what stands before the last `_`, its bytes in little-endian
/// order. From Grafana's own source, pkg/components/satokengen.
pub(crate) fn grafana(secret: &[u8]) -> Verdict {
    let Some(at) = secret.len().checked_sub(8) else {
        return Verdict::Invalid;
    };
    let (body, sum) = secret.split_at(at);
    match body.split_last() {
        Some((b'_', body)) => is_sum(body, sum, true),
        _ => Verdict::Invalid,
    }
}

/// Cloudflare: eight hex digits behind the 40 characters. Cloudflare documents that there is a
/// checksum, not which.
pub(crate) fn cloudflare(secret: &[u8]) -> Verdict {
    hint(part_after_underscore(secret).and_then(|part| {
        let (body, sum) = part.split_at(part.len().checked_sub(8)?);
        Some(is_sum(body, sum, false))
    }))
}

/// Canva: eight hex digits, the sum of everything before.
pub(crate) fn canva(secret: &[u8]) -> Verdict {
    hint(secret.len().checked_sub(8).map(|at| is_sum(&secret[..at], &secret[at..], false)))
}

/// Confluent Cloud: behind `cflt` 54 characters and, in Base64 without padding, their sum in little-endian
/// order. Published: docs.confluent.io/cloud/current/client-apps/api-keys.html.
pub(crate) fn confluent(secret: &[u8]) -> Verdict {
    let (Some(part), Some(at)) = (secret.get(4..), secret.len().checked_sub(10)) else {
        return Verdict::Invalid;
    };
    let (body, sum) = part.split_at(at);
    let want = STANDARD_NO_PAD.encode(crc32fast::hash(body).to_le_bytes());
    if sum == want.as_bytes() { Verdict::Valid } else { Verdict::Invalid }
}

/// Zuplo: eight hex digits behind the last `_`, the sum of the part before that `_`.
pub(crate) fn zuplo(secret: &[u8]) -> Verdict {
    let mut parts = secret.rsplit(|&b| b == b'_');
    let (Some(sum), Some(body)) = (parts.next(), parts.next()) else {
        return Verdict::Unknown;
    };
    hint(Some(is_sum(body, sum, false)))
}

fn hint(found: Option<Verdict>) -> Verdict {
    match found {
        Some(Verdict::Valid) => Verdict::Valid,
        _ => Verdict::Unknown,
    }
}

/// What follows the last `_`, if that is all base62.
fn part_after_underscore(secret: &[u8]) -> Option<&[u8]> {
    let at = secret.iter().rposition(|&b| b == b'_')?;
    let part = &secret[at + 1..];
    (part.len() > 6 && part.iter().all(u8::is_ascii_alphanumeric)).then_some(part)
}

fn tail_holds(text: &[u8], values: &[u8; 256]) -> Verdict {
    let Some(at) = text.len().checked_sub(6) else {
        return Verdict::Invalid;
    };
    let (body, tail) = text.split_at(at);
    let mut sum = 0_u64;
    for byte in tail {
        let value = values[usize::from(*byte)];
        if value == NONE {
            return Verdict::Invalid;
        }
        sum = sum * 62 + u64::from(value);
    }
    if sum == u64::from(crc32fast::hash(body)) { Verdict::Valid } else { Verdict::Invalid }
}

fn is_sum(body: &[u8], hex: &[u8], little_endian: bool) -> Verdict {
    let mut sum = 0_u32;
    if hex.len() != 8 {
        return Verdict::Invalid;
    }
    for &byte in hex {
        let Some(value) = char::from(byte).to_digit(16) else {
            return Verdict::Invalid;
        };
        sum = sum << 4 | value;
    }
    let want = crc32fast::hash(body);
    let want = if little_endian { want.swap_bytes() } else { want };
    if sum == want { Verdict::Valid } else { Verdict::Invalid }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_hold() {
        // npm's format as shown in secretlint/secretlint issue 200 ("dummy").
        let npm = ["npm_", "qkJaB6MffYVzZXWqmcoF49yrUxP3wf", "0LsakP"].concat();
        assert_eq!(base62(npm.as_bytes()).verdict, Verdict::Valid);
        let wrong = npm.replace("0LsakP", "0LsakQ");
        assert_eq!(base62(wrong.as_bytes()).verdict, Verdict::Invalid);
        // The example of Confluent's documentation.
        let confluent_example =
            ["cflt", "T8d8RzkNseTMEDKcjNM1BZTFPHqRn/dQm9q7w6SjzZ12wZfwjaJdip", "HZtDjw"].concat();
        assert_eq!(confluent(confluent_example.as_bytes()), Verdict::Valid);
        let wrong = confluent_example.replace("HZtDjw", "HZtDjx");
        assert_eq!(confluent(wrong.as_bytes()), Verdict::Invalid);
        for text in ["", "cflt", "cflt00000"] {
            assert_eq!(confluent(text.as_bytes()), Verdict::Invalid);
        }
        // The example in Grafana's satokengen tests.
        let grafana_example = ["glsa_", "yscW25imSKJIuav8zF37RZmnbiDvB05G", "_fcaaf58a"].concat();
        assert_eq!(grafana(grafana_example.as_bytes()), Verdict::Valid);
    }

    #[test]
    fn unpublished_sums_never_reject() {
        for check in [apify, saladcloud, atlassian, cloudflare, canva, zuplo, base62_hint] {
            assert_eq!(check(b"prefix_0000000000000000000000000000000000000000"), Verdict::Unknown);
            assert_ne!(check(b""), Verdict::Invalid);
        }
    }

    #[test]
    fn github_types_are_told() {
        let token = [b"ghs_".as_slice(), &[b'a'; 36]].concat();
        let kind = Fact::text(FactName::KeyType, "GitHub App installation token");
        assert_eq!(base62(&token).facts, [kind]);
    }
}
