use super::*;
use crate::bank::{load_pack, load_profession, shipped};

fn shipped_text(path: &str) -> String {
    let files = shipped::index().files;
    let file = files.iter().find(|file| file.path == path);
    file.unwrap().text.replace("\r\n", "\n")
}

/// Replaces `old` in the text by `new`, which marks the faults, and checks the codes that this gives.
fn check(text: &str, codes: &[&str], old: &str, new: &str) {
    assert!(text.contains(old), "nothing to spoil: {old}");
    let (plain, places) = unmark(&text.replacen(old, new, 1));
    let file = Arc::new(SourceFile::new("rhit/credential.toml", plain));
    let faults = if text.contains("[profession]") {
        load_profession(&file).expect_err(new)
    } else {
        load_pack(&file, Some("rhit")).expect_err(new)
    };
    check_places(&faults, &places, codes, new);
}

/// A small pack with everything in it, written as the shipped ones are.
const PACK: &str = r#"format = 1

[credential]
id = "rhit"
mark = "RHIT"
aliases = []
kind = "credential"
name = "N"
former_names = []
body = "AHIMA"
body_name = "B"
summary = "S. S."
leads_to = []
reviewed = 2026-11-22

[sources]
src = { title = "T", address = "a.org", as_of = 2025-01-01, precision = "year", kind = "official" }

[exam]
items = { value = 150, source = ["src"], confidence = "high" }
scored = { value = 130, source = ["src"], confidence = "high" }
pretest = { value = 20, source = ["src"], confidence = "high" }
minutes = { value = 205, source = ["src"], confidence = "high" }
appointment_minutes = { unknown = "Not found." }
options = { value = 4, source = ["src"], confidence = "high" }
item_kinds = { value = ["choice"], source = ["src"], confidence = "high" }
levels = { value = ["recall"], source = ["src"], confidence = "high" }
navigation = { value = "review", source = ["src"], confidence = "high" }
answer_required = { value = false, source = ["src"], confidence = "high" }
book = { value = "closed", source = ["src"], confidence = "high" }
books = { value = [], source = ["src"], confidence = "high" }
calculator = { value = "none", source = ["src"], confidence = "high" }
guess_penalty = { value = false, source = ["src"], confidence = "high" }
breaks = { value = "none", source = ["src"], confidence = "high" }
multiple_scoring = { unknown = "Not found." }
results = { value = "R", source = ["src"], confidence = "high" }
delivery = { value = ["remote"], source = ["src"], confidence = "high" }
vendor = { value = "V", source = ["src"], confidence = "high" }
schedule_within = { value = "120 days", source = ["src"], confidence = "high" }
practice_cut = { value = 0.7, source = [], confidence = "recalled" }
practice_cut_sentence = "Ours."

[exam.scale]
kind = { value = "scaled", source = ["src"], confidence = "high" }
low = { value = 100, source = ["src"], confidence = "high" }
high = { value = 400, source = ["src"], confidence = "high" }
cut = { value = 300, source = ["src"], confidence = "high" }

[[exam.section]]
id = "all"
name = "All"
domains = ["1", "2"]
book = "closed"
items = { value = 150, source = ["src"], confidence = "high" }
minutes = { value = 205, source = ["src"], confidence = "high" }
break_after = false

[[outline]]
id = "2023"
title = "T"
default = true
effective = { value = 2023-10-01, source = ["src"], confidence = "high", precision = "month" }
source = ["src"]
confidence = "high"

[[outline.weight]]
domain = "1"
low = 40
high = 60
source = ["src"]
confidence = "high"

[[outline.weight]]
domain = "2"
low = 40
high = 60
source = ["src"]
confidence = "high"

[[domain]]
id = "1"
name = "One"
short = "One"
former_names = []
source = ["src"]
confidence = "high"

[[domain.task]]
id = "1.1"
text = "T"
source = ["src"]
confidence = "high"

[[domain]]
id = "2"
name = "Two"
short = "Two"
former_names = []
source = ["src"]
confidence = "high"

[renewal]
anchor = { value = "exam-passed", source = ["src"], confidence = "high" }
months = { value = 24, source = ["src"], confidence = "high" }
amount = { value = 20, source = ["src"], confidence = "high" }
unit = "CEU"
dates_by_hand = { value = true, source = ["src"], confidence = "high" }
within_cycle = { value = true, source = ["src"], confidence = "high" }
carry_over = { value = false, source = ["src"], confidence = "high" }
double_counting = { value = false, source = ["src"], confidence = "high" }
approved_only = { value = false, source = ["src"], confidence = "high" }
prorated_per_month = { unknown = "Not found." }
grace = { value = "3 months", source = ["src"], confidence = "high" }
submit_by = { value = "0 days", source = ["src"], confidence = "high" }
report_to = { value = "R", source = ["src"], confidence = "high" }
eligible = { value = "E", source = ["src"], confidence = "high" }
evidence = { value = ["E"], source = ["src"], confidence = "high" }
keep_evidence = { value = "1 year", source = ["src"], confidence = "high" }
audit = { value = "A", source = ["src"], confidence = "high" }
audit_share = { value = 0.1, source = ["src"], confidence = "high" }

[renewal.first_cycle]
rule = { value = "full", source = ["src"], confidence = "high" }
amount = { value = "full", source = ["src"], confidence = "high" }

[renewal.rounding]
unit_minutes = { value = 60, source = ["src"], confidence = "high" }
remainder_from = { value = 45, source = ["src"], confidence = "high" }

[[renewal.minimum]]
id = "min"
name = "M"
share = { value = 0.8, source = ["src"], confidence = "high" }
of = "required"
per = { value = "credential", source = ["src"], confidence = "high" }
counts = { area = ["tech"] }

[[renewal.window]]
id = "win"
name = "W"
amount = { value = 8, source = ["src"], confidence = "high" }
cycles = { value = 2, source = ["src"], confidence = "high" }
within_required = { value = true, source = ["src"], confidence = "high" }
counts = { in_person = true }

[[renewal.window.period]]
id = "p"
from = 2025-01-01
to = 2028-12-31
source = ["src"]
confidence = "high"

[[renewal.cap]]
id = "cap"
name = "C"
activity = "web"
amount = { unknown = "Not found." }
per = "cycle"

[renewal.several]
body = "AHIMA"
rule = "highest-plus"
extra = { value = 10, source = ["src"], confidence = "high" }
at_most = { value = 50, source = ["src"], confidence = "high" }

[[renewal.several.single]]
credential = "rhit"
amount = 20
source = ["src"]
confidence = "high"

[[renewal.several.single]]
credential = "chps"
amount = 30
source = ["src"]
confidence = "high"

[[renewal.several.example]]
credentials = ["chps", "rhit"]
total = 40
source = ["src"]
confidence = "high"

[[renewal.area]]
id = "tech"
name = "T"
source = ["src"]
confidence = "high"

[[renewal.activity]]
id = "web"
name = "W"
credit = "by-time"
source = ["src"]
confidence = "high"

[[renewal.exemption]]
id = "ill"
name = "I"
text = "T"
waives = ["min", "win"]
source = ["src"]
confidence = "high"

[[renewal.deadline]]
id = "fee"
name = "F"
after = "0 days"
effect = "E"
source = ["src"]
confidence = "high"

[[eligibility]]
id = "way"
name = "W"
text = "T"
source = ["src"]
confidence = "high"

[[retake]]
id = "now"
current = true
wait = "30 days"
text = "T"
source = ["src"]
confidence = "high"

[[window]]
id = "spring"
opens = 2026-04-01
closes = 2026-04-20
apply_by = 2026-03-01
source = ["src"]
confidence = "high"

[[fee]]
id = "exam"
name = "E"
kind = "exam"
amount = 229
currency = "USD"
per = "attempt"
source = ["src"]
confidence = "high"

[[statistic]]
id = "pass"
kind = "pass-rate"
unknown = "Not found."
"#;

#[test]
fn a_sound_pack_loads() {
    let file = Arc::new(SourceFile::new("rhit/credential.toml", PACK));
    let pack = load_pack(&file, Some("rhit")).unwrap_or_else(|faults| {
        panic!("{}", crate::diag::concise(&faults));
    });
    assert_eq!(pack.credential.domains[0].tasks.len(), 1);
    assert_eq!(&file.text()[pack.id_place], "\"rhit\"");
}

#[test]
fn faults_of_sources_and_facts() {
    let items = "items = { value = 150, source = [\"src\"], confidence = \"high\" }\nscored";
    let cases: &[(&[&str], &str, &str)] = &[
        (
            &["P001"],
            items,
            "items = { value = 150, source = [⟦\"scr\"⟧], confidence = \"high\" }\nscored",
        ),
        (
            &["P002"],
            "[sources]\n",
            "[sources]\n⟦old⟧ = { title = \"T\", undated = true, kind = \"print\" }\n",
        ),
        (
            &["B008", "P002"],
            "[sources]\nsrc = { title = \"T\", address = \"a.org\", ",
            "[sources]\nsrc = ⟦{ title = \"T\", as_of = 2025-01-01, precision = \"year\", kind = \"official\" }⟧\n⟦x⟧ = { title = \"T\", address = \"a.org\", ",
        ),
        (
            &["P015"],
            "src = { title = \"T\", address = \"a.org\", as_of = 2025-01-01, precision = \"year\", kind = \"official\" }",
            "src = ⟦{ title = \"T\", address = \"a.org\", kind = \"official\" }⟧",
        ),
        (&["B020"], "kind = \"official\"", "kind = ⟦\"offical\"⟧"),
        (
            &["P003"],
            items,
            "items = { value = 150, source = ⟦[]⟧, confidence = \"high\" }\nscored",
        ),
        (
            &["P003"],
            items,
            "items = { value = 150, source = ⟦[\"src\"]⟧, confidence = \"recalled\" }\nscored",
        ),
        (
            &["P004"],
            items,
            "items = ⟦{ source = [\"src\"], confidence = \"high\" }⟧\nscored",
        ),
        (
            &["P004"],
            items,
            "items = { unknown = \"x\", ⟦source⟧ = [\"src\"] }\nscored",
        ),
        (
            &["P004"],
            items,
            "items = { value = 150, source = [\"src\"], confidence = \"high\", precision = ⟦\"day\"⟧ }\nscored",
        ),
        (&["B007"], items, "items = ⟦150⟧\nscored"),
        (
            &["B007"],
            items,
            "items = { value = ⟦\"150\"⟧, source = [\"src\"], confidence = \"high\" }\nscored",
        ),
        (
            &["B002"],
            items,
            "items = { value = 150, ⟦sources⟧ = [\"src\"], source = [\"src\"], confidence = \"high\" }\nscored",
        ),
        (
            &["B008"],
            items,
            "items = ⟦{ value = 150, source = [\"src\"] }⟧\nscored",
        ),
        (&["P012"], "value = \"3 months\"", "value = ⟦\"3 month\"⟧"),
        (
            &["P004"],
            "unknown = \"Not found.\"\n",
            "unknown = \"Not found.\"\n⟦value⟧ = 5\n",
        ),
    ];
    for (codes, old, new) in cases {
        check(PACK, codes, old, new);
    }
}

#[test]
fn faults_of_the_head_and_the_tables() {
    let cases: &[(&[&str], &str, &str)] = &[
        (&["B009"], "format = 1\n", "⟦⟧\n"),
        (&["B010"], "format = 1\n", "format = ⟦9⟧\n"),
        (&["P010"], "id = \"rhit\"\nmark", "id = ⟦\"rhia\"⟧\nmark"),
        (&["P011"], "aliases = []", "aliases = [⟦\"rhit\"⟧]"),
        (&["B002"], "[exam.scale]", "[⟦exma⟧]\nx = 1\n[exam.scale]"),
        (
            &["B006"],
            "format = 1\n",
            "format = 1\nx = [[[[[[[[⟦[⟧1]]]]]]]]]\n",
        ),
        (&["B005"], "mark = \"RHIT\"", "mark = ⟦RHIT⟧"),
    ];
    for (codes, old, new) in cases {
        check(PACK, codes, old, new);
    }
    let bodiless = PACK.replace("body = \"AHIMA\"\nbody_name", "body_name");
    check(&bodiless, &["B008"], "[credential]\n", "⟦[credential]⟧\n");
}

#[test]
fn faults_of_the_exam_and_outlines() {
    let section = "domains = [\"1\", \"2\"]";
    let cases: &[(&[&str], &str, &str)] = &[
        (
            &["P007"],
            "\"2\"\nlow = 40\nhigh = 60",
            "\"2\"\nlow = 70\nhigh = 80",
        ),
        (&["P006"], "domain = \"2\"\nlow", "domain = \"1\"\nlow"),
        (&["P006"], "low = 40\nhigh = 60", "low = 61\nhigh = 60"),
        (&["P005"], "default = true", "default = false"),
        (
            &["P008"],
            "scored = { value = 130, source = [\"src\"], confidence = \"high\" }",
            "scored = ⟦{ value = 131, source = [\"src\"], confidence = \"high\" }⟧",
        ),
        (&["P009"], section, "domains = [\"1\"]"),
        (&["P020"], "break_after = false", "break_after = true"),
        (&["P013"], "id = \"1.1\"", "id = ⟦\"1.2\"⟧"),
        (
            &["P016"],
            "short = \"One\"",
            "short = ⟦\"A name of twenty-five char\"⟧",
        ),
        (
            &["B018"],
            "[[domain]]\nid = \"2\"",
            "[[domain]]\nid = ⟦\"1\"⟧",
        ),
        (
            &["B020"],
            "value = [\"remote\"]",
            "value = [⟦\"remotely\"⟧]",
        ),
        (&["B026"], "value = 0.7", "value = ⟦70⟧"),
    ];
    for (codes, old, new) in cases {
        let text = PACK.to_owned();
        let headers: &[(&str, &str)] = match codes[0] {
            "P006" if new.starts_with("low") => &[("[[outline.weight]]", "⟦[[outline.weight]]⟧")],
            "P007" | "P006" | "P005" => &[("[[outline]]", "⟦[[outline]]⟧")],
            "P009" | "P020" => &[("[[exam.section]]", "⟦[[exam.section]]⟧")],
            _ => &[],
        };
        let mut marked = text.replacen(old, new, 1);
        assert_ne!(marked, text, "nothing to spoil: {old}");
        for (plain, mark) in headers {
            marked = marked.replacen(plain, mark, 1);
        }
        let (plain, places) = unmark(&marked);
        let file = Arc::new(SourceFile::new("rhit/credential.toml", plain));
        let faults = load_pack(&file, Some("rhit")).expect_err(new);
        check_places(&faults, &places, codes, new);
    }
}

#[test]
fn faults_of_renewal_and_terms() {
    let cases: &[(&[&str], &str, &str)] = &[
        (&["P014"], "area = [\"tech\"]", "area = [⟦\"tehc\"⟧]"),
        (&["P014"], "activity = \"web\"", "activity = ⟦\"nix\"⟧"),
        (&["P014"], "waives = [\"min\", ", "waives = [⟦\"nix\"⟧, "),
        (
            &["P014"],
            "[renewal.several]\nbody = \"AHIMA\"",
            "[renewal.several]\nbody = ⟦\"NCRA\"⟧",
        ),
        (&["P015"], "counts = { in_person = true }", "counts = ⟦{}⟧"),
        (&["B026"], "in_person = true", "in_person = ⟦false⟧"),
        (
            &["P015"],
            "[[renewal.minimum]]\nid = \"min\"",
            "⟦[[renewal.minimum]]⟧\namount = { value = 1, source = [\"src\"], confidence = \"high\" }\nid = \"min\"",
        ),
        (
            &["P015"],
            "[renewal.first_cycle]\n",
            "⟦[renewal.first_cycle]⟧\nyears_after = { value = 2, source = [\"src\"], confidence = \"high\" }\n",
        ),
        (
            &["P015"],
            "[renewal.several]\n",
            "⟦[renewal.several]⟧\ntotals = { value = [1], source = [\"src\"], confidence = \"high\" }\n",
        ),
        (
            &["P018"],
            "[[renewal.several.example]]\ncredentials = [\"chps\", \"rhit\"]\ntotal = 40",
            "⟦[[renewal.several.example]]⟧\ncredentials = [\"chps\", \"rhit\"]\ntotal = 41",
        ),
        (
            &["P018"],
            "credential = \"rhit\"\namount = 20",
            "credential = \"rhit\"\namount = ⟦21⟧",
        ),
        (
            &["B018"],
            "[[renewal.cap]]\nid = \"cap\"",
            "[[renewal.cap]]\nid = ⟦\"win\"⟧",
        ),
        (
            &["B029"],
            "[[renewal.window.period]]\nid = \"p\"\nfrom = 2025",
            "⟦[[renewal.window.period]]⟧\nid = \"p\"\nfrom = 2035",
        ),
        (
            &["B029"],
            "[[window]]\nid = \"spring\"\nopens = 2026",
            "⟦[[window]]⟧\nid = \"spring\"\nopens = 2027",
        ),
        (
            &["P017"],
            "[[retake]]\nid = \"now\"\ncurrent = true",
            "⟦[[retake]]⟧\nid = \"now\"\ncurrent = false",
        ),
        (
            &["B008"],
            "[[fee]]\nid = \"exam\"\nname = \"E\"\nkind = \"exam\"\namount = 229\n",
            "⟦[[fee]]⟧\nid = \"exam\"\nname = \"E\"\nkind = \"exam\"\n",
        ),
    ];
    for (codes, old, new) in cases {
        check(PACK, codes, old, new);
    }
    let half = PACK.replace(
        "remainder_from = { value = 45, source = [\"src\"], confidence = \"high\" }\n",
        "",
    );
    check(
        &half,
        &["B008"],
        "[renewal.rounding]",
        "⟦[renewal.rounding]⟧",
    );
}

#[test]
fn a_subject_has_no_exam() {
    let text = shipped_text("foundations/credential.toml").replace("\"foundations\"", "\"rhit\"");
    check(
        &text,
        &["P019"],
        "[[domain]]",
        "[⟦exam⟧]\nx = 1\n\n[[domain]]",
    );
}

#[test]
fn faults_of_the_profession() {
    let text = shipped_text("profession.toml");
    for (codes, old, new) in [
        (&["P021"][..], "id = \"t02\"", "id = ⟦\"t99\"⟧"),
        (
            &["P015"],
            "[[career]]\nid = \"jobs\"",
            "⟦[[career]]⟧\ntext = \"x\"\nid = \"jobs\"",
        ),
        (&["P001"], "source = [\"bls\"]", "source = [⟦\"lbs\"⟧]"),
        (&["B002"], "[[subject]]\n", "[[subject]]\n⟦colour⟧ = 1\n"),
        (&["B008"], "[[role]]\nid = \"coder\"\n", "⟦[[role]]⟧\n"),
    ] {
        check(&text, codes, old, new);
    }
}
