//! Styles named by what they mean. Colour only repeats what the words say already.

use crate::sys::Ink;
use crate::sys::ink::END;

/// What a piece of text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// The head of a screen, a section or a question.
    Title,
    /// An option's letter, a command to type, a name in a list.
    Key,
    /// A right answer.
    Right,
    /// A wrong answer.
    Wrong,
    /// An answer that is right in part.
    Partial,
    /// Something beside the point: origin, counts, hints.
    Dim,
    /// Something to be careful about.
    Warning,
    /// Something that could not be done.
    Error,
    /// The prompt.
    Prompt,
    /// Text to be taken letter by letter: codes, commands, quoted records.
    Code,
    /// Emphasis of an author.
    Emphasis,
    /// Strong emphasis of an author.
    Strong,
    /// The label of a value, the head of a column.
    Label,
}

impl Style {
    /// Returns `text` in this style; marks in `text` may style parts of it further.
    pub fn paint(self, text: &str) -> String {
        let inks = self.inks();
        let mut painted = String::with_capacity(text.len() + 8 * inks.len());
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                painted.push('\n');
            }
            if !line.is_empty() {
                painted.push_str(&self.opening());
                painted.push_str(line);
                painted.push_str(&self.closing());
            }
        }
        painted
    }

    /// Returns the marks that begin this style.
    pub(super) fn opening(self) -> String {
        self.inks().iter().map(|ink| ink.mark()).collect()
    }

    /// Returns the marks that end this style.
    pub(super) fn closing(self) -> String {
        self.inks().iter().map(|_| END).collect()
    }

    fn inks(self) -> &'static [Ink] {
        match self {
            Self::Title | Self::Strong => &[Ink::Bold],
            Self::Key => &[Ink::Bold, Ink::Cyan],
            Self::Right => &[Ink::Bold, Ink::Green],
            Self::Wrong | Self::Error => &[Ink::Bold, Ink::Red],
            Self::Partial | Self::Warning => &[Ink::Yellow],
            Self::Dim | Self::Label => &[Ink::Dim],
            Self::Prompt => &[Ink::Bold, Ink::Blue],
            Self::Code => &[Ink::Cyan],
            Self::Emphasis => &[Ink::Italic],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sys::ink::{render, strip};

    #[test]
    fn a_style_is_colour_and_nothing_else() {
        let painted = Style::Wrong.paint("Not C.");
        assert_eq!(render(&painted, true), "\u{1b}[1;31mNot C.\u{1b}[0m");
        assert_eq!(render(&painted, false), "Not C.");
        assert_eq!(strip(&painted), "Not C.");
    }

    #[test]
    fn each_line_is_styled_on_its_own() {
        let painted = Style::Dim.paint("one\n\ntwo");
        assert_eq!(
            render(&painted, true),
            "\u{1b}[2mone\u{1b}[0m\n\n\u{1b}[2mtwo\u{1b}[0m"
        );
    }
}
