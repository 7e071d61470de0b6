//! `bank robot`: what a learner can get right without knowing anything.

use std::path::PathBuf;

use serde::Serialize;

use crate::{
    bank::{Library, Sources},
    lint::{Cue, RobotReport, RobotScore, robot},
    ui::{Column, Table, words},
};

use super::{Context, Outcome, arguments::Reporting, bank_check::is_shipped, error::CommandError};

/// A score in `--json` output.
#[derive(Serialize)]
struct ScoreJson {
    asked: usize,
    right: usize,
    share: f64,
    chance: f64,
    low: f64,
    high: f64,
}

/// The report in `--json` output.
#[derive(Serialize)]
struct RobotJson {
    all: ScoreJson,
    cues: Vec<CueJson>,
    items: Vec<ItemJson>,
}

#[derive(Serialize)]
struct CueJson {
    cue: &'static str,
    score: ScoreJson,
}

#[derive(Serialize)]
struct ItemJson {
    bank: String,
    item: String,
    cue: &'static str,
    right: bool,
    chance: f64,
}

pub(super) fn run(
    context: &mut Context,
    paths: &[PathBuf],
    reporting: Reporting,
) -> Result<Outcome, CommandError> {
    let library = Library::load(&Sources {
        paths: paths.to_vec(),
        shipped: true,
        thorough: false,
    });
    if let Some(failure) = library.failures.first() {
        return Err(CommandError::world(failure)
            .hint("Name a bank file, or a folder with .toml files in it."));
    }
    let banks: Vec<_> = library
        .banks
        .iter()
        .filter(|bank| is_shipped(bank.file.path()) == paths.is_empty())
        .collect();
    if !library.diagnostics.is_empty() {
        let error = CommandError::usage("the robot only answers banks without faults");
        return Err(error.hint("bank check PATH tells the faults."));
    }
    let report = robot(&banks);
    if reporting.json {
        context.print_json(&to_json(&report))?;
    } else {
        show(context, &report);
    }
    Ok(Outcome::Done)
}

fn show(context: &mut Context, report: &RobotReport) {
    let all = report.score();
    let screen = &mut context.screen;
    let mut table = Table::new([
        Column::words("clue"),
        Column::numbers("decided"),
        Column::numbers("right"),
        Column::numbers("share"),
        Column::numbers("chance"),
    ]);
    for cue in Cue::ALL {
        let score = report.score_by(cue);
        if score.asked > 0 {
            table.push(row(cue.words(), &score));
        }
    }
    table.push(row("all items", &all));
    screen.table(&table);
    screen.blank();
    let given: Vec<String> = report
        .answers
        .iter()
        .filter(|answer| answer.is_right && answer.cue != Cue::Place)
        .map(|answer| format!("{} ({})", answer.item, answer.cue.words()))
        .collect();
    if !given.is_empty() {
        screen.hanging("Given away: ", &format!("{}.", given.join(", ")));
        screen.blank();
    }
    screen.paragraph(&format!(
        "From clues alone the robot gets {} of {} right: {} ({} with 95 % certainty), where chance gives {}.",
        all.right,
        words::count(all.asked, "item"),
        words::percent(all.share),
        words::percent_range(all.interval.0, all.interval.1),
        words::percent(all.chance),
    ));
}

fn row(name: &str, score: &RobotScore) -> Vec<String> {
    vec![
        name.to_owned(),
        score.asked.to_string(),
        score.right.to_string(),
        words::percent(score.share),
        words::percent(score.chance),
    ]
}

fn score_json(score: &RobotScore) -> ScoreJson {
    ScoreJson {
        asked: score.asked,
        right: score.right,
        share: score.share,
        chance: score.chance,
        low: score.interval.0,
        high: score.interval.1,
    }
}

fn to_json(report: &RobotReport) -> RobotJson {
    RobotJson {
        all: score_json(&report.score()),
        cues: Cue::ALL
            .iter()
            .map(|cue| CueJson {
                cue: cue.words(),
                score: score_json(&report.score_by(*cue)),
            })
            .collect(),
        items: report
            .answers
            .iter()
            .map(|answer| ItemJson {
                bank: answer.bank.to_string(),
                item: answer.item.to_string(),
                cue: answer.cue.words(),
                right: answer.is_right,
                chance: answer.chance,
            })
            .collect(),
    }
}
