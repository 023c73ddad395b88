//! Patterns as rows of names: the form in which most of them are matched and compared, in nanoseconds.
//!
//! Most patterns are made of fixed text, `*` and `**` only. Names of a path are independent of each other, so whether
//! two such patterns meet is decided name by name, from both ends: where both have a `**`, what lies between can always
//! be filled in; where one has, its names are looked for from left to right. No search, and nothing is allocated.
//! Braces are a few such rows. A pattern with `?`, a class or many alternatives is left to its automaton.

/// Fixed text, `*` and `**` as a row of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plain {
    /// The names with `/` between them. [`STAR`] stands for a `*`, no text for a `**`.
    text: String,
    names: Vec<Name>,
    /// The first and the last `**`.
    deep: Option<(usize, usize)>,
    /// How many bytes of the text every path starts with, and how many every path ends with.
    prefix: usize,
    suffix: usize,
    middle: Middle,
}

/// A name as a part of the text. It is empty when it stands for any number of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Name {
    start: u16,
    end: u16,
    /// How many bytes before the first `*`; all, if there is none.
    head: u16,
    /// How many bytes after the last `*`; all, if there is none.
    tail: u16,
}

/// No pattern holds this character.
const STAR: char = '\0';
const STAR_BYTE: u8 = 0;

/// What lies between the fixed beginning and the fixed end of the paths that a pattern matches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Middle {
    /// The beginning is the whole path, and so is the end.
    Nothing,
    /// Anything: `src/**`, `src/**/*.rs`.
    Anything,
    /// A part of one name: `src/x*.rs`.
    InName,
    /// Nothing, or names with a `/` after each: `src/**/x.rs`.
    Names,
    /// Nothing, or a `/` and names: `src`.
    Below,
    /// What only the pattern knows.
    #[default]
    Other,
}

/// Whether the bytes are a path: names with one `/` between them.
pub(super) fn is_path(bytes: &[u8]) -> bool {
    let outer = bytes.first().is_none_or(|&byte| byte == b'/') || bytes.ends_with(b"/");
    // Counting all is quicker than stopping at the first: several are looked at in one step.
    !outer && bytes.windows(2).filter(|two| two == b"//").count() == 0
}

/// Whether the path starts and ends so, with this between.
/// `None` when that depends on the pattern.
pub(super) fn lies_between(path: &[u8], prefix: &[u8], middle: Middle, suffix: &[u8]) -> Option<bool> {
    let Some(rest) = path.strip_prefix(prefix) else { return Some(false) };
    if middle == Middle::Nothing {
        return Some(rest.is_empty());
    }
    let Some(rest) = rest.strip_suffix(suffix) else { return Some(false) };
    match middle {
        Middle::Nothing | Middle::Anything => Some(true),
        Middle::InName => Some(!rest.contains(&b'/')),
        Middle::Names => Some(rest.is_empty() || rest.ends_with(b"/")),
        Middle::Below => Some(rest.is_empty() || rest.starts_with(b"/")),
        Middle::Other => None,
    }
}

impl Plain {
    /// The fixed text with which every path starts.
    pub(super) fn prefix(&self) -> &str {
        &self.text[..self.prefix]
    }

    /// Whether it starts with a wildcard.
    pub(super) fn is_floating(&self) -> bool {
        self.prefix == 0
    }

    /// The fixed text with which every path ends.
    pub(super) fn suffix(&self) -> &str {
        &self.text[self.text.len() - self.suffix..]
    }

    /// What lies between the two.
    pub(super) fn middle(&self) -> Middle {
        self.middle
    }

    /// Whether the row matches a path.
    pub(super) fn matches(&self, path: &[u8]) -> bool {
        lies_between(path, self.prefix().as_bytes(), self.middle, self.suffix().as_bytes())
            .unwrap_or_else(|| self.names_match(path))
    }

    fn names_match(&self, path: &[u8]) -> bool {
        let (mut at, mut rest) = (0, Some(path));
        // After the last `**`: the name and the part of the path to try next.
        let mut retry = None;
        loop {
            match (self.names.get(at).copied(), rest) {
                (Some(name), _) if name.is_deep() => {
                    at += 1;
                    retry = Some((at, rest));
                    continue;
                }
                (Some(name), Some(path)) if self.name_matches(name, first(path).0) => {
                    (at, rest) = (at + 1, first(path).1);
                    continue;
                }
                (None, None) => return true,
                _ => {}
            }
            let Some((after, Some(path))) = retry else { return false };
            (at, rest) = (after, first(path).1);
            retry = Some((at, rest));
        }
    }

    /// Whether the two have a path in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let (mine, its) = (self.names.len(), other.names.len());
        agree(self.prefix(), other.prefix(), self.suffix(), other.suffix())
            && match (self.deep, other.deep) {
                (None, None) => mine == its && self.starts_meet(other, mine),
                (Some((first, last)), Some((its_first, its_last))) => {
                    // Any names fit between the longer beginning and the longer end, so those of both do.
                    self.starts_meet(other, first.min(its_first))
                        && self.ends_meet(other, (mine - 1 - last).min(its - 1 - its_last))
                }
                (Some(_), None) => self.spans(other),
                (None, Some(_)) => other.spans(self),
            }
    }

    /// Whether the first `count` names can be the same.
    fn starts_meet(&self, other: &Self, count: usize) -> bool {
        let mut names = self.names[..count].iter().zip(&other.names[..count]);
        names.all(|(&mine, &its)| self.name_meets(mine, other, its))
    }

    /// Whether the last `count` names can be the same.
    fn ends_meet(&self, other: &Self, count: usize) -> bool {
        let (mine, its) = (self.names.iter().rev(), other.names.iter().rev());
        mine.zip(its).take(count).all(|(&mine, &its)| self.name_meets(mine, other, its))
    }

    /// Whether this row, which has a `**`, meets another that has none: what is between two `**` is looked for from
    /// left to right, as early as it can be.
    fn spans(&self, other: &Self) -> bool {
        let Some((first, last)) = self.deep else { return false };
        let after = self.names.len() - 1 - last;
        if other.names.len() < first + after || !self.starts_meet(other, first) || !self.ends_meet(other, after) {
            return false;
        }
        let mut rest = &other.names[first..other.names.len() - after];
        for block in self.names[first..last].split(|name| name.is_deep()) {
            let meets = |place: &[Name]| block.iter().zip(place).all(|(&mine, &its)| self.name_meets(mine, other, its));
            if !block.is_empty() {
                let Some(at) = rest.windows(block.len()).position(meets) else { return false };
                rest = &rest[at + block.len()..];
            }
        }
        true
    }

    /// Whether two names can be the same. Two with stars can unless what is fixed at their ends differs.
    fn name_meets(&self, mine: Name, other: &Self, its: Name) -> bool {
        match (mine.is_fixed(), its.is_fixed()) {
            (_, true) => self.name_matches(mine, other.bytes(its)),
            (true, false) => other.name_matches(its, self.bytes(mine)),
            (false, false) => agree(self.head(mine), other.head(its), self.tail(mine), other.tail(its)),
        }
    }

    /// Whether a name that is not a `**` matches a fixed one.
    fn name_matches(&self, name: Name, text: &[u8]) -> bool {
        if name.is_fixed() {
            return self.bytes(name) == text;
        }
        let (head, tail) = (self.head(name), self.tail(name));
        let Some(rest) = text.strip_prefix(head).and_then(|rest| rest.strip_suffix(tail)) else { return false };
        let between = &self.bytes(name)[head.len()..usize::from(name.end - name.start) - tail.len()];
        let mut pieces = between.split(|&byte| byte == STAR_BYTE).filter(|piece| !piece.is_empty());
        let find = |rest: &[u8], piece: &[u8]| rest.windows(piece.len()).position(|place| place == piece);
        pieces.try_fold(rest, |rest, piece| Some(&rest[find(rest, piece)? + piece.len()..])).is_some()
    }

    fn bytes(&self, name: Name) -> &[u8] {
        &self.text.as_bytes()[usize::from(name.start)..usize::from(name.end)]
    }

    fn head(&self, name: Name) -> &[u8] {
        &self.bytes(name)[..usize::from(name.head)]
    }

    fn tail(&self, name: Name) -> &[u8] {
        &self.bytes(name)[usize::from(name.end - name.start - name.tail)..]
    }
}

/// Building a row, name by name.
impl Plain {
    /// An empty row with room for a text.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), names: Vec::with_capacity(8), ..Self::default() }
    }

    /// Whether it has no names.
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds fixed text to the name that is being built.
    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a `*` to the name that is being built.
    pub(super) fn push_star(&mut self) {
        if !self.open_name().ends_with(STAR) {
            self.text.push(STAR);
        }
    }

    /// The name that is being built.
    pub(super) fn open_name(&self) -> &str {
        &self.text[self.names.last().map_or(0, |name| usize::from(name.end) + 1)..]
    }

    /// Whether the name that is being built is `*`.
    pub(super) fn is_star(&self) -> bool {
        self.open_name() == "\0"
    }

    /// Ends the name that is being built.
    pub(super) fn end_name(&mut self) -> Option<()> {
        let name = self.open_name().as_bytes();
        let head = name.iter().position(|&byte| byte == STAR_BYTE).unwrap_or(name.len());
        let tail = name.iter().rev().position(|&byte| byte == STAR_BYTE).unwrap_or(name.len());
        let numbers = [self.text.len() - name.len(), self.text.len(), head, tail].map(|at| u16::try_from(at).ok());
        let [Some(start), Some(end), Some(head), Some(tail)] = numbers else { return None };
        self.names.push(Name { start, end, head, tail });
        self.text.push('/');
        Some(())
    }

    /// Adds a `**` after the names so far.
    pub(super) fn push_deep(&mut self) -> Option<()> {
        let at = self.names.len();
        self.deep = Some((self.deep.map_or(at, |(first, _)| first), at));
        self.end_name()
    }

    /// Adds everything below the names so far.
    pub(super) fn push_below(&mut self) -> Option<()> {
        self.push_star();
        self.end_name()?;
        self.push_deep()
    }

    /// The row, complete.
    pub(super) fn finish(mut self) -> Self {
        self.text.pop();
        let last_name = self.names.iter().rposition(|name| !name.is_deep()).unwrap_or_default();
        let (Some(first), Some(last)) =
            (self.names.iter().position(|name| !name.is_fixed()), self.names.iter().rposition(|name| !name.is_fixed()))
        else {
            let len = self.text.len();
            return Self { prefix: len, suffix: len, middle: Middle::Nothing, ..self };
        };
        let (start, end) = (self.names[first], self.names[last]);
        // The `/` before a `**` is there only if a name must follow.
        self.prefix = usize::from(start.start + start.head);
        if first > last_name {
            self.prefix = self.prefix.saturating_sub(1);
        }
        // The `/` after a `**` is there only if the `**` takes a name.
        self.suffix = self.text.len() - usize::from(end.end - end.tail);
        if end.is_deep() {
            self.suffix = self.suffix.saturating_sub(1);
        }
        let single = |name: &Name| !name.is_deep() && name.head + name.tail + 1 == name.end - name.start;
        self.middle = match &self.names[first..=last] {
            [name] if single(name) => Middle::InName,
            [name] if name.is_deep() && self.suffix == 0 => Middle::Below,
            [name] if name.is_deep() => Middle::Names,
            [any, deep] if single(any) && any.head == 0 && any.tail == 0 && deep.is_deep() && self.suffix == 0 => {
                Middle::Anything
            }
            [deep, name] if deep.is_deep() && single(name) && name.head == 0 => Middle::Anything,
            _ => Middle::Other,
        };
        self
    }
}

impl Name {
    /// It stands for any number of names.
    fn is_deep(self) -> bool {
        self.start == self.end
    }

    /// It has no wildcard.
    fn is_fixed(self) -> bool {
        self.head > 0 && self.start + self.head == self.end
    }
}

/// The first name of a path, and the rest if there is one.
fn first(path: &[u8]) -> (&[u8], Option<&[u8]>) {
    match path.iter().position(|&byte| byte == b'/') {
        Some(slash) => (&path[..slash], Some(&path[slash + 1..])),
        None => (path, None),
    }
}

/// Whether a text can start as both beginnings do and end as both ends do.
pub(super) fn agree<T: AsRef<[u8]> + ?Sized>(head: &T, its_head: &T, tail: &T, its_tail: &T) -> bool {
    let [head, its_head, tail, its_tail] = [head, its_head, tail, its_tail].map(AsRef::as_ref);
    let starts = head.len().min(its_head.len());
    let ends = tail.len().min(its_tail.len());
    head[..starts] == its_head[..starts] && tail[tail.len() - ends..] == its_tail[its_tail.len() - ends..]
}
