//! The rule for holders of several credentials of one body.

use std::ops::Range;

use super::{
    key::{self, SEVERAL_RULES},
    provenance::{PackReader, amount, count},
};
use crate::{
    bank::{
        code,
        reader::{Fields, Reader},
    },
    domain::{
        credential::Credential,
        id::CredentialId,
        renewal::{Example, Several, SeveralRule, Single},
    },
};

/// Reads `[renewal.several]`; `own` is what this credential asks alone.
pub(super) fn lower_several(
    pack: &mut PackReader<'_, '_>,
    renewal: &Fields<'_, '_>,
    head: Option<&Credential>,
    own: Option<f64>,
) -> Option<Several> {
    let entry = renewal.get("several")?;
    let fields = pack.reader.table(entry, "`[renewal.several]`")?;
    pack.reader.known_keys(&fields, key::SEVERAL.names);
    pack.reader.required(&fields, "body", |reader, entry| {
        let body = reader.text(entry)?;
        if let Some(expected) = head.and_then(|head| head.body.as_deref())
            && expected != body
        {
            reader.fault(
                &code::UNKNOWN_REFERENCE,
                entry.value.span(),
                format!("the body is `{expected}`, not `{body}`"),
            );
        }
        Some(())
    });
    let rule = several_rule(pack, &fields);
    let singles = pack.rows(
        &fields,
        "single",
        "`[[renewal.several.single]]`",
        |pack, fields| single(pack, fields, head, own),
    );
    let mut places = Vec::new();
    let examples = pack.rows(
        &fields,
        "example",
        "`[[renewal.several.example]]`",
        |pack, fields| {
            let example = example(pack, fields)?;
            places.push(fields.span());
            Some(example)
        },
    );
    let several = Several {
        rule: rule?,
        singles,
        examples,
    };
    for (example, place) in several.examples.iter().zip(places) {
        check_example(pack.reader, &several, example, place);
    }
    Some(several)
}

fn check_example(
    reader: &mut Reader<'_>,
    several: &Several,
    example: &Example,
    place: Range<usize>,
) {
    let total = several.total(&example.credentials);
    if total.is_none_or(|total| (total - example.total).abs() > 1e-9) {
        let computed = total.map_or("nothing".to_owned(), |total| total.to_string());
        reader.fault(
            &code::EXAMPLE,
            place,
            format!(
                "the rule gives {computed}, but the example says {}",
                example.total
            ),
        );
    }
}

fn several_rule(pack: &mut PackReader<'_, '_>, fields: &Fields<'_, '_>) -> Option<SeveralRule> {
    let rule = pack.reader.required(fields, "rule", |reader, entry| {
        let word = reader.text(entry)?;
        if !SEVERAL_RULES.contains(&word) {
            let message = format!("`rule` cannot be `{word}`");
            let span = entry.value.span();
            let known = SEVERAL_RULES.into_iter();
            reader.unknown(&code::UNKNOWN_WORD, span, message, word, known, "\"");
            return None;
        }
        Some(word)
    })?;
    let (needed, not): (&[&str], &[&str]) = if rule == "highest-plus" {
        (&["extra", "at_most"], &["totals"])
    } else {
        (&["totals"], &["extra", "at_most"])
    };
    for key in not {
        if fields.table.contains_key(*key) {
            pack.reader.fault(
                &code::EXACTLY_ONE,
                fields.span(),
                format!(
                    "`{key}` does not belong to the rule `{rule}`, {} does",
                    needed.join(" and ")
                ),
            );
        }
    }
    if rule == "highest-plus" {
        let extra = pack.fact(fields, "extra", amount);
        let at_most = pack.fact(fields, "at_most", amount);
        return Some(SeveralRule::HighestPlus {
            extra: extra?,
            at_most: at_most?,
        });
    }
    let totals = pack.fact(fields, "totals", |reader, entry| reader.each(entry, count));
    Some(SeveralRule::ByCount { totals: totals? })
}

fn single(
    pack: &mut PackReader<'_, '_>,
    fields: &Fields<'_, '_>,
    head: Option<&Credential>,
    own: Option<f64>,
) -> Option<Single> {
    let provenance = pack.row(fields, &key::SINGLE);
    let credential = pack.reader.required(fields, "credential", Reader::id);
    let single = pack.reader.required(fields, "amount", |reader, entry| {
        let single = amount(reader, entry)?;
        let is_own = head.is_some_and(|head| Some(head.id.as_str()) == credential);
        if let Some(own) = own.filter(|own| is_own && (own - single).abs() > 1e-9) {
            reader.fault(
                &code::EXAMPLE,
                entry.value.span(),
                format!("the credential asks {own} alone, not {single}"),
            );
        }
        Some(single)
    });
    Some(Single {
        credential: CredentialId::new(credential?),
        amount: single?,
        provenance: provenance?,
    })
}

fn example(pack: &mut PackReader<'_, '_>, fields: &Fields<'_, '_>) -> Option<Example> {
    let provenance = pack.row(fields, &key::EXAMPLE);
    let credentials = pack
        .reader
        .required(fields, "credentials", |reader, entry| {
            reader.set(entry, |reader, one| reader.id(one).map(CredentialId::new))
        });
    let total = pack.reader.required(fields, "total", amount);
    Some(Example {
        credentials: credentials?,
        total: total?,
        provenance: provenance?,
    })
}
