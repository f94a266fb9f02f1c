//! How deep lists and mappings of a YAML text stand in each other, told before the text is parsed: the parser takes time
//! quadratic in the number of brackets that are open.
//!
//! The text is walked once, as YAML's own scanner walks it: brackets in quotes, comments, block scalars and plain words
//! open nothing. Where the text is no YAML the parser stops, so that what is told of the rest does not matter.

/// No person writes anything nested so deep, and no catalog is.
pub(crate) const MAX_NESTING: usize = 200;

/// The place where the limit is passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooDeep {
    /// The line, one-based.
    pub(crate) line: u32,
    /// The column in characters, one-based.
    pub(crate) column: u32,
}

/// Refuses text in which more than [`MAX_NESTING`] lists or mappings stand in each other.
pub(crate) fn check_nesting(text: &str) -> Result<(), TooDeep> {
    nesting_of(text).map(|_| ())
}

/// How many lists and mappings stand in each other at most.
fn nesting_of(text: &str) -> Result<usize, TooDeep> {
    let mut scan = Scan::default();
    let mut line = 1;
    // YAML breaks lines at more than a line feed, and so its comments and plain texts end there.
    for content in text.trim_start_matches('\u{feff}').split_inclusive(is_break) {
        let mut cursor = Cursor { rest: content.trim_end_matches(is_break), column: 0 };
        if scan.line(&mut cursor).is_none() {
            return Err(TooDeep { line, column: u32::try_from(cursor.column).unwrap_or(u32::MAX) });
        }
        line += u32::from(content.ends_with('\n'));
    }
    Ok(scan.deepest)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

/// What is left of a line.
struct Cursor<'a> {
    rest: &'a str,
    /// How many characters of the line were taken.
    column: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = self.rest.get(c.len_utf8()..).unwrap_or_default();
        self.column += 1;
        Some(c)
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.take();
        }
    }

    /// Whether an indicator stands here: the character, with a blank or nothing behind it.
    fn is_at(&self, indicator: char) -> bool {
        self.rest.strip_prefix(indicator).is_some_and(|rest| rest.chars().next().is_none_or(is_blank))
    }

    fn is_at_marker(&self) -> bool {
        ["---", "..."]
            .iter()
            .any(|marker| self.rest.strip_prefix(marker).is_some_and(|rest| rest.chars().next().is_none_or(is_blank)))
    }
}

/// Where the scan stands between two lines.
#[derive(Debug, Default)]
struct Scan {
    /// The columns of the block lists and mappings that are open, ascending.
    blocks: Vec<usize>,
    /// How many brackets are open.
    depth: usize,
    /// The quotation mark that is open.
    quote: Option<char>,
    /// Within brackets: what the next character may belong to.
    word: Word,
    /// Outside of them: what the next line may go on with.
    going_on: GoingOn,
    /// The most that stood in each other so far.
    deepest: usize,
}

/// What a character within brackets may belong to.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// Something new begins.
    #[default]
    New,
    /// A plain text.
    Plain,
    /// An anchor, an alias or a tag.
    Property,
}

/// What a line may go on with.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum GoingOn {
    #[default]
    Nothing,
    /// A plain text, where the line is indented deeper than the block around it.
    Plain,
    /// A block scalar, once it is known how deep it is indented. `least` is what its first line has at least.
    Scalar { least: usize, indent: Option<usize> },
}

impl Scan {
    /// Walks over a line. `None` where the limit is passed.
    fn line(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        if self.quote.is_some() {
            self.in_quotes(cursor);
            if self.quote.is_some() {
                return Some(());
            }
        } else if self.depth == 0 {
            let indent = cursor.rest.len() - cursor.rest.trim_start_matches(' ').len();
            let blank = cursor.rest.trim_matches(is_blank).is_empty();
            if cursor.is_at_marker() {
                self.blocks.clear();
                self.going_on = GoingOn::Nothing;
                cursor.take_while(|c| matches!(c, '-' | '.'));
            } else {
                let goes_on = self.goes_on(indent, blank, cursor.rest);
                let directive = cursor.rest.starts_with('%') && self.blocks.is_empty();
                if goes_on || blank || directive {
                    return Some(());
                }
            }
        }
        while cursor.peek().is_some() {
            if self.quote.is_some() {
                self.in_quotes(cursor);
            } else if self.depth > 0 {
                self.in_brackets(cursor)?;
            } else {
                self.in_block(cursor)?;
            }
        }
        Some(())
    }

    /// Whether a line belongs to the plain text or block scalar of the line before.
    fn goes_on(&mut self, indent: usize, blank: bool, line: &str) -> bool {
        match &mut self.going_on {
            GoingOn::Nothing => false,
            _ if blank => {
                // Blank lines before the first one of a scalar say how deep it is indented at least.
                if let GoingOn::Scalar { least, indent: None } = &mut self.going_on {
                    *least = (*least).max(indent);
                }
                true
            }
            GoingOn::Plain => {
                let deeper = self.blocks.last().is_none_or(|block| indent > *block);
                let comment =
                    line.trim_start_matches(is_blank).starts_with('#') || line.contains(" #") || line.contains("\t#");
                if !deeper || comment {
                    self.going_on = GoingOn::Nothing;
                }
                deeper
            }
            GoingOn::Scalar { least, indent: own } => {
                let own = *own.get_or_insert((*least).max(indent));
                if indent < own {
                    self.going_on = GoingOn::Nothing;
                }
                indent >= own
            }
        }
    }

    /// Takes what stands in quotation marks, up to the closing one or the end of the line.
    fn in_quotes(&mut self, cursor: &mut Cursor<'_>) {
        let Some(quote) = self.quote else { return };
        while let Some(c) = cursor.take() {
            if quote == '"' && c == '\\' {
                cursor.take();
            } else if c == quote {
                if quote == '\'' && cursor.peek() == Some('\'') {
                    cursor.take();
                } else {
                    self.quote = None;
                    return;
                }
            }
        }
    }

    /// Takes the next piece outside of brackets: an indicator, or a key or value up to its end.
    fn in_block(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        cursor.take_while(is_blank);
        let column = cursor.column;
        let Some(c) = cursor.peek() else { return Some(()) };
        if c == '#' {
            cursor.take_while(|_| true);
            return Some(());
        }
        while self.blocks.last().is_some_and(|block| *block > column) {
            self.blocks.pop();
        }
        match c {
            '-' | '?' | ':' if cursor.is_at(c) => {
                cursor.take();
                return self.open_block(column);
            }
            '[' | '{' => {
                self.in_brackets(cursor)?;
                while self.depth > 0 && cursor.peek().is_some() {
                    match self.quote {
                        Some(_) => self.in_quotes(cursor),
                        None => self.in_brackets(cursor)?,
                    }
                }
            }
            '"' | '\'' => {
                cursor.take();
                self.quote = Some(c);
                self.in_quotes(cursor);
            }
            '&' | '*' | '!' => {
                cursor.take_while(|c| !is_blank(c));
                return Some(());
            }
            '|' | '>' => {
                let deeper = self.blocks.last().map_or(0, |block| block + 1);
                let header = cursor.rest;
                let given = header.chars().skip(1).take(2).find_map(|c| c.to_digit(10)).map(|given| given as usize);
                let indent = given.map(|given| self.blocks.last().copied().unwrap_or(0) + given);
                self.going_on = GoingOn::Scalar { least: deeper.max(1), indent };
                cursor.take_while(|_| true);
                return Some(());
            }
            _ => {
                let mut before = ' ';
                while !cursor.is_at(':') {
                    match cursor.take() {
                        Some('#') if is_blank(before) => {
                            cursor.take_while(|_| true);
                            return Some(());
                        }
                        Some(c) => before = c,
                        None => {
                            self.going_on = GoingOn::Plain;
                            return Some(());
                        }
                    }
                }
            }
        }
        cursor.take_while(is_blank);
        // What a colon follows was a key.
        if self.quote.is_none() && self.depth == 0 && cursor.is_at(':') {
            cursor.take();
            return self.open_block(column);
        }
        if self.quote.is_none() && self.depth == 0 {
            cursor.take_while(|_| true);
        }
        Some(())
    }

    /// Opens a block list or mapping at a column, unless it is open.
    fn open_block(&mut self, column: usize) -> Option<()> {
        if self.blocks.last().is_none_or(|block| *block < column) {
            self.blocks.push(column);
        }
        self.is_shallow()
    }

    /// Nothing where too much stands in each other.
    fn is_shallow(&mut self) -> Option<()> {
        self.deepest = self.deepest.max(self.blocks.len() + self.depth);
        (self.deepest <= MAX_NESTING).then_some(())
    }

    /// Takes the next character within brackets, or the one that opens them.
    fn in_brackets(&mut self, cursor: &mut Cursor<'_>) -> Option<()> {
        let starts_line = cursor.column == 0;
        let colon = cursor.is_at(':');
        let Some(c) = cursor.take() else { return Some(()) };
        match (self.word, c) {
            (_, '[' | '{') => {
                self.depth += 1;
                self.word = Word::New;
                self.is_shallow()?;
            }
            (_, ']' | '}') => {
                self.depth = self.depth.saturating_sub(1);
                self.word = Word::New;
            }
            (_, ',') => self.word = Word::New,
            (Word::New, '#') => cursor.take_while(|_| true),
            (Word::New, '"' | '\'') => self.quote = Some(c),
            (Word::New, ':') => {}
            // Parsers differ in whether this is an indicator where no blank follows; nobody quotes anything behind it.
            (Word::New, '?') if matches!(cursor.peek(), Some('"' | '\'')) => return None,
            (Word::New, '?') if cursor.peek().is_none_or(is_blank) => {}
            (Word::New, '!') if cursor.peek() == Some('<') => {
                cursor.take_while(|c| c != '>');
                self.word = Word::Property;
            }
            (Word::New, '&' | '*' | '!') => self.word = Word::Property,
            (Word::Property, c) if is_blank(c) => self.word = Word::New,
            (Word::New, c) if is_blank(c) => {}
            (Word::New, _) => self.word = Word::Plain,
            (Word::Plain, ':') if colon => self.word = Word::New,
            (Word::Plain, c) if is_blank(c) || starts_line => {
                cursor.take_while(is_blank);
                if c == '#' || cursor.peek() == Some('#') {
                    self.word = Word::New;
                    cursor.take_while(|_| true);
                }
            }
            (Word::Plain | Word::Property, _) => {}
        }
        // The end of the line ends a property, too.
        if self.word == Word::Property && cursor.peek().is_none() {
            self.word = Word::New;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Option<(u32, u32)> {
        check_nesting(text).err().map(|place| (place.line, place.column))
    }

    #[test]
    fn what_is_nested_too_deep_is_refused_at_its_place() {
        let open = "[".repeat(201);
        assert_eq!(place(&format!("a: 1\nb: {open}")), Some((2, 203)));
        for text in [
            "- ".repeat(1000),
            format!("a: {}", "{a: ".repeat(1000)),
            // Closing brackets that close nothing.
            format!("a: {}", "[\"]\",".repeat(1000)),
            format!("a: {}", "[']',".repeat(1000)),
            format!("a: {}", "[''']',".repeat(1000)),
            format!("a: {}", "[\"\\\"]\",".repeat(1000)),
            format!("a: {}", "[x # ]\n, ".repeat(1000)),
            format!("a: {}", "[!<]> x,".repeat(1000)),
            format!("a: {}", "[x'x,[']',".repeat(1000)),
            format!("a: {}", "[\n".repeat(1000)),
            format!("a: {}", "[\"x\": [\"]\",".repeat(1000)),
            // What ends before them.
            format!("a: \"x\"\nb: {open}"),
            format!("a: 'it''s'\nb: {open}"),
            format!("a: |\n  \"x\nb: {open}"),
            format!("a: >-\n\n\n  it's\nb: {open}"),
            format!("a: |2\n    x\n  'y\nb: {open}"),
            format!("a:\n  |\n \"\nb: {open}"),
            format!("a:\n  it\n  's\nb: {open}"),
            format!("a: x # \"\nb: {open}"),
            format!("a: x #\u{2028}b: {open}"),
            format!("a: it's\nb: {open}"),
            format!("a: [b]\nc: {open}"),
            format!("'a': {open}"),
            format!("? a\n: {open}"),
            format!("--- {open}"),
            format!("\u{feff}%YAML 1.2\n---\na: {open}"),
            format!("a: &b {open}"),
            format!("- a: x\n  b: {open}"),
        ] {
            assert!(place(&text).is_some(), "{}", text.chars().take(60).collect::<String>());
        }
    }

    /// How many lists stand in each other in what the parser makes of a text.
    fn lists(value: &serde_yaml::Value) -> usize {
        match value {
            serde_yaml::Value::Sequence(items) => 1 + items.iter().map(lists).max().unwrap_or(0),
            serde_yaml::Value::Mapping(map) => {
                map.iter().map(|(key, value)| lists(key).max(lists(value))).max().unwrap_or(0)
            }
            serde_yaml::Value::Tagged(tagged) => lists(&tagged.value),
            _ => 0,
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::default())]

        /// What the parser reads is never nested deeper than was told.
        #[test]
        fn no_list_is_overlooked(text in "([-?:|>&*!%#,'\"ab\\[\\]{}\\\\ \n\t]|\\[\\[|- |: |\n  ){0,40}") {
            if let Ok(value) = serde_yaml::from_str::<serde_yaml::Value>(&text) {
                let told = nesting_of(&text);
                proptest::prop_assert!(told.is_ok_and(|told| told >= lists(&value)), "{told:?} of {value:?}");
            }
        }
    }

    #[test]
    fn brackets_in_texts_open_nothing() {
        let open = "[".repeat(1000);
        for text in [
            format!("a: x {open}\nb: y {open}\n"),
            format!("a: \"{open}\"\n"),
            format!("a: '{open}'\nb: 'x\n  {open}'\n"),
            format!("a: |\n  {open}\n\n   {open}\nb: c\n"),
            format!("a: x\n  {open}\n"),
            format!("# {open}\na: 1 # {open}\n"),
            format!("a: [x, \"{open}\", '{open}'] # {open}\n"),
            format!("a{open}: x\n"),
            format!("- text: |-\n    {open}\n  at: {{a: b, c: 5}}\n").repeat(3),
            "a: []\nb: {c: [1, 2], d: {}}\n".repeat(1000),
        ] {
            assert_eq!(place(&text), None, "{}", text.chars().take(60).collect::<String>());
        }
        let seeds = std::fs::read_to_string("generated/catalog.yaml").unwrap();
        assert_eq!(check_nesting(&seeds), Ok(()));
        assert_eq!(check_nesting(&std::fs::read_to_string("bindery.yaml").unwrap()), Ok(()));
    }
}
