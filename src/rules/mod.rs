//! Rules: the built-in set and a user's own, with their metadata.
//!
//! It reads no file (a caller hands the text in) and matches nothing.

pub(crate) mod call;
mod check;
mod load;
mod placeholder;
mod profile;
mod samples;
pub(crate) mod schema;
pub(crate) mod tool;

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use crate::error::Error;
use crate::finding::Category;
pub(crate) use check::{GROUPS, PATTERN_SIZE, ignored};
#[cfg(feature = "import")]
pub(crate) use check::{LEAD_MAX, compile};
pub(crate) use placeholder::{fill, unmarked};
pub use profile::{Profile, on_by_default};
pub use schema::{DetectorKind, Examples, Rule, Text, Texts, ValueForm};

/// An ordered set of rules with unique ids.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<Entry>,
    /// Rules that are there for others' sake: what they find is not reported.
    silent: Vec<Text>,
}

/// A rule of either kind; a rule is large, and sets of them are made and copied at every start.
#[derive(Clone, Debug)]
enum Entry {
    Builtin(&'static Rule),
    Own(Arc<Rule>),
}

impl Deref for Entry {
    type Target = Rule;

    fn deref(&self) -> &Rule {
        match self {
            Entry::Builtin(rule) => rule,
            Entry::Own(rule) => rule,
        }
    }
}

impl RuleSet {
    /// The rules that ship with the tool.
    ///
    /// # Errors
    /// None in a released build: the tests load every built-in rule.
    pub fn builtin() -> Result<Self, Error> {
        let rules = load::BUILTIN.iter().map(|(_, rule)| Entry::Builtin(rule)).collect();
        Ok(RuleSet { rules, silent: Vec::new() })
    }

    /// Rules from TOML text; `origin` names it in errors.
    ///
    /// # Errors
    /// The text is not TOML, a key is unknown, or a rule contradicts itself. The message names
    /// `origin`, the rule and the key.
    pub fn from_toml(text: &str, origin: &str) -> Result<Self, Error> {
        let rules = load::parse(text, origin)?;
        for (at, rule) in rules.iter().enumerate() {
            check::rule(rule, origin)?;
            if rules[..at].iter().any(|earlier| earlier.id == rule.id) {
                return Err(Error::rule(origin, Some(&rule.id), "its id is taken twice"));
            }
        }
        let rules = rules.into_iter().map(|rule| Entry::Own(Arc::new(rule))).collect();
        Ok(RuleSet { rules, silent: Vec::new() })
    }

    /// Both sets; a rule of `other` replaces one of the same id.
    #[must_use]
    pub fn with(mut self, other: RuleSet) -> Self {
        for rule in other.rules {
            match self.rules.iter_mut().find(|own| own.id == rule.id) {
                Some(own) => *own = rule,
                None => self.rules.push(rule),
            }
        }
        self
    }

    /// The rules that `keep` says yes to. A `context` rule names what `keyed` rules find, so those of
    /// its category stay with it, silently.
    #[must_use]
    pub fn filter(mut self, keep: impl Fn(&Rule) -> bool) -> Self {
        let named: BTreeSet<Category> = (self.rules.iter())
            .filter(|rule| rule.detector == DetectorKind::Context && keep(rule))
            .map(|rule| rule.category)
            .collect();
        let silent = &mut self.silent;
        self.rules.retain(|rule| {
            let kept = keep(rule);
            let needed = rule.detector == DetectorKind::Keyed && named.contains(&rule.category);
            if needed && !kept {
                silent.push(rule.id.clone());
            }
            kept || needed
        });
        self
    }

    /// All but these rules. A `context` rule goes on naming its values, silently: without it they
    /// would be reported under a general name.
    #[must_use]
    pub fn without(mut self, ids: &[impl AsRef<str>]) -> Self {
        let silent = &mut self.silent;
        self.rules.retain(|rule| {
            let gone = ids.iter().any(|id| id.as_ref() == rule.id);
            let context = rule.detector == DetectorKind::Context;
            if gone && context {
                silent.push(rule.id.clone());
            }
            !gone || context
        });
        self
    }

    /// Whether a rule's findings are reported, for each rule in order.
    pub(crate) fn reported(&self) -> impl Iterator<Item = bool> {
        self.iter().map(|rule| !self.silent.contains(&rule.id))
    }

    /// The rules in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.rules.iter().map(|entry| &**entry)
    }

    /// The rule with this id.
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.iter().find(|rule| rule.id == id)
    }

    pub(crate) fn at(&self, index: u16) -> &Rule {
        &self.rules[usize::from(index)]
    }
}

impl Rule {
    /// Whether its findings are reported unless asked otherwise: by its own word, or its category's.
    pub fn on_by_default(&self) -> bool {
        self.on.unwrap_or_else(|| on_by_default(self.category))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = r#"
        [[rule]]
        id = "acme-token"
        summary = "Acme token"
        severity = "high"
        keywords = ["acme_"]
        regex = 'acme_[a-z]{8}'
        risk = "r"
        remedy = "m"
        examples.hit = ["x «acme_{lower:8}»"]
        examples.miss = ["acme_"]
    "#;

    #[test]
    fn every_builtin_rule_passes_the_check_and_has_an_id_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for (origin, rule) in load::BUILTIN {
            check::rule(rule, origin).unwrap();
            assert!(seen.insert(&rule.id), "{origin}: rule `{}` is there twice", rule.id);
        }
        assert!(seen.len() >= 40, "only {} built-in rules", seen.len());
    }

    /// The rule as one for statements, with a form of its value.
    fn statement(value: &str) -> String {
        RULE.replace(
            "keywords",
            &format!("detector = \"statement\"\nvalue = \"{value}\"\nkeywords"),
        )
    }

    #[test]
    fn errors_name_file_rule_and_key() {
        let cases = [
            (RULE.replace("severity =", "severty ="), "severty"),
            (RULE.replace("acme_[a-z]{8}", "acme_[a-z"), "regex"),
            (RULE.replace("\"high\"", "\"hgih\""), "hgih"),
            (RULE.replace("[\"acme_\"]", "[]"), "keywords"),
            (RULE.replace("x «acme_{lower:8}»", "x acme_{lower:8}"), "examples.hit"),
            (RULE.replace("x «acme_{lower:8}»", "«a» »b«"), "examples.hit"),
            (RULE.replace("acme_[a-z]{8}", "(acme)_([a-z]{8})"), "2 groups where there is one"),
            (statement("word").replace("[a-z]{8}", "([a-z]{8})"), "comes after the match"),
            (statement("group").replace("[a-z]{8}", &"([a-z])".repeat(9)), "9 groups are over 8"),
        ];
        for (text, key) in cases {
            let error = RuleSet::from_toml(&text, "extra.toml").unwrap_err().to_string();
            assert!(error.contains("extra.toml") && error.contains(key), "{error}");
        }
        let groups = statement("group").replace("[a-z]{8}", &"([a-z])".repeat(8));
        assert!(RuleSet::from_toml(&groups, "extra.toml").is_ok());
        let error = RuleSet::from_toml(&RULE.repeat(2), "extra.toml").unwrap_err().to_string();
        assert!(error.contains("`acme-token`"), "{error}");
    }

    #[test]
    fn a_users_rule_replaces_a_rule_of_the_same_id() {
        let one = RuleSet::from_toml(RULE, "a").unwrap();
        let two = RuleSet::from_toml(&RULE.replace("Acme token", "Other"), "b").unwrap();
        let both = one.with(two);
        assert_eq!(both.iter().len(), 1);
        assert_eq!(both.get("acme-token").unwrap().summary, "Other");
    }

    #[test]
    fn a_name_keeps_what_it_names_and_says_nothing_when_it_goes() {
        let reported = |rules: RuleSet| {
            let reported: Vec<_> = rules.reported().collect();
            let shown = rules.iter().zip(&reported).filter(|(_, shown)| **shown);
            (shown.map(|(rule, _)| rule.id.to_string()).collect::<Vec<_>>(), reported.len())
        };
        let builtin = || RuleSet::builtin().unwrap();
        let (shown, all) = reported(builtin().filter(|rule| rule.id == "datadog-api-key"));
        assert_eq!(shown, ["datadog-api-key"]);
        assert!(all > 1, "nothing is left that finds it");
        let (shown, all) = reported(builtin().without(&["datadog-api-key"]));
        assert_eq!(shown.len() + 1, all);
        let (shown, all) = reported(builtin().without(&["password"]));
        assert_eq!((shown.len(), all), (builtin().iter().len() - 1, builtin().iter().len() - 1));
    }
}
