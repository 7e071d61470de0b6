//! Diagnostics as SARIF 2.1.0, which code hosts show beside the lines.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    diagnostic::{Diagnostic, Severity},
    source::SourceFile,
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<SarifResult<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<RuleFacts<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RuleFacts<'a> {
    id: &'a str,
    name: &'a str,
    short_description: Message<'a>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'a str,
    message: OwnedMessage,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<SarifFix>,
}

#[derive(Serialize)]
struct OwnedMessage {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
struct ArtifactLocation {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifFix {
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: OwnedMessage,
}

/// Returns `diagnostics` as one SARIF log of a run of the tool `name` in `version`.
pub fn sarif(diagnostics: &[Diagnostic], name: &str, version: &str) -> String {
    let codes: BTreeMap<&str, &Diagnostic> = diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code.id, diagnostic))
        .collect();
    let index: BTreeMap<&str, usize> = codes.keys().copied().zip(0..).collect();
    let rules = codes
        .values()
        .map(|diagnostic| RuleFacts {
            id: diagnostic.code.id,
            name: diagnostic.code.name,
            short_description: Message {
                text: diagnostic.code.doc,
            },
        })
        .collect();
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name,
                    version,
                    rules,
                },
            },
            column_kind: "unicodeCodePoints",
            results: diagnostics
                .iter()
                .map(|diagnostic| result(diagnostic, index[diagnostic.code.id]))
                .collect(),
        }],
    };
    serde_json::to_string_pretty(&log).expect("text and numbers always have a JSON form")
}

fn result(diagnostic: &Diagnostic, rule_index: usize) -> SarifResult<'_> {
    let text = match &diagnostic.help {
        Some(help) => format!("{}; {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let place = |file: &SourceFile, start: usize, end: usize| PhysicalLocation {
        artifact_location: artifact(file),
        region: region(file, start, end),
    };
    SarifResult {
        rule_id: diagnostic.code.id,
        rule_index,
        level: match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        },
        message: OwnedMessage { text },
        locations: [Location {
            physical_location: place(&diagnostic.file, diagnostic.span.start, diagnostic.span.end),
            message: None,
        }],
        related_locations: diagnostic
            .secondary
            .iter()
            .map(|label| Location {
                physical_location: place(&label.file, label.span.start, label.span.end),
                message: Some(Message { text: &label.text }),
            })
            .collect(),
        fixes: diagnostic
            .fix
            .iter()
            .map(|fix| SarifFix {
                artifact_changes: [ArtifactChange {
                    artifact_location: artifact(&diagnostic.file),
                    replacements: fix
                        .edits
                        .iter()
                        .map(|edit| Replacement {
                            deleted_region: region(
                                &diagnostic.file,
                                edit.span.start,
                                edit.span.end,
                            ),
                            inserted_content: OwnedMessage {
                                text: edit.text.clone(),
                            },
                        })
                        .collect(),
                }],
            })
            .collect(),
    }
}

fn region(file: &SourceFile, start: usize, end: usize) -> Region {
    let (first, last) = (file.position(start), file.position(end));
    Region {
        start_line: first.line,
        start_column: first.column,
        end_line: last.line,
        end_column: last.column,
    }
}

/// Returns the file's path as a URI reference: bytes that have a meaning there are written by their number.
fn artifact(file: &SourceFile) -> ArtifactLocation {
    let mut uri = String::with_capacity(file.path().len());
    for byte in file.path().bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_' | b'~') {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    ArtifactLocation { uri }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::Value;

    use super::*;
    use crate::diag::{Applicability, Code};

    static CODE: Code = Code {
        id: "S030",
        name: "doubled-word",
        doc: "A word stands twice in a row.",
    };

    #[test]
    fn a_log_says_what_where_and_how_to_mend_it() {
        let file = Arc::new(SourceFile::new("my bank.toml", "é the the\n"));
        let finding = Diagnostic::error(&CODE, &file, 3..10, "`the` stands twice")
            .with_severity(Severity::Info)
            .with_secondary(&file, 3..6, "first here")
            .with_fix(6..10, "", Applicability::Safe);
        let log: Value = serde_json::from_str(&sarif(&[finding], "preceptor", "1.0")).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "S030");
        let result = &run["results"][0];
        assert_eq!(
            (&result["ruleId"], &result["ruleIndex"], &result["level"]),
            (&"S030".into(), &0.into(), &"note".into())
        );
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "my%20bank.toml");
        assert_eq!(
            (
                &place["region"]["startLine"],
                &place["region"]["startColumn"],
                &place["region"]["endColumn"]
            ),
            (&1.into(), &3.into(), &10.into())
        );
        assert_eq!(
            result["relatedLocations"][0]["message"]["text"],
            "first here"
        );
        let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(replacement["insertedContent"]["text"], "");
        assert_eq!(replacement["deletedRegion"]["startColumn"], 6);
    }

    #[test]
    fn no_finding_is_a_log_without_results() {
        let log: Value = serde_json::from_str(&sarif(&[], "preceptor", "1.0")).unwrap();
        assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
    }
}
