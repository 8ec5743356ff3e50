//! Passwords among the arguments of a program, as a shell, a process list, an audit record or a dump
//! of an argument vector prints them.
//!
//! Which arguments carry one is the rule's to say: `-p` is a password of `mysql` and a port of `ssh`.

mod argv;
mod hex;

use super::accept::Accept;
use super::read::Value;
use super::value::Proof;
use super::{Detector, Found, Memory, Rank, Window};
use crate::finding::{Layer, Layers};
use crate::rules::Rule;

/// One rule's detector: a family of programs.
pub(crate) struct Command {
    accept: Accept,
    programs: Vec<Vec<u8>>,
    arguments: Vec<Argument>,
}

/// An argument that carries a value, as the rule writes it.
struct Argument {
    /// The flag, where the value is in an argument of its own.
    flag: Vec<u8>,
    /// What stands before the value in its argument; `user:` stands for any text up to that sign.
    before: Vec<u8>,
    /// The sign that ends the name of a user before the value.
    sign: Option<u8>,
}

/// Values that are judged for one command.
const TRIES: usize = 4;

/// Long options that carry a password in any program. A reader of keys sees them where flag and value
/// stand side by side; in records and lists it does not.
const LONG: [&[u8]; 8] = [
    b"--password",
    b"--passwd",
    b"--pass",
    b"--pwd",
    b"--passphrase",
    b"--token",
    b"--secret",
    b"--api-key",
];

impl Command {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        Command {
            accept: Accept::new(index, rule, Rank::Statement),
            programs: rule.keywords.iter().map(|k| k.as_bytes().to_vec()).collect(),
            arguments: rule.keys.iter().map(|key| Argument::new(key)).collect(),
        }
    }

    /// Where the value starts in `argument`, when the argument before it was `previous`.
    fn value_at(&self, previous: &[u8], argument: &[u8], record: bool) -> Option<usize> {
        let own = self.arguments.iter().find_map(|a| a.value_at(previous, argument));
        own.or_else(|| {
            if !record {
                return None;
            }
            let behind = |flag: &&&[u8]| {
                argument.starts_with(flag) && argument.get(flag.len()) == Some(&b'=')
            };
            match LONG.iter().find(behind) {
                Some(flag) => Some(flag.len() + 1),
                None => (LONG.contains(&previous) && !argument.starts_with(b"-")).then_some(0),
            }
        })
    }
}

impl Argument {
    fn new(key: &str) -> Self {
        let text = key.trim_end_matches('*');
        let (flag, before) = match text.split_once(' ') {
            Some((flag, before)) => (flag, before),
            None => ("", text),
        };
        let sign = before.contains("user").then(|| before.as_bytes().last().copied()).flatten();
        let before = before.split("user").next().unwrap_or_default();
        Argument { flag: flag.into(), before: before.into(), sign }
    }

    fn value_at(&self, previous: &[u8], argument: &[u8]) -> Option<usize> {
        if !self.flag.is_empty() && self.flag != previous {
            return None;
        }
        if !argument.starts_with(&self.before) {
            return None;
        }
        // `-p` alone asks for the password; `-p -x` as well.
        if !self.flag.is_empty() && self.before.is_empty() && argument.starts_with(b"--") {
            return None;
        }
        let at = self.before.len();
        let at = match self.sign {
            Some(sign) => at + argument[at..].iter().position(|b| *b == sign)? + 1,
            None => at,
        };
        (at < argument.len()).then_some(at)
    }
}

impl Detector for Command {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let literal = &window.bytes[window.literal()];
        if literal.ends_with(b"=") {
            self.hexadecimal(window, &mut memory.text, found);
            return;
        }
        // A keyword may go on behind the name, to be rarer.
        let name = literal.iter().rposition(|b| !b" \"'\\".contains(b)).map_or(0, |last| last + 1);
        let name = window.at..window.at + name;
        let program = name.clone();
        let Some(mut arguments) = argv::Arguments::after(window.bytes, name) else { return };
        let text = &mut memory.text;
        let mut previous: &[u8] = b"";
        let (mut tries, mut again) = (0, 0);
        while let Some(argument) = arguments.next_argument() {
            let (head, body) = (argument.head, argument.span);
            // Where the program is named over and over, each name looks at its own arguments.
            again += usize::from(window.bytes[body.clone()] == window.bytes[program.clone()]);
            if tries == TRIES || again > 1 {
                break;
            }
            text.clear();
            text.extend_from_slice(&window.bytes[head.clone()]);
            text.extend_from_slice(&window.bytes[body.clone()]);
            if let Some(at) = self.value_at(previous, text, arguments.is_record()) {
                let start = body.start + at.saturating_sub(head.len());
                let mut value = Value::new(start..body.end, Proof::Delimited);
                (value.proof, value.layers) = (argument.proof, argument.layers);
                self.accept.value(window, &value, found);
                tries += 1;
            }
            previous = if head.is_empty() { &window.bytes[body] } else { b"" };
        }
    }
}

impl Command {
    /// `proctitle=` and `cmd=` of an audit record: the vector as hexadecimal text, where it has
    /// spaces. The text as a whole is the value: none of it can be read without undoing it.
    fn hexadecimal(&self, window: &Window<'_>, plain: &mut Vec<u8>, found: &mut Found) {
        let Some(span) = hex::decode(window.bytes, window.literal().end, plain) else { return };
        let mut arguments = plain.split(|b| *b == 0);
        let Some(program) = arguments.next() else { return };
        let program = program.rsplit(|b| *b == b'/').next().unwrap_or(program);
        let mine = |name: &&Vec<u8>| program.starts_with(name) && !name.ends_with(b"=");
        if !self.programs.iter().any(|name| mine(&name)) {
            return;
        }
        let mut previous: &[u8] = b"";
        for argument in arguments {
            if let Some(at) = self.value_at(previous, argument, true) {
                let layers = Layers::NONE.with(Layer::Hex);
                let value = &argument[at..];
                if self.accept.decoded(value, span.clone(), Proof::Delimited, layers, found) {
                    return;
                }
            }
            previous = argument;
        }
    }
}
