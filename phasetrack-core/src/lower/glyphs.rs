//! The characters that lines and arrows are drawn with.

/// Directions, as bits.
pub(super) const UP: u8 = 1;
pub(super) const RIGHT: u8 = 2;
pub(super) const DOWN: u8 = 4;
pub(super) const LEFT: u8 = 8;

/// An arrow that was damaged by a wrong encoding; it is read, and its damage reported as all damage is.
pub(super) const DAMAGED_ARROW: &str = "â†’";

/// How many characters from an index on are drawn: one of a line, or a run such as `-->`. A hyphen inside a word or
/// between spaces is text.
pub(super) fn length(text: &str, chars: &[(usize, char)], index: usize) -> usize {
    let (at, c) = chars[index];
    let alone = || {
        let blank = |c: Option<&(usize, char)>| c.is_none_or(|(_, c)| c.is_whitespace() || matches!(c, '|' | '+'));
        blank(index.checked_sub(1).and_then(|before| chars.get(before))) && blank(chars.get(index + 1))
    };
    match c {
        '|'
        | '\u{2500}'..='\u{257f}'
        | '→'
        | '←'
        | '►'
        | '◄'
        | '▶'
        | '◀'
        | '➔'
        | '➜'
        | '⇒'
        | '⟶'
        | '⟵'
        | '↓'
        | '▼'
        | '↑'
        | '▲' => 1,
        'v' | 'V' | '^' if alone() => 1,
        'â' if text[at..].starts_with(DAMAGED_ARROW) => DAMAGED_ARROW.chars().count(),
        '+' if text[at + 1..].starts_with("--") || text[..at].ends_with("--") => 1,
        '-' | '=' | '<' => {
            let run = text[at..].bytes().take_while(|byte| matches!(byte, b'-' | b'=' | b'<' | b'>')).count();
            let part = &text[at..at + run];
            let arrow = run > 1 && (part.ends_with('>') || part.starts_with("<-"));
            let beside = text[..at].ends_with('+') || text[at + run..].starts_with('+');
            if arrow || (run > 2) || (run > 1 && beside) { run } else { 0 }
        }
        _ => 0,
    }
}

/// The legs of a line's character, or the direction of an arrowhead.
pub(super) fn meaning(c: char) -> (u8, u8) {
    match c {
        '→' | '►' | '▶' | '➔' | '➜' | '⇒' | '⟶' | '>' | '’' => (0, RIGHT),
        '←' | '◄' | '◀' | '⟵' | '<' => (0, LEFT),
        '↓' | '▼' | 'v' | 'V' => (0, DOWN),
        '↑' | '▲' | '^' => (0, UP),
        '─' | '━' | '═' | '╌' | '┄' | '-' | '=' | 'â' | '†' => (LEFT | RIGHT, 0),
        '│' | '┃' | '║' | '|' => (UP | DOWN, 0),
        '┌' | '╭' | '╔' => (RIGHT | DOWN, 0),
        '┐' | '╮' | '╗' => (LEFT | DOWN, 0),
        '└' | '╰' | '╚' => (UP | RIGHT, 0),
        '┘' | '╯' | '╝' => (UP | LEFT, 0),
        '├' | '╠' => (UP | DOWN | RIGHT, 0),
        '┤' | '╣' => (UP | DOWN | LEFT, 0),
        '┬' | '╦' => (LEFT | RIGHT | DOWN, 0),
        '┴' | '╩' => (LEFT | RIGHT | UP, 0),
        _ => (UP | RIGHT | DOWN | LEFT, 0),
    }
}
