//! What a file says of itself: `format` and the `[bank]` table.

use std::{ops::Range, sync::Arc};

use jiff::civil::Date;

use super::{
    code,
    item::{allowances, domain},
    key,
    packs::Packs,
    reader::{Entry, Fields, Reader},
};
use crate::{
    diag::{Applicability, Diagnostic},
    domain::{
        credential::Credential,
        id::{BankId, CredentialId, DomainId},
        item::Allowance,
    },
};

/// The version of the format that this program reads and writes.
pub const FORMAT: i64 = 1;

/// What the `[bank]` table says.
pub(super) struct BankHeader {
    pub(super) id: Option<BankId>,
    pub(super) id_span: Range<usize>,
    pub(super) title: Option<Box<str>>,
    pub(super) credential: Option<CredentialId>,
    pub(super) license: Option<Box<str>>,
    pub(super) authors: Option<Vec<Box<str>>>,
    pub(super) reviewed: Option<Date>,
    pub(super) code_set: Option<Box<str>>,
    pub(super) serves: Arc<[(CredentialId, DomainId)]>,
    pub(super) allow: Vec<Allowance>,
}

/// Adds the fault that `format` is missing.
pub(super) fn missing_format(reader: &mut Reader<'_>) {
    let start = reader.file.mark_length();
    let error = Diagnostic::error(
        &code::MISSING_FORMAT,
        reader.file,
        start..start,
        "the file does not say which format it is written in",
    )
    .with_help("begin the file with `format = 1`")
    .with_fix(start..start, "format = 1\n", Applicability::Safe);
    reader.faults.push(error);
}

/// Reads `format`. Returns whether the rest of the file can be read.
pub(super) fn check_format(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> bool {
    let Some(format) = reader.integer(entry) else {
        return true;
    };
    let span = entry.value.span();
    if format > FORMAT {
        reader.fault_with_help(
            &code::NEWER_FORMAT,
            span,
            format!("the file is written in format {format}, newer than this program, which reads format {FORMAT}"),
            "get a newer version of this program; nothing in the file was read",
        );
        return false;
    }
    if format < FORMAT {
        reader.fault_with_help(
            &code::UNKNOWN_FORMAT,
            span,
            format!("there is no format {format}, the first one is {FORMAT}"),
            "write `format = 1`",
        );
    }
    true
}

/// Lowers the `[bank]` table.
pub(super) fn lower_header(
    reader: &mut Reader<'_>,
    fields: &Fields<'_, '_>,
    packs: &Packs,
) -> BankHeader {
    reader.known_keys(fields, key::BANK.names);
    let id_span = fields
        .get("id")
        .map_or(fields.span(), |entry| entry.value.span());
    let id = reader.required(fields, "id", |reader, entry| {
        reader.id(entry).map(BankId::new)
    });
    let title = reader.required(fields, "title", Reader::own_text);
    let credential = reader.required(fields, "credential", |reader, entry| {
        let word = reader.text(entry)?;
        credential_of(reader, entry, word, packs).map(|credential| credential.id.clone())
    });
    let license = reader.required(fields, "license", Reader::own_text);
    let authors = reader.required(fields, "authors", |reader, entry| {
        if reader.array(entry)?.is_empty() {
            reader.fault(
                &code::EMPTY_TEXT,
                entry.value.span(),
                "`authors` names nobody",
            );
        }
        reader.set(entry, Reader::own_text)
    });
    let reviewed = reader.optional(fields, "reviewed", Reader::date);
    let code_set = reader.optional(fields, "code_set", Reader::own_text);
    let serves = reader.optional(fields, "serves", |reader, entry| {
        serves(reader, entry, packs, credential.as_ref())
    });
    let allow = reader.optional(fields, "allow", allowances);
    BankHeader {
        id,
        id_span: reader.at(id_span),
        title,
        credential,
        license,
        authors,
        reviewed,
        code_set,
        serves: serves.unwrap_or_default().into(),
        allow: allow.unwrap_or_default(),
    }
}

/// Returns the credential of the id `word`.
fn credential_of<'p>(
    reader: &mut Reader<'_>,
    entry: Entry<'_, '_>,
    word: &str,
    packs: &'p Packs,
) -> Option<&'p Credential> {
    let span = entry.value.span();
    if let Some(credential) = packs.by_id(word) {
        return Some(credential);
    }
    if packs.is_refused(word) {
        reader.fault_with_help(
            &code::UNKNOWN_CREDENTIAL,
            span,
            format!("the pack of `{word}` has faults of its own"),
            "mend the faults of its `credential.toml` first",
        );
    } else if let Some(credential) = packs.credential(word) {
        let place = reader.at(span.clone());
        let error = reader
            .error(
                &code::UNKNOWN_CREDENTIAL,
                span,
                format!("`{word}` is another word for `{}`", credential.id),
            )
            .with_help("a bank names a credential by its id")
            .with_fix(place, format!("\"{}\"", credential.id), Applicability::Safe);
        reader.faults.push(error);
    } else {
        let known = packs.credentials().map(|credential| credential.id.as_str());
        reader.unknown(
            &code::UNKNOWN_CREDENTIAL,
            span,
            format!("no pack defines the credential `{word}`"),
            word,
            known,
            "\"",
        );
    }
    None
}

fn serves(
    reader: &mut Reader<'_>,
    entry: Entry<'_, '_>,
    packs: &Packs,
    own: Option<&CredentialId>,
) -> Option<Vec<(CredentialId, DomainId)>> {
    let fields = reader.table(entry, "`serves`")?;
    let mut served = Vec::new();
    for (key, value) in fields.table {
        let word: &str = key.get_ref();
        let entry = Entry { key: word, value };
        // The key is what is wrong when the credential is not known, so the fault points there.
        let Some(credential) = packs.by_id(word) else {
            let known = packs.credentials().map(|credential| credential.id.as_str());
            reader.unknown(
                &code::UNKNOWN_CREDENTIAL,
                key.span(),
                format!("no pack defines the credential `{word}`"),
                word,
                known,
                "",
            );
            continue;
        };
        if Some(&credential.id) == own {
            reader.fault(
                &code::REPEATED_ENTRY,
                key.span(),
                format!("`{word}` is the bank's own credential"),
            );
        }
        if let Some(domain) = domain(reader, entry, Some(credential)) {
            served.push((credential.id.clone(), domain));
        }
    }
    Some(served)
}
