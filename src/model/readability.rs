//! How hard a text is to read.

/// Words, sentences and syllables of texts, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TextCount {
    /// Words: whatever stands between spaces and holds a letter or a digit.
    pub words: u32,
    /// Sentences: ended by `.`, `?`, `!`, or a line left empty.
    pub sentences: u32,
    /// Syllables, by the rule of [`syllables`].
    pub syllables: u32,
}

impl TextCount {
    /// Returns the counts of `text`; marks of light Markdown do not count.
    pub fn of(text: &str) -> Self {
        let mut count = Self::default();
        let mut is_open = false;
        for line in text.lines() {
            for token in line.split_whitespace() {
                let word = token.trim_matches(|letter: char| !letter.is_alphanumeric());
                if !word.is_empty() {
                    count.words += 1;
                    count.syllables += syllables(word);
                    is_open = true;
                }
                let ends = token
                    .trim_end_matches(['"', '\'', ')', '*', '”'])
                    .ends_with(['.', '?', '!']);
                if ends && is_open {
                    count.sentences += 1;
                    is_open = false;
                }
            }
            if line.trim().is_empty() && is_open {
                count.sentences += 1;
                is_open = false;
            }
        }
        count.sentences += u32::from(is_open);
        count
    }

    /// Adds the counts of another text.
    pub fn add(&mut self, other: Self) {
        self.words += other.words;
        self.sentences += other.sentences;
        self.syllables += other.syllables;
    }

    /// Returns the reading ease, about 0 (hard) to 100 (easy); `None` without words:
    /// 206.835 − 1.015 × words ÷ sentences − 84.6 × syllables ÷ words
    /// (Flesch 1948, Journal of Applied Psychology 32:221).
    pub fn reading_ease(self) -> Option<f64> {
        if self.words == 0 {
            return None;
        }
        let (words, sentences, syllables) = (
            f64::from(self.words),
            f64::from(self.sentences.max(1)),
            f64::from(self.syllables),
        );
        Some(206.835 - 1.015 * (words / sentences) - 84.6 * (syllables / words))
    }
}

/// Returns the syllables of an English word, at least 1: its groups of vowels, without a silent `e` at the end. Letters
/// of an abbreviation in capitals are spoken one by one. It is a rule of thumb; over a text its errors even out.
pub fn syllables(word: &str) -> u32 {
    let letters: Vec<char> = word
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    if letters.len() > 1 && letters.len() < 6 && letters.iter().all(|letter| letter.is_uppercase())
    {
        return u32::try_from(letters.len()).unwrap_or(1);
    }
    let lower: Vec<char> = letters
        .iter()
        .flat_map(|letter| letter.to_lowercase())
        .collect();
    let is_vowel = |letter: char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut groups = 0;
    let mut before = false;
    for letter in &lower {
        groups += u32::from(is_vowel(*letter) && !before);
        before = is_vowel(*letter);
    }
    let is_silent = match &lower[..] {
        [.., one, 'l', 'e'] if !is_vowel(*one) => false,
        [.., one, 'e'] => !is_vowel(*one),
        [.., one, 'e', 'd'] => !is_vowel(*one) && !matches!(one, 't' | 'd'),
        _ => false,
    };
    groups
        .saturating_sub(u32::from(is_silent && groups > 1))
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_follow_the_ear() {
        for (word, spoken) in [
            ("patient", 2),
            ("table", 2),
            ("code", 1),
            ("coded", 2),
            ("released", 2),
            ("record", 2),
            ("disclosure", 3),
            ("the", 1),
            ("HIM", 3),
            ("1,150", 1),
        ] {
            assert_eq!(syllables(word), spoken, "{word}");
        }
    }

    #[test]
    fn the_ease_of_a_known_sentence() {
        // 6 words, 1 sentence, 6 syllables: 206.835 - 6.09 - 84.6.
        let count = TextCount::of("The cat sat on the mat.");
        assert_eq!((count.words, count.sentences, count.syllables), (6, 1, 6));
        assert!((count.reading_ease().unwrap() - 116.145).abs() < 1e-9);
        assert_eq!(TextCount::of(" | \n").reading_ease(), None);
    }

    #[test]
    fn sentences_end_at_marks_and_empty_lines_but_not_in_numbers() {
        let count = TextCount::of("A stay of 4.6 days\n\n- one (of \"two.\")\n- three");
        assert_eq!((count.words, count.sentences), (9, 3));
    }
}
