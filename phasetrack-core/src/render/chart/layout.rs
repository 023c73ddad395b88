//! Where the parts of a layered picture lie: waves are columns, and a line that passes a column has a place in it, as
//! a piece has, so that no line runs through a piece.
//!
//! After Sugiyama, Tagawa and Toda, *Methods for visual understanding of hierarchical system structures* (1981): the
//! order inside of columns by barycentres, then heights. A height is the mean of the heights that the neighbours have,
//! as far as the order and the distances let it be: isotonic regression by pooling adjacent violators.

use std::collections::{BTreeMap, BTreeSet};

use super::view::Chart;

/// How often columns are put in order, and how often heights are settled.
const SWEEPS: usize = 20;

/// Pictures with more places than this get fewer sweeps.
const MANY: usize = 20_000;

/// Heights of what lies in a column, and the space between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub(super) piece: i64,
    pub(super) line: i64,
    pub(super) gap: i64,
}

/// Places in columns and the ways of lines through them.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The pieces are the first places, in their order; lines that pass a column follow.
    pub(super) places: Vec<Place>,
    /// How many places are pieces.
    pub(super) pieces: usize,
    /// The places of each column from top to bottom.
    pub(super) columns: Vec<Vec<usize>>,
    pub(super) lines: Vec<Line>,
    /// Below everything.
    pub(super) height: i64,
}

/// A piece, or a line that passes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) column: usize,
    pub(super) top: i64,
    pub(super) height: i64,
}

impl Place {
    pub(super) fn middle(&self) -> i64 {
        self.top + self.height / 2
    }
}

/// From one piece to another in a later column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) kind: LineKind,
    /// One place in each column from the first piece to the last.
    pub(super) route: Vec<usize>,
}

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum LineKind {
    /// Both edit a file: an index into the clashes of the chart.
    Clash(usize),
    /// The second waits for the first.
    Waits,
    /// And both are on the critical path.
    Critical,
}

/// What joins places of one column with places of the next: each of the first with each of the last.
#[derive(Clone, Debug)]
pub(super) struct Net {
    /// The contended file that it stands for, if it does.
    pub(super) clash: Option<usize>,
    pub(super) from: Vec<usize>,
    pub(super) to: Vec<usize>,
}

impl Layout {
    /// Lays out the pieces and lines of a chart. Takes O(s·(p + l) log p) time for s sweeps, p places and l parts of
    /// lines.
    pub(super) fn new(chart: &Chart, sizes: Sizes) -> Self {
        let column = |piece: usize| chart.pieces[piece].wave;
        let new = |piece| Place { column: column(piece), top: 0, height: sizes.piece };
        let mut layout = Self {
            places: (0..chart.pieces.len()).map(new).collect(),
            pieces: chart.pieces.len(),
            columns: vec![Vec::new(); chart.waves.len()],
            lines: Vec::new(),
            height: 0,
        };
        let arrows = chart
            .arrows
            .iter()
            .map(|arrow| (if arrow.critical { LineKind::Critical } else { LineKind::Waits }, arrow.from, arrow.to));
        let clashes = chart.clashes.iter().enumerate();
        let clashes = clashes
            .flat_map(|(at, clash)| clash.pieces.windows(2).map(move |two| (LineKind::Clash(at), two[0], two[1])));
        let mut passing = BTreeMap::new();
        for (kind, from, to) in clashes.chain(arrows) {
            layout.line(kind, from, to, sizes, &mut passing);
        }
        layout.lines.sort_by_key(|line| line.kind);
        for (number, place) in layout.places.iter().enumerate() {
            layout.columns[place.column].push(number);
        }
        let joints = layout.joints();
        // What no line touches lies below all else, out of the way.
        let loose = |place: &usize| joints.iter().all(|side| side[*place].is_empty());
        let loose: Vec<Vec<usize>> =
            layout.columns.iter_mut().map(|column| column.extract_if(.., |place| loose(place)).collect()).collect();
        layout.sort(&joints);
        layout.settle(&joints, sizes.gap);
        layout.append(loose, sizes.gap);
        layout
    }

    /// Adds a line. Lines of one kind from one piece share their ways.
    fn line(
        &mut self,
        kind: LineKind,
        from: usize,
        to: usize,
        sizes: Sizes,
        passing: &mut BTreeMap<(usize, Option<usize>, usize), usize>,
    ) {
        let shared = if let LineKind::Clash(at) = kind { Some(at) } else { None };
        let mut route = vec![from];
        for column in self.places[from].column + 1..self.places[to].column {
            let place = passing.entry((from, shared, column)).or_insert_with(|| {
                self.places.push(Place { column, top: 0, height: sizes.line });
                self.places.len() - 1
            });
            route.push(*place);
        }
        route.push(to);
        self.lines.push(Line { kind, route });
    }

    /// The nets between each column and the next. Places that lead to the same several others share one, so that four
    /// tasks that wait for four others are joined by eight lines and not by sixteen.
    pub(super) fn nets(&self) -> Vec<Vec<Net>> {
        let mut ends: BTreeMap<(usize, Option<usize>), BTreeSet<usize>> = BTreeMap::new();
        for line in &self.lines {
            let clash = if let LineKind::Clash(at) = line.kind { Some(at) } else { None };
            for two in line.route.windows(2) {
                ends.entry((two[0], clash)).or_default().insert(two[1]);
            }
        }
        let mut nets: Vec<Vec<Net>> = vec![Vec::new(); self.columns.len()];
        let mut shared: BTreeMap<BTreeSet<usize>, usize> = BTreeMap::new();
        for ((from, clash), to) in ends {
            let nets = &mut nets[self.places[from].column];
            let at = nets.len();
            let net = if clash.is_none() && to.len() > 1 { *shared.entry(to.clone()).or_insert(at) } else { at };
            if net == at {
                nets.push(Net { clash, from: Vec::new(), to: to.into_iter().collect() });
            }
            nets[net].from.push(from);
        }
        nets
    }

    /// For each place its neighbours in the column before, and in the one after.
    fn joints(&self) -> [Vec<Vec<usize>>; 2] {
        let mut joints = [vec![Vec::new(); self.places.len()], vec![Vec::new(); self.places.len()]];
        for two in self.lines.iter().flat_map(|line| line.route.windows(2)) {
            joints[0][two[1]].push(two[0]);
            joints[1][two[0]].push(two[1]);
        }
        for neighbours in joints.iter_mut().flatten() {
            neighbours.sort_unstable();
            neighbours.dedup();
        }
        joints
    }

    /// Puts the columns in the order with the fewest crossings that the sweeps find.
    fn sort(&mut self, joints: &[Vec<Vec<usize>>; 2]) {
        let mut rows = vec![0; self.places.len()];
        let number = |columns: &[Vec<usize>], rows: &mut [usize]| {
            for column in columns {
                column.iter().enumerate().for_each(|(row, &place)| rows[place] = row);
            }
        };
        number(&self.columns, &mut rows);
        let mut best = (self.crossings(joints, &rows), self.columns.clone());
        for sweep in 0..self.sweeps() {
            if best.0 == 0 {
                break;
            }
            let side = &joints[sweep % 2];
            let count = self.columns.len();
            for step in 1..count {
                let at = if sweep % 2 == 0 { step } else { count - 1 - step };
                let column = &mut self.columns[at];
                column.sort_by_cached_key(|&place| {
                    let neighbours = &side[place];
                    let sum: usize = neighbours.iter().map(|&other| rows[other]).sum();
                    // What has no neighbour stays about where it is.
                    if neighbours.is_empty() { rows[place] * 1024 } else { sum * 1024 / neighbours.len() }
                });
                column.iter().enumerate().for_each(|(row, &place)| rows[place] = row);
            }
            if self.places.len() <= MANY {
                self.transpose(joints, &mut rows);
            }
            let crossings = self.crossings(joints, &rows);
            if crossings < best.0 {
                best = (crossings, self.columns.clone());
            }
        }
        self.columns = best.1;
    }

    fn sweeps(&self) -> usize {
        if self.places.len() > MANY { 2 } else { SWEEPS }
    }

    /// How many pairs of lines cross between columns: inversions, counted with a tree of sums.
    fn crossings(&self, joints: &[Vec<Vec<usize>>; 2], rows: &[usize]) -> usize {
        let mut crossings = 0;
        for column in &self.columns {
            let mut ends: Vec<usize> = Vec::new();
            for &place in column {
                let first = ends.len();
                ends.extend(joints[1][place].iter().map(|&next| rows[next]));
                ends[first..].sort_unstable();
            }
            let most = ends.iter().max().map_or(0, |most| most + 2);
            let mut sums = vec![0; most];
            for (before, &end) in ends.iter().enumerate() {
                let (mut not_above, mut at) = (0, end + 1);
                while at > 0 {
                    not_above += sums[at];
                    at &= at - 1;
                }
                crossings += before - not_above;
                at = end + 1;
                while at < most {
                    sums[at] += 1;
                    at += at & at.wrapping_neg();
                }
            }
        }
        crossings
    }

    /// Swaps neighbours inside of columns as long as that makes fewer crossings.
    fn transpose(&mut self, joints: &[Vec<Vec<usize>>; 2], rows: &mut [usize]) {
        let crossings = |above: usize, below: usize, rows: &[usize]| -> usize {
            let of = |side: &Vec<Vec<usize>>| -> usize {
                let crossed = |row: usize| side[below].iter().filter(|&&other| rows[other] < row).count();
                side[above].iter().map(|&other| crossed(rows[other])).sum()
            };
            joints.iter().map(of).sum()
        };
        for _ in 0..SWEEPS {
            let mut gained = false;
            for column in &mut self.columns {
                for at in 1..column.len() {
                    let (above, below) = (column[at - 1], column[at]);
                    if crossings(below, above, rows) < crossings(above, below, rows) {
                        column.swap(at - 1, at);
                        (rows[above], rows[below]) = (at, at - 1);
                        gained = true;
                    }
                }
            }
            if !gained {
                break;
            }
        }
    }

    /// Finds the heights.
    fn settle(&mut self, joints: &[Vec<Vec<usize>>; 2], gap: i64) {
        for column in &self.columns {
            let mut top = 0;
            for &place in column {
                self.places[place].top = top;
                top += self.places[place].height + gap;
            }
        }
        let count = self.columns.len();
        for sweep in 0..=self.sweeps() {
            for step in 0..count {
                let at = if sweep % 2 == 0 { step } else { count - 1 - step };
                // The last sweep looks at both sides.
                let sides = if sweep == self.sweeps() { &joints[..] } else { &joints[sweep % 2..=sweep % 2] };
                self.settle_column(at, sides, gap);
            }
        }
        let placed = self.columns.iter().flatten();
        let least = placed.map(|&place| self.places[place].top).min().unwrap_or(0);
        self.places.iter_mut().for_each(|place| place.top -= least);
    }

    /// Puts further places below each column, and finds the height of all.
    fn append(&mut self, further: Vec<Vec<usize>>, gap: i64) {
        for (column, further) in self.columns.iter_mut().zip(further) {
            let mut top = column.last().map_or(0, |&last| self.places[last].top + self.places[last].height + gap);
            for place in further {
                self.places[place].top = top;
                top += self.places[place].height + gap;
                column.push(place);
            }
        }
        self.height = self.places.iter().map(|place| place.top + place.height).max().unwrap_or(0);
    }

    fn settle_column(&mut self, at: usize, sides: &[Vec<Vec<usize>>], gap: i64) {
        // Blocks of places that lie as close as they may: the sum of their wishes, their weight, their number.
        let mut blocks: Vec<(i64, i64, usize)> = Vec::new();
        let mut offset = 0;
        for &number in &self.columns[at] {
            let place = self.places[number];
            let neighbours = sides.iter().flat_map(|side| &side[number]);
            let (mut sum, mut count) = (0, 0);
            for &other in neighbours {
                (sum, count) = (sum + self.places[other].middle(), count + 1);
            }
            let wish = if count == 0 { place.top } else { sum.div_euclid(count) - place.height / 2 };
            // Lines that pass shall be straight before pieces are where they would like to be.
            let weight = if number < self.pieces { 1 } else { 6 };
            let mut block = ((wish - offset) * weight, weight, 1);
            while let Some(&above) = blocks.last() {
                if above.0.div_euclid(above.1) <= block.0.div_euclid(block.1) {
                    break;
                }
                block = (above.0 + block.0, above.1 + block.1, above.2 + block.2);
                blocks.pop();
            }
            blocks.push(block);
            offset += place.height + gap;
        }
        let tops = blocks.iter().flat_map(|block| std::iter::repeat_n(block.0.div_euclid(block.1), block.2));
        let mut offset = 0;
        for (&number, top) in self.columns[at].iter().zip(tops) {
            self.places[number].top = top + offset;
            offset += self.places[number].height + gap;
        }
    }
}
