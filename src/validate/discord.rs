//! Discord: a bot token begins with its user id in base64, a webhook address holds its id in decimal.

use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// First second of 2015, from which Discord counts (discord.com/developers/docs/reference#snowflakes).
const EPOCH_MS: u64 = 1_420_070_400_000;

pub(crate) fn token(secret: &[u8]) -> Judgement {
    let id = secret.split(|&b| b == b'.').next().unwrap_or_default();
    if id.len() > 40 {
        return Verdict::Invalid.into();
    }
    match STANDARD_NO_PAD.decode(id).ok().as_deref().and_then(snowflake) {
        Some(id) => Judgement::with(Verdict::Valid, vec![created(id)]),
        None => Verdict::Invalid.into(),
    }
}

pub(crate) fn webhook(secret: &[u8]) -> Judgement {
    let id = secret.split(|b| !b.is_ascii_digit()).find(|part| part.len() >= 16);
    match id.and_then(snowflake) {
        Some(id) => Judgement::with(Verdict::Unknown, vec![created(id)]),
        None => Verdict::Unknown.into(),
    }
}

fn snowflake(digits: &[u8]) -> Option<u64> {
    if !(16..=20).contains(&digits.len()) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

fn created(id: u64) -> Fact {
    Fact::day(FactName::Created, (EPOCH_MS + (id >> 22)) / 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_snowflake() {
        assert_eq!(created(175_928_847_299_117_063).value.to_string(), "2016-04-30");
        let id = STANDARD_NO_PAD.encode("175928847299117063");
        let judged = token(format!("{id}.AAAAAA.x").as_bytes());
        assert_eq!(judged.verdict, Verdict::Valid);
        assert_eq!(token(b"MTIzNDU.AAAAAA.x").verdict, Verdict::Invalid);
    }
}
