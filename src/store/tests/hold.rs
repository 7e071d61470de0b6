//! What one process holds while others look on.

use std::{
    fs,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use super::{
    super::{
        StoreError,
        hold::{self, Lock},
    },
    *,
};

#[test]
fn an_attempt_is_held_by_one_and_the_other_is_told_who() {
    let folder = folder();
    let (first, second) = (open(&folder), open(&folder));
    let id = AttemptId::new("20261122-k7q2m9");

    let held = first
        .hold_attempt(&id, "process 4711 on pts/2, since 09:14")
        .unwrap();

    let fault = second.hold_attempt(&id, "process 4712").unwrap_err();
    let StoreError::Held { attempt, holder } = &fault else {
        panic!("{fault:?}");
    };
    assert_eq!(attempt, &id);
    assert_eq!(holder, "process 4711 on pts/2, since 09:14");
    assert_eq!(
        fault.to_string(),
        "attempt `20261122-k7q2m9` is being taken by process 4711 on pts/2, since 09:14"
    );
    second
        .hold_attempt(&AttemptId::new("another"), "process 4712")
        .unwrap();

    drop(held);
    second.hold_attempt(&id, "process 4712").unwrap();
}

#[test]
fn a_hold_outlives_neither_its_holder_nor_a_longer_name_before_it() {
    let folder = folder();
    let store = open(&folder);
    let id = AttemptId::new("a1");
    // What a killed process leaves: the file, but no lock.
    let file = folder.path().join("locks/attempt-a1.lock");
    fs::write(&file, "process 1 with a long name that was killed").unwrap();

    let held = store.hold_attempt(&id, "process 2").unwrap();

    assert_eq!(fs::read_to_string(&file).unwrap(), "process 2");
    drop(held);
    assert!(!file.exists());
}

#[test]
fn an_odd_id_stays_inside_the_folder_of_locks() {
    let folder = folder();
    let store = open(&folder);
    let held = store
        .hold_attempt(&AttemptId::new("../../Ä b"), "process 1")
        .unwrap();
    let locks = fs::read_dir(folder.path().join("locks"))
        .unwrap()
        .filter(|entry| {
            let name = entry.as_ref().unwrap().file_name();
            name.to_str().unwrap().starts_with("attempt-")
        })
        .count();
    assert_eq!(locks, 1);
    drop(held);
}

#[test]
fn what_killed_processes_left_is_swept_away() {
    let folder = folder();
    drop(open(&folder));
    let left = folder.path().join("locks/open-00000000deadbeef.lock");
    fs::write(&left, "process that was killed").unwrap();

    let _store = open(&folder);

    assert!(!left.exists());
}

#[test]
fn a_lock_on_a_file_that_was_taken_away_is_none() {
    let folder = folder();
    let path = folder.path().join("lock");
    // One waits for the file of another, who then takes it away; a third makes it anew.
    let waiting = fs::File::create(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let lock = hold::lock(waiting.try_clone().unwrap(), &path).unwrap();
    assert!(matches!(lock, Lock::Gone), "{lock:?}");
    let third = fs::File::create(&path).unwrap();
    let lock = hold::lock(waiting, &path).unwrap();
    assert!(matches!(lock, Lock::Gone), "{lock:?}");
    let lock = hold::lock(third, &path).unwrap();
    assert!(matches!(lock, Lock::Taken(_)), "{lock:?}");
}

#[test]
fn holds_race_without_two_winners() {
    let folder = folder();
    let store = open(&folder);
    drop(store);
    let (inside, won) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for worker in 0..8 {
            let (path, inside, won) = (folder.path(), &inside, &won);
            scope.spawn(move || {
                let store = Store::open(path, &opening(worker)).unwrap();
                for _ in 0..500 {
                    let Ok(held) = store.hold_attempt(&AttemptId::new("a1"), "somebody") else {
                        continue;
                    };
                    let before = inside.fetch_add(1, Ordering::SeqCst);
                    assert_eq!(before, 0, "two hold the same attempt");
                    won.fetch_add(1, Ordering::SeqCst);
                    thread::yield_now();
                    inside.fetch_sub(1, Ordering::SeqCst);
                    drop(held);
                }
            });
        }
    });
    assert!(won.into_inner() > 0);
}
