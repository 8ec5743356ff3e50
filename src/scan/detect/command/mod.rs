//! Passwords among the arguments of a program, as a shell, a process list, an audit record or a dump
//! of an argument vector prints them.
//!
//! Which arguments carry one is the rule's to say: `-p` is a password of `mysql` and a port of `ssh`.

mod argv;
mod console;
mod hex;
mod pair;
mod pattern;

use std::ops::Range;

use self::console::Told;
use super::accept::{Accept, is_example_pair};
use super::value::Proof;
use super::{Detector, Found, Memory, Rank, Window};
use crate::finding::{Layer, Layers};
use crate::rules::Rule;
use crate::rules::tool::{Name, Tool};

/// Literals before the hexadecimal text of an audit record, which may be any program's.
const HEXADECIMAL: [&str; 2] = ["proctitle=", "cmd="];

/// One rule's detector: a table of programs.
pub(crate) struct Command {
    accept: Accept,
    tools: Vec<Tool>,
}

/// The name of a command in the text, and how it stands there.
struct Named<'t> {
    text: &'t [u8],
    stands: Stands,
    /// Flag and value stand apart, each in a field of its own.
    record: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stands {
    Program,
    /// An option, of a program that is not known.
    Option,
    /// A command of a console.
    Console(Told),
}

/// The text of an argument, and where a report of its parts would point to.
struct Argument<'t> {
    text: &'t [u8],
    /// The place of the text, where it stands in the log as it is: a head and what quotes hold.
    parts: Option<(Range<usize>, Range<usize>)>,
    proof: Proof,
    layers: Layers,
    /// What is reported where the text was decoded.
    whole: Range<usize>,
}

/// Values that are judged for one command.
const TRIES: usize = 8;

impl Command {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        // The check of the rule has parsed each line before.
        let tools = rule.tools.iter().filter_map(|line| Tool::parse(line).ok()).collect();
        Command { accept: Accept::new(index, rule, Rank::Statement).with_digests(), tools }
    }

    /// The literals that wake this detector.
    pub(crate) fn literals(&self) -> impl Iterator<Item = String> {
        let names = self.tools.iter().flat_map(|tool| &tool.names);
        let mut all: Vec<String> = names.flat_map(Name::literals).collect();
        // `check_` leads to `check_redis` too.
        all.sort_unstable();
        all.dedup_by(|longer, shorter| longer.starts_with(shorter.as_str()));
        // The kernel knows of no command of a console.
        let programs = self.tools.iter().flat_map(|tool| &tool.names).any(|name| !name.typed);
        let audited = HEXADECIMAL.into_iter().filter(move |_| programs);
        all.into_iter().chain(audited.map(str::to_owned))
    }

    /// The length of the longest name of a program that `text` starts with.
    fn program(&self, text: &[u8]) -> Option<usize> {
        let names = self.tools.iter().flat_map(|tool| &tool.names);
        names.filter(|name| starts(text, &name.program)).map(|name| name.program.len()).max()
    }

    /// Reports the values among the arguments of a command.
    fn read(&self, command: &Named<'_>, all: &[Argument<'_>], found: &mut Found) {
        let named = |name: &Name| {
            name.program.len() == command.text.len()
                && starts(command.text, &name.program)
                && name.first.len() <= all.len()
                && name.first.iter().zip(all).all(|(want, a)| is_first(a.text, want.as_bytes()))
        };
        for tool in self.tools.iter().filter(|tool| tool.names.iter().any(named)) {
            self.read_as(tool, command, all, found);
        }
    }

    fn read_as(&self, tool: &Tool, command: &Named<'_>, all: &[Argument<'_>], found: &mut Found) {
        let value = |at| {
            let value = pattern::value(&tool.patterns, all, at, command.record)?;
            (!is_example(all[at].text, &value)).then_some((at, value))
        };
        let mut values: Vec<_> = (0..all.len()).filter_map(value).take(TRIES).collect();
        let chosen =
            |(at, value): &(usize, Range<usize>)| pair::is_chosen(&all[*at].text[value.clone()]);
        match command.stands {
            Stands::Program => {}
            Stands::Option => values.retain(|(at, _)| !pair::is_taken(all, *at)),
            Stands::Console(Told::Typed) => values.retain(|value| {
                chosen(value) && console::is_password(&all[value.0].text[value.1.clone()])
            }),
            Stands::Console(Told::Announced) => {
                // `contact=bob` sets another thing.
                values.retain(|(at, value)| !pair::is_setting(&all[*at].text[value.clone()]));
                if values.iter().any(chosen) {
                    values.retain(chosen);
                }
            }
        }
        for (at, value) in values {
            let argument = &all[at];
            match &argument.parts {
                Some((head, body)) => {
                    let place = |at: usize| match at.checked_sub(head.len()) {
                        Some(at) => body.start + at,
                        None => head.start + at,
                    };
                    let span = place(value.start)..place(value.end);
                    let (text, layers) = (&argument.text[value], argument.layers);
                    self.accept.decoded(text, span, argument.proof, layers, found);
                }
                None => {
                    let layers = Layers::NONE.with(Layer::Hex);
                    let (text, whole) = (&argument.text[value], argument.whole.clone());
                    if self.accept.decoded(text, whole, Proof::Delimited, layers, found) {
                        return;
                    }
                }
            }
        }
    }

    /// A command that stands in the log as text.
    fn plain(&self, window: &Window<'_>, text: &mut Vec<u8>, found: &mut Found) {
        // A short name is looked for with the sign before it.
        let at = [window.at, window.at + 1].into_iter();
        let mut names = at.filter_map(|at| Some(at..at + self.program(window.bytes.get(at..)?)?));
        let Some(name) = names.next() else { return };
        let Some(stands) = self.stands(window.bytes, &name) else {
            self.note(name, "the word stands where no command does", found);
            return;
        };
        let Some(mut arguments) = argv::Arguments::after(window.bytes, name.clone()) else {
            self.note(name, "a program's name without its arguments", found);
            return;
        };
        text.clear();
        let mut read = Vec::new();
        while let Some(argument) = arguments.next_argument() {
            if argv::is_named(
                &window.bytes[argument.head.start..argument.span.end],
                &window.bytes[name.clone()],
            ) {
                // The same name again leads here on its own; so no argument is read many times.
                break;
            }
            let start = text.len();
            let decoded = arguments.is_audit()
                && argument.proof != Proof::Quoted
                && hex::append(&window.bytes[argument.span.clone()], text);
            if !decoded {
                text.extend_from_slice(&window.bytes[argument.head.clone()]);
                text.extend_from_slice(&window.bytes[argument.span.clone()]);
            }
            read.push((start..text.len(), decoded, argument));
        }
        let all: Vec<Argument<'_>> = read
            .into_iter()
            .map(|(range, decoded, argument)| Argument {
                text: &text[range],
                whole: argument.span.clone(),
                parts: (!decoded).then_some((argument.head, argument.span)),
                proof: argument.proof,
                layers: argument.layers,
            })
            .collect();
        let longer =
            window.bytes.get(name.end).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-');
        if stands == Stands::Option
            && (longer
                || pair::is_other(&window.bytes[..name.start])
                || !all.first().is_some_and(|user| pair::is_user(user.text)))
        {
            self.note(name, "no user stands beside it, or the program means another thing", found);
            return;
        }
        let before = found.mark();
        let text = &window.bytes[name.clone()];
        self.read(&Named { text, stands, record: arguments.is_record() }, &all, found);
        if found.mark() == before {
            self.note(name, "none of the program's arguments carries a secret", found);
        }
    }

    /// How the name of a command stands in the text, if it may be one.
    fn stands(&self, bytes: &[u8], name: &Range<usize>) -> Option<Stands> {
        let text = &bytes[name.clone()];
        let is = |known: &&Name| known.program.len() == text.len() && starts(text, &known.program);
        let mut names = self.tools.iter().flat_map(|tool| &tool.names).filter(is);
        if names.any(|name| name.typed) {
            return console::told(bytes, name).map(Stands::Console);
        }
        let program = if text[0] == b'-' { Stands::Option } else { Stands::Program };
        argv::starts(bytes, name.start).then_some(program)
    }

    fn note(&self, span: Range<usize>, what: &str, found: &mut Found) {
        found.note(span, || (self.accept.id().to_owned(), what.to_owned()));
    }

    /// `proctitle=` and `cmd=` of an audit record: the command as hexadecimal text, where it has spaces.
    /// The text as a whole is the value: none of it can be read without undoing it.
    fn hexadecimal(&self, window: &Window<'_>, text: &mut Vec<u8>, found: &mut Found) {
        let Some(whole) = hex::decode(window.bytes, window.literal().end, text) else { return };
        let path = text.iter().position(|b| matches!(b, 0 | b' ')).unwrap_or(text.len());
        let name = text[..path].iter().rposition(|b| *b == b'/').map_or(0, |slash| slash + 1);
        let Some(len) = self.program(&text[name..]) else { return };
        let name = name..name + len;
        let stands = self.stands(text, &name);
        let Some(stands) = stands.filter(|stands| *stands == Stands::Program) else { return };
        let command = |record| Named { text: &text[name.clone()], stands, record };
        let argument = |text| {
            let (proof, layers) = (Proof::Delimited, Layers::NONE);
            Argument { text, parts: None, proof, layers, whole: whole.clone() }
        };
        if text.contains(&0) {
            // The program itself is in the vector, too.
            let all: Vec<_> = text.split(|b| *b == 0).skip(1).map(argument).collect();
            self.read(&command(true), &all, found);
        } else if let Some(mut arguments) = argv::Arguments::after(text, name.clone()) {
            let mut all = Vec::new();
            while let Some(next) = arguments.next_argument() {
                all.push(argument(&text[next.head.start..next.span.end]));
            }
            self.read(&command(false), &all, found);
        }
    }
}

/// `user:password`, `name:pwd`: how manuals write it.
fn is_example(text: &[u8], value: &Range<usize>) -> bool {
    let user = text[..value.start].strip_suffix(b":").unwrap_or_default();
    let user = user.rsplit(|b| b"= ".contains(b)).next().unwrap_or_default();
    let password = &text[value.clone()];
    is_example_pair(user, password.strip_suffix(b"`").unwrap_or(password))
}

fn starts(text: &[u8], program: &str) -> bool {
    let start = text.get(..program.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(program.as_bytes()))
}

/// Whether it is what must follow a program's name: `-` stands for any flag.
fn is_first(text: &[u8], want: &[u8]) -> bool {
    text.eq_ignore_ascii_case(want) || want == b"-" && text.starts_with(want)
}

impl Detector for Command {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        if window.bytes[window.literal()].ends_with(b"=") {
            self.hexadecimal(window, &mut memory.text, found);
        } else {
            self.plain(window, &mut memory.text, found);
        }
    }
}
