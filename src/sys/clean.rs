//! The cleaner: foreign text may say anything, but it may not steer a terminal.
//!
//! A bank's valid TOML can hold `"\e[31m"`, a file name can hold a line feed, and bidirectional controls can make an
//! option read as another. [`clean`] replaces every such character by a visible mark; [`clean_input`] drops them from
//! what was typed or pasted; [`escape_json`] writes them as JSON escapes, so that exports stay exact.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::ink;

/// Columns a tab becomes.
const TAB: &str = "    ";

/// Returns `text` fit to be shown: line feeds kept, `\r\n` made `\n`, tabs made spaces, style marks dropped, and
/// every control, bidirectional or invisible character replaced by a visible mark (`␛`, `<U+202E>`).
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    push_clean(&mut shown, text, |_, _| {});
    Cow::Owned(shown)
}

/// Returns `text` cleaned as by [`clean`], with its style marks kept: for text that we have styled ourselves.
pub fn clean_styled(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    push_clean(&mut shown, text, String::push);
    Cow::Owned(shown)
}

/// Appends `text` to `shown` as [`clean`] does, but hands each style mark to `on_mark` instead of dropping it.
pub(super) fn push_clean(
    shown: &mut String,
    text: &str,
    mut on_mark: impl FnMut(&mut String, char),
) {
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | ' '..='~' => shown.push(letter),
            '\t' => shown.push_str(TAB),
            _ if ink::is_mark(letter) => on_mark(shown, letter),
            _ if is_hidden(letter) => push_visible_mark(shown, letter),
            _ => shown.push(letter),
        }
    }
}

/// Returns `text` as typed or pasted, without the characters that [`clean`] would mark; tabs become one space.
pub fn clean_input(text: &str) -> String {
    text.chars()
        .filter_map(|letter| match letter {
            '\t' => Some(' '),
            '\n' => Some('\n'),
            _ if is_hidden(letter) || ink::is_mark(letter) => None,
            _ => Some(letter),
        })
        .collect()
}

/// Returns serialised JSON with every character that could steer a terminal written as `\u` escapes. Such characters
/// occur only inside JSON strings, so the value stays exactly the same.
pub fn escape_json(json: &str) -> Cow<'_, str> {
    if is_plain(json) {
        return Cow::Borrowed(json);
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    let mut units = [0_u16; 2];
    for letter in json.chars() {
        match letter {
            '\n' | '\t' | '\r' => escaped.push(letter),
            _ if is_hidden(letter) => {
                for unit in letter.encode_utf16(&mut units) {
                    write!(escaped, "\\u{unit:04x}").expect("a string takes every write");
                }
            }
            _ => escaped.push(letter),
        }
    }
    Cow::Owned(escaped)
}

/// Returns whether `letter` steers a terminal, turns the direction of reading, or takes no room on the screen.
pub fn is_hidden(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' // C0, DEL, C1
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' // directions
        | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' // no width
        | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' // soft hyphen, joiner, fillers
        | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{ffa0}'
        | '\u{2028}' | '\u{2029}' // line and paragraph separators
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' // annotations, shorthand, music
        | '\u{e0000}'..='\u{e0fff}' // tags and supplementary variation selectors
    )
}

/// Returns whether `text` holds nothing but printable ASCII and line feeds, as most text does.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'\n' | b' '..=b'~'))
}

fn push_visible_mark(shown: &mut String, letter: char) {
    match letter {
        '\0'..='\u{1f}' => shown.extend(char::from_u32(0x2400 + u32::from(letter))),
        '\u{7f}' => shown.push('\u{2421}'),
        _ => write!(shown, "<U+{:04X}>", u32::from(letter)).expect("a string takes every write"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(clean("The record, page 3.\n"), Cow::Borrowed(_)));
        assert_eq!(clean("naïve – 5 µg 漢字 👍"), "naïve – 5 µg 漢字 👍");
    }

    #[test]
    fn every_control_class_becomes_a_visible_mark() {
        for (poison, shown) in [
            ("\u{1b}[31mred", "␛[31mred"),
            ("\u{1b}]0;evil\u{7}", "␛]0;evil␇"),
            ("\u{1b}]52;c;aGk=\u{1b}\\", "␛]52;c;aGk=␛\\"),
            ("\u{9b}31m", "<U+009B>31m"),
            ("a\u{8}\u{7f}b", "a␈␡b"),
            ("over\rwrite", "over␍write"),
            ("nul\0", "nul␀"),
            ("\u{202e}txt\u{202c}", "<U+202E>txt<U+202C>"),
            ("\u{2067}x\u{2069}", "<U+2067>x<U+2069>"),
            ("\u{200e}\u{200f}\u{61c}", "<U+200E><U+200F><U+061C>"),
            ("zero\u{200b}width", "zero<U+200B>width"),
            ("\u{feff}bom", "<U+FEFF>bom"),
            ("tag\u{e0041}", "tag<U+E0041>"),
            ("\u{85}\u{2028}", "<U+0085><U+2028>"),
            ("soft\u{ad}hyphen", "soft<U+00AD>hyphen"),
        ] {
            assert_eq!(clean(poison), shown);
        }
    }

    #[test]
    fn a_hidden_character_leaves_something_to_see() {
        for letter in ('\0'..=char::MAX).filter(|letter| is_hidden(*letter)) {
            let text = letter.to_string();
            let shown = clean(&text);
            let kept = matches!(letter, '\n' | '\t') || !shown.contains(letter);
            assert!(kept && !shown.is_empty(), "{:x}", u32::from(letter));
        }
    }

    #[test]
    fn line_ends_and_tabs_are_kept_readable() {
        assert_eq!(clean("a\r\nb\n\tc"), "a\nb\n    c");
    }

    #[test]
    fn style_marks_in_foreign_text_are_dropped() {
        let mark = ink::Ink::Red.mark();
        let styled = format!("a{mark}\u{1b}b{}", ink::END);
        assert_eq!(clean(&styled), "a␛b");
        assert_eq!(clean_styled(&styled), format!("a{mark}␛b{}", ink::END));
    }

    #[test]
    fn typed_control_characters_are_dropped() {
        assert_eq!(clean_input("0;evil\u{7}\u{1b}\0\u{9b}"), "0;evil");
        assert_eq!(clean_input("\u{feff}quiz\trhit\u{200b}"), "quiz rhit");
    }

    #[test]
    fn json_keeps_its_value() {
        let value = "c1 \u{9b} bidi \u{202e} tag \u{e0041} é \u{7f}";
        let json = serde_json::to_string(value).unwrap();
        let escaped = escape_json(&json);
        assert!(escaped.chars().all(|letter| !is_hidden(letter)));
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), value);
    }

    proptest! {
        #[test]
        fn nothing_hidden_survives(text in any::<String>()) {
            let shown = clean(&text);
            prop_assert!(shown.chars().all(|letter| letter == '\n' || !is_hidden(letter)));
            prop_assert!(shown.chars().all(|letter| !ink::is_mark(letter)));
            prop_assert_eq!(clean(&shown), shown.as_ref());
        }
    }
}
