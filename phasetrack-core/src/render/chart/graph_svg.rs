//! The graph as a picture: waves as columns, who waits for whom as lines, the critical path marked, files that may not
//! be edited at once dashed.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::layout::{Layout, Line, LineKind, Sizes};
use super::svg::{cut, label, picture, safe, wide};
use super::view::Chart;

const CARD: i64 = 196;
const SIZES: Sizes = Sizes { piece: 50, line: 8, gap: 16 };
/// Between two columns.
const GUTTER: i64 = 76;
const MARGIN: i64 = 28;
/// Over the cards.
const TOP: i64 = 110;
/// What is left between the end of a line and its card.
const TIP: i64 = 8;
/// Contended files that are listed below.
const MAX_LISTED: usize = 12;

/// The graph in SVG. It needs no script and no font of its own, and follows the reader's light or dark scheme.
pub fn graph_svg(chart: &Chart) -> String {
    let layout = Layout::new(chart, SIZES);
    let columns = i64::try_from(chart.waves.len()).unwrap_or(0).max(1);
    let listed = chart.clashes.len().min(MAX_LISTED + 1);
    let bottom = TOP + layout.height.max(SIZES.piece) + 16;
    let mut body = String::new();
    // Writing to a string cannot fail.
    let _ = draw(chart, &layout, bottom, &mut body);
    let title = chart.headline();
    let width = (2 * MARGIN + columns * (CARD + GUTTER) - GUTTER).max(2 * MARGIN + wide(&title, "head"));
    picture(width.max(420), bottom + 46 + 20 * i64::try_from(listed).unwrap_or(0), &title, &body)
}

/// Where a column begins.
fn left(column: usize) -> i64 {
    MARGIN + i64::try_from(column).unwrap_or(0) * (CARD + GUTTER)
}

fn draw(chart: &Chart, layout: &Layout, bottom: i64, out: &mut String) -> fmt::Result {
    writeln!(out, "<text class=\"head\" x=\"{MARGIN}\" y=\"34\">{}</text>", safe(&chart.headline()))?;
    for (column, (_, length)) in chart.waves.iter().enumerate() {
        let x = left(column);
        let (band, tall) = (x - 12, bottom - 54);
        writeln!(
            out,
            "<rect class=\"band\" x=\"{band}\" y=\"54\" width=\"{}\" height=\"{tall}\" rx=\"12\"/>",
            CARD + 24
        )?;
        writeln!(out, "<text class=\"id\" x=\"{x}\" y=\"82\">Wave {}</text>", column + 1)?;
        let length = chart.scale.long(*length);
        writeln!(out, "<text class=\"soft end\" x=\"{}\" y=\"82\">{length}</text>", x + CARD)?;
    }
    let joints = joints(layout);
    for line in &layout.lines {
        draw_line(chart, layout, &joints, line, out)?;
    }
    for (at, place) in layout.places.iter().take(layout.pieces).enumerate() {
        card(chart, at, left(place.column), TOP + place.top, out)?;
    }
    legend(chart, bottom, out)
}

/// Where lines between two columns run through one point: the height of that point, by the ends of the line.
type Joints = BTreeMap<(usize, usize), i64>;

fn joints(layout: &Layout) -> Joints {
    let mut joints = Joints::new();
    for net in layout.nets().iter().flatten().filter(|net| net.from.len() > 1) {
        let middles = net.from.iter().chain(&net.to).map(|&place| layout.places[place].middle());
        let height = TOP + middles.sum::<i64>() / i64::try_from(net.from.len() + net.to.len()).unwrap_or(1);
        joints.extend(net.from.iter().flat_map(|&from| net.to.iter().map(move |&to| ((from, to), height))));
    }
    joints
}

fn draw_line(chart: &Chart, layout: &Layout, joints: &Joints, line: &Line, out: &mut String) -> fmt::Result {
    let place = |at: usize| (left(layout.places[at].column), TOP + layout.places[at].middle());
    let (x, y) = place(line.route[0]);
    let mut path = format!("M{} {y}", x + CARD);
    let mut from = (x + CARD, y);
    let last = line.route.len() - 1;
    let is_arrow = !matches!(line.kind, LineKind::Clash(_));
    for (step, &at) in line.route.iter().enumerate().skip(1) {
        let (x, y) = place(at);
        let end = if step == last && is_arrow { x - TIP } else { x };
        let before = line.route[step - 1];
        if let Some(&height) = joints.get(&(before, at)).filter(|_| is_arrow) {
            let (x, bend) = (from.0 + GUTTER / 2, GUTTER / 4);
            write!(path, "C{} {} {} {height} {x} {height}", from.0 + bend, from.1, x - bend)?;
            from = (x, height);
        }
        let bend = (end - from.0) / 2;
        write!(path, "C{} {} {} {y} {end} {y}", from.0 + bend, from.1, end - bend)?;
        if step < last {
            // Across the column that it passes.
            write!(path, "H{}", x + CARD)?;
        }
        from = (x + CARD, y);
    }
    let name = |at: usize| safe(&cut(&chart.pieces[at].name, "id", 600));
    let (first, to) = (name(line.route[0]), name(line.route[last]));
    let (class, title) = match line.kind {
        LineKind::Clash(at) => {
            ("clash", format!("{first} and {to} {} {}", chart.clashes[at].verb(), safe(&chart.clashes[at].thing)))
        }
        LineKind::Waits => ("edge", format!("{to} waits for {first}")),
        LineKind::Critical => ("edge hot", format!("{to} waits for {first}")),
    };
    writeln!(out, "<path class=\"{class}\" d=\"{path}\"><title>{title}</title></path>")?;
    if is_arrow {
        let (x, y) = place(line.route[last]);
        let class = class.replace("edge", "tip");
        writeln!(out, "<path class=\"{class}\" d=\"M{x} {y}l-{TIP} -4v8z\"/>")?;
    }
    Ok(())
}

fn card(chart: &Chart, at: usize, x: i64, y: i64, out: &mut String) -> fmt::Result {
    let piece = &chart.pieces[at];
    let hot = if piece.critical { " hot" } else { "" };
    writeln!(out, "<g><title>{}</title>", safe(&chart.tooltip(at)))?;
    writeln!(
        out,
        "<rect class=\"card{hot}\" x=\"{x}\" y=\"{y}\" width=\"{CARD}\" height=\"{}\" rx=\"8\"/>",
        SIZES.piece
    )?;
    let length = if chart.scale.is_time() { chart.scale.short(piece.duration) } else { String::new() };
    let room = CARD - 24;
    label(out, "id", x + 12, y + 21, &piece.name, room - wide(&length, "soft") - 8);
    if !length.is_empty() {
        label(out, "soft end", x + CARD - 12, y + 21, &length, room);
    }
    let second = if piece.title.is_empty() { piece.owner.as_deref().unwrap_or("") } else { &piece.title };
    label(out, "soft", x + 12, y + 39, second, room);
    writeln!(out, "</g>")
}

/// What the marks mean, and which files may not be edited at once.
fn legend(chart: &Chart, bottom: i64, out: &mut String) -> fmt::Result {
    let y = bottom + 26;
    writeln!(out, "<path class=\"edge hot\" d=\"M{MARGIN} {}h26\"/>", y - 4)?;
    label(out, "soft", MARGIN + 34, y, "critical path", 200);
    if chart.clashes.is_empty() {
        return Ok(());
    }
    writeln!(out, "<path class=\"clash\" d=\"M{} {}h26\"/>", MARGIN + 150, y - 4)?;
    label(out, "soft", MARGIN + 184, y, "never at once", 400);
    for (row, clash) in (1..).zip(&chart.clashes).take(MAX_LISTED) {
        let names: Vec<&str> = clash.pieces.iter().map(|&at| &*chart.pieces[at].name).collect();
        label(out, "soft", MARGIN, y + 20 * row, &format!("{}: {}", clash.thing, names.join(", ")), 700);
    }
    if chart.clashes.len() > MAX_LISTED {
        let y = y + 20 * (i64::try_from(MAX_LISTED).unwrap_or(0) + 1);
        label(out, "soft", MARGIN, y, &format!("and {} more", chart.clashes.len() - MAX_LISTED), 400);
    }
    Ok(())
}
