//! The shipped banks under the rules and under the robot.

use std::collections::BTreeMap;

use super::strict;
use crate::{
    bank::{Library, LoadedBank, Sources},
    lint::{lint, robot},
};

/// What may still be found in the shipped banks, by code. Numbers here only go down.
const KNOWN: [(&str, usize); 6] = [
    ("C002", 15),
    ("C008", 4),
    ("C010", 1),
    ("C016", 2),
    ("S005", 1),
    ("S038", 3),
];

fn shipped() -> Library {
    Library::load(&Sources {
        shipped: true,
        ..Sources::default()
    })
}

#[test]
fn no_new_finding_comes_into_the_shipped_banks() {
    let library = shipped();
    let banks: Vec<&LoadedBank> = library.banks.iter().collect();
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for finding in lint(&banks, &library.packs, &strict()) {
        let line = finding.file.position(finding.span.start).line;
        let place = format!("{}:{line} {}", finding.file.path(), finding.message);
        found.entry(finding.code.id).or_default().push(place);
    }
    let known: BTreeMap<&str, usize> = KNOWN.into_iter().collect();
    for (code, places) in found {
        let most = known.get(code).copied().unwrap_or(0);
        assert!(
            places.len() <= most,
            "{code}: {} > {most}\n{}",
            places.len(),
            places.join("\n")
        );
    }
}

#[test]
fn the_robot_gets_no_more_than_chance_and_five_points() {
    let library = shipped();
    let banks: Vec<&LoadedBank> = library.banks.iter().collect();
    let all = robot(&banks).score();
    assert!(all.asked > 100, "{all:?}");
    assert!(all.share <= all.chance + 0.05, "{all:?}");
}
