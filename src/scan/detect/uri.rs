//! Uri.
//!
//! x
use super::{Detector, Found, Memory, Window};

pub(crate) struct Uri;

impl Uri {
    pub(crate) fn new(_rule: u16) -> Self {
        Uri
    }
}

impl Detector for Uri {
    fn detect(&self, _window: &Window<'_>, _memory: &mut Memory, _found: &mut Found) {}
}
