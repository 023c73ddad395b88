//! From the pieces of a pattern to its automaton, normalising on the way.
//!
//! Braces mean the union of what they expand to, and `./`, `//`, `..`, `**` and a bare last name have their meaning
//! in the expanded text: `{.,a}./x` leads out of the repository. Expanding would take exponential time, so the
//! builder keeps a *front* instead: for each [`Place`] that some expansion can be in, the one state that these
//! expansions have reached. A piece without braces moves a front of one; a group of alternatives joins what comes out
//! of it by place. A piece is compiled at most once a place, so the automaton is linear in the text.

use super::automaton::{Automaton, Class, State, StateId, Take};
use super::{ErrorKind, MAX_STATES};

/// What the current name of an expansion is so far. Text that may vanish, or whose meaning depends on what follows,
/// is not in the automaton yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Nothing at all has been read.
    Start,
    /// Nothing of this name.
    Name,
    /// `.`, not in the automaton yet.
    Dot,
    /// `..`, not in the automaton yet.
    DotDot,
    /// `...`, not in the automaton yet.
    Ellipsis,
    /// `*`, not in the automaton yet.
    Star,
    /// `**`, not in the automaton yet.
    Stars,
    /// A fixed name that does not look like a file's.
    Plain,
    /// A fixed name with a `.` at its end.
    Dotted,
    /// A fixed name with an extension.
    Extension,
    /// The well-known name of a file.
    File,
    /// A name with a wildcard.
    Wild,
}

impl Place {
    /// Where a fixed character leads.
    fn after(self, c: char) -> Self {
        match (self, c) {
            (Self::Wild, _) => Self::Wild,
            (_, '.') => Self::Dotted,
            (Self::Dotted, 'a'..='z') => Self::Extension,
            (Self::Extension, c) if c.is_ascii_alphanumeric() || c == '_' => Self::Extension,
            _ => Self::Plain,
        }
    }
}

/// The expansions that are in one place, and the state they have reached. The state has no edges yet.
#[derive(Clone, Copy, Debug)]
struct Head {
    place: Place,
    state: StateId,
}

/// Braces that are still open.
#[derive(Debug)]
struct Group {
    /// Offset of the `{`.
    offset: usize,
    /// Where each alternative starts; the states have room for one more free edge.
    entry: Vec<Head>,
    /// Where the finished alternatives end.
    ends: Vec<Head>,
}

/// Takes the pieces of a pattern from left to right.
#[derive(Debug)]
pub(super) struct Builder {
    states: Vec<State>,
    next: StateId,
    classes: Vec<Class>,
    front: Vec<Head>,
    groups: Vec<Group>,
}

impl Builder {
    /// A builder for a text of about `len` bytes.
    pub(super) fn new(len: usize) -> Self {
        let mut builder = Self {
            states: Vec::with_capacity(len + 5),
            next: 0,
            classes: Vec::new(),
            front: Vec::new(),
            groups: Vec::new(),
        };
        let state = builder.fresh();
        builder.front.push(Head { place: Place::Start, state });
        builder
    }

    /// No more states can be added, so what was built must be thrown away.
    pub(super) fn is_full(&self) -> bool {
        // The end of a pattern takes up to six states.
        self.states.len() + 6 > MAX_STATES
    }

    /// Some expansion is empty so far.
    pub(super) fn at_start(&self) -> bool {
        self.front.iter().any(|head| head.place == Place::Start)
    }

    /// Every expansion is at the beginning of a name.
    pub(super) fn at_name(&self) -> bool {
        self.front.iter().all(|head| matches!(head.place, Place::Start | Place::Name))
    }

    /// The offset of the innermost brace that is open.
    pub(super) fn open_brace(&self) -> Option<usize> {
        self.groups.last().map(|group| group.offset)
    }

    /// A fixed character that is not `/`.
    pub(super) fn char(&mut self, c: char) {
        self.each(|builder, head| {
            head.place = match (head.place, c) {
                (Place::Start | Place::Name, '.') => Place::Dot,
                (Place::Dot, '.') => Place::DotDot,
                (Place::DotDot, '.') => Place::Ellipsis,
                _ => {
                    builder.settle(head);
                    builder.edge(head, Take::Char(c));
                    head.place.after(c)
                }
            };
        });
    }

    /// Fixed characters, none of them `/`.
    pub(super) fn text(&mut self, text: &str) {
        let mut rest = text.chars();
        for c in rest.by_ref() {
            self.char(c);
            // Once nothing is held back, a single front only grows by one state a character.
            if let [Head { place: Place::Plain | Place::Dotted | Place::Extension | Place::Wild, .. }] = self.front[..]
            {
                break;
            }
        }
        if let [mut head] = self.front[..] {
            for c in rest {
                self.edge(&mut head, Take::Char(c));
                head.place = head.place.after(c);
            }
            self.front[0] = head;
        }
    }

    /// The well-known name of a file, whole.
    pub(super) fn file(&mut self, name: &str) {
        let whole = self.at_name();
        self.text(name);
        if whole {
            self.each(|_, head| head.place = Place::File);
        }
    }

    /// `?`
    pub(super) fn any(&mut self) {
        self.wild(Take::Name);
    }

    /// `[a-c]`
    pub(super) fn class(&mut self, class: Class) {
        if let Some(c) = class.only() {
            // A dot stays a dot, so that `[.][.]` is no way out of the repository.
            return if c == '.' { self.char(c) } else { self.wild(Take::Char(c)) };
        }
        // There are fewer classes than states, so the index fits.
        let index = u16::try_from(self.classes.len()).unwrap_or(u16::MAX);
        self.classes.push(class);
        self.wild(Take::Class(index));
    }

    /// `*`
    pub(super) fn star(&mut self) {
        self.each(|builder, head| match head.place {
            Place::Start | Place::Name => head.place = Place::Star,
            Place::Star | Place::Stars => head.place = Place::Stars,
            _ => {
                builder.settle(head);
                builder.repeat(head);
                head.place = Place::Wild;
            }
        });
    }

    /// `/`
    pub(super) fn slash(&mut self) -> Result<(), ErrorKind> {
        if let Some(kind) = self.front.iter().find_map(|head| match head.place {
            Place::Start => Some(ErrorKind::Absolute),
            place => unfit(place),
        }) {
            return Err(kind);
        }
        self.each(|builder, head| {
            match head.place {
                Place::Name | Place::Dot => {}
                Place::Stars => builder.names(head),
                _ => {
                    builder.settle_name(head);
                    builder.edge(head, Take::Char('/'));
                }
            }
            head.place = Place::Name;
        });
        Ok(())
    }

    /// `{` at this offset.
    pub(super) fn open(&mut self, offset: usize) {
        let entry = self.front.clone();
        self.groups.push(Group { offset, entry: entry.clone(), ends: Vec::new() });
        self.front = self.alternative(&entry);
    }

    /// `,` inside braces: ends an alternative and starts the next.
    pub(super) fn comma(&mut self) {
        let Some(mut group) = self.groups.pop() else { return };
        group.ends.append(&mut self.front);
        for head in &mut group.entry {
            let more = self.fresh();
            self.states[usize::from(head.state)].free[1] = more;
            head.state = more;
        }
        self.front = self.alternative(&group.entry);
        self.groups.push(group);
    }

    /// `}`
    pub(super) fn close(&mut self) {
        let Some(group) = self.groups.pop() else { return };
        let mut ends = group.ends;
        ends.append(&mut self.front);
        for end in ends {
            let known = self.front.iter().find(|head| head.place == end.place).map(|head| head.state);
            let state = known.unwrap_or_else(|| self.fresh());
            if known.is_none() {
                self.front.push(Head { place: end.place, state });
            }
            self.states[usize::from(end.state)].free[0] = state;
        }
    }

    /// The end of the text. No brace is open.
    pub(super) fn finish(mut self) -> Result<Automaton, ErrorKind> {
        let mut front = std::mem::take(&mut self.front);
        if let Some(kind) = front.iter().find_map(|head| match head.place {
            Place::Start => Some(ErrorKind::Empty),
            place => unfit(place),
        }) {
            return Err(kind);
        }
        for head in &mut front {
            if !matches!(head.place, Place::Name | Place::Dot | Place::Stars) {
                self.settle_name(head);
            }
        }
        let suffix = match front.as_slice() {
            [Head { place: Place::Wild | Place::Extension | Place::File, state }] => self.text_before(*state),
            _ => String::new(),
        };
        // Everything below a directory: names, the last of which accepts.
        let [below, inside, between, accept] = [(); 4].map(|()| self.fresh());
        self.states[usize::from(below)] = State { take: Take::Name, to: inside, free: [0, 0] };
        self.states[usize::from(inside)] = State { take: Take::Name, to: inside, free: [between, accept] };
        self.states[usize::from(between)] = State { take: Take::Char('/'), to: below, free: [0, 0] };
        for head in front {
            self.states[usize::from(head.state)] = match head.place {
                Place::Name | Place::Dot | Place::Stars => State { take: Take::Nothing, to: 0, free: [below, 0] },
                Place::Plain | Place::Dotted => State { take: Take::Char('/'), to: below, free: [accept, 0] },
                _ => State { take: Take::Nothing, to: 0, free: [accept, 0] },
            };
        }
        Ok(Automaton { states: self.states, classes: self.classes, suffix })
    }

    /// The fixed characters that lead to a state. A state that [`edge`](Self::edge) made right after another is
    /// reached from there only.
    fn text_before(&self, state: StateId) -> String {
        let fixed = |id: StateId| match self.states[usize::from(id)] {
            State { take: Take::Char(c), to, free: [0, 0] } if to == id + 1 => Some(c),
            _ => None,
        };
        let first = (0..state).rev().take_while(|id| fixed(*id).is_some()).last().unwrap_or(state);
        let mut text = String::with_capacity(usize::from(state - first));
        text.extend((first..state).filter_map(fixed));
        text
    }

    fn fresh(&mut self) -> StateId {
        if self.states.len() == MAX_STATES {
            return self.next - 1;
        }
        self.states.push(State { take: Take::Nothing, to: 0, free: [0, 0] });
        self.next += 1;
        self.next - 1
    }

    fn each(&mut self, mut change: impl FnMut(&mut Self, &mut Head)) {
        let mut front = std::mem::take(&mut self.front);
        for head in &mut front {
            change(self, head);
        }
        self.front = front;
    }

    fn wild(&mut self, take: Take) {
        self.each(|builder, head| {
            builder.settle(head);
            builder.edge(head, take);
            head.place = Place::Wild;
        });
    }

    fn alternative(&mut self, entry: &[Head]) -> Vec<Head> {
        let start = |head: &Head| {
            let state = self.fresh();
            self.states[usize::from(head.state)].free[0] = state;
            Head { place: head.place, state }
        };
        entry.iter().map(start).collect()
    }

    fn edge(&mut self, head: &mut Head, take: Take) {
        let to = self.fresh();
        let state = &mut self.states[usize::from(head.state)];
        (state.take, state.to) = (take, to);
        head.state = to;
    }

    /// Any number of symbols of a name.
    fn repeat(&mut self, head: &mut Head) {
        let after = self.fresh();
        self.states[usize::from(head.state)] = State { take: Take::Name, to: head.state, free: [after, 0] };
        head.state = after;
    }

    /// Any number of names, each with the `/` after it.
    fn names(&mut self, head: &mut Head) {
        let [inside, between, after] = [(); 3].map(|()| self.fresh());
        self.states[usize::from(head.state)] = State { take: Take::Name, to: inside, free: [after, 0] };
        self.states[usize::from(inside)] = State { take: Take::Name, to: inside, free: [between, 0] };
        self.states[usize::from(between)] = State { take: Take::Char('/'), to: head.state, free: [0, 0] };
        head.state = after;
    }

    /// Puts into the automaton what was held back, because the name goes on.
    fn settle(&mut self, head: &mut Head) {
        // A dot at the very start of a name starts no extension.
        let (dots, place) = match head.place {
            Place::Dot => (1, Place::Plain),
            Place::DotDot => (2, Place::Dotted),
            Place::Ellipsis => (3, Place::Dotted),
            Place::Star | Place::Stars => {
                self.repeat(head);
                head.place = Place::Wild;
                return;
            }
            _ => return,
        };
        for _ in 0..dots {
            self.edge(head, Take::Char('.'));
        }
        head.place = place;
    }

    /// Puts into the automaton what was held back, because the name ends: a `*` alone takes at least one character.
    fn settle_name(&mut self, head: &mut Head) {
        if head.place == Place::Star {
            self.edge(head, Take::Name);
            self.repeat(head);
        }
    }
}

/// Why no name can end here.
fn unfit(place: Place) -> Option<ErrorKind> {
    match place {
        Place::DotDot => Some(ErrorKind::ParentDirectory),
        Place::Ellipsis => Some(ErrorKind::Placeholder),
        _ => None,
    }
}
