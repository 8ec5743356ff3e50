//! Slack tokens: the prefix tells the kind. Slack publishes no checksum and asks not to rely on lengths.

use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName};

pub(crate) fn token(secret: &[u8]) -> Judgement {
    let kind = match secret.get(..5) {
        Some(b"xoxb-") => "bot token",
        Some(b"xoxp-") => "user token",
        Some(b"xapp-") => "app-level token",
        Some(b"xoxa-" | b"xoxr-") => "workspace token (legacy)",
        Some(b"xoxc-" | b"xoxd-") => "browser session",
        Some(b"xoxe-" | b"xoxe.") => "rotating configuration token",
        Some(b"xoxs-" | b"xoxo-") => "legacy token",
        _ => return Verdict::Unknown.into(),
    };
    Judgement::with(Verdict::Unknown, vec![Fact::text(FactName::KeyType, kind)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        assert_eq!(token(b"xoxb-1-a").facts, [Fact::text(FactName::KeyType, "bot token")]);
        assert!(token(b"xox").facts.is_empty());
    }
}
