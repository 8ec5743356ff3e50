//! Macaroons: PyPI's upload tokens (libmacaroons v2 binary format) and Fly.io's (MessagePack).
//! What their caveats allow is told; what they name is not.

use serde_json::Value;

use super::encoded::decode;
use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName};

/// Kinds of packets: what names a macaroon or a caveat, and the signature at the end.
const IDENTIFIER: u8 = 2;
const SIGNATURE: u8 = 6;
/// Bytes of a signature.
const SIGNED: usize = 32;

/// A PyPI token is `pypi-` and the base64url of a v2 macaroon for the location pypi.org or test.pypi.org.
/// The packets are walked to the signature (github.com/rescrv/libmacaroons, doc/format.txt).
pub(crate) fn pypi(secret: &[u8]) -> Judgement {
    let Some(text) = secret.strip_prefix(b"pypi-") else {
        return Verdict::Unknown.into();
    };
    let Some(bytes) = decode(text) else {
        return Verdict::Doubtful.into();
    };
    let Some(rest) = bytes.strip_prefix(&[2]) else {
        return Verdict::Invalid.into();
    };
    let (mut identifiers, mut signature) = (Vec::new(), None);
    for (kind, value) in Packets(rest) {
        match kind {
            IDENTIFIER => identifiers.push(value),
            SIGNATURE => signature = Some(value.len()),
            _ => {}
        }
    }
    if signature != Some(SIGNED) {
        // Cut short by a logger or in a form newer than this walk: no ground to reject.
        return Verdict::Unknown.into();
    }
    // The first identifier is the macaroon's own.
    let caveats = identifiers.iter().skip(1).map(|text| Caveat::read(text));
    Judgement::with(Verdict::Valid, facts(caveats))
}

/// Fly.io's tokens: labels and the base64 of MessagePack, an array of four: nonce, location, caveats and
/// tail (github.com/superfly/macaroon, macaroon.go and format.go).
pub(crate) fn fly(secret: &[u8]) -> Verdict {
    const ARRAY_OF_FOUR: u8 = 0x94;
    let text = secret.strip_prefix(b"FlyV1 ").unwrap_or(secret);
    let holds = text.split(|byte| *byte == b',').all(|token| {
        let body = token.splitn(2, |byte| *byte == b'_').nth(1).and_then(decode);
        body.is_some_and(|bytes| bytes.first() == Some(&ARRAY_OF_FOUR))
    });
    if holds { Verdict::Valid } else { Verdict::Doubtful }
}

/// The packets of a v2 macaroon, as far as they can be read.
struct Packets<'a>(&'a [u8]);

impl<'a> Iterator for Packets<'a> {
    type Item = (u8, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        // A zero ends a section.
        let zeros = self.0.iter().take_while(|byte| **byte == 0).count();
        let (&kind, mut rest) = self.0[zeros..].split_first()?;
        let mut length = 0_usize;
        for shift in [0, 7, 14] {
            let (&byte, tail) = rest.split_first()?;
            rest = tail;
            length |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        let (value, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((kind, value))
    }
}

/// A restriction of a PyPI token (github.com/pypi/warehouse, warehouse/macaroons/caveats): `[TAG, …]`, and
/// an object before 2022.
enum Caveat {
    Expires(u64),
    Projects,
    Publisher,
    User,
    Unknown,
}

impl Caveat {
    fn read(text: &[u8]) -> Self {
        let time = |value: Option<&Value>| value.and_then(Value::as_u64);
        match serde_json::from_slice(text) {
            Ok(Value::Array(list)) => match (time(list.first()), time(list.get(1))) {
                (Some(0), Some(end)) => Self::Expires(end),
                (Some(1 | 2), _) => Self::Projects,
                (Some(3), _) => Self::User,
                (Some(4), _) => Self::Publisher,
                _ => Self::Unknown,
            },
            Ok(Value::Object(map)) => match (time(map.get("exp")), map.get("permissions")) {
                (Some(end), _) => Self::Expires(end),
                (_, Some(Value::Object(_))) => Self::Projects,
                (_, Some(Value::String(_))) => Self::User,
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        }
    }
}

fn facts(caveats: impl Iterator<Item = Caveat>) -> Vec<Fact> {
    const ACCOUNT: &str = "token of an account";
    let (mut kind, mut expires) = (Some(ACCOUNT), None::<u64>);
    for caveat in caveats {
        match caveat {
            Caveat::Expires(end) => expires = Some(expires.map_or(end, |other| other.min(end))),
            Caveat::Publisher => kind = Some("token of a trusted publisher"),
            Caveat::Projects if kind == Some(ACCOUNT) => kind = Some("token of single projects"),
            // What it restricts cannot be told.
            Caveat::Unknown if kind == Some(ACCOUNT) => kind = None,
            // Tokens of projects are a user's, too.
            Caveat::Projects | Caveat::User | Caveat::Unknown => {}
        }
    }
    let expires = expires.filter(|end| *end < 1 << 36);
    let kind = kind.map(|kind| Fact::text(FactName::KeyType, kind));
    kind.into_iter().chain(expires.map(|end| Fact::day(FactName::Expires, end))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

    fn token(caveats: &[&str]) -> String {
        let mut bytes = b"\x02\x01\x08pypi.org\x02\x03abc\x00".to_vec();
        for caveat in caveats {
            bytes.extend([IDENTIFIER, caveat.len() as u8]);
            bytes.extend(caveat.as_bytes());
            bytes.push(0);
        }
        bytes.extend(b"\x00\x06\x20");
        bytes.extend([7; SIGNED]);
        format!("pypi-{}", URL_SAFE_NO_PAD.encode(&bytes))
    }

    #[test]
    fn packets_to_the_signature() {
        let token = token(&["[]"]);
        assert!(token.starts_with("pypi-AgEIcHlwaS5vcmc"));
        assert_eq!(pypi(token.as_bytes()).verdict, Verdict::Valid);
        assert_eq!(pypi(&token.as_bytes()[..40]).verdict, Verdict::Unknown);
        assert_eq!(pypi(b"pypi-AAAA").verdict, Verdict::Invalid);
        assert_eq!(pypi(b"pypi-AgEIcHlwaS5vcmcA0").verdict, Verdict::Doubtful);
    }

    #[test]
    fn caveats_tell_what_it_opens_and_how_long() {
        let kind = |text| Fact::text(FactName::KeyType, text);
        for (caveats, facts) in [
            (&[r#"[3,"u"]"#][..], vec![kind("token of an account")]),
            (&[r#"{"version":1,"permissions":"user"}"#], vec![kind("token of an account")]),
            (
                &[r#"[1,["kettle"]]"#, r#"[2,["x"]]"#, r#"[3,"u"]"#],
                vec![kind("token of single projects")],
            ),
            (
                &[r#"{"version":1,"permissions":{"projects":["kettle"]}}"#],
                vec![kind("token of single projects")],
            ),
            (
                &["[0,1700000900,1700000000]", r#"[4,"p",null]"#, r#"[1,["kettle"]]"#],
                vec![
                    kind("token of a trusted publisher"),
                    Fact::day(FactName::Expires, 1_700_000_900),
                ],
            ),
            (&["[9]", "kettle", "[0,-1]"], vec![]),
        ] {
            assert_eq!(pypi(token(caveats).as_bytes()).facts, facts, "{caveats:?}");
        }
    }

    #[test]
    fn a_token_of_fly_is_an_array() {
        let body = STANDARD.encode(b"\x94\x93\xc4\x10nonce");
        let other = STANDARD.encode(b"kettle");
        for (token, verdict) in [
            (format!("FlyV1 fm2_{body},fm2_{body}"), Verdict::Valid),
            (format!("fm1r_{body}"), Verdict::Valid),
            (format!("fm2_{body},fm2_{other}"), Verdict::Doubtful),
            ("fm2_".to_owned(), Verdict::Doubtful),
        ] {
            assert_eq!(fly(token.as_bytes()), verdict, "{token}");
        }
    }
}
