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
