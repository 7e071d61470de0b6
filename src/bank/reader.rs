//! Reading typed values out of parsed TOML by hand, so that each fault keeps its place and none hides another.

use std::{ops::Range, sync::Arc};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::code;
use crate::diag::{Applicability, Code, Diagnostic, SourceFile, did_you_mean};

/// Most faults of one file that are kept.
pub(super) const MOST_FAULTS: usize = 10_000;

/// A parsed value with its place.
pub(super) type Value<'i> = Spanned<DeValue<'i>>;

/// A value and the key it stands under.
#[derive(Clone, Copy)]
pub(super) struct Entry<'t, 'i> {
    pub(super) key: &'t str,
    pub(super) value: &'t Value<'i>,
}

/// A table, where it stands and how messages call it.
#[derive(Clone, Copy)]
pub(super) struct Fields<'t, 'i> {
    pub(super) table: &'t DeTable<'i>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) what: &'static str,
}

impl<'t, 'i> Fields<'t, 'i> {
    /// Returns the value under `key`.
    pub(super) fn get(&self, key: &'t str) -> Option<Entry<'t, 'i>> {
        self.table.get(key).map(|value| Entry { key, value })
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The faults of one file, at most [`MOST_FAULTS`] of them.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) found: Vec<Diagnostic>,
    pub(super) beyond: usize,
}

impl Faults {
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        if self.found.len() < MOST_FAULTS {
            self.found.push(diagnostic);
        } else {
            self.beyond += 1;
        }
    }

    pub(super) fn append(&mut self, other: Self) {
        self.beyond += other.beyond;
        for diagnostic in other.found {
            self.push(diagnostic);
        }
    }

    /// Returns how many faults there are, those not kept included.
    pub(super) fn count(&self) -> usize {
        self.found.len() + self.beyond
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns the faults sorted by place, with a last word about those left out.
    pub(super) fn into_sorted(mut self, file: &Arc<SourceFile>) -> Vec<Diagnostic> {
        crate::diag::sort(&mut self.found);
        if self.beyond > 0 {
            let end = file.text().len();
            self.found.push(Diagnostic::error(
                &code::TOO_MANY,
                file,
                end..end,
                format!("{} more faults are not shown", self.beyond),
            ));
        }
        self.found
    }
}

/// Reads values and collects what is wrong with them.
pub(super) struct Reader<'f> {
    pub(super) file: &'f Arc<SourceFile>,
    /// Where the parsed part begins in the file.
    pub(super) base: usize,
    pub(super) faults: Faults,
    /// Keys that were mistyped, by the place of their table: they are not missing as well.
    meant: Vec<(usize, &'static str)>,
}

impl<'f> Reader<'f> {
    pub(super) fn new(file: &'f Arc<SourceFile>) -> Self {
        Self {
            file,
            base: 0,
            faults: Faults::default(),
            meant: Vec::new(),
        }
    }

    /// Turns to the part of the file that begins at `base`.
    pub(super) fn turn_to(&mut self, base: usize) {
        self.base = base;
        self.meant.clear();
    }

    /// Returns a place of the parsed part as a place of the file.
    pub(super) fn at(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }

    /// Returns an error at `span` of the parsed part.
    pub(super) fn error(
        &self,
        code: &'static Code,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, self.file, self.at(span), message)
    }

    /// Adds a fault.
    pub(super) fn fault(
        &mut self,
        code: &'static Code,
        span: Range<usize>,
        message: impl Into<String>,
    ) {
        let error = self.error(code, span, message);
        self.faults.push(error);
    }

    /// Adds a fault with help.
    pub(super) fn fault_with_help(
        &mut self,
        code: &'static Code,
        span: Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let error = self.error(code, span, message).with_help(help);
        self.faults.push(error);
    }

    /// Adds a fault about `word`, with the nearest of `known` as its mending, or the whole list when it is short.
    /// `quote` stands around a replacement.
    pub(super) fn unknown<'c>(
        &mut self,
        code: &'static Code,
        span: Range<usize>,
        message: String,
        word: &str,
        known: impl Iterator<Item = &'c str> + Clone,
        quote: &str,
    ) {
        let mut error = self.error(code, span, message);
        if let Some(meant) = did_you_mean(word, known.clone()) {
            let place = error.span.clone();
            error = error
                .with_help(format!("did you mean `{meant}`?"))
                .with_fix(
                    place,
                    format!("{quote}{meant}{quote}"),
                    Applicability::Unsafe,
                );
        } else {
            let all: Vec<&str> = known.take(13).collect();
            if !all.is_empty() && all.len() <= 12 {
                error = error.with_help(format!("known here: {}", list(&all)));
            }
        }
        self.faults.push(error);
    }

    /// Adds a fault for each key of `fields` that is not among `keys`.
    pub(super) fn known_keys(&mut self, fields: &Fields<'_, '_>, keys: &[&'static str]) {
        for (key, _) in fields.table {
            let word: &str = key.get_ref();
            if !keys.contains(&word) {
                let message = format!("unknown key `{word}` in {}", fields.what);
                let absent = keys
                    .iter()
                    .copied()
                    .filter(|known| !fields.table.contains_key(*known));
                if let Some(meant) = did_you_mean(word, absent.clone()) {
                    self.meant.push((self.base + fields.start, meant));
                }
                self.unknown(&code::UNKNOWN_KEY, key.span(), message, word, absent, "");
            }
        }
    }

    /// Reads the value under `key` if it is there.
    pub(super) fn optional<'t, 'i, T>(
        &mut self,
        fields: &Fields<'t, 'i>,
        key: &'static str,
        read: impl FnOnce(&mut Self, Entry<'t, 'i>) -> Option<T>,
    ) -> Option<T> {
        let entry = fields.get(key)?;
        read(self, entry)
    }

    /// Reads the value under `key`; a fault when it is missing.
    pub(super) fn required<'t, 'i, T>(
        &mut self,
        fields: &Fields<'t, 'i>,
        key: &'static str,
        read: impl FnOnce(&mut Self, Entry<'t, 'i>) -> Option<T>,
    ) -> Option<T> {
        let Some(entry) = fields.get(key) else {
            self.missing(&code::MISSING_KEY, fields, key);
            return None;
        };
        read(self, entry)
    }

    /// Adds the fault that `key` is missing, unless it was mistyped, which is told already.
    pub(super) fn missing(&mut self, code: &'static Code, fields: &Fields<'_, '_>, key: &str) {
        let place = self.base + fields.start;
        let is_told = |(table, meant): &(usize, &str)| *table == place && *meant == key;
        if self.meant.iter().any(is_told) {
            return;
        }
        let error = self
            .error(
                code,
                fields.span(),
                format!("`{key}` is missing from {}", fields.what),
            )
            .with_label(format!("needs `{key}`"));
        self.faults.push(error);
    }

    /// Returns the place of `word` as a whole word inside the value at `span`, or the whole value.
    pub(super) fn word_inside(&self, span: Range<usize>, word: &str) -> Range<usize> {
        let place = self.at(span.clone());
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
        let text = &self.file.text()[place];
        for (at, _) in text.match_indices(word) {
            let before = text[..at].chars().next_back();
            let after = text[at + word.len()..].chars().next();
            if !before.is_some_and(is_part) && !after.is_some_and(is_part) {
                return span.start + at..span.start + at + word.len();
            }
        }
        span
    }
}

/// Returns `words` as a list in a sentence, each in backticks.
pub(super) fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}
