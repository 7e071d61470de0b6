//! What a check finds.

use super::{
    super::{LogProblem, StoreError, TableDifference},
    *,
};

/// Does to the store's file what nobody should, with the triggers out of the way.
fn meddle(folder: &TempDir, sql: &str) {
    let connection = raw(&store_file(folder));
    let triggers: Vec<String> = connection
        .prepare("select sql from sqlite_schema where type = 'trigger'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    connection
        .execute_batch(
            "drop trigger events_are_never_changed; drop trigger events_are_never_removed;",
        )
        .unwrap();
    connection.execute_batch(sql).unwrap();
    connection.execute_batch(&triggers.join(";")).unwrap();
}

fn lived() -> TempDir {
    let folder = folder();
    open(&folder).append(&life()).unwrap();
    folder
}

#[test]
fn a_sound_store_is_reported_with_its_numbers() {
    let folder = lived();
    let report = open(&folder).check().unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!((report.events, report.origins), (9, 1));
    assert!(report.unknown.is_empty());
}

#[test]
fn a_flipped_byte_in_a_body_is_found_and_named() {
    let folder = lived();
    meddle(
        &folder,
        "update events set body = replace(body, '\"right\":false', '\"right\":true') where sequence = 3",
    );

    let report = open(&folder).check().unwrap();

    assert_eq!(report.log.len(), 1, "{report:?}");
    assert_eq!(report.log[0].sequence, 3);
    assert_eq!(report.log[0].problem, LogProblem::Chain);
    let tables: Vec<&str> = report
        .derived
        .iter()
        .map(|difference| difference.table)
        .collect();
    assert_eq!(tables, ["answers", "attempts", "item_history"]);
}

#[test]
fn a_flipped_bit_of_any_column_is_found() {
    for (column, value) in [
        ("at", "at + 1"),
        ("tick", "tick + 1"),
        ("attempt", "'a9'"),
        ("item", "'q'"),
        ("kind", "'yawned'"),
        ("chain", "replace(chain, substr(chain, 1, 1), 'g')"),
    ] {
        let folder = lived();
        meddle(
            &folder,
            &format!("update events set {column} = {value} where sequence = 2"),
        );
        let report = open(&folder).check().unwrap();
        assert!(
            report
                .log
                .iter()
                .any(|fault| fault.sequence == 2 && fault.problem == LogProblem::Chain),
            "{column}: {report:?}"
        );
    }
}

#[test]
fn a_lost_event_is_found() {
    let folder = lived();
    meddle(&folder, "delete from events where sequence in (4, 5)");
    let report = open(&folder).check().unwrap();
    assert_eq!(report.log.len(), 1, "{report:?}");
    assert_eq!(report.log[0].sequence, 6);
    assert_eq!(report.log[0].problem, LogProblem::Gap(2));
}

#[test]
fn an_unreadable_body_is_named_and_the_rest_goes_on() {
    let folder = lived();
    meddle(
        &folder,
        "update events set body = cast(x'7bff7d' as text) where sequence = 9",
    );
    let mut store = open(&folder);

    let report = store.check().unwrap();
    let problems: Vec<&LogProblem> = report.log.iter().map(|fault| &fault.problem).collect();
    assert!(
        matches!(
            problems.as_slice(),
            [
                LogProblem::Chain,
                LogProblem::Item | LogProblem::Body(_),
                ..
            ]
        ),
        "{report:?}"
    );
    let fault = store.attempt(&AttemptId::new("a2")).unwrap_err();
    assert!(
        matches!(fault, StoreError::BadEvent { sequence: 9, .. }),
        "{fault:?}"
    );
    assert!(store.attempt(&AttemptId::new("a1")).unwrap().is_some());
    assert_eq!(store.repair().unwrap().unreadable, 1);
    store.append(&[flag(NOW, "x", true)]).unwrap();
}

#[test]
fn derived_tables_that_differ_are_counted_and_repaired() {
    let folder = lived();
    meddle(
        &folder,
        "update answers set right = 0 where position = 0;
         delete from notes;
         insert into flags (item, at) values ('a', 1), ('zz', 2);",
    );
    let mut store = open(&folder);

    let report = store.check().unwrap();

    let difference = |table, missing, extra, changed| TableDifference {
        table,
        missing,
        extra,
        changed,
    };
    assert_eq!(
        report.derived,
        [
            difference("answers", 0, 0, 2),
            difference("flags", 0, 2, 0),
            difference("notes", 1, 0, 0),
        ]
    );
    assert!(report.log.is_empty() && report.file.is_empty() && report.schema.is_empty());
    assert_eq!(store.repair().unwrap().events, 9);
    assert!(store.check().unwrap().is_sound());
}

#[test]
fn missing_and_foreign_parts_of_the_schema_are_named() {
    let folder = lived();
    raw(&store_file(&folder))
        .execute_batch("drop trigger events_are_never_changed; create table recipes (name text);")
        .unwrap();
    let report = open(&folder).check().unwrap();
    assert_eq!(
        report.schema,
        [
            "trigger events_are_never_changed is missing",
            "table recipes does not belong here"
        ]
    );
}
