//! Percent-encoding, as URLs and forms have it.
//!
//! It decodes; what it decodes to is not its business.

/// Decodes into `out`, once; a `%` that is none stays as it is.
pub(crate) fn decode(text: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let mut at = 0;
    while at < text.len() {
        let pair = text.get(at + 1..at + 3).and_then(|pair| Some((hex(pair[0])?, hex(pair[1])?)));
        match (text[at], pair) {
            (b'%', Some((high, low))) => {
                out.push(high << 4 | low);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
}

fn hex(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    #[test]
    fn decodes_and_leaves_what_is_not_encoded() {
        let mut out = Vec::new();
        for (text, plain) in [("p%40ss", "p@ss"), ("100%", "100%"), ("%zz%4", "%zz%4"), ("", "")] {
            super::decode(text.as_bytes(), &mut out);
            assert_eq!(out, plain.as_bytes());
        }
    }
}
