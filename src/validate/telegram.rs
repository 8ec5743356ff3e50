//! Telegram: a bot's token begins with the number of its account
//! (core.telegram.org/bots/features#creating-a-new-bot).

use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName};

/// The account of a bot token; its rest is random.
pub(crate) fn bot(secret: &[u8]) -> Judgement {
    let digits = secret.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = std::str::from_utf8(&secret[..digits]).ok().and_then(|text| text.parse().ok());
    let user = number.map(|number| Fact::number(FactName::UserId, number));
    Judgement::with(Verdict::Unknown, user.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_stands_first() {
        assert_eq!(bot(b"70001:AAx").facts, [Fact::number(FactName::UserId, 70_001)]);
        for text in [&b"AAx"[..], b"", b"99999999999999999999999:AA"] {
            assert!(bot(text).facts.is_empty());
        }
    }
}
