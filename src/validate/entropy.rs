//! How random a string is. Entropy rejects a fixed-format token that is plainly filler; it never
//! accepts anything, and it has no say over passwords.

use super::Verdict;

/// Shannon entropy in bits a byte; 0 for an empty string.
pub(crate) fn shannon(text: &[u8]) -> f64 {
    let mut counts = [0_u32; 256];
    for &byte in text {
        counts[byte as usize] += 1;
    }
    let total = text.len() as f64;
    counts
        .iter()
        .filter(|&&count| count > 0)
        .map(|&count| {
            let share = f64::from(count) / total;
            -share * share.log2()
        })
        .sum()
}

/// Share of adjacent letter pairs that are common in English words and identifiers: about 0.15 for
/// random letters, above 0.5 for words. 0 where there are few letter pairs, which tell nothing.
pub(crate) fn wordiness(text: &[u8]) -> f64 {
    const COMMON: &[u8] = b"thheinerananreonatndsthaentiesnginorteofedisititalarasecrealicohisneseraurcelichlaelillitaosnsmaeminotlodetoroomriiontunsurpadausprsspplimpeciveldckgerttreoulssetwiiclyllabndaluseackedlogforiabobdexamstkeytokpwword";
    let (mut pairs, mut common) = (0_u32, 0_u32);
    for pair in text.windows(2) {
        if pair.iter().all(u8::is_ascii_alphabetic) {
            let pair = [pair[0].to_ascii_lowercase(), pair[1].to_ascii_lowercase()];
            pairs += 1;
            common += u32::from(COMMON.windows(2).any(|known| known == pair));
        }
    }
    if pairs < 8 { 0.0 } else { f64::from(common) / f64::from(pairs) }
}

/// Rejects what no random generator would have made, and doubts a number: the entropy of its variable part
/// lies far below what its length and alphabet lead one to expect.
pub(crate) fn verdict(secret: &[u8]) -> Verdict {
    let body = body(secret);
    if body.len() < 8 {
        return Verdict::Unknown;
    }
    let alphabet: f64 = if body.iter().all(u8::is_ascii_digit) {
        10.0
    } else if body.iter().all(|b| b.is_ascii_hexdigit() || *b == b'-') {
        16.0
    } else {
        32.0
    };
    let most = (body.len() as f64).min(alphabet).log2();
    match shannon(body) < 0.65 * most {
        // People type numbers, and systems count in them.
        true if body.iter().all(u8::is_ascii_digit) => Verdict::Doubtful,
        true => Verdict::Invalid,
        false => Verdict::Unknown,
    }
}

/// For formats with a weak prefix and an alphabet wider than hex: a random string of 20 or more has
/// digits as well as letters, is no chain of words, and is not all hex.
pub(crate) fn mixed(secret: &[u8]) -> Verdict {
    let body = body(secret);
    let digits = body.iter().any(u8::is_ascii_digit);
    let letters = body.iter().any(u8::is_ascii_alphabetic);
    // Behind the first letters, which belong to the prefix.
    let hex = body.len() > 28 && body[4..].iter().all(|b| b.is_ascii_hexdigit() || *b == b'-');
    if !digits || !letters || hex || wordiness(body) > 0.6 {
        Verdict::Invalid
    } else {
        verdict(secret)
    }
}

/// Whether the text is a chain of words in lower case, `queue-worker-metrics`: no generator leaves out
/// digits and capitals for so long.
pub(crate) fn chained(text: &[u8]) -> bool {
    let own = |b: &u8| b.is_ascii_lowercase() || matches!(b, b'-' | b'_' | b'.');
    let joined = text.iter().skip(1).any(|b| !b.is_ascii_lowercase());
    text.len() >= 10 && joined && text.iter().all(own) && wordiness(text) > 0.4
}

/// Behind a short prefix that ends in `_`, `-`, `.` or `:`.
fn body(secret: &[u8]) -> &[u8] {
    let head = &secret[..secret.len().min(12)];
    match head.iter().rposition(|b| matches!(b, b'_' | b'-' | b'.' | b':')) {
        Some(at) if at + 9 <= secret.len() => &secret[at + 1..],
        _ => secret,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shannon_of_known_strings() {
        assert_eq!(shannon(b""), 0.0);
        assert_eq!(shannon(b"aaaa"), 0.0);
        assert!((shannon(b"abcdabcd") - 2.0).abs() < 1e-9);
        assert!((shannon(b"0123456789abcdef") - 4.0).abs() < 1e-9);
    }

    #[test]
    fn words_are_wordy_and_noise_is_not() {
        assert!(wordiness(b"the-customer-service-internal-token") > 0.6);
        assert!(wordiness(b"qX7kzWvJ0pGyHbNfDxQkLmZ") < 0.3);
        assert!(wordiness(b"thea1b2c3d4e5f6") < 0.3);
    }

    #[test]
    fn a_chain_of_words_is_no_token() {
        for text in ["queue-worker-metrics", "session_handler_payment", "account.worker.shipping"] {
            assert!(chained(text.as_bytes()), "{text}");
        }
        for text in ["queueworkermetrics", "qkzv-wxjq-pbgy", "queue-worker-2", "Queue-worker-x", ""]
        {
            assert!(!chained(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn filler_is_rejected() {
        assert_eq!(verdict(b"sk_abababababababababababab"), Verdict::Invalid);
        assert_eq!(verdict(b"xoxa-2-511111111"), Verdict::Doubtful);
        assert_eq!(verdict(b"sk_f8Kq2mZ0xWv7RtYb3LnPj9Hd"), Verdict::Unknown);
        assert_eq!(mixed(b"sk_this_is_the_internal_customer_name"), Verdict::Invalid);
    }
}
