//! "Did you mean": the nearest word that is known.

use strsim::damerau_levenshtein;

/// Longest word that is compared; a longer one was not mistyped but is something else.
const LONGEST: usize = 80;

/// Returns the candidate nearest to `word`, if one is near enough to have been meant: the same letters in another case,
/// at most one slip in three letters (never more than three), or the beginning of exactly one candidate.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = word.trim().to_lowercase();
    let length = typed.chars().count();
    if length == 0 || typed.len() > LONGEST {
        return None;
    }
    let most = (length.div_ceil(3)).clamp(1, 3);
    let mut nearest: Option<(usize, &str)> = None;
    let mut begun = Vec::new();
    for candidate in candidates {
        let known = candidate.to_lowercase();
        if length >= 3 && known.starts_with(&typed) {
            begun.push(candidate);
        }
        if known.chars().count().abs_diff(length) > most {
            continue;
        }
        let slips = damerau_levenshtein(&typed, &known);
        // A slip in a word of one or two letters leaves nothing of it.
        if slips <= most && slips < length && nearest.is_none_or(|(fewest, _)| slips < fewest) {
            nearest = Some((slips, candidate));
        }
    }
    nearest
        .map(|(_, candidate)| candidate)
        .or_else(|| match begun[..] {
            [only] => Some(only),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found() {
        let keys = ["stem", "status", "subject", "domain", "difficulty"];
        for (typed, meant) in [
            ("stme", Some("stem")),
            ("Stem", Some("stem")),
            ("domian", Some("domain")),
            ("dificulty", Some("difficulty")),
            ("diff", Some("difficulty")),
            ("question", None),
            ("st", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(did_you_mean(typed, keys), meant, "{typed}");
        }
    }
}
