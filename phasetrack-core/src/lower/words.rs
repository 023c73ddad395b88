//! A text split for finding ids: words that keep their inner dots and hyphens, single marks, no notes.

/// A word or a mark with its place in the text.
#[derive(Clone, Copy)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
}

impl Word<'_> {
    pub(super) fn end(self) -> usize {
        self.start + self.text.len()
    }
}

/// Marks and words that join the ids of a list.
const JOINTS: &[&str] = &[
    ",", "，", "、", "+", "&", "/", ";", "and", "or", "y", "e", "und", "及", "和", "と", "및", "→", "->", "·", "|",
    "*", ".", ".",
];

/// Marks between the ends of a range.
const RANGES: &[&str] = &["-", "–", "—", "~", "..", "...", "to", "through", "〜", "～", "至", "到"];

/// Words that may stand around the ids of a list.
const AROUND: &[&str] = &[
    "complete",
    "completed",
    "completes",
    "completion",
    "done",
    "finished",
    "merged",
    "ready",
    "must",
    "first",
    "both",
    "soft",
    "hard",
    "完成",
    "完了",
    "완료",
    "all",
];

/// Words with which a sentence goes on after a list of ids.
const ON: &[&str] = &[
    "for", "to", "is", "are", "has", "have", "being", "because", "since", "before", "as", "when", "in", "which", "can",
    "may", "will", "starts", "start", "begins", "begin", "needs", "need", "depends", "depend", "waits", "wait", "only",
    "lands", "land", "finishes", "finish", "ships", "merges", "s", "(", "—", "–", "-", ":",
];

/// Words that mean every other track.
const ALL: &[&str] = &[
    "all",
    "everything",
    "everyone",
    "全部",
    "所有",
    "すべて",
    "全て",
    "모든",
    "전체",
    "todos",
    "todas",
    "todo",
    "tudo",
];

/// Kind words with which a parenthesis names units instead of adding a note.
const UNITS: &[&str] = &["track", "stream", "workstream", "agent", "lane", "phase", "wp", "task"];

pub(super) fn is_joint(text: &str) -> bool {
    JOINTS.contains(&text)
}

pub(super) fn is_range(text: &str) -> bool {
    RANGES.contains(&text)
}

pub(super) fn is_around(text: &str) -> bool {
    AROUND.contains(&text.to_lowercase().as_str())
}

pub(super) fn goes_on(text: &str) -> bool {
    ON.contains(&text.to_lowercase().as_str())
}

pub(super) fn is_all(text: &str) -> bool {
    ALL.contains(&text.to_lowercase().as_str())
}

/// Whether two titles can be of one thing: as far as both go, their first words agree. An overview often shortens.
pub(super) fn alike(a: &str, b: &str, count: usize) -> bool {
    let words = |text: &str| text.split_whitespace().take(count).map(str::to_lowercase).collect::<Vec<_>>();
    words(a).iter().zip(&words(b)).all(|(a, b)| a == b)
}

/// Splits a text. Parentheses are notes and left out, unless they begin with a kind word: "(stream #2)".
pub(super) fn split(text: &str) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::new();
    let mut start: Option<usize> = None;
    let mut depth = 0_u32;
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        if matches!(c, '(' | '（') && (depth > 0 || !names_unit(rest)) {
            depth += 1;
        }
        let note = depth > 0;
        if matches!(c, ')' | '）') {
            depth = depth.saturating_sub(1);
        }
        if !note && continues(text, start, at, c) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            words.push(Word { text: &text[from..at], start: from });
        }
        if note || c.is_whitespace() || matches!(c, '`' | '*' | '_' | '"' | '\'' | '[' | ']' | '{' | '}') {
            continue;
        }
        let end = at + c.len_utf8();
        match words.last_mut() {
            // "..", "..." and "->" are one mark.
            Some(last)
                if last.end() == at && (last.text.ends_with('.') && c == '.' || last.text == "-" && c == '>') =>
            {
                last.text = &text[last.start..end];
            }
            _ => words.push(Word { text: &text[at..end], start: at }),
        }
    }
    if let Some(from) = start {
        words.push(Word { text: &text[from..], start: from });
    }
    words
}

/// Whether a character belongs to a word that began at `start`, or begins one.
fn continues(text: &str, start: Option<usize>, at: usize, c: char) -> bool {
    let next = text[at + c.len_utf8()..].chars().next();
    let more = next.is_some_and(|next| next.is_ascii_alphanumeric());
    match (c, start) {
        ('#', None) | ('.', Some(_)) => more,
        ('-', Some(from)) => {
            // "US1-US5" is a range of two codes, "WS-001" one id.
            let codes =
                text[from..at].bytes().any(|b| b.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_alphabetic());
            more && !codes && !between_equals(text, from, at)
        }
        _ => c.is_alphanumeric() || c == '_',
    }
}

/// `A-E`, `1-3`: a hyphen between two single letters, or between two numbers, is a range.
fn between_equals(text: &str, from: usize, at: usize) -> bool {
    let before = &text[from..at];
    let after = &text[at + 1..];
    let len = after.bytes().take(8).take_while(u8::is_ascii_alphanumeric).count();
    let single = |word: &str| word.len() == 1 && word.bytes().all(|b| b.is_ascii_uppercase());
    let number = |word: &str| word.bytes().all(|b| b.is_ascii_digit()).then(|| word.parse::<u32>().ok()).flatten();
    let after = &after[..len];
    // A range ascends: "03-01" is a code.
    let ascends = number(before).is_some_and(|low| number(after).is_some_and(|high| low < high));
    (single(before) && single(after)) || ascends
}

fn names_unit(text: &str) -> bool {
    let len = text.bytes().take(16).take_while(u8::is_ascii_alphabetic).count();
    let word = text[..len].to_ascii_lowercase();
    let rest = text[len..].trim_start_matches([' ', '#', '-']);
    UNITS.iter().any(|unit| word == *unit || word.strip_suffix('s') == Some(unit))
        && rest.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn splits() {
        for (text, expected) in [
            ("Track B.1, C", "Track|B.1|,|C"),
            ("US1-US5", "US1|-|US5"),
            ("WS-001 and A-E", "WS-001|and|A|-|E"),
            ("B-01..B-04", "B-01|..|B-04"),
            ("Dev-03 (testing, A), #180", "Dev-03|,|#180"),
            ("dbt modeling (stream #2)", "dbt|modeling|(|stream|#2|)"),
            ("A -> B", "A|->|B"),
            ("", ""),
        ] {
            let words: Vec<&str> = split(text).iter().map(|word| word.text).collect();
            assert_eq!(words.join("|"), expected, "{text}");
        }
    }
}
