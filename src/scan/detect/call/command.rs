//! Commands that a framework or a broker runs, told with their arguments: `command=user:add args="[app x]"`,
//! `running command "app:user:add app x"`, `'task': 'users.create_user', …, 'argsrepr': "('app', 'x')"`.
//!
//! Their names are those of functions; the command lines of shells have a detector of their own.

use std::ops::Range;

use super::arguments::{self, Argument, Kind};
use super::name::{self, Name};
use crate::scan::detect::keyed::text;
use crate::scan::detect::read::{self, Value};
use crate::scan::detect::value::Proof;

/// What stands before the arguments, or before the whole command.
pub(super) const LITERALS: [&str; 5] =
    [" args=\"[", " args=[", "running command \"", "argsrepr': \"(", "argsrepr\": \"("];
/// Fields that name the command, and the longest name.
const FIELDS: [&[u8]; 8] =
    [b"command", b"cmd", b"task", b"job", b"method", b"func", b"function", b"action"];
const NAME: usize = 96;
/// How far before its arguments a broker's message names a task.
const MESSAGE: usize = 512;
/// The longest command, and how many of its words are read.
const FAR: usize = 256;
const WORDS: usize = 8;

/// The name and the arguments that a literal leads to.
pub(super) fn read(bytes: &[u8], literal: Range<usize>) -> Option<(Name, Vec<Argument>)> {
    let text = &bytes[literal.clone()];
    match () {
        () if text.ends_with(b"(") => {
            Some((task(bytes, literal.start)?, arguments::read(bytes, literal.end)?))
        }
        () if text.ends_with(b"[") => {
            Some((field(bytes, literal.start)?, listed(bytes, literal.end)?))
        }
        () => {
            let line = text::line_end(bytes, literal.end, FAR);
            let end = memchr::memchr(b'"', &bytes[literal.end..line]).map(|at| literal.end + at)?;
            let mut all = words(bytes, literal.end..end);
            let command = all.first()?.text(bytes)?;
            let name = name::letters(command);
            all.remove(0);
            Some((name, all))
        }
    }
}

/// The value of the field right before `at`: `command=user:add`.
fn field(bytes: &[u8], at: usize) -> Option<Name> {
    let near = &bytes[at.saturating_sub(NAME)..at];
    let pair = near.rsplit(|b| b.is_ascii_whitespace()).next()?;
    let sign = memchr::memchr(b'=', pair)?;
    let known = FIELDS.iter().any(|field| field.eq_ignore_ascii_case(&pair[..sign]));
    known.then(|| name::letters(&pair[sign + 1..]))
}

/// The task of a message: `'task': 'users.create_user'`.
fn task(bytes: &[u8], at: usize) -> Option<Name> {
    const TASK: [&[u8]; 2] = [b"'task': '", b"\"task\": \""];
    let near = &bytes[at.saturating_sub(MESSAGE)..at];
    let start =
        TASK.iter().find_map(|task| Some(memchr::memmem::rfind(near, task)? + task.len()))?;
    let end = start + near[start..].iter().position(|b| b"'\"".contains(b))?;
    Some(name::letters(&near[start..end]))
}

/// The items of a list, as Go prints them too: without commas.
fn listed(bytes: &[u8], open: usize) -> Option<Vec<Argument>> {
    let line = text::line_end(bytes, open, FAR);
    let end = open + memchr::memchr(b']', &bytes[open..line])?;
    match memchr::memchr3(b',', b'"', b'\'', &bytes[open..end]) {
        Some(_) => arguments::read(bytes, open),
        None => Some(words(bytes, open..end)),
    }
}

/// Words between blanks or in quotes; flags are none of them, nor what may be the value of one.
fn words(bytes: &[u8], span: Range<usize>) -> Vec<Argument> {
    let mut all = Vec::new();
    let mut behind_flag = false;
    let mut here = span.start;
    while all.len() < WORDS {
        here = text::skip_blank(bytes, here);
        let Some(word) = read::word(&bytes[..span.end], here) else { break };
        here = word.next.max(here + 1);
        let text = &bytes[word.span.clone()];
        let flag = text.starts_with(b"-");
        if !flag && !behind_flag {
            all.push(argument(word.clone()));
        }
        behind_flag = flag && !text.contains(&b'=');
    }
    all
}

fn argument(word: Value) -> Argument {
    let kind = match word.proof {
        Proof::Quoted => Kind::Text(word),
        _ => Kind::Bare(word),
    };
    Argument { kind, named: false }
}

#[cfg(test)]
mod tests {
    use super::{LITERALS, read};

    fn of(text: &str) -> Option<(String, Vec<&str>)> {
        let literal = LITERALS.iter().find_map(|l| text.find(l).map(|at| at..at + l.len()))?;
        let ((whole, _), all) = read(text.as_bytes(), literal)?;
        let texts = all.iter().filter_map(|a| std::str::from_utf8(a.text(text.as_bytes())?).ok());
        Some((String::from_utf8(whole).ok()?, texts.collect()))
    }

    #[test]
    fn a_command_and_its_words() {
        let want = Some(("useradd".to_owned(), vec!["app", "x1"]));
        for text in [
            "command=user:add args=\"[app x1]\"",
            "cmd=user.add args=[\"app\", \"x1\"]",
            "while running command \"user:add app 'x1' --quiet\". Message: \"y\"",
            "{'task': 'user.add', 'id': '7', 'argsrepr': \"('app', 'x1')\"}",
        ] {
            assert_eq!(of(text), want, "{text}");
        }
        assert_eq!(of("sql=x args=[app x1]"), None);
    }
}
