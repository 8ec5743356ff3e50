//! PuTTY's own format: `PuTTY-User-Key-File-3: …` up to its MAC.
//!
//! The public half alone is no finding.

use super::{Key, body};

const LONGEST: usize = 24 << 10;

/// The key whose first line starts at `at`.
pub(crate) fn key(bytes: &[u8], at: usize) -> Option<Key> {
    let text = &bytes[at..bytes.len().min(at + LONGEST)];
    // Another header ends this key: no byte is searched for two of them.
    let next = memchr::memmem::find(&text[1..], b"PuTTY-User-Key-File-");
    let text = &text[..next.map_or(text.len(), |len| 1 + len)];
    let find = |what: &[u8]| memchr::memmem::find(text, what);
    let lines = find(b"Private-Lines:")? + b"Private-Lines:".len();
    let mac = memchr::memmem::find(&text[lines..], b"Private-MAC:").map(|len| lines + len);
    let end = match mac {
        Some(mac) => mac + mac_len(&text[mac..]),
        None => body::end(text, lines),
    };
    if !body::holds_key(&text[lines..end.max(lines)]) {
        return None;
    }
    let encrypted = find(b"Encryption: none").is_none();
    Some(Key { span: at..at + end, encrypted })
}

fn mac_len(text: &[u8]) -> usize {
    let name = b"Private-MAC:".len();
    let rest = &text[name..];
    let space = rest.iter().take_while(|b| **b == b' ').count();
    name + space + rest[space..].iter().take_while(|b| b.is_ascii_hexdigit()).count()
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn the_private_half_must_be_there() {
        let line = "AAAAB3NzaC1yc2EAAAADAQABAAABAQC4y7qs9kfLJHTWXBZ1BjP5CE1Wm500P123";
        let public = format!(
            "PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 1\n{line}\n"
        );
        let whole = format!("{public}Private-Lines: 1\n{line}\nPrivate-MAC: 0123abcd");
        let found = key(format!("{whole}\nnext").as_bytes(), 0).unwrap();
        assert_eq!(found.span, 0..whole.len());
        assert!(!found.encrypted);
        assert_eq!(key(public.as_bytes(), 0), None);
    }
}
