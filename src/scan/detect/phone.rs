//! Phone numbers.
//!
//! x
use super::{Detector, Found, Memory, Window};
use crate::error::Error;

pub(crate) struct Phone;

impl Phone {
    pub(crate) fn new(_rule: u16, _regions: &[String]) -> Result<Self, Error> {
        Ok(Phone)
    }
}

impl Detector for Phone {
    fn detect(&self, _window: &Window<'_>, _memory: &mut Memory, _found: &mut Found) {}
}
