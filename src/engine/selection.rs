//! Which items a quiz asks: spread over domains by the outline, unseen first, then least recently seen.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{Chance, DomainId, Item, ItemId, Timestamp, outline::Weight, outline::quotas};

/// An item that may be drawn, and the domain it counts for.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its domain in the outline that is practised.
    pub domain: &'a DomainId,
    /// When it was last answered; `None` when never.
    pub last_seen: Option<Timestamp>,
}

/// Returns up to `count` of `candidates` in the order to be asked. Items of one case stay together in the order in
/// which they came in; no two enemies are drawn; the same seed draws the same items from the same candidates.
pub fn select<'a>(
    candidates: &[Candidate<'a>],
    weights: &[Weight],
    count: usize,
    seed: u64,
) -> Vec<&'a Item> {
    let mut chance = Chance::new(seed, "select");
    let mut units = units(candidates);
    chance.shuffle(&mut units);
    units.sort_by_key(|unit| unit.last_seen);

    let mut domains: BTreeMap<&DomainId, Vec<Unit<'a>>> = BTreeMap::new();
    for unit in units {
        domains.entry(unit.domain).or_default().push(unit);
    }
    let weight_of = |domain: &DomainId| {
        weights
            .iter()
            .find(|weight| weight.domain == *domain)
            .cloned()
            .unwrap_or_else(|| Weight {
                domain: domain.clone(),
                low: if weights.is_empty() { 1.0 } else { 0.0 },
                high: if weights.is_empty() { 1.0 } else { 0.0 },
            })
    };
    let rows: Vec<Weight> = domains.keys().map(|domain| weight_of(domain)).collect();
    let available: Vec<usize> = domains
        .values()
        .map(|units| units.iter().map(|unit| unit.items.len()).sum())
        .collect();
    let quota = quotas(&rows, &available, count);

    let mut drawn = Draw::new(count);
    let mut left_over = Vec::new();
    for ((_, units), quota) in domains.into_iter().zip(quota) {
        let mut open = quota;
        for unit in units {
            if unit.items.len() <= open && drawn.take(&unit) {
                open -= unit.items.len();
            } else {
                left_over.push(unit);
            }
        }
    }
    left_over.sort_by_key(|unit| unit.last_seen);
    for unit in left_over {
        drawn.take(&unit);
    }
    chance.shuffle(&mut drawn.units);
    drawn.units.into_iter().flatten().collect()
}

/// What is drawn as one: an item, or all drawable items of a case.
#[derive(Debug, Clone)]
struct Unit<'a> {
    domain: &'a DomainId,
    last_seen: Option<Timestamp>,
    items: Vec<&'a Item>,
}

fn units<'a>(candidates: &[Candidate<'a>]) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = Vec::new();
    let mut cases: BTreeMap<&ItemId, usize> = BTreeMap::new();
    for candidate in candidates {
        if let Some(case) = &candidate.item.case {
            if let Some(place) = cases.get(case) {
                let unit = &mut units[*place];
                unit.items.push(candidate.item);
                unit.last_seen = unit.last_seen.min(candidate.last_seen);
                continue;
            }
            cases.insert(case, units.len());
        }
        units.push(Unit {
            domain: candidate.domain,
            last_seen: candidate.last_seen,
            items: vec![candidate.item],
        });
    }
    units
}

struct Draw<'a> {
    left: usize,
    units: Vec<Vec<&'a Item>>,
    taken: BTreeSet<ItemId>,
    enemies: BTreeSet<ItemId>,
}

impl<'a> Draw<'a> {
    fn new(count: usize) -> Self {
        Self {
            left: count,
            units: Vec::new(),
            taken: BTreeSet::new(),
            enemies: BTreeSet::new(),
        }
    }

    /// Takes `unit` if there is room for it and no enemy of it was taken; tells whether it did.
    fn take(&mut self, unit: &Unit<'a>) -> bool {
        let hostile = |item: &&Item| {
            self.enemies.contains(&item.id)
                || item.enemies.iter().any(|enemy| self.taken.contains(enemy))
        };
        if unit.items.len() > self.left || unit.items.iter().any(hostile) {
            return false;
        }
        for item in &unit.items {
            self.taken.insert(item.id.clone());
            self.enemies.extend(item.enemies.iter().cloned());
        }
        self.left -= unit.items.len();
        self.units.push(unit.items.clone());
        true
    }
}
