use std::{collections::BTreeMap, fmt::Write as _};

use super::*;
use crate::{
    bank::shipped,
    diag::{Look, full},
    domain::{
        credential::Credential,
        id::TaskId,
        item::{ItemKind, Status},
        word::Word as _,
    },
};

fn shipped_library() -> Library {
    Library::load(&Sources {
        paths: Vec::new(),
        shipped: true,
        thorough: true,
    })
}

#[test]
fn the_shipped_files_load_without_a_finding() {
    let library = shipped_library();
    let look = Look {
        color: false,
        width: 120,
    };
    assert_eq!(full(&library.diagnostics, look), "");
    assert!(library.failures.is_empty());
    assert_eq!(library.banks.len(), shipped::index().banks.len());
}

#[test]
fn the_index_says_what_the_loader_finds() {
    let library = shipped_library();
    let index = shipped::index();
    for (loaded, listed) in library.banks.iter().zip(index.banks) {
        let bank = &loaded.bank;
        assert_eq!(loaded.file.path(), format!("shipped:{}", listed.path));
        assert_eq!(
            (bank.id.as_str(), &*bank.title, bank.credential.as_str()),
            (listed.id, listed.title, listed.credential)
        );
        let items: Vec<&str> = bank.items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(items, listed.items);
        let serves: Vec<(&str, &str)> = bank
            .serves
            .iter()
            .map(|(credential, domain)| (credential.as_str(), domain.as_str()))
            .collect();
        assert_eq!(serves, listed.serves);
        let drawn = || {
            let is_drawn = |item: &&crate::domain::Item| item.status != Status::Retired;
            bank.items.iter().filter(is_drawn)
        };
        let count = |kind| (kind, drawn().filter(|item| item.kind() == kind).count());
        let kinds = ItemKind::ALL
            .into_iter()
            .map(count)
            .filter(|(_, count)| *count > 0);
        let kinds: Vec<(&str, usize)> = kinds.map(|(kind, count)| (kind.word(), count)).collect();
        assert_eq!(kinds, listed.kinds);
        let mut domains: BTreeMap<&str, usize> = BTreeMap::new();
        for item in drawn() {
            *domains.entry(item.domain.as_str()).or_default() += 1;
        }
        assert_eq!(domains.into_iter().collect::<Vec<_>>(), listed.domains);
        assert_eq!(bank.cases.len(), listed.cases);
    }
    for (loaded, listed) in library.packs.credentials().zip(index.credentials) {
        check_credential(loaded, listed);
    }
    assert_eq!(library.packs.credentials().count(), index.credentials.len());
    let profession = library.packs.profession().unwrap();
    let tasks: Vec<&str> = profession
        .job_tasks
        .iter()
        .map(|task| task.id.as_str())
        .collect();
    let subjects: Vec<&str> = profession
        .subjects
        .iter()
        .map(|subject| &*subject.id)
        .collect();
    assert_eq!(
        (&tasks[..], &subjects[..]),
        (index.job_tasks, index.subjects)
    );
}

fn check_credential(loaded: &Credential, listed: &shipped::ShippedCredential) {
    let aliases: Vec<&str> = loaded.aliases.iter().map(|alias| &**alias).collect();
    assert_eq!(aliases, listed.aliases);
    assert_eq!(
        (
            loaded.id.as_str(),
            &*loaded.mark,
            &*loaded.name,
            loaded.body.as_deref().unwrap_or_default(),
            loaded.kind.as_word()
        ),
        (
            listed.id,
            listed.mark,
            listed.name,
            listed.body,
            listed.kind
        )
    );
    let domains: Vec<(&str, &str)> = loaded
        .domains
        .iter()
        .map(|domain| (domain.id.as_str(), &*domain.short))
        .collect();
    assert_eq!(domains, listed.domains);
    let tasks: Vec<&str> = loaded
        .domains
        .iter()
        .flat_map(|domain| domain.tasks.iter().map(|task| task.id.as_str()))
        .collect();
    assert_eq!(tasks, listed.tasks);
}

#[test]
fn what_was_promised_is_there() {
    let library = shipped_library();
    for word in [
        "rhit", "ods", "ctr", "ods-c", "rhia", "cca", "ccs", "cpc", "cbcs", "CTR",
    ] {
        assert!(library.packs.credential(word).is_some(), "{word}");
    }
    let rhit = library.packs.by_id("rhit").unwrap();
    assert!(rhit.rules.as_ref().unwrap().outlines.len() >= 2);
    let count = |word: &str| library.resolve(word).unwrap().items.len();
    assert!(count("rhit") >= 45 && count("ods") >= 30);
    for kind in ItemKind::ALL {
        assert!(
            library.items().any(|item| item.kind() == kind),
            "{}",
            kind.word()
        );
    }
}

#[test]
fn figures_of_a_pack_are_read_as_written() {
    let library = shipped_library();
    let rules = library.packs.by_id("rhit").unwrap().rules.as_ref().unwrap();
    assert_eq!(rules.exam.items.value(), Some(&150));
    assert_eq!(rules.renewal.amount.value(), Some(&20.0));
    let several = rules.renewal.several.as_ref().unwrap();
    let both = ["rhit".into(), "chps".into()];
    assert_eq!(several.total(&both), Some(40.0));
    assert_eq!(several.total(&["rhit".into(), "nix".into()]), None);
    assert!(rules.renewal.prorated_per_month.unknown().is_some());
}

#[test]
fn a_large_made_up_bank_loads_whole_and_in_order() {
    let mut text = HEAD.to_owned();
    for number in 0..10_000 {
        let stem = "Lorem ipsum. ".repeat(20);
        write!(text, "[[choice]]\nid = \"i-{number}\"\ndomain = \"{}\"\ntask = [\"t01\"]\nlevel = \"recall\"\nstem = \"{stem}\"\noptions = [{{ text = \"a\", key = true, why = \"w\" }}, {{ text = \"b\", why = \"w\" }}]\n", number % 6 + 1).unwrap();
    }
    assert!(text.len() > 2 << 20, "so that several threads read it");
    let file = Arc::new(SourceFile::new("b.toml", text));
    let loaded = load_bank(&file, &packs(), false).unwrap();
    assert_eq!(loaded.bank.items.len(), 10_000);
    for (number, item) in loaded.bank.items.iter().enumerate() {
        assert_eq!(item.id.as_str(), format!("i-{number}"));
        assert_eq!(item.tasks, [TaskId::new("t01")]);
    }
}

#[test]
fn faults_found_by_several_threads_are_in_order() {
    let mut text = HEAD.to_owned();
    for number in 0..6_000 {
        let stem = "Lorem ipsum. ".repeat(20);
        let domain = if number % 1_000 == 7 { 9 } else { 1 };
        write!(text, "[[card]]\nid = \"i-{number}\"\ndomain = \"{domain}\"\nterm = \"t\"\ndefinition = \"{stem}\"\n").unwrap();
    }
    text.push_str("[[card]]\nid = \"i-0\"\ndomain = \"1\"\nterm = \"t\"\ndefinition = \"d\"\n");
    let file = Arc::new(SourceFile::new("b.toml", text));
    let faults = load_bank(&file, &packs(), false).unwrap_err();
    let ids: Vec<&str> = faults.iter().map(|fault| fault.code.id).collect();
    assert_eq!(
        ids,
        ["B023", "B023", "B023", "B023", "B023", "B023", "B018"]
    );
    assert!(faults.is_sorted_by_key(|fault| fault.span.start));
}
