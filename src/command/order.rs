//! The orders that may be given at an answer prompt.

use crate::diag::did_you_mean;

/// An order at an answer prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Order {
    /// Show the hint.
    Hint,
    /// Pass over the item.
    Skip,
    /// Set or take away the flag.
    Flag,
    /// Tell the reasons of everything else.
    Why,
    /// Write a note.
    Note(String),
    /// Dispute the item.
    Dispute(String),
    /// Go back one question.
    Back,
    /// Show the question again.
    Repeat,
    /// Show the case's record again.
    Record,
    /// Tell the time used.
    Time,
    /// Leave; it can be resumed.
    Quit,
    /// List the orders.
    Help,
}

/// Every order with its help, in the order they are listed.
const ORDERS: [(&str, &str); 13] = [
    (":hint", "show the hint, if there is one"),
    (":skip", "pass over the question; it comes again at the end"),
    (":flag", "flag the item, or take the flag away"),
    (
        ":why",
        "tell the reasons of the other options of the last answer",
    ),
    (":note TEXT", "write a note on the item"),
    (":dispute REASON", "tell the author that the item is wrong"),
    (
        ":back",
        "go back to a question whose answer can still be changed",
    ),
    (":repeat", "show the question again"),
    (":record", "show the case's record again"),
    (":time", "tell how much is answered and how long it took"),
    (
        ":pause",
        "leave; quiz --resume goes on at the same question",
    ),
    (":quit", "the same as :pause"),
    (":help", "list these orders"),
];

/// Returns every order with its help.
pub(super) fn order_help() -> &'static [(&'static str, &'static str)] {
    &ORDERS
}

/// Returns the order that a learner meant who typed `text` without its colon.
pub(super) fn meant_as_order(text: &str) -> Option<&'static str> {
    let word = text.split_whitespace().next()?.to_lowercase();
    let orders = ORDERS
        .iter()
        .map(|(order, _)| order.split(' ').next().unwrap_or(order));
    orders.into_iter().find(|order| order[1..] == word)
}

/// Returns the order that `text` (without its colon) spells, or a sentence that tells what is wrong.
pub(super) fn read_order(text: &str) -> Result<Order, String> {
    let (word, rest) = text
        .trim()
        .split_once(char::is_whitespace)
        .unwrap_or((text.trim(), ""));
    let rest = rest.trim().to_owned();
    match word.to_lowercase().as_str() {
        "hint" | "h" => Ok(Order::Hint),
        "skip" | "s" | "next" => Ok(Order::Skip),
        "flag" | "f" => Ok(Order::Flag),
        "why" | "w" => Ok(Order::Why),
        "note" => Ok(Order::Note(rest)),
        "dispute" => Ok(Order::Dispute(rest)),
        "back" | "b" => Ok(Order::Back),
        "repeat" | "r" => Ok(Order::Repeat),
        "record" => Ok(Order::Record),
        "time" | "t" => Ok(Order::Time),
        "quit" | "q" | "pause" | "exit" => Ok(Order::Quit),
        "help" | "?" => Ok(Order::Help),
        other => {
            let known = ORDERS.map(|(order, _)| {
                order
                    .split(' ')
                    .next()
                    .unwrap_or(order)
                    .trim_start_matches(':')
            });
            Err(match did_you_mean(other, known) {
                Some(near) => format!(
                    "There is no order `:{other}`. Did you mean `:{near}`? :help lists them."
                ),
                None => format!("There is no order `:{other}`. :help lists them."),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_take_the_rest_of_the_line() {
        assert_eq!(
            read_order("note it's \"odd\""),
            Ok(Order::Note("it's \"odd\"".to_owned()))
        );
        assert_eq!(read_order(" Skip "), Ok(Order::Skip));
    }

    #[test]
    fn a_misspelt_order_names_the_nearest() {
        assert_eq!(
            read_order("flga").unwrap_err(),
            "There is no order `:flga`. Did you mean `:flag`? :help lists them."
        );
    }

    #[test]
    fn every_order_that_help_lists_is_read() {
        for (order, _) in order_help() {
            let word = order.trim_start_matches(':').split(' ').next().unwrap();
            assert!(read_order(word).is_ok(), "{order}");
            assert!(meant_as_order(word).is_some(), "{order}");
        }
    }

    #[test]
    fn an_answer_is_not_meant_as_an_order() {
        assert_eq!(meant_as_order("Skip this one"), Some(":skip"));
        for answer in ["", "a", "b c", "skipping", "myocardium"] {
            assert_eq!(meant_as_order(answer), None, "{answer}");
        }
    }
}
