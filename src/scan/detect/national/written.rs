//! Ids without a key, in a layout that is nothing else: `123.456.789-09`.
//!
//! It knows layouts alone; the check digits must fit as well.

use std::ops::Range;

use super::super::token::{ends_cleanly, starts_cleanly};
use super::{Detector, Found, Match, Memory, Rank, Window};
use crate::finding::Confidence;
use crate::rules::{Rule, Text};
use crate::validate::Verdict;
use crate::validate::national::{IDS, Id};

/// The detector of the rule that has no keys.
pub(crate) struct Written {
    rule: u16,
    id: Text,
    layouts: Vec<Layout>,
}

/// A layout by its marks: what is none of them is a digit or a letter.
struct Layout {
    id: &'static Id,
    marks: Vec<u8>,
    /// The mark that the literals of the rule lead to: the last hyphen, or the first mark.
    anchor: usize,
}

/// In a layout: any digit; any letter.
const DIGIT: u8 = b'#';
const LETTER: u8 = b'@';

impl Written {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        let layouts = IDS.iter().filter(|id| id.telling).map(Layout::of).collect();
        Written { rule: index, id: rule.id.clone(), layouts }
    }
}

impl Layout {
    fn of(id: &'static Id) -> Layout {
        let marks = marks(id.sample);
        let hyphen = marks.iter().rposition(|mark| *mark == b'-');
        let other = || marks.iter().position(|mark| !matches!(*mark, DIGIT | LETTER));
        let anchor = hyphen.or_else(other).unwrap_or(0);
        Layout { id, marks, anchor }
    }

    /// The text of this layout whose anchor is at `at`.
    fn read(&self, bytes: &[u8], at: usize) -> Option<Range<usize>> {
        let start = at.checked_sub(self.anchor)?;
        let text = bytes.get(start..start + self.marks.len())?;
        let fits = |(mark, byte): (&u8, &u8)| match *mark {
            DIGIT => byte.is_ascii_digit(),
            LETTER => byte.is_ascii_alphanumeric(),
            mark => mark == *byte,
        };
        let end = start + text.len();
        let alone =
            starts_cleanly(bytes, start) && ends_cleanly(bytes, end) && !goes_on(bytes, start, end);
        (self.marks.iter().zip(text).all(fits) && alone).then_some(start..end)
    }
}

/// Whether digits go on beyond a mark on either side: a part of something longer.
fn goes_on(bytes: &[u8], start: usize, end: usize) -> bool {
    let mark = |b: Option<&u8>| b.is_some_and(|b| b"-./:+".contains(b));
    let before = start.checked_sub(1).map(|at| &bytes[at]);
    let two_before = start.checked_sub(2).map(|at| &bytes[at]);
    mark(before) && two_before.is_some_and(u8::is_ascii_alphanumeric)
        || mark(bytes.get(end)) && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric)
}

/// The layout of a sample.
fn marks(sample: &str) -> Vec<u8> {
    let mut marks = Vec::new();
    let mut rest = sample.as_bytes();
    while let [byte, more @ ..] = rest {
        rest = more;
        marks.push(match byte {
            b'[' => {
                let (class, more) =
                    more.split_at(more.iter().position(|b| *b == b']').unwrap_or(0));
                rest = &more[1..];
                if class.iter().any(u8::is_ascii_alphabetic) { LETTER } else { DIGIT }
            }
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' => LETTER,
            other => *other,
        });
    }
    marks
}

impl Detector for Written {
    fn detect(&self, window: &Window<'_>, _: &mut Memory, found: &mut Found) {
        // The literal is a mark behind a digit or letter.
        let at = window.literal().end - 1;
        for layout in &self.layouts {
            let Some(value) = layout.read(window.bytes, at) else { continue };
            let judged = (layout.id.judge)(&window.bytes[value.clone()]);
            if judged.verdict != Verdict::Valid {
                found.note(value, || {
                    (self.id.to_string(), "its check digits do not add up".to_owned())
                });
                continue;
            }
            found.note(value.clone(), || {
                (self.id.to_string(), format!("{}: layout and check digits", layout.id.name))
            });
            let mut new = Match::new(self.rule, value, Confidence::Medium, Rank::Phone);
            new.facts = judged.facts;
            found.push(new);
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layouts_are_read_at_their_anchor_alone_and_whole() {
        let layouts: Vec<Layout> = IDS.iter().filter(|id| id.telling).map(Layout::of).collect();
        assert!(layouts.len() >= 15, "{}", layouts.len());
        for layout in &layouts {
            let text: String = layout
                .marks
                .iter()
                .map(|mark| match *mark {
                    DIGIT => '1',
                    LETTER => 'A',
                    other => char::from(other),
                })
                .collect();
            let read = |text: &str, by: usize| layout.read(text.as_bytes(), layout.anchor + by);
            let name = layout.id.name;
            // What stands there is what the literals of the rule end with.
            assert!(text.as_bytes()[layout.anchor - 1].is_ascii_digit(), "{name}");
            assert_eq!(read(&text, 0), Some(0..text.len()), "{name}");
            assert_eq!(read(&format!("({text})."), 1), Some(1..text.len() + 1), "{name}");
            for (before, after) in
                [("1", ""), ("", "1"), ("1-", ""), ("", "-1"), ("", ".1"), ("x", "")]
            {
                assert_eq!(read(&format!("{before}{text}{after}"), before.len()), None, "{name}");
            }
        }
    }
}
