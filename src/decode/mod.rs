//! From an input's bytes to the text bytes that are scanned: compression and character sets, told by
//! content and never by name.
//!
//! What it cannot undo it refuses with a reason; it never passes compressed bytes on as text.

mod gzip;
mod utf16;

use std::io::{self, Read};

/// How the text stands in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    /// As it is: offsets in the text are offsets in the input.
    Bytes,
    /// As UTF-16 after this many bytes of byte order mark.
    Utf16 { mark: u64 },
}

/// A reader of text and how it was coded.
pub(crate) struct Decoded {
    pub(crate) reader: Box<dyn Read + Send>,
    pub(crate) coding: Coding,
}

impl std::fmt::Debug for Decoded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decoded").field("coding", &self.coding).finish_non_exhaustive()
    }
}

/// Compressed input inside compressed input is undone to this depth.
const DEPTH: usize = 4;
/// Bytes of an input that tell what it is.
const SNIFF: usize = 1024;
/// Bytes of the first read.
const BEGIN: usize = 4096;

/// Formats that are recognised so that they are not taken for text.
const CONTAINERS: [(&[u8], &str); 10] = [
    (b"\x28\xB5\x2F\xFD", "zstd"),
    (b"\xFD7zXZ\0", "xz"),
    (b"BZh", "bzip2"),
    (b"\x04\x22\x4D\x18", "lz4"),
    (b"PK\x03\x04", "zip"),
    (b"7z\xBC\xAF\x27\x1C", "7z"),
    (b"Rar!\x1A\x07", "rar"),
    (b"\x1F\x9D", "compress (.Z)"),
    (b"\xFF\xFE\0\0", "UTF-32"),
    (b"\0\0\xFE\xFF", "UTF-32"),
];

/// Looks at the first bytes and undoes what they tell. Where text pauses ([`io::ErrorKind::WouldBlock`]),
/// so does what is returned.
///
/// # Errors
/// The input cannot be read, or it is a container that is not supported.
pub(crate) fn decode(mut reader: Box<dyn Read + Send>) -> io::Result<Decoded> {
    for _ in 0..DEPTH {
        let (head, end, paused) = begin(&mut *reader);
        let kind = sniff(&head);
        reader = match end {
            // What came before the damage is handed on, and then the damage.
            Some(Err(error)) if head.is_empty() => return Err(error),
            Some(Err(error)) => Box::new(io::Cursor::new(head).chain(Broken(Some(error)))),
            Some(Ok(())) => Box::new(io::Cursor::new(head)),
            None if paused => {
                let pause = Broken(Some(io::ErrorKind::WouldBlock.into()));
                Box::new(io::Cursor::new(head).chain(pause).chain(reader))
            }
            None => Box::new(io::Cursor::new(head).chain(reader)),
        };
        match kind {
            Kind::Text => return Ok(Decoded { reader, coding: Coding::Bytes }),
            Kind::Utf16 { big_endian, mark } => {
                let reader = Box::new(utf16::Transcoder::new(Waiting(reader), big_endian, mark));
                return Ok(Decoded { reader, coding: Coding::Utf16 { mark } });
            }
            Kind::Gzip => reader = Box::new(gzip::Gzip::new(Box::new(Waiting(reader)))),
            Kind::Container(name) => {
                let message = format!("{name} input is not supported");
                return Err(io::Error::new(io::ErrorKind::Unsupported, message));
            }
        }
    }
    let message = format!("compressed more than {DEPTH} times over");
    Err(io::Error::new(io::ErrorKind::Unsupported, message))
}

/// The first bytes, how the input ended where it is no longer than that, and whether it pauses after
/// them. A small file is read whole, by two calls.
fn begin(reader: &mut dyn Read) -> (Vec<u8>, Option<io::Result<()>>, bool) {
    let mut head = vec![0; BEGIN];
    let mut filled = 0;
    let mut end = None;
    let mut paused = false;
    while filled < SNIFF && end.is_none() && !paused {
        match reader.read(&mut head[filled..]) {
            Ok(0) => end = Some(Ok(())),
            Ok(n) => filled += n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // A line is text enough to tell; signatures and other charsets show in fewer bytes.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                paused = filled >= 16 || memchr::memchr(b'\n', &head[..filled]).is_some();
            }
            Err(error) => end = Some(Err(error)),
        }
    }
    head.truncate(filled);
    (head, end, paused)
}

/// Waits where the reader below it pauses: decoders take every error for the end.
struct Waiting<R>(R);

impl<R: Read> Read for Waiting<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.0.read(buf) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                read => return read,
            }
        }
    }
}

/// An error that came within the first bytes, told once more after them: damage, which ends the input, or
/// a pause.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _buf: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

enum Kind {
    Text,
    Utf16 { big_endian: bool, mark: u64 },
    Gzip,
    Container(&'static str),
}

fn sniff(head: &[u8]) -> Kind {
    if gzip::begins(head) {
        return Kind::Gzip;
    }
    if let Some((_, name)) = CONTAINERS.iter().find(|(magic, _)| head.starts_with(magic)) {
        // "BZh" is text as well as a signature; what follows it tells.
        if *name != "bzip2" || head.get(4..10) == Some(b"1AY&SY") {
            return Kind::Container(name);
        }
    }
    match utf16::tell(head) {
        Some((big_endian, mark)) => Kind::Utf16 { big_endian, mark },
        None => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn text(input: Vec<u8>) -> io::Result<(Vec<u8>, Coding)> {
        let mut decoded = decode(Box::new(io::Cursor::new(input)))?;
        let mut out = Vec::new();
        decoded.reader.read_to_end(&mut out)?;
        Ok((out, decoded.coding))
    }

    fn gz(input: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(input).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn text_passes_as_it_is() {
        for input in [&b""[..], b"x", b"\x1f", b"BZhello\n", b"\0\0\0\0pass\0", b"\xEF\xBB\xBFa"] {
            assert_eq!(text(input.to_vec()).unwrap(), (input.to_vec(), Coding::Bytes));
        }
    }

    #[test]
    fn all_members_of_a_gzip_file_are_read_and_nesting_is_bounded() {
        let mut two = gz(b"one\n");
        two.extend(gz(b"two\n"));
        assert_eq!(text(two).unwrap().0, b"one\ntwo\n");
        let nest = |n: usize| (0..n).fold(b"deep".to_vec(), |inner, _| gz(&inner));
        assert_eq!(text(nest(3)).unwrap().0, b"deep");
        assert!(text(nest(9)).unwrap_err().to_string().contains("times over"));
    }

    #[test]
    fn a_truncated_gzip_file_gives_what_it_holds_and_then_an_error() {
        let whole = gz(&b"line of text 12345\n".repeat(1000));
        let mut decoded =
            decode(Box::new(io::Cursor::new(whole[..whole.len() - 9].to_vec()))).unwrap();
        let mut out = Vec::new();
        let error = decoded.reader.read_to_end(&mut out).unwrap_err();
        assert!(error.to_string().contains("truncated"), "{error}");
        assert!(out.starts_with(b"line of text"));
    }

    #[test]
    fn what_came_before_damage_is_kept_however_short() {
        let whole = gz(b"one\ntwo\nthree\n");
        let mut decoded =
            decode(Box::new(io::Cursor::new(whole[..whole.len() - 8].to_vec()))).unwrap();
        let mut out = Vec::new();
        let error = decoded.reader.read_to_end(&mut out).unwrap_err();
        assert!(error.to_string().contains("truncated"), "{error}");
        assert_eq!(out, b"one\ntwo\nthree\n");
    }

    #[test]
    fn bytes_after_the_last_member_are_an_error_after_the_data_and_padding_is_none() {
        let mut tail = gz(b"data\n");
        tail.extend_from_slice(b"garbage");
        let error = text(tail).unwrap_err().to_string();
        assert!(error.contains("after the gzip data"), "{error}");
        let mut padded = gz(b"data\n");
        padded.extend([0; 100]);
        assert_eq!(text(padded).unwrap().0, b"data\n");
    }

    #[test]
    fn pauses_reach_text_and_no_decoder() {
        /// A byte at a time, and a pause before each.
        struct Slow(std::collections::VecDeque<u8>, bool);
        impl Read for Slow {
            fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
                self.1 = !self.1;
                if self.1 {
                    return Err(io::ErrorKind::WouldBlock.into());
                }
                Ok(self.0.pop_front().map_or(0, |byte| {
                    buf[0] = byte;
                    1
                }))
            }
        }
        let slow = |bytes: &[u8]| Box::new(Slow(bytes.iter().copied().collect(), false));
        let mut text = decode(slow(b"one\ntwo\n")).unwrap().reader;
        let mut buf = [0; 16];
        assert_eq!(text.read(&mut buf).unwrap(), 4);
        assert_eq!(text.read(&mut buf).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        assert_eq!(text.read(&mut buf).unwrap(), 1);
        assert_eq!(text.read(&mut buf).unwrap_err().kind(), io::ErrorKind::WouldBlock);
        let mut out = Vec::new();
        decode(slow(&gz(b"one\ntwo\n"))).unwrap().reader.read_to_end(&mut out).unwrap();
        assert_eq!(out, b"one\ntwo\n");
    }

    #[test]
    fn utf16_is_read_with_and_without_a_mark() {
        let line = "user=bob password=geheim \u{1F600}\r\nnext\n";
        let le: Vec<u8> = line.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = line.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = |mark: &[u8], body: &[u8]| [mark, body].concat();
        for (input, mark) in [
            (le.clone(), 0),
            (be.clone(), 0),
            (marked(b"\xFF\xFE", &le), 2),
            (marked(b"\xFE\xFF", &be), 2),
        ] {
            let (out, coding) = text(input).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), line);
            assert_eq!(coding, Coding::Utf16 { mark });
        }
    }

    #[test]
    fn containers_are_refused_by_name() {
        let error = text(b"\x28\xB5\x2F\xFD....".to_vec()).unwrap_err().to_string();
        assert_eq!(error, "zstd input is not supported");
    }
}
