//! What holds of every plan: each piece is drawn once, each arrow once, each contended file is dashed, and no line runs
//! through a piece.

use std::fmt::Write;

use proptest::prelude::*;
use roxmltree::Document;

use super::chart;
use crate::render::chart::layout::{Layout, LineKind, Sizes};
use crate::render::chart::{gantt_svg, graph_ascii, graph_dot, graph_mermaid, graph_svg, schedule_text};
use crate::schedule::{Options, Unit};

/// A plan of some tracks that wait for earlier ones and edit some files together.
fn plans() -> impl Strategy<Value = String> {
    let track = (prop::collection::vec(0..12_usize, 0..4), prop::option::of(0..3_usize), 1..9_u32);
    prop::collection::vec(track, 1..12).prop_map(|tracks| {
        let mut plan = String::new();
        for (number, (waits, file, days)) in tracks.iter().enumerate() {
            let waits: Vec<String> = waits.iter().filter(|w| **w < number).map(|w| format!("Track T{w}")).collect();
            let _ = writeln!(plan, "## Track T{number}: Part {number}\n**Effort**: {days} days");
            if !waits.is_empty() {
                let _ = writeln!(plan, "**Depends on**: {}", waits.join(", "));
            }
            let file = file.map_or(String::new(), |file| format!(", `shared/{file}.ts`"));
            let _ = writeln!(plan, "**Files**: `own/{number}/**`{file}\n");
        }
        plan
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn all_is_drawn_once(plan in plans(), size in prop::option::of(1..4_u32)) {
        let chart = chart(&plan, Unit::Tracks, Options { wave_size: size, evaluations: Some(5), ..Options::default() });
        let dashes: usize = chart.clashes.iter().map(|clash| clash.pieces.len() - 1).sum();
        let svg = graph_svg(&chart);
        let picture = Document::parse(&svg).unwrap();
        let classes: Vec<&str> = picture.descendants().filter_map(|node| node.attribute("class")).collect();
        let count = |class: &str| classes.iter().filter(|names| names.split(' ').next() == Some(class)).count();
        // The legend shows a mark of each kind once more.
        prop_assert_eq!(count("card"), chart.pieces.len());
        prop_assert_eq!(count("edge"), chart.arrows.len() + 1);
        prop_assert_eq!(count("tip"), chart.arrows.len());
        prop_assert_eq!(count("clash"), dashes + usize::from(dashes > 0));
        let (dot, mermaid, ascii) = (graph_dot(&chart), graph_mermaid(&chart), graph_ascii(&chart, 200));
        for at in 0..chart.pieces.len() {
            prop_assert_eq!(dot.matches(&format!(" n{at} [label=")).count(), 1);
            prop_assert_eq!(mermaid.matches(&format!(" n{at}[")).count(), 1);
            let critical = if chart.pieces[at].critical { "*" } else { "" };
            prop_assert_eq!(ascii.matches(&format!("[{critical}T{at} ")).count() + ascii.matches(&format!("[{critical}T{at}]")).count(), 1);
        }
        for arrow in &chart.arrows {
            let (from, to) = (arrow.from, arrow.to);
            let dots = dot.lines().filter(|line| line.starts_with(&format!("  n{from} -> n{to}")) && !line.contains("dashed"));
            prop_assert_eq!(dots.filter(|line| line.ends_with(&format!("n{to};")) || line.contains(&format!("n{to} ["))).count(), 1);
            let lines = [format!("  n{from} --> n{to}"), format!("  n{from} ==> n{to}")];
            prop_assert_eq!(mermaid.lines().filter(|line| lines.contains(&(*line).to_owned())).count(), 1);
            prop_assert!(chart.pieces[from].wave < chart.pieces[to].wave);
        }
        prop_assert_eq!(dot.matches("style=dashed").count(), dashes);
        prop_assert_eq!(mermaid.matches(" -. ").count(), dashes);
        let gantt = gantt_svg(&chart);
        let bars = Document::parse(&gantt).unwrap();
        prop_assert_eq!(bars.descendants().filter(|node| node.has_tag_name("title")).count(), chart.pieces.len() + 1);
        prop_assert!(schedule_text(&chart, 80).lines().all(|line| line.chars().count() <= 80));
        prop_assert_eq!(&graph_svg(&chart), &svg);
    }

    /// Places of one column lie apart, so a line that passes in its own place meets no piece.
    #[test]
    fn lines_pass_between_pieces(plan in plans()) {
        let chart = chart(&plan, Unit::Tracks, Options { evaluations: Some(5), ..Options::default() });
        let layout = Layout::new(&chart, Sizes { piece: 50, line: 8, gap: 16 });
        for column in &layout.columns {
            for two in column.windows(2) {
                let [above, below] = [layout.places[two[0]], layout.places[two[1]]];
                prop_assert!(above.top + above.height + 16 <= below.top);
            }
        }
        for line in &layout.lines {
            for two in line.route.windows(2) {
                prop_assert_eq!(layout.places[two[0]].column + 1, layout.places[two[1]].column);
            }
            prop_assert!(line.route[1..line.route.len() - 1].iter().all(|&place| place >= layout.pieces));
        }
        let dashed = layout.lines.iter().filter(|line| matches!(line.kind, LineKind::Clash(_))).count();
        prop_assert_eq!(dashed, chart.clashes.iter().map(|clash| clash.pieces.len() - 1).sum::<usize>());
    }
}
