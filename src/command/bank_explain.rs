//! `bank explain`: the manual of a rule, or what a fault of the loader means.

use serde::Serialize;

use crate::{
    bank,
    diag::{Code, did_you_mean, find_code},
    lint::{RULES, find_rule},
    ui::{Column, Table},
};

use super::{Context, Outcome, arguments::Reporting, error::CommandError};

/// One code in `--json` output.
#[derive(Serialize)]
struct CodeJson {
    code: &'static str,
    name: &'static str,
    /// `error`, `warning` or `info`.
    severity: &'static str,
    doc: &'static str,
    /// The manual in Markdown; null for faults of the loader, which `doc` explains.
    manual: Option<String>,
}

pub(super) fn run(
    context: &mut Context,
    code: Option<&str>,
    reporting: Reporting,
) -> Result<Outcome, CommandError> {
    let facts = match code {
        Some(word) => vec![explain(word)?],
        None => all(),
    };
    if reporting.json {
        context.print_json(&facts)?;
        return Ok(Outcome::Done);
    }
    let screen = &mut context.screen;
    if code.is_none() {
        let mut table = Table::new([
            Column::words("code"),
            Column::words("name"),
            Column::words("severity"),
            Column::words("fault"),
        ]);
        for one in &facts {
            table.push(
                [one.code, one.name, one.severity, one.doc]
                    .map(str::to_owned)
                    .to_vec(),
            );
        }
        screen.table(&table);
        screen.blank();
        screen.paragraph("bank explain CODE tells why, with a bad and a good example.");
        return Ok(Outcome::Done);
    }
    for one in &facts {
        screen.heading(&format!("{}   {}   {}", one.code, one.name, one.severity));
        screen.markdown(one.manual.as_deref().unwrap_or(one.doc), 0);
        if one.manual.is_some() {
            screen.blank();
            screen.paragraph(&format!(
                "To waive it where it does not apply: allow = [{{ rule = \"{}\", reason = \"...\" }}]",
                one.code
            ));
        }
    }
    Ok(Outcome::Done)
}

fn explain(word: &str) -> Result<CodeJson, CommandError> {
    if let Some(rule) = find_rule(word) {
        return Ok(CodeJson {
            severity: rule.severity.word(),
            manual: Some(rule.manual()),
            ..of_loader(&rule.code)
        });
    }
    if let Some(code) = find_code(bank::code::ALL, word) {
        return Ok(of_loader(code));
    }
    let codes = bank::code::ALL
        .iter()
        .copied()
        .chain(RULES.iter().map(|rule| &rule.code));
    let known: Vec<&str> = codes.flat_map(|code| [code.id, code.name]).collect();
    let error = CommandError::usage(format!("there is no finding `{word}`"));
    Err(match did_you_mean(word, known) {
        Some(near) => error.hint(format!("Did you mean `{near}`?")),
        None => error.hint("bank explain lists them."),
    })
}

fn of_loader(code: &Code) -> CodeJson {
    CodeJson {
        code: code.id,
        name: code.name,
        severity: "error",
        doc: code.doc,
        manual: None,
    }
}

fn all() -> Vec<CodeJson> {
    let rules = RULES.iter().map(|rule| CodeJson {
        severity: rule.severity.word(),
        manual: Some(rule.manual()),
        ..of_loader(&rule.code)
    });
    bank::code::ALL
        .iter()
        .map(|code| of_loader(code))
        .chain(rules)
        .collect()
}
