//! What the columns of a page state about kind and retry.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Inferred;
use crate::catalog::{Kind, Retry};
use crate::extract::{FieldRole, GRPC_STATUSES};
use crate::word_file::word_file;

/// A cell that may state a kind or a retry advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StatedCell {
    /// What its column holds.
    pub(crate) role: FieldRole,
    /// The column's header.
    pub(crate) header: String,
    /// Its text.
    pub(crate) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct StatedWords {
    retriable: BTreeMap<String, Vec<String>>,
    http: BTreeMap<u16, Vec<Kind>>,
    ambiguous_http: BTreeMap<u16, Vec<Kind>>,
    grpc: BTreeMap<String, Vec<Kind>>,
    categories: BTreeMap<Kind, Vec<String>>,
}

static WORDS: LazyLock<StatedWords> = LazyLock::new(|| word_file!("src/resolve/meaning/stated"));

impl StatedCell {
    /// The cell as evidence.
    pub(crate) fn quote(&self) -> String {
        format!("{}: {}", self.header.trim(), self.text.trim())
    }

    /// The kind that the cell states, given the one that the text suggests; `None` where it states none.
    ///
    /// A status stands for several kinds: one of them that the text suggests stays.
    pub(crate) fn kind(&self, suggested: Kind) -> Option<Kind> {
        let text = self.text.trim();
        let kinds = match self.role {
            FieldRole::HttpStatus => {
                let status =
                    text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 3)?.parse().ok()?;
                if let Some(kinds) = WORDS.ambiguous_http.get(&status) {
                    return kinds.contains(&suggested).then_some(suggested);
                }
                WORDS.http.get(&status)?
            }
            FieldRole::GrpcCode => {
                let name = text.split(|c: char| !c.is_ascii_alphabetic() && c != '_').find(|word| word.len() > 2)?;
                WORDS.grpc.get(&name.to_ascii_uppercase())?
            }
            FieldRole::Category => {
                let lower = text.to_lowercase();
                let mut categories = WORDS.categories.iter();
                return categories.find(|(_, words)| words.contains(&lower)).map(|(kind, _)| *kind);
            }
            _ => return None,
        };
        if kinds.contains(&suggested) { Some(suggested) } else { kinds.first().copied() }
    }

    /// The one HTTP status that the cell states; `None` where it states several or none.
    pub(crate) fn http_status(&self) -> Option<u16> {
        if self.role != FieldRole::HttpStatus {
            return None;
        }
        let numbers = self.text.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(|word| word.parse().ok());
        one(numbers.filter(|number| (100..600).contains(number)))
    }

    /// The one gRPC status that the cell states, by its number, which may stand beside its name.
    pub(crate) fn grpc_code(&self) -> Option<u16> {
        if self.role != FieldRole::GrpcCode {
            return None;
        }
        let words = self.text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        one(words.filter_map(|word| {
            let name = GRPC_STATUSES.iter().position(|name| name.eq_ignore_ascii_case(word));
            let number = name.or_else(|| word.parse().ok().filter(|number| *number < GRPC_STATUSES.len()))?;
            u16::try_from(number).ok()
        }))
    }

    /// The retry advice that the cell states, given kind and the advice that the text suggests.
    pub(crate) fn retry(&self, kind: Kind, suggested: Retry) -> Option<Retry> {
        if self.role != FieldRole::Retriable {
            return None;
        }
        let lower = self.text.trim().to_lowercase();
        let first = lower
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '(' | '，' | '。' | '（'))
            .next()?;
        let states =
            |answer: &str| WORDS.retriable.get(answer).is_some_and(|words| words.iter().any(|word| word == first));
        if states("yes") {
            let slow = kind == Kind::RateLimited || suggested == Retry::SlowDown;
            Some(if slow { Retry::SlowDown } else { Retry::Backoff })
        } else if states("no") {
            // A step that the text names stays possible; the request as it is stays refused.
            Some(if suggested == Retry::AfterAction { Retry::AfterAction } else { Retry::Never })
        } else {
            None
        }
    }
}

/// The status that cells state, with their words: nothing where one states another than the first.
pub(super) fn stated_status<T: Copy + PartialEq>(
    cells: &[StatedCell],
    status: impl Fn(&StatedCell) -> Option<T>,
) -> Option<Inferred<T>> {
    let (cell, value) = cells.iter().find_map(|cell| Some((cell, status(cell)?)))?;
    let agreed = cells.iter().filter_map(&status).all(|other| other == value);
    agreed.then(|| Inferred { value, quote: Some(cell.quote().into()) })
}

/// The value that all items have.
fn one<T: PartialEq>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.all(|item| item == first).then_some(first)
}

/// The first of the cells that states a kind, with its words.
pub(super) fn stated_kind(cells: &[StatedCell], suggested: Kind) -> Option<Inferred<Kind>> {
    cells.iter().find_map(|cell| Some(Inferred { value: cell.kind(suggested)?, quote: Some(cell.quote().into()) }))
}

/// The first of the cells that states a retry advice, with its words.
pub(super) fn stated_retry(cells: &[StatedCell], kind: Kind, suggested: Retry) -> Option<Inferred<Retry>> {
    cells
        .iter()
        .find_map(|cell| Some(Inferred { value: cell.retry(kind, suggested)?, quote: Some(cell.quote().into()) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(role: FieldRole, text: &str) -> StatedCell {
        StatedCell { role, header: "Header".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn cells_outrank_texts() {
        let http = |text, suggested| cell(FieldRole::HttpStatus, text).kind(suggested);
        assert_eq!(http("404", Kind::InvalidArgument), Some(Kind::NotFound));
        assert_eq!(http("403 Forbidden", Kind::QuotaExceeded), Some(Kind::QuotaExceeded));
        assert_eq!(http("409", Kind::Unknown), None);
        assert_eq!(http("409", Kind::Conflict), Some(Kind::Conflict));
        assert_eq!(http("200", Kind::NotFound), None);
        assert_eq!(cell(FieldRole::GrpcCode, "UNAVAILABLE (14)").kind(Kind::Unknown), Some(Kind::Unavailable));
        assert_eq!(cell(FieldRole::Category, "Authentication").kind(Kind::NotFound), Some(Kind::Unauthenticated));
        assert_eq!(cell(FieldRole::Category, "Other").kind(Kind::NotFound), None);
    }

    #[test]
    fn statuses_are_read_where_they_are_one() {
        let http = |text| cell(FieldRole::HttpStatus, text).http_status();
        assert_eq!(http("404"), Some(404));
        assert_eq!(http("HTTP/1.1 403 Forbidden (403)"), Some(403));
        assert_eq!(http("200 OK"), Some(200));
        for none in ["400 or 404", "4xx", "-", "1404", "40003"] {
            assert_eq!(http(none), None, "{none}");
        }
        assert_eq!(cell(FieldRole::Other, "404").http_status(), None);
        let grpc = |text| cell(FieldRole::GrpcCode, text).grpc_code();
        assert_eq!(grpc("OUT_OF_RANGE"), Some(11));
        assert_eq!(grpc("unavailable (14)"), Some(14));
        assert_eq!(grpc("5"), Some(5));
        assert_eq!((grpc("INTERNAL / UNKNOWN"), grpc("99"), grpc("-")), (None, None, None));
        for name in WORDS.grpc.keys() {
            assert!(grpc(name).is_some(), "{name}");
        }
        let cells = |texts: [&str; 2]| {
            let cells = texts.map(|text| cell(FieldRole::HttpStatus, text));
            stated_status(&cells, StatedCell::http_status).map(|status| status.value)
        };
        assert_eq!(
            (cells(["404", "404 Not Found"]), cells(["404", "400"]), cells(["-", "400"])),
            (Some(404), None, Some(400))
        );
    }

    #[test]
    fn each_word_of_the_list_is_read() {
        for (status, kinds) in &WORDS.http {
            let read = cell(FieldRole::HttpStatus, &status.to_string());
            assert_eq!(read.kind(Kind::Unknown), kinds.first().copied(), "{status}");
            assert!(kinds.iter().all(|kind| read.kind(*kind) == Some(*kind)), "{status}");
        }
        for (name, kinds) in &WORDS.grpc {
            assert_eq!(cell(FieldRole::GrpcCode, name).kind(Kind::Unknown), kinds.first().copied(), "{name}");
        }
        // A word that stands twice would be read as what stands first.
        for (kind, words) in &WORDS.categories {
            for word in words {
                assert_eq!(cell(FieldRole::Category, word).kind(Kind::Unknown), Some(*kind), "{word}");
            }
        }
        let said = |answer: &str, word: &str| {
            let advice = cell(FieldRole::Retriable, word).retry(Kind::Internal, Retry::Unknown);
            assert_eq!(advice, Some(if answer == "yes" { Retry::Backoff } else { Retry::Never }), "{word}");
        };
        for (answer, words) in &WORDS.retriable {
            words.iter().for_each(|word| said(answer, word));
        }
    }

    #[test]
    fn what_services_answer_to_all_faults_leaves_the_text_its_say() {
        let http = |text, suggested| cell(FieldRole::HttpStatus, text).kind(suggested);
        assert_eq!(http("400", Kind::RateLimited), Some(Kind::RateLimited));
        assert_eq!(http("400", Kind::NotFound), Some(Kind::NotFound));
        assert_eq!(http("400", Kind::Timeout), Some(Kind::InvalidArgument));
        assert_eq!(http("404", Kind::RateLimited), Some(Kind::NotFound));
        assert_eq!(http("500", Kind::NotFound), Some(Kind::Internal));
    }

    #[test]
    fn retriable_cells_are_read_by_their_first_word() {
        let retry = |text, kind, suggested| cell(FieldRole::Retriable, text).retry(kind, suggested);
        for yes in ["Yes", "yes, with backoff", "✓", "是", "TRUE"] {
            assert_eq!(retry(yes, Kind::Internal, Retry::Unknown), Some(Retry::Backoff), "{yes}");
        }
        assert_eq!(retry("yes", Kind::RateLimited, Retry::SlowDown), Some(Retry::SlowDown));
        assert_eq!(retry("No", Kind::Timeout, Retry::Backoff), Some(Retry::Never));
        assert_eq!(retry("No", Kind::Unauthenticated, Retry::AfterAction), Some(Retry::AfterAction));
        assert_eq!(retry("sometimes", Kind::Timeout, Retry::Backoff), None);
    }
}
