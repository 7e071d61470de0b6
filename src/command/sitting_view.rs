//! How questions, verdicts and reasons look.

use jiff::{civil::Date, tz::TimeZone};

use crate::{
    bank::Library,
    domain::{
        CredentialId, Item, ItemBody,
        event::Answer,
        item::{Card, Case},
        reading::{Presentation, letter},
        time::days_ago,
    },
    engine::{
        explanation::{Explanation, Reason},
        presentation::filled,
        quiz::Asked,
    },
    store::ItemHistory,
    ui::{Screen, Style},
};

/// The line above a question.
pub(super) struct Heading {
    /// Its number, from 1.
    pub(super) number: usize,
    /// How many there are.
    pub(super) length: usize,
    /// Credential, domain, level.
    pub(super) place: Vec<String>,
    /// How often it was seen.
    pub(super) seen: String,
}

/// Returns how often and when an item was seen.
pub(super) fn seen_words(history: Option<&ItemHistory>, today: Date, zone: &TimeZone) -> String {
    match history {
        None => "new".to_owned(),
        Some(history) if history.seen == 0 => "new".to_owned(),
        Some(history) => {
            let times = match history.seen {
                1 => "once".to_owned(),
                2 => "twice".to_owned(),
                times => format!("{times} times"),
            };
            format!(
                "seen {times}, {}",
                days_ago(history.last_at.date(zone), today)
            )
        }
    }
}

/// Returns what is practised, the domain and the level of `item`, as they stand above the question.
pub(super) fn place_words(
    library: &Library,
    practised: Option<&CredentialId>,
    item: &Item,
) -> Vec<String> {
    let served = practised.and_then(|credential| Some((credential, item.domain_for(credential)?)));
    let (credential, domain) = served.unwrap_or((&item.credential, &item.domain));
    let pack = library.packs.by_id(credential.as_str());
    let mark = pack.map_or_else(|| credential.to_string(), |pack| pack.mark.to_string());
    let short = pack
        .and_then(|pack| pack.domain(domain.as_str()))
        .map(|domain| domain.short.to_string());
    let name = short.unwrap_or_default();
    let mut words = vec![format!("{mark} {domain} {name}").trim().to_owned()];
    words.extend(item.level.map(|level| level.word().to_owned()));
    words
}

/// Shows a question with everything that can be chosen.
pub(super) fn show_question(screen: &mut Screen, heading: &Heading, asked: &Asked<'_>) {
    screen.blank();
    let number = format!("Question {} of {}", heading.number, heading.length);
    let mut parts = heading.place.clone();
    parts.push(heading.seen.clone());
    if screen.is_plain() {
        screen.line(&format!("{number}. {}.", parts.join(", ")));
    } else {
        screen.line(&format!(
            "{}   {}",
            Style::Title.paint(&number),
            Style::Dim.paint(&parts.join("   "))
        ));
    }
    show_stem(screen, asked.item, &asked.shown);
}

/// Shows an item's stem and everything that can be chosen.
pub(super) fn show_stem(screen: &mut Screen, item: &Item, shown: &Presentation) {
    match &item.body {
        ItemBody::Card(card) => {
            let (front, ask) = if shown.reversed {
                (
                    &card.definition,
                    "Recall the term, then press Enter to look.",
                )
            } else {
                (
                    &card.term,
                    "Recall what it means, then press Enter to look.",
                )
            };
            screen.markdown(&format!("**{front}**"), 2);
            screen.blank();
            screen.hanging("  ", ask);
            return;
        }
        _ => screen.markdown(&filled(item, shown, &item.stem), 2),
    }
    screen.blank();
    match &item.body {
        ItemBody::Choice(options) => show_options(screen, shown, |index| &options[index].text),
        ItemBody::Multiple(options) => {
            let keys = options.iter().filter(|option| option.key).count();
            screen.hanging("  ", &format!("Choose {keys}."));
            screen.blank();
            show_options(screen, shown, |index| &options[index].text);
        }
        ItemBody::Numeric(numeric) => screen.hanging("  ", &numeric.instruction()),
        ItemBody::Text(_) => screen.hanging("  ", "Type your answer."),
        ItemBody::Match(matching) => {
            for (place, pair) in matching.pairs.iter().enumerate() {
                screen.hanging(
                    &format!("  {}  ", Style::Key.paint(&(place + 1).to_string())),
                    &pair.left,
                );
            }
            screen.blank();
            let rights: Vec<&str> = matching.rights().collect();
            show_options(screen, shown, |index| rights[index]);
            screen.blank();
            screen.hanging("  ", "Give a letter for each number, such as 1B 2A 3C.");
        }
        ItemBody::Order(steps) => {
            show_options(screen, shown, |index| &steps[index].text);
            screen.blank();
            screen.hanging("  ", "Give the letters in the right order, such as BCA.");
        }
        ItemBody::Card(_) => {}
    }
}

fn show_options<'a>(screen: &mut Screen, shown: &Presentation, text: impl Fn(usize) -> &'a str) {
    for (place, index) in shown.order.iter().enumerate() {
        screen.markdown_after(
            &format!("  {}  ", Style::Key.paint(&letter(place).to_string())),
            text(*index),
        );
    }
}

/// Shows the record of a case.
pub(super) fn show_record(screen: &mut Screen, case: &Case) {
    screen.blank();
    screen.heading(&format!("Record: {}", case.title));
    screen.markdown(&case.record, 2);
}

/// Shows the back of a card.
pub(super) fn show_card_back(screen: &mut Screen, card: &Card, shown: &Presentation) {
    let back = if shown.reversed {
        &card.term
    } else {
        &card.definition
    };
    screen.markdown(&format!("**{back}**"), 2);
    if let Some(example) = &card.example {
        screen.markdown(example, 2);
    }
}

/// Returns what an answer to `item` looks like, for the prompt.
pub(super) fn answer_words(item: &Item) -> String {
    let last = |places: usize| letter(places.saturating_sub(1));
    match &item.body {
        ItemBody::Choice(options) => format!("A-{}", last(options.len())),
        ItemBody::Multiple(options) => {
            let keys = options.iter().filter(|option| option.key).count();
            format!("{keys} of A-{}", last(options.len()))
        }
        ItemBody::Numeric(_) => "number".to_owned(),
        ItemBody::Text(_) => "answer".to_owned(),
        ItemBody::Match(matching) => format!(
            "1-{} with A-{}",
            matching.pairs.len(),
            last(matching.rights().count())
        ),
        ItemBody::Order(steps) => format!("order of A-{}", last(steps.len())),
        ItemBody::Card(_) => "1 again, 2 hard, 3 good, 4 easy".to_owned(),
    }
}

/// Returns the prompt that names what may be typed now.
pub(super) fn prompt(asked: &Asked<'_>, can_go_back: bool, told: bool) -> String {
    let answer = answer_words(asked.item);
    let hint = if asked.item.hint.is_some() {
        " :hint"
    } else {
        ""
    };
    let record = if asked.item.case.is_some() {
        " :record"
    } else {
        ""
    };
    let back = if can_go_back { " :back" } else { "" };
    let why = if told { " :why" } else { "" };
    format!("{answer} {hint}{record}{back}{why} :skip :flag :quit :help > ")
}

/// A verdict to be shown.
pub(super) struct Verdict<'a> {
    /// The item.
    pub(super) item: &'a Item,
    /// The answer.
    pub(super) answer: &'a Answer,
    /// What there is to say about it.
    pub(super) explanation: &'a Explanation,
}

/// Shows whether an answer was right, and why.
pub(super) fn show_verdict(screen: &mut Screen, verdict: &Verdict<'_>) {
    let Verdict {
        item,
        answer,
        explanation,
    } = verdict;
    screen.blank();
    if let ItemBody::Card(card) = &item.body {
        show_card_back(screen, card, &answer.shown);
    } else {
        let style = if answer.grade.right {
            Style::Right
        } else {
            Style::Wrong
        };
        screen.paragraph(&style.paint(&verdict_words(verdict)));
    }
    show_reasons(screen, &explanation.reasons);
    if !explanation.references.is_empty() {
        screen.hanging("  ", &Style::Dim.paint(&explanation.references.join("; ")));
    }
}

fn verdict_words(verdict: &Verdict<'_>) -> String {
    let Verdict {
        item,
        answer,
        explanation,
    } = verdict;
    // What is typed or accepted may end in a full stop of its own.
    let bare = |text: &str| text.trim_end_matches('.').to_owned();
    let key = match &item.body {
        ItemBody::Multiple(_) => format!("The keys are {}.", explanation.key),
        _ => format!("The key is {}.", bare(&explanation.key)),
    };
    if answer.grade.right {
        return format!("Right. {key}");
    }
    let partial = match &item.body {
        ItemBody::Multiple(_) | ItemBody::Match(_) | ItemBody::Order(_) => {
            format!(
                " Partial credit {:.2}; the exam gives all or nothing.",
                answer.grade.credit
            )
        }
        _ => String::new(),
    };
    format!("Not {}. {key}{partial}", bare(&explanation.given))
}

/// Returns what became of an item whose answer can no longer be shown in the letters of that time, or has none.
pub(super) fn short_verdict(answer: Option<&Answer>) -> &'static str {
    match answer {
        None => "Not answered",
        Some(answer) if answer.grade.right => "Answered rightly",
        Some(_) => "Answered wrongly",
    }
}

/// Shows reasons, each with what it speaks of.
pub(super) fn show_reasons(screen: &mut Screen, reasons: &[Reason]) {
    for reason in reasons {
        if reason.label.is_empty() {
            screen.markdown(&reason.why, 2);
        } else {
            let label = format!("  {}  ", Style::Key.paint(&reason.label));
            screen.markdown_after(&label, &reason.why);
        }
    }
}

/// Returns `fragment` with a capital at its beginning, unless it begins with a quoted word.
pub(super) fn sentence(fragment: &str) -> String {
    let mut letters = fragment.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{
            Grade, Reading, Timestamp,
            content_hash::item_hashes,
            reading::Recall,
            sample::{self, answer, drawn, shown},
        },
        engine::explanation::explain,
    };
    use jiff::civil::date;

    fn words(item: &Item, shown: Presentation, reading: Reading, raw: &str) -> String {
        let mut answer = answer(item, 0, shown, reading);
        raw.clone_into(&mut answer.raw);
        let explanation = explain(item, &answer);
        verdict_words(&Verdict {
            item,
            answer: &answer,
            explanation: &explanation,
        })
    }

    #[test]
    fn a_verdict_names_the_key_and_what_was_given() {
        let choice = sample::choice("c");
        let look = || shown(&[1, 0, 2, 3]);
        assert_eq!(
            words(&choice, look(), Reading::Options(vec![0]), "b"),
            "Right. The key is B."
        );
        assert_eq!(
            words(&choice, look(), Reading::Options(vec![3]), "d"),
            "Not D. The key is B."
        );
        let multiple = sample::multiple("m");
        let look = shown(&[0, 1, 2, 3, 4]);
        assert_eq!(
            words(&multiple, look, Reading::Options(vec![0, 1]), "a b"),
            "Not A B. The keys are A C. Partial credit 0.00; the exam gives all or nothing."
        );
        let pairs = Reading::Pairs(vec![0, 2, 1]);
        assert_eq!(
            words(&sample::matching("p"), shown(&[0, 1, 2, 3]), pairs, "acb"),
            "Not 1A 2C 3B. The key is 1A 2B 3C. Partial credit 0.33; the exam gives all or nothing."
        );
    }

    #[test]
    fn a_sentence_typed_ends_in_one_full_stop() {
        let number = sample::numeric("n", "4.6", Some("days"));
        assert_eq!(
            words(&number, drawn(4.6), Reading::Number(5.0), "5 days."),
            "Not 5 days. The key is 4.6 days."
        );
    }

    #[test]
    fn prompts_name_what_may_be_typed() {
        let looks: Vec<String> = sample::every_kind()
            .iter()
            .map(|item| {
                let asked = Asked {
                    position: 0,
                    item,
                    shown: Presentation::default(),
                };
                let prompt = prompt(&asked, false, false);
                prompt.split("  ").next().unwrap_or_default().to_owned()
            })
            .collect();
        assert_eq!(
            looks,
            [
                "A-D",
                "2 of A-E",
                "number",
                "answer",
                "1-3 with A-D",
                "order of A-D",
                "1 again, 2 hard, 3 good, 4 easy",
            ]
        );
    }

    #[test]
    fn prompts_name_only_the_orders_that_are_valid_now() {
        let mut item = sample::choice("c");
        let line = |item: &Item, back, told| {
            let shown = Presentation::default();
            let asked = Asked {
                position: 1,
                item,
                shown,
            };
            prompt(&asked, back, told)
        };
        let bare = "A-D  :skip :flag :quit :help > ";
        assert_eq!(line(&item, false, false), bare);
        item.hint = Some("look".into());
        item.case = Some("case".into());
        assert_eq!(
            line(&item, true, true),
            "A-D  :hint :record :back :why :skip :flag :quit :help > "
        );
    }

    #[test]
    fn how_often_an_item_was_seen_is_told_in_words() {
        let today = date(2026, 11, 22);
        let noon = |day| {
            let at = date(2026, 11, day).at(12, 0, 0, 0).in_tz("UTC").unwrap();
            Timestamp::from_milliseconds(at.timestamp().as_millisecond())
        };
        let seen = |seen, day| {
            let history = ItemHistory {
                seen,
                right: 0,
                last_at: noon(day),
                last: Grade::all_or_nothing(false),
                hashes: item_hashes(&sample::choice("c")),
            };
            seen_words(Some(&history), today, &TimeZone::UTC)
        };
        assert_eq!(seen_words(None, today, &TimeZone::UTC), "new");
        assert_eq!(seen(0, 22), "new");
        assert_eq!(seen(1, 22), "seen once, today");
        assert_eq!(seen(2, 21), "seen twice, yesterday");
        assert_eq!(seen(5, 10), "seen 5 times, 12 days ago");
    }

    #[test]
    fn what_became_of_an_answer_is_told_without_its_letters() {
        let item = sample::card("k");
        let given = |recall| answer(&item, 0, Presentation::default(), Reading::Recall(recall));
        assert_eq!(short_verdict(None), "Not answered");
        assert_eq!(
            short_verdict(Some(&given(Recall::Good))),
            "Answered rightly"
        );
        assert_eq!(
            short_verdict(Some(&given(Recall::Again))),
            "Answered wrongly"
        );
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(sentence("two are asked for"), "Two are asked for");
        assert_eq!(sentence("`z` is not one"), "`z` is not one");
        assert_eq!(sentence(""), "");
    }
}
