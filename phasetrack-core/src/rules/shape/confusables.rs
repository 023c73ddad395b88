//! Characters that look like others, and characters that cannot be seen.

use crate::rules::words::is_invisible;

/// The first character of an id that is not what it seems. Words of another script are left alone: a letter counts
/// where a word mixes it with Latin ones, or where nothing in the id shows that another script is meant.
pub(super) fn odd_character(id: &str) -> Option<char> {
    if id.is_ascii() {
        return None;
    }
    if let Some(odd) = id.chars().find(|c| is_invisible(*c) || is_full_width(*c)) {
        return Some(odd);
    }
    let passes_for_latin = |text: &str| text.chars().all(|c| plain(c).is_none_or(|c| c.is_ascii()));
    let mixes = |word: &str| word.contains(|c: char| c.is_ascii_alphabetic());
    id.split(|c: char| !c.is_alphanumeric())
        .filter(|word| mixes(word) || passes_for_latin(id))
        .flat_map(str::chars)
        .find(|c| plain_letter(*c).is_some())
}

/// The character that a reader takes `c` for; none for one that cannot be seen.
pub(super) fn plain(c: char) -> Option<char> {
    (!is_invisible(c)).then(|| plain_letter(c).map_or(c, |(_, letter)| letter))
}

/// The script of a letter that looks like a Latin one, and that one.
pub(super) fn plain_letter(c: char) -> Option<(&'static str, char)> {
    if is_full_width(c) {
        return char::from_u32(u32::from(c) - 0xFEE0).map(|letter| ("full-width", letter));
    }
    if !SCRIPTS.iter().any(|script| script.contains(&c)) {
        return None;
    }
    CONFUSABLE.iter().find_map(|(script, odd, letters)| {
        let at = odd.chars().position(|odd| odd == c)?;
        letters.chars().nth(at).map(|letter| (*script, letter))
    })
}

/// A full-width letter or digit; full-width punctuation is common in Chinese and Japanese names.
fn is_full_width(c: char) -> bool {
    ('\u{FF01}'..='\u{FF5E}').contains(&c) && c.is_alphanumeric()
}

/// Letters that look like Latin ones, with these beside them.
const CONFUSABLE: &[(&str, &str, &str)] = &[
    ("Cyrillic", "АВЕЅІЈКМНОРСТУХЗаеорсухіјѕԁһӏԛԝ", "ABESIJKMHOPCTYX3aeopcyxijsdhlqw"),
    ("Greek", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυ", "ABEZHIKMNOPTYXaikvopu"),
    ("Roman numeral", "ⅠⅤⅩⅬⅭⅮⅯ", "IVXLCDM"),
];

/// Where these letters lie.
const SCRIPTS: &[std::ops::RangeInclusive<char>] = &['\u{370}'..='\u{52F}', '\u{2160}'..='\u{217F}'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters() {
        for (script, odd, letters) in CONFUSABLE {
            assert_eq!(odd.chars().count(), letters.chars().count(), "{script}");
            assert!(odd.chars().all(|c| SCRIPTS.iter().any(|script| script.contains(&c))), "{script}");
            assert!(letters.is_ascii(), "{script}");
        }
        for (id, expected) in [
            ("A", None),
            ("轨道", None),
            ("Сервер", None),
            ("Работа с базой", None),
            ("Работа A", None),
            ("\u{410}", Some('\u{410}')),
            ("\u{410}1", Some('\u{410}')),
            ("W\u{405}2", Some('\u{405}')),
            ("A\u{200b}", Some('\u{200b}')),
            ("\u{ff21}", Some('\u{ff21}')),
            ("后端（核心）", None),
            ("轨道 \u{ff21}", Some('\u{ff21}')),
        ] {
            assert_eq!(odd_character(id), expected, "{id}");
        }
    }
}
