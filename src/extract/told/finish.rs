//! From the parts that blocks tell to the description, the name, the number and the fields of a code.

use super::super::label::{Label, label_of};
use super::super::spelling::{Shape, shape_of};
use super::super::topic::caller_length;
use super::super::{Field, FieldRole};
use super::{FURTHER, MOST_WORDS, Part, QUOTED, Teller, Told};
use crate::document::shape::{ends_with_stop, is_sentence};

impl Teller {
    /// Chooses the description and settles what the other parts are.
    pub(super) fn finish(mut self) -> Told {
        let mut told = self.told;
        let labelled = |part: &Part, wanted: Label| part.label.as_ref().is_some_and(|(label, _)| *label == wanted);
        told.labelled = self
            .parts
            .iter()
            .filter(|part| {
                part.label
                    .as_ref()
                    .is_some_and(|(label, _)| !matches!(label, Label::Other | Label::Operand | Label::Category))
            })
            .count();
        let is_value = |part: &&Part| {
            let value = |(label, words): &(Label, String)| *label == Label::Code && caller_length(words) < words.len();
            part.label.as_ref().is_some_and(value)
        };
        told.values = self.parts.iter().filter(is_value).count();
        told.paragraphs = self.parts.iter().take_while(|part| part.label.is_none() && part.paragraph).count();
        let chosen = self
            .parts
            .iter()
            .position(|part| labelled(part, Label::Meaning))
            .or_else(|| self.parts.iter().position(|part| part.label.is_none() && part.paragraph))
            .or_else(|| self.parts.iter().position(|part| part.label.is_none()))
            .or_else(|| self.parts.iter().position(|part| labelled(part, Label::Message)))
            .or_else(|| self.parts.iter().position(|part| labelled(part, Label::Cause)))
            // Words of the page's own stand above the only text there is.
            .or_else(|| {
                self.parts.iter().position(|part| {
                    let own = |(_, words): &(Label, String)| label_of(words).is_none() && words != QUOTED;
                    part.paragraph && part.label.as_ref().is_some_and(own)
                })
            });
        if let Some(chosen) = chosen {
            let label = self.parts.get(chosen).and_then(|part| part.label.clone());
            let whole_list = self.parts.get(chosen).is_some_and(|part| !part.paragraph);
            let goes_on = |part: &Part| part.label == label && !part.paragraph;
            let mut lines = Vec::new();
            let mut index = 0;
            // Of a list without labels the description is all items, unless each is a sentence that stands for itself.
            let sentences = self.parts.iter().skip(chosen).filter(|part| goes_on(part));
            let whole_list = whole_list && (label.is_some() || !sentences.clone().all(|part| is_sentence(&part.text)));
            self.parts.retain_mut(|part| {
                let take = index == chosen || (whole_list && index > chosen && goes_on(part));
                index += 1;
                if take {
                    lines.push(std::mem::take(&mut part.text));
                }
                !take
            });
            told.description = lines.join("\n");
            // A sign behind a code says nothing of it.
            if !told.description.contains(char::is_alphanumeric) {
                told.description.clear();
            }
        }
        for mut part in self.parts {
            // "Constant value: 3 (0x00000003)" gives one number in two notations.
            if let Some((Label::Code, _)) = &part.label
                && let Some((number, _)) = part.text.strip_suffix(')').and_then(|text| text.split_once(" ("))
                && is_code(number)
            {
                part.text = number.to_owned();
            }
            match part.label {
                Some((Label::Code, words)) if told.number.is_none() && is_code(&part.text) => {
                    told.called = caller_length(&words) == words.len();
                    told.number = Some((part.text, part.line));
                }
                // What is headed as the message is the constant at times.
                Some((Label::Message, _)) if told.symbol.is_none() && is_constant(&part.text) => {
                    told.symbol = Some(part.text);
                }
                Some((Label::Symbol, _)) if told.symbol.is_none() && (is_code(&part.text) || is_title(&part.text)) => {
                    told.symbol = Some(part.text);
                }
                Some((label, header)) => add_field(&mut told.fields, header, label.role(), &part.text),
                None => add_field(&mut told.fields, FURTHER.to_owned(), FieldRole::Other, &part.text),
            }
        }
        told
    }
}

/// Texts under one header are one field, a line each.
fn add_field(fields: &mut Vec<Field>, header: String, role: FieldRole, text: &str) {
    match fields.iter_mut().find(|field| field.header == header && field.role == role) {
        Some(field) => {
            field.text.push('\n');
            field.text.push_str(text);
        }
        None => fields.push(Field { header, role, text: text.to_owned() }),
    }
}

pub(super) fn is_code(text: &str) -> bool {
    shape_of(text.trim_matches('`')).is_some_and(|shape| shape != Shape::Word)
}

/// Whether a text is a few words, as names for people are: `Not Found`.
fn is_title(text: &str) -> bool {
    text.split_whitespace().count() <= MOST_WORDS && text.len() <= LONGEST_TITLE && !ends_with_stop(text)
}

/// The longest name for people, in bytes.
const LONGEST_TITLE: usize = 60;

fn is_constant(text: &str) -> bool {
    let text = text.trim_matches('`');
    text.contains('_') && shape_of(text) == Some(Shape::Constant)
}
