//! Block.
//!
//! x
use super::{Detector, Found, Memory, Window};

pub(crate) struct Block;

impl Block {
    pub(crate) fn new(_rule: u16) -> Self {
        Block
    }
}

impl Detector for Block {
    fn detect(&self, _window: &Window<'_>, _memory: &mut Memory, _found: &mut Found) {}
}
