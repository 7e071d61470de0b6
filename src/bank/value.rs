//! Typed values: texts, ids, words, numbers, dates, arrays and tables, each with its own fault.

use jiff::civil::Date;
use toml::de::DeValue;

use super::{
    code,
    reader::{Entry, Fields, Reader, Value},
};
use crate::domain::{id::is_author_id, word::Word};

impl Reader<'_> {
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

    /// Reads a text as a value of its own. Line ends are the same whatever editor saved the file, so that an item is not
    /// taken for another one.
    pub(super) fn own_text(&mut self, entry: Entry<'_, '_>) -> Option<Box<str>> {
        let text = self.text(entry)?;
        Some(if text.contains('\r') {
            text.replace("\r\n", "\n").into()
        } else {
            text.into()
        })
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
