//! Files that a track owns, creates, modifies, shares or must not touch.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use crate::id::{TrackId, key};
use crate::model::{Claim, ClaimKind, Designated, Unread, UnreadKind};
use crate::syntax::Kind;
use crate::text::{Spanned, offset};
use crate::vocabulary::Meaning;

use super::document::{Bytes, Document, at_colon};
use super::fields::Field;
use super::marks::Phrases;
use super::paths::{self, Found, Trust};
use super::remarks::{self, Lead};
use super::{names, tree};

/// Words in a remark after which the owner of a file is named.
static OWNED_BY: Phrases = Phrases::new(&["owned by ", "belongs to "]);

/// Words in the remark of a shared file after which the one who edits it is named.
static EDITED_BY: Phrases =
    Phrases::new(&["owned by ", "belongs to ", "owner: ", "owner is ", "edited by ", "负责：", "負責："]);

/// Words in the remark of a shared file that keep it for those who merge the tracks.
static INTEGRATION: Phrases = Phrases::new(&[
    "integration only",
    "integration-only",
    "only during integration",
    "during integration",
    "at integration",
    "integration step",
    "integrator",
]);

/// The word of a label that keeps files for those who merge the tracks.
static FOR_INTEGRATION: Phrases = Phrases::new(&["integration"]);

/// Claims and what could not be read of them.
#[derive(Default)]
pub(super) struct Claims {
    pub(super) list: Vec<Claim>,
    pub(super) unread: Vec<Unread>,
    /// The key of the track's id; empty where the claims are nobody's.
    own: String,
    /// Claims that were stated again.
    pub(super) repeated: usize,
    /// The claim that an exception standing apart belongs to: the one stated last, unless it was stated before.
    last: Option<usize>,
    /// Positions by pattern and by whether the track may write: a pattern is kept once for each.
    index: BTreeMap<(String, ClaimKind), usize>,
}

impl Claims {
    /// The claims of the track with an id's key.
    pub(super) fn of(key: &str) -> Self {
        Self { own: key.to_owned(), ..Self::default() }
    }

    /// Adds what a field states. `kind` is what its label says.
    pub(super) fn field(&mut self, document: &Document<'_>, field: &Field, kind: ClaimKind, trust: Trust) {
        let before = self.list.len();
        self.last = None;
        self.text(document, field.block, field.inline, kind, trust);
        // "Integration-only files:" says who edits them.
        let for_integration = kind == ClaimKind::Shared && FOR_INTEGRATION.find(document.slice(field.label)).is_some();
        // Below a value that is complete a list may be of something else: only what looks like a path counts.
        let complete = self.list.len() > before && !kind_only(document.slice(field.inline));
        let mut body = field.body.clone();
        if complete {
            // What is ticked is a task that names a file, not a file.
            let is_task = |block: &usize| matches!(document.block(*block).kind, Kind::Item { checked: Some(_), .. });
            let task = body.clone().find(is_task);
            body.end = task.unwrap_or(body.end);
        }
        self.blocks(document, body, kind, if complete { Trust::Prose } else { trust });
        if for_integration {
            for claim in &mut self.list[before..] {
                claim.designated.get_or_insert(Spanned::new(Designated::Integration, document.span(field.label)));
            }
        }
    }

    /// Adds the paths of a text.
    pub(super) fn text(&mut self, document: &Document<'_>, block: usize, range: Bytes, kind: ClaimKind, trust: Trust) {
        if range.0 >= range.1 {
            return;
        }
        let paths = paths::find(document, block, range, trust);
        for range in paths.struck {
            let text = document.slice(range).to_owned();
            self.unread.push(Unread { span: document.span(range), kind: UnreadKind::Struck { text } });
        }
        for range in paths.missed.into_iter().filter(|_| trust != Trust::Prose) {
            let (label, expected) = (document.slice(range).to_owned(), "a path");
            self.unread.push(Unread { span: document.span(range), kind: UnreadKind::Label { label, expected } });
        }
        let mut from = range.0;
        // A claim is complete when its exceptions are known.
        let mut open: Option<Claim> = None;
        let (mut excepting, mut forbidding) = (false, false);
        for found in with_inner(document, block, paths.found) {
            let first = from == range.0;
            let gap = document.slice((from.min(found.path.0), found.path.0));
            let words = remarks::before(gap);
            let lead = remarks::lead(words, !first);
            let goes_on = lead == Lead::Also && !first;
            from = found.path.1;
            // "except `x.rs` and `y.rs`"
            let closed = gap.trim_start_matches(['`', '*']).starts_with([')', '）']);
            let listed = excepting && goes_on && !closed;
            let path = document.slice(found.path);
            excepting = lead == Lead::Except || (listed && open.as_ref().is_some_and(|claim| is_below(path, claim)));
            if excepting {
                self.except(document, found.path, open.as_mut());
                continue;
            }
            if let Some(claim) = open.take() {
                self.push(claim);
            }
            // "do not touch `a.rs` or `b.rs`"
            let verb = if forbidding && goes_on { ClaimKind::Forbidden } else { remarks::kind(words, kind) };
            forbidding = verb == ClaimKind::Forbidden;
            open = Some(self.claim(document, &found, verb));
        }
        if let Some(claim) = open {
            self.push(claim);
        }
    }

    /// "**Excluding**: `src/a/x.rs`": an exception of every pattern of the track that can hold it.
    pub(super) fn exceptions(&mut self, document: &Document<'_>, field: &Field) {
        let mut named = Self::default();
        named.field(document, field, ClaimKind::Owns, Trust::Label);
        for path in named.list.into_iter().map(|claim| claim.pattern) {
            let mut holds = false;
            let wide = |claim: &&mut Claim| claim.pattern.value.ends_with('/') || claim.pattern.value.contains('*');
            for claim in self.list.iter_mut().filter(|claim| claim.kind < ClaimKind::Shared).filter(wide) {
                if path.value.starts_with(fixed_folder(&claim.pattern.value)) {
                    claim.except.push(path.clone());
                    holds = true;
                }
            }
            if !holds {
                self.orphan(path);
            }
        }
    }

    /// An exception of nothing that is known.
    fn orphan(&mut self, path: Spanned<String>) {
        let kind = UnreadKind::Label { label: path.value, expected: "the pattern of which it is an exception" };
        self.unread.push(Unread { span: path.span, kind });
    }

    /// An exception of a claim, or of the one stated last.
    fn except(&mut self, document: &Document<'_>, path: Bytes, open: Option<&mut Claim>) {
        let text = unescaped(document.slice(path));
        let Some(claim) = open.or_else(|| self.list.get_mut(self.last?)) else {
            return self.orphan(Spanned::new(text, document.span(path)));
        };
        // A name alone is one in the folder of the pattern: "`src/auth/**` except `token.ts`".
        let folder = fixed_folder(&claim.pattern.value);
        let joined = !text.starts_with(folder) && !text.contains(['/', '*']);
        let text = if joined { [folder, &text].concat() } else { text };
        claim.except.push(Spanned::new(text, document.span(path)));
    }

    fn claim(&self, document: &Document<'_>, found: &Found, kind: ClaimKind) -> Claim {
        let lines = remarks::before_lines(document.slice(found.path));
        let path = lines.map_or(found.path, |len| (found.path.0, found.path.0 + offset(len)));
        let mut claim = Claim::new(Spanned::new(unescaped(document.slice(path)), document.span(path)), kind);
        let remark = document.slice(found.remark);
        let words = remarks::words(remark);
        if !words.is_empty() {
            if kind == ClaimKind::Owns || kind == ClaimKind::Modifies {
                claim.kind = remarks::kind(remark, kind);
            }
            if claim.kind < ClaimKind::Shared && self.is_of_another(document, remark) {
                claim.kind = ClaimKind::Forbidden;
            }
            if claim.kind == ClaimKind::Shared {
                claim.designated = designated(document, found.remark);
            }
            claim.partial = claim.designated.is_none() && remarks::is_partial(&words);
            claim.remark = paths::remark(document, found.remark);
        }
        claim.partial |= lines.is_some();
        claim
    }

    /// "(owned by Track C)": the remark gives the file to another track.
    fn is_of_another(&self, document: &Document<'_>, remark: &str) -> bool {
        let Some((at, len)) = OWNED_BY.find(remark) else { return false };
        let named = names::name(remark[at + len..].trim_end_matches(['*', ')']), document.words);
        named.is_some_and(|named| !self.own.is_empty() && key(&named.id) != self.own)
    }

    /// One statement a pattern and kind: a second mention adds nothing.
    pub(super) fn push(&mut self, claim: Claim) {
        // "Owns", "creates" and "modifies" say the same of who may write.
        let kind = if claim.kind <= ClaimKind::Modifies { ClaimKind::Owns } else { claim.kind };
        match self.index.entry((claim.pattern.value.clone(), kind)) {
            Entry::Vacant(entry) => {
                self.last = Some(self.list.len());
                entry.insert(self.list.len());
                self.list.push(claim);
            }
            Entry::Occupied(entry) => {
                self.repeated += 1;
                self.last = None;
                let known = &mut self.list[*entry.get()];
                // A line that two labels reach is still one statement.
                if known.pattern.span != claim.pattern.span {
                    known.again.push(Spanned::new(claim.kind, claim.pattern.span));
                }
                known.designated = known.designated.take().or(claim.designated);
                // Two statements hold together: an exception only where both make it, a part only where both speak of one.
                known.partial &= claim.partial;
                known.except.retain(|one| claim.except.iter().any(|other| other.value == one.value));
                // "(new)" said once is enough.
                if known.kind == ClaimKind::Owns {
                    known.kind = claim.kind;
                }
            }
        }
    }

    /// Adds the paths of the blocks below a label: items, a fence, a table.
    pub(super) fn blocks(&mut self, document: &Document<'_>, blocks: Range<usize>, kind: ClaimKind, trust: Trust) {
        let mut index = blocks.start;
        while index < blocks.end {
            let block = document.block(index);
            index += 1;
            match block.kind {
                Kind::Heading(_) => break,
                Kind::Fence { .. } => self.fence(document, block.content, kind),
                Kind::Row { header: true } => index += row_length(document, index),
                Kind::Row { header: false } => {
                    let len = row_length(document, index);
                    // The first cell that holds a path is the one; the others describe it.
                    for cell in index..index + len {
                        let before = self.list.len();
                        self.text(document, cell, document.block(cell).content, kind, trust);
                        if self.list.len() > before {
                            break;
                        }
                    }
                    index += len;
                }
                Kind::Paragraph if block.depth > 0 || blocks.start + 1 == index => {
                    let before = self.list.len();
                    let label = self.item(document, index - 1, kind, trust);
                    if self.list.len() > before && label.is_none() {
                        // What hangs below a path describes it.
                        let depth = block.depth;
                        while index < blocks.end && document.block(index).depth > depth {
                            let below = document.block(index);
                            let text = document.slice(below.content);
                            if below.kind == Kind::Paragraph && remarks::lead(text, false) == Lead::Except {
                                self.text(document, index, below.content, kind, Trust::Prose);
                            }
                            index += 1;
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// The text of an item. A verb before the path, or a label that ends in a colon, can change the kind.
    fn item(&mut self, document: &Document<'_>, block: usize, kind: ClaimKind, trust: Trust) -> Option<Meaning> {
        let content = document.block(block).content;
        let text = document.slice(content);
        if let Some((label, value)) = at_colon(text)
            && label.len() < 40
            && !label.contains(['`', '/'])
        {
            let meaning = document.words.label(label);
            let value = (content.1 - offset(value.len()), content.1);
            match meaning {
                Some(Meaning::Files(inner)) => {
                    let kind = if kind >= ClaimKind::Shared { kind } else { inner };
                    self.text(document, block, value, kind, trust);
                    return meaning;
                }
                Some(Meaning::Aside | Meaning::Depends | Meaning::Effort | Meaning::Owner | Meaning::Branch) => {
                    return meaning;
                }
                _ => {}
            }
        }
        self.text(document, block, content, kind, trust);
        None
    }

    /// The files of a fence: a tree or a list.
    pub(super) fn fence(&mut self, document: &Document<'_>, content: Bytes, kind: ClaimKind) {
        if !tree::is_files(document, content) {
            return;
        }
        for leaf in tree::leaves(document, content) {
            let remark = document.slice(leaf.remark);
            let mut claim = Claim::new(Spanned::new(leaf.path, document.span(leaf.at)), kind);
            if kind == ClaimKind::Owns || kind == ClaimKind::Modifies {
                claim.kind = remarks::kind(remark, kind);
            }
            claim.partial = remarks::is_partial(&remarks::words(remark));
            claim.remark = paths::remark(document, leaf.remark);
            self.push(claim);
        }
    }
}

/// Who edits a shared file, if its remark says so: "(owner: Track A)", "(integration only)".
fn designated(document: &Document<'_>, remark: Bytes) -> Option<Spanned<Designated>> {
    let text = document.slice(remark);
    let owner = match EDITED_BY.find(text) {
        Some((at, len)) => owner(document, text[at + len..].trim_start_matches(['*', ' '])),
        None => INTEGRATION.find(text).map(|_| Designated::Integration),
    };
    Some(Spanned::new(owner?, document.span(document.trimmed(remark))))
}

/// The owner of a shared file by name: a track, or the integration.
pub(super) fn owner(document: &Document<'_>, name: &str) -> Option<Designated> {
    if name.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("integrat")) {
        return Some(Designated::Integration);
    }
    let named = names::name(name.trim_end_matches(['*', ')', '）', ' ']), document.words)?;
    (named.noun.is_some() && !named.several).then(|| Designated::Track(TrackId::new(&named.id)))
}

/// Paths with those that their remarks name as exceptions or as further paths: "`src/a/**` (except `src/a/x.rs`)".
fn with_inner(document: &Document<'_>, block: usize, found: Vec<Found>) -> Vec<Found> {
    let mut all = Vec::with_capacity(found.len());
    let mut list = found.into_iter().peekable();
    while let Some(found) = list.next() {
        let apart = list.peek().is_none_or(|next| next.path.0 >= found.remark.1);
        let range = found.remark;
        let text = document.slice(range);
        all.push(found);
        if !apart || !text.contains(['/', '.', '`']) {
            continue;
        }
        let inner = text.trim_start_matches(['(', '（', ' ', '-', '–', '—']);
        let end = range.1 - offset(text.len() - text.trim_end_matches([')', '）', ' ']).len());
        let start = range.1 - offset(inner.len());
        let inner = paths::find(document, block, (start.min(end), end), Trust::Prose).found;
        let leads = |first: &Found| remarks::lead(document.slice((start, first.path.0)), true) != Lead::Words;
        if inner.first().is_some_and(leads) {
            all.extend(inner);
        }
    }
    all
}

/// The folder in which everything lies that a pattern matches, with its last slash; may be empty.
fn fixed_folder(pattern: &str) -> &str {
    let fixed = pattern.find(['*', '?', '[', '{']).unwrap_or(pattern.len());
    pattern[..fixed].rfind('/').map_or("", |slash| &pattern[..=slash])
}

/// Whether a path further on in a list of exceptions is one of them, and not the next claim.
fn is_below(path: &str, claim: &Claim) -> bool {
    let folder = fixed_folder(&claim.pattern.value);
    let named = |last: &Spanned<String>| last.value.len() > (last.span.end - last.span.start) as usize;
    path != claim.pattern.value && path.starts_with(folder)
        || (!path.contains('/') && claim.except.last().is_some_and(named))
}

/// Whether a value is only a word such as "the following".
fn kind_only(text: &str) -> bool {
    text.len() < 20 && !text.contains(['/', '.', '`'])
}

/// A path without the backslash that a table cell needs before a bar.
fn unescaped(text: &str) -> String {
    if text.contains('\\') { text.replace("\\|", "|") } else { text.to_owned() }
}

/// Number of cells after a row's block.
pub(super) fn row_length(document: &Document<'_>, first: usize) -> usize {
    document.outline.blocks[first..].iter().take_while(|block| block.kind == Kind::Cell).count()
}
