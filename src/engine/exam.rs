//! An exam: where the candidate may go, what an answer is worth, what to write down.
//!
//! Each step returns the events that happened, or why it may not be; the caller commits them and gives them back
//! through [`Exam::apply`]. What was not committed did not happen, so a killed program resumes by replay.

use thiserror::Error;

use crate::domain::{
    Event, EventBody, Item, ItemBody, ItemId, Misread,
    content_hash::item_hashes,
    credential::Navigation,
    event::Answer,
    exam::ExamRecord,
    grade, read_response,
    reading::{Presentation, letter},
};

use super::{
    exam_clock::{ExamClock, Moment},
    presentation::present,
    quiz::Asked,
};

/// Why a step of an exam may not be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// The line is no answer to the item.
    #[error(transparent)]
    Misread(#[from] Misread),
    /// The time was up before the line came.
    #[error("time was up {} s before that line came; it is not counted", late.div_ceil(1000))]
    TooLate {
        /// By how many milliseconds.
        late: u64,
    },
    /// An item must be answered before the next one is seen.
    #[error("this exam goes on only after an answer: question {} has none yet", position + 1)]
    AnswerFirst {
        /// The first position without an answer.
        position: usize,
    },
    /// The exam only goes forward, and the item has no answer yet.
    #[error("this exam does not let you come back to question {}; :next again leaves it without an answer", position + 1)]
    LeavesForGood {
        /// The position.
        position: usize,
    },
    /// The exam only goes forward.
    #[error("this exam only goes forward, one question at a time")]
    ForwardOnly,
    /// There is no earlier item that can be seen.
    #[error("this is the first question that can be seen now")]
    AtStart,
    /// There is no later item that can be seen.
    #[error("this is the last question that can be seen now")]
    AtEnd,
    /// There is no such item.
    #[error("there is no question {number}; this exam has 1 to {length}")]
    NoSuchPosition {
        /// The number asked for.
        number: usize,
        /// How many there are.
        length: usize,
    },
    /// The item is in a section that is closed.
    #[error("that question belongs to a part that is closed for good")]
    Closed,
    /// The item is in a section that is not open yet.
    #[error("that question belongs to a later part; :submit closes this one")]
    NotYet,
    /// The item left the banks.
    #[error(
        "that question's item changed or left the banks since the exam began; it cannot be asked"
    )]
    Lost,
    /// There are no options to strike out.
    #[error("this question has no options to strike out")]
    NothingToStrike,
    /// There is no such option.
    #[error("`{word}` is not one of A-{last}")]
    NoSuchOption {
        /// What was typed.
        word: String,
        /// The last letter.
        last: char,
    },
    /// The clock cannot be stopped.
    #[error("the clock of this exam cannot be stopped; :quit leaves, and the time goes on")]
    NoPause,
}

/// An exam being sat.
#[derive(Debug)]
pub struct Exam<'a> {
    record: ExamRecord,
    clock: ExamClock,
    items: Vec<Option<&'a Item>>,
}

impl<'a> Exam<'a> {
    /// Returns the exam that `record` tells of, going on at `now` over the items that `find` knows. An item that is
    /// gone, or whose key was changed since, cannot be asked; see [`Exam::lost`].
    pub fn new(
        record: ExamRecord,
        find: impl Fn(&ItemId) -> Option<&'a Item>,
        now: Moment,
    ) -> Self {
        let plan = &record.attempt.plan;
        let items = plan
            .places
            .iter()
            .map(|place| {
                find(&place.item).filter(|item| {
                    item_hashes(item).key == place.hashes.key && present(item, plan.seed).is_some()
                })
            })
            .collect();
        Self {
            clock: ExamClock::start(&record, now),
            record,
            items,
        }
    }

    /// Returns the exam as it stands.
    pub fn record(&self) -> &ExamRecord {
        &self.record
    }

    /// Returns its clock.
    pub fn clock(&self) -> &ExamClock {
        &self.clock
    }

    /// Returns the positions that cannot be asked any more.
    pub fn lost(&self) -> Vec<usize> {
        let items = self.items.iter().enumerate();
        items
            .filter(|(_, item)| item.is_none())
            .map(|(position, _)| position)
            .collect()
    }

    /// Returns what stands before the candidate; `None` on a break, at the end, and where the item is lost.
    pub fn asked(&self) -> Option<Asked<'a>> {
        if self.record.attempt.finished.is_some() || self.record.on_break {
            return None;
        }
        let position = self.record.position;
        Some(Asked {
            position,
            item: self.item(position)?,
            shown: self.shown(position)?,
        })
    }

    /// Returns the item at `position`, if it can be asked.
    pub fn item(&self, position: usize) -> Option<&'a Item> {
        self.items.get(position).copied().flatten()
    }

    fn shown(&self, position: usize) -> Option<Presentation> {
        present(self.item(position)?, self.record.attempt.plan.seed)
    }

    /// Returns the milliseconds left; `None` when the time is not limited.
    pub fn left(&self, now: Moment) -> Option<u64> {
        self.clock.left(&self.record, now)
    }

    /// Returns what is left when that is worth a warning.
    pub fn warning(&mut self, now: Moment) -> Option<u64> {
        self.clock.warning(&self.record, now)
    }

    /// Returns whether nothing is left of the time.
    pub fn is_time_up(&self, now: Moment) -> bool {
        !self.record.on_break && self.left(now) == Some(0)
    }

    /// Returns the event of a wall clock that was set since the last look.
    pub fn look_at_clock(&self, now: Moment) -> Option<Event> {
        self.clock.look(now).map(|body| self.event(now, body))
    }

    /// Returns the events of coming back after the program ended: the wall clock, if it stands before the last event,
    /// and the item that is shown again.
    pub fn come_back(&self, now: Moment) -> Vec<Event> {
        let mut events: Vec<Event> = ExamClock::wake(&self.record, now)
            .map(|body| self.event(now, body))
            .into_iter()
            .collect();
        if self.record.on_break {
            return events;
        }
        let open = self.record.open_range();
        let onward = self.record.position..open.end;
        let position = onward
            .chain(open)
            .find(|position| self.item(*position).is_some());
        events.extend(position.map(|position| self.visit(position, now)));
        events
    }

    /// Returns the events of answering the item before the candidate with `raw`: the answer, and the next item.
    ///
    /// # Errors
    /// The line is no answer, or came too late; nothing happened.
    pub fn answer(&self, raw: &str, now: Moment) -> Result<Vec<Event>, Refusal> {
        if let Some(late) = self.clock.late_by(&self.record, now) {
            return Err(Refusal::TooLate { late });
        }
        let asked = self.asked().ok_or(Refusal::Lost)?;
        let item = asked.item;
        let position = asked.position;
        let reading = read_response(item, &asked.shown, raw)?;
        let grade = grade(item, &asked.shown, &reading);
        let plan = &self.record.attempt.plan;
        let spent = self.record.spent.get(&position).copied().unwrap_or(0);
        let since = self
            .clock
            .elapsed(&self.record, now)
            .saturating_sub(self.record.elapsed);
        let answer = Answer {
            position,
            item: item.id.clone(),
            hashes: item_hashes(item),
            credential: plan
                .credential
                .clone()
                .unwrap_or_else(|| item.credential.clone()),
            domain: self.record.terms.seats[position].domain.clone(),
            tasks: item.tasks.clone(),
            level: item.level,
            kind: item.kind(),
            raw: raw.to_owned(),
            reading,
            shown: asked.shown,
            grade,
            milliseconds: spent.saturating_add(since),
            hints: 0,
        };
        let mut events = vec![self.event(now, EventBody::Answered(Box::new(answer)))];
        events.extend(self.after(position).map(|next| self.visit(next, now)));
        Ok(events)
    }

    /// Returns the event of going on to the next item; `sure` leaves an item for good that has no answer.
    ///
    /// # Errors
    /// The rules do not allow it.
    pub fn next(&self, sure: bool, now: Moment) -> Result<Vec<Event>, Refusal> {
        let position = self.record.position;
        let answered = self.record.attempt.answers.contains_key(&position);
        let next = self.after(position).ok_or(Refusal::AtEnd)?;
        if !answered && self.item(position).is_some() {
            if self.record.terms.answer_required {
                return Err(Refusal::AnswerFirst { position });
            }
            if self.record.terms.navigation == Navigation::ForwardOnly && !sure {
                return Err(Refusal::LeavesForGood { position });
            }
        }
        Ok(vec![self.visit(next, now)])
    }

    /// Returns the event of going back to the item before.
    ///
    /// # Errors
    /// The rules do not allow it.
    pub fn back(&self, now: Moment) -> Result<Vec<Event>, Refusal> {
        if self.record.terms.navigation == Navigation::ForwardOnly {
            return Err(Refusal::ForwardOnly);
        }
        let before = self.record.open_range().start..self.record.position;
        let position = before
            .rev()
            .find(|position| self.item(*position).is_some())
            .ok_or(Refusal::AtStart)?;
        Ok(vec![self.visit(position, now)])
    }

    /// Returns the event of going to the item `number`, counted from 1.
    ///
    /// # Errors
    /// The rules do not allow it.
    pub fn go_to(&self, number: usize, now: Moment) -> Result<Vec<Event>, Refusal> {
        let length = self.items.len();
        let position = number
            .checked_sub(1)
            .filter(|position| *position < length)
            .ok_or(Refusal::NoSuchPosition { number, length })?;
        let open = self.record.open_range();
        if position < open.start {
            return Err(Refusal::Closed);
        }
        if position >= open.end {
            return Err(Refusal::NotYet);
        }
        if self.record.terms.navigation == Navigation::ForwardOnly
            && position != self.record.position
        {
            return Err(Refusal::ForwardOnly);
        }
        if self.item(position).is_none() {
            return Err(Refusal::Lost);
        }
        let missing = self
            .record
            .unanswered()
            .into_iter()
            .find(|position| self.item(*position).is_some());
        if let Some(missing) = missing.filter(|missing| *missing < position)
            && self.record.terms.answer_required
        {
            return Err(Refusal::AnswerFirst { position: missing });
        }
        Ok(vec![self.visit(position, now)])
    }

    /// Returns the event of marking the item for another look, or of taking the mark away.
    pub fn mark(&self, now: Moment) -> Vec<Event> {
        let position = self.record.position;
        let on = !self.record.marked.contains(&position);
        vec![self.event(now, EventBody::Marked { position, on })]
    }

    /// Returns the event of striking out the option that `word` names by its letter or number, or of bringing it back.
    ///
    /// # Errors
    /// There is no such option.
    pub fn strike(&self, word: &str, now: Moment) -> Result<Vec<Event>, Refusal> {
        let asked = self.asked().ok_or(Refusal::NothingToStrike)?;
        let (ItemBody::Choice(options) | ItemBody::Multiple(options)) = &asked.item.body else {
            return Err(Refusal::NothingToStrike);
        };
        let wanted = word.trim().to_uppercase();
        let place = (0..options.len())
            .find(|place| wanted == letter(*place).to_string() || wanted == (place + 1).to_string())
            .ok_or_else(|| Refusal::NoSuchOption {
                word: word.trim().to_owned(),
                last: letter(options.len().saturating_sub(1)),
            })?;
        let option = asked.shown.order[place];
        let position = asked.position;
        let struck = self.record.struck.get(&position);
        let on = !struck.is_some_and(|struck| struck.contains(&option));
        let body = EventBody::Struck {
            position,
            option,
            on,
        };
        Ok(vec![self.event(now, body)])
    }

    /// Returns the event of closing the open part for good, which begins the break.
    pub fn close_part(&self, now: Moment) -> Vec<Event> {
        let section = self.record.last_open_section();
        vec![self.event(now, EventBody::SectionClosed { section })]
    }

    /// Returns the events of ending the break: the next part, and its first item.
    pub fn open_part(&self, now: Moment) -> Vec<Event> {
        let section = self.record.closed;
        let mut events = vec![self.event(now, EventBody::SectionOpened { section })];
        let first = self
            .record
            .open_range()
            .find(|position| self.item(*position).is_some());
        events.extend(first.map(|position| self.visit(position, now)));
        events
    }

    /// Returns the events of the end: because the time ran out, or because the candidate is done.
    pub fn submit(&self, by_clock: bool, now: Moment) -> Vec<Event> {
        let mut events = Vec::new();
        if by_clock {
            events.push(self.event(now, EventBody::TimeUp));
        }
        events.push(self.event(now, EventBody::AttemptFinished { given_up: false }));
        events
    }

    /// Returns the event of leaving; the time of a timed exam goes on.
    pub fn leave(&self, now: Moment) -> Vec<Event> {
        vec![self.event(now, EventBody::AttemptPaused)]
    }

    /// Returns the event of stopping the clock.
    ///
    /// # Errors
    /// The exam is timed.
    pub fn pause(&self, now: Moment) -> Result<Vec<Event>, Refusal> {
        if self.record.terms.budget.is_some() {
            return Err(Refusal::NoPause);
        }
        Ok(self.leave(now))
    }

    /// Returns `body` as an event of this exam.
    pub fn event(&self, now: Moment, body: EventBody) -> Event {
        Event {
            at: now.wall,
            attempt: Some(self.record.attempt.id.clone()),
            body,
        }
    }

    fn visit(&self, position: usize, now: Moment) -> Event {
        self.event(now, EventBody::Visited { position })
    }

    fn after(&self, position: usize) -> Option<usize> {
        let onward = position + 1..self.record.open_range().end;
        onward
            .into_iter()
            .find(|position| self.item(*position).is_some())
    }

    /// Takes in an event that is committed at `now`.
    pub fn apply(&mut self, event: &Event, now: Moment) {
        self.record.apply(event);
        match &event.body {
            EventBody::ClockJumped { .. } => self.clock.tell(now),
            EventBody::SectionOpened { .. } => self.clock = ExamClock::start(&self.record, now),
            _ => {}
        }
    }
}
