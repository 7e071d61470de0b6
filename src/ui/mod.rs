//! Floor 5: how things look and how lines come in.
//!
//! Text goes out through a [`Screen`]: wrapped to the terminal's width, styled by meaning, plain for screen readers.
//! Lines come in through a [`LineSource`]: the line [`Editor`] at a terminal, a [`Pipe`] elsewhere, a [`Script`] in
//! tests. All three show the same transcript.

pub mod editor;
pub mod history;
pub mod line_source;
pub mod markdown;
pub mod pipe;
pub mod screen;
pub mod script;
pub mod style;
pub mod table;
pub mod words;
pub mod wrap;

pub use editor::Editor;
pub use line_source::{Candidate, Line, LineError, LineSource, Prompt, PromptKind, Suggest};
pub use pipe::Pipe;
pub use screen::Screen;
pub use script::Script;
pub use style::Style;
pub use table::{Cell, Column, Table};
