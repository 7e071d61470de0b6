//! Exams driven by steps at given times: navigation, the clock, and resume by replay.

use proptest::prelude::*;

use crate::{
    domain::{
        AttemptId, CredentialId, DomainId, Event, EventBody, Feedback, Item, Timestamp,
        attempt::Attempt,
        credential::{Navigation, SectionBook},
        event::{AttemptKind, AttemptPlan},
        exam::{ExamPart, ExamRecord, ExamSeat, ExamTerms},
    },
    engine::{
        exam::{Exam, Refusal},
        exam_clock::Moment,
        quiz::plan_places,
        sample,
    },
};

const START: i64 = 1_795_356_301_000;
const MINUTE: i64 = 60_000;

/// A machine: its wall clock may be set, its steady clock only goes on.
#[derive(Clone, Copy)]
struct Machine {
    wall: i64,
    steady: u64,
}

impl Machine {
    fn now(self) -> Moment {
        Moment {
            wall: Timestamp::from_milliseconds(self.wall),
            steady: self.steady,
        }
    }

    /// Lets time pass on both clocks.
    fn pass(&mut self, milliseconds: i64) {
        self.wall += milliseconds;
        self.steady += u64::try_from(milliseconds).unwrap();
    }

    /// Starts anew: the steady clock begins somewhere else.
    fn reboot(&mut self, down: i64) {
        self.wall += down;
        self.steady = 17;
    }
}

/// An exam with what was written down of it.
struct Sitting<'a> {
    items: &'a [Item],
    exam: Exam<'a>,
    log: Vec<Event>,
    machine: Machine,
}

fn items(count: usize) -> Vec<Item> {
    let numbers = 0..count;
    numbers
        .map(|number| sample::choice(&format!("i{number}"), "1").item())
        .collect()
}

fn terms(length: usize) -> ExamTerms {
    let seat = ExamSeat {
        domain: DomainId::new("1"),
        tasks: Vec::new(),
        level: None,
        scored: true,
    };
    ExamTerms {
        outline: "o".to_owned(),
        navigation: Navigation::Review,
        answer_required: false,
        calculator: true,
        budget: Some(60 * 60_000),
        time_percent: 100,
        full_items: length,
        seats: vec![seat; length],
        sections: vec![part(length, true)],
    }
}

fn part(length: usize, closes: bool) -> ExamPart {
    ExamPart {
        name: "part".to_owned(),
        book: SectionBook::Closed,
        length,
        closes,
    }
}

fn find<'a>(items: &'a [Item], id: &str) -> Option<&'a Item> {
    items.iter().find(|item| item.id.as_str() == id)
}

impl<'a> Sitting<'a> {
    fn begin(items: &'a [Item], terms: ExamTerms) -> Self {
        let machine = Machine {
            wall: START,
            steady: 5_000,
        };
        let plan = AttemptPlan {
            kind: AttemptKind::Exam,
            target: "c".to_owned(),
            credential: Some(CredentialId::new("c")),
            seed: 1,
            feedback: Feedback::End,
            places: plan_places(&items.iter().collect::<Vec<_>>()),
        };
        let id = AttemptId::new("a");
        let attempt = Attempt::begin(id.clone(), plan.clone(), machine.now().wall);
        let event = |body| Event {
            at: machine.now().wall,
            attempt: Some(id.clone()),
            body,
        };
        let log = vec![
            event(EventBody::AttemptStarted(plan)),
            event(EventBody::ExamSet(Box::new(terms.clone()))),
            event(EventBody::Visited { position: 0 }),
        ];
        let record = ExamRecord::begin(attempt, terms);
        Self {
            items,
            exam: Exam::new(record, |id| find(items, id.as_str()), machine.now()),
            log,
            machine,
        }
    }

    fn commit(&mut self, events: Vec<Event>) {
        for event in events {
            self.exam.apply(&event, self.machine.now());
            self.log.push(event);
        }
    }

    /// Does a step after `milliseconds`, as the program does: the clock first.
    fn step(
        &mut self,
        milliseconds: i64,
        step: impl Fn(&Exam<'a>, Moment) -> Result<Vec<Event>, Refusal>,
    ) -> Result<(), Refusal> {
        self.machine.pass(milliseconds);
        let now = self.machine.now();
        let jump = self.exam.look_at_clock(now);
        self.commit(jump.into_iter().collect());
        let events = step(&self.exam, now)?;
        self.commit(events);
        Ok(())
    }

    fn answer(&mut self, milliseconds: i64, line: &str) -> Result<(), Refusal> {
        self.step(milliseconds, |exam, now| exam.answer(line, now))
    }

    /// Ends the program without a word and starts it again after `down` milliseconds.
    fn kill(&mut self, down: i64) {
        self.machine.reboot(down);
        let items = self.items;
        let record = ExamRecord::replay(&AttemptId::new("a"), &self.log).unwrap();
        self.exam = Exam::new(record, |id| find(items, id.as_str()), self.machine.now());
        let events = self.exam.come_back(self.machine.now());
        self.commit(events);
    }

    fn left(&self) -> i64 {
        i64::try_from(self.exam.left(self.machine.now()).unwrap()).unwrap()
    }

    fn position(&self) -> usize {
        self.exam.record().position
    }
}

#[test]
fn an_answer_goes_on_and_can_be_replaced() {
    let items = items(3);
    let mut sitting = Sitting::begin(&items, terms(3));
    sitting.answer(MINUTE, "a").unwrap();
    sitting.answer(MINUTE, "b").unwrap();
    assert_eq!(sitting.position(), 2);
    sitting.step(0, |exam, now| exam.go_to(2, now)).unwrap();
    sitting.answer(MINUTE, "a").unwrap();
    let record = sitting.exam.record();
    assert_eq!(
        (record.attempt.answers.len(), record.attempt.right()),
        (2, 2)
    );
    assert_eq!(record.attempt.answers[&1].milliseconds, 2 * 60_000);
    let change = record.changes[0];
    assert_eq!(
        (change.position, change.from_right, change.to_right),
        (1, false, true)
    );
    assert!(matches!(sitting.answer(0, "z"), Err(Refusal::Misread(_))));
}

#[test]
fn back_and_forth_stay_inside_the_exam() {
    let items = items(2);
    let mut sitting = Sitting::begin(&items, terms(2));
    let back = |sitting: &mut Sitting<'_>| sitting.step(0, Exam::back);
    let next = |sitting: &mut Sitting<'_>| sitting.step(0, |exam, now| exam.next(false, now));
    assert_eq!(back(&mut sitting), Err(Refusal::AtStart));
    assert_eq!(next(&mut sitting), Ok(()));
    assert_eq!(next(&mut sitting), Err(Refusal::AtEnd));
    assert_eq!(back(&mut sitting), Ok(()));
    assert_eq!(
        sitting.step(0, |exam, now| exam.go_to(3, now)),
        Err(Refusal::NoSuchPosition {
            number: 3,
            length: 2
        })
    );
}

#[test]
fn forward_only_never_goes_back() {
    let items = items(3);
    let rules = ExamTerms {
        navigation: Navigation::ForwardOnly,
        ..terms(3)
    };
    let mut sitting = Sitting::begin(&items, rules);
    assert_eq!(
        sitting.step(0, |exam, now| exam.next(false, now)),
        Err(Refusal::LeavesForGood { position: 0 })
    );
    sitting.step(0, |exam, now| exam.next(true, now)).unwrap();
    assert_eq!(sitting.step(0, Exam::back), Err(Refusal::ForwardOnly));
    assert_eq!(
        sitting.step(0, |exam, now| exam.go_to(1, now)),
        Err(Refusal::ForwardOnly)
    );
    assert_eq!(
        sitting.step(0, |exam, now| exam.go_to(3, now)),
        Err(Refusal::ForwardOnly)
    );
    sitting.answer(0, "a").unwrap();
    assert_eq!(sitting.position(), 2);
}

#[test]
fn where_an_answer_is_required_nothing_is_passed_over() {
    let items = items(4);
    let rules = ExamTerms {
        answer_required: true,
        ..terms(4)
    };
    let mut sitting = Sitting::begin(&items, rules);
    let first = Err(Refusal::AnswerFirst { position: 0 });
    assert_eq!(sitting.step(0, |exam, now| exam.next(false, now)), first);
    assert_eq!(sitting.step(0, |exam, now| exam.go_to(3, now)), first);
    sitting.answer(0, "a").unwrap();
    sitting.answer(0, "a").unwrap();
    sitting.step(0, |exam, now| exam.go_to(1, now)).unwrap();
    assert_eq!(
        sitting.step(0, |exam, now| exam.go_to(4, now)),
        Err(Refusal::AnswerFirst { position: 2 })
    );
    sitting.step(0, |exam, now| exam.go_to(3, now)).unwrap();
}

#[test]
fn a_closed_part_stays_closed_and_the_break_costs_no_time() {
    let items = items(4);
    let rules = ExamTerms {
        sections: vec![part(2, true), part(2, true)],
        ..terms(4)
    };
    let mut sitting = Sitting::begin(&items, rules);
    assert_eq!(
        sitting.step(0, |exam, now| exam.go_to(3, now)),
        Err(Refusal::NotYet)
    );
    sitting
        .step(10 * MINUTE, |exam, now| Ok(exam.close_part(now)))
        .unwrap();
    assert!(sitting.exam.asked().is_none());
    sitting.machine.pass(45 * MINUTE);
    assert_eq!(sitting.left(), 50 * MINUTE);
    sitting.kill(45 * MINUTE);
    assert!(sitting.exam.record().on_break);
    sitting
        .step(0, |exam, now| Ok(exam.open_part(now)))
        .unwrap();
    assert_eq!((sitting.position(), sitting.left()), (2, 50 * MINUTE));
    assert_eq!(
        sitting.step(0, |exam, now| exam.go_to(1, now)),
        Err(Refusal::Closed)
    );
    assert_eq!(sitting.step(MINUTE, Exam::back), Err(Refusal::AtStart));
    assert_eq!(sitting.left(), 49 * MINUTE);
}

#[test]
fn the_last_instant_counts_and_the_next_one_does_not() {
    let items = items(2);
    let mut sitting = Sitting::begin(&items, terms(2));
    sitting.answer(60 * MINUTE, "a").unwrap();
    assert_eq!(sitting.exam.record().attempt.answers.len(), 1);
    assert!(sitting.exam.is_time_up(sitting.machine.now()));

    let mut sitting = Sitting::begin(&items, terms(2));
    assert_eq!(
        sitting.answer(60 * MINUTE + 1, "a"),
        Err(Refusal::TooLate { late: 1 })
    );
    assert!(sitting.exam.record().attempt.answers.is_empty());
}

#[test]
fn a_wall_clock_that_is_set_is_told_once_and_changes_nothing() {
    let items = items(9);
    for jump in [-2 * 365 * 86_400_000, -60 * MINUTE, 60 * MINUTE, 86_400_000] {
        let mut sitting = Sitting::begin(&items, terms(9));
        sitting.answer(10 * MINUTE, "a").unwrap();
        sitting.machine.wall += jump;
        sitting.answer(5 * MINUTE, "a").unwrap();
        sitting.answer(5 * MINUTE, "a").unwrap();
        assert_eq!(sitting.left(), 40 * MINUTE);
        let jumps = &sitting.exam.record().jumps;
        assert_eq!(jumps.len(), 1);
        assert_eq!(jumps[0].milliseconds, jump);
        assert_eq!(sitting.exam.record().elapsed, 20 * 60_000);
        // After a restart the same time is left.
        sitting.kill(MINUTE);
        assert_eq!(sitting.left(), 39 * MINUTE);
    }
}

#[test]
fn sleep_and_restart_go_on_counting() {
    let items = items(3);
    let mut sitting = Sitting::begin(&items, terms(3));
    sitting.answer(5 * MINUTE, "a").unwrap();
    // The lid is closed for half an hour: both clocks go on.
    sitting.machine.pass(30 * MINUTE);
    assert_eq!(sitting.left(), 25 * MINUTE);
    // The last event was half an hour ago; the program ends and is gone for ten minutes.
    sitting.kill(10 * MINUTE);
    assert_eq!((sitting.left(), sitting.position()), (15 * MINUTE, 1));
    assert!(sitting.exam.record().jumps.is_empty());
    sitting.answer(MINUTE, "a").unwrap();
    assert_eq!(sitting.left(), 14 * MINUTE);
}

#[test]
fn a_wall_clock_set_back_while_the_program_was_ended_gives_no_time() {
    let items = items(3);
    let mut sitting = Sitting::begin(&items, terms(3));
    sitting.answer(20 * MINUTE, "a").unwrap();
    sitting.kill(-2 * 365 * 86_400_000);
    assert_eq!(sitting.left(), 40 * MINUTE);
    assert_eq!(sitting.exam.record().jumps.len(), 1);
    sitting.answer(MINUTE, "a").unwrap();
    assert_eq!(sitting.left(), 39 * MINUTE);
    assert_eq!(sitting.exam.record().jumps.len(), 1);
    assert_eq!(sitting.exam.record().elapsed, 21 * 60_000);
}

#[test]
fn time_that_ran_out_while_away_is_up() {
    let items = items(3);
    let mut sitting = Sitting::begin(&items, terms(3));
    sitting.answer(MINUTE, "a").unwrap();
    sitting.kill(2 * 60 * MINUTE);
    assert!(sitting.exam.is_time_up(sitting.machine.now()));
    sitting
        .step(0, |exam, now| Ok(exam.submit(true, now)))
        .unwrap();
    assert!(sitting.exam.record().time_up);
    assert_eq!(sitting.exam.record().attempt.answers.len(), 1);
}

#[test]
fn warnings_come_once_each() {
    let items = items(3);
    let mut sitting = Sitting::begin(&items, terms(3));
    let mut heard = Vec::new();
    for _ in 0..120 {
        sitting.machine.pass(MINUTE / 2);
        let now = sitting.machine.now();
        heard.extend(sitting.exam.warning(now));
    }
    assert_eq!(heard, [30, 15, 5, 1].map(|minutes: u64| minutes * 60_000));
}

#[test]
fn a_pause_stops_only_an_untimed_exam() {
    let items = items(2);
    let mut sitting = Sitting::begin(&items, terms(2));
    assert_eq!(sitting.step(0, Exam::pause), Err(Refusal::NoPause));
    let untimed = ExamTerms {
        budget: None,
        ..terms(2)
    };
    let mut sitting = Sitting::begin(&items, untimed);
    sitting.step(MINUTE, Exam::pause).unwrap();
    sitting.kill(600 * MINUTE);
    sitting.answer(MINUTE, "a").unwrap();
    let record = sitting.exam.record();
    assert_eq!(record.attempt.answers[&0].milliseconds, 2 * 60_000);
    assert_eq!(record.elapsed, 2 * 60_000);
}

#[test]
fn options_are_struck_out_by_the_letter_seen() {
    let items = items(1);
    let mut sitting = Sitting::begin(&items, terms(1));
    let strike = |word: &'static str| move |exam: &Exam<'_>, now| exam.strike(word, now);
    sitting.step(0, strike("b")).unwrap();
    sitting.step(0, strike("4")).unwrap();
    sitting.step(0, strike("B")).unwrap();
    let struck: Vec<usize> = sitting.exam.record().struck[&0].iter().copied().collect();
    assert_eq!(struck, [3]);
    assert!(matches!(
        sitting.step(0, strike("e")),
        Err(Refusal::NoSuchOption { last: 'D', .. })
    ));
}

#[test]
fn an_item_that_left_the_banks_is_passed_by() {
    let all = items(3);
    let mut sitting = Sitting::begin(&all, terms(3));
    let left = [all[0].clone(), all[2].clone()];
    let record = ExamRecord::replay(&AttemptId::new("a"), &sitting.log).unwrap();
    let now = sitting.machine.now();
    let mut exam = Exam::new(record, |id| find(&left, id.as_str()), now);
    assert_eq!(exam.lost(), [1]);
    for event in exam.answer("a", now).unwrap() {
        exam.apply(&event, now);
    }
    assert_eq!(exam.record().position, 2);
    assert_eq!(exam.go_to(2, now), Err(Refusal::Lost));
    sitting.answer(0, "a").unwrap();
    assert_eq!(sitting.position(), 1);
}

/// A step of a candidate, or of the world.
#[derive(Debug, Clone)]
enum Step {
    Answer(usize),
    Next,
    Back,
    GoTo(usize),
    Mark,
    Strike(usize),
}

fn steps() -> impl Strategy<Value = Vec<(Step, i64, bool)>> {
    let step = prop_oneof![
        4 => (0_usize..4).prop_map(Step::Answer),
        1 => Just(Step::Next),
        1 => Just(Step::Back),
        1 => (0_usize..8).prop_map(Step::GoTo),
        1 => Just(Step::Mark),
        1 => (0_usize..4).prop_map(Step::Strike),
    ];
    prop::collection::vec((step, 0_i64..90_000, any::<bool>()), 0..40)
}

fn do_step(sitting: &mut Sitting<'_>, step: &Step, after: i64) {
    let letters = ["a", "b", "c", "d"];
    // Refused steps are steps too: nothing happens.
    let _ = sitting.step(after, |exam, now| match step {
        Step::Answer(place) => exam.answer(letters[*place], now),
        Step::Next => exam.next(false, now),
        Step::Back => exam.back(now),
        Step::GoTo(number) => exam.go_to(*number, now),
        Step::Mark => Ok(exam.mark(now)),
        Step::Strike(place) => exam.strike(letters[*place], now),
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn an_exam_with_kills_is_the_exam_without(steps in steps()) {
        let items = items(6);
        let mut whole = Sitting::begin(&items, terms(6));
        let mut killed = Sitting::begin(&items, terms(6));
        for (step, after, kill) in &steps {
            do_step(&mut whole, step, *after);
            do_step(&mut killed, step, *after);
            if *kill {
                killed.kill(0);
            }
        }
        let (one, other) = (whole.exam.record(), killed.exam.record());
        prop_assert_eq!(&one.attempt.answers, &other.attempt.answers);
        prop_assert_eq!(&one.marked, &other.marked);
        prop_assert_eq!(&one.struck, &other.struck);
        prop_assert_eq!(&one.changes, &other.changes);
        prop_assert_eq!(one.position, other.position);
        prop_assert_eq!(whole.left(), killed.left());
        let replayed = ExamRecord::replay(&AttemptId::new("a"), &killed.log).unwrap();
        prop_assert_eq!(&replayed, other);
    }
}
