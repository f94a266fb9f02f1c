//! Kinds and advice as the crate's enums have them: words, and tables of what follows from them.

use std::collections::BTreeMap;

use super::super::text::rust_literal;
use super::view::{Meaning, Word};
use crate::catalog::{Kind, Retry};

/// Lowers the kinds and the advice, which are the same in every crate.
pub(super) fn lower_meaning() -> Meaning {
    let variant = |kind: Kind| format!("{kind:?}");
    Meaning {
        kinds: Kind::ALL.iter().map(|kind| word(variant(*kind), kind.word(), kind.sentence())).collect(),
        retries: Retry::ALL.iter().map(|retry| word(format!("{retry:?}"), retry.word(), retry.sentence())).collect(),
        http: arms(Kind::ALL.iter().map(|kind| (i32::from(kind.http_status()), variant(*kind)))),
        grpc: arms(Kind::ALL.iter().map(|kind| (kind.grpc_code(), variant(*kind)))),
        retryable: pattern(Retry::ALL.iter().filter(|retry| retry.is_retryable()).map(|retry| format!("{retry:?}"))),
    }
}

fn word(variant: String, word: &str, sentence: &'static str) -> Word {
    Word { variant, literal: rust_literal(word), sentence }
}

/// The arms of a match that gives a number: one a number, in the order of numbers.
fn arms(numbers: impl Iterator<Item = (i32, String)>) -> Vec<(String, i32)> {
    let mut variants: BTreeMap<i32, Vec<String>> = BTreeMap::new();
    for (number, variant) in numbers {
        variants.entry(number).or_default().push(variant);
    }
    variants.into_iter().map(|(number, variants)| (pattern(variants.into_iter()), number)).collect()
}

fn pattern(variants: impl Iterator<Item = String>) -> String {
    variants.map(|variant| format!("Self::{variant}")).collect::<Vec<_>>().join(" | ")
}
