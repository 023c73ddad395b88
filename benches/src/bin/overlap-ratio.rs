//! How much quicker two patterns are compared than with a product of deterministic automata.
//!
//! `overlap-ratio` takes pairs out of the claims of 1,000 tracks, half of them at random and half of neighbours, and
//! compares each with [`Pattern::overlaps`], with the product of regex-automata's automata that were built before from
//! globset's expressions, with the same as tables made for nothing else, and with automata that are built for the pair.
//! Exits with 1 when a verdict differs or a goal is missed.

use std::collections::{HashSet, VecDeque};
use std::hint::black_box;
use std::io;
use std::process::ExitCode;
use std::time::Duration;

use globset::GlobBuilder;
use phasetrack_benches::claims::{claims, parsed};
use phasetrack_benches::goals::Goals;
use phasetrack_benches::measure::{least, paired, time};
use phasetrack_benches::random::Random;
use phasetrack_core::glob::{Pattern, overlap};
use regex_automata::Anchored;
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::util::primitives::StateID;
use regex_automata::util::{start, syntax};

const BUDGET: Duration = Duration::from_secs(2);
const PAIRS: usize = 20_000;

fn main() -> io::Result<ExitCode> {
    let mut goals = Goals::new(io::stdout().lock());
    let mut texts = claims(1_000, true);
    // Shapes that take longer, among the rest.
    let rest =
        ["src/**/*.rs", "**/api/**", "src/*/*/mod.rs", "{src,tests}/**/*_test.rs", "src/[a-c]*/lib.rs", "tests/*"];
    texts.extend(rest.map(str::to_owned));
    let patterns = parsed(&texts);
    let dfas: Vec<Dfa> = texts.iter().map(|text| dfa(text)).collect();
    let tables: Vec<Table> = dfas.iter().map(Table::new).collect();
    let pairs = pairs(texts.len());
    let mine = |&(a, b): &(usize, usize)| patterns[a].overlaps(&patterns[b]);
    let cached = |&(a, b): &(usize, usize)| product(&dfas[a], &dfas[b]);
    let in_tables = |&(a, b): &(usize, usize)| tables[a].meets(&tables[b]);
    let agree = |pair: &&(usize, usize)| mine(pair) == cached(pair) && mine(pair) == in_tables(pair);
    goals.same("pairs with the verdict of the product", pairs.iter().filter(agree).count(), pairs.len())?;
    goals.note("pairs that overlap", per_cent(pairs.iter().filter(|pair| mine(pair)).count(), pairs.len()))?;
    let all = |meets: &dyn Fn(&(usize, usize)) -> bool, count: usize| {
        black_box(pairs[..count].iter().filter(|pair| meets(pair)).count());
    };
    goals.note("ns per pair", per(least(|| all(&mine, PAIRS)), PAIRS))?;
    let witnessed = pairs.iter().filter(|pair| mine(pair)).take(1_000).collect::<Vec<_>>();
    let witness = |&&(a, b): &&(usize, usize)| drop(black_box(overlap(&patterns[a], &patterns[b])));
    goals.note("ns per witness", per(least(|| witnessed.iter().for_each(witness)), witnessed.len()))?;
    let ratio = paired(BUDGET, time, &mut || all(&cached, PAIRS), &mut || all(&mine, PAIRS));
    goals.at_least("product of automata built before / this", ratio.ratio, 20.0)?;
    let ratio = paired(BUDGET, time, &mut || all(&in_tables, PAIRS), &mut || all(&mine, PAIRS));
    goals.note("the same with automata as tables / this", ratio.ratio)?;
    let few = 200;
    let built = |&(a, b): &(usize, usize)| product(&dfa(&texts[a]), &dfa(&texts[b]));
    let parse = |&(a, b): &(usize, usize)| {
        let [a, b] = [a, b].map(|at| Pattern::parse(&texts[at]).expect("a valid pattern"));
        a.overlaps(&b)
    };
    // Two hundred pairs are too quick to be timed: this does a hundred times as many.
    let ratio = paired(BUDGET, time, &mut || all(&built, few), &mut || all(&mine, 100 * few));
    goals.at_least("product of automata built for the pair / this", ratio.ratio * 100.0, 500.0)?;
    let ratio = paired(BUDGET, time, &mut || all(&built, few), &mut || all(&parse, few));
    goals.note("the same / this with both patterns parsed", ratio.ratio)?;
    Ok(goals.exit_code())
}

/// Pairs of numbers below `count`: any two, and near ones, which begin alike more often.
fn pairs(count: usize) -> Vec<(usize, usize)> {
    let mut random = Random::new(5);
    let pair = |number: usize| {
        let a = random.below(count);
        let b = if number.is_multiple_of(2) { random.below(count) } else { (a + random.below(15)) % count };
        (a, b)
    };
    (0..PAIRS).map(pair).collect()
}

type Dfa = dense::DFA<Vec<u32>>;

/// The automaton of a pattern, by globset and regex-automata.
fn dfa(text: &str) -> Dfa {
    let glob = GlobBuilder::new(text).literal_separator(true).build().expect("a glob");
    dense::Builder::new()
        .syntax(syntax::Config::new().unicode(false).utf8(false))
        .configure(dense::Config::new().start_kind(StartKind::Anchored))
        .build(glob.regex())
        .expect("an automaton")
}

fn first(dfa: &Dfa) -> StateID {
    dfa.start_state(&start::Config::new().anchored(Anchored::Yes)).expect("a start state")
}

/// The bytes of the patterns; `~` stands for all others.
const ALPHABET: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789_-./~";

/// Whether the product of two automata accepts something.
fn product(a: &Dfa, b: &Dfa) -> bool {
    let start = (first(a), first(b));
    let mut met = HashSet::from([start]);
    let mut open = VecDeque::from([start]);
    while let Some((mine, its)) = open.pop_front() {
        if a.is_match_state(a.next_eoi_state(mine)) && b.is_match_state(b.next_eoi_state(its)) {
            return true;
        }
        for &byte in ALPHABET {
            let after = (a.next_state(mine, byte), b.next_state(its, byte));
            if !a.is_dead_state(after.0) && !b.is_dead_state(after.1) && met.insert(after) {
                open.push_back(after);
            }
        }
    }
    false
}

/// An automaton over the bytes of [`ALPHABET`], as a table. State 0 is dead.
struct Table {
    next: Vec<[u16; ALPHABET.len()]>,
    accepts: Vec<bool>,
}

impl Table {
    fn new(dfa: &Dfa) -> Self {
        let mut ids = vec![None, Some(first(dfa))];
        let mut table = Self { next: vec![[0; ALPHABET.len()]], accepts: vec![false] };
        while let Some(id) = ids.get(table.next.len()).copied().flatten() {
            table.accepts.push(dfa.is_match_state(dfa.next_eoi_state(id)));
            let row = ALPHABET.iter().map(|&byte| {
                let after = dfa.next_state(id, byte);
                if dfa.is_dead_state(after) {
                    return 0;
                }
                let known = ids.iter().position(|id| *id == Some(after)).unwrap_or_else(|| {
                    ids.push(Some(after));
                    ids.len() - 1
                });
                u16::try_from(known).expect("few states")
            });
            let row: Vec<u16> = row.collect();
            table.next.push(row.try_into().expect("one state a byte"));
        }
        table
    }

    /// Whether the product of the two accepts something.
    fn meets(&self, other: &Self) -> bool {
        let width = other.next.len();
        let mut met = vec![false; self.next.len() * width];
        let mut open = vec![(1, 1)];
        while let Some((mine, its)) = open.pop() {
            if self.accepts[mine] && other.accepts[its] {
                return true;
            }
            for (mine, its) in self.next[mine].iter().zip(&other.next[its]) {
                let (mine, its) = (usize::from(*mine), usize::from(*its));
                if mine != 0 && its != 0 && !std::mem::replace(&mut met[mine * width + its], true) {
                    open.push((mine, its));
                }
            }
        }
        false
    }
}

/// Nanoseconds for one of many.
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn per(time: Duration, count: usize) -> f64 {
    time.as_secs_f64() * 1e9 / count as f64
}

#[expect(clippy::cast_precision_loss, reason = "small numbers")]
fn per_cent(count: usize, of: usize) -> f64 {
    count as f64 * 100.0 / of as f64
}
