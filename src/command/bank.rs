//! `bank`: list, show, check and write question banks.

pub(super) mod arguments;
mod fmt;
mod list;
mod new;
mod schema;
mod show;
mod stats;

use crate::{
    bank::{Library, LoadedBank, Sources, shipped},
    diag,
    ui::words,
};

use super::{
    Context, Outcome,
    arguments::{BankArguments, BankCommand, Reporting},
    error::CommandError,
};

pub(super) fn run(
    context: &mut Context,
    arguments: &BankArguments,
) -> Result<Outcome, CommandError> {
    match &arguments.command {
        BankCommand::List { reporting } => list::run(context, *reporting),
        BankCommand::Show { id, coverage } => show::run(context, id, *coverage),
        BankCommand::New(arguments) => new::run(context, arguments),
        BankCommand::Fmt(arguments) => fmt::run(context, arguments),
        BankCommand::Stats(arguments) => stats::run(context, arguments),
        BankCommand::Schema(arguments) => schema::run(context, arguments),
        BankCommand::Check {
            paths,
            concise,
            reporting,
        } => check(context, paths, *concise, *reporting),
    }
}

/// Returns whether a bank came with the program.
fn is_shipped(bank: &LoadedBank) -> bool {
    shipped::index()
        .banks
        .iter()
        .any(|shipped| shipped.id == bank.bank.id.as_str())
}

fn check(
    context: &mut Context,
    paths: &[std::path::PathBuf],
    concise: bool,
    reporting: Reporting,
) -> Result<Outcome, CommandError> {
    let library = Library::load(&Sources {
        paths: paths.to_vec(),
        shipped: true,
        thorough: true,
    });
    if let Some(failure) = library.failures.first() {
        return Err(CommandError::world(failure)
            .hint("Name a bank file, or a folder with .toml files in it."));
    }
    let findings = &library.diagnostics;
    if reporting.json {
        context.screen.json(diag::json(findings).trim_end());
    } else {
        let text = if concise {
            diag::concise(findings)
        } else {
            diag::full(findings, context.look())
        };
        context.screen.write(&text);
        let checked = || {
            library
                .banks
                .iter()
                .filter(|bank| paths.is_empty() || !is_shipped(bank))
        };
        let (banks, items) = (
            checked().count(),
            checked().map(|bank| bank.bank.items.len()).sum(),
        );
        let found = match findings.len() {
            0 => "no findings".to_owned(),
            number => words::count(number, "finding"),
        };
        context.screen.line(&format!(
            "{} with {}: {found}.",
            words::count(banks, "bank"),
            words::count(items, "item")
        ));
    }
    Ok(if findings.is_empty() {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}
