//! The one layout of a bank: keys in one order, one option a line, one blank line between items. Comments keep the place
//! they belong to, and what the bank says stays the same.

mod tree;
mod writer;

use std::sync::Arc;

use toml::Value;

use super::{
    document::parse,
    key::{BANK, CASE, ITEM_ORDER, Key, keys_of},
    reader::Reader,
    scan::scan,
};
use crate::{
    diag::{Diagnostic, SourceFile},
    domain::item::ItemKind,
};
use tree::{Comments, Header, Section, read};
use writer::{Known, sort, write_beside, write_entry};

pub use writer::line_text;

/// Returns the bank that `file` holds in the one layout, or its faults of syntax.
pub fn lay_out(file: &Arc<SourceFile>) -> Result<String, Vec<Diagnostic>> {
    let text = &file.text()[file.mark_length()..];
    check_syntax(file)?;
    let (sections, rest) = read(text);
    let mut out = String::with_capacity(text.len());
    let mut sections = sections.into_iter();
    if let Some(root) = sections.next() {
        write_root(root, &mut out);
    }
    for section in sections {
        write_section(section, &mut out);
    }
    write_tail(&rest, &mut out);
    assert!(
        says_the_same(text, &out),
        "the layout of `{}` would change what it says",
        file.path()
    );
    Ok(out)
}

/// Parses every part of a file, and returns what cannot be parsed.
fn check_syntax(file: &Arc<SourceFile>) -> Result<(), Vec<Diagnostic>> {
    let mut reader = Reader::new(file);
    for chunk in scan(file.text(), file.mark_length(), None) {
        reader.turn_to(chunk.range.start);
        let text = &file.text()[chunk.range.clone()];
        parse(&mut reader, &chunk, text);
    }
    if reader.faults.is_empty() {
        // What is sound in its parts may still clash as a whole, as a table that is written twice does.
        reader.turn_to(file.mark_length());
        let whole = scan(file.text(), file.mark_length(), None);
        if let Some(mut whole) = whole.into_iter().next() {
            whole.range = file.mark_length()..file.text().len();
            let text = &file.text()[whole.range.clone()];
            parse(&mut reader, &whole, text);
        }
    }
    if reader.faults.is_empty() {
        Ok(())
    } else {
        Err(reader.faults.into_sorted(file))
    }
}

/// Whether two texts hold the same values, line ends aside.
fn says_the_same(one: &str, other: &str) -> bool {
    let read = |text: &str| toml::from_str::<toml::Table>(&text.replace("\r\n", "\n")).ok();
    match (read(one), read(other)) {
        (Some(one), Some(other)) => are_same(&Value::Table(one), &Value::Table(other)),
        _ => false,
    }
}

/// Whether two values are the same; no number is another one, not even `nan`.
fn are_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Table(one), Value::Table(other)) => {
            let in_other = |(key, value): (&String, &Value)| {
                other.get(key).is_some_and(|other| are_same(value, other))
            };
            one.len() == other.len() && one.iter().all(in_other)
        }
        (Value::Array(one), Value::Array(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| are_same(one, other))
        }
        (Value::Float(one), Value::Float(other)) => one.total_cmp(other).is_eq(),
        (one, other) => one == other,
    }
}

fn write_root(mut root: Section, out: &mut String) {
    for entry in &mut root.entries {
        write_comments(&entry.above, out);
        if entry.above.is_apart && !out.is_empty() {
            out.push('\n');
        }
        entry.above = Comments::default();
        write_entry(entry, Known::Nothing, out);
    }
}

/// Writes blocks of comments with a blank line between them.
fn write_comments(comments: &Comments, out: &mut String) {
    for (at, block) in comments.blocks.iter().enumerate() {
        if at > 0 || (!comments.touches_before && !out.is_empty()) {
            out.push('\n');
        }
        for comment in block {
            out.push_str(comment);
            out.push('\n');
        }
    }
}

/// Writes the comments between two tables: those right under the upper one stay there, the others go with the lower one.
fn write_between(mut comments: Comments, out: &mut String) {
    let stays = comments.touches_before && (comments.blocks.len() > 1 || comments.is_apart);
    if stays && !out.is_empty() {
        for comment in comments.blocks.remove(0) {
            out.push_str(&comment);
            out.push('\n');
        }
    }
    let is_apart = comments.is_apart && !comments.blocks.is_empty();
    comments.touches_before = false;
    write_comments(&comments, out);
    if !out.is_empty() && (comments.blocks.is_empty() || is_apart) {
        out.push('\n');
    }
}

/// Writes the comments at the end of a file.
fn write_tail(comments: &Comments, out: &mut String) {
    write_comments(comments, out);
}

fn write_section(mut section: Section, out: &mut String) {
    write_between(std::mem::take(&mut section.above), out);
    let Some(header) = section.header.take() else {
        return;
    };
    write_header(&header, out);
    let kind = match &header.key[..] {
        [name] => ItemKind::from_word(name),
        _ => None,
    };
    let keys: Vec<&'static Key> = match (&header.key[..], kind) {
        (_, Some(kind)) => keys_of(kind).collect(),
        ([name], None) if name == "bank" => BANK.table.iter().collect(),
        ([name], None) if name == "case" => CASE.table.iter().collect(),
        _ => Vec::new(),
    };
    let order: Vec<&str> = match kind {
        Some(_) => ITEM_ORDER.to_vec(),
        None => keys.iter().map(|key| key.name).collect(),
    };
    sort(&mut section.entries, &order);
    for entry in &mut section.entries {
        let known = match &entry.key[..] {
            [name] => keys.iter().find(|key| key.name == name),
            _ => None,
        };
        let known = known.map_or(Known::Nothing, |key| Known::Value(&key.shape));
        write_entry(entry, known, out);
    }
}

fn write_header(header: &Header, out: &mut String) {
    let (open, close) = if header.is_array {
        ("[[", "]]")
    } else {
        ("[", "]")
    };
    out.push_str(open);
    out.push_str(&header.key.join("."));
    out.push_str(close);
    write_beside(header.beside.as_deref(), out);
    out.push('\n');
}
