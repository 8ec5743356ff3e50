//! Azure's identifiable keys: a four-character signature and a Marvin checksum at the end.
//! Older keys of the same services carry neither and are no business of this file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::encoded::decode;
use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName, FactValue};

/// Signatures and the published seeds, eight ASCII bytes each.
/// Source: github.com/microsoft/security-utilities, `IdentifiableMetadata` and `ValidateBase64Key`.
const SEEDS: [(&[u8; 4], &[u64]); 12] = [
    (b"+ASt", &[seed(b"Default0")]),
    (b"+ABa", &[seed(b"AbAAct00")]),
    (
        b"ACDb",
        &[
            seed(b"MastRO00"),
            seed(b"MastRW00"),
            seed(b"SystRO00"),
            seed(b"SystRW00"),
            seed(b"SysAll00"),
            seed(b"Resour00"),
            seed(b"Encryp00"),
        ],
    ),
    (b"APIM", &[seed(b"Tenant00"), seed(b"IoTHub00"), seed(b"Gateway0"), seed(b"GitKey00")]),
    (b"+ASb", MESSAGING),
    (b"+AEh", MESSAGING),
    (b"+ARm", MESSAGING),
    (b"AIoT", &[seed(b"IoTHub00"), seed(b"DpsKey00"), seed(b"Device00")]),
    (b"AzCa", &[seed(b"Access00")]),
    (b"+ACR", &[seed(b"ACRDflt0")]),
    (b"AzFu", &[seed(b"Master00"), seed(b"System00"), seed(b"Functi00")]),
    (b"AzSe", &[seed(b"Query000"), seed(b"PAdmin00")]),
];

const MESSAGING: &[u64] = &[
    seed(b"Send0000"),
    seed(b"Manage00"),
    seed(b"Listen00"),
    seed(b"System00"),
    seed(b"Unknown0"),
];

const fn seed(name: &[u8; 8]) -> u64 {
    u64::from_be_bytes(*name)
}

/// The last four decoded bytes are the Marvin hash of the rest. A sum that does not hold rejects
/// nothing: keys may have been made with seeds that are not published.
pub(crate) fn verdict(secret: &[u8]) -> Verdict {
    let padding = secret.iter().rev().take_while(|&&b| b == b'=').count();
    // Six characters encode the checksum, and the signature stands right before them.
    let Some(at) = secret.len().checked_sub(padding + 10) else {
        return Verdict::Unknown;
    };
    let Some((_, seeds)) = SEEDS.iter().find(|(mark, _)| secret[at..].starts_with(*mark)) else {
        return Verdict::Unknown;
    };
    let Some(bytes) = decode(secret) else {
        return Verdict::Unknown;
    };
    let Some((body, sum)) = bytes.split_last_chunk::<4>() else {
        return Verdict::Unknown;
    };
    let sum = u32::from_le_bytes(*sum);
    if seeds.iter().any(|&seed| fold(marvin(body, seed)) == sum) {
        Verdict::Valid
    } else {
        Verdict::Unknown
    }
}

/// What all keys in the common annotated form have in the same place, and how long they are to their
/// checksum.
const ANNOTATED: (usize, &[u8]) = (52, b"JQQJ99");
const SUMMED: usize = 80;

/// Whose key it is, by the signature before the checksum.
const ISSUERS: [(&[u8; 4], &str); 3] =
    [(b"ACOG", "Azure AI services"), (b"AWPS", "Azure Web PubSub"), (b"AZDO", "Azure DevOps")];

/// Keys in the common annotated form: year and month of issue, whose they are, and the start of a
/// checksum over 60 bytes, in base64 or, since 2024, in base62.
/// Source: github.com/microsoft/security-utilities, `CommonAnnotatedKey` and `IdentifiableSecrets`.
pub(crate) fn annotated(secret: &[u8]) -> Judgement {
    let (at, mark) = ANNOTATED;
    let Some((body, sum)) = secret.split_at_checked(SUMMED) else {
        return Verdict::Unknown.into();
    };
    if !body[at..].starts_with(mark) {
        return Verdict::Unknown.into();
    }
    let mut facts = Vec::new();
    if let [year @ b'A'..=b'Z', month @ b'A'..=b'L', ..] = body[at + mark.len()..] {
        let (year, month) = (2024 + u16::from(year - b'A'), month - b'A' + 1);
        facts.push(Fact { name: FactName::Created, value: FactValue::Month { year, month } });
    }
    if let Some((_, issuer)) = ISSUERS.iter().find(|(mark, _)| body.ends_with(*mark)) {
        facts.push(Fact::text(FactName::KeyType, issuer));
    }
    let sums = annotated_sums(body);
    let holds = sums.is_some_and(|sums| sums.iter().any(|known| sum.starts_with(known.as_bytes())));
    Judgement::with(if holds { Verdict::Valid } else { Verdict::Invalid }, facts)
}

/// The four characters that may stand behind the first 80 of such a key.
pub(crate) fn annotated_sums(body: &[u8]) -> Option<[String; 2]> {
    let bytes = STANDARD.decode(body).ok()?;
    let sum = fold(marvin(&bytes, seed(b"Default0"))).to_le_bytes();
    let base64 = STANDARD.encode(sum);
    Some([base64.get(..4)?.to_owned(), base62(sum).get(..4)?.to_owned()])
}

/// Four bytes as one number in base62, with a zero for each byte that is zero at the start; padded with
/// zeros behind, as the library does it.
fn base62(bytes: [u8; 4]) -> String {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut number = u32::from_be_bytes(bytes);
    let mut digits = Vec::new();
    while number > 0 || digits.is_empty() {
        digits.push(char::from(DIGITS[number as usize % 62]));
        number /= 62;
    }
    let zeros = bytes.iter().take(3).take_while(|byte| **byte == 0).count();
    let text: String = "0".chars().cycle().take(zeros).chain(digits.into_iter().rev()).collect();
    format!("{text:0<6}")
}

fn fold(hash: u64) -> u32 {
    (hash >> 32) as u32 ^ hash as u32
}

/// Marvin (US patent 20130262421), as in .NET.
fn marvin(data: &[u8], seed: u64) -> u64 {
    let (mut low, mut high) = (seed as u32, (seed >> 32) as u32);
    let mut mix = |word: u32| {
        low = low.wrapping_add(word);
        high ^= low;
        low = low.rotate_left(20).wrapping_add(high);
        high = high.rotate_left(9) ^ low;
        low = low.rotate_left(27).wrapping_add(high);
        high = high.rotate_left(19);
    };
    let mut words = data.chunks_exact(4);
    for word in &mut words {
        mix(word.iter().rev().fold(0, |n, &b| n << 8 | u32::from(b)));
    }
    mix(words.remainder().iter().rev().fold(0x80, |n, &b| n << 8 | u32::from(b)));
    mix(0);
    u64::from(high) << 32 | u64::from(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marvin_vectors_of_dotnet() {
        // dotnet/corefx, src/Common/tests/Tests/System/MarvinTests.cs
        let cases: [(&[u8], u64, u64); 8] = [
            (&[], 0x30ED_35C1_00CD_3C7D, 0x10A9_D5D3_996F_D65D),
            (&[0xaf], 0x48E7_3FC7_7D75_DDC1, 0x6820_1F91_960E_BF91),
            (&[0xe7, 0x0f], 0xB5F6_E1FC_485D_BFF8, 0x64B5_8163_1F6A_B378),
            (&[0x37, 0xf4, 0x95], 0xF0B0_7C78_9B8C_F7E8, 0xE1F2_DFA6_E513_1408),
            (&[0x86, 0x42, 0xdc, 0x59], 0x7008_F2E8_7E9C_F556, 0x3628_9D96_54FB_49F6),
            (&[0x15, 0x3f, 0xb7, 0x98, 0x26], 0xE6C0_8C6D_A2AF_A997, 0x0A06_114B_1346_4DBD),
            (&[0x09, 0x32, 0xe6, 0x24, 0x6c, 0x47], 0x6F04_BF1A_5EA2_4060, 0xD6DD_5E40_AD1B_C2ED),
            (
                &[0xab, 0x42, 0x7e, 0xa8, 0xd1, 0x0f, 0xc7],
                0xE118_47E4_F067_8C41,
                0xE203_987D_BA25_2FB3,
            ),
        ];
        for (data, first, second) in cases {
            assert_eq!(marvin(data, 0x004F_B61A_001B_DBCC), first);
            assert_eq!(marvin(data, 0x804F_B61A_001B_DBCC), second);
        }
    }

    #[test]
    fn seeds_are_the_published_numbers() {
        assert_eq!(SEEDS[0].1, [0x4465_6661_756c_7430]);
        assert_eq!(seed(b"AbAAct00"), 0x4162_4141_6374_3030);
        assert_eq!(seed(b"Query000"), 0x5175_6572_7930_3030);
    }

    #[test]
    fn an_annotated_key_tells_its_month_and_issuer_and_holds() {
        let body = format!("{}JQQJ99BLACfhMk5XJ3w3AAAAACOG", "k".repeat(52));
        for sum in annotated_sums(body.as_bytes()).unwrap() {
            let Judgement { verdict, facts } = annotated(format!("{body}{sum}").as_bytes());
            let facts: Vec<_> = facts.iter().map(|fact| fact.value.to_string()).collect();
            assert_eq!(
                (verdict, facts.as_slice()),
                (Verdict::Valid, &["2025-12".to_owned(), "Azure AI services".to_owned()][..])
            );
        }
        assert_eq!(annotated(format!("{body}0000").as_bytes()).verdict, Verdict::Invalid);
        let other = body.replacen('J', "K", 1) + "0000";
        assert_eq!(annotated(other.as_bytes()), Verdict::Unknown.into());
        assert_eq!(annotated(body.as_bytes()).verdict, Verdict::Invalid);
    }

    #[test]
    fn base62_is_that_of_the_library() {
        assert_eq!(base62([0, 0, 0, 0]), "000000".to_owned());
        assert_eq!(base62([0, 0, 0, 61]), "000z00".to_owned());
        assert_eq!(base62([0, 0, 1, 0]), "004800".to_owned());
        assert_eq!(base62([255; 4]), "4gfFC3".to_owned());
    }

    #[test]
    fn a_storage_key_made_here_holds() {
        let mut bytes = vec![7_u8; 57];
        // 57 bytes are 76 characters; the signature is the next three bytes.
        bytes.extend(STANDARD.decode("+ASt").unwrap_or_default());
        let sum = fold(marvin(&bytes, seed(b"Default0")));
        bytes.extend(sum.to_le_bytes());
        let key = STANDARD.encode(&bytes);
        assert_eq!((key.len(), &key[76..80]), (88, "+ASt"));
        assert_eq!(verdict(key.as_bytes()), Verdict::Valid);
        assert_eq!(verdict(key.replacen('B', "C", 1).as_bytes()), Verdict::Unknown);
    }
}
