//! Damaged banks: whatever the bytes, loader and rules answer.

use proptest::prelude::*;

use super::{check, packs, strict};
use crate::{
    bank::{load_bank, load_sound_part, shipped, source_from_bytes},
    diag,
    lint::{Fixes, apply, lint},
};

fn shipped_text() -> impl Strategy<Value = &'static str> {
    let banks: Vec<&str> = shipped::index()
        .files
        .iter()
        .filter(|file| {
            !file.path.ends_with("credential.toml") && !file.path.ends_with("profession.toml")
        })
        .map(|file| file.text)
        .collect();
    prop::sample::select(banks)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn damaged_banks_never_panic(
        text in shipped_text(),
        hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..5), 1..12),
    ) {
        let mut bytes = text.as_bytes().to_vec();
        for (place, byte, how) in hits {
            let at = place.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                2 => bytes.insert(at, byte),
                3 => bytes[at] = b"\"'[]{}=.,#\n\\ ()_"[usize::from(byte) % 16],
                _ => {
                    let letters = ["é", "\u{202e}", "\u{200b}", "“", "…", "½", "İ", "ß"];
                    let letter = letters[usize::from(byte) % letters.len()];
                    let letter = letter.bytes().rev();
                    letter.for_each(|byte| bytes.insert(at, byte));
                }
            }
        }
        if let Ok(file) = source_from_bytes("b.toml", bytes) {
            let bank = load_bank(&file, packs(), false).ok().or_else(|| load_sound_part(&file, packs()));
            let banks: Vec<_> = bank.iter().collect();
            let findings = lint(&banks, packs(), &strict());
            for finding in &findings {
                prop_assert!(file.text().get(finding.span.clone()).is_some(), "{}", finding.message);
            }
            let _ = diag::concise(&findings);
            let _ = diag::sarif(&findings, "x", "1");
            let _ = apply(file.text(), &findings, Fixes::Unsafe);
        }
    }

    #[test]
    fn any_words_are_read(
        stem in "[ -~éİß“”…\u{200b}]{1,80}",
        options in prop::collection::btree_set("[ -~éß½]{1,30}", 3..6),
    ) {
        let plain = |text: &str| toml::Value::from(format!("x{text}")).to_string();
        let options: Vec<String> = options
            .iter()
            .enumerate()
            .map(|(place, text)| format!("  {{ text = {}, key = {}, why = \"The rule says so {place}.\" }},\n", plain(text), place == 1))
            .collect();
        let text = format!(
            "format = 1\n[bank]\nid = \"x\"\ntitle = \"X\"\ncredential = \"rhit\"\nlicense = \"L\"\nauthors = [\"N\"]\n[[choice]]\nid = \"a\"\ndomain = \"1\"\nlevel = \"recall\"\nstem = {}\noptions = [\n{}]\n",
            plain(&stem),
            options.concat()
        );
        for finding in check(&text) {
            prop_assert!(text.get(finding.span.clone()).is_some(), "{}", finding.message);
        }
    }
}
