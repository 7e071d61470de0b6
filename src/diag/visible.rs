//! Bytes that would steer a terminal, made visible.

use std::{borrow::Cow, fmt::Write as _};

/// Returns `text` on one line with every control character (C0, DEL, C1) and every character that turns the
/// direction of writing or hides itself as a visible mark: ESC becomes `␛`, U+009B becomes `<U+009B>`.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_steering) {
        return Cow::Borrowed(text);
    }
    let mut marked = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '\0'..='\u{1f}' => {
                marked.push(char::from_u32(0x2400 + u32::from(letter)).unwrap_or('\u{fffd}'));
            }
            '\u{7f}' => marked.push('\u{2421}'),
            letter if is_steering(letter) => {
                write!(marked, "<U+{:04X}>", u32::from(letter)).expect("a String can be written");
            }
            letter => marked.push(letter),
        }
    }
    Cow::Owned(marked)
}

/// Returns `text` with each steering character other than tab and line feed replaced by marks of the same length in
/// bytes, so that spans into it stay right; a carriage return that ends a line becomes a space.
pub(crate) fn visible_in_place(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_steering_in_source) {
        return Cow::Borrowed(text);
    }
    let mut letters = text.chars().peekable();
    let mut marked = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let ends_line = letter == '\r' && matches!(letters.peek(), None | Some('\n'));
        marked.push(match letter.len_utf8() {
            _ if ends_line => ' ',
            _ if !is_steering_in_source(letter) => letter,
            1 => '?',
            2 => '\u{a4}',
            3 => '\u{fffd}',
            _ => '\u{1f6ab}',
        });
    }
    Cow::Owned(marked)
}

fn is_steering_in_source(letter: char) -> bool {
    is_steering(letter) && !matches!(letter, '\t' | '\n')
}

/// Whether `letter` would act on a terminal or on the direction of writing instead of being seen.
fn is_steering(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steering_characters_become_marks() {
        assert_eq!(visible("plain é text"), "plain é text");
        assert_eq!(
            visible("a\u{1b}[31m\u{9b}b\n\u{202e}"),
            "a␛[31m<U+009B>b␊<U+202E>"
        );
        assert_eq!(visible("\u{7f}"), "␡");
    }

    #[test]
    fn marks_in_place_keep_every_offset() {
        let text = "a\u{1b}b\u{9b}c\u{202e}d\u{e0041}\te\r\n";
        let marked = visible_in_place(text);
        assert_eq!(marked, "a?b¤c\u{fffd}d\u{1f6ab}\te \n");
        assert_eq!(marked.len(), text.len());
    }
}
