//! Numbers as learners type them and as the program prints them.

/// Returns the number that `text` spells, with what stands around it: thousands separators, a currency sign,
/// a percent sign or a unit word. `None` when it is not a number.
pub fn read_number(text: &str) -> Option<TypedNumber> {
    use unicode_normalization::UnicodeNormalization as _;
    let plain: String = text
        .nfkc()
        .map(|letter| match letter {
            '\u{2212}' | '\u{2013}' => '-',
            '\u{2019}' => '\'',
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        })
        .collect();
    let sentence = plain.trim();
    let mut rest = sentence.strip_suffix('.').unwrap_or(sentence);
    let mut negative = false;
    let mut currency = None;
    loop {
        if let Some(after) = rest.strip_prefix('-').filter(|_| !negative) {
            (rest, negative) = (after.trim_start(), true);
        } else if let Some(after) = rest.strip_prefix('+') {
            rest = after.trim_start();
        } else if let Some(sign) = rest
            .chars()
            .next()
            .filter(|sign| currency.is_none() && ['$', '€', '£'].contains(sign))
        {
            (rest, currency) = (rest[sign.len_utf8()..].trim_start(), Some(sign));
        } else {
            break;
        }
    }
    let end = digits_end(rest);
    let (digits, tail) = rest.split_at(end);
    let value: f64 = without_separators(digits)?.parse().ok()?;
    let value = if negative { -value } else { value };
    let tail = tail.trim();
    let unit = match tail {
        "" => currency.map(String::from),
        tail if !is_unit(tail) => return None,
        tail => Some(tail.to_owned()),
    };
    value.is_finite().then_some(TypedNumber { value, unit })
}

/// Returns whether `tail` may be a unit. It may hold digits where it begins with a word, as "per 1,000" does.
fn is_unit(tail: &str) -> bool {
    tail.starts_with(char::is_alphabetic) || !tail.contains(|letter: char| letter.is_ascii_digit())
}

/// A number and the unit typed with it.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedNumber {
    /// The number as written; a percent sign does not divide it.
    pub value: f64,
    /// What was written after (or, for currency, before) it.
    pub unit: Option<String>,
}

/// Returns where the digits of a number at the start of `text` end.
fn digits_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = 0;
    while end < bytes.len() {
        let more = match bytes[end] {
            b'0'..=b'9' => true,
            b'.' => digit(end + 1) || (end > 0 && digit(end - 1)),
            b',' | b'\'' => end > 0 && digit(end - 1) && digit(end + 1),
            b' ' => {
                end > 0
                    && digit(end - 1)
                    && digit(end + 1)
                    && digit(end + 2)
                    && digit(end + 3)
                    && !digit(end + 4)
            }
            _ => false,
        };
        if !more {
            break;
        }
        end += 1;
    }
    end
}

/// Returns `digits` without thousands separators, `None` if they do not part groups of three.
fn without_separators(digits: &str) -> Option<String> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    if whole.is_empty() && fraction.is_none_or(str::is_empty) {
        return None;
    }
    if fraction.is_some_and(|fraction| fraction.contains([',', '\'', ' ', '.'])) {
        return None;
    }
    let groups: Vec<&str> = whole.split([',', '\'', ' ']).collect();
    if groups.len() > 1
        && (groups[0].is_empty()
            || groups[0].len() > 3
            || groups[1..].iter().any(|group| group.len() != 3))
    {
        return None;
    }
    Some(match fraction {
        Some(fraction) => format!("{}.{fraction}", groups.concat()),
        None => groups.concat(),
    })
}

/// Returns `value` rounded half away from zero to `decimals` places, on its decimal value: 2.345 is 2.35 although
/// the nearest binary number lies below.
pub fn round_to(value: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(decimals));
    let scaled = value * scale;
    // What a computation loses lies some units in the last place away; far below what anyone asks for.
    let nudge = (scaled.abs().max(1.0) * 1e-13).min(1e-6);
    let nudged = scaled + scaled.signum() * nudge;
    let rounded = nudged.round() / scale;
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// Returns `value` as text: with `decimals` places, or as few as it needs (at most 6), and with thousands
/// separators from five digits on.
pub fn write_number(value: f64, decimals: Option<u8>) -> String {
    let text = if let Some(decimals) = decimals {
        format!("{:.*}", usize::from(decimals), round_to(value, decimals))
    } else {
        let text = format!("{:.6}", round_to(value, 6));
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let (sign, text) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = text
        .split_once('.')
        .map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if whole.len() >= 5 && place > 0 && (whole.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{sign}{grouped}.{fraction}"),
        None => format!("{sign}{grouped}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(text: &str) -> Option<f64> {
        read_number(text).map(|number| number.value)
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, expected) in [
            ("4.6", 4.6),
            (" 1,150 ", 1150.0),
            ("1 150", 1150.0),
            ("1'150.5", 1150.5),
            ("85%", 85.0),
            ("85 %", 85.0),
            ("$1,234.50", 1234.5),
            ("-$5", -5.0),
            ("−3", -3.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("4.6.", 4.6),
            ("85 %.", 85.0),
            ("4.6 days", 4.6),
            ("１２", 12.0),
            ("+7", 7.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
        for text in [
            "", "four", "1,15", "1,2345", "4.6.1", "4.6..", "1 2", "--5", "3 of 4", "$", ".",
            "1e5", "nan", "inf",
        ] {
            let read = read_number(text);
            assert!(read.is_none() || read.unwrap().unit.is_some(), "{text}");
        }
    }

    #[test]
    fn units_are_kept() {
        assert_eq!(read_number("85 %").unwrap().unit.as_deref(), Some("%"));
        assert_eq!(read_number("$5").unwrap().unit.as_deref(), Some("$"));
        assert_eq!(read_number("4 days").unwrap().unit.as_deref(), Some("days"));
    }

    #[test]
    fn rounding_is_half_away_from_zero_on_the_decimal_value() {
        assert_eq!(write_number(2.345, Some(2)), "2.35");
        assert_eq!(write_number(-2.345, Some(2)), "-2.35");
        assert_eq!(write_number(1.005, Some(2)), "1.01");
        assert_eq!(write_number(0.5, Some(0)), "1");
        assert_eq!(write_number(-0.04, Some(1)), "0.0");
        assert_eq!(write_number(84.949_99, Some(1)), "84.9");
    }

    #[test]
    fn rounding_to_many_places_leaves_whole_numbers_whole() {
        for value in [50.0, 388_700.0, 4_000_000.0, 1_234_567_890.0] {
            assert_eq!(round_to(value, 9).to_bits(), f64::to_bits(value), "{value}");
        }
    }

    #[test]
    fn long_numbers_get_separators() {
        assert_eq!(write_number(1150.0, None), "1150");
        assert_eq!(write_number(11_500.25, None), "11,500.25");
        assert_eq!(write_number(1_234_567.0, Some(0)), "1,234,567");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(value in -1_000_000_000_i64..1_000_000_000, decimals in 0_u8..4) {
            #[expect(clippy::cast_precision_loss, reason = "the range is far below 2^53")]
            let number = value as f64 / 10_f64.powi(i32::from(decimals));
            let read = read_number(&write_number(number, Some(decimals))).unwrap().value;
            prop_assert!((read - number).abs() < 1e-9);
        }
    }
}
