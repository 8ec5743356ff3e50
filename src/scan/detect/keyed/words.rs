//! The words that decide what a key says, by their place before and behind a phrase.
//!
//! Closed classes of English as programs use it in keys; the phrases themselves are in the rules.

use crate::scan::detect::list::List;

/// Words after a phrase that leave it what it is: `password_new`, `tokenValue`.
#[rustfmt::skip]
pub(crate) static NEUTRAL: List = List::new(&[
    "again", "array", "backup", "bak", "body", "clear", "cleartext", "confirm", "confirmation", "confirmed",
    "cur", "current", "data", "default", "dev", "field", "hex", "in", "input", "list", "live", "main",
    "new", "old", "original", "param", "parameter", "plain", "plaintext", "prev", "previous",
    "primary", "prod", "production", "raw", "repeat", "repeated", "retype", "root", "secondary",
    "stage", "staging", "str", "string", "temp", "test", "text", "tmp", "unencrypted", "unmasked",
    "val", "value", "values", "verify",
]);

/// Words after a phrase for a password that say whose it is or which one: in Romance and Slavic languages
/// they stand there, and programs sort their settings so.
#[rustfmt::skip]
pub(crate) static OWNERS: List = List::new(&[
    "acceso", "accesso", "acces", "accès", "actual", "actuel", "actuelle", "adm", "admin",
    "administrador", "administrateur", "administrator", "aktualne", "aktuell", "alt", "altes",
    "ancien", "anterior", "antigua", "app", "atual", "banco", "base", "bd", "benutzer", "bruker",
    "conferma", "confirmacion", "confirmação", "database", "datos", "db", "empleado", "ftp",
    "gast", "gebruiker", "guest", "imap", "kunde", "kullanici", "kullanıcı", "ldap", "mongo", "mqtt", "mysql",
    "neu", "neue", "neues", "nouveau", "nouvelle", "nova", "novo", "novoe", "nowe", "nueva", "nuevo", "nuova",
    "odbc", "oracle", "pg", "pop3", "postgres", "proxy", "redis", "rede", "sa", "sistema", "sftp", "smb", "smtp",
    "ssh", "stare", "usuario", "usuário", "utente", "utilisateur", "utilizador", "uzytkownika",
    "użytkownika", "vecchia", "vieja", "viejo", "vnc", "vpn", "web", "wifi", "wlan", "доступа", "dostępu", "dostepu", "πρόσβασης", "пользователя", "用户",
]);

/// Words after a phrase that make the key a property, even where environment variables put other
/// words (`API_KEY_STRIPE`) behind it.
#[rustfmt::skip]
pub(crate) static PROPERTIES: List = List::new(&[
    "age", "alg", "algo", "algorithm", "alias", "allowed", "arn", "at", "attempt", "attempts",
    "audience", "auth", "bits", "bucket", "buf", "cache", "callback", "change", "changed", "char", "chars",
    "check", "class", "column", "command", "complexity", "config", "cost", "count", "created",
    "date", "days", "digest", "dir", "disabled", "duration", "enabled", "encoder", "encoding",
    "encryption", "endpoint", "env", "error", "event", "exists", "expiration", "expired", "expires",
    "expiry", "factory", "file", "filename", "fingerprint", "flow", "for", "form", "format", "from",
    "function",
    "generator", "grant", "handler", "hash", "header", "hint", "history", "host", "id",
    "identifier", "ids", "index", "info", "interval", "invalid", "is", "issuer", "kind", "label",
    "last", "len", "length", "lifetime", "limit", "link", "location", "management",
    "manager", "max", "message", "method", "min", "mode", "mount", "must", "name", "names",
    "needed", "not", "number", "ok", "on", "owner", "page", "path", "pattern", "permissions",
    "placeholder", "policy", "prefix", "preview", "prompt", "protected", "protection", "provider",
    "question", "ref", "reference", "refresh", "regex", "request", "required", "requirements",
    "reset", "response", "result", "retries", "revoked", "role", "rotation", "rule", "rules",
    "salt", "scheme", "scope", "scopes", "score", "service", "set", "settings", "size", "source",
    "space", "state", "status", "store", "strategy", "strength", "success", "suffix", "support",
    "table", "time", "timeout", "timestamp", "title", "to", "total", "ttl", "type", "types", "uri",
    "url", "usage", "used", "user", "username", "valid", "validated", "validation", "validator",
    "validity", "verified", "version", "warning", "was", "with",
]);

/// Words before `token`, `key`, `code` or `session` that name something public of that name.
#[rustfmt::skip]
pub(crate) static OTHERS: List = List::new(&[
    "accounting", "acct", "bos", "cancel", "cancellation", "candidate", "challenge", "completion",
    "continuation", "cursor", "delta", "eos", "fencing", "foreign", "hashed", "hot", "idempotency", "input",
    "last", "lexer", "lock", "max", "min", "next", "opaquelock", "output", "pad", "page", "pager", "pagination",
    "paging", "parser", "partition", "prev", "previous", "primary", "prompt", "pub", "public",
    "publishable", "reasoning", "resume", "ring", "row", "site", "sort", "start", "sync", "syntax",
    "total", "unexpected", "unique", "window",
]);

/// How words start that tell of forged requests.
pub(crate) const FORGERY: [&[u8]; 3] = [b"csrf", b"xsrf", b"antiforgery"];

/// Words before `session` that name one of another system or layer, by which events are put together.
#[rustfmt::skip]
pub(crate) static FOREIGN: List = List::new(&[
    "agent", "analytics", "call", "chat", "conversation", "correlation", "debug", "driver", "dtls", "external", "kernel",
    "mcp", "media", "multi", "parent", "replay", "rtp", "rtsp", "sip", "spark", "ssh", "ssl", "telemetry", "terminal",
    "tls", "trace", "tracking", "training", "webdriver",
]);

/// Words before a phrase that make it a text of a screen: `lbl_password`, `placeholder.password`.
pub(crate) static LABELS: List =
    List::new(&["caption", "heading", "hint", "label", "labels", "lbl", "placeholder", "tooltip"]);

/// Words before `pass` that make it a run over something, or a ticket.
#[rustfmt::skip]
pub(crate) static PASSES: List = List::new(&[
    "analysis", "boarding", "compiler", "compute", "depth", "gbuffer", "geometry", "graph", "lighting", "llvm",
    "first", "lowering", "mlir", "optimization", "optimizer", "render", "rewrite", "season", "second", "shader", "shadow",
    "ski", "third",
]);

/// What has keys of its own that open nothing: of caches, tables, messages, stores and structures.
#[rustfmt::skip]
pub(crate) static THINGS: List = List::new(&[
    "alert", "alias", "any", "array", "arrow", "artifact", "asset", "attribute", "avatar", "bind",
    "binding", "blob", "block", "bucket", "build", "ca", "cache", "category", "cdn", "cert",
    "certificate", "chain", "checksum", "chunk", "cluster", "collection", "column", "commit",
    "composite", "compound", "config", "consistency", "context", "cookie", "correlation",
    "country", "customer", "dedup", "dedupe", "dict", "dictionary", "digest", "dkim", "doc",
    "document", "duplicate", "edge", "element", "entity", "entry", "enum", "etag", "etcd",
    "event", "extra", "facet", "feature", "field", "file", "filter", "fingerprint", "flag",
    "folder", "form", "generated", "gpg", "group", "grouping", "hash", "header", "heading",
    "host", "icon", "id", "image", "incident", "index", "invalid", "issue", "item", "job", "join",
    "json", "kms", "known", "label", "language", "layer", "leaf", "line", "list", "locale", "log",
    "lookup", "map", "mapping", "member", "menu", "message", "meta", "metadata", "metric",
    "missing", "msg", "namespace", "natural", "node", "note", "notification", "object", "option",
    "order", "os", "param", "parent", "parsed", "path", "permission", "person", "pgp", "prefix",
    "project", "property", "queue", "range", "rate", "record", "redis", "ref", "region",
    "registration", "registry", "request", "resource", "response", "restore", "result", "ring",
    "routing", "row", "sample", "schema", "search", "section", "segment", "sequence", "session",
    "setting", "shard", "signed", "slot", "snapshot", "source", "span", "ssh", "ssm", "stack",
    "state", "status", "stored", "stream", "string", "surrogate", "table", "tag", "target",
    "task", "template", "tenant", "text", "thread", "throttle", "ticket", "time", "tls", "topic",
    "trace", "tracking", "transaction", "translation", "tree", "trie", "trigger", "ttl", "type",
    "unknown", "upload", "url", "usage", "user", "value", "variable", "view", "virtual", "volume",
]);

/// Words that stand glued before a short phrase: `dbpass`, `userpwd`, `adminpw`.
#[rustfmt::skip]
pub(crate) static QUALIFIERS: List = List::new(&[
    "access", "account", "acct", "ad", "adm", "admin", "api", "app", "auth", "backup", "bind", "bios",
    "bot", "cam", "cert", "cipher", "client", "conf", "confirm", "conn", "connect", "console", "crypt",
    "cur", "current", "data", "database", "db", "decrypt", "default", "dev", "edit", "edt", "email", "enable", "enc",
    "encrypt", "export", "fld", "form", "frm", "ftp", "git", "guest", "host", "http", "https", "imap", "import", "ipmi",
    "jks", "jwt", "key", "keystore", "ldap", "login", "mail", "master", "mongo", "mqtt", "my",
    "mysql", "nas", "net", "new", "nick", "node", "odbc", "old", "oper", "ora", "oracle", "orig", "ovpn", "owner", "pass",
    "pg", "pop", "pop3", "prev", "priv", "private", "prod", "proxy", "psk", "pub", "radius", "rcon", "rds",
    "redis", "refresh", "remote", "repo", "rmt", "root", "rpc", "sa", "sasl", "secret", "server",
    "service", "session", "sftp", "share", "sign", "smb", "smtp", "snmp", "sql", "ssh", "ssl",
    "sso", "store", "str", "sudo", "super", "svc", "sys", "system", "sz", "temp", "test", "tls", "tmp", "token",
    "trust", "truststore", "txt", "unlock", "user", "usr", "vnc", "vpn", "web", "wifi", "win", "wlan", "wp", "wpa", "x",
    "zip",
]);

/// Programs that are named after the passwords that they change.
#[rustfmt::skip]
pub(crate) static PROGRAMS: List = List::new(&[
    "chgpasswd", "chpasswd", "gpasswd", "htpasswd", "kpasswd", "ldappasswd", "lppasswd", "smbpasswd", "vncpasswd", "vpasswd", "yppasswd",
]);

/// What a user is called in keys beside those of secrets, in the main languages.
#[rustfmt::skip]
pub(crate) static USERS: List = List::new(&[
    "account", "acct", "benutzer", "benutzername", "bruger", "bruker", "compte", "correo", "cuenta",
    "email", "felhasználó", "gebruiker", "gebruikersnaam", "id", "identifiant", "konto", "käyttäjä",
    "kullanıcı", "login", "loginname", "mail", "nutzer", "pengguna", "użytkownik", "uživatel", "uid",
    "user", "userid", "username", "usr", "usuario", "usuário", "utente", "utilisateur",
    "utilizador", "utilizator", "användare", "ssid", "имя", "користувач", "логин", "логін",
    "пользователь", "χρήστης", "משתמש", "المستخدم", "用户", "用户名", "用戶", "帐号", "账号", "账户", "ユーザー",
    "ユーザー名", "ユーザ", "アカウント", "사용자", "아이디", "계정",
]);

/// Words between a key and its value that say "is", in scripts that put no blank before them. The
/// longer one stands first where one starts with the other.
#[rustfmt::skip]
pub(crate) static GLUED: List = List::new(&[
    "是", "为", "為", "已重置为", "已修改为", "已更改为", "已更新为", "已设置为", "已设为", "已改为", "重置为", "修改为", "更改为", "设置为", "设为", "改为",
    "は", "が", "を", "는", "은", "가", "이", "를", "คือ",
]);

/// Words before a value that say that it came in, or was typed.
#[rustfmt::skip]
pub(crate) static RECEIVED: List = List::new(&[
    "got", "received", "given", "entered", "typed", "supplied", "submitted", "erhalten", "eingegeben", "reçu", "saisi",
    "recibida", "recibido", "ingresada", "introducida", "ricevuta", "ricevuto", "inserita", "recebida", "digitada",
    "otrzymano", "podano", "wpisano", "podane", "wpisane", "получено", "получен", "введено", "введён", "введенный", "введённый", "введений",
    "ontvangen", "ingevoerd", "ingevoerde", "opgegeven", "eingegebenes", "angegebenes", "saisie", "fournie", "proporcionada", "fornita",
    "immessa", "informada", "angivet", "angivna", "inmatat", "inskrivet", "oppgitt", "inntastet", "indtastet", "indtastede", "syötetty",
    "annettu", "sisestatud", "įvestas", "ievadīta", "zadané", "zadáno", "megadott", "beírt", "introdusă", "unesena", "vnesena", "girilen",
]);
