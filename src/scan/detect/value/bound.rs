//! The place of a parameter in a statement: `:p0`, `@P1`, `$2`, `?1`, `%s`, with what follows it there.
//!
//! Most names may be chosen by a person, so it takes a number.

/// Names of parameters for a password, as statements shorten them.
const SHORT: [&[u8]; 6] = [b"pw", b"Pw", b"PW", b"pwd", b"Pwd", b"psw"];

/// Whether a value begins with the place of a parameter, and nothing else is in its place.
pub(super) fn is_place(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"(").unwrap_or(text);
    let end = text.iter().position(|b| b",); \t".contains(b)).unwrap_or(text.len());
    let (place, rest) = text.split_at(end);
    let goes_on = rest.is_empty() || matches!(rest, [b',' | b')' | b';', ..]);
    let Some((sign, name)) = place.split_first() else { return false };
    let digits = |name: &[u8]| (1..=3).contains(&name.len()) && name.iter().all(u8::is_ascii_digit);
    let lettered = |name: &[u8]| {
        let letters = name.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let known: [&[u8]; 6] = [b"p", b"v", b"b", b"arg", b"param", b"value"];
        let is = |known: &&[u8]| known.eq_ignore_ascii_case(&name[..letters]);
        known.iter().any(is) && digits(&name[letters..]) || SHORT.contains(&name)
    };
    goes_on
        && match sign {
            b':' | b'@' => digits(name) || lettered(name),
            b'$' | b'?' => digits(name),
            b'%' => name == b"s",
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::is_place;

    #[test]
    fn a_place_has_a_number_or_is_that_of_a_format() {
        for text in [":p0", "@P1, x", "($1", "?1", ":12)", "%s, %s", "@param3", ":v2;", "@pw"] {
            assert!(is_place(text.as_bytes()), "{text}");
        }
        for text in [":pony", "@P1x", "$dragon7", "?", "$1 each", ":p0!", "%sx", "p0"] {
            assert!(!is_place(text.as_bytes()), "{text}");
        }
    }
}
