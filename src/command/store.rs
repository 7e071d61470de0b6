//! `store`: check, back up, restore, export and merge the learner's data.

use std::{
    fs::{self, File},
    io::BufReader,
    path::Path,
};

use serde::Serialize;

use crate::{
    store::{Access, BackupReason, CheckReport, Store, backups_in},
    ui::{Column, Table, words},
};

use super::{
    Context, Outcome,
    arguments::{Reporting, StoreArguments, StoreCommand},
    error::CommandError,
};

/// The result of a check in `--json` output.
#[derive(Serialize)]
struct CheckJson {
    sound: bool,
    events: u64,
    origins: u64,
    unknown_kinds: u64,
    faults: Vec<String>,
}

pub(super) fn run(
    context: &mut Context,
    arguments: &StoreArguments,
) -> Result<Outcome, CommandError> {
    match &arguments.command {
        StoreCommand::Check { repair, reporting } => check(context, *repair, *reporting),
        StoreCommand::Backup { to, list } => backup(context, to.as_deref(), *list),
        StoreCommand::Restore { from } => restore(context, from.as_deref()),
        StoreCommand::Export { to } => export(context, to.as_deref()),
        StoreCommand::Merge { from } => merge(context, from),
    }
}

fn check(
    context: &mut Context,
    repair: bool,
    reporting: Reporting,
) -> Result<Outcome, CommandError> {
    if repair {
        let rebuilt = context
            .store()?
            .repair()
            .map_err(|error| CommandError::from_store(&error))?;
        if !reporting.json {
            let events = words::count(number(rebuilt.events), "event");
            context
                .screen
                .line(&format!("What is derived was built anew from {events}."));
        }
    }
    let report = context
        .store()?
        .check()
        .map_err(|error| CommandError::from_store(&error))?;
    let faults = faults(&report);
    if reporting.json {
        context.print_json(&CheckJson {
            sound: report.is_sound(),
            events: report.events,
            origins: report.origins,
            unknown_kinds: report.unknown.values().sum(),
            faults,
        })?;
        return Ok(if report.is_sound() {
            Outcome::Done
        } else {
            Outcome::Findings
        });
    }
    let screen = &mut context.screen;
    screen.line(&format!(
        "{} from {}.",
        words::count(number(report.events), "event"),
        words::count(number(report.origins), "store")
    ));
    for (kind, times) in &report.unknown {
        screen.paragraph(&format!(
            "{} of kind `{kind}`, which a newer version wrote: kept.",
            words::count(number(*times), "event")
        ));
    }
    for fault in &faults {
        screen.paragraph(&format!("Fault: {fault}."));
    }
    if faults.is_empty() {
        screen.line("Everything is whole.");
        return Ok(Outcome::Done);
    }
    let way_on = if report.file.is_empty() && report.log.is_empty() {
        "store check --repair builds what is derived anew from the log."
    } else {
        "store backup --list shows the copies; store restore FILE goes back to one."
    };
    screen.paragraph(way_on);
    Ok(Outcome::Findings)
}

/// Returns what a check found, each as a fragment.
fn faults(report: &CheckReport) -> Vec<String> {
    let mut faults: Vec<String> = report.file.iter().chain(&report.schema).cloned().collect();
    faults.extend(report.log.iter().map(|fault| {
        format!(
            "event {} of store {}: {}",
            fault.sequence, fault.origin, fault.problem
        )
    }));
    faults.extend(report.derived.iter().map(|table| {
        let (missing, extra, changed) = (table.missing, table.extra, table.changed);
        format!("the derived table `{}` lacks {missing} rows, has {extra} too many and {changed} others", table.table)
    }));
    faults
}

fn backup(context: &mut Context, to: Option<&Path>, list: bool) -> Result<Outcome, CommandError> {
    if list {
        return list_backups(context);
    }
    let now = context.now();
    let path = context.store()?.backup(now, BackupReason::Asked);
    let mut path = path.map_err(|error| CommandError::from_store(&error))?;
    if let Some(to) = to {
        fs::copy(&path, to).map_err(|error| {
            CommandError::usage(format!(
                "the copy {} cannot be written to `{}`: {error}",
                path.display(),
                to.display()
            ))
        })?;
        path = to.to_path_buf();
    }
    context
        .screen
        .paragraph(&format!("A copy was made: {}.", path.display()));
    Ok(Outcome::Done)
}

fn list_backups(context: &mut Context) -> Result<Outcome, CommandError> {
    let folder = context.data_dir()?;
    let mut table = Table::new([
        Column::words("copy"),
        Column::words("made"),
        Column::words("why"),
        Column::numbers("bytes"),
    ]);
    for copy in backups_in(&folder) {
        table.push([
            copy.path.display().to_string(),
            super::context::rfc3339(copy.at),
            copy.reason.word().to_owned(),
            copy.bytes.to_string(),
        ]);
    }
    if table.is_empty() {
        context
            .screen
            .line("No copies yet. store backup makes one.");
    } else {
        context.screen.table(&table);
    }
    Ok(Outcome::Done)
}

fn restore(context: &mut Context, from: Option<&Path>) -> Result<Outcome, CommandError> {
    let folder = context.data_dir()?;
    let from = match from {
        Some(path) => path.to_path_buf(),
        None => {
            let newest = backups_in(&folder).into_iter().max_by_key(|copy| copy.at);
            newest
                .ok_or_else(|| CommandError::usage("there is no copy to go back to"))?
                .path
        }
    };
    context.close_store();
    let opening = context.opening(Access::ReadWrite)?;
    let restored = Store::restore(&folder, &from, &opening)
        .map_err(|error| CommandError::from_store(&error))?;
    let events = words::count(number(restored.check.events), "event");
    context
        .screen
        .paragraph(&format!("Went back to {}, with {events}.", from.display()));
    if let Some(replaced) = restored.replaced {
        context.screen.paragraph(&format!(
            "What was there before is kept in {}.",
            replaced.display()
        ));
    }
    Ok(Outcome::Done)
}

fn export(context: &mut Context, to: Option<&Path>) -> Result<Outcome, CommandError> {
    let now = context.now();
    let mut text = Vec::new();
    let count = context
        .store()?
        .export(now, &mut text)
        .map_err(|error| CommandError::from_store(&error))?;
    match to {
        None => context
            .screen
            .json(String::from_utf8_lossy(&text).trim_end()),
        Some(path) => {
            crate::sys::file::write_atomic(path, &text)
                .map_err(|error| CommandError::world(&error))?;
            context.screen.paragraph(&format!(
                "{} written to {}.",
                words::count(number(count), "event"),
                path.display()
            ));
        }
    }
    Ok(Outcome::Done)
}

fn merge(context: &mut Context, from: &Path) -> Result<Outcome, CommandError> {
    let file = File::open(from).map_err(|error| {
        CommandError::usage(format!("cannot read `{}`: {error}", from.display()))
            .hint("store export FILE on the other machine makes such a file.")
    })?;
    let merged = context
        .store()?
        .merge(&mut BufReader::new(file))
        .map_err(|error| CommandError::from_store(&error))?;
    let added = words::count(number(merged.added), "event");
    context
        .screen
        .paragraph(&format!("{added} added, {} already there.", merged.present));
    Ok(Outcome::Done)
}

fn number(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
