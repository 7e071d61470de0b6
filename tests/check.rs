//! `bank check`, `explain` and `robot` as an author runs them: exit codes, fixes in files, every form of output.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use serde_json::Value;

const HEAD: &str = "format = 1\n\n[bank] # mine\nid = \"mine\"\ntitle = \"Mine\"\ncredential = \"rhit\"\nlicense = \"CC-BY-4.0\"\nauthors = [\"N\"]\n";

fn item(id: &str, stem: &str) -> String {
    format!(
        "\n[[choice]]\nid = \"{id}\"   # kept\ndomain = \"1\"\nlevel = \"recall\"\nstem = \"{stem}\"\nreference = [\"45 CFR 164.508 (2026)\"]\noptions = [\n  {{ text = \"The patient\", key = true, why = \"A competent adult decides alone.\" }},\n  {{ text = \"The spouse\", why = \"Marriage gives no right to decide.\" }}, # kept too\n  {{ text = \"The clerk\", why = \"The clerk only receives the form.\" }},\n]\n"
    )
}

fn run(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_preceptor"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("PRECEPTOR_DATA_DIR", folder.join("data"))
        .env("PRECEPTOR_NOW", "2026-11-22T09:00:00-05:00")
        .env("COLUMNS", "80")
        .output()
        .unwrap()
}

/// Runs `bank` with `words`; returns the exit code, what was said and what was complained of.
fn bank(folder: &Path, words: &[&str]) -> (i32, String, String) {
    let mut all = vec!["bank"];
    all.extend(words);
    let output = run(folder, &all);
    (
        output.status.code().unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    )
}

fn folder_with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mine.toml"), text).unwrap();
    folder
}

#[test]
fn exit_codes_say_clean_findings_or_could_not() {
    let folder = folder_with(&format!(
        "{HEAD}{}",
        item("a", "Who signs the form of a competent adult?")
    ));
    let check = |words: &[&str]| bank(folder.path(), words);
    assert_eq!(
        check(&["check", "mine.toml"]),
        (
            0,
            "1 bank with 1 item: no findings.\n".to_owned(),
            String::new()
        )
    );
    let (code, said, _) = check(&["check", "mine.toml", "--strict", "--concise"]);
    assert_eq!(code, 1);
    assert_eq!(
        said,
        "mine.toml:11:6: info[C017] the item names no task (add `task = [\"...\"]`; `guide` lists the tasks of a credential)\n1 bank with 1 item: 1 finding. bank explain C017 tells why.\n"
    );
    for words in [
        &["check", "none.toml"][..],
        &["check", "mine.toml", "--select", "S999"],
        &["check", "--fix"],
        &["check", "--watch"],
        &["explain", "S999"],
    ] {
        let (code, said, complaint) = check(words);
        assert_eq!((code, said.as_str()), (2, ""), "{words:?}");
        assert!(complaint.contains("hint:"), "{complaint}");
    }
}

#[test]
fn fixes_change_only_what_is_wrong_and_a_second_run_has_nothing_to_fix() {
    let good = format!(
        "{HEAD}{}{}",
        item("a", "Who signs the HIPAA form of an adult?"),
        item("b", "Who keeps the receipt of a referral?")
    );
    let bad = good
        .replace("HIPAA", "the HIPPA")
        .replace("referral", "referal")
        .replace("title = \"Mine\"", "title = \"Mine\"  ");
    let folder = folder_with(&bad);
    let path = folder.path().join("mine.toml");
    let (code, said, _) = bank(folder.path(), &["check", "mine.toml", "--fix"]);
    assert_eq!(
        (code, said.as_str()),
        (0, "1 bank with 2 items: no findings, 4 fixed.\n")
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), good);
    let (_, said, _) = bank(folder.path(), &["check", "mine.toml", "--fix"]);
    assert_eq!(said, "1 bank with 2 items: no findings.\n");
    let left: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        !left
            .iter()
            .any(|name| name.to_string_lossy().starts_with(".preceptor-"))
    );
}

#[test]
fn unsafe_fixes_wait_to_be_asked_for() {
    let bad = format!("{HEAD}{}", item("a", "Who signs the form of an adult?"))
        .replace("\"The clerk\"", "\"the clerk\"");
    let folder = folder_with(&bad);
    let path = folder.path().join("mine.toml");
    let (code, ..) = bank(folder.path(), &["check", "mine.toml", "--fix"]);
    assert_eq!((code, fs::read_to_string(&path).unwrap()), (1, bad.clone()));
    let (code, ..) = bank(folder.path(), &["check", "mine.toml", "--unsafe-fixes"]);
    assert_eq!(
        (code, fs::read_to_string(&path).unwrap()),
        (0, bad.replace("the clerk", "The clerk"))
    );
}

#[test]
fn a_fix_of_the_loader_is_made_too() {
    let good = format!("{HEAD}{}", item("a", "Who signs the form of an adult?"));
    let folder = folder_with(
        &good
            .replace("[[choice]]", "[choice]")
            .replace("format = 1\n", ""),
    );
    let (code, said, _) = bank(folder.path(), &["check", "mine.toml", "--fix"]);
    assert_eq!(
        (code, said.as_str()),
        (0, "1 bank with 1 item: no findings, 2 fixed.\n")
    );
    let text = fs::read_to_string(folder.path().join("mine.toml")).unwrap();
    assert!(
        text.starts_with("format = 1\n") && text.contains("\n[[choice]]\n"),
        "{text}"
    );
}

#[test]
fn findings_of_loader_and_rules_stand_in_the_order_of_the_file() {
    let text = format!(
        "{HEAD}{}{}{}",
        item("a", "Who signs the the form?"),
        item("b", "Who keeps the form once it is signed?").replace("level =", "levle ="),
        item("c", "Who files the the form at last?")
    );
    let folder = folder_with(&text);
    let (code, said, _) = bank(folder.path(), &["check", "mine.toml", "--json"]);
    let found: Value = serde_json::from_str(&said).unwrap();
    let codes: Vec<&str> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["code"].as_str().unwrap())
        .collect();
    assert_eq!((code, codes), (1, vec!["S030", "B002", "S030"]));
}

#[test]
fn sarif_has_one_result_for_each_finding() {
    let folder = folder_with(&format!("{HEAD}{}", item("a", "Who signs the the form?")));
    let (code, said, _) = bank(folder.path(), &["check", "mine.toml", "--sarif"]);
    let log: Value = serde_json::from_str(&said).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!((code, results.len()), (1, 1));
    assert_eq!(results[0]["ruleId"], "S030");
    assert_eq!(
        results[0]["locations"][0]["physicalLocation"]["region"]["startLine"],
        14
    );
}

#[test]
fn the_manual_of_a_rule_is_told_by_code_and_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let (code, by_code, _) = bank(folder.path(), &["explain", "s012"]);
    let (_, by_name, _) = bank(folder.path(), &["explain", "longest-key"]);
    assert_eq!((code, &by_code), (0, &by_name));
    assert!(
        by_code.starts_with("S012   longest-key   warning\nThe key is clearly longer"),
        "{by_code}"
    );
    let (code, said, _) = bank(folder.path(), &["explain", "--json"]);
    let all: Value = serde_json::from_str(&said).unwrap();
    let all = all.as_array().unwrap();
    assert_eq!(code, 0);
    assert!(
        all.iter().any(|one| one["code"] == "B002") && all.iter().any(|one| one["code"] == "L004")
    );
    let (code, _, complaint) = bank(folder.path(), &["explain", "longest-keys"]);
    assert!(
        code == 2 && complaint.contains("Did you mean `longest-key`?"),
        "{complaint}"
    );
}

#[test]
fn the_robot_reports_its_score_with_chance() {
    let long = item("a", "Who signs the form of an adult?")
        .replace("The patient\"", "The patient who came to the desk\"");
    let folder = folder_with(&format!("{HEAD}{long}"));
    let (code, said, _) = bank(folder.path(), &["robot", "mine.toml", "--json"]);
    let report: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(code, 0);
    assert_eq!(
        (&report["all"]["asked"], &report["all"]["right"]),
        (&1.into(), &1.into())
    );
    assert_eq!(report["items"][0]["cue"], "longest option");
    let (_, said, _) = bank(folder.path(), &["robot", "mine.toml"]);
    assert!(said.contains("Given away: a (longest option)."), "{said}");
}
