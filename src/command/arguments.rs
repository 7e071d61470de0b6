//! The words of every command: one enum for the shell and the prompt.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{
    domain::{Feedback, ItemKind},
    sys::ColourChoice,
};

/// Practice, exams and continuing education for health-information credentials
///
/// Without a command the prompt opens. Everything works offline, line by line, in any terminal and through a pipe.
#[derive(Debug, Parser)]
#[command(
    name = "preceptor",
    version,
    max_term_width = 100,
    subcommand_required = false
)]
pub struct Cli {
    /// What holds for the whole run.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do; the prompt when left out.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// One line typed at the prompt.
#[derive(Debug, Parser)]
#[command(
    name = "",
    multicall = true,
    disable_version_flag = true,
    max_term_width = 100,
    help_template = "{subcommands}"
)]
pub struct PromptLine {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that hold for the whole run
#[derive(Debug, Clone, Default, Args)]
pub struct Globals {
    /// Keep the learner's data in this folder
    #[arg(long, value_name = "DIR", global = true)]
    pub data_dir: Option<PathBuf>,
    /// Join a bank file or folder to the shipped banks; may be given several times
    #[arg(long = "bank", value_name = "PATH", global = true)]
    pub banks: Vec<PathBuf>,
    /// Labelled lines instead of tables, nothing repainted
    #[arg(long, global = true)]
    pub plain: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub color: ColorWhen,
}

/// When to use colour
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal that shows it
    #[default]
    Auto,
    /// In any case
    Always,
    /// Not at all
    Never,
}

/// What can be done
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Practise with the reason for every option
    Quiz(QuizArguments),
    /// Go through a finished quiz again with its reasons
    Review(ReviewArguments),
    /// Show where you stand, by domain, task, kind and week
    Progress(ProgressArguments),
    /// List what you did
    History(HistoryArguments),
    /// Set, show or clear what you aim at
    Goal(GoalArguments),
    /// Tell what a credential demands, or help to choose one
    Guide(GuideArguments),
    /// Write a note on an item, or list your notes
    Note(NoteArguments),
    /// Flag an item, or list your flags
    Flag(FlagArguments),
    /// Dispute an item, or list and export your disputes
    Dispute(DisputeArguments),
    /// List, show and check question banks
    Bank(BankArguments),
    /// Check, back up, restore, export and merge your data
    Store(StoreArguments),
    /// Print a completion script for a shell
    Completions(CompletionsArguments),
    /// Print the manual page
    Man,
}

/// Practise with the reason for every option
#[derive(Debug, Args)]
#[command(
    after_help = "At a question the line is your answer; orders begin with a colon, :help lists them."
)]
pub struct QuizArguments {
    /// Credential, bank, file or folder; your goal's credential when left out
    pub target: Option<String>,
    /// How many items
    #[arg(short, long = "number", value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub number: u16,
    /// Only this domain of the outline; may be given several times
    #[arg(long, value_name = "D")]
    pub domain: Vec<String>,
    /// Only this task of the outline or the profession; may be given several times
    #[arg(long, value_name = "T")]
    pub task: Vec<String>,
    /// Only this kind of item; may be given several times
    #[arg(long, value_name = "K", value_parser = read_kind)]
    pub kind: Vec<ItemKind>,
    /// Only items that you missed, never saw, or flagged
    #[arg(long, value_name = "WHICH")]
    pub only: Option<Only>,
    /// Draw the same items in the same order again
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Show reasons after each answer or at the end
    #[arg(long, value_name = "WHEN", default_value = "each", value_parser = read_feedback)]
    pub feedback: Feedback,
    /// Go on with the quiz you left
    #[arg(long, conflicts_with_all = ["target", "domain", "task", "kind", "only", "seed"])]
    pub resume: bool,
}

/// Which items a quiz may draw
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// Your last answer was wrong
    Missed,
    /// You never answered it
    Unseen,
    /// You flagged it
    Flagged,
}

impl ColorWhen {
    /// Returns the choice for the screen.
    pub fn choice(self) -> ColourChoice {
        match self {
            Self::Auto => ColourChoice::Auto,
            Self::Always => ColourChoice::Always,
            Self::Never => ColourChoice::Never,
        }
    }
}

fn read_kind(word: &str) -> Result<ItemKind, String> {
    ItemKind::from_word(word)
        .ok_or_else(|| format!("kinds are {}", ItemKind::ALL.map(ItemKind::word).join(", ")))
}

fn read_feedback(word: &str) -> Result<Feedback, String> {
    Feedback::from_word(word).ok_or_else(|| "it is `each` or `end`".to_owned())
}

/// Go through a finished quiz again with its reasons
#[derive(Debug, Args)]
pub struct ReviewArguments {
    /// The attempt's id, as `history` lists it; the last one when left out
    pub attempt: Option<String>,
    /// Only what you missed
    #[arg(long)]
    pub missed: bool,
    /// Only what you flagged
    #[arg(long)]
    pub flagged: bool,
}

/// Print for programs instead of people
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Reporting {
    /// Print JSON with documented keys
    #[arg(long)]
    pub json: bool,
}

/// Show where you stand, by domain, task, kind and week
#[derive(Debug, Args)]
pub struct ProgressArguments {
    /// Only this credential
    pub credential: Option<String>,
    /// How to break it down
    #[arg(long, value_name = "WHAT", default_value = "domain")]
    pub by: Breakdown,
    /// For programs.
    #[command(flatten)]
    pub reporting: Reporting,
}

/// How progress is broken down
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Breakdown {
    /// By domain of the outline
    Domain,
    /// By task of the outline or the profession
    Task,
    /// By kind of item
    Kind,
    /// By week
    Week,
}

/// List what you did
#[derive(Debug, Args)]
pub struct HistoryArguments {
    /// Only this credential
    pub credential: Option<String>,
    /// How many attempts, newest first
    #[arg(short, long = "number", value_name = "N", default_value_t = 10)]
    pub number: u16,
    /// For programs.
    #[command(flatten)]
    pub reporting: Reporting,
}

/// Set, show or clear what you aim at
#[derive(Debug, Args)]
pub struct GoalArguments {
    /// What to do; `show` when left out.
    #[command(subcommand)]
    pub command: Option<GoalCommand>,
}

/// What can be done with goals
#[derive(Debug, Subcommand)]
pub enum GoalCommand {
    /// Set the goal for a credential; what is left out keeps its value
    Set {
        /// The credential
        credential: String,
        /// The day of the exam, such as 2027-03-15
        #[arg(long, value_name = "DATE")]
        exam: Option<jiff::civil::Date>,
        /// Minutes a day
        #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..=1440))]
        minutes: Option<u32>,
        /// Share of right answers to aim at, in percent
        #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(1..=100))]
        target: Option<u8>,
    },
    /// Show your goals
    Show {
        /// For programs.
        #[command(flatten)]
        reporting: Reporting,
    },
    /// Clear the goal for a credential
    Clear {
        /// The credential
        credential: String,
    },
}

/// Tell what a credential demands, or help to choose one
#[derive(Debug, Args)]
pub struct GuideArguments {
    /// The credential, or `tasks` for the profession's job tasks; an overview when left out
    #[arg(value_name = "CREDENTIAL")]
    pub credential: Option<String>,
}

/// Write a note on an item, or list your notes
#[derive(Debug, Args)]
pub struct NoteArguments {
    /// The item's id; lists all notes when left out
    pub item: Option<String>,
    /// The note; an empty text (`""`) takes it away
    #[arg(trailing_var_arg = true)]
    pub text: Vec<String>,
    /// For programs.
    #[command(flatten)]
    pub reporting: Reporting,
}

/// Flag an item, or list your flags
#[derive(Debug, Args)]
pub struct FlagArguments {
    /// The item's id; lists all flags when left out
    pub item: Option<String>,
    /// Take the flag away
    #[arg(long, requires = "item")]
    pub off: bool,
    /// For programs.
    #[command(flatten)]
    pub reporting: Reporting,
}

/// Dispute an item, or list and export your disputes
#[derive(Debug, Args)]
pub struct DisputeArguments {
    /// The item's id; lists all disputes when left out
    pub item: Option<String>,
    /// Why; an empty text (`""`) withdraws the dispute
    #[arg(trailing_var_arg = true)]
    pub reason: Vec<String>,
    /// Write all disputes to a file for the author: item, wording and reason
    #[arg(long, value_name = "FILE", conflicts_with = "item")]
    pub export: Option<PathBuf>,
    /// For programs.
    #[command(flatten)]
    pub reporting: Reporting,
}

/// List, show and check question banks
#[derive(Debug, Args)]
pub struct BankArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: BankCommand,
}

/// What can be done with banks
#[derive(Debug, Subcommand)]
pub enum BankCommand {
    /// List the banks with what they hold
    List {
        /// For programs.
        #[command(flatten)]
        reporting: Reporting,
    },
    /// Show an item with its key and reasons, or a bank's items
    Show {
        /// An item's or a bank's id
        id: String,
    },
    /// Check syntax, structure and wording, and tell every finding with its place and reason
    Check(CheckArguments),
    /// Explain a finding by its code or name, or list them all
    Explain {
        /// The code, such as S012, or the name, such as longest-key
        code: Option<String>,
        /// For programs.
        #[command(flatten)]
        reporting: Reporting,
    },
    /// Answer banks from surface clues alone, and tell what they give away
    Robot {
        /// Files or folders; the shipped banks when left out
        paths: Vec<PathBuf>,
        /// For programs.
        #[command(flatten)]
        reporting: Reporting,
    },
}

/// Check syntax, structure and wording, and tell every finding with its place and reason
#[derive(Debug, Clone, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one flag of the command line"
)]
pub struct CheckArguments {
    /// Files or folders; the shipped banks when left out
    pub paths: Vec<PathBuf>,
    /// Tell also what is only worth knowing, and refuse scored items that lack a review
    #[arg(long)]
    pub strict: bool,
    /// One line a finding
    #[arg(long)]
    pub concise: bool,
    /// For programs.
    #[command(flatten)]
    pub reporting: Reporting,
    /// Print SARIF 2.1.0, which code hosts show beside the lines
    #[arg(long, conflicts_with_all = ["json", "concise"])]
    pub sarif: bool,
    /// Make the fixes that nobody would object to, in the files
    #[arg(long)]
    pub fix: bool,
    /// Make the other fixes too
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Only these rules: codes, families such as S, or names; separated by commas
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Not these rules
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Check again each time a file is saved, until Ctrl-C
    #[arg(long, conflicts_with_all = ["json", "sarif"])]
    pub watch: bool,
}

/// Check, back up, restore, export and merge your data
#[derive(Debug, Args)]
pub struct StoreArguments {
    /// What to do.
    #[command(subcommand)]
    pub command: StoreCommand,
}

/// What can be done with the store
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Check that everything in the store is whole
    Check {
        /// Rebuild what is derived from the log
        #[arg(long)]
        repair: bool,
        /// For programs.
        #[command(flatten)]
        reporting: Reporting,
    },
    /// Make a copy now, or list the copies
    Backup {
        /// Write it to this file instead of the data folder
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        /// List the copies there are
        #[arg(long, conflicts_with = "to")]
        list: bool,
    },
    /// Go back to a copy; the present store is kept beside it
    Restore {
        /// The copy's file; the newest copy when left out
        from: Option<PathBuf>,
    },
    /// Write the whole log as JSON lines
    Export {
        /// The file; the standard output when left out
        to: Option<PathBuf>,
    },
    /// Take in another machine's exported log
    Merge {
        /// The exported file
        from: PathBuf,
    },
}

/// Print a completion script for a shell
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn both_grammars_are_sound() {
        Cli::command().debug_assert();
        PromptLine::command().debug_assert();
    }
}
