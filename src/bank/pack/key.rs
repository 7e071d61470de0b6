//! The keys of a credential's pack with what may stand under each.

use crate::{
    bank::key::{Key, Keys, Need, Shape, keys, words},
    domain::{
        credential::{
            BookRule, Breaks, Calculator, CredentialKind, Delivery, ExamItemKind, FeeKind, FeePer,
            MultipleScoring, Navigation, ScaleKind, SectionBook, StatisticKind, StatisticUnit,
            TaskKind,
        },
        fact::{Confidence, Precision, SourceKind},
        item::Level,
        profession::CareerUnit,
        renewal::{
            Anchor, AppliesTo, CapPer, Credit, CreditUnit, FirstCycleAmount, FirstCycleRule,
            Parity, PerHolding, ShareOf,
        },
    },
};

const COUNT: Shape = Shape::Whole(0, 1_000_000);
const AMOUNT: Shape = Shape::Number(0.0, f64::MAX);
const SHARE: Shape = Shape::Number(0.0, 1.0);
const PERCENT: Shape = Shape::Number(0.0, 100.0);
const YEAR: Shape = Shape::Whole(1900, 2200);
const TEXTS: Shape = Shape::Array(&Shape::Text);
const IDS: Shape = Shape::Set(&Shape::Id);
const OF_TEXT: Shape = Shape::Fact(&Shape::Text);
const OF_FLAG: Shape = Shape::Fact(&Shape::Flag);
const OF_COUNT: Shape = Shape::Fact(&COUNT);
const OF_AMOUNT: Shape = Shape::Fact(&AMOUNT);
const OF_SHARE: Shape = Shape::Fact(&SHARE);
const OF_DATE: Shape = Shape::Fact(&Shape::Date);
const OF_DURATION: Shape = Shape::Fact(&Shape::Duration);

/// The kinds of sources that have an address.
pub(super) const NEED_ADDRESS: [&str; 3] = ["official", "mirror", "law"];
/// The rules for holders of several credentials.
pub(super) const SEVERAL_RULES: [&str; 2] = ["highest-plus", "by-count"];

keys! {
    /// A pack.
    PACK =>
    credential: Required, Shape::Table(&CREDENTIAL), "What the credential is.";
    sources: Required, Shape::Map(&Shape::Table(&SOURCE)), "One line for each page that was seen; the keys are ids.";
    exam: Optional, Shape::Table(&EXAM), "The exam.";
    outline: Optional, Shape::Rows(&OUTLINE), "Outlines with the weights of the domains; exactly one is the default.";
    domain: Required, Shape::Rows(&DOMAIN), "The domains, in order.";
    renewal: Optional, Shape::Table(&RENEWAL), "How the credential is kept.";
    eligibility: Optional, Shape::RowsOrUnknown(&ELIGIBILITY), "Ways to the exam.";
    retake: Optional, Shape::RowsOrUnknown(&RETAKE), "Rules on trying again; exactly one is current.";
    policy: Optional, Shape::Rows(&POLICY), "Anything else that a candidate must know.";
    window: Optional, Shape::RowsOrUnknown(&EXAM_WINDOW), "When the exam is given.";
    fee: Optional, Shape::RowsOrUnknown(&FEE), "What it costs.";
    statistic: Optional, Shape::RowsOrUnknown(&STATISTIC), "Pass rates and holders.";
}

/// The tables that only a credential has, those it must have first.
pub(in crate::bank) const OF_CREDENTIALS: [&str; 9] = [
    "exam",
    "outline",
    "renewal",
    "eligibility",
    "retake",
    "fee",
    "statistic",
    "policy",
    "window",
];
/// How many of [`OF_CREDENTIALS`] a credential must have.
pub(in crate::bank) const NEEDED: usize = 7;

keys! {
    /// What a row carries beside its own keys.
    OF_ROWS =>
    source: Required, Shape::Set(&Shape::Text), "Keys of [sources]; empty if and only if confidence is recalled.";
    confidence: Required, Shape::Word(words::<Confidence>), "high: the body's own page or several sources; medium; low; recalled: from memory.";
    note: Optional, Shape::Text, "A doubt, a disagreement, how the value was derived.";
}

keys! {
    /// A fact; `value` takes the shape of the key it stands under.
    FACT =>
    value: Required, Shape::Text, "The value.";
    source: Required, Shape::Set(&Shape::Text), "Keys of [sources]; empty if and only if confidence is recalled.";
    confidence: Required, Shape::Word(words::<Confidence>), "high: the body's own page or several sources; medium; low; recalled: from memory.";
    note: Optional, Shape::Text, "A doubt, a disagreement, how the value was derived.";
    precision: Optional, Shape::Word(words::<Precision>), "How much of a date is known; day when left out.";
    unknown: Optional, Shape::Text, "Instead of all the others: what was looked for and not found.";
}

keys! {
    /// `[credential]`.
    CREDENTIAL =>
    id: Required, Shape::Id, "Equal to the folder's name.";
    mark: Required, Shape::Text, "As written after a name, such as RHIT.";
    aliases: Required, IDS, "Other words for it on the command line.";
    kind: Required, Shape::Word(words::<CredentialKind>), "credential, or subject for school subjects without exam and renewal.";
    name: Required, Shape::Text, "The name in full.";
    former_names: Required, TEXTS, "What it was called before; may be empty.";
    body: Optional, Shape::Text, "Short name of the certifying body; needed unless it is a subject.";
    body_name: Optional, Shape::Text, "Full name of the certifying body; needed unless it is a subject.";
    summary: Required, Shape::Text, "What it is, in two sentences.";
    leads_to: Required, IDS, "What people usually take next.";
    reviewed: Required, Shape::Date, "Last review of the whole pack.";
}

keys! {
    /// A source.
    SOURCE either [as_of precision] [undated] needs address when kind is &NEED_ADDRESS =>
    title: Required, Shape::Text, "What it is, in our words.";
    address: Optional, Shape::Text, "As seen, without https://; needed for official, mirror and law.";
    as_of: Optional, Shape::Date, "The date of the page, not of our visit.";
    undated: Optional, Shape::True, "Instead of as_of: the page bears no date.";
    precision: Optional, Shape::Word(words::<Precision>), "How much of as_of is known.";
    kind: Required, Shape::Word(words::<SourceKind>), "The body's own page, a copy elsewhere, a third party, a law, print, or a judgment of this program.";
}

keys! {
    /// `[exam]`.
    EXAM =>
    items: Required, OF_COUNT, "Items in all.";
    scored: Required, OF_COUNT, "Items that count.";
    pretest: Required, OF_COUNT, "Items on trial.";
    minutes: Required, OF_COUNT, "Testing time.";
    appointment_minutes: Required, OF_COUNT, "Time at the desk with agreements.";
    options: Required, OF_COUNT, "Options of a usual item.";
    item_kinds: Required, Shape::Fact(&Shape::Set(&Shape::Word(words::<ExamItemKind>))), "Kinds of items.";
    levels: Required, Shape::Fact(&Shape::Set(&Shape::Word(words::<Level>))), "Cognitive levels.";
    navigation: Required, Shape::Fact(&Shape::Word(words::<Navigation>)), "Whether a candidate can go back.";
    answer_required: Required, OF_FLAG, "Whether an item must be answered before the next.";
    book: Required, Shape::Fact(&Shape::Word(words::<BookRule>)), "Whether books may be used.";
    books: Required, Shape::Fact(&TEXTS), "Which books.";
    calculator: Required, Shape::Fact(&Shape::Word(words::<Calculator>)), "Which calculator may be used.";
    guess_penalty: Required, OF_FLAG, "Whether a wrong answer costs points.";
    breaks: Required, Shape::Fact(&Shape::Word(words::<Breaks>)), "When breaks are possible.";
    multiple_scoring: Required, Shape::Fact(&Shape::Word(words::<MultipleScoring>)), "How several right answers are scored.";
    results: Required, OF_TEXT, "When and how the result is told.";
    delivery: Required, Shape::Fact(&Shape::Set(&Shape::Word(words::<Delivery>))), "Where it is taken.";
    vendor: Required, OF_TEXT, "Who gives it.";
    schedule_within: Required, OF_DURATION, "Time to sit after admission.";
    practice_cut: Required, OF_SHARE, "The share that this program calls sound.";
    practice_cut_sentence: Required, Shape::Text, "A sentence that it is this program's own estimate.";
    scale: Required, Shape::Table(&SCALE), "The scale of the score.";
    section: Required, Shape::Array(&Shape::Table(&SECTION)), "The sections.";
}

keys! {
    /// `[exam.scale]`.
    SCALE =>
    kind: Required, Shape::Fact(&Shape::Word(words::<ScaleKind>)), "What the score is.";
    low: Required, OF_AMOUNT, "Lowest score.";
    high: Required, OF_AMOUNT, "Highest score.";
    cut: Required, OF_AMOUNT, "The score that passes.";
}

keys! {
    /// `[[exam.section]]`.
    SECTION =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    domains: Required, Shape::Set(&Shape::Text), "The domains it asks.";
    book: Required, Shape::Word(words::<SectionBook>), "Whether books may be used in it.";
    items: Required, OF_COUNT, "Its items.";
    minutes: Required, OF_COUNT, "Its time.";
    break_after: Required, Shape::Flag, "Whether a break follows it.";
}

keys! {
    /// `[[outline]]`.
    OUTLINE =>
    id: Required, Shape::Id, "Its id.";
    title: Required, Shape::Text, "Its title.";
    default: Required, Shape::Flag, "Whether it is the one in use; exactly one is.";
    effective: Required, OF_DATE, "When it came into force.";
    weight: Required, Shape::Rows(&WEIGHT), "The weight of each domain, in the order of the domains.";
}

keys! {
    /// `[[outline.weight]]`.
    WEIGHT =>
    domain: Required, Shape::Text, "The domain.";
    low: Required, PERCENT, "Lowest share in percent.";
    high: Required, PERCENT, "Highest share in percent.";
}

keys! {
    /// `[[domain]]`.
    DOMAIN =>
    id: Required, Shape::Id, "What items name.";
    name: Required, Shape::Text, "The body's present name.";
    short: Required, Shape::Text, "A name for narrow tables, at most 24 characters.";
    former_names: Required, TEXTS, "What it was called before; may be empty.";
    task: Optional, Shape::Rows(&TASK), "Its tasks.";
}

keys! {
    /// `[[domain.task]]`.
    TASK =>
    id: Required, Shape::Text, "The domain's id, a point and 1, 2, 3 ... in order.";
    text: Required, Shape::Text, "What one does, in our words.";
    kind: Optional, Shape::Word(words::<TaskKind>), "Whose list it is from.";
}

keys! {
    /// `[renewal]`.
    RENEWAL =>
    anchor: Required, Shape::Fact(&Shape::Word(words::<Anchor>)), "What fixes a cycle.";
    parity: Optional, Shape::Fact(&Shape::Word(words::<Parity>)), "In which years a cycle ends.";
    months: Required, OF_COUNT, "Length of a cycle.";
    amount: Required, OF_AMOUNT, "Units that a cycle asks.";
    unit: Required, Shape::Word(words::<CreditUnit>), "What they are counted in.";
    dates_by_hand: Required, OF_FLAG, "Whether the holder may enter other dates.";
    within_cycle: Required, OF_FLAG, "Whether only what was earned inside the cycle counts.";
    renewal_month_either: Optional, OF_FLAG, "Whether what is earned in the last month may count to either cycle.";
    carry_over: Required, OF_FLAG, "Whether a surplus counts in the next cycle.";
    double_counting: Required, OF_FLAG, "Whether one activity may serve two credentials of the body.";
    approved_only: Required, OF_FLAG, "Whether only approved providers count.";
    prorated_per_month: Required, OF_AMOUNT, "Units for each month, for those who join inside a cycle.";
    grace: Required, OF_DURATION, "Time after the cycle's end with the credential kept.";
    submit_by: Required, OF_DURATION, "After the cycle's end: last day to report.";
    report_to: Required, OF_TEXT, "How and where it is reported.";
    eligible: Required, OF_TEXT, "What kind of activity counts at all.";
    evidence: Required, Shape::Fact(&TEXTS), "Proof to keep.";
    keep_evidence: Required, OF_DURATION, "How long after the cycle's end.";
    audit: Required, OF_TEXT, "How audits go.";
    audit_share: Required, OF_SHARE, "Share of holders or submissions audited.";
    absorbs: Optional, Shape::Fact(&IDS), "Credentials that fall away when this one is earned.";
    first_cycle: Required, Shape::Table(&FIRST_CYCLE), "How the first cycle runs.";
    rounding: Required, Shape::Table(&ROUNDING), "How minutes become units.";
    minimum: Optional, Shape::Array(&Shape::Table(&MINIMUM)), "Parts of the amount in every cycle.";
    window: Optional, Shape::Array(&Shape::Table(&RENEWAL_WINDOW)), "Minimums over several cycles.";
    cap: Optional, Shape::Array(&Shape::Table(&CAP)), "At most so many of a kind count.";
    several: Optional, Shape::Table(&SEVERAL), "For holders of several credentials of one body.";
    area: Optional, Shape::Rows(&NAMED), "Domains or categories of the body.";
    origin: Optional, Shape::Rows(&NAMED), "Who gave an activity, as far as a rule asks.";
    activity: Optional, Shape::Rows(&ACTIVITY), "Kinds of activity.";
    exemption: Optional, Shape::Rows(&EXEMPTION), "Who is let off what.";
    deadline: Optional, Shape::Rows(&DEADLINE), "What happens after the cycle's end.";
}

keys! {
    /// `[renewal.first_cycle]`.
    FIRST_CYCLE =>
    rule: Required, Shape::Fact(&Shape::Word(words::<FirstCycleRule>)), "How it runs.";
    years_after: Optional, OF_COUNT, "Only with to-december-31.";
    amount: Required, Shape::Fact(&Shape::Word(words::<FirstCycleAmount>)), "How much it asks.";
}

keys! {
    /// `[renewal.rounding]`.
    ROUNDING =>
    unit_minutes: Required, OF_AMOUNT, "Minutes that make one unit.";
    remainder_from: Required, OF_AMOUNT, "A remainder of at least so many minutes makes one more.";
}

keys! {
    /// `[[renewal.minimum]]`.
    MINIMUM either [share] [amount] =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    share: Optional, OF_SHARE, "A share from 0 to 1.";
    amount: Optional, OF_AMOUNT, "Units.";
    of: Required, Shape::Word(words::<ShareOf>), "What the share is of.";
    per: Required, Shape::Fact(&Shape::Word(words::<PerHolding>)), "For each credential or on the total.";
    counts: Required, Shape::Table(&COUNTS), "Which entries it looks at.";
    applies_from: Optional, OF_DATE, "From when; always when left out.";
    applies_to: Optional, Shape::Fact(&Shape::Word(words::<AppliesTo>)), "What that date is held against.";
    extension: Optional, OF_DURATION, "More time when it falls short.";
    note: Optional, Shape::Text, "A note.";
}

keys! {
    /// `counts`.
    COUNTS =>
    area: Optional, Shape::Set(&Shape::Text), "Ids of renewal.area; one match suffices.";
    origin: Optional, Shape::Set(&Shape::Text), "Ids of renewal.origin; one match suffices.";
    activity: Optional, Shape::Set(&Shape::Text), "Ids of renewal.activity; one match suffices.";
    in_person: Optional, Shape::True, "Only what was attended in person.";
}

keys! {
    /// `[[renewal.window]]`.
    RENEWAL_WINDOW =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    amount: Required, OF_AMOUNT, "Units.";
    cycles: Required, OF_COUNT, "How many cycles in a row.";
    within_required: Required, OF_FLAG, "Part of the cycles' amounts, not on top of them.";
    counts: Required, Shape::Table(&COUNTS), "Which entries it looks at.";
    applies_from: Optional, OF_DATE, "From when.";
    earlier_counts: Optional, OF_FLAG, "Whether what was earned before the first window may be applied to it.";
    places: Optional, Shape::Fact(&TEXTS), "Where holders are bound by it.";
    period: Optional, Shape::Rows(&PERIOD), "The windows by name.";
    note: Optional, Shape::Text, "A note.";
}

keys! {
    /// `[[renewal.window.period]]`.
    PERIOD =>
    id: Required, Shape::Id, "Its id.";
    from: Required, Shape::Date, "First day.";
    to: Required, Shape::Date, "Last day.";
}

keys! {
    /// `[[renewal.cap]]`.
    CAP =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    activity: Required, Shape::Text, "The kind of activity.";
    amount: Required, OF_AMOUNT, "At most so many count.";
    per: Required, Shape::Word(words::<CapPer>), "Over what.";
}

keys! {
    /// `[renewal.several]`.
    SEVERAL either [extra at_most] [totals] =>
    body: Required, Shape::Text, "Equal to credential.body.";
    rule: Required, Shape::OneOf(&SEVERAL_RULES), "highest-plus: extra and at_most; by-count: totals.";
    extra: Optional, OF_AMOUNT, "Units for each further credential.";
    at_most: Optional, OF_AMOUNT, "Units in all.";
    totals: Optional, Shape::Fact(&Shape::Array(&COUNT)), "Units for one, two, three ... credentials; the last holds for more.";
    single: Optional, Shape::Rows(&SINGLE), "What other credentials ask alone.";
    example: Optional, Shape::Rows(&EXAMPLE), "The body's own examples, checked when the pack is loaded.";
}

keys! {
    /// `[[renewal.several.single]]`.
    SINGLE =>
    credential: Required, Shape::Id, "The credential; it needs no pack.";
    amount: Required, AMOUNT, "What it asks alone.";
}

keys! {
    /// `[[renewal.several.example]]`.
    EXAMPLE =>
    credentials: Required, IDS, "The credentials held.";
    total: Required, AMOUNT, "What they ask together.";
}

keys! {
    /// A named row.
    NAMED =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
}

keys! {
    /// `[[renewal.activity]]`.
    ACTIVITY =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    credit: Required, Shape::Word(words::<Credit>), "How it earns credit.";
    ended: Optional, Shape::Date, "From then on it does not count.";
}

keys! {
    /// `[[renewal.exemption]]`.
    EXEMPTION =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    text: Required, Shape::Text, "Who is let off, and how.";
    waives: Required, Shape::Set(&Shape::Text), "Ids of minimums, windows and caps, or all.";
}

keys! {
    /// `[[renewal.deadline]]`.
    DEADLINE =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    after: Required, Shape::Duration, "From the cycle's end.";
    effect: Required, Shape::Text, "What happens then.";
}

keys! {
    /// `[[eligibility]]`.
    ELIGIBILITY =>
    id: Stays, Shape::Id, "Its id.";
    name: Stays, Shape::Text, "Its name.";
    text: Required, Shape::Text, "The way to the exam.";
}

keys! {
    /// `[[retake]]`.
    RETAKE =>
    id: Stays, Shape::Id, "Its id.";
    current: Stays, Shape::Flag, "True on exactly one; others are older or rival rules.";
    text: Required, Shape::Text, "The rule.";
    wait: Optional, Shape::Duration, "How long one waits.";
    since: Optional, Shape::Date, "First day of the rule.";
    until: Optional, Shape::Date, "Last day of the rule.";
}

keys! {
    /// `[[policy]]`.
    POLICY =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    text: Required, Shape::Text, "What a candidate must know.";
}

keys! {
    /// `[[window]]`.
    EXAM_WINDOW =>
    id: Stays, Shape::Id, "Its id.";
    opens: Required, Shape::Date, "First day of the exam.";
    closes: Required, Shape::Date, "Last day of the exam.";
    apply_by: Required, Shape::Date, "Last day to apply.";
}

keys! {
    /// `[[fee]]`.
    FEE =>
    id: Stays, Shape::Id, "Its id.";
    name: Stays, Shape::Text, "Its name.";
    kind: Stays, Shape::Word(words::<FeeKind>), "What it is for.";
    amount: Required, AMOUNT, "How much.";
    currency: Required, Shape::Text, "In which currency.";
    per: Required, Shape::Word(words::<FeePer>), "How often it is due.";
}

keys! {
    /// `[[statistic]]`.
    STATISTIC =>
    id: Stays, Shape::Id, "Its id.";
    kind: Stays, Shape::Word(words::<StatisticKind>), "What it counts.";
    year: Required, YEAR, "The year.";
    value: Required, AMOUNT, "The figure.";
    unit: Required, Shape::Word(words::<StatisticUnit>), "What it is in.";
    n: Optional, Shape::Whole(1, 4_294_967_295), "How many sat.";
}

keys! {
    /// `profession.toml`.
    PROFESSION =>
    profession: Required, Shape::Table(&PROFESSION_HEAD), "What the profession is.";
    sources: Required, Shape::Map(&Shape::Table(&SOURCE)), "One line for each page that was seen; the keys are ids.";
    job_task: Required, Shape::Rows(&JOB_TASK), "What people of the profession do.";
    subject: Required, Shape::Rows(&NAMED), "School subjects that items name.";
    role: Optional, Shape::Rows(&ROLE), "Roles.";
    organization: Optional, Shape::Rows(&ORGANIZATION), "Organizations.";
    career: Optional, Shape::Rows(&CAREER), "Figures of the labor market.";
}

keys! {
    /// `[profession]`.
    PROFESSION_HEAD =>
    name: Required, Shape::Text, "Its name.";
    summary: Required, Shape::Text, "What it is.";
    reviewed: Required, Shape::Date, "Last review of the whole file.";
}

keys! {
    /// `[[job_task]]`.
    JOB_TASK =>
    id: Required, Shape::Id, "t01 to t20: what items name in `task`.";
    text: Required, Shape::Text, "What one does.";
}

keys! {
    /// `[[role]]`.
    ROLE =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    does: Required, Shape::Text, "What it does.";
    trains: Required, TEXTS, "Exercises for it.";
    credentials: Required, IDS, "Credentials that lead to it.";
}

keys! {
    /// `[[organization]]`.
    ORGANIZATION =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its short name.";
    full_name: Required, Shape::Text, "Its full name.";
    address: Optional, Shape::Text, "Its address.";
    certifies: Required, TEXTS, "What it certifies.";
    does: Required, Shape::Text, "What it does.";
}

keys! {
    /// `[[career]]`.
    CAREER either [value unit] [text] =>
    id: Required, Shape::Id, "Its id.";
    name: Required, Shape::Text, "Its name.";
    year: Required, YEAR, "The year, always printed with it.";
    value: Optional, Shape::Number(f64::MIN, f64::MAX), "The figure.";
    unit: Optional, Shape::Word(words::<CareerUnit>), "What it is in.";
    text: Optional, Shape::Text, "Text instead of a figure.";
}
