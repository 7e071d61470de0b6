//! The examples in the manuals are loaded by the real loader and checked by the real rules.

use std::{collections::BTreeSet, fmt::Write as _, sync::Arc};

use jiff::civil::date;

use super::super::{RULES, Rule, Selector, Settings, find_rule, lint};
use crate::{
    bank::{Library, Packs, Sources, load_bank},
    diag::{Diagnostic, SourceFile, full},
};

const HEAD: &str = "format = 1\n";
const BANK: &str = "[bank]\nid = \"x\"\ntitle = \"X\"\ncredential = \"rhit\"\nlicense = \"CC-BY-4.0\"\nauthors = [\"N\"]\n\n";

/// Returns the example under `heading`, with what every item needs and no example shows.
fn example(rule: &Rule, heading: &str) -> String {
    let manual = rule.manual();
    let part = manual
        .split(&format!("# {heading}\n"))
        .nth(1)
        .unwrap_or_else(|| panic!("{} has no `{heading}`", rule.code.id));
    let block = part
        .split("```toml")
        .nth(1)
        .unwrap_or_else(|| panic!("{}: no example", rule.code.id));
    let (fence, rest) = block.split_once('\n').unwrap();
    let body = rest.split("```").next().unwrap();
    let times: usize = fence.trim().trim_end_matches(" times").parse().unwrap_or(1);
    let mut text = HEAD.to_owned();
    if !body.contains("[bank]") {
        text.push_str(BANK);
    }
    for time in 0..times {
        text.push_str(&completed(body, time));
    }
    text
}

/// Returns an example with ids, domains, levels and reasons where it leaves them out.
fn completed(body: &str, time: usize) -> String {
    let mut text = String::new();
    let mut tables: Vec<String> = Vec::new();
    for line in body.lines() {
        if line.starts_with('[') || tables.is_empty() {
            tables.push(String::new());
        }
        let table = tables.last_mut().unwrap();
        table.push_str(&shown(line, time));
        table.push('\n');
    }
    let mut options = 0;
    for (place, table) in tables.iter().enumerate() {
        let (header, rest) = table.split_once('\n').unwrap();
        writeln!(text, "{header}").unwrap();
        if header.starts_with("[[") && header != "[[case]]" {
            for (key, value) in [
                ("id", format!("x-{time}-{place}")),
                ("domain", "1".to_owned()),
                ("level", "recall".to_owned()),
            ] {
                if !rest.contains(&format!("\n{key} =")) && !rest.starts_with(&format!("{key} =")) {
                    writeln!(text, "{key} = \"{value}\"").unwrap();
                }
            }
        }
        for line in rest.lines() {
            if line.trim_start().starts_with("{ text") && !line.contains("why =") {
                options += 1;
                let line = line.trim_end().trim_end_matches(['}', ',', ' ']);
                writeln!(
                    text,
                    "{line}, why = \"What number {options} says follows from the rule.\" }},"
                )
                .unwrap();
            } else {
                writeln!(text, "{line}").unwrap();
            }
        }
    }
    text
}

/// Returns a line of an example with what a comment cannot hold, or shows badly.
fn shown(line: &str, time: usize) -> String {
    line.replace("{n}", &format!("n{time}"))
        .replace('␠', " ")
        .replace("<U+200B>", "\u{200b}")
}

fn packs() -> Packs {
    Library::load(&Sources::default()).packs
}

fn findings(rule: &Rule, text: &str, packs: &Packs) -> Vec<Diagnostic> {
    let file = Arc::new(SourceFile::new("x.toml", text.to_owned()));
    let bank = load_bank(&file, packs, true).unwrap_or_else(|faults| {
        let look = crate::diag::Look {
            color: false,
            width: 100,
        };
        panic!(
            "{}: the example does not load\n{}",
            rule.code.id,
            full(&faults, look)
        )
    });
    let settings = Settings {
        strict: true,
        ..Settings::new(date(2026, 11, 22))
    };
    let mut found = lint(&[&bank], packs, &settings);
    found.retain(|finding| finding.code.id == rule.code.id);
    found
}

#[test]
fn every_rule_fires_on_its_bad_example_and_is_quiet_on_its_good_one() {
    let packs = packs();
    let mut wrong = Vec::new();
    for rule in RULES {
        if findings(rule, &example(rule, "Bad"), &packs).is_empty() {
            wrong.push(format!("{} {} does not fire", rule.code.id, rule.code.name));
        }
        for finding in findings(rule, &example(rule, "Good"), &packs) {
            wrong.push(format!(
                "{} {} fires on its good example: {}",
                rule.code.id, rule.code.name, finding.message
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_is_documented() {
    for rule in RULES {
        let manual = rule.manual();
        let id = rule.code.id;
        assert!(
            rule.code.doc.len() > 10 && rule.code.doc.ends_with(['.', '"']),
            "{id}: {}",
            rule.code.doc
        );
        assert!(manual.starts_with(rule.code.doc), "{id}");
        let parts: Vec<usize> = ["# Bad", "# Good", "# Source"]
            .iter()
            .map(|part| {
                manual
                    .find(part)
                    .unwrap_or_else(|| panic!("{id} has no `{part}`"))
            })
            .collect();
        assert!(parts.is_sorted(), "{id}");
        let why = manual[rule.code.doc.len()..parts[0]]
            .split_whitespace()
            .count();
        assert!(why >= 10, "{id} does not say why");
        assert!(
            manual[parts[2]..].split_whitespace().count() > 5,
            "{id} names no source"
        );
    }
}

#[test]
fn codes_are_unique_sorted_and_of_a_known_family() {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.code.id).collect();
    let sorted: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(sorted.len(), ids.len());
    for family in ["S", "C", "L"] {
        let of: Vec<&&str> = ids.iter().filter(|id| id.starts_with(family)).collect();
        assert!(of.is_sorted() && !of.is_empty());
        // No gap, so that nobody wonders which rule was there.
        assert_eq!(of.last().unwrap()[1..].parse(), Ok(of.len()), "{family}");
    }
    assert!(
        ids.iter()
            .all(|id| id.len() == 4 && id.starts_with(['S', 'C', 'L']))
    );
}

#[test]
fn names_say_the_fault_and_collide_with_nothing() {
    let loader: BTreeSet<&str> = crate::bank::code::ALL
        .iter()
        .flat_map(|code| [code.id, code.name])
        .collect();
    let mut names = BTreeSet::new();
    for rule in RULES {
        let name = rule.code.name;
        assert!(
            names.insert(name) && !loader.contains(name) && !loader.contains(rule.code.id),
            "{name}"
        );
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{name}"
        );
        for cure in ["no-", "use-", "check-", "avoid-", "require-", "valid-"] {
            assert!(
                !name.starts_with(cure) || name == "no-question",
                "`{name}` names the cure, not the fault"
            );
        }
        assert!(std::ptr::eq(find_rule(name).unwrap(), *rule));
        assert!(Selector::read(name).is_ok());
    }
}
