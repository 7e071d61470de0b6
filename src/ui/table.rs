//! Tables: few, narrow, aligned, without borders; as labelled lines where there is no room or a screen reader reads.

use std::iter;

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, TableStyle,
    Width,
};

use super::Style;
use super::wrap::{columns, wrap_with};
use crate::sys::clean;

/// Below this width a table is written as labelled lines.
const NARROWEST_TABLE: usize = 40;

/// The longest word that makes its column wide enough for it; longer ones are broken.
const LONGEST_WORD: usize = 20;

/// Stands between columns while the table is laid out; cleaned text cannot hold it.
const BETWEEN_COLUMNS: char = '\u{1}';

/// Fills the lines between rows while the table is laid out; cleaned text cannot hold it.
const BETWEEN_ROWS: char = '\u{2}';

const LAYOUT: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none().junction(BETWEEN_COLUMNS))
    .header_separator(LineStyle::none().fill(BETWEEN_ROWS).junction(BETWEEN_ROWS))
    .content_lines(ContentLineStyle::none().junction(BETWEEN_COLUMNS))
    .row_separator(LineStyle::none().fill(BETWEEN_ROWS).junction(BETWEEN_ROWS));

/// A column: its title and the side its values stand on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    title: String,
    numbers: bool,
}

impl Column {
    /// Returns a column of words, which stand on the left.
    pub fn words(title: &str) -> Self {
        Self {
            title: clean(title).into_owned(),
            numbers: false,
        }
    }

    /// Returns a column of numbers, which stand on the right and are never broken.
    pub fn numbers(title: &str) -> Self {
        Self {
            numbers: true,
            ..Self::words(title)
        }
    }
}

/// A value in a table, with the style its meaning asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    text: String,
    style: Option<Style>,
}

impl Cell {
    /// Returns a value without a style of its own; style marks in `text` are dropped.
    pub fn new(text: &str) -> Self {
        Self {
            text: clean(text).trim().to_owned(),
            style: None,
        }
    }

    /// Returns this value in `style`.
    #[must_use]
    pub fn styled(self, style: Style) -> Self {
        Self {
            style: Some(style),
            ..self
        }
    }
}

impl<T: AsRef<str>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text.as_ref())
    }
}

/// A table of columns and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Returns a table without rows.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self {
            columns: columns.into_iter().collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row; missing values at its end stay empty, surplus ones get columns without a title.
    pub fn push<C: Into<Cell>>(&mut self, row: impl IntoIterator<Item = C>) {
        let row: Vec<Cell> = row.into_iter().map(Into::into).collect();
        while self.columns.len() < row.len() {
            self.columns.push(Column::words(""));
        }
        self.rows.push(row);
    }

    /// Returns whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns the table's lines of at most `width` columns: aligned, or as `title: value` lines when `plain`, when
    /// `width` is small, or when the columns do not fit.
    pub fn lines(&self, width: usize, plain: bool) -> Vec<String> {
        if self.columns.is_empty() {
            return Vec::new();
        }
        let aligned = (!plain && width >= NARROWEST_TABLE).then(|| self.aligned(width));
        aligned
            .filter(|lines| lines.iter().all(|line| columns(line) <= width))
            .unwrap_or_else(|| self.labelled(width))
    }

    fn labelled(&self, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 && self.columns.len() > 1 {
                lines.push(String::new());
            }
            for (column, cell) in self.columns.iter().zip(row) {
                if cell.text.is_empty() {
                    continue;
                }
                let value = paint(&cell.text, cell.style);
                let text = if column.title.is_empty() {
                    value
                } else {
                    format!(
                        "{} {value}",
                        Style::Label.paint(&format!("{}:", column.title))
                    )
                };
                lines.extend(wrap_with(&text, width, "", "  "));
            }
        }
        lines
    }

    fn aligned(&self, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        let mut row = if self.has_titles() { None } else { Some(0) };
        for line in self.laid_out(width).lines() {
            if line.contains(BETWEEN_ROWS) {
                row = Some(row.map_or(0, |row: usize| row + 1));
                continue;
            }
            let styled: Vec<String> = line
                .split(BETWEEN_COLUMNS)
                .enumerate()
                .map(|(place, part)| {
                    let style = match row {
                        None => Some(Style::Label),
                        Some(row) => self.style_at(row, place),
                    };
                    paint_inside(part, style)
                })
                .collect();
            lines.push(styled.join(" ").trim_end().to_owned());
        }
        lines
    }

    fn has_titles(&self) -> bool {
        self.columns.iter().any(|column| !column.title.is_empty())
    }

    fn style_at(&self, row: usize, place: usize) -> Option<Style> {
        self.rows.get(row)?.get(place)?.style
    }

    /// Lets the table crate share the width out among the columns.
    fn laid_out(&self, width: usize) -> comfy_table::Table {
        let mut table = comfy_table::Table::new();
        table
            .load_style(LAYOUT)
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(u16::try_from(width).unwrap_or(u16::MAX));
        if self.has_titles() {
            table.set_header(self.columns.iter().map(|column| &column.title));
        }
        for row in &self.rows {
            let missing = self.columns.len() - row.len();
            let texts = row.iter().map(|cell| cell.text.as_str());
            table.add_row(texts.chain(iter::repeat_n("", missing)));
        }
        for (place, column) in self.columns.iter().enumerate() {
            let longest = self.longest_word(place);
            if let Some(layout) = table.column_mut(place) {
                layout.set_padding((0, u16::from(place + 1 < self.columns.len())));
                if column.numbers {
                    layout.set_cell_alignment(CellAlignment::Right);
                    layout.set_constraint(ColumnConstraint::ContentWidth);
                } else {
                    let lower = u16::try_from(longest.min(LONGEST_WORD)).unwrap_or(u16::MAX);
                    let lower = lower.saturating_add(layout.padding_width());
                    layout.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(lower)));
                }
            }
        }
        table
    }

    fn longest_word(&self, place: usize) -> usize {
        let title = self.columns.get(place).map(|column| column.title.as_str());
        let cells = self.rows.iter().filter_map(|row| row.get(place));
        title
            .into_iter()
            .chain(cells.map(|cell| cell.text.as_str()))
            .flat_map(str::split_whitespace)
            .map(columns)
            .max()
            .unwrap_or(0)
    }
}

fn paint(text: &str, style: Option<Style>) -> String {
    style.map_or_else(|| text.to_owned(), |style| style.paint(text))
}

/// Styles what stands in `part`, not the spaces around it.
fn paint_inside(part: &str, style: Option<Style>) -> String {
    let inside = part.trim_matches(' ');
    match style {
        Some(style) if !inside.is_empty() => part.replacen(inside, &style.paint(inside), 1),
        _ => part.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::ink::{render, strip};
    use proptest::prelude::*;

    fn domains() -> Table {
        let mut table = Table::new([
            Column::words("domain"),
            Column::numbers("right"),
            Column::numbers("share"),
        ]);
        table.push(["1 Data content, structure and governance", "7 of 9", "78 %"]);
        table.push([
            Cell::new("2 Access, disclosure, privacy and security"),
            Cell::new("12 of 20"),
            Cell::new("60 %").styled(Style::Wrong),
        ]);
        table
    }

    #[test]
    fn columns_are_aligned_and_numbers_stand_right() {
        let lines = domains().lines(80, false);
        let shown: Vec<String> = lines.iter().map(|line| strip(line)).collect();
        assert_eq!(
            shown,
            [
                "domain                                         right  share",
                "1 Data content, structure and governance      7 of 9   78 %",
                "2 Access, disclosure, privacy and security  12 of 20   60 %",
            ]
        );
        assert!(render(&lines[2], true).ends_with("  \u{1b}[1;31m60 %\u{1b}[0m"));
    }

    #[test]
    fn words_give_way_before_numbers() {
        let lines = domains().lines(42, false);
        let shown: Vec<String> = lines.iter().map(|line| strip(line)).collect();
        assert_eq!(
            shown,
            [
                "domain                        right  share",
                "1 Data content, structure    7 of 9   78 %",
                "and governance",
                "2 Access, disclosure,      12 of 20   60 %",
                "privacy and security",
            ]
        );
    }

    #[test]
    fn plain_and_narrow_tables_are_labelled_lines() {
        let plain = domains().lines(80, true);
        let shown: Vec<String> = plain.iter().map(|line| strip(line)).collect();
        assert_eq!(
            shown,
            [
                "domain: 1 Data content, structure and governance",
                "right: 7 of 9",
                "share: 78 %",
                "",
                "domain: 2 Access, disclosure, privacy and security",
                "right: 12 of 20",
                "share: 60 %",
            ]
        );
        let narrow = domains().lines(20, false);
        assert_eq!(strip(&narrow[0]), "domain: 1 Data");
        assert_eq!(strip(&narrow[1]), "  content, structure");
    }

    #[test]
    fn a_table_that_cannot_fit_is_labelled() {
        let names: Vec<String> = (0..9).map(|place| format!("measure-{place}")).collect();
        let mut table = Table::new(names.iter().map(|name| Column::words(name)));
        table.push(names.iter().map(|name| name.replace("measure", "1234567")));
        let lines = table.lines(60, false);
        assert_eq!(strip(&lines[0]), "measure-0: 1234567-0");
        assert_eq!(lines.len(), 9);
    }

    #[test]
    fn ragged_rows_and_missing_titles_lose_nothing() {
        let mut table = Table::new([Column::words("")]);
        table.push(["a", "b"]);
        table.push(["c"]);
        assert_eq!(table.lines(80, false), ["a  b", "c"]);
        assert_eq!(table.lines(80, true), ["a", "b", "", "c"]);
        assert!(Table::new([]).lines(80, false).is_empty());
    }

    #[test]
    fn foreign_marks_and_controls_cannot_break_the_layout() {
        let mut table = Table::new([Column::words("a\u{1}"), Column::words("b")]);
        table.push([format!("x\u{2}{}", Style::Wrong.paint("y")), "z".to_owned()]);
        assert_eq!(
            table
                .lines(80, false)
                .iter()
                .map(|line| strip(line))
                .collect::<Vec<_>>(),
            ["a␁   b", "x␂y  z"]
        );
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_at_any_width(
            rows in prop::collection::vec(prop::collection::vec("[a-z漢 ]{0,30}", 1..6), 1..6),
            width in 20_usize..=200,
            plain in any::<bool>(),
        ) {
            let mut table = Table::new([Column::words("first"), Column::numbers("second")]);
            for row in &rows {
                table.push(row);
            }
            let lines = table.lines(width, plain);
            let count = |text: &str, letter: char| text.chars().filter(|other| *other == letter).count();
            let (given, shown) = (rows.concat().concat(), lines.concat());
            for letter in given.chars().filter(|letter| *letter != ' ') {
                prop_assert!(count(&shown, letter) >= count(&given, letter));
            }
            for line in &lines {
                prop_assert!(columns(line) <= width, "{:?} at {}", line, width);
            }
        }
    }
}
