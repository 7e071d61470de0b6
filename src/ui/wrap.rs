//! Breaking text into lines that fit, counting columns as a terminal does and never splitting a letter from its
//! accents. Styles that span a break are closed at the line's end and opened again on the next.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::sys::clean::clean_styled;
use crate::sys::ink::{END, is_mark};

/// From this width on no line is ever wider than asked; below, a prefix or a wide letter may not fit.
pub const NARROWEST: usize = 20;

/// Columns that a prefix leaves to the text at least, from [`NARROWEST`] on.
const LEAST_TEXT: usize = 10;

/// Returns the columns that `text` takes on a terminal; style marks take none.
pub fn columns(text: &str) -> usize {
    pieces(text)
        .map(|piece| match piece {
            Piece::Mark(_) => 0,
            Piece::Letter(_, columns) => columns,
        })
        .sum()
}

/// Breaks `text` into lines of at most `width` columns. Line feeds stay breaks, leading spaces stay an indent, and
/// only the spaces at a break are dropped.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_with(text, width, "", "")
}

/// Breaks `text` as [`wrap`] does, with `first` before the first line and `rest` before all others; the prefixes
/// count into `width` and are shortened from the left where they would leave too little to the text.
pub fn wrap_with(text: &str, width: usize, first: &str, rest: &str) -> Vec<String> {
    let width = width.max(1);
    let text = clean_styled(text);
    let (first, rest) = (fit_prefix(first, width), fit_prefix(rest, width));
    let mut lines = Vec::new();
    let mut open = Vec::new();
    for line in text.split('\n') {
        let prefix = if lines.is_empty() { &first } else { &rest };
        let mut filler = Filler::new(&mut lines, prefix, &rest, width, open);
        filler.fill(line);
        open = filler.finish();
    }
    lines
}

/// Shortens `prefix` from the left so that enough of `width` is left to the text.
fn fit_prefix(prefix: &str, width: usize) -> Cow<'_, str> {
    let most = if width >= NARROWEST {
        width - LEAST_TEXT
    } else {
        width / 2
    };
    let mut taken = columns(prefix);
    if taken <= most {
        return Cow::Borrowed(prefix);
    }
    let mut kept = String::new();
    for piece in pieces(prefix) {
        if let Piece::Letter(letter, columns) = piece {
            if taken <= most {
                kept.push_str(letter);
            }
            taken -= columns.min(taken);
        }
    }
    Cow::Owned(kept)
}

enum Piece<'a> {
    Mark(char),
    Letter(&'a str, usize),
}

/// Splits `text` into style marks and whole letters (grapheme clusters) with the columns they take.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    text.split_inclusive(is_mark).flat_map(|part| {
        let mark = part.chars().next_back().filter(|last| is_mark(*last));
        let letters = part.strip_suffix(is_mark).unwrap_or(part);
        letters
            .graphemes(true)
            .map(|letter| Piece::Letter(letter, letter.width()))
            .chain(mark.map(Piece::Mark))
    })
}

/// Fills lines word by word.
struct Filler<'a> {
    lines: &'a mut Vec<String>,
    rest: &'a str,
    width: usize,
    /// The line being filled, with its prefix.
    line: String,
    /// Columns of the line taken so far, prefix included.
    taken: usize,
    /// Whether a word stands on the line.
    begun: bool,
    /// Columns of the spaces since the last word.
    gap: usize,
    /// The word being read, and its columns.
    word: String,
    word_columns: usize,
    /// The styles open at the end of what stands on the line.
    open: Vec<char>,
}

impl<'a> Filler<'a> {
    fn new(
        lines: &'a mut Vec<String>,
        prefix: &str,
        rest: &'a str,
        width: usize,
        open: Vec<char>,
    ) -> Self {
        let mut filler = Self {
            lines,
            rest,
            width,
            line: String::new(),
            taken: 0,
            begun: false,
            gap: 0,
            word: String::new(),
            word_columns: 0,
            open,
        };
        filler.begin(prefix);
        filler
    }

    fn fill(&mut self, line: &str) {
        for piece in pieces(line) {
            match piece {
                Piece::Mark(mark) => self.word.push(mark),
                Piece::Letter(" ", columns) => {
                    self.place_word();
                    self.gap += columns;
                }
                Piece::Letter(letter, columns) => {
                    self.word.push_str(letter);
                    self.word_columns += columns;
                }
            }
        }
        self.place_word();
    }

    /// Ends the last line and returns the styles still open.
    fn finish(mut self) -> Vec<char> {
        self.close();
        self.open
    }

    fn begin(&mut self, prefix: &str) {
        prefix.clone_into(&mut self.line);
        self.line.extend(&self.open);
        self.taken = columns(prefix);
        self.begun = false;
    }

    fn close(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.extend(self.open.iter().map(|_| END));
        if !self.begun {
            line.truncate(line.trim_end().len());
        }
        self.lines.push(line);
    }

    fn break_line(&mut self) {
        self.close();
        let rest = self.rest;
        self.begin(rest);
        self.gap = 0;
    }

    fn place_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        let word_columns = std::mem::take(&mut self.word_columns);
        if word.chars().all(is_mark) {
            // Marks need no room, and the spaces before them stay pending.
            self.push(&word);
            return;
        }
        if !self.begun {
            // An indent deeper than half of what is left would leave no room for the text.
            self.gap = self.gap.min(self.width.saturating_sub(self.taken) / 2);
        }
        if self.begun && self.taken + self.gap + word_columns > self.width {
            self.break_line();
        }
        self.line.extend(std::iter::repeat_n(' ', self.gap));
        self.taken += std::mem::take(&mut self.gap);
        if self.taken + word_columns <= self.width {
            self.push(&word);
            self.taken += word_columns;
            self.begun = true;
        } else {
            self.push_broken(&word);
        }
    }

    /// Appends text whose style marks are followed.
    fn push(&mut self, text: &str) {
        for letter in text.chars().filter(|letter| is_mark(*letter)) {
            self.follow(letter);
        }
        self.line.push_str(text);
    }

    fn follow(&mut self, mark: char) {
        if mark == END {
            self.open.pop();
        } else {
            self.open.push(mark);
        }
    }

    /// Appends a word longer than a line, broken between letters.
    fn push_broken(&mut self, word: &str) {
        for piece in pieces(word) {
            match piece {
                Piece::Mark(mark) => {
                    self.follow(mark);
                    self.line.push(mark);
                }
                Piece::Letter(letter, columns) => {
                    if self.begun && self.taken + columns > self.width {
                        self.break_line();
                    }
                    self.line.push_str(letter);
                    self.taken += columns;
                    self.begun = true;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::ink::{render, strip};
    use crate::ui::Style;
    use proptest::prelude::*;

    #[test]
    fn words_move_to_the_next_line_whole() {
        assert_eq!(
            wrap("A clinic receives a subpoena.", 12),
            ["A clinic", "receives a", "subpoena."]
        );
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("a\n\nb", 10), ["a", "", "b"]);
    }

    #[test]
    fn spaces_inside_a_line_and_before_it_stay() {
        assert_eq!(wrap("  a  b", 10), ["  a  b"]);
        assert_eq!(wrap("ends in spaces   ", 40), ["ends in spaces"]);
        assert_eq!(wrap("one   two", 5), ["one", "two"]);
    }

    #[test]
    fn a_token_longer_than_the_line_is_broken_between_letters() {
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(
            wrap("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(columns("漢字"), 4);
        assert_eq!(columns(&Style::Key.paint("A")), 1);
        assert_eq!(wrap("漢字漢字", 5), ["漢字", "漢字"]);
    }

    #[test]
    fn prefixes_count_and_hang() {
        assert_eq!(
            wrap_with("Ask for proof of notice", 14, "B  ", "   "),
            ["B  Ask for", "   proof of", "   notice"]
        );
        assert_eq!(
            wrap_with("text", 20, &" ".repeat(50), ""),
            ["          text"]
        );
    }

    #[test]
    fn a_style_is_closed_at_the_break_and_opened_again() {
        let lines = wrap(&format!("a {} d", Style::Dim.paint("b c")), 3);
        let shown: Vec<String> = lines.iter().map(|line| render(line, true)).collect();
        assert_eq!(shown, ["a \u{1b}[2mb\u{1b}[0m", "\u{1b}[2mc\u{1b}[0m d"]);
    }

    #[test]
    fn foreign_controls_are_counted_as_they_will_be_shown() {
        assert_eq!(wrap("ab\u{202e}cd", 10), ["ab<U+202E>", "cd"]);
    }

    fn letters(text: &str) -> String {
        strip(&clean_styled(text))
            .chars()
            .filter(|letter| !matches!(letter, ' ' | '\n'))
            .collect()
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_the_width_is_kept(
            text in "(\\PC|[a-z ]{1,9}|\n|漢|e\u{301}|\u{10ff01}|\u{10ff00}|\u{1b}){0,40}",
            width in 1_usize..=200,
        ) {
            let lines = wrap(&text, width);
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            for line in &lines {
                prop_assert!(!line.contains('\n'));
                if width >= NARROWEST {
                    prop_assert!(columns(line) <= width, "{:?} at {}", line, width);
                }
            }
        }

        #[test]
        fn prefixes_keep_the_width(
            text in "[a-z ]{0,80}",
            first in "[ >-]{0,60}",
            rest in "[ >漢]{0,60}",
            width in 1_usize..=200,
        ) {
            for line in wrap_with(&text, width, &first, &rest) {
                prop_assert!(width < NARROWEST || columns(&line) <= width);
            }
        }
    }
}
