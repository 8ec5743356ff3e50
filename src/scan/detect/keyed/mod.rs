//! Values under a telling key.
//!
//! x
use super::{Detector, Found, Memory, Window};
use crate::rules::Rule;

pub(crate) struct Keyed;

impl Keyed {
    pub(crate) fn new(_rules: &[(u16, &Rule)]) -> Self {
        Keyed
    }
}

impl Detector for Keyed {
    fn detect(&self, _window: &Window<'_>, _memory: &mut Memory, _found: &mut Found) {}
}
