//! AWS access key ids: alphabet and the account id inside. Not secret access keys, which carry nothing.

use super::encoded::decode;
use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName, FactValue};

/// A key id is a four-letter prefix and base32. In ids issued since 2019 the first 48 bits behind the
/// prefix hold a set bit, the 40-bit account id and 7 more bits; older ids hold no account.
pub(crate) fn key_id(secret: &[u8]) -> Judgement {
    let Some(body) = secret.get(4..) else {
        return Verdict::Invalid.into();
    };
    let mut bits = 0_u64;
    for (at, &byte) in body.iter().enumerate() {
        let Some(value) = base32(byte) else {
            // Who makes one up takes the digits from 1 on.
            return Verdict::Doubtful.into();
        };
        if at < 10 {
            bits = bits << 5 | u64::from(value);
        }
    }
    if body.len() < 16 || !(secret.starts_with(b"AKIA") || secret.starts_with(b"ASIA")) {
        return Verdict::Unknown.into();
    }
    // Ten characters are 50 bits, two more than the six bytes that count.
    let six_bytes = bits >> 2;
    if six_bytes >> 47 == 0 {
        return Verdict::Unknown.into();
    }
    let account = (six_bytes & 0x7fff_ffff_ff80) >> 7;
    if account > 999_999_999_999 {
        return Verdict::Unknown.into();
    }
    Judgement::with(Verdict::Unknown, vec![account_fact(account)])
}

/// A long-term key of Bedrock: `ABSK` and the base64 of the IAM user's name, `:` and a secret. The name
/// ends with the account, as those of service-specific credentials do (`BedrockAPIKey-x1y2-at-NUMBER`;
/// IAM's user guide, "API keys for Amazon Bedrock"). Text that is no such name is none that
/// AWS made up to now.
pub(crate) fn bedrock(secret: &[u8]) -> Judgement {
    let text = secret.get(4..).and_then(decode).unwrap_or_default();
    let name = text.split(|byte| *byte == b':').next().unwrap_or_default();
    let account = memchr::memmem::rfind(name, b"-at-").map(|at| &name[at + 4..]);
    let account = account.and_then(|digits| std::str::from_utf8(digits).ok());
    let account = account.filter(|digits| digits.len() == 12 && name.len() < text.len());
    match account.and_then(|digits| digits.parse().ok()) {
        Some(account) => Judgement::with(Verdict::Valid, vec![account_fact(account)]),
        None if text.starts_with(b"BedrockAPIKey") => Verdict::Unknown.into(),
        None => Verdict::Doubtful.into(),
    }
}

/// A short-term key of Bedrock: the base64 of a signed request, whose query has the key id, the time and
/// the seconds that it holds (Signature Version 4, "Authenticating requests: using query parameters").
pub(crate) fn bedrock_request(secret: &[u8]) -> Judgement {
    let text = secret.strip_prefix(b"bedrock-api-key-").and_then(decode).unwrap_or_default();
    let query = |name: &[u8]| {
        let at = memchr::memmem::find(&text, name)? + name.len();
        text[at..].split(|byte| *byte == b'&').next()
    };
    let account = query(b"X-Amz-Credential=").and_then(|scope| scope.get(..20)).map(key_id);
    let created = query(b"X-Amz-Date=").and_then(basic_time);
    let lasts = query(b"X-Amz-Expires=")
        .and_then(|digits| std::str::from_utf8(digits).ok()?.parse::<u64>().ok());
    let Some(created) = created else { return Verdict::Unknown.into() };
    let mut facts = account.map_or_else(Vec::new, |judged| judged.facts);
    facts.push(Fact::day(FactName::Created, created));
    // A week is the most that a signature can hold.
    let expires = lasts.filter(|seconds| *seconds <= 604_800).map(|seconds| created + seconds);
    facts.extend(expires.map(|end| Fact::day(FactName::Expires, end)));
    Judgement::with(Verdict::Valid, facts)
}

/// Seconds since 1970 of `20260304T102231Z`, by Howard Hinnant's days_from_civil
/// (howardhinnant.github.io/date_algorithms.html).
fn basic_time(text: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(text.get(..16)?).ok()?;
    let number = |range: std::ops::Range<usize>| {
        let digits = text.get(range)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse::<u64>().ok())?
    };
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    let (hour, minute, second) = (number(9..11)?, number(11..13)?, number(13..15)?);
    if year < 1970 || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let of_era = year % 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = year / 400 * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(days * 86_400 + hour * 3600 + minute * 60 + second)
}

fn account_fact(account: u64) -> Fact {
    Fact { name: FactName::AwsAccount, value: FactValue::Number { value: account, width: 12 } }
}

fn base32(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'2'..=b'7' => Some(byte - b'2' + 26),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn account_of_a_published_example() {
        // From Aidan Steele's and Tal Be'ery's articles on the encoding; the key never existed.
        let id = ["ASIA", "QNZGKIQY56JQ7WML"].concat();
        let facts = key_id(id.as_bytes()).facts;
        assert_eq!(facts[0].name, FactName::AwsAccount);
        assert_eq!(facts[0].value.to_string(), "029608264753");
    }

    #[test]
    fn digits_that_base32_lacks_are_doubted() {
        assert_eq!(key_id(b"AKIA0000000000000000").verdict, Verdict::Doubtful);
        assert_eq!(key_id(b"AKI").verdict, Verdict::Invalid);
    }

    #[test]
    fn a_signed_request_tells_when_it_ends() {
        use base64::Engine as _;
        let key = |query: &str| {
            let text =
                format!("bedrock.amazonaws.com/?Action=CallWithBearerToken&{query}&Version=1");
            let body = base64::engine::general_purpose::STANDARD.encode(text);
            bedrock_request(format!("bedrock-api-key-{body}").as_bytes())
        };
        let id = ["ASIA", "QNZGKIQY56JQ7WML"].concat();
        let time = "X-Amz-Date=20240229T235959Z&X-Amz-Expires=43200";
        let facts = key(&format!("X-Amz-Credential={id}%2F20240229&{time}")).facts;
        let told: Vec<_> = facts.iter().map(|fact| fact.value.to_string()).collect();
        assert_eq!(told, ["029608264753", "2024-02-29", "2024-03-01"]);
        for query in
            ["X-Amz-Date=2024", "X-Amz-Date=20241329T235959Z", "X-Amz-Date=+0240229T235959Z", ""]
        {
            assert_eq!(key(query), Verdict::Unknown.into(), "{query}");
        }
    }

    #[test]
    fn times_in_basic_form() {
        for (text, seconds) in [
            ("19700101T000000Z", 0),
            ("20000229T000001Z", 951_782_401),
            ("20991231T235959Z", 4_102_444_799),
        ] {
            assert_eq!(basic_time(text.as_bytes()), Some(seconds), "{text}");
        }
    }

    #[test]
    fn a_key_of_bedrock_names_its_account() {
        use base64::Engine as _;
        let key = |text: &str| {
            let body = base64::engine::general_purpose::STANDARD.encode(text);
            bedrock(format!("ABSK{body}").as_bytes())
        };
        let Judgement { verdict, facts } = key("BedrockAPIKey-toys-at-000000029608:kettle");
        assert_eq!((verdict, facts), (Verdict::Valid, vec![account_fact(29_608)]));
        for text in ["BedrockAPIKey-toys-at-29608:x", "BedrockAPIKey-toys-at-000000029608"] {
            assert_eq!(key(text), Verdict::Unknown.into(), "{text}");
        }
        for text in ["x:y", ""] {
            assert_eq!(key(text), Verdict::Doubtful.into(), "{text}");
        }
    }
}
