//! A line of a rule's table of calls: the names of functions and the arguments that carry a secret.
//!
//! `*login, *sign in: user @ * | user *` — names before the colon, then one pattern for each way to
//! give the value. It matches no text; the detector of calls does.

/// Functions that take the same arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) names: Vec<Function>,
    pub(crate) patterns: Vec<Pattern>,
}

/// The arguments up to the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) places: Vec<Place>,
    /// `..`: any number of strings may follow.
    pub(crate) open: bool,
}

/// The name of a function in lower case, without what stands between its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Function {
    /// What stands between the stars.
    parts: Vec<String>,
    /// How the end of the name is written.
    endings: Vec<String>,
}

/// What may stand in an argument's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// `_`: anything.
    Any,
    /// `user`: a string or a bare word that may name somebody.
    User,
    /// `@`: an e-mail address.
    Mail,
    /// `object`: an object that stands for somebody.
    Object,
    /// `host`: a string that tells where to connect to.
    Host,
    /// `peer`: the same without quotes.
    Peer,
    /// `*`: the value.
    Secret,
    /// `*!`: the value, which has to look chosen.
    Chosen,
    /// `*#`: the value, which has to have what no name in code has.
    Signed,
}

impl Place {
    /// Whether the value stands here.
    pub(crate) fn is_value(self) -> bool {
        matches!(self, Place::Secret | Place::Chosen | Place::Signed)
    }
}

impl Call {
    pub(crate) fn parse(line: &str) -> Result<Call, String> {
        let (names, patterns) =
            line.split_once(": ").ok_or_else(|| format!("`{line}` has no `: ` after its names"))?;
        let names = names.split(", ").map(Function::parse).collect::<Result<_, _>>()?;
        let patterns = patterns.split(" | ").map(Pattern::parse).collect::<Result<_, _>>()?;
        Ok(Call { names, patterns })
    }
}

impl Pattern {
    fn parse(text: &str) -> Result<Pattern, String> {
        let words = text.strip_suffix(" ..");
        let open = words.is_some();
        let places = words.unwrap_or(text).split(' ').map(Place::parse);
        let places: Vec<Place> = places.collect::<Result<_, _>>()?;
        let told = places.iter().any(|place| place.is_value());
        let pattern = Pattern { places, open };
        told.then_some(pattern).ok_or_else(|| format!("`{text}` has no `*` for the value"))
    }
}

impl Function {
    fn parse(text: &str) -> Result<Function, String> {
        let plain = |b: u8| b.is_ascii_lowercase() || b" .*_".contains(&b);
        let parts: Vec<&str> = text.split('*').collect();
        let end = parts.last().and_then(|end| end.rsplit('.').next()).unwrap_or_default();
        if end.len() < 4 || !text.bytes().all(plain) {
            return Err(format!("`{text}` is no name of a function with four letters at its end"));
        }
        let joined = |part: &&str| part.chars().filter(char::is_ascii_alphabetic).collect();
        let mut endings = vec![end.replace(' ', ""), end.replace(' ', "_")];
        endings.dedup();
        Ok(Function { parts: parts.iter().map(joined).collect(), endings })
    }

    /// The literals that lead to a call of it.
    pub(crate) fn literals(&self) -> impl Iterator<Item = String> {
        self.endings.iter().map(|end| format!("{end}("))
    }

    /// Whether a name, its letters and digits in lower case, is one of these.
    pub(crate) fn is(&self, name: &[u8]) -> bool {
        let [start, rest @ ..] = &self.parts[..] else { return false };
        let [between @ .., end] = rest else { return name == start.as_bytes() };
        let Some(mut left) = name.strip_prefix(start.as_bytes()) else { return false };
        for part in between {
            let Some(at) = memchr::memmem::find(left, part.as_bytes()) else { return false };
            left = &left[at + part.len()..];
        }
        left.ends_with(end.as_bytes())
    }
}

impl Place {
    fn parse(word: &str) -> Result<Place, String> {
        Ok(match word {
            "_" => Place::Any,
            "user" => Place::User,
            "@" => Place::Mail,
            "host" => Place::Host,
            "peer" => Place::Peer,
            "*#" => Place::Signed,
            "object" => Place::Object,
            "*" => Place::Secret,
            "*!" => Place::Chosen,
            _ => {
                return Err(format!(
                    "`{word}`: one of `_`, `user`, `@`, `object`, `host`, `peer`, `*`, `*!`, `*#`"
                ));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_names_and_patterns() {
        let call = Call::parse("*pdo.construct, *set*pass word, auth: _ user * | * ..").unwrap();
        let [construct, set, auth] = &call.names[..] else { panic!("{call:?}") };
        assert!(construct.is(b"pdoconstruct") && construct.is(b"mypdoconstruct"));
        assert!(!construct.is(b"construct"));
        assert!(set.is(b"dosetuserpassword") && !set.is(b"setpasswords") && !set.is(b"password"));
        assert!(auth.is(b"auth") && !auth.is(b"oauth"));
        assert_eq!(construct.literals().collect::<Vec<_>>(), ["construct("]);
        assert_eq!(set.literals().collect::<Vec<_>>(), ["password(", "pass_word("]);
        let snake = Function::parse("*hash_hmac").unwrap();
        assert!(snake.is(b"hashhmac") && snake.literals().eq(["hash_hmac("]));
        let [first, second] = &call.patterns[..] else { panic!("{call:?}") };
        assert_eq!(first.places, [Place::Any, Place::User, Place::Secret]);
        assert_eq!(second.places, [Place::Secret]);
        assert!(second.open && !first.open);
    }

    #[test]
    fn a_line_that_says_nothing_is_refused() {
        for line in ["login", "login: user", "*: *", "on: *", "log-in: *", "login: x *", "Login: *"]
        {
            assert!(Call::parse(line).is_err(), "{line}");
        }
    }
}
