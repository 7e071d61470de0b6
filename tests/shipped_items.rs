//! Every shipped item, as it is shown in twenty attempts: the key typed as a learner would type it is right, in every
//! form a learner may choose, and a wrong answer is wrong.

use preceptor::{
    bank::{Library, Sources},
    domain::{
        Grade, Item, ItemBody, ItemKind, grade,
        number::write_number,
        read_response,
        reading::{Presentation, letter},
    },
    engine::{
        explanation::key_text,
        presentation::{present, still_holds},
    },
};

const SEEDS: std::ops::Range<u64> = 0..20;

fn library() -> Library {
    Library::load(&Sources {
        paths: Vec::new(),
        shipped: true,
        thorough: false,
    })
}

/// Calls `check` with each shipped item as each seed shows it.
fn for_every_look(mut check: impl FnMut(&Item, &Presentation, &str)) {
    let library = library();
    let mut kinds = std::collections::BTreeSet::new();
    for item in library.items() {
        kinds.insert(item.kind());
        for seed in SEEDS {
            let shown = present(item, seed).unwrap();
            assert!(still_holds(item, &shown));
            check(item, &shown, &format!("{} with seed {seed}", item.id));
        }
    }
    assert_eq!(kinds.len(), ItemKind::ALL.len());
}

fn typed(item: &Item, shown: &Presentation, raw: &str, what: &str) -> Grade {
    let reading = read_response(item, shown, raw)
        .unwrap_or_else(|misread| panic!("{what}: `{raw}` is not read: {misread}"));
    grade(item, shown, &reading)
}

/// Returns the shown places of the author's indices `wanted`.
fn places(shown: &Presentation, wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    let order = shown.order.iter().enumerate();
    order
        .filter(|(_, index)| wanted(**index))
        .map(|(place, _)| place)
        .collect()
}

fn place_of(shown: &Presentation, index: usize) -> usize {
    places(shown, |other| other == index)[0]
}

fn joined(places: &[usize], between: &str, name: impl Fn(usize) -> String) -> String {
    let names: Vec<String> = places.iter().map(|place| name(*place)).collect();
    names.join(between)
}

/// Letters and numbers of `places`, parted in the ways that learners part them.
fn forms(places: &[usize]) -> Vec<String> {
    let upper = |place| letter(place).to_string();
    let lower = |place| upper(place).to_lowercase();
    let number = |place: usize| (place + 1).to_string();
    vec![
        joined(places, " ", upper),
        joined(places, "", lower),
        joined(places, ", ", upper),
        joined(places, ",", number),
        joined(places, " ", number),
    ]
}

/// What a learner may type who knows the key.
fn keys(item: &Item, shown: &Presentation) -> Vec<String> {
    let mut forms = match &item.body {
        ItemBody::Choice(options) => forms(&places(shown, |index| options[index].key)),
        ItemBody::Multiple(options) => {
            let keys = places(shown, |index| options[index].key);
            let backwards: Vec<usize> = keys.iter().rev().copied().collect();
            [forms(&keys), forms(&backwards)].concat()
        }
        ItemBody::Order(steps) => {
            let steps = 0..steps.len();
            forms(&steps.map(|step| place_of(shown, step)).collect::<Vec<_>>())
        }
        ItemBody::Match(matching) => {
            let rights: Vec<usize> = (0..matching.pairs.len())
                .map(|left| place_of(shown, left))
                .collect();
            let upper = |place| letter(place).to_string();
            vec![joined(&rights, "", upper), joined(&rights, " ", upper)]
        }
        ItemBody::Numeric(numeric) => {
            let exact = shown.drawn.as_ref().unwrap().exact;
            let bare = write_number(exact, numeric.round);
            let unparted = bare.replace(',', "");
            let longer = format!(" {}. ", numeric.unit.as_deref().unwrap_or_default());
            vec![
                format!("{unparted}{longer}").replace(" . ", ""),
                unparted,
                bare,
            ]
        }
        ItemBody::Text(text) => {
            let accepted = text.accept.iter().map(ToString::to_string);
            let shouted = text.accept.iter().map(|text| format!(" {text}. "));
            accepted.chain(shouted).collect()
        }
        ItemBody::Card(_) => ["2", "good", "E"].map(str::to_owned).to_vec(),
    };
    if item.kind() != ItemKind::Card {
        forms.push(key_text(item, shown));
    }
    forms
}

/// What a learner may type who does not.
fn distractors(item: &Item, shown: &Presentation) -> Vec<String> {
    let upper = |place| letter(place).to_string();
    match &item.body {
        ItemBody::Choice(options) => {
            let wrong = places(shown, |index| !options[index].key);
            wrong.into_iter().map(upper).collect()
        }
        ItemBody::Multiple(options) => {
            let mut chosen = places(shown, |index| options[index].key);
            chosen[0] = places(shown, |index| !options[index].key)[0];
            vec![joined(&chosen, " ", upper)]
        }
        ItemBody::Order(steps) => {
            let mut order: Vec<usize> =
                (0..steps.len()).map(|step| place_of(shown, step)).collect();
            order.swap(0, 1);
            vec![
                joined(&order, "", upper),
                joined(&(0..steps.len()).collect::<Vec<_>>(), "", upper),
            ]
        }
        ItemBody::Match(matching) => {
            let mut rights: Vec<usize> = (0..matching.pairs.len())
                .map(|left| place_of(shown, left))
                .collect();
            rights.swap(0, 1);
            vec![joined(&rights, "", upper)]
        }
        ItemBody::Numeric(numeric) => {
            let drawn = shown.drawn.as_ref().unwrap();
            let mistakes = numeric.mistakes.iter();
            let mistakes = mistakes.filter_map(|mistake| mistake.answer.evaluate(&drawn.values));
            let far = [drawn.exact * 2.0 + 1.0, -drawn.exact - 1.0];
            mistakes
                .chain(far)
                .map(|wrong| write_number(wrong, numeric.round))
                .collect()
        }
        ItemBody::Text(text) => {
            let rejected = text.reject.iter().map(|rejected| rejected.text.to_string());
            rejected.chain(["no such word".to_owned()]).collect()
        }
        ItemBody::Card(_) => vec!["1".to_owned(), "again".to_owned()],
    }
}

#[test]
fn the_key_is_right_however_it_is_typed() {
    for_every_look(|item, shown, what| {
        for raw in keys(item, shown) {
            let full = Grade::all_or_nothing(true);
            assert_eq!(typed(item, shown, &raw, what), full, "{what}: `{raw}`");
        }
    });
}

#[test]
fn a_distractor_is_wrong() {
    for_every_look(|item, shown, what| {
        for raw in distractors(item, shown) {
            let worth = typed(item, shown, &raw, what);
            assert!(!worth.right && worth.credit < 1.0, "{what}: `{raw}`");
        }
    });
}
