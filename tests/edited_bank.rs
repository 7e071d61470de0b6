//! An author edits a bank while a learner goes on with it.

use std::{
    fs,
    io::Write as _,
    path::PathBuf,
    process::{Command, Stdio},
};

use tempfile::TempDir;

/// A learner's folder with one bank in it.
struct World {
    folder: TempDir,
}

impl World {
    fn new(items: &str) -> Self {
        let world = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        world.edit(items);
        world
    }

    fn bank(&self) -> PathBuf {
        self.folder.path().join("my bank.toml")
    }

    fn edit(&self, items: &str) {
        let head = "format = 1\n[bank]\nid = \"b\"\ntitle = \"B\"\ncredential = \"rhit\"\nlicense = \"CC0\"\nauthors = [\"A\"]\n";
        fs::write(self.bank(), format!("{head}{items}")).unwrap();
    }

    /// Runs the program, which must end with `code`, and returns what it says on either stream, spaces made one.
    fn says(&self, words: &[&str], typed: &str, code: i32) -> String {
        let mut child = Command::new(env!("CARGO_BIN_EXE_preceptor"))
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .env("PRECEPTOR_DATA_DIR", "data")
            .env("PRECEPTOR_SEED", "7")
            .env("COLUMNS", "100")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(typed.as_bytes()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).unwrap();
        assert_eq!(output.status.code(), Some(code), "{text}");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A choice in the author's order whose key stands at `key`.
fn choice(options: usize, key: usize) -> String {
    let options: Vec<String> = (0..options)
        .map(|place| {
            let mark = if place == key { ", key = true" } else { "" };
            format!("{{ text = \"option {place}\"{mark}, why = \"reason {place}\" }}")
        })
        .collect();
    format!(
        "[[choice]]\nid = \"i\"\ndomain = \"1\"\nlevel = \"recall\"\npin = true\nstem = \"Which?\"\noptions = [{}]\nreference = [\"r\"]\n",
        options.join(", ")
    )
}

const QUIZ: [&str; 2] = ["quiz", "my bank.toml"];

#[test]
fn an_answer_whose_option_is_gone_is_still_reviewed() {
    let world = World::new(&choice(4, 0));
    assert!(world.says(&QUIZ, "d\n", 0).contains("Not D. The key is A."));
    world.edit(&choice(3, 0));
    let review = world.says(&["review"], "", 0);
    assert!(review.contains("This item was cut since"), "{review}");
    assert!(
        review.contains("Answered wrongly. The key is A."),
        "{review}"
    );
}

#[test]
fn an_item_with_another_key_is_new_again() {
    let world = World::new(&choice(4, 0));
    assert!(world.says(&QUIZ, "d\n", 0).contains("recall new Which?"));
    let missed = ["quiz", "my bank.toml", "--only", "missed"];
    let again = world.says(&missed, "", 0);
    assert!(again.contains("seen once, today Which?"), "{again}");
    world.edit(&choice(4, 3));
    world.says(&missed, "", 2);
    let unseen = world.says(&["quiz", "my bank.toml", "--only", "unseen"], "", 0);
    assert!(unseen.contains("recall new Which?"), "{unseen}");
}

#[test]
fn what_is_to_be_typed_next_can_be_typed() {
    let world = World::new(&choice(4, 0));
    let end = world.says(&QUIZ, "d\n", 0);
    assert!(end.contains("quiz 'my bank.toml' --only missed"), "{end}");
}

#[test]
fn missed_cards_are_asked_again_when_missed_ones_are() {
    let card = "[[card]]\nid = \"k\"\ndomain = \"1\"\nterm = \"t\"\ndefinition = \"d\"\n";
    let world = World::new(&format!("{}{card}", choice(4, 0)));
    let first = world.says(&["quiz", "my bank.toml", "--kind", "card"], "1\n", 0);
    assert!(first.contains("--only missed asks them anew"), "{first}");
    let again = world.says(&["quiz", "my bank.toml", "--only", "missed"], "3\n", 0);
    assert!(again.contains("1 of 1 right"), "{again}");
}
