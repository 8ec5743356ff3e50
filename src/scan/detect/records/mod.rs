//! Values that belong to a name by their position: SQL columns and bound parameters, the columns of
//! a table, the steps of a login exchange, the cookies of a header.
//!
//! It looks forward from where the names stand, and only as far as its window goes.

mod aligned;
mod codes;
mod columns;
mod cookie_objects;
pub(crate) mod cookies;
mod exchange;
mod names;
pub(super) mod sql;
mod table;

use super::accept::Accept;
use super::{Detector, Found, Memory, Rank, Window};
use crate::finding::Category;
use crate::rules::Rule;

/// One rule's detector; the rule's id says which kind of record it reads.
pub(crate) struct Records {
    accept: Accept,
    read: fn(&Window<'_>, &Accept, &mut Vec<u8>, &mut Found),
}

impl Records {
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        let read = match rule.category {
            _ if rule.id.starts_with("sql-") => sql::read,
            _ if rule.id.starts_with("sasl-") => exchange::read,
            _ if rule.id.starts_with("basic-") => exchange::basic,
            _ if rule.id.starts_with("ldif-") => exchange::ldif,
            Category::Otp => codes::read,
            Category::Session => cookies::read,
            _ if rule.id.starts_with("table-") => table::read,
            _ => columns::read,
        };
        // A cookie whose name is known for a login is a finding of that name's rule.
        let cookies = rule.category == Category::Session;
        let rank = if cookies { Rank::Text } else { Rank::Statement };
        Records { accept: Accept::new(index, rule, rank), read }
    }
}

impl Detector for Records {
    fn spans_lines(&self) -> bool {
        true
    }

    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        (self.read)(window, &self.accept, &mut memory.text, found);
    }
}
