//! Patterns as the tracks of a plan claim them, and paths of the repository they divide.

use phasetrack_core::glob::Pattern;

use crate::random::Random;

/// How many patterns each track claims.
pub const EACH: usize = 5;

/// The patterns of so many tracks, [`EACH`] a track, as texts. With `floating` every hundredth is `**/name`.
/// Every thousandth track claims a file of the track before it.
pub fn claims(tracks: usize, floating: bool) -> Vec<String> {
    let of = |track: usize| {
        let (area, name) = place(track);
        let last = match track {
            _ if floating && track % 20 == 7 => format!("**/gen_{name}.rs"),
            _ if track % 1000 == 999 => {
                let (area, name) = place(track - 1);
                format!("src/{area}/{name}/lib.rs")
            }
            _ => format!("docs/*/{name}.json"),
        };
        [
            format!("src/{area}/{name}/**"),
            format!("tests/{name}_*_test.rs"),
            format!("src/{area}/routes/{name}.rs"),
            format!("config/{name}*.toml"),
            last,
        ]
    };
    (0..tracks).flat_map(of).collect()
}

/// Texts of patterns, parsed.
///
/// # Panics
/// If one is no pattern.
pub fn parsed(texts: &[String]) -> Vec<Pattern> {
    texts.iter().map(|text| Pattern::parse(text).expect("a valid pattern")).collect()
}

/// Paths, four out of five of which a track owns.
pub fn paths(tracks: usize, count: usize) -> Vec<String> {
    let mut random = Random::new(17);
    let path = |number: usize| {
        let (area, name) = place(random.below(tracks));
        match number % 10 {
            0 | 1 => format!("src/{area}/{name}/api/handler_{}.rs", random.below(100)),
            2 => format!("src/{area}/{name}/lib.rs"),
            3 => format!("tests/{name}_login_test.rs"),
            4 => format!("src/{area}/routes/{name}.rs"),
            5 => format!("config/{name}_local.toml"),
            6 => format!("docs/guide/{name}.json"),
            7 => format!("src/{area}/tools/gen_{name}.rs"),
            8 => format!("src/{area}/other/{name}.rs"),
            _ => format!("config/{name}.yaml"),
        }
    };
    (0..count).map(path).collect()
}

/// The directory and the name that belong to a track.
fn place(track: usize) -> (String, String) {
    const AREAS: [&str; 10] =
        ["api", "auth", "billing", "catalog", "cli", "common", "search", "shop/cart", "shop/stock", "web"];
    (AREAS[track % AREAS.len()].to_owned(), format!("feature_{track:05}"))
}
