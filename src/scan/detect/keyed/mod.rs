//! Values under a telling key, in every shape in which programs print them.
//!
//! From a stem it takes the whole key, asks the vocabulary what the key says, lets one shape after
//! another try to read the value, and has the value judged. It knows no provider's format.

mod another;
mod connection;
mod credentials;
pub(crate) mod key;
mod kinds;
mod lines;
pub(crate) mod phrases;
mod section;
pub(crate) mod shape;
mod split;
pub(crate) mod text;
mod words;

use std::ops::Range;
use std::sync::OnceLock;

use super::value::{self, Class, Kind, Proof};
use super::{Detector, Found, Match, Memory, Rank, Window};
use crate::finding::{Category, Confidence, Layer, Layers};
use crate::rules::Rule;
use key::{Judged, Key, Meaning, Vocabulary};
use kinds::{Kinds, Naming, Source};
use shape::Reading;

/// The least length of a value under a bare key.
const LEAST: usize = 16;

/// The detector of all keyed rules.
pub(crate) struct Keyed {
    vocabulary: Vocabulary,
    ids: Vec<(u16, String)>,
    /// The rule for digests of passwords, where it is switched on.
    hashes: Option<u16>,
    /// Made when the first value is found: most logs have none.
    kinds: OnceLock<Kinds>,
    sources: Vec<Source>,
}

impl Keyed {
    /// The detector of the `keyed` rules, with the `context` rules that name what they find.
    pub(crate) fn new(rules: &[(u16, &Rule)], contexts: &[(u16, &Rule)]) -> Self {
        let ids = rules.iter().map(|(index, rule)| (*index, rule.id.to_string())).collect();
        let hashes = rules.iter().find(|(_, rule)| rule.category == Category::PasswordHash);
        let hashes = hashes.map(|(index, _)| *index);
        let sources = contexts.iter().map(|(index, rule)| Source::new(*index, rule));
        let own = rules.iter().filter(|(_, rule)| !rule.names.is_empty());
        let sources = sources.chain(own.map(|(index, rule)| Source::of_names(*index, rule)));
        let sources = sources.collect();
        Keyed { vocabulary: Vocabulary::new(rules), ids, hashes, kinds: OnceLock::new(), sources }
    }

    fn id(&self, rule: u16) -> String {
        let known = self.ids.iter().find(|(index, _)| *index == rule);
        known.map_or_else(String::new, |(_, id)| id.clone())
    }

    fn judge(
        &self,
        window: &Window<'_>,
        key: &Key,
        mut meaning: Meaning,
        reading: &Reading,
        memory: &mut Memory,
        found: &mut Found,
    ) {
        let bytes = window.bytes;
        let mut value = reading.value.clone();
        if meaning.header || credentials::scheme(&bytes[value.clone()]).is_some() {
            match credentials::strip(bytes, value.clone()) {
                Some(rest) => value = rest,
                None => {
                    self.say(found, meaning, value, "a header with nothing secret in it");
                    return;
                }
            }
        }
        let text = &bytes[value.clone()];
        let field = another::tells_name(&bytes[key.span.clone()])
            && text.iter().all(|b| b.is_ascii_alphabetic() || b"_.[]".contains(b))
            && matches!(self.vocabulary.judge(text), Judged::Telling(_));
        if field || self.names_something(text, meaning, reading) {
            self.say(found, meaning, value, "a name");
            return;
        }
        if bytes[..value.start].ends_with(b":: ") && key.span.end + 3 == value.start {
            self.say(found, meaning, value, "base64, which is judged decoded");
            return;
        }
        // `auth: 'user:password'`: how clients of HTTP are told.
        if meaning.pair
            && let Some(password) =
                pair(bytes, key, &value, reading).or_else(|| slashed(bytes, key, &value))
        {
            value = password;
            meaning.kind = Kind::Password;
        }
        if let Some(what) = another::by_its_line(bytes, key, &value, meaning, reading) {
            self.say(found, meaning, value, what);
            return;
        }
        if let Some(what) = covered(bytes, &value, reading) {
            self.say(found, meaning, value, what);
            return;
        }
        let mut layers = layers(reading, &bytes[value.clone()]);
        if let Some(rest) = &reading.rest {
            layers = layers.with(Layer::SplitLine);
            memory.text.clear();
            memory.text.extend_from_slice(&bytes[value.clone()]);
            memory.text.extend_from_slice(&bytes[rest.clone()]);
            value.end = rest.end;
        }
        let class = self.classify(&bytes[value.clone()], meaning, reading, layers, memory);
        let value = match class {
            Class::Secret => value,
            Class::Uncovered(part) if !memory_used(layers) => {
                value.start + part.start..value.start + part.end
            }
            Class::Uncovered(_) => value,
            // Whoever is told a password on a line of its own is told it as it is.
            Class::Hash
                if reading.shape == "line below" && !bytes[value.clone()].contains(&b'$') =>
            {
                value
            }
            // A program that is started with a digest for a password takes it for one.
            Class::Hash
                if key.dashes > 0 && bytes[value.clone()].iter().all(u8::is_ascii_hexdigit) =>
            {
                value
            }
            // The two ends share the key itself, never a digest of it. Those that TLS derives for a session
            // (RFC 8446, section 4.6.1) may be longer.
            Class::Hash
                if value.len() <= SHARED
                    && key::names_shared(&bytes[key.span.clone()])
                    && bytes[value.clone()].iter().all(u8::is_ascii_hexdigit) =>
            {
                value
            }
            // What looks like a digest and is sent opens the door as it is.
            Class::Hash if meaning.kind == Kind::Token && (meaning.sent || reading.encoded) => {
                value
            }
            Class::Hash => {
                self.say(found, meaning, value.clone(), "the digest of a password");
                if let Some(rule) = self.hashes {
                    let mut new = Match::new(rule, value, Confidence::High, Rank::Keyed);
                    (new.key, new.layers) = (key.span.clone(), layers);
                    found.push(new);
                }
                return;
            }
            Class::Benign(what) => {
                self.say(found, meaning, value, what);
                return;
            }
        };
        let provider = self.provider(bytes, key, meaning);
        let constant = key::is_constant(&bytes[key.span.clone()]);
        let mixed = bytes[value.clone()].iter().any(u8::is_ascii_uppercase)
            && bytes[value.clone()].iter().any(u8::is_ascii_lowercase);
        let queried = in_query(bytes, key)
            && value.len() >= LONG
            && (mixed || section::is_interface(bytes, key.span.start));
        let text = &bytes[value.clone()];
        let guarded = || value.len() >= LONG && section::is_guarded(bytes, key.span.start);
        if meaning.whose
            && provider.is_none()
            && !((constant || queried || guarded()) && value::is_generated(text))
            && !value::is_key_of_512_bits(text)
        {
            self.say(found, meaning, value, "a key of nobody that issues secrets");
            return;
        }
        let confidence = match reading.proof {
            Proof::Quoted | Proof::Delimited if provider.is_some() || !meaning.whose => {
                Confidence::High
            }
            _ => Confidence::Medium,
        };
        found.note(value.clone(), || {
            let stands = match reading.proof {
                Proof::Quoted => "in quotes",
                Proof::Delimited => "set off by its shape",
                Proof::Alone => "alone",
                Proof::Colon => "in running text",
                Proof::Prose => "in a sentence",
            };
            let what = format!("{}: a value {stands}, {confidence} confidence", reading.shape);
            (self.id(meaning.rule), what)
        });
        let mut new = Match::new(provider.unwrap_or(meaning.rule), value, confidence, Rank::Keyed);
        (new.key, new.layers) = (key.span.clone(), layers);
        found.push(new);
    }

    /// The provider's own rule, where the key names it: `DATADOG_API_KEY`, `Datadog API key`.
    fn provider(&self, bytes: &[u8], key: &Key, meaning: Meaning) -> Option<u16> {
        let category = match meaning.kind {
            Kind::Token => Category::Token,
            Kind::Password => Category::Password,
            Kind::Session | Kind::Otp => return None,
        };
        let kinds = self.kinds.get_or_init(|| Kinds::new(&self.sources));
        let naming = if meaning.whose { Naming::Whose } else { Naming::Key };
        let rule = kinds.rule(&bytes[key.span.clone()], category, naming);
        // In a sentence a word like `box` is no name.
        let longer = std::iter::successors(Some(key.clone()), |k| key::with_word_before(bytes, k));
        let mut longer = longer.skip(1).take(key::WORDS_BEFORE);
        let naming = if meaning.whose { Naming::Whose } else { Naming::Sentence };
        let rule =
            rule.or_else(|| longer.find_map(|k| kinds.rule(&bytes[k.span], category, naming)));
        rule.or_else(|| {
            let name = meaning.whose.then(|| section::of(bytes, key.span.start))??;
            let key = [name, b" ", &bytes[key.span.clone()]].concat();
            kinds.rule(&key, category, Naming::Whose)
        })
    }

    /// Whether a value is itself the name of something: of a column, a variable, another key.
    fn names_something(&self, value: &[u8], meaning: Meaning, reading: &Reading) -> bool {
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
                meaning.vague && !made && !chosen || key::is_name(value)
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

    fn classify(
        &self,
        value: &[u8],
        meaning: Meaning,
        reading: &Reading,
        layers: Layers,
        memory: &mut Memory,
    ) -> Class {
        let value = match () {
            () if reading.rest.is_some() => &memory.text,
            () if memory_used(layers) => {
                shape::percent::decode(value, &mut memory.text);
                &memory.text
            }
            () => value,
        };
        match value::classify(value, meaning.kind, reading.proof) {
            Class::Benign(_) if meaning.vague && reading.proof >= Proof::Colon => {
                // What a person chose looks like no token; without quotes it must not look like a
                // name either.
                let quoted = reading.proof == Proof::Quoted && reading.shape == "quoted";
                let proof = if quoted { Proof::Quoted } else { Proof::Colon };
                value::classify(value, Kind::Password, proof)
            }
            Class::Benign(what)
                if meaning.kind == Kind::Token && may_be_chosen(value, meaning, reading) =>
            {
                match value::classify(value, Kind::Password, Proof::Colon) {
                    Class::Secret => Class::Secret,
                    _ => Class::Benign(what),
                }
            }
            class => class,
        }
    }

    fn say(&self, found: &mut Found, meaning: Meaning, span: Range<usize>, what: &str) {
        found.note(span, || (self.id(meaning.rule), format!("not a secret: {what}")));
    }
}

impl Detector for Keyed {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let mut text = std::mem::take(&mut memory.lines);
        match lines::undo(window, &mut text) {
            Some((undone, key)) => {
                let mark = found.mark();
                self.read(&Window::whole(&text, key.start, key.len()), memory, found);
                undone.bring_back(window, mark, found);
            }
            None => self.read(window, memory, found),
        }
        memory.lines = text;
    }
}

impl Keyed {
    /// Reads the key around a literal, and what stands beside it.
    fn read(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        let (key, judged) = self.vocabulary.recall(bytes, window.literal(), &mut memory.keys);
        let meaning = match judged {
            Judged::Telling(meaning) | Judged::Whose(meaning) => meaning,
            Judged::Bare(meaning)
                if may_hold(bytes, key.span.end)
                    && (section::of(bytes, key.span.start).is_some() || in_query(bytes, &key)) =>
            {
                meaning
            }
            other => {
                found.note(key.span.clone(), || {
                    let why = match other {
                        Judged::Property => "the key names a property of a secret",
                        Judged::Other => "the key names something public",
                        _ => "no known phrase ends the key",
                    };
                    ("keyed".to_owned(), why.to_owned())
                });
                return;
            }
        };
        if let Some(what) = another::by_its_key(bytes, &key, &meaning) {
            found.note(key.span.clone(), || ("keyed".to_owned(), what.to_owned()));
            return;
        }
        let named = &bytes[key.span.clone()];
        let mut readings = shape::read(bytes, &key);
        // Whatever is thought of it here: a format has it.
        let had = |one: &Reading| one.rest.is_none() && window.settled.has(&one.value);
        if !readings.is_empty() && readings.iter().all(had) {
            return;
        }
        // `idempotency token (x)`, `l2tp secret "x"`: a word before a bare one may make it another thing.
        let may_be = meaning.kind == Kind::Token || named.eq_ignore_ascii_case(b"pass");
        let spaced = key::with_word_before(bytes, &key).filter(|_| may_be);
        let spaced = spaced.map(|key| self.vocabulary.judge(&bytes[key.span]));
        if spaced == Some(Judged::Other) {
            found.note(key.span.clone(), || {
                ("keyed".to_owned(), "the word before the key names something public".to_owned())
            });
            return;
        }
        let mut meaning = match spaced {
            // `código secreto`: a code by the word before it.
            Some(Judged::Telling(longer))
                if meaning.vague || meaning.whose || longer.kind == Kind::Otp =>
            {
                longer
            }
            _ => meaning,
        };
        if readings.is_empty() && meaning.kind == Kind::Otp {
            readings.extend(shape::code_after(bytes, &key));
        }
        // `auth: ("user", "password")`: a pair of credentials.
        if meaning.pair && readings.len() == 2 && readings[0].shape != "list below" {
            readings.remove(0);
            meaning.kind = Kind::Password;
        }
        // `user, password: ("app", "x")`: the second of two is the password.
        if readings.len() == 2
            && meaning.kind == Kind::Password
            && readings[1].shape == readings[0].shape
            && readings[0].shape != "list below"
            && shape::user_joined(bytes, key.span.start)
        {
            readings.remove(0);
        }
        for reading in &readings {
            self.judge(window, &key, meaning, reading, memory, found);
        }
        if readings.is_empty() {
            found.note(key.span.clone(), || {
                (self.id(meaning.rule), "a telling key without a value".to_owned())
            });
        }
    }
}

/// From this length on what was drawn by a machine is a secret, whoever issued it: it names nothing.
const LONG: usize = 32;

/// The hexadecimal digits of the longest key that two ends are given: 256 bits.
const SHARED: usize = 64;

/// Whether a key is that of a parameter in a query: `/api/?type=op&key=`.
fn in_query(bytes: &[u8], key: &Key) -> bool {
    key.span.start > 0 && matches!(bytes[key.span.start - 1], b'?' | b'&')
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

/// Whether something as long as a token stands behind a key: there are keys in every structure.
fn may_hold(bytes: &[u8], at: usize) -> bool {
    let before = text::run(bytes, at, |b| b"\"'\\:=> ".contains(&b)).min(8);
    let token = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    before > 0 && text::run(&bytes[..bytes.len().min(at + 32)], at + before, token) >= LEAST
}

/// Whether a person may have chosen what stands where a token would: a phrase, or under a key that
/// leaves it open who made its value.
fn may_be_chosen(value: &[u8], meaning: Meaning, reading: &Reading) -> bool {
    let any = |is: fn(&u8) -> bool| value.iter().any(is);
    let mixed = any(u8::is_ascii_digit) && any(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let phrase = value.len() >= 10 && any(|b| *b == b' ') && !meaning.pair;
    reading.proof == Proof::Quoted && mixed && value.len() >= 6 && (meaning.open || phrase)
}

/// The password of `user:password` in quotes, or behind a key that means a user and a password.
fn pair(bytes: &[u8], key: &Key, value: &Range<usize>, reading: &Reading) -> Option<Range<usize>> {
    const BOTH: [&[u8]; 2] = [b"creds", b"credentials"];
    let text = &bytes[value.clone()];
    let named = &bytes[key.span.clone()];
    let both = BOTH.iter().any(|word| {
        named.len().checked_sub(word.len()).is_some_and(|at| named[at..].eq_ignore_ascii_case(word))
    });
    let stands =
        reading.shape == "quoted" || both && text.first().is_some_and(u8::is_ascii_alphabetic);
    let colon = memchr::memchr(b':', text).filter(|n| stands && *n > 1)?;
    let user = text[..colon].iter().all(|b| b.is_ascii_alphanumeric() || b"._@-".contains(b));
    let rest = &text[colon + 1..];
    let whole = rest.len() > 3 && !rest.starts_with(b"/") && !rest.contains(&b' ');
    (user && whole && !rest.contains(&b':')).then(|| value.start + colon + 1..value.end)
}

/// The password of `NEO4J_AUTH=user/password`: a path has more parts, and words in them.
fn slashed(bytes: &[u8], key: &Key, value: &Range<usize>) -> Option<Range<usize>> {
    let text = &bytes[value.clone()];
    let slash = memchr::memchr(b'/', text).filter(|n| *n > 1)?;
    let name = &text[..slash];
    let user = name.iter().all(|b| b.is_ascii_alphanumeric() || b"._@-".contains(b));
    // A slash is also a digit of base64.
    let user = user && !value::is_generated(name);
    let rest = &text[slash + 1..];
    let chosen = rest.len() > 3
        && !rest.contains(&b'/')
        && rest.iter().any(|b| b.is_ascii_digit() || b"!@#$%^&*+=?~".contains(b));
    let constant = key::is_constant(&bytes[key.span.clone()]);
    (constant && user && chosen).then(|| value.start + slash + 1..value.end)
}

/// Why a bare value is none before all of it is judged: its brackets make it a mask, or it starts with
/// the place of a parameter.
fn covered(bytes: &[u8], value: &Range<usize>, reading: &Reading) -> Option<&'static str> {
    if reading.proof == Proof::Quoted || value.is_empty() {
        return None;
    }
    let around = bytes.get(value.start.checked_sub(1)?..value.end + 1);
    let bracketed = around.filter(|text| matches!(text, [b'[', .., b']'] | [b'<', .., b'>']));
    let text = &bytes[value.clone()];
    let first = text.split(|b| *b == b' ').next().filter(|first| first.len() < text.len());
    let parameter =
        first.filter(|first| matches!(first.first(), Some(b'%' | b'$' | b':' | b'?' | b'@')));
    [bracketed, parameter].into_iter().flatten().find_map(|part| {
        match value::classify(part, Kind::Password, Proof::Quoted) {
            Class::Benign(what) => Some(what),
            _ => None,
        }
    })
}

/// What was undone around a value: what its shape tells, and percent-encoding of its own.
fn layers(reading: &Reading, value: &[u8]) -> Layers {
    match reading.layer {
        Some(layer) => Layers::NONE.with(layer),
        None if reading.encoded && memchr::memchr(b'%', value).is_some() => {
            Layers::NONE.with(Layer::Percent)
        }
        None => Layers::NONE,
    }
}

/// Whether a value is judged as it was decoded, not as it stands.
fn memory_used(layers: Layers) -> bool {
    layers.iter().any(|layer| matches!(layer, Layer::Percent | Layer::SplitLine))
}
