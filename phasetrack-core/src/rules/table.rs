//! The table of all rules.

use super::{Cx, configuration, dependencies, document, ownership, schedule, shape};
use crate::diagnostic::Level;
use crate::spelling;

/// A rule: what there is to know about it, and the function that finds.
#[derive(Debug)]
pub struct Rule {
    /// Its name, to be read after "allow …".
    pub name: &'static str,
    /// The kind of thing it judges, in one word.
    pub family: &'static str,
    /// The level of its findings where the settings say nothing.
    pub level: Level,
    /// What it finds, in one line without a full stop.
    pub summary: &'static str,
    /// Its page in Markdown: what it does, why, an example, what to write instead, how to fix.
    pub page: &'static str,
    pub(super) check: fn(&mut Cx<'_>),
}

macro_rules! rules {
    ($($family:ident $module:ident $name:literal $level:ident $summary:literal)*) => {
        &[$(Rule {
            name: $name,
            family: stringify!($family),
            level: Level::$level,
            summary: $summary,
            page: include_str!(concat!(stringify!($family), "/", stringify!($module), ".md")),
            check: $family::$module::check,
        }),*]
    };
}

/// All rules, by family.
pub static RULES: &[Rule] = rules! {
    document no_tracks "no-tracks" Error "a document in which no track was found"
    document heading_inside_fence "heading-inside-fence" Error "a code fence that swallows the headings of tracks"
    document unread_label "unread-label" Warning "a label whose value could not be read"
    document placeholder "placeholder" Error "text of a template that was never filled in"
    document mojibake "mojibake" Warning "characters that were damaged by a wrong encoding"
    document heading_not_a_track "heading-not-a-track" Note "a heading that looks like a track and is not read as one"
    document not_utf8 "not-utf8" Error "a document that is not UTF-8"
    document too_large "too-large" Error "a document that is too large to be read"
    document struck_path "struck-path" Note "a path that is struck out and therefore not claimed"
    document split_cell "split-cell" Error "a `|` inside a code span that ends its table cell"
    shape duplicate_track "duplicate-track" Error "two tracks of one phase with the same id"
    shape confusable_track_id "confusable-track-id" Error "a track id that looks like another text than it is"
    shape unsafe_name "unsafe-name" Error "an id or a branch that git would refuse or misread"
    shape empty_track "empty-track" Warning "a track that has nothing to do"
    shape duplicate_task "duplicate-task" Error "two tasks with the same id"
    shape task_under_wrong_track "task-under-wrong-track" Warning "a task that is listed in another track than its id says"
    dependencies unknown_track "unknown-track" Error "a dependency on a track that does not exist"
    dependencies unknown_task "unknown-task" Error "a dependency on a task that does not exist"
    dependencies self_dependency "self-dependency" Error "a track or task that waits for itself"
    dependencies dependency_cycle "dependency-cycle" Error "tracks or tasks that wait for each other in a circle"
    ownership invalid_pattern "invalid-pattern" Error "a path pattern that cannot be read"
    ownership path_outside_repository "path-outside-repository" Error "a path that leads out of the repository"
    ownership overlapping_ownership "overlapping-ownership" Error "a file that two tracks would write"
    ownership sequential_overlap "sequential-overlap" Note "a file that two tracks write one after the other"
    ownership created_by_two "created-by-two" Error "a file that two tracks would make"
    ownership two_designated_owners "two-designated-owners" Error "a shared file with more than one owner"
    ownership shared_file_without_owner "shared-file-without-owner" Warning "a shared file that nobody owns"
    ownership contradictory_claim "contradictory-claim" Error "a claim that its own track contradicts"
    ownership forbidden_but_unowned "forbidden-but-unowned" Note "files that a track must not touch and nobody owns"
    ownership duplicate_claim "duplicate-claim" Warning "a path that a list has twice"
    ownership redundant_claim "redundant-claim" Note "a path that another claim of its track includes"
    ownership unmatched_path "unmatched-path" Warning "a path that is not in the repository"
    ownership created_file_exists "created-file-exists" Warning "a file to be created that exists already"
    ownership case_collision "case-collision" Warning "names that are one file on another system"
    ownership unowned_mention "unowned-mention" Note "a task that names a file its track does not own"
    ownership no_conflict_claim_contradicted "no-conflict-claim-contradicted" Warning "a denied conflict that is there"
    ownership ownerless_files "ownerless-files" Off "files of the repository that no track owns"
    schedule order_violates_dependencies "order-violates-dependencies" Error "a wave, week, step or turn before what it waits for"
    schedule wave_too_large "wave-too-large" Warning "a wave with more tracks than a wave may have"
    schedule wave_has_conflict "wave-has-conflict" Warning "two tracks of one wave that edit the same file or need the same thing"
    schedule overloaded_owner "overloaded-owner" Note "an owner who has two tracks of one wave to do"
    schedule redundant_dependency "redundant-dependency" Note "a dependency that follows from others"
    schedule effort_does_not_add_up "effort-does-not-add-up" Warning "an estimate and its parts that contradict each other"
    schedule impossible_speedup "impossible-speedup" Warning "a promise of speed that the tracks cannot keep"
    schedule parallelism_overstated "parallelism-overstated" Warning "more or fewer parallel tracks than dependencies allow"
    configuration invalid_configuration "invalid-configuration" Error "a mistake in `phasetrack.toml`"
};

/// The rule of a name. Takes time linear in the number of rules.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// The rule name that was probably meant by a name that no rule has.
pub fn suggest(name: &str) -> Option<&'static str> {
    spelling::nearest(name, RULES.iter().map(|rule| rule.name))
}
