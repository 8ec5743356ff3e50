//! Values under a key, in every shape: styles of keys, shapes and values crossed.
//!
//! What a shape is and what a value is are tested where they are read; here it is that they go together.

use std::ops::ControlFlow;

use logsnitch::{Confidence, Scanner, Scratch};

use crate::support::{fill, usual_scanner};

/// One key in each style of naming, and keys in other languages.
const PASSWORDS: [&str; 17] = [
    "password",
    "userPassword",
    "UserPassword",
    "user_password",
    "user.password",
    "USER_PASSWORD",
    "new_password2",
    "passwords",
    "password_confirmation",
    "spring.datasource.password",
    "dbpass",
    "smtpPwd",
    "ADMIN_PW",
    "пароль",
    "Contraseña",
    "密码",
    "mot_de_passe",
];
const TOKENS: [&str; 4] = ["apiToken", "X-Api-Key", "client_secret", "SESSION_TOKEN"];

/// Shapes around a key `@` and a value `$`; `⏎` ends a line.
const SHAPES: &str = r#"
@=$
INFO login @=$ ok
user=bob,@=$,host=db1
user=bob;@=$;host=db1
GET /x?a=1&@=$&b=2 HTTP/1.1
@: $
user: bob @: $
  @: $
- @: $
@ = $
@ => $
[@] => $
@ -> $
@:=$
{user=bob, @=$, n=1}
Creds(user=bob, @=$)
Creds{user='bob', @='$'}
Creds { user: "bob", @: "$" }
Creds[user=bob, @=$]
map[@:$ user:bob]
map[@:[$]]
{User:bob @:$ N:1}
@="$"
@='$'
@: "$"
@: '$',
"@": "$"
{"@":"$"}
{'@': '$'}
{b'@': [b'$']}
{"m":"{\"@\":\"$\"}"}
{\\\"@\\\":\\\"$\\\"}
{\u0022@\u0022:\u0022$\u0022}
%7B%22@%22%3A%22$%22%7D
&quot;@&quot;:&quot;$&quot;
{"@":["$"]}
{"@":{"value":"$"}}
"@"=>"$"
'@' => '$',
:@=>"$"
%{user: "bob", @: "$"}
{@,"$"}
{<<"@">>,<<"$">>}
#{<<"@">> => <<"$">>}
(@: "$")
("@", "$")
["@","$"]
(@ . "$")
define( '@', '$' );
{"name":"@","value":"$"}
{"value":"$","name":"@"}
{"fields":[{"id":"@","value":"$"}]}
{"key":"@","value":{"stringValue":"$"}}
{Key:@ Value:$}
name: @⏎  value: $
<add key="@" value="$"/>
<input value="$" name="@">
<property name="@">$</property>
<setting name="@"><value>$</value></setting>
<key>@</key><string>$</string>
<Name>@</Name><Value>$</Value>
<@>$</@>
<ns:@ a="b">$</ns:@>
<@><![CDATA[$]]></@>
<@><Value>$</Value></@>
&lt;@&gt;$&lt;/@&gt;
<e @="$"/>
["@"]=> string(8) "$"
export @=$
-D@=$
--@=$
--@ $ --x
--set @=$ --x
"-e", "@=$"
@: Some("$")
@=SecretStr('$')
@: Secret("$")
@: String = "$"
@ [$]
"@ [$]"
@ changed from '$' to '$'
@: changed '$' to '$'
UPDATE users SET @='$' WHERE id=1
UPDATE users SET `@` = N'$' WHERE id=1
CEF:0|a|b|1|x|y|3|suser=bob @=$ cs1=x
web-1  | @=$
@=$|user=bob
@⇥$
@⏎  String is too short [type=x, input_value='$', input_type=str]
@:⏎  $
@: |⏎  $
the @ is $
@ set to "$"
Parameter "@" has value "$"
##vso[task.setvariable variable=@]$
::set-output name=@::$
"#;

/// What no shape makes a secret of.
const BENIGN: [&str; 8] =
    ["********", "[FILTERED]", "null", "<redacted>", "${SECRET}", "%s", "required", ""];

/// The spans that are reported by default.
fn spans(scanner: &Scanner, scratch: &mut Scratch, line: &str) -> Vec<(usize, usize)> {
    let mut spans = Vec::new();
    let _ = scanner.scan_slice(scratch, line.as_bytes(), |finding| {
        if finding.confidence > Confidence::Low {
            spans.push((finding.bytes.start as usize, finding.bytes.end as usize));
        }
        ControlFlow::Continue(())
    });
    spans.sort_unstable();
    spans
}

/// A shape with its key and its value, and where the value stands.
fn filled(shape: &str, key: &str, value: &str) -> (String, Vec<(usize, usize)>) {
    let shape = shape.replace('⏎', "\n").replace('⇥', "\t").replace('@', key);
    let mut parts = shape.split('$');
    let mut line = parts.next().unwrap_or_default().to_owned();
    let mut want = Vec::new();
    for part in parts {
        want.push((line.len(), line.len() + value.len()));
        line += value;
        line += part;
    }
    (line + "\n", want)
}

fn shapes() -> impl Iterator<Item = &'static str> {
    SHAPES.lines().filter(|shape| !shape.is_empty())
}

#[test]
fn a_value_is_found_under_every_style_of_key_in_every_shape() {
    let (scanner, mut missed) = (usual_scanner(), Vec::new());
    let mut scratch = scanner.scratch();
    let chosen = ["hunter22", "S3same!x", "Sünde_77"].map(str::to_owned);
    let made = [fill("{alnum:24}", 1), fill("{hex:40}", 2)];
    let keys = PASSWORDS.iter().map(|key| (key, &chosen[..]));
    let keys = keys.chain(TOKENS.iter().map(|key| (key, &made[..])));
    for (key, values) in keys {
        for (shape, value) in shapes().flat_map(|s| values.iter().map(move |v| (s, v))) {
            let (line, want) = filled(shape, key, value);
            let found = spans(scanner, &mut scratch, &line);
            if found != want {
                missed.push(format!("{line:?}: {found:?}, not {want:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} lines\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn what_is_no_value_is_found_in_no_shape() {
    let (scanner, mut false_alarms) = (usual_scanner(), Vec::new());
    let mut scratch = scanner.scratch();
    for key in PASSWORDS.iter().chain(&TOKENS) {
        for (shape, value) in shapes().flat_map(|s| BENIGN.iter().map(move |v| (s, v))) {
            let (line, _) = filled(shape, key, value);
            if !spans(scanner, &mut scratch, &line).is_empty() {
                false_alarms.push(format!("{line:?}"));
            }
        }
    }
    assert!(false_alarms.is_empty(), "{}\n{}", false_alarms.len(), false_alarms.join("\n"));
}

/// Keys whose last word says that the value is an id, a name or a digest.
#[rustfmt::skip]
const NAMES_OF_IDS: [&str; 30] = [
    "token_id", "tokenId", "TOKEN-ID", "session_id_hash", "key_id", "kmsKeyId", "auth_id",
    "auth_request_id", "secret_name", "SECRET_NAME", "secretArn", "api_key_id", "credential_id",
    "session_trace_id", "token_hash", "key_fingerprint", "secret_version_id", "secret_key_ref",
    "password_id", "passwordPolicyId", "token_prefix", "token_family", "public_key_id", "cache_key",
    "primary.key", "webhook_id", "client_id", "request_id", "image_digest", "token_count",
];
/// What stands there: ids of requests, traces, objects, resources and builds, and digests.
const IDS: [&str; 14] = [
    "{uuid}",
    "{hex:16}",
    "{hex:32}",
    "{hex:40}",
    "{hex:64}",
    "sha256:{hex:64}",
    "app/web@sha256:{hex:64}",
    "00-{hex:32}-{hex:16}-01",
    "1-{hex:8}-{hex:24}",
    "req_{alnum:24}",
    "{alnum:24}",
    "arn:aws:kms:eu-west-1:{digits:12}:key/{uuid}",
    "db-credentials-tls",
    "{digits:6}",
];

#[test]
fn ids_are_no_secrets_under_any_name_of_theirs_in_any_shape() {
    let (scanner, mut false_alarms) = (usual_scanner(), Vec::new());
    let mut scratch = scanner.scratch();
    let ids: Vec<String> = IDS.iter().zip(1..).map(|(id, seed)| fill(id, seed)).collect();
    for (nth, shape) in shapes().enumerate() {
        for (key, id) in NAMES_OF_IDS.iter().flat_map(|key| ids.iter().map(move |id| (key, id))) {
            // Each pair in a third of the shapes is enough.
            if (nth + key.len() + id.len()) % 3 != 0 {
                continue;
            }
            let (line, _) = filled(shape, key, id);
            if !spans(scanner, &mut scratch, &line).is_empty() {
                false_alarms.push(format!("{line:?}"));
            }
        }
    }
    assert!(false_alarms.is_empty(), "{}\n{}", false_alarms.len(), false_alarms.join("\n"));
}
