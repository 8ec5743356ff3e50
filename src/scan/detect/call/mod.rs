//! Passwords among the arguments of a call, as traces, debuggers and loggers of functions print them.
//!
//! Which arguments carry one is the rule's to say: what comes second to `login` is a password, what
//! comes second to `connect` a user.

mod arguments;
mod command;
mod name;
mod place;
mod told;
mod trace;

use super::accept::{Accept, is_example_pair};
use super::value::{self, Class, Proof, classify};
use super::{Detector, Found, Memory, Rank, Window};
use crate::rules::Rule;
use crate::rules::call::{Call, Function};
use arguments::{Argument, Kind};
use name::Name;
use place::{fits, is_marked};

/// The shortest value.
const SHORTEST: usize = 3;
/// How PHP prints a list among the arguments.
const ARRAY: &[u8] = b"Array";
/// Fields that stand in turn with their values.
const USERS: [&[u8]; 5] = [b"user", b"username", b"login", b"name", b"email"];
const PASSWORDS: [&[u8]; 4] = [b"password", b"passwd", b"pass", b"pw"];

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
    fn spans_lines(&self) -> bool {
        true
    }

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
        // `authenticate(request, 'app', 'x')`: a variable among strings names nobody. A list stands for a host.
        if let [first, second, third, ..] = &all[..]
            && matches!(first.kind, Kind::Bare(_))
            && second.is_string()
            && third.is_string()
            && !first.text(bytes).is_some_and(|text| text == ARRAY || is_marked(text))
        {
            all.remove(0);
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

/// `login('user', 'app', 'pw', 'x')`: fields and their values by turns.
fn is_pairs(bytes: &[u8], all: &[Argument]) -> bool {
    let is = |nth: usize, names| all.get(nth).is_some_and(|a| is_one_of(names, a.text(bytes)));
    is(0, &USERS) && is(2, &PASSWORDS)
}

fn is_one_of(names: &[&[u8]], text: Option<&[u8]>) -> bool {
    text.is_some_and(|text| names.iter().any(|name| name.eq_ignore_ascii_case(text)))
}

fn is_digest(text: &[u8]) -> bool {
    classify(text, value::Kind::Password, Proof::Quoted) == Class::Hash
}
