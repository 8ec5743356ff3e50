//! PEM, OpenSSH, PGP and SSH2 blocks: `-----BEGIN … PRIVATE KEY-----` and their relatives.
//!
//! Certificates and public keys are none of its findings.

use super::{Key, body};

/// The longest block, in bytes.
const LONGEST: usize = 30 << 10;
/// The longest label between the dashes.
const LABEL: usize = 80;

/// The private key whose header starts at `at`.
pub(crate) fn key(bytes: &[u8], at: usize) -> Option<Key> {
    let text = &bytes[at..bytes.len().min(at + LONGEST)];
    let header = header_len(text)?;
    let dashes = text.iter().take_while(|b| **b == b'-').count().min(5);
    let mark = &text[..dashes];
    let rest = &text[header..];
    let (inside, end) = match memchr::memmem::find(rest, mark) {
        Some(len) => match footer_len(&rest[len..]) {
            Some(footer) => (&rest[..len], header + len + footer),
            None => (&rest[..len], body::end(&text[..header + len], header)),
        },
        None => (rest, body::end(text, header)),
    };
    if end == header {
        return None;
    }
    let inside = &inside[..inside.len().min(end - header)];
    if !body::holds_key(inside) {
        return None;
    }
    let label = text[..header].to_ascii_uppercase();
    Some(Key { span: at..at + end, encrypted: is_encrypted(&label, inside) })
}

/// The length of a header of a private key, with its closing dashes.
fn header_len(text: &[u8]) -> Option<usize> {
    let dashes = text.iter().take_while(|b| **b == b'-').count();
    let label = text.get(dashes..text.len().min(dashes + LABEL))?;
    let len = memchr::memmem::find(label, b"----")?;
    let words = &label[..len];
    let sep = |b: &u8| b" +_%20".contains(b);
    if !words.iter().all(|b| b.is_ascii_alphanumeric() || sep(b)) {
        return None;
    }
    let joined: Vec<u8> = words.iter().filter(|b| !sep(b)).map(u8::to_ascii_uppercase).collect();
    let private = memchr::memmem::find(&joined, b"PRIVATEKEY").is_some()
        || joined.starts_with(b"BEGINOPENVPNSTATICKEY");
    let close = label[len..].iter().take_while(|b| **b == b'-').count();
    (private && joined.starts_with(b"BEGIN")).then_some(dashes + len + close)
}

/// The length of a footer of a private key, with its closing dashes.
fn footer_len(text: &[u8]) -> Option<usize> {
    let dashes = text.iter().take_while(|b| **b == b'-').count();
    // SSH2 has a space between dashes and words.
    let dashes = dashes + usize::from(text.get(dashes) == Some(&b' '));
    let label = text.get(dashes..text.len().min(dashes + LABEL))?;
    if !label.get(..3)?.eq_ignore_ascii_case(b"END") {
        return None;
    }
    let len = memchr::memmem::find(label, b"----")?;
    let close = label[len..].iter().take_while(|b| **b == b'-').count();
    Some(dashes + len + close.min(5))
}

fn is_encrypted(label: &[u8], inside: &[u8]) -> bool {
    let head = &inside[..inside.len().min(400)];
    let has = |text: &[u8], what: &[u8]| memchr::memmem::find(text, what).is_some();
    has(label, b"ENCRYPTED")
        || has(head, b"ENCRYPTED")
        // The cipher's name in an OpenSSH key: `aes256-ctr` or another, in place of `none`.
        || has(label, b"OPENSSH") && has(head, b"b3BlbnNzaC1rZXktdjEAAAAACmFlcz")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(lines: usize, end: &str) -> String {
        let line = "MIIEpAIBAAKCAQEA3Tz2mr7SZiAMfQyuvBjM9OiJjRazXBZ1BjP5CE1Wm/Rr500P";
        (0..lines).map(|_| format!("{line}{end}")).collect()
    }

    fn found(text: &str) -> Option<&str> {
        key(text.as_bytes(), text.find("-----BEGIN")?).map(|key| &text[key.span])
    }

    #[test]
    fn a_block_is_found_whole_in_every_dress() {
        let (head, tail) = ("-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----");
        for end in ["\n", "\\n", "\\\\n", "%0A", " ", "\r\n", "\nJan  1 00:00:00 h app[1]: "] {
            let key = format!("{head}{end}{}{tail}", body(3, end));
            assert_eq!(found(&format!("k=\"{key}\" x")), Some(key.as_str()), "{end:?}");
        }
        let percent = "-----BEGIN%20PRIVATE%20KEY-----";
        assert!(
            found(&format!("{percent}%0A{}-----END%20PRIVATE%20KEY-----", body(1, "%0A")))
                .is_some()
        );
    }

    #[test]
    fn a_block_without_end_goes_to_the_last_line_of_the_body() {
        let head = "-----BEGIN PRIVATE KEY-----";
        for end in ["\n", "\\n", "\n12:00:01 app: "] {
            let key = format!("{head}{end}{}", body(3, end));
            let key = key.strip_suffix(end).unwrap();
            assert_eq!(
                found(&format!("{key}{end}something else happened here")),
                Some(key),
                "{end:?}"
            );
            assert_eq!(found(key), Some(key), "{end:?}");
        }
        let wrapped = format!(
            "{{\"log\":\"{head}\\n\",\"t\":1}}\n{{\"log\":\"{}\\n\",\"stream\":\"stderr\"}}\nnext",
            body(1, "")
        );
        assert!(found(&wrapped).unwrap().ends_with("500P"));
    }

    #[test]
    fn mentions_placeholders_and_public_parts_are_no_keys() {
        let certificate =
            format!("-----BEGIN CERTIFICATE-----\n{}-----END CERTIFICATE-----", body(9, "\n"));
        for text in [
            certificate.as_str(),
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY----- ... -----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\n<redacted>\n-----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg...\n-----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n-----END PRIVATE KEY-----",
            "a.pem:1:-----BEGIN RSA PRIVATE KEY-----\nb.pem:1:-----BEGIN RSA PRIVATE KEY-----\n",
            "-----BEGIN PRIVATE KEY----- was expected at the start of the file but there was none\n",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn a_passphrase_is_seen() {
        let text = format!(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n{}-----END RSA PRIVATE KEY-----",
            body(3, "\n")
        );
        assert!(key(text.as_bytes(), 0).unwrap().encrypted);
        let text = format!("-----BEGIN PRIVATE KEY-----\n{}", body(3, "\n"));
        assert!(!key(text.as_bytes(), 0).unwrap().encrypted);
    }
}
