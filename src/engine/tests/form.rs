//! Forms: inside the outline, free of enemies, the same for ever.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::{
    domain::{
        DomainId, Item, ItemId, Timestamp,
        credential::ExamItemKind,
        item::{Level, Status},
        outline::Weight,
    },
    engine::{
        apportion::spans,
        form::Form,
        form_pool::{FormCandidate, FormRules, LeftOut, Pool, SectionRule},
        form_supply::MOST_FORMS,
        sample,
    },
};

fn weights(ranges: &[(f64, f64)]) -> Vec<Weight> {
    let numbered = ranges.iter().zip(1..);
    numbered
        .map(|((low, high), number)| Weight {
            domain: DomainId::new(&number.to_string()),
            low: *low,
            high: *high,
        })
        .collect()
}

fn section(domains: &[&str], items: Option<usize>) -> SectionRule {
    SectionRule {
        domains: domains.iter().map(|domain| DomainId::new(domain)).collect(),
        items,
    }
}

/// The RHIT of today: 150 items of which 20 are unscored, six domains.
fn rhit() -> FormRules {
    FormRules {
        weights: weights(&[
            (19.0, 25.0),
            (14.0, 18.0),
            (12.0, 18.0),
            (19.0, 25.0),
            (13.0, 17.0),
            (9.0, 12.0),
        ]),
        items: 150,
        pretest: 20,
        sections: vec![section(&["1", "2", "3", "4", "5", "6"], Some(150))],
        kinds: None,
    }
}

/// The ODS of today: two sections, single figures.
fn ods() -> FormRules {
    FormRules {
        weights: weights(&[(17.0, 17.0), (25.0, 25.0), (25.0, 25.0), (33.0, 33.0)]),
        items: 180,
        pretest: 0,
        sections: vec![
            section(&["1", "2", "3"], Some(120)),
            section(&["4"], Some(60)),
        ],
        kinds: Some(vec![ExamItemKind::Choice]),
    }
}

/// Two domains of equal weight, nothing unscored.
fn halves(items: usize) -> FormRules {
    FormRules {
        weights: weights(&[(50.0, 50.0), (50.0, 50.0)]),
        items,
        pretest: 0,
        sections: vec![section(&["1", "2"], None)],
        kinds: None,
    }
}

/// Returns `each` items of each of `domains`, over four tasks and three levels.
fn bank(domains: usize, each: usize) -> Vec<Item> {
    let mut items = Vec::new();
    for domain in 1..=domains {
        for number in 0..each {
            let item = sample::choice(&format!("d{domain}n{number}"), &domain.to_string())
                .task(&format!("{domain}.{}", number % 4))
                .level(Level::ALL[number % 3]);
            items.push(item.item());
        }
    }
    items
}

fn unseen(items: &[Item]) -> Vec<FormCandidate<'_>> {
    items
        .iter()
        .map(|item| FormCandidate {
            item,
            domain: &item.domain,
            seen: 0,
            last_seen: None,
        })
        .collect()
}

fn draw<'a>(rules: &FormRules, items: &'a [Item], total: usize, seed: u64) -> Form<'a> {
    let pool = Pool::new(rules.clone(), &unseen(items), seed);
    pool.assemble(total, rules.pretest_of(total), &pool.unused())
        .unwrap()
}

fn ids(form: &Form<'_>) -> Vec<String> {
    form.seats
        .iter()
        .map(|seat| seat.item.id.to_string())
        .collect()
}

fn count_by_domain(form: &Form<'_>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for seat in form.seats.iter().filter(|seat| seat.scored) {
        *counts.entry(seat.domain.to_string()).or_default() += 1;
    }
    counts
}

/// The items and marks of a form as one hash.
fn fingerprint(form: &Form<'_>) -> String {
    let mut hash = Sha256::new();
    for seat in &form.seats {
        hash.update(format!("{} {}\n", seat.item.id, seat.scored));
    }
    let digest = hash.finalize();
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&digest[..8]);
    format!("{:016x}", u64::from_be_bytes(bytes))
}

/// If these change, every learner's seed draws another form: then the purposes in `form` need new names.
#[test]
fn golden_forms() {
    let items = bank(6, 60);
    let form = draw(&rhit(), &items, 150, 1);
    assert_eq!(ids(&form)[..6], FIRST_SIX);
    assert_eq!(fingerprint(&form), "f761e00d695cea1e");
    assert_eq!(
        fingerprint(&draw(&rhit(), &items, 75, 7)),
        "4f13cd873ed78f21"
    );
    assert_eq!(
        fingerprint(&draw(&ods(), &bank(4, 90), 180, 42)),
        "6b98a154e1882ca1"
    );
}
const FIRST_SIX: [&str; 6] = ["d1n3", "d4n39", "d5n54", "d1n9", "d5n17", "d3n40"];

#[test]
fn the_order_of_the_banks_does_not_matter() {
    let items = bank(6, 40);
    let mut turned = items.clone();
    turned.reverse();
    assert_eq!(
        ids(&draw(&rhit(), &items, 150, 3)),
        ids(&draw(&rhit(), &turned, 150, 3))
    );
    assert_ne!(
        ids(&draw(&rhit(), &items, 150, 3)),
        ids(&draw(&rhit(), &items, 150, 4))
    );
}

#[test]
fn a_thousand_forms_are_all_inside_every_range() {
    let items = bank(6, 35);
    let rules = rhit();
    let spans = spans(&rules.weights, 130);
    for seed in 0..1_000 {
        let form = draw(&rules, &items, 150, seed);
        assert_eq!((form.seats.len(), form.scored()), (150, 130));
        let different: BTreeSet<String> = ids(&form).into_iter().collect();
        assert_eq!(different.len(), 150, "seed {seed}");
        let counts = count_by_domain(&form);
        for (span, count) in spans.iter().zip(counts.values()) {
            assert!(
                span.low <= *count && *count <= span.high,
                "seed {seed}: {counts:?}"
            );
        }
    }
}

#[test]
fn levels_and_tasks_are_spread() {
    let items = bank(6, 60);
    let form = draw(&rhit(), &items, 150, 11);
    let mut tasks: BTreeMap<String, usize> = BTreeMap::new();
    let mut levels = [0_usize; 3];
    for seat in form.seats.iter().filter(|seat| seat.scored) {
        *tasks.entry(seat.item.tasks[0].to_string()).or_default() += 1;
        levels[seat.item.level.unwrap() as usize] += 1;
    }
    for domain in 1..=6 {
        let uses: Vec<usize> = (0..4)
            .map(|task| tasks[&format!("{domain}.{task}")])
            .collect();
        let (least, most) = (uses.iter().min().unwrap(), uses.iter().max().unwrap());
        assert!(most - least <= 1, "domain {domain}: {uses:?}");
    }
    assert!(
        levels.iter().all(|count| (38..=49).contains(count)),
        "{levels:?}"
    );
}

#[test]
fn sections_stand_one_after_the_other_at_their_published_size() {
    let items = bank(4, 90);
    let form = draw(&ods(), &items, 180, 5);
    assert_eq!(form.sections, [120, 60]);
    let (closed, open) = form.seats.split_at(120);
    assert!(closed.iter().all(|seat| seat.domain.as_str() != "4"));
    assert!(open.iter().all(|seat| seat.domain.as_str() == "4"));
}

#[test]
fn unseen_items_come_first_and_exposure_is_evened_out() {
    let items = bank(2, 30);
    let candidates: Vec<FormCandidate<'_>> = items
        .iter()
        .enumerate()
        .map(|(number, item)| FormCandidate {
            item,
            domain: &item.domain,
            seen: (number % 30 / 10) as u64,
            last_seen: (number % 30 >= 10).then(|| Timestamp::from_milliseconds(1)),
        })
        .collect();
    let pool = Pool::new(halves(40), &candidates, 9);
    let form = pool.assemble(30, 0, &pool.unused()).unwrap();
    let number_of = |id: &str| id.split_once('n').unwrap().1.parse::<usize>().unwrap();
    let seen: Vec<usize> = ids(&form).iter().map(|id| number_of(id) / 10).collect();
    // 15 of each domain: the 10 unseen ones, then 5 of those seen once.
    assert_eq!(seen.iter().filter(|seen| **seen == 0).count(), 20);
    assert_eq!(seen.iter().filter(|seen| **seen == 1).count(), 10);
}

#[test]
fn enemies_and_near_duplicates_never_meet_and_cases_stay_whole() {
    let mut items = bank(2, 6);
    for domain in ["1", "2"] {
        for place in 0..3 {
            let item = sample::choice(&format!("case{domain}n{place}"), domain);
            items.push(item.case(&format!("case{domain}")).item());
        }
    }
    items.push(sample::choice("foe", "1").enemy("d1n0").item());
    let twin = "d2n00 d2n01 d2n02 d2n03 d2n04 d2n05 d2n06 d2n07 other";
    items.push(sample::choice("twin", "2").stem(twin).item());
    for seed in 0..300 {
        let form = draw(&halves(12), &items, 12, seed);
        let drawn = ids(&form);
        let has = |id: &str| drawn.iter().any(|drawn| drawn == id);
        assert!(!(has("foe") && has("d1n0")), "seed {seed}");
        assert!(!(has("twin") && has("d2n0")), "seed {seed}");
        for domain in ["1", "2"] {
            let places: Vec<usize> = (0..3)
                .filter_map(|place| {
                    let id = format!("case{domain}n{place}");
                    drawn.iter().position(|drawn| *drawn == id)
                })
                .collect();
            let whole = places.is_empty()
                || (places.len() == 3 && places[1] == places[0] + 1 && places[2] == places[0] + 2);
            assert!(whole, "seed {seed}: {places:?}");
        }
    }
}

#[test]
fn a_pick_that_shuts_out_two_is_taken_back() {
    // In each domain one item is the enemy of all others, which are friends of each other.
    let mut items = bank(2, 3);
    for domain in ["1", "2"] {
        let mut spoiler = sample::choice(&format!("spoiler{domain}"), domain);
        for number in 0..3 {
            spoiler = spoiler.enemy(&format!("d{domain}n{number}"));
        }
        items.push(spoiler.item());
    }
    for seed in 0..100 {
        let drawn = ids(&draw(&halves(6), &items, 6, seed));
        assert!(
            !drawn.iter().any(|id| id.starts_with("spoiler")),
            "seed {seed}: {drawn:?}"
        );
    }
}

#[test]
fn pilots_stand_on_the_form_unscored_and_before_scored_items() {
    let mut items = bank(6, 40);
    for number in 0..12 {
        let domain = (number % 6 + 1).to_string();
        let pilot = sample::choice(&format!("pilot{number}"), &domain);
        items.push(pilot.status(Status::Pilot).item());
    }
    let form = draw(&rhit(), &items, 150, 2);
    let (pilots, others): (Vec<_>, Vec<_>) = form
        .seats
        .iter()
        .filter(|seat| !seat.scored)
        .partition(|seat| seat.item.status == Status::Pilot);
    assert_eq!((pilots.len(), others.len()), (12, 8));
    assert!(
        form.seats
            .iter()
            .all(|seat| !seat.scored || seat.item.status == Status::Scored)
    );
}

#[test]
fn drafts_and_other_kinds_are_left_out_and_counted() {
    let mut items = bank(4, 3);
    items.push(sample::choice("draft", "1").status(Status::Draft).item());
    items.push(sample::choice("of-case", "1").case("case").item());
    items.push(sample::choice("elsewhere", "9").item());
    let pool = Pool::new(ods(), &unseen(&items), 1);
    assert_eq!(pool.items(), 12);
    assert_eq!(
        pool.left_out,
        LeftOut {
            unfinished: 1,
            other_kind: 1,
            other_domain: 1
        }
    );
}

#[test]
fn what_is_short_is_told_exactly_and_the_longest_form_keeps_the_proportions() {
    let mut items = bank(6, 40);
    items.retain(|item| item.domain.as_str() != "6" || item.id.as_str() < "d6n15");
    let left = items
        .iter()
        .filter(|item| item.domain.as_str() == "6")
        .count();
    assert_eq!(left, 7);
    let rules = rhit();
    let pool = Pool::new(rules.clone(), &unseen(&items), 1);
    let shortfall = pool.assemble(150, 20, &pool.unused()).unwrap_err();
    let short: Vec<_> = shortfall
        .domains
        .iter()
        .filter(|need| need.missing() > 0)
        .collect();
    assert_eq!(short.len(), 1);
    assert_eq!(
        (
            short[0].domain.as_str(),
            short[0].low,
            short[0].wanted,
            short[0].has
        ),
        ("6", 12, 14, 7)
    );
    // Seven items are at least 9 % of 77 scored ones, and 89 in all leave 12 unscored.
    let longest = pool.longest(150, true).unwrap();
    assert_eq!((longest.seats.len(), longest.scored()), (89, 77));
    assert_eq!(count_by_domain(&longest)["6"], 7);
    let spans = spans(&rules.weights, 77);
    for (span, count) in spans.iter().zip(count_by_domain(&longest).values()) {
        assert!(span.low <= *count && *count <= span.high);
    }
}

#[test]
fn forms_without_a_common_item_are_counted() {
    let items = bank(2, 35);
    let pool = Pool::new(halves(20), &unseen(&items), 1);
    let supply = pool.supply(20, 0);
    assert_eq!(supply.forms, 3);
    let next = supply.next.unwrap();
    assert_eq!(
        next.domains
            .iter()
            .map(|need| (need.wanted, need.has))
            .collect::<Vec<_>>(),
        [(10, 5), (10, 5)]
    );
    assert_eq!(pool.supply(2, 0).forms, MOST_FORMS);
}

#[test]
fn a_big_bank_is_no_burden() {
    let items = bank(6, 2_000);
    let form = draw(&rhit(), &items, 150, 1);
    assert_eq!(form.seats.len(), 150);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_the_bank_a_form_is_honest(
        sizes in prop::collection::vec(0_usize..14, 3),
        foes in prop::collection::vec((0_usize..40, 0_usize..40), 0..12),
        total in 3_usize..30,
        seed in any::<u64>(),
    ) {
        let rules = FormRules {
            weights: weights(&[(20.0, 30.0), (30.0, 40.0), (35.0, 45.0)]),
            items: 30,
            pretest: 3,
            sections: vec![section(&["1", "2", "3"], None)],
            kinds: None,
        };
        let mut items = Vec::new();
        for (size, domain) in sizes.iter().zip(1..) {
            items.extend((0..*size).map(|number| {
                sample::choice(&format!("d{domain}n{number}"), &domain.to_string()).item()
            }));
        }
        let names: Vec<ItemId> = items.iter().map(|item| item.id.clone()).collect();
        for (one, other) in foes {
            if one < items.len() && other < items.len() && one != other {
                items[one].enemies.push(names[other].clone());
            }
        }
        let pool = Pool::new(rules.clone(), &unseen(&items), seed);
        let pretest = rules.pretest_of(total);
        let drawn = pool.assemble(total, pretest, &pool.unused());
        let form = match drawn {
            Ok(form) => Some(form),
            Err(shortfall) => {
                let lacks = shortfall.domains.iter().any(|need| need.has < need.high)
                    || shortfall.pretest_found < shortfall.pretest;
                prop_assert!(lacks, "{shortfall:?}");
                pool.longest(total, true)
            }
        };
        if let Some(form) = form {
            prop_assert!(form.seats.len() <= total);
            let spans = spans(&rules.weights, form.scored());
            let counts = count_by_domain(&form);
            for (place, span) in spans.iter().enumerate() {
                let count = counts.get(&(place + 1).to_string()).copied().unwrap_or(0);
                prop_assert!(span.low <= count && count <= span.high);
            }
            for (place, seat) in form.seats.iter().enumerate() {
                for other in &form.seats[..place] {
                    prop_assert!(seat.item.id != other.item.id);
                    prop_assert!(!seat.item.enemies.contains(&other.item.id));
                    prop_assert!(!other.item.enemies.contains(&seat.item.id));
                }
            }
        }
    }
}
