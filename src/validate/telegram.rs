//! Telegram bot tokens: the bot's public id, a colon, and the secret.

use super::{Judgement, Verdict};

pub(crate) fn token(secret: &[u8]) -> Judgement {
    let id = secret.split(|b| !b.is_ascii_digit()).next().unwrap_or_default();
    match std::str::from_utf8(id) {
        // The id is public: it is the bot's user id.
        Ok(id) if (6..=12).contains(&id.len()) => {
            Judgement::with(Verdict::Unknown, vec![("bot id", id.to_owned())])
        }
        _ => Verdict::Unknown.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_is_told() {
        assert_eq!(token(b"110201543:AAx").facts, [("bot id", "110201543".to_owned())]);
        assert!(token(b":AA").facts.is_empty());
    }
}
