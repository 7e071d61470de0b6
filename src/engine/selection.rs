//! Which items a quiz asks: spread over domains by the outline, unseen first, then least recently seen.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

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
///
/// Each domain gets its quota of the least recently seen. A case may take one item more than that, as long as every
/// other domain still comes within one of its quota: else a quiz of ten would never ask a case of three. One longer case
/// comes when nothing else of its domain was seen as long ago, and nothing of any domain longer ago.
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
    let mut draw = Draw::new(units, weights, count, seed);
    draw.take_next(Limit::Due);
    for limit in [Limit::Quota, Limit::Level, Limit::Room] {
        while draw.take_next(limit) {}
    }
    let mut drawn = draw.drawn();
    chance.shuffle(&mut drawn);
    drawn.into_iter().flatten().collect()
}

/// What is drawn as one: an item, or all drawable items of a case.
#[derive(Debug, Clone)]
struct Unit<'a> {
    domain: &'a DomainId,
    last_seen: Option<Timestamp>,
    items: Vec<&'a Item>,
}

impl Unit<'_> {
    fn has_enemy_of(&self, item: &Item) -> bool {
        self.items
            .iter()
            .any(|other| other.enemies.contains(&item.id) || item.enemies.contains(&other.id))
    }

    /// Returns the unit's beginning, `count` items long.
    fn beginning(mut self, count: usize) -> Self {
        self.items.truncate(count);
        self
    }
}

/// Returns the units that `candidates` make. Enemies within a case are parted into units of their own, of which only
/// one can be drawn.
fn units<'a>(candidates: &[Candidate<'a>]) -> Vec<Unit<'a>> {
    let mut units: Vec<Unit<'a>> = Vec::new();
    let mut cases: BTreeMap<&ItemId, Vec<usize>> = BTreeMap::new();
    for candidate in candidates {
        if let Some(case) = &candidate.item.case {
            let places = cases.entry(case).or_default();
            let place = places
                .iter()
                .find(|place| !units[**place].has_enemy_of(candidate.item));
            if let Some(place) = place {
                let unit = &mut units[*place];
                unit.items.push(candidate.item);
                unit.last_seen = unit.last_seen.min(candidate.last_seen);
                continue;
            }
            places.push(units.len());
        }
        units.push(Unit {
            domain: candidate.domain,
            last_seen: candidate.last_seen,
            items: vec![candidate.item],
        });
    }
    units
}

/// How far the next unit may go beyond its domain's quota.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// As far as there is room, for a case that is due.
    Due,
    /// Not at all, or by one item of a case.
    Quota,
    /// By one item, where what the quotas left open is levelled out.
    Level,
    /// As far as there is room.
    Room,
}

/// One domain's units that are not drawn yet, least recently seen first.
struct Queue<'a> {
    /// How many items it may still have; below 0 when it has more than its quota.
    open: i64,
    /// Decides between domains that are as far from their quotas.
    rank: u64,
    /// Each with its place among all of the domain.
    units: VecDeque<(usize, Unit<'a>)>,
}

impl<'a> Queue<'a> {
    /// Returns the least recently seen of its units.
    fn first(&self) -> Option<&Unit<'a>> {
        self.units.front().map(|(_, unit)| unit)
    }

    /// Returns how many more it must have to come within one of its quota.
    fn needed(&self) -> i64 {
        (self.open - 1).max(0)
    }
}

struct Draw<'a> {
    left: usize,
    queues: Vec<Queue<'a>>,
    /// What was drawn, with its domain's and its own place.
    drawn: Vec<(usize, usize, Unit<'a>)>,
    taken: BTreeSet<&'a ItemId>,
    enemies: BTreeSet<&'a ItemId>,
}

impl<'a> Draw<'a> {
    /// Returns the draw of `count` items among `units`, which come least recently seen first.
    fn new(units: Vec<Unit<'a>>, weights: &[Weight], count: usize, seed: u64) -> Self {
        let mut domains: BTreeMap<&DomainId, VecDeque<(usize, Unit<'a>)>> = BTreeMap::new();
        for unit in units {
            let queue = domains.entry(unit.domain).or_default();
            queue.push_back((queue.len(), unit));
        }
        let unweighted = if weights.is_empty() { 1.0 } else { 0.0 };
        let weight_of = |domain: &&DomainId| {
            let published = weights.iter().find(|weight| weight.domain == **domain);
            published.cloned().unwrap_or_else(|| Weight {
                domain: (*domain).clone(),
                low: unweighted,
                high: unweighted,
            })
        };
        let rows: Vec<Weight> = domains.keys().map(weight_of).collect();
        let available: Vec<usize> = domains
            .values()
            .map(|units| units.iter().map(|(_, unit)| unit.items.len()).sum())
            .collect();
        let mut chance = Chance::new(seed, "select:domains");
        let queues = domains.into_values().zip(quotas(&rows, &available, count));
        Self {
            left: count,
            queues: queues
                .map(|(units, quota)| Queue {
                    open: length(quota),
                    rank: chance.below(u64::MAX),
                    units,
                })
                .collect(),
            drawn: Vec::new(),
            taken: BTreeSet::new(),
            enemies: BTreeSet::new(),
        }
    }

    /// Takes one unit more, from the domain furthest below its quota that has one within `limit`; tells whether it did.
    fn take_next(&mut self, limit: Limit) -> bool {
        let mut order: Vec<usize> = (0..self.queues.len()).collect();
        order.sort_by_key(|queue| (-self.queues[*queue].open, self.queues[*queue].rank));
        let found = order.into_iter().find_map(|queue| {
            let place = match limit {
                Limit::Due => self.is_due(queue).then_some(0),
                Limit::Quota if self.queues[queue].open <= 0 => None,
                _ => {
                    let mut units = self.queues[queue].units.iter();
                    units.position(|(_, unit)| self.fits(queue, unit, limit))
                }
            };
            Some((queue, place?))
        });
        let Some((queue, place)) = found else {
            return false;
        };
        let (own, unit) = self.queues[queue]
            .units
            .remove(place)
            .expect("it was found there just above");
        self.queues[queue].open -= length(unit.items.len());
        self.take(queue, own, unit);
        true
    }

    fn fits(&self, queue: usize, unit: &Unit<'a>, limit: Limit) -> bool {
        if unit.items.len() > self.left || self.is_hostile(unit) {
            return false;
        }
        let (size, open) = (length(unit.items.len()), self.queues[queue].open);
        match limit {
            Limit::Quota if size == 1 => true,
            Limit::Quota => {
                let others = self.queues.iter().enumerate();
                let others = others.filter(|(other, _)| *other != queue);
                let needed: i64 = others.map(|(_, other)| other.needed()).sum();
                size <= open + 1 && length(self.left) - size >= needed
            }
            Limit::Level => size <= open.max(0) + 1,
            Limit::Due | Limit::Room => true,
        }
    }

    /// Returns whether the first unit of a domain that has a quota is a case that is due: nothing of its domain was
    /// seen as long ago, and nothing of any domain longer ago.
    fn is_due(&self, queue: usize) -> bool {
        let Queue { open, units, .. } = &self.queues[queue];
        let Some((_, first)) = units.front() else {
            return false;
        };
        let mut firsts = self.queues.iter().filter_map(Queue::first);
        first.items.len() > 1
            && *open > 0
            && self.fits(queue, first, Limit::Due)
            && units
                .get(1)
                .is_none_or(|(_, second)| second.last_seen > first.last_seen)
            && firsts.all(|other| other.last_seen >= first.last_seen)
    }

    fn is_hostile(&self, unit: &Unit<'a>) -> bool {
        unit.items.iter().any(|item| {
            self.enemies.contains(&item.id)
                || item.enemies.iter().any(|enemy| self.taken.contains(enemy))
        })
    }

    fn take(&mut self, queue: usize, own: usize, unit: Unit<'a>) {
        for item in &unit.items {
            self.taken.insert(&item.id);
            self.enemies.extend(&item.enemies);
        }
        self.left -= unit.items.len();
        self.drawn.push((queue, own, unit));
    }

    /// Returns the items drawn, each unit for itself; of cases that are all too long the beginning of one.
    fn drawn(mut self) -> Vec<Vec<&'a Item>> {
        if self.drawn.is_empty() && self.left > 0 {
            let first = self.queues.into_iter().flat_map(|queue| queue.units);
            let first = first.min_by_key(|(_, unit)| unit.last_seen);
            return first
                .map(|(_, unit)| unit.beginning(self.left).items)
                .into_iter()
                .collect();
        }
        self.drawn.sort_by_key(|(queue, own, _)| (*queue, *own));
        self.drawn
            .into_iter()
            .map(|(_, _, unit)| unit.items)
            .collect()
    }
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
