//! Opening: new, older, newer, foreign and damaged files, and folders that cannot be used.

use std::{collections::BTreeMap, fs, thread};

use super::{
    super::{
        BackupReason, StoreError,
        file::{beside, connect_to_read},
        migration::MIGRATIONS,
    },
    *,
};

/// All steps of today, and one that a later version of the program might take.
fn with_step(step: &'static str) -> Vec<&'static str> {
    let mut steps = MIGRATIONS.to_vec();
    steps.push(step);
    steps
}

fn later() -> Vec<&'static str> {
    with_step("create table later (one integer primary key) strict; insert into later values (1);")
}

/// Every file of a folder and its bytes.
fn everything_in(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(everything_in(&path));
        } else {
            files.insert(path.display().to_string(), fs::read(&path).unwrap());
        }
    }
    files
}

fn open_fault(folder: &TempDir) -> StoreError {
    Store::open(folder.path(), &opening(1)).unwrap_err()
}

#[test]
fn the_first_opening_makes_folder_and_store() {
    let folder = folder();
    let inner = folder.path().join("new/data");

    assert!(Store::open(&inner, &opening(1)).unwrap().was_created());
    assert!(!Store::open(&inner, &opening(2)).unwrap().was_created());
    let left: Vec<String> = fs::read_dir(&inner)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with('.') || name.ends_with("-wal"))
        .collect();
    assert_eq!(left, Vec::<String>::new());
}

#[test]
fn several_first_openings_at_once_make_one_store() {
    let folder = folder();
    let created: usize = thread::scope(|scope| {
        let path = folder.path();
        let openings: Vec<_> = (0..6)
            .map(|number| {
                scope.spawn(move || {
                    let mut store = Store::open(path, &opening(number)).unwrap();
                    store.append(&[flag(NOW, "x", true)]).unwrap();
                    usize::from(store.was_created())
                })
            })
            .collect();
        openings
            .into_iter()
            .map(|opening| opening.join().unwrap())
            .sum()
    });
    assert_eq!(created, 1);
    assert_eq!(log_lines(&open(&folder)).len(), 6);
}

#[test]
fn a_newer_store_is_refused_and_nothing_in_its_folder_changes() {
    let folder = folder();
    Store::open_with(folder.path(), &opening(1), &later())
        .unwrap()
        .append(&life())
        .unwrap();
    let before = everything_in(folder.path());

    for opening in [opening(2), to_read()] {
        let fault = Store::open(folder.path(), &opening).unwrap_err();
        let StoreError::Newer { found, known, .. } = &fault else {
            panic!("{fault:?}");
        };
        assert_eq!((*found, *known as usize), (known + 1, MIGRATIONS.len()));
        assert!(fault.hint().contains("was not changed"));
    }
    assert_eq!(everything_in(folder.path()), before);
}

#[test]
fn a_newer_store_is_refused_when_only_its_write_ahead_log_tells() {
    let folder = folder();
    open(&folder).append(&life()).unwrap();
    let path = store_file(&folder);
    let newer = raw(&path);
    newer.pragma_update(None, "user_version", 9).unwrap();
    // As a killed program would leave it: the file, and the log that was not yet moved into it.
    let copy = super::folder();
    let copied = store_file(&copy);
    fs::copy(&path, &copied).unwrap();
    fs::copy(beside(&path, "-wal"), beside(&copied, "-wal")).unwrap();
    let before = fs::read(&copied).unwrap();
    let log_before = fs::read(beside(&copied, "-wal")).unwrap();

    let fault = open_fault(&copy);

    assert!(
        matches!(fault, StoreError::Newer { found: 9, .. }),
        "{fault:?}"
    );
    assert_eq!(fs::read(&copied).unwrap(), before);
    assert_eq!(fs::read(beside(&copied, "-wal")).unwrap(), log_before);
}

#[test]
fn a_database_of_another_program_is_left_alone() {
    let folder = folder();
    let path = store_file(&folder);
    raw(&path)
        .execute_batch("create table recipes (name text)")
        .unwrap();
    let before = everything_in(folder.path());

    let fault = open_fault(&folder);

    assert!(matches!(fault, StoreError::NotOurs(_)), "{fault:?}");
    assert_eq!(everything_in(folder.path()), before);
}

#[test]
fn a_damaged_store_is_named_with_its_newest_backup() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    let backup = store.backup(moment(NOW), BackupReason::Asked).unwrap();
    drop(store);
    let path = store_file(&folder);
    let sound = fs::read(&path).unwrap();
    let garbled_from = |from: usize| {
        let mut bytes = sound.clone();
        for byte in &mut bytes[from..from + 64] {
            *byte = 0xa5;
        }
        bytes
    };
    let cases = [
        ("first bytes garbled", garbled_from(0)),
        ("schema page garbled", garbled_from(100)),
        ("cut in the middle", sound[..sound.len() / 2].to_vec()),
        ("cut in the header", sound[..50].to_vec()),
        ("emptied", Vec::new()),
        ("text", b"hello".to_vec()),
    ];
    for (case, bytes) in cases {
        fs::write(&path, &bytes).unwrap();
        let fault = open_fault(&folder);
        let StoreError::Damaged { newest_backup, .. } = &fault else {
            panic!("{case}: {fault:?}");
        };
        assert_eq!(newest_backup.as_ref(), Some(&backup), "{case}");
        assert!(
            fault.hint().contains(&backup.display().to_string()),
            "{case}"
        );
        assert_eq!(
            fs::read(&path).unwrap(),
            bytes,
            "{case}: the file stays as it is"
        );
    }
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = folder();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let fault = Store::open(&file.join("data"), &opening(1)).unwrap_err();
    let StoreError::Folder { path, .. } = fault else {
        panic!("{fault:?}");
    };
    assert_eq!(path, file.join("data"));
}

#[test]
fn reading_only_changes_nothing_and_appends_nothing() {
    let folder = folder();
    let mut store = open(&folder);
    store.append(&life()).unwrap();
    let expected = all_answers(&store);
    drop(store);
    let before = fs::read(store_file(&folder)).unwrap();

    let mut store = Store::open(folder.path(), &to_read()).unwrap();

    assert!(store.is_read_only());
    assert_eq!(all_answers(&store), expected);
    assert!(matches!(
        store.append(&[flag(NOW, "x", true)]),
        Err(StoreError::ReadOnly)
    ));
    assert!(matches!(store.repair(), Err(StoreError::ReadOnly)));
    drop(store);
    assert_eq!(fs::read(store_file(&folder)).unwrap(), before);
}

#[test]
fn reading_only_makes_no_store() {
    let folder = folder();
    let fault = Store::open(folder.path(), &to_read()).unwrap_err();
    assert!(matches!(fault, StoreError::Missing(_)), "{fault:?}");
    assert!(everything_in(folder.path()).is_empty());
}

#[test]
fn a_path_with_odd_characters_can_be_read_without_locks() {
    let folder = folder();
    let odd = folder.path().join("a b?c#d%41é");
    Store::open(&odd, &opening(1))
        .unwrap()
        .append(&life())
        .unwrap();
    let uri = super::super::file::immutable_uri(&odd.join(STORE_FILE));
    let connection = rusqlite::Connection::open_with_flags(
        uri,
        rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY | rusqlite::OpenFlags::SQLITE_OPEN_URI,
    )
    .unwrap();
    let events: u32 = connection
        .query_row("select count(*) from events", [], |row| row.get(0))
        .unwrap();
    assert_eq!(events as usize, life().len());
    assert!(connect_to_read(&odd.join(STORE_FILE)).is_ok());
}

#[test]
fn an_older_store_is_led_up_after_a_backup_and_keeps_its_rows() {
    let folder = folder();
    let mut old = open(&folder);
    old.append(&life()).unwrap();
    let (expected, lines) = (all_answers(&old), log_lines(&old));
    drop(old);
    // What is derived is built anew after the last step, whatever the older program made of it.
    raw(&store_file(&folder))
        .execute_batch("delete from notes")
        .unwrap();

    // Read in memory first: nothing changes on disk.
    let before = fs::read(store_file(&folder)).unwrap();
    let reader = Store::open_with(folder.path(), &to_read(), &later()).unwrap();
    assert_eq!(all_answers(&reader), expected);
    assert_eq!(fs::read(store_file(&folder)).unwrap(), before);
    drop(reader);

    // Somebody reads on meanwhile; the new format is told by the file itself all the same.
    let _reader = Store::open(folder.path(), &to_read()).unwrap();
    let store = Store::open_with(folder.path(), &opening(2), &later()).unwrap();
    assert_eq!(
        fs::read(store_file(&folder)).unwrap()[60..64],
        u32::try_from(later().len()).unwrap().to_be_bytes()
    );

    assert_eq!(all_answers(&store), expected);
    assert_eq!(log_lines(&store), lines);
    let later: i64 = store
        .connection
        .query_row("select one from later", [], |row| row.get(0))
        .unwrap();
    assert_eq!(later, 1);
    let backups = store.backups();
    assert_eq!(backups.len(), 1);
    assert_eq!(backups[0].reason, BackupReason::Migration);
    let backed_up: u32 = raw(&backups[0].path)
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(backed_up as usize, MIGRATIONS.len());
}

#[test]
fn a_failing_step_leaves_the_older_store_as_it_was() {
    let folder = folder();
    let mut old = open(&folder);
    old.append(&life()).unwrap();
    let expected = all_answers(&old);
    drop(old);
    let broken = &with_step(
        "create table half (one integer primary key) strict; insert into nowhere values (1);",
    );

    Store::open_with(folder.path(), &opening(2), broken).unwrap_err();

    let store = open(&folder);
    assert_eq!(all_answers(&store), expected);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn an_older_store_is_not_changed_under_another_process() {
    let folder = folder();
    let _old = open(&folder);
    let fault = Store::open_with(folder.path(), &opening(2), &later()).unwrap_err();
    let StoreError::Busy { holders, .. } = fault else {
        panic!("{fault:?}");
    };
    assert_eq!(holders, ["process 1"]);
}

#[test]
fn a_store_of_format_1_keeps_its_rows_for_ever() {
    let folder = folder();
    let path = store_file(&folder);
    raw(&path).execute_batch(include_str!("v1.sql")).unwrap();

    let store = open(&folder);

    assert!(!store.was_created());
    let report = store.check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.events, 9);
    let mut expected = Store::in_memory(&opening(1)).unwrap();
    expected.append(&life()).unwrap();
    assert_eq!(all_answers(&store), all_answers(&expected));
    for id in ["a1", "a2"].map(AttemptId::new) {
        assert_eq!(store.attempt(&id).unwrap(), expected.attempt(&id).unwrap());
    }
}
