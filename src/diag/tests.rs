use std::sync::Arc;

use super::*;

static FAULT: Code = Code {
    id: "B002",
    name: "unknown-key",
    doc: "A key that the format does not know.",
};

fn file(text: &'static str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new("banks/a.toml", text))
}

fn plain(diagnostics: &[Diagnostic]) -> String {
    let look = Look {
        color: false,
        width: 80,
    };
    full(diagnostics, look)
}

fn mistyped() -> Diagnostic {
    let file = file("format = 1\n[[choice]]\nstme = \"é\"\nid = \"x\"\n");
    Diagnostic::error(&FAULT, &file, 22..26, "unknown key `stme` in `[[choice]]`")
        .with_label("not a key")
        .with_secondary(&file, 11..21, "of this table")
        .with_help("did you mean `stem`?")
        .with_fix(22..26, "stem", Applicability::Unsafe)
}

#[test]
fn people_see_the_line_with_carets() {
    insta::assert_snapshot!(plain(&[mistyped()]), @r#"
    error[B002]: unknown key `stme` in `[[choice]]`
     --> banks/a.toml:3:1
      |
    2 | [[choice]]
      | ---------- of this table
    3 | stme = "é"
      | ^^^^ not a key
      |
      = help: did you mean `stem`?
    help: write it like this
      |
    3 - stme = "é"
    3 + stem = "é"
      |
    "#);
}

#[test]
fn editors_see_one_line() {
    assert_eq!(
        concise(&[mistyped()]),
        "banks/a.toml:3:1: error[B002] unknown key `stme` in `[[choice]]` (did you mean `stem`?)\n"
    );
}

#[test]
fn programs_see_stable_keys() {
    insta::assert_snapshot!(json(&[mistyped()]), @r#"
    [
      {
        "code": "B002",
        "name": "unknown-key",
        "severity": "error",
        "message": "unknown key `stme` in `[[choice]]`",
        "path": "banks/a.toml",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 5,
        "start": 22,
        "end": 26,
        "label": "not a key",
        "secondary": [
          {
            "path": "banks/a.toml",
            "line": 2,
            "column": 1,
            "end_line": 2,
            "end_column": 11,
            "start": 11,
            "end": 21,
            "text": "of this table"
          }
        ],
        "help": "did you mean `stem`?",
        "fix": {
          "applicability": "unsafe",
          "edits": [
            {
              "start": 22,
              "end": 26,
              "text": "stem"
            }
          ]
        }
      }
    ]
    "#);
}

#[test]
fn places_in_two_files_are_both_shown() {
    let (one, other) = (
        file("id = \"x\"\n"),
        Arc::new(SourceFile::new("b.toml", "\r\nid = \"x\"\r\n")),
    );
    let twice = Diagnostic::error(&FAULT, &other, 7..10, "the id `x` is used twice")
        .with_secondary(&one, 5..8, "first here")
        .with_severity(Severity::Warning);
    insta::assert_snapshot!(plain(&[twice]), @r#"
    warning[B002]: the id `x` is used twice
     --> b.toml:2:6
      |
    2 | id = "x"
      |      ^^^
      |
     ::: banks/a.toml:1:6
      |
    1 | id = "x"
      |      --- first here
    "#);
}

#[test]
fn nothing_that_steers_a_terminal_comes_out() {
    let text = "a = \"\u{9b}31m\u{202e}\u{1b}[2J\"\n";
    let file = Arc::new(SourceFile::new("e\u{1b}[31m\u{9b}vil.toml", text));
    let other = Arc::new(SourceFile::new("\u{7f}", text));
    let evil = "x\u{1b}]0;t\u{7}\u{9b}\u{202e}";
    let fault = Diagnostic::error(&FAULT, &file, 4..9, evil)
        .with_label(evil)
        .with_help(evil)
        .with_secondary(&other, 5..7, evil)
        .with_fix(4..9, evil, Applicability::Safe);
    for shown in [plain(std::slice::from_ref(&fault)), concise(&[fault])] {
        let steers = |letter: char| {
            (letter.is_control() && letter != '\n') || ('\u{202a}'..='\u{202e}').contains(&letter)
        };
        assert!(!shown.contains(steers), "{shown:?}");
    }
}

#[test]
fn colours_come_only_when_asked() {
    let look = Look {
        color: true,
        width: 80,
    };
    assert!(full(&[mistyped()], look).contains("\u{1b}["));
    assert!(!plain(&[mistyped()]).contains('\u{1b}'));
}

#[test]
fn a_byte_order_mark_moves_no_caret() {
    let file = file("\u{feff}ab = 1\n");
    let fault = Diagnostic::error(&FAULT, &file, 3..5, "m");
    let shown = plain(&[fault]);
    assert!(shown.contains("a.toml:1:1\n"), "{shown}");
    assert!(shown.contains("1 | ab = 1\n  | ^^\n"), "{shown}");
}

#[test]
fn a_line_too_long_is_named_and_not_shown() {
    let text = format!("a = 1\nb = \"{}\"\n", "x".repeat(100_000));
    let file = Arc::new(SourceFile::new("a.toml", text));
    let shown = plain(&[Diagnostic::error(&FAULT, &file, 10..20, "too long")]);
    assert!(shown.len() < 200 && shown.contains("a.toml:2:5"), "{shown}");
}

#[test]
fn every_place_can_be_shown() {
    let file = file("\u{feff}a\r\né\u{1f600}\r\n\n\tb\n");
    let end = file.text().len() + 3;
    for start in 0..end {
        for stop in start..end {
            let fault = Diagnostic::error(&FAULT, &file, start..stop, "m").with_secondary(
                &file,
                0..start,
                "l",
            );
            assert!(plain(std::slice::from_ref(&fault)).starts_with("error[B002]: m\n"));
            assert!(json(&[fault]).contains("\"code\": \"B002\""));
        }
    }
}

#[test]
fn diagnostics_are_sorted_by_file_place_and_code() {
    let (one, other) = (file("abc\n"), Arc::new(SourceFile::new("a.toml", "abc\n")));
    let at = |file: &Arc<SourceFile>, start| Diagnostic::error(&FAULT, file, start..3, "m");
    let mut all = [at(&one, 2), at(&one, 0), at(&other, 1)];
    sort(&mut all);
    let order: Vec<(&str, usize)> = all
        .iter()
        .map(|fault| (fault.file.path(), fault.span.start))
        .collect();
    assert_eq!(
        order,
        [("a.toml", 1), ("banks/a.toml", 0), ("banks/a.toml", 2)]
    );
}
