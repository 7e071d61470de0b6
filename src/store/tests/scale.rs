//! What must not grow with the store: the questions asked before the first prompt use an index.

use super::{
    super::{AnswerFilter, AttemptFilter, AttemptState, answer_row, attempt_row},
    *,
};

fn plan_of(store: &Store, sql: &str) -> String {
    let mut statement = store
        .connection
        .prepare(&format!("explain query plan {sql}"))
        .unwrap();
    // Unbound parameters are null, and nothing is run.
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get::<_, String>(3).unwrap());
    }
    steps.join("; ")
}

#[test]
fn questions_for_attempts_use_an_index() {
    let store = Store::in_memory(&opening(1)).unwrap();
    let any = AttemptFilter {
        kind: Some(AttemptKind::Quiz),
        limit: Some(1),
        ..AttemptFilter::default()
    };
    let open = AttemptFilter {
        state: Some(AttemptState::Open),
        ..any.clone()
    };
    let of_credential = AttemptFilter {
        credential: Some(CredentialId::new("rhit")),
        ..open.clone()
    };
    for (filter, expected) in [
        (any, "SCAN attempts USING INDEX attempts_in_order"),
        (
            open,
            "SEARCH attempts USING INDEX attempts_by_state (state=?)",
        ),
        (
            of_credential,
            "SEARCH attempts USING INDEX attempts_of_credential (credential=?)",
        ),
    ] {
        assert_eq!(
            plan_of(&store, &attempt_row::statement_for(&filter)),
            expected
        );
    }
}

#[test]
fn questions_for_answers_use_an_index() {
    let store = Store::in_memory(&opening(1)).unwrap();
    let of_credential = AnswerFilter {
        credential: Some(CredentialId::new("rhit")),
        ..AnswerFilter::default()
    };
    let to_item = AnswerFilter {
        item: Some(ItemId::new("x")),
        ..of_credential.clone()
    };
    let of_attempt = AnswerFilter {
        attempt: Some(AttemptId::new("a1")),
        ..to_item.clone()
    };
    for (filter, expected) in [
        (
            of_attempt,
            "SEARCH answers USING INDEX sqlite_autoindex_answers_1 (attempt=?)",
        ),
        (
            to_item,
            "SEARCH answers USING INDEX answers_of_item (item=?)",
        ),
        (
            of_credential,
            "SEARCH answers USING INDEX answers_of_credential (credential=?)",
        ),
    ] {
        let plan = plan_of(&store, &answer_row::statement_for(&filter));
        assert!(plan.starts_with(expected), "{plan}");
    }
}
