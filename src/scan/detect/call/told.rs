//! Calls of which a logger tells in words: `changePassword() with argument[s] = [x, y]`,
//! `Performing CreateUserJob (Job ID: 1) from Async(default) with arguments: "app", "x"`; and a call that
//! Elixir failed to make, each of its arguments in a line of its own.
//!
//! It finds names and lists, and judges neither.

use std::ops::Range;

use super::arguments::{self, Argument};
use super::name::{self, Name};
use crate::scan::detect::keyed::text;
use crate::scan::detect::read;

/// What stands between the name and the arguments.
pub(super) const LITERALS: [&str; 4] =
    [" with argument", " with args", " called with ", "arguments were given to "];
/// The longest text between a name and its arguments.
const WORDS: usize = 160;
/// What stands between the words and the bracket: `[s] = `, `s: `.
const SIGNS: usize = 8;
/// The longest argument in a line of its own, and how many of these are read.
const FAR: usize = 1 << 9;
const MOST: usize = 4;

/// The arguments behind a literal that ends at `at`.
pub(super) fn arguments(bytes: &[u8], at: usize) -> Option<Vec<Argument>> {
    if bytes[..at].ends_with(b" to ") {
        return below(bytes, at);
    }
    let rest = &bytes[at..bytes.len().min(at + SIGNS)];
    let rest = rest.strip_prefix(b"[s]").unwrap_or(rest);
    let skipped = bytes[at..].len().min(SIGNS) - rest.len();
    let signs = text::run(rest, 0, |b| b"s:= ".contains(&b));
    let open = at + skipped + signs;
    match bytes.get(open)? {
        b'(' | b'[' => arguments::read(bytes, open + 1),
        // Rails has no brackets around them.
        _ if bytes[..open].ends_with(b": ") && read::opening(bytes, open).is_some() => {
            arguments::read(bytes, open)
        }
        _ => None,
    }
}

/// The arguments of `Auth.login/2:`, each below its number.
fn below(bytes: &[u8], at: usize) -> Option<Vec<Argument>> {
    let mut here = text::line_end(bytes, at, WORDS);
    let mut all = Vec::new();
    while all.len() < MOST {
        let start = here + text::run(bytes, here, |b| b.is_ascii_whitespace());
        if !bytes[start..].starts_with(b"# ") {
            break;
        }
        let line = text::line_end(bytes, start, FAR);
        let value = line + text::run(bytes, line, |b| b.is_ascii_whitespace());
        here = text::line_end(bytes, value, FAR);
        all.push(Argument::first(&bytes[..here], value));
    }
    (!all.is_empty()).then_some(all)
}

/// The name of the function that a literal tells of.
pub(super) fn name(bytes: &[u8], literal: Range<usize>) -> Option<Name> {
    if bytes[literal.clone()].ends_with(b" to ") {
        let end =
            literal.end + text::run(bytes, literal.end, |b| !b.is_ascii_whitespace() && b != b'/');
        return Some(name::before(bytes, end));
    }
    let start = text::line_start(bytes, literal.start, WORDS);
    let line = &bytes[start..literal.start];
    // A job's class stands before its number.
    if let Some(job) = memchr::memmem::find(line, b" (Job ID: ") {
        return Some(name::job(name::before(line, job)));
    }
    let mut before = line.strip_suffix(b"()").unwrap_or(line).trim_ascii_end();
    for word in [b" called".as_slice(), b" invoked"] {
        before = before.strip_suffix(word).unwrap_or(before);
    }
    // `AccountController.Login (Shop) with arguments (…)`: the assembly.
    if let Some(inner) = before.strip_suffix(b")") {
        before = inner[..memchr::memrchr(b'(', inner)?].trim_ascii_end();
    }
    let before = before.strip_suffix(b"'").or(before.strip_suffix(b"\"")).unwrap_or(before);
    Some(name::before(before, before.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<&str>) {
        let lower = text.to_ascii_lowercase();
        let found = LITERALS.iter().find_map(|l| lower.find(l).map(|at| at..at + l.len()));
        let literal = found.unwrap();
        let (whole, last) = name(text.as_bytes(), literal.clone()).unwrap();
        let all = arguments(text.as_bytes(), literal.end).unwrap();
        let texts = all
            .iter()
            .map(|a| std::str::from_utf8(a.text(text.as_bytes()).unwrap_or(b"-")).unwrap());
        (String::from_utf8(whole[last..].to_vec()).unwrap(), texts.collect())
    }

    #[test]
    fn the_words_before_the_arguments_name_the_function() {
        for text in [
            "Enter: a.b.Users.login() with argument[s] = [app, x1]",
            "Executing action method Shop.Users.Login (Shop) with arguments (app, x1) - Valid",
            "Calling login with args: ('app', 'x1') kwargs: {}",
            "login called with ['app', 'x1']",
            "login called with arguments [\"app\", \"x1\"]",
            "Performing LoginJob (Job ID: 1-2) from Async(default) with arguments: \"app\", \"x1\"",
            "The following arguments were given to Auth.login/2:\n\n    # 1\n    \"app\"\n\n    # 2\n    \"x1\"\n\n  (x) lib",
        ] {
            assert_eq!(read(text), ("login".to_owned(), vec!["app", "x1"]), "{text}");
        }
    }
}
