//! Adding to a JSON file that somebody else keeps: only what is new is written, every other byte stays where it is, and
//! what is not understood is refused with its place.

use serde_json::Value;

/// Why a text is left as it is: where, counted from 1, and what is in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) reason: String,
}

/// An object or a list in a text.
struct Container {
    /// Behind its opening bracket.
    start: usize,
    /// At its closing bracket.
    end: usize,
    /// Its members, or its values.
    items: Vec<Item>,
}

/// A member of an object, or a value of a list.
struct Item {
    /// Where it begins: at its key, if it has one.
    start: usize,
    /// Its key as written, without quotes; empty in a list.
    key: std::ops::Range<usize>,
    /// Where its value begins.
    value: usize,
    /// Behind its value.
    end: usize,
}

/// Reads a text whole, which everything else here relies on.
pub(crate) fn parse(text: &str) -> Result<Value, Fault> {
    serde_json::from_str(text).map_err(|error| {
        let said = error.to_string();
        let reason = said.split(" at line ").next().unwrap_or(&said);
        let at = text
            .lines()
            .nth(error.line().saturating_sub(1))
            .and_then(|line| line.as_bytes().get(error.column().max(1) - 1));
        let reason = match at {
            Some(b'/') => "there are no comments in JSON, and they would be lost".to_owned(),
            _ => format!("it is no JSON: {reason}"),
        };
        Fault { line: error.line(), column: error.column().max(1), reason }
    })
}

/// What is in the way where bytes are no text.
pub(crate) fn not_text(error: &std::string::FromUtf8Error) -> Fault {
    let valid = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]);
    fault(&valid, valid.len(), "it is not UTF-8".to_owned())
}

/// Adds a value to the end of the list to which keys lead. What is missing on the way is made.
pub(crate) fn append(text: &str, keys: &[&str], value: &str) -> Result<String, Fault> {
    let mut text = text.to_owned();
    for (depth, key) in keys.iter().enumerate() {
        let made = if depth + 1 == keys.len() { "[]" } else { "{}" };
        text = insert_member(&text, &keys[..depth], key, made)?;
    }
    let list = find(&text, keys, '[')?;
    Ok(insert(&text, &list, value))
}

/// Adds a member to the object to which keys lead, unless it has one of that name.
pub(crate) fn insert_member(text: &str, keys: &[&str], key: &str, value: &str) -> Result<String, Fault> {
    let object = find(text, keys, '{')?;
    let has = object.items.iter().any(|item| is_key(&text[item.key.clone()], key));
    Ok(if has { text.to_owned() } else { insert(text, &object, &format!("\"{key}\": {value}")) })
}

/// The object, or list, to which keys lead.
fn find(text: &str, keys: &[&str], bracket: char) -> Result<Container, Fault> {
    let mut at = skip_space(text, 0);
    for key in keys {
        let object = container(text, at, '{')?;
        let mut found = object.items.iter().filter(|item| is_key(&text[item.key.clone()], key));
        let Some(item) = found.next() else { return Err(fault(text, at, format!("it has no `{key}`"))) };
        if let Some(other) = found.next() {
            return Err(fault(text, other.start, format!("`{key}` stands there twice")));
        }
        at = item.value;
    }
    container(text, at, bracket)
}

/// Whether a key as written is this one, which has no character that must be escaped.
fn is_key(written: &str, key: &str) -> bool {
    written == key || serde_json::from_str::<String>(&format!("\"{written}\"")).is_ok_and(|read| read == key)
}

/// The object or list that begins here.
fn container(text: &str, at: usize, bracket: char) -> Result<Container, Fault> {
    if !text[at..].starts_with(bracket) {
        let expected = if bracket == '{' { "an object" } else { "a list" };
        return Err(fault(text, at, format!("this must be {expected}")));
    }
    let start = at + 1;
    let mut items = Vec::new();
    let mut at = skip_space(text, start);
    while !text[at..].starts_with(['}', ']']) {
        let begin = at;
        let mut key = begin..begin;
        if bracket == '{' {
            at = skip_value(text, begin);
            key = begin + 1..at - 1;
            // Behind the colon.
            at = skip_space(text, skip_space(text, at) + 1);
        }
        let value = at;
        let end = skip_value(text, value);
        items.push(Item { start: begin, key, value, end });
        at = skip_space(text, end);
        if text[at..].starts_with(',') {
            at = skip_space(text, at + 1);
        }
    }
    Ok(Container { start, end: at, items })
}

/// Behind the value that begins here. The text was read before, so brackets and quotes pair.
fn skip_value(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut quoted, mut next) = (0_usize, false, at);
    while let Some(byte) = bytes.get(next) {
        match byte {
            b'\\' if quoted => next += 1,
            b'"' => quoted = !quoted,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' | b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' if !quoted && depth == 0 => return next,
            b'}' | b']' if !quoted => depth -= 1,
            _ => {}
        }
        next += 1;
        if depth == 0 && !quoted && matches!(byte, b'"' | b'}' | b']') {
            return next;
        }
    }
    next
}

fn skip_space(text: &str, at: usize) -> usize {
    at + text[at..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count()
}

/// The text with one more item at the end of a container, laid out as its neighbours are.
fn insert(text: &str, container: &Container, item: &str) -> String {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let indent = indent(text, container.start);
    let (from, to, between) = match (container.items.first(), container.items.last()) {
        (Some(first), Some(last)) => {
            let before = &text[container.start..first.start];
            let own = before.rsplit_once('\n').map(|(_, own)| own);
            (last.end, last.end, own.map_or(", ".to_owned(), |own| format!(",{line_end}{own}")))
        }
        _ => (container.start, container.end, format!("{line_end}{indent}{}", unit(text))),
    };
    let after = if container.items.is_empty() { format!("{line_end}{indent}") } else { String::new() };
    [&text[..from], &between, item, &after, &text[to..]].concat()
}

/// The blanks at the beginning of a line.
fn indent(text: &str, at: usize) -> &str {
    let line = &text[text[..at].rfind('\n').map_or(0, |end| end + 1)..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// The blanks by which a text goes one step in.
fn unit(text: &str) -> &str {
    let indents = text.lines().map(|line| indent(line, 0));
    indents.filter(|indent| !indent.is_empty()).min_by_key(|indent| indent.len()).unwrap_or("  ")
}

fn fault(text: &str, at: usize, reason: String) -> Fault {
    let before = &text[..at];
    let line = before.rsplit('\n').next().unwrap_or_default();
    Fault { line: before.matches('\n').count() + 1, column: line.chars().count() + 1, reason }
}

#[cfg(test)]
mod tests {
    use super::append;

    fn appended(text: &str) -> String {
        match super::parse(text).and_then(|_| append(text, &["a", "b"], "1")) {
            Ok(text) => text,
            Err(fault) => format!("{}:{}: {}", fault.line, fault.column, fault.reason),
        }
    }

    #[test]
    fn where_a_value_is_put() {
        for (before, after) in [
            ("{}", "{\n  \"a\": {\n    \"b\": [\n      1\n    ]\n  }\n}"),
            ("{\"a\":{\"b\":[0]}}", "{\"a\":{\"b\":[0, 1]}}"),
            ("{\"a\": {\"b\": [\"],\\\"\"]}, \"c\": 2}", "{\"a\": {\"b\": [\"],\\\"\", 1]}, \"c\": 2}"),
            (
                "{\n    \"a\": {\n        \"b\": [\n            0\n        ]\n    }\n}\n",
                "{\n    \"a\": {\n        \"b\": [\n            0,\n            1\n        ]\n    }\n}\n",
            ),
            (
                "{\n\t\"a\": {\n\t\t\"x\": null\n\t}\n}",
                "{\n\t\"a\": {\n\t\t\"x\": null,\n\t\t\"b\": [\n\t\t\t1\n\t\t]\n\t}\n}",
            ),
            ("{\"\\u0061\": {\"b\": []}}", "{\"\\u0061\": {\"b\": [\n  1\n]}}"),
        ] {
            assert_eq!(appended(before), after, "{before}");
        }
    }

    #[test]
    fn what_is_in_the_way() {
        for (text, expected) in [
            ("", "1:1: it is no JSON: EOF while parsing a value"),
            ("{\n  \"a\": 1,\n}", "3:1: it is no JSON: trailing comma"),
            ("{\n  // mine\n  \"a\": 1\n}", "2:3: there are no comments in JSON, and they would be lost"),
            ("/* mine */ {}", "1:1: there are no comments in JSON, and they would be lost"),
            ("{}\n# mine", "2:1: it is no JSON: trailing characters"),
            ("[]", "1:1: this must be an object"),
            ("{\"a\":\n 1}", "2:2: this must be an object"),
            ("{\"a\": {\"b\": {}}}", "1:13: this must be a list"),
            ("{\"a\": {}, \"a\": {}}", "1:11: `a` stands there twice"),
        ] {
            assert_eq!(appended(text), expected, "{text}");
        }
    }

    /// Texts of all shapes, from a fixed row of numbers.
    struct Texts(u64);

    impl Texts {
        fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            from[usize::try_from(self.0 >> 33).unwrap() % from.len()]
        }

        fn space(&mut self) -> &'static str {
            self.pick(&["", "", " ", "\n", "\r\n  ", "\t", "\n\n    "])
        }

        fn value(&mut self, depth: usize) -> String {
            const PLAIN: [&str; 8] =
                ["1", "-2.50e+3", "true", "null", "\"\"", "\"}],{[\"", "\"\\\\\\\" \\u00e9\"", "\"é: //\""];
            match self.pick(if depth == 0 { &["p"] } else { &["p", "o", "l"] }) {
                "o" => self.container(depth, "{}", &["\"a\"", "\"b}\"", "\"Stop\"", "\"hooks\"", "\"\\\"\""]),
                "l" => self.container(depth, "[]", &[""]),
                _ => self.pick(&PLAIN).to_owned(),
            }
        }

        fn container(&mut self, depth: usize, brackets: &str, keys: &[&'static str]) -> String {
            let mut text = brackets[..1].to_owned() + self.space();
            // A key may occur once.
            let mut left = keys.to_vec();
            for at in 0..self.pick(&["", "1", "12", "123"]).len() {
                let key = self.pick(&left);
                left.retain(|other| *other != key || key.is_empty());
                let comma = if at == 0 { String::new() } else { format!("{},{}", self.space(), self.space()) };
                let colon = if key.is_empty() { String::new() } else { format!("{}:{}", self.space(), self.space()) };
                text.extend([comma, key.to_owned(), colon, self.value(depth - 1)]);
            }
            text + self.space() + &brackets[1..]
        }
    }

    #[test]
    fn nothing_else_changes() {
        let mut texts = Texts(7);
        let mut added = 0;
        for _ in 0..20_000 {
            let text = texts.space().to_owned() + &texts.value(3) + texts.space();
            let before = super::parse(&text).unwrap();
            let Ok(after) = append(&text, &["hooks", "Stop"], "0.5") else {
                // What is in the way is there.
                let hooks = before.get("hooks");
                let is_list = hooks.and_then(|hooks| hooks.get("Stop")).is_none_or(serde_json::Value::is_array);
                assert!(!before.is_object() || hooks.is_some_and(|hooks| !hooks.is_object()) || !is_list, "{text}");
                continue;
            };
            let mut expected = before;
            let hooks = expected.as_object_mut().unwrap().entry("hooks").or_insert_with(|| serde_json::json!({}));
            let stop = hooks.as_object_mut().unwrap().entry("Stop").or_insert_with(|| serde_json::json!([]));
            stop.as_array_mut().unwrap().push(serde_json::json!(0.5));
            assert_eq!(super::parse(&after).unwrap(), expected, "{text}\n{after}");
            added += 1;
        }
        assert!(added > 3_000, "{added}");
    }
}
