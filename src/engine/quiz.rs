//! A quiz: what to ask next, what an answer is worth, what to write down.
//!
//! Each method returns the event that happened; the caller commits it and then gives it back through
//! [`Quiz::apply`]. What was not committed did not happen, so a killed program resumes by replay.

use std::collections::BTreeMap;

use crate::domain::{
    Event, EventBody, Feedback, Item, ItemId, Misread, Timestamp,
    attempt::Attempt,
    content_hash::item_hashes,
    event::{Answer, AttemptPlan, Place},
    grade, read_response,
    reading::Presentation,
};

use super::presentation::present;

/// A quiz being sat.
#[derive(Debug)]
pub struct Quiz<'a> {
    attempt: Attempt,
    items: Vec<Option<&'a Item>>,
    chosen: Option<usize>,
}

/// What stands before the learner.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// Position in the attempt, from 0.
    pub position: usize,
    /// The item.
    pub item: &'a Item,
    /// How it looks.
    pub shown: Presentation,
}

/// Returns the places of a plan that asks `items`.
pub fn plan_places(items: &[&Item]) -> Vec<Place> {
    items
        .iter()
        .map(|item| Place {
            item: item.id.clone(),
            bank: item.bank.clone(),
            hashes: item_hashes(item),
        })
        .collect()
}

impl<'a> Quiz<'a> {
    /// Returns the quiz that `attempt` tells of, over the items that `find` knows. An item that is gone, or whose
    /// key was changed since, is passed over; see [`Quiz::lost`].
    pub fn new(attempt: Attempt, find: impl Fn(&ItemId) -> Option<&'a Item>) -> Self {
        let items = attempt
            .plan
            .places
            .iter()
            .map(|place| {
                find(&place.item).filter(|item| {
                    item_hashes(item).key == place.hashes.key
                        && present(item, attempt.plan.seed).is_some()
                })
            })
            .collect();
        Self {
            attempt,
            items,
            chosen: None,
        }
    }

    /// Returns the attempt as it stands.
    pub fn attempt(&self) -> &Attempt {
        &self.attempt
    }

    /// Returns the plan.
    pub fn plan(&self) -> &AttemptPlan {
        &self.attempt.plan
    }

    /// Returns how many items the attempt has.
    pub fn length(&self) -> usize {
        self.items.len()
    }

    /// Returns the ids of items that cannot be asked any more.
    pub fn lost(&self) -> Vec<&ItemId> {
        let places = self.attempt.plan.places.iter().zip(&self.items);
        places
            .filter(|(_, item)| item.is_none())
            .map(|(place, _)| &place.item)
            .collect()
    }

    /// Returns the item at `position`, if it can be asked.
    pub fn item(&self, position: usize) -> Option<&'a Item> {
        self.items.get(position).copied().flatten()
    }

    /// Returns how the item at `position` looks.
    pub fn shown(&self, position: usize) -> Option<Presentation> {
        present(self.item(position)?, self.attempt.plan.seed)
    }

    /// Returns what stands before the learner; `None` when nothing is left to ask.
    pub fn asked(&self) -> Option<Asked<'a>> {
        if self.attempt.finished.is_some() {
            return None;
        }
        let position = self.chosen.or_else(|| self.next_position())?;
        Some(Asked {
            position,
            item: self.item(position)?,
            shown: self.shown(position)?,
        })
    }

    fn next_position(&self) -> Option<usize> {
        self.attempt
            .next_position(|position| self.item(position).is_some())
    }

    /// Returns how many items were answered so far.
    pub fn answered(&self) -> usize {
        self.attempt.answers.len()
    }

    /// Returns the event of answering the item before the learner with `raw`, after `milliseconds`.
    ///
    /// # Errors
    /// The line is no answer to that item; nothing happened.
    pub fn answer(
        &self,
        asked: &Asked<'a>,
        raw: &str,
        now: Timestamp,
        milliseconds: u64,
    ) -> Result<Event, Misread> {
        let reading = read_response(asked.item, &asked.shown, raw)?;
        let grade = grade(asked.item, &asked.shown, &reading);
        let credential = self.plan().credential.as_ref();
        let served = credential
            .and_then(|credential| Some((credential, asked.item.domain_for(credential)?)));
        let (credential, domain) = served.unwrap_or((&asked.item.credential, &asked.item.domain));
        Ok(self.event(
            now,
            EventBody::Answered(Box::new(Answer {
                position: asked.position,
                item: asked.item.id.clone(),
                hashes: item_hashes(asked.item),
                credential: credential.clone(),
                domain: domain.clone(),
                tasks: asked.item.tasks.clone(),
                level: asked.item.level,
                kind: asked.item.kind(),
                raw: raw.to_owned(),
                reading,
                shown: asked.shown.clone(),
                grade,
                milliseconds,
                hints: self
                    .attempt
                    .hints
                    .get(&asked.position)
                    .copied()
                    .unwrap_or(0),
            })),
        ))
    }

    /// Returns the event of passing over the item before the learner. It comes again at the end, once.
    pub fn skip(&self, asked: &Asked<'_>, now: Timestamp) -> Event {
        self.event(
            now,
            EventBody::Skipped {
                position: asked.position,
            },
        )
    }

    /// Returns the event of showing a hint.
    pub fn hint(&self, asked: &Asked<'_>, now: Timestamp) -> Event {
        self.event(
            now,
            EventBody::HintShown {
                position: asked.position,
            },
        )
    }

    /// Returns the event of leaving in the middle.
    pub fn pause(&self, now: Timestamp) -> Event {
        self.event(now, EventBody::AttemptPaused)
    }

    /// Returns the event of ending. It was given up if there was still something to ask.
    pub fn finish(&self, now: Timestamp) -> Event {
        let given_up = self.next_position().is_some();
        self.event(now, EventBody::AttemptFinished { given_up })
    }

    fn event(&self, at: Timestamp, body: EventBody) -> Event {
        Event {
            at,
            attempt: Some(self.attempt.id.clone()),
            body,
        }
    }

    /// Takes in an event that is committed.
    pub fn apply(&mut self, event: &Event) {
        self.attempt.apply(event);
        if matches!(
            event.body,
            EventBody::Answered(_) | EventBody::Skipped { .. }
        ) {
            self.chosen = None;
        }
    }

    /// Returns the last position before `position` that can be answered anew. With feedback at the end every answer can
    /// be changed; with feedback after each its key was told, so only what was passed over can be gone back to.
    pub fn earlier(&self, position: usize) -> Option<usize> {
        let changeable = |earlier: &usize| {
            self.plan().feedback == Feedback::End || !self.attempt.answers.contains_key(earlier)
        };
        (0..position)
            .rev()
            .find(|earlier| self.item(*earlier).is_some() && changeable(earlier))
    }

    /// Goes back to [`Quiz::earlier`], which is then asked; `None` when there is none.
    pub fn back(&mut self, position: usize) -> Option<usize> {
        let earlier = self.earlier(position)?;
        self.chosen = Some(earlier);
        Some(earlier)
    }

    /// Returns the answers by position.
    pub fn answers(&self) -> &BTreeMap<usize, Answer> {
        &self.attempt.answers
    }
}

#[cfg(test)]
mod tests;
