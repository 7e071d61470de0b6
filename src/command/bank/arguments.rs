//! The words of the commands that help authors.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::{bank::FileKind, command::arguments::Reporting, domain::ItemKind};

/// Write a new bank with a worked example of each wanted kind
#[derive(Debug, Args)]
pub struct NewArguments {
    /// The file to write, such as privacy.toml
    pub path: PathBuf,
    /// The bank's id: lower-case letters, digits and hyphens
    #[arg(long)]
    pub id: Option<String>,
    /// What the bank is called
    #[arg(long)]
    pub title: Option<String>,
    /// The credential whose outline its items refer to
    #[arg(long)]
    pub credential: Option<String>,
    /// Who writes it; may be given several times
    #[arg(long)]
    pub author: Vec<String>,
    /// The kinds of items to begin with, with commas between them
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = crate::command::arguments::read_kind)]
    pub kinds: Vec<ItemKind>,
    /// The licence of its text
    #[arg(long, default_value = "CC-BY-4.0")]
    pub license: String,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

/// Lay bank files out anew; comments and meaning stay
#[derive(Debug, Args)]
pub struct FmtArguments {
    /// Files or folders
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Write nothing; name the files that would change, and end with 1 if there are any
    #[arg(long)]
    pub check: bool,
}

/// Print the JSON Schema of the files that authors write
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// Of which file
    #[arg(default_value = "bank")]
    pub file: SchemaFile,
}

/// A file that has a schema
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaFile {
    /// A bank
    Bank,
    /// A credential's pack, credential.toml
    Credential,
    /// The profession, profession.toml
    Profession,
}

impl SchemaFile {
    /// Returns the kind of file.
    pub fn kind(self) -> FileKind {
        match self {
            Self::Bank => FileKind::Bank,
            Self::Credential => FileKind::Credential,
            Self::Profession => FileKind::Profession,
        }
    }
}

/// Count what banks hold, against the outline and the calendar
#[derive(Debug, Args)]
#[command(
    after_help = "Wanted shares are those of the credential's outline. Reading ease is Flesch's (1948): 206.835 - 1.015 x words a sentence - 84.6 x syllables a word; 60 to 70 is plain English. Retired items are not counted."
)]
pub struct StatsArguments {
    /// A bank, a credential, a file or a folder; every bank when left out
    pub target: Option<String>,
    /// For programs.
    #[command(flatten)]
    pub reporting: Reporting,
}
