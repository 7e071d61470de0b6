//! Numeric items: a key that is computed, with variables drawn from the attempt's seed.

use super::{
    chance::Chance,
    expression::{Expression, Values},
    number::{round_to, write_number},
};

/// How often a draw is repeated until every constraint holds.
pub const MOST_DRAWS: usize = 1_000;

/// A numeric item's question: variables, constraints, key, rounding and known mistakes.
#[derive(Debug, Clone)]
pub struct Numeric {
    /// Variables in the author's order; a value may use those before it.
    pub variables: Vec<Variable>,
    /// What must hold of a draw.
    pub constraints: Vec<Expression>,
    /// The key.
    pub answer: Expression,
    /// Decimals asked for; `None` asks for the exact value.
    pub round: Option<u8>,
    /// Unit of the key.
    pub unit: Option<Box<str>>,
    /// Absolute tolerance around the key.
    pub tolerance: Option<f64>,
    /// Wrong answers that are expected, with the reason for each.
    pub mistakes: Vec<Mistake>,
}

/// A variable of a template.
#[derive(Debug, Clone)]
pub struct Variable {
    /// Its name in expressions and in braces.
    pub name: Box<str>,
    /// Where its value comes from.
    pub source: VariableSource,
}

/// Where a variable's value comes from.
#[derive(Debug, Clone)]
pub enum VariableSource {
    /// One of `min`, `min + step`, … up to `max`.
    Range {
        /// Smallest value.
        min: f64,
        /// Largest value.
        max: f64,
        /// Distance between two values, above 0.
        step: f64,
    },
    /// One of these.
    Pick(Vec<f64>),
    /// Computed from variables before it.
    Value(Expression),
}

/// A wrong answer that is expected.
#[derive(Debug, Clone)]
pub struct Mistake {
    /// What the learner gets who makes it.
    pub answer: Expression,
    /// What went wrong.
    pub why: Box<str>,
}

/// The numbers drawn for one asking of a numeric item.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawn {
    /// Variables and their values.
    pub values: Values,
    /// The key before rounding.
    pub exact: f64,
}

impl Numeric {
    /// Returns the numbers for one asking; `None` when [`MOST_DRAWS`] draws met no constraint, or the key has no value.
    pub fn draw(&self, chance: &mut Chance) -> Option<Drawn> {
        let draws = if self.variables.is_empty() {
            1
        } else {
            MOST_DRAWS
        };
        (0..draws).find_map(|_| self.draw_once(chance))
    }

    fn draw_once(&self, chance: &mut Chance) -> Option<Drawn> {
        let mut values = Values::new();
        let mut possible = true;
        for variable in &self.variables {
            let value = match &variable.source {
                VariableSource::Range { min, max, step } => {
                    #[expect(
                        clippy::cast_precision_loss,
                        reason = "a count of steps stays far below 2^53"
                    )]
                    let steps = chance.below(steps(*min, *max, *step) + 1) as f64;
                    Some(round_to(min + step * steps, 9))
                }
                VariableSource::Pick(choices) => Some(choices[chance.index(choices.len())]),
                VariableSource::Value(expression) => expression.evaluate(&values),
            };
            match value {
                Some(value) => {
                    values.insert(variable.name.to_string(), value);
                }
                None => possible = false,
            }
        }
        let holds = |constraint: &Expression| {
            constraint
                .evaluate(&values)
                .is_some_and(|truth| truth != 0.0)
        };
        if !possible || !self.constraints.iter().all(holds) {
            return None;
        }
        let exact = self.answer.evaluate(&values)?;
        Some(Drawn { values, exact })
    }

    /// Returns the key as it is shown, rounded as asked, with its unit.
    pub fn key_text(&self, drawn: &Drawn) -> String {
        with_unit(&write_number(drawn.exact, self.round), self.unit.as_deref())
    }

    /// Returns the sentence that says how to answer.
    pub fn instruction(&self) -> String {
        let unit = match self.unit.as_deref() {
            None => String::new(),
            Some("%") => " in percent".to_owned(),
            Some("$") => " in dollars".to_owned(),
            Some(rate) if rate.starts_with("per ") => format!(" {rate}"),
            Some(unit) => format!(" in {unit}"),
        };
        let comma = if unit.is_empty() { "" } else { "," };
        match self.round {
            None => format!("Answer with a number{unit}."),
            Some(0) => format!("Answer with a whole number{unit}."),
            Some(1) => format!("Answer{unit}{comma} to 1 decimal place."),
            Some(places) => format!("Answer{unit}{comma} to {places} decimal places."),
        }
    }

    /// Returns whether `given` is the key: it rounds to the key, or lies within the tolerance.
    pub fn accepts(&self, drawn: &Drawn, given: f64) -> bool {
        hits(drawn.exact, given, self.round, self.tolerance)
    }

    /// Returns the reason of the known mistake that leads to `given`, if there is one.
    pub fn mistake(&self, drawn: &Drawn, given: f64) -> Option<&Mistake> {
        self.mistakes.iter().find(|mistake| {
            mistake
                .answer
                .evaluate(&drawn.values)
                .is_some_and(|wrong| hits(wrong, given, self.round, None))
        })
    }
}

/// Returns the number of whole steps from `min` to `max`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to 0..=1e9 just before"
)]
fn steps(min: f64, max: f64, step: f64) -> u64 {
    (((max - min) / step + 1e-9).floor().clamp(0.0, 1e9)) as u64
}

/// What an exact number may differ by from the same one as it is shown, with at most 6 decimals.
const SHOWN: f64 = 1e-6;

fn hits(exact: f64, given: f64, round: Option<u8>, tolerance: Option<f64>) -> bool {
    let slack = 1e-9 * exact.abs().max(1.0);
    let rounded = round.map_or(exact, |places| round_to(exact, places));
    if tolerance.is_some_and(|tolerance| (given - rounded).abs() <= tolerance + slack) {
        return true;
    }
    match round {
        Some(places) => (round_to(given, places) - rounded).abs() <= slack,
        None => (given - exact).abs() <= slack.max(SHOWN),
    }
}

/// Returns `number` with its unit as it is written.
fn with_unit(number: &str, unit: Option<&str>) -> String {
    match unit {
        None => number.to_owned(),
        Some("$") => match number.strip_prefix('-') {
            Some(rest) => format!("-${rest}"),
            None => format!("${number}"),
        },
        Some(unit) => format!("{number} {unit}"),
    }
}

/// Returns `text` with `{name}` replaced by the drawn value and `{answer}` by the rounded key; `{{` and `}}` become braces.
/// A name that is not a variable stays as it was written.
pub fn fill(text: &str, numeric: &Numeric, drawn: &Drawn) -> String {
    let mut filled = String::with_capacity(text.len());
    for part in braces(text) {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Brace(brace) => filled.push(brace),
            Part::Name("answer") => filled.push_str(&write_number(drawn.exact, numeric.round)),
            Part::Name(name) => {
                if let Some(value) = drawn.values.get(name) {
                    filled.push_str(&write_number(*value, None));
                } else {
                    filled.push('{');
                    filled.push_str(name);
                    filled.push('}');
                }
            }
        }
    }
    filled
}

/// A part of a template's text.
#[derive(Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text as it stands.
    Text(&'a str),
    /// A brace that was written twice.
    Brace(char),
    /// The name between two braces.
    Name(&'a str),
}

/// Returns the parts of `text`. A brace that opens nothing is text.
pub fn braces(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        if !before.is_empty() {
            parts.push(Part::Text(before));
        }
        if let Some(after) = from.strip_prefix("{{") {
            parts.push(Part::Brace('{'));
            rest = after;
        } else if let Some(after) = from.strip_prefix("}}") {
            parts.push(Part::Brace('}'));
            rest = after;
        } else if let Some((name, after)) = from
            .strip_prefix('{')
            .and_then(|inner| inner.split_once('}'))
            .filter(|(name, _)| is_variable_name(name))
        {
            parts.push(Part::Name(name));
            rest = after;
        } else {
            parts.push(Part::Text(&from[..1]));
            rest = &from[1..];
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

/// Returns whether `name` may name a variable: letters, digits and `_`, not beginning with a digit.
pub fn is_variable_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 32
        && !name.starts_with(|letter: char| letter.is_ascii_digit())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn occupancy() -> Numeric {
        Numeric {
            variables: vec![
                Variable {
                    name: "beds".into(),
                    source: VariableSource::Range {
                        min: 80.0,
                        max: 320.0,
                        step: 10.0,
                    },
                },
                Variable {
                    name: "days".into(),
                    source: VariableSource::Pick(vec![28.0, 30.0, 31.0]),
                },
                Variable {
                    name: "census".into(),
                    source: VariableSource::Range {
                        min: 60.0,
                        max: 300.0,
                        step: 1.0,
                    },
                },
                Variable {
                    name: "service".into(),
                    source: VariableSource::Value(Expression::parse("census * days").unwrap()),
                },
            ],
            constraints: vec![Expression::parse("census < beds").unwrap()],
            answer: Expression::parse("service / (beds * days) * 100").unwrap(),
            round: Some(1),
            unit: Some("%".into()),
            tolerance: None,
            mistakes: vec![Mistake {
                answer: Expression::parse("service / beds").unwrap(),
                why: "days were forgotten".into(),
            }],
        }
    }

    #[test]
    fn every_draw_keeps_the_constraints() {
        let numeric = occupancy();
        for seed in 0..500 {
            let drawn = numeric.draw(&mut Chance::new(seed, "test")).unwrap();
            assert!(drawn.values["census"] < drawn.values["beds"]);
            assert!(
                (drawn.values["service"] - drawn.values["census"] * drawn.values["days"]).abs()
                    < 1e-9
            );
            assert!(drawn.exact > 0.0 && drawn.exact < 100.0);
        }
    }

    #[test]
    fn the_same_seed_draws_the_same_numbers() {
        let numeric = occupancy();
        assert_eq!(
            numeric.draw(&mut Chance::new(5, "test")),
            numeric.draw(&mut Chance::new(5, "test"))
        );
    }

    #[test]
    fn constraints_that_never_hold_draw_nothing() {
        let mut numeric = occupancy();
        numeric
            .constraints
            .push(Expression::parse("beds < 0").unwrap());
        assert_eq!(numeric.draw(&mut Chance::new(1, "test")), None);
    }

    #[test]
    fn an_answer_is_right_when_it_rounds_to_the_key() {
        let numeric = occupancy();
        let drawn = Drawn {
            exact: 84.649_9,
            ..Drawn::default()
        };
        for (given, right) in [
            (84.6, true),
            (84.649_9, true),
            (84.64, true),
            (84.65, false),
            (85.0, false),
            (0.846, false),
        ] {
            assert_eq!(numeric.accepts(&drawn, given), right, "{given}");
        }
        let tolerant = Numeric {
            tolerance: Some(0.5),
            ..numeric
        };
        assert!(tolerant.accepts(&drawn, 85.1));
        assert!(!tolerant.accepts(&drawn, 85.2));
    }

    #[test]
    fn a_large_exact_key_is_not_hit_by_its_neighbour() {
        let exact = Numeric {
            round: None,
            ..occupancy()
        };
        let drawn = |exact| Drawn {
            exact,
            ..Drawn::default()
        };
        assert!(exact.accepts(&drawn(11_500_000.0), 11_500_000.0));
        assert!(!exact.accepts(&drawn(11_500_000.0), 11_500_001.0));
        assert!(exact.accepts(&drawn(1.0 / 3.0), 0.333_333));
        assert!(!exact.accepts(&drawn(1.0 / 3.0), 0.333_3));
    }

    #[test]
    fn the_instruction_reads_well_whatever_the_unit() {
        let says = |unit: Option<&str>, round| {
            let unit = unit.map(Into::into);
            let numeric = Numeric {
                round,
                unit,
                ..occupancy()
            };
            numeric.instruction()
        };
        assert_eq!(says(None, None), "Answer with a number.");
        assert_eq!(
            says(Some("%"), Some(0)),
            "Answer with a whole number in percent."
        );
        assert_eq!(
            says(Some("$"), Some(2)),
            "Answer in dollars, to 2 decimal places."
        );
        assert_eq!(
            says(Some("days"), Some(1)),
            "Answer in days, to 1 decimal place."
        );
        assert_eq!(says(None, Some(1)), "Answer to 1 decimal place.");
        assert_eq!(
            says(Some("per 1,000"), Some(2)),
            "Answer per 1,000, to 2 decimal places."
        );
        assert_eq!(
            says(Some("per 1,000"), None),
            "Answer with a number per 1,000."
        );
    }

    #[test]
    fn a_known_mistake_is_named() {
        let numeric = occupancy();
        let drawn = numeric.draw(&mut Chance::new(9, "test")).unwrap();
        let wrong = drawn.values["service"] / drawn.values["beds"];
        assert_eq!(
            &*numeric.mistake(&drawn, round_to(wrong, 1)).unwrap().why,
            "days were forgotten"
        );
        assert!(numeric.mistake(&drawn, -1.0).is_none());
    }

    #[test]
    fn the_instruction_reads_as_a_sentence() {
        let with = |unit: &str| {
            Numeric {
                unit: Some(unit.into()),
                ..occupancy()
            }
            .instruction()
        };
        assert_eq!(with("days"), "Answer in days, to 1 decimal place.");
        assert_eq!(
            with("per 100,000"),
            "Answer per 100,000, to 1 decimal place."
        );
    }

    #[test]
    fn names_in_braces_are_filled() {
        let drawn = Drawn {
            values: Values::from([("beds".to_owned(), 12_000.0)]),
            exact: 4.56,
        };
        let text = "{beds} beds, {{braces}}, {unknown}, { and {answer}";
        assert_eq!(
            fill(text, &occupancy(), &drawn),
            "12,000 beds, {braces}, {unknown}, { and 4.6"
        );
    }
}
