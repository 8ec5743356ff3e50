//! Documentation's own credentials, and what people type in place of one. Run for every rule.

use std::collections::BTreeMap;

use serde::de::IgnoredAny;

use super::Verdict;
use super::encoded::decode;

/// Words that stand in examples. Each is long enough not to turn up in a random string by chance.
const WORDS: [&[u8]; 10] = [
    b"example",
    b"placeholder",
    b"redacted",
    b"yourtoken",
    b"your_",
    b"your-",
    b"changeme",
    b"dummy",
    b"foobar",
    b"insert",
];

/// How the claims of jwt.io's token start: {"sub":"1234567890","name":"John Doe", ...
const JOHN_DOE: &[u8] = b"eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9l";
/// The claims that jwt.io shows, and those that tell a time.
const SHOWN: [&str; 6] = ["admin", "exp", "iat", "name", "nbf", "sub"];

/// CRC-32 of sample tokens of documentation: told by their sums, so that no token stands here.
const SAMPLES: [(usize, u32); 4] = [
    // docs.stripe.com, two test keys
    (32, 0x776d_e070),
    (32, 0x396d_8142),
    // core.telegram.org/bots/features
    (44, 0x2831_afe3),
    // api.slack.com, token types
    (53, 0xdb33_a4ea),
];

/// The shortest run of equal or counting characters that is no chance.
const RUN: usize = 5;
/// The shortest row of a number that is nothing but rows.
const ROW: usize = 3;
/// Characters at the start of a token that its provider chose.
const PREFIX: usize = 4;

pub(crate) fn verdict(secret: &[u8]) -> Verdict {
    let john_doe = john_doe(secret);
    let stands_for_another = holds_a_word(secret)
        || john_doe == Verdict::Invalid
        || SAMPLES
            .iter()
            .any(|&(length, sum)| secret.len() == length && crc32fast::hash(secret) == sum)
        || monotonous(secret)
        || filled(secret, repeats) && !is_number(secret);
    match () {
        () if stands_for_another => Verdict::Invalid,
        () if filled(secret, |a, b| counts(a, b) | repeats(a, b)) => Verdict::Doubtful,
        () => john_doe,
    }
}

/// What a text has of jwt.io's token: it is the example with the claims that are shown there, and
/// somebody's own, made of it, with others.
pub(crate) fn john_doe(text: &[u8]) -> Verdict {
    let long = text.len() > JOHN_DOE.len();
    let Some(at) = long.then(|| memchr::memmem::find(text, JOHN_DOE)).flatten() else {
        return Verdict::Unknown;
    };
    let claims = text[at..].split(|b| *b == b'.').next().and_then(decode);
    let claims = claims.as_deref().map(serde_json::from_slice::<BTreeMap<String, IgnoredAny>>);
    match claims {
        Some(Ok(claims)) if claims.keys().any(|name| !SHOWN.contains(&name.as_str())) => {
            Verdict::Doubtful
        }
        _ => Verdict::Invalid,
    }
}

/// Whether the longest part of a token is a number that no row fills: of ten digits rows come about, and
/// people type numbers. One of zeros stands for another.
fn is_number(token: &[u8]) -> bool {
    let parts = token.split(|b| !b.is_ascii_alphanumeric());
    parts.max_by_key(|part| part.len()).is_some_and(|part| {
        part.iter().all(u8::is_ascii_digit)
            && !part.contains(&b'0')
            && part.chunk_by(|a, b| a == b).any(|row| row.len() < ROW)
    })
}

/// For each of the first three bytes of a word, the words that have it there, in any case, as bits.
static STARTS: [[u16; 256]; 3] = {
    let (mut starts, mut nth) = ([[0; 256]; 3], 0);
    while nth < WORDS.len() {
        let mut at = 0;
        while at < 3 {
            starts[at][WORDS[nth][at] as usize] |= 1 << nth;
            starts[at][WORDS[nth][at].to_ascii_uppercase() as usize] |= 1 << nth;
            at += 1;
        }
        nth += 1;
    }
    starts
};

/// Whether one of the words stands in the text, in any case: their first letters find them.
fn holds_a_word(text: &[u8]) -> bool {
    text.windows(3).enumerate().any(|(at, three)| {
        let place = |nth: usize| STARTS[nth][usize::from(three[nth])];
        let near = place(0) & place(1) & place(2);
        let is = |(nth, word): (usize, &&[u8])| {
            let there = text[at..].get(..word.len());
            near >> nth & 1 == 1 && there.is_some_and(|there| there.eq_ignore_ascii_case(word))
        };
        near != 0 && WORDS.iter().enumerate().any(is)
    })
}

/// Whether half of the text or more is filled by rows of at least [`RUN`] characters, each a `step` on
/// from the one before. Beside a random part a row says nothing of that part.
fn filled(text: &[u8], step: impl Fn(u8, u8) -> bool) -> bool {
    // The first characters are the provider's, whatever comes after them.
    let own = text.len().saturating_sub(PREFIX).max(1);
    // A row has one step less than characters: too few steps, and there is nothing to measure.
    let steps = text.windows(2).filter(|pair| step(pair[0], pair[1])).count();
    if steps * RUN * 2 < own * (RUN - 1) {
        return false;
    }
    let rows = text.chunk_by(|a, b| step(*a, *b)).filter(|row| row.len() >= RUN);
    let filled: usize = rows.map(<[u8]>::len).sum();
    filled >= RUN && filled * 2 >= own
}

/// One character over and over. `A`s are zero bits in base64, and lines are drawn.
fn repeats(a: u8, b: u8) -> bool {
    (a == b) & !matches!(a, b'A' | b'=' | b'_' | b'-')
}

/// `123456`, `abcdef`: who types a secret for a test or a lab counts, and the system takes it all the same.
fn counts(a: u8, b: u8) -> bool {
    // What is told of both at once needs no branch, which a random text would mislead.
    a.is_ascii_alphanumeric()
        & b.is_ascii_alphanumeric()
        & ((b == a.wrapping_add(1)) | ((a == b'9') & (b == b'0')))
}

/// Whether one character is more than half of the text.
fn monotonous(text: &[u8]) -> bool {
    let most = majority(text);
    text.len() >= 8 && text.iter().filter(|b| **b == most).count() * 2 > text.len()
}

/// The byte that more than half of the text is, if there is one (Boyer and Moore's vote).
fn majority(text: &[u8]) -> u8 {
    let (mut leader, mut lead) = (0, 0_usize);
    for &byte in text {
        leader = if lead == 0 { byte } else { leader };
        lead = if byte == leader { lead + 1 } else { lead.saturating_sub(1) };
    }
    leader
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    #[test]
    fn the_examples_of_documentation() {
        for text in [
            "AKIAIOSFODNN7EXAMPLE",
            "xoxb-0000000000-0000000000000-xxxxxxxxxxxxxxxxxxxxxxxx",
            "xapp-1111111111111111111111111111111111-f8Kq2mZ0x",
            "YOUR_API_KEY",
            "your-token-here",
            "xoxa-2-111111111",
            "xoxa-2-100000000",
            "xoxa-2-111112222233333",
            "sk_live_5555555555554444",
            "xoxa-2-5xxxxxxxx",
        ] {
            assert_eq!(verdict(text.as_bytes()), Verdict::Invalid, "{text}");
        }
    }

    #[test]
    fn what_is_made_of_an_example_may_work() {
        let token = |claims: &str| {
            let claims = URL_SAFE_NO_PAD
                .encode([r#"{"sub":"1234567890","name":"John Doe""#, claims].concat());
            john_doe(format!("eyJhbGciOiJIUzI1NiJ9.{claims}.f8Kq2mZ0xWv7RtYb3LnPj9HdqW").as_bytes())
        };
        for claims in
            ["}", r#","iat":1516239022}"#, r#","admin":true,"exp":1516239022}"#, r#","ia"#]
        {
            assert_eq!(token(claims), Verdict::Invalid, "{claims}");
        }
        assert_eq!(token(r#","role":"billing","iat":1516239022}"#), Verdict::Doubtful);
        assert_eq!(john_doe(&JOHN_DOE[1..]), Verdict::Unknown);
    }

    #[test]
    fn what_counts_is_made_up_and_may_work() {
        let counted = ["sk_1234567890qwrt", "t_abcdefx7", "tok-123456788ABCDEFGHIJKLMNOPQR"];
        for text in counted.into_iter().chain(["xoxa-2-511111111"]) {
            assert_eq!(verdict(text.as_bytes()), Verdict::Doubtful, "{text}");
        }
    }

    #[test]
    fn sample_tokens_by_their_sum() {
        let token = ["110201543", ":AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"].concat();
        assert_eq!(verdict(token.as_bytes()), Verdict::Invalid);
        assert_eq!(verdict(token.replace('H', "h").as_bytes()), Verdict::Unknown);
    }

    #[test]
    fn real_shapes_pass() {
        for text in [
            "AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0%2BuSeid%2BULvsea4JtiGRiSDSJSI",
            "f8Kq2mZ0xWv7RtYb3LnPj9Hd",
            "xoxb-123456789012-Xw937qtWSXJss1lFaKe",
            "glpat-00000000f8Kq2mZ0xWv7RtYb3LnPj9Hd",
            "eyJhbGciOiJIUzI1NiJ9.eyJhIjoiYWJjZGVmZ2hpamtsIn0.f8Kq2mZ0xWv7RtYb3LnPj9HdqW",
            "",
            "a",
        ] {
            assert_eq!(verdict(text.as_bytes()), Verdict::Unknown, "{text}");
        }
    }
}
