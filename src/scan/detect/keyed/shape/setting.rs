//! A setting that a command names in one option and sets in another: `-n session.auth.password -v x`,
//! `/v DefaultPassword /t REG_SZ /d x`, `--name /shop/db-password --value x`.
//!
//! A flag that is the key itself is `flag`'s.

use super::{At, Fit, Reading};
use crate::scan::detect::keyed::text;
use crate::scan::detect::read;

/// Options that name a setting, with those that give its value. Where there are none the value stands
/// alone behind the other options: `-o cfgUserAdminPassword -i 2 x`.
const OPTIONS: [(&[u8], &[&[u8]]); 5] = [
    (b"-n", &[b"-v", b"--value"]),
    (b"--name", &[b"--value", b"--secret-string", b"--body"]),
    (b"--secret-id", &[b"--secret-string"]),
    (b"/v", &[b"/d"]),
    (b"-o", &[]),
];
/// The longest path before the last name of a setting.
const PATH: usize = 96;
/// Other options between name and value.
const BETWEEN: usize = 4;
/// How far the value may be.
const LINE: usize = 256;

pub(crate) fn read(at: &At<'_>) -> Fit {
    let bytes = at.bytes;
    let line = at.line_end(LINE);
    let low = at.key.span.start.saturating_sub(PATH);
    let part = |b: &u8| b.is_ascii_alphanumeric() || b"._/-\"'".contains(b);
    let path = bytes[low..at.key.span.start].iter().rev().take_while(|b| part(b)).count();
    let Some(before) = bytes[..at.key.span.start - path].strip_suffix(b" ") else {
        return Fit::No;
    };
    let word = before.iter().rev().take(16).take_while(|b| !b.is_ascii_whitespace()).count();
    let option = &before[before.len() - word..];
    let named = OPTIONS.iter().find(|(name, _)| name.eq_ignore_ascii_case(option));
    let Some((_, values)) = named else { return Fit::No };
    let mut here = at.after;
    for between in 0..BETWEEN {
        here = text::skip_blank(bytes, here).min(line);
        let rest = &bytes[here..line];
        let option = matches!(rest.first(), Some(b'-' | b'/'));
        let alone = values.is_empty() && between > 0 && !option;
        let value = values.iter().find_map(|flag| {
            let same = rest.get(..flag.len())?.eq_ignore_ascii_case(flag);
            same.then_some(here + flag.len())
                .filter(|end| matches!(bytes.get(*end), Some(b' ' | b'=')))
        });
        if let Some(start) = value.map(|end| end + 1).or(alone.then_some(here)) {
            let value = read::word(bytes, start).filter(|value| value.span.end <= line);
            return value
                .map(|value| Reading::new(value.span, value.proof, "setting"))
                .filter(|reading| !bytes[reading.value.clone()].starts_with(b"-"))
                .into();
        }
        if !option {
            return Fit::No;
        }
        // Another option and its argument.
        here += text::run(rest, 0, |b| b > b' ');
        let next = text::skip_blank(bytes, here).min(line);
        if !matches!(bytes[next..line].first(), None | Some(b'-' | b'/')) {
            here = next + text::run(&bytes[..line], next, |b| b > b' ');
        }
    }
    Fit::No
}
