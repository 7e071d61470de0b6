use jiff::civil::date;

use super::*;
use crate::domain::{
    AttemptId, CredentialId, DomainId, Grade, ItemId, TaskId, Timestamp, content_hash::item_hashes,
    sample,
};

/// An answer to `item` at `at` (RFC 3339), of `rhit`, domain 1.
fn row(item: &str, at: &str, right: bool) -> AnswerRow {
    let moment: jiff::Timestamp = at.parse().unwrap();
    AnswerRow {
        attempt: AttemptId::new("a"),
        position: 0,
        item: ItemId::new(item),
        credential: CredentialId::new("rhit"),
        domain: DomainId::new("1"),
        tasks: vec![TaskId::new("1.1")],
        kind: ItemKind::Choice,
        level: None,
        grade: Grade::all_or_nothing(right),
        milliseconds: 1_000,
        hints: 0,
        at: Timestamp::from_milliseconds(moment.as_millisecond()),
        hashes: item_hashes(&sample::choice(item)),
    }
}

const NOON: &str = "2026-11-18T12:00:00Z";

/// The only credential's progress.
fn one(rows: &[AnswerRow], grouping: Grouping) -> Progress {
    let mut all = progress(rows, grouping, &TimeZone::UTC);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

/// Right and asked of each group.
fn groups(progress: &Progress) -> Vec<(&str, usize, usize)> {
    let groups = progress.groups.iter();
    groups
        .map(|(key, tally)| (key.as_str(), tally.right, tally.asked))
        .collect()
}

fn weeks(rows: &[AnswerRow], zone: &TimeZone) -> Vec<String> {
    let all = progress(rows, Grouping::Week, zone);
    all[0].groups.keys().cloned().collect()
}

#[test]
fn no_answers_no_progress() {
    assert_eq!(progress(&[], Grouping::Domain, &TimeZone::UTC), []);
}

#[test]
fn answers_are_counted_by_domain_task_and_kind() {
    let other = AnswerRow {
        domain: DomainId::new("2"),
        tasks: vec![TaskId::new("2.1"), TaskId::new("t10")],
        kind: ItemKind::Multiple,
        grade: Grade {
            right: false,
            credit: 0.5,
        },
        ..row("y", NOON, false)
    };
    let untasked = AnswerRow {
        tasks: Vec::new(),
        ..row("z", NOON, true)
    };
    let rows = [row("x", NOON, true), other, untasked];
    let by_domain = one(&rows, Grouping::Domain);
    assert_eq!(groups(&by_domain), [("1", 2, 2), ("2", 0, 1)]);
    assert_eq!((by_domain.total.right, by_domain.total.asked), (2, 3));
    assert!((by_domain.total.credit - 2.5).abs() < 1e-12);
    assert_eq!(by_domain.total.milliseconds, 3_000);
    let by_task = one(&rows, Grouping::Task);
    assert_eq!(
        groups(&by_task),
        [("1.1", 1, 1), ("2.1", 0, 1), ("t10", 0, 1)]
    );
    let by_kind = one(&rows, Grouping::Kind);
    assert_eq!(groups(&by_kind), [("choice", 2, 2), ("multiple", 0, 1)]);
}

#[test]
fn only_the_first_answer_to_an_item_is_a_first_answer() {
    let rows = [
        row("x", NOON, false),
        row("x", NOON, true),
        row("y", NOON, true),
        row("x", NOON, true),
    ];
    let progress = one(&rows, Grouping::Domain);
    assert_eq!((progress.total.right, progress.total.asked), (3, 4));
    assert_eq!(
        (progress.first_seen.right, progress.first_seen.asked),
        (1, 2)
    );
    assert_eq!(progress.items_seen, 2);
}

#[test]
fn cards_are_counted_but_readiness_does_not_rest_on_them() {
    let card = AnswerRow {
        kind: ItemKind::Card,
        ..row("k", NOON, true)
    };
    let progress = one(&[card, row("x", NOON, false)], Grouping::Kind);
    assert_eq!(
        (progress.first_seen.right, progress.first_seen.asked),
        (0, 1)
    );
    assert_eq!((progress.total.asked, progress.items_seen), (2, 2));
    assert_eq!(groups(&progress), [("card", 1, 1), ("choice", 0, 1)]);
}

#[test]
fn credentials_are_counted_apart() {
    let ods = AnswerRow {
        credential: CredentialId::new("ods"),
        ..row("x", NOON, false)
    };
    let all = progress(
        &[row("x", NOON, true), ods],
        Grouping::Domain,
        &TimeZone::UTC,
    );
    let shares: Vec<_> = all
        .iter()
        .map(|progress| (progress.credential.as_str(), progress.total.right))
        .collect();
    assert_eq!(shares, [("ods", 0), ("rhit", 1)]);
}

#[test]
fn weeks_begin_on_monday() {
    assert_eq!(monday(date(2026, 11, 22)), date(2026, 11, 16));
    assert_eq!(monday(date(2026, 11, 16)), date(2026, 11, 16));
    assert_eq!(monday(date(2027, 1, 1)), date(2026, 12, 28));
    for offset in 0..7 {
        let day = date(2026, 11, 16 + offset);
        assert_eq!(monday(day), date(2026, 11, 16), "{day}");
    }
}

#[test]
fn the_week_is_that_of_the_learners_own_midnight() {
    // Sunday night in New York is Monday in UTC and in Tokyo.
    let rows = [row("x", "2026-11-16T03:30:00Z", true)];
    let zone = |name: &str| TimeZone::get(name).unwrap();
    assert_eq!(weeks(&rows, &TimeZone::UTC), ["2026-11-16"]);
    assert_eq!(weeks(&rows, &zone("America/New_York")), ["2026-11-09"]);
    assert_eq!(weeks(&rows, &zone("Asia/Tokyo")), ["2026-11-16"]);
    assert_eq!(weeks(&rows, &zone("Pacific/Honolulu")), ["2026-11-09"]);
}

#[test]
fn the_hours_that_clocks_change_in_stay_in_their_week() {
    let new_york = TimeZone::get("America/New_York").unwrap();
    for (at, monday) in [
        // The Sunday of 1 November 2026 has 25 hours: 01:30 comes twice, its midnight is at 05:00 UTC.
        ("2026-11-01T05:30:00Z", "2026-10-26"),
        ("2026-11-01T06:30:00Z", "2026-10-26"),
        ("2026-11-02T04:59:59Z", "2026-10-26"),
        ("2026-11-02T05:00:00Z", "2026-11-02"),
        // The Sunday of 14 March 2027 has 23: its midnight is at 04:00 UTC.
        ("2027-03-08T04:59:59Z", "2027-03-01"),
        ("2027-03-08T05:00:00Z", "2027-03-08"),
        ("2027-03-15T03:59:59Z", "2027-03-08"),
        ("2027-03-15T04:00:00Z", "2027-03-15"),
    ] {
        assert_eq!(weeks(&[row("x", at, true)], &new_york), [monday], "{at}");
    }
}

#[test]
fn a_learner_who_moves_sees_all_weeks_in_the_zone_of_today() {
    let rows = [
        row("x", "2026-11-16T03:30:00Z", true),
        row("y", "2026-11-16T06:00:00Z", false),
    ];
    let new_york = TimeZone::get("America/New_York").unwrap();
    assert_eq!(weeks(&rows, &new_york), ["2026-11-09", "2026-11-16"]);
    assert_eq!(weeks(&rows, &TimeZone::UTC), ["2026-11-16"]);
}

#[test]
fn the_json_has_its_documented_keys() {
    let rows = [row("x", NOON, true), row("x", NOON, false)];
    let json = serde_json::to_value(one(&rows, Grouping::Week).to_json(Grouping::Week)).unwrap();
    let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "credential",
            "total",
            "first_seen",
            "items_seen",
            "by",
            "groups"
        ]
    );
    assert_eq!(json["by"], "week");
    assert_eq!(json["first_seen"]["right"], 1);
    let tally = [
        "asked",
        "right",
        "share",
        "low",
        "high",
        "credit",
        "milliseconds",
    ];
    let keys: Vec<&String> = json["total"].as_object().unwrap().keys().collect();
    assert_eq!(keys, tally);
    let group = json["groups"][0].as_object().unwrap();
    assert_eq!(group["key"], "2026-11-16");
    assert_eq!((&group["asked"], &group["share"]), (&2.into(), &0.5.into()));
    assert_eq!(group.len(), 1 + tally.len());
}
