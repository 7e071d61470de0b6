//! `bank fmt`: bank files in the one layout.

use std::path::Path;

use crate::{
    bank::{lay_out, read_bank_files},
    command::{Context, Outcome, error::CommandError},
    diag,
    sys::file::write_atomic,
    ui::words,
};

use super::arguments::FmtArguments;

pub(super) fn run(
    context: &mut Context,
    arguments: &FmtArguments,
) -> Result<Outcome, CommandError> {
    let read = read_bank_files(&arguments.paths);
    if let Some(failure) = read.failures.first() {
        return Err(CommandError::world(failure)
            .hint("Name a bank file, or a folder with .toml files in it."));
    }
    if read.files.is_empty() && read.faults.is_empty() {
        return Err(
            CommandError::usage("there is no bank file among what was named")
                .hint("Packs (credential.toml) and profession.toml keep their author's layout."),
        );
    }
    let mut faults = read.faults;
    let refused_before = faults.len();
    let (mut changed, mut refused) = (0, refused_before);
    for (path, file) in &read.files {
        match lay_out(file) {
            Err(found) => {
                faults.extend(found);
                refused += 1;
            }
            Ok(text) if text == file.text() => {}
            Ok(text) => {
                if !arguments.check {
                    write_atomic(path, text.as_bytes())
                        .map_err(|error| CommandError::world(&error))?;
                }
                changed += 1;
                tell(context, path, arguments.check);
            }
        }
    }
    if !faults.is_empty() {
        let look = context.look();
        context.screen.write(&diag::full(&faults, look));
    }
    let same = read.files.len() + refused_before - changed - refused;
    summary(context, changed, same, refused, arguments.check);
    Ok(if refused > 0 || (arguments.check && changed > 0) {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

fn tell(context: &mut Context, path: &Path, is_check: bool) {
    let path = path.display();
    context.screen.line(&if is_check {
        format!("would change: {path}")
    } else {
        format!("laid out: {path}")
    });
}

fn summary(context: &mut Context, changed: usize, same: usize, refused: usize, is_check: bool) {
    let mut parts = Vec::new();
    if changed > 0 {
        let done = if is_check { "would change" } else { "laid out" };
        parts.push(format!("{} {done}", words::count(changed, "file")));
    }
    if same > 0 {
        parts.push(format!("{} as it should be", words::count(same, "file")));
    }
    if refused > 0 {
        let what = words::count(refused, "file");
        parts.push(format!("{what} left untouched because of faults"));
    }
    context.screen.line(&format!("{}.", parts.join(", ")));
}
