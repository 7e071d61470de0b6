//! Domains with their tasks, and outlines with their weights.

use super::{
    key,
    provenance::{PackReader, own_id},
};
use crate::{
    bank::{
        code,
        reader::{Entry, Fields, Reader},
    },
    domain::{
        credential::{Domain, Outline, Task, TaskKind},
        fact::Provenance,
        id::{DomainId, TaskId},
        outline::Weight,
    },
};

/// Longest short name, in characters.
const LONGEST_SHORT: usize = 24;

/// Reads `[[domain]]`.
pub(super) fn lower_domains(pack: &mut PackReader<'_, '_>, root: &Fields<'_, '_>) -> Vec<Domain> {
    pack.required_rows(root, "domain", "`[[domain]]`", |pack, fields| {
        let provenance = pack.row(fields, &key::DOMAIN);
        let id = pack.reader.required(fields, "id", short_id);
        let name = pack.reader.required(fields, "name", Reader::own_text);
        let short = pack.reader.required(fields, "short", |reader, entry| {
            let short = reader.own_text(entry)?;
            let length = short.chars().count();
            if length > LONGEST_SHORT {
                reader.fault(
                    &code::SHORT_NAME,
                    entry.value.span(),
                    format!("the short name has {length} characters, at most {LONGEST_SHORT} fit"),
                );
            }
            Some(short)
        });
        let former_names = pack.reader.required(fields, "former_names", Reader::texts);
        let mut next = 1;
        let tasks = pack.rows(fields, "task", "`[[domain.task]]`", |pack, fields| {
            let expected = id.map(|id| format!("{id}.{next}"));
            next += 1;
            lower_task(pack, fields, expected.as_deref())
        });
        Some(Domain {
            id: DomainId::new(id?),
            name: name?,
            short: short?,
            former_names: former_names?,
            tasks,
            provenance: provenance?,
        })
    })
}

/// Reads a domain's id.
fn short_id<'t>(reader: &mut Reader<'_>, entry: Entry<'t, '_>) -> Option<&'t str> {
    reader.id(entry)
}

fn lower_task(
    pack: &mut PackReader<'_, '_>,
    fields: &Fields<'_, '_>,
    expected: Option<&str>,
) -> Option<Task> {
    let provenance = pack.row(fields, &key::TASK);
    let id = pack.reader.required(fields, "id", |reader, entry| {
        let id = reader.text(entry)?;
        if let Some(expected) = expected.filter(|expected| *expected != id) {
            reader.fault(
                &code::TASK_ID,
                entry.value.span(),
                format!("the task `{id}` should be `{expected}`"),
            );
        }
        Some(TaskId::new(id))
    });
    let text = pack.reader.required(fields, "text", Reader::own_text);
    let kind = pack.reader.optional(fields, "kind", Reader::word);
    Some(Task {
        id: id?,
        text: text?,
        kind: kind.unwrap_or(TaskKind::Task),
        provenance: provenance?,
    })
}

/// Reads `[[outline]]`.
pub(super) fn lower_outlines(
    pack: &mut PackReader<'_, '_>,
    root: &Fields<'_, '_>,
    domains: Option<&[Domain]>,
) -> Vec<Outline> {
    let mut defaults = 0;
    let mut is_read = true;
    let outlines = pack.required_rows(root, "outline", "`[[outline]]`", |pack, fields| {
        let outline = lower_outline(pack, fields, domains);
        match &outline {
            Some(outline) => defaults += usize::from(outline.is_default),
            None => is_read = false,
        }
        outline
    });
    if let Some(entry) = root.get("outline").filter(|_| is_read && defaults != 1) {
        pack.reader.fault(
            &code::DEFAULT_OUTLINE,
            entry.value.span(),
            format!("{defaults} outlines are the default, exactly one is"),
        );
    }
    outlines
}

fn lower_outline(
    pack: &mut PackReader<'_, '_>,
    fields: &Fields<'_, '_>,
    domains: Option<&[Domain]>,
) -> Option<Outline> {
    let provenance = pack.row(fields, &key::OUTLINE);
    let id = pack.reader.required(fields, "id", own_id);
    let title = pack.reader.required(fields, "title", Reader::own_text);
    let is_default = pack.reader.required(fields, "default", Reader::flag);
    let effective = pack.fact(fields, "effective", Reader::date);
    let before = pack.reader.faults.count();
    let rows = pack.required_rows(fields, "weight", "`[[outline.weight]]`", lower_weight);
    if before == pack.reader.faults.count() {
        let weights: Vec<&Weight> = rows.iter().map(|(weight, _)| weight).collect();
        check_weights(pack.reader, fields, &weights, domains);
    }
    let (weights, weight_provenance) = rows.into_iter().unzip();
    Some(Outline {
        id: id?,
        title: title?,
        is_default: is_default?,
        effective: effective?,
        weights,
        weight_provenance,
        provenance: provenance?,
    })
}

/// Adds faults when the weights are not those of the domains, or allow no form.
fn check_weights(
    reader: &mut Reader<'_>,
    fields: &Fields<'_, '_>,
    weights: &[&Weight],
    domains: Option<&[Domain]>,
) {
    if let Some(domains) = domains {
        let known: Vec<&str> = domains.iter().map(|domain| domain.id.as_str()).collect();
        if !weights
            .iter()
            .map(|weight| weight.domain.as_str())
            .eq(known.iter().copied())
        {
            reader.fault_with_help(
                &code::OUTLINE_WEIGHTS,
                fields.span(),
                "the outline does not weigh each domain once, in the order of the domains",
                format!("the domains are {}", known.join(", ")),
            );
        }
    }
    let low: f64 = weights.iter().map(|weight| weight.low).sum();
    let high: f64 = weights.iter().map(|weight| weight.high).sum();
    if low > 100.0 || high < 100.0 {
        reader.fault(
            &code::WEIGHT_SUM,
            fields.span(),
            format!(
                "the weights reach from {low} to {high} percent, so that no form adds up to 100"
            ),
        );
    }
}

fn lower_weight(
    pack: &mut PackReader<'_, '_>,
    fields: &Fields<'_, '_>,
) -> Option<(Weight, Provenance)> {
    let provenance = pack.row(fields, &key::WEIGHT);
    let reader = &mut *pack.reader;
    let domain = reader.required(fields, "domain", Reader::text);
    let percent =
        |reader: &mut Reader<'_>, entry: Entry<'_, '_>| reader.number_within(entry, 0.0, 100.0);
    let low = reader.required(fields, "low", percent);
    let high = reader.required(fields, "high", percent);
    let (low, high) = (low?, high?);
    if low > high {
        reader.fault(
            &code::OUTLINE_WEIGHTS,
            fields.span(),
            format!("`low` is {low}, above `high`, which is {high}"),
        );
    }
    let weight = Weight {
        domain: DomainId::new(domain?),
        low,
        high,
    };
    Some((weight, provenance?))
}
