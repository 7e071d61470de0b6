//! What a form may be drawn from: the rules of the exam, and the items that fit them, single or as whole cases.

use std::{cell::OnceCell, collections::BTreeMap};

use crate::domain::{
    Chance, DomainId, Item, ItemId, ItemKind, Timestamp,
    credential::{Credential, ExamItemKind},
    item::Status,
    outline::Weight,
};

use super::{
    apportion::{Span, counts, shares, spans},
    likeness::{Words, are_enemies},
};

/// What the exam of a credential asks of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct FormRules {
    /// The domains with their published ranges.
    pub weights: Vec<Weight>,
    /// Items of the full exam.
    pub items: usize,
    /// Items of it that are on trial and do not count.
    pub pretest: usize,
    /// The sections.
    pub sections: Vec<SectionRule>,
    /// The kinds of items that are asked; all but cards when not known.
    pub kinds: Option<Vec<ExamItemKind>>,
}

/// What the exam asks of a section.
#[derive(Debug, Clone, PartialEq)]
pub struct SectionRule {
    /// Its domains.
    pub domains: Vec<DomainId>,
    /// Its items in the full exam, where that is known.
    pub items: Option<usize>,
}

impl FormRules {
    /// Returns the rules of `credential`'s exam by its default outline; `None` when it has no exam, or nobody knows
    /// how many items it has.
    pub fn of(credential: &Credential) -> Option<Self> {
        let exam = &credential.rules.as_ref()?.exam;
        let whole = |number: &u32| usize::try_from(*number).unwrap_or(usize::MAX);
        let items = whole(exam.items.value()?);
        let scored = exam.scored.value().map(whole);
        let pretest = exam.pretest.value().map(whole);
        Some(Self {
            weights: credential.default_outline()?.weights.clone(),
            items,
            pretest: pretest
                .or_else(|| scored.map(|scored| items.saturating_sub(scored)))
                .unwrap_or(0),
            sections: exam
                .sections
                .iter()
                .map(|section| SectionRule {
                    domains: section.domains.clone(),
                    items: section.items.value().map(whole),
                })
                .collect(),
            kinds: exam.item_kinds.value().cloned(),
        })
    }

    /// Returns how many items of a form of `total` items are on trial: in the proportion of the full exam.
    pub fn pretest_of(&self, total: usize) -> usize {
        if self.items == 0 {
            return 0;
        }
        ((total * self.pretest + self.items / 2) / self.items).min(total)
    }

    /// Returns the section that the domain at `place` belongs to.
    pub(super) fn section_of(&self, place: usize) -> usize {
        let domain = &self.weights[place].domain;
        let found = self
            .sections
            .iter()
            .position(|section| section.domains.contains(domain));
        found.unwrap_or(self.sections.len().saturating_sub(1))
    }

    /// Returns the counts that each domain may have among `scored` items.
    pub(super) fn spans(&self, scored: usize) -> Vec<Span> {
        spans(&self.weights, scored)
    }

    /// Returns how many of `scored` items each domain gets when none can have more than its cap: inside the published
    /// ranges, and in the proportion of the sections where that can be.
    pub(super) fn targets(&self, scored: usize, caps: &[usize]) -> Option<Vec<usize>> {
        let spans = self.spans(scored);
        self.targets_by_section(&spans, scored, caps)
            .or_else(|| counts(&self.weights, &spans, caps, scored))
    }

    fn targets_by_section(
        &self,
        spans: &[Span],
        scored: usize,
        caps: &[usize],
    ) -> Option<Vec<usize>> {
        let sizes: Vec<usize> = self
            .sections
            .iter()
            .map(|section| section.items)
            .collect::<Option<_>>()?;
        let totals = shares(&sizes, scored);
        let mut targets = vec![0; self.weights.len()];
        for (section, total) in totals.into_iter().enumerate() {
            let places: Vec<usize> = (0..self.weights.len())
                .filter(|place| self.section_of(*place) == section)
                .collect();
            let pick = |place: &usize| (self.weights[*place].clone(), spans[*place], caps[*place]);
            let rows: Vec<(Weight, Span, usize)> = places.iter().map(pick).collect();
            let weights: Vec<Weight> = rows.iter().map(|row| row.0.clone()).collect();
            let own: Vec<Span> = rows.iter().map(|row| row.1).collect();
            let own_caps: Vec<usize> = rows.iter().map(|row| row.2).collect();
            let found = counts(&weights, &own, &own_caps, total)?;
            for (place, count) in places.into_iter().zip(found) {
                targets[place] = count;
            }
        }
        Some(targets)
    }
}

/// An item that may stand on a form, and what the learner knows of it.
#[derive(Debug, Clone, Copy)]
pub struct FormCandidate<'a> {
    /// The item.
    pub item: &'a Item,
    /// The domain it counts for.
    pub domain: &'a DomainId,
    /// How often it was answered.
    pub seen: u64,
    /// When it was last answered.
    pub last_seen: Option<Timestamp>,
}

/// Candidates that cannot stand on a form, counted by the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Drafts and retired items.
    pub unfinished: usize,
    /// Items of a kind that this exam does not ask.
    pub other_kind: usize,
    /// Items of a domain that the outline does not have.
    pub other_domain: usize,
}

/// What is drawn as one: an item, or all items of a case.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    /// The items with the places of their domains, in the order they are asked.
    pub(super) items: Vec<(&'a Item, usize)>,
    /// How often the most seen of them was answered.
    pub(super) seen: u64,
    /// When one of them was last answered.
    pub(super) last_seen: Option<Timestamp>,
    /// Whether it can only stand on the form unscored.
    pub(super) pilot: bool,
    words: OnceCell<Vec<Words>>,
}

impl Unit<'_> {
    /// Returns whether it is a case.
    pub(super) fn is_case(&self) -> bool {
        self.items[0].0.case.is_some()
    }

    fn words(&self) -> &[Words] {
        self.words.get_or_init(|| {
            let items = self.items.iter();
            items.map(|(item, _)| Words::of(item)).collect()
        })
    }

    /// Returns whether the two must not stand on one form.
    pub(super) fn is_hostile_to(&self, other: &Self) -> bool {
        let declared = self.items.iter().any(|(one, _)| {
            let mut others = other.items.iter();
            others.any(|(other, _)| are_enemies(one, other))
        });
        declared
            || self
                .words()
                .iter()
                .any(|one| other.words().iter().any(|other| one.are_near(other)))
    }
}

/// Everything a form can be drawn from, in the order of chance.
#[derive(Debug)]
pub struct Pool<'a> {
    /// What the exam asks.
    pub rules: FormRules,
    /// What cannot stand on a form.
    pub left_out: LeftOut,
    pub(super) units: Vec<Unit<'a>>,
    /// The units that begin in each domain, in the order of chance.
    pub(super) by_domain: Vec<Vec<usize>>,
    pub(super) seed: u64,
}

impl<'a> Pool<'a> {
    /// Returns the pool of `candidates` for an exam of these `rules`, in the order that `seed` draws; the order in
    /// which the candidates come does not matter.
    pub fn new(rules: FormRules, candidates: &[FormCandidate<'a>], seed: u64) -> Self {
        let mut left_out = LeftOut::default();
        let mut fitting: Vec<(FormCandidate<'a>, usize)> = Vec::new();
        for candidate in candidates {
            let place = rules
                .weights
                .iter()
                .position(|weight| weight.domain == *candidate.domain);
            match place {
                _ if matches!(candidate.item.status, Status::Draft | Status::Retired) => {
                    left_out.unfinished += 1;
                }
                _ if !is_asked(rules.kinds.as_deref(), candidate.item) => left_out.other_kind += 1,
                None => left_out.other_domain += 1,
                Some(place) => fitting.push((*candidate, place)),
            }
        }
        fitting.sort_by(|one, other| one.0.item.id.cmp(&other.0.item.id));
        let mut units = units(fitting);
        Chance::new(seed, "form:units").shuffle(&mut units);
        let mut by_domain = vec![Vec::new(); rules.weights.len()];
        for (number, unit) in units.iter().enumerate() {
            by_domain[unit.items[0].1].push(number);
        }
        Self {
            rules,
            left_out,
            units,
            by_domain,
            seed,
        }
    }

    /// Returns how many items there are.
    pub fn items(&self) -> usize {
        self.units.iter().map(|unit| unit.items.len()).sum()
    }
}

fn is_asked(kinds: Option<&[ExamItemKind]>, item: &Item) -> bool {
    let kind = match item.kind() {
        ItemKind::Choice => ExamItemKind::Choice,
        ItemKind::Multiple => ExamItemKind::Multiple,
        ItemKind::Numeric => ExamItemKind::Numeric,
        ItemKind::Text => ExamItemKind::Text,
        ItemKind::Match => ExamItemKind::Match,
        ItemKind::Order => ExamItemKind::Order,
        ItemKind::Card => return false,
    };
    let Some(kinds) = kinds else {
        return true;
    };
    kinds.contains(&kind) && (item.case.is_none() || kinds.contains(&ExamItemKind::Case))
}

/// Returns single items and whole cases. A case with a pilot item among its items is on trial as a whole.
fn units(fitting: Vec<(FormCandidate<'_>, usize)>) -> Vec<Unit<'_>> {
    let mut units: Vec<Unit<'_>> = Vec::new();
    let mut cases: BTreeMap<&ItemId, usize> = BTreeMap::new();
    for (candidate, place) in fitting {
        let pilot = candidate.item.status == Status::Pilot;
        if let Some(case) = &candidate.item.case {
            if let Some(number) = cases.get(case) {
                let unit = &mut units[*number];
                unit.items.push((candidate.item, place));
                unit.seen = unit.seen.max(candidate.seen);
                unit.last_seen = unit.last_seen.max(candidate.last_seen);
                unit.pilot |= pilot;
                continue;
            }
            cases.insert(case, units.len());
        }
        units.push(Unit {
            items: vec![(candidate.item, place)],
            seen: candidate.seen,
            last_seen: candidate.last_seen,
            pilot,
            words: OnceCell::new(),
        });
    }
    units
}
