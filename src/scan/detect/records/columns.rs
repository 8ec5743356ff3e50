//! Rows of tables whose header, or whose program, names the columns: Zeek's `http.log` and
//! `ftp.log`.
//!
//! A row is read where a verb of its protocol stands in it; the header may be far above, at the head
//! of the file, or nowhere.

use crate::scan::detect::accept::Accept;
use crate::scan::detect::read::Value;
use crate::scan::detect::value::Proof;
use crate::scan::detect::{Found, Window};

use super::names;

/// The most columns that a row may have.
const COLUMNS: usize = 64;
/// `ts uid id.orig_h id.orig_p id.resp_h id.resp_p user password command …`
const FTP: usize = 7;
/// `… tags username password proxied …`, from `ts` and with the six columns of the connection.
const HTTP: [usize; 3] = [21, 22, 23];

pub(crate) fn read(window: &Window<'_>, accept: &Accept, _: &mut Vec<u8>, found: &mut Found) {
    let bytes = window.bytes;
    let start = memchr::memrchr(b'\n', &bytes[..window.at]).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &bytes[window.at..]).map_or(bytes.len(), |len| window.at + len);
    let row = &bytes[start..end];
    let fields = || row.split(|b| *b == b'\t').take(COLUMNS);
    if !is_connection(fields()) {
        return;
    }
    let wanted: Vec<usize> = match header(&bytes[..start]).or_else(|| header(window.head)) {
        Some(names) => {
            let named = names.split(|b| *b == b'\t').take(COLUMNS).enumerate();
            named.filter(|(_, name)| names::is_secret(name)).map(|(index, _)| index).collect()
        }
        None if window.bytes[window.literal()].eq_ignore_ascii_case(b"\tpost\t") => HTTP.to_vec(),
        None if window.bytes[window.literal()].eq_ignore_ascii_case(b"\tget\t") => HTTP.to_vec(),
        None => vec![FTP],
    };
    let mut at = start;
    for (index, field) in fields().enumerate() {
        let empty = matches!(field, b"-" | b"(empty)");
        if wanted.contains(&index) && !empty && (wanted != HTTP || follows_user(row, index)) {
            accept.value(
                window,
                &Value::new(at..at + field.trim_ascii_end().len(), Proof::Delimited),
                found,
            );
        }
        at += field.len() + 1;
    }
}

/// Without a header it takes the tags and a user before the password to tell the column.
fn follows_user(row: &[u8], index: usize) -> bool {
    let field = |at: usize| row.split(|b| *b == b'\t').nth(at).unwrap_or_default();
    let tags = field(index - 2);
    let is_tags =
        tags == b"(empty)" || tags.iter().all(|b| b.is_ascii_uppercase() || b"_:,".contains(b));
    is_tags && !tags.is_empty() && !matches!(field(index - 1), b"-" | b"")
}

/// `ts` with a fraction and `uid`, as every row of a connection's log begins.
fn is_connection<'r>(mut fields: impl Iterator<Item = &'r [u8]>) -> bool {
    let (Some(time), Some(uid)) = (fields.next(), fields.next()) else { return false };
    let time = time.rsplit(|b| *b == b' ').next().unwrap_or(time);
    let is_time =
        time.contains(&b'.') && time.iter().all(|b| b.is_ascii_digit() || b".-T:Z".contains(b));
    is_time && uid.len() >= 12 && uid.iter().all(u8::is_ascii_alphanumeric)
}

/// The names of the columns, from the last header of `text`.
fn header(text: &[u8]) -> Option<&[u8]> {
    let at = memchr::memmem::rfind(text, b"#fields\t")? + b"#fields\t".len();
    let len = memchr::memchr(b'\n', &text[at..])?;
    Some(text[at..at + len].trim_ascii_end())
}
