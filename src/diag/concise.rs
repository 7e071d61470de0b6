//! One line for each diagnostic, as editors and pipes read them.

use std::fmt::Write as _;

use super::{diagnostic::Diagnostic, visible::visible};

/// Returns `path:line:column: error[B002] message` for each diagnostic, each on its own line.
pub fn concise(diagnostics: &[Diagnostic]) -> String {
    let mut lines = String::new();
    for diagnostic in diagnostics {
        let position = diagnostic.file.position(diagnostic.span.start);
        let help = diagnostic
            .help
            .as_ref()
            .map_or(String::new(), |help| format!(" ({})", visible(help)));
        writeln!(
            lines,
            "{}:{}:{}: {}[{}] {}{help}",
            visible(diagnostic.file.path()),
            position.line,
            position.column,
            diagnostic.severity.word(),
            diagnostic.code.id,
            visible(&diagnostic.message),
        )
        .expect("a String can be written");
    }
    lines
}
