//! What the headers of columns say.

use serde::Deserialize;

use super::super::phrases::{find_word, fold, split_humps};
use super::Words;

/// What the words of a header say that a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum HeaderRole {
    /// Codes of errors, results, exits: nothing else is called so.
    ErrorCode,
    /// "Code" without more.
    Code,
    /// A number, value or id.
    Number,
    /// A constant.
    Symbol,
    /// A short name, for programs or people.
    Name,
    /// What it means.
    Meaning,
    /// A description.
    Description,
    /// The wording that a program gets.
    Message,
    /// Why it happens.
    Cause,
    /// What to do.
    Remedy,
    /// An HTTP status.
    HttpStatus,
    /// A status of any kind.
    Status,
    /// A gRPC status.
    GrpcCode,
    /// A class of errors.
    Category,
    /// Whether to send again.
    Retriable,
    /// A running number of the rows.
    Index,
    /// A remark or example.
    Note,
    /// A type, of data more often than of errors.
    Type,
    /// What lists of codes do not have.
    Against,
}

impl Words {
    /// What a header says that its column holds.
    pub(crate) fn header_role(&self, header: &str) -> Option<HeaderRole> {
        // `int code;` declares one field of a structure.
        if header.len() > 120 || header.trim_end().ends_with(';') {
            return None;
        }
        if header.trim() == "#" {
            return Some(HeaderRole::Index);
        }
        let folded = fold(header);
        if let Some(role) = self.whole.get(&folded) {
            return Some(*role);
        }
        // "the error code", "a status" describe one thing, they head nothing.
        if ["a ", "an ", "the "].iter().any(|article| folded.starts_with(article)) {
            return None;
        }
        // "Why this code is returned", "when it happens": whatever else such a header names, it asks for the cause.
        if ["why ", "when "].iter().any(|question| folded.starts_with(question)) {
            return Some(HeaderRole::Cause);
        }
        // What stands before a bracket, or before "of" and its like, is the thing; what follows says of what.
        let main = header.split(['(', '（', '[', '【', '/', '\n', '|']).map(fold).find(|part| !part.is_empty())?;
        if let Some(role) = self.whole.get(&main) {
            return Some(*role);
        }
        let cut = CONNECTIVES.iter().filter_map(|word| find_word(&main, word)).min().filter(|at| *at > 0);
        let head = cut.map_or(main.as_str(), |at| main[..at].trim_end());
        self.whole
            .get(head)
            .copied()
            .or_else(|| self.within.last(head))
            .or_else(|| self.within.last(&main))
            .or_else(|| self.within.last(&folded))
            .or_else(|| {
                // `refusalReasonCode`: what a program calls it.
                let humps = split_humps(header);
                let folded = fold(&humps);
                (humps != header).then(|| self.whole.get(&folded).copied().or_else(|| self.within.last(&folded)))?
            })
    }

    /// Whether a header says "name" itself, not just what is named.
    pub(crate) fn is_name_word(&self, header: &str) -> bool {
        self.name_words.found(&fold(header)).next().is_some()
    }

    /// Whether a header names a thing that has codes of its own: "Language", "Country name".
    pub(crate) fn has_own_codes(&self, header: &str) -> bool {
        let folded = fold(header);
        let named = folded.split_once(' ').filter(|(_, rest)| self.is_name_word(rest)).map_or("", |(first, _)| first);
        self.things_with_codes.contains(&folded) || self.things_with_codes.contains(named)
    }
}

/// Words after which a header says of what, in the languages that put the thing first.
const CONNECTIVES: &[&str] =
    &["of", "for", "when", "de", "del", "des", "du", "d", "da", "do", "di", "der", "von", "per", "pour", "para"];

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

    #[test]
    fn headers_have_roles() {
        use HeaderRole::*;
        for (header, role) in [
            ("Error Code", ErrorCode),
            ("error_code", ErrorCode),
            ("Code", Code),
            ("Code (hex)", Code),
            ("Error code description", Description),
            ("Description of error code", Description),
            ("HTTP Status Code", HttpStatus),
            ("Status code", Status),
            ("Error Message", Message),
            ("错误码", ErrorCode),
            ("错误码说明", Description),
            ("HTTP 状态码", HttpStatus),
            ("HTTP状态码", HttpStatus),
            ("状态码", Status),
            ("错误码（Code）", ErrorCode),
            ("エラーコード", ErrorCode),
            ("対処方法", Remedy),
            ("오류 코드", ErrorCode),
            ("해결 방법", Remedy),
            ("Fehlercode", ErrorCode),
            ("Code d’erreur", ErrorCode),
            ("Código de error", ErrorCode),
            ("Descripción del error", Description),
            ("Descrição", Description),
            ("Codice di errore", ErrorCode),
            ("Код ошибки", ErrorCode),
            ("Possible causes", Cause),
            ("Suggested action", Remedy),
            ("Retryable?", Retriable),
            ("#", Index),
            ("Parameter", Against),
            ("是否必填", Against),
            ("Type", Type),
            ("Constant/value", Symbol),
            ("refusalReasonCode", ErrorCode),
        ] {
            assert_eq!(words().header_role(header), Some(role), "{header}");
        }
        assert_eq!(words().header_role("Barometer"), None);
    }
}
