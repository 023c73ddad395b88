//! A plan to start from.

use std::fmt::Write;

/// A complete plan in Markdown: one track per name, with files of its own, tasks and criteria.
///
/// A name without text becomes "Track A" and so on by its letter alone. Tracks after `Z` are numbered. What is
/// written can be checked at once: the tracks own different folders and wait for nobody.
///
/// ```
/// use phasetrack_core::render::plan_template;
///
/// let plan = plan_template("1", "MVP", &["API".to_owned(), "Database".to_owned()]);
/// assert!(plan.starts_with("# Phase 1: MVP\n"));
/// assert!(plan.contains("## Track B: Database\n"));
/// assert!(plan.contains("`src/database/**`"));
/// ```
pub fn plan_template(number: &str, title: &str, names: &[String]) -> String {
    let mut plan = format!("# Phase {number}: {title}\n\n");
    plan += "Each track is one worker's: it changes only the files it owns.\n";
    for (index, name) in names.iter().enumerate() {
        let id = track_id(index);
        let heading =
            if name.trim().is_empty() { format!("Track {id}") } else { format!("Track {id}: {}", name.trim()) };
        // Writing to a string cannot fail.
        let _ = write!(
            plan,
            "
## {heading}

**Effort**: 1-2 days
**Depends on**: None

**Files**:
- `src/{folder}/**`
- `tests/{folder}/**`

**Tasks**:
- [ ] {id}1: Write down what the other tracks may rely on
- [ ] {id}2: Build it
- [ ] {id}3: Test it

**Success criteria**:
- All tests under `tests/{folder}/` pass
",
            folder = folder(name, &id),
        );
    }
    plan
}

/// `A` to `Z`, then `27` and so on.
fn track_id(index: usize) -> String {
    match u8::try_from(index) {
        Ok(index) if index < 26 => char::from(b'A' + index).to_string(),
        _ => (index + 1).to_string(),
    }
}

/// A folder's name from a track's: letters and digits of any script, the rest as `-`.
fn folder(name: &str, id: &str) -> String {
    let lower = name.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { format!("track-{}", id.to_lowercase()) } else { words.join("-") }
}
