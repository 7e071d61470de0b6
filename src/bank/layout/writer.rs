//! Keys and values in the one layout.

use toml::de::DeValue;

use super::tree::{Bracketed, Element, Entry, Node};
use crate::bank::key::{Keys, Shape};

/// What the tables of the format say of a value.
#[derive(Clone, Copy)]
pub(super) enum Known {
    Nothing,
    Value(&'static Shape),
    Table(&'static Keys),
}

impl Known {
    /// Returns what is known of the values of an array.
    fn element(self) -> Self {
        match self {
            Self::Value(Shape::Tables(keys, ..)) => Self::Table(keys),
            Self::Value(Shape::Array(one) | Shape::Set(one)) => Self::Value(one),
            _ => Self::Nothing,
        }
    }

    /// Returns the keys of a table.
    fn keys(self) -> Option<&'static Keys> {
        match self {
            Self::Value(Shape::Table(keys)) => Some(keys),
            Self::Table(keys) => Some(keys),
            _ => None,
        }
    }

    /// Returns what is known of the value of `entry` in a table.
    fn inside(self, entry: &Entry) -> Self {
        if let Self::Value(Shape::Map(one)) = self {
            return Self::Value(one);
        }
        let [name] = &entry.key[..] else {
            return Self::Nothing;
        };
        let keys = self.keys().into_iter().flat_map(|keys| keys.table);
        keys.into_iter()
            .find(|key| key.name == name)
            .map_or(Self::Nothing, |key| Self::Value(&key.shape))
    }
}

/// Puts keys in the order of `names`; those that are not known keep their order at the end.
pub(super) fn sort(entries: &mut [Entry], names: &[&str]) {
    entries.sort_by_key(|entry| {
        let first = entry.key.first().map(String::as_str).unwrap_or_default();
        let place = names.iter().position(|name| *name == first);
        place.unwrap_or(names.len())
    });
}

/// Writes a key with its value on a line of its own.
pub(super) fn write_entry(entry: &mut Entry, known: Known, out: &mut String) {
    for comment in entry.above.lines() {
        out.push_str(comment);
        out.push('\n');
    }
    write_key(entry, out);
    let in_lines = match (&entry.value, known) {
        (Node::Scalar(raw), Known::Value(Shape::Text)) => in_lines(raw),
        _ => None,
    };
    match in_lines {
        Some(text) => out.push_str(&text),
        None => write_value(&mut entry.value, known, 0, true, out),
    }
    write_beside(entry.beside.as_deref(), out);
    out.push('\n');
}

fn write_key(entry: &Entry, out: &mut String) {
    out.push_str(&entry.key.join("."));
    out.push_str(" = ");
}

pub(super) fn write_beside(comment: Option<&str>, out: &mut String) {
    if let Some(comment) = comment {
        out.push(' ');
        out.push_str(comment);
    }
}

/// Writes a value. Where it stands right under an item's key (`is_top`) the author may spread it over lines.
fn write_value(node: &mut Node, known: Known, indent: usize, is_top: bool, out: &mut String) {
    let has_comments = node.has_comments();
    match node {
        Node::Scalar(raw) => out.push_str(&raw.replace("\r\n", "\n")),
        Node::Array(array) => {
            let is_list = array.parts.len() > 1
                && array
                    .parts
                    .iter()
                    .all(|part| matches!(part.value, Node::Table(_)));
            let may_spread = is_top && !array.parts.is_empty();
            if has_comments || (may_spread && (is_list || array.is_spread)) {
                spread(
                    array,
                    "[]",
                    indent,
                    out,
                    |part: &mut Element, indent, out| {
                        write_value(&mut part.value, known.element(), indent, false, out);
                    },
                );
                return;
            }
            out.push('[');
            for (at, part) in array.parts.iter_mut().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write_value(&mut part.value, known.element(), indent, false, out);
            }
            out.push(']');
        }
        Node::Table(table) => {
            if let Some(keys) = known.keys() {
                sort(&mut table.parts, keys.names);
            }
            if has_comments || (is_top && table.is_spread && !table.parts.is_empty()) {
                spread(table, "{}", indent, out, |part: &mut Entry, indent, out| {
                    write_key(part, out);
                    let known = known.inside(part);
                    write_value(&mut part.value, known, indent, false, out);
                });
                return;
            }
            out.push('{');
            for (at, part) in table.parts.iter_mut().enumerate() {
                out.push_str(if at > 0 { ", " } else { " " });
                write_key(part, out);
                let known = known.inside(part);
                write_value(&mut part.value, known, indent, false, out);
            }
            out.push_str(if table.parts.is_empty() { "}" } else { " }" });
        }
    }
}

/// What stands in brackets with the comments around it.
trait Commented {
    fn above(&self) -> Vec<String>;
    fn beside(&self) -> Option<&str>;
}

impl Commented for Element {
    fn above(&self) -> Vec<String> {
        self.above.clone()
    }

    fn beside(&self) -> Option<&str> {
        self.beside.as_deref()
    }
}

impl Commented for Entry {
    fn above(&self) -> Vec<String> {
        self.above.lines().map(str::to_owned).collect()
    }

    fn beside(&self) -> Option<&str> {
        self.beside.as_deref()
    }
}

/// Writes the parts of `bracketed` on lines of their own.
fn spread<T: Commented>(
    bracketed: &mut Bracketed<T>,
    brackets: &str,
    indent: usize,
    out: &mut String,
    mut write: impl FnMut(&mut T, usize, &mut String),
) {
    let inner = indent + 2;
    let begin = |out: &mut String, indent: usize| {
        out.push('\n');
        out.push_str(&" ".repeat(indent));
    };
    out.push_str(&brackets[..1]);
    for part in &mut bracketed.parts {
        for comment in part.above() {
            begin(out, inner);
            out.push_str(&comment);
        }
        begin(out, inner);
        write(part, inner, out);
        out.push(',');
        write_beside(part.beside(), out);
    }
    for comment in &bracketed.tail {
        begin(out, inner);
        out.push_str(comment);
    }
    begin(out, indent);
    out.push_str(&brackets[1..]);
}

/// Returns a text of several lines that was written on one, as three quotes show it; `None` for any other.
fn in_lines(raw: &str) -> Option<String> {
    if !raw.starts_with('"') || raw.starts_with("\"\"\"") {
        return None;
    }
    let value = DeValue::parse(raw).ok()?;
    let text = value.get_ref().as_str()?;
    text.contains('\n').then(|| block_text(text))
}

/// Returns `text` in three quotes.
fn block_text(text: &str) -> String {
    let mut block = "\"\"\"\n".to_owned();
    block.push_str(&escape(text, true));
    block.push_str("\"\"\"");
    block
}

/// Returns `text` as TOML on one line, in quotes.
pub fn line_text(text: &str) -> String {
    format!("\"{}\"", escape(text, false))
}

/// Returns `text` as it stands between quotes; line ends stay in a block.
fn escape(text: &str, is_block: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' if is_block => escaped.push('\n'),
            '\\' => escaped.push_str("\\\\"),
            '"' if !is_block || escaped.ends_with('"') => escaped.push_str("\\\""),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            letter if letter.is_control() => {
                escaped.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            letter => escaped.push(letter),
        }
    }
    if is_block && escaped.ends_with('"') && !escaped.ends_with("\\\"") {
        escaped.pop();
        escaped.push_str("\\\"");
    }
    escaped
}
