//! Lines prepared in advance, for tests.

use std::collections::VecDeque;

use super::{Line, LineError, LineSource, Prompt, Screen};

/// A source of prepared lines, which keeps the prompts it was asked at. After the last line comes [`Line::End`].
#[derive(Debug, Clone, Default)]
pub struct Script {
    lines: VecDeque<Line>,
    prompts: Vec<String>,
}

impl Script {
    /// Returns a source of lines of text.
    pub fn new<T: Into<String>>(lines: impl IntoIterator<Item = T>) -> Self {
        Self::of(lines.into_iter().map(|line| Line::Text(line.into())))
    }

    /// Returns a source of lines of any sort.
    pub fn of(lines: impl IntoIterator<Item = Line>) -> Self {
        Self {
            lines: lines.into_iter().collect(),
            prompts: Vec::new(),
        }
    }

    /// Returns the prompts shown so far.
    pub fn prompts(&self) -> &[String] {
        &self.prompts
    }

    /// Returns how many lines were not asked for yet.
    pub fn left(&self) -> usize {
        self.lines.len()
    }
}

impl LineSource for Script {
    fn read(&mut self, prompt: &Prompt, screen: &mut Screen) -> Result<Line, LineError> {
        self.prompts.push(prompt.text().to_owned());
        screen.write(&prompt.shown(screen.width()));
        screen.flush()?;
        let line = self.lines.pop_front().unwrap_or(Line::End);
        let typed = match &line {
            Line::Text(text) => text.as_str(),
            Line::End | Line::Interrupted | Line::NotText | Line::TooLong => "",
        };
        screen.write(&format!("{typed}\n"));
        Ok(line)
    }

    fn is_interactive(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_in_order_and_prompts_are_kept() {
        let (mut screen, shown, _) = Screen::memory(80, false);
        let mut script = Script::of([Line::Text("b".to_owned()), Line::Interrupted]);
        let prompt = Prompt::answer("A-D > ");
        let mut read = || script.read(&prompt, &mut screen).unwrap();
        assert_eq!(read(), Line::Text("b".to_owned()));
        assert_eq!(read(), Line::Interrupted);
        assert_eq!(read(), Line::End);
        assert_eq!(script.prompts(), ["A-D > ", "A-D > ", "A-D > "]);
        assert_eq!(script.left(), 0);
        assert_eq!(shown.text(), "A-D > b\nA-D > \nA-D > \n");
    }
}
