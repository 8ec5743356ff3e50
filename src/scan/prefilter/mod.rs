//! The prefilter: where in the bytes a literal of some rule stands.
//!
//! It never misses an occurrence and never reports one that is not there; what an occurrence means
//! is not its business.

mod reference;

pub(crate) use reference::Reference as Prefilter;

/// One occurrence of a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    /// The offset of the literal's first byte.
    pub(crate) at: u32,
    /// The literal's place in the list that the prefilter was made from.
    pub(crate) literal: u16,
}
