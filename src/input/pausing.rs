//! A reader that tells when its input pauses, so that what was read of a growing log can be reported
//! before more comes.
//!
//! It loses nothing: after a pause it waits.

use std::fs::File;
use std::io::{self, Read};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};

/// How long nothing must come until that is a pause: at once to a person, and longer than a program
/// at work takes for its next block, for each pause costs a look at the last lines.
const PAUSE: Duration = Duration::from_millis(100);

pub(super) struct Pausing {
    file: File,
    told: bool,
}

impl Pausing {
    pub(super) fn new(file: File) -> Self {
        // At the start there is nothing to report.
        Pausing { file, told: true }
    }

    fn waits(&self) -> bool {
        let Ok(limit) = Timespec::try_from(PAUSE) else { return false };
        let mut fds = [PollFd::new(&self.file, PollFlags::IN)];
        // Whatever is wrong, reading will tell.
        matches!(poll(&mut fds, Some(&limit)), Ok(0))
    }
}

impl Read for Pausing {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if !self.told && self.waits() {
            self.told = true;
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let n = self.file.read(buf)?;
        self.told = false;
        Ok(n)
    }
}
