//! What the items of a file say of each other: ids that stand twice, cases that are missing or unused.

use std::collections::HashMap;

use super::{
    code,
    file::Part,
    item::{Place, wide},
    reader::Reader,
};
use crate::{
    diag::{Diagnostic, did_you_mean},
    domain::id::ItemId,
};

/// Adds a fault for each id that stands twice in the file.
pub(super) fn check_ids(reader: &mut Reader<'_>, part: &Part) {
    let ids = part
        .items
        .iter()
        .map(|item| &item.id)
        .chain(part.cases.iter().map(|case| &case.id))
        .flatten();
    let mut seen: HashMap<&ItemId, &Place> =
        HashMap::with_capacity(part.items.len() + part.cases.len());
    for (id, place) in ids {
        if let Some(other) = seen.get(id) {
            let (first, again) = if other.start <= place.start {
                (*other, place)
            } else {
                (place, *other)
            };
            let error = Diagnostic::error(
                &code::DUPLICATE_ID,
                reader.file,
                wide(again),
                format!("the id `{id}` is used twice"),
            )
            .with_label("again here")
            .with_secondary(reader.file, wide(first), "first here");
            reader.faults.push(error);
        } else {
            seen.insert(id, place);
        }
    }
}

/// Adds faults for cases that are named and missing, and for cases that nobody names.
pub(super) fn check_cases(reader: &mut Reader<'_>, part: &Part) {
    let mut used: HashMap<&ItemId, bool> = part
        .cases
        .iter()
        .filter_map(|case| Some((&case.id.as_ref()?.0, false)))
        .collect();
    for (case, place) in part.items.iter().filter_map(|item| item.case.as_ref()) {
        if let Some(is_used) = used.get_mut(case) {
            *is_used = true;
            continue;
        }
        let mut error = Diagnostic::error(
            &code::UNKNOWN_CASE,
            reader.file,
            wide(place),
            format!("the file has no case `{case}`"),
        );
        let ids = part.cases.iter().filter_map(|case| case.id.as_ref());
        let known = ids.map(|(id, _)| id.as_str());
        error = match did_you_mean(case.as_str(), known) {
            Some(meant) => error.with_help(format!("did you mean `{meant}`?")),
            None => error.with_help("a `[[case]]` stands in the same file as its items"),
        };
        reader.faults.push(error);
    }
    for (id, place) in part.cases.iter().filter_map(|case| case.id.as_ref()) {
        if used.get(id) == Some(&false) {
            let error = Diagnostic::error(
                &code::UNUSED_CASE,
                reader.file,
                wide(place),
                format!("no item uses the case `{id}`"),
            );
            reader
                .faults
                .push(error.with_help(format!("write `case = \"{id}\"` in its items")));
        }
    }
}
