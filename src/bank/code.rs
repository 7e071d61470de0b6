//! The faults of banks (`B`), items (`Q`) and packs (`P`). An id, once given, is never used for another fault.

use crate::diag::Code;

macro_rules! codes {
    ($($constant:ident $id:literal $name:literal $doc:literal;)*) => {
        $(#[doc = $doc] pub static $constant: Code = Code { id: $id, name: $name, doc: $doc };)*

        /// Every code of this floor, in the order of their ids within each family.
        pub static ALL: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    TOO_LARGE "B001" "too-large" "A bank is at most 64 MiB, and one table of it at most 1 MiB.";
    UNKNOWN_KEY "B002" "unknown-key" "A key that the format does not know; nothing is ignored silently.";
    NOT_UTF8 "B003" "not-utf8" "A file is UTF-8 text; these bytes are not.";
    NOT_TEXT "B004" "not-text" "The file holds bytes that no text has: it is UTF-16, compressed or not a bank at all.";
    SYNTAX "B005" "syntax" "The text is not TOML.";
    TOO_DEEP "B006" "too-deep" "Tables and arrays are nested at most 8 deep, and a dotted key has at most 8 parts.";
    WRONG_TYPE "B007" "wrong-type" "A value is of another type than its key asks for.";
    MISSING_KEY "B008" "missing-key" "A key that must be there is not.";
    MISSING_FORMAT "B009" "missing-format" "A file begins with `format = 1`, so that later versions can tell what they read.";
    NEWER_FORMAT "B010" "newer-format" "The file is written in a later version of the format than this program reads.";
    UNKNOWN_FORMAT "B011" "unknown-format" "There has never been a format of this number.";
    UNKNOWN_TABLE "B012" "unknown-table" "A table that the format does not know.";
    TABLE_SHAPE "B013" "table-shape" "A table is written with the wrong number of brackets.";
    REPEATED_TABLE "B014" "repeated-table" "A table that may stand once stands twice.";
    STRAY_TABLE "B015" "stray-table" "A sub-table must follow the item it belongs to.";
    EMPTY_BANK "B016" "empty-bank" "A bank has at least one item.";
    MALFORMED_ID "B017" "malformed-id" "An id is 1 to 64 lower-case letters, digits and inner hyphens.";
    DUPLICATE_ID "B018" "duplicate-id" "An id is used twice; the learner's history hangs on it, so it must name one thing.";
    DUPLICATE_BANK "B019" "duplicate-bank" "Two banks have the same id.";
    UNKNOWN_WORD "B020" "unknown-word" "A word that is none of those its key knows.";
    EMPTY_TEXT "B021" "empty-text" "A text holds nothing to read.";
    UNKNOWN_CREDENTIAL "B022" "unknown-credential" "A credential that no pack defines.";
    UNKNOWN_DOMAIN "B023" "unknown-domain" "A domain that the credential's outline does not have.";
    UNKNOWN_TASK "B024" "unknown-task" "A task that is neither in the credential's outline nor a job task of the profession.";
    UNKNOWN_SUBJECT "B025" "unknown-subject" "A school subject that `profession.toml` does not list.";
    OUT_OF_RANGE "B026" "out-of-range" "A number outside of what its key allows.";
    REPEATED_ENTRY "B027" "repeated-entry" "The same entry stands twice in a list.";
    TOO_MANY "B028" "too-many-faults" "Only the first 10,000 faults of a file are shown.";
    DATE_ORDER "B029" "date-order" "Two dates stand in the wrong order.";

    OPTION_COUNT "Q001" "option-count" "A choice or multiple item has 2 to 10 options.";
    KEY_COUNT "Q002" "key-count" "A choice item has exactly one option with `key = true`.";
    CHOOSE_COUNT "Q003" "choose-count" "`choose` of a multiple item equals the number of its keys.";
    MISSING_WHY "Q004" "missing-why" "Every option, and every item without options, says why: it is what the learner reads after answering.";
    REPEATED_OPTION "Q005" "repeated-option" "Two options, steps or sides say the same, so that none of them can be the answer.";
    PAIR_COUNT "Q006" "pair-count" "A match item has 2 to 10 pairs and at most 10 extra right sides.";
    STEP_COUNT "Q007" "step-count" "An order item has 3 to 10 steps.";
    EXPRESSION "Q008" "expression" "An expression cannot be read.";
    UNDEFINED_NAME "Q009" "undefined-name" "An expression uses a variable that is not defined before it.";
    VARIABLE_NAME "Q010" "variable-name" "A variable is named with letters, digits and `_`, and not like a function, an operator, `e` or `answer`.";
    VARIABLE_SOURCE "Q011" "variable-source" "A variable has `min` and `max`, or `pick`, or `value`, and nothing of the others.";
    VARIABLE_RANGE "Q012" "variable-range" "A variable's `min` is at most its `max`, and its `step` is above 0.";
    UNKNOWN_PLACEHOLDER "Q013" "unknown-placeholder" "A name in braces is not a variable of the item; a brace that is meant is written twice.";
    ANSWER_IN_STEM "Q014" "answer-in-stem" "`{answer}` in a stem gives the key away.";
    NO_DRAW "Q015" "no-draw" "1,000 draws found no numbers that meet the constraints and give an answer.";
    UNKNOWN_CASE "Q016" "unknown-case" "The item names a case that is not in its file.";
    UNUSED_CASE "Q017" "unused-case" "A case that no item uses.";
    OWN_ENEMY "Q018" "own-enemy" "An item names itself among those that must not stand on the same form.";
    ACCEPTED_AND_REJECTED "Q019" "accepted-and-rejected" "An answer is both accepted and rejected once it is normalised.";

    UNDEFINED_SOURCE "P001" "undefined-source" "A source that `[sources]` does not define.";
    UNUSED_SOURCE "P002" "unused-source" "A source that nothing rests on.";
    SOURCE_CONFIDENCE "P003" "source-confidence" "`source` is empty if and only if `confidence` is `recalled`.";
    FACT_SHAPE "P004" "fact-shape" "A fact is a `value` with `source` and `confidence`, or an `unknown` alone.";
    DEFAULT_OUTLINE "P005" "default-outline" "Exactly one outline is the default.";
    OUTLINE_WEIGHTS "P006" "outline-weights" "An outline weighs each domain once, in the order of the domains.";
    WEIGHT_SUM "P007" "weight-sum" "Weights whose lower ends pass 100 or whose upper ends stay below it allow no form.";
    ITEM_SUM "P008" "item-sum" "Scored and pretest items, and the items of the sections, sum to the exam's items.";
    SECTION_DOMAINS "P009" "section-domains" "Each domain stands in exactly one section of the exam.";
    FOLDER_NAME "P010" "folder-name" "A pack stands in the folder that its id names.";
    NAME_TAKEN "P011" "name-taken" "An id or alias that another credential has.";
    DURATION "P012" "duration" "A duration is a whole number of days, months or years, such as `45 days` or `1 year`.";
    TASK_ID "P013" "task-id" "A task's id is the domain's id, a point and 1, 2, 3 in order.";
    UNKNOWN_REFERENCE "P014" "unknown-reference" "An id that nothing in this pack or among the packs defines.";
    EXACTLY_ONE "P015" "exactly-one" "Of several keys exactly one must be there.";
    SHORT_NAME "P016" "short-name" "A short name has at most 24 characters, for narrow tables.";
    CURRENT_RULE "P017" "current-rule" "Exactly one retake rule is current.";
    EXAMPLE "P018" "example" "The rule for several credentials does not give what the body's own example says.";
    SUBJECT_TABLES "P019" "subject-tables" "A subject has no exam, outline, renewal, routes or fees.";
    LAST_BREAK "P020" "last-break" "No break follows the last section.";
    JOB_TASK_ID "P021" "job-task-id" "Job tasks are `t01`, `t02`, `t03` and so on, in order.";
    PACK_DIFFERS "P022" "pack-differs" "A pack or profession that the program has already is there again with other content.";
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_and_names_are_unique_and_well_formed() {
        let ids: BTreeSet<&str> = ALL.iter().map(|code| code.id).collect();
        let names: BTreeSet<&str> = ALL.iter().map(|code| code.name).collect();
        assert_eq!((ids.len(), names.len()), (ALL.len(), ALL.len()));
        for code in ALL {
            assert!(code.id.len() == 4 && code.id[1..].bytes().all(|byte| byte.is_ascii_digit()));
            assert!(code.doc.ends_with('.'), "{}", code.id);
        }
    }
}
