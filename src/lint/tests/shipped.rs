//! The shipped banks under the rules and under the robot.

use super::strict;
use crate::{
    bank::{Library, LoadedBank, Sources},
    diag::Severity,
    lint::{lint, robot},
};

/// What is only worth knowing and not mended everywhere yet. The list only gets shorter.
const KNOWN: [&str; 3] = ["C002", "C008", "S038"];

fn shipped() -> Library {
    Library::load(&Sources {
        shipped: true,
        ..Sources::default()
    })
}

#[test]
fn the_shipped_banks_are_clean() {
    let library = shipped();
    let banks: Vec<&LoadedBank> = library.banks.iter().collect();
    let findings: Vec<String> = lint(&banks, &library.packs, &strict())
        .iter()
        .filter(|finding| finding.severity != Severity::Info || !KNOWN.contains(&finding.code.id))
        .map(|finding| {
            let line = finding.file.position(finding.span.start).line;
            format!(
                "{} {}:{line} {}",
                finding.code.id,
                finding.file.path(),
                finding.message
            )
        })
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn the_robot_gets_no_more_than_chance_and_five_points() {
    let library = shipped();
    let banks: Vec<&LoadedBank> = library.banks.iter().collect();
    let all = robot(&banks).score();
    assert!(all.asked > 100, "{all:?}");
    assert!(all.share <= all.chance + 0.05, "{all:?}");
}
