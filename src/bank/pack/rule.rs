//! The rules of renewal: minimums, windows and caps.

use std::ops::Range;

use super::{
    key,
    provenance::{PackReader, amount, count, duration, own_id, share},
};
use crate::{
    bank::{
        code,
        reader::{Entry, Fields, Reader},
    },
    domain::renewal::{Cap, Counts, Minimum, MinimumAmount, Period, RenewalWindow},
};

/// The ids that rules may name.
pub(super) struct Ids<'t> {
    areas: Vec<&'t str>,
    origins: Vec<&'t str>,
    activities: Vec<&'t str>,
    /// Minimums, windows and caps.
    pub(super) rules: Vec<&'t str>,
}

/// Returns the ids of the rows under `key`, with their places.
fn ids_of<'t>(fields: &Fields<'t, '_>, key: &'static str) -> Vec<(&'t str, Range<usize>)> {
    let array = fields
        .get(key)
        .and_then(|entry| entry.value.get_ref().as_array());
    array
        .into_iter()
        .flat_map(|array| array.iter())
        .filter_map(|row| row.get_ref().as_table()?.get("id"))
        .filter_map(|id| Some((id.get_ref().as_str()?, id.span())))
        .collect()
}

impl<'t> Ids<'t> {
    /// Returns the ids under `[renewal]`.
    pub(super) fn of(renewal: &Fields<'t, '_>) -> Self {
        let ids = |keys: &[&'static str]| -> Vec<&'t str> {
            let all = keys.iter().flat_map(|key| ids_of(renewal, key));
            all.map(|(id, _)| id).collect()
        };
        Self {
            areas: ids(&["area"]),
            origins: ids(&["origin"]),
            activities: ids(&["activity"]),
            rules: ids(&["minimum", "window", "cap"]),
        }
    }
}

/// Adds a fault when `word` is not among `known`.
pub(super) fn check_reference(
    reader: &mut Reader<'_>,
    entry: Entry<'_, '_>,
    word: &str,
    known: &[&str],
) {
    if !known.contains(&word) {
        let message = format!(
            "`{}` names `{word}`, which the pack does not define",
            entry.key
        );
        let known = known.iter().copied();
        reader.unknown(
            &code::UNKNOWN_REFERENCE,
            entry.value.span(),
            message,
            word,
            known,
            "\"",
        );
    }
}

impl PackReader<'_, '_> {
    /// Adds a fault for each id that two rules of different tables share.
    pub(super) fn rules_are_unique(&mut self, renewal: &Fields<'_, '_>) {
        let mut seen: Vec<(&str, &str, Range<usize>)> = Vec::new();
        for table in ["minimum", "window", "cap"] {
            for (id, span) in ids_of(renewal, table) {
                let other = seen
                    .iter()
                    .find(|(earlier, other, _)| *earlier == id && *other != table);
                if let Some((_, _, first)) = other {
                    self.twice(id, span.clone(), first.clone());
                }
                seen.push((id, table, span));
            }
        }
    }
}

/// Reads `counts`.
fn counts(reader: &mut Reader<'_>, entry: Entry<'_, '_>, ids: &Ids<'_>) -> Option<Counts> {
    let fields = reader.table(entry, "`counts`")?;
    reader.known_keys(&fields, key::COUNTS.names);
    if fields.table.is_empty() {
        reader.fault(
            &code::EXACTLY_ONE,
            fields.span(),
            "`counts` looks at nothing",
        );
    }
    let mut some_of = |key: &'static str, known: &[&str]| {
        reader
            .optional(&fields, key, |reader, entry| {
                reader.set(entry, |reader, one| {
                    let word = reader.text(one)?;
                    check_reference(reader, one, word, known);
                    Some(Box::<str>::from(word))
                })
            })
            .unwrap_or_default()
    };
    let areas = some_of("area", &ids.areas);
    let origins = some_of("origin", &ids.origins);
    let activities = some_of("activity", &ids.activities);
    let in_person = reader.optional(&fields, "in_person", |reader, entry| {
        let flag = reader.flag(entry)?;
        if !flag {
            reader.fault(
                &code::OUT_OF_RANGE,
                entry.value.span(),
                "`in_person` is only ever `true`",
            );
        }
        Some(flag)
    });
    Some(Counts {
        areas,
        origins,
        activities,
        in_person: in_person.unwrap_or_default(),
    })
}

/// Reads `[[renewal.minimum]]`.
pub(super) fn lower_minimums(
    pack: &mut PackReader<'_, '_>,
    renewal: &Fields<'_, '_>,
    ids: &Ids<'_>,
) -> Vec<Minimum> {
    pack.rows(
        renewal,
        "minimum",
        "`[[renewal.minimum]]`",
        |pack, fields| {
            pack.reader.known_keys(fields, key::MINIMUM.names);
            let id = pack.reader.required(fields, "id", own_id);
            let name = pack.reader.required(fields, "name", Reader::own_text);
            let as_share = pack.optional_fact(fields, "share", share);
            let as_units = pack.optional_fact(fields, "amount", amount);
            let has = |key| fields.table.contains_key(key);
            if has("share") == has("amount") {
                pack.reader.fault(
                    &code::EXACTLY_ONE,
                    fields.span(),
                    "a minimum has either `share` or `amount`",
                );
            }
            let of = pack.reader.required(fields, "of", Reader::word);
            let per = pack.fact(fields, "per", Reader::word);
            let counts = pack
                .reader
                .required(fields, "counts", |reader, entry| counts(reader, entry, ids));
            let applies_from = pack.optional_fact(fields, "applies_from", Reader::date);
            let applies_to = pack.optional_fact(fields, "applies_to", Reader::word);
            let extension = pack.optional_fact(fields, "extension", duration);
            let note = pack.reader.optional(fields, "note", Reader::own_text);
            let amount = as_share
                .map(MinimumAmount::Share)
                .or_else(|| as_units.map(MinimumAmount::Units));
            Some(Minimum {
                id: id?,
                name: name?,
                amount: amount?,
                of: of?,
                per: per?,
                counts: counts?,
                applies_from,
                applies_to,
                extension,
                note,
            })
        },
    )
}

/// Reads `[[renewal.window]]`.
pub(super) fn lower_windows(
    pack: &mut PackReader<'_, '_>,
    renewal: &Fields<'_, '_>,
    ids: &Ids<'_>,
) -> Vec<RenewalWindow> {
    pack.rows(renewal, "window", "`[[renewal.window]]`", |pack, fields| {
        pack.reader.known_keys(fields, key::RENEWAL_WINDOW.names);
        let id = pack.reader.required(fields, "id", own_id);
        let name = pack.reader.required(fields, "name", Reader::own_text);
        let amount = pack.fact(fields, "amount", amount);
        let cycles = pack.fact(fields, "cycles", count);
        let within_required = pack.fact(fields, "within_required", Reader::flag);
        let counts = pack
            .reader
            .required(fields, "counts", |reader, entry| counts(reader, entry, ids));
        let applies_from = pack.optional_fact(fields, "applies_from", Reader::date);
        let earlier_counts = pack.optional_fact(fields, "earlier_counts", Reader::flag);
        let places = pack.optional_fact(fields, "places", Reader::texts);
        let periods = pack.rows(fields, "period", "`[[renewal.window.period]]`", period);
        let note = pack.reader.optional(fields, "note", Reader::own_text);
        Some(RenewalWindow {
            id: id?,
            name: name?,
            amount: amount?,
            cycles: cycles?,
            within_required: within_required?,
            counts: counts?,
            applies_from,
            earlier_counts,
            places,
            periods,
            note,
        })
    })
}

fn period(pack: &mut PackReader<'_, '_>, fields: &Fields<'_, '_>) -> Option<Period> {
    let provenance = pack.row(fields, &key::PERIOD);
    let id = pack.reader.required(fields, "id", own_id);
    let from = pack.reader.required(fields, "from", Reader::date);
    let to = pack.reader.required(fields, "to", Reader::date);
    let (from, to) = (from?, to?);
    if from > to {
        pack.reader
            .fault(&code::DATE_ORDER, fields.span(), "`from` lies after `to`");
    }
    Some(Period {
        id: id?,
        from,
        to,
        provenance: provenance?,
    })
}

/// Reads `[[renewal.cap]]`.
pub(super) fn lower_caps(
    pack: &mut PackReader<'_, '_>,
    renewal: &Fields<'_, '_>,
    ids: &Ids<'_>,
) -> Vec<Cap> {
    pack.rows(renewal, "cap", "`[[renewal.cap]]`", |pack, fields| {
        pack.reader.known_keys(fields, key::CAP.names);
        let id = pack.reader.required(fields, "id", own_id);
        let name = pack.reader.required(fields, "name", Reader::own_text);
        let activity = pack.reader.required(fields, "activity", |reader, entry| {
            let word = reader.text(entry)?;
            check_reference(reader, entry, word, &ids.activities);
            Some(Box::<str>::from(word))
        });
        let amount = pack.fact(fields, "amount", amount);
        let per = pack.reader.required(fields, "per", Reader::word);
        Some(Cap {
            id: id?,
            name: name?,
            activity: activity?,
            amount: amount?,
            per: per?,
        })
    })
}
