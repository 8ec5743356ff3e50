//! Is it the name of an account, or a password that somebody typed at the wrong prompt?
//!
//! A name that no system would hand out is the only evidence: it must be far from any name.

/// The shortest text that can be told from a name.
const SHORTEST: usize = 6;

/// Whether `text` may be the name of an account, or what an attacker sends in the place of one.
pub(crate) fn plausible(text: &[u8]) -> bool {
    if text.len() < SHORTEST || attack(text) {
        return true;
    }
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"._-\\+/".contains(b) || !b.is_ascii();
    let odd = text.iter().filter(|b| !plain(b)).count();
    let has = |class: fn(&u8) -> bool| text.iter().any(class);
    let letters = has(u8::is_ascii_alphabetic);
    let mail = text.iter().filter(|b| **b == b'@').count() == 1 && domain_after_at(text);
    let host_account = text.ends_with(b"$");
    if odd > usize::from(mail) + usize::from(host_account) {
        let classes = [
            has(u8::is_ascii_uppercase),
            has(u8::is_ascii_lowercase),
            has(u8::is_ascii_digit),
            true,
        ];
        return !letters || classes.iter().filter(|c| **c).count() < 3;
    }
    !(text.len() >= 10 && letters && changes(text) >= 5)
}

/// How often the text goes from one kind of character to another, a capital before small letters
/// apart: `kX9qT2mB` does all the time, `JohnSmith42` hardly.
fn changes(text: &[u8]) -> usize {
    let class = |b: u8| match b {
        b'a'..=b'z' => 0,
        b'A'..=b'Z' => 1,
        b'0'..=b'9' => 2,
        _ => 3,
    };
    let is_change = |w: &&[u8]| class(w[0]) != class(w[1]) && class(w[0]) != 1;
    if !text.iter().any(u8::is_ascii_uppercase) {
        return 0;
    }
    text.windows(2).filter(is_change).count()
}

fn domain_after_at(text: &[u8]) -> bool {
    let at = text.iter().position(|b| *b == b'@').unwrap_or(text.len());
    let domain = text.get(at + 1..).unwrap_or_default();
    domain.len() >= 3
        && domain.contains(&b'.')
        && domain.iter().all(|b| b.is_ascii_alphanumeric() || b".-".contains(b))
        && domain.last().is_some_and(u8::is_ascii_alphabetic)
}

fn attack(text: &[u8]) -> bool {
    let marks: [&[u8]; 10] =
        [b"${", b"$(", b"../", b"<", b"://", b"\\x", b"%s", b"' or", b"()", b"GET /"];
    marks.iter().any(|mark| text.windows(mark.len()).any(|w| w == *mark))
        || b"'\"`".contains(&text[0])
}

#[cfg(test)]
mod tests {
    use super::plausible;

    #[test]
    fn names_are_names_and_passwords_are_not() {
        for name in [
            "root",
            "oracle12",
            "john.smith",
            "JohnSmith42",
            "ACME\\john",
            "j@acme.example",
            "WEB01$",
            "svc-deploy_2",
            "4740",
            "ubuntu!",
            "${jndi:x}",
            "user@host",
            "Administrator",
            "b'admin'",
            "a!",
            "ec2-user",
        ] {
            assert!(plausible(name.as_bytes()), "{name}");
        }
        for password in ["Tr0ub4dor&3x", "kX9qT2mB7vLw", "S3cret!pass", "OKZ*.gQV%7sz"] {
            assert!(!plausible(password.as_bytes()), "{password}");
        }
    }
}
