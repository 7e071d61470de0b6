//! Sitting an exam: show, read, commit, go on. Every step is on disk before the next prompt.

use crate::{
    bank::Library,
    domain::{
        AttemptId, Event, EventBody, ItemId, exam::ExamRecord, expression::Expression,
        number::write_number, time::spoken_length,
    },
    engine::{
        exam::{Exam, Refusal},
        exam_clock::Moment,
        quiz::Asked,
    },
    store::Hold,
    ui::{Line, Prompt, words},
};

use super::{
    Context,
    error::{CommandError, as_sentence},
    exam_order::{ExamOrder, exam_order_help, meant_as_exam_order, read_exam_order},
    exam_view, sitting_view,
};

/// How a sitting of an exam ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ExamEnding {
    /// It was submitted, by the candidate or by the clock.
    Submitted,
    /// The candidate left.
    Left,
}

/// One sitting of an exam.
pub(super) struct ExamSitting<'a, 'b> {
    context: &'a mut Context,
    library: &'b Library,
    exam: Exam<'b>,
    /// Held so that no second terminal sits the same exam.
    _hold: Hold,
    /// Steps that the disk refused and that are tried again with the next one.
    unsaved: Vec<Event>,
    /// The case whose record was shown last.
    record: Option<ItemId>,
    /// The position whose item was shown last.
    shown: Option<usize>,
    /// Whether the last order was refused because it leaves the item for good.
    warned: bool,
    /// Whether the break was announced.
    break_told: bool,
}

/// What follows a line.
enum Next {
    /// Go on with the exam as it stands.
    On,
    /// Out.
    Leave,
}

impl<'a, 'b> ExamSitting<'a, 'b> {
    /// Takes the hold of attempt `id`, so that what is read of it afterwards stays true.
    pub(super) fn hold(context: &mut Context, id: &AttemptId) -> Result<Hold, CommandError> {
        let holder = context.holder();
        let hold = context.store()?.hold_attempt(id, &holder);
        hold.map_err(|error| CommandError::from_store(&error))
    }

    pub(super) fn new(
        context: &'a mut Context,
        library: &'b Library,
        record: ExamRecord,
        hold: Hold,
    ) -> Self {
        let now = moment(context);
        let exam = Exam::new(record, |id| library.item(id.as_str()), now);
        Self {
            context,
            library,
            exam,
            _hold: hold,
            unsaved: Vec::new(),
            record: None,
            shown: None,
            warned: false,
            break_told: false,
        }
    }

    /// Returns the exam as it stands.
    pub(super) fn exam(&self) -> &Exam<'b> {
        &self.exam
    }

    /// Returns the milliseconds left.
    pub(super) fn left(&self) -> Option<u64> {
        self.exam.left(moment(self.context))
    }

    /// Lets go of the exam and gives back the context.
    pub(super) fn end(self) -> &'a mut Context {
        self.context
    }

    /// Tells what changed while the exam was left, and stands at the same item.
    pub(super) fn come_back(&mut self) {
        let events = self.exam.come_back(moment(self.context));
        if let Some(milliseconds) = jump_of(&events) {
            self.say_jump(milliseconds);
        }
        self.commit(events, moment(self.context));
        let record = self.exam.record();
        let answered = record.attempt.answers.len();
        let mut sentence = format!(
            "Back in the exam: {answered} of {} answered",
            record.terms.seats.len()
        );
        if let Some(left) = self.left() {
            sentence.push_str(&format!(", {} left", spoken_length(left)));
        }
        sentence.push('.');
        self.say(&sentence);
    }

    /// Asks until the exam is submitted or the candidate leaves.
    pub(super) fn run(&mut self) -> Result<ExamEnding, CommandError> {
        let lost = self.exam.lost();
        if !lost.is_empty() {
            let sentence = format!(
                "{} changed or left the banks since the exam began and cannot be asked: {}.",
                words::count(lost.len(), "item"),
                exam_view::ranges(&lost)
            );
            self.say(&sentence);
        }
        let mut interrupts = 0;
        loop {
            if self.exam.record().attempt.finished.is_some() {
                self.save_rest()?;
                return Ok(ExamEnding::Submitted);
            }
            let now = moment(self.context);
            self.look_at_clock(now);
            if self.exam.is_time_up(now) {
                self.say("Time is up. The exam is submitted with what was answered.");
                let events = self.exam.submit(true, now);
                self.commit(events, now);
                continue;
            }
            let prompt = self.prepare_prompt(now);
            let line = self.context.read_line(&prompt)?;
            // The moment of its arrival counts, not that of its being understood.
            let now = moment(self.context);
            if !matches!(line, Line::Interrupted) {
                interrupts = 0;
            }
            let next = match line {
                Line::End => Next::Leave,
                Line::Interrupted if interrupts > 0 => Next::Leave,
                Line::Interrupted => {
                    interrupts += 1;
                    self.say("Everything so far is saved. Ctrl-C again or :quit leaves; exam --resume comes back.");
                    Next::On
                }
                Line::NotText => {
                    self.say("That line was not readable text. Please type it again.");
                    Next::On
                }
                Line::TooLong => {
                    self.say("That line is too long to be an answer. Please type it again.");
                    Next::On
                }
                Line::Text(text) => self.take_line(&text, now)?,
            };
            if let Next::Leave = next
                && self.leave()?
            {
                return Ok(ExamEnding::Left);
            }
        }
    }

    /// Shows what is to be shown before the next line, and returns its prompt.
    fn prepare_prompt(&mut self, now: Moment) -> Prompt {
        if self.exam.record().on_break {
            if !std::mem::replace(&mut self.break_told, true) {
                self.shown = None;
                self.record = None;
                let record = self.exam.record();
                let sentence = format!(
                    "The part before is closed for good; the clock stands. Next: {}",
                    exam_view::part_sentence(record, record.closed)
                );
                self.context.screen.blank();
                self.say(&sentence);
            }
            return Prompt::answer("start  :quit :help > ");
        }
        self.break_told = false;
        let Some(asked) = self.exam.asked() else {
            return self.prompt_at_the_end();
        };
        if self.shown != Some(asked.position) {
            self.show(&asked);
        }
        if let Some(left) = self.exam.warning(now) {
            let sentence = format!("{} left.", spoken_length(left));
            self.say(&sentence);
        }
        let left = self.exam.left(now);
        Prompt::answer(&exam_view::prompt(self.exam.record(), &asked, left))
    }

    /// Returns the prompt where nothing can be asked, because every item left the banks.
    fn prompt_at_the_end(&mut self) -> Prompt {
        self.say("No question of this part can be asked any more; :submit ends it.");
        Prompt::answer(":submit :quit :help > ")
    }

    fn show(&mut self, asked: &Asked<'b>) {
        if let Some(case) = &asked.item.case
            && self.record.as_ref() != Some(case)
        {
            if let Some(case) = self.library.case(case.as_str()) {
                sitting_view::show_record(&mut self.context.screen, case);
            }
            self.record = Some(case.clone());
        }
        exam_view::show_question(&mut self.context.screen, self.exam.record(), asked);
        self.shown = Some(asked.position);
        self.warned = false;
    }

    fn look_at_clock(&mut self, now: Moment) {
        let Some(event) = self.exam.look_at_clock(now) else {
            return;
        };
        let events = vec![event];
        if let Some(milliseconds) = jump_of(&events) {
            self.say_jump(milliseconds);
        }
        self.commit(events, now);
    }

    fn say_jump(&mut self, milliseconds: i64) {
        let direction = if milliseconds < 0 { "back" } else { "forward" };
        let sentence = format!(
            "The computer's clock was set {direction} by {}. The exam's own time goes on as before.",
            spoken_length(milliseconds.unsigned_abs())
        );
        self.say(&sentence);
    }

    fn take_line(&mut self, text: &str, now: Moment) -> Result<Next, CommandError> {
        self.look_at_clock(now);
        if self.exam.record().on_break {
            return Ok(self.take_line_on_break(text, now));
        }
        if let Some(late) = self.exam.clock().late_by(self.exam.record(), now) {
            if !text.trim().is_empty() && !text.trim().starts_with(':') {
                let sentence = as_sentence(&Refusal::TooLate { late }.to_string());
                self.say(&sentence);
            }
            return Ok(Next::On);
        }
        match text.trim().strip_prefix(':') {
            Some(order) => self.obey(order, now),
            None => {
                self.answer(text, now);
                Ok(Next::On)
            }
        }
    }

    fn take_line_on_break(&mut self, text: &str, now: Moment) -> Next {
        match text.trim().to_lowercase().as_str() {
            "start" | "" => {
                let events = self.exam.open_part(now);
                self.commit(events, now);
            }
            ":quit" | ":q" | "quit" => return Next::Leave,
            _ => self.say("start opens the next part; :quit leaves, and exam --resume comes back to this break."),
        }
        Next::On
    }

    fn answer(&mut self, text: &str, now: Moment) {
        if text.trim().is_empty() {
            self.say("Type your answer, :next to go on, or :help.");
            return;
        }
        let position = self.exam.record().position;
        match self.exam.answer(text, now) {
            Ok(events) => {
                self.commit(events, now);
                if self.exam.record().position == position {
                    self.tell_end_of_part();
                }
            }
            Err(refusal) => {
                let reason = as_sentence(&sitting_view::sentence(&refusal.to_string()));
                let way_on = match meant_as_exam_order(text) {
                    Some(order) => format!(" Orders begin with a colon: {order}."),
                    None => " Nothing is counted; try again.".to_owned(),
                };
                self.say(&format!("{reason}{way_on}"));
            }
        }
    }

    /// Says at the last question of a part what is still open.
    fn tell_end_of_part(&mut self) {
        let record = self.exam.record();
        let end = if record.is_last_range() {
            "ends the exam"
        } else {
            "closes this part"
        };
        let sentence = format!(
            "That was the last question. {} :review lists them, :submit {end}.",
            self.open_words()
        );
        self.say(&sentence);
    }

    /// "2 questions have no answer, 1 is flagged."
    fn open_words(&self) -> String {
        let record = self.exam.record();
        let open = record.open_range();
        let flagged = open
            .filter(|position| record.marked.contains(position))
            .count();
        let unanswered = record.unanswered().len();
        let none = match unanswered {
            0 => "Every question has an answer".to_owned(),
            1 => "1 question has no answer".to_owned(),
            more => format!("{more} questions have no answer"),
        };
        let flags = match flagged {
            0 => "none is flagged".to_owned(),
            1 => "1 is flagged".to_owned(),
            more => format!("{more} are flagged"),
        };
        format!("{none}, {flags}.")
    }

    fn obey(&mut self, order: &str, now: Moment) -> Result<Next, CommandError> {
        let order = match read_exam_order(order) {
            Ok(order) => order,
            Err(sentence) => {
                self.say(&sentence);
                return Ok(Next::On);
            }
        };
        let sure = std::mem::take(&mut self.warned);
        match order {
            ExamOrder::Help => {
                for (order, help) in exam_order_help() {
                    self.context.screen.hanging(&format!("{order:<30}"), help);
                }
            }
            ExamOrder::Next => {
                let step = self.exam.next(sure, now);
                self.warned = matches!(step, Err(Refusal::LeavesForGood { .. }));
                let at_end = matches!(step, Err(Refusal::AtEnd));
                self.step(step, now);
                if at_end {
                    self.tell_end_of_part();
                }
            }
            ExamOrder::Back => self.step(self.exam.back(now), now),
            ExamOrder::GoTo(number) => {
                let here = self.exam.record().position;
                self.step(self.exam.go_to(number, now), now);
                if self.exam.record().position == here && number == here + 1 {
                    self.shown = None;
                }
            }
            ExamOrder::Flag => {
                self.step(Ok(self.exam.mark(now)), now);
                let position = self.exam.record().position;
                self.say(if self.exam.record().marked.contains(&position) {
                    "Flagged; :review flagged lists it."
                } else {
                    "Flag taken away."
                });
            }
            ExamOrder::Strike(word) => {
                self.step(self.exam.strike(&word, now), now);
                if let Some(asked) = self.exam.asked() {
                    exam_view::show_struck(&mut self.context.screen, self.exam.record(), &asked);
                }
            }
            ExamOrder::Review(filter) => {
                exam_view::show_review(&mut self.context.screen, &self.exam, filter);
            }
            ExamOrder::Note(text) => self.note(text, now),
            ExamOrder::Time => self.tell_time(now),
            ExamOrder::Calculate(expression) => self.calculate(&expression),
            ExamOrder::Repeat => self.shown = None,
            ExamOrder::Record => {
                self.record = None;
                self.shown = None;
            }
            ExamOrder::Pause => match self.exam.pause(now) {
                Ok(_) => return Ok(Next::Leave),
                Err(refusal) => self.refuse(&refusal),
            },
            ExamOrder::Submit => self.submit()?,
            ExamOrder::Quit => return Ok(Next::Leave),
        }
        Ok(Next::On)
    }

    fn step(&mut self, step: Result<Vec<Event>, Refusal>, now: Moment) {
        match step {
            Ok(events) => self.commit(events, now),
            Err(refusal) => self.refuse(&refusal),
        }
    }

    fn refuse(&mut self, refusal: &Refusal) {
        let sentence = as_sentence(&refusal.to_string());
        self.say(&sentence);
    }

    fn note(&mut self, text: String, now: Moment) {
        let Some(asked) = self.exam.asked() else {
            return;
        };
        if text.is_empty() {
            self.say("Write the note behind the order: :note look this up afterwards.");
            return;
        }
        let item = asked.item.id.clone();
        let event = self.exam.event(now, EventBody::Noted { item, text });
        self.commit(vec![event], now);
        self.say("Noted. note lists your notes.");
    }

    fn tell_time(&mut self, now: Moment) {
        let record = self.exam.record();
        let elapsed = spoken_length(self.exam.clock().elapsed(record, now));
        let sentence = match self.exam.left(now) {
            Some(left) => format!(
                "{} left, {elapsed} gone; {} of {} answered.",
                spoken_length(left),
                record.attempt.answers.len(),
                record.terms.seats.len()
            ),
            None => format!(
                "{elapsed} gone, without a limit; {} of {} answered.",
                record.attempt.answers.len(),
                record.terms.seats.len()
            ),
        };
        self.say(&sentence);
    }

    fn calculate(&mut self, text: &str) {
        if !self.exam.record().terms.calculator {
            self.say("This exam allows no calculator.");
            return;
        }
        if text.is_empty() {
            self.say("Write what is to be reckoned: :calc (12 + 8) / 365 * 100.");
            return;
        }
        let sentence = match Expression::parse(text) {
            Ok(expression) if !expression.names().is_empty() => {
                format!("`{}` is no number.", expression.names()[0])
            }
            Ok(expression) => match expression.evaluate(&std::collections::BTreeMap::new()) {
                Some(value) => format!("{text} = {}", write_number(value, None)),
                None => "That has no finite value.".to_owned(),
            },
            Err(reason) => format!("That cannot be reckoned: {reason}."),
        };
        self.say(&sentence);
    }

    /// Asks whether the exam, or its open part, is to be ended, and ends it.
    fn submit(&mut self) -> Result<(), CommandError> {
        let is_last = self.exam.record().is_last_range();
        let question = if is_last {
            "yes ends the exam; it cannot be opened again."
        } else {
            "yes closes this part; it cannot be opened again."
        };
        let sentence = format!("{} {question}", self.open_words());
        self.say(&sentence);
        let prompt = Prompt::answer("yes, or anything else to go back :help > ");
        let line = self.context.read_line(&prompt)?;
        let now = moment(self.context);
        self.look_at_clock(now);
        let is_sure = matches!(&line, Line::Text(text)
            if ["yes", "y"].contains(&text.trim().to_lowercase().as_str()));
        // With the time up the clock submits, whatever was typed.
        if !is_sure || self.exam.is_time_up(now) {
            if !self.exam.is_time_up(now) {
                self.say("The exam goes on.");
            }
            return Ok(());
        }
        let events = if is_last {
            self.exam.submit(false, now)
        } else {
            self.exam.close_part(now)
        };
        self.commit(events, now);
        Ok(())
    }

    /// Leaves; returns false when the time is up and the exam is to be submitted instead.
    fn leave(&mut self) -> Result<bool, CommandError> {
        let now = moment(self.context);
        if self.exam.is_time_up(now) {
            return Ok(false);
        }
        let events = self.exam.leave(now);
        self.commit(events, now);
        self.save_rest()?;
        Ok(true)
    }

    /// Tries once more to write down what the disk refused.
    pub(super) fn save_rest(&mut self) -> Result<(), CommandError> {
        while !self.unsaved.is_empty() {
            match self.context.append(&self.unsaved) {
                Ok(()) => self.unsaved.clear(),
                Err(error) if self.context.lines.is_interactive() => {
                    self.warn(&error);
                    let prompt = Prompt::answer("Enter to try again, :quit to lose these steps > ");
                    match self.context.read_line(&prompt)? {
                        Line::End => return Err(error),
                        Line::Text(text) if text.trim() == ":quit" => return Err(error),
                        _ => {}
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn say(&mut self, sentence: &str) {
        self.context.screen.paragraph(sentence);
    }

    fn warn(&mut self, error: &CommandError) {
        let message = format!(
            "{} not saved yet: {error}",
            words::count_of(self.unsaved.len(), "step is", "steps are")
        );
        let mut hints = error.hints.clone();
        hints.push("The exam goes on; saving is tried again with your next line.".to_owned());
        self.context.screen.warning(&message, &hints);
    }

    /// Writes events down and takes them in. What the disk refuses is kept, told, and tried again with the next step:
    /// the exam goes on.
    fn commit(&mut self, events: Vec<Event>, now: Moment) {
        if events.is_empty() {
            return;
        }
        for event in &events {
            self.exam.apply(event, now);
        }
        let waited = !self.unsaved.is_empty();
        self.unsaved.extend(events);
        match self.context.append(&self.unsaved) {
            Ok(()) => {
                self.unsaved.clear();
                if waited {
                    self.say("Everything is saved again.");
                }
            }
            Err(error) => self.warn(&error),
        }
    }
}

/// Returns by how much the clock was set, if one of `events` tells so.
fn jump_of(events: &[Event]) -> Option<i64> {
    events.iter().find_map(|event| match event.body {
        EventBody::ClockJumped { milliseconds } => Some(milliseconds),
        _ => None,
    })
}

/// Returns the present on both clocks.
pub(super) fn moment(context: &Context) -> Moment {
    Moment {
        wall: context.now(),
        steady: context.clock.steady_milliseconds(),
    }
}
