use crate::diagnostic::{Applicability, Edit, Fix};
use crate::id::key;
use crate::rules::Cx;

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for (ix, fact) in cx.facts.tracks.iter().enumerate() {
        let id = fact.track.id.as_str();
        let Some(odd) = odd_character(id) else { continue };
        let plain: String = id.chars().filter_map(plain).collect();
        let number = format!("U+{:04X}", u32::from(odd));
        let message = match plain_letter(odd) {
            Some((script, letter)) => {
                format!(
                    "the id of track `{id}` has {number}, a {script} character that looks like `{letter}`"
                )
            }
            None => format!("the id of track `{id}` has {number}, a character that cannot be seen"),
        };
        let mut tracks = cx.facts.tracks.iter().enumerate();
        let twin = tracks.find(|(other, twin)| *other != ix && twin.track.id.key() == key(&plain));
        let place = cx.part(fact.track.span, id);
        let is_whole = cx.sources.slice(place) == id;
        let finding = cx.report(place, message);
        if let Some((_, twin)) = twin {
            finding.related(twin.track.span, format!("it can be taken for track `{}`", twin.track.id));
        }
        finding.help(format!("type the id again in plain letters: `{plain}`"));
        if is_whole {
            let message = format!("replace the id with `{plain}`");
            let edits = vec![Edit { span: place, text: plain }];
            finding.fix(Fix { message, applicability: Applicability::DisplayOnly, edits });
        }
    }
}

/// The first character of an id that is not what it seems. Words of another script are left alone: a letter counts
/// where a word mixes it with Latin ones, or where nothing in the id shows that another script is meant.
fn odd_character(id: &str) -> Option<char> {
    let always = |c: char| INVISIBLE.iter().any(|range| range.contains(&c)) || is_full_width(c);
    if let Some(odd) = id.chars().find(|c| always(*c)) {
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
fn plain(c: char) -> Option<char> {
    if INVISIBLE.iter().any(|range| range.contains(&c)) {
        return None;
    }
    Some(plain_letter(c).map_or(c, |(_, letter)| letter))
}

fn plain_letter(c: char) -> Option<(&'static str, char)> {
    if is_full_width(c) {
        return char::from_u32(u32::from(c) - 0xFEE0).map(|letter| ("full-width", letter));
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

/// Joiners, marks of direction, soft hyphens and the like.
const INVISIBLE: &[std::ops::RangeInclusive<char>] = &[
    '\u{AD}'..='\u{AD}',
    '\u{61C}'..='\u{61C}',
    '\u{180E}'..='\u{180E}',
    '\u{200B}'..='\u{200F}',
    '\u{202A}'..='\u{202E}',
    '\u{2060}'..='\u{2069}',
    '\u{FEFF}'..='\u{FEFF}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters() {
        for (script, odd, letters) in CONFUSABLE {
            assert_eq!(odd.chars().count(), letters.chars().count(), "{script}");
            assert!(odd.chars().all(|c| !c.is_ascii()) && letters.is_ascii(), "{script}");
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
