//! Constants in source text: what an SDK's header, or a code block of a page, gives a name and a value.
//!
//! One lexer serves all languages: it takes comments apart from code, cuts the code into statements, and knows an
//! enumeration by its words. It reads fragments, since pages quote them.

mod answers;
mod calls;
mod declaration;
mod enumeration;
mod expression;
mod family;
mod language;
mod lexer;
mod listing;
mod member;
mod noted;
mod offer;
mod others;
mod records;
mod scope;
mod statement;
mod status_lines;
mod yaml_list;

pub(crate) use answers::offer_answers;
pub(crate) use lexer::{Lexed, lex_constants};
pub(crate) use offer::{Offered, is_symbol_source, join_constants, offer_constants, spelled_codes};

/// A constant whose value cannot be known from its source alone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct UnknownConstant {
    /// Its name as written.
    pub(crate) name: String,
    /// What stands in place of its value; empty where it follows one that is not known.
    pub(crate) expression: String,
    /// The line of the text with the name, zero-based.
    pub(crate) line: u32,
    /// What it stands in, by the place among the headers.
    pub(crate) within: Option<usize>,
}

/// A constant as the source text declares it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Constant {
    /// Its name as written.
    pub(crate) name: String,
    /// Its value: as written where it is a literal, else computed.
    pub(crate) value: String,
    /// The comment above or beside it, or the text that its declaration carries.
    pub(crate) comment: Option<String>,
    /// The line of the text with the name, zero-based.
    pub(crate) line: u32,
    /// Whether the value is a number.
    pub(crate) number: bool,
    /// What it stands in, by the place among the headers.
    pub(crate) within: Option<usize>,
}

/// The code before a brace: of an enumeration, a class, an object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Header {
    /// The code.
    pub(crate) code: String,
    /// Whether it opens an enumeration.
    pub(crate) is_enumeration: bool,
}
