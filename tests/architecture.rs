//! Floors point down only, and the edges of the machine are touched only where they belong.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders of `src` with their floor. A module imports only lower floors, or its own folder.
const FLOORS: [(&str, u8); 15] = [
    ("domain", 0),
    ("model", 0),
    ("diag", 1),
    ("sys", 1),
    ("code_set", 2),
    ("bank", 2),
    ("lint", 2),
    ("interop", 2),
    ("store", 3),
    ("engine", 4),
    ("report", 4),
    ("ui", 5),
    ("command", 6),
    ("repl", 7),
    ("lib", 8),
];

/// Imports between folders of one floor that are allowed.
const SIDEWAYS: [(&str, &str); 2] = [("model", "domain"), ("lint", "bank")];

/// What only some folders may touch: the words, who may, and why the others may not.
const EDGES: [(&[&str], &[&str], &str); 6] = [
    (
        &[
            "SystemTime::now",
            "Instant::now",
            "Timestamp::now",
            "Zoned::now",
            "clock_gettime",
        ],
        &["sys"],
        "time comes in as an argument",
    ),
    (
        &["std::env::", "env::var", "env::args"],
        &["sys", "main", "build"],
        "the environment is read once, in sys",
    ),
    (
        &[
            "std::fs",
            "File::open",
            "File::create",
            "fs::read",
            "fs::write",
        ],
        &["sys", "bank", "store", "command", "ui", "build"],
        "files are opened at the edges",
    ),
    (
        &["rusqlite", "sqlite3"],
        &["store"],
        "all SQL is in the store",
    ),
    (
        &[
            "println!",
            "eprintln!",
            "print!(",
            "io::stdout",
            "io::stderr",
        ],
        &["sys", "build"],
        "all text leaves through one cleaning writer",
    ),
    (
        &["serde", "toml::"],
        &[
            "diag", "bank", "store", "report", "command", "lint", "interop", "code_set", "sys",
            "build",
        ],
        "values know no file format",
    ),
];

/// Every Rust file of `src`, with the folder it belongs to.
fn files() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&root).unwrap();
                let first = inside
                    .components()
                    .next()
                    .unwrap()
                    .as_os_str()
                    .to_string_lossy()
                    .into_owned();
                let folder = first.trim_end_matches(".rs").to_owned();
                let text = product_code(&fs::read_to_string(&path).unwrap());
                found.push((folder, inside.to_owned(), text));
            }
        }
    }
    found.sort();
    found
}

/// A file without its tests and comments, which may touch anything.
fn product_code(text: &str) -> String {
    let text = text
        .split("#[cfg(test)]\nmod tests {")
        .next()
        .unwrap_or_default();
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn is_test_file(path: &Path) -> bool {
    path.components()
        .any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}

fn floor(folder: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(name, _)| *name == folder)
        .map(|(_, floor)| *floor)
}

/// The folders that a file imports by `crate::folder`, also inside `use crate::{...}`.
fn imports(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = &text[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for letter in list.chars() {
                match letter {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => word.clear(),
                    letter if depth == 0 && (letter.is_alphanumeric() || letter == '_') => {
                        word.push(letter);
                    }
                    ':' if depth == 0 && !word.is_empty() => found.push(std::mem::take(&mut word)),
                    _ => {}
                }
            }
        } else {
            let word: String = rest
                .chars()
                .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
                .collect();
            found.push(word);
        }
    }
    found
}

#[test]
fn floors_point_down_only() {
    let mut faults = Vec::new();
    for (folder, path, text) in files() {
        let Some(own) = floor(&folder) else { continue };
        for import in imports(&text) {
            let Some(other) = floor(&import) else {
                continue;
            };
            let allowed = other < own
                || import == folder
                || SIDEWAYS.contains(&(folder.as_str(), import.as_str()));
            if !allowed && !is_test_file(&path) {
                faults.push(format!(
                    "{} (floor {own}) imports {import} (floor {other})",
                    path.display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_folder_has_a_floor() {
    for (folder, path, _) in files() {
        assert!(
            floor(&folder).is_some() || ["main", "build"].contains(&folder.as_str()),
            "{} stands on no floor",
            path.display()
        );
    }
}

#[test]
fn edges_are_touched_only_where_they_belong() {
    let mut faults = Vec::new();
    for (folder, path, text) in files() {
        for (words, allowed, why) in EDGES {
            for word in words {
                if text.contains(word)
                    && !allowed.contains(&folder.as_str())
                    && !is_test_file(&path)
                {
                    faults.push(format!("{} uses `{word}`, but {why}", path.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_import_reader_sees_both_forms() {
    let text = "use crate::{domain::{Item, text}, store::Store};\nuse crate::ui::Screen;\n";
    assert_eq!(imports(text), ["domain", "store", "ui"]);
}

#[test]
fn no_file_grows_past_six_hundred_lines() {
    for (_, path, _) in files() {
        if is_test_file(&path) {
            continue;
        }
        let full = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src")
            .join(&path);
        let lines = fs::read_to_string(full).unwrap().lines().count();
        assert!(
            lines <= 600,
            "{} has {lines} lines; is there a second idea in it?",
            path.display()
        );
    }
}
