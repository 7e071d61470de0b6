use super::*;
use crate::domain::sample::{self, drawn, shown};

/// Returns what is read from `raw` at a choice of four, in shown order D C B A.
fn choice(raw: &str) -> Result<Reading, Misread> {
    read_response(&sample::choice("c"), &shown(&[3, 2, 1, 0]), raw)
}

/// Returns what is read from `raw` at a multiple of five with two keys, in the author's order.
fn multiple(raw: &str) -> Result<Reading, Misread> {
    read_response(&sample::multiple("m"), &shown(&[0, 1, 2, 3, 4]), raw)
}

/// Returns what is read from `raw` at three pairs with an extra, shown in the author's order.
fn pairs(raw: &str) -> Result<Reading, Misread> {
    read_response(&sample::matching("m"), &shown(&[0, 1, 2, 3]), raw)
}

fn number(unit: Option<&str>, raw: &str) -> Result<Reading, Misread> {
    read_response(&sample::numeric("n", "4.6", unit), &drawn(4.6), raw)
}

fn options(chosen: &[usize]) -> Reading {
    Reading::Options(chosen.to_vec())
}

#[test]
fn a_letter_or_a_number_names_the_place_shown_and_is_kept_as_the_authors_index() {
    for raw in ["a", "A", " a ", "A.", "(a)", "a)", "1", "1."] {
        assert_eq!(choice(raw), Ok(options(&[3])), "{raw}");
    }
    for raw in ["d", "4"] {
        assert_eq!(choice(raw), Ok(options(&[0])), "{raw}");
    }
}

#[test]
fn several_are_read_however_they_are_parted() {
    for raw in [
        "a c", "ac", "CA", "a, c", "a,c", "1,3", "13", "3 1", "a and c", "A AND C", "a & c", "a+c",
        "a/c", "a;c", "(a) (c)", "1 c", "a\tc",
    ] {
        assert_eq!(multiple(raw), Ok(options(&[0, 2])), "{raw}");
    }
    assert_eq!(multiple("b and d"), Ok(options(&[1, 3])));
}

#[test]
fn what_is_not_shown_is_no_choice() {
    for (raw, word) in [
        ("e", "e"),
        ("5", "5"),
        ("0", "0"),
        ("x", "x"),
        ("é", "é"),
        ("ax", "ax"),
        ("b and", "and"),
        ("release the record", "release"),
        ("99999999999999999999999", "99999999999999999999999"),
    ] {
        let wrong = Misread::NoSuchChoice {
            word: word.to_owned(),
            valid: "A-D or 1-4".to_owned(),
        };
        assert_eq!(choice(raw), Err(wrong), "{raw}");
    }
    assert_eq!(
        choice("e").unwrap_err().to_string(),
        "`e` is not one of A-D or 1-4"
    );
    for raw in ["", "  ", ",", "."] {
        assert!(
            matches!(choice(raw), Err(Misread::NoSuchChoice { .. })),
            "{raw}"
        );
    }
}

#[test]
fn the_same_twice_is_told() {
    for raw in ["a a", "aa", "a 1", "1,1", "a b a"] {
        assert_eq!(multiple(raw), Err(Misread::Twice("A".to_owned())), "{raw}");
    }
}

#[test]
fn too_few_and_too_many_are_told() {
    let count = |asked, given| Err(Misread::WrongCount { asked, given });
    assert_eq!(choice("a b"), count(1, 2));
    assert_eq!(multiple("a"), count(2, 1));
    assert_eq!(multiple("a b c"), count(2, 3));
    let words = |misread: Result<Reading, Misread>| misread.unwrap_err().to_string();
    assert_eq!(words(choice("ab")), "1 is asked for, 2 given");
    assert_eq!(words(multiple("b")), "2 are asked for, 1 given");
}

#[test]
fn ten_options_can_be_named_by_number() {
    let item = sample::item(
        "m",
        crate::domain::ItemBody::Multiple(sample::options(10, &[0, 9])),
    );
    let shown = shown(&(0..10).collect::<Vec<_>>());
    for raw in ["1 10", "10,1", "aj", "j 1"] {
        assert_eq!(
            read_response(&item, &shown, raw),
            Ok(options(&[0, 9])),
            "{raw}"
        );
    }
    let ten = sample::ordering("o", 10);
    assert_eq!(
        read_response(&ten, &shown, "10 9 8 7 6 5 4 3 2 1"),
        Ok(Reading::Sequence((0..10).rev().collect()))
    );
}

#[test]
fn steps_are_read_in_the_order_typed() {
    let item = sample::ordering("o", 4);
    let shown = shown(&[2, 0, 3, 1]);
    for raw in [
        "BDAC",
        "b d a c",
        "2,4,1,3",
        "B > D > A > C",
        "2413",
        "b, d, a and c",
    ] {
        let expected = Ok(Reading::Sequence(vec![0, 1, 2, 3]));
        assert_eq!(read_response(&item, &shown, raw), expected, "{raw}");
    }
    let misread = |raw| read_response(&item, &shown, raw).unwrap_err();
    assert_eq!(misread("BDA"), Misread::WrongCount { asked: 4, given: 3 });
    assert_eq!(misread("BDAA"), Misread::Twice("A".to_owned()));
    assert!(matches!(misread("BDAE"), Misread::NoSuchChoice { .. }));
}

#[test]
fn pairs_are_read_with_or_without_their_numbers() {
    for raw in [
        "1C 2A 3B",
        "1c2a3b",
        "CAB",
        "c a b",
        "C, A, B",
        "3B 1C 2A",
        "1=C 2=A 3=B",
        "1-C, 2-A, 3-B",
        "1: C; 2: A; 3: B",
        "1 C 2 A 3 B",
        "1C A B",
    ] {
        assert_eq!(pairs(raw), Ok(Reading::Pairs(vec![2, 0, 1])), "{raw}");
    }
}

#[test]
fn right_sides_are_kept_as_the_authors_index() {
    let item = sample::matching("m");
    let reading = read_response(&item, &shown(&[3, 2, 1, 0]), "1D 2C 3B");
    assert_eq!(reading, Ok(Reading::Pairs(vec![0, 1, 2])));
}

#[test]
fn what_is_no_pair_is_told() {
    for (raw, word) in [
        ("1E 2A 3B", "1E"),
        ("4A 2A 3B", "4A"),
        ("0A", "0A"),
        ("1A 2B 3", "1A 2B 3"),
        ("1", "1"),
        ("", ""),
        ("A B C D", "D"),
        ("1A 2? 3C", "?"),
        ("99999999999999999999999A", "99999999999999999999999A"),
    ] {
        let expected = Misread::NotAPair {
            word: word.to_owned(),
            lefts: 3,
            last: 'D',
        };
        assert_eq!(pairs(raw), Err(expected), "{raw}");
    }
    assert_eq!(pairs("1A 1B 2C"), Err(Misread::Twice("1".to_owned())));
    let count = |given| Err(Misread::WrongCount { asked: 3, given });
    assert_eq!(pairs("1A 3B"), count(2));
    assert_eq!(pairs("A"), count(1));
}

#[test]
fn one_right_side_may_be_given_to_two_left_sides() {
    assert_eq!(pairs("AAB"), Ok(Reading::Pairs(vec![0, 0, 1])));
}

#[test]
fn numbers_are_read_in_the_unit_asked_for() {
    for (unit, raw, expected) in [
        (None, "4.6", 4.6),
        (None, "1,150", 1_150.0),
        (None, "1 150", 1_150.0),
        (Some("days"), "4.6", 4.6),
        (Some("days"), "4.6 days", 4.6),
        (Some("days"), "4.6 Day", 4.6),
        (Some("days"), "4.6days.", 4.6),
        (Some("%"), "85", 85.0),
        (Some("%"), "85%", 85.0),
        (Some("%"), "85 percent", 85.0),
        (Some("%"), "85 per cent", 85.0),
        (Some("%"), "85 pct", 85.0),
        (Some("%"), "0.85", 0.85),
        (Some("$"), "$1,234.50", 1_234.5),
        (Some("$"), "1234.50 dollars", 1_234.5),
        (Some("$"), "1234.5 USD", 1_234.5),
        (Some("$"), "-$5", -5.0),
        (Some("per 100,000"), "12.5 per 100,000", 12.5),
        (Some("per 100,000"), "12.5 per 100000", 12.5),
        (Some("per 1,000 days"), "2 per 1,000 day", 2.0),
    ] {
        assert_eq!(number(unit, raw), Ok(Reading::Number(expected)), "{raw}");
    }
}

#[test]
fn another_unit_is_told_and_not_scored() {
    for (unit, raw, asked, given) in [
        (Some("days"), "4.6 hours", "days", "hours"),
        (Some("days"), "85%", "days", "%"),
        (Some("%"), "85 days", "%", "days"),
        (None, "85%", "plain numbers", "%"),
        (None, "$5", "plain numbers", "$"),
        (Some("$"), "€5", "$", "€"),
        (
            Some("per 1,000"),
            "5 per 100",
            "numbers per 1,000",
            "per 100",
        ),
    ] {
        let expected = Misread::OtherUnit {
            asked: asked.to_owned(),
            given: given.to_owned(),
        };
        assert_eq!(number(unit, raw), Err(expected), "{raw}");
    }
}

#[test]
fn what_is_no_number_is_told() {
    for raw in [
        "", "four", "1,15", "1,2345", "4,6", "4.6.1", "1 2", "--5", "1/2", "½", "5 1/2", "3 4",
    ] {
        let expected = Misread::NotANumber(raw.to_owned());
        assert_eq!(number(None, raw), Err(expected), "{raw}");
    }
}

#[test]
fn text_is_kept_normalised() {
    let item = sample::text("t");
    let read = |raw| read_response(&item, &Presentation::default(), raw);
    for raw in ["Myocardium", "  myocardium. ", "MYOCÁRDIUM"] {
        assert_eq!(
            read(raw),
            Ok(Reading::Text("myocardium".to_owned())),
            "{raw}"
        );
    }
    for raw in ["", "   ", "---", "\u{200b}", "..."] {
        assert_eq!(read(raw), Err(Misread::Nothing), "{raw:?}");
    }
}

#[test]
fn a_card_is_graded_by_number_word_or_its_beginning() {
    let card = sample::card("k");
    let read = |raw| read_response(&card, &Presentation::default(), raw);
    for (raws, recall) in [
        (["1", "again", "A"], Recall::Again),
        (["2", "Hard", "h"], Recall::Hard),
        (["3", "good.", "g"], Recall::Good),
        (["4", "EASY", "ea"], Recall::Easy),
    ] {
        for raw in raws {
            assert_eq!(read(raw), Ok(Reading::Recall(recall)), "{raw}");
        }
    }
    for raw in ["", "0", "5", "yes", "goods", "kidney"] {
        assert!(
            matches!(read(raw), Err(Misread::NoSuchChoice { .. })),
            "{raw}"
        );
    }
}
