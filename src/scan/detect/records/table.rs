//! Tables whose header names a password's column: CSV and its relatives, a query's rows, Markdown.
//!
//! It reads the rows that follow their header at once; a row far from its header says nothing.

use std::ops::Range;

use crate::scan::detect::accept::Accept;
use crate::scan::detect::read::{self, Value};
use crate::scan::detect::value::Proof;
use crate::scan::detect::{Found, Window};

use super::{aligned, names};

/// The most columns and rows that are read, and the longest line.
const COLUMNS: usize = 64;
const ROWS: usize = 64;
const LINE: usize = 2 << 10;
/// The longest name of a column, and the most words of one.
const NAME: usize = 40;
const WORDS: usize = 4;

/// What stands between the fields of a table that is drawn with lines, thin, thick or double.
const BARS: [&[u8]; 3] = ["│".as_bytes(), "┃".as_bytes(), "║".as_bytes()];

/// How a table is written: what stands between its fields, and between its lines.
struct Form {
    between: &'static [u8],
    /// Within a string: lines end with `\n` spelled out, or with the string.
    spelled: bool,
}

struct Field {
    span: Range<usize>,
    proof: Proof,
}

pub(crate) fn read(window: &Window<'_>, accept: &Accept, _: &mut Vec<u8>, found: &mut Found) {
    let bytes = window.bytes;
    let literal = &bytes[window.literal()];
    let start = line_start(bytes, window.at);
    // The first such name of a line reads for all of them.
    if memchr::memmem::find(&bytes[start..window.at], literal).is_some() {
        return;
    }
    let end = aligned::line_end(bytes, window.literal().end);
    let padded = literal.starts_with(b"  ") || literal.ends_with(b"  ");
    let line = &bytes[start..end];
    if padded && memchr::memchr(b'|', line).is_none() && drawn(line).is_none() {
        let at = window.at + usize::from(literal.starts_with(b"  ")) * 2;
        return aligned::read(&Window { at, ..*window }, accept, start..end, found);
    }
    let Some(form) = Form::of(bytes, literal, line, window.literal().end) else { return };
    let line = start..form.line_end(bytes, window.at);
    // A sentence puts a space behind its commas.
    if form.between == b"," && memchr::memmem::find(&bytes[line.clone()], b", ").is_some() {
        return;
    }
    let header = form.fields(bytes, line);
    let named = |field: &Field| is_name(&bytes[field.span.clone()], form.between);
    let first = !form.row_before(bytes, start, header.len());
    if header.len() < 2 || !first || !header.iter().skip(1).all(named) {
        return;
    }
    let secret: Vec<usize> = header
        .iter()
        .enumerate()
        .filter(|(_, field)| names::is_secret(last_word(&bytes[field.span.clone()])))
        .map(|(index, _)| index)
        .collect();
    let mine = header.iter().position(|field| {
        field.span.end + literal.len() >= window.at && field.span.start <= window.literal().end
    });
    let first = secret.first().is_some_and(|first| mine.is_some_and(|m| m <= *first));
    if secret.is_empty() || !first {
        return;
    }
    let mut at = form.line_end(bytes, window.at);
    for _ in 0..ROWS {
        let Some(next) = form.next_line(bytes, at) else { return };
        at = form.line_end(bytes, next);
        let text = &bytes[next..at];
        if !text.is_empty() && text.iter().all(|b| b"|-:+= \t".contains(b)) || is_ruled(text) {
            continue;
        }
        let row = form.fields(bytes, next..at);
        let again = |column: &usize| {
            row.get(*column).is_some_and(|field| names::is_secret(&bytes[field.span.clone()]))
        };
        // Another header reads its own rows.
        if row.len() != header.len() || secret.iter().any(again) {
            return;
        }
        for (column, field) in secret.iter().filter_map(|column| Some((column, row.get(*column)?)))
        {
            let accept = accept.made(names::is_made(&bytes[header[*column].span.clone()]));
            let mut span = field.span.clone();
            // What stands before the first column belongs to the log.
            if span.start == row[0].span.start && bytes[header[0].span.clone()].contains(&b' ') {
                span.start = span.end - last_word(&bytes[span.clone()]).len();
            }
            if !span.is_empty() {
                accept.value(window, &Value::new(span, field.proof), found);
            }
        }
    }
}

impl Form {
    /// By what the literal has beside the name; psql and `console.table` centre a name in its column, with
    /// blanks.
    fn of(bytes: &[u8], literal: &[u8], line: &[u8], after: usize) -> Option<Self> {
        let marks: [&'static [u8]; 6] = [b"\\t", b"\t", b";", b"|", BARS[0], b","];
        let holds = |mark: &&&[u8]| memchr::memmem::find(literal, mark).is_some();
        let bar = || drawn(line).or(literal.ends_with(b"  ").then_some(marks[3]));
        let between = marks.iter().find(holds).copied().or_else(bar)?;
        let end = (after + LINE).min(bytes.len());
        let line = &bytes[after..end];
        let spelled = memchr::memmem::find(line, b"\\n");
        let spelled = spelled.is_some_and(|at| memchr::memchr(b'\n', &line[..at]).is_none());
        Some(Form { between, spelled })
    }

    fn line_end(&self, bytes: &[u8], from: usize) -> usize {
        let end = bytes.len().min(from + LINE);
        let text = &bytes[from..end];
        let ends = |i: usize| match text[i] {
            b'\n' | b'\r' => true,
            b'\\' if self.spelled => {
                let slashes = text[i..].iter().take(8).take_while(|b| **b == b'\\').count();
                matches!(text.get(i + slashes), Some(b'n' | b'r'))
            }
            b'"' if self.spelled => i == 0 || text[i - 1] != b'\\',
            _ => false,
        };
        from + (0..text.len()).find(|&i| ends(i)).unwrap_or(text.len())
    }

    /// Where the line behind the one that ends at `end` begins.
    fn next_line(&self, bytes: &[u8], end: usize) -> Option<usize> {
        let mut at = end;
        if self.spelled {
            while bytes.get(at) == Some(&b'\\') {
                let slashes = bytes[at..].iter().take(8).take_while(|b| **b == b'\\').count();
                matches!(bytes.get(at + slashes), Some(b'n' | b'r')).then_some(())?;
                at += slashes + 1;
            }
        } else {
            at += bytes[at..].iter().take(2).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        }
        (at > end && at < bytes.len()).then_some(at)
    }

    /// Whether a row stands right above, so that what begins at `start` is one row more and no header.
    fn row_before(&self, bytes: &[u8], start: usize, columns: usize) -> bool {
        let Some(above) = line_above(bytes, start).filter(|_| !self.spelled) else { return false };
        // A ruler stands between a header and its rows.
        let ruled = bytes[above.clone()].starts_with(b"+-");
        let above = if ruled { line_above(bytes, above.start) } else { Some(above) };
        above.is_some_and(|above| {
            let table = !ruled || bytes[above.clone()].starts_with(b"|");
            table && self.fields(bytes, above).len() == columns
        })
    }

    fn fields(&self, bytes: &[u8], line: Range<usize>) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut at = line.start;
        while at <= line.end && fields.len() < COLUMNS {
            let blank = bytes[at..line.end].iter().take_while(|b| **b == b' ').count();
            let start = at + blank;
            let rest = &bytes[start..line.end];
            let quoted = read::opening(bytes, start)
                .and_then(|_| read::quoted(bytes, start))
                .filter(|v| v.proof == Proof::Quoted && v.next <= line.end)
                .filter(|v| self.closes(&bytes[v.next..line.end]));
            let from = quoted.as_ref().map_or(start, |v| v.next);
            let end = memchr::memmem::find(&bytes[from..line.end], self.between);
            let (end, last) = end.map_or((line.end, true), |len| (from + len, false));
            fields.push(match quoted {
                Some(value) => Field { span: value.span, proof: Proof::Quoted },
                None => {
                    let len = rest[..end - start].trim_ascii_end().len();
                    Field { span: start..start + len, proof: Proof::Delimited }
                }
            });
            if last {
                break;
            }
            at = end + self.between.len();
        }
        fields
    }

    /// Whether a field ends here.
    fn closes(&self, rest: &[u8]) -> bool {
        let rest = rest.trim_ascii_start();
        rest.is_empty() || rest.starts_with(self.between) || self.between == b"\t"
    }
}

/// Where the line that holds `at` begins, whether its end is spelled out or not.
fn line_start(bytes: &[u8], at: usize) -> usize {
    let from = at.saturating_sub(LINE);
    let line = &bytes[from..at];
    let real = memchr::memrchr(b'\n', line).map_or(0, |i| i + 1);
    let spelled = memchr::memmem::rfind(&line[real..], b"\\n").map_or(0, |i| i + 2);
    // `{"msg":"user,password\n…`: the string that the header stands in begins the table.
    let string = memchr::memmem::rfind(&line[real..], b":\"").map_or(0, |i| i + 2);
    from + real + spelled.max(string)
}

/// The line above the one that begins at `start`.
fn line_above(bytes: &[u8], start: usize) -> Option<Range<usize>> {
    let above = bytes[..start].strip_suffix(b"\n")?;
    let above = above.strip_suffix(b"\r").unwrap_or(above);
    let low = above.len().saturating_sub(LINE);
    let from = memchr::memrchr(b'\n', &above[low..]).map_or(low, |n| low + n + 1);
    Some(from..above.len())
}

/// The line that stands between the fields of a row, where one is drawn.
fn drawn(row: &[u8]) -> Option<&'static [u8]> {
    BARS.into_iter().find(|bar| memchr::memmem::find(row, bar).is_some())
}

/// Whether a line is drawn, of the characters from U+2500 to U+257F, and nothing else.
fn is_ruled(text: &[u8]) -> bool {
    text.len() > 8 && text.chunks(3).all(|c| matches!(c, [0xe2, 0x94 | 0x95, _]))
}

/// Whether a field of a header may be the name of a column.
pub(super) fn is_name(text: &[u8], between: &[u8]) -> bool {
    // A row of a Markdown table begins and ends with the mark.
    if text.is_empty() {
        return between == b"|" || BARS.contains(&between);
    }
    // `console.table` numbers its rows.
    if text == b"(index)" {
        return BARS.contains(&between);
    }
    let plain = |b: &u8| b.is_ascii_alphanumeric() || b"_-. #".contains(b) || !b.is_ascii();
    text.len() <= NAME
        && text.iter().all(plain)
        && text.split(|b| *b == b' ').count() <= WORDS
        && text.iter().any(|b| !b.is_ascii_digit())
}

pub(super) fn last_word(text: &[u8]) -> &[u8] {
    text.rsplit(|b| *b == b' ').next().unwrap_or(text)
}
