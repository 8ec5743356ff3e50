//! The words that judges look up: general vocabulary, lower case, sorted for binary search.
//!
//! No list holds words that people choose as passwords, unless a structure asks for it.

/// What says that something was concealed.
pub(super) const CONCEALED: &[&str] = &[
    "anonymised", "anonymized", "ausgeblendet", "blanked", "blocked", "caché", "cachée",
    "censored", "censurado", "classified", "cleared", "concealed", "confidential", "cut", "deleted", "dold",
    "elided", "encrypted", "enmascarado", "entfernt", "filtered", "filtrado", "filtré",
    "gefiltert", "geheim", "gizli", "hashed", "hidden", "mascarado", "maskad", "masked",
    "maskeret", "maskert", "maskiert", "masqué", "nascosto", "obfuscated", "obscured", "oculta",
    "ocultado", "oculto", "omitido", "omitted", "piilotettu", "private", "protected", "protegido",
    "redacted", "removed", "sanitised", "sanitized", "scrubbed", "secret", "secure", "secured",
    "sensible", "sensitive", "skjult", "skryto", "snip", "snipped", "stripped", "suppressed",
    "supprimé", "truncated", "ukryte", "ukryty", "unchanged", "undisclosed", "unloggable",
    "unprintable", "unshown", "verborgen", "versteckt", "vertraulich", "verwijderd", "withheld",
    "маскирован", "скрыт", "скрыто", "скрытый", "удалено", "マスク", "已屏蔽", "已脱敏", "已隐藏", "隐藏", "非表示",
    "숨김",
];

/// Those of them that also say so without brackets: nobody's password, and no common adjective.
pub(super) const CONCEALED_BARE: &[&str] = &[
    "anonymised", "anonymized", "ausgeblendet", "censored", "concealed", "filtered", "hidden",
    "masked", "maskiert", "masqué", "obfuscated", "obscured", "oculto", "omitted", "protected",
    "redacted", "removed", "sanitised", "sanitized", "scrubbed", "snipped", "stripped",
    "suppressed", "unchanged", "undisclosed", "withheld", "скрыто", "已隐藏", "非表示",
];

/// What stands beside such a word without adding anything.
pub(super) const BESIDE_CONCEALED: &[&str] = &[
    "a", "access", "and", "api", "are", "as", "auth", "by", "bytes", "char", "chars", "client",
    "content", "contents", "credential", "credentials", "data", "details", "displayed", "due", "email",
    "field", "for", "from", "has", "in", "info", "information", "is", "key", "log", "logged",
    "logger", "logging", "logs", "name", "no", "not", "output", "param", "parameter", "passwd",
    "password", "phone", "policy", "printed", "pwd", "reasons", "secret", "security", "sensitive",
    "shown", "specified", "string", "text", "the", "this", "to", "token", "user", "username",
    "value", "values", "was",
];

/// Words for no value at all.
pub(super) const NOTHING: &[&str] = &[
    "nan", "nil", "none", "nonetype", "nothing", "null", "nullptr", "undef", "undefined", "unset",
    "void",
];

/// Words that say how it went or what is wanted: the closed class that stands even behind `=` or
/// within quotes.
pub(super) const STATUS: &[&str] = &[
    "abgelaufen", "absent", "accepted", "alterada", "always", "ask", "assente", "aucun", "aucune",
    "ausente", "auto", "auto-generated", "available", "ayarlandı", "ayarlanmadı", "bad",
    "bilinmiyor", "blank", "blocked", "boş", "brak", "cached", "cambiada", "cancelled", "changed",
    "checked", "clear", "cleartext", "configured", "correct", "correcta", "correcto", "correta",
    "correto", "corretta", "created", "default", "definida", "definido", "deleted", "denied",
    "deprecated", "desconhecida", "desconocida", "değiştirildi", "disabled", "doğru", "défini",
    "eliminada", "empty", "enabled", "encrypted", "enregistré", "erforderlich", "errata", "errato",
    "error", "evet", "exists", "expired", "expiring", "fail", "failed", "failure", "falsch",
    "false", "faltando", "fehlt", "feil", "fel", "found", "galt", "gelöscht", "generated",
    "gesetzt", "gespeichert", "geändert", "gizli", "good", "granted", "greșită", "guardada",
    "hashed", "hatalı", "hayır", "ignored", "impostata", "impostato", "include", "inconnu",
    "incorrect", "incorrecto", "inherit", "inherited", "interactive", "invalid", "invalidated",
    "invalide", "inválido", "issued", "kaydedildi", "kein", "keine", "keines", "kept", "korrekt",
    "leer", "loaded", "locked", "malformed", "match", "matched", "mismatch", "mismatched",
    "missing", "modificata", "modified", "modifié", "napačno", "nascosta", "necessary", "needed",
    "nein", "nenhum", "nenhuma", "nepareiza", "nessuna", "nessuno", "neteisingas", "never", "nicht",
    "nie", "nieznane", "ninguna", "ninguno", "no", "non", "not", "not-set", "not_configured",
    "not_set", "null", "não", "obecne", "obligatoire", "obligatorio", "oculta", "off", "ok", "okay",
    "omit", "on", "ongeldig", "optional", "oui", "passed", "pending", "plain", "plaintext",
    "pogrešna", "poprawne", "present", "presente", "prompt", "prompted", "provided", "présent",
    "puste", "pusty", "reject", "rejected", "removida", "renewed", "requerido", "required",
    "requis", "reset", "revoked", "rotated", "salvata", "same", "same-origin", "saved",
    "sconosciuta", "sent", "set", "silindi", "sim", "skip", "skipped", "stdin", "stored", "strong",
    "success", "successful", "supplied", "supprimé", "sì", "sí", "tak", "timeout", "true", "ukryte",
    "unauthorized", "unavailable", "unbekannt", "unchanged", "unconfigured", "undefined",
    "unencrypted", "ungültig", "unknown", "unlocked", "unset", "unspecified", "unused",
    "unverified", "updated", "used", "ustawione", "usunięte", "vacía", "vacío", "valid",
    "validated", "vazia", "vazio", "verborgen", "vereist", "verified", "verifying", "vide",
    "vorhanden", "vuota", "vuoto", "väär", "väärä", "was", "weak", "wrong", "wymagane", "yes",
    "yok", "zapisane", "верен", "верный", "да", "есть", "задан", "изменён", "не", "неверен",
    "неверный", "неизвестен", "нет", "обязателен", "пуст", "пустой", "скрыт", "сохранён", "удалён",
    "указан", "あり", "いいえ", "なし", "はい", "不存在", "不明", "为空", "保存済み", "削除済み", "否", "存在", "已保存", "已删除",
    "已设置", "已隐藏", "必填", "必須", "无", "无效", "是", "期限切れ", "未知", "正しい", "正确", "無効", "設定済み", "错误", "隐藏",
    "미설정", "삭제됨", "설정됨", "숨김", "아니오", "없음", "예", "오류", "있음", "저장됨", "정확함",
];

/// What packages are built for: `passwd:amd64`.
pub(super) const MACHINES: &[&str] = &[
    "aarch64", "amd64", "arm64", "armel", "armhf", "i386", "i686", "mips64el", "noarch", "ppc64el",
    "riscv64", "s390x", "x86_64",
];

/// What stands behind a number with the type of its language: `16u32`.
pub(super) const NUMBER_TYPES: &[&str] = &[
    "f32", "f64", "i128", "i16", "i32", "i64", "i8", "u128", "u16", "u32", "u64", "u8", "usize",
];

/// Where accounts are looked up: `passwd: files`.
pub(super) const SOURCES: &[&str] = &[
    "compat", "db", "files", "kerberos", "keyring", "ldap", "nis", "pam", "sss", "systemd",
    "winbind",
];

/// How words for "wrong", "required", "expired", "missing" and the like begin in many languages,
/// whatever the gender, number and case they end in.
pub(super) const STATUS_STEMS: &[&str] = &[
    "abgelauf", "belum", "błęd", "caducad", "caducat", "chybn", "erforderl", "expirad", "expirée", "expiré",
    "faltante", "fehlend", "felaktig", "fehlgesch", "forkert", "gecersiz", "geçersiz", "gerekl", "gesperrt", "geänder",
    "hiányz", "hibás", "incorrec", "incorret", "inkorrekt", "inval", "invál", "kadaluarsa", "krävs", "lipses", "mancan",
    "manquant", "neispravn", "nepravil", "neplatn", "nesprávn", "nieprawid", "non valid", "obbligator", "obligator", "obligatoir",
    "obligatori", "obrigat", "ogiltig", "ongeldig", "onjuist", "pakolli", "povinn", "powinn", "påkrev", "påkræv",
    "requer", "requis", "richiest", "scadut", "tidak", "ugyldig", "ungült", "ungueltig", "vencid", "verkeerd", "verlopen",
    "verplicht", "vereist", "virheel", "väärä", "wajib", "wygas", "wymagan", "yanlis", "yanlış", "zorunlu", "zmienion",
    "έγκυρ", "λάθος", "απαιτ", "действ", "изменен", "изменён", "истек", "истёк", "невер", "недейств", "неправ",
    "обязат", "отсутств", "просроч", "сброш", "успешн", "хибн", "חובה", "שגוי", "مطلوب", "غير", "خاطئ", "आवश्यक", "गलत",
    "不一致", "不匹配", "不正", "不能为", "已修改", "已更", "已过期", "必填", "必須", "无效", "未設定", "未设置", "無効", "空", "错误",
    "間違", "誤り", "变更", "変更", "만료", "변경", "불일치", "입력", "잘못", "틀", "필수", "không", "bắt buộc", "sai",
];

/// Names of types, as programs print them in place of a value.
pub(super) const TYPES: &[&str] = &[
    "any", "array", "blob", "bool", "boolean", "buffer", "byte", "bytea", "bytes", "char", "class",
    "date", "datetime", "dict", "double", "float", "function", "guardedstring", "guid", "hash",
    "hashmap", "int", "integer", "interface", "jsonb", "keyword", "list", "long", "longtext",
    "map", "mediumtext", "number", "nvarchar", "object", "optional", "record", "secretstr",
    "secretstring", "securestring", "sensitivestring", "slice", "str", "string", "struct",
    "symbol", "text", "timestamp", "tinytext", "tuple", "type", "uint", "undefined", "unit",
    "uuid", "varbinary", "varchar",
];

/// Names of algorithms, formats and protocols with digits or odd spellings.
pub(super) const ALGORITHMS: &[&str] = &[
    "aes", "aes128", "aes192", "aes256", "argon2", "argon2d", "argon2i", "argon2id", "base32",
    "base58", "base62", "base64", "bcrypt", "blake2", "blake2b", "blake3", "blowfish", "ccmp",
    "chacha20", "comp128", "comp128v1", "comp128v2", "comp128v3", "cp1252", "crc32", "crypt", "curve25519", "des",
    "des3", "eap", "ecdh", "ecdsa", "ed25519", "ed448", "es256", "es384", "es512", "gpg", "gzip", "hex",
    "hkdf", "hmac", "hs256", "hs384", "hs512", "http2", "http3", "ipv4", "ipv6", "iso8859", "jwe",
    "jwks", "jws", "jwt", "kerberos5", "krb5", "latin1", "ldap", "ldaps", "ldapv2", "ldapv3", "md4",
    "md5", "mschapv2", "mysql", "mysql41", "nt", "ntlm", "ntlmv2", "oauth", "oauth1", "oauth2",
    "oidc", "pbkdf2", "pem", "pgp", "pgsql", "pkcs1", "pkcs11", "pkcs12", "pkcs7", "pkcs8", "plain",
    "ps256", "psk", "rc4", "rfc2617", "ripemd160", "rs256", "rs384", "rs512", "rsa", "rsa2048",
    "rsa4096", "s3", "sae", "saml", "saml2", "scram", "scrypt", "secp256k1", "sha", "sha1", "sha2",
    "sha224", "sha256", "sha3", "sha384", "sha512", "smime", "ssha", "ssl", "ssl3", "sslv3", "tkip",
    "tls", "tls1", "tlsv1", "totp", "u2f", "unix", "utf", "utf16", "utf8", "webauthn", "wep", "wpa",
    "wpa2", "wpa3", "x25519", "x509", "xml",
];

/// Words of the sentences that stand behind `password:` or `token:`.
pub(super) const PROSE: &[&str] = &[
    "a", "about", "account", "accounts", "after", "again", "all", "already", "also", "alt", "am",
    "an", "and", "another", "any", "api", "are", "as", "at", "att", "attempt", "attempts", "auf",
    "aus", "auth", "authenticating", "authentication", "authorization", "available", "avec",
    "because", "been", "before", "being", "between", "but", "by", "bytes", "can", "can't",
    "cannot", "change", "changed", "changing", "character", "characters", "che", "check",
    "checking", "client", "code", "con", "config", "configuration", "configured", "connect",
    "connection", "could", "couldn't", "created", "credential", "credentials", "dans", "das",
    "database", "denied", "der", "des", "di", "did", "didn't", "die", "digits", "dla", "do",
    "does", "doesn't", "don't", "done", "du", "due", "each", "een", "ein", "eine", "either", "el",
    "else", "empty", "end", "enter", "entered", "error", "errors", "es", "est", "exceeded",
    "exception", "exist", "exists", "expected", "expire", "expired", "expires", "expiry", "fail",
    "failed", "failing", "failure", "field", "file", "find", "for", "forgot", "format", "found",
    "from", "för", "für", "generated", "get", "given", "got", "had", "has", "hash", "hasn't",
    "have", "header", "het", "if", "ignored", "il", "in", "incorrect", "input", "instead",
    "insufficient", "inte", "invalid", "is", "isn't", "issued", "ist", "it", "its", "jest", "kein",
    "keine", "key", "la", "las", "last", "le", "least", "leave", "left", "length", "les", "letter",
    "letters", "limit", "loaded", "loading", "local", "log", "login", "long", "los", "lowercase",
    "made", "match", "matched", "matches", "matching", "max", "maximum", "may", "message",
    "method", "migrating", "min", "minimum", "minutes", "mismatch", "missing", "mit", "must",
    "name", "need", "needed", "needs", "new", "next", "nicht", "nie", "niet", "no", "non", "none",
    "not", "null", "number", "numbers", "não", "och", "oder", "of", "off", "old", "on", "once",
    "only", "or", "os", "other", "our", "out", "para", "parameter", "parameters", "parse",
    "parsing", "pas", "pass", "passed", "password", "passwords", "pending", "per", "permission",
    "permissions", "please", "policy", "por", "position", "pour", "process", "prompt", "provide",
    "provided", "query", "reached", "read", "reason", "received", "refresh", "refused", "rejected",
    "reload", "remaining", "renewed", "repeat", "request", "requested", "requests", "require",
    "required", "requirements", "requires", "reset", "result", "retry", "retrying", "return",
    "returned", "role", "same", "seconds", "secret", "see", "sent", "server", "service", "session",
    "set", "short", "should", "so", "some", "sono", "special", "start", "started", "starting",
    "state", "status", "still", "string", "strong", "successful", "successfully", "such",
    "supplied", "symbol", "symbols", "system", "than", "that", "the", "their", "them", "then",
    "there", "they", "this", "times", "to", "token", "tokens", "too", "try", "trying", "type",
    "uma", "un", "unable", "unauthorized", "und", "une", "unexpected", "uninitialized", "unknown",
    "unless", "until", "updated", "updating", "uppercase", "use", "used", "user", "username",
    "users", "using", "valid", "validate", "validated", "validating", "validation", "value",
    "values", "verification", "verified", "verify", "via", "von", "voor", "waiting", "warning",
    "was", "wasn't", "weak", "were", "when", "where", "which", "while", "whitespace", "will",
    "wird", "with", "within", "without", "won't", "wrong", "wurde", "you", "your", "zu",
];

/// Words that a message to a user holds and a pass phrase hardly does.
pub(super) const MESSAGE: &[&str] = &[
    "attempt", "attempts", "can't", "cannot", "caracteres", "caractères", "caratteri", "character",
    "characters", "configured", "confirm", "contraseña", "could", "couldn't", "debe", "deve",
    "devi", "didn't", "disabled", "doesn't", "doit", "don't", "empty", "enter", "erforderlich",
    "error", "expected", "expire", "expired", "expires", "failed", "failure", "falsch", "field",
    "gerekli", "geçersiz", "hasn't", "hasło", "heslo", "incorrect", "incorrecta", "incorrecto",
    "inserire", "invalid", "invalide", "inválida", "inválido", "isn't", "kennwort", "length",
    "lowercase", "lösenord", "match", "maximum", "mindestens", "minimum", "mismatch", "missing",
    "moet", "mot", "muss", "must", "måste", "need", "needs", "nieprawidłowe", "not", "obbligatorio",
    "obligatoire", "obligatorio", "obrigatório", "ongeldig", "optional", "parameter", "passe",
    "passwd", "password", "passwords", "passwort", "permission", "please", "provide", "provided",
    "rejected", "requerida", "requerido", "required", "requis", "requise", "reset", "retype",
    "saisir", "senha", "shall", "should", "specify", "szükséges", "tekens", "type", "unable",
    "ungültig", "uppercase", "using", "validate", "validation", "vereist", "verify", "wachtwoord",
    "wasn't", "won't", "wymagane", "zeichen", "znaków", "şifre", "введите", "должен", "неверный",
    "неправильный", "обязателен", "пароль", "пароля", "символов",
];

/// Words that make a value a hole to be filled in.
pub(super) const PLACEHOLDER: &[&str] = &[
    "changeme", "enter", "example", "fill", "fixme", "here", "insert", "placeholder", "put",
    "replace", "sample", "tbd", "todo", "xxx", "your",
];

/// What the hole is for.
pub(super) const PLACEHOLDER_NOUN: &[&str] = &[
    "a", "access", "account", "actual", "admin", "and", "api", "app", "application", "auth", "aws",
    "bot", "change", "client", "code", "credential", "credentials", "database", "db", "email",
    "generated", "github", "gitlab", "goes", "here", "hook", "id", "in", "it", "key", "keys",
    "license", "login", "me", "my", "name", "new", "of", "own", "pass", "passphrase", "password",
    "private", "project", "public", "pwd", "real", "secret", "secure", "service", "session",
    "signing", "site", "slack", "string", "strong", "super", "that", "the", "this", "to", "token",
    "user", "username", "value", "webhook", "with",
];

/// The word for a password itself, as labels have it.
pub(super) const LABEL: &[&str] = &[
    "community", "contraseña", "hasło", "heslo", "jelszó", "kennwort", "lozinka", "lösenord",
    "passord", "passphrase", "passwd", "password", "passwort", "salasana", "senha", "wachtwoord",
    "şifre", "пароль",
];

/// Units of time, size and number.
pub(super) const UNITS: &[&str] = &[
    "attempts", "b", "bit", "bits", "byte", "bytes", "char", "char(s)", "character", "characters",
    "chars", "count", "d", "day", "days", "digit", "digits", "entries", "factor", "gb", "gib", "h",
    "hour", "hours", "hr", "hrs", "items", "k", "kb", "keys", "kib", "letter", "letters", "m",
    "mb", "mib", "min", "mins", "minute", "minutes", "ms", "ns", "s", "sec", "second", "seconds",
    "secs", "tb", "times", "tokens", "tries", "us", "w", "week", "weeks", "x", "µs",
];

/// Letter pairs that words hold, one row a first letter, bit 0 for `a`: the pairs that make up 98 %
/// of a vocabulary of five thousand English words from program documentation. A random text soon
/// holds others.
const PAIRS: [u32; 26] = [
    0x17ebd6e, 0x11e4915, 0x11e4d95, 0x136495d, 0x1fffdff, 0x11e4931, 0x01679d1, 0x01e7911,
    0x2aefc7f, 0x0104011, 0x0042111, 0x13cc93d, 0x014d913, 0x13c7d7d, 0x0fefd6f, 0x11ec991,
    0x0100000, 0x17efd7f, 0x15cfdbd, 0x15ed9bd, 0x00ef97f, 0x0004111, 0x0066991, 0x0089115,
    0x00cf910, 0x0000111,
];

/// How many neighbours among ASCII letters are no pair that words hold.
pub(super) fn odd_pairs(letters: &[u8]) -> usize {
    let index = |b: u8| usize::from(b.to_ascii_lowercase().wrapping_sub(b'a'));
    let odd = |pair: &&[u8]| {
        PAIRS.get(index(pair[0])).is_some_and(|row| row & (1 << index(pair[1]).min(31)) == 0)
    };
    letters.windows(2).filter(odd).count()
}

/// All lists of more than a few words.
pub(super) const ALL: &[&[&str]] = &[
    MACHINES, NUMBER_TYPES, SOURCES, CONCEALED, CONCEALED_BARE, BESIDE_CONCEALED, NOTHING, STATUS, TYPES, ALGORITHMS, PROSE, MESSAGE, PLACEHOLDER, PLACEHOLDER_NOUN, LABEL, UNITS,
    super::place::EXTENSIONS, super::place::ROOTS, super::template::ROOTS,
];
