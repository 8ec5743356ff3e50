//! The integration tests: one binary, one module for each promise.
//!
//! - `fixtures`: every folder of `fixtures/` is a case: arguments, input, exit status and reports.
//! - `cli`: what the tool does with flags, pipes and outputs; the exit statuses.
//! - `reading`: what is read: paths, links, permissions, files that change meanwhile.
//! - `commands`: the commands beside `scan`.
//! - `keys`: values under keys: styles of keys, shapes and values crossed.
//! - `laws`: what holds for any input: chunk sizes, read sizes, threads, spans, order.
//! - `secrecy`: no output shows a planted secret, in whatever coat.
//! - `boundaries`: a token is found beside whatever logs put next to it, and half of one is doubtful.
//! - `noise`: random text is nothing to be sure of.
//! - `rules`: the built-in rules: examples, references, and the catalogue of ids.
//! - `layering`: imports point down.
//! - `shapes`: the lines of `tests/shapes/*.txt`: exactly the marked values are found in them.
//! - `regression`: the mistakes that tools of this kind have made, one test each.
//! - `density`: very many findings close together, and none of them lost.
//! - `support`: running the tool, filling placeholders, scrubbing reports.
//!
//! They use the binary and the library's public interface, nothing else.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may read files and the environment, and its panic is its message"
)]

mod boundaries;
mod cli;
mod commands;
mod density;
mod fixtures;
mod keys;
mod laws;
mod layering;
mod noise;
mod reading;
mod regression;
mod rules;
mod secrecy;
mod shapes;
mod support;
