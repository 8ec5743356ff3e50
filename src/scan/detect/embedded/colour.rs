//! Colours of a terminal: `\x1b[32mDEBUG\x1b[0m password: x\x1b[0m` (ECMA-48, control sequences).

use super::Plain;

/// What a sequence begins with.
pub(super) const ESCAPE: u8 = 0x1b;

/// The longest sequence.
const LONGEST: usize = 32;

/// Whether there is a control sequence in a line.
pub(super) fn is_in(line: &[u8]) -> bool {
    memchr::memchr_iter(ESCAPE, line).any(|at| read(&line[at..]).is_some())
}

/// What the control sequence at the start of `text` stands for, and its length: nothing, or the end of a field
/// where what was coloured ends before a blank.
pub(super) fn read(text: &[u8]) -> Option<(Plain, usize)> {
    let rest = text.strip_prefix(b"\x1b[")?;
    let length = rest.iter().take(LONGEST).take_while(|b| matches!(b, 0x20..=0x3f)).count();
    let (parameters, rest) = rest.split_at(length);
    rest.first().filter(|b| matches!(b, 0x40..=0x7e))?;
    let ends_field = matches!(parameters, b"" | b"0" | b"39") && rest.starts_with(b"m ");
    let plain = if ends_field { Plain::Char('\t') } else { Plain::Nothing };
    Some((plain, length + 3))
}
