use proptest::prelude::*;

use super::*;
use crate::domain::sample;

/// What may be drawn: items with their domain, and when each was last seen.
#[derive(Debug, Clone, Default)]
struct Supply(Vec<(Item, Option<Timestamp>)>);

impl Supply {
    /// Adds single items, seen at the moments given.
    fn singles(mut self, domain: &str, seen: &[Option<i64>]) -> Self {
        for seen in seen {
            self.push(domain, *seen);
        }
        self
    }

    /// Adds a case of as many items as there are moments.
    fn case(mut self, domain: &str, id: &str, seen: &[Option<i64>]) -> Self {
        for seen in seen {
            self.push(domain, *seen).case = Some(ItemId::new(id));
        }
        self
    }

    fn push(&mut self, domain: &str, seen: Option<i64>) -> &mut Item {
        let mut item = sample::choice(&format!("i{}", self.0.len()));
        item.domain = DomainId::new(domain);
        self.0.push((item, seen.map(Timestamp::from_milliseconds)));
        &mut self.0.last_mut().unwrap().0
    }

    fn enemies(mut self, one: usize, other: usize) -> Self {
        let foe = self.0[other].0.id.clone();
        self.0[one].0.enemies.push(foe);
        self
    }

    fn draw(&self, weights: &[Weight], count: usize, seed: u64) -> Vec<&Item> {
        let candidates: Vec<Candidate<'_>> = self
            .0
            .iter()
            .map(|(item, last_seen)| Candidate {
                item,
                domain: &item.domain,
                last_seen: *last_seen,
            })
            .collect();
        select(&candidates, weights, count, seed)
    }

    fn seen(&self, item: &Item) -> Option<Timestamp> {
        let found = self.0.iter().find(|(other, _)| other.id == item.id);
        found.unwrap().1
    }
}

fn weights(rows: &[(&str, f64)]) -> Vec<Weight> {
    rows.iter()
        .map(|(domain, middle)| Weight {
            domain: DomainId::new(domain),
            low: *middle,
            high: *middle,
        })
        .collect()
}

fn count_in(drawn: &[&Item], domain: &str) -> usize {
    drawn
        .iter()
        .filter(|item| item.domain.as_str() == domain)
        .count()
}

fn ids(drawn: &[&Item]) -> Vec<String> {
    drawn.iter().map(|item| item.id.to_string()).collect()
}

const NEW: Option<i64> = None;

#[test]
fn the_weights_say_how_many_of_each_domain() {
    let supply = Supply::default()
        .singles("1", &[NEW; 40])
        .singles("2", &[NEW; 40])
        .singles("3", &[NEW; 40]);
    let drawn = supply.draw(&weights(&[("1", 50.0), ("2", 30.0), ("3", 20.0)]), 20, 1);
    let counts = ["1", "2", "3"].map(|domain| count_in(&drawn, domain));
    assert_eq!(counts, [10, 6, 4]);
}

#[test]
fn without_weights_every_domain_gets_the_same() {
    let supply = Supply::default()
        .singles("1", &[NEW; 30])
        .singles("2", &[NEW; 9]);
    let drawn = supply.draw(&[], 10, 1);
    assert_eq!((count_in(&drawn, "1"), count_in(&drawn, "2")), (5, 5));
}

#[test]
fn a_domain_without_weight_only_fills_up() {
    let supply = Supply::default()
        .singles("1", &[NEW; 4])
        .singles("x", &[NEW; 9]);
    let weights = weights(&[("1", 100.0)]);
    let counts = |count| {
        let drawn = supply.draw(&weights, count, 1);
        (count_in(&drawn, "1"), count_in(&drawn, "x"))
    };
    assert_eq!((counts(4), counts(10)), ((4, 0), (4, 6)));
}

#[test]
fn unseen_items_come_before_seen_and_those_seen_long_ago_before_others() {
    let supply = Supply::default().singles("1", &[Some(50), NEW, Some(10), Some(30), NEW]);
    for (count, expected) in [
        (2, &["i1", "i4"][..]),
        (3, &["i1", "i2", "i4"]),
        (4, &["i1", "i2", "i3", "i4"]),
    ] {
        let mut drawn = ids(&supply.draw(&[], count, 3));
        drawn.sort();
        assert_eq!(drawn, expected);
    }
}

#[test]
fn the_same_seed_draws_the_same_and_another_another() {
    let supply = Supply::default().singles("1", &[NEW; 50]);
    let drawn = |seed| ids(&supply.draw(&[], 10, seed));
    assert_eq!(drawn(7), drawn(7));
    assert_ne!(drawn(7), drawn(8));
}

#[test]
fn items_of_a_case_stay_together_in_their_order() {
    let supply = Supply::default()
        .singles("1", &[NEW; 3])
        .case("1", "case", &[Some(9), NEW, Some(4)])
        .singles("1", &[NEW; 3]);
    for seed in 0..50 {
        let drawn = ids(&supply.draw(&[], 9, seed));
        let first = drawn.iter().position(|id| id == "i3").unwrap();
        assert_eq!(drawn[first..first + 3], ["i3", "i4", "i5"]);
        assert_eq!(drawn.len(), 9);
    }
}

#[test]
fn a_short_quiz_asks_cases_too() {
    let supply = Supply::default()
        .singles("1", &[NEW; 20])
        .case("1", "case", &[NEW; 3])
        .singles("2", &[NEW; 20])
        .singles("3", &[NEW; 20]);
    let weights = weights(&[("1", 1.0), ("2", 1.0), ("3", 1.0)]);
    let with_case = (0..200).filter(|seed| {
        let drawn = supply.draw(&weights, 6, *seed);
        assert_eq!(drawn.len(), 6);
        drawn.iter().any(|item| item.case.is_some())
    });
    // A domain of two items takes the case when it stands first or second among 21, which is likely enough.
    assert!((5..60).contains(&with_case.count()));
}

#[test]
fn a_long_case_is_asked_once_everything_else_of_its_domain_was() {
    let supply = Supply::default()
        .singles("1", &[Some(1), Some(2), Some(3)])
        .case("1", "case", &[NEW; 5])
        .singles("2", &[NEW; 20]);
    let drawn = supply.draw(&weights(&[("1", 1.0), ("2", 3.0)]), 8, 1);
    assert_eq!((count_in(&drawn, "1"), count_in(&drawn, "2")), (5, 3));
}

#[test]
fn a_case_longer_than_the_quiz_is_begun() {
    let supply = Supply::default().case("1", "case", &[NEW; 4]);
    assert_eq!(ids(&supply.draw(&[], 2, 1)), ["i0", "i1"]);
    let with_single = supply.singles("1", &[Some(5)]);
    assert_eq!(ids(&with_single.draw(&[], 2, 1)), ["i4"]);
}

#[test]
fn enemies_inside_a_case_are_parted() {
    let supply = Supply::default().case("1", "case", &[NEW; 3]).enemies(2, 0);
    for seed in 0..20 {
        let drawn = ids(&supply.draw(&[], 3, seed));
        assert!(drawn == ["i0", "i1"] || drawn == ["i2"], "{drawn:?}");
    }
}

#[test]
fn nothing_comes_of_nothing() {
    assert_eq!(Supply::default().draw(&[], 10, 1).len(), 0);
    let supply = Supply::default().singles("1", &[NEW; 3]);
    assert_eq!(supply.draw(&[], 0, 1).len(), 0);
    assert_eq!(supply.draw(&[], 9, 1).len(), 3);
}

/// Any supply: few domains, some cases, some enemies, some items seen.
fn any_supply() -> impl Strategy<Value = Supply> {
    let unit = (0_usize..4, 1_usize..5, prop::option::of(0_i64..20));
    let enemies = prop::collection::vec(
        (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        0..6,
    );
    (prop::collection::vec(unit, 1..25), enemies).prop_map(|(units, enemies)| {
        let mut supply = Supply::default();
        for (place, (domain, size, seen)) in units.into_iter().enumerate() {
            let domain = domain.to_string();
            supply = if size == 1 || place % 2 == 0 {
                supply.singles(&domain, &[seen])
            } else {
                supply.case(&domain, &format!("case{place}"), &vec![seen; size])
            };
        }
        let items = supply.0.len();
        for (one, other) in enemies {
            let (one, other) = (one.index(items), other.index(items));
            if one != other {
                supply = supply.enemies(one, other);
            }
        }
        supply
    })
}

proptest! {
    #[test]
    fn no_item_twice_no_enemies_no_more_than_asked(supply in any_supply(), count in 1_usize..30, seed in any::<u64>()) {
        let drawn = supply.draw(&weights(&[("0", 40.0), ("1", 30.0), ("2", 20.0)]), count, seed);
        let taken: BTreeSet<&ItemId> = drawn.iter().map(|item| &item.id).collect();
        prop_assert_eq!(taken.len(), drawn.len());
        prop_assert!((1..=count).contains(&drawn.len()));
        for item in &drawn {
            prop_assert!(item.enemies.iter().all(|enemy| !taken.contains(enemy)), "{:?}", drawn);
        }
        for (place, pair) in drawn.windows(2).enumerate() {
            let Some(case) = &pair[0].case else { continue };
            let again = drawn[place + 1..].iter().any(|item| item.case.as_ref() == Some(case));
            prop_assert!(!again || pair[1].case.as_ref() == Some(case), "the case is torn: {:?}", ids(&drawn));
        }
        prop_assert_eq!(ids(&drawn), ids(&supply.draw(&weights(&[("0", 40.0), ("1", 30.0), ("2", 20.0)]), count, seed)));
    }

    #[test]
    fn single_items_fill_the_quotas_with_the_least_recently_seen(
        seen in prop::collection::vec((0_usize..4, prop::option::of(0_i64..20)), 1..60),
        count in 1_usize..40,
        seed in any::<u64>(),
    ) {
        let mut supply = Supply::default();
        for (domain, seen) in seen {
            supply = supply.singles(&domain.to_string(), &[seen]);
        }
        let weights = weights(&[("0", 40.0), ("1", 30.0), ("2", 20.0), ("3", 10.0)]);
        let drawn = supply.draw(&weights, count, seed);
        let available: Vec<usize> = weights.iter().map(|weight| supply.0.iter().filter(|(item, _)| item.domain == weight.domain).count()).collect();
        let counts: Vec<usize> = weights.iter().map(|weight| count_in(&drawn, weight.domain.as_str())).collect();
        prop_assert_eq!(counts, quotas(&weights, &available, count));
        let taken: BTreeSet<&ItemId> = drawn.iter().map(|item| &item.id).collect();
        for item in &drawn {
            let sooner = supply.0.iter().find(|(other, seen)| {
                other.domain == item.domain && !taken.contains(&other.id) && *seen < supply.seen(item)
            });
            prop_assert!(sooner.is_none(), "{:?} was seen longer ago", sooner);
        }
    }

    #[test]
    fn with_enough_single_items_cases_move_a_domain_by_one_at_most(
        cases in prop::collection::vec((0_usize..5, 2_usize..6), 0..40),
        middles in prop::collection::vec(1_u32..40, 2..6),
        count in 2_usize..40,
        seed in any::<u64>(),
    ) {
        let mut supply = Supply::default();
        for domain in 0..middles.len() {
            supply = supply.singles(&domain.to_string(), &[NEW; 40]);
        }
        for (place, (domain, size)) in cases.into_iter().enumerate() {
            let domain = (domain % middles.len()).to_string();
            supply = supply.case(&domain, &format!("case{place}"), &vec![NEW; size]);
        }
        let names: Vec<String> = (0..middles.len()).map(|domain| domain.to_string()).collect();
        let rows: Vec<(&str, f64)> = names.iter().map(String::as_str).zip(middles.into_iter().map(f64::from)).collect();
        let weights = weights(&rows);
        let drawn = supply.draw(&weights, count, seed);
        prop_assert_eq!(drawn.len(), count);
        for (quota, weight) in quotas(&weights, &vec![1_000; rows.len()], count).into_iter().zip(&weights) {
            let drawn = count_in(&drawn, weight.domain.as_str());
            prop_assert!(drawn.abs_diff(quota) <= 1, "{drawn} of domain {}, where {quota} are due", weight.domain);
        }
    }
}
