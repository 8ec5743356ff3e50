//! Whose credential it is: the provider's name in the key gives a finding the provider's own rule.
//!
//! It finds nothing. It is asked only about a value that is certain, and changes its rule alone; under a
//! bare `key` its caller goes by whether there is a name.

use std::borrow::Cow;
use std::collections::HashMap;

use super::key::{self, Words};
use super::phrases::Phrases;
use super::words::QUALIFIERS;
use crate::finding::Category;
use crate::rules::{Rule, Texts};

/// Words that may stand between a name and what follows it: `DATADOG_PROD_EU_API_KEY`.
const WORDS_BETWEEN: usize = 3;
/// From this length on a name is told at the end of a longer word: `mydatadog_api_key`.
const TELLING: usize = 6;
/// A region, an environment or a version takes no more letters.
const SHORT: usize = 3;
/// Words that stand glued between a name and what follows it: `datadogapikey`.
const GLUED: [&[u8]; 4] = [b"api", b"access", b"auth", b"app"];

/// What a key's name must be like to name a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Naming {
    /// The key is a secret's, whoever's.
    Key,
    /// The same, in a sentence: names that count only at the start of a key are left out.
    Sentence,
    /// The name is what makes it a secret's key: it must stand close, and be no common word.
    Whose,
}

/// What there is to make [`Kinds`] of; most scans never need to.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    rule: u16,
    category: Category,
    names: Texts,
    keys: Texts,
}

impl Source {
    /// What a `context` rule names.
    pub(crate) fn new(index: u16, rule: &Rule) -> Self {
        let (names, keys) = (rule.names.clone(), rule.keys.clone());
        Source { rule: index, category: rule.category, names, keys }
    }

    /// Those whose bare `key` a `keyed` rule takes for its own.
    pub(crate) fn of_names(index: u16, rule: &Rule) -> Self {
        Source { keys: vec!["key".into()].into(), ..Source::new(index, rule) }
    }
}

/// The names of providers, and what each issues.
pub(crate) struct Kinds {
    /// By the name, its place in `issued`.
    names: Phrases<u16>,
    /// What may follow a name, each with a number of its own.
    tails: Phrases<u16>,
    issued: Vec<Vec<Issued>>,
}

/// One kind under one name.
struct Issued {
    rule: u16,
    category: Category,
    tail: u16,
    /// Counts only where the name starts the key.
    anchored: bool,
}

impl Kinds {
    pub(crate) fn new(sources: &[Source]) -> Self {
        let mut tails = HashMap::new();
        let mut names = HashMap::new();
        let mut issued: Vec<Vec<Issued>> = Vec::new();
        for Source { rule, category, names: own, keys } in sources {
            for name in own.iter() {
                let anchored = name.starts_with('^');
                let name = names.entry(joined(name.trim_start_matches('^'))).or_insert_with(|| {
                    issued.push(Vec::new());
                    issued.len() - 1
                });
                issued[*name].extend(keys.iter().map(|key| {
                    let next = tails.len() as u16;
                    let tail = *tails.entry(joined(key)).or_insert(next);
                    Issued { rule: *rule, category: *category, tail, anchored }
                }));
            }
        }
        let names = names.into_iter().map(|(name, place)| (name.into_owned(), place as u16));
        let tails = tails.into_iter().map(|(tail, number)| (tail.into_owned(), number));
        Kinds { names: Phrases::new(names), tails: Phrases::new(tails), issued }
    }

    /// The rule for a value of this category under this key.
    pub(crate) fn rule(&self, key: &[u8], category: Category, naming: Naming) -> Option<u16> {
        let words = Words::split(key);
        let constant = key::is_constant(key);
        let anchored = match naming {
            Naming::Key => true,
            Naming::Sentence => false,
            Naming::Whose => constant,
        };
        for end in (1..=words.count).rev() {
            let text = words.up_to(end);
            let named = self.tails.ending(text).filter_map(|(length, tail)| {
                let head = text.len() - length;
                let counts = |issued: &Issued, start: usize| {
                    issued.tail == tail
                        && issued.category == category
                        && (!issued.anchored || start == 0 && anchored)
                };
                self.named_before(&words, head, naming, counts)
            });
            // The longest tail says most.
            if let Some(rule) = named.last() {
                return Some(rule);
            }
            if !key::is_plain(words.get(end - 1)) {
                break;
            }
        }
        let after = constant && naming != Naming::Whose;
        after.then(|| self.named_after(&words, category)).flatten()
    }

    /// `DATADOG_API_KEY`, `ddApiKey`: the nearest name before the tail, and there the longest.
    fn named_before(
        &self,
        words: &Words,
        head: usize,
        naming: Naming,
        counts: impl Fn(&Issued, usize) -> bool,
    ) -> Option<u16> {
        let text = &words.up_to(words.count)[..head];
        let glued = GLUED.iter().find_map(|word| text.strip_suffix(*word)).map(<[u8]>::len);
        let boundaries = words.boundaries().rev().filter(move |at| *at < head);
        let near = boundaries.take(WORDS_BETWEEN).scan(head, move |behind, at| {
            let word = &text[at..std::mem::replace(behind, at)];
            (naming != Naming::Whose || stands_between(word)).then_some(at)
        });
        let ends = std::iter::once(head).chain(glued).chain(near);
        let named = |end: usize, whole: bool| {
            let names = self.names.ending(&text[..end]);
            let kinds = names.filter_map(|(length, name)| {
                let start = end - length;
                let starts_word = words.starts_at(start);
                self.issued[usize::from(name)].iter().find(|issued| {
                    counts(issued, start)
                        && (issued.anchored || starts_word || !whole && length >= TELLING)
                })
            });
            kinds.last().map(|kind| kind.rule)
        };
        // `cohere_api_key` ends with `here api key` too.
        [true, false].into_iter().find_map(|whole| ends.clone().find_map(|end| named(end, whole)))
    }

    /// `API_KEY_DATADOG`: the name alone behind the tail.
    fn named_after(&self, words: &Words, category: Category) -> Option<u16> {
        let text = words.up_to(words.count);
        let named = self.names.ending(text).filter_map(|(length, name)| {
            let start = text.len() - length;
            let start = words.boundaries().find(|at| *at == start && start > 0)?;
            let tails = self.tails.ending(&text[..start]);
            let issued = self.issued[usize::from(name)].iter();
            let unanchored = issued.filter(|kind| kind.category == category && !kind.anchored);
            let kinds =
                tails.filter_map(|(_, tail)| unanchored.clone().find(|kind| kind.tail == tail));
            kinds.last().map(|kind| kind.rule)
        });
        named.last()
    }
}

/// Whether a word between a name and `key` leaves the key the provider's: `MAILGUN_PROD_EU_KEY`.
fn stands_between(word: &[u8]) -> bool {
    word.len() <= SHORT || key::is_plain(word) || QUALIFIERS.has(word)
}

/// Words as one, as keys are looked up.
fn joined(text: &str) -> Cow<'_, [u8]> {
    match text.contains(' ') {
        true => Cow::Owned(text.bytes().filter(|b| *b != b' ').collect()),
        false => Cow::Borrowed(text.as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleSet;

    const RULES: &str = r#"
        severity = "low"
        risk = "r"
        remedy = "m"
        [kind]
        acme-api-key = { summary = "Acme API key", names = ["acme", "acme cloud"] }
        acme-app-key = { summary = "Acme app key", names = ["acme"], keys = ["app key"] }
        acme-secret = { summary = "Acme secret", names = ["acme"], keys = ["secret", "secret key"] }
        box-token = { summary = "Box token", names = ["^box"] }
        boxing-token = { summary = "Boxing token", names = ["boxing"] }
        box-password = { summary = "Box password", names = ["^box"], keys = ["password"], category = "password" }
    "#;

    #[test]
    fn keys_name_their_provider() {
        let rules = RuleSet::from_toml(RULES, "toys.toml").unwrap();
        let sources: Vec<Source> =
            (0u16..).zip(rules.iter()).map(|(index, rule)| Source::new(index, rule)).collect();
        let kinds = Kinds::new(&sources);
        let named = |key: &str, category| {
            kinds
                .rule(key.as_bytes(), category, Naming::Key)
                .map(|index| rules.at(index).id.as_ref())
        };
        for (key, id) in [
            ("ACME_API_KEY", Some("acme-api-key")),
            ("acme.key", Some("acme-api-key")),
            ("x-acme-api-key", Some("acme-api-key")),
            ("acmeApiKey", Some("acme-api-key")),
            ("acmeapikey", Some("acme-api-key")),
            ("AcmeCloudToken", Some("acme-api-key")),
            ("MYAPP_ACME_PROD_EU_API_KEY", Some("acme-api-key")),
            ("ACME_API_KEY_2", Some("acme-api-key")),
            ("API_KEY_ACME", Some("acme-api-key")),
            ("ACME_APP_KEY", Some("acme-app-key")),
            ("ACME_SECRET_KEY", Some("acme-secret")),
            ("acme_client_secret", Some("acme-secret")),
            ("boxing_token", Some("boxing-token")),
            ("box_token", Some("box-token")),
            ("check_box_token", None),
            ("inbox_token", None),
            ("macme_key", None),
            ("acme", None),
            ("acme_password", None),
            ("", None),
        ] {
            assert_eq!(named(key, Category::Token), id, "{key}");
        }
        let whose =
            |key: &str| kinds.rule(key.as_bytes(), Category::Token, Naming::Whose).is_some();
        for key in ["acme_key", "MY_ACME_IO_KEY", "acme prod key", "acmeCloudKey2", "BOX_KEY"] {
            assert!(whose(key), "{key}");
        }
        for key in ["acme_window_key", "KEY_ACME", "box_key", "CHECK_BOX_KEY", "window_key", "key"]
        {
            assert!(!whose(key), "{key}");
        }
        assert_eq!(named("box_password", Category::Password), Some("box-password"));
        assert_eq!(named("box_password", Category::Token), None);
        assert_eq!(kinds.rule(b"box token", Category::Token, Naming::Sentence), None);
        assert!(kinds.rule(b"acme token", Category::Token, Naming::Sentence).is_some());
    }
}
