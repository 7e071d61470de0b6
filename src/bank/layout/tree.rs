//! A part of a file as its author wrote it: keys, values as they stand, and every comment with what it belongs to.

use toml_parser::{
    Source,
    parser::{Event, EventKind, parse_document},
};

/// Comments above something, in blocks that blank lines divide.
#[derive(Debug, Default)]
pub(super) struct Comments {
    pub(super) blocks: Vec<Vec<String>>,
    /// Whether no blank line stands before the first block.
    pub(super) touches_before: bool,
    /// Whether a blank line stands after the last block.
    pub(super) is_apart: bool,
}

impl Comments {
    /// Returns every comment.
    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().flatten().map(String::as_str)
    }
}

/// A header with its keys; without one at the beginning of a file.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) above: Comments,
    pub(super) header: Option<Header>,
    pub(super) entries: Vec<Entry>,
}

/// A header such as `[[choice]]`.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) key: Vec<String>,
    pub(super) is_array: bool,
    pub(super) beside: Option<String>,
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) above: Comments,
    pub(super) key: Vec<String>,
    pub(super) value: Node,
    pub(super) beside: Option<String>,
}

/// A value.
#[derive(Debug)]
pub(super) enum Node {
    /// As it stands.
    Scalar(String),
    /// Values in brackets.
    Array(Bracketed<Element>),
    /// Keys in braces.
    Table(Bracketed<Entry>),
}

/// What stands in brackets or braces.
#[derive(Debug)]
pub(super) struct Bracketed<T> {
    pub(super) parts: Vec<T>,
    /// Whether the author began a new line after the bracket.
    pub(super) is_spread: bool,
    /// Comments before the closing bracket.
    pub(super) tail: Vec<String>,
}

/// A value in an array.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) above: Vec<String>,
    pub(super) value: Node,
    pub(super) beside: Option<String>,
}

impl Node {
    /// Whether a comment stands inside.
    pub(super) fn has_comments(&self) -> bool {
        match self {
            Self::Scalar(_) => false,
            Self::Array(array) => {
                let in_part = |part: &Element| {
                    !part.above.is_empty() || part.beside.is_some() || part.value.has_comments()
                };
                !array.tail.is_empty() || array.parts.iter().any(in_part)
            }
            Self::Table(table) => {
                let in_part = |part: &Entry| {
                    part.above.lines().next().is_some()
                        || part.beside.is_some()
                        || part.value.has_comments()
                };
                !table.tail.is_empty() || table.parts.iter().any(in_part)
            }
        }
    }
}

/// Reads sound TOML. Returns its sections and the comments after the last one.
pub(super) fn read(text: &str) -> (Vec<Section>, Comments) {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut events: Vec<Event> = Vec::new();
    parse_document(&tokens, &mut events, &mut ());
    events.retain(|event| event.kind() != EventKind::Whitespace);
    let mut tree = Tree {
        text,
        events,
        at: 0,
    };
    tree.document()
}

struct Tree<'t> {
    text: &'t str,
    events: Vec<Event>,
    at: usize,
}

impl Tree<'_> {
    fn peek(&self) -> Option<EventKind> {
        self.events.get(self.at).map(Event::kind)
    }

    /// Takes the next event and returns its text.
    fn take(&mut self) -> String {
        let span = self.events[self.at].span();
        self.at += 1;
        self.text[span.start()..span.end()].to_owned()
    }

    fn take_comment(&mut self) -> String {
        self.take().trim_end().to_owned()
    }

    /// Takes the comment on the rest of this line, if there is one.
    fn beside(&mut self) -> Option<String> {
        (self.peek() == Some(EventKind::Comment)).then(|| self.take_comment())
    }

    fn document(&mut self) -> (Vec<Section>, Comments) {
        let mut sections = vec![Section::default()];
        loop {
            let above = self.comments();
            match self.peek() {
                None => return (sections, above),
                Some(EventKind::StdTableOpen | EventKind::ArrayTableOpen) => {
                    let header = Some(self.header());
                    sections.push(Section {
                        above,
                        header,
                        entries: Vec::new(),
                    });
                }
                Some(_) => {
                    let entry = self.entry(above);
                    let section = sections.last_mut().expect("one is there from the start");
                    section.entries.push(entry);
                }
            }
        }
    }

    /// Reads line ends and comments on lines of their own.
    fn comments(&mut self) -> Comments {
        let mut comments = Comments::default();
        // What stood before ended on a line that is not ended yet, except at the beginning.
        let mut line_ends = usize::from(self.at == 0);
        let mut is_open = false;
        loop {
            match self.peek() {
                Some(EventKind::Newline) => {
                    self.at += 1;
                    line_ends += 1;
                    is_open &= line_ends < 2;
                }
                Some(EventKind::Comment) => {
                    if comments.blocks.is_empty() {
                        comments.touches_before = line_ends < 2;
                    }
                    if !is_open {
                        comments.blocks.push(Vec::new());
                        is_open = true;
                    }
                    let comment = self.take_comment();
                    comments
                        .blocks
                        .last_mut()
                        .expect("just added")
                        .push(comment);
                    line_ends = 0;
                }
                _ => {
                    comments.is_apart = line_ends >= 2;
                    return comments;
                }
            }
        }
    }

    fn header(&mut self) -> Header {
        let is_array = self.peek() == Some(EventKind::ArrayTableOpen);
        self.at += 1;
        let key = self.key();
        self.at += 1;
        let beside = self.beside();
        Header {
            key,
            is_array,
            beside,
        }
    }

    fn key(&mut self) -> Vec<String> {
        let mut parts = Vec::new();
        loop {
            match self.peek() {
                Some(EventKind::SimpleKey) => parts.push(plain_key(self.take())),
                Some(EventKind::KeySep) => self.at += 1,
                _ => return parts,
            }
        }
    }

    /// Passes line ends, and adds the comments among them to `above`.
    fn pass_lines(&mut self, above: &mut Vec<String>) {
        loop {
            match self.peek() {
                Some(EventKind::Newline) => self.at += 1,
                Some(EventKind::Comment) => above.push(self.take_comment()),
                _ => return,
            }
        }
    }

    fn entry(&mut self, above: Comments) -> Entry {
        let key = self.key();
        while self.peek() == Some(EventKind::KeyValSep) {
            self.at += 1;
        }
        let value = self.value();
        let beside = self.beside();
        Entry {
            above,
            key,
            value,
            beside,
        }
    }

    fn value(&mut self) -> Node {
        match self.peek() {
            Some(EventKind::ArrayOpen) => Node::Array(self.bracketed(
                EventKind::ArrayClose,
                |tree, above| Element {
                    above,
                    value: tree.value(),
                    beside: None,
                },
                |element| &mut element.beside,
            )),
            Some(EventKind::InlineTableOpen) => Node::Table(self.bracketed(
                EventKind::InlineTableClose,
                |tree, mut above| {
                    // TOML 1.1 lets lines end around the sign, and comments stand there.
                    let key = tree.key();
                    tree.pass_lines(&mut above);
                    tree.at += 1;
                    tree.pass_lines(&mut above);
                    Entry {
                        above: Comments {
                            blocks: if above.is_empty() {
                                Vec::new()
                            } else {
                                vec![above]
                            },
                            ..Comments::default()
                        },
                        key,
                        value: tree.value(),
                        beside: None,
                    }
                },
                |entry| &mut entry.beside,
            )),
            _ => Node::Scalar(self.take()),
        }
    }

    fn bracketed<T>(
        &mut self,
        close: EventKind,
        mut read: impl FnMut(&mut Self, Vec<String>) -> T,
        beside: impl Fn(&mut T) -> &mut Option<String>,
    ) -> Bracketed<T> {
        self.at += 1;
        let mut bracketed = Bracketed {
            parts: Vec::new(),
            is_spread: false,
            tail: Vec::new(),
        };
        let mut on_line_of_last = false;
        loop {
            match self.peek() {
                Some(EventKind::Newline) => {
                    self.at += 1;
                    bracketed.is_spread |= bracketed.parts.is_empty();
                    on_line_of_last = false;
                }
                Some(EventKind::ValueSep) => self.at += 1,
                Some(EventKind::Comment) => {
                    let comment = self.take_comment();
                    match bracketed.parts.last_mut().filter(|_| on_line_of_last) {
                        Some(last) => *beside(last) = Some(comment),
                        None => bracketed.tail.push(comment),
                    }
                }
                Some(kind) if kind != close => {
                    let above = std::mem::take(&mut bracketed.tail);
                    let part = read(self, above);
                    bracketed.parts.push(part);
                    on_line_of_last = true;
                }
                _ => {
                    self.at += 1;
                    return bracketed;
                }
            }
        }
    }
}

/// Returns a key part without quotes that it does not need.
fn plain_key(raw: String) -> String {
    let inner = raw
        .strip_prefix('"')
        .and_then(|raw| raw.strip_suffix('"'))
        .or_else(|| {
            raw.strip_prefix('\'')
                .and_then(|raw| raw.strip_suffix('\''))
        });
    let is_bare = |text: &str| {
        let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        !text.is_empty() && text.bytes().all(is_bare)
    };
    match inner {
        Some(inner) if is_bare(inner) => inner.to_owned(),
        _ => raw,
    }
}
