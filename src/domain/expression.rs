//! Expressions of numeric templates, evaluated by `exmex` over our own small set of operators.
//!
//! Comparisons give 1 or 0. There is no way to loop, to name a file or to reach anything but the variables.

use std::collections::BTreeMap;

use exmex::{BinOp, Express as _, FlatEx, MakeOperators, Operator};

use super::number::round_to;

/// Longest expression accepted, in bytes.
pub const LONGEST_EXPRESSION: usize = 400;
/// Deepest nesting of parentheses accepted.
const DEEPEST: usize = 24;

/// The words with a meaning of their own, which no variable may bear.
pub const RESERVED: [&str; 14] = [
    "and", "or", "sqrt", "abs", "floor", "ceil", "round", "ln", "exp", "min", "max", "mod",
    "round_to", "answer",
];

/// Variables and their values.
pub type Values = BTreeMap<String, f64>;

/// An expression as the author wrote it, known to parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    text: Box<str>,
    names: Vec<String>,
}

#[derive(Debug, Clone)]
struct Operators;

fn truth(value: bool) -> f64 {
    if value { 1.0 } else { 0.0 }
}

/// Whether two numbers are equal but for what floating-point arithmetic adds.
fn same(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(right.abs()).max(1.0)
}

fn binary(apply: fn(f64, f64) -> f64, prio: i64) -> BinOp<f64> {
    BinOp {
        apply,
        prio,
        is_commutative: false,
    }
}

impl MakeOperators<f64> for Operators {
    fn make<'a>() -> Vec<Operator<'a, f64>> {
        vec![
            Operator::make_bin("or", binary(|a, b| truth(a != 0.0 || b != 0.0), 0)),
            Operator::make_bin("and", binary(|a, b| truth(a != 0.0 && b != 0.0), 1)),
            Operator::make_bin("==", binary(|a, b| truth(same(a, b)), 2)),
            Operator::make_bin("!=", binary(|a, b| truth(!same(a, b)), 2)),
            Operator::make_bin("<=", binary(|a, b| truth(a <= b || same(a, b)), 2)),
            Operator::make_bin(">=", binary(|a, b| truth(a >= b || same(a, b)), 2)),
            Operator::make_bin("<", binary(|a, b| truth(a < b), 2)),
            Operator::make_bin(">", binary(|a, b| truth(a > b), 2)),
            Operator::make_bin_unary("+", binary(|a, b| a + b, 3), |a| a),
            Operator::make_bin_unary("-", binary(|a, b| a - b, 3), |a| -a),
            Operator::make_bin("*", binary(|a, b| a * b, 4)),
            Operator::make_bin("/", binary(|a, b| a / b, 4)),
            Operator::make_bin("^", binary(f64::powf, 6)),
            Operator::make_bin("min", binary(f64::min, 7)),
            Operator::make_bin("max", binary(f64::max, 7)),
            Operator::make_bin("mod", binary(f64::rem_euclid, 7)),
            Operator::make_bin(
                "round_to",
                binary(|value, places| round_to(value, places_of(places)), 7),
            ),
            Operator::make_unary("sqrt", f64::sqrt),
            Operator::make_unary("abs", f64::abs),
            Operator::make_unary("floor", |a| (a + 1e-9).floor()),
            Operator::make_unary("ceil", |a| (a - 1e-9).ceil()),
            Operator::make_unary("round", |a| round_to(a, 0)),
            Operator::make_unary("ln", f64::ln),
            Operator::make_unary("exp", f64::exp),
        ]
    }
}

/// Returns a count of decimals from a computed number, at most 9.
fn places_of(value: f64) -> u8 {
    (0..=9_u8)
        .rev()
        .find(|places| f64::from(*places) <= value)
        .unwrap_or(0)
}

impl Expression {
    /// Returns the expression that `text` spells, or what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        check_shape(text)?;
        let parsed = FlatEx::<f64, Operators>::parse(&for_evaluator(text)?)
            .map_err(|error| plain_reason(error.msg()))?;
        Ok(Self {
            text: text.into(),
            names: parsed.var_names().to_vec(),
        })
    }

    /// Returns an expression that is one number.
    pub fn constant(value: f64) -> Self {
        Self {
            text: format!("{value:?}").into(),
            names: Vec::new(),
        }
    }

    /// Returns the text it was written as.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the variables it needs, in alphabetical order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Returns its value; `None` when a variable is missing or the result is not a finite number.
    pub fn evaluate(&self, values: &Values) -> Option<f64> {
        if let Ok(constant) = self.text.parse::<f64>() {
            return constant.is_finite().then_some(constant);
        }
        let parsed = FlatEx::<f64, Operators>::parse(&for_evaluator(&self.text).ok()?).ok()?;
        let arguments: Vec<f64> = self
            .names
            .iter()
            .map(|name| values.get(name).copied())
            .collect::<Option<_>>()?;
        parsed
            .eval(&arguments)
            .ok()
            .filter(|value| value.is_finite())
    }
}

/// Functions of two arguments, which the evaluator knows as operators between them.
const OF_TWO: [&str; 4] = ["min", "max", "mod", "round_to"];

/// Returns `text` as the evaluator reads it safely: each variable in braces, because it would find the operator `or`
/// in `order`; functions of two arguments as operators between two parentheses, because it nests calls wrongly.
fn for_evaluator(text: &str) -> Result<String, String> {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut plain = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_name = first.is_ascii_alphabetic() || first == '_';
        let end = if is_name {
            rest.find(|letter: char| !is_word(letter))
                .unwrap_or(rest.len())
        } else if first.is_ascii_digit() {
            rest.find(|letter: char| !is_word(letter) && letter != '.')
                .unwrap_or(rest.len())
        } else {
            1
        };
        let (run, after) = rest.split_at(end);
        rest = after;
        if OF_TWO.contains(&run) {
            let (one, other, after) = two_arguments(after)
                .ok_or_else(|| format!("`{run}` needs two arguments in parentheses"))?;
            let (one, other) = (for_evaluator(one)?, for_evaluator(other)?);
            plain.extend(["((", &one, ") ", run, " (", &other, "))"]);
            rest = after;
        } else if first == ',' {
            return Err("a comma stands outside of a function of two arguments".to_owned());
        } else if is_name && !RESERVED.contains(&run) {
            plain.push('{');
            plain.push_str(run);
            plain.push('}');
        } else if is_name {
            plain.push(' ');
            plain.push_str(run);
            plain.push(' ');
        } else {
            plain.push_str(run);
        }
    }
    Ok(plain)
}

/// Returns the two arguments at the start of `text`, `(one, other)`, and what follows them.
fn two_arguments(text: &str) -> Option<(&str, &str, &str)> {
    let inner = text.trim_start().strip_prefix('(')?;
    let mut depth = 0_usize;
    let mut comma = None;
    for (at, letter) in inner.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => {
                let comma: usize = comma?;
                return Some((&inner[..comma], &inner[comma + 1..at], &inner[at + 1..]));
            }
            ')' => depth -= 1,
            ',' if depth == 0 && comma.is_some() => return None,
            ',' if depth == 0 => comma = Some(at),
            _ => {}
        }
    }
    None
}

/// Refuses what the evaluator need not see: other characters, too long, too deep, unbalanced.
fn check_shape(text: &str) -> Result<(), String> {
    if text.trim().is_empty() {
        return Err("it is empty".to_owned());
    }
    if text.len() > LONGEST_EXPRESSION {
        return Err(format!("it is longer than {LONGEST_EXPRESSION} characters"));
    }
    if let Some(strange) = text
        .chars()
        .find(|letter| !(letter.is_ascii_alphanumeric() || " _.+-*/^()<>=!,".contains(*letter)))
    {
        return Err(format!("`{}` means nothing here", strange.escape_default()));
    }
    let mut depth = 0_usize;
    for letter in text.chars() {
        match letter {
            '(' => depth += 1,
            ')' => {
                depth = depth
                    .checked_sub(1)
                    .ok_or("a closing parenthesis has no opening one")?;
            }
            _ => {}
        }
        if depth > DEEPEST {
            return Err(format!("parentheses are nested deeper than {DEEPEST}"));
        }
    }
    if depth > 0 {
        return Err("a parenthesis is not closed".to_owned());
    }
    Ok(())
}

/// Returns the evaluator's own reason as one lower-case fragment.
fn plain_reason(message: &str) -> String {
    let mut reason: String = message
        .lines()
        .next()
        .unwrap_or("it cannot be read")
        .trim_end_matches('.')
        .to_owned();
    if let Some(first) = reason.get(..1) {
        let lower = first.to_lowercase();
        reason.replace_range(..1, &lower);
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> Option<f64> {
        let values = Values::from([
            ("beds".to_owned(), 200.0),
            ("order".to_owned(), 3.0),
            ("minutes".to_owned(), 7.0),
            ("android".to_owned(), 5.0),
            ("n1".to_owned(), 4.0),
        ]);
        Expression::parse(text).ok()?.evaluate(&values)
    }

    #[test]
    fn arithmetic_binds_as_on_paper() {
        for (text, expected) in [
            ("1 + 2 * 3", 7.0),
            ("(1 + 2) * 3", 9.0),
            ("2 ^ 3 * 2", 16.0),
            ("8 / 4 / 2", 1.0),
            ("10 - 4 - 3", 3.0),
            ("-2 + 5", 3.0),
            ("beds / n1", 50.0),
            ("min(beds, 3) + max(2, n1)", 7.0),
            ("round_to(2.345, 2)", 2.35),
            ("mod(7, 4)", 3.0),
            ("min(1 + 1, max(3, n1)) * 2", 4.0),
            ("100 * round_to(min(4, 3) / 7, 2)", 43.0),
            ("sqrt(16) + abs(-3)", 7.0),
            ("round(2.5)", 3.0),
            ("0.1 + 0.2 == 0.3", 1.0),
            ("1 < 2 and 2 < 3", 1.0),
            ("1 > 2 or 3 >= 3", 1.0),
            ("beds != 200", 0.0),
            ("order + minutes + android", 15.0),
            ("round_to(100 * n1 / minutes, 1) > 57", 1.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_computed_is_none() {
        assert_eq!(value("1 / 0"), None);
        assert_eq!(value("sqrt(0 - 1)"), None);
        assert_eq!(value("unknown + 1"), None);
    }

    #[test]
    fn faults_are_told() {
        for text in [
            "",
            "1 +",
            "(1",
            "1)",
            "2 $ 3",
            "1 2",
            &"(".repeat(30),
            &"1+".repeat(300),
        ] {
            assert!(Expression::parse(text).is_err(), "{text}");
        }
        assert_eq!(
            Expression::parse("2 ; 3").unwrap_err(),
            "`;` means nothing here"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[a-z0-9 _.+*/^()<>=!,-]{0,60}") {
            if let Ok(expression) = Expression::parse(&text) {
                let values: Values = expression.names().iter().map(|name| (name.clone(), 2.0)).collect();
                let _ = expression.evaluate(&values);
            }
        }

        #[test]
        fn words_and_operators_in_any_order_never_panic(
            words in prop::collection::vec(prop::sample::select(vec![
                "1", "2.5", "x", "min", "round_to", "and", "or", "(", ")", ",", "<", "<=", "==", "-", "+", "*", "^", "sqrt", "e",
            ]), 0..14)
        ) {
            let text = words.join(" ");
            if let Ok(expression) = Expression::parse(&text) {
                let values: Values = expression.names().iter().map(|name| (name.clone(), 2.0)).collect();
                let _ = expression.evaluate(&values);
            }
        }
    }
}
