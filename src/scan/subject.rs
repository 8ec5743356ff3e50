//! Whose secret it is: the user, e-mail address or account that stands beside it.
//!
//! It gives the place of the subject's name, which reports show only as a keyed digest. It decides
//! nothing about the secret.

use std::ops::Range;

use super::detect::list::List;

/// How far before and after a value its subject is looked for.
const REACH: usize = 256;
/// Lines of a printed object that are looked at before and after the value's own.
const LINES: usize = 6;
/// The longest name of a subject.
const NAME: usize = 64;

/// Keys that name a subject, most telling first.
const KEYS: [&[u8]; 19] = [
    b"username",
    b"user_name",
    b"user name",
    b"userid",
    b"user_id",
    b"user id",
    b"login",
    b"email",
    b"e-mail",
    b"user",
    b"accountname",
    b"account",
    b"uid",
    b"usr",
    b"usuario",
    b"benutzername",
    b"benutzer",
    b"utilisateur",
    b"utente",
];
/// Words and flags with a blank between them and the name: `CREATE USER bob`, `-u bob`, `a1 LOGIN bob`.
static BEFORE: List = List::new(&[
    "--login",
    "--user",
    "--username",
    "-U",
    "-u",
    "-user",
    "-username",
    "account",
    "auth",
    "login",
    "role",
    "user",
    "username",
]);
/// What makes such a word one of a sentence: "the user said".
static ARTICLES: List = List::new(&["a", "each", "every", "no", "that", "the", "this"]);
/// What stands behind such a word in a sentence and names nobody.
static NOBODY: List = List::new(&[
    "a",
    "account",
    "all",
    "and",
    "as",
    "at",
    "attempt",
    "authentication",
    "auth",
    "by",
    "error",
    "failed",
    "failure",
    "for",
    "from",
    "has",
    "id",
    "identified",
    "in",
    "is",
    "name",
    "not",
    "of",
    "ok",
    "on",
    "password",
    "plain",
    "refused",
    "session",
    "set",
    "succeeded",
    "successful",
    "the",
    "this",
    "to",
    "token",
    "user",
    "was",
    "with",
    "you",
    "your",
]);

/// The subject of a value: the name that stands in one pair with it, or the nearest under one of the
/// keys, on its line or among the members of its object.
pub(crate) fn find(bytes: &[u8], value: &Range<usize>) -> Option<Range<usize>> {
    let low = value.start.saturating_sub(REACH);
    let high = (value.end + REACH).min(bytes.len());
    let mut start = memchr::memrchr(b'\n', &bytes[low..value.start]).map_or(low, |at| low + at + 1);
    let mut end = memchr::memchr(b'\n', &bytes[value.end..high]).map_or(high, |at| value.end + at);
    if let Some(name) = paired(bytes, start, value.start) {
        return Some(name);
    }
    let own = start..end;
    if is_member(&bytes[start..value.start]) {
        start = members_before(bytes, low, start);
        end = members_after(bytes, end, high);
    }
    // The last name before the value under each key, and the first one behind it.
    let (mut before, mut after) = ([const { None }; KEYS.len()], [const { None }; KEYS.len()]);
    for (nth, at) in keys(bytes, start..value.start) {
        before[nth] = name(bytes, at + KEYS[nth].len(), value.start).or(before[nth].take());
    }
    for (nth, at) in keys(bytes, value.end..end) {
        after[nth] = after[nth].take().or_else(|| name(bytes, at + KEYS[nth].len(), end));
    }
    let keyed = before.into_iter().zip(after).find_map(|(before, after)| before.or(after));
    keyed
        .or_else(|| told(bytes, &own, value))
        .or_else(|| argument(bytes, own.start, value.start))
        .or_else(|| line_before(bytes, low, own.start, value.start))
}

/// The name behind a word for it, with a blank between: the last one before the value, or the first
/// one behind it.
fn told(bytes: &[u8], line: &Range<usize>, value: &Range<usize>) -> Option<Range<usize>> {
    let (mut last, mut article) = (None, false);
    let mut at = line.start;
    let blank = |b: &u8| b.is_ascii_whitespace();
    while at < line.end {
        at += bytes[at..line.end].iter().take_while(|b| blank(b)).count();
        let end = at + bytes[at..line.end].iter().take_while(|b| !blank(b)).count();
        let tells = bytes[at..line.end].first().is_some_and(|b| OPENS[usize::from(*b)]);
        let word = if tells { trimmed(bytes, at..end) } else { at..at };
        let text = &bytes[word.clone()];
        // `-ubob`, as clients of MySQL take it.
        let glued = text.starts_with(b"-u") && text.len() > 4 && !text.starts_with(b"-us");
        let name = match () {
            () if glued => Some(word.start + 2..word.end),
            // `password for bob`, `for user bob`
            () if article => None,
            () if BEFORE.has_in_any_case(text) || text == b"for" => {
                let next = end + bytes[end..line.end].iter().take_while(|b| blank(b)).count();
                let until = bytes[next..line.end].iter().take_while(|b| !blank(b)).count();
                Some(trimmed(bytes, next..next + until))
            }
            () => None,
        };
        let name = name.filter(|name| {
            let apart = name.end <= value.start || name.start >= value.end;
            apart && is_name(&bytes[name.clone()])
        });
        if at > value.end && last.is_some() {
            break;
        }
        last = name.or(last);
        article = ARTICLES.has(text);
        at = end.max(at + 1);
    }
    last
}

/// `f('bob', 'x')`, `Request(bob,x)`: the argument before the value's.
fn argument(bytes: &[u8], line: usize, value: usize) -> Option<Range<usize>> {
    let quotes = |b: &&u8| b"\"'\\ ".contains(b);
    let before = &bytes[line..value];
    let before = &before[..before.len() - before.iter().rev().take(8).take_while(quotes).count()];
    let before = before.strip_suffix(b",")?;
    let end = before.len() - before.iter().rev().take(8).take_while(quotes).count();
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"._-+@%".contains(b) || **b >= 0x80;
    let start = end - before[..end].iter().rev().take(NAME).take_while(part).count();
    let opening = before[..start].iter().rev().find(|b| !quotes(b))?;
    let text = &before[start..end];
    // `("password", "x")` is a key and its value.
    let key = [&b"pass"[..], b"pwd", b"secret", b"token", b"key", b"auth", b"cookie"];
    let key = key.iter().any(|key| text.windows(key.len()).any(|w| w.eq_ignore_ascii_case(key)));
    (matches!(opening, b'(' | b',') && before.contains(&b'(') && !key && is_name(text))
        .then(|| line + start..line + end)
}

/// `USER bob`, and on the next line `PASS x`; `Username: bob`, and on the next line `Password: x`.
fn line_before(bytes: &[u8], low: usize, line: usize, value: usize) -> Option<Range<usize>> {
    let end = line.checked_sub(1).filter(|end| *end > low)?;
    let start = memchr::memrchr(b'\n', &bytes[low..end]).map_or(low, |at| low + at + 1);
    let (above, own) = (bytes[start..end].trim_ascii_end(), &bytes[line..value]);
    // Both lines start alike and hold one pair each, as a form does or a protocol.
    let lead = above.iter().zip(own).take_while(|(a, b)| a == b).count();
    let digits = |text: &[u8]| text.iter().any(u8::is_ascii_digit);
    let pair = |text: &[u8]| {
        let words = text.split(|b| b.is_ascii_whitespace()).filter(|word| !word.is_empty());
        words.take(4).count() < 4
    };
    let rest = &above[lead..];
    if !pair(rest) || own.len() - lead > NAME || digits(&own[lead..]) {
        return None;
    }
    let from = start + lead;
    let to = start + above.len();
    let open = |at: usize| at == from || !bytes[at - 1].is_ascii_alphanumeric();
    let found = keys(bytes, from..to).find(|(_, at)| open(*at) && *at < from + 4)?;
    let after = found.1 + KEYS[found.0].len();
    // Variables of an environment need not belong together.
    if own.is_empty() || own.ends_with(b"=") {
        return None;
    }
    let element = (bytes.get(after) == Some(&b'>')).then(|| after + 1);
    let spaced = (bytes.get(after) == Some(&b' ') && own.ends_with(b" ")).then(|| after + 1);
    match element.or(spaced) {
        Some(at) => {
            let stop = |b: &u8| b.is_ascii_whitespace() || *b == b'<';
            let length = bytes[at..to].iter().position(stop).unwrap_or(to - at);
            is_name(&bytes[at..at + length]).then(|| at..at + length)
        }
        None => name(bytes, after, to),
    }
}

/// The first bytes of the words that tell something in a line, and the marks before them: most words
/// start otherwise, and need no reading.
static OPENS: [bool; 256] = {
    const FIRST: &[u8] = b"aefilnrtuAEFILNRTU-\"'`\\([{<";
    let (mut opens, mut nth) = ([false; 256], 0);
    while nth < FIRST.len() {
        opens[FIRST[nth] as usize] = true;
        nth += 1;
    }
    opens
};

/// The bytes of a name.
static PARTS: [bool; 256] = {
    let (mut parts, mut nth) = ([false; 256], 0);
    while nth < 256 {
        let byte = nth as u8;
        let mark = matches!(byte, b'.' | b'_' | b'-' | b'+' | b'@' | b'%' | b'$' | b'\\');
        parts[nth] = byte.is_ascii_alphanumeric() || mark || byte >= 0x80;
        nth += 1;
    }
    parts
};

/// A word without the marks around it: `'bob'@'%'` is `bob`.
fn trimmed(bytes: &[u8], word: Range<usize>) -> Range<usize> {
    let text = &bytes[word.clone()];
    let lead = text.iter().take_while(|b| b"\"'`\\([{<".contains(b)).count();
    let length = text[lead..].iter().take_while(|b| PARTS[usize::from(**b)]).count();
    let start = word.start + lead;
    let text = &bytes[start..start + length];
    let tail = text.iter().rev().take_while(|b| b".@\\".contains(b)).count();
    start..start + length - tail
}

/// Whether a word may be somebody's name.
fn is_name(text: &[u8]) -> bool {
    (1..=NAME).contains(&text.len())
        && text.iter().any(|b| b.is_ascii_alphabetic() || *b >= 0x80)
        && !text.starts_with(b"-")
        && !NOBODY.has_in_any_case(text)
}

/// The user of `user:password`: in a URL, behind a flag, in a pipe. What names a secret is no user.
fn paired(bytes: &[u8], line: usize, value: usize) -> Option<Range<usize>> {
    let before = bytes[line..value].strip_suffix(b":")?;
    let part = |b: &&u8| b.is_ascii_alphanumeric() || b"._-+@%$\\".contains(b);
    let len = before.iter().rev().take(NAME).take_while(part).count();
    let start = line + before.len() - len;
    let opened = before[..before.len() - len].ends_with(b"//")
        || before[..before.len() - len].ends_with(b"-u ")
        || before[..before.len() - len].ends_with(b"--user ");
    (len > 0 && opened).then(|| start..start + len)
}

/// Whether a line is a member of an object that was printed over lines: `"password": `.
fn is_member(line: &[u8]) -> bool {
    memchr::memmem::find(line, b"\":").is_some() && !line.contains(&b'{')
}

/// Where the members of the same object begin before a line.
fn members_before(bytes: &[u8], low: usize, mut line: usize) -> usize {
    for _ in 0..LINES {
        let Some(end) = line.checked_sub(1).filter(|end| *end > low) else { break };
        let start = memchr::memrchr(b'\n', &bytes[low..end]).map_or(low, |at| low + at + 1);
        if !is_member(&bytes[start..end]) || bytes[start..end].contains(&b'}') {
            break;
        }
        line = start;
    }
    line
}

/// Where they end behind it.
fn members_after(bytes: &[u8], mut end: usize, high: usize) -> usize {
    for _ in 0..LINES {
        let from = end + 1;
        let Some(rest) = bytes.get(from..high) else { break };
        let len = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        if !is_member(&rest[..len]) {
            break;
        }
        end = from + len;
    }
    end
}

/// For each of the first three bytes, the keys that have it there, as bits.
static STARTS: [[u32; 256]; 3] = {
    let (mut starts, mut nth) = ([[0; 256]; 3], 0);
    while nth < KEYS.len() {
        let mut at = 0;
        while at < 3 {
            starts[at][KEYS[nth][at] as usize] |= 1 << nth;
            starts[at][KEYS[nth][at].to_ascii_uppercase() as usize] |= 1 << nth;
            at += 1;
        }
        nth += 1;
    }
    starts
};

/// The keys within a part of the line, each by its number and place.
fn keys(bytes: &[u8], within: Range<usize>) -> impl Iterator<Item = (usize, usize)> + '_ {
    let text = &bytes[within.clone()];
    let near = text.windows(3).enumerate().filter_map(|(at, three)| {
        let place = |nth: usize| STARTS[nth][usize::from(three[nth])];
        let keys = place(0) & place(1) & place(2);
        (keys != 0).then_some((at, keys))
    });
    near.flat_map(move |(at, keys)| {
        let starts = move |nth: &usize| {
            let there = text[at..].get(..KEYS[*nth].len());
            keys >> nth & 1 == 1 && there.is_some_and(|it| it.eq_ignore_ascii_case(KEYS[*nth]))
        };
        (0..KEYS.len()).filter(starts).map(move |nth| (nth, within.start + at))
    })
}

/// The name behind a key: after a delimiter, with or without quotes.
fn name(bytes: &[u8], after: usize, end: usize) -> Option<Range<usize>> {
    let quotes = |b: u8| b"\"'\\ ]".contains(&b);
    let mut at = after;
    while at < end && at < after + 6 && quotes(bytes[at]) {
        at += 1;
    }
    // `<user>bob</user>`
    let element = at == after && bytes.get(at) == Some(&b'>');
    if !(matches!(bytes.get(at), Some(b'=' | b':')) || element) || at >= end {
        return None;
    }
    while at < end && at < after + 16 && (quotes(bytes[at]) || b"=:>u".contains(&bytes[at])) {
        at += 1;
    }
    let stop = |b: &u8| b.is_ascii_whitespace() || b"\"'\\,;&)}]<>".contains(b);
    let length = bytes[at..end].iter().position(stop).unwrap_or(end - at);
    (1..=NAME).contains(&length).then(|| at..at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'l>(line: &'l str, value: &str) -> Option<&'l str> {
        let start = line.find(value).unwrap();
        find(line.as_bytes(), &(start..start + value.len())).map(|span| &line[span])
    }

    #[test]
    fn no_telling_word_goes_unread() {
        for word in BEFORE.iter().chain(ARTICLES.iter()).chain([b"for".as_slice(), b"-u"]) {
            for first in [word[0], word[0].to_ascii_uppercase()] {
                assert!(OPENS[usize::from(first)], "{}", word.escape_ascii());
            }
        }
    }

    #[test]
    fn the_nearest_name_on_the_line_is_the_subject() {
        assert_eq!(of("user=bob password=zz1 ok", "zz1"), Some("bob"));
        assert_eq!(of(r#"{"email":"a@b.example","password":"zz1"}"#, "zz1"), Some("a@b.example"));
        assert_eq!(of(r#"{\"password\":\"zz1\",\"username\":\"eve\"}"#, "zz1"), Some("eve"));
        assert_eq!(of("user=a p=zz0; user=b p=zz1", "zz1"), Some("b"));
    }

    #[test]
    fn a_pair_and_an_object_over_lines_name_theirs() {
        assert_eq!(of("redis://app:zz1@cache user=bob", "zz1"), Some("app"));
        assert_eq!(of("curl -u eve:zz1 https://h/?user=bob", "zz1"), Some("eve"));
        let object =
            "{\n  \"user\": \"bob\",\n  \"id\": 7,\n  \"password\": \"zz1\",\n  \"x\": 1\n}";
        assert_eq!(of(object, "zz1"), Some("bob"));
        let behind =
            "app[1]: {\napp[1]:   \"password\": \"zz1\",\napp[1]:   \"email\": \"a@b.example\"\n";
        assert_eq!(of(behind, "zz1"), Some("a@b.example"));
        let other = "{\n  \"user\": \"bob\"\n},\n{\n  \"password\": \"zz1\"\n}";
        assert_eq!(of(other, "zz1"), None);
        assert_eq!(of("password:zz1", "zz1"), None);
    }

    #[test]
    fn words_arguments_and_lines_before_name_theirs() {
        for line in [
            "mysql -u bob -pzz1",
            "mysql -ubob -pzz1",
            "sqlcmd -P zz1 -U bob",
            "CREATE USER 'bob'@'%' IDENTIFIED BY 'zz1'",
            "ALTER ROLE bob PASSWORD 'zz1'",
            "a1 LOGIN bob zz1",
            "\"AUTH\" \"bob\" \"zz1\"",
            "net user bob zz1 /add",
            "authentication failed for bob with password 'zz1'",
            "Password for user bob: zz1",
            "DBI->connect('dbi:mysql:x', 'bob', 'zz1')",
            "LoginRequest(bob,zz1,false)",
            "<user>bob</user><password>zz1</password>",
            "Username: bob\nPassword: zz1",
            "C: USER bob\r\nC: PASS zz1\r\n",
            "  <name>x</name>\n  <username>bob</username>\n  <password>zz1</password>",
            "Server=x;User Id=bob;Password=zz1",
        ] {
            assert_eq!(of(line, "zz1"), Some("bob"), "{line}");
        }
        for line in [
            "the user was refused, password zz1",
            "login failed with zz1",
            "put(\"password\", \"zz1\")",
            "USER=root\nDB_PASSWORD=zz1",
            "user: bob came\n2026 12:00 password: zz1",
            "\"AUTH\" \"zz1\"",
        ] {
            assert_eq!(of(line, "zz1"), None, "{line}");
        }
    }

    #[test]
    fn another_line_or_a_mere_word_names_nobody() {
        assert_eq!(of("user=bob\npassword=zz1", "zz1"), None);
        assert_eq!(of("the user said password=zz1", "zz1"), None);
    }
}
