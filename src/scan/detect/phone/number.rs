//! Reads a number at a place: its digits, its groups, and the places where it may end.
//!
//! It knows the characters of numbers in logs, not which numbers exist nor what stands around them.

use std::ops::Range;

/// Digits that are read: no number has more, and what goes on after them is none.
const DIGITS: usize = 20;
/// Groups that are read.
pub(super) const GROUPS: usize = 12;

/// How a number begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// With a plus sign.
    Plus,
    /// With a plus sign that is percent-encoded: then `+` may stand for a space.
    Encoded,
    /// With its first digit or bracket.
    None,
}

/// What stands before a group of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    Start,
    Space,
    Dash,
    Dot,
    Slash,
    Bracket,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub(super) gap: Gap,
    /// Bytes and digits from the number's first to this group's last: a number is copied often, and
    /// so kept small.
    bytes: u16,
    digits: u8,
}

impl Group {
    /// How many digits there are from the number's first to this group's last.
    pub(super) fn digits(&self) -> usize {
        usize::from(self.digits)
    }
}

/// A number as it stands.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) start: usize,
    pub(super) lead: Lead,
    digits: [u8; DIGITS],
    groups: [Group; GROUPS],
    count: usize,
    /// Whether a bracket opens before the first digit.
    opened: bool,
}

impl Reading {
    /// Reads from `start`, where a plus sign, a bracket or a digit stands.
    pub(super) fn at(bytes: &[u8], start: usize) -> Option<Reading> {
        let (lead, len) = plus(bytes, start).unwrap_or((Lead::None, 0));
        let blank = Group { gap: Gap::Start, bytes: 0, digits: 0 };
        let (digits, groups) = ([0; DIGITS], [blank; GROUPS]);
        let mut reading = Reading { start, lead, digits, groups, count: 0, opened: false };
        let mut at = start + len;
        // `(+49) 30`: the bracket was opened before the number.
        let mut open = (start > 0 && bytes[start - 1] == b'(').then_some(0);
        if let Some(b'(') = bytes.get(at) {
            (open, reading.opened) = (Some(0), lead == Lead::None);
            at += 1;
        } else if lead != Lead::None && bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        let mut gap = Gap::Start;
        while reading.count < GROUPS {
            let before = reading.len();
            let Some((end, digits)) = reading.group(bytes, at, before) else { break };
            // Twenty digits and what parts them are no longer than that.
            let length = (end - start) as u16;
            reading.groups[reading.count] = Group { gap, bytes: length, digits: digits as u8 };
            reading.count += 1;
            let Some(next) = separator(bytes, end, lead, &mut open, reading.count) else { break };
            (gap, at) = next;
        }
        // A bracket that never closes belongs to the text.
        if let Some(group) = open
            && (group > 0 || bytes[start] == b'(')
        {
            reading.count = group;
        }
        (reading.count > 0).then_some(reading)
    }

    /// Takes the digits of a group; where they end, and how many the number then has.
    fn group(&mut self, bytes: &[u8], at: usize, before: usize) -> Option<(usize, usize)> {
        let (mut end, mut digits) = (at, before);
        while let Some((value, len)) = digit(bytes, end) {
            if digits == DIGITS {
                return None;
            }
            self.digits[digits] = b'0' + value;
            digits += 1;
            end += len;
        }
        (end > at).then_some((end, digits))
    }

    /// How many digits there are.
    pub(super) fn len(&self) -> usize {
        self.count.checked_sub(1).map_or(0, |last| self.groups[last].digits())
    }

    pub(super) fn groups(&self) -> &[Group] {
        &self.groups[..self.count]
    }

    /// The digits, in ASCII.
    pub(super) fn digits(&self) -> &str {
        std::str::from_utf8(&self.digits[..self.len()]).unwrap_or_default()
    }

    /// Whether the first digit is a zero, which is dialled before an area code.
    pub(super) fn zero(&self) -> bool {
        self.digits[0] == b'0'
    }

    pub(super) fn end(&self) -> usize {
        self.start + usize::from(self.groups[self.count - 1].bytes)
    }

    /// Where its first group ends.
    pub(super) fn first_end(&self) -> usize {
        self.start + usize::from(self.groups[0].bytes)
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// The same number with its last groups left out.
    pub(super) fn cut(&self, groups: usize) -> Reading {
        Reading { count: groups.clamp(1, self.count), ..self.clone() }
    }

    /// Whether the text parts the digits into groups.
    pub(super) fn grouped(&self) -> bool {
        self.count > 1
    }

    /// Whether it begins with a bracket, or has one within.
    pub(super) fn bracketed(&self) -> bool {
        self.opened || self.groups().iter().any(|group| group.gap == Gap::Bracket)
    }
}

/// Whether what stands at a place has fewer digits than `least`, by a look at its ASCII bytes: most
/// numbers of a log are so short that they need not be read.
pub(super) fn too_short(bytes: &[u8], at: usize, least: usize) -> bool {
    let mut digits = 0;
    for byte in &bytes[at..] {
        match byte {
            b'0'..=b'9' => digits += 1,
            b' ' | b'-' | b'.' | b'/' | b'(' | b')' => {}
            // In another spelling the number may go on.
            b'+' | b'%' | b'&' | b'\\' | 0x80.. => return false,
            _ => break,
        }
        if digits >= least {
            return false;
        }
    }
    true
}

/// A plus sign at a place, in one of its spellings, and its length.
pub(super) fn plus(bytes: &[u8], at: usize) -> Option<(Lead, usize)> {
    let rest = &bytes[at.min(bytes.len())..];
    let starts =
        |text: &[u8]| rest.len() >= text.len() && rest[..text.len()].eq_ignore_ascii_case(text);
    match rest.first()? {
        b'+' => Some((Lead::Plus, 1)),
        b'%' if starts(b"%2b") => Some((Lead::Encoded, 3)),
        b'%' if starts(b"%252b") => Some((Lead::Encoded, 5)),
        b'\\' if starts(b"\\u002b") => Some((Lead::Plus, 6)),
        b'\\' if starts(b"\\x2b") => Some((Lead::Plus, 4)),
        b'&' if starts(b"&#43;") => Some((Lead::Plus, 5)),
        b'&' if starts(b"&#x2b;") => Some((Lead::Plus, 6)),
        0xEF if starts("＋".as_bytes()) => Some((Lead::Plus, 3)),
        _ => None,
    }
}

/// A decimal digit at a place: ASCII, full-width, or of the Arabic and Persian scripts.
pub(super) fn digit(bytes: &[u8], at: usize) -> Option<(u8, usize)> {
    let rest = bytes.get(at..)?;
    match *rest {
        [b @ b'0'..=b'9', ..] => Some((b - b'0', 1)),
        [0xEF, 0xBC, b @ 0x90..=0x99, ..] => Some((b - 0x90, 3)),
        [0xD9, b @ 0xA0..=0xA9, ..] => Some((b - 0xA0, 2)),
        [0xDB, b @ 0xB0..=0xB9, ..] => Some((b - 0xB0, 2)),
        _ => None,
    }
}

/// One character that may part groups.
fn part(bytes: &[u8], at: usize, lead: Lead) -> Option<(u8, usize)> {
    let rest = bytes.get(at..)?;
    let one = |kind: u8, len: usize| Some((kind, len));
    match *rest {
        [b @ (b' ' | b'-' | b'.' | b'/' | b'(' | b')'), ..] => one(b, 1),
        [b'+', ..] if lead == Lead::Encoded => one(b' ', 1),
        [b'%', b'2', b'0', ..] => one(b' ', 3),
        [b'%', b'2', b'8', ..] => one(b'(', 3),
        [b'%', b'2', b'9', ..] => one(b')', 3),
        [b'%', b'2', b'D' | b'd', ..] => one(b'-', 3),
        // No-break space, and the soft hyphen that editors leave.
        [0xC2, 0xA0, ..] => one(b' ', 2),
        [0xC2, 0xAD, ..] => one(b'-', 2),
        [0xE2, 0x80, 0x90..=0x95, ..] | [0xE2, 0x88, 0x92, ..] => one(b'-', 3),
        [0xE2, 0x80, 0x80..=0x8B | 0xAF, ..] | [0xE3, 0x80, 0x80, ..] => one(b' ', 3),
        [0xEF, 0xBC, 0x8D, ..] => one(b'-', 3),
        [0xEF, 0xBC, 0x88, ..] => one(b'(', 3),
        [0xEF, 0xBC, 0x89, ..] => one(b')', 3),
        _ => None,
    }
}

/// What parts one group from the next, and where the next starts; `open` is the group that a bracket
/// was opened before.
fn separator(
    bytes: &[u8],
    from: usize,
    lead: Lead,
    open: &mut Option<usize>,
    count: usize,
) -> Option<(Gap, usize)> {
    let (mut at, mut seen, mut state) = (from, [0u8; 4], *open);
    for slot in &mut seen {
        let Some((kind, len)) = part(bytes, at, lead) else { break };
        match kind {
            b'(' if state.is_some() => return None,
            b'(' => state = Some(count),
            b')' if state.is_none() => return None,
            b')' => {
                state = None;
                *open = None;
            }
            _ => {}
        }
        *slot = kind;
        at += len;
    }
    digit(bytes, at)?;
    *open = state;
    let gap = match &seen {
        [b' ', 0, ..] => Gap::Space,
        [b'-', 0, ..] | [b' ', b'-', b' ', 0] | [b'-', b' ', 0, 0] => Gap::Dash,
        [b'.', 0, ..] | [b'.', b' ', 0, 0] => Gap::Dot,
        [b'/', 0, ..] | [b' ', b'/', b' ', 0] => Gap::Slash,
        [b')', ..] | [b'(', 0, ..] | [b' ' | b'-' | b'.', b'(', 0, 0] => Gap::Bracket,
        _ => return None,
    };
    Some((gap, at))
}

/// Where an extension after a number ends.
pub(super) fn extension(bytes: &[u8], end: usize) -> Option<usize> {
    let mut at = end;
    while at < end + 2 && matches!(bytes.get(at), Some(b' ' | b',' | b';')) {
        at += 1;
    }
    let rest = &bytes[at..];
    let word = [&b"extension"[..], b"extn", b"ext", b"x", b"#"]
        .into_iter()
        .find(|word| rest.len() > word.len() && rest[..word.len()].eq_ignore_ascii_case(word))?;
    at += word.len();
    let marks = at;
    while at < marks + 2 && matches!(bytes.get(at), Some(b' ' | b'.' | b':' | b'=')) {
        at += 1;
    }
    let digits = bytes[at..].iter().take(8).take_while(|b| b.is_ascii_digit()).count();
    let after = bytes.get(at + digits);
    let clean = after.is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_');
    ((1..8).contains(&digits) && clean).then_some(at + digits)
}
