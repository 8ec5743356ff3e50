//! gzip (RFC 1952), all members of a file.
//!
//! What is damaged ends in an error that says how, after all data before the damage.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;

/// Compressed bytes read at a time.
const INPUT: usize = 64 << 10;

/// Whether these bytes begin a gzip member: magic, the one method, and no reserved flag.
pub(crate) fn begins(head: &[u8]) -> bool {
    head.len() >= 4 && head[..3] == [0x1F, 0x8B, 8] && head[3] & 0xE0 == 0
}

type Input = BufReader<Box<dyn Read + Send>>;

/// Reads the text of every member. It is written over `GzDecoder` because `MultiGzDecoder` cannot
/// tell bytes that follow the last member from a damaged one.
pub(crate) struct Gzip {
    member: Option<GzDecoder<Input>>,
}

impl Gzip {
    pub(crate) fn new(reader: Box<dyn Read + Send>) -> Self {
        Gzip { member: Some(GzDecoder::new(BufReader::with_capacity(INPUT, reader))) }
    }
}

impl Read for Gzip {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            match member.read(buf) {
                Ok(0) if !buf.is_empty() => {
                    let mut rest = match self.member.take() {
                        Some(member) => member.into_inner(),
                        None => return Ok(0),
                    };
                    if skip_padding(&mut rest)? {
                        self.member = Some(GzDecoder::new(rest));
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                    return Err(io::Error::new(error.kind(), "truncated gzip data"));
                }
                read => return read,
            }
        }
        Ok(0)
    }
}

/// Skips zero bytes after a member; true where another member begins.
fn skip_padding(rest: &mut Input) -> io::Result<bool> {
    loop {
        let bytes = rest.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        let zeros = bytes.iter().take_while(|&&b| b == 0).count();
        if zeros < bytes.len() {
            // Two bytes may straddle a read; the first tells enough to go on.
            if bytes[zeros] == 0x1F {
                rest.consume(zeros);
                return Ok(true);
            }
            let message = "unknown data after the gzip data";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        rest.consume(zeros);
    }
}
