//! The first look at a file's bytes: where its tables begin, and whether it is nested too deep to be parsed at all.
//!
//! The scan knows strings and comments and nothing else of TOML. It cuts the text at headers of one word, so that each
//! item is parsed apart: one broken item does not hide the next, and memory holds one item's syntax at a time. It
//! refuses deep nesting before the parser, which recurses, sees it.

use std::ops::Range;

/// Deepest nesting of brackets, and most parts of a dotted key.
pub(super) const DEEPEST: usize = 8;
/// Longest table in bytes.
pub(super) const LONGEST_CHUNK: usize = 1 << 20;

/// A header of one word, such as `[[choice]]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// From the first bracket to the last.
    pub(super) span: Range<usize>,
    /// The word between them.
    pub(super) name: Range<usize>,
    /// Whether it has two brackets.
    pub(super) is_array: bool,
}

/// A part of a file that is parsed by itself: what stands before the first header, or a header and all up to the next.
#[derive(Debug)]
pub(super) struct Chunk {
    /// Its bytes.
    pub(super) range: Range<usize>,
    /// Its header; `None` before the first one, and for a header that is itself broken.
    pub(super) header: Option<Header>,
    /// Why it must not be parsed.
    pub(super) refused: Option<Refusal>,
}

/// Why a part of a file is not parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The bracket that goes one too deep.
    Brackets(Range<usize>),
    /// The dot that makes one part too many.
    Dots(Range<usize>),
    /// The quotes of a text that is never closed.
    OpenText(Range<usize>),
    /// It is longer than [`LONGEST_CHUNK`].
    Long(Range<usize>),
}

/// Cuts `text` from byte `from` on into parts. With `known` words a line that is a header of one of them ends whatever was
/// left open before it; that is for files that are known to be broken.
pub(super) fn scan(text: &str, from: usize, known: Option<&[&str]>) -> Vec<Chunk> {
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at: from,
        known,
        chunks: vec![Chunk {
            range: from..from,
            header: None,
            refused: None,
        }],
    };
    scan.run();
    let mut chunks = scan.chunks;
    for chunk in &mut chunks {
        if chunk.range.len() > LONGEST_CHUNK && chunk.refused.is_none() {
            let start = chunk.range.start;
            let line = chunk
                .header
                .as_ref()
                .map_or(start..start, |header| header.span.clone());
            chunk.refused = Some(Refusal::Long(line));
        }
    }
    chunks
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    known: Option<&'a [&'a str]>,
    chunks: Vec<Chunk>,
}

impl Scan<'_> {
    fn run(&mut self) {
        while self.at < self.bytes.len() {
            self.statement();
        }
        self.close();
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    /// Ends the current part here.
    fn close(&mut self) {
        let end = self.at.min(self.bytes.len());
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.range.end = end;
        }
    }

    fn open(&mut self, start: usize, header: Option<Header>) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.range.end = start;
        }
        self.chunks.push(Chunk {
            range: start..start,
            header,
            refused: None,
        });
    }

    fn refuse(&mut self, refusal: Refusal) {
        if let Some(chunk) = self.chunks.last_mut() {
            chunk.refused.get_or_insert(refusal);
        }
    }

    /// Reads from the start of a line outside of all brackets and texts to the end of the statement.
    fn statement(&mut self) {
        let mut start = self.at;
        while matches!(self.byte(start), b' ' | b'\t') && start < self.bytes.len() {
            start += 1;
        }
        if self.byte(start) == b'[' && start < self.bytes.len() {
            self.header(start);
        } else {
            self.at = start;
            self.body();
        }
    }

    fn header(&mut self, start: usize) {
        match self.read_header(start) {
            HeaderLine::Word(header) => {
                let after = header.span.end;
                self.open(start, Some(header));
                self.at = after;
            }
            HeaderLine::Dotted { parts, end } => {
                if parts > DEEPEST {
                    self.refuse(Refusal::Dots(start..end));
                }
                self.at = end;
            }
            HeaderLine::Broken => {
                self.open(start, None);
                self.at = start;
            }
        }
        self.rest_of_line();
    }

    /// Skips to the next line; a text that stands there is a fault that the parser will tell.
    fn rest_of_line(&mut self) {
        while self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
            self.at += 1;
        }
        self.at += 1;
    }

    fn read_header(&self, start: usize) -> HeaderLine {
        let is_array = self.byte(start + 1) == b'[';
        let brackets = if is_array { 2 } else { 1 };
        let mut at = start + brackets;
        let mut parts = 0;
        let mut name = 0..0;
        loop {
            at = self.skip_blanks(at);
            let Some(part) = self.key_part(at) else {
                return HeaderLine::Broken;
            };
            parts += 1;
            at = part.end;
            name = if parts == 1 { part } else { name };
            at = self.skip_blanks(at);
            match self.byte(at) {
                b'.' => at += 1,
                b']' => break,
                _ => return HeaderLine::Broken,
            }
        }
        if is_array && self.byte(at + 1) != b']' {
            return HeaderLine::Broken;
        }
        let end = at + brackets;
        if parts > 1 {
            return HeaderLine::Dotted { parts, end };
        }
        HeaderLine::Word(Header {
            span: start..end,
            name,
            is_array,
        })
    }

    fn skip_blanks(&self, mut at: usize) -> usize {
        while at < self.bytes.len() && matches!(self.bytes[at], b' ' | b'\t') {
            at += 1;
        }
        at
    }

    /// Returns the bytes of the bare or quoted key part at `at`.
    fn key_part(&self, at: usize) -> Option<Range<usize>> {
        let quote = self.byte(at);
        if !matches!(quote, b'"' | b'\'') {
            let mut end = at;
            while matches!(self.byte(end), b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-') {
                end += 1;
            }
            return (end > at).then_some(at..end);
        }
        let mut end = at + 1;
        while self.byte(end) != quote {
            if self.byte(end) == b'\n' {
                return None;
            }
            let is_escape = self.byte(end) == b'\\' && quote == b'"';
            end += if is_escape { 2 } else { 1 };
        }
        Some(at..end + 1)
    }

    /// Reads a key with its value, over several lines while brackets or texts are open.
    fn body(&mut self) {
        let mut depth = 0_usize;
        let mut dots = 0_usize;
        while self.at < self.bytes.len() {
            let byte = self.bytes[self.at];
            self.at += 1;
            match byte {
                b'\n' if depth == 0 => return,
                b'\n' if self.resumes_here() => return,
                b'\n' | b',' | b'=' => dots = 0,
                b'#' => {
                    while self.at < self.bytes.len() && self.bytes[self.at] != b'\n' {
                        self.at += 1;
                    }
                }
                b'"' | b'\'' if self.text(byte) => return,
                b'[' | b'{' => {
                    depth += 1;
                    dots = 0;
                    if depth > DEEPEST {
                        self.refuse(Refusal::Brackets(self.at - 1..self.at));
                    }
                }
                b']' | b'}' => depth = depth.saturating_sub(1),
                b'.' => {
                    dots += 1;
                    if dots >= DEEPEST {
                        self.refuse(Refusal::Dots(self.at - 1..self.at));
                    }
                }
                _ => {}
            }
        }
    }

    /// Reads a text whose first quote was just read. Returns whether a header of a known word broke it off.
    fn text(&mut self, quote: u8) -> bool {
        let start = self.at - 1;
        let is_basic = quote == b'"';
        if self.byte(self.at) != quote || self.byte(self.at + 1) != quote {
            while self.at < self.bytes.len() {
                let byte = self.bytes[self.at];
                if byte == b'\n' {
                    return false;
                }
                self.at += 1;
                if byte == quote {
                    return false;
                }
                if byte == b'\\' && is_basic && self.byte(self.at) != b'\n' {
                    self.at += 1;
                }
            }
            return false;
        }
        self.at += 2;
        while self.at < self.bytes.len() {
            let byte = self.bytes[self.at];
            self.at += 1;
            if byte == quote && self.byte(self.at) == quote && self.byte(self.at + 1) == quote {
                self.at += 2;
                // Up to two quotes may stand before the closing three.
                for _ in 0..2 {
                    if self.at < self.bytes.len() && self.bytes[self.at] == quote {
                        self.at += 1;
                    }
                }
                return false;
            }
            if byte == b'\\' && is_basic && self.byte(self.at) != b'\n' {
                self.at += 1;
            } else if byte == b'\n' && self.resumes_here() {
                self.refuse(Refusal::OpenText(start..start + 3));
                return true;
            }
        }
        self.refuse(Refusal::OpenText(start..start + 3));
        false
    }

    /// Whether a line begins here that is a header of a known word and nothing else.
    fn resumes_here(&self) -> bool {
        let Some(known) = self.known else {
            return false;
        };
        if self.byte(self.at) != b'[' {
            return false;
        }
        let HeaderLine::Word(header) = self.read_header(self.at) else {
            return false;
        };
        let after = self.skip_blanks(header.span.end);
        known
            .iter()
            .any(|word| word.as_bytes() == &self.bytes[header.name.clone()])
            && matches!(self.byte(after), b'\n' | b'\r' | b'#')
    }
}

enum HeaderLine {
    Word(Header),
    Dotted { parts: usize, end: usize },
    Broken,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        scan(text, 0, None)
            .into_iter()
            .map(|chunk| &text[chunk.range])
            .collect()
    }

    #[test]
    fn a_file_is_cut_at_headers_of_one_word() {
        let text = "format = 1\n[bank]\nid = \"a\" # [x]\n\n[[choice]]\na = 1\n[choice.sub]\nb = 2\n [[ \"card\" ]]\nc = 3";
        assert_eq!(
            cut(text),
            [
                "format = 1\n",
                "[bank]\nid = \"a\" # [x]\n\n",
                "[[choice]]\na = 1\n[choice.sub]\nb = 2\n ",
                "[[ \"card\" ]]\nc = 3"
            ]
        );
    }

    #[test]
    fn what_looks_like_a_header_inside_a_value_is_none() {
        let text = "[[choice]]\na = \"\"\"\n[[card]]\n\\\"\"\" x\n\"\"\"\"\"\nb = '''\n[x]\n'''\nc = [\n[1],\n[ 2 ],\n]\nd = \"[x]\" # \"\n[[card]]\n";
        let chunks = cut(text);
        assert_eq!(chunks.len(), 3, "{chunks:?}");
        assert_eq!(chunks[2], "[[card]]\n");
    }

    #[test]
    fn an_open_text_ends_at_the_next_known_header_when_asked() {
        let text = "[[card]]\na = \"\"\"x\n[[choice]]\nb = 1\n";
        assert_eq!(scan(text, 0, None).len(), 2);
        let chunks = scan(text, 0, Some(&["choice"]));
        assert_eq!(chunks.len(), 3);
        assert_eq!(chunks[1].refused, Some(Refusal::OpenText(13..16)));
        assert_eq!(chunks[2].refused, None);
    }

    #[test]
    fn deep_nesting_is_refused_where_it_goes_too_deep() {
        let deep = |text: &str| scan(text, 0, None).pop().unwrap().refused;
        assert_eq!(deep("a = [[[[[[[[1]]]]]]]]"), None);
        assert_eq!(
            deep("a = [[[[[[[[[1]]]]]]]]]"),
            Some(Refusal::Brackets(12..13))
        );
        assert_eq!(deep("a.b.c.d.e.f.g.h = 1"), None);
        assert_eq!(deep("a.b.c.d.e.f.g.h.i = 1"), Some(Refusal::Dots(15..16)));
        assert_eq!(
            deep("x = {a.b.c.d.e.f.g.h.i = 1}"),
            Some(Refusal::Dots(20..21))
        );
        assert!(deep("[a.b.c.d.e.f.g.h.i]").is_some());
        assert_eq!(deep("a = \"........[[[[[[[[[[[[\""), None);
        assert!(deep(&format!("a = '{}'", "x".repeat(LONGEST_CHUNK))).is_some());
    }

    proptest! {
        #[test]
        fn the_parts_are_the_whole_text(text in "[\\[\\]{}\"'#=.,\\\\ a-c\n\r]{0,80}") {
            for known in [None, Some(&["a", "b"][..])] {
                let chunks = scan(&text, 0, known);
                let joined: String = chunks.iter().map(|chunk| &text[chunk.range.clone()]).collect();
                prop_assert_eq!(&joined, &text);
            }
        }
    }
}
