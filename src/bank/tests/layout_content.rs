//! The formatter's layout: one for all, what the bank says unchanged, no comment lost.

use proptest::prelude::*;

use super::*;
use crate::{
    bank::{lay_out, shipped},
    domain::content_hash::item_hashes,
};

fn source(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new("b.toml", text.to_owned()))
}

fn laid_out(text: &str) -> String {
    lay_out(&source(text)).unwrap_or_else(|faults| panic!("{}", crate::diag::concise(&faults)))
}

/// Everything that stands behind a `#` outside of texts, in the order of the file.
fn comments(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let tokens = toml_parser::Source::new(text).lex().into_vec();
    for token in tokens {
        if token.kind() == toml_parser::lexer::TokenKind::Comment {
            let span = token.span();
            found.push(text[span.start()..span.end()].trim_end().to_owned());
        }
    }
    found.sort();
    found
}

/// What a learner's history would notice, and where each item stands.
fn meaning(text: &str, packs: &Packs) -> Vec<String> {
    let loaded = load_bank(&source(text), packs, false)
        .unwrap_or_else(|faults| panic!("{}", crate::diag::concise(&faults)));
    let items = loaded.bank.items.iter().map(|item| {
        let hashes = item_hashes(item);
        let rest = format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
            item.domain,
            item.tasks,
            item.subjects,
            item.level,
            item.status,
            item.case,
            item.enemies,
            item.pin
        );
        format!("{} {} {} {rest}", item.id, hashes.content, hashes.key)
    });
    let cases = loaded.bank.cases.iter().map(|case| format!("{case:?}"));
    items.chain(cases).collect()
}

fn banks() -> impl Iterator<Item = (&'static str, &'static str)> {
    let files = shipped::index().files.iter();
    files
        .map(|file| (file.path, file.text))
        .filter(|(path, _)| {
            !path.ends_with("credential.toml") && !path.ends_with("profession.toml")
        })
}

#[test]
fn shipped_banks_keep_their_meaning_and_comments() {
    let packs = packs();
    for (path, text) in banks() {
        let once = laid_out(text);
        assert_eq!(meaning(&once, &packs), meaning(text, &packs), "{path}");
        assert_eq!(comments(&once), comments(text), "{path}");
        assert_eq!(laid_out(&once), once, "{path}");
        // The same bank saved by an editor of another world.
        let saved = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(meaning(&saved, &packs), meaning(text, &packs), "{path}");
        assert_eq!(laid_out(&saved), once, "{path}");
    }
}

/// Returns `text` in disorder that means the same: keys of each table turned round, comments and blank lines strewn in.
fn disturbed(text: &str, turn: usize, strew: u64) -> String {
    let mut out = String::new();
    for (at, chunk) in crate::bank::scan::scan(text, 0, None)
        .into_iter()
        .enumerate()
    {
        let body = &text[chunk.range.clone()];
        // A key with its value is what begins on a line of its own with a letter, outside of texts and brackets.
        let starts: Vec<usize> = toml_parser_keys(body);
        let Some(first) = starts.first() else {
            out.push_str(body);
            continue;
        };
        let mut entries: Vec<&str> = starts
            .iter()
            .zip(starts.iter().skip(1).chain([&body.len()]))
            .map(|(from, to)| body[*from..*to].trim_end())
            .collect();
        let header = &body[..*first];
        let length = entries.len();
        entries.rotate_left(turn % length);
        out.push_str(header);
        for (place, entry) in entries.into_iter().enumerate() {
            let dice = strew.rotate_left(u32::try_from(place * 7 + at).unwrap() % 64);
            if dice & 1 == 1 {
                out.push_str(&format!("\n   # above {at}-{place}  \n"));
            }
            out.push_str(if dice & 2 == 2 { "\t " } else { "" });
            out.push_str(entry);
            out.push_str(match (dice >> 2) & 3 {
                1 => "   # beside\n",
                2 => "\n\n\n# between\n\n",
                3 => "  \n# under\n",
                _ => "\n",
            });
        }
    }
    out
}

fn toml_parser_keys(body: &str) -> Vec<usize> {
    use toml_parser::parser::{Event, EventKind, parse_document};
    let tokens = toml_parser::Source::new(body).lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    parse_document(&tokens, &mut events, &mut ());
    let (mut depth, mut starts, mut is_new) = (0, Vec::new(), true);
    for event in events {
        match event.kind() {
            EventKind::ArrayOpen | EventKind::InlineTableOpen => depth += 1,
            EventKind::ArrayClose | EventKind::InlineTableClose => depth -= 1,
            EventKind::Newline if depth == 0 => is_new = true,
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => is_new = false,
            EventKind::SimpleKey if depth == 0 && is_new => {
                starts.push(event.span().start());
                is_new = false;
            }
            _ => {}
        }
    }
    starts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn disorder_is_laid_out_with_its_meaning_and_comments(which in 0_usize..15, turn in 0_usize..9, strew in any::<u64>()) {
        let packs = packs();
        let (path, text) = banks().nth(which).unwrap();
        // Comments inside would be cut from their values by the test itself.
        prop_assume!(comments(text).is_empty());
        let messy = disturbed(text, turn, strew);
        let once = laid_out(&messy);
        prop_assert_eq!(meaning(&once, &packs), meaning(text, &packs), "{}", path);
        prop_assert_eq!(comments(&once), comments(&messy), "{}", path);
        prop_assert_eq!(&laid_out(&once), &once, "{}", path);
        for line in once.lines() {
            prop_assert!(!line.trim_start().starts_with('#') || !line.ends_with(' '));
        }
        prop_assert!(once.ends_with('\n') && !once.ends_with("\n\n"));
    }

    #[test]
    fn any_sound_toml_is_laid_out_once(text in "(([a-c]( )*= ?([0-9]|\"x\"|\\[1,\n?2\\]|\\{ ?d = 1 ?\\}))?(#[a-z ]{0,3})?\r?\n|\\[\\[[x-z]\\]\\]( #h)?\n){0,12}") {
        if let Ok(once) = lay_out(&source(&text)) {
            prop_assert_eq!(comments(&once), comments(&text), "{}", once);
            prop_assert_eq!(lay_out(&source(&once)).unwrap(), once);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is left of a bank after an accident is refused, or means the same when it is laid out.
    #[test]
    fn a_damaged_bank_never_breaks_the_formatter(
        which in 0_usize..15,
        from in 0_usize..6,
        cuts in prop::collection::vec((0_usize..2_500, 0_usize..12, "[\\[\\]{}\"'#=.,\\\\\n\r a-c1]{0,4}"), 1..5),
    ) {
        let (_, text) = banks().nth(which).unwrap();
        let tables: Vec<&str> = text.split("\n\n[").skip(from).take(3).collect();
        let mut letters: Vec<char> = format!("[{}\n", tables.join("\n\n[")).chars().collect();
        for (at, length, put) in cuts {
            let start = at.min(letters.len());
            let end = (start + length).min(letters.len());
            letters.splice(start..end, put.chars());
        }
        let text: String = letters.into_iter().collect();
if let Ok(once) = lay_out(&source(&text)) {
            prop_assert_eq!(comments(&once), comments(&text));
            prop_assert_eq!(lay_out(&source(&once)).unwrap(), once);
        }
    }
}

#[test]
fn a_messy_item_is_put_in_order() {
    let messy = "\n# The licence of this file.\n\nformat=1\n[ bank ]\ntitle='T'\r\nid=\"b\" # stays\n# under the bank\n\n\n\n# Part one\n\n# of the first\n[[choice]]   # kind\nreference = [ 'R' ]\n'stem' = \"One\\n\\nTwo \\\"x\\\"?\"\n# whose key\nlevel=\"recall\"\noptions=[{why=\"a\",text=\"b\",key=true},{ text = \"c\", why = \"d\" } # last\n]\nvars = {z = {max=2,min=1}, a = {pick=[1,\n2]}}\nid=\"i\"\n# end\n";
    assert_eq!(
        laid_out(messy),
        "# The licence of this file.

format = 1

[bank]
id = \"b\" # stays
title = 'T'
# under the bank

# Part one

# of the first
[[choice]] # kind
id = \"i\"
# whose key
level = \"recall\"
vars = { z = { max = 2, min = 1 }, a = { pick = [1, 2] } }
stem = \"\"\"
One

Two \"x\"?\"\"\"
options = [
  { text = \"b\", key = true, why = \"a\" },
  { text = \"c\", why = \"d\" }, # last
]
reference = ['R']
# end
"
    );
}

#[test]
fn variables_keep_their_order_because_later_ones_rest_on_earlier_ones() {
    let text = "[[numeric]]\nanswer = \"b\"\nvars = { b = { step = 2, max = 9, min = 1 }, a = { value = \"b\" } }\n";
    assert_eq!(
        laid_out(text),
        "[[numeric]]\nvars = { b = { min = 1, max = 9, step = 2 }, a = { value = \"b\" } }\nanswer = \"b\"\n"
    );
}

#[test]
fn comments_inside_values_keep_their_lines() {
    let text = "[[choice]]\noptions = [ # first\n  { text = \"a\", # inside\n why = \"b\" },\n  # before the end\n]\nallow = [{ rule = \"S001\", reason = \"r\" }]\n";
    assert_eq!(
        laid_out(text),
        "[[choice]]
options = [
  # first
  {
    text = \"a\", # inside
    why = \"b\",
  },
  # before the end
]
allow = [{ rule = \"S001\", reason = \"r\" }]
"
    );
}

#[test]
fn the_page_of_the_format_names_the_order_of_the_keys() {
    let page = include_str!("../../../question_banks/README.md");
    let (_, list) = page.split_once("Keys of an item in this order:").unwrap();
    let (list, _) = list.split_once(". Variables").unwrap();
    let named: Vec<&str> = list.split('`').skip(1).step_by(2).collect();
    assert_eq!(named, crate::bank::key::ITEM_ORDER);
}

#[test]
fn line_ends_around_the_sign_are_taken_out() {
    let text = "a = { b # one\n = # two\n 1, c\n=\n2 }\n";
    assert_eq!(
        laid_out(text),
        "a = {\n  # one\n  # two\n  b = 1,\n  c = 2,\n}\n"
    );
}

#[test]
fn what_is_no_toml_is_refused_with_its_findings() {
    for text in [
        "[[choice]]\nid = \"a\nstem = 1\n",
        "a = 1\na = 2\n",
        "[bank]\nx = 1\n[bank]\ny = 1\n",
        "a = [[[[[[[[[1]]]]]]]]]",
        "x = \"\"\"open",
    ] {
        let faults = lay_out(&source(text)).expect_err(text);
        assert!(!faults.is_empty(), "{text}");
    }
    assert_eq!(laid_out("a = nan\n"), "a = nan\n");
    assert_eq!(laid_out(""), "");
}
