//! Cookies that carry a login, whatever their name: in `Cookie` and `Set-Cookie`, in every dress in which
//! programs print headers.
//!
//! Most cookies are none of that: what counts visitors, keeps a choice or leads to a server is left alone.
//! So the name has to speak of a login, or the server has to have hidden the cookie from scripts, and the
//! value has to be one that nothing but a generator makes.

use std::ops::Range;

use super::cookie_objects;
use crate::scan::detect::accept::Accept;
use crate::scan::detect::list::List;
use crate::scan::detect::read::Value;
use crate::scan::detect::value::{Proof, is_generated};
use crate::scan::detect::{Found, Window};

/// Cookies of one header that are looked at, the longest name, the longest value, and the longest header.
const COOKIES: usize = 48;
const NAME: usize = 80;
const VALUE: usize = 2 << 10;
const HEADER: usize = 4 << 10;
/// The shortest value, and the shortest one under a name that says nothing.
const SHORTEST: usize = 16;
const SHORTEST_UNNAMED: usize = 24;

/// Words of names that speak of a login.
#[rustfmt::skip]
static LOGINS: List = List::new(&[
    "sess", "session", "sessions", "sessid", "sid", "ssid", "auth", "authn", "authjs", "token", "login", "logged", "remember", "rememberme",
    "sso", "identity", "jwt", "ticket", "secret", "access", "refresh", "saml", "oidc", "credential", "passport",
]);
/// Words of names of cookies that open nothing, and how others begin: of analytics, consent, choices, load
/// balancers, firewalls and tests.
#[rustfmt::skip]
static OTHERS: List = List::new(&[
    "consent", "gdpr", "locale", "lang", "language", "i18n", "theme", "tz", "timezone", "currency", "country", "region", "csrf", "xsrf",
    "visitor", "visit", "visid", "guest", "anon", "anonymous", "device", "tracking", "track", "analytics", "experiment", "abtest", "variant", "bucket",
    "campaign", "affiliate", "referrer", "utm", "fingerprint", "route", "routeid", "serverid", "server", "backend", "sticky", "lb", "balancer", "node",
    "state", "nonce", "antiforgery", "correlation", "culture", "challenge", "captcha", "version", "build", "flash", "cart", "basket", "last",
]);
const BEGINNINGS: [&[u8]; 42] = [
    b"csrf",
    b"xsrf",
    b"_ga",
    b"_gid",
    b"_gcl",
    b"_gat",
    b"_fbp",
    b"_fbc",
    b"__utm",
    b"_pk_",
    b"_hj",
    b"_cl",
    b"_uet",
    b"ajs_",
    b"amp_",
    b"mp_",
    b"optimizely",
    b"optanon",
    b"euconsent",
    b"intercom-id",
    b"hubspot",
    b"__hs",
    b"_mk",
    b"awsalb",
    b"awselb",
    b"bigip",
    b"ts01",
    b"__cf",
    b"cf_",
    b"_cf",
    b"incap_ses",
    b"visid_incap",
    b"nlbi_",
    b"ak_bmsc",
    b"bm_",
    b"_abck",
    b"arraffinity",
    b"apscookie",
    b"dtcookie",
    b"rxvisitor",
    b"nid",
    b"muid",
];

/// How the names of cookies begin that carry the logins of one product and do not say so: gateways of
/// Cisco, Fortinet and Citrix, access managers (OpenAM, Oracle), shops (Magento, PrestaShop), frameworks
/// and applications that name the cookie after themselves.
#[rustfmt::skip]
const PRODUCTS: [&[u8]; 28] = [
    b".aspnet", b"webvpn", b"svpncookie", b"nsc_aaac", b"nsc_tma", b"frontend", b"adminhtml", b"prestashop-", b"iplanetdirectorypro",
    b"obssocookie", b"__ac", b"cakephp", b"symfony", b"mojolicious", b"fe_typo_user", b"be_typo_user", b"nagiosxi", b"cacti",
    b"phpmyadmin", b"horde", b"dokuwiki", b"mantis_string_cookie", b"xf_user", b"mybbuser",
    b"li_at", b"bduss", b".roblosecurity", b"usercredentialcache",
];
/// What a server says of a cookie behind it (RFC 6265, section 4.1, and its successor's draft).
static ATTRIBUTES: List = List::new(&[
    "domain",
    "expires",
    "httponly",
    "max-age",
    "partitioned",
    "path",
    "priority",
    "samesite",
    "secure",
    "version",
]);
/// Whether a text starts with an attribute of a cookie: `Secure; path=/`.
pub(crate) fn starts_attribute(text: &[u8]) -> bool {
    let name = text.iter().take_while(|b| b.is_ascii_alphabetic() || **b == b'-').count();
    let ends = text.get(name).is_none_or(|b| b";=\"'\\\r\n".contains(b));
    ends && ATTRIBUTES.has_in_any_case(&text[..name])
}

/// Attributes that are passed over before one of them.
const BEFORE: usize = 6;

pub(super) fn read(window: &Window<'_>, accept: &Accept, _: &mut Vec<u8>, found: &mut Found) {
    let bytes = window.bytes;
    if bytes[window.literal()].to_ascii_lowercase().starts_with(b"httponly") {
        return cookie_objects::read(window, accept, found);
    }
    if bytes[window.at] == b'\t' {
        return in_file(window, accept, found);
    }
    if bytes[window.at] == b';' {
        return before_attributes(window, accept, found);
    }
    let Some(start) = header(bytes, window.literal()) else { return };
    if bytes[..start].ends_with(b"('") || bytes[..start].ends_with(b"(\"") {
        return tuples(window, start, accept, found);
    }
    let limit = bytes.len().min(start + HEADER);
    let mark = |b: &u8| matches!(b, b'\n' | b'\r' | b'"' | b'\'' | b'<' | b'>' | b'\\' | b'`');
    let end = bytes[start..limit].iter().position(mark).map_or(limit, |n| start + n);
    let sets = bytes[window.at.saturating_sub(4)..window.at].eq_ignore_ascii_case(b"set-");
    let hidden = sets && attribute(&bytes[start..end], b"httponly");
    let mut at = start;
    for nth in 0..COOKIES {
        let part = memchr::memchr(b';', &bytes[at..end]).map_or(end, |n| at + n);
        // Behind attributes the next cookie of a folded header: `…; HttpOnly, b=2`.
        let next = memchr::memmem::find(&bytes[at..part], b", ").map(|n| at + n + 2);
        let skip = sets && nth > 0;
        at = if skip { next.unwrap_or(part) } else { at };
        if let Some((name, value)) = pair(bytes, at..part)
            && is_login(&bytes[name], &bytes[value.clone()], hidden)
        {
            accept.value(window, &Value::new(value, Proof::Delimited), found);
        }
        at = part + 1;
        if at >= end {
            return;
        }
    }
}

/// `[('SID', 'x'), ('lang', 'en')]`: name and value of each in a tuple; `start` is behind the first quote.
fn tuples(window: &Window<'_>, start: usize, accept: &Accept, found: &mut Found) {
    let limit = window.bytes.len().min(start + HEADER);
    let line = window.bytes[start..limit].iter().position(|b| *b == b'\n');
    let text = &window.bytes[..line.map_or(limit, |n| start + n)];
    let quote = text[start - 1];
    let mut at = start;
    for _ in 0..COOKIES {
        let close = |from: usize| memchr::memchr(quote, &text[from..]).map(|n| from + n);
        let Some(name) = close(at) else { return };
        let joint = text[name..].iter().take_while(|b| **b == quote || b", ".contains(b)).count();
        let first = name + joint;
        let Some(end) = close(first).filter(|_| text[first - 1] == quote && joint > 2) else {
            return;
        };
        if name - at <= NAME
            && end - first <= VALUE
            && is_login(&text[at..name], &text[first..end], false)
        {
            accept.value(window, &Value::new(first..end, Proof::Quoted), found);
        }
        let gap = text[end + 1..].iter().take_while(|b| b"), (".contains(b)).count();
        at = end + 1 + gap + 1;
        if gap < 3 || text.get(at - 1) != Some(&quote) {
            return;
        }
    }
}

/// `DSID=5f2c…; path=/; secure`: a cookie as it is set, without the header's name.
fn before_attributes(window: &Window<'_>, accept: &Accept, found: &mut Found) {
    let bytes = window.bytes;
    let low = window.at.saturating_sub(VALUE);
    let end = first_attribute(bytes, low, window.at);
    let part = |b: &&u8| b.is_ascii_graphic() && !b"\"'<>,;`".contains(b);
    let start = end - bytes[low..end].iter().rev().take_while(part).count();
    let limit = bytes.len().min(end + HEADER);
    let line = memchr::memchr(b'\n', &bytes[end..limit]).map_or(limit, |n| end + n);
    let hidden = attribute(&bytes[start..line], b"httponly");
    if let Some((name, value)) = pair(bytes, start..end)
        && is_login(&bytes[name], &bytes[value.clone()], hidden)
    {
        accept.value(window, &Value::new(value, Proof::Delimited), found);
    }
}

/// Where the first of the attributes starts that stand before `at`, with its sign.
fn first_attribute(bytes: &[u8], low: usize, at: usize) -> usize {
    let before = |at: &usize| {
        let sign = memchr::memrchr(b';', &bytes[low..*at])? + low;
        let text = bytes[sign + 1..*at].trim_ascii();
        let name = text.split(|b| *b == b'=').next().unwrap_or_default();
        ATTRIBUTES.has_in_any_case(name).then_some(sign)
    };
    std::iter::successors(Some(at), before).take(BEFORE).last().unwrap_or(at)
}

/// Where the first cookie starts behind the header's name, its delimiter and the quotes and brackets
/// around.
fn header(bytes: &[u8], literal: Range<usize>) -> Option<usize> {
    // `Cookies: a=1; b=2`, as clients tell of theirs.
    let at = literal.end + usize::from(matches!(bytes.get(literal.end), Some(b's' | b'S')));
    let rest = &bytes[at..bytes.len().min(at + 24)];
    let open = |b: &u8| b" \"'\\=:>,[({b`\t".contains(b);
    let length = rest.iter().take_while(|b| open(b)).count();
    // `--cookie x=1`, `<Cookie x=1 for …>`
    let before = &bytes[..literal.start];
    let told = rest.starts_with(b" ") && (before.ends_with(b"--") || before.ends_with(b"<"));
    let delimiter = told || rest[..length].iter().any(|b| b"=:>,".contains(b));
    (delimiter && length < rest.len()).then_some(at + length)
}

/// Whether one of the parts behind the first is this attribute.
fn attribute(header: &[u8], name: &[u8]) -> bool {
    header.split(|b| *b == b';').skip(1).any(|part| part.trim_ascii().eq_ignore_ascii_case(name))
}

/// Name and value of a cookie.
fn pair(bytes: &[u8], part: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let text = &bytes[part.clone()];
    let blank = text.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let equals = memchr::memchr(b'=', text).filter(|n| *n > blank && *n - blank <= NAME)?;
    let name = part.start + blank..part.start + equals;
    let token = |b: &u8| b.is_ascii_alphanumeric() || b"._-$!%*+^|~#&".contains(b);
    let end = text.iter().skip(equals).position(u8::is_ascii_whitespace);
    let value = name.end + 1..end.map_or(part.end, |n| part.start + equals + n);
    let plain = bytes[value.clone()].iter().all(|b| b.is_ascii_graphic() && *b != b',');
    let fits = bytes[name.clone()].iter().all(token) && value.len() <= VALUE;
    (fits && plain).then_some((name, value))
}

/// A line of the file in which clients keep cookies: host, whether its subdomains count, path, whether
/// it takes TLS, time of expiry, name and value, with tabs between. A browser marks hidden ones.
fn in_file(window: &Window<'_>, accept: &Accept, found: &mut Found) {
    let bytes = window.bytes;
    let low = window.at.saturating_sub(NAME);
    let hidden = memchr::memmem::find(&bytes[low..window.at], b"#HttpOnly_").is_some();
    let start = window.at + 1;
    let limit = bytes.len().min(start + VALUE);
    let line = memchr::memchr(b'\n', &bytes[start..limit]).map_or(limit, |n| start + n);
    let mut fields = bytes[start..line].splitn(6, |b| *b == b'\t');
    let (Some(_), Some(_), Some(_), Some(time), Some(name), Some(value)) =
        (fields.next(), fields.next(), fields.next(), fields.next(), fields.next(), fields.next())
    else {
        return;
    };
    let value = value.trim_ascii_end();
    let time = !time.is_empty() && time.iter().all(u8::is_ascii_digit);
    if time && !value.contains(&b'\t') && is_login(name, value, hidden) {
        let end = start + bytes[start..line].trim_ascii_end().len();
        accept.value(window, &Value::new(end - value.len()..end, Proof::Delimited), found);
    }
}

/// Whether a cookie carries a login.
pub(super) fn is_login(name: &[u8], value: &[u8], hidden: bool) -> bool {
    let lower = name.to_ascii_lowercase();
    if value.len() < SHORTEST || BEGINNINGS.iter().any(|begin| lower.starts_with(begin)) {
        return false;
    }
    let words = || words(name);
    if words().any(|word| OTHERS.has_in_any_case(word)) {
        return false;
    }
    // `SSESS5f2c…`, `JSESSIONIDSSO`, `_oauth2_proxy`
    let within = |part: &[u8]| memchr::memmem::find(&lower, part).is_some();
    let named = words().any(|word| LOGINS.has_in_any_case(word))
        || [&b"sid"[..], b"token"].iter().any(|end| lower.ends_with(end))
        || within(b"sess")
        || within(b"auth")
        || within(b"signed")
        || is_signed(value)
        || PRODUCTS.iter().any(|begin| lower.starts_with(begin));
    // What is percent-encoded or has parts is judged by its longest part.
    let part = value.split(|b| b"%.:|~!@".contains(b)).max_by_key(|part| part.len());
    let made = part.is_some_and(|part| is_generated(part) || is_long(part)) || is_signed(value);
    match named {
        true => made,
        false => hidden && made && value.len() >= SHORTEST_UNNAMED,
    }
}

/// Base64 for URLs of 48 bytes and more, whose signs make many short parts of it.
fn is_long(part: &[u8]) -> bool {
    let count = |class: fn(&u8) -> bool| part.iter().filter(|b| class(b)).count();
    let url = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    part.len() >= 64
        && part.iter().all(url)
        && count(u8::is_ascii_uppercase) > 8
        && count(u8::is_ascii_lowercase) > 8
        && count(u8::is_ascii_digit) > 4
}

/// `data--digest`: what a framework sealed or signed so that nobody else makes such a cookie, with the SHA-1
/// of Rails behind it.
fn is_signed(value: &[u8]) -> bool {
    const DIGEST: usize = 40;
    let Some(at) = value.len().checked_sub(DIGEST) else { return false };
    let (body, digest) = value.split_at(at);
    body.len() > DIGEST && body.ends_with(b"--") && digest.iter().all(u8::is_ascii_hexdigit)
}

/// The words of a name: between signs, and where its case changes.
fn words(name: &[u8]) -> impl Iterator<Item = &[u8]> {
    let humps = |a: &u8, b: &u8| !(a.is_ascii_lowercase() && b.is_ascii_uppercase());
    let parts = name.split(|b| !b.is_ascii_alphabetic()).filter(|part| !part.is_empty());
    parts.flat_map(move |part| part.chunk_by(humps))
}

#[cfg(test)]
mod tests {
    use super::is_login;

    const MADE: &[u8] = b"q7Zr2mX9cVb4Lp1Ks8Tn5Wd3";

    #[test]
    fn names_that_speak_of_a_login_carry_one() {
        for name in [
            "XSID",
            "app_sess",
            "remember_user_token",
            "koa.sess",
            "wordpress_logged_in_17",
            "SSO",
            ".AspNetCore.Identity.Application",
            "userLogin",
            "authjs.session-token",
            "MRHSession",
            "SSESS5f2c9d7e",
            "JSESSIONIDSSO",
            "_oauth2_proxy",
            "webvpn",
            "PrestaShop-5f2c9d7e",
            "iPlanetDirectoryPro",
            "__ac",
            "CAKEPHP",
            ".AspNetCore.Cookies",
        ] {
            assert!(is_login(name.as_bytes(), MADE, false), "{name}");
        }
    }

    #[test]
    fn others_do_where_the_server_hides_them_alone() {
        assert!(is_login(b"k7", MADE, true) && !is_login(b"k7", MADE, false));
        for name in [
            "_ga",
            "AWSALB",
            "__cf_bm",
            "XSRF-TOKEN",
            "csrftoken",
            "x_csrf",
            "visitor_id",
            "lang",
            "BIGipServerpool",
            "cookieConsent",
            "lb",
            "ROUTEID",
            "incap_ses_17",
            ".AspNetCore.Antiforgery.x1",
            ".AspNetCore.Correlation.x1",
        ] {
            assert!(!is_login(name.as_bytes(), MADE, true), "{name}");
        }
        for value in
            ["deleted", "1", "node-17.eu-west.example", "0d5b5d7a-1e2f-4c3b-8a9d-0f1e2d3c4b5a"]
        {
            assert!(!is_login(b"app_sid", value.as_bytes(), true), "{value}");
        }
    }
}
