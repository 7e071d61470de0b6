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
        render_line(&mut shown, line.strip_suffix('\r').unwrap_or(line), colour);
    }
    shown
}

fn render_line(shown: &mut String, line: &str, colour: bool) {
    let mut open: Vec<&str> = Vec::new();
    let mut worn: Vec<&str> = Vec::new();
    for part in line.split_inclusive(is_mark) {
        let letters = part.strip_suffix(is_mark).unwrap_or(part);
        if !letters.is_empty() {
            change(shown, &mut worn, &open);
            push_clean(shown, letters, |_, _| {});
        }
        if let Some(mark) = part.chars().next_back()
            && is_mark(mark)
            && colour
        {
            match parameter(mark) {
                Some(parameter) => open.push(parameter),
                None => drop(open.pop()),
            }
        }
    }
    change(shown, &mut worn, &[]);
}

/// Returns the parameter of the colour sequence that `mark` stands for, `None` for [`END`].
fn parameter(mark: char) -> Option<&'static str> {
    let place = u32::from(mark).checked_sub(FIRST)?;
    let (_, parameter) = INKS.get(usize::try_from(place).ok()?)?;
    Some(parameter)
}

/// Goes over from the looks worn to those wanted.
fn change<'a>(shown: &mut String, worn: &mut Vec<&'a str>, wanted: &[&'a str]) {
    if worn == wanted {
        return;
    }
    let parameters = match wanted.strip_prefix(worn.as_slice()) {
        Some(added) => added.join(";"),
        None if wanted.is_empty() => "0".to_owned(),
        None => format!("0;{}", wanted.join(";")),
    };
    shown.push_str("\u{1b}[");
    shown.push_str(&parameters);
    shown.push('m');
    wanted.clone_into(worn);
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
        let double = format!("{}{}b{END}{END}", Ink::Bold.mark(), Ink::Red.mark());
        assert_eq!(render(&double, true), "\u{1b}[1;31mb\u{1b}[0m");
        assert_eq!(render(&inked(Ink::Red, ""), true), "");
    }

    #[test]
    fn an_inner_look_gives_way_to_the_outer_one() {
        let text = inked(Ink::Dim, &format!("x{}y", inked(Ink::Bold, "B")));
        assert_eq!(
            render(&text, true),
            "\u{1b}[2mx\u{1b}[1mB\u{1b}[0;2my\u{1b}[0m"
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
