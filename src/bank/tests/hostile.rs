use std::thread;

use proptest::prelude::*;

use super::*;
use crate::bank::{load_pack, load_profession, shipped, source_from_bytes};

/// Loads `text` as every kind of file on a thread with as little stack as the standard library gives.
fn survives(texts: Vec<String>) -> Vec<Vec<Diagnostic>> {
    thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let packs = packs();
            texts
                .into_iter()
                .map(|text| {
                    let file = Arc::new(SourceFile::new("b.toml", text));
                    let _ = load_pack(&file, None);
                    let _ = load_profession(&file);
                    load_bank(&file, &packs, true).expect_err("it is hostile")
                })
                .collect()
        })
        .expect("a thread can be started")
        .join()
        .expect("nothing overflows or panics")
}

fn ids(faults: &[Diagnostic]) -> Vec<&str> {
    faults.iter().map(|fault| fault.code.id).collect()
}

#[test]
fn deep_nesting_on_every_axis_is_refused() {
    let deep = 2_000;
    let dotted = |parts: usize| vec!["a"; parts].join(".");
    let inline = |depth: usize, key: &str| {
        format!(
            "{}1{}",
            format!("{{{key} = ").repeat(depth),
            "}".repeat(depth)
        )
    };
    let bombs = [
        format!("x = {}1{}\n", "[".repeat(deep), "]".repeat(deep)),
        format!("x = {}\n", "[".repeat(deep)),
        format!("x = {}\n", inline(deep, "a")),
        format!("{} = 1\n", dotted(deep)),
        format!("[card.{}]\n", dotted(deep)),
        format!("[[card.{}]]\n", dotted(deep)),
        // The axes multiply: each alone is within what the parser allows.
        format!("x = {}\n", inline(78, &dotted(78))),
        format!("x = {}\n", inline(9, &dotted(8))),
        format!("[card.{}]\nx = {}\n", dotted(78), inline(78, "a")),
        format!("x = [{}]\n", inline(40, "a.b")),
        format!("x = {}\n", "[{a = ".repeat(500)),
    ];
    let texts = bombs
        .iter()
        .map(|bomb| format!("{HEAD}[[card]]\n{bomb}"))
        .collect();
    for (faults, bomb) in survives(texts).iter().zip(&bombs) {
        let start: String = bomb.chars().take(60).collect();
        assert!(ids(faults).contains(&"B006"), "{start}: {:?}", ids(faults));
    }
}

#[test]
fn the_deepest_that_is_allowed_is_parsed() {
    let key = ["a"; 8].join(".");
    let value = format!("{}1{}", format!("{{{key} = ").repeat(8), "}".repeat(8));
    let text = format!("{HEAD}[[card]]\nx.b.c.d.e.f.g.h = {value}\n");
    let faults = survives(vec![text]);
    assert!(ids(&faults[0]).contains(&"B002"));
}

#[test]
fn open_texts_and_brackets_hide_no_item() {
    let bad = "[[card]]\nid = \"zzz\"\ndomain = \"99\"\nterm = \"t\"\ndefinition = \"d\"\n";
    for open in [
        "x = \"\"\"a\n",
        "x = '''a\n",
        "x = \"a\n",
        "x = 'a\n",
        "x = [1,\n",
        "x = {a = [\n",
        "[[card\n",
        "x = \"\"\"a\n[[card]]\n",
        "\"\"\"\n",
    ] {
        let text = format!("{HEAD}[[card]]\n{open}{bad}");
        let file = Arc::new(SourceFile::new("b.toml", text));
        let faults = load_bank(&file, &packs(), true).unwrap_err();
        assert!(ids(&faults).contains(&"B005"), "{open}: {:?}", ids(&faults));
        assert!(ids(&faults).contains(&"B023"), "{open}: {:?}", ids(&faults));
    }
}

#[test]
fn garbage_is_told_without_end_or_flood() {
    let lines = "= = =\n".repeat(200_000);
    let noise = "]\"'{#\n[[[\n\"\"\"".repeat(20_000);
    let items = "[[card]]\nx = 1\n".repeat(20_000);
    let mistyped = "[[card]]\ntrem = 1\n".repeat(100_000);
    for text in [lines, noise, items, mistyped] {
        let file = Arc::new(SourceFile::new("b.toml", format!("{HEAD}{text}")));
        let faults = load_bank(&file, &packs(), false).unwrap_err();
        assert!(faults.len() <= 10_001);
    }
}

#[test]
fn the_faults_beyond_ten_thousand_are_counted() {
    let text = format!("{HEAD}{}", "[[card]]\nx = 1\n".repeat(5_000));
    let file = Arc::new(SourceFile::new("b.toml", text));
    let faults = load_bank(&file, &packs(), false).unwrap_err();
    let last = faults.last().unwrap();
    assert_eq!(last.code.id, "B028");
    // An unknown key and four missing ones in each of 5,000 cards.
    assert_eq!(last.message, "15000 more faults are not shown");
}

#[test]
fn bytes_that_are_no_text_are_refused_with_their_place() {
    let fault = |bytes: &[u8]| {
        let fault = source_from_bytes("b.toml", bytes.to_vec()).unwrap_err();
        let position = fault.file.position(fault.span.start);
        (
            fault.code.id,
            fault.span.start,
            position.line,
            position.column,
        )
    };
    assert_eq!(fault(b"a = 1\nb = \"\xe9t\xe9\"\n"), ("B003", 11, 2, 6));
    assert_eq!(fault(b"\xff\xfea\0"), ("B004", 0, 1, 1));
    assert_eq!(fault(b"f\0o\0"), ("B004", 0, 1, 1));
    assert_eq!(fault(b"ab\ncd\0\xff"), ("B004", 5, 2, 3));
    assert!(source_from_bytes("b.toml", b"\xef\xbb\xbfa".to_vec()).is_ok());
}

fn shipped_text() -> impl Strategy<Value = &'static str> {
    let small: Vec<&str> = shipped::index()
        .files
        .iter()
        .map(|file| file.text)
        .filter(|text| text.len() < 16_000)
        .collect();
    prop::sample::select(small)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn damaged_banks_and_packs_never_panic(
        text in shipped_text(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..12),
    ) {
        let mut bytes = text.as_bytes().to_vec();
        for (place, byte, how) in hits {
            let at = place.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                2 => bytes.insert(at, byte),
                _ => bytes[at] = b"\"'[]{}=.,#\n\\"[usize::from(byte) % 12],
            }
        }
        if let Ok(file) = source_from_bytes("b.toml", bytes) {
            let packs = packs_once();
            let results = [
                load_bank(&file, packs, true).err(),
                load_pack(&file, None).err(),
                load_profession(&file).err(),
            ];
            let look = crate::diag::Look { color: true, width: 60 };
            for faults in results.into_iter().flatten() {
                let shown = crate::diag::full(&faults, look);
                prop_assert!(!shown.is_empty());
                let _ = crate::diag::json(&faults);
                let _ = crate::diag::concise(&faults);
            }
        }
    }

    #[test]
    fn any_text_is_a_bank_or_has_faults(text in "[\\[\\]{}\"'#=.,\\\\a-e0-9 \n]{0,300}") {
        let file = Arc::new(SourceFile::new("b.toml", format!("{HEAD}[[choice]]\n{text}")));
        prop_assert!(load_bank(&file, packs_once(), true).is_err());
    }
}

fn packs_once() -> &'static Packs {
    static PACKS: std::sync::OnceLock<Packs> = std::sync::OnceLock::new();
    PACKS.get_or_init(packs)
}
