//! A fixed table of words that is looked up without comparing many of them.

/// Number of shelves, and of buckets on each.
const SHELVES: usize = 32;
const BUCKETS: usize = SHELVES * SHELVES;

/// Words with their meanings, put into buckets when the program is built: onto a shelf by their first byte, and there
/// by their length and last byte. Most words of a text are in no table, and an empty bucket tells so after one look.
pub(super) struct Index<M: 'static, const N: usize> {
    words: [(&'static str, M); N],
    /// Where each bucket begins.
    starts: [u16; BUCKETS + 1],
}

/// The number of words in a table.
pub(super) const fn count<M>(table: &[(M, &[&str])]) -> usize {
    let (mut total, mut row) = (0, 0);
    while row < table.len() {
        total += table[row].1.len();
        row += 1;
    }
    total
}

impl<M: Copy, const N: usize> Index<M, N> {
    /// Puts a table in order, the words of a bucket as they come: of a word with two meanings the first one holds.
    pub(super) const fn new(table: &[(M, &[&'static str])]) -> Self {
        let mut words = [("", table[0].0); N];
        let mut starts = [0; BUCKETS + 1];
        let mut at = 0;
        while let Some((word, _)) = nth(table, at) {
            starts[bucket(word) + 1] += 1;
            at += 1;
        }
        at = 0;
        while at < BUCKETS {
            starts[at + 1] += starts[at];
            at += 1;
        }
        let mut free = starts;
        at = 0;
        while let Some((word, meaning)) = nth(table, at) {
            let place = &mut free[bucket(word)];
            words[*place as usize] = (word, meaning);
            *place += 1;
            at += 1;
        }
        Self { words, starts }
    }

    /// The meaning of a word; the case of its ASCII letters does not count.
    pub(super) fn find(&self, word: &str) -> Option<M> {
        if word.is_empty() {
            return None;
        }
        let bucket = bucket(word);
        let found = &self.words[usize::from(self.starts[bucket])..usize::from(self.starts[bucket + 1])];
        found.iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, meaning)| *meaning)
    }

    /// The words that begin with a byte, in no order that means something.
    pub(super) fn beginning(&self, byte: u8) -> impl Iterator<Item = &'static str> {
        let first = shelf(byte) * SHELVES;
        let words = &self.words[usize::from(self.starts[first])..usize::from(self.starts[first + SHELVES])];
        words.iter().map(|(word, _)| *word).filter(move |word| word.as_bytes()[0] == byte)
    }

    #[cfg(test)]
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().map(|(word, _)| *word)
    }
}

/// A word of a table and its meaning.
const fn nth<M: Copy>(table: &[(M, &[&'static str])], mut at: usize) -> Option<(&'static str, M)> {
    let mut row = 0;
    while row < table.len() {
        let (meaning, words) = table[row];
        if at < words.len() {
            return Some((words[at], meaning));
        }
        at -= words.len();
        row += 1;
    }
    None
}

/// The bucket of a word that is not empty.
const fn bucket(word: &str) -> usize {
    let bytes = word.as_bytes();
    let last = bytes[bytes.len() - 1].to_ascii_lowercase() as usize;
    shelf(bytes[0]) * SHELVES + (last * 5 + bytes.len() * 3) % SHELVES
}

/// The shelf of a first byte; the two cases of a letter differ in a bit that does not count.
const fn shelf(byte: u8) -> usize {
    byte as usize % SHELVES
}
