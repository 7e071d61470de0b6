use super::*;
use crate::domain::{
    expression::Expression,
    id::{BankId, DomainId, ItemId},
    item::{Remark, Status},
    sample,
    template::Variable,
};

/// The hashes of one item of every kind, computed by a second implementation: if these change, every learner's history is cut from its items.
#[test]
fn hashes_are_the_same_for_ever() {
    let hashes: Vec<String> = sample::every_kind()
        .iter()
        .map(|item| {
            let hashes = item_hashes(item);
            format!("{} {} {}", item.id, hashes.content, hashes.key)
        })
        .collect();
    assert_eq!(hashes, GOLDEN);
}
const GOLDEN: [&str; 7] = [
    "choice 14e9d048b729155738c27bedc673f092 715823f9af95673718a155c570c3a253",
    "multiple d5e5efd3087e92441af14b4625e02f61 a761dd5ccd9783276c23a3aa169d78f1",
    "numeric 0491083cc636b1cb7964ba8ef30f30d9 773854f7cfd2c1052227915a88c507b8",
    "text 53a9439ca3cae8168340b5015d8aa05a 990c5090003a46f1c2223649687a7891",
    "match 0d6fe95f95c71b712b55294ffa689dbb 6dad14f21c673f696f0cc9e3757c3186",
    "order 6d335363cfadd10662b74b1cd84afab2 c885e683539a43ca96535ffef3035dbc",
    "card b0a513c2003d045131fe300cff4cdaf6 2107384a43cf75fc51f267d6a3c9a3ca",
];

#[test]
fn a_hash_is_written_as_it_is_read() {
    let hash = item_hashes(&sample::choice("c")).content;
    assert_eq!(ContentHash::from_hex(&hash.to_string()), Some(hash));
    for bad in [
        "",
        "0",
        &"g".repeat(32),
        &"0".repeat(31),
        &"0".repeat(33),
        &"é".repeat(16),
    ] {
        assert_eq!(ContentHash::from_hex(bad), None, "{bad}");
    }
}

/// What an edit changes: the wording alone, or the key too.
#[derive(Debug, PartialEq)]
enum Changed {
    Nothing,
    Wording,
    Key,
}

fn changed(before: &Item, edit: impl Fn(&mut Item)) -> Changed {
    let mut after = before.clone();
    edit(&mut after);
    let (before, after) = (item_hashes(before), item_hashes(&after));
    match (before.content == after.content, before.key == after.key) {
        (true, true) => Changed::Nothing,
        (false, true) => Changed::Wording,
        (false, false) => Changed::Key,
        (true, false) => panic!("the key cannot change while the content stays"),
    }
}

#[test]
fn where_an_item_stands_is_no_part_of_it() {
    for item in sample::every_kind() {
        let moved = changed(&item, |item| {
            item.id = ItemId::new("other");
            item.bank = BankId::new("other");
            item.domain = DomainId::new("9");
            item.tasks.clear();
            item.level = None;
            item.status = Status::Retired;
            item.enemies = vec![ItemId::new("foe")];
        });
        assert_eq!(moved, Changed::Nothing, "{}", item.id);
    }
}

#[test]
fn the_wording_around_the_key_keeps_the_key() {
    for item in sample::every_kind() {
        let stem = changed(&item, |item| item.stem = "What was asked?".into());
        let hint = changed(&item, |item| item.hint = Some("look".into()));
        let why = changed(&item, |item| item.why = Some("because".into()));
        let reference = changed(&item, |item| item.references.push("CFR".into()));
        for change in [stem, hint, why, reference] {
            assert_eq!(change, Changed::Wording, "{}", item.id);
        }
    }
}

fn edit_options(item: &mut Item, edit: impl Fn(&mut Vec<AnswerOption>)) {
    match &mut item.body {
        ItemBody::Choice(options) | ItemBody::Multiple(options) => edit(options),
        _ => unreachable!("the sample has options"),
    }
}

#[test]
fn a_typo_mended_in_an_option_keeps_the_key() {
    for item in [sample::choice("c"), sample::multiple("m")] {
        for place in [0, 1] {
            let text = changed(&item, |item| {
                edit_options(item, |options| options[place].text = "mended".into());
            });
            let why = changed(&item, |item| {
                edit_options(item, |options| options[place].why = "mended".into());
            });
            assert_eq!((text, why), (Changed::Wording, Changed::Wording));
        }
    }
}

#[test]
fn another_key_is_another_key() {
    let of_choice = changed(&sample::choice("c"), |item| {
        edit_options(item, |options| {
            (options[0].key, options[3].key) = (false, true);
        });
    });
    let of_multiple = changed(&sample::multiple("m"), |item| {
        edit_options(item, |options| options[4].key = true);
    });
    assert_eq!((of_choice, of_multiple), (Changed::Key, Changed::Key));
    let kind = changed(&sample::choice("c"), |item| {
        item.body = ItemBody::Multiple(sample::options(4, &[0]));
    });
    assert_eq!(kind, Changed::Key);
}

#[test]
fn a_numeric_key_is_its_formula_rounding_unit_and_tolerance() {
    let item = sample::numeric("n", "4.6", Some("days"));
    let edited = |edit: fn(&mut crate::domain::template::Numeric)| {
        changed(&item, |item| match &mut item.body {
            ItemBody::Numeric(numeric) => edit(numeric),
            _ => unreachable!("the sample is numeric"),
        })
    };
    assert_eq!(
        edited(|numeric| numeric.answer = Expression::parse("4.7").unwrap()),
        Changed::Key
    );
    assert_eq!(edited(|numeric| numeric.round = Some(2)), Changed::Key);
    assert_eq!(edited(|numeric| numeric.unit = None), Changed::Key);
    assert_eq!(
        edited(|numeric| numeric.tolerance = Some(0.1)),
        Changed::Key
    );
    assert_eq!(
        edited(|numeric| numeric.mistakes[0].why = "mended".into()),
        Changed::Wording
    );
    assert_eq!(
        edited(|numeric| numeric.variables.push(Variable {
            name: "beds".into(),
            source: VariableSource::Pick(vec![1.0]),
        })),
        Changed::Wording
    );
}

#[test]
fn an_accepted_text_is_key_and_a_rejected_one_is_wording() {
    let item = sample::text("t");
    let edited = |edit: fn(&mut crate::domain::item::TypedText)| {
        changed(&item, |item| match &mut item.body {
            ItemBody::Text(text) => edit(text),
            _ => unreachable!("the sample is a text"),
        })
    };
    assert_eq!(
        edited(|text| text.accept.push("muscle".into())),
        Changed::Key
    );
    assert_eq!(edited(|text| text.reject.clear()), Changed::Wording);
}

#[test]
fn pairs_steps_and_cards_are_keys_and_their_reasons_are_wording() {
    let pair = sample::matching("m");
    let edit_match = |edit: fn(&mut crate::domain::item::Matching)| {
        changed(&pair, |item| match &mut item.body {
            ItemBody::Match(matching) => edit(matching),
            _ => unreachable!("the sample is a match"),
        })
    };
    assert_eq!(
        edit_match(|matching| matching.pairs.swap(0, 1)),
        Changed::Key
    );
    assert_eq!(
        edit_match(|matching| matching.pairs[0].why = None),
        Changed::Wording
    );
    let another = || Remark {
        text: "right 4".into(),
        why: None,
    };
    assert_eq!(
        changed(&pair, |item| match &mut item.body {
            ItemBody::Match(matching) => matching.extra.push(another()),
            _ => unreachable!("the sample is a match"),
        }),
        Changed::Wording
    );
    let steps = sample::ordering("o", 4);
    let edit_steps = |edit: fn(&mut Vec<crate::domain::item::Step>)| {
        changed(&steps, |item| match &mut item.body {
            ItemBody::Order(steps) => edit(steps),
            _ => unreachable!("the sample is an order"),
        })
    };
    assert_eq!(edit_steps(|steps| steps.swap(1, 2)), Changed::Key);
    assert_eq!(edit_steps(|steps| steps[1].why = None), Changed::Wording);
    let definition = changed(&sample::card("k"), |item| match &mut item.body {
        ItemBody::Card(card) => card.definition = "the kidney".into(),
        _ => unreachable!("the sample is a card"),
    });
    let example = changed(&sample::card("k"), |item| match &mut item.body {
        ItemBody::Card(card) => card.example = Some("nephrectomy".into()),
        _ => unreachable!("the sample is a card"),
    });
    assert_eq!((definition, example), (Changed::Key, Changed::Wording));
}
