//! Commands that somebody types at a console or into a chat: `.account create app blue-kettle-19`.
//!
//! Their names are plain words. So they count where a command stands alone: behind a prompt, a sign of
//! its own or words that announce one.

use std::ops::Range;

/// What chats and consoles put before a command.
const SIGNS: &[u8] = b"/.!#";
/// Words that announce a command.
const ANNOUNCING: [&[u8]; 12] = [
    b"cli",
    b"clicmd",
    b"cmd",
    b"cmdline",
    b"command",
    b"entered",
    b"exec",
    b"executed",
    b"executes",
    b"executing",
    b"ran",
    b"typed",
];
/// How far back a line is looked at.
const BEFORE: usize = 96;

/// How a text tells that a command stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// It says so: `issued server command: /login`.
    Announced,
    /// The command stands where one is typed; so a value must look like one, too.
    Typed,
}

/// How the command named at `name` is told, if it is one.
pub(super) fn told(bytes: &[u8], name: &Range<usize>) -> Option<Told> {
    if !matches!(bytes.get(name.end), Some(b' ' | b'\t')) {
        return None;
    }
    let own = SIGNS.contains(&bytes[name.start]);
    let sign = !own && name.start > 0 && SIGNS.contains(&bytes[name.start - 1]);
    let end = name.start - usize::from(sign);
    let signed = own || sign;
    let near = &bytes[end.saturating_sub(BEFORE)..end];
    let line = match memchr::memrchr(b'\n', near) {
        Some(at) => &near[at + 1..],
        None if near.len() < BEFORE => near,
        // It may go on before.
        None => &near[1..],
    };
    let whole = line.len() + 1 < BEFORE;
    let text = line.trim_ascii_end();
    let Some(last) = text.last() else {
        // `Reset password of bob7?` is a sentence.
        let typed = whole && (signed || bytes[name.start].is_ascii_lowercase());
        return typed.then_some(Told::Typed);
    };
    let mark = |b: &&u8| b" \"'`\\[(:=".contains(b);
    let marks = line.iter().rev().take_while(mark).count();
    let words = &line[..line.len() - marks];
    // `execute_command_line(login x)`
    let words = words.strip_suffix(b"_line").unwrap_or(words);
    let word = words.rsplit(|b| !b.is_ascii_alphabetic()).next().unwrap_or_default();
    if marks > 0 && ANNOUNCING.iter().any(|known| known.eq_ignore_ascii_case(word)) {
        return Some(Told::Announced);
    }
    // `# add user app`: a comment has no host before its sign.
    let host = !text[..text.len() - 1].trim_ascii().is_empty();
    let prompt = *last == b'>' || host && b"#$%".contains(last);
    // `[Chat] kim: /login`: what somebody says.
    let spoken = signed && text.len() < line.len() && b":])|".contains(last);
    (prompt || spoken).then_some(Told::Typed)
}

/// Whether it is hardly anything but a password: no name with a number behind it (`web-prod2`, `step-2`).
pub(super) fn is_password(text: &[u8]) -> bool {
    let count = |class: fn(&u8) -> bool| text.iter().filter(|b| class(b)).count();
    let letters = count(u8::is_ascii_alphabetic);
    let mixed = count(u8::is_ascii_uppercase) > 0 && count(u8::is_ascii_lowercase) > 0;
    let parted = letters >= 8 && count(|b| b"-_".contains(b)) >= 2;
    text[0] != b'@'
        && letters > 0
        && count(u8::is_ascii_digit) > 0
        && (mixed || parted || count(|b| b"!#$%^&*?+=~@".contains(b)) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_stands_where_one_is_typed() {
        let of = |line: &str| {
            let at = line.find("login").unwrap();
            told(line.as_bytes(), &(at..at + 5))
        };
        for line in [
            "/login x",
            "login x",
            "12:01\n!login x",
            "<kim> /login x",
            "[Chat] kim: /login x",
            "CLI> login x",
        ] {
            assert_eq!(of(line), Some(Told::Typed), "{line}");
        }
        for line in ["issued command: /login x", "executed 'login x'", "{\"cmd\":\"login x\"}"] {
            assert_eq!(of(line), Some(Told::Announced), "{line}");
        }
        assert_eq!(told(b"Login x", &(0..5)), None);
        for line in [
            "POST /login HTTP/1.1",
            "please login x",
            "/login",
            "redirect to /login x",
            "# login x",
        ] {
            assert_eq!(of(line), None, "{line}");
        }
    }
}
