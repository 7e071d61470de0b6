//! Sitting a quiz: ask, read, commit, tell. Every answer is on disk before the next prompt.

use std::rc::Rc;

use crate::{
    bank::Library,
    domain::{
        AttemptId, Event, EventBody, Feedback, Item, ItemBody, ItemId, attempt::Attempt,
        content_hash::item_hashes, time::spoken_length,
    },
    engine::{
        explanation::{Explanation, explain, explain_key},
        presentation::still_holds,
        quiz::{Asked, Quiz},
    },
    store::Hold,
    ui::{Line, Prompt},
};

use super::{
    Context,
    error::CommandError,
    order::{Order, meant_as_order, order_help, read_order},
    sitting_view::{self, Verdict},
};

/// How a sitting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// Everything was asked.
    Finished,
    /// The learner left; it can be resumed.
    Left,
}

/// One sitting.
pub(super) struct Sitting<'a, 'b> {
    context: &'a mut Context,
    library: &'b Library,
    quiz: Quiz<'b>,
    /// Held so that no second terminal sits the same attempt.
    _hold: Hold,
    /// The last answered item and what there is to say about it.
    told: Option<(ItemId, Explanation)>,
    /// The case whose record was shown last.
    record: Option<ItemId>,
}

/// What follows a line at the answer prompt.
enum Next {
    /// The same prompt again.
    Prompt,
    /// The question again, then its prompt.
    Show,
    /// The next question.
    Question,
    /// Out.
    Leave,
}

impl<'a, 'b> Sitting<'a, 'b> {
    pub(super) fn new(
        context: &'a mut Context,
        library: &'b Rc<Library>,
        attempt: Attempt,
    ) -> Result<Self, CommandError> {
        let holder = context.holder();
        let hold = context
            .store()?
            .hold_attempt(&attempt.id, &holder)
            .map_err(|error| CommandError::from_store(&error))?;
        let quiz = Quiz::new(attempt, |id| library.item(id.as_str()));
        Ok(Self {
            context,
            library,
            quiz,
            _hold: hold,
            told: None,
            record: None,
        })
    }

    /// Returns the attempt as it stands.
    pub(super) fn attempt(&self) -> &Attempt {
        self.quiz.attempt()
    }

    /// Asks until nothing is left or the learner leaves.
    pub(super) fn run(&mut self) -> Result<Ending, CommandError> {
        let lost = self.quiz.lost().len();
        if lost > 0 {
            let items = crate::ui::words::count(lost, "item");
            self.context.screen.line(&format!(
                "{items} of this quiz changed or left the banks since and will not be asked."
            ));
        }
        while let Some(asked) = self.quiz.asked() {
            if self.ask(&asked)? == Ending::Left {
                let event = self.quiz.pause(self.context.now());
                self.commit(&event)?;
                return Ok(Ending::Left);
            }
        }
        if self.quiz.attempt().finished.is_none() {
            let event = self.quiz.finish(self.context.now());
            self.commit(&event)?;
        }
        Ok(Ending::Finished)
    }

    /// Asks one question until it is answered, passed over, or left.
    fn ask(&mut self, asked: &Asked<'b>) -> Result<Ending, CommandError> {
        self.show(asked)?;
        let began = self.context.clock.steady_milliseconds();
        let mut interrupts = 0;
        loop {
            let prompt = Prompt::answer(&sitting_view::prompt(
                asked,
                self.quiz.earlier(asked.position).is_some(),
                self.told.is_some(),
            ));
            let line = self.context.read_line(&prompt)?;
            if !matches!(line, Line::Interrupted) {
                interrupts = 0;
            }
            let next = match line {
                Line::End => Next::Leave,
                Line::Interrupted if interrupts > 0 => Next::Leave,
                Line::Interrupted => {
                    interrupts += 1;
                    self.say("Your answers so far are saved. Ctrl-C again or :quit leaves; quiz --resume goes on.");
                    Next::Prompt
                }
                Line::NotText => {
                    self.say("That line was not readable text. Please type it again.");
                    Next::Prompt
                }
                Line::TooLong => {
                    self.say("That line is too long to be an answer. Please type it again.");
                    Next::Prompt
                }
                Line::Text(text) => match text.trim().strip_prefix(':') {
                    Some(order) => self.obey(asked, order)?,
                    None => {
                        let taken = self
                            .context
                            .clock
                            .steady_milliseconds()
                            .saturating_sub(began);
                        self.answer(asked, &text, taken)?
                    }
                },
            };
            match next {
                Next::Prompt => {}
                Next::Show => self.show(asked)?,
                Next::Question => return Ok(Ending::Finished),
                Next::Leave => return Ok(Ending::Left),
            }
        }
    }

    fn show(&mut self, asked: &Asked<'b>) -> Result<(), CommandError> {
        let history = self
            .context
            .store()?
            .item_history(&asked.item.id)
            .map_err(|error| CommandError::from_store(&error))?;
        if let Some(case) = &asked.item.case
            && self.record.as_ref() != Some(case)
        {
            if let Some(case) = self.library.case(case.as_str()) {
                sitting_view::show_record(&mut self.context.screen, case);
            }
            self.record = Some(case.clone());
        }
        let today = self.context.today();
        let history = history.filter(|history| history.speaks_of(asked.item));
        let seen = sitting_view::seen_words(history.as_ref(), today, &self.context.zone());
        let plan = self.quiz.plan();
        let place = sitting_view::place_words(self.library, plan.credential.as_ref(), asked.item);
        let heading = sitting_view::Heading {
            number: asked.position + 1,
            length: self.quiz.length(),
            place,
            seen,
        };
        sitting_view::show_question(&mut self.context.screen, &heading, asked);
        Ok(())
    }

    fn answer(&mut self, asked: &Asked<'b>, text: &str, taken: u64) -> Result<Next, CommandError> {
        if text.trim().is_empty() {
            if let ItemBody::Card(card) = &asked.item.body {
                sitting_view::show_card_back(&mut self.context.screen, card, &asked.shown);
            } else {
                self.say("Type your answer, :skip to pass over it, or :help.");
            }
            return Ok(Next::Prompt);
        }
        let event = match self.quiz.answer(asked, text, self.context.now(), taken) {
            Ok(event) => event,
            Err(misread) => {
                let reason = sitting_view::sentence(&misread.to_string());
                let way_on = match meant_as_order(text) {
                    Some(order) => format!("Orders begin with a colon: {order}."),
                    None => "Nothing is scored; try again.".to_owned(),
                };
                self.say(&format!("{reason}. {way_on}"));
                return Ok(Next::Prompt);
            }
        };
        if !self.commit_or_ask(&event)? {
            return Ok(Next::Leave);
        }
        let EventBody::Answered(answer) = &event.body else {
            return Ok(Next::Question);
        };
        let explanation = explain(asked.item, answer);
        if self.quiz.plan().feedback == Feedback::Each {
            let verdict = Verdict {
                item: asked.item,
                answer,
                explanation: &explanation,
            };
            sitting_view::show_verdict(&mut self.context.screen, &verdict);
            self.told = Some((asked.item.id.clone(), explanation));
            if self.context.lines.is_interactive() && self.quiz.asked().is_some() {
                return self.pause_after_feedback(asked);
            }
        }
        Ok(Next::Question)
    }

    /// Waits on a terminal, so that the reasons are read before the next question pushes them up.
    fn pause_after_feedback(&mut self, asked: &Asked<'b>) -> Result<Next, CommandError> {
        loop {
            let why = if self
                .told
                .as_ref()
                .is_some_and(|(_, told)| !told.others.is_empty())
            {
                " :why"
            } else {
                ""
            };
            let prompt = Prompt::answer(&format!(
                "Enter for the next question {why} :flag :note :dispute :quit > "
            ));
            match self.context.read_line(&prompt)? {
                Line::End => return Ok(Next::Leave),
                Line::Interrupted => return Ok(Next::Question),
                Line::NotText | Line::TooLong => {}
                Line::Text(text) if text.trim().is_empty() => return Ok(Next::Question),
                Line::Text(text) => match text.trim().strip_prefix(':') {
                    Some(order) => match read_order(order) {
                        Ok(
                            Order::Skip | Order::Hint | Order::Back | Order::Repeat | Order::Record,
                        ) => {
                            self.say(
                                "That order belongs to a question. Press Enter for the next one.",
                            );
                        }
                        _ => {
                            if let Next::Leave = self.obey(asked, order)? {
                                return Ok(Next::Leave);
                            }
                        }
                    },
                    None => self.say("Press Enter for the next question."),
                },
            }
        }
    }

    fn obey(&mut self, asked: &Asked<'b>, order: &str) -> Result<Next, CommandError> {
        let order = match read_order(order) {
            Ok(order) => order,
            Err(sentence) => {
                self.say(&sentence);
                return Ok(Next::Prompt);
            }
        };
        let item = asked.item;
        match order {
            Order::Help => {
                for (order, help) in order_help() {
                    self.context.screen.hanging(&format!("{order:<18}"), help);
                }
            }
            Order::Hint => match &item.hint {
                Some(hint) => {
                    let event = self.quiz.hint(asked, self.context.now());
                    self.commit(&event)?;
                    let hint = crate::engine::presentation::filled(item, &asked.shown, hint);
                    self.context.screen.markdown(&format!("Hint: {hint}"), 2);
                }
                None => self.say("This item has no hint."),
            },
            Order::Skip => {
                let event = self.quiz.skip(asked, self.context.now());
                self.commit(&event)?;
                return Ok(Next::Question);
            }
            Order::Back => match self.quiz.back(asked.position) {
                Some(_) => return Ok(Next::Question),
                None => self.say("There is no earlier question whose answer can still be changed."),
            },
            Order::Repeat => return Ok(Next::Show),
            Order::Record => {
                self.record = None;
                return Ok(Next::Show);
            }
            Order::Why => self.tell_others(),
            Order::Time => self.tell_time(),
            Order::Flag => self.flag(item)?,
            Order::Note(text) => self.note(item, text)?,
            Order::Dispute(reason) => self.dispute(item, reason)?,
            Order::Quit => return Ok(Next::Leave),
        }
        Ok(Next::Prompt)
    }

    fn tell_others(&mut self) {
        match &self.told {
            None => self.say("The reasons come after your answer."),
            Some((id, told)) if told.others.is_empty() => {
                let sentence = format!("There is nothing more to say about {id}.");
                self.say(&sentence);
            }
            Some((_, told)) => sitting_view::show_reasons(&mut self.context.screen, &told.others),
        }
    }

    fn tell_time(&mut self) {
        let attempt = self.quiz.attempt();
        let taken: u64 = attempt
            .answers
            .values()
            .map(|answer| answer.milliseconds)
            .sum();
        let sentence = format!(
            "{} of {} answered, {} of answering time.",
            self.quiz.answered(),
            self.quiz.length(),
            spoken_length(taken)
        );
        self.say(&sentence);
    }

    fn flag(&mut self, item: &Item) -> Result<(), CommandError> {
        let flags = self
            .context
            .store()?
            .flags()
            .map_err(|error| CommandError::from_store(&error))?;
        let on = !flags.contains_key(&item.id);
        self.mark(EventBody::Flagged {
            item: item.id.clone(),
            on,
        })?;
        self.say(if on {
            "Flagged. quiz --only flagged asks it again."
        } else {
            "Flag taken away."
        });
        Ok(())
    }

    fn note(&mut self, item: &Item, text: String) -> Result<(), CommandError> {
        if text.is_empty() {
            self.say("Write the note behind the order: :note look this up again.");
            return Ok(());
        }
        self.mark(EventBody::Noted {
            item: item.id.clone(),
            text,
        })?;
        self.say("Noted. note lists your notes.");
        Ok(())
    }

    fn dispute(&mut self, item: &Item, reason: String) -> Result<(), CommandError> {
        if reason.is_empty() {
            self.say(
                "Write the reason behind the order: :dispute the key ignores the exception in ...",
            );
            return Ok(());
        }
        let hashes = Some(item_hashes(item));
        self.mark(EventBody::Disputed {
            item: item.id.clone(),
            hashes,
            reason,
        })?;
        self.say("Disputed. dispute --export FILE writes your disputes for the author.");
        Ok(())
    }

    fn mark(&mut self, body: EventBody) -> Result<(), CommandError> {
        let event = Event {
            at: self.context.now(),
            attempt: Some(self.attempt_id()),
            body,
        };
        self.commit(&event)
    }

    fn attempt_id(&self) -> AttemptId {
        self.quiz.attempt().id.clone()
    }

    fn say(&mut self, sentence: &str) {
        self.context.screen.paragraph(sentence);
    }

    /// Writes an event down and takes it in.
    fn commit(&mut self, event: &Event) -> Result<(), CommandError> {
        self.context.append(std::slice::from_ref(event))?;
        self.quiz.apply(event);
        Ok(())
    }

    /// Writes an answer down; when the disk refuses, tells so and tries again as often as the learner wants.
    fn commit_or_ask(&mut self, event: &Event) -> Result<bool, CommandError> {
        loop {
            match self.commit(event) {
                Ok(()) => return Ok(true),
                Err(error) if self.context.lines.is_interactive() => {
                    self.context
                        .screen
                        .error(&format!("the answer is not saved: {error}"), &error.hints);
                    let prompt =
                        Prompt::answer("Enter to try again, :quit to leave without this answer > ");
                    match self.context.read_line(&prompt)? {
                        Line::End => return Ok(false),
                        Line::Text(text) if text.trim() == ":quit" => return Ok(false),
                        _ => {}
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Goes through the items again with their reasons, after feedback at the end.
    pub(super) fn tell_all(&mut self) {
        for position in 0..self.quiz.length() {
            let Some(item) = self.quiz.item(position) else {
                continue;
            };
            let answer = self.quiz.answers().get(&position);
            match answer.filter(|answer| still_holds(item, &answer.shown)) {
                Some(answer) => {
                    let explanation = explain(item, answer);
                    let verdict = Verdict {
                        item,
                        answer,
                        explanation: &explanation,
                    };
                    self.context.screen.blank();
                    self.context.screen.heading(&format!(
                        "Question {} of {}",
                        position + 1,
                        self.quiz.length()
                    ));
                    sitting_view::show_stem(&mut self.context.screen, item, &answer.shown);
                    sitting_view::show_verdict(&mut self.context.screen, &verdict);
                }
                None => {
                    let Some(shown) = self.quiz.shown(position) else {
                        continue;
                    };
                    let explanation = explain_key(item, &shown);
                    self.context.screen.blank();
                    self.context.screen.heading(&format!(
                        "Question {} of {}",
                        position + 1,
                        self.quiz.length()
                    ));
                    sitting_view::show_stem(&mut self.context.screen, item, &shown);
                    let verdict = sitting_view::short_verdict(answer);
                    self.say(&format!("{verdict}. The key is {}.", explanation.key));
                    sitting_view::show_reasons(&mut self.context.screen, &explanation.reasons);
                }
            }
        }
    }
}
