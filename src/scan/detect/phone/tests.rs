//! What the detector finds and what it leaves alone, through the scanner as everyone uses it.

use std::ops::ControlFlow;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType};

use crate::finding::{Confidence, Severity};
use crate::rules::RuleSet;
use crate::scan::{Options, Scanner};

fn scanner(regions: &[&str]) -> Scanner {
    let rules = RuleSet::builtin().unwrap().filter(|rule| rule.id == "phone-number");
    let regions = regions.iter().map(|&code| code.to_owned()).collect();
    Scanner::new(rules, Options { regions, ..Options::default() }).unwrap()
}

/// The values that are found at the default threshold.
fn found(scanner: &Scanner, text: &[u8]) -> Vec<String> {
    let mut values = Vec::new();
    let _ = scanner.scan_slice(&mut scanner.scratch(), text, |finding| {
        if finding.confidence >= Confidence::Medium {
            values.push(String::from_utf8_lossy(finding.secret.expose()).into_owned());
        }
        ControlFlow::Continue(())
    });
    values
}

fn check(scanner: &Scanner, marked: &[&str]) {
    for line in marked {
        let want: Vec<&str> =
            line.split('«').skip(1).filter_map(|part| part.split('»').next()).collect();
        let text = line.replace(['«', '»'], "");
        assert_eq!(found(scanner, text.as_bytes()), want, "{line}");
    }
}

fn check_silent(scanner: &Scanner, lines: &[&str]) {
    for line in lines {
        assert_eq!(found(scanner, line.as_bytes()), [""; 0], "{line}");
    }
}

#[test]
fn numbers_with_a_calling_code_are_found_in_every_spelling() {
    check(
        &scanner(&[]),
        &[
            "level=info caller=«+442079460123» duration=37s",
            "notify [«+44 20 7946 0123»] «+44 (0)20 7946 0123», <tel:«+44-20-7946-0123»>",
            "GET /send?phone=«%2B44+7911+123456»&x=«%2B447911123456» HTTP/1.1",
            r#"{"phone":"«\u002b447911123456»"} <i>«&#x2B;447911123456»</i>"#,
            "電話:«＋４４２０７９４６０１２３»",
            "Called PJSIP/trunk/«+442079460123»",
            "tel:«+1-201-555-0123;ext=123» or «+1 201 555 0123 x12».",
            "rec_«+442079460123»_20240304.wav",
            r"msg\n«+442079460123»\n",
            "«+447911123456» 2024-03-04 10:00:00",
            "DLR for «00442079460123»: stat:DELIVRD err:000",
            "Dialing «011442079460123» via trunk2",
            "<contact:voice>«+1.4155550132»</contact:voice>",
        ],
    );
}

#[test]
fn addresses_that_are_numbers_are_found() {
    check(
        &scanner(&[]),
        &[
            r#"{"remoteJid":"«447911123456»@s.whatsapp.net"}"#,
            "jid=«447911123456»:12@s.whatsapp.net",
            "group «447911123456»-1587654321@g.us joined, chat «447911123456»@c.us",
            r#"{"wa_id":"«447911123456»"} https://wa.me/«447911123456»?text=hi"#,
            "To: <sip:«02079460123»@192.0.2.1:5060>;tag=1",
            "TEL;TYPE=CELL:«07911 123456»",
            "AT+CMGS=\"«07911123456»\"",
        ],
    );
}

#[test]
fn values_of_phone_keys_are_found_in_every_shape_of_log() {
    let shapes = [
        "phone=«020 7946 0123»",
        "phoneNumber: '«020 7946 0123»', active",
        "X-Phone: «020 7946 0123»",
        r#"{"customer_phone":"«020 7946 0123»"}"#,
        r#"{\"phone\":\"«020 7946 0123»\"}"#,
        r#""phone"=>"«020 7946 0123»""#,
        ":phone=>\"«020 7946 0123»\"",
        "[phone] => «020 7946 0123»",
        "[\"phone\"]=> string(13) \"«020 7946 0123»\"",
        "phone: Some(\"«020 7946 0123»\")",
        "{phone,<<\"«020 7946 0123»\">>}",
        "('phone', '«020 7946 0123»')",
        "<phone>«020 7946 0123»</phone>",
        "<ns:phone type=\"home\">«020 7946 0123»</ns:phone>",
        "<add key=\"Phone\" value=\"«020 7946 0123»\"/>",
        "Phone:«020 7946 0123» Email:x",
        "%22phone%22%3A%22«020%207946%200123»%22",
        "&quot;phone&quot;:&quot;«020 7946 0123»&quot;",
        "user%5Bphone%5D=«02079460123»&x=1",
        "user[phone]=«02079460123»",
        "\u{1b}[36mphone\u{1b}[0m=«02079460123»",
        r"line\nphone=«02079460123»",
        "phones: [\"«020 7946 0123»\", \"«07911 123456»\"]",
        "Phone No. «020 7946 0123»",
        "phone number is «020 7946 0123»",
        "customer phone «020 7946 0123» verified",
        r#"{"phone":{"countryCode":"+44","number":"«020 7946 0701»"}}"#,
        "callee=«02079460123» country=GB",
        "mobile=«7911123456» country_code=44",
        r#"{"phone":«4155550132»,"id":4155550133}"#,
        "phone=«4155550132».0",
        "phone: «1-800-234-5678»",
    ];
    check(&scanner(&[]), &shapes);
}

#[test]
fn keys_of_many_languages_bring_their_regions() {
    check(
        &scanner(&[]),
        &[
            r#"{"telefone":"«(11) 96123-4567»"}"#,
            r#"{"teléfono":"«612 34 56 78»"}"#,
            "Numéro de téléphone : «06 12 34 56 78»",
            "Telefonnummer: «030/23125123»",
            "Cep telefonu: «0532 123 45 67»",
            "телефон клиента: «8 (912) 345-67-89»",
            "номер телефона: «8 912 345-67-89»",
            r#"{"手机号":"«13123456789»"}"#,
            "用户手机号«13123456789»注册成功",
            "電話：«03-1234-5678»",
            "휴대폰번호: «01012345678»",
            "هاتف: «٠٥٠١٢٣٤٥٦٧»",
            "טלפון: «050-234-5678»",
            "เบอร์โทรศัพท์: «081 234 5678»",
            "Số điện thoại: «0912 345 678»",
            "फ़ोन: «081234 56789»",
            "τηλέφωνο: «21 2345 6789»",
        ],
    );
}

#[test]
fn lines_that_speak_of_messages_and_calls_tell_their_parties() {
    check(
        &scanner(&[]),
        &[
            r#"SMS gateway response {"to":"«447911123456»","status":"queued"}"#,
            r#"{"to":"«447911123456»","channel":"sms"}"#,
            "smpp.pdu: submit_sm destination_addr='«447911123456»' source_addr='BANK'",
            "SMS to «0121 496 0123» failed: 21211",
            "Incoming call from «447911123456»",
            "verify user 88123 via whatsapp «447911123456» ok",
            "[sms to «447911123456» ok, sms to «447911123457» ok, sms to «447911123458» ok]",
            "OTP 123456 sent to «447911123456»",
            "sendSms(to=«447911123456», body=hi)",
        ],
    );
    check_silent(
        &scanner(&[]),
        &[
            r#"gateway response {"to":"447911123456","status":"queued"}"#,
            "sms report from=1574150893 to=1574150999",
            "sms message_id=447911123456 status=ok",
            "sms worker pid=44791 queue 447911123456 seq 4479111234",
            "otp user=4342562035 attempt 2",
            "called with 9876543210",
            "dial tcp 192.0.2.1:41555: lookup to 4155550132",
            "callback for request 447911123456",
            "call took 415555 ms (415) rpc #4155550132",
        ],
    );
}

#[test]
fn other_numbers_are_left_alone() {
    let lines = [
        "ts=1574150893 phone=null",
        "phone: 1574150893",
        "phone_updated_at=1574150893123",
        "phone: 2024-03-04 10:22:31",
        "phone: 20240304102231",
        "phone: 192.168.1.100",
        "phone: 4111 1111 1111 1111",
        r#"{"phone_id":8187704464,"phoneCount":7}"#,
        "D PhoneInterfaceManager: getDataEnabled: subId=1 phoneId=8187704464",
        r#"{"mobile":true,"telemetry":{"events":6371571018}}"#,
        "tel_aviv 4155550132",
        "mobile-web bundle 8526862 bytes",
        "hotel: 4155550132",
        "cellId=4155550132 lac=1234",
        "offset +33554432000",
        "seek +33554432000 bytes",
        "@@ -123,4 +33554432000,6 @@",
        "10:22:31+0100 +05:30 +374ms 6.02214076e+23",
        "geo:+48.8577,+002.295 +37.774929",
        "LSN 40/FDD69F19 +376502700",
        "550e8400-e29b-41d4-a716-446655440000",
        "204155550132@lid 120363025246125486@g.us",
        "aGVsbG8+442079460123Zm9v",
        "abc+442079460123 +442079460123abc +442079460123É",
        "fn(415) 555-0132x (415) 555 (80)",
        "(316)804-2938 bytes at offsets",
        "caller=main.go:4155550132 IMEI phone 356938035643809",
        "call 650-253-4561--455-234-3451",
        "415-666-7777 020 7946 0123 4155550132",
    ];
    check_silent(&scanner(&[]), &lines);
}

#[test]
fn a_bracketed_north_american_number_needs_nothing_beside_it() {
    check(
        &scanner(&[]),
        &["please call «(415) 555-0132» now", "ask «(415)555-0132».", "(115) 555-0132"],
    );
}

#[test]
fn regions_that_were_asked_for_need_no_key() {
    check(
        &scanner(&["GB", "US", "DE"]),
        &[
            "user entered «020 7946 0123» in the form",
            "user entered «415-666-7777» there",
            "value=«(020) 7946 0123»",
            "n=\"«0171 3920077»\"",
            "n=\"«030/23125123»\"",
        ],
    );
    check_silent(
        &scanner(&["GB", "US", "DE"]),
        &[
            "081110 020140 6146 INFO dfs.DataNode: block",
            "$415-666-7777 415-666-7777% é415-666-7777",
            "order 0171 3920077",
            "2012-01-02 08:00 03.04.2024 10:22",
            "650+253+1234 650x2531234",
        ],
    );
    assert_eq!(found(&scanner(&["DK"]), b"mobile=32123456"), ["32123456"]);
    assert_eq!(found(&scanner(&[]), b"mobile=32123456"), [""; 0]);
}

#[test]
fn every_example_number_of_every_region_is_found() {
    use PhoneNumberType as T;
    let kinds =
        [T::FixedLine, T::Mobile, T::TollFree, T::PremiumRate, T::SharedCost, T::VoIP, T::UAN];
    let world = scanner(&[]);
    let (mut seen, mut missed) = (0, Vec::new());
    for region in PHONE_NUMBER_UTIL.get_supported_regions() {
        let own = scanner(&[&region.to_string()]);
        for kind in kinds {
            let number = PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind);
            let Some(number) = number.ok().filter(|number| number.is_valid()) else { continue };
            let text = |format| number.format_as(format).into_owned();
            let e164 = text(PhoneNumberFormat::E164);
            let national = text(PhoneNumberFormat::National);
            let cases = [
                (&world, format!("queued for {e164} attempt=1")),
                (&world, format!("x {} y", text(PhoneNumberFormat::International))),
                (&world, format!("<{}>;tag=1", text(PhoneNumberFormat::RFC3966))),
                (&world, format!("To=%2B{}&a=b", &e164[1..])),
                (&own, format!("{{\"mobile\":\"{national}\"}}")),
                (&own, format!("phone_number={} ok", national.replace(' ', ""))),
            ];
            for (scanner, line) in cases {
                seen += 1;
                let values = found(scanner, line.as_bytes());
                if values.len() != 1 {
                    missed.push(format!("{line} {values:?}"));
                }
            }
        }
    }
    assert!(seen > 3000, "{seen}");
    assert!(missed.len() * 200 <= seen, "{} of {seen}: {missed:#?}", missed.len());
}

#[test]
fn published_numbers_are_less_severe() {
    let scanner = scanner(&[]);
    let mut severities = Vec::new();
    let text = b"a +442079460123 b +448001234567 c";
    let _ = scanner.scan_slice(&mut scanner.scratch(), text, |finding| {
        severities.push(finding.severity);
        ControlFlow::Continue(())
    });
    assert_eq!(severities, [Severity::Medium, Severity::Low]);
}

#[test]
fn hostile_bytes_neither_panic_nor_hang() {
    let scanner = scanner(&["US", "GB"]);
    let size = 200_000;
    let units: [&[u8]; 14] = [
        b"+",
        b"1",
        b"+1",
        b"+1 ",
        b"(4",
        b"(415) 555-",
        b"phone",
        b"phone:",
        b"phone 0",
        b"sms to ",
        b"sms 0171 3920077 ",
        b"%2B4",
        b"\xEF\xBC\x8B\xEF\xBC",
        "电话".as_bytes(),
    ];
    for unit in units {
        found(&scanner, &unit.repeat(size / unit.len()));
    }
    // Every cut of a text that holds a bit of everything, and noise.
    let line = "é+44 (0)20 tel:;x=＋４４ [phone]=>\"\\u002b1%2B 电话：(0 sms to 00@s.whatsapp.net";
    for from in 0..line.len() {
        for to in from..line.len() {
            found(&scanner, &line.as_bytes()[from..to]);
        }
    }
}
