//! Authors' files on disk: laid out, checked, never lost.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

const MESSY: &str = "format=1\n\n\n[bank]\ntitle = \"Mine\"\nid = \"mine\"\ncredential = \"ods\"\nlicense = \"CC0\"\nauthors = [ \"A\" ]\n# one\n[[card]]\ndefinition = \"d\"   \nterm='t'\ndomain = \"1\"\nid = \"mine-1\"";

fn run(folder: &Path, words: &[&str]) -> (i32, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = Command::new(env!("CARGO_BIN_EXE_preceptor"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("PRECEPTOR_DATA_DIR", "data")
        .env("PRECEPTOR_NOW", "2026-11-22T09:00:00-05:00")
        .env("COLUMNS", "100")
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

fn done(code: i32, said: &str) -> (i32, String, String) {
    (code, said.to_owned(), String::new())
}

#[test]
fn fmt_lays_out_once_and_check_names_what_would_change() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    fs::write(&path, MESSY).unwrap();
    fs::write(folder.path().join("credential.toml"), "not = [ a bank").unwrap();

    assert_eq!(
        run(folder.path(), &["bank", "fmt", "--check", "."]),
        done(1, "would change: ./mine.toml\n1 file would change.\n")
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), MESSY);
    assert_eq!(
        run(folder.path(), &["bank", "fmt", "."]),
        done(0, "laid out: ./mine.toml\n1 file laid out.\n")
    );
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "format = 1\n\n[bank]\nid = \"mine\"\ntitle = \"Mine\"\ncredential = \"ods\"\nlicense = \"CC0\"\nauthors = [\"A\"]\n\n# one\n[[card]]\nid = \"mine-1\"\ndomain = \"1\"\nterm = 't'\ndefinition = \"d\"\n"
    );
    for words in [&["bank", "fmt", "--check", "."][..], &["bank", "fmt", "."]] {
        assert_eq!(
            run(folder.path(), words),
            done(0, "1 file as it should be.\n")
        );
    }
    assert_eq!(run(folder.path(), &["bank", "check", "mine.toml"]).0, 0);
}

#[test]
fn fmt_leaves_a_file_with_faults_untouched_and_tells_them() {
    let folder = tempfile::tempdir().unwrap();
    let broken = "format = 1\n[bank\nid = \"mine\"\n";
    fs::write(folder.path().join("broken.toml"), broken).unwrap();
    fs::write(folder.path().join("mine.toml"), MESSY).unwrap();
    let (code, said, complaints) = run(folder.path(), &["bank", "fmt", "broken.toml", "mine.toml"]);
    assert_eq!((code, complaints.as_str()), (1, ""));
    assert!(said.contains("--> broken.toml:2:"), "{said}");
    assert!(
        said.ends_with("1 file laid out, 1 file left untouched because of faults.\n"),
        "{said}"
    );
    let kept = fs::read_to_string(folder.path().join("broken.toml")).unwrap();
    assert_eq!(kept, broken);
    let packs_alone = run(folder.path(), &["bank", "fmt", "data"]);
    assert_eq!(packs_alone.0, 2);
}

#[test]
fn new_replaces_a_file_only_when_forced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mine.toml");
    fs::write(&path, "precious").unwrap();
    let words = [
        "bank",
        "new",
        "mine.toml",
        "--id",
        "mine",
        "--title",
        "Mine",
        "--credential",
        "ctr",
        "--author",
        "A",
        "--kinds",
        "card",
    ];
    let (code, said, complaints) = run(folder.path(), &words);
    assert_eq!((code, said.as_str()), (2, ""));
    assert!(
        complaints.contains("`mine.toml` is there already"),
        "{complaints}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), "precious");
    let forced: Vec<&str> = words.into_iter().chain(["--force"]).collect();
    assert_eq!(run(folder.path(), &forced).0, 0);
    assert!(
        fs::read_to_string(&path)
            .unwrap()
            .contains("credential = \"ods\"")
    );
    assert_eq!(run(folder.path(), &["bank", "check", "mine.toml"]).0, 0);
    // A failed command leaves no draft behind.
    let nowhere: Vec<&str> = words
        .iter()
        .map(|word| {
            if *word == "mine.toml" {
                "no/mine.toml"
            } else {
                word
            }
        })
        .collect();
    assert_eq!(run(folder.path(), &nowhere).0, 2);
    let files = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 1);
}

#[test]
fn the_schema_is_json_for_each_kind_of_file() {
    let folder = tempfile::tempdir().unwrap();
    for file in [
        &["bank", "schema"][..],
        &["bank", "schema", "credential"],
        &["bank", "schema", "profession"],
    ] {
        let (code, said, complaints) = run(folder.path(), file);
        assert_eq!((code, complaints.as_str()), (0, ""));
        let schema: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
        assert_eq!(schema["additionalProperties"], false);
    }
}
