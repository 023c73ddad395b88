use crate::diagnostic::Level;
use crate::glob::Fault;
use crate::rules::{Cx, words};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for track in cx.plan.tracks() {
        let owners = track.owners.iter().map(|owner| (&owner.value, owner.span, "owner"));
        let id = (&track.id.to_string(), track.span, "id");
        let title = (&track.title, track.span, "title");
        for (text, span, what) in [id, title].into_iter().chain(owners) {
            if let Some(found) = find(text) {
                let message =
                    format!("`{}` in the {what} of track `{}` was never filled in", words::short(found), track.id);
                // Without a name a track can still be worked on; a path that matches nothing owns nothing.
                cx.report(cx.part(span, found), message)
                    .help(format!("write the real {what} in its place"))
                    .at_most(Level::Warning);
            }
        }
    }
    let facts = cx.facts;
    for claim in &facts.claims {
        for (pattern, error) in claim.errors().filter(|(_, error)| error.kind().fault() == Fault::Placeholder) {
            let found = words::short(&pattern.value[error.range()]);
            let message = format!("`{found}` in a path of {} was never filled in", words::claimant(facts, claim));
            cx.report(cx.part(pattern.span, &pattern.value[error.range()]), message)
                .help("write the real name in its place, or `*` for any name");
        }
    }
}

/// The first placeholder in a text.
fn find(text: &str) -> Option<&str> {
    bracketed(text, '<', '>', is_angled_name)
        .or_else(|| bracketed(text, '{', '}', |inner| inner.starts_with('{')))
        .or_else(|| bracketed(text, '[', ']', is_name).filter(|found| is_template(found, text)))
        .or_else(|| text.split(|c: char| !c.is_alphanumeric()).find(|word| UNFILLED.contains(word)))
        .or_else(|| text.contains("???").then_some("???"))
}

/// Words that stand for what is not decided.
const UNFILLED: &[&str] = &["TBD", "TBA", "TBC", "TODO", "FIXME", "XXX"];

/// HTML elements that stand in running text.
const ELEMENTS: &[&str] = &["a", "b", "br", "code", "del", "em", "i", "kbd", "s", "small", "strong", "sub", "sup", "u"];

/// The first `open`…`close` whose inside is accepted, with both marks.
fn bracketed(text: &str, open: char, close: char, accept: impl Fn(&str) -> bool) -> Option<&str> {
    let mut at = 0;
    while let Some(found) = text[at..].find(open) {
        let start = at + found;
        let end = start + text[start..].find(close)?;
        let joined = text[..start].ends_with(|c: char| c.is_alphanumeric());
        if !joined && accept(&text[start + 1..end]) {
            let closes = text[end..].bytes().take_while(|byte| char::from(*byte) == close).count();
            return Some(&text[start..end + closes]);
        }
        at = start + 1;
    }
    None
}

fn is_name(inner: &str) -> bool {
    inner.len() > 2
        && inner.starts_with(char::is_alphabetic)
        && inner.chars().all(|c| c.is_alphanumeric() || " -_./'".contains(c))
}

fn is_angled_name(inner: &str) -> bool {
    let inner = inner.trim_matches('/').trim();
    is_name(&format!("{inner}  ")) && !ELEMENTS.contains(&inner.split(' ').next().unwrap_or_default())
}

/// `[Domain Name]` is to be filled in; `[COMPLETE]`, `[P]` and `[US1]` beside a title are remarks, and `[a-z]` in a
/// path is a pattern.
fn is_template(found: &str, text: &str) -> bool {
    let inner = found.trim_matches(['[', ']']);
    let is_whole = found == text.trim();
    let is_range = inner.contains('-') && !inner.contains(' ');
    let is_path = text.contains('/') && !is_whole;
    let says_name = inner.contains(' ') || is_whole || inner.ends_with("name") || inner.ends_with("Name");
    says_name && !is_range && !is_path && (is_whole || inner.contains(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders() {
        for (text, expected) in [
            ("[Domain Name]", Some("[Domain Name]")),
            ("[Domain Name] Layer", Some("[Domain Name]")),
            ("[NAME]", Some("[NAME]")),
            ("<name>", Some("<name>")),
            ("src/<track>/x.rs", Some("<track>")),
            ("{{track_name}}", Some("{{track_name}}")),
            ("Owner TBD", Some("TBD")),
            ("Backend ???", Some("???")),
            ("Backend [COMPLETE]", None),
            ("Setup [P] [US1]", None),
            ("src/[a-z]*.rs", None),
            ("app/[slug]/page.tsx", None),
            ("src/{api,db}/**", None),
            ("Vec<String> support", None),
            ("API<br>Layer", None),
            ("Todo list", None),
            ("[Backend](backend.md)", None),
        ] {
            assert_eq!(find(text), expected, "{text}");
        }
    }
}
