//! Which columns are sought: those of secrets, by their names and those of their tables, or one that somebody
//! has found.
//!
//! It reads no value.

use std::ops::Range;

use super::text;
use crate::scan::detect::records::names::{self, Told};

/// What is asked of a column.
pub(crate) enum Sought {
    /// Whether it holds secrets.
    Secrets,
    /// Whether it is the one at this place of the statement.
    At(usize),
}

impl Sought {
    /// Whether one column is sought, whose name stands at a place.
    pub(super) fn is(&self, sql: &[u8], table: &[u8], name: Range<usize>) -> Option<Told> {
        match self {
            Sought::Secrets => names::holds_secret(table, &sql[name]),
            Sought::At(at) => name.contains(at).then_some(Told::default()),
        }
    }

    /// The columns of a list that are sought, by their number.
    pub(super) fn of_list(
        &self,
        sql: &[u8],
        table: &[u8],
        columns: &[Range<usize>],
    ) -> Vec<(usize, Told)> {
        let all = columns.iter().enumerate();
        let mut sought: Vec<(usize, Told)> =
            all.filter_map(|(nth, name)| Some((nth, self.is(sql, table, name.clone())?))).collect();
        // In a table of keys and their values a key is a name.
        let is = |nth: usize, word: &[u8]| text::last_word(&sql[columns[nth].clone()]) == word;
        if (0..columns.len()).any(|nth| is(nth, b"value")) && matches!(self, Sought::Secrets) {
            sought.retain(|(nth, _)| !is(*nth, b"key"));
        }
        sought
    }

    pub(super) fn is_secrets(&self) -> bool {
        matches!(self, Sought::Secrets)
    }
}
