//! Reads the shipped banks once, so that the prompt need not: their texts go into the program, together with an index.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use toml::{Table, Value};

/// The kinds of items, in the order they are listed everywhere.
const KINDS: [&str; 7] = [
    "choice", "multiple", "numeric", "text", "match", "order", "card",
];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let folder = root.join("question_banks");
    let mut paths = Vec::new();
    collect(&folder, &mut paths);
    paths.sort();
    let mut index = Index::default();
    for path in &paths {
        let inner = path
            .strip_prefix(&folder)
            .expect("it was found below")
            .components()
            .map(|part| part.as_os_str().to_str().expect("shipped names are plain"))
            .collect::<Vec<_>>()
            .join("/");
        index.add(&inner, path);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("shipped.rs");
    fs::write(&out, index.into_source()).expect("the build's own folder can be written");
}

/// Finds every `.toml` file below `folder` and tells cargo to look at them again.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    say(folder);
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder's entries can be read").path();
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if is_hidden {
            continue;
        }
        if path.is_dir() {
            collect(&path, paths);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            say(&path);
            paths.push(path);
        }
    }
}

fn say(path: &Path) {
    println!("cargo::rerun-if-changed={}", path.display());
}

/// The Rust source of the index, table by table.
#[derive(Default)]
struct Index {
    files: String,
    banks: String,
    credentials: BTreeMap<String, String>,
    job_tasks: Vec<String>,
    subjects: Vec<String>,
}

impl Index {
    fn add(&mut self, inner: &str, path: &Path) {
        let text =
            fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let table: Table = text
            .trim_start_matches('\u{feff}')
            .parse()
            .unwrap_or_else(|error| panic!("question_banks/{inner} is not TOML\n{error}"));
        let include = format!("/question_banks/{inner}");
        writeln!(
            self.files,
            "    ShippedFile {{ path: {inner:?}, text: include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {include:?})) }},"
        )
        .expect("a String can be written");
        match inner.rsplit('/').next() {
            Some("credential.toml") => {
                let (id, source) = credential(&table);
                self.credentials.insert(id, source);
            }
            Some("profession.toml") => {
                self.job_tasks = ids(&table, "job_task");
                self.subjects = ids(&table, "subject");
            }
            _ => {
                let source = bank(inner, &table);
                self.banks.push_str(&source);
            }
        }
    }

    fn into_source(self) -> String {
        let credentials: String = self.credentials.into_values().collect();
        format!(
            "/// Made by `src/build.rs` from `question_banks`.\nconst INDEX: ShippedIndex = ShippedIndex {{\n  files: &[\n{}  ],\n  banks: &[\n{}  ],\n  credentials: &[\n{credentials}  ],\n  job_tasks: &{:?},\n  subjects: &{:?},\n}};\n",
            self.files, self.banks, self.job_tasks, self.subjects
        )
    }
}

fn text<'t>(table: Option<&'t Value>, key: &str) -> &'t str {
    table
        .and_then(|table| table.get(key))
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Value> {
    table
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn ids(table: &Table, key: &str) -> Vec<String> {
    tables(table, key)
        .map(|row| text(Some(row), "id").to_owned())
        .collect()
}

fn credential(table: &Table) -> (String, String) {
    let head = table.get("credential");
    let aliases: Vec<&str> = head
        .and_then(|head| head.get("aliases"))
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let domains: Vec<(&str, &str)> = tables(table, "domain")
        .map(|domain| (text(Some(domain), "id"), text(Some(domain), "short")))
        .collect();
    let tasks: Vec<&str> = tables(table, "domain")
        .filter_map(|domain| domain.get("task").and_then(Value::as_array))
        .flatten()
        .map(|task| text(Some(task), "id"))
        .collect();
    let id = text(head, "id");
    let source = format!(
        "    ShippedCredential {{ id: {id:?}, aliases: &{aliases:?}, mark: {:?}, name: {:?}, body: {:?}, kind: {:?}, domains: &{domains:?}, tasks: &{tasks:?} }},\n",
        text(head, "mark"),
        text(head, "name"),
        text(head, "body"),
        text(head, "kind"),
    );
    (id.to_owned(), source)
}

fn bank(inner: &str, table: &Table) -> String {
    let head = table.get("bank");
    let serves: Vec<(&str, &str)> = head
        .and_then(|head| head.get("serves"))
        .and_then(Value::as_table)
        .into_iter()
        .flatten()
        .map(|(credential, domain)| (credential.as_str(), domain.as_str().unwrap_or_default()))
        .collect();
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    let mut domains: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in KINDS {
        let drawn = tables(table, kind).filter(|item| text(Some(item), "status") != "retired");
        let mut count = 0;
        for item in drawn {
            count += 1;
            *domains.entry(text(Some(item), "domain")).or_default() += 1;
        }
        if count > 0 {
            kinds.push((kind, count));
        }
    }
    let domains: Vec<(&str, usize)> = domains.into_iter().collect();
    format!(
        "    ShippedBank {{ path: {inner:?}, id: {:?}, title: {:?}, credential: {:?}, serves: &{serves:?}, items: &{:?}, kinds: &{kinds:?}, domains: &{domains:?}, cases: {} }},\n",
        text(head, "id"),
        text(head, "title"),
        text(head, "credential"),
        item_ids(inner, table),
        tables(table, "case").count(),
    )
}

/// Returns the ids of a bank's items in the file's order, which the parsed tables, grouped by kind, no longer tell.
fn item_ids(inner: &str, table: &Table) -> Vec<String> {
    let mut by_kind: BTreeMap<&str, std::vec::IntoIter<String>> = KINDS
        .into_iter()
        .map(|kind| (kind, ids(table, kind).into_iter()))
        .collect();
    let path = Path::new(&env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"))
        .join("question_banks")
        .join(inner);
    let source = fs::read_to_string(path).expect("it was read before");
    let mut ordered = Vec::new();
    for line in source.lines() {
        let word = line
            .trim()
            .strip_prefix("[[")
            .and_then(|rest| rest.split("]]").next());
        if let Some(left) = word.and_then(|word| by_kind.get_mut(word)) {
            ordered.extend(left.next());
        }
    }
    let left: usize = by_kind.values().map(ExactSizeIterator::len).sum();
    assert!(
        left == 0,
        "question_banks/{inner} has a header that is not on a line of its own"
    );
    ordered
}
