//! Passwords among the arguments of a call, as traces, debuggers and loggers of functions print them.
//!
//! Which arguments carry one is the rule's to say: what comes second to `login` is a password, what
//! comes second to `connect` a user.

mod arguments;
mod command;
mod name;
mod told;
mod trace;

use super::accept::{Accept, is_example_pair};
use super::value::{self, Class, Proof, classify, is_chosen};
use super::{Detector, Found, Memory, Rank, Window};
use crate::rules::Rule;
use crate::rules::call::{Call, Function, Pattern, Place};
use arguments::{Argument, Kind};
use name::Name;

/// The longest name of a user, an address among them.
const USER: usize = 64;

/// The shortest value.
const SHORTEST: usize = 3;
/// How PHP prints a list among the arguments.
const ARRAY: &[u8] = b"Array";
/// Fields that stand in turn with their values.
const USERS: [&[u8]; 5] = [b"user", b"username", b"login", b"name", b"email"];
const PASSWORDS: [&[u8]; 4] = [b"password", b"passwd", b"pass", b"pw"];
/// Ways to log in, which stand where a user would.
const SCHEMES: [&[u8]; 10] = [
    b"basic",
    b"digest",
    b"ntlm",
    b"bearer",
    b"negotiate",
    b"jwt",
    b"oauth",
    b"oauth2",
    b"plain",
    b"local",
];

/// One rule's detector: a table of functions.
pub(crate) struct Calls {
    accept: Accept,
    calls: Vec<Call>,
}

impl Calls {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        // The check of the rule has parsed each line before.
        let calls = rule.calls.iter().filter_map(|line| Call::parse(line).ok()).collect();
        Calls { accept: Accept::new(index, rule, Rank::Statement), calls }
    }

    /// The literals that wake this detector: the ends of names and the opening bracket.
    pub(crate) fn literals(&self) -> impl Iterator<Item = String> {
        let names = self.calls.iter().flat_map(|call| &call.names);
        let mut all: Vec<String> = names.flat_map(Function::literals).collect();
        // What ends in `password(` ends in `check_password(` too.
        all.sort_unstable_by_key(String::len);
        let mut least: Vec<String> = Vec::new();
        for literal in all {
            if !least.iter().any(|known| literal.ends_with(known.as_str())) {
                least.push(literal);
            }
        }
        let forms = trace::LITERALS.iter().chain(&told::LITERALS).chain(&command::LITERALS);
        least.into_iter().chain(forms.map(|form| (*form).to_owned()))
    }

    /// Reports the values of the first pattern that fits.
    fn read(
        &self,
        call: &Call,
        bytes: &[u8],
        all: &[Argument],
        window: &Window<'_>,
        found: &mut Found,
    ) -> bool {
        // What a method belongs to, a resource or a number of arguments may come first.
        let other = |argument: &&Argument| matches!(argument.kind, Kind::Object | Kind::Other);
        let others = all.iter().take_while(other).count();
        for skipped in 0..=others {
            let all = &all[skipped..];
            let Some(pattern) = call.patterns.iter().find(|p| fits(p, bytes, all)) else {
                continue;
            };
            let secret = |nth: &usize| pattern.places[*nth].is_value();
            for nth in (0..pattern.places.len()).filter(secret) {
                let text = |nth: usize| all[nth].text(bytes).unwrap_or_default();
                if nth == 0 || !is_example_pair(text(nth - 1), text(nth)) {
                    self.accept(
                        &all[nth],
                        pattern.places.len() == 1 && !pattern.open,
                        window,
                        found,
                    );
                }
            }
            return true;
        }
        false
    }

    fn accept(&self, argument: &Argument, alone: bool, window: &Window<'_>, found: &mut Found) {
        let (Kind::Text(value) | Kind::Bare(value)) = &argument.kind else { return };
        let mut value = value.clone();
        if alone {
            // One string may be the name of whose password it is.
            value.proof = Proof::Colon;
        }
        self.accept.value(window, &value, found);
    }
}

impl Detector for Calls {
    fn detect(&self, window: &Window<'_>, _memory: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        let note = |what: &str, found: &mut Found| {
            found.note(window.literal(), || (self.accept.id().to_owned(), what.to_owned()));
        };
        let Some((form, mut all)) = arguments(window) else {
            return note("no arguments of a call", found);
        };
        // Traces print the place of a call in brackets, and most calls take none.
        if !all.iter().any(|a| a.is_string() || a.text(bytes).is_some_and(is_marked)) {
            return note("no argument that is a value", found);
        }
        let called = match form {
            Form::Call(open) => Some(name::before(bytes, open)),
            Form::Frame => trace::name(bytes, window.at),
            Form::Told => told::name(bytes, window.literal()),
            Form::Command(name) => Some(name),
        };
        let Some((whole, last)) = called else {
            return note("no function before its arguments", found);
        };
        let named = |call: &&Call| call.names.iter().any(|f| f.is(&whole) || f.is(&whole[last..]));
        let mut calls = self.calls.iter().filter(named).peekable();
        if calls.peek().is_none() {
            return note("another function", found);
        }
        // `compare_password('x', '$2b$…')`: what is kept of a password tells nothing of the places.
        all.retain(|argument| !argument.text(bytes).is_some_and(is_digest));
        if is_pairs(bytes, &all) {
            let named = |pair: &&[Argument]| {
                pair[1].is_string() && is_one_of(&PASSWORDS, pair[0].text(bytes))
            };
            all.chunks_exact(2)
                .filter(named)
                .for_each(|p| self.accept(&p[1], false, window, found));
            return;
        }
        if !calls.any(|call| self.read(call, bytes, &all, window, found)) {
            note("none of the arguments stands in a secret's place", found);
        }
    }
}

/// Where the name of a function stands beside its arguments.
enum Form {
    /// Before the bracket that is given: `login('app', …)`.
    Call(usize),
    /// In the fields of a frame, or of a job.
    Frame,
    /// In the words before them: `login() with arguments: …`.
    Told,
    /// That of a command, which is read with them.
    Command(Name),
}

/// The arguments that a candidate's literal leads to.
fn arguments(window: &Window<'_>) -> Option<(Form, Vec<Argument>)> {
    let (bytes, literal) = (window.bytes, window.literal());
    let is = |known: &&str| known.as_bytes().eq_ignore_ascii_case(&bytes[literal.clone()]);
    if command::LITERALS.iter().any(is) {
        return command::read(bytes, literal).map(|(name, all)| (Form::Command(name), all));
    }
    if told::LITERALS.iter().any(is) {
        return told::arguments(bytes, literal.end).map(|all| (Form::Told, all));
    }
    let open = literal.start + bytes[literal].iter().rposition(|b| b"([".contains(b))?;
    let form = if bytes[open] == b'[' { Form::Frame } else { Form::Call(open) };
    arguments::read(bytes, open + 1).map(|all| (form, all))
}

fn fits(pattern: &Pattern, bytes: &[u8], all: &[Argument]) -> bool {
    let places = &pattern.places;
    let Some(rest) = all.get(places.len()..) else { return false };
    let alone = places.len() == 1;
    // Behind the value come flags and options; one string more may be a database or a realm.
    let ends = match rest {
        [] => true,
        [one] => !one.is_string() || !alone || one.text(bytes).is_none_or(|t| t.len() < SHORTEST),
        [first, ..] => !first.is_string() || !alone && first.text(bytes).is_some_and(is_address),
    };
    let is = |(place, argument): (&Place, &Argument)| is(*place, argument, bytes, alone);
    (ends || pattern.open) && places.iter().zip(all).all(is)
}

/// Whether an argument may stand in a place.
fn is(place: Place, argument: &Argument, bytes: &[u8], alone: bool) -> bool {
    let text = argument.text(bytes).unwrap_or_default();
    let string = argument.is_string();
    match place {
        Place::Any => true,
        Place::Object => argument.kind == Kind::Object,
        _ if matches!(argument.kind, Kind::Object | Kind::Other) => false,
        Place::User => is_user(text),
        Place::Mail => is_mail(text),
        Place::Host if string => text == b"localhost" || text.iter().any(|b| b".:=".contains(b)),
        Place::Host => text == ARRAY,
        Place::Peer => text.contains(&b'.') && !text.contains(&b'@'),
        // A name says more of a value than its place.
        Place::Secret | Place::Chosen | Place::Signed
            if argument.named || text.len() < SHORTEST =>
        {
            false
        }
        Place::Signed => is_signed(text) && !is_mail(text) && !is_variable(text),
        Place::Chosen => {
            string
                && !text.contains(&b' ')
                && !is_mail(text)
                && !is_variable(text)
                && is_chosen(text)
        }
        Place::Secret if string => !is_mail(text) && !is_variable(text),
        Place::Secret => !alone && is_marked(text),
    }
}

/// `login('user', 'app', 'pw', 'x')`: fields and their values by turns.
fn is_pairs(bytes: &[u8], all: &[Argument]) -> bool {
    let is = |nth: usize, names| all.get(nth).is_some_and(|a| is_one_of(names, a.text(bytes)));
    is(0, &USERS) && is(2, &PASSWORDS)
}

fn is_one_of(names: &[&[u8]], text: Option<&[u8]>) -> bool {
    text.is_some_and(|text| names.iter().any(|name| name.eq_ignore_ascii_case(text)))
}

/// A path, a link or a sentence names nobody, nor does a way to log in.
fn is_user(text: &[u8]) -> bool {
    !is_one_of(&SCHEMES, Some(text))
        && (1..=USER).contains(&text.len())
        && !text.contains(&b' ')
        && text[0] != b'/'
        && text != ARRAY
        && memchr::memmem::find(text, b"://").is_none()
}

/// `imap.host.example`, `ssl://192.0.2.5`: nothing but the name of a host and its port.
fn is_address(text: &[u8]) -> bool {
    let scheme = memchr::memmem::find(text, b"://").map(|at| at + 3);
    let host = &text[scheme.unwrap_or(0)..];
    let part = |b: &u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b".:-".contains(b);
    text == b"localhost" || (scheme.is_some() || host.contains(&b'.')) && host.iter().all(part)
}

fn is_mail(text: &[u8]) -> bool {
    let at = text.iter().position(|b| *b == b'@');
    at.is_some_and(|at| at > 0 && text[at..].contains(&b'.')) && !text.contains(&b' ')
}

/// `$password`, also within quotes.
fn is_variable(text: &[u8]) -> bool {
    let name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    text.strip_prefix(b"$").is_some_and(|rest| rest.iter().all(name))
}

/// Whether a word has letters, a digit and a sign of those that no name in code has; `reason#2` is one.
fn is_signed(text: &[u8]) -> bool {
    let number = text.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    let text = text[..text.len() - number].strip_suffix(b"#").unwrap_or(text);
    let any = |is: fn(&u8) -> bool| text.iter().any(is);
    any(u8::is_ascii_digit) && any(u8::is_ascii_alphabetic) && any(|b| b"!#%^?+~".contains(b))
}

/// Words without quotes are variables and types, unless a sign or a digit tells otherwise.
fn is_marked(text: &[u8]) -> bool {
    let sign = |b: &u8| b.is_ascii_digit() || b"!@#$%^&*?".contains(b);
    text[0] != b'$'
        && text.iter().any(sign)
        && !text.iter().all(u8::is_ascii_digit)
        && !is_mail(text)
}

fn is_digest(text: &[u8]) -> bool {
    classify(text, value::Kind::Password, Proof::Quoted) == Class::Hash
}
