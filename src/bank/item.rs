//! One table of a bank becomes an item: the keys that every item knows.

use std::{ops::Range, sync::Arc};

use super::{
    body::lower_body,
    code, key,
    packs::Packs,
    reader::{Entry, Fields, Reader},
};
use crate::domain::{
    credential::Credential,
    id::{BankId, CredentialId, DomainId, ItemId, TaskId},
    item::{Allowance, Calibration, Case, Item, ItemKind},
};

/// Returns how messages call an item of `kind`.
pub(super) fn table_words(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Choice => "`[[choice]]`",
        ItemKind::Multiple => "`[[multiple]]`",
        ItemKind::Numeric => "`[[numeric]]`",
        ItemKind::Text => "`[[text]]`",
        ItemKind::Match => "`[[match]]`",
        ItemKind::Order => "`[[order]]`",
        ItemKind::Card => "`[[card]]`",
    }
}

/// What an item takes from its bank and from the packs.
pub(super) struct Context<'p> {
    pub(super) packs: &'p Packs,
    /// The pack of the bank's credential; without it domains and tasks cannot be checked.
    pub(super) credential: Option<&'p Credential>,
    pub(super) bank: BankId,
    pub(super) credential_id: CredentialId,
    pub(super) serves: Arc<[(CredentialId, DomainId)]>,
    /// Whether templates are drawn to see that they can be.
    pub(super) thorough: bool,
    /// The known keys of each kind, in the order of [`ItemKind::ALL`].
    pub(super) keys: Vec<Vec<&'static str>>,
}

/// Bytes of a file; files are at most 64 MiB.
pub(super) type Place = Range<u32>;

/// Returns a place as spans are written elsewhere.
pub(super) fn wide(place: &Place) -> Range<usize> {
    place.start as usize..place.end as usize
}

/// An id and where it stands.
pub(super) type Named = (ItemId, Place);

/// What could be read of an item.
pub(super) struct LoweredItem {
    pub(super) table: Place,
    pub(super) id: Option<Named>,
    pub(super) case: Option<Named>,
    pub(super) item: Option<Item>,
}

/// What could be read of a case.
pub(super) struct LoweredCase {
    pub(super) id: Option<Named>,
    pub(super) case: Option<Case>,
}

impl Reader<'_> {
    /// Returns `span` of the parsed part as a place of the file.
    pub(super) fn place(&self, span: Range<usize>) -> Place {
        let narrow =
            |offset: usize| u32::try_from(offset).expect("a file is at most 64 MiB, checked first");
        let span = self.at(span);
        narrow(span.start)..narrow(span.end)
    }

    /// Reads an id with its place, if `key` is there.
    fn named(&mut self, entry: Entry<'_, '_>) -> Option<Named> {
        let id = ItemId::new(self.id(entry)?);
        Some((id, self.place(entry.value.span())))
    }
}

/// Lowers a `[[case]]`.
pub(super) fn lower_case(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> LoweredCase {
    reader.known_keys(fields, key::CASE.names);
    let id = reader.required(fields, "id", Reader::named);
    let title = reader.required(fields, "title", Reader::own_text);
    let record = reader.required(fields, "record", Reader::own_text);
    let case = id
        .as_ref()
        .map(|(id, _)| id.clone())
        .zip(title)
        .zip(record)
        .map(|((id, title), record)| Case { id, title, record });
    LoweredCase { id, case }
}

/// Lowers the table of an item of `kind`.
pub(super) fn lower_item(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    kind: ItemKind,
    fields: &Fields<'_, '_>,
) -> LoweredItem {
    let is_card = kind == ItemKind::Card;
    let before = reader.faults.count();
    reader.known_keys(fields, &context.keys[kind as usize]);
    let id = reader.required(fields, "id", Reader::named);
    let domain = reader.required(fields, "domain", |reader, entry| {
        domain(reader, entry, context.credential)
    });
    let case = reader.optional(fields, "case", Reader::named);
    let level = if is_card {
        reader.optional(fields, "level", Reader::word)
    } else {
        reader.required(fields, "level", Reader::word)
    };
    let stem = if is_card {
        reader.optional(fields, "stem", Reader::own_text)
    } else {
        reader.required(fields, "stem", Reader::own_text)
    };
    let why = reader.optional(fields, "why", Reader::own_text);
    if !key::carries_reasons(kind) && fields.get("why").is_none() {
        reader.missing(&code::MISSING_WHY, fields, "why");
    }
    let own_id = id.as_ref().map(|(id, _)| id.clone());
    let enemies = reader.optional(fields, "enemy", |reader, entry| {
        reader.set(entry, |reader, one| {
            let enemy = reader.id(one)?;
            if own_id.as_ref().is_some_and(|own| own.as_str() == enemy) {
                reader.fault(
                    &code::OWN_ENEMY,
                    one.value.span(),
                    format!("`{enemy}` is this item itself"),
                );
            }
            Some(ItemId::new(enemy))
        })
    });
    let tasks = reader.optional(fields, "task", |reader, entry| {
        reader.set(entry, |reader, one| task(reader, one, context))
    });
    let subjects = reader.optional(fields, "subject", |reader, entry| {
        reader.set(entry, |reader, one| subject(reader, one, context))
    });
    let references = reader.optional(fields, "reference", |reader, entry| {
        reader.set(entry, Reader::own_text)
    });
    let difficulty = reader.optional(fields, "difficulty", Reader::word);
    let calibrated = reader.optional(fields, "calibrated", calibration);
    let status = reader.optional(fields, "status", Reader::word);
    let written = reader.optional(fields, "written", Reader::date);
    let reviewed = reader.optional(fields, "reviewed", Reader::date);
    let review_by = reader.optional(fields, "review_by", Reader::date);
    let reviewed_by = reader.optional(fields, "reviewer", Reader::own_text);
    let hint = reader.optional(fields, "hint", Reader::own_text);
    let pin = reader.optional(fields, "pin", Reader::flag);
    let allow = reader.optional(fields, "allow", allowances);
    let body = lower_body(reader, context, kind, fields);
    let whole = before == reader.faults.count();
    let item = body
        .zip(own_id)
        .zip(domain)
        .filter(|_| whole)
        .map(|((body, own_id), domain)| Item {
            id: own_id,
            bank: context.bank.clone(),
            credential: context.credential_id.clone(),
            domain,
            serves: Arc::clone(&context.serves),
            tasks: tasks.unwrap_or_default(),
            subjects: subjects.unwrap_or_default(),
            level,
            difficulty: difficulty.unwrap_or_default(),
            calibrated,
            status: status.unwrap_or_default(),
            written,
            reviewed,
            review_by,
            reviewer: reviewed_by,
            stem: stem.unwrap_or_default(),
            hint,
            why,
            case: case.as_ref().map(|(case, _)| case.clone()),
            enemies: enemies.unwrap_or_default(),
            references: references.unwrap_or_default(),
            pin: pin.unwrap_or_default(),
            allow: allow.unwrap_or_default(),
            body,
        });
    assert!(
        item.is_some() || !whole,
        "an item was left out without a fault being told"
    );
    LoweredItem {
        table: reader.place(fields.span()),
        id,
        case,
        item,
    }
}

/// Reads a domain of `credential`'s outline.
pub(super) fn domain(
    reader: &mut Reader<'_>,
    entry: Entry<'_, '_>,
    credential: Option<&Credential>,
) -> Option<DomainId> {
    let text = reader.text(entry)?;
    let Some(credential) = credential else {
        return Some(DomainId::new(text));
    };
    if let Some(domain) = credential.domain(text) {
        return Some(domain.id.clone());
    }
    let message = format!("{} has no domain `{text}`", credential.mark);
    let known = credential.domains.iter().map(|domain| domain.id.as_str());
    reader.unknown(
        &code::UNKNOWN_DOMAIN,
        entry.value.span(),
        message,
        text,
        known,
        "\"",
    );
    None
}

fn task(reader: &mut Reader<'_>, entry: Entry<'_, '_>, context: &Context<'_>) -> Option<TaskId> {
    let text = reader.text(entry)?;
    let profession = context.packs.profession();
    if let Some(job_task) = profession.and_then(|profession| profession.job_task(text)) {
        return Some(job_task.id.clone());
    }
    let Some(credential) = context.credential else {
        return Some(TaskId::new(text));
    };
    if let Some((_, task)) = credential.task(text) {
        return Some(task.id.clone());
    }
    let message = format!(
        "`{text}` is neither a task of {} nor a job task",
        credential.mark
    );
    let outline = credential
        .domains
        .iter()
        .flat_map(|domain| domain.tasks.iter().map(|task| task.id.as_str()));
    let job_tasks = profession
        .into_iter()
        .flat_map(|profession| profession.job_tasks.iter().map(|task| task.id.as_str()));
    // A slip of one figure leads to any other task: no word is nearer than the rest, so only the way to the list is told.
    let (own, jobs) = (outline.count(), job_tasks.count());
    reader.fault_with_help(
        &code::UNKNOWN_TASK,
        entry.value.span(),
        message,
        format!(
            "the outline has {own} tasks, the profession {jobs}: see `guide {}`",
            credential.id
        ),
    );
    None
}

fn subject(
    reader: &mut Reader<'_>,
    entry: Entry<'_, '_>,
    context: &Context<'_>,
) -> Option<Box<str>> {
    let text = reader.text(entry)?;
    if let Some(profession) = context.packs.profession()
        && profession.subject(text).is_none()
    {
        let message = format!("`{text}` is not a subject of the profession");
        let known = profession.subjects.iter().map(|subject| &*subject.id);
        reader.unknown(
            &code::UNKNOWN_SUBJECT,
            entry.value.span(),
            message,
            text,
            known,
            "\"",
        );
        return None;
    }
    Some(text.into())
}

fn calibration(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<Calibration> {
    let fields = reader.table(entry, "`calibrated`")?;
    reader.known_keys(&fields, key::CALIBRATION.names);
    let b = reader.required(&fields, "b", |reader, entry| {
        reader.number_within(entry, -10.0, 10.0)
    });
    let a = reader.required(&fields, "a", |reader, entry| {
        reader.number_within(entry, 0.01, 10.0)
    });
    let takers = reader.required(&fields, "takers", |reader, entry| {
        reader.whole(entry, 1, i64::from(u32::MAX))
    });
    let date = reader.required(&fields, "date", Reader::date);
    Some(Calibration {
        b: b?,
        a: a?,
        takers: takers?,
        date: date?,
    })
}

/// Reads waived checks.
pub(super) fn allowances(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<Vec<Allowance>> {
    reader.each(entry, |reader, one| {
        let fields = reader.table(one, "an entry of `allow`")?;
        reader.known_keys(&fields, key::ALLOWANCE.names);
        let rule = reader.required(&fields, "rule", |reader, entry| {
            let rule = reader.text(entry)?;
            let is_code = rule.len() == 4
                && rule.starts_with(|letter: char| letter.is_ascii_uppercase())
                && rule[1..].bytes().all(|byte| byte.is_ascii_digit());
            if !is_code {
                reader.fault_with_help(
                    &code::UNKNOWN_WORD,
                    entry.value.span(),
                    format!("`{rule}` is not the code of a check"),
                    "a code is a capital letter and three digits, such as `S012`",
                );
            }
            is_code.then(|| Box::from(rule))
        });
        let reason = reader.required(&fields, "reason", Reader::own_text);
        Some(Allowance {
            rule: rule?,
            reason: reason?,
        })
    })
}
