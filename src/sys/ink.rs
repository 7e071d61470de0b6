//! Style marks: how our own styling travels through text to the one writer.
//!
//! Styled text carries private-use characters of plane 16: U+10FF01 and the following open a look ([`Ink`]),
//! U+10FF00 ([`END`]) closes the last one opened. The writer turns them into terminal colour sequences when colour is
//! on and into nothing otherwise, so wrapping and tables never meet an escape sequence. A mark occurring in foreign
//! text can at worst colour the rest of its line: a style never survives a line feed, and
//! [`clean`](super::clean::clean) drops all marks.

use super::clean::push_clean;

/// The mark that closes the look opened last.
pub const END: char = '\u{10ff00}';

const FIRST: u32 = 0x0010_ff01;

/// A look of text on a terminal. What a look means is decided in `ui::style`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Bold letters.
    Bold,
    /// Faint letters.
    Dim,
    /// Slanted letters.
    Italic,
    /// Underlined letters.
    Underline,
    /// Red letters.
    Red,
    /// Green letters.
    Green,
    /// Yellow letters.
    Yellow,
    /// Blue letters.
    Blue,
    /// Magenta letters.
    Magenta,
    /// Cyan letters.
    Cyan,
}

/// Every ink with the parameter of its colour sequence, in the order of the marks.
const INKS: [(Ink, &str); 10] = [
    (Ink::Bold, "1"),
    (Ink::Dim, "2"),
    (Ink::Italic, "3"),
    (Ink::Underline, "4"),
    (Ink::Red, "31"),
    (Ink::Green, "32"),
    (Ink::Yellow, "33"),
    (Ink::Blue, "34"),
    (Ink::Magenta, "35"),
    (Ink::Cyan, "36"),
];

impl Ink {
    /// Returns the mark that opens this look.
    pub fn mark(self) -> char {
        let place = INKS.iter().position(|(ink, _)| *ink == self);
        place
            .and_then(|place| char::from_u32(FIRST + u32::try_from(place).ok()?))
            .expect("every ink stands in the table, and the table ends below U+110000")
    }
}

/// Returns whether `letter` is a style mark.
pub fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{10ff00}'..='\u{10ff0a}')
}

/// Returns `text` without its style marks; nothing else is changed.
pub fn strip(text: &str) -> String {
    text.chars().filter(|letter| !is_mark(*letter)).collect()
}

/// Returns `text` as it goes to the terminal: cleaned, with its style marks turned into colour sequences when
/// `colour` is on and into nothing otherwise. Every look ends at the end of its line and of the text.
pub fn render(text: &str, colour: bool) -> String {
    let mut shown = String::with_capacity(text.len() + 16);
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            shown.push('\n');
        }
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut open: Vec<&str> = Vec::new();
        push_clean(&mut shown, line, |shown, mark| {
            if colour {
                follow_mark(shown, &mut open, mark);
            }
        });
        if !open.is_empty() {
            shown.push_str("\u{1b}[0m");
        }
    }
    shown
}

fn follow_mark(shown: &mut String, open: &mut Vec<&str>, mark: char) {
    if mark == END {
        if open.pop().is_some() {
            shown.push_str("\u{1b}[0m");
            for parameter in open.iter() {
                push_sequence(shown, parameter);
            }
        }
    } else {
        let place = usize::try_from(u32::from(mark).saturating_sub(FIRST)).ok();
        if let Some((_, parameter)) = place.and_then(|place| INKS.get(place)) {
            open.push(parameter);
            push_sequence(shown, parameter);
        }
    }
}

fn push_sequence(shown: &mut String, parameter: &str) {
    shown.push_str("\u{1b}[");
    shown.push_str(parameter);
    shown.push('m');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inked(ink: Ink, text: &str) -> String {
        format!("{}{text}{END}", ink.mark())
    }

    #[test]
    fn every_ink_has_its_own_mark() {
        for (ink, _) in INKS {
            assert!(is_mark(ink.mark()));
            assert_ne!(ink.mark(), END);
        }
        assert_eq!(Ink::Bold.mark(), '\u{10ff01}');
        assert_eq!(Ink::Cyan.mark(), '\u{10ff0a}');
    }

    #[test]
    fn marks_become_colour_or_nothing() {
        let text = format!("a {} c", inked(Ink::Green, "b"));
        assert_eq!(render(&text, true), "a \u{1b}[32mb\u{1b}[0m c");
        assert_eq!(render(&text, false), "a b c");
        assert_eq!(strip(&text), "a b c");
    }

    #[test]
    fn an_inner_look_gives_way_to_the_outer_one() {
        let text = inked(Ink::Dim, &format!("x{}y", inked(Ink::Bold, "B")));
        assert_eq!(
            render(&text, true),
            "\u{1b}[2mx\u{1b}[1mB\u{1b}[0m\u{1b}[2my\u{1b}[0m"
        );
    }

    #[test]
    fn a_look_never_survives_its_line() {
        let text = format!("{}loud\nquiet{END}", Ink::Red.mark());
        assert_eq!(render(&text, true), "\u{1b}[31mloud\u{1b}[0m\nquiet");
    }

    #[test]
    fn foreign_escapes_stay_visible_while_ours_work() {
        let text = format!("{}\r\n", inked(Ink::Bold, "\u{1b}[2J\u{9b}2J"));
        assert_eq!(render(&text, true), "\u{1b}[1m␛[2J<U+009B>2J\u{1b}[0m\n");
        assert!(!render(&text, false).contains('\u{1b}'));
    }
}
