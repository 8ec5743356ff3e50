//! UTF-16 to UTF-8, unit for unit: every UTF-16 code unit of the input is one of the output.
//!
//! So a place in the output can be counted back into the input. It does not guess at other charsets.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};

/// Whether text is UTF-16: its byte order (true is big-endian) and the length of its mark.
pub(crate) fn tell(head: &[u8]) -> Option<(bool, u64)> {
    match head {
        [0xFF, 0xFE, 0, 0, ..] => return None, // UTF-32
        [0xFF, 0xFE, ..] => return Some((false, 2)),
        [0xFE, 0xFF, ..] => return Some((true, 2)),
        _ => {}
    }
    // Without a mark: text of which nearly every second byte is zero, on one side alone.
    let pairs = head.len() / 2;
    if pairs < 8 {
        return None;
    }
    let zeros = |side: usize| head.chunks_exact(2).filter(|pair| pair[side] == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let both = head.chunks_exact(2).filter(|pair| pair == &[0, 0]).count();
    let most = pairs * 7 / 10;
    match () {
        () if both * 20 > pairs => None,
        () if odd >= most && even * 20 <= pairs => Some((false, 0)),
        () if even >= most && odd * 20 <= pairs => Some((true, 0)),
        () => None,
    }
}

/// Reads UTF-16 and gives UTF-8.
pub(crate) struct Transcoder<R> {
    reader: R,
    decoder: Decoder,
    mark: u64,
    input: Vec<u8>,
    filled: usize,
    at_end: bool,
    done: bool,
    /// Output that did not fit the caller's buffer.
    spare: Vec<u8>,
    spare_at: usize,
}

impl<R: Read> Transcoder<R> {
    pub(crate) fn new(reader: R, big_endian: bool, mark: u64) -> Self {
        let encoding = if big_endian { UTF_16BE } else { UTF_16LE };
        Transcoder {
            reader,
            decoder: encoding.new_decoder_without_bom_handling(),
            mark,
            input: vec![0; 64 << 10],
            filled: 0,
            at_end: false,
            done: false,
            spare: Vec::new(),
            spare_at: 0,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.mark > 0 {
            let mut mark = vec![0; self.mark as usize];
            self.reader.read_exact(&mut mark)?;
            self.mark = 0;
        }
        let read = self.reader.read(&mut self.input[self.filled..])?;
        self.at_end = read == 0;
        self.filled += read;
        let mut out = vec![0; self.filled * 2 + 16];
        let (result, used, written, _) =
            self.decoder.decode_to_utf8(&self.input[..self.filled], &mut out, self.at_end);
        debug_assert_eq!(result, CoderResult::InputEmpty);
        self.input.copy_within(used..self.filled, 0);
        self.filled -= used;
        out.truncate(written);
        (self.spare, self.spare_at, self.done) = (out, 0, self.at_end);
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.spare_at == self.spare.len() {
            if self.done {
                return Ok(0);
            }
            self.refill()?;
        }
        let n = buf.len().min(self.spare.len() - self.spare_at);
        buf[..n].copy_from_slice(&self.spare[self.spare_at..self.spare_at + n]);
        self.spare_at += n;
        Ok(n)
    }
}
