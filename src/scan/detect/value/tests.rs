//! Every class with values of its own making, in both directions.

use proptest::prelude::*;

use super::Kind::{Otp, Password, Session, Token};
use super::Proof::{Colon, Delimited, Prose, Quoted};
use super::{Class, Kind, Proof, classify, vocabulary};

const ALL_PROOFS: [Proof; 4] = [Prose, Colon, Delimited, Quoted];
const SET_OFF: [Proof; 2] = [Delimited, Quoted];
const KINDS: [Kind; 4] = [Password, Token, Session, Otp];

/// The values of a table stand two blanks or a line apart.
#[track_caller]
fn benign(kinds: &[Kind], proofs: &[Proof], values: &str) {
    check(kinds, proofs, values, |class| matches!(class, Class::Benign(_)));
}

#[track_caller]
fn secret(kinds: &[Kind], proofs: &[Proof], values: &str) {
    check(kinds, proofs, values, |class| *class == Class::Secret);
}

#[track_caller]
fn hash(kinds: &[Kind], proofs: &[Proof], values: &str) {
    check(kinds, proofs, values, |class| *class == Class::Hash);
}

#[track_caller]
fn check(kinds: &[Kind], proofs: &[Proof], values: &str, good: impl Fn(&Class) -> bool) {
    let mut wrong = Vec::new();
    for value in values.lines().flat_map(|line| line.split("  ")).filter(|v| !v.is_empty()) {
        for &kind in kinds {
            for &proof in proofs {
                let class = classify(value.as_bytes(), kind, proof);
                if !good(&class) {
                    wrong.push(format!("{value:?} as {kind:?} {proof:?}: {class:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[track_caller]
fn uncovered(proof: Proof, value: &str, part: &str) {
    match classify(value.as_bytes(), Password, proof) {
        Class::Uncovered(range) => assert_eq!(&value[range], part, "{value}"),
        other => panic!("{value}: {other:?}"),
    }
}

#[test]
fn word_lists_are_sorted_for_the_search() {
    for list in vocabulary::ALL {
        assert!(list.iter().all(|word| word.len() <= super::text::LONGEST_WORD));
        assert!(
            list.windows(2).all(|w| w[0] < w[1]),
            "{:?}",
            list.windows(2).find(|w| w[0] >= w[1])
        );
    }
}

#[test]
fn masks() {
    let masks = r#"
        *  **  ****  ******  •••••  ██████  ●●●●  xxxxx  XXXXXXXX  #####  ....  ----  ____
        ?  \*\*\*\*  %2A%2A%2A  \u2022\u2022\u2022  🔒  🙈🙈🙈  [FILTERED]  [REDACTED]
        [redacted]  [secure]  [PROTECTED]  <hidden>  <redacted>  (sensitive value)  (hidden)
        {masked}  [masked by policy]  [REDACTED:api-key]  [Filtered 12 chars]  [FILTERED
        <redacted  [[REDACTED]]  REDACTED  Masked  ***REDACTED***  **MASKED**  --hidden--
        __REDACTED__  <***>  [****]  (***)  VALUE_SPECIFIED_IN_NO_LOG_PARAMETER
        REDACTED_BY_POLICY  value hidden  sensitive value  <not shown>  [not logged]
        [hidden] / [hidden]  Secret([REDACTED String])  [verborgen]  <masqué>  [oculto]
        [скрыто]  [已隐藏]  [非表示]  ****, ****  xxxx-xxxx  ***.***  "****"
    "#;
    benign(&KINDS, &ALL_PROOFS, masks);
}

#[test]
fn masks_with_their_first_or_last_few_characters() {
    let partial = "
        ab******  a*******9  ************7Kp2  ********1234  te****er  4f****  [REDACTED]12
        qw...9x  ...x7Qz  h7…  ***-***-4821  p***d!
    ";
    benign(&[Password, Token], &ALL_PROOFS, partial);
    benign(&[Token], &ALL_PROOFS, "key_test_4f9a****  Zk3pQx…  pre-abcd...9xyz  Bearer eyJab***");
    let not = "
        p*ssword9  a**b7cd2  my...long.Pass9word  xx7Kpq  exxon1999  *Sunny88*
    ";
    secret(&[Password], &SET_OFF, not);
}

#[test]
fn what_a_mask_left_uncovered() {
    uncovered(Delimited, "********@876543", "876543");
    uncovered(Quoted, "[REDACTED]%20and%20more%20words", "%20and%20more%20words");
    uncovered(Delimited, "****@harbour_77@db3.example", "harbour_77");
    uncovered(Delimited, "  [MASKED]velvetriver21", "velvetriver21");
    uncovered(Quoted, "*** sunny morning 7", "sunny morning 7");
    uncovered(Delimited, "***$Kp92xq", "Kp92xq");
    uncovered(Delimited, "\"[FILTERED]\"tail99", "tail99");
    let rest = "
        ****@db3.example:5432/app  ****@localhost  ***@10.0.0.7  ***@cache:6379
        ***?ssl=true  **** for user anna  ***, user=anna  ****&next=1  [hidden] Host:db1
        ***:8080  ****@tcp(10.0.0.7:3306)/app
    ";
    benign(&[Password], &[Colon, Delimited], rest);
}

#[test]
fn nothing_and_literals() {
    for empty in ["", "  ", "\t\n"] {
        assert_eq!(classify(empty.as_bytes(), Password, Quoted), Class::Benign("empty"));
    }
    let nothing = r#"
        ""  ''  null  NULL  None  nil  undefined  (null)  <nil>  <none>  NaN  N/A  -  []  {}
        ()  true  False  yes  NO  off  required  invalid  Expired  changed  unset  ok
        missing  0  1  42  -1  +3  0.99  1.5  12%  30s  15m  256MB  12 bytes  8 characters
        3398/s  2/5  1h30m  PT15M  P1DT12H  2026-01-02  2026-01-02T10:11:12.345Z
        2026/01/02 10:11:12  10:11:12  -158530454  bcrypt  SHA-256  scram-sha-256  argon2id
        utf-8  RS256  0x7f3a  erforderlich
    "#;
    benign(&KINDS, &ALL_PROOFS, nothing);
    benign(&[Password], &[Colon], "null}  nil, user: nil  false)  none,");
    benign(&[Token, Session], &ALL_PROOFS, "5  3600  1767139200  -9223372036854775808");
}

#[test]
fn numbers_that_people_choose() {
    secret(&[Password], &[Colon, Delimited, Quoted], "1234  123456  19850412  777777");
    secret(&[Password], &SET_OFF, "5551234567  12.05.1985  555-123-4567");
    secret(&[Token], &[Quoted], "482913");
}

#[test]
fn templates_variables_and_references() {
    let holes = "
        %s  %d  %v  %+v  %@  %1$s  %-10s  %(password)s  %(name  %{password}  %DB_PASS%  {}
        {0}  {password}  {user.password}  {name:>8}  {{ db_password }}  {{password  {
        ${DB_PASSWORD}  ${DB  ${X:-none}  $PASSWORD  $db_pass  $1  $(cat /run/pw)  #{secret}
        $env:API_KEY  @p0  @__password_0  @password  :password  :1  <password>  <your key>
        <YOUR_API_KEY>  <pad>  [password]  «token»  <%= secret %>  prefix-${TOKEN}-x
        <password  env:DB_PASS  file:/run/secrets/db  vault:secret/data/db#password
        ssm:/prod/db  secretKeyRef:db/password  op://vault/item/field  ref+awssecrets://x
    ";
    benign(&[Password, Token, Session], &[Colon, Delimited, Quoted], holes);
    let code = r#"
        process.env.API_KEY  os.getenv("KEY")  config['password']  params[:password]
        getPassword()  var.db_password  secrets.DEPLOY_TOKEN  self.password
        keyring.get_password('a')
    "#;
    benign(&[Password, Token, Session], &[Colon, Delimited], code);
    let not = "
        %40ss%2Fword9  $ecr3tw0rd  P@$$w0rd  pa{ss}w0rd  100%sure!  {k9$x  @lbatros77
        :-)hello42  $7Kq!x  <3myCat99  #1Dad2020  $dragon7  &tiger22  {shadow7  <apple9  [winter92
    ";
    secret(&[Password], &SET_OFF, not);
}

#[test]
fn types_and_objects() {
    let objects = "
        String  string  java.lang.String  varchar(255)  char[]  string?  Option<String>
        [Object]  [object Object]  [Function: get]  String@1a2b  [B@6d06d69c
        com.acme.Token@57d9c9b  android.os.Binder@0812464  <Buffer 0a 1b 2c>
        #<User:0x000055d0>  <Token object at 0x7f1c>  Token{78af589}  [12 bytes]  (8 chars)
        <class 'str'>  <len=20>  &SecretKeySelector{  SecretStr()  [Circular]
    ";
    benign(&[Password, Token, Session], &ALL_PROOFS, objects);
    benign(&[Token], &ALL_PROOFS, r#"Token(3346399824  Token { kind: Ident }  {"type":"string"}"#);
    benign(&[Password], &[Colon], r#"{"type":"string"}  ["must match"]  (id)=(862)"#);
    secret(&[Password], &SET_OFF, "Maria@2001  Summer@1988  Home(21)!  list[7]Up");
}

#[test]
fn digests() {
    let digests = "
        $1$oLfQ$W0NOPa6ngibVZqQzVpc0Nv  $2b$10$abcdefghijklmnopqrstuv
        $6$rounds=5000$saltsalt$hhhhhhhhhhhhhh  $argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA
        $y$j9T$salt$hash  $9$2MJBozw/9R3UsU$2lFhcKvpghcyw8deP25G
        {SSHA}5QYAUbi3WqPkYPzJolgYaYLJSHRU052O  {bcrypt}$2a$10$abcdefghijklmnop
        {PBKDF2}x1y2z3  *94BDCEBE19083CE2A1F959FD02F964C7AF4CFC29
    ";
    hash(&[Password, Token], &ALL_PROOFS, digests);
    let named = "
        pbkdf2_sha256$260000$salt$aGFzaGhhc2g=  pbkdf2:sha256:150000$salt$0a1b2c
        scrypt:32768:8:1$salt$0a1b  hmac-sha256:1225a18707d3a3d73b09  sha256:5d951a4e…
        SCRAM-SHA-256$4096:c2FsdA==$a2V5:a2V5
    ";
    hash(&[Password], &ALL_PROOFS, named);
    benign(&[Token], &ALL_PROOFS, named);
    let bare = "
        5f4dcc3b5aa765d61d8327deb882cf99  E52CAC67419A9A224A3B108F3FA6CB6D
        md55f4dcc3b5aa765d61d8327deb882cf99
    ";
    hash(&[Password], &ALL_PROOFS, bare);
    secret(&[Token], &ALL_PROOFS, "5f4dcc3b5aa765d61d8327deb882cf99");
    assert_eq!(classify(b"{noop}velvet9", Password, Quoted), Class::Uncovered(6..13));
    secret(&[Password], &SET_OFF, "$1$ecret  {SHArk99  *5cent!  md5lover");
}

#[test]
fn ciphertext() {
    let sealed = "
        ENC(qThjfr6OoIcqQrp4XJ0GsOJWcA2N1BWn)  ENC[AES256_GCM,data:abc=,iv:x,tag:y,type:str]
        vault:v1:8SDd3WHDOjf7mq69  $ANSIBLE_VAULT;1.1;AES256  {cipher}AQA4f7d2b1c9
        {AES}kT8s7Jx2Lw==  kms:AQICAHhqWw3x  sealed:AgBy3i4OJSWK
        U2FsdGVkX19abcdefghijklmnopqrstuvwxyz0123456789  -----BEGIN PGP MESSAGE-----
        01000000d08c9ddf0115d1118c7a00c04fc297eb0100000012345678
    ";
    benign(&[Password, Token], &ALL_PROOFS, sealed);
    secret(&[Password], &SET_OFF, "ENCore99  kmson77  encanto2020  {xor}Lz4sLCgwLTs=");
}

#[test]
fn places() {
    let places = r"
        /home/anna/src  /etc/pki/tls/private.key  /  ./pw.txt  ../x  ~/.netrc
        C:\Users\anna\pw.txt  \\nas\share\pw  https://sso.example/token
        jdbc:postgresql://db/app  kube-system/default-token-8wxbp  prod/db/password
        jmxremote.password  id_rsa.pem  arn:aws:secretsmanager:eu-west-1:1:secret:x
        %APPDATA%\creds  /secrets  exports/reports/2026/password.csv
    ";
    benign(&[Password, Token], &ALL_PROOFS, places);
    benign(
        &[Token],
        &SET_OFF,
        "
        user:78492  cache:orders:page  prod/db  v1/objects/6ae0d0ab-4112-4538
    ",
    );
    let not = "/x9Kd!2  a/b7Cd!9  Winter/2019  C:ool99  slash/Dot.7!  ~tilde~99";
    secret(&[Password], &SET_OFF, not);
    let keys = "
        /Qvm0+2KKbcFy50gJigjUEBcShzlS7asXrAHOj8R  Rulj/5m9g+psWvIy73alSSiHN9k5WMI/uSFkgam4
    ";
    secret(&[Token, Password], &SET_OFF, keys);
}

#[test]
fn what_is_public() {
    let public = r"
        ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIl7x5Z anna@host  ssh-rsa AAAAB3NzaC1yc2E
        -----BEGIN PUBLIC KEY-----\nMIIB  -----BEGIN CERTIFICATE-----
        Mozilla/5.0 (X11; Linux)  python-requests/2.25.1  HTTP/1.1  10.0.0.7  10.0.0.7:8080
        fe80::1  d4:3a:2c:11:09:fe  application/json  00000000-0000-0000-0000-000000000000
    ";
    benign(&[Password, Token, Session], &ALL_PROOFS, public);
    let tokens = r#"
        anna@mail.example  repo/app:1.2@sha256:0a1b2c3d4e5f  W/"5e-abc"
        SHA256:2jmj7l5rSw0yVb/vlWAYkK/YBwk  urn:uuid:6ae0d0ab-4112-4538-8b23-60f757e68e09
        AROAEXAMPLEROLEID123  pk_test_abcdefgh12345678
    "#;
    benign(&[Token], &ALL_PROOFS, tokens);
    secret(&[Password], &SET_OFF, "anna@home.com7  tcp4ever!");
}

#[test]
fn examples() {
    let holes = "
        your-api-key-here  YOUR_API_KEY  your_password  enter-your-password
        insert_token_here  REPLACE_ME  <changeme>  yourPasswordHere  TODO  placeholder
    ";
    benign(&[Password, Token], &ALL_PROOFS, holes);
    let tokens = "
        AKIAIOSFODNN7EXAMPLE  wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY  1234567890abcdef
        aaaaaaaaaaaaaaaa  00000000000000000000  sk-xxxxxxxxxxxxxxxxxxxxxxxx
        Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==  UGFzc3dvcmQ6
    ";
    benign(&[Token], &ALL_PROOFS, tokens);
    secret(
        &[Password],
        &SET_OFF,
        "
        changeme  admin  root  toor  password  letmein  secret  test  example1!
    ",
    );
}

#[test]
fn words_are_passwords_where_a_structure_sets_them_off() {
    let chosen = r#"
        sunshine  welcome  qwerty  abc  hunter2  x7!k  correct horse battery staple
        the river is cold!  o'brien22  say"hi"9  semi;colon,9  back\slash7  Łódź2021
        密码123456  пароль1  パスワード1  señorita  P@ssw0rd!  !@#$%^&*  =Lead9  Pa ss  a=b&c=d
        61Rq?34JR=X^q  long winter nights  VeryLongPassPhraseWithoutAnyDigit  QmFzZTY0
        9c028dec-c387-494f-8e4a-889d1c0b3184  {Curly}99  [Brackets]7  (Paren)Th3sis
        <Angle8racket>  Type0Negative
    "#;
    secret(&[Password], &[Quoted], chosen);
    secret(
        &[Password],
        &[Delimited],
        "
        sunshine  hunter2  x7!k  P@ssw0rd!  61Rq?34JR=X^q  toor  two words
    ",
    );
}

#[test]
fn messages_are_none_even_there() {
    let messages = "
        This field is required.  must be at least 8 characters  Enter your password
        Forgot password?  can't be blank  Passwords do not match
        is too short (minimum is 8 characters)  Le mot de passe est requis
        Passwort muss 8 Zeichen haben  La contraseña es obligatoria  Пароль обязателен
        密码不能为空  パスワードを入力してください  should be at least %{count} character(s)
    ";
    benign(&[Password], &ALL_PROOFS, messages);
    benign(
        &[Password],
        &[Delimited],
        "
        user=anna  userName=anna  Token:  }  })  ,  in  x
    ",
    );
}

#[test]
fn free_text_needs_more() {
    let prose = "
        incorrect  invalid  too short (minimum is 8 characters)  changed for user anna7
        expired at 10:00  for root  is required  did not match  reset email sent
        SHA256 hash  8-character  OAuth2  not_set  NotBlank  InvalidSignature
        rejected value []; codes [NotBlank.user]  END_OBJECT  strength: weak  errors: 3
        file.rs:12:5  db-creds  user.name  неверный  2FA  1st  v2.1  policies=[default]
        Token: Next:false  weak!  attempt 3 of 5  anna@mail.example
        svc-auth-7.internal.example  job_1445144423722_0082  keyring-23.5.0  sunshine  in
        0x1459e38503a151a with timeout  CPU0  sid:2  host-10-105-161-231
    ";
    benign(&[Password, Token], &[Colon, Prose], prose);
    let typed = "
        hunter2  P@ssw0rd!  Summer2024.  tiger-lily-59  velvet99  anna$lopez  qwertz
        asdfgh!  azerty  qazwsx  密码123456  x7!k9  Xk3-2mPq  Bayern.64
    ";
    secret(&[Password], &[Colon], typed);
    secret(&[Password], &[Colon], "purple horse tiger 2011  Kx9!v  5jCvtUe9U_QeIv");
    secret(
        &[Password],
        &[Prose],
        "hunter2  P@ssw0rd!  Summer2024.  anna$lopez  qwertz  tiger-lily-59",
    );
}

#[test]
fn keys_in_groups() {
    let keys = "46535CE8 B199B49F AA5F0A2E E238A6BC  a4f9 83bc 11d0 9e2f 5566 7a88 90ab cdef";
    secret(&[Token], &SET_OFF, keys);
    benign(&[Token], &[Colon, Prose], keys);
    // A fingerprint, half a key, one that was cut off, a counter.
    let others = "4653 5CE8 B199 B49F AA5F 0A2E E238 A6BC 1122 3344  4653 5CE8 B199 B49F\n\
        46535CE8 B199B49F AA5F0A2E E238A6B  00000000 11111111 22222222 33333333";
    benign(&[Token], &SET_OFF, others);
}

#[test]
fn tokens() {
    let made = "
        e08fe58a0f6af562e00a6aad205a721b727d163e  9c028dec-c387-494f-8e4a-889d1c0b3184
        p5xid3wO84PVtGNXqS4Lhz  iqIeaM+32SC2w6mZ0X79t9aNsSRnWK7fuaWBiEeNN2g=
        ZmFy.aWReZG.FobDcwLmV4YW1wbGU  key-9e3d34d96ffde922af14955637f7e2ed
        tprplfbe4cj9ucljacpis14z  Bearer 0qx7cV5bN2mKlPoI8uYtReWq
        1//05LKGcPcny38kH5Zle6PrHIlcv7z
    ";
    secret(&[Token, Session], &[Colon, Delimited, Quoted], made);
    let set_off = "
        MySecretKey123  changeit2020  s3cr3t-V@lue!  XkQzPvWmTrBnGhJdKlSy
        A1B2-C3D4-E5F6-G7H8  Zk9$mQ2x  token 0qx7cV5bN2mKlPoI8uYtReWq
    ";
    secret(&[Token], &SET_OFF, set_off);
    let names = "
        abc  fetch  bearer  refresh_token  default-token-v8dxz  github-app-8skj
        web-7d9f8b6c5-x2x9z  user_id  my-service-account  END_OBJECT  }  <
        invalid signature  Unexpected token } in JSON  same-origin  v1.2.3-rc4
        node-12.internal.example  JWT  csrf  price  release-2026.01
        com.acme.auth.TokenFilter  sshd_config  NotFoundException  78af589
        ECDHE-RSA-AES128-GCM-SHA256  SCRAM-SHA-256  authorization_code  en-US
    ";
    benign(&[Token, Session], &ALL_PROOFS, names);
    benign(&[Session], &ALL_PROOFS, "77  deleted  0x1459e38503a151a  expired");
    benign(
        &[Token],
        &ALL_PROOFS,
        r#"
        Bearer  Bearer ***  Bearer ${TOKEN}  Basic realm="x"  Digest username="anna"
    "#,
    );
    uncovered_token();
}

fn uncovered_token() {
    let value = "Bearer [REDACTED]x8Kq2LmZ";
    assert_eq!(classify(value.as_bytes(), Token, Delimited), Class::Uncovered(17..25));
}

#[test]
fn encodings_do_not_hide_a_class() {
    let masked = r"
        %5BFILTERED%5D  %3Credacted%3E  &lt;hidden&gt;  \u003credacted\u003e  %7Bmasked%7D
        %E2%80%A2%E2%80%A2%E2%80%A2  &bull;&bull;&bull;  %3Cpassword%3E  &lt;your key&gt;
        \u003cnone\u003e  %5Btoken%5D
    ";
    benign(&[Password, Token], &ALL_PROOFS, masked);
    benign(&[Password], &SET_OFF, r#"\r\n  &quot;&quot;  %22%22  {\"a\":1}  [{"a":1}]"#);
    benign(
        &[Password],
        &[Colon, Delimited],
        "--user  --log-level=x  `cat /run/pw`  @/run/pw  %!s(MISSING)",
    );
    benign(&[Password], &ALL_PROOFS, "Password  Passwort  PASSWORD");
    hash(&[Password], &ALL_PROOFS, "5 $1$oLfQ$W0NOPa6ngibVZqQzVpc0Nv");
}

#[test]
fn one_time_codes() {
    secret(
        &[Otp],
        &ALL_PROOFS,
        "
        482913  4829  48291374  482 913  482-913  482913.  G-482913
    ",
    );
    secret(&[Otp], &SET_OFF, "A7K2Q9  a1b2c-3d4e5");
    benign(
        &[Otp],
        &ALL_PROOFS,
        "
        200  is  sent  expired  7  12345678901  length=6  code  ****  %s
    ",
    );
}

proptest! {
    #[test]
    fn no_bytes_panic_and_ranges_lie_within(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        all_ways(&bytes);
    }

    #[test]
    fn nor_do_texts_of_the_signs_that_matter(
        text in "[*x.•…%$@:#{}<>()\\[\\]\"'/\\\\=&;, a-cA-C0-2é\u{0}-]{0,40}",
        word in "(REDACTED|null|ENC\\[|\\$2a\\$|String@|%2A|https://|\\.\\.\\.|Bearer |sha256:|0x|)",
    ) {
        all_ways(format!("{text}{word}").as_bytes());
        all_ways(format!("{word}{text}").as_bytes());
        all_ways(format!("{text}{word}{text}").as_bytes());
    }
}

fn all_ways(bytes: &[u8]) {
    for kind in KINDS {
        for proof in ALL_PROOFS {
            if let Class::Uncovered(range) = classify(bytes, kind, proof) {
                assert!(
                    range.start < range.end && range.end <= bytes.len(),
                    "{bytes:?}: {range:?}"
                );
            }
        }
    }
}

/// Of a size at which a verdict that is quadratic in the value would not end.
#[test]
fn long_values_are_judged() {
    let hard = ["[", "*", "<redacted", "a=", "x.", "(((", "}}}", "${", "1:", "-A1", "é", "@a"];
    for unit in hard {
        all_ways(unit.repeat(16 << 10).as_bytes());
    }
}
