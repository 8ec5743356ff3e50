//! Verbs that tell of a new value, with the preposition before it: `changed to X`, `cambiada a X`,
//! `wurde auf X geändert`.
//!
//! A preposition alone tells nothing: what was sent to somebody was not changed to him.

use std::ops::Range;

use crate::scan::detect::list::{Filter, List};

/// Verbs of one language or of some that are near, and their prepositions.
struct Language {
    verbs: List,
    prepositions: List,
}

#[rustfmt::skip]
static LANGUAGES: [Language; 9] = [
    Language {
        verbs: List::new(&[
            "adjusted", "altered", "amended", "changed", "configured", "converted", "decoded", "decrypted", "defaulted",
            "defaults", "edited", "evaluated", "expanded", "initialised", "initialized", "modified", "overridden",
            "replaced", "reset", "resolved", "restored", "reverted", "rotated", "set", "switched", "translated", "updated",
        ]),
        prepositions: List::new(&["to", "into"]),
    },
    Language {
        verbs: List::new(&[
            "aktualisiert", "festgelegt", "geaendert", "geändert", "gesetzt", "umgestellt", "zurueckgesetzt", "zurückgesetzt",
        ]),
        prepositions: List::new(&["auf"]),
    },
    Language {
        verbs: List::new(&["bijgewerkt", "gereset", "gewijzigd", "ingesteld", "veranderd"]),
        prepositions: List::new(&["naar", "in", "op"]),
    },
    Language {
        verbs: List::new(&[
            "byttes", "byttet", "bytt", "endra", "endret", "nulstillet", "opdateret", "oppdatert", "sat", "satt", "sattes",
            "skiftet", "tilbakestilt", "uppdaterades", "uppdaterat", "ändrad", "ändrades", "ändrat", "ändrats", "ændret",
            "återställdes", "återställt",
        ]),
        prepositions: List::new(&["till", "til"]),
    },
    Language {
        verbs: List::new(&[
            "nastaveno", "nastavené", "resetováno", "ustawione", "ustawiono", "zaktualizowano", "zmenené", "zmienione",
            "zmieniono", "zmieniło", "zresetowane", "zresetowano", "změněno", "задан", "заменен", "заменён", "изменен",
            "изменён", "изменили", "обновлен", "обновлён", "оновлено", "сброшен", "скинуто", "сменен", "сменён",
            "установлен", "встановлено", "змінено",
        ]),
        prepositions: List::new(&["na", "do", "на"]),
    },
    Language {
        verbs: List::new(&[
            "actualizada", "aggiornata", "cambiada", "cambiado", "cambiata", "cambiato", "cambió", "changé", "definida",
            "definido", "défini", "establecida", "establecido", "fijada", "impostata", "impostato", "modificada",
            "modificata", "modifié", "redefinida", "reimpostata", "restablecida", "restablecido", "réinitialisé",
        ]),
        prepositions: List::new(&["a", "como", "en", "in", "à"]),
    },
    Language { verbs: List::new(&["remplacé"]), prepositions: List::new(&["par"]) },
    Language {
        verbs: List::new(&["gestel", "gewysig", "herstel", "ingestel", "opgedateer", "verander"]),
        prepositions: List::new(&["na"]),
    },
    // In Spanish `para` tells for whom.
    Language {
        verbs: List::new(&["alterada", "alterado", "mudada", "mudado", "trocada", "trocado"]),
        prepositions: List::new(&["para"]),
    },
];

/// Every word behind a key is asked for here, and few are any of these.
static VERBS: Filter = {
    let (mut filter, mut nth) = (Filter::EMPTY, 0);
    while nth < LANGUAGES.len() {
        (filter, nth) = (LANGUAGES[nth].verbs.or(filter), nth + 1);
    }
    filter
};
pub(super) static PREPOSITIONS: Filter = {
    let (mut filter, mut nth) = (Filter::EMPTY, 0);
    while nth < LANGUAGES.len() {
        (filter, nth) = (LANGUAGES[nth].prepositions.or(filter), nth + 1);
    }
    filter
};

/// Verbs with the same preposition that tell who got something; others in `ed` are told by that.
static GIVES: List =
    List::new(&["belongs", "given", "goes", "known", "sends", "sent", "shown", "written"]);

/// Whether a word is a preposition that leads to a new value: by a verb among the words before it, or
/// by the one behind the value.
pub(super) fn leads(
    word: &[u8],
    before: &[u8],
    after: impl FnOnce() -> Option<Range<usize>>,
    bytes: &[u8],
) -> bool {
    if !may_lead(word) {
        return false;
    }
    let mut languages =
        LANGUAGES.iter().filter(|language| language.prepositions.has(word)).peekable();
    if languages.peek().is_none() {
        return false;
    }
    // `password reset instructions mailed to bob7`: the nearer verb has the preposition.
    if word.eq_ignore_ascii_case(b"to") && gives(before) {
        return false;
    }
    let behind = after().map(|span| &bytes[span]);
    languages.any(|language| {
        let is = |word: &[u8]| language.verbs.has_in_any_case(word);
        words(before).any(is) || behind.is_some_and(is)
    })
}

/// Whether a word may be a preposition of these verbs, by one look.
pub(super) fn may_lead(word: &[u8]) -> bool {
    PREPOSITIONS.may_have(word)
}

/// Whether a word is one of these verbs, in any of the languages.
pub(super) fn is_verb(word: &[u8]) -> bool {
    VERBS.may_have(word) && LANGUAGES.iter().any(|language| language.verbs.has_in_any_case(word))
}

/// Whether a word is one of their prepositions, in any of the languages.
pub(super) fn is_preposition(word: &[u8]) -> bool {
    may_lead(word) && LANGUAGES.iter().any(|language| language.prepositions.has_in_any_case(word))
}

/// Whether the words before a `to` tell of somebody who gets something.
pub(super) fn gives(before: &[u8]) -> bool {
    let changes = |word: &[u8]| LANGUAGES[0].verbs.has_in_any_case(word);
    words(before).any(|word| {
        GIVES.has_in_any_case(word) || word.len() > 4 && word.ends_with(b"ed") && !changes(word)
    })
}

fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|b| b.is_ascii_whitespace()).filter(|word| !word.is_empty())
}
