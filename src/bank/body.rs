//! What an item asks, by kind: options, accepted texts, pairs, steps, cards.

use unicode_normalization::UnicodeNormalization as _;

use super::{
    code,
    item::{Context, table_words},
    key,
    numeric::lower_numeric,
    reader::{Entry, Fields, Reader},
};
use crate::{
    diag::Code,
    domain::{
        item::{AnswerOption, Card, ItemBody, ItemKind, Matching, Pair, Remark, Step, TypedText},
        text::normalise,
    },
};

/// Lowers the keys of `kind` alone.
pub(super) fn lower_body(
    reader: &mut Reader<'_>,
    context: &Context<'_>,
    kind: ItemKind,
    fields: &Fields<'_, '_>,
) -> Option<ItemBody> {
    match kind {
        ItemKind::Choice => choice(reader, fields),
        ItemKind::Multiple => multiple(reader, fields),
        ItemKind::Numeric => lower_numeric(reader, context, fields).map(ItemBody::Numeric),
        ItemKind::Text => typed(reader, fields).map(ItemBody::Text),
        ItemKind::Match => matching(reader, fields).map(ItemBody::Match),
        ItemKind::Order => order(reader, fields),
        ItemKind::Card => card(reader, fields).map(ItemBody::Card),
    }
}

fn choice(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Option<ItemBody> {
    let options = reader.required(fields, "options", options)?;
    let keys = options.iter().filter(|option| option.key).count();
    if keys != 1
        && let Some(entry) = fields.get("options")
    {
        let found = if keys == 0 {
            "no option".to_owned()
        } else {
            format!("{keys} options")
        };
        reader.fault_with_help(
            &code::KEY_COUNT,
            entry.value.span(),
            format!("{found} with `key = true`, a choice has exactly one"),
            "give the right option `key = true`; several right answers are a `[[multiple]]`",
        );
    }
    Some(ItemBody::Choice(options))
}

fn multiple(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Option<ItemBody> {
    let options = reader.required(fields, "options", options);
    let choose = reader.required(fields, "choose", |reader, entry| {
        let choose: u8 = reader.whole(entry, 1, 10)?;
        Some((choose, entry.value.span()))
    });
    let options = options?;
    let keys = options.iter().filter(|option| option.key).count();
    if let Some((choose, place)) = choose
        && usize::from(choose) != keys
    {
        reader.fault_with_help(
            &code::CHOOSE_COUNT,
            place,
            format!("`choose` is {choose}, but the options with `key = true` are {keys}"),
            "`choose` tells the learner how many options are right",
        );
    }
    Some(ItemBody::Multiple(options))
}

/// Reads 2 to 10 options, each with its reason.
fn options(reader: &mut Reader<'_>, entry: Entry<'_, '_>) -> Option<Vec<AnswerOption>> {
    count_within(reader, entry, &code::OPTION_COUNT, 2, "options");
    different(reader, entry, "text", "options");
    reader.each(entry, |reader, one| {
        let fields = reader.table(one, "an option")?;
        reader.known_keys(&fields, key::OPTION.names);
        let text = reader.required(&fields, "text", Reader::own_text);
        let key = reader.optional(&fields, "key", Reader::flag);
        let pin = reader.optional(&fields, "pin", Reader::flag);
        if fields.get("why").is_none() {
            reader.missing(&code::MISSING_WHY, &fields, "why");
        }
        let why = reader.optional(&fields, "why", Reader::own_text);
        Some(AnswerOption {
            text: text?,
            key: key.unwrap_or_default(),
            why: why?,
            pin: pin.unwrap_or_default(),
        })
    })
}

/// Adds a fault when an array holds less than `fewest` or more than 10 entries.
fn count_within(
    reader: &mut Reader<'_>,
    entry: Entry<'_, '_>,
    code: &'static Code,
    fewest: usize,
    what: &str,
) {
    const MOST: usize = 10;
    if let Some(count) = entry.value.get_ref().as_array().map(|array| array.len())
        && !(fewest..=MOST).contains(&count)
    {
        reader.fault(
            code,
            entry.value.span(),
            format!("{count} {what}, where {fewest} to {MOST} are asked for"),
        );
    }
}

/// Adds a fault for each table of an array whose text under `key` says what an earlier one says.
fn different(reader: &mut Reader<'_>, entry: Entry<'_, '_>, key: &str, what: &str) {
    let Some(array) = entry.value.get_ref().as_array() else {
        return;
    };
    let texts = array
        .iter()
        .filter_map(|value| value.get_ref().as_table()?.get(key));
    let texts = texts.filter_map(|value| Some((value.get_ref().as_str()?, value.span())));
    let texts: Vec<(&str, std::ops::Range<usize>)> = texts.collect();
    for (place, (text, span)) in texts.iter().enumerate() {
        if let Some((_, first)) = texts[..place]
            .iter()
            .find(|(earlier, _)| says_the_same(earlier, text))
        {
            let first = reader.at(first.clone());
            let error = reader
                .error(
                    &code::REPEATED_OPTION,
                    span.clone(),
                    format!("two {what} say `{}`", text.trim()),
                )
                .with_label("again here")
                .with_secondary(reader.file, first, "first here");
            reader.faults.push(error);
        }
    }
}

/// Whether a reader could not tell two texts apart: spaces, compatibility forms and a final full stop aside.
fn says_the_same(one: &str, other: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        let text = text.trim_end();
        text.strip_suffix('.').unwrap_or(text).split_whitespace()
    }
    if one.is_ascii() && other.is_ascii() {
        return words(one).eq(words(other));
    }
    let plain = |text: &str| text.nfkc().collect::<String>();
    words(&plain(one)).eq(words(&plain(other)))
}

fn typed(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Option<TypedText> {
    let match_case = reader
        .optional(fields, "match_case", Reader::flag)
        .unwrap_or_default();
    let match_accents = reader
        .optional(fields, "match_accents", Reader::flag)
        .unwrap_or_default();
    let accept = reader.required(fields, "accept", |reader, entry| {
        if reader.array(entry)?.is_empty() {
            reader.fault(
                &code::EMPTY_TEXT,
                entry.value.span(),
                "`accept` lists no answer",
            );
        }
        reader.set(entry, |reader, one| {
            let text = reader.text(one)?;
            if normalise(text, match_case, match_accents).is_empty() {
                reader.fault(
                    &code::EMPTY_TEXT,
                    one.value.span(),
                    format!("nothing of `{text}` is left to compare with an answer"),
                );
            }
            Some(Box::from(text))
        })
    });
    let accepted: Vec<String> = if fields.get("reject").is_some() {
        let accept: &[Box<str>] = accept.as_deref().unwrap_or_default();
        let plain = accept
            .iter()
            .map(|text| normalise(text, match_case, match_accents));
        plain.collect()
    } else {
        Vec::new()
    };
    let reject = reader.optional(fields, "reject", |reader, entry| {
        reader.each(entry, |reader, one| {
            let remark = remark(reader, one, "an entry of `reject`", true)?;
            if accepted.contains(&normalise(&remark.text, match_case, match_accents)) {
                reader.fault(
                    &code::ACCEPTED_AND_REJECTED,
                    one.value.span(),
                    format!("`{}` is also accepted", remark.text),
                );
            }
            Some(remark)
        })
    });
    Some(TypedText {
        accept: accept?,
        reject: reject.unwrap_or_default(),
        match_case,
        match_accents,
    })
}

/// Reads a text with its reason.
fn remark(
    reader: &mut Reader<'_>,
    entry: Entry<'_, '_>,
    what: &'static str,
    needs_why: bool,
) -> Option<Remark> {
    let fields = reader.table(entry, what)?;
    reader.known_keys(&fields, key::REMARK.names);
    let text = reader.required(&fields, "text", Reader::own_text);
    if needs_why && fields.get("why").is_none() {
        reader.missing(&code::MISSING_WHY, &fields, "why");
    }
    let why = reader.optional(&fields, "why", Reader::own_text);
    Some(Remark { text: text?, why })
}

fn matching(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Option<Matching> {
    let pairs = reader.required(fields, "pairs", |reader, entry| {
        count_within(reader, entry, &code::PAIR_COUNT, 2, "pairs");
        different(reader, entry, "left", "left sides");
        different(reader, entry, "right", "right sides");
        reader.each(entry, |reader, one| {
            let fields = reader.table(one, "a pair")?;
            reader.known_keys(&fields, key::PAIR.names);
            let left = reader.required(&fields, "left", Reader::own_text);
            let right = reader.required(&fields, "right", Reader::own_text);
            let why = reader.optional(&fields, "why", Reader::own_text);
            Some(Pair {
                left: left?,
                right: right?,
                why,
            })
        })
    });
    let rights: Vec<Box<str>> = pairs
        .iter()
        .flatten()
        .map(|pair| pair.right.clone())
        .collect();
    let extra = reader.optional(fields, "extra", |reader, entry| {
        count_within(reader, entry, &code::PAIR_COUNT, 0, "extra right sides");
        different(reader, entry, "text", "right sides");
        reader.each(entry, |reader, one| {
            let remark = remark(reader, one, "an entry of `extra`", false)?;
            if rights
                .iter()
                .any(|right| says_the_same(right, &remark.text))
            {
                reader.fault(
                    &code::REPEATED_OPTION,
                    one.value.span(),
                    format!("`{}` belongs to a left side already", remark.text),
                );
            }
            Some(remark)
        })
    });
    Some(Matching {
        pairs: pairs?,
        extra: extra.unwrap_or_default(),
    })
}

fn order(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Option<ItemBody> {
    let steps = reader.required(fields, "steps", |reader, entry| {
        count_within(reader, entry, &code::STEP_COUNT, 3, "steps");
        different(reader, entry, "text", "steps");
        reader.each(entry, |reader, one| {
            let fields = reader.table(one, "a step")?;
            reader.known_keys(&fields, key::REMARK.names);
            let text = reader.required(&fields, "text", Reader::own_text);
            let why = reader.optional(&fields, "why", Reader::own_text);
            Some(Step { text: text?, why })
        })
    });
    steps.map(ItemBody::Order)
}

fn card(reader: &mut Reader<'_>, fields: &Fields<'_, '_>) -> Option<Card> {
    debug_assert_eq!(fields.what, table_words(ItemKind::Card));
    let term = reader.required(fields, "term", Reader::own_text);
    let definition = reader.required(fields, "definition", Reader::own_text);
    let example = reader.optional(fields, "example", Reader::own_text);
    let both = reader.optional(fields, "both", Reader::flag);
    Some(Card {
        term: term?,
        definition: definition?,
        example,
        both: both.unwrap_or_default(),
    })
}
