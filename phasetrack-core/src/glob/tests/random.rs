//! Random patterns and paths over a small alphabet.

/// A small generator of numbers; the same on every run.
pub(super) struct Random(pub(super) u64);

impl Random {
    /// A number below `n`.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 40).expect("24 bits") % n
    }

    pub(super) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    pub(super) fn pattern(&mut self) -> String {
        let mut text = self.pick(&["", "", "", "", "./", "a/", "a/"]).to_owned();
        text += &self.names(2);
        text + self.pick(&["", "", "", "", "", "", "/", "/*", "/**", "/.", "/b.c", "/a", ".a"])
    }

    fn names(&mut self, depth: usize) -> String {
        let mut text = self.name(depth);
        for _ in 0..self.below(3) {
            text += self.pick(&["/", "/", "/", "/", "//", "/./"]);
            text += &self.name(depth);
        }
        text
    }

    fn name(&mut self, depth: usize) -> String {
        match self.below(20) {
            0..4 => "**".to_owned(),
            4..6 => "*".to_owned(),
            6 => self.pick(&[".", "..", "..", "***", "a.b", r"\*", r"\[", r"\{a", r"\?"]).to_owned(),
            _ => self.pieces(depth),
        }
    }

    fn pieces(&mut self, depth: usize) -> String {
        let mut text = String::new();
        for _ in 0..=self.below(3) {
            match self.below(16) {
                0..7 => text += self.pick(&["a", "b", "c", "a", "b", ".", "-"]),
                7..9 => text += "*",
                9 => text += "?",
                10..12 => {
                    text += self.pick(&[
                        "[ab]", "[!a]", "[a-c]", "[^b]", "[.a]", "[!.]", "[]a]", "[a-]", "[b]", "[.]", r"[\]a]", "[*]",
                        "[!a-c]", "[{]", "[,a]", "[!b-]",
                    ]);
                }
                12 => text += self.pick(&[r"\,", r"\}", r"\-", ",", "]", "."]),
                _ if depth > 0 => text += &self.braces(depth - 1),
                _ => text += "a",
            }
        }
        text
    }

    fn braces(&mut self, depth: usize) -> String {
        let alternatives: Vec<String> = (0..=self.below(3))
            .map(|_| match self.below(8) {
                0 => String::new(),
                1 | 2 => self.names(depth),
                3 => self.pieces(depth) + "/",
                _ => self.pieces(depth),
            })
            .collect();
        format!("{{{}}}", alternatives.join(","))
    }

    pub(super) fn path(&mut self) -> String {
        let mut path = String::new();
        for index in 0..=self.below(4) {
            if index > 0 {
                path.push('/');
            }
            let start = path.len();
            for _ in 0..=self.below(3) {
                path += self.pick(&["a", "a", "b", "b", "c", ".", "-", "x"]);
            }
            if path[start..].bytes().all(|byte| byte == b'.') {
                path.push('a');
            }
        }
        path
    }
}
