//! Numbers that look random and are the same on every machine and in every run.

/// A small generator (xorshift64*; Vigna, *An experimental exploration of Marsaglia's xorshift generators*, 2016).
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below 2³².
    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32
    }

    /// A number below `bound`, which is neither zero nor above 2³².
    pub(super) fn below(&mut self, bound: usize) -> usize {
        usize::try_from((self.next() * bound as u64) >> 32).expect("below the bound")
    }
}
