//! From a lead and what is told of it to the declarations of its codes.

use super::lead::{Joint, Lead};
use super::reason_phrases::{names_status, reason_phrase};
use super::spelling::shape_of;
use super::told::Told;
use super::words::words;
use super::{CodeDeclaration, Field, FieldRole};
use crate::document::{Mark, MarkKind, Text};

/// Where an entry stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    /// The headings above it.
    pub(crate) path: Vec<String>,
    /// The fragment that links to it or its nearest heading.
    pub(crate) anchor: Option<String>,
}

/// A title is a name for people up to this many characters; what is longer is a message.
const LONGEST_NAME: usize = 64;

/// The declarations of an entry: one a code. `text` is the text with the lead, `title` what follows the lead there and
/// is not part of what is told.
pub(crate) fn declare(text: &Text, lead: &Lead, title: &str, told: &Told, standing: &Standing) -> Vec<CodeDeclaration> {
    let mut codes: Vec<(String, u32)> = lead.codes.iter().map(|code| (code.clone(), text.line_at(lead.at))).collect();
    if let (Some((number, line)), [(code, at)]) = (&told.number, codes.as_mut_slice())
        && code == number
        && !text.plain().contains(number.as_str())
    {
        // A title in words has its code below it.
        *at = *line;
    }
    let mut symbol = lead.symbol.clone();
    let mut fields = Vec::new();
    if !lead.shape.is_numeric() && symbol.is_none() {
        // A name whose number stands below it.
        if let (Some((number, line)), [(name, at)]) = (&told.number, codes.as_slice())
            && number != name
        {
            symbol = Some(name.clone());
            let line = if *line == 0 { *at } else { *line };
            codes = vec![(number.clone(), line)];
        } else if told.symbol.as_deref().is_some_and(|symbol| codes.iter().all(|(code, _)| code != symbol)) {
            symbol.clone_from(&told.symbol);
        }
    } else {
        symbol = symbol.or_else(|| told.symbol.clone());
        if let Some((number, _)) = &told.number
            && codes.iter().all(|(code, _)| code != number)
        {
            fields.push(Field { header: "Number".to_owned(), role: FieldRole::Number, text: number.clone() });
        }
    }
    if let Some(other) = &lead.other {
        fields.push(Field { header: "Number".to_owned(), role: FieldRole::Number, text: other.clone() });
    }
    let title = trim_title(lead.title.as_deref().unwrap_or(title));
    let title = match title.rsplit_once(" (") {
        Some((name, remark)) if remark.ends_with(')') && is_link(text, remark.trim_end_matches(')')) => name.trim_end(),
        _ => title,
    };
    let said = title;
    // "Multi-Status (WebDAV)" is a phrase with a remark.
    let phrased = |title: &&str| lead.codes.iter().all(|code| names_status(code, title));
    let title = match title.split_once(" (") {
        Some((phrase, remark)) if remark.ends_with(')') && phrased(&phrase) => phrase,
        _ => title,
    };
    // "unused-variable" is a name, "Unused" is none.
    let name_of_its_own = shape_of(title).is_some_and(super::spelling::Shape::is_name);
    let title = if words().says_deprecated(title) && !name_of_its_own { "" } else { title };
    let mut description = told.description.clone();
    // A constant behind the constant of a code is what the page says of it.
    if description.is_empty()
        && lead.symbol.is_some()
        && let Some(said) = &told.symbol
    {
        description.clone_from(said);
    }
    if !title.is_empty() {
        let name = title.chars().count() <= LONGEST_NAME && !title.ends_with(['.', '。', '!', '！', ';']);
        if description.is_empty() {
            description = said.to_owned();
        } else if symbol.is_some() || !name {
            fields.push(Field { header: "Title".to_owned(), role: FieldRole::Message, text: title.to_owned() });
        }
        if symbol.is_none() && name {
            symbol = Some(title.to_owned());
        }
    }
    fields.extend(told.fields.iter().cloned());
    let struck = text
        .marks()
        .iter()
        .any(|mark| mark.kind == MarkKind::Strike && mark.range.start <= lead.at && lead.at < mark.range.end);
    let deprecated = struck
        || says_deprecated(text.plain())
        || says_deprecated(first_words(&description))
        || told
            .fields
            .iter()
            .any(|field| field.text.len() <= 60 && field.text.split([':', '-', '.']).any(says_deprecated));
    codes
        .into_iter()
        .map(|(code, line)| CodeDeclaration {
            code,
            symbol: symbol.clone(),
            description: description.clone(),
            fields: fields.clone(),
            path: standing.path.clone(),
            anchor: standing.anchor.clone(),
            links: told.links.clone(),
            deprecated,
            line,
        })
        .collect()
}

/// Names a status without a name after the reason phrase that opens what the page says of it.
pub(crate) fn name_by_reason_phrase(code: &mut CodeDeclaration) {
    if code.symbol.is_none() {
        code.symbol = reason_phrase(&code.code, &code.description).map(str::to_owned);
    }
}

/// The name for people that the rest of a text starts with, and where the text itself goes on: `Not Found: the thing …`.
pub(crate) fn split_title(lead: &Lead, rest: &str) -> Option<usize> {
    if lead.symbol.is_some() || lead.title.is_some() || !matches!(lead.joint, Joint::Space | Joint::Dash | Joint::Stop)
    {
        return None;
    }
    let at = rest.char_indices().find_map(|(at, c)| {
        let after = rest[at..].trim_start_matches(['–', '—', '-']);
        let dash = matches!(c, '–' | '—' | '-') && rest[..at].ends_with(' ') && after.starts_with(' ');
        let colon = c == '：' || (c == ':' && rest[at + 1..].starts_with(char::is_whitespace));
        (dash || colon || c == '\n').then_some(at)
    })?;
    let title = rest[..at].trim();
    // What stands in brackets behind it is the same name in other words.
    let own = match title.split_once(" (") {
        Some((own, remark)) if remark.ends_with(')') && remark.chars().count() <= LONGEST_NAME => own,
        _ => title,
    };
    let short = own.chars().count() <= 48 && own.split_whitespace().count() <= 6 && !title.contains(['.', '。']);
    (short && !title.is_empty() && shape_of(title).is_none_or(|shape| !shape.is_numeric())).then_some(at)
}

/// Whether words at the end of a text are all of a link: where a name comes from, and no part of it.
fn is_link(text: &Text, words: &str) -> bool {
    let said = |mark: &Mark| text.plain().get(mark.range.clone()) == Some(words);
    text.marks().iter().any(|mark| matches!(mark.kind, MarkKind::Link(_)) && said(mark))
}

fn trim_title(title: &str) -> &str {
    let title = title.trim().trim_end_matches([':', '：', '-', '–', '—']).trim_end();
    match (title.strip_prefix(['"', '“', '\'']), title.strip_suffix(['"', '”', '\''])) {
        (Some(inner), Some(_)) if inner.chars().count() > 1 => inner.trim_end_matches(['"', '”', '\'']),
        _ => title,
    }
}

fn first_words(text: &str) -> &str {
    text.char_indices().nth(24).map_or(text, |(at, _)| &text[..at])
}

/// Whether a text says, at its start or in brackets, that an entry is given up.
fn says_deprecated(text: &str) -> bool {
    let opened = text.match_indices(['(', '[', '（', '【']).filter_map(|(at, sign)| text.get(at + sign.len()..));
    std::iter::once(text).chain(opened).any(|text| words().says_deprecated(text))
}
