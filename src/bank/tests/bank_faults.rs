use super::*;

/// An item that has no fault.
const CHOICE: &str = "[[choice]]\nid = \"i\"\ndomain = \"2\"\nlevel = \"recall\"\nstem = \"S?\"\noptions = [{ text = \"a\", key = true, why = \"w\" }, { text = \"b\", why = \"w\" }]\n";
/// The start of an item of a kind, up to what the kind alone knows.
fn start(kind: &str) -> String {
    format!(
        "[[{kind}]]\nid = \"i\"\ndomain = \"2\"\nlevel = \"recall\"\nstem = \"S?\"\nwhy = \"w\"\n"
    )
}

/// Checks faults in what follows a sound head.
fn in_items(cases: &[(&[&str], &str)]) {
    let packs = packs();
    for (codes, items) in cases {
        faults_of(&format!("{HEAD}{items}"), &packs, codes);
    }
}

#[test]
fn faults_of_the_file_itself() {
    let packs = packs();
    let bank = &HEAD["format = 1\n".len()..];
    let cases: Vec<(&[&str], String)> = vec![
        (&["B009"], format!("⟦⟧{bank}{CHOICE}")),
        (
            &["B010"],
            format!("format = ⟦2⟧\n{bank}anything = at all\n[nix]\n"),
        ),
        (&["B011"], format!("format = ⟦0⟧\n{bank}{CHOICE}")),
        (&["B007"], format!("format = ⟦\"1\"⟧\n{bank}{CHOICE}")),
        (
            &["B002"],
            format!("format = 1\n⟦version⟧ = 1\n{bank}{CHOICE}"),
        ),
        (
            &["B013"],
            format!("format = 1\n⟦choice⟧ = []\n{bank}{CHOICE}"),
        ),
        (&["B008"], format!("⟦⟧format = 1\n{CHOICE}")),
        (&["B012"], format!("{HEAD}⟦[[chioce]]⟧\nid = 1\n{CHOICE}")),
        (&["B013"], format!("{HEAD}⟦[choice]⟧{}", &CHOICE[10..])),
        (
            &["B013"],
            format!("format = 1\n⟦[[bank]]⟧{}{CHOICE}", &bank[6..]),
        ),
        (&["B014"], format!("{HEAD}{CHOICE}⟦[bank]⟧\nid = \"c\"\n")),
        (&["B015"], format!("{HEAD}{CHOICE}[[⟦card⟧.x]]\na = 1\n")),
        (&["B016"], format!("{HEAD}⟦⟧")),
        (&["B005"], format!("{HEAD}{CHOICE}x = ⟦⟧\n")),
        (&["B005"], format!("{HEAD}{CHOICE}⟦id⟧ = \"twice\"\n")),
        (&["B005"], format!("{HEAD}{CHOICE}[[choice⟦⟧\n")),
        (
            &["B006"],
            format!("{HEAD}{CHOICE}x = [[[[[[[[⟦[⟧]]]]]]]]]\n"),
        ),
        (
            &["B006"],
            format!("{HEAD}{CHOICE}a.b.c.d.e.f.g.h⟦.⟧i = 1\n"),
        ),
        (
            &["B001"],
            format!("{HEAD}⟦[[choice]]⟧\nx = '{}'\n", "y".repeat(1 << 20)),
        ),
    ];
    for (codes, text) in cases {
        faults_of(&text, &packs, codes);
    }
}

#[test]
fn faults_of_the_bank_table() {
    let packs = packs();
    let cases: &[(&[&str], &str)] = &[
        (
            &["B017"],
            "id = ⟦\"B 1\"⟧\ntitle = \"B\"\ncredential = \"rhit\"\nlicense = \"x\"\nauthors = [\"A\"]\n",
        ),
        (
            &["B022"],
            "id = \"b\"\ntitle = \"B\"\ncredential = ⟦\"rhti\"⟧\nlicense = \"x\"\nauthors = [\"A\"]\n",
        ),
        (
            &["B022"],
            "id = \"b\"\ntitle = \"B\"\ncredential = ⟦\"ctr\"⟧\nlicense = \"x\"\nauthors = [\"A\"]\n",
        ),
        (
            &["B021"],
            "id = \"b\"\ntitle = ⟦\"  \"⟧\ncredential = \"rhit\"\nlicense = \"x\"\nauthors = [\"A\"]\n",
        ),
        (
            &["B021"],
            "id = \"b\"\ntitle = \"B\"\ncredential = \"rhit\"\nlicense = \"x\"\nauthors = ⟦[]⟧\n",
        ),
        (
            &["B007"],
            "id = \"b\"\ntitle = \"B\"\ncredential = \"rhit\"\nlicense = \"x\"\nauthors = ⟦\"A\"⟧\n",
        ),
        (
            &["B022", "B023", "B027"],
            "id = \"b\"\ntitle = \"B\"\ncredential = \"rhit\"\nlicense = \"x\"\nauthors = [\"A\"]\nserves = { ⟦nix⟧ = \"1\", ods = ⟦\"9\"⟧, ⟦rhit⟧ = \"1\" }\n",
        ),
        (
            &["B020", "B008"],
            "id = \"b\"\ntitle = \"B\"\ncredential = \"rhit\"\nlicense = \"x\"\nauthors = [\"A\"]\nallow = [{ rule = ⟦\"s12\"⟧, reason = \"r\" }, ⟦{ rule = \"S012\" }⟧]\n",
        ),
        (
            &["B007"],
            "id = \"b\"\ntitle = \"B\"\ncredential = \"rhit\"\nlicense = \"x\"\nauthors = [\"A\"]\nreviewed = ⟦2026-01-01T10:00:00⟧\n",
        ),
    ];
    for (codes, table) in cases {
        // Without a credential no domain can be checked, so that this one makes no second fault.
        let items = CHOICE.replace("\"2\"", "\"1\"");
        let text = format!("format = 1\n[bank]\n{table}{items}");
        faults_of(&text, &packs, codes);
    }
    let text = format!(
        "format = 1\n⟦⟦[bank]⟧⟧\nid = \"b\"\ncredential = \"rhit\"\nauthors = [\"A\"]\n{CHOICE}"
    );
    faults_of(&text, &packs, &["B008", "B008"]);
    let text = format!("{HEAD}{CHOICE}").replace("\"rhit\"", "⟦\"nix\"⟧");
    faults_of(&text.replace("\"2\"", "\"anything\""), &packs, &["B022"]);
}

#[test]
fn faults_of_keys_that_every_item_knows() {
    let own =
        "options = [{ text = \"a\", key = true, why = \"w\" }, { text = \"b\", why = \"w\" }]\n";
    let with = |line: &str| format!("{CHOICE}{line}\n");
    let cases: Vec<(&[&str], String)> = vec![
        (&["B002"], with("⟦colour⟧ = 1")),
        (
            &["B002"],
            format!(
                "[[choice]]\nid = \"i\"\ndomain = \"2\"\nlevel = \"recall\"\n⟦stme⟧ = \"S?\"\n{own}"
            ),
        ),
        (
            &["B008"],
            format!("⟦[[choice]]⟧\nid = \"i\"\nlevel = \"recall\"\nstem = \"S?\"\n{own}"),
        ),
        (&["B017"], CHOICE.replace("\"i\"", "⟦\"I\"⟧")),
        (&["B023"], CHOICE.replace("\"2\"", "⟦\"7\"⟧")),
        (&["B007"], CHOICE.replace("\"2\"", "⟦2⟧")),
        (&["B020"], CHOICE.replace("\"recall\"", "⟦\"recal\"⟧")),
        (&["B021"], CHOICE.replace("\"S?\"", "⟦\"\"\"\n \n\"\"\"⟧")),
        (
            &["B024", "B027"],
            with("task = [⟦\"2.99\"⟧, \"2.1\", \"t20\", ⟦\"t20\"⟧]"),
        ),
        (&["B024"], with("task = [⟦\"t21\"⟧]")),
        (
            &["B025"],
            with("subject = [\"statistics\", ⟦\"statistik\"⟧]"),
        ),
        (
            &["B020", "B020"],
            with("difficulty = ⟦\"Easy\"⟧\nstatus = ⟦\"done\"⟧"),
        ),
        (
            &["B007", "B007", "B007"],
            with("written = ⟦\"2026-11-22\"⟧\nreviewed = ⟦12:00:00⟧\nreview_by = ⟦2026⟧"),
        ),
        (&["B007"], with("reference = [\"x\", ⟦3⟧]")),
        (
            &["Q018", "B017"],
            with("enemy = [⟦\"i\"⟧, ⟦\"A_B\"⟧, \"elsewhere\"]"),
        ),
        (&["B007"], with("pin = ⟦\"yes\"⟧")),
        (
            &["B008", "B026", "B026"],
            with("calibrated = ⟦{ b = ⟦99⟧, a = 1.0, takers = ⟦0⟧ }⟧"),
        ),
        (
            &["B026"],
            with("calibrated = { b = ⟦inf⟧, a = 1.0, takers = 1, date = 2026-01-01 }"),
        ),
        (&["Q016"], with("case = ⟦\"nix\"⟧")),
        (
            &["Q017"],
            format!("{CHOICE}[[case]]\nid = ⟦\"c\"⟧\ntitle = \"T\"\nrecord = \"R\"\n"),
        ),
        (
            &["B008", "B002"],
            format!(
                "{CHOICE}case = \"c\"\n⟦[[case]]⟧\nid = \"c\"\ntitle = \"T\"\n⟦domain⟧ = \"1\"\n"
            ),
        ),
        (
            &["B018"],
            format!("{CHOICE}{}", CHOICE.replace("\"i\"", "⟦\"i\"⟧")),
        ),
        (
            &["B018"],
            format!(
                "{CHOICE}case = \"i\"\n[[case]]\nid = ⟦\"i\"⟧\ntitle = \"T\"\nrecord = \"R\"\n"
            ),
        ),
    ];
    let cases: Vec<(&[&str], &str)> = cases
        .iter()
        .map(|(codes, text)| (*codes, &**text))
        .collect();
    in_items(&cases);
}

#[test]
fn faults_of_options() {
    let choice = |options: &str| format!("{}options = {options}\n", start("choice"));
    let multiple = |options: &str| format!("{}{options}\n", start("multiple"));
    let eleven: Vec<String> = (0..11)
        .map(|place| {
            format!(
                "{{ text = \"{place}\", why = \"w\"{} }}",
                if place == 0 { ", key = true" } else { "" }
            )
        })
        .collect();
    let cases: Vec<(&[&str], String)> = vec![
        (
            &["Q001"],
            choice("⟦[{ text = \"a\", key = true, why = \"w\" }]⟧"),
        ),
        (&["Q001"], choice(&format!("⟦[{}]⟧", eleven.join(", ")))),
        (
            &["Q002"],
            choice("⟦[{ text = \"a\", why = \"w\" }, { text = \"b\", key = false, why = \"w\" }]⟧"),
        ),
        (
            &["Q002"],
            choice(
                "⟦[{ text = \"a\", key = true, why = \"w\" }, { text = \"b\", key = true, why = \"w\" }]⟧",
            ),
        ),
        (
            &["Q004"],
            choice("[{ text = \"a\", key = true, why = \"w\" }, ⟦{ text = \"b\" }⟧]"),
        ),
        (
            &["Q005"],
            choice(
                "[{ text = \"a  b\", key = true, why = \"w\" }, { text = ⟦\" a b.\"⟧, why = \"w\" }]",
            ),
        ),
        (
            &["Q005"],
            choice(
                "[{ text = \"ﬁbula\", key = true, why = \"w\" }, { text = ⟦\"fibula\"⟧, why = \"w\" }]",
            ),
        ),
        (
            &["B002", "B007"],
            choice(
                "[{ text = \"a\", key = true, why = \"w\", ⟦keys⟧ = 1 }, { text = ⟦1⟧, why = \"w\" }]",
            ),
        ),
        (
            &["B007"],
            choice(
                "[{ text = \"a\", key = true, why = \"w\" }, ⟦\"b\"⟧, { text = \"c\", why = \"w\" }]",
            ),
        ),
        (
            &["Q003"],
            multiple(
                "choose = ⟦1⟧\noptions = [{ text = \"a\", key = true, why = \"w\" }, { text = \"b\", key = true, why = \"w\" }, { text = \"c\", why = \"w\" }]",
            ),
        ),
        (
            &["B026"],
            multiple(
                "choose = ⟦0⟧\noptions = [{ text = \"a\", why = \"w\" }, { text = \"b\", why = \"w\" }]",
            ),
        ),
        (&["B002"], format!("{CHOICE}⟦choose⟧ = 1\n")),
    ];
    let cases: Vec<(&[&str], &str)> = cases
        .iter()
        .map(|(codes, text)| (*codes, &**text))
        .collect();
    in_items(&cases);
}

#[test]
fn options_that_differ_only_in_signs_or_case_are_different() {
    let packs = packs();
    let options = "options = [{ text = \"-5\", key = true, why = \"w\" }, { text = \"5\", why = \"w\" }, { text = \"mg\", why = \"w\" }, { text = \"Mg\", why = \"w\" }]\n";
    let text = format!("{HEAD}{}{options}", start("choice"));
    let file = Arc::new(SourceFile::new("b.toml", text));
    assert!(load_bank(&file, &packs, true).is_ok());
}

#[test]
fn faults_of_texts_pairs_steps_and_cards() {
    let cases: Vec<(&[&str], String)> = vec![
        (
            &["Q004"],
            format!(
                "{}accept = [\"x\"]\n",
                start("text")
                    .replace("[[text]]", "⟦[[text]]⟧")
                    .replace("why = \"w\"\n", "")
            ),
        ),
        (&["B021"], format!("{}accept = ⟦[]⟧\n", start("text"))),
        (
            &["B021"],
            format!("{}accept = [\"x\", ⟦\"-\"⟧]\n", start("text")),
        ),
        (
            &["Q019"],
            format!(
                "{}accept = [\"X-ray\"]\nreject = [⟦{{ text = \"x ray\", why = \"w\" }}⟧]\n",
                start("text")
            ),
        ),
        (
            &["Q004"],
            format!(
                "{}accept = [\"x\"]\nreject = [⟦{{ text = \"y\" }}⟧]\n",
                start("text")
            ),
        ),
        (
            &["Q006"],
            format!(
                "{}pairs = ⟦[{{ left = \"a\", right = \"b\" }}]⟧\n",
                start("match")
            ),
        ),
        (
            &["Q005"],
            format!(
                "{}pairs = [{{ left = \"a\", right = \"b\" }}, {{ left = \"c\", right = ⟦\"b\"⟧ }}]\n",
                start("match")
            ),
        ),
        (
            &["Q005"],
            format!(
                "{}pairs = [{{ left = \"a\", right = \"b\" }}, {{ left = ⟦\"a\"⟧, right = \"c\" }}]\n",
                start("match")
            ),
        ),
        (
            &["Q005"],
            format!(
                "{}pairs = [{{ left = \"a\", right = \"b\" }}, {{ left = \"c\", right = \"d\" }}]\nextra = [⟦{{ text = \"d\" }}⟧]\n",
                start("match")
            ),
        ),
        (
            &["Q006"],
            format!(
                "{}pairs = [{{ left = \"a\", right = \"b\" }}, {{ left = \"c\", right = \"d\" }}]\nextra = ⟦[{}]⟧\n",
                start("match"),
                (0..11).fold(String::new(), |list, number| format!(
                    "{list}{{ text = \"x{number}\" }}, "
                ))
            ),
        ),
        (
            &["Q007"],
            format!(
                "{}steps = ⟦[{{ text = \"a\" }}, {{ text = \"b\" }}]⟧\n",
                start("order")
            ),
        ),
        (
            &["Q005"],
            format!(
                "{}steps = [{{ text = \"a\" }}, {{ text = \"b\" }}, {{ text = ⟦\"a\"⟧ }}]\n",
                start("order")
            ),
        ),
        (
            &["B008", "B021"],
            "⟦[[card]]⟧\nid = \"i\"\ndomain = \"2\"\nterm = ⟦\"\"⟧\n".to_owned(),
        ),
        (
            &["B007"],
            "[[card]]\nid = \"i\"\ndomain = \"2\"\nterm = \"t\"\ndefinition = \"d\"\nboth = ⟦1⟧\n"
                .to_owned(),
        ),
    ];
    let cases: Vec<(&[&str], &str)> = cases
        .iter()
        .map(|(codes, text)| (*codes, &**text))
        .collect();
    in_items(&cases);
}

#[test]
fn faults_of_numbers() {
    let with = |lines: &str| format!("{}{lines}\n", start("numeric"));
    let stem = |stem: &str, lines: &str| {
        format!(
            "[[numeric]]\nid = \"i\"\ndomain = \"2\"\nlevel = \"recall\"\nstem = {stem}\nwhy = \"w\"\n{lines}\n"
        )
    };
    let cases: Vec<(&[&str], String)> = vec![
        (&["B007"], with("answer = ⟦true⟧")),
        (&["Q008"], with("answer = ⟦\"1 +\"⟧")),
        (&["Q009"], with("answer = \"2 * ⟦beds⟧\"")),
        (
            &["Q009"],
            with(
                "vars = { a = { value = \"⟦b⟧ + 1\" }, b = { min = 1, max = 2 } }\nanswer = \"a\"",
            ),
        ),
        (
            &["Q010"],
            with("vars = { ⟦answer⟧ = { min = 1, max = 2 } }\nanswer = 1"),
        ),
        (
            &["Q010"],
            with("vars = { ⟦\"a-b\"⟧ = { min = 1, max = 2 } }\nanswer = 1"),
        ),
        (
            &["Q010"],
            with("vars = { ⟦e⟧ = { min = 1, max = 2 } }\nanswer = 1"),
        ),
        (
            &["Q011"],
            with("vars = { a = ⟦{ min = 1, pick = [1] }⟧ }\nanswer = \"a\""),
        ),
        (
            &["Q011"],
            with("vars = { a = { pick = ⟦[]⟧ } }\nanswer = \"a\""),
        ),
        (
            &["B008"],
            with("vars = { a = ⟦{ min = 1 }⟧ }\nanswer = \"a\""),
        ),
        (
            &["Q012"],
            with("vars = { a = ⟦{ min = 3, max = 2 }⟧ }\nanswer = \"a\""),
        ),
        (
            &["Q012"],
            with("vars = { a = { min = 1, max = 2, step = ⟦-1⟧ } }\nanswer = \"a\""),
        ),
        (
            &["Q013"],
            stem(
                "\"Of beds: ⟦{bed}⟧?\"",
                "vars = { beds = { min = 1, max = 2 } }\nanswer = \"beds\"",
            ),
        ),
        (&["Q013"], stem("\"S\"", "answer = 1\nhint = \"⟦{x}⟧\"")),
        (&["Q014"], stem("\"Is it ⟦{answer}⟧?\"", "answer = 1")),
        (
            &["Q015"],
            with(
                "vars = ⟦{ a = { min = 1, max = 2 } }⟧\nconstraints = [\"a > 2\"]\nanswer = \"a\"",
            ),
        ),
        (&["Q015"], with("answer = ⟦\"1 / 0\"⟧")),
        (
            &["B026", "B026"],
            with("answer = 1\nround = ⟦10⟧\ntolerance = ⟦-0.1⟧"),
        ),
        (
            &["Q004", "Q009"],
            with("answer = 1\nmistakes = [⟦{ answer = \"⟦x⟧\" }⟧]"),
        ),
        (&["B026"], with("answer = ⟦9007199254740993⟧")),
    ];
    let cases: Vec<(&[&str], &str)> = cases
        .iter()
        .map(|(codes, text)| (*codes, &**text))
        .collect();
    in_items(&cases);
}

#[test]
fn a_template_is_drawn_only_when_asked() {
    let text = format!("{HEAD}{}answer = \"1 / 0\"\n", start("numeric"));
    let file = Arc::new(SourceFile::new("b.toml", text));
    assert!(load_bank(&file, &packs(), false).is_ok());
    assert!(load_bank(&file, &packs(), true).is_err());
}

#[test]
fn braces_written_twice_and_alone_are_text() {
    let item = start("numeric").replace("S?", "Is {{x}} { or } of {a} {not a name}?");
    let text = format!("{HEAD}{item}vars = {{ a = {{ min = 1, max = 2 }} }}\nanswer = \"a\"\n");
    let file = Arc::new(SourceFile::new("b.toml", text));
    assert!(load_bank(&file, &packs(), true).is_ok());
}

#[test]
fn every_fault_of_a_file_is_told_at_once() {
    let items = "[[choice]]\nid = ⟦\"I\"⟧\ndomain = ⟦\"7\"⟧\nlevel = ⟦5⟧\n⟦stme⟧ = \"S\"\noptions = ⟦[]⟧\n[[text]]\nid = \"t\"\ndomain = \"1\"\nlevel = \"recall\"\nstem = ⟦\"\"\"⟧open\naccept = [\"x\"]\n[[card]]\nid = \"c\"\ndomain = \"1\"\nterm = \"a ⟦⟧\ndefinition = \"d\"\n[[card]]\nid = \"d\"\ndomain = ⟦\"8\"⟧\nterm = \"t\"\ndefinition = \"d\"\n";
    let items = items.replace("⟦[]⟧", "⟦⟦[]⟧⟧");
    let codes = [
        "B017", "B023", "B007", "B002", "Q001", "Q002", "B005", "B005", "B023",
    ];
    faults_of(&format!("{HEAD}{items}"), &packs(), &codes);
}

#[test]
fn the_later_of_two_equal_ids_is_the_fault() {
    let case = "[[case]]\nid = \"i\"\ntitle = \"T\"\nrecord = \"R\"\n";
    let item = CHOICE.replace("\"i\"", "⟦\"i\"⟧");
    let text = format!("{HEAD}{case}{item}case = \"i\"\n");
    let faults = faults_of(&text, &packs(), &["B018"]);
    assert!(faults[0].secondary[0].span.start < faults[0].span.start);
}

#[test]
fn a_broken_item_makes_no_other_fault() {
    // The id and the case of a broken item still count, so neither `Q016` nor `Q017` nor an empty bank is told.
    let items = "[[choice]]\nid = \"i\"\ncase = \"c\"\nstem = ⟦x⟧\n[[case]]\nid = \"c\"\ntitle = \"T\"\nrecord = \"R\"\n";
    faults_of(&format!("{HEAD}{items}"), &packs(), &["B005"]);
}

#[test]
fn offsets_are_right_behind_a_byte_order_mark_and_in_crlf_files() {
    let text = format!("\u{feff}{HEAD}{CHOICE}⟦colour⟧ = \"é\"\n").replace('\n', "\r\n");
    let faults = faults_of(&text, &packs(), &["B002"]);
    let position = faults[0].file.position(faults[0].span.start);
    assert_eq!((position.line, position.column), (14, 1));
    let missing = format!("\u{feff}⟦⟧{}", &HEAD[11..]) + CHOICE;
    let faults = faults_of(&missing.replace('\n', "\r\n"), &packs(), &["B009"]);
    assert_eq!(faults[0].file.position(3).column, 1);
}

#[test]
fn crlf_files_with_a_mark_load_as_others() {
    let text = format!("\u{feff}{HEAD}{CHOICE}").replace('\n', "\r\n");
    let file = Arc::new(SourceFile::new("b.toml", text));
    let loaded = load_bank(&file, &packs(), true).unwrap();
    assert_eq!(loaded.bank.items.len(), 1);
    let place = loaded.value_place(0, &["options", "1", "text"]).unwrap();
    assert_eq!(&file.text()[place], "\"b\"");
    let id = &loaded.items[0].id;
    assert_eq!(&file.text()[id.start as usize..id.end as usize], "\"i\"");
}

#[test]
fn a_mistyped_word_is_mended_by_its_fix() {
    let packs = packs();
    for (text, mended) in [
        (
            format!("{HEAD}{}", CHOICE.replace("recall", "recal")),
            "level = \"recall\"",
        ),
        (
            format!("{HEAD}{}", CHOICE.replace("stem", "stme")),
            "stem = \"S?\"",
        ),
        (format!("{HEAD}[choice]{}", &CHOICE[10..]), "[[choice]]"),
        (
            format!("{HEAD}{CHOICE}").replace("format = 1\n", ""),
            "format = 1\n[bank]",
        ),
    ] {
        let file = Arc::new(SourceFile::new("b.toml", text.clone()));
        let faults = load_bank(&file, &packs, true).unwrap_err();
        let fix = faults[0].fix.clone().expect(mended);
        let mut edited = text;
        for edit in fix.edits.iter().rev() {
            edited.replace_range(edit.span.clone(), &edit.text);
        }
        assert!(edited.contains(mended), "{edited}");
        let file = Arc::new(SourceFile::new("b.toml", edited));
        assert!(load_bank(&file, &packs, true).is_ok());
    }
}
