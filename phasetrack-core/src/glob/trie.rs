//! A radix tree of byte strings, for finding those that a text begins with.
//!
//! A node is one cache line. Where few keys are left the tree ends, and what remains of them is not looked at: the tree
//! gives candidates, which the caller has to compare in any case. Built and walked without recursion.

use std::ops::Range;

/// So many keys make no node of their own.
const BUCKET: usize = 8;

/// How many bytes a label has at most.
const LABEL: usize = 15;

/// A radix tree of keys, which are known by number.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
    /// The numbers of the keys in the order of the tree: those that end in a node, then those below it.
    keys: Vec<u32>,
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
    label: [u8; LABEL],
    label_len: u8,
}

impl Trie {
    /// A tree of the keys with the numbers below `count`. `byte` gives a key's byte at an offset, `None` at its end.
    ///
    /// Takes time linear in the bytes of the keys.
    pub(super) fn new(count: u32, byte: impl Fn(u32, usize) -> Option<u8>) -> Self {
        let mut tree = Self { nodes: vec![Node::of(0, count)], keys: (0..count).collect() };
        let mut depths = vec![0];
        let mut scratch = Vec::new();
        let mut at = 0;
        while at < tree.nodes.len() {
            let range = tree.nodes[at].all();
            if range.len() > BUCKET {
                let keys = &mut tree.keys[range.clone()];
                let first = number(tree.nodes.len());
                let node = &mut tree.nodes[at];
                node.read_label(keys, depths[at], &byte);
                let depth = depths[at] + usize::from(node.label_len);
                let sizes = partition(keys, &mut scratch, |key| byte(key, depth));
                let mut start = range.start + sizes[0];
                node.own = number(start);
                node.first = first;
                for (byte, &size) in (0_u8..=255).zip(&sizes[1..]).filter(|(_, size)| **size > 0) {
                    tree.nodes[at].add(byte);
                    tree.nodes.push(Node::of(number(start), number(start + size)));
                    depths.push(depth + 1);
                    start += size;
                }
            }
            at += 1;
        }
        tree
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
        Self { bytes: [0; 4], first: 0, start, own: end, end, label: [0; LABEL], label_len: 0 }
    }

    fn own(&self) -> Range<usize> {
        self.start as usize..self.own as usize
    }

    fn all(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Takes for a label what all keys have in common from an offset.
    fn read_label(&mut self, keys: &[u32], from: usize, byte: impl Fn(u32, usize) -> Option<u8>) {
        let mut len = LABEL;
        for &key in keys {
            let same = |at: &usize| byte(key, from + at).is_some() && byte(key, from + at) == byte(keys[0], from + at);
            len = (0..len).take_while(same).count();
        }
        for (at, place) in self.label.iter_mut().enumerate().take(len) {
            *place = byte(keys[0], from + at).unwrap_or_default();
        }
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

/// Sorts keys by what `byte` says, keys without one first, and gives the number of keys of each kind.
fn partition(keys: &mut [u32], scratch: &mut Vec<u32>, byte: impl Fn(u32) -> Option<u8>) -> [usize; 257] {
    let kind = |key: u32| byte(key).map_or(0, |byte| usize::from(byte) + 1);
    let mut sizes = [0; 257];
    for &key in keys.iter() {
        sizes[kind(key)] += 1;
    }
    let mut places = [0; 257];
    for at in 1..places.len() {
        places[at] = places[at - 1] + sizes[at - 1];
    }
    scratch.clear();
    scratch.extend_from_slice(keys);
    for &key in scratch.iter() {
        let place = &mut places[kind(key)];
        keys[*place] = key;
        *place += 1;
    }
    sizes
}

/// Places fit into 32 bits, because the numbers of keys do.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
