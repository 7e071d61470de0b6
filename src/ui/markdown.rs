//! Light Markdown of stems, reasons and records, as lines that fit.
//!
//! Nothing an author wrote may be lost on the way, even where Markdown would hide it: HTML is shown as text, links
//! show their target, reference definitions and surplus table cells stay, and a star inside a word or between figures
//! (`2*3*4`) stays a star.

mod table_draft;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::Style;
use super::wrap::{columns, wrap_with};
use crate::sys::clean;
use crate::sys::ink::strip;
use table_draft::TableDraft;

/// How often a text is read anew because its link definitions had to be made visible.
const MOST_READINGS: usize = 8;

/// Returns the lines of `markdown` in at most `width` columns; tables become labelled lines when `plain`.
pub fn lines(markdown: &str, width: usize, plain: bool) -> Vec<String> {
    lines_with(markdown, width, plain, "", "")
}

/// Returns the lines of `markdown` with `first` before the first line and `rest` before all others.
pub fn lines_with(
    markdown: &str,
    width: usize,
    plain: bool,
    first: &str,
    rest: &str,
) -> Vec<String> {
    let source = with_visible_definitions(clean(markdown));
    let mut renderer = Renderer {
        source: &source,
        width,
        plain,
        first,
        rest,
        lines: Vec::new(),
        frames: Vec::new(),
        text: String::new(),
        gap: None,
        verbatim: None,
        links: Vec::new(),
        stars: Vec::new(),
        table: None,
    };
    for (event, range) in Parser::new_ext(&source, Options::ENABLE_TABLES).into_offset_iter() {
        renderer.take(event, &range);
    }
    renderer.end_block();
    renderer.lines
}

/// Escapes link reference definitions, which Markdown would swallow.
fn with_visible_definitions(mut source: Cow<'_, str>) -> Cow<'_, str> {
    for _ in 0..MOST_READINGS {
        let parser = Parser::new_ext(&source, Options::ENABLE_TABLES);
        let definitions = parser.reference_definitions().iter();
        let mut starts: Vec<usize> = definitions
            .map(|(_, definition)| definition.span.start)
            .collect();
        if starts.is_empty() {
            break;
        }
        starts.sort_unstable();
        let mut escaped = source.into_owned();
        for start in starts.into_iter().rev() {
            escaped.insert(start, '\\');
        }
        source = Cow::Owned(escaped);
    }
    source
}

/// What surrounds a block and stands before its lines.
enum Frame {
    Quote {
        /// How many lines stood when it began.
        begun: usize,
    },
    List {
        next: Option<u64>,
    },
    Item {
        marker: String,
        fresh: bool,
    },
}

struct Link {
    /// Where the link's text begins in the collected text.
    start: usize,
    target: String,
    title: String,
}

struct Renderer<'a> {
    source: &'a str,
    width: usize,
    plain: bool,
    first: &'a str,
    rest: &'a str,
    lines: Vec<String>,
    frames: Vec<Frame>,
    /// The inline text of the block being read, with style marks.
    text: String,
    /// Whether a blank line stands before the next block; if so, how many frames surround it.
    gap: Option<usize>,
    /// The code or HTML block being read.
    verbatim: Option<String>,
    links: Vec<Link>,
    /// For each open emphasis, whether its stars are shown instead.
    stars: Vec<bool>,
    table: Option<TableDraft>,
}

impl Renderer<'_> {
    fn take(&mut self, event: Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.verbatim
                    .as_mut()
                    .unwrap_or(&mut self.text)
                    .push_str(&text);
            }
            Event::Code(code) => self.text.push_str(&Style::Code.paint(&code)),
            Event::SoftBreak => self.text.push(' '),
            Event::HardBreak => self.text.push('\n'),
            Event::Rule => {
                self.end_block();
                self.put("---");
                self.gap = Some(self.frames.len());
            }
            // The remaining kinds belong to extensions that are switched off.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => {
                self.text.push_str(&text);
            }
            Event::TaskListMarker(done) => self.text.push_str(if done { "[x] " } else { "[ ] " }),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis => self.start_emphasis(Style::Emphasis, range),
            Tag::Strong => self.start_emphasis(Style::Strong, range),
            Tag::Link {
                dest_url, title, ..
            }
            | Tag::Image {
                dest_url, title, ..
            } => {
                self.links.push(Link {
                    start: self.text.len(),
                    target: dest_url.into_string(),
                    title: title.into_string(),
                });
            }
            Tag::TableCell => self.text.clear(),
            Tag::TableHead | Tag::TableRow => {}
            tag => {
                self.end_block();
                self.start_block(tag, range);
            }
        }
    }

    fn start_block(&mut self, tag: Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::BlockQuote(_) => self.frames.push(Frame::Quote {
                begun: self.lines.len(),
            }),
            Tag::List(next) => self.frames.push(Frame::List { next }),
            Tag::Item => self.start_item(range),
            Tag::CodeBlock(kind) => {
                self.verbatim = Some(String::new());
                if let CodeBlockKind::Fenced(language) = kind
                    && !language.is_empty()
                {
                    self.put(&Style::Dim.paint(&format!("{language}:")));
                }
            }
            Tag::HtmlBlock => self.verbatim = Some(String::new()),
            Tag::Table(sides) => self.table = Some(TableDraft::new(sides)),
            // A heading's style is set at its end; the other kinds are inline or switched off.
            _ => {}
        }
    }

    fn start_item(&mut self, range: &Range<usize>) {
        let bullet = self.source[range.start..].chars().next();
        let marker = match self.frames.last_mut() {
            Some(Frame::List { next: Some(number) }) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            // A line beginning with `+ 5` is a list to Markdown; the sign stays what it was.
            _ if bullet == Some('+') => "+ ".to_owned(),
            _ => "- ".to_owned(),
        };
        self.frames.push(Frame::Item {
            marker,
            fresh: true,
        });
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis => self.end_emphasis(Style::Emphasis, "*"),
            TagEnd::Strong => self.end_emphasis(Style::Strong, "**"),
            TagEnd::Link | TagEnd::Image => self.end_link(),
            TagEnd::TableCell => {
                let cell = strip(&std::mem::take(&mut self.text));
                if let Some(table) = &mut self.table {
                    table.push_cell(cell);
                }
            }
            TagEnd::TableHead => self.table.iter_mut().for_each(TableDraft::end_head),
            TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.end_row(&self.source[range.clone()]);
                }
            }
            TagEnd::Table => self.end_table(),
            TagEnd::Heading(_) => {
                self.text = Style::Title.paint(&self.text);
                self.end_block();
                self.gap = Some(self.frames.len());
            }
            TagEnd::Paragraph => {
                self.end_block();
                self.gap = Some(self.frames.len());
            }
            TagEnd::CodeBlock | TagEnd::HtmlBlock => self.end_verbatim(tag),
            TagEnd::BlockQuote(_) => {
                self.end_block();
                if matches!(self.frames.last(), Some(Frame::Quote { begun }) if *begun == self.lines.len())
                {
                    self.put("");
                }
                self.frames.pop();
                self.gap = Some(self.frames.len());
            }
            TagEnd::Item => {
                self.end_block();
                if matches!(self.frames.last(), Some(Frame::Item { fresh: true, .. })) {
                    self.put("");
                }
                self.frames.pop();
            }
            TagEnd::List(_) => {
                self.frames.pop();
                let nested = self
                    .frames
                    .iter()
                    .any(|frame| matches!(frame, Frame::Item { .. }));
                if !nested {
                    self.gap = Some(self.frames.len());
                }
            }
            _ => {}
        }
    }

    /// Begins emphasis, unless its stars stand inside a word or a figure.
    fn start_emphasis(&mut self, style: Style, range: &Range<usize>) {
        let before = self.source[..range.start].chars().next_back();
        let after = self.source[range.end..].chars().next();
        let inside = [before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric);
        self.stars.push(inside);
        if inside {
            let stars = if style == Style::Strong { "**" } else { "*" };
            self.text.push_str(stars);
        } else {
            self.text.push_str(&style.opening());
        }
    }

    fn end_emphasis(&mut self, style: Style, stars: &str) {
        if self.stars.pop() == Some(true) {
            self.text.push_str(stars);
        } else {
            self.text.push_str(&style.closing());
        }
    }

    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        let text = self.text.get(link.start..).map(strip).unwrap_or_default();
        let shown = text == link.target || format!("mailto:{text}") == link.target;
        let beside: Vec<&str> = [link.target.as_str(), link.title.as_str()]
            .into_iter()
            .filter(|part| !(part.is_empty() || shown && *part == link.target))
            .collect();
        if !beside.is_empty() {
            if !text.is_empty() {
                self.text.push(' ');
            }
            self.text.push('(');
            self.text.push_str(&beside.join(", "));
            self.text.push(')');
        }
    }

    fn end_table(&mut self) {
        let Some(draft) = self.table.take() else {
            return;
        };
        self.leave_gap();
        let (first, rest) = self.prefixes();
        let width = self
            .width
            .saturating_sub(columns(&first).max(columns(&rest)));
        let lines = draft.lines(width, self.plain);
        for (number, line) in lines.iter().enumerate() {
            let prefix = if number == 0 { &first } else { &rest };
            self.lines
                .extend(wrap_with(line, self.width, prefix, &rest));
        }
        self.gap = Some(self.frames.len());
    }

    fn end_verbatim(&mut self, tag: TagEnd) {
        let text = self.verbatim.take().unwrap_or_default();
        let text = text.trim_end_matches('\n');
        if text.is_empty() {
            return;
        }
        if tag == TagEnd::CodeBlock {
            let indented: Vec<String> = text.split('\n').map(|line| format!("  {line}")).collect();
            self.put(&Style::Code.paint(&indented.join("\n")));
        } else {
            self.put(text);
        }
        self.gap = Some(self.frames.len());
    }

    /// Writes the inline text collected so far as a block.
    fn end_block(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.trim().is_empty() {
            self.put(&text);
        }
    }

    fn put(&mut self, text: &str) {
        self.leave_gap();
        let (first, rest) = self.prefixes();
        self.lines
            .extend(wrap_with(text, self.width, &first, &rest));
    }

    fn leave_gap(&mut self) {
        if let Some(depth) = self.gap.take()
            && !self.lines.is_empty()
        {
            let around = self.frames.get(..depth).unwrap_or(&self.frames);
            let blank = self.rest_prefix(around);
            self.lines.push(blank.trim_end().to_owned());
        }
    }

    /// Returns what stands before the next line and before those after it; items give their marker once.
    fn prefixes(&mut self) -> (String, String) {
        let mut first = if self.lines.is_empty() {
            self.first
        } else {
            self.rest
        }
        .to_owned();
        for frame in &mut self.frames {
            match frame {
                Frame::Quote { .. } => first.push_str("> "),
                Frame::List { .. } => {}
                Frame::Item {
                    marker,
                    fresh: true,
                } => first.push_str(marker),
                Frame::Item { marker, .. } => first.push_str(&" ".repeat(marker.len())),
            }
            if let Frame::Item { fresh, .. } = frame {
                *fresh = false;
            }
        }
        (first, self.rest_prefix(&self.frames))
    }

    fn rest_prefix(&self, frames: &[Frame]) -> String {
        let mut rest = self.rest.to_owned();
        for frame in frames {
            match frame {
                Frame::Quote { .. } => rest.push_str("> "),
                Frame::List { .. } => {}
                Frame::Item { marker, .. } => rest.push_str(&" ".repeat(marker.len())),
            }
        }
        rest
    }
}

#[cfg(test)]
mod tests;
