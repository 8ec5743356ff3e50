//! The contract, held for every engine this machine has, against the reference and a naive search.
//! Toy literals nest, overlap and share windows on purpose; those of the rules have their places prepared.

use std::ops::Range;

use proptest::prelude::*;

use super::{Candidate, Kind, Prefilter, simd};
use crate::rules::RuleSet;
use crate::scan::plan::prefilter_literals;

const KINDS: [Kind; 4] = [Kind::Avx512, Kind::Avx2, Kind::Neon, Kind::Scalar];

/// Literals of every length and kind of byte; some nest, some share a window, one is given twice.
const TOY: [&[u8]; 16] = [
    b"+1",
    b"://",
    b"key",
    b"keys",
    b"Token",
    b"sk_live_",
    b"sk_test_",
    b"-----begin",
    b"\xd0\xba\xd0\xbb\xd1\x8e",
    b"\xc3\xa9t\xc3\xa9",
    b"a literal of many words, forty bytes long",
    b"_live_0",
    b"\0\0\0",
    b"@[`{",
    b"key",
    b"zz",
];

fn found(prefilter: &Prefilter, hay: &[u8], range: Range<usize>) -> Vec<Candidate> {
    let mut out = Vec::new();
    prefilter.find(hay, range, &mut out);
    out
}

/// The contract, spelt out.
fn naive(literals: &[&[u8]], hay: &[u8], range: Range<usize>) -> Vec<Candidate> {
    let stands = |at: usize, literal: &[u8]| {
        !literal.is_empty()
            && hay[at..].get(..literal.len()).is_some_and(|text| text.eq_ignore_ascii_case(literal))
    };
    range
        .flat_map(|at| (0..literals.len()).map(move |id| (at, id)))
        .filter(|&(at, id)| stands(at, literals[id]))
        .map(|(at, id)| Candidate::new(at, id as u16))
        .collect()
}

fn engines(literals: &[&[u8]]) -> Vec<(Kind, Prefilter)> {
    KINDS.iter().filter_map(|&kind| Some((kind, Prefilter::with(kind, literals)?))).collect()
}

#[test]
fn reference_keeps_the_contract() {
    let reference = Prefilter::with(Kind::Reference, &TOY).unwrap();
    let hay = b"KEYS=sk_LIVE_0 +1://zzz-----BEGIN \0\0\0\0 @[`{ @{`[ \xd0\xba\xd0\xbb\xd1\x8e\xd0";
    for start in 0..=hay.len() {
        for end in start..=hay.len() {
            assert_eq!(found(&reference, hay, start..end), naive(&TOY, hay, start..end));
        }
    }
}

/// Each literal at each place of a haystack that ends with it, or soon after, and starts anywhere.
///
/// The haystack is its own allocation: Miri and Valgrind see any read outside it.
#[test]
fn every_place_and_length() {
    let engines = engines(&TOY);
    let lens: Vec<usize> = if cfg!(miri) {
        vec![0, 2, 45, 259, 261]
    } else {
        (0..70).chain(250..330).chain([2047, 2049, 2310]).collect()
    };
    for len in lens {
        for (id, literal) in TOY.iter().enumerate().filter(|(_, l)| l.len() <= len) {
            for slack in if cfg!(miri) { 0..1 } else { 0..5 } {
                let at = (len - literal.len()).saturating_sub(slack);
                let mut hay = vec![b'.'; len].into_boxed_slice();
                hay[at..at + literal.len()].copy_from_slice(literal);
                hay[..literal.len()].copy_from_slice(literal);
                let all = naive(&TOY, &hay, 0..len);
                assert!(all.contains(&Candidate::new(0, id as u16)) || at < literal.len());
                for (kind, engine) in &engines {
                    assert_eq!(found(engine, &hay, 0..len), all, "{kind:?} {len} {literal:?}");
                    let from = at.saturating_sub(1);
                    let some = naive(&TOY, &hay, from..at + 1);
                    assert_eq!(
                        found(engine, &hay, from..at + 1),
                        some,
                        "{kind:?} {len} {literal:?}"
                    );
                }
            }
        }
    }
}

/// Text full of candidates, over many stripes and batches; every engine agrees, in order.
#[test]
fn dense_text() {
    let reference = Prefilter::with(Kind::Reference, &TOY).unwrap();
    let engines = engines(&TOY);
    let units: [&[u8]; 6] = [b"key", b"KEYS=", b"\0", b"z", b"sk_live_0 ", b"+1://token"];
    for unit in units {
        let len = if cfg!(miri) { 300 } else { 20_000 };
        let hay: Box<[u8]> = unit.iter().copied().cycle().take(len).collect();
        for (kind, engine) in &engines {
            assert_eq!(
                found(engine, &hay, 7..len - 9),
                found(&reference, &hay, 7..len - 9),
                "{kind:?} {unit:?}"
            );
        }
    }
}

/// With the packing that was prepared, and without for those that it knows nothing of.
#[test]
#[cfg_attr(miri, ignore = "thousands of literals")]
fn every_literal_of_the_rules_is_found_where_it_is_packed() {
    let rules = RuleSet::builtin().unwrap();
    let literals = prefilter_literals(&rules);
    let mut hay = Vec::new();
    for (nth, literal) in literals.iter().enumerate() {
        let upper = literal.to_ascii_uppercase();
        hay.extend(if nth % 3 == 0 { &upper } else { literal });
        hay.extend(&b"\n -x"[..nth % 5]);
    }
    let literals: Vec<&[u8]> = literals.iter().map(Vec::as_slice).collect();
    let reference = Prefilter::with(Kind::Reference, &literals).unwrap();
    let expected = found(&reference, &hay, 0..hay.len());
    assert!(expected.len() >= literals.len());
    for (kind, engine) in engines(&literals) {
        assert_eq!(found(&engine, &hay, 0..hay.len()), expected, "{kind:?}");
    }
}

#[test]
fn nearly_all_literals_of_the_rules_are_packed() {
    let literals = prefilter_literals(&RuleSet::builtin().unwrap());
    let unknown = literals.iter().filter(|literal| !simd::is_packed(literal)).count();
    assert!(
        unknown * 10 < literals.len(),
        "{unknown} of {} literals have no place prepared: run `cargo bench --bench packing -- LOG...`",
        literals.len()
    );
}

/// What is in `out` already stays, in whatever order.
#[test]
fn appends() {
    for (kind, engine) in engines(&TOY) {
        let before = Candidate::new(1_000, 9);
        let mut out = vec![before];
        engine.find(b"a key", 0..5, &mut out);
        assert_eq!(out, [before, Candidate::new(2, 2), Candidate::new(2, 14)], "{kind:?}");
    }
}

#[test]
fn no_literals_and_short_literals() {
    assert_eq!(found(&Prefilter::new(&[]), b"some text", 0..9), []);
    let one: &[&[u8]] = &[b"e", b"", b"te"];
    assert_eq!(found(&Prefilter::new(one), b"some text", 0..9), naive(one, b"some text", 0..9));
}

/// Literals over a small alphabet, so that they nest, overlap and occur.
fn literal() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(&b"abAB-_"[..]), 2..12),
        2 => prop::collection::vec(prop::sample::select(&b"ab@`[{\x00 \xc3\xe3\xd0\xbf\x1b\x3b"[..]), 2..6),
        1 => prop::collection::vec(any::<u8>(), 2..40),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(if cfg!(miri) { 3 } else { 1500 }) })]

    #[test]
    fn engines_equal_the_reference(
        literals in prop::collection::vec(literal(), 0..80),
        pieces in prop::collection::vec((any::<prop::sample::Index>(), literal(), any::<u32>()), 0..40),
        cut in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        len in prop_oneof![4 => 0usize..200, 1 => 200usize..700],
    ) {
        let mut hay = Vec::new();
        for (which, noise, bits) in &pieces {
            let piece = if literals.is_empty() || bits & 3 == 0 { noise } else { which.get(&literals) };
            // Flips the case bit of letters, which must match, and of other bytes, which must not.
            hay.extend(piece.iter().enumerate().map(|(i, b)| b ^ ((bits >> (i % 28 + 4)) as u8 & 1) << 5));
            if bits & 4 == 0 {
                hay.extend_from_slice(noise);
            }
        }
        hay.truncate(len);
        let hay = hay.into_boxed_slice();
        let (a, b) = (cut.0.index(hay.len() + 1), cut.1.index(hay.len() + 1));
        let literals: Vec<&[u8]> = literals.iter().map(|l| &l[..]).collect();
        let reference = Prefilter::with(Kind::Reference, &literals).unwrap();
        for (kind, engine) in engines(&literals) {
            for range in [0..hay.len(), a.min(b)..a.max(b)] {
                prop_assert_eq!(found(&engine, &hay, range.clone()), found(&reference, &hay, range), "{:?}", kind);
            }
        }
    }
}
