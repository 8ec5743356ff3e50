//! One value, one finding: of matches that overlap, the most specific stays.
//!
//! A match falls only to a match that overlaps it, whatever becomes of that one in turn. So the
//! outcome at a place depends on its neighbourhood alone, never on where a chunk was cut.

use std::cmp::Reverse;

use super::detect::Match;
use crate::finding::Confidence;

/// Sorts by start and drops what a better match overlaps.
pub(crate) fn resolve(matches: &mut Vec<Match>) {
    matches.sort_by_key(order);
    matches.dedup_by(|later, kept| later.value == kept.value);
    let mut drop = vec![false; matches.len()];
    for at in 0..matches.len() {
        let end = matches[at].value.end;
        for next in at + 1..matches.len() {
            if matches[next].value.start >= end {
                break;
            }
            let first_wins = weight(&matches[at]) >= weight(&matches[next]);
            drop[if first_wins { next } else { at }] = true;
        }
    }
    let mut dropped = drop.into_iter();
    matches.retain(|_| !dropped.next().unwrap_or(false));
}

/// The best of the matches of one span comes first, and equal ones in the order of their rules.
fn order(m: &Match) -> impl Ord + use<> {
    (m.value.start, Reverse(m.value.end), Reverse(weight(m)), m.rule)
}

/// A doubtful match never beats a good one; then the more specific detector wins, then the
/// surer, then the longer prefix.
fn weight(m: &Match) -> impl Ord + use<> {
    (m.confidence > Confidence::Low, m.rank, m.confidence, m.named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::detect::Rank;

    fn a_match(rule: u16, start: usize, end: usize, rank: Rank, confidence: Confidence) -> Match {
        Match::new(rule, start..end, confidence, rank)
    }

    fn rules(mut matches: Vec<Match>) -> Vec<u16> {
        resolve(&mut matches);
        matches.iter().map(|m| m.rule).collect()
    }

    #[test]
    fn the_specific_beats_the_generic_unless_it_is_doubtful() {
        use Confidence::{High, Low, Medium};
        let token = a_match(1, 0, 9, Rank::Token, High);
        let keyed = a_match(2, 0, 9, Rank::Keyed, High);
        assert_eq!(rules(vec![keyed, token.clone()]), [1]);
        let doubtful = a_match(3, 0, 9, Rank::Token, Low);
        let medium = a_match(4, 0, 9, Rank::Keyed, Medium);
        assert_eq!(rules(vec![doubtful, medium]), [4]);
        let within = a_match(5, 2, 5, Rank::Keyed, High);
        assert_eq!(rules(vec![token, within]), [1]);
    }

    #[test]
    fn neighbours_that_only_touch_both_stay() {
        let one = a_match(1, 0, 5, Rank::Keyed, Confidence::High);
        let two = a_match(2, 5, 9, Rank::Keyed, Confidence::High);
        assert_eq!(rules(vec![two, one]), [1, 2]);
    }
}
