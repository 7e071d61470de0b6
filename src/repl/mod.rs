//! Floor 7: the prompt, its greeting and completion, and the way in from the shell.

mod completion;
mod entry;
mod greeting;
mod prompt;

pub use entry::run_program;
