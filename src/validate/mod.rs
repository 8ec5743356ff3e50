//! Validators: is this byte string a real credential of its format? Pure functions over the secret.
//! They know no rules, run no regex, read no clock and never touch the network.
//!
//! The contract: no panic on any bytes, linear time, no memory beyond the secret's length.

use crate::fact::Fact;

mod aba;
mod aws;
pub(crate) mod azure;
pub(crate) mod base58;
mod bech32;
pub(crate) mod bip39;
pub(crate) mod card;
mod crc32;
mod discord;
mod eip55;
mod encoded;
pub(crate) mod entropy;
mod example;
mod gitlab;
pub(crate) mod iban;
mod jwt;
mod luhn;
mod macaroon;
pub(crate) mod national;
mod nuget;
mod slack;
mod swarm;
mod telegram;

pub(crate) use example::john_doe;

/// What the redundancy of a format says about a string of that format.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Verdict {
    /// The format's own check adds up.
    Valid,
    /// The format's own check does not add up: the finding falls to low confidence.
    Invalid,
    /// Typed by hand in the form of a secret, or with a readable part that does not read: the finding
    /// is of medium confidence at most.
    Doubtful,
    /// There is no check, or none that is known for certain.
    Unknown,
}

/// A verdict, and what could be read from the secret without telling it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Judgement {
    /// The verdict.
    pub(crate) verdict: Verdict,
    /// An account, an algorithm, an expiry. Empty for most formats.
    pub(crate) facts: Vec<Fact>,
}

impl Judgement {
    const fn with(verdict: Verdict, facts: Vec<Fact>) -> Self {
        Self { verdict, facts }
    }
}

impl From<Verdict> for Judgement {
    fn from(verdict: Verdict) -> Self {
        // An empty Vec does not allocate.
        Self { verdict, facts: Vec::new() }
    }
}

/// A validator.
pub(crate) type Check = fn(&[u8]) -> Judgement;

/// Every validator by the name that rules use. `example` is also run for every rule.
const TABLE: &[(&str, Check)] = &[
    ("aba", |s| aba::verdict(s).into()),
    ("age", bech32::age),
    ("apify", |s| crc32::apify(s).into()),
    ("atlassian", |s| crc32::atlassian(s).into()),
    ("aws-bedrock", aws::bedrock),
    ("aws-bedrock-request", aws::bedrock_request),
    ("aws-key-id", aws::key_id),
    ("azure", |s| azure::verdict(s).into()),
    ("azure-annotated", azure::annotated),
    ("base58-address", |s| base58::address(s).into()),
    ("base58-extended-key", |s| base58::extended_key(s).into()),
    ("base64-json", |s| encoded::json(s).into()),
    ("base64-json-hint", |s| encoded::json_hint(s).into()),
    ("bech32", |s| bech32::address(s).into()),
    ("canva", |s| crc32::canva(s).into()),
    ("card", card::judge),
    ("cloudflare", |s| crc32::cloudflare(s).into()),
    ("confluent", |s| crc32::confluent(s).into()),
    ("crc32-base62", crc32::base62),
    ("crc32-base62-hint", |s| crc32::base62_hint(s).into()),
    ("discord", discord::token),
    ("discord-webhook", discord::webhook),
    ("eip55", |s| eip55::verdict(s).into()),
    ("entropy", |s| entropy::verdict(s).into()),
    ("example", |s| example::verdict(s).into()),
    ("flyio", |s| macaroon::fly(s).into()),
    ("gitlab-routable", gitlab::routable),
    ("grafana", |s| crc32::grafana(s).into()),
    ("grafana-cloud", encoded::grafana_cloud),
    ("iban", iban::judge),
    ("jfrog-reference", encoded::jfrog_reference),
    ("jwt", jwt::judge),
    ("luhn", |s| luhn::verdict(s).into()),
    ("mixed", |s| entropy::mixed(s).into()),
    ("nuget", |s| nuget::key(s).into()),
    ("pypi", macaroon::pypi),
    ("saladcloud", |s| crc32::saladcloud(s).into()),
    ("sentry", encoded::sentry),
    ("slack", slack::token),
    ("snyk", encoded::snyk),
    ("swarm-join", |s| swarm::join(s).into()),
    ("telegram", telegram::bot),
    ("zuplo", |s| crc32::zuplo(s).into()),
];

/// The validator of that name.
pub(crate) fn named(name: &str) -> Option<Check> {
    let own = TABLE.iter().find(|(known, _)| *known == name).map(|(_, check)| *check);
    own.or_else(|| national::named(name).map(|id| id.judge))
}

/// All names: those of this table in order, then those of ids.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(name, _)| *name).chain(national::IDS.iter().map(|id| id.name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_unique() {
        assert!(TABLE.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn no_bytes_make_any_validator_panic() {
        let mut state = 1_u64;
        let alphabets: [&[u8]; 4] =
            [b"abcABC019+/=-_.:~", b"eyJ.eyJ{}\"alg", b"\x00\xff\xc3\xa9A=._", b"0123456789_."];
        for round in 0..20_000_usize {
            let alphabet = alphabets[round % alphabets.len()];
            let mut secret = Vec::new();
            for prefix in [
                "", "ghp_", "eyJ", "glpat-", "ATATT3", "pypi-", "AKIA", "sntrys_", "glsa_",
                "xoxb-1-",
            ] {
                secret.clear();
                secret.extend_from_slice(prefix.as_bytes());
                for _ in 0..round % 70 {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    secret.push(alphabet[(state >> 33) as usize % alphabet.len()]);
                }
                for (_, check) in TABLE {
                    let _ = check(&secret);
                }
            }
        }
    }
}
