//! Files as diagnostics see them: a path to show, the text, and where its lines begin.

use std::{borrow::Cow, ops::Range, sync::OnceLock};

/// A file that diagnostics point into.
#[derive(Debug)]
pub struct SourceFile {
    path: String,
    text: Cow<'static, str>,
    lines: OnceLock<Vec<usize>>,
}

/// A place in a file as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1; a byte-order mark is not counted.
    pub column: usize,
}

impl SourceFile {
    /// Returns the file shown as `path` that holds `text`.
    pub fn new(path: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            lines: OnceLock::new(),
        }
    }

    /// Returns the path as it is shown.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the whole text, a byte-order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the position of byte `offset`; one past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.floor(offset);
        let line = self.line_of(offset);
        let before = &self.text[self.lines()[line]..offset];
        let before = if line == 0 {
            before.strip_prefix('\u{feff}').unwrap_or(before)
        } else {
            before
        };
        Position {
            line: line + 1,
            column: before.chars().count() + 1,
        }
    }

    /// Returns the bytes of the lines that `span` touches, without the last line's end.
    pub(crate) fn lines_around(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.lines()[self.line_of(self.floor(span.start))].max(self.mark_length());
        let last = self.line_of(self.floor(span.end.max(span.start)));
        let end = self
            .lines()
            .get(last + 1)
            .map_or(self.text.len(), |next| next - 1);
        start..end.max(start)
    }

    /// Returns the nearest place at or before `offset` where a character begins.
    pub(crate) fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    /// Returns the length of the byte-order mark, 0 if there is none.
    pub(crate) fn mark_length(&self) -> usize {
        if self.text.starts_with('\u{feff}') {
            3
        } else {
            0
        }
    }

    fn line_of(&self, offset: usize) -> usize {
        self.lines().partition_point(|start| *start <= offset) - 1
    }

    fn lines(&self) -> &[usize] {
        self.lines.get_or_init(|| {
            std::iter::once(0)
                .chain(self.text.match_indices('\n').map(|(at, _)| at + 1))
                .collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(file: &SourceFile, offset: usize) -> (usize, usize) {
        let position = file.position(offset);
        (position.line, position.column)
    }

    #[test]
    fn columns_are_characters_and_lines_end_at_line_feeds() {
        let file = SourceFile::new("a.toml", "é = 1\r\nb\n");
        assert_eq!(at(&file, 0), (1, 1));
        assert_eq!(at(&file, 2), (1, 2));
        assert_eq!(at(&file, 1), (1, 1), "inside a character is that character");
        assert_eq!(at(&file, 8), (2, 1));
        assert_eq!(at(&file, 10), (3, 1));
        assert_eq!(at(&file, 99), (3, 1));
        assert_eq!(at(&SourceFile::new("e", ""), 0), (1, 1));
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let file = SourceFile::new("a.toml", "\u{feff}ab\ncd");
        assert_eq!(at(&file, 0), (1, 1));
        assert_eq!(at(&file, 3), (1, 1));
        assert_eq!(at(&file, 4), (1, 2));
        assert_eq!(at(&file, 6), (2, 1));
    }

    #[test]
    fn the_lines_around_a_span_are_whole() {
        let file = SourceFile::new("a.toml", "ab\ncd\nef");
        assert_eq!(&file.text()[file.lines_around(&(3..4))], "cd");
        assert_eq!(&file.text()[file.lines_around(&(1..4))], "ab\ncd");
        assert_eq!(&file.text()[file.lines_around(&(8..8))], "ef");
    }
}
