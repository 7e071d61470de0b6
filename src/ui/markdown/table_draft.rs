//! A Markdown table while its events come in.

use pulldown_cmark::Alignment;

use crate::ui::{Column, Table};

/// The cells of a table read so far.
pub(super) struct TableDraft {
    sides: Vec<Alignment>,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
    row: Vec<String>,
}

impl TableDraft {
    /// Returns a table whose columns stand on `sides`.
    pub(super) fn new(sides: Vec<Alignment>) -> Self {
        Self {
            sides,
            head: Vec::new(),
            rows: Vec::new(),
            row: Vec::new(),
        }
    }

    /// Adds a cell to the row being read.
    pub(super) fn push_cell(&mut self, text: String) {
        self.row.push(text);
    }

    /// Ends the row that titles the columns.
    pub(super) fn end_head(&mut self) {
        self.head = std::mem::take(&mut self.row);
    }

    /// Ends a row, which the author wrote as `source`; cells that Markdown would drop are kept.
    pub(super) fn end_row(&mut self, source: &str) {
        self.row.extend(surplus_cells(source, self.sides.len()));
        self.rows.push(std::mem::take(&mut self.row));
    }

    /// Returns the lines of the finished table.
    pub(super) fn lines(&self, width: usize, plain: bool) -> Vec<String> {
        if self.rows.is_empty() {
            return vec![self.head.join("  ")];
        }
        let columns = self.head.iter().zip(&self.sides);
        let mut table = Table::new(columns.map(|(title, side)| match side {
            Alignment::Right => Column::numbers(title),
            Alignment::None | Alignment::Left | Alignment::Center => Column::words(title),
        }));
        for row in &self.rows {
            table.push(row);
        }
        table.lines(width, plain)
    }
}

/// Returns the cells of a row beyond the first `expected` ones.
fn surplus_cells(row: &str, expected: usize) -> Vec<String> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for letter in row.chars() {
        match cells.last_mut() {
            Some(cell) if letter != '|' || escaped => cell.push(letter),
            _ => cells.push(String::new()),
        }
        escaped = letter == '\\' && !escaped;
    }
    let surplus = cells.iter().skip(expected).map(|cell| cell.trim());
    surplus
        .filter(|cell| !cell.is_empty())
        .map(str::to_owned)
        .collect()
}
