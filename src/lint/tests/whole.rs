//! What no single rule shows: waivers, selection, fixes, several threads, the robot on a bank that gives itself away.

use std::{fmt::Write as _, sync::Arc};

use super::{check, packs, strict};
use crate::{
    bank::load_bank,
    diag::{Severity, SourceFile},
    lint::{Cue, Fixes, Selector, Settings, apply, lint, robot},
};

const HEAD: &str = "format = 1\n[bank]\nid = \"x\"\ntitle = \"X\"\ncredential = \"rhit\"\nlicense = \"L\"\nauthors = [\"N\"]\n";

fn item(id: &str, extra: &str, stem: &str, options: [&str; 3]) -> String {
    let mut text = format!(
        "\n[[choice]]\nid = \"{id}\" # kept\ndomain = \"1\"\ntask = [\"t01\"]\nlevel = \"recall\"\n{extra}reference = [\"45 CFR 164.508 (2026)\"]\nstem = \"{stem}\"\noptions = [\n"
    );
    for (place, option) in options.iter().enumerate() {
        let key = if place == 0 { ", key = true" } else { "" };
        writeln!(
            text,
            "  {{ text = \"{option}\"{key}, why = \"This is the reason of place {place}.\" }},"
        )
        .unwrap();
    }
    text.push_str("]\n");
    text
}

const PEOPLE: [&str; 3] = ["The patient", "The spouse", "The clerk"];

fn codes(text: &str) -> Vec<&'static str> {
    check(text).iter().map(|finding| finding.code.id).collect()
}

#[test]
fn a_sound_item_is_clean() {
    let text = format!(
        "{HEAD}{}",
        item("a", "", "Who signs the form of a competent adult?", PEOPLE)
    );
    assert_eq!(codes(&text), [""; 0]);
}

#[test]
fn a_finding_points_at_the_word() {
    let text = format!(
        "{HEAD}{}",
        item("a", "", "Who signs the the form of an adult?", PEOPLE)
    );
    let findings = check(&text);
    assert_eq!(findings.len(), 1);
    assert_eq!(&text[findings[0].span.clone()], "the the");
    let escaped = text.replace("of an adult", "of \\u00e9 an adult");
    let findings = check(&escaped);
    assert_eq!(findings[0].code.id, "S030");
    assert_eq!(&escaped[findings[0].span.clone()], "the the");
}

#[test]
fn waivers_of_item_and_bank_hold_and_unused_ones_are_told() {
    let stem = "Who signs the the form of an adult?";
    let waived = item(
        "a",
        "allow = [{ rule = \"S030\", reason = \"A test.\" }]\n",
        stem,
        PEOPLE,
    );
    assert_eq!(codes(&format!("{HEAD}{waived}")), [""; 0]);
    let by_bank = format!(
        "{HEAD}allow = [{{ rule = \"S030\", reason = \"A test.\" }}]\n{}",
        item("a", "", stem, PEOPLE)
    );
    assert_eq!(codes(&by_bank), [""; 0]);
    let unused = format!("{HEAD}{}", waived.replace("the the", "the"));
    let findings = check(&unused);
    assert_eq!(findings[0].code.id, "L006");
    assert_eq!(
        &unused[findings[0].span.clone()],
        "[{ rule = \"S030\", reason = \"A test.\" }]"
    );
}

#[test]
fn a_waiver_is_not_unused_when_its_rule_did_not_run() {
    let waived = item(
        "a",
        "allow = [{ rule = \"S037\", reason = \"A test.\" }]\n",
        "Who signs the form of an adult?",
        PEOPLE,
    );
    let text = format!("{HEAD}{waived}");
    let file = Arc::new(SourceFile::new("x.toml", text));
    let bank = load_bank(&file, packs(), false).unwrap();
    let relaxed = Settings {
        strict: false,
        ..strict()
    };
    assert_eq!(lint(&[&bank], packs(), &relaxed).len(), 0);
    assert_eq!(lint(&[&bank], packs(), &strict()).len(), 1);
}

#[test]
fn rules_are_selected_and_ignored_by_code_family_and_name() {
    let stem = "Who signs the the form of the recieved record?";
    let text = format!("{HEAD}{}", item("a", "", stem, PEOPLE));
    let file = Arc::new(SourceFile::new("x.toml", text));
    let bank = load_bank(&file, packs(), false).unwrap();
    let found = |select: &[&str], ignore: &[&str]| -> Vec<&str> {
        let read = |words: &[&str]| {
            words
                .iter()
                .map(|word| Selector::read(word).unwrap())
                .collect()
        };
        let settings = Settings {
            strict: false,
            select: read(select),
            ignore: read(ignore),
            ..strict()
        };
        lint(&[&bank], packs(), &settings)
            .iter()
            .map(|finding| finding.code.id)
            .collect()
    };
    assert_eq!(found(&[], &[]), ["S030", "S033"]);
    assert_eq!(found(&["s030"], &[]), ["S030"]);
    assert_eq!(found(&["S"], &["misspelling"]), ["S030"]);
    assert_eq!(found(&["L"], &[]), [""; 0]);
    assert_eq!(found(&[], &["S03"]), [""; 0]);
}

#[test]
fn an_unready_scored_item_is_an_error_under_strict_only() {
    let text = format!(
        "{HEAD}{}",
        item(
            "a",
            "status = \"scored\"\n",
            "Who signs the form of an adult?",
            PEOPLE
        )
    );
    let findings = check(&text);
    assert_eq!(
        (findings[0].code.id, findings[0].severity),
        ("C006", Severity::Error)
    );
    assert_eq!(&text[findings[0].span.clone()], "\"scored\"");
}

#[test]
fn fixes_keep_comments_and_a_second_run_finds_nothing_to_fix() {
    let bad = item(
        "a",
        "",
        "Who signs the the HIPPA form of an adult?  ",
        ["The patient.", "the spouse", "The clerk"],
    )
    .replace("?  \"", "?\"  ");
    let text = format!("{HEAD}# A comment.   \n{bad}");
    let findings = check(&text);
    let (safe, made) = apply(&text, &findings, Fixes::Safe);
    assert_eq!(made, 4);
    let expected = text
        .replace("the the HIPPA", "the HIPAA")
        .replace("comment.   \n", "comment.\n")
        .replace("?\"  \n", "?\"\n");
    assert_eq!(safe, expected);
    let (again, made) = apply(&safe, &check(&safe), Fixes::Safe);
    assert_eq!((again.as_str(), made), (safe.as_str(), 0));
    let (rest, made) = apply(&safe, &check(&safe), Fixes::Unsafe);
    assert_eq!(made, 2);
    assert!(
        rest.contains("\"The patient\"")
            && rest.contains("\"The spouse\"")
            && rest.contains("# kept")
    );
    assert_eq!(check(&rest).len(), 0);
}

#[test]
fn the_sound_items_of_a_faulty_bank_are_checked() {
    let good = item("a", "", "Who signs the the form of an adult?", PEOPLE);
    let broken = item(
        "b",
        "colour = 1\n",
        "Who keeps the form once it is signed?",
        PEOPLE,
    );
    assert_eq!(codes(&format!("{HEAD}{good}{broken}")), ["S030", "B002"]);
    let open = "\n[[choice]]\nid = \"c\nstem = 3\n";
    let found = codes(&format!("{HEAD}{good}{open}"));
    assert!(
        found.contains(&"S030") && found.contains(&"B005"),
        "{found:?}"
    );
}

#[test]
fn several_threads_find_what_one_finds_in_the_same_order() {
    let mut text = HEAD.to_owned();
    for number in 0..1_200 {
        let word = if number % 100 == 7 { "the the" } else { "the" };
        let stem =
            format!("Which of {number} people signs {word} form {number} of adult {number}?");
        text.push_str(&item(&format!("a-{number}"), "", &stem, PEOPLE));
    }
    let findings = check(&text);
    assert_eq!(
        findings
            .iter()
            .filter(|finding| finding.code.id == "S030")
            .count(),
        12
    );
    assert!(findings.is_sorted_by_key(|finding| finding.span.start));
}

#[test]
fn the_robot_finds_a_bank_that_gives_itself_away() {
    let mut text = HEAD.to_owned();
    for number in 0..40 {
        let options = [
            "The patient who came in person to the desk",
            "The clerk",
            "The spouse",
        ];
        text.push_str(&item(
            &format!("a-{number}"),
            "",
            &format!("Who signs form {number}?"),
            options,
        ));
    }
    let file = Arc::new(SourceFile::new("x.toml", text));
    let bank = load_bank(&file, packs(), false).unwrap();
    let report = robot(&[&bank]);
    let all = report.score();
    assert_eq!((all.asked, all.right), (40, 40));
    assert!((all.chance - 1.0 / 3.0).abs() < 1e-9 && all.interval.0 > 0.9);
    assert_eq!(report.score_by(Cue::Longest).right, 40);
}

#[test]
fn the_robot_guesses_the_middle_where_nothing_speaks() {
    let mut text = HEAD.to_owned();
    for number in 0..10 {
        text.push_str(&item(
            &format!("a-{number}"),
            "",
            &format!("How many days has month {number}?"),
            ["28", "30", "31"],
        ));
    }
    let file = Arc::new(SourceFile::new("x.toml", text));
    let bank = load_bank(&file, packs(), false).unwrap();
    let report = robot(&[&bank]);
    assert!(
        report
            .answers
            .iter()
            .all(|answer| answer.cue == Cue::Place && !answer.is_right)
    );
}
