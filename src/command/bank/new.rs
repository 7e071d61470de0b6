//! `bank new`: a bank to begin with, from options or from answers to questions.

use std::{ffi::OsStr, path::Path, sync::Arc};

use crate::{
    bank::{Library, NewBank, load_bank},
    command::{
        Context, Outcome,
        error::{CommandError, as_sentence},
    },
    diag::{SourceFile, concise},
    domain::{
        ItemKind,
        credential::Credential,
        id::{LONGEST_ID, is_author_id},
    },
    sys::file::{FileError, write_atomic, write_new},
    ui::{Line, Prompt, words},
};

use super::arguments::NewArguments;

/// Longest id of a bank that leaves room for those of its items.
const LONGEST_BANK_ID: usize = LONGEST_ID - "-example-multiple".len();

/// What the author wants to know, or leaves.
enum Reply<T> {
    Given(T),
    Left,
}

pub(super) fn run(
    context: &mut Context,
    arguments: &NewArguments,
) -> Result<Outcome, CommandError> {
    check_path(&arguments.path, arguments.force)?;
    let library = context.library()?;
    let Reply::Given(new) = wanted(context, &library, arguments)? else {
        context.screen.line("Nothing was written.");
        return Ok(Outcome::Done);
    };
    let text = new.to_toml();
    let shown = arguments.path.display().to_string();
    let file = Arc::new(SourceFile::new(shown.clone(), text.clone()));
    if let Err(faults) = load_bank(&file, &library.packs, true) {
        panic!("a new bank has faults:\n{}", concise(&faults));
    }
    let written = if arguments.force {
        write_atomic(&arguments.path, text.as_bytes())
    } else {
        write_new(&arguments.path, text.as_bytes())
    };
    written.map_err(|error| {
        let hint = match &error {
            FileError::Exists { .. } => "Name another file, or replace this one with --force.",
            _ => "The folder must exist and let you write.",
        };
        CommandError::world(&error).hint(hint)
    })?;
    let kinds: Vec<&str> = new.kinds.iter().map(|kind| kind.word()).collect();
    context.screen.paragraph(&format!(
        "{shown}: the bank `{}` for {} with {} ({}).",
        new.id,
        new.credential.mark,
        words::count(kinds.len(), "example"),
        kinds.join(", ")
    ));
    context.screen.blank();
    context.screen.paragraph(&format!(
        "Next: change the examples into your own items; bank check {shown} tells every fault; quiz {shown} tries it."
    ));
    Ok(Outcome::Done)
}

fn check_path(path: &Path, is_forced: bool) -> Result<(), CommandError> {
    let shown = path.display();
    if path.extension() != Some(OsStr::new("toml")) {
        return Err(
            CommandError::usage(format!("`{shown}` does not end in .toml"))
                .hint(format!("Type bank new {shown}.toml.")),
        );
    }
    let name = path.file_name().and_then(OsStr::to_str);
    if matches!(name, Some("credential.toml" | "profession.toml")) {
        return Err(
            CommandError::usage(format!("`{shown}` is the name of a pack, not of a bank"))
                .hint("Give the bank another name, such as privacy.toml."),
        );
    }
    if path.is_dir() {
        return Err(CommandError::usage(format!("`{shown}` is a folder"))
            .hint("Name a file, such as privacy.toml."));
    }
    if !is_forced && path.symlink_metadata().is_ok() {
        return Err(CommandError::usage(format!("`{shown}` is there already"))
            .hint("Name another file, or replace this one with --force."));
    }
    Ok(())
}

/// Takes what the options give and asks for the rest.
fn wanted<'l>(
    context: &mut Context,
    library: &'l Library,
    arguments: &NewArguments,
) -> Result<Reply<NewBank<'l>>, CommandError> {
    let stem = arguments.path.file_stem().and_then(OsStr::to_str);
    let default_id = stem
        .map(|stem| stem.to_lowercase().replace(['_', ' '], "-"))
        .filter(|id| free_id(library, id).is_ok());
    macro_rules! given {
        ($question:expr, $option:expr, $read:expr) => {
            match given_or_asked(context, &$question, $option, $read)? {
                Reply::Given(value) => value,
                Reply::Left => return Ok(Reply::Left),
            }
        };
    }
    let id = given!(
        Question {
            label: "Id",
            option: "--id",
            default: default_id,
            help: "The bank's id: lower-case letters, digits and hyphens, such as privacy-2026. It stays the same for ever.",
        },
        arguments.id.as_deref(),
        |text| free_id(library, text)
    );
    let title = given!(
        Question {
            label: "Title",
            option: "--title",
            default: None,
            help: "What learners read in lists, such as Privacy and disclosure, spring term.",
        },
        arguments.title.as_deref(),
        |text| Ok(text.to_owned())
    );
    let credential = given!(
        Question {
            label: "Credential",
            option: "--credential",
            default: None,
            help: &format!(
                "The credential whose outline the items follow: {}.",
                words::one_of(&credential_ids(library))
            ),
        },
        arguments.credential.as_deref(),
        |text| credential(library, text)
    );
    let joined = arguments.author.join("\n");
    let authors = given!(
        Question {
            label: "Author",
            option: "--author",
            default: None,
            help: "Who writes the bank; several with semicolons between them.",
        },
        (!joined.is_empty()).then_some(joined.as_str()),
        authors
    );
    let kinds: Vec<&str> = arguments.kinds.iter().map(|kind| kind.word()).collect();
    let joined = kinds.join(" ");
    let kinds = given!(
        Question {
            label: "Kinds",
            option: "--kinds",
            default: Some("choice".to_owned()),
            help: &format!("The kinds of items to begin with: {}.", all_kinds()),
        },
        (!joined.is_empty()).then_some(joined.as_str()),
        kinds_of
    );
    Ok(Reply::Given(NewBank {
        id,
        title,
        credential,
        license: arguments.license.clone(),
        authors,
        kinds,
        today: context.today(),
    }))
}

/// One thing to be asked.
struct Question<'q> {
    label: &'q str,
    option: &'q str,
    default: Option<String>,
    help: &'q str,
}

/// Reads what the option gives; without one asks until an answer can be read.
fn given_or_asked<T>(
    context: &mut Context,
    question: &Question<'_>,
    option: Option<&str>,
    mut read: impl FnMut(&str) -> Result<T, CommandError>,
) -> Result<Reply<T>, CommandError> {
    if let Some(given) = option.map(str::trim) {
        if given.is_empty() {
            return Err(
                CommandError::usage(format!("`{}` is empty", question.option)).hint(question.help),
            );
        }
        return read(given).map(Reply::Given);
    }
    let default = question.default.as_deref();
    let offer = default
        .map(|default| format!(" [{default}]"))
        .unwrap_or_default();
    let prompt = Prompt::answer(&format!("{}{offer}  :quit :help > ", question.label));
    loop {
        let typed = match context.read_line(&prompt)? {
            Line::Text(text) => text,
            Line::End => {
                return Err(CommandError::usage(format!(
                    "the input ended before `{}` was answered; nothing was written",
                    question.label
                ))
                .hint(format!("Give it as an option: {}.", question.option)));
            }
            Line::Interrupted => return Err(CommandError::interrupted()),
            Line::NotText => {
                context.screen.line("That was no text. Type it again.");
                continue;
            }
            Line::TooLong => {
                context
                    .screen
                    .line("That line is too long. Type a shorter one.");
                continue;
            }
        };
        match (typed.trim(), default) {
            (":quit" | ":q", _) => return Ok(Reply::Left),
            (":help" | ":h" | "?", _) | ("", None) => context.screen.paragraph(question.help),
            (answer, default) => {
                let answer = if answer.is_empty() {
                    default.unwrap_or_default()
                } else {
                    answer
                };
                match read(answer) {
                    Ok(value) => return Ok(Reply::Given(value)),
                    Err(error) => {
                        let told = as_sentence(&error.message);
                        let told = [&[told], &error.hints[..]].concat().join(" ");
                        context.screen.paragraph(&told);
                    }
                }
            }
        }
    }
}

/// Returns `text` as the id of a new bank.
fn free_id(library: &Library, text: &str) -> Result<String, CommandError> {
    if !is_author_id(text) || text.len() > LONGEST_BANK_ID {
        return Err(CommandError::usage(format!("`{text}` is not an id")).hint(format!(
            "An id is 1 to {LONGEST_BANK_ID} lower-case letters, digits and inner hyphens, such as privacy-2026."
        )));
    }
    let begins = format!("{text}-example-");
    let is_taken = library.bank(text).is_some()
        || library.packs.credential(text).is_some()
        || library
            .items()
            .any(|item| item.id.as_str().starts_with(&begins));
    if is_taken {
        return Err(CommandError::usage(format!("`{text}` is taken")).hint(
            "Ids are unique over all banks and credentials; bank list shows those of the banks.",
        ));
    }
    Ok(text.to_owned())
}

fn credential<'l>(library: &'l Library, text: &str) -> Result<&'l Credential, CommandError> {
    library.packs.credential(text).ok_or_else(|| {
        let error = CommandError::usage(format!("there is no credential `{text}`"));
        match library.packs.nearest(text) {
            Some(near) => error.hint(format!("Did you mean `{near}`?")),
            None => error.hint(format!(
                "There are {}.",
                words::all_of(&credential_ids(library))
            )),
        }
    })
}

fn credential_ids(library: &Library) -> Vec<&str> {
    let credentials = library.packs.credentials();
    credentials
        .map(|credential| credential.id.as_str())
        .collect()
}

fn authors(text: &str) -> Result<Vec<String>, CommandError> {
    let mut authors: Vec<String> = Vec::new();
    for author in text.split(['\n', ';']).map(str::trim) {
        if !author.is_empty() && !authors.iter().any(|other| other == author) {
            authors.push(author.to_owned());
        }
    }
    if authors.is_empty() {
        return Err(CommandError::usage("nobody is named"));
    }
    Ok(authors)
}

fn kinds_of(text: &str) -> Result<Vec<ItemKind>, CommandError> {
    let mut kinds = Vec::new();
    let is_gap = |letter: char| letter == ',' || letter.is_whitespace();
    for word in text.split(is_gap).filter(|word| !word.is_empty()) {
        let kind = ItemKind::from_word(&word.to_lowercase()).ok_or_else(|| {
            CommandError::usage(format!("there is no kind `{word}`"))
                .hint(format!("The kinds are {}.", all_kinds()))
        })?;
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() {
        return Err(
            CommandError::usage("no kind is named").hint(format!("The kinds are {}.", all_kinds()))
        );
    }
    Ok(kinds)
}

fn all_kinds() -> String {
    words::all_of(&ItemKind::ALL.map(ItemKind::word))
}
