//! The schema accepts what the loader accepts, and knows exactly the loader's keys.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::*;
use crate::{
    bank::{FileKind, code, item_keys, load_pack, load_profession, schema, shipped},
    domain::item::ItemKind,
};

/// Keywords that are words for people.
const SPOKEN: [&str; 3] = ["$schema", "title", "description"];

/// Adds what is wrong with `value` by `schema`. Knows the keywords that our schemas use, and panics at any other.
fn validate(schema: &Value, value: &Value, path: &str, faults: &mut Vec<String>) {
    let rules = schema.as_object().expect("a schema is an object");
    let passes = |schema: &Value| {
        let mut faults = Vec::new();
        validate(schema, value, path, &mut faults);
        faults.is_empty()
    };
    for (keyword, rule) in rules {
        let listed = || rule.as_array().unwrap();
        let bound = || rule.as_f64().unwrap();
        let size = |count: usize| f64::from(u32::try_from(count).unwrap());
        let holds = match keyword.as_str() {
            spoken if SPOKEN.contains(&spoken) => true,
            "type" => match rule {
                Value::String(name) => is_type(value, name),
                names => names
                    .as_array()
                    .unwrap()
                    .iter()
                    .any(|name| is_type(value, name.as_str().unwrap())),
            },
            "enum" => listed().contains(value),
            "not" => !passes(rule),
            "anyOf" => listed().iter().any(passes),
            "oneOf" => listed().iter().filter(|schema| passes(schema)).count() == 1,
            "pattern" => value
                .as_str()
                .is_none_or(|text| matches_pattern(rule.as_str().unwrap(), text)),
            "maxLength" => value
                .as_str()
                .is_none_or(|text| size(text.chars().count()) <= bound()),
            "format" => {
                assert_eq!(rule, "date");
                value
                    .as_str()
                    .is_none_or(|text| text.parse::<jiff::civil::Date>().is_ok())
            }
            "minimum" => value.as_f64().is_none_or(|number| number >= bound()),
            "maximum" => value.as_f64().is_none_or(|number| number <= bound()),
            "minItems" => value
                .as_array()
                .is_none_or(|array| size(array.len()) >= bound()),
            "maxItems" => value
                .as_array()
                .is_none_or(|array| size(array.len()) <= bound()),
            "minProperties" => value
                .as_object()
                .is_none_or(|table| size(table.len()) >= bound()),
            "uniqueItems" => value.as_array().is_none_or(|array| {
                let mut seen = BTreeSet::new();
                array.iter().all(|one| seen.insert(one.to_string()))
            }),
            "items" => {
                for (at, one) in value.as_array().into_iter().flatten().enumerate() {
                    validate(rule, one, &format!("{path}[{at}]"), faults);
                }
                true
            }
            "required" => value.as_object().is_none_or(|table| {
                listed()
                    .iter()
                    .all(|key| table.contains_key(key.as_str().unwrap()))
            }),
            "properties" => {
                for (key, one) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = rule.get(key) {
                        validate(schema, one, &format!("{path}.{key}"), faults);
                    }
                }
                true
            }
            "additionalProperties" => {
                let known = rules.get("properties").and_then(Value::as_object);
                for (key, one) in value.as_object().into_iter().flatten() {
                    if known.is_some_and(|known| known.contains_key(key)) {
                        continue;
                    }
                    if *rule == json!(false) {
                        faults.push(format!("{path}: unknown key {key}"));
                    } else {
                        validate(rule, one, &format!("{path}.{key}"), faults);
                    }
                }
                true
            }
            other => panic!("the test's validator does not know `{other}`"),
        };
        if !holds {
            faults.push(format!("{path}: {keyword} {rule}"));
        }
    }
}

fn is_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("no type `{other}`"),
    }
}

/// The patterns of our schemas, each by its own reading.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    match pattern {
        "\\S" => !text.trim().is_empty(),
        "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$" => crate::domain::id::is_author_id(text),
        "^[A-Z][0-9]{3}$" => {
            let bytes = text.as_bytes();
            bytes.len() == 4
                && bytes[0].is_ascii_uppercase()
                && bytes[1..].iter().all(u8::is_ascii_digit)
        }
        "^(1 (day|month|year)|(0|[2-9]|[1-9][0-9]+) (days|months|years))$" => {
            crate::domain::duration::Duration::read(text).is_some()
        }
        other => panic!("no reading of the pattern `{other}`"),
    }
}

/// TOML as an editor hands it to a schema: dates are texts.
fn as_json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(flag) => json!(flag),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(array) => array.iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            let table: Map<String, Value> = table
                .iter()
                .map(|(key, value)| (key.clone(), as_json(value)))
                .collect();
            Value::Object(table)
        }
    }
}

fn faults_by_schema(kind: FileKind, text: &str) -> Vec<String> {
    let value = as_json(&toml::Value::Table(toml::from_str(text).unwrap()));
    let mut faults = Vec::new();
    validate(&schema(kind), &value, "", &mut faults);
    faults
}

fn kind_of(path: &str) -> FileKind {
    match path.rsplit('/').next().unwrap() {
        "credential.toml" => FileKind::Credential,
        "profession.toml" => FileKind::Profession,
        _ => FileKind::Bank,
    }
}

#[test]
fn every_shipped_file_is_valid() {
    let mut kinds = Vec::new();
    for file in shipped::index().files {
        let kind = kind_of(file.path);
        assert_eq!(
            faults_by_schema(kind, file.text),
            Vec::<String>::new(),
            "{}",
            file.path
        );
        kinds.push(kind);
    }
    for kind in [FileKind::Bank, FileKind::Credential, FileKind::Profession] {
        assert!(kinds.contains(&kind), "{kind:?}");
    }
}

#[test]
fn the_schema_knows_exactly_the_keys_of_the_loader() {
    let schema = schema(FileKind::Bank);
    for kind in ItemKind::ALL {
        let item = &schema["properties"][kind.word()]["items"]["properties"];
        let known: BTreeSet<&str> = item
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let keys: BTreeSet<&str> = item_keys(kind).into_iter().collect();
        assert_eq!(known, keys, "{kind:?}");
        assert!(
            item.as_object()
                .unwrap()
                .values()
                .all(|key| key["description"].is_string())
        );
    }
}

/// Whether the loader finds a key missing or unknown.
fn is_refused_for_keys(kind: FileKind, text: &str, packs: &Packs) -> (bool, Vec<Diagnostic>) {
    let file = Arc::new(SourceFile::new("b.toml", text.to_owned()));
    let faults = match kind {
        FileKind::Bank => load_bank(&file, packs, false).err(),
        FileKind::Credential => load_pack(&file, None).err(),
        FileKind::Profession => load_profession(&file).err(),
    }
    .unwrap_or_default();
    let of_keys = [
        &code::MISSING_KEY,
        &code::MISSING_WHY,
        &code::MISSING_FORMAT,
        &code::UNKNOWN_KEY,
        &code::EXACTLY_ONE,
        &code::FACT_SHAPE,
        &code::SUBJECT_TABLES,
        &code::VARIABLE_SOURCE,
    ];
    let refused = faults
        .iter()
        .any(|fault| of_keys.iter().any(|code| code.id == fault.code.id));
    (refused, faults)
}

/// Every path to a table inside `value`, by keys and numbers.
fn tables(value: &toml::Value, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    match value {
        toml::Value::Table(table) => {
            found.push(path.clone());
            for (key, value) in table {
                path.push(key.clone());
                tables(value, path, found);
                path.pop();
            }
        }
        toml::Value::Array(array) => {
            for (at, value) in array.iter().enumerate().take(2) {
                path.push(at.to_string());
                tables(value, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

fn at<'v>(mut value: &'v mut toml::Value, path: &[String]) -> &'v mut toml::Table {
    for step in path {
        value = match value {
            toml::Value::Array(array) => &mut array[step.parse::<usize>().unwrap()],
            other => other.get_mut(step).unwrap(),
        };
    }
    value.as_table_mut().unwrap()
}

/// Whether the keys of the table at `path` are the author's own.
fn is_map(path: &[String]) -> bool {
    path.last()
        .is_some_and(|last| matches!(last.as_str(), "sources" | "vars" | "serves"))
}

/// One file of each shape: with each key taken out, and with a strange one put in, loader and schema agree whether the
/// keys are right.
#[test]
fn loader_and_schema_agree_on_every_key() {
    let packs = packs();
    let wanted = [
        "foundations/credential.toml",
        "ods/credential.toml",
        "rhit/domain-4.toml",
        "rhit/statistics.toml",
        "foundations/terminology.toml",
        "foundations/anatomy.toml",
        "profession.toml",
    ];
    let mut tried = 0;
    for file in shipped::index().files {
        if !wanted.contains(&file.path) {
            continue;
        }
        let kind = kind_of(file.path);
        let schema = schema(kind);
        let whole = toml::Value::Table(toml::from_str(file.text).unwrap());
        let mut paths = Vec::new();
        tables(&whole, &mut Vec::new(), &mut paths);
        for path in paths {
            let keys: Vec<String> = at(&mut whole.clone(), &path).keys().cloned().collect();
            let strange = (!is_map(&path)).then(|| "strange".to_owned());
            for key in keys.into_iter().chain(strange) {
                // Without its items a bank is refused for that, and another pack of sources refers to other facts.
                if path.is_empty() && kind == FileKind::Bank && key != "format" && key != "bank" {
                    continue;
                }
                // Whether it must stand depends on the value inside another fact, which only the loader looks at.
                if key == "years_after" {
                    continue;
                }
                let mut changed = whole.clone();
                let table = at(&mut changed, &path);
                if table.remove(&key).is_none() {
                    table.insert(key.clone(), toml::Value::Integer(1));
                }
                let text = toml::to_string(&changed).unwrap();
                let (refused, faults) = is_refused_for_keys(kind, &text, &packs);
                let mut by_schema = Vec::new();
                validate(&schema, &as_json(&changed), "", &mut by_schema);
                assert_eq!(
                    !by_schema.is_empty(),
                    refused,
                    "{}: {path:?} without or with `{key}`: {by_schema:?}\n{}",
                    file.path,
                    crate::diag::concise(&faults)
                );
                tried += 1;
            }
        }
    }
    assert!(tried > 1_000, "{tried}");
}

#[test]
fn wrong_types_words_and_bounds_are_told() {
    let bank = |item: &str| {
        format!(
            "{HEAD}[[choice]]\nid = \"a\"\ndomain = \"1\"\nlevel = \"recall\"\nstem = \"S?\"\noptions = [{{ text = \"a\", key = true, why = \"b\" }}, {{ text = \"c\", why = \"d\" }}]\n{item}"
        )
    };
    let found = |item: &str| !faults_by_schema(FileKind::Bank, &bank(item)).is_empty();
    assert!(!found("status = \"scored\"\nwritten = 2026-01-01\n"));
    for item in [
        "status = \"done\"",
        "written = \"yesterday\"",
        "pin = \"yes\"",
        "case = \"Upper\"",
        "reference = [\"a\", \"a\"]",
        "reference = \"a\"",
        "hint = \" \"",
        "allow = [{ rule = \"s1\", reason = \"r\" }]",
        "calibrated = { b = 11, a = 1, takers = 3, date = 2026-01-01 }",
    ] {
        assert!(found(item), "{item}");
    }
}
