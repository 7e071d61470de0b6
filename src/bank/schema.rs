//! JSON Schema of the files that authors write, for completion and tips in editors; made from the loader's own tables.
//!
//! The schema keeps to what drafts 4 to 2020-12 understand alike, because editors for TOML lag behind. It knows keys, types, words and bounds; what goes over
//! several tables (ids, domains, sums) only the loader knows.

use serde_json::{Map, Value, json};

use super::{
    header::FORMAT,
    key::{BANK, CASE, Key, Keys, Need, Shape, is_required, keys_of},
    pack::key::{FACT, NEEDED, OF_CREDENTIALS, OF_ROWS, PACK, PROFESSION},
};
use crate::domain::{credential::CredentialKind, id::LONGEST_ID, item::ItemKind, word::Word as _};

/// A file that authors write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A bank.
    Bank,
    /// A credential's pack.
    Credential,
    /// The profession.
    Profession,
}

/// Returns the JSON Schema (2020-12) of files of `kind`.
pub fn schema(kind: FileKind) -> Value {
    match kind {
        FileKind::Bank => bank(),
        FileKind::Credential => credential(),
        FileKind::Profession => whole_file("The profession of Preceptor", &PROFESSION),
    }
}

fn bank() -> Value {
    let mut properties = Map::new();
    properties.insert("bank".to_owned(), table(&BANK));
    for kind in ItemKind::ALL {
        let keys: Map<String, Value> = keys_of(kind).map(property).collect();
        let required: Vec<&str> = keys_of(kind)
            .filter(|key| is_required(kind, key))
            .map(|key| key.name)
            .collect();
        let item = closed(keys, &required, None);
        let items = json!({ "type": "array", "description": about(kind), "items": item });
        properties.insert(kind.word().to_owned(), items);
    }
    let case = json!({
        "type": "array",
        "description": "A record that several items share.",
        "items": table(&CASE),
    });
    properties.insert("case".to_owned(), case);
    let some_item = ItemKind::ALL.map(|kind| json!({ "required": [kind.word()] }));
    let mut whole = root("A question bank of Preceptor", properties, &["bank"]);
    whole["anyOf"] = json!(some_item);
    whole
}

fn about(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Choice => "Single best answer.",
        ItemKind::Multiple => "Several right answers; the learner is told how many.",
        ItemKind::Numeric => "A number, fixed or drawn anew from a template.",
        ItemKind::Text => "A typed word or phrase.",
        ItemKind::Match => "Pairs.",
        ItemKind::Order => "Steps in sequence, written in the right order.",
        ItemKind::Card => "A term and its definition.",
    }
}

fn credential() -> Value {
    let mut whole = whole_file("A credential pack of Preceptor", &PACK);
    let none: Map<String, Value> = OF_CREDENTIALS
        .iter()
        .map(|name| ((*name).to_owned(), json!({ "not": {} })))
        .collect();
    let is_kind = |kind: CredentialKind| json!({ "enum": [kind.as_word()] });
    let subject = object(&json!({ "kind": is_kind(CredentialKind::Subject) }), &[]);
    let held = object(
        &json!({ "kind": is_kind(CredentialKind::Credential) }),
        &["body", "body_name"],
    );
    let mut tables_of_subject = none;
    tables_of_subject.insert("credential".to_owned(), subject);
    whole["anyOf"] = json!([
        { "properties": { "credential": held }, "required": &OF_CREDENTIALS[..NEEDED] },
        { "properties": tables_of_subject },
    ]);
    whole
}

/// Returns a partial schema of a table.
fn object(properties: &Value, required: &[&str]) -> Value {
    let mut object = json!({ "properties": properties });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

/// Returns the schema of a table that knows only `properties`.
fn closed(properties: Map<String, Value>, required: &[&str], keys: Option<&Keys>) -> Value {
    let mut table = object(&Value::Object(properties), required);
    table["type"] = json!("object");
    table["additionalProperties"] = json!(false);
    if let Some(keys) = keys.filter(|keys| !keys.either.is_empty()) {
        let either = keys.either.iter().map(|keys| json!({ "required": keys }));
        table["oneOf"] = either.collect();
    }
    if keys.is_some() && required.is_empty() {
        // A table of which every key may be left out says nothing when it is empty.
        table["minProperties"] = json!(1);
    }
    if let Some((needed, other, words)) = keys.and_then(|keys| keys.when) {
        let is_none = json!({ "properties": { other: { "not": { "enum": words } } } });
        table["anyOf"] = json!([{ "required": [needed] }, is_none]);
    }
    table
}

fn whole_file(title: &str, keys: &Keys) -> Value {
    let properties = keys.table.iter().map(property).collect();
    let required: Vec<&str> = keys.needed(Need::Required).collect();
    root(title, properties, &required)
}

fn root(title: &str, tables: Map<String, Value>, required: &[&str]) -> Value {
    let format = json!({
        "enum": [FORMAT],
        "description": "The version of the format; stands first in the file.",
    });
    let mut properties = Map::new();
    properties.insert("format".to_owned(), format);
    properties.extend(tables);
    let mut whole = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
    });
    let body = closed(properties, &[&["format"], required].concat(), None);
    for (key, value) in body.as_object().into_iter().flatten() {
        whole[key] = value.clone();
    }
    whole
}

fn property(key: &Key) -> (String, Value) {
    let mut value = of_shape(&key.shape);
    value["description"] = json!(key.about);
    (key.name.to_owned(), value)
}

fn table(keys: &Keys) -> Value {
    let properties: Map<String, Value> = keys.table.iter().map(property).collect();
    let required: Vec<&str> = keys.needed(Need::Required).collect();
    closed(properties, &required, Some(keys))
}

fn of_shape(shape: &Shape) -> Value {
    match shape {
        Shape::Text => json!({ "type": "string", "pattern": "\\S" }),
        Shape::Id => json!({
            "type": "string",
            "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$",
            "maxLength": LONGEST_ID,
        }),
        Shape::Rule => json!({ "type": "string", "pattern": "^[A-Z][0-9]{3}$" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::True => json!({ "enum": [true] }),
        Shape::Whole(low, high) => json!({ "type": "integer", "minimum": low, "maximum": high }),
        Shape::Number(low, high) => number(*low, *high),
        // TOML's own dates; editors hand them to the schema as text.
        Shape::Date => json!({ "type": "string", "format": "date" }),
        Shape::Duration => json!({
            "type": "string",
            "pattern": "^(1 (day|month|year)|(0|[2-9]|[1-9][0-9]+) (days|months|years))$",
        }),
        Shape::Expression => json!({ "type": ["number", "string"] }),
        Shape::Word(words) => json!({ "enum": words() }),
        Shape::OneOf(words) => json!({ "enum": words }),
        Shape::Array(one) => json!({ "type": "array", "items": of_shape(one) }),
        Shape::Set(one) => {
            json!({ "type": "array", "items": of_shape(one), "uniqueItems": true })
        }
        Shape::Tables(keys, fewest, most) => {
            let mut array = json!({ "type": "array", "items": table(keys) });
            if *fewest > 0 {
                array["minItems"] = json!(fewest);
            }
            if *most < usize::MAX {
                array["maxItems"] = json!(most);
            }
            array
        }
        Shape::Table(keys) => table(keys),
        Shape::Map(one) => json!({ "type": "object", "additionalProperties": of_shape(one) }),
        Shape::Fact(of) => fact(of),
        Shape::Rows(keys) => json!({ "type": "array", "items": row(keys) }),
        Shape::RowsOrUnknown(keys) => {
            let unknown = unknown(keys.needed(Need::Stays));
            let either = json!([row(keys), unknown]);
            json!({ "type": "array", "items": { "type": "object", "oneOf": either } })
        }
    }
}

fn number(low: f64, high: f64) -> Value {
    let mut number = json!({ "type": "number" });
    if low > f64::MIN {
        number["minimum"] = json!(low);
    }
    if high < f64::MAX {
        number["maximum"] = json!(high);
    }
    number
}

/// Returns the schema of a row: its own keys with those of every row.
fn row(keys: &Keys) -> Value {
    let table = || keys.table.iter().chain(OF_ROWS.table);
    let properties: Map<String, Value> = table().map(property).collect();
    let required: Vec<&str> = table()
        .filter(|key| key.need != Need::Optional)
        .map(|key| key.name)
        .collect();
    closed(properties, &required, Some(keys))
}

/// Returns the schema of a table that says that its value is unknown; `kept` keys stand beside.
fn unknown(kept: impl Iterator<Item = &'static str>) -> Value {
    let about = FACT.table.iter().find(|key| key.name == "unknown");
    let mut properties: Map<String, Value> = about.map(property).into_iter().collect();
    let mut required = vec!["unknown"];
    for name in kept {
        properties.insert(name.to_owned(), json!({}));
        required.push(name);
    }
    closed(properties, &required, None)
}

fn fact(of: &Shape) -> Value {
    let mut properties: Map<String, Value> = FACT.table.iter().map(property).collect();
    properties.remove("unknown");
    if !matches!(of, Shape::Date) {
        properties.remove("precision");
    }
    properties.insert("value".to_owned(), of_shape(of));
    let required: Vec<&str> = FACT.needed(Need::Required).collect();
    let known = closed(properties, &required, None);
    json!({ "oneOf": [known, unknown(std::iter::empty())] })
}
