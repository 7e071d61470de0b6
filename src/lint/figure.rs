//! Numbers, ranges and codes in options.

use super::word::Text;

/// A number with the way it is written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    pub(crate) value: f64,
    pub(crate) decimals: usize,
    /// The words after it, and the sign before or behind it.
    pub(crate) unit: String,
}

/// Returns the number that a text is: "4.6 days", "$1,200", "15 %"; `None` if it says anything else.
pub(crate) fn figure(text: &Text<'_>) -> Option<Figure> {
    let (first, rest) = text.words.split_first()?;
    // A code with its label, such as "2, regional", is no number.
    if text.raw[first.span().end..].starts_with([',', ':', ';']) {
        return None;
    }
    let before = text.raw[..first.at].trim();
    if !matches!(before, "" | "$" | "-" | "+")
        || rest.len() > 3
        || rest.iter().any(super::word::Word::has_figure)
    {
        return None;
    }
    let plain: String = first.text.chars().filter(|letter| *letter != ',').collect();
    if !plain
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return None;
    }
    let value: f64 = plain.parse().ok()?;
    let decimals = plain
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let tail = text.raw[first.span().end..]
        .trim()
        .trim_end_matches('.')
        .to_lowercase();
    // One day and two days are in one unit.
    let unit = tail.trim_end_matches('s').replace(' ', "");
    Some(Figure {
        value: if before == "-" { -value } else { value },
        decimals,
        unit: format!("{}{unit}", if before == "$" { "$" } else { "" }),
    })
}

/// Returns the range that a text is: "10 to 20", "10-20 days", "10 through 20".
pub(crate) fn range(text: &Text<'_>) -> Option<(f64, f64)> {
    let numbers: Vec<(usize, f64)> = text
        .words
        .iter()
        .enumerate()
        .filter_map(|(place, word)| {
            let plain: String = word.text.chars().filter(|letter| *letter != ',').collect();
            Some((place, plain.parse::<f64>().ok()?))
        })
        .collect();
    let [(0, low), (second, high)] = numbers[..] else {
        return None;
    };
    let between = text.raw[text.words[0].span().end..text.words[second].at].trim();
    let between = between.trim_start_matches(['%', ' ']);
    let joins = matches!(between, "to" | "-" | "\u{2013}" | "\u{2212}" | "through");
    (joins && low < high).then_some((low, high))
}

/// Whether a word has the shape of an ICD-10-CM code of at least three characters.
pub(crate) fn is_diagnosis_code(word: &str) -> bool {
    let bytes = word.as_bytes();
    if bytes.len() < 3 || !bytes[0].is_ascii_uppercase() || !bytes[1].is_ascii_digit() {
        return false;
    }
    if !(bytes[2].is_ascii_digit() || matches!(bytes[2], b'A' | b'B')) {
        return false;
    }
    match &bytes[3..] {
        [] => true,
        [b'.', rest @ ..] => {
            (1..=4).contains(&rest.len())
                && rest
                    .iter()
                    .all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_decimals_and_unit() {
        let read = |raw: &str| {
            figure(&Text::new(raw)).map(|figure| (figure.value, figure.decimals, figure.unit))
        };
        assert_eq!(read("4.62 days"), Some((4.62, 2, "day".to_owned())));
        assert_eq!(read("1 day"), Some((1.0, 0, "day".to_owned())));
        assert_eq!(read("$1,200"), Some((1_200.0, 0, "$".to_owned())));
        assert_eq!(read("15 %"), Some((15.0, 0, "%".to_owned())));
        assert_eq!(read("15%"), Some((15.0, 0, "%".to_owned())));
        assert_eq!(read("E11.9"), None);
        assert_eq!(read("10 to 20"), None);
        assert_eq!(read("within 30 days"), None);
        assert_eq!(read("2, regional nodes"), None);
    }

    #[test]
    fn ranges_have_two_ends() {
        assert_eq!(range(&Text::new("10 to 20 days")), Some((10.0, 20.0)));
        assert_eq!(range(&Text::new("10–20")), Some((10.0, 20.0)));
        assert_eq!(range(&Text::new("10 of 20")), None);
        assert_eq!(range(&Text::new("20 to 10")), None);
    }

    #[test]
    fn codes_have_their_shape() {
        for code in ["E11.9", "C7A.00", "I10", "S72.001A", "C50"] {
            assert!(is_diagnosis_code(code), "{code}");
        }
        for other in ["T10x", "A1", "45", "Type", "E11.", "E11.22222"] {
            assert!(!is_diagnosis_code(other), "{other}");
        }
    }
}
