//! The arguments after the name of a program, in the ways in which programs print a command.
//!
//! It does not know what they mean.

use std::ops::Range;

use crate::finding::Layers;
use crate::scan::detect::read;
use crate::scan::detect::token::ends_colour;
use crate::scan::detect::value::Proof;

/// How many arguments and bytes of a command are looked at.
const COUNT: usize = 96;
const LONGEST: usize = 4 << 10;
/// What parts the arguments in an audit record of BSM as XML: `praudit -x`.
const ELEMENT: &[u8] = b"</arg><arg>";
/// How far the next row of a table of arguments may be: a line of a log begins with its time and logger.
const ROW: usize = 96;

/// One argument: `-p'a b'` has a head before its quotes, other arguments have none.
pub(crate) struct Argument {
    pub(crate) head: Range<usize>,
    /// What the quotes hold, or all of it.
    pub(crate) span: Range<usize>,
    pub(crate) proof: Proof,
    pub(crate) layers: Layers,
}

/// How arguments are set off from each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// By spaces: a shell, a process list.
    Shell,
    /// Each in quotes, with commas or spaces: a list of strings.
    List,
    /// By commas without quotes: a list as Java prints it, an audit record of BSM.
    Commas,
    /// Each in an element of its own: an audit record of BSM as XML.
    Elements,
    /// `a1="-u" a2=2D70…`: an audit record.
    Audit,
    /// `argv[1] = "-u"`, each behind its number, mostly on a line of its own.
    Table,
}

pub(crate) struct Arguments<'w> {
    bytes: &'w [u8],
    at: usize,
    end: usize,
    left: usize,
    style: Style,
    /// The number of the next argument of a table.
    row: usize,
    /// The quote around the whole command: it ends there.
    around: Option<&'w [u8]>,
}

impl<'w> Arguments<'w> {
    /// The arguments behind the name of a command at `name`, if there are any.
    pub(crate) fn after(bytes: &'w [u8], name: Range<usize>) -> Option<Self> {
        let mut at = name.end + tail_len(&bytes[name.end..])?;
        // `(helper) -w x`: how a child process that took a name of its own is listed.
        at += usize::from(bytes[..name.start].ends_with(b"(") && bytes.get(at) == Some(&b')'));
        let end = bytes.len().min(name.end + LONGEST);
        if opens_table(bytes, name.start) {
            let (style, around) = (Style::Table, None);
            return Some(Arguments { bytes, at, end, left: COUNT, style, row: 1, around });
        }
        let end = memchr::memchr(b'\n', &bytes[at..end]).map_or(end, |len| at + len);
        let mut style = Style::Shell;
        let mut program_quoted = false;
        if let Some(quote) = read::opening(bytes, at) {
            let after = at + quote;
            let next = bytes.get(after..end)?;
            // An option stands anywhere in a record, a program in front.
            let number = next.strip_prefix(b" a").map(|rest| {
                let digits = rest.iter().take(3).take_while(|b| b.is_ascii_digit()).count();
                digits > 0 && rest.get(digits) == Some(&b'=')
            });
            style = if number == Some(true) {
                Style::Audit
            } else if next.starts_with(b",")
                || next.starts_with(b" \"")
                || next.starts_with(b" '")
                || next.starts_with(b" \\")
            {
                Style::List
            } else {
                // The program alone was quoted, as Windows does.
                program_quoted = true;
                Style::Shell
            };
            at = after;
        }
        let next = bytes.get(at)?;
        let element = bytes[at..end].starts_with(ELEMENT);
        if !element && !b" \t,\0+".contains(next) {
            return None;
        }
        if style == Style::Shell && *next == b',' {
            style = Style::Commas;
        } else if style == Style::Shell && element {
            style = Style::Elements;
        }
        let around = match style {
            Style::Shell if !program_quoted => open_quote(bytes, name.start),
            _ => None,
        };
        Some(Arguments { bytes, at, end, left: COUNT, style, row: 0, around })
    }

    /// Whether flag and value stand apart, each in a field of its own.
    pub(crate) fn is_record(&self) -> bool {
        self.style != Style::Shell
    }

    /// Whether an argument without quotes is hexadecimal.
    pub(crate) fn is_audit(&self) -> bool {
        self.style == Style::Audit
    }

    pub(crate) fn next_argument(&mut self) -> Option<Argument> {
        self.left = self.left.checked_sub(1)?;
        match self.style {
            Style::Shell => self.shell(),
            Style::List => self.list(),
            Style::Commas => self.comma(),
            Style::Elements => self.element(),
            Style::Audit => self.audit(),
            Style::Table => self.row(),
        }
    }

    fn shell(&mut self) -> Option<Argument> {
        while self.at < self.end && b" \t\0".contains(&self.bytes[self.at]) {
            self.at += 1;
        }
        let rest = self.bytes.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
        // The next command, a redirection, or the end of the string around this one.
        let stops: [&[u8]; 6] = [b"|", b";", b"&", b">", b"<", b"\\n"];
        if let Some(value) = self.nested(rest) {
            return self.take(self.at..self.at, value);
        }
        if self.around.is_some_and(|quote| rest.starts_with(quote))
            || stops.iter().any(|stop| rest.starts_with(stop))
        {
            return None;
        }
        self.shell_word()
    }

    /// `'beeline -u 'jdbc:x' -n app'`: a word in the quotes that are around the command as well, printed
    /// without an escape. Behind it the command goes on.
    fn nested(&self, rest: &[u8]) -> Option<read::Value> {
        let quote = self.around?;
        let inner = rest.strip_prefix(quote)?;
        let blank = self.bytes[..self.at].last() == Some(&b' ');
        let len = memchr::memmem::find(inner, quote).filter(|_| blank)?;
        let behind = &inner[len + quote.len()..];
        let start = self.at + quote.len();
        let goes_on = !b" ,])}".contains(inner.first()?) && behind.starts_with(b" -");
        let mut value = read::Value::new(start..start + len, Proof::Quoted);
        value.next += quote.len();
        (len > 0 && goes_on).then_some(value)
    }

    /// A word as a shell reads it: `-p'a b'` is one.
    fn shell_word(&mut self) -> Option<Argument> {
        let start = self.at;
        let head = self.bytes[start..self.end].iter().take(32);
        let head = head.take_while(|b| b.is_ascii_alphanumeric() || b"-_=:/.".contains(b)).count();
        let at = start + head;
        let closes = self.around.is_some_and(|quote| self.bytes[at..].starts_with(quote));
        if !closes && read::opening(self.bytes, at).is_some() {
            let value = read::quoted(self.bytes, at)?;
            // `'app':'x'`: two strings make one word.
            let sign = value.next;
            if self.bytes[sign..self.end].starts_with(b":")
                && read::opening(self.bytes, sign + 1).is_some()
            {
                return self.take(start..sign + 1, read::quoted(self.bytes, sign + 1)?);
            }
            return self.take(start..at, value);
        }
        let value = read::word(self.bytes, start)?;
        self.take(start..start, value)
    }

    fn take(&mut self, head: Range<usize>, value: read::Value) -> Option<Argument> {
        self.at = value.next.max(self.at + 1);
        Some(Argument { head, span: value.span, proof: value.proof, layers: value.layers })
    }

    fn list(&mut self) -> Option<Argument> {
        while self.at < self.end && b" ,\t".contains(&self.bytes[self.at]) {
            self.at += 1;
        }
        if self.at >= self.end || read::opening(self.bytes, self.at).is_none() {
            return None;
        }
        let value = read::quoted(self.bytes, self.at)?;
        self.take(self.at..self.at, value)
    }

    fn comma(&mut self) -> Option<Argument> {
        let rest = self.bytes.get(self.at..self.end)?.strip_prefix(b",")?;
        let space = usize::from(rest.first() == Some(&b' '));
        let len = memchr::memchr2(b',', b']', &rest[space..]).unwrap_or(rest.len() - space);
        self.bare(self.at + 1 + space, len)
    }

    fn element(&mut self) -> Option<Argument> {
        let rest = self.bytes.get(self.at..self.end)?.strip_prefix(ELEMENT)?;
        let len = memchr::memchr(b'<', rest)?;
        self.bare(self.at + ELEMENT.len(), len)
    }

    /// An argument that no quotes hold: the `len` bytes from `start`.
    fn bare(&mut self, start: usize, len: usize) -> Option<Argument> {
        if len == 0 {
            return None;
        }
        self.take(start..start, read::Value::new(start..start + len, Proof::Delimited))
    }

    fn row(&mut self) -> Option<Argument> {
        let near = &self.bytes[self.at..self.end.min(self.at + ROW)];
        let number = self.row.to_string();
        let mark = memchr::memchr_iter(b'[', near).find(|open| {
            let rest = near[open + 1..].strip_prefix(number.as_bytes());
            let named = near[..*open].ends_with(b"argv") || near[..*open].ends_with(b"arg");
            rest.is_some_and(|rest| rest.starts_with(b"]"))
                && (named || near[..*open].ends_with(b"args"))
        })?;
        let mut at = self.at + mark + number.len() + 2;
        let blank =
            |at: usize| at + self.bytes[at..self.end].iter().take_while(|b| **b == b' ').count();
        at = blank(at);
        if !matches!(self.bytes.get(at), Some(b'=' | b':')) {
            return None;
        }
        at = blank(at + 1);
        let mut value = match read::opening(self.bytes, at) {
            Some(_) => read::quoted(self.bytes, at)?,
            None => read::word(self.bytes, at)?,
        };
        // `'"x"'`: the quotes of the program that was asked, and those of the log.
        if let [b'"', inner @ .., b'"'] = &self.bytes[value.span.clone()]
            && !inner.is_empty()
        {
            value.span = value.span.start + 1..value.span.end - 1;
        }
        self.row += 1;
        self.take(at..at, value)
    }

    fn audit(&mut self) -> Option<Argument> {
        let rest = self.bytes.get(self.at..self.end)?;
        let name = rest.strip_prefix(b" a")?;
        let digits = name.iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || name.get(digits) != Some(&b'=') {
            return None;
        }
        let at = self.at + 2 + digits + 1;
        let value = match read::opening(self.bytes, at) {
            Some(_) => read::quoted(self.bytes, at)?,
            None => read::word(self.bytes, at)?,
        };
        self.take(at..at, value)
    }
}

/// Whether the word at `at` is the first of a table of arguments: `argv[0] = '`.
fn opens_table(bytes: &[u8], at: usize) -> bool {
    let before = &bytes[at.saturating_sub(80)..at];
    // A path before the name, and the quotes around both.
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"/._-\"'\\".contains(b);
    let before = &before[..before.len() - before.iter().rev().take_while(part).count()];
    let before = before.trim_ascii_end();
    let before = before.strip_suffix(b"=").or_else(|| before.strip_suffix(b":"));
    let names = [&b"argv[0]"[..], b"arg[0]", b"args[0]"];
    before.is_some_and(|before| names.iter().any(|name| before.trim_ascii_end().ends_with(name)))
}

/// Whether a program's name may start at `at`: not within another word.
pub(super) fn starts(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).map(|at| bytes[at]);
    if before.is_none_or(|b| !b.is_ascii_alphanumeric() && !b"_.-:@%".contains(&b)) {
        return true;
    }
    let escape = at >= 2 && bytes[at - 2] == b'\\';
    escape && matches!(before, Some(b'n' | b't' | b'r'))
        || ends_colour(bytes, at)
        || follows_logger(&bytes[..at])
}

/// The rest of a program's name: `dump` of `mysqldump`, a version, `64.exe`.
fn tail_len(text: &[u8]) -> Option<usize> {
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
    let len = text.iter().take(24).take_while(part).count();
    let tail = &text[..len];
    let ends: [&[u8]; 9] =
        [b".exe", b".com", b".bin", b".py", b".sh", b".bat", b".cmd", b".pl", b".rb"];
    let ending = |end: &&&[u8]| {
        len.checked_sub(end.len()).is_some_and(|at| tail[at..].eq_ignore_ascii_case(end))
    };
    let name = &tail[..len - ends.iter().find(ending).map_or(0, |end| end.len())];
    let known = name.iter().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || *b == b'.');
    // The end of a sentence: `done: passwd. 2 users`.
    (known && !name.ends_with(b".")).then_some(len)
}

/// Whether an argument names the program once more, as `name` does before an ending or a quote.
pub(super) fn is_named(argument: &[u8], name: &[u8]) -> bool {
    let same = argument.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    let rest = argument.get(name.len()..).unwrap_or_default();
    let ends = |len: usize| rest.get(len).is_none_or(|b| b"\"'\\".contains(b));
    same && tail_len(rest).is_some_and(ends)
}

/// Whether a line begins with nothing but a level and a logger's name, as Python's does by default:
/// `DEBUG:users.client:`.
fn follows_logger(text: &[u8]) -> bool {
    let Some(text) = text.strip_suffix(b":") else { return false };
    let name = |b: &u8| b.is_ascii_alphanumeric() || b"_.-".contains(b);
    let len = text.iter().rev().take(96).take_while(|b| name(b)).count();
    let Some(text) = text[..text.len() - len].strip_suffix(b":") else { return false };
    let level = text.iter().rev().take(9).take_while(|b| b.is_ascii_uppercase()).count();
    let start = text.len() - level;
    let free = text[..start].last().is_none_or(|b| b"\n\"' [>".contains(b));
    len > 0 && (4..=8).contains(&level) && (free || ends_colour(text, start))
}

/// The quote that is open at `at`, with its backslashes, as far as the line shows.
fn open_quote(bytes: &[u8], at: usize) -> Option<&[u8]> {
    let from = at.saturating_sub(256);
    let line = &bytes[from..at];
    let line = &line[memchr::memrchr(b'\n', line).map_or(0, |i| i + 1)..];
    let odd = |quote: &u8| line.iter().filter(|b| *b == quote).count() % 2 == 1;
    let quote = [b'"', b'\''].into_iter().find(odd)?;
    let last = line.iter().rposition(|b| *b == quote)?;
    let slashes = line[..last].iter().rev().take(8).take_while(|b| **b == b'\\').count();
    Some(&line[last - slashes..=last])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(text: &str) -> Option<Vec<String>> {
        let at = text.find("mysql").filter(|at| starts(text.as_bytes(), *at))?;
        let mut arguments = Arguments::after(text.as_bytes(), at..at + 5)?;
        let mut all = Vec::new();
        while let Some(argument) = arguments.next_argument() {
            all.push(format!("{}{}", &text[argument.head], &text[argument.span]));
        }
        Some(all)
    }

    #[test]
    fn every_way_to_print_a_command() {
        let wanted = ["-u", "root", "-pa b", "x"].map(String::from).to_vec();
        for text in [
            "+ mysql -u root -p'a b' x",
            "sh -c \"mysql -u root -p'a b' x\"",
            r#"{"cmd":"mysqldump -u root -p\"a b\" x","t":1}"#,
            r#"a0="mysql" a1="-u" a2="root" a3="-pa b" a4="x""#,
            r#"["mysql","-u", "root","-pa b","x"]"#,
            r#"exec ['/usr/bin/mysql', '-u', 'root', '-pa b', 'x']"#,
            "[mysql, -u, root, -pa b, x]",
            "exec_args,5,/usr/bin/mysql,-u,root,-pa b,x",
            "<exec_args><arg>mysql</arg><arg>-u</arg><arg>root</arg><arg>-pa b</arg><arg>x</arg></exec_args>",
            r#"\"mysql\",\"-u\",\"root\",\"-pa b\",\"x\""#,
            "argv[0] = 'mysql'\nargv[1] = '-u'\nargv[2] = 'root'\nargv[3] = '-pa b'\nargv[4] = 'x'\n",
            "1 arg[0]: /bin/mysql\n2 arg[1]: -u\n3 arg[2]: root\n4 arg[3]: '\"-pa b\"'\n5 arg[4]: x\n6 arg[6]: y",
            "'mysql' '-u' 'root' '-pa b' 'x'",
            "DEBUG:app.shell:mysql -u root '-pa b' x",
            "\"C:\\bin\\mysql.exe\" -u root \"-pa b\" x",
        ] {
            assert_eq!(arguments(text).as_ref(), Some(&wanted), "{text}");
        }
        assert_eq!(arguments("mysql -u 'a':'b c' x").unwrap(), ["-u", "'a':b c", "x"]);
        assert_eq!(arguments("mysql -u root | cat -p x").unwrap().len(), 2);
        assert_eq!(arguments("mysql-connector -p x"), None);
        assert_eq!(arguments("mysql: -p x"), None);
        assert_eq!(arguments("image:mysql -p x"), None);
        assert_eq!(arguments("stopped mysql. -p x"), None);
    }
}
