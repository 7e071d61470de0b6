use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use super::*;
use crate::{
    bank::{LoadFailure, TargetError, TargetKind, shipped},
    domain::id::CredentialId,
};

fn card(id: &str) -> String {
    format!("[[card]]\nid = \"{id}\"\ndomain = \"1\"\nterm = \"t\"\ndefinition = \"d\"\n")
}

fn bank(id: &str, items: &[&str]) -> String {
    let items: String = items.iter().map(|item| card(item)).collect();
    HEAD.replace("id = \"b\"", &format!("id = \"{id}\"")) + &items
}

/// A folder with files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn load(paths: &[&Path], shipped: bool) -> Library {
    Library::load(&Sources {
        paths: paths.iter().map(|path| path.to_path_buf()).collect(),
        shipped,
        thorough: false,
    })
}

fn bank_ids(library: &Library) -> Vec<&str> {
    library
        .banks
        .iter()
        .map(|bank| bank.bank.id.as_str())
        .collect()
}

fn codes(library: &Library) -> Vec<&str> {
    library
        .diagnostics
        .iter()
        .map(|fault| fault.code.id)
        .collect()
}

#[test]
fn folders_are_read_in_order_and_hidden_files_are_not() {
    let folder = folder(&[
        ("b/two.toml", &bank("two", &["x2"])),
        ("a.toml", &bank("one", &["x1"])),
        ("b/notes.txt", "not a bank"),
        (".hidden.toml", "broken ="),
        (".git/x.toml", "broken ="),
    ]);
    let library = load(&[folder.path()], false);
    assert_eq!(bank_ids(&library), ["one", "two"]);
    assert!(library.diagnostics.is_empty() && library.failures.is_empty());
    assert_eq!(library.item("x2").unwrap().bank.as_str(), "two");
    let (loaded, place) = library.item_place("x2").unwrap();
    assert_eq!((loaded.bank.id.as_str(), place), ("two", 0));
}

#[test]
fn one_bad_file_is_left_out_and_the_rest_works() {
    let folder = folder(&[
        ("bad.toml", &bank("bad", &["I", "x1"])),
        ("good.toml", &bank("good", &["x1"])),
    ]);
    let library = load(&[folder.path()], false);
    assert_eq!(bank_ids(&library), ["good"]);
    assert_eq!(codes(&library), ["B017"]);
    let bad = folder.path().join("bad.toml");
    let error = library.resolve(bad.to_str().unwrap()).unwrap_err();
    assert!(matches!(error, TargetError::LeftOut { .. }));
}

#[test]
fn one_file_on_two_ways_is_one_bank() {
    let folder = folder(&[
        ("a.toml", &bank("one", &["x1"])),
        ("copy/a.toml", &bank("one", &["x1"])),
    ]);
    let file = folder.path().join("a.toml");
    let library = load(&[&file, folder.path(), &file], false);
    assert_eq!(bank_ids(&library), ["one"]);
    assert!(library.diagnostics.is_empty() && library.failures.is_empty());
}

#[cfg(unix)]
#[test]
fn links_lead_neither_in_circles_nor_astray() {
    let folder = folder(&[("a/one.toml", &bank("one", &["x1"]))]);
    let link = |from: &str, to: &str| {
        std::os::unix::fs::symlink(folder.path().join(from), folder.path().join(to)).unwrap();
    };
    link(".", "a/up");
    link("a/one.toml", "same.toml");
    link("nowhere", "broken-link");
    let library = load(&[folder.path()], false);
    assert_eq!(bank_ids(&library), ["one"]);
    assert!(library.diagnostics.is_empty() && library.failures.is_empty());
    link("nowhere", "gone.toml");
    let library = load(&[folder.path()], false);
    assert!(matches!(
        &library.failures[..],
        [LoadFailure::Missing { .. }]
    ));
}

#[test]
fn paths_that_give_nothing_are_failures_with_their_name() {
    let folder = folder(&[("readme.md", "no bank")]);
    let missing = folder.path().join("nix.toml");
    let library = load(&[folder.path(), &missing], false);
    assert!(matches!(
        &library.failures[..],
        [LoadFailure::NoBanks { .. }, LoadFailure::Missing { .. }]
    ));
    assert_eq!(
        library.failures[1].to_string(),
        format!("`{}` does not exist", missing.display())
    );
    #[cfg(unix)]
    {
        let library = load(&[Path::new("/dev/null")], false);
        assert!(matches!(
            &library.failures[..],
            [LoadFailure::NotAFile { .. }]
        ));
    }
}

#[test]
fn a_file_too_large_is_refused_before_it_is_read() {
    let folder = folder(&[("big.toml", "")]);
    let file = fs::File::create(folder.path().join("big.toml")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    assert_eq!(codes(&load(&[folder.path()], false)), ["B001"]);
}

#[test]
fn ids_that_another_file_uses_are_faults_with_both_places() {
    let folder = folder(&[
        ("a.toml", &bank("one", &["x1", "x2"])),
        ("b.toml", &bank("two", &["x3", "x2"])),
        ("c.toml", &bank("one", &["x4"])),
    ]);
    let library = load(&[folder.path()], false);
    assert_eq!(bank_ids(&library), ["one"]);
    assert_eq!(codes(&library), ["B018", "B019"]);
    let twice = &library.diagnostics[0];
    assert!(twice.file.path().ends_with("b.toml"));
    assert_eq!(&twice.file.text()[twice.span.clone()], "\"x2\"");
    let first = &twice.secondary[0];
    assert!(first.file.path().ends_with("a.toml"));
    assert_eq!(&first.file.text()[first.span.clone()], "\"x2\"");
    assert!(library.item("x3").is_none());
}

#[test]
fn ids_of_shipped_items_cannot_be_taken() {
    let taken = shipped::index().banks[0].items[0];
    let folder = folder(&[("a.toml", &bank("mine", &[taken]))]);
    let library = load(&[folder.path()], true);
    assert_eq!(codes(&library), ["B018"]);
    assert!(
        library.diagnostics[0].secondary[0]
            .file
            .path()
            .starts_with("shipped:")
    );
    assert!(library.bank("mine").is_none());
    let library = load(&[folder.path()], false);
    assert_eq!(bank_ids(&library), ["mine"]);
}

#[test]
fn copies_of_the_shipped_files_are_the_shipped_files() {
    let files: Vec<(&str, &str)> = shipped::index()
        .files
        .iter()
        .map(|file| (file.path, file.text))
        .collect();
    let folder = folder(&files);
    let library = load(&[folder.path()], true);
    assert!(library.diagnostics.is_empty(), "{:?}", codes(&library));
    assert_eq!(library.banks.len(), shipped::index().banks.len());
}

/// Returns the shipped pack of RHIT as that of another credential.
fn own_pack(id: &str, alias: &str) -> String {
    let text = pack_text("foundations");
    text.replace("id = \"foundations\"", &format!("id = \"{id}\""))
        .replace("aliases = []", &format!("aliases = [\"{alias}\"]"))
}

fn pack_text(id: &str) -> &'static str {
    let path = format!("{id}/credential.toml");
    let files = shipped::index().files;
    files.iter().find(|file| file.path == path).unwrap().text
}

#[test]
fn an_instructor_adds_a_credential_without_code() {
    let own = own_pack("phleb", "phlebotomy");
    let bank = bank("phleb-1", &["x1"]).replace("rhit", "phleb");
    let folder = folder(&[("phleb/credential.toml", &own), ("phleb/one.toml", &bank)]);
    let library = load(&[folder.path()], true);
    assert!(library.diagnostics.is_empty(), "{:?}", codes(&library));
    let selection = library.resolve("Phlebotomy").unwrap();
    assert_eq!(selection.kind, TargetKind::Credential("phleb".into()));
    assert_eq!(selection.items.len(), 1);
}

#[test]
fn packs_that_clash_are_faults() {
    for (path, text, code) in [
        ("phleb/credential.toml", own_pack("phleb", "ctr"), "P011"),
        ("other/credential.toml", own_pack("phleb", "x"), "P010"),
        (
            "foundations/credential.toml",
            pack_text("foundations").replace("school teaches", "schools teach"),
            "P022",
        ),
        (
            "phleb/credential.toml",
            own_pack("phleb", "x").replace("leads_to = [", "leads_to = [\"nix\", "),
            "P014",
        ),
    ] {
        let folder = folder(&[(path, &text)]);
        let library = load(&[folder.path()], true);
        assert_eq!(codes(&library), [code]);
        assert!(library.packs.by_id("phleb").is_none());
    }
}

#[test]
fn a_working_copy_is_checked_against_its_own_packs() {
    let edited = pack_text("foundations").replace("Medical terminology", "Words");
    let folder = folder(&[("foundations/credential.toml", &edited)]);
    let library = load(&[folder.path()], false);
    assert!(library.diagnostics.is_empty(), "{:?}", codes(&library));
    let pack = library.packs.by_id("foundations").unwrap();
    assert_eq!(&*pack.domains[0].name, "Words");
    assert!(library.packs.by_id("rhit").is_some(), "shipped packs stand");
}

#[test]
fn a_bank_of_a_faulty_pack_is_told_why() {
    let own = own_pack("phleb", "x").replace("kind = \"subject\"", "kind = \"subjekt\"");
    let bank = bank("phleb-1", &["x1"]).replace("rhit", "phleb");
    let folder = folder(&[("phleb/credential.toml", &own), ("phleb/one.toml", &bank)]);
    let library = load(&[folder.path()], true);
    assert_eq!(codes(&library), ["B020", "B022"]);
    assert_eq!(
        library.diagnostics[1].message,
        "the pack of `phleb` has faults of its own"
    );
}

#[test]
fn targets_are_credentials_banks_and_paths() {
    let retired = card("x2") + "status = \"retired\"\n";
    let serving =
        HEAD.replace("[\"A\"]\n", "[\"A\"]\nserves = { ods = \"3\" }\n") + &card("x1") + &retired;
    let folder = folder(&[("a.toml", &serving)]);
    let library = load(&[folder.path()], false);
    let kind = |word: &str| {
        let selection = library.resolve(word).unwrap();
        (selection.kind.clone(), selection.items.len())
    };
    assert_eq!(kind("RHIT"), (TargetKind::Credential("rhit".into()), 1));
    assert_eq!(kind("ctr"), (TargetKind::Credential("ods".into()), 1));
    assert_eq!(kind("b"), (TargetKind::Bank("b".into()), 1));
    assert_eq!(kind(folder.path().to_str().unwrap()), (TargetKind::Path, 1));
    let ods = CredentialId::new("ods");
    let serving: Vec<(&str, &str)> = library
        .serving(&ods)
        .map(|(item, domain)| (item.id.as_str(), domain.as_str()))
        .collect();
    assert_eq!(serving, [("x1", "3"), ("x2", "3")]);
    let credential = library.resolve("b").unwrap().credential();
    assert_eq!(credential, Some("rhit".into()));
    assert!(
        library.item("x2").is_some(),
        "a retired item keeps its history"
    );
    let error = library.resolve("rhitt").unwrap_err();
    assert_eq!(
        error,
        TargetError::Unknown {
            word: "rhitt".to_owned(),
            meant: Some("rhit".to_owned())
        }
    );
    assert!(
        library
            .resolve(&PathBuf::from("/nix").to_string_lossy())
            .is_err()
    );
}
