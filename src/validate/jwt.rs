//! JSON Web Tokens (RFC 7519): the header must decode to JSON with `alg`. No signature is checked,
//! and no clock is read: an expiry is told, not judged.

use super::encoded::decode;
use super::{Judgement, Verdict};
use crate::fact::{Fact, FactName};
use serde::Deserialize;
use serde::de::IgnoredAny;

#[derive(Deserialize)]
struct Header<'a> {
    alg: Option<std::borrow::Cow<'a, str>>,
    enc: Option<IgnoredAny>,
}

#[derive(Deserialize)]
struct Claims<'a> {
    #[serde(borrow)]
    iss: Option<std::borrow::Cow<'a, str>>,
    #[serde(borrow)]
    role: Option<std::borrow::Cow<'a, str>>,
    iat: Option<serde_json::Number>,
    exp: Option<serde_json::Number>,
}

/// The registered algorithms for signatures and for keys (RFC 7518, RFC 8037, RFC 8812). Only a name of
/// this list is told: any other text could be anything.
const ALGORITHMS: [&str; 31] = [
    "HS256",
    "HS384",
    "HS512",
    "RS256",
    "RS384",
    "RS512",
    "ES256",
    "ES384",
    "ES512",
    "ES256K",
    "PS256",
    "PS384",
    "PS512",
    "EdDSA",
    "RSA1_5",
    "RSA-OAEP",
    "RSA-OAEP-256",
    "A128KW",
    "A192KW",
    "A256KW",
    "dir",
    "ECDH-ES",
    "ECDH-ES+A128KW",
    "ECDH-ES+A192KW",
    "ECDH-ES+A256KW",
    "A128GCMKW",
    "A192GCMKW",
    "A256GCMKW",
    "PBES2-HS256+A128KW",
    "PBES2-HS384+A192KW",
    "PBES2-HS512+A256KW",
];

/// Issuers by a part of their name, and what they issue.
const ISSUERS: [(&str, &str); 11] = [
    ("kubernetes/serviceaccount", "Kubernetes service account token"),
    ("kubernetes.default", "Kubernetes service account token"),
    ("//login.microsoftonline.com/", "Microsoft Entra token"),
    ("//sts.windows.net/", "Microsoft Entra token"),
    ("//accounts.google.com", "Google identity token"),
    ("//securetoken.google.com/", "Firebase identity token"),
    ("//token.actions.githubusercontent.com", "GitHub Actions identity token"),
    ("//cognito-idp.", "Amazon Cognito token"),
    (".auth0.com", "Auth0 token"),
    (".okta.com", "Okta token"),
    ("/realms/", "Keycloak token"),
];

/// Supabase's keys are tokens whose role says what they may do
/// (supabase.com/docs/guides/api/api-keys).
const ROLES: [(&str, &str); 2] =
    [("service_role", "Supabase service key"), ("anon", "Supabase public key")];

impl Claims<'_> {
    /// What kind of token it is, as far as its issuer is known.
    fn kind(&self) -> Option<&'static str> {
        let issuer = self.iss.as_deref()?;
        if issuer == "supabase" {
            let role = self.role.as_deref()?;
            return ROLES.iter().find(|(known, _)| *known == role).map(|(_, kind)| *kind);
        }
        ISSUERS.iter().find(|(part, _)| issuer.contains(part)).map(|(_, kind)| *kind)
    }
}

/// The shortest part of a token: `{"alg":"none"}` takes 19 characters.
const LEAST: usize = 16;

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
        // A provider's prefix may stand before it: `wrkaus-eyJ…`.
        let prefix = secret.iter().position(|b| *b == b'-').filter(|_| !secret.starts_with(b"e"));
        prefix.map_or(secret, |dash| &secret[dash + 1..])
    };
    let mut parts = secret.split(|&b| b == b'.');
    let header = parts.next().and_then(decode);
    let Some(header) = header.as_deref().and_then(|h| serde_json::from_slice::<Header<'_>>(h).ok())
    else {
        return mangled(secret).into();
    };
    let Some(alg) = header.alg else {
        return Verdict::Invalid.into();
    };
    let mut facts = Vec::new();
    if alg.eq_ignore_ascii_case("none") {
        facts.push(Fact::text(FactName::Algorithm, "none (unsigned)"));
    } else if let Some(known) = ALGORITHMS.iter().find(|known| **known == alg) {
        facts.push(Fact::text(FactName::Algorithm, known));
    }
    if header.enc.is_none() {
        // Claims that do not parse (cut by the logger, compressed) leave the header's word.
        let claims = parts.next().and_then(decode);
        let claims = claims.as_deref().and_then(|c| serde_json::from_slice::<Claims<'_>>(c).ok());
        let kind = claims.as_ref().and_then(Claims::kind);
        facts.extend(kind.map(|kind| Fact::text(FactName::KeyType, kind)));
        let (issued, expires) = claims.map_or((None, None), |c| (c.iat, c.exp));
        for (name, time) in [(FactName::Created, issued), (FactName::Expires, expires)] {
            let seconds = time.and_then(|n| n.as_f64()).filter(|n| (0.0..1e11).contains(n));
            facts.extend(seconds.map(|n| Fact::day(name, n as u64)));
        }
    }
    Judgement::with(Verdict::Valid, facts)
}

/// Text whose header does not read: one all the same that somebody wrote wrong or masked within, where it
/// starts as an object does and its parts are long enough.
fn mangled(secret: &[u8]) -> Verdict {
    let parts = secret.split(|&b| b == b'.').take_while(|part| part.len() >= LEAST).count();
    if secret.starts_with(b"eyJ") && parts >= 3 { Verdict::Doubtful } else { Verdict::Invalid }
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
        let claims = r#"{"iat":1699990000.5,"exp":1700000000}"#;
        let judged = judge(&token(r#"{"alg":"HS256"}"#, claims));
        assert_eq!(judged.verdict, Verdict::Valid);
        assert_eq!(
            judged.facts,
            [
                Fact::text(FactName::Algorithm, "HS256"),
                Fact::day(FactName::Created, 1_699_990_000),
                Fact::day(FactName::Expires, 1_700_000_000),
            ]
        );
        assert_eq!(judge(&token(r#"{"typ":"JWT"}"#, "{}")).verdict, Verdict::Invalid);
        assert_eq!(judge(&token(r#"{"alg":"#, "{}")).verdict, Verdict::Invalid);
        assert_eq!(judge(b"eyJ.eyJ").verdict, Verdict::Invalid);
        assert_eq!(judge(b"").verdict, Verdict::Invalid);
        let prefixed = [b"wrkaus-".to_vec(), token(r#"{"alg":"HS256"}"#, claims)].concat();
        assert_eq!(judge(&prefixed).facts.len(), 3);
        let mangled = b"eyJhbGciOieeeiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0.c2lnbmF0dXJlc2ln";
        assert_eq!(judge(mangled).verdict, Verdict::Doubtful);
        assert_eq!(judge(&mangled[..60]).verdict, Verdict::Invalid);
    }

    #[test]
    fn known_issuers_are_told() {
        for (claims, kind) in [
            (r#"{"iss":"supabase","role":"service_role"}"#, Some("Supabase service key")),
            (
                r#"{"iss":"https://login.microsoftonline.com/1/v2.0"}"#,
                Some("Microsoft Entra token"),
            ),
            (r#"{"iss":"https://id.example.net"}"#, None),
            (r#"{"role":"service_role"}"#, None),
        ] {
            let facts = judge(&token(r#"{"alg":"HS256"}"#, claims)).facts;
            let told = facts.iter().find(|fact| fact.name == FactName::KeyType).map(|f| f.value);
            assert_eq!(told, kind.map(crate::fact::FactValue::Text), "{claims}");
        }
    }

    #[test]
    fn unsigned_is_told_and_unknown_text_is_not() {
        let unsigned = Fact::text(FactName::Algorithm, "none (unsigned)");
        assert_eq!(judge(&token(r#"{"alg":"None"}"#, "{}")).facts, [unsigned]);
        assert_eq!(judge(&token(r#"{"alg":"hunter2"}"#, "{}")).facts, []);
    }
}
