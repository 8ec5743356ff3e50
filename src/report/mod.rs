//! Reports: every output format is a `Sink` that findings are pushed into.
//!
//! A report shows no secret unless it was asked to. It finds nothing, opens nothing and decides
//! nothing.

mod escape;
mod facts;
mod json;
mod jsonl;
mod sarif;
mod sites;
mod summary;
mod tee;
mod text;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use crate::finding::{Finding, SourceName, Summary};
use crate::rules::RuleSet;
pub use tee::Tee;

/// Where findings go.
pub trait Sink {
    /// Takes one finding. They come in path order, and in each path in the order of their start.
    ///
    /// # Errors
    /// The output cannot be written.
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()>;

    /// Hands on what a streaming format holds back, for a caller whose input pauses. Formats that
    /// group hold everything until [`Sink::finish`], and do nothing here.
    ///
    /// # Errors
    /// The output cannot be written.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Takes the summary and writes what is left to write.
    ///
    /// # Errors
    /// The output cannot be written.
    fn finish(&mut self, summary: &Summary) -> io::Result<()>;
}

impl<S: Sink + ?Sized> Sink for &mut S {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        (**self).finding(at, finding)
    }

    fn flush(&mut self) -> io::Result<()> {
        (**self).flush()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        (**self).finish(summary)
    }
}

impl<S: Sink + ?Sized> Sink for Box<S> {
    fn finding(&mut self, at: &SourceName, finding: &Finding<'_>) -> io::Result<()> {
        (**self).finding(at, finding)
    }

    fn flush(&mut self) -> io::Result<()> {
        (**self).flush()
    }

    fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        (**self).finish(summary)
    }
}

/// The output formats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people: leak sites by file, and what to do.
    #[default]
    Text,
    /// One JSON document of leak sites.
    Json,
    /// One JSON object a line, each occurrence as it is found.
    Jsonl,
    /// SARIF 2.1.0, for code scanning services and editors.
    Sarif,
}

impl Format {
    /// Every format, in the order in which help lists them.
    pub const ALL: &'static [Format] = &[Format::Text, Format::Json, Format::Jsonl, Format::Sarif];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Json => "json",
            Format::Jsonl => "jsonl",
            Format::Sarif => "sarif",
        }
    }

    /// Makes the sink that writes this format. The sinks buffer what they write.
    pub fn sink<'w>(
        self,
        writer: impl Write + Send + 'w,
        rules: &RuleSet,
        style: Style,
    ) -> Box<dyn Sink + Send + 'w> {
        match self {
            Format::Text => Box::new(text::Text::new(writer, rules, style)),
            Format::Json => Box::new(json::Json::new(writer, rules, style)),
            Format::Jsonl => Box::new(jsonl::Jsonl::new(writer, style)),
            Format::Sarif => Box::new(sarif::Sarif::new(writer, rules)),
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|format| format.name() == text).ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|format| format.name()).collect();
            format!("unknown format `{text}`: one of {}", known.join(", "))
        })
    }
}

/// How a report looks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    /// Colour codes for a terminal.
    pub colour: bool,
    /// Show the values themselves. SARIF never does: it is made to be uploaded.
    pub show_secrets: bool,
}
