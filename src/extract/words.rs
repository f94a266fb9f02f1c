//! The words of headers, titles, labels and texts that speak for or against codes: data in `words.yaml`, parsed once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};
use serde::Deserialize;

use super::phrases::{Phrases, Stems, find_word, fold, split_humps};
use super::reason_phrases::names_status;
use super::topic::{names_codes, names_other_values};
use crate::document::shape::is_negated_errno;
use crate::word_file::word_file;

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

/// How strongly words above a part of a page say that codes follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Context {
    /// They speak of something else.
    Against,
    /// They say nothing.
    Silent,
    /// They speak of errors.
    Weak,
    /// They speak of error codes, status codes and the like.
    Strong,
}

/// The role of a label within a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum LabelRole {
    /// What it means.
    Description,
    /// The wording that a program gets.
    Message,
    /// Why it happens.
    Cause,
    /// What to do.
    Remedy,
}

type ByLanguage = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    headers: BTreeMap<HeaderRole, ByLanguage>,
    context: ContextFile,
    failure: ByLanguage,
    failure_name_parts: HashSet<String>,
    failure_nouns: HashSet<String>,
    words_with_e: HashSet<String>,
    conjunctions: HashSet<String>,
    range_words: HashSet<String>,
    code_prefixes: HashSet<String>,
    deprecated: ByLanguage,
    placeholders: HashSet<String>,
    name_words: HashSet<String>,
    data_types: HashSet<String>,
    constant_modifiers: HashSet<String>,
    failure_classes: Vec<String>,
    booleans: HashSet<String>,
    switches: HashSet<String>,
    presence: HashSet<String>,
    things_with_codes: Vec<Vec<String>>,
    labels: BTreeMap<LabelRole, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContextFile {
    strong: ByLanguage,
    weak: ByLanguage,
    against: ByLanguage,
    answers: ByLanguage,
    members: ByLanguage,
    other: ByLanguage,
}

/// The word lists, ready for matching.
#[derive(Debug)]
pub(crate) struct Words {
    whole: HashMap<String, HeaderRole>,
    within: Phrases<HeaderRole>,
    context: Phrases<Context>,
    answers: Phrases<()>,
    members: Phrases<()>,
    other_codes: Phrases<()>,
    failure: Stems,
    failure_name_parts: HashSet<String>,
    failure_nouns: HashSet<String>,
    words_with_e: HashSet<String>,
    conjunctions: HashSet<String>,
    range_words: HashSet<String>,
    code_prefixes: HashSet<String>,
    deprecated: Stems,
    placeholders: HashSet<String>,
    name_words: Phrases<()>,
    data_types: HashSet<String>,
    constant_modifiers: HashSet<String>,
    failure_classes: Vec<String>,
    booleans: HashSet<String>,
    switches: HashSet<String>,
    presence: HashSet<String>,
    things_with_codes: HashSet<String>,
    labels: HashMap<String, LabelRole>,
}

/// The word lists.
pub(crate) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| {
        let file: File = word_file!("src/extract/words");
        Words::new(file)
    })
}

impl Words {
    fn new(file: File) -> Self {
        let mut whole = HashMap::default();
        let mut within = Phrases::default();
        for (role, languages) in &file.headers {
            for entry in languages.values().flatten() {
                let entry_text = fold(entry.trim_start_matches('='));
                if !entry.starts_with('=') {
                    within.add(&entry_text, *role);
                }
                whole.entry(entry_text).or_insert(*role);
            }
        }
        let mut context = Phrases::default();
        for (list, strength) in [
            (&file.context.strong, Context::Strong),
            (&file.context.weak, Context::Weak),
            (&file.context.against, Context::Against),
        ] {
            for entry in list.values().flatten() {
                context.add(&fold(entry), strength);
            }
        }
        let mut other_codes = Phrases::default();
        for entry in file.context.other.values().flatten() {
            other_codes.add(&fold(entry), ());
        }
        let mut answers = Phrases::default();
        for entry in file.context.answers.values().flatten() {
            answers.add(&fold(entry), ());
        }
        let mut members = Phrases::default();
        for entry in file.context.members.values().flatten() {
            members.add(&fold(entry), ());
        }
        let mut name_words = Phrases::default();
        for entry in &file.name_words {
            name_words.add(&fold(entry), ());
        }
        let mut labels = HashMap::default();
        for (role, list) in &file.labels {
            for entry in list {
                labels.entry(fold(entry)).or_insert(*role);
            }
        }
        Self {
            whole,
            within,
            context,
            answers,
            members,
            other_codes,
            failure: Stems::new(file.failure.values().flatten()),
            failure_name_parts: file.failure_name_parts,
            failure_nouns: file.failure_nouns,
            words_with_e: file.words_with_e,
            conjunctions: file.conjunctions,
            range_words: file.range_words,
            code_prefixes: file.code_prefixes,
            deprecated: Stems::new(file.deprecated.values().flatten()),
            placeholders: file.placeholders,
            name_words,
            data_types: file.data_types,
            constant_modifiers: file.constant_modifiers,
            failure_classes: file.failure_classes,
            booleans: file.booleans,
            switches: file.switches,
            presence: file.presence,
            things_with_codes: file.things_with_codes.iter().flatten().map(|entry| fold(entry)).collect(),
            labels,
        }
    }

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

    /// What the words of a title, heading, caption or introduction say.
    pub(crate) fn context(&self, text: &str) -> Context {
        if names_other_values(text) {
            return Context::Against;
        }
        let folded = fold(text);
        let found = self.context.all(&folded);
        if found.contains(&Context::Strong) || names_codes(text) || folded.split(' ').any(is_class_of_statuses) {
            return Context::Strong;
        }
        if self.other_codes.found(&folded).next().is_some() {
            return Context::Against;
        }
        // "400 Bad Request" says with which status the answers below come, not that requests stand there.
        let code = text.trim().trim_start_matches(|c: char| c.is_ascii_digit());
        let phrase = code.trim_start_matches(|c: char| !c.is_alphanumeric());
        let code = text.trim().strip_suffix(code).filter(|_| phrase.len() < code.len()).unwrap_or("");
        if names_status(code, phrase) {
            return Context::Silent;
        }
        if let Some(strength) = [Context::Weak, Context::Against].into_iter().find(|strength| found.contains(strength))
        {
            return strength;
        }
        if self.is_about_answers(text) {
            return Context::Against;
        }
        // `ErrorCode`, `ERROR_CODES` and the like, and names of things such as `ResultCode` or `StoreError`.
        let humps = fold(&split_humps(text));
        if humps != folded {
            if names_codes(&humps) {
                return Context::Strong;
            }
            let found = self.context.all(&humps);
            return [Context::Strong, Context::Weak]
                .into_iter()
                .find(|one| found.contains(one))
                .unwrap_or(Context::Silent);
        }
        Context::Silent
    }

    /// Whether the words above a part of a page say that it is about the answers of one call.
    pub(crate) fn is_about_answers(&self, text: &str) -> bool {
        self.answers.found(&fold(text)).next().is_some()
    }

    /// Whether a heading names the form of its part (properties, values), which the parts of an enumeration have too.
    pub(crate) fn is_about_members(&self, text: &str) -> bool {
        self.members.found(&fold(text)).next().is_some()
    }

    /// Whether a text speaks of a failure.
    pub(crate) fn speaks_of_failure(&self, text: &str) -> bool {
        self.failure.matches(&fold(text), false)
    }

    /// Whether what names begin with speaks of a failure only with nouns that say what all are about.
    pub(crate) fn names_subject(&self, beginning: &str) -> bool {
        let without: Vec<&str> =
            beginning.split('_').filter(|part| !self.failure_nouns.contains(&part.to_ascii_uppercase())).collect();
        self.names_failure(beginning) && !self.names_failure(&without.join("_"))
    }

    /// Whether a constant's parts speak of a failure.
    pub(crate) fn names_failure(&self, name: &str) -> bool {
        // `E_OPEN` is an error, `E_LidOpen` a constant of any enumeration.
        let mixed = name.starts_with("E_") && name.contains(|c: char| c.is_ascii_lowercase());
        split_humps(if mixed { name.get(2..).unwrap_or("") } else { name })
            .split(|c: char| !c.is_ascii_alphanumeric())
            .map(str::to_ascii_uppercase)
            // `lid_no`: the number of a lid.
            .filter(|part| part != "NO" || !is_last_part(name, "_NO"))
            // `MMERR_BUSY`, `NETERROR_DOWN`: the errors of a part of the whole.
            .any(|part| {
                self.failure_name_parts.contains(&part)
                    || part.ends_with("ERR")
                    || part.ends_with("ERROR")
                    || (name.contains('_') && is_numbered_error(&part))
            })
            || is_negated_errno(name)
            || name.starts_with('E')
                && name.len() >= 4
                && name.len() <= 12
                && name.bytes().all(|b| b.is_ascii_uppercase())
                && !self.words_with_e.contains(name)
    }

    /// Whether a word stands between alternatives.
    pub(crate) fn is_conjunction(&self, word: &str) -> bool {
        holds(&self.conjunctions, word)
    }

    /// Whether a word stands between the ends of a range.
    pub(crate) fn is_range_word(&self, word: &str) -> bool {
        holds(&self.range_words, word)
    }

    /// Whether a word only says that a code follows.
    pub(crate) fn is_code_prefix(&self, word: &str) -> bool {
        holds(&self.code_prefixes, word)
    }

    /// Whether a text starts by saying that its entry is given up.
    pub(crate) fn says_deprecated(&self, text: &str) -> bool {
        let start = text.char_indices().nth(60).map_or(text, |(at, _)| &text[..at]);
        self.deprecated.matches(&fold(start), true)
    }

    /// Whether a cell stands for rows that are not there.
    pub(crate) fn is_placeholder(&self, text: &str) -> bool {
        self.placeholders.contains(text.trim().to_lowercase().trim_matches(['(', ')', '[', ']', '`', '*', ' ']))
            || self.placeholders.contains(&text.trim().to_lowercase())
    }

    /// Whether a header says "name" itself, not just what is named.
    pub(crate) fn is_name_word(&self, header: &str) -> bool {
        self.name_words.found(&fold(header)).next().is_some()
    }

    /// Whether a cell names a type of data: `const char *`, `Array<string>`, `uint32_t`.
    pub(crate) fn is_data_type(&self, cell: &str) -> bool {
        let cell = cell.trim();
        if cell.len() > LONGEST_TYPE {
            return false;
        }
        let first = cell.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '#'))).next().unwrap_or("");
        let pointer = (cell.ends_with(" *") || cell.ends_with("**")) && !first.is_empty();
        pointer || holds(&self.data_types, first)
    }

    /// Whether a cell is the type of a constant: `public static final int`.
    pub(crate) fn modifies_constants(&self, cell: &str) -> bool {
        cell.len() <= LONGEST_TYPE && cell.split_whitespace().any(|word| self.constant_modifiers.contains(word))
    }

    /// Whether a word is the name of a class of failures: `LidException`.
    pub(crate) fn is_failure_class(&self, word: &str) -> bool {
        let before = self.failure_classes.iter().filter_map(|end| word.strip_suffix(end.as_str()));
        before.into_iter().any(|name| name.starts_with(char::is_uppercase))
    }

    /// Whether a cell only says yes or no.
    pub(crate) fn is_boolean(&self, cell: &str) -> bool {
        self.booleans.contains(cell.trim().to_lowercase().trim_end_matches(['.', '*']))
    }

    /// Whether a header names a thing that has codes of its own: "Language", "Country name".
    pub(crate) fn has_own_codes(&self, header: &str) -> bool {
        let folded = fold(header);
        let named = folded.split_once(' ').filter(|(_, rest)| self.is_name_word(rest)).map_or("", |(first, _)| first);
        self.things_with_codes.contains(&folded) || self.things_with_codes.contains(named)
    }

    /// Whether a text starts by saying that something is turned on or off.
    pub(crate) fn is_switched(&self, text: &str) -> bool {
        let first = text.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty()).unwrap_or("");
        self.switches.contains(&first.to_lowercase())
    }

    /// Whether a text starts by saying whether something must be given: "Required. The name of the lid". A sentence may
    /// start with such a word as well: "Required lid is missing".
    pub(crate) fn says_presence(&self, text: &str) -> bool {
        let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
        let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        let (first, rest) = text.split_at(end);
        let set_apart = rest.is_empty() || !rest.starts_with([' ', '-', '_']);
        set_apart && self.presence.contains(&first.to_lowercase())
    }

    /// The role of a label.
    pub(crate) fn label(&self, text: &str) -> Option<LabelRole> {
        if text.len() > 60 {
            return None;
        }
        self.labels.get(&fold(text)).copied()
    }
}

/// Whether a name ends with a part.
fn is_last_part(name: &str, part: &str) -> bool {
    name.to_ascii_uppercase().ends_with(part)
}

/// Types of data and of constants are not longer, in bytes.
const LONGEST_TYPE: usize = 60;

/// Whether a list of words in lower case has a word.
fn holds(list: &HashSet<String>, word: &str) -> bool {
    let lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if lower { list.contains(word) } else { list.contains(&word.to_lowercase()) }
}

/// Words after which a header says of what, in the languages that put the thing first.
const CONNECTIVES: &[&str] =
    &["of", "for", "when", "de", "del", "des", "du", "d", "da", "do", "di", "der", "von", "per", "pour", "para"];

/// Whether a part of a constant is the number of an error: `E4001` in `LID_E4001`.
fn is_numbered_error(part: &str) -> bool {
    part.strip_prefix('E').is_some_and(|digits| digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `4xx`.
fn is_class_of_statuses(word: &str) -> bool {
    matches!(word.as_bytes(), [b'1'..=b'6', b'x', b'x'])
}

#[cfg(test)]
mod tests {
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

    #[test]
    fn contexts_have_strengths() {
        for (text, context) in [
            ("Common error codes", Context::Strong),
            ("ErrorCode reference", Context::Strong),
            ("Class LIDErrorCode", Context::Strong),
            ("全局错误码列表", Context::Strong),
            ("Errors", Context::Weak),
            ("Request parameters", Context::Against),
            ("Language codes", Context::Against),
            ("Result codes", Context::Strong),
            ("5xx responses", Context::Strong),
            ("Responses", Context::Against),
            ("400 Bad Request", Context::Silent),
            ("400—Bad Request", Context::Silent),
            ("404 ways to make a request", Context::Against),
            ("Introduction", Context::Silent),
        ] {
            assert_eq!(words().context(text), context, "{text}");
        }
    }

    #[test]
    fn texts_and_names_speak_of_failure() {
        assert!(words().speaks_of_failure("The token has expired."));
        assert!(words().speaks_of_failure("用户不存在"));
        assert!(!words().speaks_of_failure("The colour of the sky"));
        assert!(words().names_failure("FILE_NOT_FOUND") && words().names_failure("AccessDenied"));
        assert!(
            words().names_failure("EACCES")
                && words().names_failure("LID_E4001")
                && !words().names_failure("COLOR_BLUE")
        );
        assert!(words().says_deprecated("Deprecated. Use 12.") && !words().says_deprecated("The API is deprecated"));
    }

    #[test]
    fn every_phrase_is_found_as_itself() {
        let file: File = word_file!("src/extract/words");
        for (role, languages) in &file.headers {
            for entry in languages.values().flatten() {
                let found = words().header_role(entry.trim_start_matches('='));
                // A word that serves two roles in two languages keeps the first.
                assert!(found.is_some(), "{entry} of {role:?}");
            }
        }
    }
}
