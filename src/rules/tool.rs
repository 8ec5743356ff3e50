//! A line of a rule's table of tools: the names of programs and the arguments that carry a secret.
//!
//! `mysql, mariadb: -p* | --password=* | password *` — names before the colon, then one pattern for each
//! way to give the value. It matches nothing; the detector of commands does.

/// Programs that take the same arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tool {
    pub(crate) names: Vec<Name>,
    pub(crate) patterns: Vec<Pattern>,
}

/// A program, and the arguments that must follow its name at once: `docker login`, `ab -n`. Behind `>` it is
/// a command of a console: `>/login`, `>account create`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) program: String,
    pub(crate) first: Vec<String>,
    /// Somebody types it at a console.
    pub(crate) typed: bool,
}

/// The arguments before a value and what surrounds the value in its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// `^`: only flags may stand before the first element.
    pub(crate) anchored: bool,
    /// `^{-t,-P}`: those of them that take the argument behind them.
    pub(crate) taking: Vec<String>,
    pub(crate) before: Vec<Element>,
    /// What the value's argument starts with.
    pub(crate) prefix: String,
    /// What ends the name of a user between prefix and value.
    pub(crate) sign: String,
    /// `@`: a host may follow the value behind this sign.
    pub(crate) host: bool,
    /// `!`: the place tells little; so the value has to look like one that somebody chose.
    pub(crate) chosen: bool,
}

/// One argument before the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Element {
    /// `-p`, `/p`, `create-user`: itself; a flag with a slash and a word in any case.
    Word(String),
    /// `-{b}`: short options in one argument, these letters among them.
    Cluster(String),
    /// `_`: any argument that is no flag.
    Any,
}

impl Tool {
    pub(crate) fn parse(line: &str) -> Result<Tool, String> {
        let (names, patterns) =
            line.split_once(": ").ok_or_else(|| format!("`{line}` has no `: ` after its names"))?;
        let names = names.split(", ").map(Name::parse).collect::<Result<_, _>>()?;
        let patterns = patterns.split(" | ").map(Pattern::parse).collect::<Result<_, _>>()?;
        Ok(Tool { names, patterns })
    }
}

impl Name {
    fn parse(text: &str) -> Result<Name, String> {
        let console = text.strip_prefix('>');
        let typed = console.is_some();
        let name = console.unwrap_or(text);
        let mut words = name.split(' ').map(str::to_owned);
        let program = words.next().unwrap_or_default();
        let signs: &[u8] = if typed { b"-_. /!#" } else { b"-_. " };
        if program.len() < 2
            || !name.bytes().all(|b| b.is_ascii_alphanumeric() || signs.contains(&b))
        {
            return Err(format!("`{text}` is no name of a program"));
        }
        let first: Vec<String> = words.collect();
        if typed && first.is_empty() && program.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(format!(
                "`{text}`: a plain word is no command of a console; give it its sign"
            ));
        }
        Ok(Name { program, first, typed })
    }

    /// The literals that lead to the program: a name that may stand within words is looked for with what
    /// must follow it.
    pub(crate) fn literals(&self) -> Vec<String> {
        const LONG: usize = 5;
        const SHORT: usize = 2;
        let program = self.program.to_ascii_lowercase();
        if self.typed {
            let words = [&[program], &self.first[..]].concat();
            return vec![words.join(" ").to_ascii_lowercase() + " "];
        }
        if self.first.is_empty() && program.len() >= LONG {
            return vec![program];
        }
        let mut all = vec![format!("{program} ")];
        if !self.first.is_empty() {
            all = vec![format!("{program} {}", self.first.join(" ").to_ascii_lowercase())];
        }
        if program.len() <= SHORT {
            // Two letters end many words, and every time of day: `10:22:37Z"`.
            all.push(program.clone() + ".exe");
            let around = [
                ("\"", "\""),
                ("'", "'"),
                ("\"", "\\\""),
                ("/", "\""),
                ("/", "'"),
                ("/", ","),
                ("[", ","),
            ];
            all.extend(around.map(|(start, end)| format!("{start}{program}{end}")));
        } else {
            all.extend(["\"", "'", "\\\"", ".exe", ","].map(|end| program.clone() + end));
        }
        all
    }
}

impl Pattern {
    fn parse(text: &str) -> Result<Pattern, String> {
        let mut words: Vec<&str> = text.split(' ').collect();
        let value = words.pop().unwrap_or_default();
        let (start, end) =
            value.split_once('*').ok_or_else(|| format!("`{text}` has no `*` for the value"))?;
        if !matches!(end, "" | "@" | "!") || words.iter().any(|w| w.contains('*') || w.is_empty()) {
            return Err(format!("`{text}`: `*` ends the pattern, or `*@` or `*!` does"));
        }
        let pair = start.rsplit_once("user");
        let pair = pair.filter(|(_, sign)| sign.starts_with(|c: char| c.is_ascii_punctuation()));
        let (prefix, sign) = pair.unwrap_or((start, ""));
        let anchor = words.first().and_then(|first| first.strip_prefix('^'));
        let anchored = anchor.is_some();
        let taking = anchor.and_then(|a| a.strip_prefix('{')?.strip_suffix('}'));
        let taking = taking.map_or(Vec::new(), |all| all.split(',').map(str::to_owned).collect());
        let before = words.into_iter().skip(usize::from(anchored)).map(Element::parse).collect();
        let (prefix, sign) = (prefix.to_owned(), sign.to_owned());
        let (host, chosen) = (end == "@", end == "!");
        Ok(Pattern { anchored, taking, before, prefix, sign, host, chosen })
    }
}

impl Element {
    fn parse(word: &str) -> Element {
        match word.strip_prefix("-{").and_then(|rest| rest.strip_suffix('}')) {
            Some(letters) => Element::Cluster(letters.to_owned()),
            None if word == "_" => Element::Any,
            None => Element::Word(word.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_names_and_patterns() {
        let tool = Tool::parse("curl, ab -n: --user=user:* | -{b} _ *@ | ^ --dbuser*").unwrap();
        assert_eq!(tool.names[0].literals()[0], "curl ");
        assert_eq!(tool.names[1].first, ["-n"]);
        assert_eq!(tool.names[1].literals()[0], "ab -n");
        assert!(tool.names[1].literals().iter().all(|literal| literal.len() > 3));
        let test = Tool::parse("radtest: ^{-t,-P} _ *!").unwrap();
        assert_eq!(test.patterns[0].taking, ["-t", "-P"]);
        assert!(test.patterns[0].chosen && !tool.patterns[0].chosen);
        let console = Tool::parse(">/login, >account create: ^ *").unwrap();
        assert!(console.names[0].typed && !test.names[0].typed);
        assert_eq!(console.names[0].literals(), ["/login "]);
        assert_eq!(console.names[1].literals(), ["account create "]);
        let [pair, cluster, anchored] = &tool.patterns[..] else { panic!("{tool:?}") };
        assert_eq!((pair.prefix.as_str(), pair.sign.as_str()), ("--user=", ":"));
        assert_eq!(cluster.before, [Element::Cluster("b".into()), Element::Any]);
        assert!(cluster.host && !cluster.anchored);
        assert!(anchored.anchored && anchored.before.is_empty() && anchored.prefix == "--dbuser");
    }

    #[test]
    fn a_line_that_says_nothing_is_refused() {
        for line in [
            "mysql",
            "mysql -p*",
            "m: -p*",
            "my sql*: -p*",
            "mysql: -p",
            "mysql: -p *x",
            ">login: *",
            "/login: *",
        ] {
            assert!(Tool::parse(line).is_err(), "{line}");
        }
    }
}
