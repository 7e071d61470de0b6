//! `note`, `flag`, `dispute`: the learner's own marks on items.

use serde::Serialize;

use crate::domain::{Event, EventBody, ItemId, content_hash::item_hashes, time::days_ago};

use super::{
    Context, Outcome,
    arguments::{DisputeArguments, FlagArguments, NoteArguments},
    error::CommandError,
};

/// A note in `--json` output.
#[derive(Serialize)]
struct NoteJson {
    item: String,
    text: String,
    at: String,
}

/// A flag in `--json` output.
#[derive(Serialize)]
struct FlagJson {
    item: String,
    at: String,
}

/// A dispute in `--json` output and in an exported file.
#[derive(Serialize)]
struct DisputeJson {
    item: String,
    bank: Option<String>,
    content: Option<String>,
    reason: String,
    at: String,
}

/// An exported file of disputes.
#[derive(Serialize)]
struct DisputeFile {
    preceptor_disputes: u32,
    exported: String,
    disputes: Vec<DisputeJson>,
}

pub(super) fn run_note(
    context: &mut Context,
    arguments: &NoteArguments,
) -> Result<Outcome, CommandError> {
    let Some(word) = &arguments.item else {
        let notes = context
            .store()?
            .notes()
            .map_err(|error| CommandError::from_store(&error))?;
        if arguments.reporting.json {
            let json: Vec<NoteJson> = notes
                .iter()
                .map(|(id, note)| NoteJson {
                    item: id.to_string(),
                    text: note.text.clone(),
                    at: super::context::rfc3339(note.at),
                })
                .collect();
            context.print_json(&json)?;
        } else if notes.is_empty() {
            context
                .screen
                .line("No notes yet. At a question, :note TEXT writes one.");
        } else {
            for (id, note) in notes {
                let when = days_ago(note.at.date(&context.zone()), context.today());
                context
                    .screen
                    .labelled(&[(id.as_str(), format!("{} ({when})", note.text))]);
            }
        }
        return Ok(Outcome::Done);
    };
    let item = known_item(context, word)?;
    if arguments.text.is_empty() {
        let notes = context
            .store()?
            .notes()
            .map_err(|error| CommandError::from_store(&error))?;
        match notes.get(&item) {
            Some(note) => context.screen.paragraph(&note.text),
            None => context
                .screen
                .line(&format!("No note on {item}. Write one: note {item} TEXT.")),
        }
        return Ok(Outcome::Done);
    }
    let text = arguments.text.join(" ");
    let taken_away = text.trim().is_empty();
    mark(
        context,
        EventBody::Noted {
            item: item.clone(),
            text,
        },
    )?;
    context.screen.line(&if taken_away {
        format!("Note on {item} taken away.")
    } else {
        format!("Noted on {item}.")
    });
    Ok(Outcome::Done)
}

pub(super) fn run_flag(
    context: &mut Context,
    arguments: &FlagArguments,
) -> Result<Outcome, CommandError> {
    let Some(word) = &arguments.item else {
        let flags = context
            .store()?
            .flags()
            .map_err(|error| CommandError::from_store(&error))?;
        if arguments.reporting.json {
            let json: Vec<FlagJson> = flags
                .iter()
                .map(|(id, at)| FlagJson {
                    item: id.to_string(),
                    at: super::context::rfc3339(*at),
                })
                .collect();
            context.print_json(&json)?;
        } else if flags.is_empty() {
            context.screen.line(
                "No flags. At a question, :flag sets one; quiz --only flagged asks flagged items.",
            );
        } else {
            for (id, at) in flags {
                let when = days_ago(at.date(&context.zone()), context.today());
                context.screen.labelled(&[(id.as_str(), when)]);
            }
        }
        return Ok(Outcome::Done);
    };
    let item = known_item(context, word)?;
    mark(
        context,
        EventBody::Flagged {
            item: item.clone(),
            on: !arguments.off,
        },
    )?;
    context.screen.line(&format!(
        "{item} {}.",
        if arguments.off {
            "is no longer flagged"
        } else {
            "is flagged"
        }
    ));
    Ok(Outcome::Done)
}

pub(super) fn run_dispute(
    context: &mut Context,
    arguments: &DisputeArguments,
) -> Result<Outcome, CommandError> {
    let Some(word) = &arguments.item else {
        return list_disputes(context, arguments);
    };
    let item = known_item(context, word)?;
    if arguments.reason.is_empty() {
        return Err(CommandError::usage("a dispute needs a reason")
            .hint(format!("dispute {item} the key ignores ...")));
    }
    let reason = arguments.reason.join(" ");
    let withdrawn = reason.trim().is_empty();
    let hashes = context.library()?.item(item.as_str()).map(item_hashes);
    mark(
        context,
        EventBody::Disputed {
            item: item.clone(),
            hashes,
            reason,
        },
    )?;
    let sentence = if withdrawn {
        format!("The dispute of {item} is withdrawn.")
    } else {
        format!("{item} is disputed. dispute --export FILE writes your disputes for the author.")
    };
    context.screen.paragraph(&sentence);
    Ok(Outcome::Done)
}

fn list_disputes(
    context: &mut Context,
    arguments: &DisputeArguments,
) -> Result<Outcome, CommandError> {
    let library = context.library()?;
    let rows = context
        .store()?
        .disputes()
        .map_err(|error| CommandError::from_store(&error))?;
    let disputes: Vec<DisputeJson> = rows
        .iter()
        .map(|(id, row)| DisputeJson {
            item: id.to_string(),
            bank: library.item(id.as_str()).map(|item| item.bank.to_string()),
            content: row.hashes.map(|hashes| hashes.content.to_string()),
            reason: row.reason.clone(),
            at: super::context::rfc3339(row.at),
        })
        .collect();
    if let Some(path) = &arguments.export {
        let count = crate::ui::words::count(disputes.len(), "dispute");
        let file = DisputeFile {
            preceptor_disputes: 1,
            exported: super::context::rfc3339(context.now()),
            disputes,
        };
        let mut text =
            serde_json::to_string_pretty(&file).map_err(|error| CommandError::world(&error))?;
        text.push('\n');
        crate::sys::file::write_atomic(path, text.as_bytes())
            .map_err(|error| CommandError::world(&error))?;
        context
            .screen
            .line(&format!("{count} written to {}.", path.display()));
    } else if arguments.reporting.json {
        context.print_json(&disputes)?;
    } else if rows.is_empty() {
        context
            .screen
            .line("No disputes. At a question, :dispute REASON raises one.");
    } else {
        for (id, row) in rows {
            let when = days_ago(row.at.date(&context.zone()), context.today());
            context
                .screen
                .labelled(&[(id.as_str(), format!("{} ({when})", row.reason))]);
        }
    }
    Ok(Outcome::Done)
}

fn mark(context: &mut Context, body: EventBody) -> Result<(), CommandError> {
    let now = context.now();
    context.append(&[Event {
        at: now,
        attempt: None,
        body,
    }])
}

/// Returns the id of the item that `word` names, or an error with the nearest id.
fn known_item(context: &mut Context, word: &str) -> Result<ItemId, CommandError> {
    let library = context.library()?;
    let id = ItemId::new(word);
    if library.item(word).is_some() {
        return Ok(id);
    }
    let error = CommandError::usage(format!("there is no item `{word}`"));
    Err(match super::target::nearest_id(&library, word) {
        Some(near) => error.hint(format!("Did you mean `{near}`?")),
        None => error.hint("bank show BANK lists a bank's items."),
    })
}
