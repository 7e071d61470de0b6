//! Documented normalising of typed answers.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Returns `text` as two answers are compared: Unicode NFKC, outer spaces dropped, inner spaces (and hyphens)
/// made one space, curly quotes and dashes made plain, a final full stop dropped; letters folded to lower case
/// unless `match_case`; accents dropped unless `match_accents`.
pub fn normalise(text: &str, match_case: bool, match_accents: bool) -> String {
    let folded: String = if match_case {
        text.nfkc().collect()
    } else {
        fold_case(text)
    };
    let bare: String = if match_accents {
        folded
    } else {
        folded
            .nfd()
            .filter(|letter| !is_combining_mark(*letter))
            .nfkc()
            .collect()
    };
    let mut plain = String::with_capacity(bare.len());
    let mut gap = false;
    for letter in bare.chars() {
        let letter = match letter {
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' | '`' | '\u{b4}' => '\'',
            '\u{201c}' | '\u{201d}' | '\u{201f}' | '\u{2033}' => '"',
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => ' ',
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
            letter if letter.is_whitespace() || letter.is_control() => ' ',
            letter => letter,
        };
        if letter == ' ' {
            gap = true;
        } else {
            if gap && !plain.is_empty() {
                plain.push(' ');
            }
            gap = false;
            plain.push(letter);
        }
    }
    if plain.ends_with('.') && plain.len() > 1 {
        plain.truncate(plain.trim_end_matches('.').len());
        plain.truncate(plain.trim_end().len());
    }
    plain
}

/// Returns `text` in lower case after NFKC. Upper case comes first so that `ß` meets `SS`; the dotted capital I of
/// Turkish becomes a plain `i`, whatever the learner's language.
fn fold_case(text: &str) -> String {
    text.nfkc()
        .map(|letter| if letter == '\u{130}' { 'i' } else { letter })
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .nfkc()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn equal_answers_are_equal() {
        for (left, right) in [
            ("Myocardium", " myocardium. "),
            ("x-ray", "X ray"),
            ("x–ray", "x\u{a0}ray"),
            ("patient’s", "patient's"),
            ("café", "CAFE"),
            ("cafe\u{301}", "café"),
            ("straße", "STRASSE"),
            ("ＩＣＤ", "icd"),
            ("ﬁbula", "fibula"),
            ("sigma ς", "SIGMA Σ"),
            ("a\u{200b}b", "ab"),
            ("myo\u{ad}cardium", "myocardium"),
            ("a   b", "a\tb"),
        ] {
            assert_eq!(
                normalise(left, false, false),
                normalise(right, false, false),
                "{left}"
            );
        }
    }

    #[test]
    fn near_misses_stay_apart() {
        for (left, right) in [
            ("ileum", "ilium"),
            ("a b", "ab"),
            ("anti", "ante"),
            ("1.5", "15"),
            ("C50.4", "C504"),
        ] {
            assert_ne!(
                normalise(left, false, false),
                normalise(right, false, false),
                "{left}"
            );
        }
        assert_ne!(normalise("ER", true, false), normalise("er", true, false));
        assert_ne!(
            normalise("résumé", false, true),
            normalise("resume", false, true)
        );
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = normalise(&text, false, false);
            prop_assert_eq!(normalise(&once, false, false), once);
        }
    }
}
