//! Characters in rows and columns, and lines through them that bend, fork and cross.

use crate::render::columns::letter;

const UP: u8 = 1;
const RIGHT: u8 = 2;
const DOWN: u8 = 4;
const LEFT: u8 = 8;
const VERTICAL: u8 = UP | DOWN;
const HORIZONTAL: u8 = LEFT | RIGHT;

/// Rows of cells that grow as they are written to.
#[derive(Default)]
pub(super) struct Grid {
    rows: Vec<Vec<Cell>>,
}

/// What of a text is in a cell; it covers lines.
#[derive(Clone, Copy, Default)]
enum Text {
    #[default]
    None,
    Character(char),
    /// The second column of a wide character.
    Rest,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    text: Text,
    /// The directions in which lines leave.
    lines: u8,
    /// Whose level line it is, and whose upright one.
    level: Option<usize>,
    upright: Option<usize>,
    /// Whether some line is not dashed.
    solid: bool,
}

impl Grid {
    fn cell(&mut self, row: usize, column: usize) -> &mut Cell {
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        let row = &mut self.rows[row];
        if row.len() <= column {
            row.resize(column + 1, Cell::default());
        }
        &mut row[column]
    }

    pub(super) fn text(&mut self, row: usize, mut column: usize, text: &str) {
        for c in text.chars() {
            self.cell(row, column).text = Text::Character(c);
            column += 1;
            if letter(c) > 1 {
                self.cell(row, column).text = Text::Rest;
                column += 1;
            }
        }
    }

    /// The head of an arrow.
    pub(super) fn arrow(&mut self, row: usize, column: usize) {
        self.cell(row, column).text = Text::Character('>');
    }

    /// A level line from one column to before another.
    pub(super) fn level(&mut self, row: usize, from: usize, until: usize, of: usize, dashed: bool) {
        for column in from..until {
            let cell = self.cell(row, column);
            cell.lines |= LEFT | RIGHT;
            cell.level = Some(of);
            cell.solid |= !dashed;
        }
    }

    /// An upright line from one row to another, which lies in the middle of the cells of both.
    pub(super) fn upright(&mut self, column: usize, top: usize, bottom: usize, of: usize, dashed: bool) {
        for row in top..=bottom {
            let cell = self.cell(row, column);
            cell.lines |= if row > top { UP } else { 0 } | if row < bottom { DOWN } else { 0 };
            cell.upright = Some(of);
            cell.solid |= !dashed;
        }
    }

    /// Joins an upright line with a level one that comes from the left, or leaves to the right.
    pub(super) fn join(&mut self, row: usize, column: usize, of: usize, dashed: bool, from_left: bool) {
        let cell = self.cell(row, column);
        cell.lines |= if from_left { LEFT } else { RIGHT };
        cell.level = Some(of);
        cell.solid |= !dashed;
    }

    /// The rows as lines of text, without spaces at their ends.
    pub(super) fn finish(&self) -> String {
        let mut out = String::new();
        for row in &self.rows {
            let line: String = row.iter().filter_map(Cell::character).collect();
            out += line.trim_end();
            out.push('\n');
        }
        out
    }
}

impl Cell {
    fn character(&self) -> Option<char> {
        match self.text {
            Text::None => {}
            Text::Character(c) => return Some(c),
            Text::Rest => return None,
        }
        Some(match self.lines {
            0 => ' ',
            VERTICAL if self.solid => '│',
            VERTICAL => '┆',
            HORIZONTAL if self.solid => '─',
            HORIZONTAL => '┄',
            // Lines of two nets pass each other.
            15 if self.level != self.upright => '│',
            15 => '┼',
            lines => match (lines & UP > 0, lines & RIGHT > 0, lines & DOWN > 0, lines & LEFT > 0) {
                (true, true, false, false) => '╰',
                (true, false, false, true) => '╯',
                (false, true, true, false) => '╭',
                (false, false, true, true) => '╮',
                (true, true, true, false) => '├',
                (true, false, true, true) => '┤',
                (true, true, false, true) => '┴',
                (false, true, true, true) => '┬',
                (true, ..) | (_, _, true, _) => '│',
                _ => '─',
            },
        })
    }
}
