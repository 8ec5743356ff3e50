//! Paths as URI references (SARIF §3.4.3, RFC 3986).
//!
//! It looks at no disk: a path is made a URI as it was reached.

use std::fmt::Write as _;

use crate::finding::SourceName;
use crate::report::escape::raw;

/// A relative path as a relative reference, an absolute one as a `file` URI.
pub(crate) fn of(name: &SourceName) -> String {
    from_bytes(raw(name), cfg!(windows))
}

fn from_bytes(path: &[u8], windows: bool) -> String {
    let separator = |byte: u8| byte == b'/' || (windows && byte == b'\\');
    let path = if windows { path.strip_prefix(br"\\?\").unwrap_or(path) } else { path };
    let drive = windows
        && matches!(path, [letter, b':', slash, ..]
            if letter.is_ascii_alphabetic() && separator(*slash));
    let share = windows && matches!(path, [one, two, ..] if separator(*one) && separator(*two));
    let rooted = path.first().is_some_and(|&byte| separator(byte));

    let mut uri = String::with_capacity(path.len() + 16);
    let mut path = path;
    if drive {
        let _ = write!(uri, "file:///{}:", char::from(path[0]));
        path = &path[2..];
    } else if share {
        uri.push_str("file:/");
    } else if rooted {
        uri.push_str("file://");
    }
    let relative = uri.is_empty();
    let segments = path.split(|&byte| separator(byte));
    for segment in segments.filter(|segment| !segment.is_empty() && *segment != b".") {
        if !(relative && uri.is_empty()) {
            uri.push('/');
        }
        encode(segment, &mut uri);
    }
    if uri.is_empty() {
        uri.push('.');
    }
    if uri == "file://" {
        uri.push('/');
    }
    uri
}

/// A colon is encoded too: in the first segment of a relative reference it would end a scheme.
fn encode(segment: &[u8], uri: &mut String) {
    for &byte in segment {
        if byte.is_ascii_alphanumeric() || b"-._~!+,=@".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unix_paths() {
        let cases: [(&[u8], &str); 16] = [
            (b"logs/app.log", "logs/app.log"),
            (b"./logs//./app.log", "logs/app.log"),
            (b"../app.log", "../app.log"),
            (b"/var/log/app.log", "file:///var/log/app.log"),
            (b"/", "file:///"),
            (b"sp ace/\xc3\xbc.log", "sp%20ace/%C3%BC.log"),
            (b"a\xff\xfe.log", "a%FF%FE.log"),
            (b"a#b?c%20d", "a%23b%3Fc%2520d"),
            (b"10:42.log", "10%3A42.log"),
            (b"./x:y", "x%3Ay"),
            (b"http://x", "http%3A/x"),
            (b"C:\\logs\\a", "C%3A%5Clogs%5Ca"),
            (b"a\nb\x1b", "a%0Ab%1B"),
            (b"<stdin>", "%3Cstdin%3E"),
            (b"a.tar.gz!/b.log", "a.tar.gz!/b.log"),
            (b"", "."),
        ];
        for (path, uri) in cases {
            assert_eq!(from_bytes(path, false), uri);
        }
    }

    #[test]
    fn windows_paths() {
        let cases: [(&[u8], &str); 7] = [
            (br"logs\app.log", "logs/app.log"),
            (br"C:\logs\a b.log", "file:///C:/logs/a%20b.log"),
            (br"\\?\C:\logs\a.log", "file:///C:/logs/a.log"),
            (br"c:/logs/a.log", "file:///c:/logs/a.log"),
            (br"\\server\share\a.log", "file://server/share/a.log"),
            (br"\logs\a.log", "file:///logs/a.log"),
            (br"C:a.log", "C%3Aa.log"),
        ];
        for (path, uri) in cases {
            assert_eq!(from_bytes(path, true), uri);
        }
    }
}
