//! Quotes: how each opens and closes, at any depth of escaping, and the text within.

use std::ops::Range;

use super::{run, token};

/// The longest quoted value, in bytes; a longer one is taken as cut.
const QUOTED_MAX: usize = 8 << 10;
/// The longest value whose closing quote is missing, unless it starts with a token that is longer:
/// the next key may stand within it, and reads on as well.
const CUT_MAX: usize = 256;

/// An opening quote and what closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// Where the quoted text starts.
    pub(crate) start: usize,
    mark: Mark,
}

/// The ways in which a quote is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// `"`, `'` or a backtick behind some backslashes: one level of escaping doubles them.
    Raw { byte: u8, slashes: usize },
    /// Two of them, behind some backslashes: a table of values, or SQL, doubles the quotes of a text that
    /// it quotes itself (RFC 4180).
    Doubled { byte: u8, slashes: usize },
    /// `\u0022` and `\x22` behind some more backslashes.
    Escape(&'static [u8], usize),
    /// An entity, a percent-encoded quote, or a typographic one.
    Pair(&'static [u8], Wrapping),
}

/// What a quote says about the text that it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrapping {
    Plain,
    Backslash,
    Percent,
    Html,
}

const ESCAPES: [&[u8]; 4] = [b"u0022", b"u0027", b"x22", b"x27"];
/// Opening, closing and wrapping of the quotes that are longer than a byte.
const PAIRS: [(&[u8], &[u8], Wrapping); 21] = [
    (b"&quot;", b"&quot;", Wrapping::Html),
    (b"&amp;quot;", b"&amp;quot;", Wrapping::Html),
    (b"&amp;#34;", b"&amp;#34;", Wrapping::Html),
    (b"&apos;", b"&apos;", Wrapping::Html),
    (b"&#34;", b"&#34;", Wrapping::Html),
    (b"&#39;", b"&#39;", Wrapping::Html),
    (b"&#039;", b"&#039;", Wrapping::Html),
    (b"&#x27;", b"&#x27;", Wrapping::Html),
    (b"%22", b"%22", Wrapping::Percent),
    (b"%27", b"%27", Wrapping::Percent),
    (b"%2522", b"%2522", Wrapping::Percent),
    (b"%5C%22", b"%5C%22", Wrapping::Percent),
    ("“".as_bytes(), "”".as_bytes(), Wrapping::Plain),
    ("„".as_bytes(), "“".as_bytes(), Wrapping::Plain),
    ("‚".as_bytes(), "‘".as_bytes(), Wrapping::Plain),
    ("‘".as_bytes(), "’".as_bytes(), Wrapping::Plain),
    ("«".as_bytes(), "»".as_bytes(), Wrapping::Plain),
    ("「".as_bytes(), "」".as_bytes(), Wrapping::Plain),
    ("『".as_bytes(), "』".as_bytes(), Wrapping::Plain),
    ("【".as_bytes(), "】".as_bytes(), Wrapping::Plain),
    ("‹".as_bytes(), "›".as_bytes(), Wrapping::Plain),
];

/// The bytes that opening quotes of more than a byte end with.
static LONG_ENDS: [bool; 256] = {
    let (mut ends, mut nth) = ([false; 256], 0);
    while nth < ESCAPES.len() {
        ends[ESCAPES[nth][ESCAPES[nth].len() - 1] as usize] = true;
        nth += 1;
    }
    nth = 0;
    while nth < PAIRS.len() {
        ends[PAIRS[nth].0[PAIRS[nth].0.len() - 1] as usize] = true;
        nth += 1;
    }
    ends
};

impl Quote {
    /// The quote that opens at `at`.
    pub(crate) fn open(bytes: &[u8], at: usize) -> Option<Quote> {
        let slashes = run(bytes, at, |b| b == b'\\');
        let rest = &bytes[at + slashes..];
        match rest.first()? {
            &byte @ (b'"' | b'\'' | b'`') => {
                let after = at + slashes + 1;
                return Some(match opens_doubled(&rest[1..], byte) {
                    true => Quote { start: after + 1, mark: Mark::Doubled { byte, slashes } },
                    false => Quote { start: after, mark: Mark::Raw { byte, slashes } },
                });
            }
            b'u' | b'x' if slashes > 0 => {
                let escape = ESCAPES.iter().find(|escape| rest.starts_with(escape))?;
                let mark = Mark::Escape(escape, slashes);
                return Some(Quote { start: at + slashes + escape.len(), mark });
            }
            b'&' | b'%' | 0xC2 | 0xE2 | 0xE3 if slashes == 0 => {}
            _ => return None,
        }
        let (open, close, wrapping) = PAIRS.iter().find(|(open, ..)| rest.starts_with(open))?;
        Some(Quote { start: at + open.len(), mark: Mark::Pair(close, *wrapping) })
    }

    /// The quote that opened the string of `line` in which `at` stands: behind a delimiter or a blank, where
    /// none closes.
    pub(crate) fn around(line: &[u8], at: usize) -> Option<Quote> {
        let open = memchr::memrchr(b'"', &line[..at])?;
        let slashes = line[..open].iter().rev().take(32).take_while(|b| **b == b'\\').count();
        let free = line[..open - slashes].last().is_none_or(|b| b":=,([{> ".contains(b));
        let text = line.get(open + 1).is_some_and(|b| !b" ,;:)]}=".contains(b));
        let mark = Mark::Raw { byte: b'"', slashes };
        (free && text).then_some(Quote { start: open + 1, mark })
    }

    /// The quote that ends right before `at`, read as the opening of what stands at `at`.
    pub(crate) fn before(bytes: &[u8], at: usize) -> Option<Quote> {
        let last = *bytes.get(at.checked_sub(1)?)?;
        if matches!(last, b'"' | b'\'' | b'`') {
            let one = &bytes[..at - 1];
            let two = one.strip_suffix(&[last]).filter(|_| opens_doubled(&bytes[at - 1..], last));
            let before = two.unwrap_or(one).iter().rev().take(32);
            let (byte, slashes) = (last, before.take_while(|&&b| b == b'\\').count());
            let mark = match two {
                Some(_) => Mark::Doubled { byte, slashes },
                None => Mark::Raw { byte, slashes },
            };
            return Some(Quote { start: at, mark });
        }
        // Most keys stand in plain text.
        if !LONG_ENDS[usize::from(last)] {
            return None;
        }
        for escape in ESCAPES {
            if bytes[..at].ends_with(escape) {
                let body = &bytes[..at - escape.len()];
                let slashes = body.iter().rev().take(32).take_while(|&&b| b == b'\\').count();
                if slashes > 0 {
                    return Some(Quote { start: at, mark: Mark::Escape(escape, slashes) });
                }
            }
        }
        let (_, close, wrapping) = PAIRS.iter().find(|(open, ..)| bytes[..at].ends_with(open))?;
        Some(Quote { start: at, mark: Mark::Pair(close, *wrapping) })
    }

    /// The end of the closing quote if it stands at `at`.
    pub(crate) fn closes_at(self, bytes: &[u8], at: usize) -> Option<usize> {
        let rest = bytes.get(at..)?;
        match self.mark {
            Mark::Raw { byte, slashes } => {
                let n = run(bytes, at, |b| b == b'\\');
                (n <= slashes && rest.get(n) == Some(&byte)).then_some(at + n + 1)
            }
            Mark::Escape(escape, slashes) => {
                let n = run(bytes, at, |b| b == b'\\');
                (n == slashes && rest[n..].starts_with(escape)).then_some(at + n + escape.len())
            }
            Mark::Doubled { byte, slashes } => {
                let n = run(bytes, at, |b| b == b'\\');
                (n == slashes && rest[n..].starts_with(&[byte, byte])).then_some(at + n + 2)
            }
            Mark::Pair(close, _) => rest.starts_with(close).then_some(at + close.len()),
        }
    }

    /// The quoted text, and whether its closing quote was there: a cut line has none.
    pub(crate) fn text(self, bytes: &[u8]) -> (Range<usize>, bool) {
        let limit = bytes.len().min(self.start + QUOTED_MAX);
        let line = memchr::memchr(b'\n', &bytes[self.start..limit]).map(|n| self.start + n);
        let limit = line.unwrap_or(limit);
        let body = &bytes[self.start..limit];
        let end = match self.mark {
            // Programs of the last century write `x'.
            Mark::Raw { byte: b'`', slashes: 0 } => {
                raw_end(body, b'`', 0).or_else(|| raw_end(body, b'\'', 0))
            }
            Mark::Raw { byte, slashes } => raw_end(body, byte, slashes),
            Mark::Escape(escape, slashes) => escape_end(body, escape, slashes),
            Mark::Doubled { byte, slashes } => escape_end(body, &[byte, byte], slashes),
            Mark::Pair(close, _) => memchr::memmem::find(body, close),
        };
        match end {
            Some(n) => (self.start..self.start + n, true),
            None => {
                let limit = limit.min(self.start + CUT_MAX.max(token(bytes, self.start)));
                let body = &bytes[self.start..limit];
                let cut = body.iter().rev().take_while(|b| **b == b'\r').count();
                (self.start..limit - cut, false)
            }
        }
    }

    /// The same quote, opened elsewhere.
    pub(crate) fn starting_at(self, start: usize) -> Quote {
        Quote { start, ..self }
    }

    pub(crate) fn wrapping(self) -> Wrapping {
        match self.mark {
            Mark::Raw { slashes: 0, .. } | Mark::Doubled { slashes: 0, .. } => Wrapping::Plain,
            Mark::Raw { .. } | Mark::Doubled { .. } | Mark::Escape(..) => Wrapping::Backslash,
            Mark::Pair(_, wrapping) => wrapping,
        }
    }
}

/// Whether a quote is doubled, by what stands behind its first byte: two with nothing between are an empty
/// text where its end may stand, and three open a text of Python's.
fn opens_doubled(rest: &[u8], byte: u8) -> bool {
    byte != b'`'
        && rest.first() == Some(&byte)
        && rest.get(1).is_some_and(|b| b.is_ascii_alphanumeric() || b"_-$+/!@#%^&*".contains(b))
}

/// The end of text in quotes that stand behind `slashes` backslashes. Each level of escaping turns
/// n backslashes before a quote into 2n+1: a quote with another count belongs to the text, and one
/// with fewer ends a string further out.
fn raw_end(body: &[u8], byte: u8, slashes: usize) -> Option<usize> {
    let mut first = None;
    for at in memchr::memchr_iter(byte, body) {
        let count = body[..at].iter().rev().take_while(|&&b| b == b'\\').count();
        let ends = count < slashes || count % (2 * (slashes + 1)) == slashes;
        if !ends {
            continue;
        }
        // SQL doubles a quote that belongs to the text.
        if doubled(body, at, byte, slashes) {
            continue;
        }
        let end = at - count.min(slashes);
        // A quote within a word is more likely part of the text, if a better one follows.
        if body.get(at + 1).is_none_or(|next| !next.is_ascii_alphanumeric()) || count < slashes {
            return Some(end);
        }
        if first.is_some() {
            break;
        }
        first = Some(end);
    }
    first
}

/// Whether the quote at `at` is one of two within a word: `katze''s`.
fn doubled(body: &[u8], at: usize, byte: u8, slashes: usize) -> bool {
    let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    let pair = |first: usize| {
        body.get(first) == Some(&byte)
            && body.get(first + 1) == Some(&byte)
            && first > 0
            && word(body.get(first - 1))
            && word(body.get(first + 2))
    };
    byte == b'\'' && slashes == 0 && (pair(at) || at > 0 && pair(at - 1))
}

fn escape_end(body: &[u8], escape: &[u8], slashes: usize) -> Option<usize> {
    memchr::memmem::find_iter(body, escape).find_map(|at| {
        let count = body[..at].iter().rev().take_while(|&&b| b == b'\\').count();
        (count == slashes).then_some(at - slashes)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str, at: usize) -> (&str, bool) {
        let quote = Quote::open(text.as_bytes(), at).unwrap();
        let (range, closed) = quote.text(text.as_bytes());
        (&text[range], closed)
    }

    #[test]
    fn quotes_close_at_their_own_depth() {
        assert_eq!(quoted(r#""ab\"c" x"#, 0), (r#"ab\"c"#, true));
        assert_eq!(quoted(r#""ab\\" x"#, 0), (r"ab\\", true));
        assert_eq!(quoted(r#"\"ab\\\"c\", \"d\""#, 0), (r#"ab\\\"c"#, true));
        assert_eq!(quoted(r#"\"a\\\\\"}"#, 0), (r"a\\\\", true));
        assert_eq!(quoted(r#"\\\"deep\\\" \""#, 0), ("deep", true));
        assert_eq!(quoted(r#"\u0022pw\u0022,"#, 0), ("pw", true));
        assert_eq!(quoted("&quot;pw&quot;", 0), ("pw", true));
        assert_eq!(quoted("%22pw%22%7D", 0), ("pw", true));
        assert_eq!(quoted("“pw”", 0), ("pw", true));
    }

    #[test]
    fn cut_text_ends_with_the_line_or_the_string_around_it() {
        assert_eq!(quoted("\"abc\r\nnext\"", 0), ("abc", false));
        assert_eq!(quoted(r#"\"abc" tail"#, 0), ("abc", true));
    }

    #[test]
    fn a_quote_within_a_word_belongs_to_the_text() {
        assert_eq!(quoted("'don't' x", 0), ("don't", true));
        assert_eq!(quoted("'a' and it's", 0), ("a", true));
    }
}
