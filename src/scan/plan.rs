//! Rules made ready: the literals to look for and the detectors that each one wakes.
//!
//! It is made once and never changes; what a thread needs beside it is in `Scratch`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::detect::{
    Detector, address, bank, block, call, card, command, encoded, field, keyed, national, phone,
    records, statement, token, uri, wallet,
};
use super::prefilter::Prefilter;
use crate::error::Error;
use crate::rules::{DetectorKind, Rule, RuleSet};

pub(crate) struct Plan {
    pub(crate) prefilter: Prefilter,
    pub(crate) literals: Vec<Literal>,
    pub(crate) detectors: Vec<Box<dyn Detector>>,
}

/// What an occurrence of a literal leads to.
pub(crate) struct Literal {
    pub(crate) len: usize,
    /// The detectors of formats, those that undo themselves what a text was written into, and all others;
    /// those of the others that read shapes of more lines than one.
    pub(crate) formats: Vec<u16>,
    pub(crate) unwrapping: Vec<u16>,
    pub(crate) others: Vec<u16>,
    pub(crate) spanning: Vec<u16>,
    /// No format has the literal within a word.
    pub(crate) begins: bool,
}

impl Plan {
    pub(crate) fn new(rules: &RuleSet, regions: &[String]) -> Result<Self, Error> {
        let Woken { detectors, formats, wanted } = Woken::new(rules, regions)?;
        let texts: Vec<&[u8]> = wanted.keys().map(Vec::as_slice).collect();
        let prefilter = Prefilter::new(&texts);
        let literals = wanted.iter().map(|(text, woken)| {
            let (formats, others) = woken.iter().partition(|woken| **woken < formats);
            let (formats, others): (Vec<u16>, Vec<u16>) = (formats, others);
            let unwraps = |nth: &u16| detectors[usize::from(*nth)].unwraps();
            let (unwrapping, others): (Vec<u16>, Vec<u16>) = others.into_iter().partition(unwraps);
            let spans = |nth: &u16| detectors[usize::from(*nth)].spans_lines();
            let spanning = others.iter().copied().filter(spans).collect();
            let begins = formats.iter().all(|&nth| detectors[usize::from(nth)].begins_words());
            Literal { len: text.len(), formats, unwrapping, others, spanning, begins }
        });
        let literals: Vec<Literal> = literals.collect();
        Ok(Plan { prefilter, literals, detectors })
    }
}

/// For the bench that packs them: what the prefilter looks for on behalf of rules, in lower case.
#[doc(hidden)]
pub fn prefilter_literals(rules: &RuleSet) -> Vec<Vec<u8>> {
    Woken::new(rules, &[]).map_or_else(|_| Vec::new(), |woken| woken.wanted.into_keys().collect())
}

/// The detectors of rules, and which of them each literal wakes.
struct Woken {
    detectors: Vec<Box<dyn Detector>>,
    /// How many of them, the first ones, are of formats.
    formats: u16,
    wanted: BTreeMap<Vec<u8>, Vec<u16>>,
}

impl Woken {
    fn new<'r>(rules: &'r RuleSet, regions: &[String]) -> Result<Self, Error> {
        let mut detectors: Vec<Box<dyn Detector>> = Vec::new();
        let mut wanted: BTreeMap<Vec<u8>, Vec<u16>> = BTreeMap::new();
        let mut add = |detector: Box<dyn Detector>, keywords: &mut dyn Iterator<Item = String>| {
            let index = detectors.len() as u16;
            detectors.push(detector);
            for keyword in keywords {
                let woken = wanted.entry(keyword.to_ascii_lowercase().into_bytes()).or_default();
                if !woken.contains(&index) {
                    woken.push(index);
                }
            }
        };
        let of = |kind: DetectorKind| {
            (0u16..).zip(rules.iter()).filter(move |(_, rule)| rule.detector == kind)
        };
        let plain = |rule: &'r Rule| rule.keywords.iter().map(|keyword| keyword.to_string());
        let keywords = |rule: &'r Rule| plain(rule).flat_map(in_strings);
        for (index, rule) in of(DetectorKind::Token) {
            add(Box::new(token::Token::new(index, rule)), &mut plain(rule));
        }
        for (index, rule) in of(DetectorKind::Statement) {
            add(Box::new(statement::Statement::new(index, rule)), &mut keywords(rule));
        }
        for (index, rule) in of(DetectorKind::Command) {
            let detector = command::Command::new(index, rule);
            let own: Vec<String> = detector.literals().collect();
            add(Box::new(detector), &mut own.into_iter().chain(keywords(rule)));
        }
        for (index, rule) in of(DetectorKind::Call) {
            let detector = call::Calls::new(index, rule);
            let own: Vec<String> = detector.literals().collect();
            add(Box::new(detector), &mut own.into_iter().chain(keywords(rule)));
        }
        for (index, rule) in of(DetectorKind::Record) {
            add(Box::new(records::Records::new(index, rule)), &mut keywords(rule));
        }
        let keyed_rules: Vec<_> = of(DetectorKind::Keyed).collect();
        if !keyed_rules.is_empty() {
            let contexts: Vec<_> = of(DetectorKind::Context).collect();
            let keyed = Arc::new(keyed::Keyed::new(&keyed_rules, &contexts));
            let encoded = encoded::Encoded::new(keyed.clone());
            let forms: Vec<String> = encoded.literals().collect();
            let phrases = keyed_rules.iter().flat_map(|(_, rule)| rule.keys.iter());
            let phrases = phrases.filter(|phrase| !phrase.is_ascii());
            // Whoever shouts writes no escapes.
            let phrases = phrases.flat_map(|phrase| cases(phrase.to_string()).take(2));
            let unicode = encoded::Unicode::new(keyed.clone(), phrases);
            let escaped: Vec<String> = unicode.literals().collect();
            add(Box::new(unicode), &mut escaped.into_iter());
            let cased = keyed_rules.iter().flat_map(|(_, rule)| plain(rule)).flat_map(cases);
            let cased = cased.flat_map(|keyword| [quoted(&keyword), keyword]);
            add(Box::new(keyed), &mut cased.collect::<Vec<_>>().into_iter());
            add(Box::new(encoded), &mut forms.into_iter());
        }
        for (index, rule) in of(DetectorKind::Uri) {
            add(Box::new(uri::Uri::new(index, rule)), &mut keywords(rule));
        }
        for (index, rule) in of(DetectorKind::Block) {
            add(Box::new(block::Block::new(index, rule)), &mut plain(rule));
        }
        let card_rules: Vec<_> = of(DetectorKind::Card).collect();
        if !card_rules.is_empty() {
            let card = Box::new(card::Card::new(&card_rules));
            add(card, &mut card_rules.iter().flat_map(|(_, rule)| keywords(rule)));
        }
        let (named, written): (Vec<_>, Vec<_>) =
            of(DetectorKind::National).partition(|(_, rule)| !rule.keys.is_empty());
        if !named.is_empty() {
            let ids = Box::new(national::National::new(&named));
            add(ids, &mut named.iter().flat_map(|(_, rule)| keywords(rule)));
        }
        for (index, rule) in written {
            add(Box::new(national::Written::new(index, rule)), &mut keywords(rule));
        }
        let bank_rules: Vec<_> = of(DetectorKind::Bank).collect();
        if !bank_rules.is_empty() {
            let bank = Box::new(bank::Bank::new(&bank_rules));
            add(bank, &mut bank_rules.iter().flat_map(|(_, rule)| keywords(rule)));
        }
        let wallet_rules: Vec<_> = of(DetectorKind::Wallet).collect();
        if !wallet_rules.is_empty() {
            let wallet = Box::new(wallet::Wallet::new(&wallet_rules));
            add(wallet, &mut wallet_rules.iter().flat_map(|(_, rule)| keywords(rule)));
        }
        for (index, rule) in of(DetectorKind::Address) {
            add(Box::new(address::Address::new(index, rule)), &mut keywords(rule));
        }
        for (index, rule) in of(DetectorKind::Field) {
            add(Box::new(field::Field::new(index, rule)), &mut keywords(rule));
        }
        for (index, rule) in of(DetectorKind::Phone) {
            let detector = Box::new(phone::Phone::new(index, regions)?);
            let own: Vec<String> = detector.keywords().map(str::to_owned).collect();
            add(detector, &mut keywords(rule).chain(own.into_iter().flat_map(in_strings)));
        }
        let formats = of(DetectorKind::Token).count() as u16;
        Ok(Woken { detectors, formats, wanted })
    }
}

/// A keyword as it stands in a text, and as a string holds it, with all its letters or those of ASCII alone.
fn in_strings(keyword: String) -> impl Iterator<Item = String> {
    let quoted = quoted(&keyword);
    let mut ascii = String::new();
    for c in quoted.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            let mut units = [0; 2];
            ascii.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    [keyword, self::quoted(&quoted), quoted, ascii].into_iter()
}

/// A keyword as a string in quotes holds it (RFC 8259, section 7).
fn quoted(keyword: &str) -> String {
    let mut out = String::new();
    for c in keyword.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
    out
}

/// A keyword in the cases in which it is written. The prefilter folds the case of ASCII alone.
fn cases(keyword: String) -> impl Iterator<Item = String> {
    let mut chars = keyword.chars();
    let title = chars.next().map(|first| first.to_uppercase().chain(chars).collect());
    let upper = keyword.to_uppercase();
    let folds = keyword.is_ascii();
    std::iter::once(keyword).chain(title.into_iter().chain([upper]).filter(move |_| !folds))
}
