//! Word lists: data under `src/lint/words`, read once.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::OnceLock,
};

use serde::Deserialize;

#[cfg(test)]
use super::word::Text;

const LISTS: &str = include_str!("words/lists.toml");
const TERMS: &str = include_str!("words/terms.toml");
const MISSPELLINGS: &str = include_str!("words/misspellings.toml");
const ABBREVIATIONS: &str = include_str!("words/abbreviations.toml");

/// Which list a word is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum List {
    Stop,
    Absolute,
    Vague,
    Negative,
    Opinion,
    Hinge,
    RecallVerb,
    TrueFalse,
    AllOfTheAbove,
    NoneOfTheAbove,
    Position,
    Demographic,
    EmptyReason,
    Repeatable,
    Discouraged,
    Retired,
    Misspelling,
    Abbreviation,
    Opposite,
}

/// An entry of a list.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) list: List,
    /// Its words in lower case.
    pub(crate) words: Vec<Box<str>>,
    /// The spelling that must be met, where capitals matter.
    exact: Option<Box<str>>,
    /// What to write instead, or the opposite.
    pub(crate) prefer: Option<Box<str>>,
    /// Why.
    pub(crate) why: Option<Box<str>>,
}

impl Entry {
    /// Whether the capitals of `found` are those asked for.
    pub(crate) fn fits_case(&self, found: &str) -> bool {
        self.exact.as_deref().is_none_or(|exact| exact == found)
    }
}

/// What is known of a word.
#[derive(Debug, Default)]
pub(crate) struct Slot {
    pub(crate) is_stop: bool,
    /// Entries that begin with it.
    pub(crate) entries: Vec<u32>,
}

/// Every list.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    slots: HashMap<Box<str>, Slot, BuildHasherDefault<WordHasher>>,
    entries: Vec<Entry>,
}

impl Lexicon {
    /// Returns what is known of a word in lower case.
    pub(crate) fn slot(&self, lower: &str) -> Option<&Slot> {
        self.slots.get(lower)
    }

    pub(crate) fn entry(&self, place: u32) -> &Entry {
        &self.entries[place as usize]
    }

    fn add(
        &mut self,
        list: List,
        phrase: &str,
        keeps_case: bool,
        prefer: Option<&str>,
        why: Option<&str>,
    ) {
        let words = plain_words(phrase);
        let Some(first) = words.first().cloned() else {
            return;
        };
        let slot = self.slots.entry(first).or_default();
        if list == List::Stop {
            slot.is_stop = true;
            return;
        }
        let place =
            u32::try_from(self.entries.len()).expect("the lists hold a few thousand entries");
        slot.entries.push(place);
        self.entries.push(Entry {
            list,
            words,
            exact: keeps_case.then(|| phrase.into()),
            prefer: prefer.map(Into::into),
            why: why.map(Into::into),
        });
    }
}

/// Cuts a phrase as texts are cut; the lists are not there yet, so the words cannot be looked up.
fn plain_words(phrase: &str) -> Vec<Box<str>> {
    phrase
        .split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '.' | '_'))
        .filter(|word| !word.is_empty())
        .map(|word| word.to_lowercase().into())
        .collect()
}

#[derive(Deserialize)]
struct ListsFile {
    list: Vec<ListRow>,
    opposite: Vec<[String; 2]>,
}

#[derive(Deserialize)]
struct ListRow {
    name: List,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct TermsFile {
    term: Vec<TermRow>,
}

#[derive(Deserialize)]
struct TermRow {
    list: List,
    words: Vec<String>,
    prefer: String,
    why: String,
    #[serde(default)]
    exact: bool,
}

#[derive(Deserialize)]
struct AbbreviationsFile {
    known: Vec<String>,
}

/// Returns the lists.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(read)
}

fn read() -> Lexicon {
    let proof = "the lists are part of the program and read by its tests";
    let mut lexicon = Lexicon::default();
    let lists: ListsFile = toml::from_str(LISTS).expect(proof);
    for row in &lists.list {
        for word in &row.words {
            lexicon.add(row.name, word, false, None, None);
        }
    }
    for [one, other] in &lists.opposite {
        lexicon.add(List::Opposite, one, false, Some(other), None);
        lexicon.add(List::Opposite, other, false, Some(one), None);
    }
    let terms: TermsFile = toml::from_str(TERMS).expect(proof);
    for row in &terms.term {
        for word in &row.words {
            lexicon.add(row.list, word, row.exact, Some(&row.prefer), Some(&row.why));
        }
    }
    let misspellings: toml::Table = toml::from_str(MISSPELLINGS).expect(proof);
    for (wrong, right) in &misspellings {
        lexicon.add(List::Misspelling, wrong, false, right.as_str(), None);
    }
    let abbreviations: AbbreviationsFile = toml::from_str(ABBREVIATIONS).expect(proof);
    for word in &abbreviations.known {
        lexicon.add(List::Abbreviation, word, true, None, None);
    }
    lexicon
}

/// Returns the first entry of `list` that `raw` holds.
#[cfg(test)]
pub(crate) fn first_hit(list: List, raw: &str) -> Option<&'static Entry> {
    Text::new(raw).hits(list).next().map(|hit| hit.entry)
}

/// Returns FNV-1a of `bytes`.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = WordHasher::default();
    hasher.write(bytes);
    hasher.finish()
}

/// FNV-1a: short words are hashed faster than by the standard library's hasher, and the lists are ours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_has_entries() {
        assert!(lexicon().slot("the").unwrap().is_stop);
        assert!(first_hit(List::Opinion, "What do you think?").is_some());
        assert!(first_hit(List::Retired, "Code it in ICD-9-CM today").is_some());
        assert_eq!(
            first_hit(List::Misspelling, "the HIPPA rule")
                .unwrap()
                .prefer
                .as_deref(),
            Some("HIPAA")
        );
        assert_eq!(
            first_hit(List::Opposite, "an increase")
                .unwrap()
                .prefer
                .as_deref(),
            Some("decrease")
        );
    }

    #[test]
    fn capitals_matter_where_the_list_says_so() {
        assert!(first_hit(List::Retired, "a CTR abstracts").is_some());
        assert!(first_hit(List::Retired, "a ctr file").is_none());
    }

    #[test]
    fn no_misspelling_is_corrected_to_another_one() {
        for entry in lexicon()
            .entries
            .iter()
            .filter(|entry| entry.list == List::Misspelling)
        {
            let right = entry.prefer.as_deref().unwrap();
            assert!(first_hit(List::Misspelling, right).is_none(), "{right}");
        }
    }
}
