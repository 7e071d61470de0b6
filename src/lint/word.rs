//! A text cut into words, each looked up once; every rule reads these.

use std::{borrow::Cow, ops::Range};

use super::lexicon::{Entry, List, hash, lexicon};

/// One word of a text.
#[derive(Debug)]
pub(crate) struct Word<'t> {
    /// As it stands.
    pub(crate) text: &'t str,
    /// Its first byte in the text.
    pub(crate) at: usize,
    /// In lower case.
    pub(crate) lower: Cow<'t, str>,
    /// Whether it carries no content, such as "the".
    pub(crate) is_stop: bool,
}

impl Word<'_> {
    /// Returns the bytes of the text that it takes.
    pub(crate) fn span(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    /// Whether it says something about the subject: no function word, no bare number, not too short.
    pub(crate) fn is_content(&self) -> bool {
        !self.is_stop
            && self.text.len() > 2
            && self.text.bytes().any(|byte| byte.is_ascii_alphabetic())
    }

    /// Whether it is a number or begins with one.
    pub(crate) fn is_number(&self) -> bool {
        self.text.as_bytes()[0].is_ascii_digit()
    }

    /// Whether a figure stands anywhere in it, as in codes.
    pub(crate) fn has_figure(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }

    /// Returns a number that is the same for the forms of one word: record, records, recorded, recording.
    pub(crate) fn root(&self) -> u64 {
        hash(root(&self.lower).as_bytes())
    }
}

/// Returns what is left of a word in lower case without its ending. What is cut is the same for all forms of a word, so
/// the rest need not be a word.
fn root(lower: &str) -> &str {
    const ENDINGS: [&str; 13] = [
        "ations", "ation", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "ly", "s", "y",
    ];
    let bare = lower
        .strip_suffix("'s")
        .or_else(|| lower.strip_suffix("’s"))
        .unwrap_or(lower);
    let cut = ENDINGS.iter().find_map(|ending| {
        let rest = bare.strip_suffix(ending)?;
        (rest.len() >= 3).then_some(rest)
    });
    let rest = cut.unwrap_or(bare);
    match rest.strip_suffix('e') {
        Some(rest) if rest.len() >= 3 => rest,
        _ => rest,
    }
}

/// A word or phrase of a list, found in a text.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    /// Its words, by their places.
    pub(crate) words: Range<usize>,
    /// The entry of the list.
    pub(crate) entry: &'static Entry,
}

/// A text with its words.
#[derive(Debug)]
pub(crate) struct Text<'t> {
    /// The text as it is shown.
    pub(crate) raw: &'t str,
    /// Its words in order.
    pub(crate) words: Vec<Word<'t>>,
    hits: Vec<Hit>,
}

impl<'t> Text<'t> {
    /// Cuts `raw` into words: runs of letters and figures, with apostrophes, points and commas that stand inside.
    pub(crate) fn new(raw: &'t str) -> Self {
        let lexicon = lexicon();
        let mut words = Vec::with_capacity(raw.len() / 6 + 1);
        let mut starts: Vec<(usize, &'static [u32])> = Vec::new();
        let bytes = raw.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            if !starts_word(raw, at) {
                at += 1;
                continue;
            }
            let end = word_end(raw, at);
            let text = &raw[at..end];
            let lower = if text.bytes().all(|byte| byte.is_ascii_lowercase()) {
                Cow::Borrowed(text)
            } else {
                Cow::Owned(text.to_lowercase())
            };
            let slot = lexicon.slot(&lower);
            if let Some(slot) = slot
                && !slot.entries.is_empty()
            {
                starts.push((words.len(), &slot.entries));
            }
            words.push(Word {
                text,
                at,
                lower,
                is_stop: slot.is_some_and(|slot| slot.is_stop),
            });
            at = end;
        }
        let mut text = Self {
            raw,
            words,
            hits: Vec::new(),
        };
        text.find_hits(&starts);
        text
    }

    fn find_hits(&mut self, starts: &[(usize, &'static [u32])]) {
        for (first, entries) in starts {
            for entry in *entries {
                let entry = lexicon().entry(*entry);
                let words = *first..*first + entry.words.len();
                let fits = self.words.get(words.clone()).is_some_and(|found| {
                    let same = found
                        .iter()
                        .zip(&entry.words)
                        .all(|(word, wanted)| *word.lower == **wanted);
                    same && entry
                        .fits_case(&self.raw[found[0].at..found[found.len() - 1].span().end])
                });
                if fits {
                    self.hits.push(Hit { words, entry });
                }
            }
        }
    }

    /// Returns the words and phrases of `list` that the text holds.
    pub(crate) fn hits(&self, list: List) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.entry.list == list)
    }

    /// Returns the bytes that a run of words takes.
    pub(crate) fn span(&self, words: &Range<usize>) -> Range<usize> {
        self.words[words.start].at..self.words[words.end - 1].span().end
    }

    /// Returns the words of content.
    pub(crate) fn content(&self) -> impl Iterator<Item = &Word<'t>> {
        self.words.iter().filter(|word| word.is_content())
    }
}

fn is_word_letter(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn starts_word(raw: &str, at: usize) -> bool {
    let byte = raw.as_bytes()[at];
    if byte < 0x80 {
        return byte.is_ascii_alphanumeric() || byte == b'_';
    }
    raw.is_char_boundary(at) && raw[at..].chars().next().is_some_and(is_word_letter)
}

/// Returns the end of the word that begins at `at`.
fn word_end(raw: &str, at: usize) -> usize {
    let bytes = raw.as_bytes();
    let mut end = at;
    while end < bytes.len() {
        let byte = bytes[end];
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            end += 1;
        } else if matches!(byte, b'\'' | b'.' | b',') {
            let before = bytes[end - 1];
            let after = bytes.get(end + 1).copied().unwrap_or(b' ');
            let joins = if byte == b'\'' {
                before.is_ascii_alphabetic() && after.is_ascii_alphabetic()
            } else if byte == b'.' {
                before.is_ascii_digit() && after.is_ascii_alphanumeric()
            } else {
                before.is_ascii_digit() && after.is_ascii_digit()
            };
            if !joins || end == at {
                break;
            }
            end += 1;
        } else if byte >= 0x80 {
            let mut letters = raw[end..].chars();
            let letter = letters.next().unwrap_or(' ');
            let joins =
                letter == '\u{2019}' && end > at && letters.next().is_some_and(char::is_alphabetic);
            if !joins && !is_word_letter(letter) {
                break;
            }
            end += letter.len_utf8();
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(raw: &str) -> Vec<&str> {
        Text::new(raw).words.iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_keep_what_stands_inside_them() {
        assert_eq!(
            words("The patient's 1,150 days (C50.4) under 45 CFR 164.512."),
            [
                "The",
                "patient's",
                "1,150",
                "days",
                "C50.4",
                "under",
                "45",
                "CFR",
                "164.512"
            ]
        );
        assert_eq!(
            words("follow-up, don’t; 'quoted'"),
            ["follow", "up", "don’t", "quoted"]
        );
        assert_eq!(words("naïve café…"), ["naïve", "café"]);
    }

    #[test]
    fn the_forms_of_a_word_have_one_root() {
        for (one, other) in [
            ("record", "recording"),
            ("coded", "coding"),
            ("authorize", "authorization"),
            ("studies", "study"),
            ("patient", "patient's"),
            ("disclose", "disclosed"),
        ] {
            assert_eq!(root(one), root(other), "{one} {other}");
        }
        assert_ne!(root("ileum"), root("ilium"));
        assert_ne!(root("commonly"), root("community"));
    }

    #[test]
    fn lists_match_whole_words_only() {
        assert_eq!(
            Text::new("commonly allowed overall")
                .hits(List::Absolute)
                .count(),
            0
        );
        assert_eq!(
            Text::new("It must never be all")
                .hits(List::Absolute)
                .count(),
            3
        );
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say(raw in "\\PC{0,60}") {
            let text = Text::new(&raw);
            for word in &text.words {
                prop_assert_eq!(&raw[word.span()], word.text);
            }
            prop_assert!(text.words.is_sorted_by_key(|word| word.at));
        }
    }
}
