//! The pictures are well-formed, name all that they show, and keep what is hostile out.

use roxmltree::{Document, Node};

use super::{chains, chart, shop};
use crate::render::chart::{gantt_mermaid, gantt_svg, graph_dot, graph_mermaid, graph_svg};
use crate::schedule::{Options, Unit};

/// The elements with a class, which may have others too.
fn with_class<'d>(picture: &'d Document<'d>, class: &str) -> Vec<Node<'d, 'd>> {
    let has =
        |node: &Node<'_, '_>| node.attribute("class").is_some_and(|names| names.split(' ').any(|name| name == class));
    picture.descendants().filter(has).collect()
}

fn titles(picture: &Document<'_>) -> Vec<String> {
    let titles = picture.descendants().filter(|node| node.has_tag_name("title"));
    titles.map(|title| title.text().unwrap_or("").to_owned()).collect()
}

fn number(node: &Node<'_, '_>, name: &str) -> i64 {
    node.attribute(name).unwrap().parse().unwrap()
}

#[test]
fn the_graph_names_all_that_it_shows() {
    let text = graph_svg(&shop());
    let picture = Document::parse(&text).unwrap();
    assert_eq!(
        titles(&picture),
        [
            "4 tracks in 3 waves, critical path 6 days",
            "B and C edit routes.ts",
            "C waits for A",
            "B waits for A",
            "D waits for B",
            "A: Schema, wave 1, Ann, 2 days, from 0 d to 2 d",
            "B: Orders, wave 2, Bert, 3 days, from 2 d to 5 d",
            "C: Payments, wave 3, Cleo, 2 days, from 5 d to 7 d",
            "D: Pages, wave 3, Ann, 1 day, from 5 d to 6 d",
        ]
    );
    assert_eq!(with_class(&picture, "band").len(), 3);
    assert!(!text.contains("<script") && !text.contains("href") && !text.contains("@import") && !text.contains("url("));
    assert!(text.contains("@media(prefers-color-scheme:dark)"));
}

#[test]
fn the_bars_lie_in_rows_and_do_not_overlap() {
    let text = gantt_svg(&chart(&chains(), Unit::Tasks, Options { workers: Some(3), ..Options::default() }));
    let picture = Document::parse(&text).unwrap();
    let bars = with_class(&picture, "bar");
    let bars: Vec<_> = bars.iter().filter(|bar| bar.attribute("height") == Some("42")).collect();
    assert_eq!(bars.len(), 18);
    let width = number(&picture.root_element(), "width");
    for (at, bar) in bars.iter().enumerate() {
        let end = |bar: &Node<'_, '_>| number(bar, "x") + number(bar, "width");
        assert!(end(bar) <= width);
        for other in &bars[..at] {
            let apart = end(bar) <= number(other, "x") || end(other) <= number(bar, "x");
            assert!(apart || number(bar, "y") != number(other, "y"));
        }
    }
    assert!(titles(&picture).contains(&"A1: Step 1, wave 1, 10 hours, from 0 h to 10 h".to_owned()));
}

/// Whatever a title holds, each form stays what it is, and nothing is obeyed.
#[test]
fn hostile_titles() {
    let titles = [
        "\"quoted\\\" \\n",
        "<script>alert(1)</script>",
        "]]> &amp; &#0;",
        "end; click n0 href \"x\" ; %% ~~~ `code`",
        "\u{1b}[31mred\u{7}",
        "turned \u{202e}round\u{2066}",
        "\u{ffff}\u{fffe}\u{0}",
        "title: section :crit, n1, 5",
        "受注と支払いの画面をとても長い名前で作るための計画を書いておくこと",
        &"long ".repeat(500),
    ];
    let track = |(number, title): (usize, &str)| {
        format!("## Track {number}: {title}\n**Files**: `shared <&\"> x.ts`\n**Owner**: {title}\n\n")
    };
    let plan: String = (1..).zip(titles).map(track).collect();
    let chart = chart(&plan, Unit::Tracks, Options::default());
    assert_eq!(chart.pieces.len(), titles.len());
    let dark = |text: &str| text.chars().any(|c| c.is_control() && c != '\n' || "\u{202e}\u{2066}".contains(c));
    for picture in [graph_svg(&chart), gantt_svg(&chart)] {
        let parsed = Document::parse(&picture).unwrap();
        assert!(!parsed.descendants().any(|node| node.has_tag_name("script")));
        assert!(!dark(&picture));
    }
    let dot = graph_dot(&chart);
    assert!(!dark(&dot));
    for line in dot.lines() {
        // Outside of quotes stands nothing but what the form itself writes.
        let (mut bare, mut quoted, mut escaped) = (String::new(), false, false);
        for c in line.chars() {
            match c {
                '"' if !escaped => quoted = !quoted,
                c if !quoted => bare.push(c),
                _ => {}
            }
            escaped = c == '\\' && !escaped;
        }
        assert!(!quoted, "{line}");
        assert!(!bare.contains("script") && !bare.contains("click"), "{line}");
    }
    for text in [graph_mermaid(&chart), gantt_mermaid(&chart)] {
        assert!(!dark(&text));
        for bad in ["<", "&", "`", "%%", "\\", "]]", "\u{1b}"] {
            assert!(!text.replace("%j", "").contains(bad), "{bad}\n{text}");
        }
    }
    for line in gantt_mermaid(&chart).lines().filter(|line| line.contains(", n") || line.contains(":n")) {
        assert_eq!(line.matches(':').count(), 1 + 2, "one colon ends the name, two are of clocks: {line}");
    }
}
