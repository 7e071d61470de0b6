//! Facts and rows with their sources.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::key;
use crate::{
    bank::{
        code,
        header::{check_format, missing_format},
        key::{Keys, Need},
        reader::{Entry, Fields, Reader},
        scan::{LONGEST_CHUNK, scan},
    },
    diag::Diagnostic,
    domain::{
        duration::Duration,
        fact::{Fact, Precision, Provenance, Source, SourceKey},
        id::is_author_id,
    },
};

/// Reads a pack and remembers which of its sources are used.
pub(super) struct PackReader<'r, 'f> {
    pub(super) reader: &'r mut Reader<'f>,
    /// Key, place and whether something rests on it.
    sources: Vec<(SourceKey, Range<usize>, bool)>,
}

/// Parses a whole pack file. Returns `None`, with the faults told, when it cannot be read further.
pub(super) fn parse_whole<'t>(reader: &mut Reader<'_>, text: &'t str) -> Option<DeTable<'t>> {
    let start = reader.file.mark_length();
    if text.len() > LONGEST_CHUNK {
        let message = format!("a pack is at most {} KiB", LONGEST_CHUNK >> 10);
        reader.fault(&code::TOO_LARGE, start..start, message);
        return None;
    }
    let mut chunks = scan(text, start, None);
    let refused = chunks.iter().position(|chunk| chunk.refused.is_some());
    // A refused part is told as it is; otherwise the parts are one document, because sub-tables stand apart.
    let mut whole = chunks.swap_remove(refused.unwrap_or(0));
    if refused.is_none() {
        whole.range = start..text.len();
    }
    reader.base = whole.range.start;
    let root = crate::bank::document::parse(reader, &whole, &text[whole.range.clone()])?;
    if let Some(value) = root.get("format") {
        let key = "format";
        if !check_format(reader, Entry { key, value }) {
            return None;
        }
    } else {
        missing_format(reader);
    }
    Some(root)
}

impl<'r, 'f> PackReader<'r, 'f> {
    pub(super) fn new(reader: &'r mut Reader<'f>) -> Self {
        Self {
            reader,
            sources: Vec::new(),
        }
    }

    /// Reads `[sources]`.
    pub(super) fn read_sources(&mut self, root: &Fields<'_, '_>) -> Vec<Source> {
        let Some(entry) = root.get("sources") else {
            self.reader.missing(&code::MISSING_KEY, root, "sources");
            return Vec::new();
        };
        let Some(table) = self.reader.table(entry, "`[sources]`") else {
            return Vec::new();
        };
        let mut sources = Vec::new();
        for (key, value) in table.table {
            let word: &str = key.get_ref();
            if !is_author_id(word) {
                let message = format!("`{word}` is not an id");
                self.reader.fault(&code::MALFORMED_ID, key.span(), message);
            }
            self.sources.push((word.into(), key.span(), false));
            sources.extend(self.source(Entry { key: word, value }));
        }
        sources
    }

    fn source(&mut self, entry: Entry<'_, '_>) -> Option<Source> {
        let reader = &mut *self.reader;
        let fields = reader.table(entry, "a source")?;
        reader.known_keys(&fields, key::SOURCE.names);
        let title = reader.required(&fields, "title", Reader::own_text);
        let address = reader.optional(&fields, "address", Reader::own_text);
        let kind = reader.required(&fields, "kind", Reader::word);
        let needs_address = fields
            .get("kind")
            .and_then(|entry| entry.value.get_ref().as_str())
            .is_some_and(|kind| key::NEED_ADDRESS.contains(&kind));
        if needs_address && fields.get("address").is_none() {
            reader.missing(&code::MISSING_KEY, &fields, "address");
        }
        let undated = reader.optional(&fields, "undated", |reader, entry| {
            let flag = reader.flag(entry)?;
            if !flag {
                reader.fault(
                    &code::OUT_OF_RANGE,
                    entry.value.span(),
                    "`undated` is only ever `true`",
                );
            }
            Some(flag)
        });
        let as_of = reader.optional(&fields, "as_of", Reader::date);
        let has = |key| fields.table.contains_key(key);
        if has("as_of") == has("undated") {
            reader.fault(
                &code::EXACTLY_ONE,
                fields.span(),
                "a source has either `as_of` or `undated = true`",
            );
        }
        let precision = if has("as_of") {
            reader.required(&fields, "precision", Reader::word)
        } else {
            None
        };
        if undated.is_some() && has("precision") {
            reader.fault(
                &code::FACT_SHAPE,
                fields.span(),
                "`precision` belongs to `as_of`",
            );
        }
        Some(Source {
            key: entry.key.into(),
            title: title?,
            address,
            as_of: as_of.zip(precision),
            kind: kind?,
        })
    }

    /// Adds a fault for each source that nothing rests on.
    pub(super) fn check_sources(&mut self) {
        for (key, span, is_used) in std::mem::take(&mut self.sources) {
            // A fact that could not be read for another fault still names its sources.
            let is_named = || self.reader.file.text().contains(&format!("\"{key}\""));
            if !is_used && !is_named() {
                let message = format!("nothing rests on the source `{key}`");
                self.reader.fault_with_help(
                    &code::UNUSED_SOURCE,
                    span,
                    message,
                    "name it where it is used, or take it out",
                );
            }
        }
    }

    /// Reads `source`, `confidence` and `note` of a fact or row.
    pub(super) fn provenance(&mut self, fields: &Fields<'_, '_>) -> Option<Provenance> {
        let confidence = self.reader.required(fields, "confidence", Reader::word);
        let note = self.reader.optional(fields, "note", Reader::own_text);
        let Some(entry) = fields.get("source") else {
            self.reader.missing(&code::MISSING_KEY, fields, "source");
            return None;
        };
        let listed = &mut self.sources;
        let sources = self.reader.set(entry, |reader, one| {
            let key = reader.text(one)?;
            if let Some(source) = listed.iter_mut().find(|source| &*source.0 == key) {
                source.2 = true;
            } else {
                let message = format!("`[sources]` does not define `{key}`");
                let known = listed.iter().map(|source| &*source.0);
                let span = one.value.span();
                reader.unknown(&code::UNDEFINED_SOURCE, span, message, key, known, "\"");
            }
            Some(SourceKey::from(key))
        })?;
        let confidence = confidence?;
        let is_recalled = confidence == crate::domain::fact::Confidence::Recalled;
        let is_empty = entry
            .value
            .get_ref()
            .as_array()
            .is_some_and(|array| array.is_empty());
        if is_empty != is_recalled {
            let message = if is_empty {
                "a fact without a source is `recalled`"
            } else {
                "what is `recalled` has no source"
            };
            self.reader
                .fault(&code::SOURCE_CONFIDENCE, entry.value.span(), message);
        }
        Some(Provenance {
            sources,
            confidence,
            note,
        })
    }

    /// Reads the fact under `key`, which must be there.
    pub(super) fn fact<'t, 'i, T>(
        &mut self,
        fields: &Fields<'t, 'i>,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'f>, Entry<'t, 'i>) -> Option<T>,
    ) -> Option<Fact<T>> {
        let Some(entry) = fields.get(key) else {
            self.reader.missing(&code::MISSING_KEY, fields, key);
            return None;
        };
        self.read_fact(entry, read)
    }

    /// Reads the fact under `key` if it is there.
    pub(super) fn optional_fact<'t, 'i, T>(
        &mut self,
        fields: &Fields<'t, 'i>,
        key: &'static str,
        read: impl FnOnce(&mut Reader<'f>, Entry<'t, 'i>) -> Option<T>,
    ) -> Option<Fact<T>> {
        self.read_fact(fields.get(key)?, read)
    }

    fn read_fact<'t, 'i, T>(
        &mut self,
        entry: Entry<'t, 'i>,
        read: impl FnOnce(&mut Reader<'f>, Entry<'t, 'i>) -> Option<T>,
    ) -> Option<Fact<T>> {
        let fields = self.reader.table(entry, "a fact")?;
        if fields.get("unknown").is_some() {
            return self.unknown(&fields, &[], &["unknown"]);
        }
        self.reader.known_keys(&fields, key::FACT.names);
        let value = if let Some(Entry { value, .. }) = fields.get("value") {
            let key = entry.key;
            read(self.reader, Entry { key, value })
        } else {
            self.reader.fault_with_help(
                &code::FACT_SHAPE,
                fields.span(),
                format!("`{}` has neither `value` nor `unknown`", entry.key),
                "what nobody published is written `{ unknown = \"what was looked for\" }`",
            );
            None
        };
        let precision = self.reader.optional(&fields, "precision", Reader::word);
        let is_date = fields
            .get("value")
            .is_some_and(|entry| matches!(entry.value.get_ref(), DeValue::Datetime(_)));
        if let Some(entry) = fields.get("precision").filter(|_| !is_date) {
            self.reader.fault(
                &code::FACT_SHAPE,
                entry.value.span(),
                "`precision` belongs to a date",
            );
        }
        let provenance = self.provenance(&fields);
        Some(Fact::Known {
            value: value?,
            precision: precision.unwrap_or(Precision::Day),
            provenance: provenance?,
        })
    }

    /// Reads a row's own values, or that they are unknown; some of its keys stay also then.
    pub(super) fn row_or_unknown<'t, 'i, T>(
        &mut self,
        fields: &Fields<'t, 'i>,
        keys: &'static Keys,
        read: impl FnOnce(&mut Reader<'f>, &Fields<'t, 'i>) -> Option<T>,
    ) -> Option<Fact<T>> {
        if fields.get("unknown").is_some() {
            let kept: Vec<&str> = keys.needed(Need::Stays).chain(["unknown"]).collect();
            return self.unknown(fields, keys.names, &kept);
        }
        self.reader.known_keys(
            fields,
            &[keys.names, key::OF_ROWS.names, &["unknown"]].concat(),
        );
        let value = read(self.reader, fields);
        let provenance = self.provenance(fields);
        Some(Fact::Known {
            value: value?,
            precision: Precision::Day,
            provenance: provenance?,
        })
    }

    /// Reads `unknown`, beside which no value and no source may stand.
    fn unknown<T>(
        &mut self,
        fields: &Fields<'_, '_>,
        own: &[&'static str],
        allowed: &[&'static str],
    ) -> Option<Fact<T>> {
        for (key, _) in fields.table {
            let word: &str = key.get_ref();
            let belongs = own.contains(&word)
                || key::OF_ROWS.names.contains(&word)
                || matches!(word, "value" | "precision");
            if belongs && !allowed.contains(&word) {
                let message = format!("`{word}` stands beside `unknown`");
                self.reader.fault(&code::FACT_SHAPE, key.span(), message);
            } else if !allowed.contains(&word) {
                let message = format!("unknown key `{word}` in {}", fields.what);
                self.reader.fault(&code::UNKNOWN_KEY, key.span(), message);
            }
        }
        let reason = self.reader.required(fields, "unknown", Reader::own_text)?;
        Some(Fact::Unknown { reason })
    }

    /// Reads a row: its own `keys` are checked together with those of every row.
    pub(super) fn row(
        &mut self,
        fields: &Fields<'_, '_>,
        keys: &'static Keys,
    ) -> Option<Provenance> {
        self.reader
            .known_keys(fields, &[keys.names, key::OF_ROWS.names].concat());
        self.provenance(fields)
    }

    /// Reads an array of tables if it is there; no two may bear the same id.
    pub(super) fn rows<'t, 'i, T>(
        &mut self,
        fields: &Fields<'t, 'i>,
        key: &'static str,
        what: &'static str,
        mut read: impl FnMut(&mut Self, &Fields<'t, 'i>) -> Option<T>,
    ) -> Vec<T> {
        let Some(entry) = fields.get(key) else {
            return Vec::new();
        };
        let Some(values) = self.reader.array(entry) else {
            return Vec::new();
        };
        let mut rows = Vec::new();
        let mut seen: Vec<(&str, Range<usize>)> = Vec::new();
        for value in values {
            let Some(fields) = self.reader.table(Entry { key, value }, what) else {
                continue;
            };
            if let Some(id) = fields.get("id")
                && let Some(text) = id.value.get_ref().as_str()
            {
                if let Some((_, first)) = seen.iter().find(|(earlier, _)| *earlier == text) {
                    self.twice(text, id.value.span(), first.clone());
                }
                seen.push((text, id.value.span()));
            }
            rows.extend(read(self, &fields));
        }
        rows
    }

    /// Adds the fault that `id` stands twice.
    pub(super) fn twice(&mut self, id: &str, again: Range<usize>, first: Range<usize>) {
        let first = self.reader.at(first);
        let error: Diagnostic = self
            .reader
            .error(
                &code::DUPLICATE_ID,
                again,
                format!("the id `{id}` is used twice"),
            )
            .with_label("again here")
            .with_secondary(self.reader.file, first, "first here");
        self.reader.faults.push(error);
    }

    /// Reads rows of which there must be at least one.
    pub(super) fn required_rows<'t, 'i, T>(
        &mut self,
        fields: &Fields<'t, 'i>,
        key: &'static str,
        what: &'static str,
        read: impl FnMut(&mut Self, &Fields<'t, 'i>) -> Option<T>,
    ) -> Vec<T> {
        if fields.get(key).is_none() {
            self.reader.missing(&code::MISSING_KEY, fields, key);
        }
        self.rows(fields, key, what, read)
    }
}

/// Reads a duration.
pub(super) fn duration(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<Duration> {
    let text = reader.text(entry)?;
    let duration = Duration::read(text);
    if duration.is_none() {
        reader.fault_with_help(
            &code::DURATION,
            entry.value.span(),
            format!("`{text}` is not a duration"),
            "write a whole number of days, months or years: `45 days`, `1 month`, `2 years`",
        );
    }
    duration
}

/// Reads a whole number from 0 on.
pub(super) fn count(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<u32> {
    reader.whole(entry, 0, 1_000_000)
}

/// Reads a number from 0 on.
pub(super) fn amount(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<f64> {
    reader.number_within(entry, 0.0, f64::MAX)
}

/// Reads a share from 0 to 1.
pub(super) fn share(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<f64> {
    reader.number_within(entry, 0.0, 1.0)
}

/// Reads a year.
pub(super) fn year(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<i16> {
    reader.whole(entry, 1900, 2200)
}

/// Reads an id as a value of its own.
pub(super) fn own_id(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<Box<str>> {
    reader.id(entry).map(Box::from)
}
