//! One rule a file, named for the fault it finds.

mod absolute_distractor;
mod all_of_the_above;
mod allowance;
mod bare_which;
mod blank_in_middle;
mod clang;
pub(super) mod clue;
mod combined_options;
mod convergence;
mod cpt_content;
mod discouraged_term;
mod double_negative;
mod doubled_word;
mod giveaway;
mod grammar_cue;
mod hidden_character;
mod hinging;
mod identifier;
mod key_longest_rate;
mod key_position;
mod letter_in_reason;
mod long_option;
mod long_quotation;
mod long_sentence;
mod long_stem;
mod longest_key;
mod missing_reference;
mod misspelling;
mod mixed_kinds;
mod mixed_quotes;
mod near_duplicate;
mod needless_demographics;
mod negative;
mod negative_stem;
mod no_question;
mod none_of_the_above;
mod old_code_set;
mod opinion;
mod opposite_options;
mod option_number;
mod option_within_option;
mod overlapping_numbers;
mod parent_code;
mod patient_identifier;
mod position_reference;
mod recall_verb;
mod repeated_option_start;
mod repeated_reason;
mod retired_term;
mod short_stem;
mod stale_review;
mod thin_coverage;
mod thin_reason;
mod trailing_space;
mod true_or_false;
mod unbalanced_brackets;
mod undated_reference;
mod uneven_numbers;
mod uneven_style;
mod unexplained_abbreviation;
mod unknown_allow;
mod unknown_enemy;
mod unnamed_code_set;
mod unordered_numbers;
mod unparallel_options;
mod unready_scored_item;
mod untied_item;
mod unused_allow;
mod vague_frequency;

use super::rule::Rule;

/// Every rule, in the order of the codes.
pub(super) static ALL: &[&Rule] = &[
    &missing_reference::RULE,
    &undated_reference::RULE,
    &thin_reason::RULE,
    &repeated_reason::RULE,
    &stale_review::RULE,
    &unready_scored_item::RULE,
    &retired_term::RULE,
    &discouraged_term::RULE,
    &hidden_character::RULE,
    &patient_identifier::RULE,
    &cpt_content::RULE,
    &long_quotation::RULE,
    &needless_demographics::RULE,
    &parent_code::RULE,
    &unnamed_code_set::RULE,
    &old_code_set::RULE,
    &untied_item::RULE,
    &key_position::RULE,
    &key_longest_rate::RULE,
    &near_duplicate::RULE,
    &giveaway::RULE,
    &thin_coverage::RULE,
    &unused_allow::RULE,
    &unknown_allow::RULE,
    &unknown_enemy::RULE,
    &bare_which::RULE,
    &no_question::RULE,
    &short_stem::RULE,
    &true_or_false::RULE,
    &repeated_option_start::RULE,
    &blank_in_middle::RULE,
    &long_stem::RULE,
    &negative_stem::RULE,
    &double_negative::RULE,
    &long_option::RULE,
    &option_number::RULE,
    &longest_key::RULE,
    &mixed_kinds::RULE,
    &uneven_style::RULE,
    &unparallel_options::RULE,
    &grammar_cue::RULE,
    &all_of_the_above::RULE,
    &none_of_the_above::RULE,
    &combined_options::RULE,
    &absolute_distractor::RULE,
    &vague_frequency::RULE,
    &clang::RULE,
    &convergence::RULE,
    &opposite_options::RULE,
    &overlapping_numbers::RULE,
    &option_within_option::RULE,
    &unordered_numbers::RULE,
    &uneven_numbers::RULE,
    &position_reference::RULE,
    &doubled_word::RULE,
    &unbalanced_brackets::RULE,
    &mixed_quotes::RULE,
    &misspelling::RULE,
    &trailing_space::RULE,
    &opinion::RULE,
    &hinging::RULE,
    &long_sentence::RULE,
    &unexplained_abbreviation::RULE,
    &recall_verb::RULE,
    &letter_in_reason::RULE,
];
