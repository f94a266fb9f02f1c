//! A small YAML emitter for the catalog: block style, a place on one line, strings plain only where every reader of
//! YAML 1.1 and 1.2 takes them for strings. It writes straight into one text, at several times the speed of a general
//! emitter.

use std::fmt::{self, Display, Write};

use serde::Serialize;
use serde::ser::{self, Impossible};

use crate::artifact::Pieces;
use crate::yaml_words::is_yaml_word;

/// Appends a value to a text.
///
/// # Errors
/// If the value holds a type that a catalog has not: a map, a float, bytes, a variant with content.
pub(super) fn emit(value: &impl Serialize, out: &mut Pieces<'_>) -> Result<(), Unsupported> {
    value.serialize(&mut Emitter { out, indent: 0, at: At::Line, flow: false, quote: false })
}

/// A type that the emitter does not write.
#[derive(Debug)]
pub(super) struct Unsupported(String);

impl Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unsupported {}

impl ser::Error for Unsupported {
    fn custom<T: Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// What stands before the value that comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Nothing: a new line.
    Line,
    /// A dash and a space.
    Dash,
    /// A key and a colon.
    Key,
}

struct Emitter<'o, 'p> {
    out: &'o mut Pieces<'p>,
    /// The column of the keys of the mapping that is open.
    indent: usize,
    at: At,
    /// Whether a mapping on one line is open.
    flow: bool,
    /// Whether strings are quoted, whatever they look like: a code that is no number.
    quote: bool,
}

impl Emitter<'_, '_> {
    fn scalar(&mut self, write: impl FnOnce(&mut Pieces<'_>)) {
        if self.at == At::Key {
            self.out.push(' ');
        }
        write(self.out);
        if !self.flow {
            self.out.push('\n');
        }
    }

    fn number(&mut self, value: impl Display) {
        // Writing to a string cannot fail.
        self.scalar(|out| {
            let _ = write!(out, "{value}");
        });
    }

    fn blanks(&mut self, count: usize) {
        const BLANKS: &str = "                                ";
        self.out.push_str(BLANKS.get(..count).unwrap_or(BLANKS));
        if count > BLANKS.len() {
            self.blanks(count - BLANKS.len());
        }
    }

    fn margin(&mut self) {
        self.blanks(self.indent);
    }

    fn text(&mut self, text: &str) {
        if !self.quote && is_plain(text, self.flow) {
            self.scalar(|out| out.push_str(text));
        } else if !self.quote && !self.flow && is_literal(text) {
            self.literal(text);
        } else {
            self.scalar(|out| quote(text, out));
        }
    }

    /// Several lines, as they are.
    fn literal(&mut self, text: &str) {
        if self.at == At::Key {
            self.out.push(' ');
        }
        self.out.push_str("|-\n");
        // Below a key the lines stand deeper than it; below a dash the column is already deeper than the dash.
        let deeper = if self.at == At::Key { 2 } else { 0 };
        for line in text.split('\n') {
            if !line.is_empty() {
                self.margin();
                self.blanks(deeper);
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
    }
}

/// Whether a text is one line that every reader takes for just this string.
fn is_plain(text: &str, flow: bool) -> bool {
    // Within a mapping on one line further signs divide; what stands there is an id, which has none of them.
    let foreign = |c: char| flow && !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/'));
    let special = |c: char| c.is_control() || is_line_break(c) || foreign(c);
    // Most texts are of plain signs alone.
    let (mut seen, mut divided, mut before) = (!flow, false, 0);
    for byte in text.bytes() {
        seen &= matches!(byte, b' '..=b'~');
        divided |= matches!((before, byte), (b':', b' ') | (b' ', b'#'));
        before = byte;
    }
    text.starts_with(char::is_alphabetic)
        && !matches!(before, b' ' | b':')
        && !divided
        && (seen || !text.contains(special))
        // What starts with a letter is no number, date or sign of YAML; some words are all that is left.
        && !is_yaml_word(text)
}

/// Whether a text can stand as a block of lines: breaks between lines and nothing else that a reader would change.
fn is_literal(text: &str) -> bool {
    let odd = |c: char| c != '\n' && (c.is_control() || is_line_break(c));
    text.contains('\n')
        && !text.starts_with([' ', '\n'])
        && !text.contains(odd)
        && text.split('\n').all(|line| !line.ends_with(' '))
        && !text.ends_with('\n')
}

/// Characters that end a line in some version of YAML, or that no version allows as they are.
fn is_line_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

fn quote(text: &str, out: &mut Pieces<'_>) {
    let special = |c: char| matches!(c, '"' | '\\') || c.is_control() || is_line_break(c);
    out.push('"');
    let mut rest = text;
    // Runs of plain characters are copied as they are.
    while let Some(at) = rest.find(special) {
        let (plain, from) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = from.chars();
        match chars.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\t') => out.push_str("\\t"),
            Some('\r') => out.push_str("\\r"),
            Some(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            None => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// Types that a catalog has not.
macro_rules! unsupported {
    ($($method:ident($($argument:ty),*) -> $ok:ty;)+) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$ok, Unsupported> {
            Err(Unsupported(concat!("the emitter has no ", stringify!($method)).to_owned()))
        })+
    };
}

impl<'e, 'o, 'p> ser::Serializer for &'e mut Emitter<'o, 'p> {
    type Ok = ();
    type Error = Unsupported;
    type SerializeSeq = Items<'e, 'o, 'p>;
    type SerializeTuple = Pair<'e, 'o, 'p>;
    type SerializeTupleStruct = Impossible<(), Unsupported>;
    type SerializeTupleVariant = Impossible<(), Unsupported>;
    type SerializeMap = Impossible<(), Unsupported>;
    type SerializeStruct = Fields<'e, 'o, 'p>;
    type SerializeStructVariant = Impossible<(), Unsupported>;

    fn serialize_bool(self, value: bool) -> Result<(), Unsupported> {
        self.number(value);
        Ok(())
    }

    fn serialize_i64(self, value: i64) -> Result<(), Unsupported> {
        self.number(value);
        Ok(())
    }

    fn serialize_u16(self, value: u16) -> Result<(), Unsupported> {
        self.number(value);
        Ok(())
    }

    fn serialize_u32(self, value: u32) -> Result<(), Unsupported> {
        self.number(value);
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Unsupported> {
        self.text(value);
        Ok(())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Unsupported> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<(), Unsupported> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Unsupported> {
        self.text(variant);
        Ok(())
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, Unsupported> {
        if length == Some(0) {
            self.scalar(|out| out.push_str("[]"));
        } else if self.at == At::Key {
            self.out.push('\n');
        } else {
            return Err(Unsupported("the emitter has no list within a list".to_owned()));
        }
        Ok(Items { quote: self.quote, emitter: self })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unsupported> {
        if self.at == At::Key {
            self.out.push(' ');
        }
        let outer = (self.at, std::mem::replace(&mut self.flow, true));
        self.out.push('[');
        self.at = At::Dash;
        Ok(Pair { emitter: self, outer, first: true })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeStruct, Unsupported> {
        let outer = (self.at, self.indent, self.flow);
        // A place is short and stands by the thousand.
        if name == "At" {
            if self.at == At::Key {
                self.out.push(' ');
            }
            self.out.push('{');
            self.flow = true;
        } else if self.at == At::Key {
            self.out.push('\n');
            self.indent += 2;
            self.at = At::Line;
        }
        Ok(Fields { emitter: self, outer, first: true })
    }

    unsupported! {
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_u8(u8) -> ();
        serialize_u64(u64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_none() -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unsupported> {
        Err(Unsupported("the emitter has no variant with content".to_owned()))
    }
}

/// A list, an item a line.
struct Items<'e, 'o, 'p> {
    emitter: &'e mut Emitter<'o, 'p>,
    quote: bool,
}

impl ser::SerializeSeq for Items<'_, '_, '_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unsupported> {
        self.emitter.margin();
        self.emitter.out.push_str("- ");
        self.emitter.at = At::Dash;
        self.emitter.quote = self.quote;
        self.emitter.indent += 2;
        value.serialize(&mut *self.emitter)?;
        self.emitter.indent -= 2;
        Ok(())
    }

    fn end(self) -> Result<(), Unsupported> {
        self.emitter.at = At::Line;
        Ok(())
    }
}

/// A pair on one line.
struct Pair<'e, 'o, 'p> {
    emitter: &'e mut Emitter<'o, 'p>,
    outer: (At, bool),
    first: bool,
}

impl ser::SerializeTuple for Pair<'_, '_, '_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unsupported> {
        if !std::mem::replace(&mut self.first, false) {
            self.emitter.out.push_str(", ");
        }
        value.serialize(&mut *self.emitter)
    }

    fn end(self) -> Result<(), Unsupported> {
        self.emitter.out.push(']');
        (self.emitter.at, self.emitter.flow) = self.outer;
        if !self.emitter.flow {
            self.emitter.out.push('\n');
        }
        Ok(())
    }
}

/// A mapping, a key a line, or on one line.
struct Fields<'e, 'o, 'p> {
    emitter: &'e mut Emitter<'o, 'p>,
    outer: (At, usize, bool),
    first: bool,
}

impl ser::SerializeStruct for Fields<'_, '_, '_> {
    type Ok = ();
    type Error = Unsupported;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Unsupported> {
        let first = std::mem::replace(&mut self.first, false);
        let emitter = &mut *self.emitter;
        if emitter.flow {
            if !first {
                emitter.out.push_str(", ");
            }
        } else if !(first && emitter.at == At::Dash) {
            emitter.margin();
        }
        emitter.out.push_str(key);
        emitter.out.push(':');
        emitter.at = At::Key;
        // A code is an integer or a quoted string, so that nobody has to know what YAML makes of `1e3` or `no`.
        emitter.quote = matches!(key, "code" | "codes");
        value.serialize(&mut *emitter)?;
        emitter.at = At::Line;
        Ok(())
    }

    fn end(self) -> Result<(), Unsupported> {
        let (at, indent, flow) = self.outer;
        if self.emitter.flow && !flow {
            self.emitter.out.push_str("}\n");
        } else if self.first {
            // A mapping without keys.
            self.emitter.out.push_str("{}\n");
        }
        (self.emitter.at, self.emitter.indent, self.emitter.flow) = (at, indent, flow);
        Ok(())
    }
}
