//! Whose secret it is: the user, e-mail address or account that stands beside it.
//!
//! It gives the place of the subject's name, which reports show only as a keyed digest. It decides
//! nothing about the secret.

mod key;
mod lines;
mod told;

use std::ops::Range;

use self::told::is_name;

/// How far before and after a value its subject is looked for.
const REACH: usize = 256;
/// The longest name of a subject.
const NAME: usize = 64;

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
    if lines::is_member(&bytes[start..value.start]) {
        start = lines::members_before(bytes, low, start);
        end = lines::members_after(bytes, end, high);
    }
    key::nearest(bytes, start..value.start, value.end..end)
        .or_else(|| told::find(bytes, &own, value))
        .or_else(|| argument(bytes, own.start, value.start))
        .or_else(|| lines::line_before(bytes, low, own.start, value.start))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of<'l>(line: &'l str, value: &str) -> Option<&'l str> {
        let start = line.find(value).unwrap();
        find(line.as_bytes(), &(start..start + value.len())).map(|span| &line[span])
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
