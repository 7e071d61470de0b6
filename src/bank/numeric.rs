//! Numeric items: variables, constraints, expressions and the names in braces.

use std::ops::Range;

use super::{
    code,
    item::Context,
    key,
    reader::{Entry, Fields, Reader},
};
use crate::{
    diag::did_you_mean,
    domain::{
        chance::Chance,
        expression::{Expression, RESERVED},
        template::{Mistake, Numeric, Part, Variable, VariableSource, braces},
    },
};
use toml::de::DeValue;

/// Lowers the keys of a numeric item.
pub(super) fn lower_numeric(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    fields: &Fields<'_, '_>,
) -> Option<Numeric> {
    let before = reader.faults.count();
    let mut names: Vec<&str> = Vec::new();
    let variables = reader.optional(fields, "vars", |reader, entry| {
        let table = reader.table(entry, "`vars`")?;
        let mut variables = Vec::new();
        for (key, value) in table.table {
            let name: &str = key.get_ref();
            check_name(reader, key.span(), name);
            let source = source(reader, Entry { key: name, value }, &names);
            names.push(name);
            if let Some(source) = source {
                let name = name.into();
                variables.push(Variable { name, source });
            }
        }
        Some(variables)
    });
    let constraints = reader.optional(fields, "constraints", |reader, entry| {
        reader.each(entry, |reader, one| expression(reader, one, &names))
    });
    let answer = reader.required(fields, "answer", |reader, entry| {
        expression(reader, entry, &names)
    });
    let round = reader.optional(fields, "round", |reader, entry| reader.whole(entry, 0, 9));
    let unit = reader.optional(fields, "unit", Reader::own_text);
    let tolerance = reader.optional(fields, "tolerance", |reader, entry| {
        reader.number_within(entry, 0.0, f64::MAX)
    });
    let mistakes = reader.optional(fields, "mistakes", |reader, entry| {
        reader.each(entry, |reader, one| mistake(reader, one, &names))
    });
    for key in ["stem", "hint", "why"] {
        if let Some(entry) = fields.get(key) {
            placeholders(reader, entry, &names, key != "stem");
        }
    }
    let numeric = Numeric {
        variables: variables.unwrap_or_default(),
        constraints: constraints.unwrap_or_default(),
        answer: answer?,
        round,
        unit,
        tolerance,
        mistakes: mistakes.unwrap_or_default(),
    };
    let is_whole = before == reader.faults.count();
    if is_whole && context.thorough {
        check_draw(reader, fields, &numeric);
    }
    Some(numeric)
}

/// Adds a fault when no draw gives an answer.
fn check_draw(reader: &mut Reader<'_>, fields: &Fields<'_, '_>, numeric: &Numeric) {
    if numeric.draw(&mut Chance::new(0, "bank check")).is_some() {
        return;
    }
    let (key, message) = if numeric.variables.is_empty() {
        ("answer", "`answer` has no value")
    } else {
        (
            "vars",
            "1,000 draws found no numbers that meet the constraints and give an answer",
        )
    };
    let span = fields
        .get(key)
        .map_or(fields.span(), |entry| entry.value.span());
    reader.fault_with_help(
        &code::NO_DRAW,
        span,
        message,
        "widen the ranges, loosen `constraints`, or look for a division by 0",
    );
}

fn check_name(reader: &mut Reader<'_>, span: Range<usize>, name: &str) {
    let begins = name.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    let is_word = name
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let message = if !begins || !is_word {
        format!("`{name}` cannot name a variable")
    } else if name == "e" || RESERVED.contains(&name) {
        format!("`{name}` has a meaning of its own and cannot name a variable")
    } else {
        return;
    };
    reader.fault_with_help(
        &code::VARIABLE_NAME,
        span,
        message,
        "use letters, digits and `_`, such as `service_days`",
    );
}

/// Reads where a variable's value comes from.
fn source(reader: &mut Reader<'_>, entry: Entry<'_, '_>, names: &[&str]) -> Option<VariableSource> {
    let fields = reader.table(entry, "a variable")?;
    reader.known_keys(&fields, key::VARIABLE.names);
    let has = |key| fields.table.contains_key(key);
    let is_range = has("min") || has("max") || has("step");
    if usize::from(is_range) + usize::from(has("pick")) + usize::from(has("value")) != 1 {
        reader.fault(
            &code::VARIABLE_SOURCE,
            fields.span(),
            format!(
                "`{}` needs either `min` and `max`, or `pick`, or `value`",
                entry.key
            ),
        );
        return None;
    }
    if has("value") {
        let value = reader.required(&fields, "value", |reader, entry| {
            expression(reader, entry, names)
        });
        return value.map(VariableSource::Value);
    }
    if has("pick") {
        let pick = reader.required(&fields, "pick", |reader, entry| {
            if reader.array(entry)?.is_empty() {
                reader.fault(
                    &code::VARIABLE_SOURCE,
                    entry.value.span(),
                    "`pick` lists no number",
                );
            }
            reader.each(entry, Reader::number)
        })?;
        return Some(VariableSource::Pick(pick));
    }
    let min = reader.required(&fields, "min", Reader::number);
    let max = reader.required(&fields, "max", Reader::number);
    let step = match fields.get("step") {
        Some(entry) => {
            let step = reader.number(entry)?;
            if step <= 0.0 {
                reader.fault(
                    &code::VARIABLE_RANGE,
                    entry.value.span(),
                    format!("`step` is {step}, it must be above 0"),
                );
            }
            step
        }
        None => 1.0,
    };
    let (min, max) = (min?, max?);
    if min > max {
        reader.fault(
            &code::VARIABLE_RANGE,
            fields.span(),
            format!("`min` is {min}, above `max`, which is {max}"),
        );
    }
    Some(VariableSource::Range { min, max, step })
}

/// Reads a number, or an expression over `names`.
fn expression(reader: &mut Reader<'_>, entry: Entry<'_, '_>, names: &[&str]) -> Option<Expression> {
    let is_number = matches!(
        entry.value.get_ref(),
        DeValue::Integer(_) | DeValue::Float(_)
    );
    if is_number {
        return reader.number(entry).map(Expression::constant);
    }
    if entry.value.get_ref().as_str().is_none() {
        let found = super::value::type_words(entry.value.get_ref());
        reader.fault(
            &code::WRONG_TYPE,
            entry.value.span(),
            format!(
                "expected a number or an expression in quotes for `{}`, found {found}",
                entry.key
            ),
        );
        return None;
    }
    let text = reader.text(entry)?;
    let parsed = match Expression::parse(text) {
        Ok(parsed) => parsed,
        Err(reason) => {
            reader.fault(
                &code::EXPRESSION,
                entry.value.span(),
                format!("`{}` cannot be read: {reason}", entry.key),
            );
            return None;
        }
    };
    for name in parsed.names() {
        if !names.contains(&name.as_str()) {
            let place = reader.word_inside(entry.value.span(), name);
            unknown_name(
                reader,
                &code::UNDEFINED_NAME,
                place,
                name,
                names,
                "is not a variable defined before it",
            );
        }
    }
    Some(parsed)
}

fn mistake(reader: &mut Reader<'_>, entry: Entry<'_, '_>, names: &[&str]) -> Option<Mistake> {
    let fields = reader.table(entry, "an entry of `mistakes`")?;
    reader.known_keys(&fields, key::MISTAKE.names);
    let answer = reader.required(&fields, "answer", |reader, entry| {
        expression(reader, entry, names)
    });
    if fields.get("why").is_none() {
        reader.missing(&code::MISSING_WHY, &fields, "why");
    }
    let why = reader.optional(&fields, "why", |reader, entry| {
        placeholders(reader, entry, names, true);
        reader.own_text(entry)
    });
    Some(Mistake {
        answer: answer?,
        why: why?,
    })
}

/// Adds a fault for each name in braces that is not a variable.
fn placeholders(reader: &mut Reader<'_>, entry: Entry<'_, '_>, names: &[&str], may_answer: bool) {
    let Some(text) = entry.value.get_ref().as_str() else {
        return;
    };
    if !text.contains('{') {
        return;
    }
    let mut told: Vec<&str> = Vec::new();
    for part in braces(text) {
        let Part::Name(name) = part else { continue };
        if told.contains(&name) {
            continue;
        }
        told.push(name);
        let place = reader.word_inside(entry.value.span(), &format!("{{{name}}}"));
        if name == "answer" {
            if !may_answer {
                reader.fault(
                    &code::ANSWER_IN_STEM,
                    place,
                    "`{answer}` in the stem gives the key away",
                );
            }
        } else if !names.contains(&name) {
            unknown_name(
                reader,
                &code::UNKNOWN_PLACEHOLDER,
                place,
                name,
                names,
                "in braces is not a variable of this item",
            );
        }
    }
}

fn unknown_name(
    reader: &mut Reader<'_>,
    code: &'static crate::diag::Code,
    place: Range<usize>,
    name: &str,
    names: &[&str],
    what: &str,
) {
    let help = match did_you_mean(name, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if names.is_empty() => {
            "the item has no `vars`; braces that are meant are written twice: `{{` and `}}`"
                .to_owned()
        }
        None => format!("defined here: {}", super::reader::list(names)),
    };
    reader.fault_with_help(code, place, format!("`{name}` {what}"), help);
}
