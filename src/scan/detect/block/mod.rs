//! Private keys over several lines, or in one line with the line ends escaped.
//!
//! It finds where a block starts and ends and whether there is a key in it; it decodes nothing.

mod body;
mod jwk;
mod pem;
mod putty;

use super::accept::Accept;
use super::{Detector, Found, Memory, Rank, Window};
use crate::finding::{Layers, Severity};
use crate::rules::Rule;

/// Reads key blocks.
pub(crate) struct Block {
    accept: Accept,
}

/// A block that holds a key.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Key {
    pub(crate) span: std::ops::Range<usize>,
    /// A passphrase protects it.
    pub(crate) encrypted: bool,
}

impl Block {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        Block { accept: Accept::new(index, rule, Rank::Block) }
    }
}

impl Detector for Block {
    /// A key may be longer than what is undone of a text.
    fn unwraps(&self) -> bool {
        true
    }

    fn detect(&self, window: &Window<'_>, _memory: &mut Memory, found: &mut Found) {
        let literal = &window.bytes[window.literal()];
        let key = match literal.first() {
            Some(b'-') => pem::key(window.bytes, window.at),
            Some(b'p' | b'P') => putty::key(window.bytes, window.at),
            _ => jwk::key(window.bytes, window.at),
        };
        match key {
            Some(key) => {
                let severity = key.encrypted.then_some(Severity::Medium);
                self.accept.push(key.span, Layers::NONE, severity, found);
            }
            None => {
                self.accept.refuse(window.literal(), "there is no private key in the block", found);
            }
        }
    }
}
