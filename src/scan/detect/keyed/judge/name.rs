//! Whether a value is itself the name of something: of a column, a variable, another key.

use crate::scan::detect::keyed::key::{self, Judged, Meaning};
use crate::scan::detect::keyed::shape::Reading;
use crate::scan::detect::keyed::{Keyed, text};
use crate::scan::detect::value::{Kind, Proof};

impl Keyed {
    /// Whether a value is itself the name of something: of a column, a variable, another key.
    pub(super) fn names_something(
        &self,
        value: &[u8],
        meaning: Meaning,
        reading: &Reading,
    ) -> bool {
        let neighbour = matches!(reading.shape, "neighbour" | "list");
        let label = |b: &u8| b.is_ascii_lowercase() || *b == b'-';
        match () {
            // `CREDENTIALS 'aws_access_key_id=x;aws_secret_access_key=y'`: each has a key of its own.
            () if meaning.vague && holds_pairs(value) => true,
            // A list of names: `"MYSQL_NATIVE_PASSWORD", "POSTGRES_SCRAM_SHA_256"`.
            () if reading.shape == "list"
                && reading.proof < Proof::Quoted
                && (meaning.kind == Kind::Password || value.contains(&b':'))
                && value.iter().any(|b| b"_:.".contains(b))
                && value.iter().all(|b| b.is_ascii_alphanumeric() || b"_:.".contains(b)) =>
            {
                true
            }
            // A manager of secrets gives them ids; what opens something is a UUID.
            () if meaning.id => value.len() != 36 || value.contains(&b'_'),
            // Resources are named in quotes as well: only what a machine made is none of theirs.
            () if neighbour => {
                let any = |is: fn(&u8) -> bool| value.iter().any(is);
                let made = value.len() >= 16
                    && any(u8::is_ascii_uppercase)
                    && any(u8::is_ascii_lowercase)
                    && any(u8::is_ascii_digit);
                // `secret "qwe123!@#"`: nothing has such signs in its name.
                let chosen = any(u8::is_ascii_digit)
                    && any(u8::is_ascii_alphabetic)
                    && any(|b| b"!%^&*+?~".contains(b))
                    && !any(|b| b"/= {}".contains(b));
                // `token 'OATH0001A3F7'`: what stands on a device.
                let serial = meaning.kind == Kind::Token
                    && value.len() < 16
                    && value.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
                serial || meaning.vague && !made && !chosen || key::is_name(value)
            }
            // `''mysql_native_password' is deprecated'`
            () if matches!(reading.shape, "sentence" | "repeated value")
                && value.contains(&b'_') =>
            {
                let name = value.strip_prefix(b"'").unwrap_or(value);
                matches!(self.vocabulary.judge(name), Judged::Telling(_))
            }
            () if reading.proof < Proof::Quoted => {
                // `passwd=passwd` in code, `"db-password": secret`.
                let prose = reading.proof < Proof::Delimited;
                let joined = value.contains(&b'_') || prose && meaning.kind == Kind::Token;
                let word = |b: &u8| {
                    b.is_ascii_alphabetic()
                        || b"_.".contains(b)
                        || joined && b.is_ascii_digit()
                        || prose && *b == b'-'
                };
                value.iter().all(word) && matches!(self.vocabulary.judge(value), Judged::Telling(_))
            }
            // Resources of a cluster are named so.
            () => meaning.vague && value.contains(&b'-') && value.iter().all(label),
        }
    }
}

/// Whether a value is a row of pairs: `a=x;b=y`.
fn holds_pairs(value: &[u8]) -> bool {
    let pair = |part: &[u8]| {
        let name = text::identifier(part, 0);
        name > 0 && part.get(name) == Some(&b'=')
    };
    let mut parts = value.split(|b| *b == b';').filter(|part| !part.is_empty());
    let (first, second) = (parts.next(), parts.next());
    first.is_some_and(pair) && second.is_some_and(pair) && parts.all(pair)
}
