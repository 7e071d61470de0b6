//! Numbers and lists as a sentence has them.

/// Returns a counted noun: "1 item", "3 items", "2 boxes", "2 queries".
pub fn count(number: usize, singular: &str) -> String {
    if number == 1 {
        format!("1 {singular}")
    } else {
        format!("{number} {}", plural(singular))
    }
}

/// Returns a counted noun whose plural follows no rule: `count_of(2, "criterion", "criteria")`.
pub fn count_of(number: usize, singular: &str, plural: &str) -> String {
    format!("{number} {}", if number == 1 { singular } else { plural })
}

fn plural(singular: &str) -> String {
    let before_y = singular
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    if let Some(stem) = before_y {
        format!("{stem}ies")
    } else if ["s", "x", "z", "ch", "sh"]
        .iter()
        .any(|end| singular.ends_with(end))
    {
        format!("{singular}es")
    } else {
        format!("{singular}s")
    }
}

/// Returns a list as a sentence has it: "A", "A and B", "A, B and C".
pub fn list<T: AsRef<str>>(words: &[T], joint: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [init @ .., last] => {
            let init: Vec<&str> = init.iter().map(AsRef::as_ref).collect();
            format!("{} {joint} {}", init.join(", "), last.as_ref())
        }
    }
}

/// Returns "A, B and C".
pub fn all_of<T: AsRef<str>>(words: &[T]) -> String {
    list(words, "and")
}

/// Returns "A, B or C".
pub fn one_of<T: AsRef<str>>(words: &[T]) -> String {
    list(words, "or")
}

/// Returns a share between 0 and 1 as a whole percentage: "70 %". All but everything is 99 %, and all but nothing is
/// 1 %, so that 0 % and 100 % are always exact.
pub fn percent(share: f64) -> String {
    whole_percent(share).map_or_else(|| "-".to_owned(), |whole| format!("{whole} %"))
}

/// Returns an interval of shares: "48-85 %".
pub fn percent_range(low: f64, high: f64) -> String {
    match (whole_percent(low), whole_percent(high)) {
        (Some(low), Some(high)) => format!("{low}-{high} %"),
        _ => "-".to_owned(),
    }
}

/// Returns `share` in hundredths, `None` if it is no number.
fn whole_percent(share: f64) -> Option<i64> {
    if !share.is_finite() {
        return None;
    }
    let rounded = (share * 100.0).round().clamp(-1e15, 1e15);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a rounded number within 1e15 is a whole number an i64 holds"
    )]
    let whole = rounded as i64;
    Some(match whole {
        0 if share > 0.0 => 1,
        100 if share < 1.0 => 99,
        _ => whole,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_counted() {
        assert_eq!(count(0, "item"), "0 items");
        assert_eq!(count(1, "item"), "1 item");
        assert_eq!(count(3, "item"), "3 items");
        assert_eq!(count(2, "query"), "2 queries");
        assert_eq!(count(2, "day"), "2 days");
        assert_eq!(count(2, "guess"), "2 guesses");
        assert_eq!(count(2, "match"), "2 matches");
        assert_eq!(count_of(2, "criterion", "criteria"), "2 criteria");
        assert_eq!(count_of(1, "criterion", "criteria"), "1 criterion");
    }

    #[test]
    fn lists_are_sentences() {
        assert_eq!(all_of::<&str>(&[]), "");
        assert_eq!(all_of(&["A"]), "A");
        assert_eq!(all_of(&["A", "B"]), "A and B");
        assert_eq!(one_of(&["A", "B", "C"]), "A, B or C");
    }

    #[test]
    fn percentages_are_honest_at_both_ends() {
        assert_eq!(percent(0.7), "70 %");
        assert_eq!(percent(0.0), "0 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(percent(0.998), "99 %");
        assert_eq!(percent(0.001), "1 %");
        assert_eq!(percent(0.555), "56 %");
        assert_eq!(percent(-0.25), "-25 %");
        assert_eq!(percent(f64::NAN), "-");
        assert_eq!(percent_range(0.481, 0.853), "48-85 %");
    }
}
