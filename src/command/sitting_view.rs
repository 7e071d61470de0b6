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
    let key = match &item.body {
        ItemBody::Multiple(_) => format!("The keys are {}.", explanation.key),
        _ => format!("The key is {}.", explanation.key),
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
    format!(
        "Not {}. {key}{partial}",
        explanation.given.trim_end_matches('.')
    )
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
