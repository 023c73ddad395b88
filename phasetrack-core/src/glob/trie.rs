//! A radix tree of byte strings, for finding those that a text begins with.
//!
//! A node is one cache line. Where few keys are left the tree ends, and what remains of them is not looked at: the tree
//! gives candidates, which the caller has to compare in any case. Built and walked without recursion.

use std::ops::Range;

/// So many keys make no node of their own.
const BUCKET: usize = 8;

/// How many bytes of the keys are looked at together.
const CHUNK: usize = 8;

/// A radix tree of keys, which are known by number.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// The numbers of the keys in the order of the tree: those that end in a node, then those below it.
    keys: Vec<u32>,
}

/// A key while the tree is built.
#[derive(Clone, Copy)]
struct Key {
    number: u32,
    /// Some bytes of it, the first one highest.
    chunk: u64,
}

#[derive(Clone, Debug)]
#[repr(align(64))]
struct Node {
    /// The bytes that lead to children.
    bytes: [u64; 4],
    /// The first child. The others follow, in the order of their bytes.
    first: u32,
    /// The keys that end here are `start..own`, all here and below `start..end`.
    start: u32,
    own: u32,
    end: u32,
    /// Bytes that all keys here and below have next.
    label: [u8; CHUNK],
    label_len: u8,
}

impl Trie {
    /// A tree of the keys with the numbers below `count`, which hold no zero bytes. `chunk` gives the bytes of a key
    /// from an offset; what is over the end is zero.
    ///
    /// Takes time linear in the bytes of the keys.
    pub(super) fn new(count: u32, chunk: impl Fn(u32, usize) -> [u8; CHUNK]) -> Self {
        let mut keys: Vec<Key> = (0..count).map(|number| Key { number, chunk: 0 }).collect();
        let mut scratch = Vec::new();
        let mut nodes = vec![Node::of(0, count)];
        // For each node, how many bytes lead to it, and where the chunks of its keys were read.
        let mut depths = vec![(0, None)];
        let mut at = 0;
        while at < nodes.len() {
            let (node, first) = (&mut nodes[at], depths.len());
            let (mut depth, mut read) = depths[at];
            let mine = &mut keys[node.all()];
            if mine.len() <= BUCKET {
                node.own = node.end;
            } else {
                let mut used = load(mine, depth, &mut read, &chunk);
                node.read_label(mine, used);
                depth += usize::from(node.label_len);
                used = load(mine, depth, &mut read, &chunk);
                sort(mine, used, &mut scratch);
                node.first = place(first);
                let mut start = node.start;
                for keys in mine.chunk_by(|a, b| a.byte(used) == b.byte(used)) {
                    let end = start + place(keys.len());
                    match keys[0].byte(used) {
                        0 => nodes[at].own = end,
                        byte => {
                            nodes[at].add(byte);
                            nodes.push(Node::of(start, end));
                            depths.push((depth + 1, read));
                        }
                    }
                    start = end;
                }
            }
            at += 1;
        }
        Self { nodes, keys: keys.iter().map(|key| key.number).collect() }
    }

    /// The keys by place: a place is an index of this.
    pub(super) fn keys(&self) -> &[u32] {
        &self.keys
    }

    /// The places of keys that end in one node, for each node that has some.
    pub(super) fn nodes(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.nodes.iter().map(Node::own).filter(|own| !own.is_empty())
    }

    /// Follows a text from the root. Gives `visit` places of keys with which the text may begin: all such keys are
    /// among them. Returns the places of further keys that begin with the whole text.
    pub(super) fn walk(&self, text: impl Fn(usize) -> Option<u8>, mut visit: impl FnMut(Range<usize>)) -> Range<usize> {
        let mut node = &self.nodes[0];
        let mut at = 0;
        loop {
            for &expected in &node.label[..usize::from(node.label_len)] {
                match text(at) {
                    None => return node.all(),
                    Some(byte) if byte != expected => return 0..0,
                    Some(_) => at += 1,
                }
            }
            let own = node.own();
            if !own.is_empty() {
                visit(own.clone());
            }
            let Some(byte) = text(at) else { return own.end..node.all().end };
            let Some(child) = node.child(byte) else { return 0..0 };
            node = &self.nodes[child];
            at += 1;
        }
    }
}

impl Node {
    /// A node without children.
    fn of(start: u32, end: u32) -> Self {
        Self { bytes: [0; 4], first: 0, start, own: start, end, label: [0; CHUNK], label_len: 0 }
    }

    fn own(&self) -> Range<usize> {
        self.start as usize..self.own as usize
    }

    fn all(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Takes for a label what the keys have in common, as far as their chunks go.
    fn read_label(&mut self, keys: &[Key], used: usize) {
        let first = keys[0].chunk << (8 * used);
        let differ = keys.iter().fold(0, |differ, key| differ | (key.chunk ^ keys[0].chunk)) << (8 * used);
        let same = (differ.leading_zeros() as usize / 8).min(CHUNK - used);
        self.label = first.to_be_bytes();
        let len = self.label[..same].iter().position(|&byte| byte == 0).unwrap_or(same);
        self.label_len = u8::try_from(len).unwrap_or_default();
    }

    fn add(&mut self, byte: u8) {
        self.bytes[usize::from(byte / 64)] |= 1 << (byte % 64);
    }

    fn child(&self, byte: u8) -> Option<usize> {
        let (word, bit) = (usize::from(byte / 64), byte % 64);
        if self.bytes[word] >> bit & 1 == 0 {
            return None;
        }
        let before = self.bytes[..word].iter().map(|word| word.count_ones()).sum::<u32>();
        let rank = before + (self.bytes[word] & ((1 << bit) - 1)).count_ones();
        Some((self.first + rank) as usize)
    }
}

impl Key {
    /// The byte after those of the chunk that are used; zero at the end of the key.
    fn byte(self, used: usize) -> u8 {
        self.chunk.to_be_bytes()[used]
    }
}

/// Sees to it that the chunks of the keys have their bytes at `depth`, and gives the place of that in the chunks.
fn load(keys: &mut [Key], depth: usize, read: &mut Option<usize>, chunk: impl Fn(u32, usize) -> [u8; CHUNK]) -> usize {
    if let Some(read) = *read
        && depth < read + CHUNK
    {
        return depth - read;
    }
    for key in keys {
        key.chunk = u64::from_be_bytes(chunk(key.number, depth));
    }
    *read = Some(depth);
    0
}

/// Sorts keys by one byte.
fn sort(keys: &mut [Key], used: usize, scratch: &mut Vec<Key>) {
    if keys.len() <= 64 {
        return keys.sort_by_key(|key| key.byte(used));
    }
    scratch.clear();
    scratch.extend_from_slice(keys);
    let mut places = [0; 257];
    for key in scratch.iter() {
        places[usize::from(key.byte(used)) + 1] += 1;
    }
    for at in 1..places.len() {
        places[at] += places[at - 1];
    }
    for &key in scratch.iter() {
        let place = &mut places[usize::from(key.byte(used))];
        keys[*place] = key;
        *place += 1;
    }
}

/// A place as it is stored. There are fewer than the numbers of keys, which have 32 bits.
fn place(at: usize) -> u32 {
    u32::try_from(at).expect("places fit where the numbers of keys do")
}
