//! Numbers of persons and taxpayers that states give out: is this one of that country's?
//!
//! One file a country, the source of its rule in the first lines. Each takes letters and digits alone;
//! the separators are dropped here. A number has a check digit, or at least parts that are ranges or
//! dates. It judges no context: ten digits by eleven are right once in eleven times.

mod ae;
mod ar;
mod at;
mod au;
mod be;
mod bg;
mod br;
mod by;
mod ca;
mod ch;
mod cl;
mod cn;
mod co;
mod cy;
mod cz;
mod de;
mod dk;
mod do_;
mod ec;
mod ee;
mod eg;
mod es;
mod fi;
mod fr;
mod gb;
mod gr;
mod gt;
mod hk;
mod hr;
mod hu;
mod id;
mod ie;
mod il;
mod in_;
mod ir;
mod is;
mod it;
mod jp;
mod kr;
mod kw;
mod kz;
mod lt;
mod lu;
mod lv;
mod md;
mod mk;
mod mx;
mod my;
mod nl;
mod no;
mod nz;
mod pe;
mod pl;
mod pt;
mod py;
mod ro;
mod rs;
mod ru;
mod sa;
mod se;
mod sg;
mod si;
mod sk;
mod sums;
mod th;
mod tr;
mod tw;
mod ua;
mod us;
mod uy;
mod ve;
mod za;

use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName};
use sums::{Checked, Proof};

/// The most letters and digits that an id has.
const LONGEST: usize = 18;
/// The most separators that are dropped.
const SEPARATORS: usize = 8;
/// The longest text that can be an id, in bytes.
pub(crate) const LONGEST_TEXT: usize = LONGEST + SEPARATORS;

/// One kind of id.
pub(crate) struct Id {
    /// `country-kind`, as rules name it.
    pub(crate) name: &'static str,
    /// How it is written: `#` a digit, `@` a letter, `[…]` one of these, all else as it stands. With
    /// ranges that are filled in, so that filling the rest soon makes a valid one.
    pub(crate) sample: &'static str,
    /// Whether nothing else is written so.
    pub(crate) telling: bool,
    /// Judges a text: `Invalid` where it is none, `Unknown` where there is no check digit.
    pub(crate) judge: super::Check,
}

macro_rules! id {
    ($name:literal, $country:literal, $check:path, $sample:literal, $telling:literal) => {
        Id {
            name: $name,
            sample: $sample,
            telling: $telling,
            judge: |text| judge($check, $country, text),
        }
    };
}

/// Every kind of id, in order of names.
pub(crate) static IDS: &[Id] = &[
    id!("ae-eid", "AE", ae::eid, "784-198#-#######-#", true),
    id!("ar-cuit", "AR", ar::cuit, "2[0347]-########-#", true),
    id!("at-svnr", "AT", at::svnr, "[1-9]### 1#0[1-9]8#", false),
    id!("au-medicare", "AU", au::medicare, "2### ##### 1", false),
    id!("au-tfn", "AU", au::tfn, "[1-9]## ### ###", false),
    id!("be-nn", "BE", be::nn, "8#.0[1-9].1#-###.##", true),
    id!("bg-egn", "BG", bg::egn, "8#0[1-9]1#####", false),
    id!("br-cnpj", "BR", br::cnpj, "##.###.###/0001-##", true),
    id!("br-cpf", "BR", br::cpf, "###.###.###-##", true),
    id!("br-pis", "BR", br::pis, "###.#####.##-#", true),
    id!("by-unp", "BY", by::unp, "1########", false),
    id!("ca-sin", "CA", ca::sin, "[1-7]##-###-###", false),
    id!("ch-ahv", "CH", ch::ahv, "756.####.####.##", true),
    id!("cl-rut", "CL", cl::rut, "1#.###.###-[0123456789K]", true),
    id!("cn-resident-id", "CN", cn::resident, "1101011980010#####", false),
    id!("co-nit", "CO", co::nit, "8##.###.###-#", true),
    id!("cy-tic", "CY", cy::tic, "0#######@", false),
    id!("cz-rodne-cislo", "CZ", cz::rodne_cislo, "8#0[1-9]1#/####", false),
    id!("de-rvnr", "DE", de::rvnr, "65 1#0[1-9]8# @ ###", false),
    id!("de-steuer-id", "DE", de::steuer_id, "## ### ### ###", false),
    id!("dk-cpr", "DK", dk::cpr, "1#0[1-9]8#-####", false),
    id!("do-cedula", "DO", do_::cedula, "00#-#######-#", true),
    id!("ec-cedula", "EC", ec::cedula, "17[0-5]#######", false),
    id!("ee-isikukood", "EE", ee::isikukood, "38#0[1-9]1#####", false),
    id!("eg-national-id", "EG", eg::national_id, "28#0[1-9]1#01#####", false),
    id!("es-nif", "ES", es::nif, "########@", false),
    id!("fi-hetu", "FI", fi::hetu, "1#0[1-9]8#-###@", true),
    id!("fr-nir", "FR", fr::nir, "1 8# 0[1-9] 75 ### ### ##", false),
    id!("fr-spi", "FR", fr::spi, "0# ## ### ### ###", false),
    id!("gb-nhs-number", "GB", gb::nhs, "### ### ####", false),
    id!("gb-nino", "GB", gb::nino, "A[BE] ## ## ## [A-D]", false),
    id!("gb-utr", "GB", gb::utr, "##########", false),
    id!("gr-afm", "GR", gr::afm, "#########", false),
    id!("gr-amka", "GR", gr::amka, "1#0[1-9]8######", false),
    id!("gt-nit", "GT", gt::nit, "#######-#", false),
    id!("hk-hkid", "HK", hk::hkid, "A######(#)", false),
    id!("hr-oib", "HR", hr::oib, "###########", false),
    id!("hu-adoazonosito", "HU", hu::adoazonosito, "8#########", false),
    id!("hu-taj", "HU", hu::taj, "###-###-###", false),
    id!("id-nik", "ID", id::nik, "31710[1-9]1#0[1-9]8#000#", false),
    id!("ie-pps", "IE", ie::pps, "#######@", false),
    id!("il-teudat-zehut", "IL", il::teudat_zehut, "#########", false),
    id!("in-aadhaar", "IN", in_::aadhaar, "#### #### ####", false),
    id!("in-pan", "IN", in_::pan, "@@@P@####@", false),
    id!("ir-melli", "IR", ir::melli, "##########", false),
    id!("is-kennitala", "IS", is::kennitala, "1#0[1-9]8#-###9", false),
    id!("it-codice-fiscale", "IT", it::codice_fiscale, "@@@@@@8#[A-E]1#H#0#@", false),
    id!("jp-my-number", "JP", jp::my_number, "#### #### ####", false),
    id!("kr-rrn", "KR", kr::rrn, "8#0[1-9]1#-1######", true),
    id!("kw-civil-id", "KW", kw::civil, "28#0[1-9]1######", false),
    id!("kz-iin", "KZ", kz::iin, "8#0[1-9]1#3#####", false),
    id!("lt-asmens-kodas", "LT", lt::asmens_kodas, "38#0[1-9]1#####", false),
    id!("lu-nin", "LU", lu::nin, "198#0#1######", false),
    id!("lv-personas-kods", "LV", lv::personas_kods, "1#0[1-9]8#-1####", false),
    id!("md-idnp", "MD", md::idnp, "200##########", false),
    id!("mk-embg", "MK", mk::embg, "1#0[1-9]98#45####", false),
    id!("mx-curp", "MX", mx::curp, "@@@@8#0#1#HDF[BCDFG][BCDFG][BCDFG]0#", false),
    id!("mx-rfc", "MX", mx::rfc, "@@@@8#0#1#@##", false),
    id!("my-mykad", "MY", my::mykad, "8#0[1-9]1#-14-####", false),
    id!("nl-bsn", "NL", nl::bsn, "#########", false),
    id!("no-fodselsnummer", "NO", no::fodselsnummer, "1#0[1-9]8######", false),
    id!("nz-ird", "NZ", nz::ird, "0##-###-###", false),
    id!("pe-ruc", "PE", pe::ruc, "20#########", false),
    id!("pl-dowod", "PL", pl::dowod, "A@@######", false),
    id!("pl-nip", "PL", pl::nip, "[1-9]##-###-##-##", false),
    id!("pl-pesel", "PL", pl::pesel, "8#0[1-9]1######", false),
    id!("pt-nif", "PT", pt::nif, "2## ### ###", false),
    id!("py-ruc", "PY", py::ruc, "8#######-#", false),
    id!("ro-cnp", "RO", ro::cnp, "18#0[1-9]1#4#####", false),
    id!("rs-jmbg", "RS", rs::jmbg, "1#0[1-9]98#7#####", false),
    id!("rs-pib", "RS", rs::pib, "[1-9]########", false),
    id!("ru-inn", "RU", ru::inn, "77##########", false),
    id!("ru-snils", "RU", ru::snils, "1##-###-### ##", true),
    id!("sa-national-id", "SA", sa::national_id, "1#########", false),
    id!("se-personnummer", "SE", se::personnummer, "8#0[1-9]1#-####", false),
    id!("sg-nric", "SG", sg::nric, "S#######@", false),
    id!("si-davcna", "SI", si::davcna, "[1-9]#######", false),
    id!("si-emso", "SI", si::emso, "1#0[1-9]98#50####", false),
    id!("sk-dic", "SK", sk::dic, "202#######", false),
    id!("th-pin", "TH", th::pin, "1-####-#####-##-#", true),
    id!("tr-tckn", "TR", tr::tckn, "[1-9]##########", false),
    id!("tw-national-id", "TW", tw::national_id, "A[12]########", false),
    id!("ua-rnokpp", "UA", ua::rnokpp, "3#########", false),
    id!("us-itin", "US", us::itin, "9##-7#-####", false),
    id!("us-ssn", "US", us::ssn, "[1-5]##-##-####", false),
    id!("uy-cedula", "UY", uy::cedula, "#.###.###-#", true),
    id!("ve-rif", "VE", ve::rif, "V-########-#", true),
    id!("za-id", "ZA", za::id_number, "8#0[1-9]1#5###08#", false),
];

/// The kind of that name.
pub(crate) fn named(name: &str) -> Option<&'static Id> {
    IDS.binary_search_by_key(&name, |id| id.name).ok().map(|at| &IDS[at])
}

fn judge(check: fn(&[u8]) -> Checked, country: &'static str, text: &[u8]) -> Judgement {
    let facts = || vec![Fact::text(FactName::Country, country)];
    match plain(text, check) {
        Some(Proof::Sum) => Judgement::with(Verdict::Valid, facts()),
        Some(Proof::Form) => Judgement::with(Verdict::Unknown, facts()),
        None => Verdict::Invalid.into(),
    }
}

/// Hands over the letters, in upper case, and digits of a text that has nothing but these and the
/// separators of ids. An id of one digit over and over is nobody's.
fn plain(text: &[u8], check: impl FnOnce(&[u8]) -> Checked) -> Checked {
    let (mut id, mut count) = ([0; LONGEST], 0);
    if text.len() > LONGEST_TEXT {
        return None;
    }
    for &byte in text {
        if byte.is_ascii_alphanumeric() {
            *id.get_mut(count)? = byte.to_ascii_uppercase();
            count += 1;
        } else if !matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')' | b'+') {
            return None;
        }
    }
    let id = &id[..count];
    let mut digits = id.iter().filter(|byte| byte.is_ascii_digit());
    let first = digits.next()?;
    if digits.all(|digit| digit == first) {
        return None;
    }
    check(id)
}

/// Fills the sample of an id with random characters until it is valid. `text` gives so many of an
/// alphabet.
pub(crate) fn sample(id: &Id, text: &mut dyn FnMut(&[u8], usize) -> String) -> String {
    // One in a thousand is the rarest of the checks.
    const TRIES: usize = 1 << 17;
    let mut filled = String::new();
    for _ in 0..TRIES {
        filled.clear();
        let mut rest = id.sample;
        while let Some(next) = rest.chars().next() {
            let length = match next {
                '[' => rest.find(']').map_or(rest.len(), |close| close + 1),
                other => other.len_utf8(),
            };
            match next {
                '#' => filled += &text(b"0123456789", 1),
                '@' => filled += &text(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1),
                '[' => filled += &text(&alphabet(&rest[1..length - 1]), 1),
                other => filled.push(other),
            }
            rest = &rest[length..];
        }
        if (id.judge)(filled.as_bytes()).verdict != Verdict::Invalid {
            break;
        }
    }
    filled
}

/// The characters of `AB` or `1-5`.
fn alphabet(class: &str) -> Vec<u8> {
    match class.as_bytes() {
        [first, b'-', last] => (*first..=*last).collect(),
        bytes => bytes.to_vec(),
    }
}

#[cfg(test)]
mod testing {
    use super::*;

    /// The id is taken, and of all ways to fill the open places of its pattern (`?` a digit, `@` a
    /// letter, `*` either) it is the only one that is.
    #[track_caller]
    pub(super) fn only(check: fn(&[u8]) -> Checked, pattern: &str, id: &str) {
        let mut all = vec![String::new()];
        for place in pattern.chars() {
            let choices: Vec<char> = match place {
                '?' => ('0'..='9').collect(),
                '@' => ('A'..='Z').collect(),
                '*' => ('0'..='9').chain('A'..='Z').collect(),
                other => vec![other],
            };
            all = all
                .iter()
                .flat_map(|text| choices.iter().map(move |c| format!("{text}{c}")))
                .collect();
        }
        let taken = |text: &String| plain(text.as_bytes(), check) == Some(Proof::Sum);
        all.retain(taken);
        assert_eq!(all, [id], "{pattern}");
    }

    #[track_caller]
    pub(super) fn fits(check: fn(&[u8]) -> Checked, id: &str) {
        assert!(plain(id.as_bytes(), check).is_some(), "{id}");
    }

    #[track_caller]
    pub(super) fn refuses(check: fn(&[u8]) -> Checked, id: &str) {
        assert_eq!(plain(id.as_bytes(), check), None, "{id}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A seeded source for samples.
    fn source(mut state: u64) -> impl FnMut(&[u8], usize) -> String {
        move |alphabet, count| {
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                char::from(alphabet[(state >> 33) as usize % alphabet.len()])
            };
            (0..count).map(|_| next()).collect()
        }
    }

    #[test]
    fn names_are_sorted_and_unique_and_there_are_forty_countries_with_check_digits() {
        assert!(IDS.is_sorted_by(|a, b| a.name < b.name));
        assert!(IDS.iter().all(|id| named(id.name).is_some_and(|found| found.name == id.name)));
        let mut text = source(1);
        let valid =
            |id: &&Id| (id.judge)(sample(id, &mut text).as_bytes()).verdict == Verdict::Valid;
        let mut countries: Vec<&str> = IDS.iter().filter(valid).map(|id| &id.name[..2]).collect();
        countries.dedup();
        assert!(countries.len() >= 60, "{}", countries.len());
    }

    #[test]
    fn samples_are_taken_with_and_without_separators_and_tell_their_country() {
        for (seed, id) in (1..).zip(IDS) {
            let text = sample(id, &mut source(seed));
            let judged = (id.judge)(text.as_bytes());
            assert_ne!(judged.verdict, Verdict::Invalid, "{}: {text}", id.name);
            assert_eq!(judged.facts.len(), 1, "{}", id.name);
            let bare: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
            let lower = bare.to_lowercase();
            for other in [bare, lower] {
                assert_eq!((id.judge)(other.as_bytes()), judged, "{}: {other}", id.name);
            }
        }
    }

    #[test]
    fn most_wrong_digits_are_seen_where_there_is_a_check() {
        for (seed, id) in (1..).zip(IDS) {
            let text = sample(id, &mut source(seed)).into_bytes();
            if (id.judge)(&text).verdict != Verdict::Valid {
                continue;
            }
            let places: Vec<usize> =
                (0..text.len()).filter(|at| text[*at].is_ascii_digit()).collect();
            let wrong = |at: usize, by: u8| {
                let mut wrong = text.clone();
                wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
                (id.judge)(&wrong).verdict == Verdict::Valid
            };
            let all = places.iter().flat_map(|at| (1..10).map(|by| (*at, by)));
            let taken = all.filter(|(at, by)| wrong(*at, *by)).count();
            assert!(taken * 8 <= places.len() * 9, "{}: {taken} of {}", id.name, places.len() * 9);
        }
    }

    #[test]
    fn one_digit_over_and_over_is_refused_and_no_bytes_make_a_check_panic() {
        let mut text = source(9);
        for id in IDS {
            for length in 0..=LONGEST_TEXT + 2 {
                for digit in b'0'..=b'9' {
                    let judged = (id.judge)(&vec![digit; length]);
                    assert_eq!(judged.verdict, Verdict::Invalid, "{} {digit} {length}", id.name);
                }
                for alphabet in [&b"0123456789"[..], b"019ABKMXYZ", b"09AZaz-./ \xff\x00"] {
                    let _ = (id.judge)(&random(&mut text, alphabet, length));
                }
            }
        }
    }

    fn random(
        text: &mut impl FnMut(&[u8], usize) -> String,
        alphabet: &[u8],
        length: usize,
    ) -> Vec<u8> {
        text(alphabet, length).chars().map(|c| c as u8).collect()
    }
}
