//! Reading typed values out of parsed TOML by hand, so that each fault keeps its place and none hides another.

use std::{ops::Range, sync::Arc};

use jiff::civil::Date;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::code;
use crate::{
    diag::{Applicability, Code, Diagnostic, SourceFile, did_you_mean},
    domain::{id::is_author_id, word::Word},
};

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

    fn wrong_type(&mut self, entry: Entry<'_, '_>, expected: &str) {
        let found = type_words(entry.value.get_ref());
        let message = format!("expected {expected} for `{}`, found {found}", entry.key);
        self.fault(&code::WRONG_TYPE, entry.value.span(), message);
    }

    /// Reads a text that holds something to read.
    pub(super) fn text<'t>(&mut self, entry: Entry<'t, '_>) -> Option<&'t str> {
        let Some(text) = entry.value.get_ref().as_str() else {
            self.wrong_type(entry, "text");
            return None;
        };
        if text.trim().is_empty() {
            self.fault(
                &code::EMPTY_TEXT,
                entry.value.span(),
                format!("`{}` is empty", entry.key),
            );
            return None;
        }
        Some(text)
    }

    /// Reads a text as a value of its own.
    pub(super) fn own_text(&mut self, entry: Entry<'_, '_>) -> Option<Box<str>> {
        self.text(entry).map(Box::from)
    }

    /// Reads an author's id.
    pub(super) fn id<'t>(&mut self, entry: Entry<'t, '_>) -> Option<&'t str> {
        let text = self.text(entry)?;
        if is_author_id(text) {
            return Some(text);
        }
        self.fault_with_help(
            &code::MALFORMED_ID,
            entry.value.span(),
            format!("`{text}` is not an id"),
            "an id is 1 to 64 lower-case letters, digits and inner hyphens, such as `roi-subpoena-1`",
        );
        None
    }

    /// Reads a value of an enumeration.
    pub(super) fn word<T: Word>(&mut self, entry: Entry<'_, '_>) -> Option<T> {
        let text = self.text(entry)?;
        let value = T::read_word(text);
        if value.is_none() {
            let words = T::WORDS.iter().map(|value| value.as_word());
            let message = format!("`{}` cannot be `{text}`", entry.key);
            self.unknown(
                &code::UNKNOWN_WORD,
                entry.value.span(),
                message,
                text,
                words,
                "\"",
            );
        }
        value
    }

    /// Reads true or false.
    pub(super) fn flag(&mut self, entry: Entry<'_, '_>) -> Option<bool> {
        let flag = entry.value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(entry, "`true` or `false`");
        }
        flag
    }

    /// Reads a finite number.
    pub(super) fn number(&mut self, entry: Entry<'_, '_>) -> Option<f64> {
        let read = match entry.value.get_ref() {
            DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix())
                .ok()
                .and_then(exact_float),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => {
                self.wrong_type(entry, "a number");
                return None;
            }
        };
        let finite = read.filter(|value: &f64| value.is_finite());
        if finite.is_none() {
            self.fault(
                &code::OUT_OF_RANGE,
                entry.value.span(),
                format!("`{}` is not a number that can be computed with", entry.key),
            );
        }
        finite
    }

    /// Reads a number from `low` to `high`.
    pub(super) fn number_within(
        &mut self,
        entry: Entry<'_, '_>,
        low: f64,
        high: f64,
    ) -> Option<f64> {
        let number = self.number(entry)?;
        if (low..=high).contains(&number) {
            return Some(number);
        }
        let message = if high >= f64::MAX {
            format!("`{}` must be at least {low}", entry.key)
        } else {
            format!("`{}` must be from {low} to {high}", entry.key)
        };
        self.fault(&code::OUT_OF_RANGE, entry.value.span(), message);
        None
    }

    /// Reads a whole number.
    pub(super) fn integer(&mut self, entry: Entry<'_, '_>) -> Option<i64> {
        let DeValue::Integer(integer) = entry.value.get_ref() else {
            self.wrong_type(entry, "a whole number");
            return None;
        };
        let read = i64::from_str_radix(integer.as_str(), integer.radix()).ok();
        if read.is_none() {
            self.fault(
                &code::OUT_OF_RANGE,
                entry.value.span(),
                format!("`{}` is too large", entry.key),
            );
        }
        read
    }

    /// Reads a whole number from `low` to `high`.
    pub(super) fn whole<T: TryFrom<i64>>(
        &mut self,
        entry: Entry<'_, '_>,
        low: i64,
        high: i64,
    ) -> Option<T> {
        let integer = self.integer(entry)?;
        let read = T::try_from(integer)
            .ok()
            .filter(|_| (low..=high).contains(&integer));
        if read.is_none() {
            self.fault(
                &code::OUT_OF_RANGE,
                entry.value.span(),
                format!("`{}` must be from {low} to {high}", entry.key),
            );
        }
        read
    }

    /// Reads a date without a time.
    pub(super) fn date(&mut self, entry: Entry<'_, '_>) -> Option<Date> {
        let parsed = match entry.value.get_ref() {
            DeValue::Datetime(moment) if moment.time.is_none() && moment.offset.is_none() => {
                moment.date
            }
            _ => None,
        };
        let date = parsed.and_then(|date| {
            Date::new(
                i16::try_from(date.year).ok()?,
                i8::try_from(date.month).ok()?,
                i8::try_from(date.day).ok()?,
            )
            .ok()
        });
        if date.is_none() {
            let found = type_words(entry.value.get_ref());
            let message = format!("expected a date for `{}`, found {found}", entry.key);
            self.fault_with_help(
                &code::WRONG_TYPE,
                entry.value.span(),
                message,
                "a date is written without quotes: `2026-11-22`",
            );
        }
        date
    }

    /// Reads an array's values.
    pub(super) fn array<'t, 'i>(&mut self, entry: Entry<'t, 'i>) -> Option<&'t [Value<'i>]> {
        let array = entry.value.get_ref().as_array();
        if array.is_none() {
            self.wrong_type(entry, "an array");
        }
        array.map(|array| &array[..])
    }

    /// Reads an array, each value by `read`. `None` only when it is no array or nothing of it could be read.
    pub(super) fn each<'t, 'i, T>(
        &mut self,
        entry: Entry<'t, 'i>,
        mut read: impl FnMut(&mut Self, Entry<'t, 'i>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let values = self.array(entry)?;
        let key = entry.key;
        Some(
            values
                .iter()
                .filter_map(|value| read(self, Entry { key, value }))
                .collect(),
        )
    }

    /// Reads an array of texts.
    pub(super) fn texts(&mut self, entry: Entry<'_, '_>) -> Option<Vec<Box<str>>> {
        self.each(entry, Self::own_text)
    }

    /// Reads an array of texts of which none stands twice, each by `read`.
    pub(super) fn set<'t, 'i, T>(
        &mut self,
        entry: Entry<'t, 'i>,
        mut read: impl FnMut(&mut Self, Entry<'t, 'i>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut seen: Vec<&str> = Vec::new();
        self.each(entry, |reader, one| {
            if let Some(text) = one.value.get_ref().as_str() {
                if seen.contains(&text) {
                    reader.fault(
                        &code::REPEATED_ENTRY,
                        one.value.span(),
                        format!("`{text}` stands twice in `{}`", one.key),
                    );
                }
                seen.push(text);
            }
            read(reader, one)
        })
    }

    /// Reads a table.
    pub(super) fn table<'t, 'i>(
        &mut self,
        entry: Entry<'t, 'i>,
        what: &'static str,
    ) -> Option<Fields<'t, 'i>> {
        let table = entry.value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(entry, "a table");
        }
        let span = entry.value.span();
        table.map(|table| Fields {
            table,
            start: span.start,
            end: span.end,
            what,
        })
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

/// Returns how messages call the type of `value`.
pub(super) fn type_words(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with decimals",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(moment) if moment.time.is_some() => "a moment",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "an array",
        DeValue::Table(_) => "a table",
    }
}

/// Returns the float equal to `integer`, `None` beyond what a float holds exactly.
fn exact_float(integer: i64) -> Option<f64> {
    const LARGEST: i64 = 1 << 53;
    #[expect(clippy::cast_precision_loss, reason = "checked to be exact")]
    (-LARGEST..=LARGEST)
        .contains(&integer)
        .then_some(integer as f64)
}

/// Returns `words` as a list in a sentence, each in backticks.
pub(super) fn list(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    quoted.join(", ")
}
