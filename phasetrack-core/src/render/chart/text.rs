//! `schedule` for people: how much at once, in which waves, by how many workers, and why not earlier.

use std::fmt::{self, Write};

use super::bars::bars;
use super::parts::{Kind, Why};
use super::view::Chart;
use crate::render::columns::columns;
use crate::render::escape;

/// Columns of labels.
const LABEL: usize = 18;

/// The most names of one list.
const MAX_NAMES: usize = 60;

/// Longer names stand on lines of their own.
const MAX_COLUMN: usize = 24;

/// The most waits that are told.
const MAX_WAITS: usize = 40;

/// The schedule in lines of at most `width` columns, but for names that are longer. Uses no colour.
pub fn schedule_text(chart: &Chart, width: usize) -> String {
    if chart.pieces.is_empty() {
        return "Nothing to schedule: no track was found.\n".to_owned();
    }
    let mut sheet = Sheet { chart, width, text: String::new() };
    // Writing to a string cannot fail.
    let _ = sheet.write();
    sheet.text
}

struct Sheet<'c> {
    chart: &'c Chart,
    width: usize,
    text: String,
}

impl Sheet<'_> {
    fn write(&mut self) -> fmt::Result {
        let chart = self.chart;
        if !chart.scale.is_time() {
            let lacking = match chart.without.len() {
                0 => "There are no estimates".to_owned(),
                _ => format!("Without an estimate: {}", self.names(&chart.without, ", ")),
            };
            self.wrap("", &format!("{lacking}. Each piece counts one step, and no hours are told."), 0);
            self.text.push('\n');
        }
        if !chart.shared.is_empty() {
            let names = self.names(&chart.shared, ", ");
            self.wrap("", &format!("Estimated together, each counts with an even share: {names}"), 0);
            self.text.push('\n');
        }
        let path = self.names(&chart.critical_path, " → ");
        self.wrap("Critical path", &format!("{}: {path}", self.long(chart.critical_length)), LABEL);
        let width = match chart.width.len() {
            1 if chart.pieces.len() == 1 => "1".to_owned(),
            1 => "1, for they follow one another".to_owned(),
            width => format!("{width} at most, none of which waits for another: {}", self.names(&chart.width, ", ")),
        };
        self.wrap("At once", &width, LABEL);
        for clash in &chart.clashes {
            let (names, thing) = (self.names(&clash.pieces, ", "), escape(&clash.thing));
            let who = if clash.pieces.len() > 2 { "all" } else { "both" };
            self.wrap("Never at once", &format!("{names}: {who} {} {thing}", clash.verb()), LABEL);
        }
        self.waves();
        self.bars()?;
        self.sprints();
        self.workers()?;
        self.waits()
    }

    fn waves(&mut self) {
        let chart = self.chart;
        let count = chart.waves.len();
        let fewest = match chart.wave_bound {
            bound if bound == count => "proven the fewest".to_owned(),
            bound => format!("at least {bound}"),
        };
        let least = if chart.waves_length_proven {
            format!("the least for {count}")
        } else {
            "perhaps not the least".to_owned()
        };
        let length = self.long(chart.waves_length);
        self.text.push('\n');
        self.wrap("", &format!("Waves: {count}, {fewest}; {length} one after the other, {least}"), 0);
        let lengths: Vec<String> = chart.waves.iter().map(|wave| self.long(wave.1)).collect();
        let column = lengths.iter().map(String::len).max().unwrap_or(0);
        for (number, ((wave, _), length)) in (1..).zip(chart.waves.iter().zip(lengths)) {
            let names = self.names(wave, ", ");
            self.wrap(&format!("  {number:>3}  {length:>column$}"), &names, column + 9);
        }
        if let Some((size, waves, length)) = chart.wave_limit.filter(|(_, waves, _)| *waves < count) {
            let (free, length) = (counted(waves as u64, "wave"), self.long(length));
            self.wrap("", &format!("  A wave has at most {size}; without that limit: {free}, {length}"), 2);
        }
    }

    fn bars(&mut self) -> fmt::Result {
        let chart = self.chart;
        let workers = counted(u64::from(chart.workers), "worker");
        let length = self.long(chart.makespan);
        let argument = escape(&chart.bound.argument);
        let proof = if chart.is_proven() {
            format!("proven shortest: {argument}")
        } else {
            format!("none is shorter than {}: {argument}", self.long(chart.bound.length))
        };
        self.text.push('\n');
        self.wrap("", &format!("With {workers}: {length} ({proof})"), 0);
        self.text.push('\n');
        let (drawn, all_named) = bars(chart, self.width);
        self.text += &drawn;
        let legend = if chart.pieces.iter().any(|piece| !piece.critical) { ", ▒ the rest" } else { "" };
        writeln!(self.text, "  █ the critical path{legend}")?;
        if !all_named {
            self.text.push('\n');
            for (worker, row) in (0..).zip(chart.rows()).filter(|(_, row)| !row.is_empty()) {
                let label = format!("  {}", Chart::worker(worker));
                let margin = label.len() + 2;
                self.wrap(&label, &self.names(&row, ", "), margin);
            }
        }
        let share = chart.saved_per_mille();
        let (sequential, idle) = (self.long(chart.sequential), self.long(chart.idle.iter().sum()));
        let less = self.long(chart.saved);
        self.text.push('\n');
        let saved = format!("saved {less}, {}.{} %", share / 10, share % 10);
        self.wrap("", &format!("One worker alone needs {sequential}: {saved}. Idle time of all: {idle}."), 0);
        Ok(())
    }

    fn sprints(&mut self) {
        let chart = self.chart;
        if chart.sprints.is_empty() {
            return;
        }
        let until = chart.sprints.iter().map(|sprint| chart.scale.short(sprint.end).len()).max().unwrap_or(0);
        let who = Chart::worker(chart.workers.saturating_sub(1)).len();
        let margin = who + until + 16;
        self.text.push('\n');
        let count = chart.sprints.len();
        self.wrap("", &format!("In {}, each with what is finished in it", counted(count as u64, "sprint")), 0);
        for (number, sprint) in (1..).zip(&chart.sprints) {
            let mut begin = format!("  {number:>3}  until {:<until$}", chart.scale.short(sprint.end));
            for share in &sprint.shares {
                let (worker, names) = (Chart::worker(share.worker), self.names(&share.pieces, ", "));
                self.wrap(&format!("{begin}  {worker:<who$}"), &names, margin);
                // The lines of the other workers stand below.
                begin = " ".repeat(begin.len());
            }
            if sprint.shares.is_empty() {
                self.wrap(&format!("{begin}  {:<who$}", "nobody"), "(nothing)", margin);
            }
        }
    }

    fn workers(&mut self) -> fmt::Result {
        let chart = self.chart;
        let lengths: Vec<String> = chart.curve.iter().map(|point| self.long(point.length)).collect();
        let column = lengths.iter().map(String::len).max().unwrap_or(0).max(5);
        writeln!(self.text, "\nWorkers  {:>column$}  why not shorter", "takes")?;
        for (point, length) in chart.curve.iter().zip(lengths) {
            let mut argument = escape(&point.bound.argument).into_owned();
            if point.length > point.bound.length {
                argument = format!("at least {}: {argument}", self.long(point.bound.length));
            }
            let mark = if point.workers == chart.recommended { "recommended, more gain nothing: " } else { "" };
            self.wrap(&format!("{:>7}  {length:>column$}", point.workers), &format!("{mark}{argument}"), column + 11);
        }
        Ok(())
    }

    fn waits(&mut self) -> fmt::Result {
        let chart = self.chart;
        let mut late: Vec<usize> = (0..chart.pieces.len()).filter(|&at| !chart.pieces[at].waits.is_empty()).collect();
        if late.is_empty() {
            return Ok(());
        }
        late.sort_by_key(|&at| (chart.pieces[at].start, at));
        writeln!(self.text, "\nWhy not earlier (costs: how much earlier this piece alone could start otherwise)")?;
        // Pieces that wait alike share a line.
        let mut told: Vec<(Vec<usize>, String)> = Vec::new();
        for at in late {
            let piece = &chart.pieces[at];
            let reasons: Vec<String> = piece.waits.iter().map(|why| self.reason(why)).collect();
            let text = format!("at {}: {}", chart.scale.short(piece.start), reasons.join("; "));
            match told.last_mut().filter(|(_, last)| *last == text) {
                Some((pieces, _)) => pieces.push(at),
                None => told.push((vec![at], text)),
            }
        }
        let lines: Vec<(String, &String)> =
            told.iter().take(MAX_WAITS).map(|(pieces, text)| (self.names(pieces, ", "), text)).collect();
        let column =
            lines.iter().map(|(names, _)| columns(names)).filter(|wide| *wide <= MAX_COLUMN).max().unwrap_or(0);
        for (names, text) in lines {
            self.wrap(&format!("  {names}"), &format!(" {text}"), column + 3);
        }
        if told.len() > MAX_WAITS {
            writeln!(self.text, "  and {} more; --output-format json has all", told.len() - MAX_WAITS)?;
        }
        Ok(())
    }

    fn reason(&self, why: &Why) -> String {
        let on = self.names(&why.on, ", ");
        let thing = why.thing.as_deref().map(escape).unwrap_or_default();
        let reason = match why.reason {
            Kind::Dependency => format!("waits for {on}"),
            Kind::Worker => format!("no worker is free before {on}"),
            Kind::Owner => format!("{thing} is at work on {on}"),
            Kind::File => format!("{on} edits {thing}"),
            Kind::Resource => format!("{on} has {thing}"),
        };
        match why.price {
            0 => reason,
            price => format!("{reason} (costs {})", self.long(price)),
        }
    }

    fn long(&self, length: u64) -> String {
        self.chart.scale.long(length)
    }

    fn names(&self, pieces: &[usize], separator: &str) -> String {
        let names = pieces.iter().take(MAX_NAMES).map(|&at| escape(&self.chart.pieces[at].name).into_owned());
        let mut names: Vec<String> = names.collect();
        if pieces.len() > MAX_NAMES {
            names.push(format!("{} more", pieces.len() - MAX_NAMES));
        }
        names.join(separator)
    }

    /// A label and a text that is broken between words, its lines below each other.
    fn wrap(&mut self, label: &str, text: &str, margin: usize) {
        self.text += label;
        let mut column = columns(label);
        if column > margin {
            self.text += "\n";
            column = 0;
        }
        self.text += &" ".repeat(margin - column);
        column = margin;
        for (index, word) in text.split(' ').enumerate() {
            if index > 0 && column + 1 + columns(word) > self.width {
                self.text += "\n";
                self.text += &" ".repeat(margin);
                column = margin;
            } else if index > 0 {
                self.text += " ";
                column += 1;
            }
            self.text += word;
            column += columns(word);
        }
        self.text += "\n";
    }
}

fn counted(count: u64, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
