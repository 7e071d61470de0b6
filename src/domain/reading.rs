//! Reading a typed line as an answer to an item.

use super::{
    item::{Item, ItemBody},
    number::read_number,
    template::{Drawn, Numeric},
    text::normalise,
};

/// What an item looked like when it was asked: the order of what was shuffled and the numbers that were drawn.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Presentation {
    /// For each shown place the author's index of what stands there (options, right sides or steps).
    pub order: Vec<usize>,
    /// The numbers of a numeric item.
    pub drawn: Option<Drawn>,
    /// Whether a card shows its definition and asks for the term.
    pub reversed: bool,
}

/// An answer as it was understood, in the author's indices.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// Chosen options, ascending.
    Options(Vec<usize>),
    /// A number, in the unit asked for.
    Number(f64),
    /// Normalised text.
    Text(String),
    /// For each left side the index of the chosen right side.
    Pairs(Vec<usize>),
    /// Steps in the learner's order.
    Sequence(Vec<usize>),
    /// How well a card was recalled.
    Recall(Recall),
}

/// A learner's own grade of a recalled card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recall {
    /// Not recalled.
    Again,
    /// Recalled with much effort.
    Hard,
    /// Recalled.
    Good,
    /// Recalled at once.
    Easy,
}

impl Recall {
    /// Every grade, worst first.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// Returns the word that names the grade.
    pub fn word(self) -> &'static str {
        match self {
            Self::Again => "again",
            Self::Hard => "hard",
            Self::Good => "good",
            Self::Easy => "easy",
        }
    }

    /// Returns the grade that `word` names.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|recall| recall.word() == word)
    }
}

/// Why a line is no answer to the item. Nothing is scored; the learner is asked again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    /// Not one of the letters or numbers shown.
    #[error("`{word}` is not one of {valid}")]
    NoSuchChoice {
        /// What was typed.
        word: String,
        /// What may be typed.
        valid: String,
    },
    /// Not a pair of a match item.
    #[error("`{word}` is no pair; give a letter A-{last} for each of 1-{lefts}, such as 1A 2B")]
    NotAPair {
        /// What was typed.
        word: String,
        /// How many left sides there are.
        lefts: usize,
        /// The last letter.
        last: char,
    },
    /// More or fewer than asked for.
    #[error("{asked} {} asked for, {given} given", if *.asked == 1 { "is" } else { "are" })]
    WrongCount {
        /// How many the item asks for.
        asked: usize,
        /// How many were given.
        given: usize,
    },
    /// The same one twice.
    #[error("`{0}` is given twice")]
    Twice(String),
    /// Not a number.
    #[error("`{0}` is not a number")]
    NotANumber(String),
    /// A number in another unit.
    #[error("the answer is asked in {asked}, not in `{given}`")]
    OtherUnit {
        /// The item's unit.
        asked: String,
        /// The unit typed.
        given: String,
    },
    /// Nothing that could be compared.
    #[error("there is nothing to compare in that answer")]
    Nothing,
}

/// Returns the letter that names shown place `place` (0 is A).
pub fn letter(place: usize) -> char {
    char::from(b'A' + u8::try_from(place.min(25)).unwrap_or(25))
}

/// Returns what `raw` answers to `item` as it was shown.
pub fn read_response(item: &Item, shown: &Presentation, raw: &str) -> Result<Reading, Misread> {
    match &item.body {
        ItemBody::Choice(_) => {
            let places = read_places(raw, shown.order.len(), 1)?;
            Ok(Reading::Options(vec![shown.order[places[0]]]))
        }
        ItemBody::Multiple(options) => {
            let keys = options.iter().filter(|option| option.key).count();
            let places = read_places(raw, shown.order.len(), keys)?;
            let mut chosen: Vec<usize> =
                places.into_iter().map(|place| shown.order[place]).collect();
            chosen.sort_unstable();
            Ok(Reading::Options(chosen))
        }
        ItemBody::Numeric(numeric) => read_numeric(numeric, raw),
        ItemBody::Text(text) => {
            let typed = normalise(raw, text.match_case, text.match_accents);
            if typed.is_empty() {
                Err(Misread::Nothing)
            } else {
                Ok(Reading::Text(typed))
            }
        }
        ItemBody::Match(matching) => read_pairs(raw, matching.pairs.len(), &shown.order),
        ItemBody::Order(steps) => {
            let places = read_places(raw, steps.len(), steps.len())?;
            Ok(Reading::Sequence(
                places.into_iter().map(|place| shown.order[place]).collect(),
            ))
        }
        ItemBody::Card(_) => read_recall(raw).map(Reading::Recall),
    }
}

/// Returns the shown places that `raw` names by letters or numbers, in the order typed.
fn read_places(raw: &str, places: usize, asked: usize) -> Result<Vec<usize>, Misread> {
    let mut found = Vec::new();
    for word in raw.split(|letter: char| letter.is_whitespace() || ",;.)(&+/>".contains(letter)) {
        let joins = asked > 1 && word.eq_ignore_ascii_case("and");
        if !word.is_empty() && !joins {
            read_place_word(word, places, &mut found)?;
        }
    }
    if found.is_empty() {
        return Err(Misread::NoSuchChoice {
            word: raw.trim().to_owned(),
            valid: valid_places(places),
        });
    }
    for (at, place) in found.iter().enumerate() {
        if found[..at].contains(place) {
            return Err(Misread::Twice(letter(*place).to_string()));
        }
    }
    if found.len() == asked {
        Ok(found)
    } else {
        Err(Misread::WrongCount {
            asked,
            given: found.len(),
        })
    }
}

/// Adds the places that one word names: a letter, a number, or several of them written together.
fn read_place_word(word: &str, places: usize, found: &mut Vec<usize>) -> Result<(), Misread> {
    let wrong = || Misread::NoSuchChoice {
        word: word.to_owned(),
        valid: valid_places(places),
    };
    if let Ok(number) = word.parse::<usize>()
        && (1..=places).contains(&number)
    {
        found.push(number - 1);
        return Ok(());
    }
    for sign in word.chars() {
        let place = match sign.to_ascii_uppercase() {
            upper @ 'A'..='Z' => usize::from(upper as u8 - b'A'),
            digit @ '1'..='9' => usize::from(digit as u8 - b'1'),
            _ => return Err(wrong()),
        };
        if place >= places {
            return Err(wrong());
        }
        found.push(place);
    }
    Ok(())
}

fn valid_places(places: usize) -> String {
    format!("A-{} or 1-{places}", letter(places.saturating_sub(1)))
}

fn read_numeric(numeric: &Numeric, raw: &str) -> Result<Reading, Misread> {
    let typed = read_number(raw).ok_or_else(|| Misread::NotANumber(raw.trim().to_owned()))?;
    let asked = numeric.unit.as_deref();
    if let Some(given) = typed.unit
        && !same_unit(asked, &given)
    {
        return Err(Misread::OtherUnit {
            asked: match asked {
                None => "plain numbers".to_owned(),
                Some(rate) if rate.starts_with("per ") => format!("numbers {rate}"),
                Some(unit) => unit.to_owned(),
            },
            given,
        });
    }
    Ok(Reading::Number(typed.value))
}

/// Returns whether `given` names the unit `asked`: the same word, singular or plural, with or without thousands
/// separators, or a usual other name.
fn same_unit(asked: Option<&str>, given: &str) -> bool {
    let folded = |unit: &str| normalise(unit, false, false).replace(',', "");
    let plain = |unit: &str| match folded(unit).trim_end_matches('s') {
        "percent" | "pct" | "per cent" => "%".to_owned(),
        "dollar" | "usd" => "$".to_owned(),
        other => other.to_owned(),
    };
    asked.is_some_and(|asked| plain(asked) == plain(given))
}

/// Reads `1C 2A 3B`, or the letters alone in the order of the left sides: `CAB`.
fn read_pairs(raw: &str, lefts: usize, rights: &[usize]) -> Result<Reading, Misread> {
    let wrong = |word: &str| Misread::NotAPair {
        word: word.to_owned(),
        lefts,
        last: letter(rights.len().saturating_sub(1)),
    };
    let mut chosen: Vec<Option<usize>> = vec![None; lefts];
    let mut next_left = 0;
    let mut number = String::new();
    let mut given = 0;
    for sign in raw.chars() {
        match sign {
            '0'..='9' => number.push(sign),
            'a'..='z' | 'A'..='Z' => {
                let left = if number.is_empty() {
                    next_left
                } else {
                    number
                        .parse::<usize>()
                        .ok()
                        .and_then(|left| left.checked_sub(1))
                        .unwrap_or(lefts)
                };
                let place = usize::from(sign.to_ascii_uppercase() as u8 - b'A');
                if left >= lefts || place >= rights.len() {
                    return Err(wrong(&format!("{number}{sign}")));
                }
                if chosen[left].replace(rights[place]).is_some() {
                    return Err(Misread::Twice((left + 1).to_string()));
                }
                given += 1;
                next_left = left + 1;
                number.clear();
            }
            sign if sign.is_whitespace() || ",;.)(&+/>=-:".contains(sign) => {}
            sign => return Err(wrong(&sign.to_string())),
        }
    }
    if given == 0 || !number.is_empty() {
        return Err(wrong(raw.trim()));
    }
    chosen
        .into_iter()
        .collect::<Option<Vec<usize>>>()
        .map(Reading::Pairs)
        .ok_or(Misread::WrongCount {
            asked: lefts,
            given,
        })
}

fn read_recall(raw: &str) -> Result<Recall, Misread> {
    let word = normalise(raw, false, false);
    let by_number = word
        .parse::<usize>()
        .ok()
        .and_then(|number| Recall::ALL.get(number.checked_sub(1)?).copied());
    by_number
        .or_else(|| {
            Recall::ALL
                .into_iter()
                .find(|recall| !word.is_empty() && recall.word().starts_with(&word))
        })
        .ok_or_else(|| Misread::NoSuchChoice {
            word: raw.trim().to_owned(),
            valid: "1 again, 2 hard, 3 good, 4 easy".to_owned(),
        })
}

#[cfg(test)]
mod tests;
