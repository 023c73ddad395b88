//! Any bytes are an index file: it is read whole or not at all, and what is read is in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use phasetrack_git::Index;

/// Beginnings of a file with two entries, so that the reader comes past them.
const HEADS: [&[u8]; 3] = [b"DIRC\0\0\0\x02\0\0\0\x02", b"DIRC\0\0\0\x03\0\0\0\x02", b"DIRC\0\0\0\x04\0\0\0\x02"];

fuzz_target!(|bytes: &[u8]| {
    look(bytes.to_vec());
    for head in HEADS {
        look([head, bytes].concat());
    }
});

fn look(bytes: Vec<u8>) {
    let Some(index) = Index::read(bytes) else { return };
    assert_eq!(index.iter().count(), index.len());
    let paths: Vec<&[u8]> = index.iter().map(|entry| entry.path).collect();
    assert!(paths.windows(2).all(|pair| pair[0] < pair[1]), "each path once, in order");
    assert!(index.iter().all(|entry| !entry.path.is_empty() && entry.object.len() == 20));
    assert!(index.get(index.len()).is_none());
}
