//! The pattern of a rule: compiled when it is first needed, shared by threads, tried at one place.
//!
//! Before it comes what its first bytes tell; most places go no further, and most rules never
//! compile in a scan.

use std::ops::{Range, RangeInclusive};
use std::sync::OnceLock;

use regex_automata::meta::{self, Regex};
use regex_automata::util::primitives::NonMaxUsize;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};

use super::Memory;
use super::prefix::Prefix;
use crate::rules::{GROUPS, PATTERN_SIZE, Text};

/// The most memory that the table of a pattern may take, and the states that a thread makes of it
/// while it searches, in bytes: many patterns may wake in one scan.
const TABLE: usize = 256 << 10;
const STATES: usize = 512 << 10;

/// A rule's pattern.
pub(crate) struct Pattern {
    source: Text,
    prefix: OnceLock<Prefix>,
    compiled: OnceLock<Option<Regex>>,
}

/// What a thread keeps of a pattern: the state of its searches, so that it is never shared.
pub(crate) struct State {
    cache: meta::Cache,
    slots: [Option<NonMaxUsize>; 2 + 2 * GROUPS],
}

/// What a pattern matched.
pub(crate) struct Matched {
    pub(crate) whole: Range<usize>,
    /// The spans of the groups, empty where one took no part; none in a pattern without groups.
    groups: Option<[Range<usize>; GROUPS]>,
}

impl Pattern {
    pub(crate) fn new(source: &Text) -> Self {
        Pattern { source: source.clone(), prefix: OnceLock::new(), compiled: OnceLock::new() }
    }

    /// Whether a match may start with `text`: a necessary condition, and a cheap one.
    #[inline]
    pub(crate) fn may_start(&self, text: &[u8]) -> bool {
        self.prefix.get_or_init(|| Prefix::of(&self.source)).fits(text)
    }

    /// The places of a range, in order, where a match may start by its first byte.
    #[inline]
    pub(crate) fn starts<'p>(
        &'p self,
        text: &'p [u8],
        range: RangeInclusive<usize>,
    ) -> impl Iterator<Item = usize> + 'p {
        let prefix = self.prefix.get_or_init(|| Prefix::of(&self.source));
        let (from, to) = (*range.start(), text.len().min(range.end() + 1));
        let few = prefix.few.map(|[a, b, c]| memchr::memchr3_iter(a, b, c, &text[from..to]));
        let any = few.is_none().then(|| range.filter(|&at| prefix.may_begin(text.get(at))));
        let few = few.into_iter().flatten().map(move |n| from + n);
        few.chain(any.into_iter().flatten())
    }

    /// Whether a match may start with `text` and more.
    pub(crate) fn may_go_on(&self, text: &[u8]) -> bool {
        self.prefix.get_or_init(|| Prefix::of(&self.source)).may_go_on(text)
    }

    /// The length of the shortest match, where the value is the whole of it.
    pub(crate) fn shortest(&self) -> Option<usize> {
        self.prefix.get_or_init(|| Prefix::of(&self.source)).shortest
    }

    /// The match that starts at `at` in `text`.
    pub(crate) fn at(&self, text: &[u8], at: usize, memory: &mut Memory) -> Option<Matched> {
        if !self.may_start(&text[at..]) {
            return None;
        }
        // The check of the rule set has compiled it before, so it compiles.
        let regex = self.compiled.get_or_init(|| compile(&self.source)).as_ref()?;
        let State { cache, slots } = memory
            .pattern
            .get_or_insert_with(|| State { cache: regex.create_cache(), slots: [None; _] });
        let input = Input::new(text).range(at..).anchored(Anchored::Yes);
        let count = regex.captures_len();
        let slots = &mut slots[..2 * count];
        regex.search_slots_with(cache, &input, slots)?;
        let span =
            |nth: usize| Some(slots.get(2 * nth).copied()??.get()..slots[2 * nth + 1]?.get());
        let groups = (count > 1).then(|| std::array::from_fn(|nth| span(nth + 1).unwrap_or(0..0)));
        Some(Matched { whole: span(0)?, groups })
    }
}

impl Matched {
    /// The values, none of them empty: those of the groups in a pattern that has any, else the whole.
    pub(crate) fn values(self) -> impl Iterator<Item = Range<usize>> {
        let whole = self.groups.is_none().then_some(self.whole);
        let all = whole.into_iter().chain(self.groups.into_iter().flatten());
        all.filter(|value| !value.is_empty())
    }

    /// The value of a pattern that gives one.
    pub(crate) fn value(self) -> Option<Range<usize>> {
        self.values().next()
    }
}

fn compile(source: &str) -> Option<Regex> {
    // It is only ever tried at one place: what finds places faster would be made in vain.
    let config = meta::Config::new()
        .auto_prefilter(false)
        .dfa(false)
        .nfa_size_limit(Some(PATTERN_SIZE))
        .hybrid_cache_capacity(STATES)
        .onepass_size_limit(Some(TABLE))
        .utf8_empty(false);
    let syntax = syntax::Config::new().unicode(false).utf8(false);
    Regex::builder().configure(config).syntax(syntax).build(source).ok()
}
