//! What stands under a telling key, judged: which part of it may be the secret, what that is, whose it is, and
//! how sure all this makes a finding.
//!
//! What a value is by itself is for `value`, and what its line makes of it for `another`.

mod name;
mod pair;
mod whose;

use std::ops::Range;

use super::key::{self, Judged, Key, Meaning};
use super::shape::{self, Reading};
use super::{Keyed, another, credentials};
use crate::finding::{Confidence, Layer, Layers};
use crate::scan::detect::value::{self, Class, Kind, Proof};
use crate::scan::detect::{Found, Match, Memory, Rank, Window};

/// The hexadecimal digits of the longest key that two ends are given: 256 bits.
const SHARED: usize = 64;

/// What is no secret, and why.
struct Refused(Range<usize>, &'static str);

impl Keyed {
    /// Reports the value that was read behind a key, or notes why it is none.
    pub(super) fn judge(
        &self,
        window: &Window<'_>,
        key: &Key,
        mut meaning: Meaning,
        reading: &Reading,
        memory: &mut Memory,
        found: &mut Found,
    ) {
        let bytes = window.bytes;
        let mut value = match self.part(bytes, key, &mut meaning, reading) {
            Ok(part) => part,
            Err(Refused(value, what)) => return self.say(found, meaning, value, what),
        };
        let mut layers = layers(reading, &bytes[value.clone()]);
        if let Some(rest) = &reading.rest {
            layers = layers.with(Layer::SplitLine);
            memory.text.clear();
            memory.text.extend_from_slice(&bytes[value.clone()]);
            memory.text.extend_from_slice(&bytes[rest.clone()]);
            value.end = rest.end;
        }
        match self.classify(&bytes[value.clone()], meaning, reading, layers, memory) {
            Class::Secret => {}
            Class::Uncovered(part) if !memory_used(layers) => {
                value = value.start + part.start..value.start + part.end;
            }
            Class::Uncovered(_) => {}
            Class::Hash if opens_as_it_is(bytes, key, &value, meaning, reading) => {}
            Class::Hash => {
                self.say(found, meaning, value.clone(), "the digest of a password");
                if let Some(rule) = self.hashes {
                    let mut new = Match::new(rule, value, Confidence::High, Rank::Keyed);
                    (new.key, new.layers) = (key.span.clone(), layers);
                    found.push(new);
                }
                return;
            }
            Class::Benign(what) => return self.say(found, meaning, value, what),
        }
        let provider = self.provider(bytes, key, meaning);
        if meaning.whose && provider.is_none() && !whose::is_nobodys_secret(bytes, key, &value) {
            return self.say(found, meaning, value, "a key of nobody that issues secrets");
        }
        let confidence = match reading.proof {
            Proof::Quoted | Proof::Delimited if provider.is_some() || !meaning.whose => {
                Confidence::High
            }
            _ => Confidence::Medium,
        };
        found.note(value.clone(), || (self.id(meaning.rule), stands(reading, confidence)));
        let mut new = Match::new(provider.unwrap_or(meaning.rule), value, confidence, Rank::Keyed);
        (new.key, new.layers) = (key.span.clone(), layers);
        found.push(new);
    }

    /// The part of a value that may be the secret, as far as what stands around it tells. A pair of a user and
    /// a password makes it a password.
    fn part(
        &self,
        bytes: &[u8],
        key: &Key,
        meaning: &mut Meaning,
        reading: &Reading,
    ) -> Result<Range<usize>, Refused> {
        let mut value = reading.value.clone();
        if meaning.header || credentials::scheme(&bytes[value.clone()]).is_some() {
            value = credentials::strip(bytes, value.clone())
                .ok_or(Refused(value, "a header with nothing secret in it"))?;
        }
        if meaning.kind == Kind::Otp {
            value.end += second_half(bytes, &value);
        }
        let text = &bytes[value.clone()];
        let field = another::tells_name(&bytes[key.span.clone()])
            && text.iter().all(|b| b.is_ascii_alphabetic() || b"_.[]".contains(b))
            && matches!(self.vocabulary.judge(text), Judged::Telling(_));
        if field || self.names_something(text, *meaning, reading) {
            return Err(Refused(value, "a name"));
        }
        if bytes[..value.start].ends_with(b":: ") && key.span.end + 3 == value.start {
            return Err(Refused(value, "base64, which is judged decoded"));
        }
        if meaning.pair && in_store_address(bytes, key) {
            meaning.kind = Kind::Password;
        }
        // `auth: 'user:password'`: how clients of HTTP are told.
        if meaning.pair
            && let Some(password) = pair::password(bytes, key, &value, reading)
        {
            value = password;
            meaning.kind = Kind::Password;
        }
        let other = another::by_its_line(bytes, key, &value, *meaning, reading)
            .or_else(|| covered(bytes, &value, reading));
        match other {
            Some(what) => Err(Refused(value, what)),
            None => Ok(value),
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
}

/// `tcp://cache1:6379?auth=x`: whether a key stands in the query of an address of Redis, where `auth` is a
/// password.
fn in_store_address(bytes: &[u8], key: &Key) -> bool {
    const SCHEMES: [&[u8]; 5] = [b"tcp", b"tls", b"unix", b"redis", b"rediss"];
    /// The longest address before the key.
    const ADDRESS: usize = 160;
    let before = &bytes[key.span.start.saturating_sub(ADDRESS)..key.span.start];
    let Some(at) = memchr::memmem::rfind(before, b"://") else { return false };
    let scheme = before[..at].rsplit(|b| !b.is_ascii_alphabetic()).next().unwrap_or_default();
    let query = before.ends_with(b"?") || before.ends_with(b"&");
    let whole = !before[at..].iter().any(u8::is_ascii_whitespace);
    query && whole && SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme))
}

/// How much the second half of a code adds to it: `otp=731 046 ttl=600`.
fn second_half(bytes: &[u8], value: &Range<usize>) -> usize {
    let three = |text: &[u8]| text.len() == 3 && text.iter().all(u8::is_ascii_digit);
    let half = bytes.get(value.end + 1..value.end + 4).unwrap_or_default();
    let next = bytes.get(value.end + 4);
    let ends = next.is_none_or(|b| b.is_ascii_whitespace() || b",;)]\"'".contains(b));
    let whole = three(&bytes[value.clone()]) && bytes.get(value.end) == Some(&b' ') && three(half);
    if whole && ends { 4 } else { 0 }
}

/// Whether what looks like the digest of a password is a secret itself.
fn opens_as_it_is(
    bytes: &[u8],
    key: &Key,
    value: &Range<usize>,
    meaning: Meaning,
    reading: &Reading,
) -> bool {
    let text = &bytes[value.clone()];
    let hexadecimal = || text.iter().all(u8::is_ascii_hexdigit);
    match () {
        // Whoever is told a password on a line of its own is told it as it is.
        () if reading.shape == "line below" && !text.contains(&b'$') => true,
        // A program that is started with a digest for a password takes it for one.
        () if key.dashes > 0 && hexadecimal() => true,
        // The two ends share the key itself, never a digest of it. Those that TLS derives for a session
        // (RFC 8446, section 4.6.1) may be longer.
        () if text.len() <= SHARED
            && key::names_shared(&bytes[key.span.clone()])
            && hexadecimal() =>
        {
            true
        }
        // What looks like a digest and is sent opens the door as it is.
        () => meaning.kind == Kind::Token && (meaning.sent || reading.encoded),
    }
}

/// How a value stands, for people.
fn stands(reading: &Reading, confidence: Confidence) -> String {
    let stands = match reading.proof {
        Proof::Quoted => "in quotes",
        Proof::Delimited => "set off by its shape",
        Proof::Alone => "alone",
        Proof::Colon => "in running text",
        Proof::Prose => "in a sentence",
    };
    format!("{}: a value {stands}, {confidence} confidence", reading.shape)
}

/// Why a bare value is none before all of it is judged: its brackets make it a mask, or it starts with
/// the place of a parameter.
fn covered(bytes: &[u8], value: &Range<usize>, reading: &Reading) -> Option<&'static str> {
    if reading.proof == Proof::Quoted || value.is_empty() || reading.shape == shape::ROW_OF_BYTES {
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

/// Whether a person may have chosen what stands where a token would: a phrase, or under a key that
/// leaves it open who made its value.
fn may_be_chosen(value: &[u8], meaning: Meaning, reading: &Reading) -> bool {
    let any = |is: fn(&u8) -> bool| value.iter().any(is);
    let mixed = any(u8::is_ascii_digit) && any(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let phrase = value.len() >= 10 && any(|b| *b == b' ') && !meaning.pair;
    reading.proof == Proof::Quoted && mixed && value.len() >= 6 && (meaning.open || phrase)
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
