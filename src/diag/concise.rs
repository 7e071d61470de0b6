//! One line for each diagnostic, as editors and pipes read them.

use super::{diagnostic::Diagnostic, visible::visible};

/// Returns `path:line:column: error[B002] message` for each diagnostic, each on its own line.
pub fn concise(diagnostics: &[Diagnostic]) -> String {
    let mut lines = String::new();
    for diagnostic in diagnostics {
        let position = diagnostic.file.position(diagnostic.span.start);
        lines.push_str(&format!(
            "{}:{}:{}: {}[{}] {}",
            visible(diagnostic.file.path()),
            position.line,
            position.column,
            diagnostic.severity.word(),
            diagnostic.code.id,
            visible(&diagnostic.message),
        ));
        if let Some(help) = &diagnostic.help {
            lines.push_str(" (");
            lines.push_str(&visible(help));
            lines.push(')');
        }
        lines.push('\n');
    }
    lines
}
