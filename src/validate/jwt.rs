//! JSON Web Tokens (RFC 7519): the header must decode to JSON with `alg`. No signature is checked,
//! and no clock is read: an expiry is told, not judged.

use super::encoded::decode;
use super::{Judgement, Verdict};
use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Deserialize)]
struct Header<'a> {
    alg: Option<std::borrow::Cow<'a, str>>,
    enc: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Claims {
    exp: Option<serde_json::Number>,
}

pub(crate) fn judge(secret: &[u8]) -> Judgement {
    let whole;
    let secret = if secret.starts_with(b"ZXlK") {
        // The whole token once more in base64.
        let Some(text) = decode(secret) else {
            return Verdict::Invalid.into();
        };
        whole = text;
        &whole
    } else {
        secret
    };
    let mut parts = secret.split(|&b| b == b'.');
    let header = parts.next().and_then(decode);
    let Some(header) = header.as_deref().and_then(|h| serde_json::from_slice::<Header<'_>>(h).ok())
    else {
        return Verdict::Invalid.into();
    };
    let Some(alg) = header.alg else {
        return Verdict::Invalid.into();
    };
    let mut facts = Vec::new();
    // The name of an algorithm is short and plain; anything else is not worth telling.
    if alg.len() <= 24 && alg.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+'))
    {
        facts.push((
            "alg",
            if alg.eq_ignore_ascii_case("none") {
                "none (unsigned)".to_owned()
            } else {
                alg.into_owned()
            },
        ));
    }
    if header.enc.is_none() {
        // Claims that do not parse (cut by the logger, compressed) leave the header's word.
        let claims = parts.next().and_then(decode);
        let claims = claims.as_deref().and_then(|c| serde_json::from_slice::<Claims>(c).ok());
        let exp = claims.and_then(|c| c.exp).and_then(|n| n.as_f64());
        if let Some(exp) = exp.filter(|n| (0.0..1e11).contains(n)) {
            facts.push(("exp", date(exp as u64)));
        }
    }
    Judgement::with(Verdict::Valid, facts)
}

/// Seconds since 1970 as a date, by Howard Hinnant's civil_from_days.
pub(crate) fn date(seconds: u64) -> String {
    let days = (seconds / 86_400) as i64 + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as B64;

    fn token(header: &str, claims: &str) -> Vec<u8> {
        format!("{}.{}.c2ln", B64.encode(header), B64.encode(claims)).into_bytes()
    }

    #[test]
    fn header_decides() {
        let judged = judge(&token(r#"{"alg":"HS256"}"#, r#"{"exp":1700000000}"#));
        assert_eq!(judged.verdict, Verdict::Valid);
        assert_eq!(judged.facts, [("alg", "HS256".to_owned()), ("exp", "2023-11-14".to_owned())]);
        assert_eq!(judge(&token(r#"{"typ":"JWT"}"#, "{}")).verdict, Verdict::Invalid);
        assert_eq!(judge(&token(r#"{"alg":"#, "{}")).verdict, Verdict::Invalid);
        assert_eq!(judge(b"eyJ.eyJ").verdict, Verdict::Invalid);
        assert_eq!(judge(b"").verdict, Verdict::Invalid);
    }

    #[test]
    fn unsigned_is_told() {
        assert_eq!(
            judge(&token(r#"{"alg":"none"}"#, "{}")).facts,
            [("alg", "none (unsigned)".to_owned())]
        );
    }

    #[test]
    fn dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(951_782_400), "2000-02-29");
        assert_eq!(date(4_102_444_800), "2100-01-01");
    }
}
