//! Renewal: cycles, amounts, and the tables that its rules refer to.

use super::{
    key,
    provenance::{PackReader, amount, count, duration, own_id, share},
    rule::{Ids, check_reference, lower_caps, lower_minimums, lower_windows},
    several::lower_several,
};
use crate::{
    bank::{
        code,
        reader::{Fields, Reader},
    },
    domain::{
        credential::Credential,
        id::CredentialId,
        renewal::{
            Activity, Deadline, Exemption, FirstCycle, FirstCycleRule, Named, Renewal, Rounding,
            Waives,
        },
    },
};

/// Reads `[renewal]` with all below it.
pub(super) fn lower_renewal(
    pack: &mut PackReader<'_, '_>,
    root: &Fields<'_, '_>,
    head: Option<&Credential>,
) -> Option<Renewal> {
    let Some(entry) = root.get("renewal") else {
        pack.reader.missing(&code::MISSING_KEY, root, "renewal");
        return None;
    };
    let fields = pack.reader.table(entry, "`[renewal]`")?;
    pack.reader.known_keys(&fields, key::RENEWAL.names);
    let anchor = pack.fact(&fields, "anchor", Reader::word);
    let parity = pack.optional_fact(&fields, "parity", Reader::word);
    let months = pack.fact(&fields, "months", count);
    let needed = pack.fact(&fields, "amount", amount);
    let unit = pack.reader.required(&fields, "unit", Reader::word);
    let dates_by_hand = pack.fact(&fields, "dates_by_hand", Reader::flag);
    let within_cycle = pack.fact(&fields, "within_cycle", Reader::flag);
    let renewal_month_either = pack.optional_fact(&fields, "renewal_month_either", Reader::flag);
    let carry_over = pack.fact(&fields, "carry_over", Reader::flag);
    let double_counting = pack.fact(&fields, "double_counting", Reader::flag);
    let approved_only = pack.fact(&fields, "approved_only", Reader::flag);
    let prorated_per_month = pack.fact(&fields, "prorated_per_month", amount);
    let grace = pack.fact(&fields, "grace", duration);
    let submit_by = pack.fact(&fields, "submit_by", duration);
    let report_to = pack.fact(&fields, "report_to", Reader::own_text);
    let eligible = pack.fact(&fields, "eligible", Reader::own_text);
    let evidence = pack.fact(&fields, "evidence", Reader::texts);
    let keep_evidence = pack.fact(&fields, "keep_evidence", duration);
    let audit = pack.fact(&fields, "audit", Reader::own_text);
    let audit_share = pack.fact(&fields, "audit_share", share);
    let absorbs = pack.optional_fact(&fields, "absorbs", |reader, entry| {
        reader.set(entry, |reader, one| reader.id(one).map(CredentialId::new))
    });
    let first_cycle = lower_first_cycle(pack, &fields);
    let rounding = lower_rounding(pack, &fields);
    let ids = Ids::of(&fields);
    pack.rules_are_unique(&fields);
    let minimums = lower_minimums(pack, &fields, &ids);
    let windows = lower_windows(pack, &fields, &ids);
    let caps = lower_caps(pack, &fields, &ids);
    let own = needed.as_ref().and_then(|fact| fact.value().copied());
    let several = lower_several(pack, &fields, head, own);
    let areas = named(pack, &fields, "area", "`[[renewal.area]]`");
    let origins = named(pack, &fields, "origin", "`[[renewal.origin]]`");
    let activities = lower_activities(pack, &fields);
    let exemptions = lower_exemptions(pack, &fields, &ids);
    let deadlines = lower_deadlines(pack, &fields);
    Some(Renewal {
        anchor: anchor?,
        parity,
        months: months?,
        amount: needed?,
        unit: unit?,
        dates_by_hand: dates_by_hand?,
        within_cycle: within_cycle?,
        renewal_month_either,
        carry_over: carry_over?,
        double_counting: double_counting?,
        approved_only: approved_only?,
        prorated_per_month: prorated_per_month?,
        grace: grace?,
        submit_by: submit_by?,
        report_to: report_to?,
        eligible: eligible?,
        evidence: evidence?,
        keep_evidence: keep_evidence?,
        audit: audit?,
        audit_share: audit_share?,
        absorbs,
        first_cycle: first_cycle?,
        rounding: rounding?,
        minimums,
        windows,
        caps,
        several,
        areas,
        origins,
        activities,
        exemptions,
        deadlines,
    })
}

fn lower_first_cycle(
    pack: &mut PackReader<'_, '_>,
    renewal: &Fields<'_, '_>,
) -> Option<FirstCycle> {
    let Some(entry) = renewal.get("first_cycle") else {
        pack.reader
            .missing(&code::MISSING_KEY, renewal, "first_cycle");
        return None;
    };
    let fields = pack.reader.table(entry, "`[renewal.first_cycle]`")?;
    pack.reader.known_keys(&fields, key::FIRST_CYCLE.names);
    let rule = pack.fact(&fields, "rule", Reader::word);
    let years_after = pack.optional_fact(&fields, "years_after", count);
    let amount = pack.fact(&fields, "amount", Reader::word);
    let needs_years = rule
        .as_ref()
        .and_then(|rule| rule.value())
        .is_some_and(|rule| *rule == FirstCycleRule::ToDecember31);
    if needs_years != fields.get("years_after").is_some() && rule.is_some() {
        pack.reader.fault(
            &code::EXACTLY_ONE,
            fields.span(),
            "`years_after` stands with the rule `to-december-31`, and only with it",
        );
    }
    Some(FirstCycle {
        rule: rule?,
        years_after,
        amount: amount?,
    })
}

fn lower_rounding(pack: &mut PackReader<'_, '_>, renewal: &Fields<'_, '_>) -> Option<Rounding> {
    let Some(entry) = renewal.get("rounding") else {
        pack.reader.missing(&code::MISSING_KEY, renewal, "rounding");
        return None;
    };
    let fields = pack.reader.table(entry, "`[renewal.rounding]`")?;
    pack.reader.known_keys(&fields, key::ROUNDING.names);
    let unit_minutes = pack.fact(&fields, "unit_minutes", amount);
    let remainder_from = pack.fact(&fields, "remainder_from", amount);
    Some(Rounding {
        unit_minutes: unit_minutes?,
        remainder_from: remainder_from?,
    })
}

fn named(
    pack: &mut PackReader<'_, '_>,
    renewal: &Fields<'_, '_>,
    key: &'static str,
    what: &'static str,
) -> Vec<Named> {
    pack.rows(renewal, key, what, |pack, fields| {
        let provenance = pack.row(fields, &key::NAMED);
        let id = pack.reader.required(fields, "id", own_id);
        let name = pack.reader.required(fields, "name", Reader::own_text);
        Some(Named {
            id: id?,
            name: name?,
            provenance: provenance?,
        })
    })
}

fn lower_activities(pack: &mut PackReader<'_, '_>, renewal: &Fields<'_, '_>) -> Vec<Activity> {
    pack.rows(
        renewal,
        "activity",
        "`[[renewal.activity]]`",
        |pack, fields| {
            let provenance = pack.row(fields, &key::ACTIVITY);
            let id = pack.reader.required(fields, "id", own_id);
            let name = pack.reader.required(fields, "name", Reader::own_text);
            let credit = pack.reader.required(fields, "credit", Reader::word);
            let ended = pack.reader.optional(fields, "ended", Reader::date);
            Some(Activity {
                id: id?,
                name: name?,
                credit: credit?,
                ended,
                provenance: provenance?,
            })
        },
    )
}

fn lower_exemptions(
    pack: &mut PackReader<'_, '_>,
    renewal: &Fields<'_, '_>,
    ids: &Ids<'_>,
) -> Vec<Exemption> {
    pack.rows(
        renewal,
        "exemption",
        "`[[renewal.exemption]]`",
        |pack, fields| {
            let provenance = pack.row(fields, &key::EXEMPTION);
            let id = pack.reader.required(fields, "id", own_id);
            let name = pack.reader.required(fields, "name", Reader::own_text);
            let text = pack.reader.required(fields, "text", Reader::own_text);
            let waives = pack.reader.required(fields, "waives", |reader, entry| {
                let rules = reader.set(entry, |reader, one| {
                    let word = reader.text(one)?;
                    if word != "all" {
                        check_reference(reader, one, word, &ids.rules);
                    }
                    Some(Box::<str>::from(word))
                })?;
                let is_all = rules.iter().any(|rule| &**rule == "all");
                Some(if is_all {
                    Waives::Cycle
                } else {
                    Waives::Rules(rules)
                })
            });
            Some(Exemption {
                id: id?,
                name: name?,
                text: text?,
                waives: waives?,
                provenance: provenance?,
            })
        },
    )
}

fn lower_deadlines(pack: &mut PackReader<'_, '_>, renewal: &Fields<'_, '_>) -> Vec<Deadline> {
    pack.rows(
        renewal,
        "deadline",
        "`[[renewal.deadline]]`",
        |pack, fields| {
            let provenance = pack.row(fields, &key::DEADLINE);
            let id = pack.reader.required(fields, "id", own_id);
            let name = pack.reader.required(fields, "name", Reader::own_text);
            let after = pack.reader.required(fields, "after", duration);
            let effect = pack.reader.required(fields, "effect", Reader::own_text);
            Some(Deadline {
                id: id?,
                name: name?,
                after: after?,
                effect: effect?,
                provenance: provenance?,
            })
        },
    )
}
