//! Inputs: which files there are, and opening them.
//!
//! It reads nothing of their content and knows nothing of findings but the names that they carry.

mod inodes;
#[cfg(unix)]
mod pausing;
mod walk;

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::PathBuf;

use crate::finding::{NotScanned, SourceName};
pub use walk::{Walk, WalkOptions};

/// What a walk comes to, in order.
#[derive(Debug)]
pub enum Entry {
    /// An input to scan.
    Source(Source),
    /// An input that cannot be scanned.
    NotScanned(NotScanned),
    /// A directory of version control, left out on purpose.
    LeftOut(SourceName),
}

/// An input that can be opened.
#[derive(Debug)]
pub struct Source {
    name: SourceName,
    from: From,
}

#[derive(Debug)]
enum From {
    Stdin,
    File {
        path: PathBuf,
        size: u64,
    },
    /// A fifo or a device, which may pause.
    Stream {
        path: PathBuf,
    },
}

/// From this size on a file is worth a word to the system about how it will be read.
const ADVISED: u64 = 1 << 20;

impl Source {
    /// Standard input.
    pub fn stdin() -> Self {
        Source { name: SourceName::new(SourceName::STDIN), from: From::Stdin }
    }

    fn file(path: PathBuf, name: SourceName, metadata: &Metadata) -> Self {
        let from = match metadata.is_file() {
            true => From::File { path, size: metadata.len() },
            false => From::Stream { path },
        };
        Source { name, from }
    }

    /// Its name in reports.
    pub fn name(&self) -> &SourceName {
        &self.name
    }

    /// The size that a regular file had when it was found.
    pub(crate) fn size(&self) -> Option<u64> {
        match &self.from {
            From::Stdin | From::Stream { .. } => None,
            From::File { size, .. } => Some(*size),
        }
    }

    /// A reader; of what is no regular file it gives [`io::ErrorKind::WouldBlock`] once for each
    /// pause, where the system can tell.
    #[expect(clippy::disallowed_methods, reason = "this is where inputs are opened")]
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        match &self.from {
            // Not through `io::stdin`, whose buffer hides from the system what waits there.
            #[cfg(unix)]
            From::Stdin => {
                let stdin = std::os::fd::AsFd::as_fd(&io::stdin()).try_clone_to_owned()?;
                Ok(Box::new(pausing::Pausing::new(stdin.into())))
            }
            #[cfg(not(unix))]
            From::Stdin => Ok(Box::new(io::stdin())),
            #[cfg(unix)]
            From::Stream { path } => Ok(Box::new(pausing::Pausing::new(File::open(path)?))),
            #[cfg(not(unix))]
            From::Stream { path } => Ok(Box::new(File::open(path)?)),
            From::File { path, size } => {
                let file = File::open(path)?;
                // Files are read once, from start to end; a refusal of the advice costs nothing.
                #[cfg(unix)]
                if *size >= ADVISED {
                    let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::Sequential);
                }
                Ok(Box::new(file))
            }
        }
    }
}

/// An I/O error in words, without the number of the operating system's error.
pub(crate) fn reason(error: &io::Error) -> String {
    // The walker wraps the system's error in one that repeats the path.
    let inner = error.get_ref().and_then(|wrapper| wrapper.source());
    if let Some(inner) = inner.and_then(|source| source.downcast_ref::<io::Error>()) {
        return reason(inner);
    }
    let text = error.to_string();
    let short = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = short.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "unknown error".to_owned(),
    }
}
