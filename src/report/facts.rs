//! Facts as reports show them: an object of texts, or `name=value` for people.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::fact::Fact;

/// The facts of one finding.
pub(crate) struct View<'a>(pub(crate) &'a [Fact]);

impl View<'_> {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|fact| (fact.name.name(), fact.value.to_string())))
    }
}

impl fmt::Display for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, fact) in self.0.iter().enumerate() {
            let before = if nth == 0 { "" } else { ", " };
            write!(f, "{before}{}={}", fact.name, fact.value)?;
        }
        Ok(())
    }
}
