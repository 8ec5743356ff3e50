//! The words that the detector knows, language by language.
//!
//! Plain tables of closed classes: telephone words, prepositions of keys, measures. No names.

use crate::scan::detect::list::List;

/// What a key says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// Its value is a phone number.
    Phone,
    /// Its value is a phone number with its calling code.
    Global,
    /// Its value may be much else: it is a phone number if it has the form of a mobile of the key's regions.
    Mobile,
    /// Somebody is called or written to: a number may follow in the sentence or in the fields.
    Speech,
}

pub(super) type Entry = (&'static [&'static str], Says, &'static [&'static str]);

const GERMANIC: &[&str] = &[
    "DE", "AT", "CH", "TR", "PL", "SE", "NO", "DK", "CZ", "SK", "RO", "HU", "HR", "RS", "SI", "ID",
];
const SPANISH: &[&str] = &["ES", "MX", "AR", "CO", "PE", "CL", "IT"];
const PORTUGUESE: &[&str] = &["BR", "PT"];
const RUSSIAN: &[&str] = &["RU", "UA", "KZ", "BY", "BG", "RS"];
const ARABIC: &[&str] = &["SA", "EG", "AE", "MA", "DZ", "IQ", "JO", "KW"];

/// Words that are a phone, each with where its language is spoken.
pub(super) const TABLE: &[Entry] = &[
    (&["msisdn", "waid", "whatsappid"], Says::Global, &[]),
    (&["phone", "telephone", "tel", "mobile", "cell", "cellphone", "cellular"], Says::Phone, &[]),
    (&["fax", "telefax", "gsm", "viber", "dnis", "cmgs", "voice"], Says::Phone, &[]),
    (&["caller", "callee", "callerid", "callto", "sip", "sips"], Says::Phone, &[]),
    (&["telefon", "mobil", "mobiltelefon", "handy", "telp", "telpon"], Says::Phone, GERMANIC),
    (&["telefono", "teléfono", "movil", "móvil", "celular", "cellulare"], Says::Phone, SPANISH),
    (&["telefone", "fone", "telemovel", "telemóvel", "celular"], Says::Phone, PORTUGUESE),
    (&["téléphone"], Says::Phone, &["FR", "BE", "CH", "CA"]),
    (&["telefoon", "mobiel", "gsm"], Says::Phone, &["NL", "BE"]),
    (&["puhelin", "puhelinnumero"], Says::Phone, &["FI"]),
    (&["rufnummer", "anrufer", "durchwahl"], Says::Phone, &["DE", "AT", "CH"]),
    (&["tlf"], Says::Phone, &["NO", "DK", "ES"]),
    (&["hp", "nohp", "ponsel"], Says::Phone, &["ID", "MY"]),
    (&["sdt", "sđt"], Says::Phone, &["VN"]),
    (&["contact"], Says::Phone, &["IN", "PK", "BD", "NG", "KE", "GH", "ZA"]),
    (&["mob", "pager", "ani", "clid"], Says::Phone, &[]),
    // A device, or `phone` mistyped: the form of the number tells.
    (&["iphone"], Says::Mobile, &["CN"]),
    (&["sms", "smsc", "smsd", "mms", "otp", "smpp", "dlr", "whatsapp"], Says::Speech, &[]),
    // Hosts and paths of those who send them.
    (&["smsgate", "smsgateway", "smsapi", "smsglobal", "smsmode", "smshub"], Says::Speech, &[]),
    (
        &["call", "calls", "calling", "called", "dial", "dialing", "dialling", "dialed", "dialled"],
        Says::Speech,
        &[],
    ),
];

/// Words that tell of a phone together, each alone means other things: keys of telephony, and of gateways
/// for messages.
pub(super) const TOGETHER: &[(&str, Says)] = &[
    ("callingstationid", Says::Global),
    ("calledstationid", Says::Global),
    ("subscriptioniddata", Says::Global),
    ("destinationaddr", Says::Phone),
    ("destaddr", Says::Phone),
    ("sourceaddr", Says::Phone),
    ("anumber", Says::Phone),
    ("bnumber", Says::Phone),
    ("aparty", Says::Phone),
    ("bparty", Says::Phone),
    ("partya", Says::Phone),
    ("partyb", Says::Phone),
    ("tonumber", Says::Phone),
    ("fromnumber", Says::Phone),
    ("numberto", Says::Phone),
    ("numberfrom", Says::Phone),
    ("recipientnumber", Says::Phone),
    ("sendernumber", Says::Phone),
    ("calleridnum", Says::Phone),
    ("calledparty", Says::Phone),
    ("calledpartyaddress", Says::Phone),
    ("calledpartynumber", Says::Phone),
    ("callingparty", Says::Phone),
    ("callingpartyaddress", Says::Phone),
    ("callingpartynumber", Says::Phone),
    ("callerani", Says::Phone),
    ("chargedpartynumber", Says::Phone),
    ("connectednumber", Says::Phone),
    ("connectedpartynumber", Says::Phone),
    ("destinationnumber", Says::Phone),
    ("destnumber", Says::Phone),
    ("dialednumber", Says::Phone),
    ("dstnumber", Says::Phone),
    ("originatingaddress", Says::Phone),
    ("originatingnumber", Says::Phone),
    ("redirectingpartynumber", Says::Phone),
    ("sipfromuser", Says::Phone),
    ("siprequser", Says::Phone),
    ("siptouser", Says::Phone),
    ("sourcenumber", Says::Phone),
    ("srcnumber", Says::Phone),
    ("terminatingaddress", Says::Phone),
    ("terminatingnumber", Says::Phone),
    ("translatednumber", Says::Phone),
];

/// Stems of scripts without ASCII letters: found wherever they stand, since those scripts inflect
/// the word or set no spaces.
pub(super) const STEMS: &[Entry] = &[
    (&["电话", "手机"], Says::Phone, &["CN", "SG", "MY"]),
    (&["验证码", "短信"], Says::Mobile, &["CN"]),
    (&["電話", "携帯", "手機"], Says::Phone, &["JP", "TW", "HK"]),
    (&["전화", "휴대폰", "핸드폰", "연락처"], Says::Phone, &["KR"]),
    (&["елефон", "тел", "обильн", "обільн"], Says::Phone, RUSSIAN),
    (&["ηλέφωνο", "ινητό"], Says::Phone, &["GR", "CY"]),
    (&["โทร", "เบอร์"], Says::Phone, &["TH"]),
    (&["điện thoại"], Says::Phone, &["VN"]),
    (&["फोन", "फ़ोन", "मोबाइल", "ফোন"], Says::Phone, &["IN", "BD", "NP"]),
    (&["هاتف", "جوال", "موبايل"], Says::Phone, ARABIC),
    (&["تلفن", "موبایل"], Says::Phone, &["IR"]),
    (&["טלפון", "נייד"], Says::Phone, &["IL"]),
    (&["móvil", "móvel"], Says::Phone, SPANISH),
];

/// Words that may follow the telling one in a key without making it something else. Any other
/// (`phone_id`, `phoneModel`, `mobile-web`) does.
pub(super) static TAILS: List = List::new(&[
    "number",
    "numbers",
    "no",
    "nos",
    "num",
    "nums",
    "nr",
    "nbr",
    "n",
    "numero",
    "nummer",
    "numer",
    "digits",
    "e",
    "raw",
    "value",
    "val",
    "str",
    "string",
    "text",
    "input",
    "field",
    "param",
    "home",
    "work",
    "mobile",
    "cell",
    "office",
    "primary",
    "secondary",
    "main",
    "alt",
    "alternate",
    "other",
    "private",
    "personal",
    "business",
    "day",
    "daytime",
    "evening",
    "emergency",
    "full",
    "formatted",
    "national",
    "international",
    "intl",
    "local",
    "normalized",
    "normalised",
    "original",
    "new",
    "old",
    "current",
    "line",
    "to",
    "from",
    "address",
    "addr",
    "s",
    "dest",
    "destination",
    "recipient",
    "recipients",
    "receiver",
    "sender",
    "source",
    "target",
    "contact",
    "list",
    "landline",
    "uri",
    "url",
    "user",
    "customer",
    "client",
    "pref",
    "voice",
]);

/// Endings that are written together with the telling word.
pub(super) const ENDINGS: &[&str] =
    &["number", "numbers", "nummer", "numero", "num", "nr", "no", "s", "es"];

/// Telling words that others are written together with, before them: `userphone`, `Mobiltelefon`,
/// `sendsms`.
pub(super) const COMPOUNDS: [&str; 6] = ["phone", "mobile", "msisdn", "telefon", "whatsapp", "sms"];

/// What comes before `phone` in words that are no phone number's name.
pub(super) static OTHER_PHONES: List =
    List::new(&["i", "micro", "head", "ear", "mega", "saxo", "xylo", "gramo", "dicta"]);

/// Keys that mean a number where the line speaks of messages or calls, and anything elsewhere.
pub(super) static PARTIES: List = List::new(&[
    "to",
    "from",
    "dest",
    "destination",
    "recipient",
    "recipients",
    "receiver",
    "sender",
    "src",
    "source",
    "dst",
    "number",
    "num",
    "no",
    "addr",
    "address",
    "target",
    "contact",
    "da",
    "oa",
    "party",
    "aparty",
    "bparty",
    "nummer",
    "numero",
    "destinatario",
    "empfaenger",
    "para",
    "an",
    "von",
    "de",
    "remitente",
    "номер",
    "кому",
    "от",
    "号码",
    "收件人",
]);

/// Words of measures: a number behind them is theirs, even with a sign.
pub(super) static MEASURES: List = List::new(&[
    "offset",
    "offsets",
    "size",
    "len",
    "length",
    "bytes",
    "byte",
    "count",
    "counter",
    "total",
    "sum",
    "seq",
    "sequence",
    "lsn",
    "pos",
    "position",
    "delta",
    "diff",
    "drift",
    "skew",
    "ts",
    "time",
    "timestamp",
    "epoch",
    "uptime",
    "duration",
    "elapsed",
    "latency",
    "block",
    "blk",
    "sector",
    "lba",
    "page",
    "row",
    "rows",
    "version",
    "build",
    "port",
    "amount",
    "balance",
    "price",
    "crc",
    "checksum",
    "seed",
    "lat",
    "lon",
    "lng",
    "latitude",
    "longitude",
    "score",
    "gain",
    "adjust",
    "adjustment",
    "tz",
    "timezone",
    "increment",
    "inc",
    "timeout",
    "rate",
    "ratio",
]);

/// Words of identities: bare digits behind them are theirs.
pub(super) static IDENTITIES: List = List::new(&[
    "id", "ids", "uid", "gid", "pid", "tid", "sid", "rid", "serial", "imei", "imsi", "iccid",
    "order", "tracking", "invoice", "account", "acct", "isbn", "ean", "sku", "hash", "nonce",
    "code",
]);

/// What follows `telefon` in words that are no phone: telephony, its makers and its operators.
pub(super) const TELEPHONY: &[&str] =
    &["ia", "ie", "ica", "ico", "ist", "ista", "iste", "isk", "ische"];
