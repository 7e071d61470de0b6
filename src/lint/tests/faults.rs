//! A bank of sixty faults, each found at its place and nothing besides.

use super::check;

const BANK: &str = include_str!("../../../tests/fixtures/sixty_faults.toml");

/// Returns what the `#!` lines expect: line, code, and the text to be blamed.
fn expected() -> Vec<(usize, String, String)> {
    let mut expected = Vec::new();
    let mut waiting: Vec<(String, String)> = Vec::new();
    for (number, line) in (1..).zip(BANK.lines()) {
        if let Some(mark) = line.strip_prefix("#! ") {
            let (code, text) = mark.split_once(' ').unwrap();
            let text = text.replace('␠', " ").replace("<U+200B>", "\u{200b}");
            waiting.push((code.to_owned(), text));
        } else {
            expected.extend(waiting.drain(..).map(|(code, text)| (number, code, text)));
        }
    }
    expected
}

#[test]
fn sixty_faults_are_found_at_their_places_and_nothing_else() {
    let mut wanted = expected();
    let mut found: Vec<(usize, String, String)> = check(BANK)
        .into_iter()
        .map(|finding| {
            let line = finding.file.position(finding.span.start).line;
            (
                line,
                finding.code.id.to_owned(),
                BANK[finding.span].to_owned(),
            )
        })
        .collect();
    wanted.sort();
    found.sort();
    assert_eq!(wanted.len(), 60);
    let missing: Vec<_> = wanted.iter().filter(|one| !found.contains(one)).collect();
    let surplus: Vec<_> = found.iter().filter(|one| !wanted.contains(one)).collect();
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "missing {missing:#?}\nsurplus {surplus:#?}"
    );
    assert_eq!(found, wanted);
}
