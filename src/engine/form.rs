//! A form of an exam: which items, in which order, which of them count.
//!
//! Scored items come first: every domain inside its published range, unseen items before seen ones, tasks and levels
//! spread, whole cases, no two enemies. Where a pick shuts others out, taking it back is tried. Unscored items are
//! then mixed in without a mark. The same pool and seed give the same form for ever.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::domain::{Chance, DomainId, Item, TaskId, Timestamp};

use super::form_pool::{Pool, Unit};

/// A form, ready to be asked.
#[derive(Debug, Clone)]
pub struct Form<'a> {
    /// The items, in the order they are asked: section after section.
    pub seats: Vec<Seat<'a>>,
    /// How many items each section has.
    pub sections: Vec<usize>,
}

/// One place of a form.
#[derive(Debug, Clone)]
pub struct Seat<'a> {
    /// The item.
    pub item: &'a Item,
    /// The domain it counts for.
    pub domain: DomainId,
    /// Whether it counts.
    pub scored: bool,
    unit: usize,
}

/// Why there is no form of the length asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortfall {
    /// What each domain needs and has, in the outline's order.
    pub domains: Vec<DomainNeed>,
    /// Unscored items needed.
    pub pretest: usize,
    /// Unscored items found beside the scored ones.
    pub pretest_found: usize,
}

/// What a domain needs for a form, and what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainNeed {
    /// The domain.
    pub domain: DomainId,
    /// Fewest scored items that the outline allows.
    pub low: usize,
    /// Most scored items that the outline allows.
    pub high: usize,
    /// Scored items that the form would have.
    pub wanted: usize,
    /// Items that can stand on one form together, counted up to `high`.
    pub has: usize,
}

impl DomainNeed {
    /// Returns how many items are missing.
    pub fn missing(&self) -> usize {
        self.wanted.saturating_sub(self.has)
    }
}

impl Form<'_> {
    /// Returns how many of its items count.
    pub fn scored(&self) -> usize {
        self.seats.iter().filter(|seat| seat.scored).count()
    }
}

/// How many picks are taken back in search of room, at most.
const MOST_REPAIRS: usize = 300;

impl<'a> Pool<'a> {
    /// Returns a form of `total` items of which `pretest` do not count, from what is not `used` yet.
    ///
    /// # Errors
    /// The bank cannot fill it; what is missing is told exactly.
    pub fn assemble(
        &self,
        total: usize,
        pretest: usize,
        used: &[bool],
    ) -> Result<Form<'a>, Box<Shortfall>> {
        let scored = total.saturating_sub(pretest);
        let mut caps = vec![usize::MAX; self.rules.weights.len()];
        let mut draft = loop {
            let Some(targets) = self.rules.targets(scored, &caps) else {
                return Err(Box::new(self.shortfall(scored, pretest, used)));
            };
            let mut draft = Draft::new(self, used, targets);
            draft.fill();
            draft.repair();
            let short: Vec<usize> = (0..caps.len())
                .filter(|place| draft.counts[*place] < draft.targets[*place])
                .collect();
            if short.is_empty() {
                break draft;
            }
            for place in short {
                caps[place] = draft.counts[place];
            }
        };
        let found = draft.add_pretest(pretest);
        if found < pretest {
            let mut shortfall = self.shortfall(scored, pretest, used);
            shortfall.pretest_found = found;
            return Err(Box::new(shortfall));
        }
        Ok(draft.into_form())
    }

    /// Returns what each domain needs for `scored` items, and what it has.
    fn shortfall(&self, scored: usize, pretest: usize, used: &[bool]) -> Shortfall {
        let spans = self.rules.spans(scored);
        let free = vec![usize::MAX; spans.len()];
        let wanted = self.rules.targets(scored, &free);
        let wanted = wanted.unwrap_or_else(|| spans.iter().map(|span| span.low).collect());
        let domains = (0..spans.len())
            .map(|place| DomainNeed {
                domain: self.rules.weights[place].domain.clone(),
                low: spans[place].low,
                high: spans[place].high,
                wanted: wanted[place],
                has: self.capacity(place, spans[place].high, used),
            })
            .collect();
        Shortfall {
            domains,
            pretest,
            pretest_found: pretest,
        }
    }

    /// Returns how many items of the domain at `place` can stand on one form, counted up to `most`.
    pub(super) fn capacity(&self, place: usize, most: usize, used: &[bool]) -> usize {
        let mut targets = vec![0; self.rules.weights.len()];
        targets[place] = most;
        let mut draft = Draft::new(self, used, targets);
        draft.fill();
        draft.repair();
        draft.counts[place]
    }

    /// Marks the units of `form` as used.
    pub(super) fn use_up(form: &Form<'_>, used: &mut [bool]) {
        for seat in &form.seats {
            used[seat.unit] = true;
        }
    }

    /// Returns the marks of a pool of which nothing is used.
    pub fn unused(&self) -> Vec<bool> {
        vec![false; self.units.len()]
    }
}

/// A form being drawn.
#[derive(Clone)]
struct Draft<'p, 'a> {
    pool: &'p Pool<'a>,
    targets: Vec<usize>,
    counts: Vec<usize>,
    /// Taken units, in the order taken.
    taken: Vec<usize>,
    /// Units taken unscored.
    pretest: Vec<usize>,
    /// Units that cannot be taken any more.
    gone: Vec<bool>,
    /// Units that an enemy shut out.
    shut_out: Vec<usize>,
    task_uses: BTreeMap<&'p TaskId, usize>,
    level_uses: [usize; 4],
}

impl<'p, 'a> Draft<'p, 'a> {
    fn new(pool: &'p Pool<'a>, used: &[bool], targets: Vec<usize>) -> Self {
        Self {
            pool,
            counts: vec![0; targets.len()],
            targets,
            taken: Vec::new(),
            pretest: Vec::new(),
            gone: used.to_vec(),
            shut_out: Vec::new(),
            task_uses: BTreeMap::new(),
            level_uses: [0; 4],
        }
    }

    /// Takes items until each domain has its target or nothing fits.
    fn fill(&mut self) {
        for place in 0..self.targets.len() {
            while self.counts[place] < self.targets[place] {
                let Some(unit) = self.best(&self.pool.by_domain[place], |unit| !unit.pilot) else {
                    break;
                };
                if self.is_shut_out(unit) {
                    self.gone[unit] = true;
                    self.shut_out.push(unit);
                } else {
                    self.take(unit);
                }
            }
        }
    }

    /// Returns the unit to be tried next: the least seen one, then of the least used task and level.
    fn best(&self, units: &[usize], fits: impl Fn(&Unit<'a>) -> bool) -> Option<usize> {
        let open = units.iter().copied().filter(|number| {
            let unit = &self.pool.units[*number];
            !self.gone[*number] && fits(unit) && self.has_room(unit)
        });
        open.min_by_key(|number| self.rank(&self.pool.units[*number]))
    }

    fn rank(&self, unit: &Unit<'a>) -> (u64, usize, usize, Option<Timestamp>) {
        let items = unit.items.iter();
        let (task, level) = items.fold((0, 0), |(task, level), (item, _)| {
            let tasks = item.tasks.iter().map(|task| self.task_uses.get(task));
            let uses = tasks.flatten().copied().max().unwrap_or(0);
            (
                task.max(uses),
                level.max(self.level_uses[level_place(item)]),
            )
        });
        (unit.seen, task, level, unit.last_seen)
    }

    fn has_room(&self, unit: &Unit<'a>) -> bool {
        unit.items.iter().all(|(_, place)| {
            let own = unit.items.iter().filter(|(_, other)| other == place);
            self.counts[*place] + own.count() <= self.targets[*place]
        })
    }

    fn is_shut_out(&self, unit: usize) -> bool {
        let units = &self.pool.units;
        let mut standing = self.taken.iter().chain(&self.pretest);
        standing.any(|other| units[*other].is_hostile_to(&units[unit]))
    }

    fn take(&mut self, unit: usize) {
        self.gone[unit] = true;
        self.taken.push(unit);
        for (item, place) in &self.pool.units[unit].items {
            self.counts[*place] += 1;
            self.note_use(item);
        }
    }

    fn note_use(&mut self, item: &'p Item) {
        for task in &item.tasks {
            *self.task_uses.entry(task).or_default() += 1;
        }
        self.level_uses[level_place(item)] += 1;
    }

    /// Takes picks back that shut out more than they bring, until each domain has its target or nothing helps.
    fn repair(&mut self) {
        let mut tries = 0;
        'again: while self.is_short() {
            for blocked in self.shut_out.clone() {
                let unit = &self.pool.units[blocked];
                let wanted = unit
                    .items
                    .iter()
                    .any(|(_, place)| self.counts[*place] < self.targets[*place]);
                if !wanted {
                    continue;
                }
                tries += 1;
                if tries > MOST_REPAIRS {
                    return;
                }
                if let Some(better) = self.exchanged(blocked) {
                    *self = better;
                    continue 'again;
                }
            }
            return;
        }
    }

    fn is_short(&self) -> bool {
        self.counts
            .iter()
            .zip(&self.targets)
            .any(|(count, target)| count < target)
    }

    /// Returns the draft with `blocked` in the place of whatever shut it out, if that makes it longer.
    fn exchanged(&self, blocked: usize) -> Option<Self> {
        let units = &self.pool.units;
        let (out, kept): (Vec<usize>, Vec<usize>) = self
            .taken
            .iter()
            .partition(|taken| units[**taken].is_hostile_to(&units[blocked]));
        let mut trial = Self {
            counts: vec![0; self.counts.len()],
            taken: Vec::new(),
            shut_out: Vec::new(),
            task_uses: BTreeMap::new(),
            level_uses: [0; 4],
            ..self.clone()
        };
        for unit in kept {
            trial.take(unit);
        }
        if !trial.has_room(&units[blocked]) {
            return None;
        }
        trial.take(blocked);
        for unit in self.shut_out.iter().filter(|unit| **unit != blocked) {
            trial.gone[*unit] = false;
        }
        trial.fill();
        trial.shut_out.extend(out);
        let length = |draft: &Self| draft.counts.iter().sum::<usize>();
        (length(&trial) > length(self)).then_some(trial)
    }

    /// Adds unscored items, pilots first, spread over sections and domains; returns how many were found.
    fn add_pretest(&mut self, wanted: usize) -> usize {
        let rules = &self.pool.rules;
        let scored = self.counts.clone();
        let mut by_section = vec![0; rules.sections.len().max(1)];
        for (place, count) in scored.iter().enumerate() {
            by_section[rules.section_of(place)] += count;
        }
        let quota = super::apportion::shares(&by_section, wanted);
        let mut found = 0;
        for (section, quota) in quota.into_iter().enumerate() {
            let places: Vec<usize> = (0..self.targets.len())
                .filter(|place| rules.section_of(*place) == section)
                .collect();
            for _ in 0..quota {
                found += usize::from(self.add_one_pretest(&places));
            }
        }
        found
    }

    fn add_one_pretest(&mut self, places: &[usize]) -> bool {
        let units = &self.pool.units;
        loop {
            let domain_uses = |place: usize| {
                let standing = self.pretest.iter();
                standing
                    .filter(|number| units[**number].items[0].1 == place)
                    .count()
            };
            let open = places.iter().flat_map(|place| &self.pool.by_domain[*place]);
            let next = open
                .copied()
                .filter(|number| !self.gone[*number] && !units[*number].is_case())
                .min_by_key(|number| {
                    let unit = &units[*number];
                    let place = unit.items[0].1;
                    // A domain with more scored items gets more unscored ones.
                    let crowd = domain_uses(place) * 1_000 / self.counts[place].max(1);
                    (Reverse(unit.pilot), unit.seen, crowd, unit.last_seen)
                });
            let Some(next) = next else {
                return false;
            };
            let shut_out = self.is_shut_out(next);
            self.gone[next] = true;
            if !shut_out {
                self.pretest.push(next);
                return true;
            }
        }
    }

    /// Returns the form: section after section, single items and whole cases in the order of chance.
    fn into_form(self) -> Form<'a> {
        let rules = &self.pool.rules;
        let mut chance = Chance::new(self.pool.seed, "form:order");
        let mut blocks: Vec<(usize, bool)> = self.taken.iter().map(|unit| (*unit, true)).collect();
        blocks.extend(self.pretest.iter().map(|unit| (*unit, false)));
        blocks.sort_unstable();
        chance.shuffle(&mut blocks);
        let mut seats = Vec::new();
        let mut sections = Vec::new();
        for section in 0..rules.sections.len().max(1) {
            let before = seats.len();
            for (unit, scored) in &blocks {
                for (item, place) in &self.pool.units[*unit].items {
                    if rules.section_of(*place) == section {
                        seats.push(Seat {
                            item,
                            domain: rules.weights[*place].domain.clone(),
                            scored: *scored,
                            unit: *unit,
                        });
                    }
                }
            }
            sections.push(seats.len() - before);
        }
        Form { seats, sections }
    }
}

fn level_place(item: &Item) -> usize {
    item.level.map_or(3, |level| level as usize)
}
