//! Tokens whose middle is base64 of something readable. Decoded values are looked at, never kept.

use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName};
use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// Base64 of either alphabet, padded or not.
pub(crate) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    if text.iter().any(|&b| matches!(b, b'-' | b'_')) {
        URL_SAFE.decode(text).ok()
    } else {
        STANDARD.decode(text).ok()
    }
}

/// The part from `eyJ` on (to a dot, if there is one) is base64 of a JSON object.
pub(crate) fn json(secret: &[u8]) -> Verdict {
    let Some(at) = secret.windows(3).position(|w| w == b"eyJ") else {
        return Verdict::Unknown;
    };
    let part = secret[at..].split(|&b| b == b'.').next().unwrap_or_default();
    match decode(part) {
        Some(text) if is_object(&text) => Verdict::Valid,
        // The text may have been cut by the logger; what is there must still look like JSON.
        Some(text) if text.starts_with(b"{\"") && is_text(&text) => Verdict::Unknown,
        _ => Verdict::Doubtful,
    }
}

/// As `json`, of a provider that has not published the form: never doubts.
pub(crate) fn json_hint(secret: &[u8]) -> Verdict {
    match json(secret) {
        Verdict::Doubtful => Verdict::Unknown,
        verdict => verdict,
    }
}

#[derive(serde::Deserialize)]
struct GrafanaClaims {
    #[serde(rename = "o")]
    organisation: String,
}

/// Grafana Cloud's tokens: `glc_` and base64 JSON, whose `o` is the number of the organisation in every
/// token seen. Grafana has not published it, so other text is not doubted.
pub(crate) fn grafana_cloud(secret: &[u8]) -> Judgement {
    let text = secret.strip_prefix(b"glc_").and_then(decode).unwrap_or_default();
    let claims = serde_json::from_slice::<GrafanaClaims>(&text).ok();
    let number = claims.and_then(|claims| claims.organisation.parse().ok());
    match number {
        Some(number) => {
            let organisation = Fact::number(FactName::OrganizationId, number);
            Judgement::with(Verdict::Valid, vec![organisation])
        }
        None => json_hint(secret).into(),
    }
}

/// JFrog's reference tokens: base64 of `reftkn:VERSION:EXPIRY:SECRET`, where an expiry of 0 is none. Another
/// text in base64 is none of theirs; bytes that are no text are of a form not seen.
pub(crate) fn jfrog_reference(secret: &[u8]) -> Judgement {
    let text = decode(secret).unwrap_or_default();
    let mut parts = text.split(|b| *b == b':');
    if parts.next() != Some(b"reftkn") {
        let other = !text.is_empty() && is_text(&text);
        return if other { Verdict::Invalid } else { Verdict::Doubtful }.into();
    }
    let end = parts.nth(1).and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
    let expires = end.filter(|end| (1..1 << 36).contains(end));
    let expires = expires.map(|end| Fact::day(FactName::Expires, end));
    Judgement::with(Verdict::Valid, expires.into_iter().collect())
}

#[derive(serde::Deserialize)]
struct SnykClaims {
    #[serde(rename = "e")]
    expires: u64,
}

/// Snyk's tokens: `snyk_uat.VERSION.PAYLOAD.SIGNATURE`, the payload of base64 JSON, of which its tools read
/// the host `h` (github.com/snyk/go-application-framework); `e` is the end in every token seen.
pub(crate) fn snyk(secret: &[u8]) -> Judgement {
    let text = secret.split(|&b| b == b'.').nth(2).and_then(decode).unwrap_or_default();
    if !is_object(&text) {
        return Verdict::Doubtful.into();
    }
    let claims = serde_json::from_slice::<SnykClaims>(&text).ok();
    let expires = claims.map(|claims| claims.expires).filter(|end| *end < 1 << 36);
    let expires = expires.map(|end| Fact::day(FactName::Expires, end));
    Judgement::with(Verdict::Valid, expires.into_iter().collect())
}

#[derive(serde::Deserialize)]
struct SentryClaims {
    #[serde(rename = "iat")]
    issued: serde_json::Number,
    #[serde(rename = "org")]
    _organisation: String,
}

/// Sentry's organisation tokens: base64 JSON with `iat` and `org`, then `_` and 43 characters.
/// From Sentry's RFC 91, "CI upload tokens".
pub(crate) fn sentry(secret: &[u8]) -> Judgement {
    let body = secret.strip_prefix(b"sntrys_").unwrap_or(secret);
    let part = body.split(|&b| b == b'_').next().unwrap_or_default();
    let claims = decode(part).and_then(|text| serde_json::from_slice::<SentryClaims>(&text).ok());
    let Some(claims) = claims else { return Verdict::Doubtful.into() };
    let issued = claims.issued.as_f64().filter(|seconds| (0.0..4e9).contains(seconds));
    let created = issued.map(|seconds| Fact::day(FactName::Created, seconds as u64));
    Judgement::with(Verdict::Valid, created.into_iter().collect())
}

fn is_object(text: &[u8]) -> bool {
    text.starts_with(b"{") && serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok()
}

fn is_text(text: &[u8]) -> bool {
    text.iter().all(|b| matches!(b, b' '..=b'~' | b'\t' | b'\n' | b'\r'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_from_noise() {
        let good = STANDARD.encode(r#"{"k":"abc","n":"name","id":1}"#);
        assert_eq!(json(format!("glc_{good}").as_bytes()), Verdict::Valid);
        assert_eq!(json(b"glc_eyJnnnnnnnnnnnnnn/nn"), Verdict::Doubtful);
        assert_eq!(json(b"nothing"), Verdict::Unknown);
    }

    #[test]
    fn grafana_names_the_organisation() {
        let token = |json| format!("glc_{}", STANDARD.encode(json));
        let judged = grafana_cloud(token(r#"{"o":"652992","n":"stack-ci","k":"x"}"#).as_bytes());
        assert_eq!(judged.facts, [Fact::number(FactName::OrganizationId, 652_992)]);
        for json in [r#"{"o":"kettle"}"#, r#"{"o":7}"#, "kettle"] {
            assert_eq!(grafana_cloud(token(json).as_bytes()).facts, [], "{json}");
        }
    }

    #[test]
    fn a_reference_tells_the_end() {
        let judge = |text: &[u8]| jfrog_reference(STANDARD.encode(text).as_bytes());
        let facts = judge(b"reftkn:01:1700000000:kettlekettlekettlekettle").facts;
        assert_eq!(facts, [Fact::day(FactName::Expires, 1_700_000_000)]);
        assert_eq!(judge(b"reftkn:01:0:kettle"), Verdict::Valid.into());
        assert_eq!(judge(b"reftkn:"), Verdict::Valid.into());
        assert_eq!(judge(b"refunds of the last year"), Verdict::Invalid.into());
        assert_eq!(judge(b"reft\xff\xfe\x01"), Verdict::Doubtful.into());
        assert_eq!(jfrog_reference(b"cmVmd!"), Verdict::Doubtful.into());
    }

    #[test]
    fn snyk_tells_the_end() {
        let token = |json| format!("snyk_uat.1fcad39e.{}.c2ln", STANDARD.encode(json));
        let judged = snyk(token(r#"{"e":1700000000,"h":"snyk.io"}"#).as_bytes());
        assert_eq!(judged.facts, [Fact::day(FactName::Expires, 1_700_000_000)]);
        assert_eq!(snyk(token(r#"{"h":"snyk.io"}"#).as_bytes()), Verdict::Valid.into());
        assert_eq!(snyk(token("kettle").as_bytes()), Verdict::Doubtful.into());
        assert_eq!(snyk(b"snyk_uat."), Verdict::Doubtful.into());
    }

    #[test]
    fn sentry_needs_its_claims() {
        let good = STANDARD.encode(r#"{"iat":1687336543.69859,"url":null,"region_url":"http://localhost:8000","org":"sentry"}"#);
        let judged = sentry(format!("sntrys_{good}_0000").as_bytes());
        assert_eq!(judged.verdict, Verdict::Valid);
        assert_eq!(judged.facts[0].value.to_string(), "2023-06-21");
        let bad = STANDARD.encode(r#"{"iat":1687336543.69859}"#);
        assert_eq!(sentry(format!("sntrys_{bad}_0000").as_bytes()), Verdict::Doubtful.into());
    }
}
