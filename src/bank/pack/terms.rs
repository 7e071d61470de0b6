//! Routes, retakes, policies, windows, fees and figures.

use super::{
    key,
    provenance::{PackReader, amount, duration, own_id, year},
};
use crate::{
    bank::{
        code,
        reader::{Fields, Reader},
    },
    domain::credential::{
        Eligibility, ExamWindow, Fee, FeeTerms, Figure, Policy, Retake, RetakeTerms, Statistic,
        WindowDays,
    },
};

/// Reads `[[eligibility]]`.
pub(super) fn lower_eligibility(
    pack: &mut PackReader<'_, '_>,
    root: &Fields<'_, '_>,
) -> Vec<Eligibility> {
    pack.required_rows(root, "eligibility", "`[[eligibility]]`", |pack, fields| {
        let text = pack.row_or_unknown(fields, &key::ELIGIBILITY, |reader, fields| {
            reader.required(fields, "text", Reader::own_text)
        });
        let id = pack.reader.required(fields, "id", own_id);
        let name = pack.reader.required(fields, "name", Reader::own_text);
        Some(Eligibility {
            id: id?,
            name: name?,
            text: text?,
        })
    })
}

/// Reads `[[retake]]`.
pub(super) fn lower_retakes(pack: &mut PackReader<'_, '_>, root: &Fields<'_, '_>) -> Vec<Retake> {
    let mut current = 0;
    let mut is_read = true;
    let retakes = pack.required_rows(root, "retake", "`[[retake]]`", |pack, fields| {
        let terms = pack.row_or_unknown(fields, &key::RETAKE, |reader, fields| {
            let text = reader.required(fields, "text", Reader::own_text);
            let wait = reader.optional(fields, "wait", duration);
            let since = reader.optional(fields, "since", Reader::date);
            let until = reader.optional(fields, "until", Reader::date);
            if let (Some(since), Some(until)) = (since, until)
                && since > until
            {
                reader.fault(
                    &code::DATE_ORDER,
                    fields.span(),
                    "`since` lies after `until`",
                );
            }
            Some(RetakeTerms {
                text: text?,
                wait,
                since,
                until,
            })
        });
        let id = pack.reader.required(fields, "id", own_id);
        let is_current = pack.reader.required(fields, "current", Reader::flag);
        match is_current {
            Some(is_current) => current += usize::from(is_current),
            None => is_read = false,
        }
        Some(Retake {
            id: id?,
            is_current: is_current?,
            terms: terms?,
        })
    });
    if let Some(entry) = root.get("retake").filter(|_| is_read && current != 1) {
        pack.reader.fault(
            &code::CURRENT_RULE,
            entry.value.span(),
            format!("{current} retake rules are current, exactly one is"),
        );
    }
    retakes
}

/// Reads `[[policy]]`.
pub(super) fn lower_policies(pack: &mut PackReader<'_, '_>, root: &Fields<'_, '_>) -> Vec<Policy> {
    pack.rows(root, "policy", "`[[policy]]`", |pack, fields| {
        let provenance = pack.row(fields, &key::POLICY);
        let id = pack.reader.required(fields, "id", own_id);
        let name = pack.reader.required(fields, "name", Reader::own_text);
        let text = pack.reader.required(fields, "text", Reader::own_text);
        Some(Policy {
            id: id?,
            name: name?,
            text: text?,
            provenance: provenance?,
        })
    })
}

/// Reads `[[window]]`.
pub(super) fn lower_windows(
    pack: &mut PackReader<'_, '_>,
    root: &Fields<'_, '_>,
) -> Vec<ExamWindow> {
    pack.rows(root, "window", "`[[window]]`", |pack, fields| {
        let days = pack.row_or_unknown(fields, &key::EXAM_WINDOW, |reader, fields| {
            let opens = reader.required(fields, "opens", Reader::date);
            let closes = reader.required(fields, "closes", Reader::date);
            let apply_by = reader.required(fields, "apply_by", Reader::date);
            let (opens, closes, apply_by) = (opens?, closes?, apply_by?);
            if !(apply_by <= opens && opens <= closes) {
                reader.fault(
                    &code::DATE_ORDER,
                    fields.span(),
                    "`apply_by`, `opens` and `closes` do not follow each other",
                );
            }
            Some(WindowDays {
                opens,
                closes,
                apply_by,
            })
        });
        let id = pack.reader.required(fields, "id", own_id);
        Some(ExamWindow {
            id: id?,
            days: days?,
        })
    })
}

/// Reads `[[fee]]`.
pub(super) fn lower_fees(pack: &mut PackReader<'_, '_>, root: &Fields<'_, '_>) -> Vec<Fee> {
    pack.required_rows(root, "fee", "`[[fee]]`", |pack, fields| {
        let terms = pack.row_or_unknown(fields, &key::FEE, |reader, fields| {
            let amount = reader.required(fields, "amount", amount);
            let currency = reader.required(fields, "currency", Reader::own_text);
            let per = reader.required(fields, "per", Reader::word);
            Some(FeeTerms {
                amount: amount?,
                currency: currency?,
                per: per?,
            })
        });
        let id = pack.reader.required(fields, "id", own_id);
        let name = pack.reader.required(fields, "name", Reader::own_text);
        let kind = pack.reader.required(fields, "kind", Reader::word);
        Some(Fee {
            id: id?,
            name: name?,
            kind: kind?,
            terms: terms?,
        })
    })
}

/// Reads `[[statistic]]`.
pub(super) fn lower_statistics(
    pack: &mut PackReader<'_, '_>,
    root: &Fields<'_, '_>,
) -> Vec<Statistic> {
    pack.required_rows(root, "statistic", "`[[statistic]]`", |pack, fields| {
        let figure = pack.row_or_unknown(fields, &key::STATISTIC, |reader, fields| {
            let year = reader.required(fields, "year", year);
            let value = reader.required(fields, "value", amount);
            let unit = reader.required(fields, "unit", Reader::word);
            let n = reader.optional(fields, "n", |reader, entry| {
                reader.whole(entry, 1, i64::from(u32::MAX))
            });
            Some(Figure {
                year: year?,
                value: value?,
                unit: unit?,
                n,
            })
        });
        let id = pack.reader.required(fields, "id", own_id);
        let kind = pack.reader.required(fields, "kind", Reader::word);
        Some(Statistic {
            id: id?,
            kind: kind?,
            figure: figure?,
        })
    })
}
