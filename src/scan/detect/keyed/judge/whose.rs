//! Whose the secret is, by the names in its key and around it. Under a bare `key` that decides whether it is one.

use std::ops::Range;

use crate::finding::Category;
use crate::scan::detect::keyed::key::{self, Key, Meaning};
use crate::scan::detect::keyed::kinds::{Kinds, Naming};
use crate::scan::detect::keyed::{Keyed, in_query, section};
use crate::scan::detect::value::{self, Kind};

impl Keyed {
    /// The provider's own rule, where the key names it: `DATADOG_API_KEY`, `Datadog API key`.
    pub(super) fn provider(&self, bytes: &[u8], key: &Key, meaning: Meaning) -> Option<u16> {
        let category = match meaning.kind {
            Kind::Token => Category::Token,
            Kind::Password => Category::Password,
            Kind::Session | Kind::Otp => return None,
        };
        let kinds = self.kinds.get_or_init(|| Kinds::new(&self.sources));
        let naming = if meaning.whose { Naming::Whose } else { Naming::Key };
        let rule = kinds.rule(&bytes[key.span.clone()], category, naming);
        // In a sentence a word like `box` is no name.
        let longer = std::iter::successors(Some(key.clone()), |k| key::with_word_before(bytes, k));
        let mut longer = longer.skip(1).take(key::WORDS_BEFORE);
        let naming = if meaning.whose { Naming::Whose } else { Naming::Sentence };
        let rule =
            rule.or_else(|| longer.find_map(|k| kinds.rule(&bytes[k.span], category, naming)));
        rule.or_else(|| {
            let name = meaning.whose.then(|| section::of(bytes, key.span.start))??;
            let key = [name, b" ", &bytes[key.span.clone()]].concat();
            kinds.rule(&key, category, Naming::Whose)
        })
    }
}

/// From this length on what was drawn by a machine is a secret, whoever issued it: it names nothing.
const LONG: usize = 32;

/// Whether a value under a bare `key` is a secret although nobody who issues any is named: a machine made it,
/// and the key is a constant's, stands in a query, or where access is guarded.
pub(super) fn is_nobodys_secret(bytes: &[u8], key: &Key, value: &Range<usize>) -> bool {
    let text = &bytes[value.clone()];
    let mixed = text.iter().any(u8::is_ascii_uppercase) && text.iter().any(u8::is_ascii_lowercase);
    let queried = || {
        in_query(bytes, key)
            && text.len() >= LONG
            && (mixed || section::is_interface(bytes, key.span.start))
    };
    let guarded = || text.len() >= LONG && section::is_guarded(bytes, key.span.start);
    let stands = || key::is_constant(&bytes[key.span.clone()]) || queried() || guarded();
    stands() && value::is_generated(text) || value::is_key_of_512_bits(text)
}
