//! Payment cards: numbers, the codes and dates beside them, and the data of magnetic stripes.
//!
//! One number of sixteen digits in thirty is a card number by chance. So a number in one piece needs
//! a key or words around it that speak of cards, and one in the groups of a card a line that does.

mod beside;
mod number;

use std::ops::Range;

use super::keyed::key::{Judged, Vocabulary};
use super::list::List;
use super::phone::keys;
use super::phone::link::{self, Link};
use super::{Detector, Found, Match, Memory, Rank, Window, around};
use crate::fact::{Fact, FactName};
use crate::finding::{Confidence, Severity};
use crate::rules::Rule;
use number::Number;

/// How far from a word that speaks of cards a number may stand.
const NEAR: usize = 256;
/// Numbers that are read for one candidate.
const TRIES: usize = 16;
/// Bytes of track 1 behind its number.
const TRACK: usize = 96;

/// Keys that name nothing: the words around them say what their value is.
#[rustfmt::skip]
static GENERIC: List = List::new(&[
    "number", "num", "no", "nr", "numero", "número", "value", "val", "values", "text", "message",
    "msg", "body", "payload", "data", "input", "content", "raw", "account", "acct", "primary",
    "source", "details", "params", "parameters", "args", "arguments", "bind", "binds", "item",
]);

/// Words for an account, of which a card's number is one.
static ACCOUNTS: List = List::new(&["acct", "account"]);

/// Words before a number that make it something else, beside those that phone numbers know.
static OTHERS: List = List::new(&[
    "ref",
    "reference",
    "txn",
    "transaction",
    "trx",
    "trace",
    "session",
    "request",
    "rrn",
    "arn",
    "auth",
    "approval",
    "batch",
    "terminal",
    "token",
    "operation",
    "payment",
    "charge",
    "customer",
    "user",
    "at",
    "date",
    "device",
    "merchant",
    "mid",
    "key",
    "stan",
]);

/// The detector of all rules for cards.
pub(crate) struct Card {
    vocabulary: Vocabulary,
    ids: Vec<(u16, String)>,
    number: Option<u16>,
    code: Option<u16>,
    expiry: Option<u16>,
    stripe: Option<u16>,
}

/// How much a word says about numbers near it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speaks {
    /// Of cards.
    Cards,
    /// Of payments: a number in the groups of a card is one.
    Payments,
}

impl Card {
    pub(crate) fn new(rules: &[(u16, &Rule)]) -> Self {
        let of = |id: &str| rules.iter().find(|(_, rule)| rule.id == id).map(|(index, _)| *index);
        Card {
            vocabulary: Vocabulary::new(rules),
            ids: rules.iter().map(|(index, rule)| (*index, rule.id.to_string())).collect(),
            number: of("card-number"),
            code: of("card-security-code"),
            expiry: of("card-expiry"),
            stripe: of("card-track-data"),
        }
    }

    fn id(&self, rule: Option<u16>) -> String {
        let known = self.ids.iter().find(|(index, _)| Some(*index) == rule);
        known.map_or_else(|| "card".to_owned(), |(_, id)| id.clone())
    }

    /// The number that is the value of a key.
    fn value(&self, bytes: &[u8], key: &Range<usize>, found: &mut Found) {
        let Some((at, link)) = link::value(bytes, key) else { return };
        let Some(number) = number::at(bytes, at) else {
            self.note(found, self.number, at..at + 1, "no number of a network");
            return;
        };
        // `card ref=…`: the word that is nearer says what it is.
        let (nearer, _) = link::key_before(bytes, number.span.start);
        if nearer.start >= key.end && another(&bytes[nearer]) {
            return self.note(found, self.number, number.span, "a reference");
        }
        let sure = if link == Link::Delimiter { Confidence::High } else { Confidence::Medium };
        self.accept(bytes, &number, key.clone(), sure, found);
    }

    /// The numbers in the record around a word.
    fn near(&self, bytes: &[u8], word: &Range<usize>, speaks: Speaks, found: &mut Found) {
        let record = around::record(bytes, word, NEAR);
        let (mut at, mut tries) = (record.start, 0);
        while at < record.end && tries < TRIES {
            let skipped = bytes[at..record.end].iter().position(u8::is_ascii_digit);
            let Some(skipped) = skipped else { break };
            at += skipped;
            let run = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).take(NEAR).count();
            if let Some((number, end)) = number::emv(bytes, at) {
                let (rule, sure) = (self.stripe.or(self.number), Confidence::High);
                self.report(rule, number.span.start..end, 0..0, sure, Some(&number), found);
                at = end;
                continue;
            }
            let wide = matches!(run, 4 | 6 | 12..=19);
            if wide && number::opens(bytes, at) {
                tries += 1;
                if let Some(number) = number::at(bytes, at) {
                    self.judge(bytes, &number, speaks, found);
                    at = number.span.end;
                    continue;
                }
            }
            at += run;
        }
    }

    /// Judges a number by what stands directly before it.
    fn judge(&self, bytes: &[u8], number: &Number, speaks: Speaks, found: &mut Found) {
        let (key, link) = link::key_before(bytes, number.span.start);
        let text = &bytes[key.clone()];
        let named = matches!(self.vocabulary.judge(text), Judged::Telling(m) if Some(m.rule) == self.number);
        let stripe = number::track_goes_on(bytes, number.span.end).is_some();
        let last = last_word(text);
        let is = |list: &List| last.is_some_and(|last| list.has_in_any_case(last));
        // `ACCT=…` is an account of many kinds, and beside a card's code or date that of the card.
        let account = last.is_some_and(|last| ACCOUNTS.has_in_any_case(last));
        // EMV 3-D Secure calls the card's number so.
        let account = account || text.eq_ignore_ascii_case(b"acctNumber");
        let other = another(text) && !(account && speaks == Speaks::Cards);
        // Quotes alone tell nothing.
        let sign = |b: &u8| matches!(b, b'=' | b':' | b'>');
        let assigned = bytes[key.end..number.span.start].iter().any(sign);
        let told = link == Link::Delimiter && assigned && last.is_some();
        let fits = match (number.grouped, told) {
            _ if named || stripe => true,
            _ if other => false,
            (true, _) => true,
            (false, true) => speaks == Speaks::Cards && (is(&GENERIC) || account),
            (false, false) => speaks == Speaks::Cards,
        };
        if !fits || bytes.get(number.span.start.wrapping_sub(1)) == Some(&b'_') && !named {
            self.note(
                found,
                self.number,
                number.span.clone(),
                "a number, and nothing says of a card",
            );
            return;
        }
        let high = stripe || named && link == Link::Delimiter;
        let (key, sure) =
            if high && named { (key, Confidence::High) } else { (0..0, Confidence::Medium) };
        self.accept(bytes, number, key, if stripe { Confidence::High } else { sure }, found);
    }

    fn accept(
        &self,
        bytes: &[u8],
        number: &Number,
        key: Range<usize>,
        sure: Confidence,
        found: &mut Found,
    ) {
        let stripe = number::track_goes_on(bytes, number.span.end);
        let (rule, end) = match stripe {
            Some(end) => (self.stripe.or(self.number), end),
            None => (self.number, number.span.end),
        };
        self.report(rule, number.span.start..end, key, sure, Some(number), found);
        if stripe.is_none() {
            self.beside(bytes, number, found);
        }
    }

    /// The date and the code beside a number: behind it, or under their keys in its record.
    fn beside(&self, bytes: &[u8], number: &Number, found: &mut Found) {
        let (date, code) = beside::behind(bytes, number.span.end);
        for (rule, span) in [(self.expiry, date), (self.code, code)] {
            if let Some(span) = span {
                // A date alone buys nothing.
                let date = rule == self.expiry;
                let sure = if date { Confidence::Low } else { Confidence::Medium };
                self.report(rule, span, 0..0, sure, Some(number), found);
            }
        }
        if self.expiry.is_none() {
            return;
        }
        let record = around::record(bytes, &number.span, NEAR);
        for stem in beside::stems(bytes, record) {
            let (key, judged) = self.vocabulary.read(bytes, stem);
            if !matches!(judged, Judged::Telling(m) if Some(m.rule) == self.expiry) {
                continue;
            }
            let value = link::value(bytes, &key.span);
            if let Some(span) = value.and_then(|(at, _)| beside::date(bytes, at)) {
                self.report(self.expiry, span, key.span, Confidence::Low, Some(number), found);
            }
        }
    }

    /// The code that verifies a card, by its key.
    fn code(&self, bytes: &[u8], key: &Range<usize>, found: &mut Found) {
        let Some((at, link)) = link::value(bytes, key) else { return };
        let Some(span) = beside::code(bytes, at) else { return };
        let sure = if link == Link::Delimiter { Confidence::High } else { Confidence::Medium };
        self.report(self.code, span, key.clone(), sure, None, found);
    }

    /// Track 1 of a magnetic stripe (ISO/IEC 7813): `%B` number `^` name `^` date and the rest `?`.
    fn track1(&self, bytes: &[u8], literal: &Range<usize>, found: &mut Found) {
        let start = literal.end;
        let Some(number) = number::run(bytes, start) else { return };
        let end = number.span.end;
        let rest = &bytes[end..bytes.len().min(end + TRACK)];
        let name = rest.iter().skip(1).position(|b| *b == b'^' || *b < b' ');
        let Some(data) = name.filter(|&n| rest[0] == b'^' && rest[n + 1] == b'^') else { return };
        let data = &rest[data + 2..];
        let dated = data.starts_with(b"^") || data.iter().take(4).all(u8::is_ascii_digit);
        let length = data.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b' ').count();
        if dated && length >= 4 {
            let end = end + rest.len() - data.len() + length;
            self.report(self.stripe, start..end, 0..0, Confidence::High, Some(&number), found);
        }
    }

    fn report(
        &self,
        rule: Option<u16>,
        span: Range<usize>,
        key: Range<usize>,
        sure: Confidence,
        number: Option<&Number>,
        found: &mut Found,
    ) {
        let Some(index) = rule else { return };
        self.note(found, rule, span.clone(), "what the text says it is");
        let mut new = Match::new(index, span, sure, Rank::Field);
        new.key = key;
        if let Some(number) = number {
            new.severity = number.test.then_some(Severity::Info);
            let own = rule == self.number || rule == self.stripe;
            new.facts.extend(own.then(|| Fact::text(FactName::Network, number.network)));
        }
        found.push(new);
    }

    fn note(&self, found: &mut Found, rule: Option<u16>, span: Range<usize>, what: &str) {
        found.note(span, || (self.id(rule), what.to_owned()));
    }
}

/// Whether a key says that its value is something else.
fn another(key: &[u8]) -> bool {
    keys::names_other(key) || last_word(key).is_some_and(|last| OTHERS.has_in_any_case(last))
}

fn last_word(key: &[u8]) -> Option<&[u8]> {
    let word = |b: &u8| b.is_ascii_alphabetic() || *b >= 0x80;
    key.rsplit(|b| !word(b)).find(|word| !word.is_empty())
}

impl Detector for Card {
    fn detect(&self, window: &Window<'_>, memory: &mut Memory, found: &mut Found) {
        let bytes = window.bytes;
        let literal = window.literal();
        match &bytes[literal.clone()] {
            text if text.eq_ignore_ascii_case(b"%b") => return self.track1(bytes, &literal, found),
            // Track 2 by its start sentinel.
            [b';', digit] if digit.is_ascii_digit() => {
                let number = number::at(bytes, literal.start + 1);
                let stripe = number.filter(|n| number::track_goes_on(bytes, n.span.end).is_some());
                if let Some(number) = stripe {
                    self.accept(bytes, &number, 0..0, Confidence::High, found);
                }
                return;
            }
            // `<field id="2" value="…"/>`: a message of ISO 8583 in XML.
            [b'i' | b'I', .., b'"'] => {
                return self.value(bytes, &(literal.end - 2..literal.end - 1), found);
            }
            _ => {}
        }
        let (key, judged) = self.vocabulary.recall(bytes, literal.clone(), &mut memory.keys);
        match judged {
            Judged::Telling(m) if Some(m.rule) == self.code => {
                self.code(bytes, &key.span, found);
                self.near(bytes, &key.span, Speaks::Cards, found);
            }
            Judged::Telling(m) if Some(m.rule) == self.number => {
                self.value(bytes, &key.span, found);
                self.near(bytes, &key.span, Speaks::Cards, found);
            }
            Judged::Telling(_) | Judged::Property => {
                self.near(bytes, &key.span, Speaks::Cards, found);
            }
            Judged::Other | Judged::NoPhrase | Judged::Whose(_) | Judged::Bare(_) => {
                let word = &bytes[literal.clone()];
                if beside::PAYMENTS.has_in_any_case(word) {
                    self.near(bytes, &literal, Speaks::Payments, found);
                } else if beside::HOLDERS.has_in_any_case(word) {
                    self.near(bytes, &literal, Speaks::Cards, found);
                }
            }
        }
    }
}
