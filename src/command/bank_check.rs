//! `bank check`: syntax, structure and every rule in one run; fixes; the watch.

use std::{collections::BTreeMap, path::Path};

use crate::{
    bank::{LARGEST_FILE, Library, LoadedBank, Sources},
    diag::{self, Diagnostic},
    lint::{Fixes, Selector, Settings, apply, lint},
    sys::{Watch, file},
    ui::words,
};

use super::{Context, Outcome, arguments::CheckArguments, error::CommandError};

/// Most rounds of fixes: one fix can uncover another, but not for ever.
const MOST_ROUNDS: usize = 10;
/// Findings shown in full; the others are counted, because nobody reads so far.
const MOST_SHOWN: usize = 500;

/// What one check found.
struct Checked {
    library: Library,
    findings: Vec<Diagnostic>,
}

pub(super) fn run(
    context: &mut Context,
    arguments: &CheckArguments,
) -> Result<Outcome, CommandError> {
    let settings = settings(context, arguments)?;
    if arguments.paths.is_empty() && (arguments.fix || arguments.unsafe_fixes || arguments.watch) {
        return Err(
            CommandError::usage("the shipped banks are part of the program")
                .hint("Name the file or folder of your own bank."),
        );
    }
    if !arguments.watch {
        return check_once(context, arguments, &settings);
    }
    let mut watch = Watch::new(&arguments.paths);
    loop {
        if let Err(error) = check_once(context, arguments, &settings) {
            context.screen.error(&error.message, &error.hints);
        }
        // What the fixes wrote is no change of the author's.
        let _ = watch.has_changed();
        context
            .screen
            .line("Waiting for a file to be saved; Ctrl-C ends.");
        // A closed pipe is told by the next turn.
        if context.screen.flush().is_err() || !watch.wait(&context.signals.interrupt) {
            return Ok(Outcome::Done);
        }
        context.screen.blank();
    }
}

fn settings(context: &Context, arguments: &CheckArguments) -> Result<Settings, CommandError> {
    let read = |words: &[String]| {
        words
            .iter()
            .map(|word| {
                Selector::read(word).map_err(|near| {
                    let error = CommandError::usage(format!("no rule is named by `{word}`"));
                    match near {
                        Some(near) => error.hint(format!("Did you mean `{near}`?")),
                        None => error.hint("bank explain lists the rules."),
                    }
                })
            })
            .collect::<Result<Vec<_>, _>>()
    };
    Ok(Settings {
        strict: arguments.strict,
        select: read(&arguments.select)?,
        ignore: read(&arguments.ignore)?,
        ..Settings::new(context.today())
    })
}

fn check_once(
    context: &mut Context,
    arguments: &CheckArguments,
    settings: &Settings,
) -> Result<Outcome, CommandError> {
    let mut checked = check(arguments, settings)?;
    let mut made = 0;
    if arguments.fix || arguments.unsafe_fixes {
        let fixes = if arguments.unsafe_fixes {
            Fixes::Unsafe
        } else {
            Fixes::Safe
        };
        for _ in 0..MOST_ROUNDS {
            let round = write_fixes(&checked, fixes)?;
            if round == 0 {
                break;
            }
            made += round;
            checked = check(arguments, settings)?;
        }
    }
    show(context, arguments, &checked, made)?;
    Ok(if checked.findings.is_empty() {
        Outcome::Done
    } else {
        Outcome::Findings
    })
}

/// Loads and checks. The shipped banks are loaded in any case, so that ids used twice are seen.
fn check(arguments: &CheckArguments, settings: &Settings) -> Result<Checked, CommandError> {
    let library = Library::load(&Sources {
        paths: arguments.paths.clone(),
        shipped: true,
        thorough: true,
    });
    if let Some(failure) = library.failures.first() {
        return Err(CommandError::world(failure)
            .hint("Name a bank file, or a folder with .toml files in it."));
    }
    let banks = checked_banks(&library, arguments.paths.is_empty());
    let mut findings = lint(&banks, &library.packs, settings);
    findings.extend(library.diagnostics.iter().cloned());
    diag::sort(&mut findings);
    Ok(Checked { library, findings })
}

/// Returns the banks to be checked, what is sound of faulty ones too: the shipped ones, or those of the paths.
fn checked_banks(library: &Library, shipped: bool) -> Vec<&LoadedBank> {
    library
        .banks
        .iter()
        .chain(&library.sound_parts)
        .filter(|bank| is_shipped(bank.file.path()) == shipped)
        .collect()
}

/// Returns whether a path is that of a file inside the program.
pub(super) fn is_shipped(path: &str) -> bool {
    path.starts_with("shipped:")
}

/// Writes the fixes into the files. Returns how many were made.
fn write_fixes(checked: &Checked, fixes: Fixes) -> Result<usize, CommandError> {
    let mut by_file: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in checked
        .findings
        .iter()
        .filter(|finding| finding.fix.is_some())
    {
        by_file
            .entry(finding.file.path())
            .or_default()
            .push(finding);
    }
    let mut made = 0;
    for (path, findings) in by_file.into_iter().filter(|(path, _)| !is_shipped(path)) {
        let text = findings[0].file.text();
        let (mended, count) = apply(text, findings.iter().copied(), fixes);
        if count == 0 || mended == text {
            continue;
        }
        let path = Path::new(path);
        let failed = |error| CommandError::world(&error);
        if file::read_bounded(path, LARGEST_FILE).map_err(failed)? != text.as_bytes() {
            let message = format!("`{}` was saved while it was being checked", path.display());
            return Err(
                CommandError::usage(message).hint("Check it again; nothing of it was changed.")
            );
        }
        file::write_atomic(path, mended.as_bytes()).map_err(failed)?;
        made += count;
    }
    Ok(made)
}

fn show(
    context: &mut Context,
    arguments: &CheckArguments,
    checked: &Checked,
    made: usize,
) -> Result<(), CommandError> {
    let findings = &checked.findings;
    if arguments.sarif {
        let log = diag::sarif(findings, "preceptor", env!("CARGO_PKG_VERSION"));
        context.screen.json(&log);
        return Ok(());
    }
    if arguments.reporting.json {
        context.screen.json(diag::json(findings).trim_end());
        return Ok(());
    }
    let shown = if arguments.concise {
        context.screen.write(&diag::concise(findings));
        findings.len()
    } else {
        let look = context.look();
        for finding in findings.iter().take(MOST_SHOWN) {
            context
                .screen
                .write(&diag::full(std::slice::from_ref(finding), look));
            if context.screen.is_closed() {
                break;
            }
        }
        findings.len().min(MOST_SHOWN)
    };
    context
        .screen
        .line(&summary(arguments, checked, made, shown));
    context.screen.flush()?;
    Ok(())
}

fn summary(arguments: &CheckArguments, checked: &Checked, made: usize, shown: usize) -> String {
    let banks = checked_banks(&checked.library, arguments.paths.is_empty());
    let items = banks.iter().map(|bank| bank.bank.items.len()).sum();
    let findings = &checked.findings;
    let found = match findings.len() {
        0 => "no findings".to_owned(),
        number => words::count(number, "finding"),
    };
    let mut line = format!(
        "{} with {}: {found}",
        words::count(banks.len(), "bank"),
        words::count(items, "item")
    );
    if made > 0 {
        line.push_str(&format!(", {made} fixed"));
    }
    line.push('.');
    if shown < findings.len() {
        line.push_str(&format!(
            " The first {shown} are shown; --concise shows all."
        ));
    }
    if let Some(finding) = findings.first() {
        line.push_str(&format!(" bank explain {} tells why.", finding.code.id));
    }
    line
}
