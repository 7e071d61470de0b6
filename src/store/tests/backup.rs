//! Backups, and going back to them.

use std::fs;

use super::{
    super::{BackupReason, DAILY_BACKUPS, StoreError, backups_in},
    *,
};

fn names(store: &Store) -> Vec<String> {
    store
        .backups()
        .iter()
        .map(|backup| {
            let name = backup.path.file_name().unwrap();
            name.to_str().unwrap().to_owned()
        })
        .collect()
}

#[test]
fn a_backup_is_a_whole_store_of_its_own() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();

    let backup = store.backup(moment(NOW), BackupReason::Asked).unwrap();
    store.backup(moment(NOW), BackupReason::Asked).unwrap();

    assert_eq!(
        names(&store),
        [
            "preceptor-20261122-140501-asked.sqlite3",
            "preceptor-20261122-140501-asked-2.sqlite3",
        ]
    );
    // One file, complete without a write-ahead log beside it.
    assert_eq!(fs::read(&backup).unwrap()[18..20], [1, 1]);
    let elsewhere = super::folder();
    fs::copy(&backup, store_file(&elsewhere)).unwrap();
    let copy = open(&elsewhere);
    assert_eq!(all_answers(&copy), all_answers(&store));
    assert!(copy.check().unwrap().is_sound());
}

#[test]
fn a_backup_is_written_where_the_learner_says_and_over_no_other_file() {
    let (folder, stick) = (folder(), super::folder());
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    let to = stick.path().join("copy.sqlite3");

    store.backup_to(&to).unwrap();
    let copied = fs::read(&to).unwrap();
    store.append(&[flag(NOW, "z", true)]).unwrap();
    let fault = store.backup_to(&to).unwrap_err();

    assert!(
        matches!(&fault, StoreError::Io { path, source }
            if path == &to && source.kind() == std::io::ErrorKind::AlreadyExists),
        "{fault:?}"
    );
    assert_eq!(fs::read(&to).unwrap(), copied);
    assert_eq!(fs::read_dir(stick.path()).unwrap().count(), 1);
    assert!(store.backups().is_empty());
    drop(store);
    Store::restore(folder.path(), &to, &opening(2)).unwrap();
    assert!(!open(&folder).flags().unwrap().contains_key("z"));
}

#[test]
fn a_backup_is_due_once_a_day_and_when_there_is_something_to_keep() {
    let folder = folder();
    let mut store = open(&folder);
    assert_eq!(store.backup_if_due(moment(NOW)).unwrap(), None);
    store.append(&life()).unwrap();

    assert!(store.backup_if_due(moment(NOW)).unwrap().is_some());
    assert_eq!(store.backup_if_due(moment(NOW + 1_000)).unwrap(), None);
    assert!(store.backup_if_due(moment(NOW + DAY)).unwrap().is_some());
    assert_eq!(store.backups().len(), 2);
}

#[test]
fn the_newest_daily_backups_are_kept_and_all_others() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    store
        .backup(moment(NOW - DAY), BackupReason::Asked)
        .unwrap();
    let days = i64::try_from(DAILY_BACKUPS).unwrap() + 3;
    for day in 0..days {
        store.backup_if_due(moment(NOW + day * DAY)).unwrap();
    }

    let backups = store.backups();
    let daily: Vec<_> = backups
        .iter()
        .filter(|backup| backup.reason == BackupReason::Daily)
        .collect();
    assert_eq!(daily.len(), DAILY_BACKUPS);
    assert_eq!(daily[0].at, moment(NOW + (days - 1) * DAY));
    assert_eq!(backups.len(), DAILY_BACKUPS + 1);
    assert_eq!(backups.last().unwrap().reason, BackupReason::Asked);
}

#[test]
fn a_damaged_page_makes_no_backup_and_costs_none() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    let sound = store.backup(moment(NOW), BackupReason::Daily).unwrap();
    drop(store);
    // A page that opening does not read.
    let path = store_file(&folder);
    let connection = raw(&path);
    let root: u32 = connection
        .query_row(
            "select rootpage from sqlite_schema where name = 'answers_of_credential'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let page: u32 = connection
        .query_row("pragma page_size", [], |row| row.get(0))
        .unwrap();
    drop(connection);
    let (root, page) = (root as usize, page as usize);
    let mut bytes = fs::read(&path).unwrap();
    bytes[(root - 1) * page..root * page].fill(0xa5);
    fs::write(&path, bytes).unwrap();
    let store = open(&folder);

    let fault = store.backup_if_due(moment(NOW + DAY)).unwrap_err();

    let StoreError::Damaged { newest_backup, .. } = fault else {
        panic!("{fault:?}");
    };
    assert_eq!(newest_backup, Some(sound));
    assert_eq!(store.backups().len(), 1);
    assert!(!store.check().unwrap().is_sound());
}

#[test]
fn restoring_goes_back_and_keeps_what_was_there() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    let backup = store.backup(moment(NOW), BackupReason::Asked).unwrap();
    let then = all_answers(&store);
    store.append(&[flag(NOW + 20_000, "later", true)]).unwrap();
    let later = log_lines(&store);
    drop(store);

    let restored = Store::restore(folder.path(), &backup, &opening(2)).unwrap();

    assert!(restored.check.is_sound());
    let mut store = open(&folder);
    assert_eq!(all_answers(&store), then);
    let kept = restored.replaced.unwrap();
    assert_eq!(backups_in(folder.path()).len(), 2);

    // What happens now does not clash with what is in the store that was replaced.
    store.append(&[flag(NOW + 30_000, "now", true)]).unwrap();
    let elsewhere = super::folder();
    fs::copy(&kept, store_file(&elsewhere)).unwrap();
    let replaced = open(&elsewhere);
    assert_eq!(log_lines(&replaced), later);
    let mut log = Vec::new();
    replaced.export(moment(NOW), &mut log).unwrap();
    let merged = store.merge(&mut log.as_slice()).unwrap();
    assert_eq!((merged.added, merged.present), (1, 9));
    assert!(store.flags().unwrap().contains_key("later"));
    assert!(store.flags().unwrap().contains_key("now"));
}

#[test]
fn a_damaged_store_is_replaced_and_kept() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    let backup = store.backup(moment(NOW), BackupReason::Daily).unwrap();
    let expected = all_answers(&store);
    drop(store);
    fs::write(store_file(&folder), "scrambled").unwrap();

    let restored = Store::restore(folder.path(), &backup, &opening(2)).unwrap();

    assert_eq!(all_answers(&open(&folder)), expected);
    assert_eq!(
        fs::read_to_string(restored.replaced.unwrap()).unwrap(),
        "scrambled"
    );
    // The scrambled file is never offered as the newest backup.
    fs::write(store_file(&folder), "scrambled again").unwrap();
    let fault = Store::open(folder.path(), &opening(3)).unwrap_err();
    let StoreError::Damaged { newest_backup, .. } = fault else {
        panic!("{fault:?}");
    };
    assert_eq!(newest_backup, Some(backup));
}

#[test]
fn a_stale_write_ahead_log_is_not_read_into_the_restored_store() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    let backup = store.backup(moment(NOW), BackupReason::Daily).unwrap();
    let expected = all_answers(&store);
    for number in 0..50 {
        store
            .append(&[note(NOW + number, "z", &"x".repeat(2_000))])
            .unwrap();
    }
    let path = store_file(&folder);
    let log = super::super::file::beside(&path, "-wal");
    let left = fs::read(&log).unwrap();
    drop(store);
    fs::write(&path, "scrambled").unwrap();
    fs::write(&log, left).unwrap();

    let restored = Store::restore(folder.path(), &backup, &opening(2)).unwrap();

    let store = open(&folder);
    assert_eq!(all_answers(&store), expected);
    assert!(store.check().unwrap().is_sound());
    assert!(super::super::file::beside(&restored.replaced.unwrap(), "-wal").exists());
}

#[test]
fn what_is_no_backup_is_refused_and_the_store_stays() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    let backup = store.backup(moment(NOW), BackupReason::Asked).unwrap();
    let expected = all_answers(&store);
    drop(store);
    let elsewhere = super::folder();
    let bad = elsewhere.path().join("bad");
    let mut garbled = fs::read(&backup).unwrap();
    let middle = garbled.len() / 2;
    garbled[middle..middle + 4_096].fill(0xa5);
    let other = elsewhere.path().join("other");
    raw(&other)
        .execute_batch("create table recipes (name text)")
        .unwrap();
    let cases = [
        ("text", b"hello".to_vec()),
        ("empty", Vec::new()),
        ("garbled", garbled),
        ("another program's", fs::read(&other).unwrap()),
    ];
    for (case, bytes) in cases {
        fs::write(&bad, bytes).unwrap();
        let fault = Store::restore(folder.path(), &bad, &opening(2)).unwrap_err();
        assert!(
            matches!(fault, StoreError::BadBackup { .. }),
            "{case}: {fault:?}"
        );
    }
    let missing = Store::restore(folder.path(), &elsewhere.path().join("none"), &opening(2));
    assert!(matches!(missing, Err(StoreError::BadBackup { .. })));
    let store = open(&folder);
    assert_eq!(all_answers(&store), expected);
    assert_eq!(store.backups().len(), 1);
}

#[test]
fn a_store_in_use_is_not_replaced_and_its_user_is_named() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    let backup = store.backup(moment(NOW), BackupReason::Asked).unwrap();

    let fault = Store::restore(folder.path(), &backup, &opening(2)).unwrap_err();

    assert!(
        fault.to_string().ends_with("is in use by process 1"),
        "{fault}"
    );
    assert_eq!(store.backups().len(), 1);
}
