use super::figures::lines;
use super::groups::placed;
use crate::model::GroupKind;
use crate::rules::{Cx, words};
use crate::text::{SourceId, Span};

pub(in crate::rules) fn check(cx: &mut Cx<'_>) {
    for phase in 0..cx.plan.phases.len() {
        let waves = placed(cx, phase, GroupKind::Wave);
        if waves.is_empty() {
            continue;
        }
        let stated = stated(cx, cx.plan.phases[phase].source);
        let configured = cx.settings.schedule.wave_size.map(|size| (size as usize, None));
        let Some((most, place)) = configured.or(stated) else { continue };
        for wave in waves {
            let tracks = wave.tracks();
            if tracks.len() <= most {
                continue;
            }
            let message =
                format!("{} has {}, but a wave has at most {most}", wave.label, words::count(tracks.len(), "track"));
            let finding = cx.report(cx.part(wave.span, wave.label), message);
            finding.help("move some of them to another wave; `phasetrack schedule` finds the fewest waves");
            if let Some(place) = place {
                finding.related(place, "the limit");
            }
        }
    }
}

/// The limit that a document states: "1-3 tracks per wave".
fn stated(cx: &Cx<'_>, source: SourceId) -> Option<(usize, Option<Span>)> {
    lines(cx, &["wave"]).filter(|line| line.source == source).find_map(|line| {
        let words: Vec<&str> = line.tokens.iter().map(|token| token.text.as_str()).collect();
        let per = words.windows(2).position(|two| two == ["per", "wave"])?;
        let number = (per.saturating_sub(3)..per).rev().find_map(|at| Some((at, words[at].parse::<usize>().ok()?)));
        let (at, most) = number.filter(|(_, most)| *most > 0)?;
        Some((most, Some(line.span(at..per + 2))))
    })
}
