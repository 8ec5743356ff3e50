//! Several reports from one scan.
//!
//! It formats nothing.

use std::io;

use super::Sink;
use crate::finding::{Finding, SourceName, Summary};

/// A sink that hands everything to several sinks.
///
/// One that fails is set aside and the others go on, so that a closed pipe does not cost the report
/// that goes to a file. [`Sink::finish`] returns the first error; the scan stops early only when no
/// sink is left.
#[derive(Default)]
pub struct Tee {
    sinks: Vec<Box<dyn Sink + Send>>,
    failed: Option<io::Error>,
}

impl Tee {
    /// Adds a sink.
    pub fn push(&mut self, sink: Box<dyn Sink + Send>) {
        self.sinks.push(sink);
    }

    fn each(
        &mut self,
        mut give: impl FnMut(&mut (dyn Sink + Send)) -> io::Result<()>,
    ) -> io::Result<()> {
        let failed = &mut self.failed;
        self.sinks.retain_mut(|sink| match give(sink.as_mut()) {
            Ok(()) => true,
            Err(error) => {
                failed.get_or_insert(error);
                false
            }
        });
        match self.failed.take_if(|_| self.sinks.is_empty()) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

impl Sink for Tee {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        self.each(|sink| sink.finding(at, finding))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.each(|sink| sink.flush())
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.each(|sink| sink.finish(summary))?;
        self.failed.take().map_or(Ok(()), Err)
    }
}

impl std::fmt::Debug for Tee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tee").field("sinks", &self.sinks.len()).finish()
    }
}
