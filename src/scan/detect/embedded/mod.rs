//! Text that a program wrote into other text: a message in a JSON string, lines that rsyslog joined, the
//! text of an XML element, what a terminal shows in colours.
//!
//! A detector sees such a text as it was before: the text around a candidate is undone once, and what is
//! found in it is brought back to where it stands. So a shape knows its own quotes and lines alone, however
//! it was wrapped.

mod colour;
mod entity;
mod prefixed;
mod string;
mod undone;

use std::ops::Range;

pub(crate) use undone::{Plain, Undone};

use super::keyed::text;
use super::{Found, Window};
use crate::finding::{Layer, Layers};

/// How far before a candidate and behind it the ends of the text around it are looked for.
const BEFORE: usize = 768;
const AFTER: usize = 2 << 10;
/// A text up to this long is undone as a whole, once for all candidates in it.
const WHOLE: usize = 1536;
/// How far before a candidate and behind it a longer one is undone.
const NEAR_BEFORE: usize = 256;
const NEAR_AFTER: usize = 768;

/// How many texts may stand in one another, besides strings in strings, which are undone at once.
pub(crate) const DEPTH: usize = 3;

/// How a text was written into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Writing {
    Colours,
    String(string::Escapes),
    Entities,
    /// As it is, between quotes or tags.
    Bare,
    Prefixed(prefixed::Prefixed),
}

impl Writing {
    /// Puts a text as it was before it was written so.
    fn undo(self, text: &[u8], undone: &mut Undone) {
        undone.clear();
        match self {
            Writing::String(escapes) if string::are_known(escapes, text) => {
                undone.undo(text, string::MARKS, |text| escapes.read(text));
            }
            Writing::String(_) => {}
            Writing::Colours => undone.undo(text, [colour::ESCAPE; 2], colour::read),
            Writing::Entities => undone.undo(text, [b'&'; 2], entity::read),
            Writing::Bare => undone.copy(text),
            Writing::Prefixed(lines) => lines.undo(text, undone),
        }
    }

    fn layers(self) -> Layers {
        match self {
            Writing::String(_) => Layers::NONE.with(Layer::JsonString),
            Writing::Entities => Layers::NONE.with(Layer::Html),
            Writing::Prefixed(lines) if lines.strings => Layers::NONE.with(Layer::JsonString),
            Writing::Colours | Writing::Bare | Writing::Prefixed(_) => Layers::NONE,
        }
    }
}

/// Space for the text around a candidate as it was before it was written into another. It stays for the
/// candidates in the same text.
#[derive(Debug, Default)]
pub(crate) struct Space {
    undone: Undone,
    /// How the text was written, and where it stands in the input.
    of: Option<(Writing, Range<usize>)>,
}

/// The text around a candidate as it was before it was written into another.
pub(crate) struct Embedded<'s> {
    undone: &'s Undone,
    writing: Writing,
    /// Where it starts in the window.
    start: usize,
    /// Where the candidate's literal stands in it.
    literal: Range<usize>,
    /// Whether another text was here before.
    pub(crate) fresh: bool,
}

impl Space {
    /// Forgets its text: what is asked about next is another input.
    pub(crate) fn forget(&mut self) {
        self.of = None;
    }

    /// Undoes the text around the candidate of a window that starts at `base`, where it is one that was
    /// written into another.
    pub(crate) fn undo(&mut self, window: &Window<'_>, base: usize) -> Option<Embedded<'_>> {
        let (writing, span) = around(window)?;
        let long = span.len() > WHOLE && writing != Writing::Colours;
        let span = if long { near(window, &span) } else { span };
        self.hold(window, base, writing, span)
    }

    /// Undoes the lines around the candidate of a window that starts at `base`, where something was written
    /// before each.
    pub(crate) fn without_prefixes(
        &mut self,
        window: &Window<'_>,
        base: usize,
    ) -> Option<Embedded<'_>> {
        let (lines, span) = prefixed::around(window)?;
        self.hold(window, base, Writing::Prefixed(lines), span)
    }

    /// Undoes what stands in a span of a window, if it is not yet here.
    fn hold(
        &mut self,
        window: &Window<'_>,
        base: usize,
        writing: Writing,
        span: Range<usize>,
    ) -> Option<Embedded<'_>> {
        // A literal that brings the end of its text along stands in no text of it.
        if span.start > window.at || window.literal().end > span.end {
            return None;
        }
        let of = Some((writing, span.start + base..span.end + base));
        let fresh = self.of != of;
        if fresh {
            writing.undo(&window.bytes[span.clone()], &mut self.undone);
            self.of = of;
        }
        let at = window.at - span.start;
        let literal = self.undone.place(at)..self.undone.place(at + window.len);
        let there = literal.start < literal.end && literal.end <= self.undone.text().len();
        let start = span.start;
        there.then_some(Embedded { undone: &self.undone, writing, start, literal, fresh })
    }
}

/// How the text around the candidate of a window was written into another, and where it stands.
fn around(window: &Window<'_>) -> Option<(Writing, Range<usize>)> {
    let (bytes, at) = (window.bytes, window.at);
    let line = text::line_start(bytes, at, BEFORE)..text::line_end(bytes, at, AFTER);
    if !has_marks(&bytes[line.clone()]) {
        return None;
    }
    let coloured = colour::is_in(&bytes[line.clone()]);
    let coloured = coloured.then(|| (Writing::Colours, lines(window)));
    let escaped = || string::around(window, &line).map(|(e, span)| (Writing::String(e), span));
    let entities = || Some((Writing::Entities, entity::around(window, &line)?));
    let bare = || {
        let span = string::message(window, &line).or_else(|| entity::message(window, &line))?;
        Some((Writing::Bare, span))
    };
    coloured.or_else(escaped).or_else(entities).or_else(bare)
}

impl<'s> Embedded<'s> {
    /// The text as a window of its own.
    pub(crate) fn window<'w>(&self, of: &Window<'w>) -> Window<'w>
    where
        's: 'w,
    {
        let Range { start, end } = self.literal;
        Window { head: of.head, ..Window::whole(self.undone.text(), start, end - start) }
    }

    /// Brings what was found in the text since `mark` back to where it stood in the window.
    pub(crate) fn bring_back(&self, of: &Window<'_>, mark: (usize, usize), found: &mut Found) {
        self.undone.bring_back(self.start, &of.literal(), self.writing.layers(), mark, found);
    }

    /// Whether the text is the lines around the candidate.
    pub(crate) fn has_lines(&self) -> bool {
        self.writing == Writing::Colours
    }

    /// Whether the candidate may as well belong to what is around the text, where it leads to nothing in it:
    /// `"name": "proxy password", "value": "x"`.
    pub(crate) fn is_part(&self) -> bool {
        self.writing == Writing::Bare
    }
}

/// The part of a long text around the candidate of a window, with no escape cut at its start.
fn near(window: &Window<'_>, span: &Range<usize>) -> Range<usize> {
    let low = span.start.max(window.at.saturating_sub(NEAR_BEFORE));
    let row = window.bytes[low..window.at].iter().take_while(|b| **b == b'\\').count();
    let cut = low > span.start && (row > 0 || window.bytes[low - 1] == b'\\');
    let start = if cut { low + row + 1 } else { low };
    start..span.end.min(window.at + NEAR_AFTER)
}

/// The lines around the candidate of a window: shapes may stand on several.
fn lines(window: &Window<'_>) -> Range<usize> {
    let low = window.at.saturating_sub(BEFORE);
    let first = memchr::memchr(b'\n', &window.bytes[low..window.at]).filter(|_| low > 0);
    first.map_or(low, |n| low + n + 1)..window.bytes.len().min(window.at + AFTER)
}

/// Whether there may be anything in a line that was written into another text: in most lines there is not.
fn has_marks(line: &[u8]) -> bool {
    let most = memchr::memchr3(b'\\', b'"', b'&', line);
    most.or_else(|| memchr::memchr3(b'<', b'#', colour::ESCAPE, line)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The innermost text around `password` in a line, as far as one undoing goes.
    fn undone(line: &str) -> Option<String> {
        let at = line.find("password").unwrap();
        let window = Window::whole(line.as_bytes(), at, "password".len());
        let mut space = Space::default();
        let embedded = space.undo(&window, 0)?;
        let inner = embedded.window(&window);
        assert_eq!(&inner.bytes[inner.literal()], b"password", "{line}");
        Some(String::from_utf8_lossy(inner.bytes).into_owned())
    }

    #[test]
    fn a_text_is_as_it_was_before_it_was_written_into_another() {
        for (line, text) in [
            (r#"{"m":"user: bob\npassword: \"x\"","n":1}"#, "user: bob\npassword: \"x\""),
            (r#"{"l":"{\"m\":\"user\\npassword: x\\ny\"}\n","s":"o"}"#, "user\npassword: x\ny"),
            ("b'user\\npassword: x\\xc3\\xa9\\n'", "user\npassword: xé\n"),
            (r#"{"m":"{'h' => 'b',\n 'password' => 'x'}"}"#, "{'h' => 'b',\n 'password' => 'x'}"),
            ("h app: user#012#011password: x#012", "h app: user\n\tpassword: x\n"),
            (r#"{"m":"\u65b0password\u003dx"}"#, "新password=x"),
            (r#"x {\"password\":\"x\"} y"#, r#"x {"password":"x"} y"#),
            ("<D>{&quot;password&quot;:1}</D>", "{\"password\":1}"),
            (r#"<a b="&lt;password&#62;x">"#, "<password>x"),
            (r#"{"m":"the password is x"}"#, "the password is x"),
            ("<D>the password is x</D>", "the password is x"),
            (
                "\x1b[1;32mI\x1b[0m a\n\x1b[32mpass\x1b[0m \x1b[1mpassword\x1b[0m: x\x1b[0m\n",
                "I\t a\npass\t password: x\n",
            ),
            // What is no colour hides no string.
            ("\x1b]0;x {\"m\":\"a\\npassword\"}", "a\npassword"),
        ] {
            assert_eq!(undone(line).as_deref(), Some(text), "{line}");
        }
    }

    #[test]
    fn what_is_no_text_in_another_stays() {
        for line in [
            r#"{"log":"password:x\n","s":"o"}"#,
            r#"{"password":"x","p":"a\nb"}"#,
            r#"{"my \"password\"":"x"}"#,
            r#""C:\work\password\x""#,
            r"C:\new\password",
            "password: x",
            "a=1&password=x",
            "a < b &quot password",
            r#"{"log":"a password=hun","stream":"stdout"}"#,
        ] {
            assert_eq!(undone(line), None, "{line}");
        }
    }

    #[test]
    fn a_long_text_is_undone_near_its_candidate_and_no_escape_is_cut() {
        for filler in ["x", r"\n", r"\\", r#"\""#, r"\u00e9"] {
            let filler = filler.repeat(4000 / filler.len());
            let line = format!("{{\"m\":\"{filler} password: \\\"x\\\" {filler}\"}}");
            let text = undone(&line).unwrap();
            assert!(text.contains("password: \"x\" "), "{text}");
            assert!(text.len() <= WHOLE, "{}", text.len());
        }
    }
}
