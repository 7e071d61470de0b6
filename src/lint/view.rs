//! What rules read: banks and items with their texts cut into words.

use std::ops::Range;

use jiff::civil::Date;

use super::{
    digest::Digest,
    field::{Field, texts_of, texts_of_case},
    place::Owner,
    word::Text,
};
use crate::{
    bank::{LoadedBank, Packs},
    domain::item::{AnswerOption, Item, ItemBody, ItemKind},
};

/// One run over some banks.
pub(crate) struct Run<'a> {
    pub(crate) banks: Vec<BankView<'a>>,
    pub(crate) packs: &'a Packs,
    pub(crate) today: Date,
    /// The ids of the rules that run.
    pub(crate) rules: Vec<&'static str>,
}

/// A bank of the run.
pub(crate) struct BankView<'a> {
    /// Its place among the banks of the run.
    pub(crate) number: usize,
    pub(crate) loaded: &'a LoadedBank,
    pub(crate) today: Date,
    /// What rules on many items need of each item, in the order of the items.
    pub(crate) digests: Vec<Digest>,
}

impl BankView<'_> {
    pub(crate) fn items(&self) -> &[Item] {
        &self.loaded.bank.items
    }
}

/// A text of an item or a case.
pub(crate) struct Piece<'a> {
    pub(crate) field: Field,
    pub(crate) text: Text<'a>,
}

/// A text with the item or case it belongs to.
pub(crate) struct Passage<'v, 'a> {
    pub(crate) bank: &'v BankView<'a>,
    pub(crate) owner: Owner,
    pub(crate) field: Field,
    pub(crate) text: &'v Text<'a>,
}

/// Returns the texts of a case.
pub(crate) fn case_pieces<'a>(bank: &BankView<'a>, place: usize) -> Vec<Piece<'a>> {
    texts_of_case(&bank.loaded.bank.cases[place])
        .into_iter()
        .map(|(field, raw)| Piece {
            field,
            text: Text::new(raw),
        })
        .collect()
}

/// An item with its texts.
pub(crate) struct ItemView<'a> {
    pub(crate) bank: &'a BankView<'a>,
    /// Its place among the bank's items.
    pub(crate) place: usize,
    pub(crate) item: &'a Item,
    pub(crate) pieces: Vec<Piece<'a>>,
    /// The bytes of the question in the stem: its last sentence that asks, or its last sentence.
    pub(crate) lead_in: Range<usize>,
    /// Whether the options are codes or numbers, which are as long as they are and share what they share.
    pub(crate) has_bare_options: bool,
}

/// An option of a choice or multiple item.
#[derive(Clone, Copy)]
pub(crate) struct OptionView<'v, 'a> {
    pub(crate) place: usize,
    pub(crate) text: &'v Text<'a>,
    pub(crate) option: &'a AnswerOption,
}

impl OptionView<'_, '_> {
    /// Returns how long it is to the eye, in characters.
    pub(crate) fn length(&self) -> usize {
        self.text.raw.chars().count()
    }

    /// Whether it is a code or a number rather than words.
    pub(crate) fn is_bare(&self) -> bool {
        self.text
            .words
            .first()
            .is_some_and(super::word::Word::has_figure)
            || self.text.content().next().is_none()
    }
}

impl<'a> ItemView<'a> {
    pub(crate) fn new(bank: &'a BankView<'a>, place: usize) -> Self {
        let item = &bank.items()[place];
        let pieces: Vec<Piece<'a>> = texts_of(item)
            .into_iter()
            .map(|(field, raw)| Piece {
                field,
                text: Text::new(raw),
            })
            .collect();
        let mut view = Self {
            bank,
            place,
            item,
            pieces,
            lead_in: lead_in(&item.stem),
            has_bare_options: false,
        };
        let bare = view.options().filter(OptionView::is_bare).count();
        view.has_bare_options = bare > 0 && bare * 2 >= view.options().count();
        view
    }

    pub(crate) fn owner(&self) -> Owner {
        Owner::Item(self.place)
    }

    pub(crate) fn text(&self, field: Field) -> Option<&Text<'a>> {
        let piece = self.pieces.iter().find(|piece| piece.field == field)?;
        Some(&piece.text)
    }

    /// Returns the stem; cards have none.
    pub(crate) fn stem(&self) -> Option<&Text<'a>> {
        self.text(Field::Stem)
    }

    /// Returns the question itself.
    pub(crate) fn question(&self) -> &'a str {
        &self.item.stem[self.lead_in.clone()]
    }

    /// Returns the options of a choice or multiple item, in the author's order.
    pub(crate) fn options(&self) -> impl Iterator<Item = OptionView<'_, 'a>> {
        let options: &'a [AnswerOption] = match &self.item.body {
            ItemBody::Choice(options) | ItemBody::Multiple(options) => options,
            _ => &[],
        };
        self.pieces
            .iter()
            .filter_map(move |piece| match piece.field {
                Field::Option(place) => Some(OptionView {
                    place,
                    text: &piece.text,
                    option: &options[place],
                }),
                _ => None,
            })
    }

    /// Returns the key and the distractors of a choice item whose options are words; codes and numbers are exempt from
    /// rules on length and clues.
    pub(crate) fn choice(&self) -> Option<(OptionView<'_, 'a>, Vec<OptionView<'_, 'a>>)> {
        if self.item.kind() != ItemKind::Choice || self.has_bare_options {
            return None;
        }
        let (keys, others): (Vec<_>, Vec<_>) = self.options().partition(|option| option.option.key);
        let [key] = keys[..] else {
            return None;
        };
        (!others.is_empty()).then_some((key, others))
    }

    /// Whether the options stand in the author's order when the item is asked.
    pub(crate) fn keeps_order(&self) -> bool {
        self.item.pin || self.options().all(|option| option.option.pin)
    }
}

/// Returns the bytes of the question in a stem.
fn lead_in(stem: &str) -> Range<usize> {
    let end = stem.trim_end().len();
    let bounds = sentence_bounds(&stem[..end]);
    let asks = |span: &&Range<usize>| stem[(*span).clone()].trim_end().ends_with('?');
    bounds
        .iter()
        .rev()
        .find(asks)
        .or(bounds.last())
        .cloned()
        .unwrap_or(0..0)
}

/// Returns the bytes of each sentence of `text`; an empty line ends one too.
pub(crate) fn sentence_bounds(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut bounds = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let is_blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
        let ends = match bytes[at] {
            b'?' | b'!' => is_blank(at + 1),
            b'.' => is_blank(at + 1) && !ends_abbreviation(&text[start..at]),
            b'\n' => bytes.get(at + 1) == Some(&b'\n'),
            _ => false,
        };
        at += 1;
        if ends {
            push_sentence(text, start..at, &mut bounds);
            start = at;
        }
    }
    push_sentence(text, start..text.len(), &mut bounds);
    bounds
}

fn push_sentence(text: &str, span: Range<usize>, bounds: &mut Vec<Range<usize>>) {
    let inner = &text[span.clone()];
    let start = span.start + (inner.len() - inner.trim_start().len());
    let end = span.end - (inner.len() - inner.trim_end().len());
    if start < end {
        bounds.push(start..end);
    }
}

/// Whether a point after `before` belongs to an abbreviation rather than ending a sentence.
fn ends_abbreviation(before: &str) -> bool {
    const SHORT: [&str; 10] = [
        "Dr", "Mr", "Mrs", "Ms", "vs", "No", "e.g", "i.e", "U.S", "St",
    ];
    let last = before.rsplit([' ', '\n', '(']).next().unwrap_or_default();
    SHORT.contains(&last) || last.len() == 1 && last.as_bytes()[0].is_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_is_the_last_sentence_that_asks() {
        let ask = |stem: &str| stem[lead_in(stem)].to_owned();
        assert_eq!(
            ask("A clinic moves. What comes first?\n"),
            "What comes first?"
        );
        assert_eq!(
            ask("What comes first?\n\n- one\n- two"),
            "What comes first?"
        );
        assert_eq!(ask("Name the muscle."), "Name the muscle.");
        assert_eq!(ask("Dr. Smith asks. Why?"), "Why?");
        assert_eq!(ask(""), "");
    }

    #[test]
    fn sentences_end_at_marks_and_empty_lines() {
        let text = "One e.g. this. Two\n\nThree? Four";
        let found: Vec<&str> = sentence_bounds(text)
            .into_iter()
            .map(|span| &text[span])
            .collect();
        assert_eq!(found, ["One e.g. this.", "Two", "Three?", "Four"]);
    }
}
