use super::*;
use crate::sys::ink::render;
use proptest::prelude::*;

fn shown(markdown: &str, width: usize) -> String {
    strip(&lines(markdown, width, false).join("\n"))
}

#[test]
fn paragraphs_are_wrapped_and_set_apart() {
    assert_eq!(
        shown("A clinic receives\na subpoena.\n\nWhat first?", 20),
        "A clinic receives a\nsubpoena.\n\nWhat first?"
    );
    assert_eq!(shown("hard  \nbreak\\\nkept", 20), "hard\nbreak\nkept");
    assert_eq!(shown("", 20), "");
}

#[test]
fn emphasis_is_style_and_code_is_kept() {
    let text = lines("the *least* likely, **not** `I10`", 60, false).concat();
    assert_eq!(strip(&text), "the least likely, not I10");
    assert_eq!(
        render(&text, true),
        "the \u{1b}[3mleast\u{1b}[0m likely, \u{1b}[1mnot\u{1b}[0m \u{1b}[36mI10\u{1b}[0m"
    );
}

#[test]
fn stars_between_figures_stay() {
    assert_eq!(shown("2*3*4 and 2**3**4", 40), "2*3*4 and 2**3**4");
    assert_eq!(shown("*whole* **words**", 40), "whole words");
}

#[test]
fn lists_are_marked_numbered_and_nested() {
    assert_eq!(
        shown(
            "Steps:\n\n3. ask for proof of notice\n4. wait\n   - a week\n   - or two\n\nThen?",
            20
        ),
        "Steps:\n\n3. ask for proof of\n   notice\n4. wait\n   - a week\n   - or two\n\nThen?"
    );
    assert_eq!(shown("- a\n\n- b", 20), "- a\n\n- b");
    assert_eq!(shown("+ 5\n+ 6", 20), "+ 5\n+ 6");
    assert_eq!(shown("-\n- b", 20), "-\n- b");
}

#[test]
fn quotes_headings_rules_and_code_blocks() {
    assert_eq!(
        shown(
            "# Record\n\n> Patient is a\n> 64-year-old man.\n\n---\n\n    BP 120/80\n",
            20
        ),
        "Record\n\n> Patient is a\n> 64-year-old man.\n\n---\n\n  BP 120/80"
    );
    assert_eq!(shown("> one\n>\n> two", 20), "> one\n>\n> two");
    assert_eq!(shown("Which sign?\n\n>", 20), "Which sign?\n\n>");
    assert_eq!(shown("```hl7\nMSH|^~\\&\n```", 20), "hl7:\n  MSH|^~\\&");
}

#[test]
fn a_comparison_at_the_start_of_a_line_keeps_its_sign() {
    assert_eq!(shown("> 120 mg/dL", 20), "> 120 mg/dL");
    assert_eq!(shown("a < 5 and b <5 mg", 40), "a < 5 and b <5 mg");
}

#[test]
fn tables_are_aligned_or_labelled() {
    let table = "| unit | days |\n|:-----|-----:|\n| ICU | 120 |\n| Ward | 1,204 |\n";
    assert_eq!(shown(table, 60), "unit   days\nICU     120\nWard  1,204");
    let labelled = "unit: ICU\ndays: 120\n\nunit: Ward\ndays: 1,204";
    assert_eq!(shown(table, 30), labelled);
    assert_eq!(strip(&lines(table, 60, true).join("\n")), labelled);
}

#[test]
fn cells_beyond_the_columns_are_kept() {
    let table = "| a | b |\n|---|---|\n| 1 | 2 | 3 \\| 4 | 5 |\n";
    assert_eq!(shown(table, 60), "a  b\n1  2  3 \\| 4  5");
}

#[test]
fn links_show_their_target() {
    assert_eq!(
        shown("see [the rule](https://example.org/a \"Title\")", 80),
        "see the rule (https://example.org/a, Title)"
    );
    assert_eq!(shown("<https://example.org>", 80), "https://example.org");
    assert_eq!(shown("![chart](c.png)", 80), "chart (c.png)");
    assert_eq!(
        shown("see [1]\n\n[1]: https://example.org", 80),
        "see [1]\n\n[1]: https://example.org"
    );
}

#[test]
fn html_is_text() {
    assert_eq!(shown("a <b>bold</b> word", 40), "a <b>bold</b> word");
    assert_eq!(
        shown("<script>alert(1)</script>\n\nrest", 40),
        "<script>alert(1)</script>\n\nrest"
    );
    assert_eq!(shown("5 &lt; 6 &amp; 7", 40), "5 < 6 & 7");
}

#[test]
fn a_prefix_stands_before_the_first_line_only() {
    let text = lines_with(
        "Refuse until a judge signs\n\n- or not",
        20,
        false,
        "C  ",
        "   ",
    );
    assert_eq!(
        text,
        ["C  Refuse until a", "   judge signs", "", "   - or not"]
    );
}

#[test]
fn controls_in_markdown_are_seen() {
    assert_eq!(shown("a\u{1b}[31m *b\u{202e}*", 40), "a␛[31m b<U+202E>");
}

#[test]
fn deep_nesting_keeps_the_width() {
    let deep = format!("{}text at the bottom", "> - ".repeat(400));
    for line in lines(&deep, 20, false) {
        assert!(columns(&line) <= 20, "{line}");
    }
    assert!(shown(&deep, 20).contains("bottom"));
}

proptest! {
    #[test]
    fn no_letter_is_lost_at_any_width(
        markdown in "[a-c \n*_`~<>#+|:!\"'(){}\\[\\].=-]{0,120}",
        width in 20_usize..=200,
        plain in any::<bool>(),
    ) {
        let text = lines(&markdown, width, plain);
        for line in &text {
            prop_assert!(columns(line) <= width, "{:?} at {}", line, width);
        }
        let text = text.concat();
        for letter in ['a', 'b', 'c'] {
            prop_assert!(
                text.matches(letter).count() >= markdown.matches(letter).count(),
                "{:?} became {:?}", markdown, text
            );
        }
    }

    #[test]
    fn anything_can_be_shown(markdown in any::<String>(), width in 1_usize..=200) {
        lines(&markdown, width, false);
    }
}
