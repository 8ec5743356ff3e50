//! Does a word look as if somebody chose it to be a password?
//!
//! It stands where names, hosts and modes may stand as well, so a plain word is none: it takes digits or
//! signs that these do not have.

use super::rarity::made;

/// Letters and digits that a word of several parts has at least: `blue-kettle-19`, `Willow-2102`, and not
/// `eu-west-1`.
const PARTED: [(usize, usize); 2] = [(7, 2), (5, 4)];

/// Whether `text` is no name, host, port, version or mode.
pub(crate) fn is_chosen(text: &[u8]) -> bool {
    let text = text.strip_suffix(b".").unwrap_or(text);
    let count = |class: fn(&u8) -> bool| text.iter().filter(|b| class(b)).count();
    let letter = |b: &u8| b.is_ascii_lowercase() || *b >= 0x80;
    let (small, capital) = (count(letter), count(u8::is_ascii_uppercase));
    let digits = count(u8::is_ascii_digit);
    if text.len() < 4 || small + capital == 0 {
        return false;
    }
    if count(|b| b"!#$%^&*?+~".contains(b)) > 0 {
        return true;
    }
    // `jQ._DWvsnb0kb`: what makes no words is nobody's name.
    let drawn = text.len() >= 12 && small > 0 && capital > 0 && digits > 0;
    if drawn && made(text).hardly_words() {
        return true;
    }
    let numbered = text.iter().rev().take_while(|b| b.is_ascii_digit()).count() >= 2;
    if count(|b| b"-.".contains(b)) > 0 {
        let version = text.contains(&b'.') && !numbered;
        let parted = PARTED.iter().any(|(l, d)| small + capital >= *l && digits >= *d);
        return !version && parted && small > 2 && numbered;
    }
    let mixed = small > 0 && capital > 0 && digits > 0 && text.len() >= 6;
    mixed || small + capital >= 3 && small > 0 && digits >= 2
}

#[cfg(test)]
mod tests {
    use super::is_chosen;

    #[test]
    fn names_and_modes_are_not_chosen() {
        for text in [
            "Kettle!9",
            "kettle52",
            "w1z4rd52",
            "blue-kettle-19",
            "Willow-2102",
            "Kettle_490",
            "kettle7B",
            "котик_77",
            "Kettle1986.",
            "r$7x",
            "jQ._DWvsnb0kbEgo_Oa",
        ] {
            assert!(is_chosen(text.as_bytes()), "{text}");
        }
        for text in [
            "read-only",
            "Bearer-2",
            "host-1",
            "p99",
            "port2",
            "ssh-agent1",
            "v1.2.3",
            "8080",
            "CRAM-MD5",
            "SCRAM-SHA-256",
            "oauth2",
            "10.0.0.7",
            "failed",
            "host1.example",
            "eu-west-1",
            "Mozilla-5.0.Windows",
            "web1.Service.Handler2",
            "",
        ] {
            assert!(!is_chosen(text.as_bytes()), "{text}");
        }
    }
}
