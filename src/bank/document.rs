//! Parts of a file as TOML: parsed apart, or refused with the reason.

use std::ops::Range;

use toml::de::DeTable;

use super::{
    code,
    reader::{Fields, Reader, list},
    scan::{Chunk, Header, LONGEST_CHUNK, Refusal},
};
use crate::{
    diag::{Applicability, Diagnostic, did_you_mean},
    domain::item::ItemKind,
};

/// Returns the word of a header, without quotes.
pub(super) fn header_name<'t>(text: &'t str, header: &Header) -> &'t str {
    text[header.name.clone()].trim_matches(['"', '\''])
}

pub(super) fn unknown_table(reader: &mut Reader<'_>, header: &Header, name: &str) {
    let known = ["bank", "case"]
        .into_iter()
        .chain(ItemKind::ALL.into_iter().map(ItemKind::word));
    let mut error = Diagnostic::error(
        &code::UNKNOWN_TABLE,
        reader.file,
        header.span.clone(),
        format!("`{name}` is neither `[bank]` nor a kind of item"),
    );
    if let Some(meant) = did_you_mean(name, known) {
        error = error
            .with_help(format!("did you mean `{meant}`?"))
            .with_fix(header.name.clone(), meant, Applicability::Unsafe);
    } else {
        let kinds: Vec<&str> = ItemKind::ALL.into_iter().map(ItemKind::word).collect();
        error = error.with_help(format!("the kinds are {}, and `case`", list(&kinds)));
    }
    reader.faults.push(error);
}

/// Returns the one table that a part with `header` holds; faults for the wrong brackets and for sub-tables of others.
pub(super) fn sole_table<'t, 'i>(
    reader: &mut Reader<'_>,
    root: &'t DeTable<'i>,
    header: &Header,
    name: &'t str,
    what: &'static str,
    is_array: bool,
) -> Option<Fields<'t, 'i>> {
    for (key, _) in root {
        if key.get_ref() != name {
            reader.fault_with_help(
                &code::STRAY_TABLE,
                key.span(),
                format!("a table of `{}` stands under {what}", key.get_ref()),
                "a sub-table follows the table it belongs to",
            );
        }
    }
    let value = root.get(name)?;
    if header.is_array != is_array {
        let (right, wrong) = if is_array {
            (format!("[[{name}]]"), format!("[{name}]"))
        } else {
            (format!("[{name}]"), format!("[[{name}]]"))
        };
        let error = Diagnostic::error(
            &code::TABLE_SHAPE,
            reader.file,
            header.span.clone(),
            format!("`{wrong}` is written `{right}`"),
        );
        reader
            .faults
            .push(error.with_fix(header.span.clone(), right, Applicability::Safe));
    }
    let value = match value.get_ref().as_array() {
        Some(array) => array.first()?,
        None => value,
    };
    let span = value.span();
    value.get_ref().as_table().map(|table| Fields {
        table,
        start: span.start,
        end: span.end,
        what,
    })
}

/// Parses a part of a file. Returns `None`, with the faults told, when it is refused or is not TOML.
pub(super) fn parse<'t>(
    reader: &mut Reader<'_>,
    chunk: &Chunk,
    text: &'t str,
) -> Option<DeTable<'t>> {
    if let Some(refusal) = &chunk.refused {
        refuse(reader, refusal);
        return None;
    }
    let (root, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Some(root.into_inner());
    }
    let mut errors: Vec<(Range<usize>, &str)> = errors
        .iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message()))
        .collect();
    errors.sort_by_key(|(span, _)| (span.start, span.end));
    // One slip makes the parser stumble several times on a line; the first stumble is the fault.
    let mut last_line = None;
    for (span, message) in errors {
        let line = reader.file.position(reader.base + span.start).line;
        if last_line.replace(line) != Some(line) {
            reader.fault(&code::SYNTAX, span, message);
        }
    }
    None
}

fn refuse(reader: &mut Reader<'_>, refusal: &Refusal) {
    let (code, span, message, help) = match refusal {
        Refusal::Brackets(span) => (
            &code::TOO_DEEP,
            span,
            "brackets are nested deeper than 8".to_owned(),
            "nothing in a bank needs more than 4",
        ),
        Refusal::Dots(span) => (
            &code::TOO_DEEP,
            span,
            "a dotted key has more than 8 parts".to_owned(),
            "nothing in a bank needs more than 3",
        ),
        Refusal::OpenText(span) => (
            &code::SYNTAX,
            span,
            "a text over several lines is not closed".to_owned(),
            "close it with three quotes like those it begins with",
        ),
        Refusal::Long(span) => (
            &code::TOO_LARGE,
            span,
            format!("this table is longer than {} KiB", LONGEST_CHUNK >> 10),
            "is a quote or a bracket left open?",
        ),
    };
    let error = Diagnostic::error(code, reader.file, span.clone(), message);
    reader.faults.push(error.with_help(help));
}
