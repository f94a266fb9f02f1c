//! What a part of a page is about: codes, failures, or something else, by the words of its headings and introductions.

mod lists;
mod values;

use std::ops::Range;

pub(super) use self::lists::prepare;
use self::lists::{LISTS, Phrases, is_undivided, split_words};
pub(super) use self::values::{beginning, name_other_values, names_other_values, names_states};

use super::phrases::split_humps;
use super::spelling::{Shape, shape_of};
use super::type_title::type_named;

/// What a heading or introduction says of what it introduces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    /// Codes, in so many words.
    Codes,
    /// Failures: codes where the shapes agree.
    Failures,
    /// Something else: parameters, steps, commands.
    Others,
}

/// Longer introductions are cut to their end: what they lead to stands there.
const LONGEST: usize = 300;

/// What a title says of what stands below it: the topic whose words end it, since "error parameters" are parameters and
/// "parameters and error codes" has codes; `None` where it has no such word.
pub(crate) fn topic_of(text: &str) -> Option<Topic> {
    match text {
        _ if is_release(text) => Some(Topic::Others),
        // `check_errors()` is what a program does.
        _ if is_manual_title(text) || is_declaration(text) || text.trim_end().ends_with("()") => None,
        _ if names_other_values(text) => Some(Topic::Others),
        // "Lids (E12xx)" has all codes of that kind below it.
        _ if names_codes_of_a_kind(text) => Some(Topic::Codes),
        _ => match enumeration_name(text) {
            Some(name) => topic_of_name(name),
            None => type_named(text)
                .and_then(|name| topic_of_type(&name))
                .or_else(|| topic(text, true))
                .or_else(|| named_enumeration(text)),
        },
    }
}

/// The name in a title that says of one name that it is an enumeration or the like: `LID_STATUS_CODES enumeration`.
fn enumeration_name(text: &str) -> Option<&str> {
    let (name, form) = text.split_once(' ')?;
    (name.contains('_') && LISTS.forms.has(&form.to_lowercase())).then_some(name)
}

/// What the name of an enumeration says by its end: `LID_OPTIONS`; of codes the kind may stand further left:
/// `LID_STATUS_READ_CODES`.
fn topic_of_name(name: &str) -> Option<Topic> {
    let lower = name.to_lowercase();
    let words = split_words(&lower.replace('_', " "));
    let last = words.last()?;
    let kinds = words.iter().map(|kind| format!("{kind} {last}"));
    let [_, _, (codes, _)] = LISTS.topics.as_slice() else { return None };
    if kinds.into_iter().any(|phrase| codes.has(&phrase)) {
        return Some(Topic::Codes);
    }
    let ends = |phrases: &Phrases| phrases.last(&lower, &words).is_some_and(|range| range.end == words.len());
    LISTS.topics.iter().rev().find(|(phrases, _)| ends(phrases)).map(|(_, topic)| *topic)
}

/// Whether a title names a type of codes: "Enum LidErrorCode".
pub(crate) fn names_type_of_codes(title: &str) -> bool {
    type_named(title).is_some_and(|name| topic_of_type(&name) == Some(Topic::Codes))
}

/// What the end of a type's name says, where it speaks of codes or failures.
fn topic_of_type(name: &str) -> Option<Topic> {
    let lower = name.to_lowercase();
    let words = split_words(&lower);
    let ends = |phrases: &Phrases| phrases.last(&lower, &words).is_some_and(|range| range.end == words.len());
    let found = LISTS.topics.iter().rev().find(|(phrases, _)| ends(phrases)).map(|(_, topic)| *topic);
    found.filter(|topic| *topic != Topic::Others)
}

/// What the name of an enumeration in a title says: "Enumeration: LidErrorCode".
fn named_enumeration(text: &str) -> Option<Topic> {
    let lower = text.to_lowercase();
    LISTS.forms.last(&lower, &split_words(&lower))?;
    let humps = split_humps(text);
    topic(&humps, true).filter(|topic| humps != text && *topic != Topic::Others)
}

/// Whether a title has in brackets, or at its start, a code with signs for any digit: `(E12xx)`, `400xxx`, `E12xx: …`.
fn names_codes_of_a_kind(text: &str) -> bool {
    let counted = |word: &str| word.contains(|c: char| c.is_ascii_digit()) || !word.contains('_');
    let wildcard =
        |word: &str| word.ends_with(['x', 'X', '*']) && counted(word) && shape_of(word) == Some(Shape::Wildcard);
    let inner = text.split(['(', '[']).skip(1).filter_map(|inner| inner.split([')', ']']).next());
    let first = text.split([' ', ':']).next();
    inner.chain(first).any(|word| !word.contains('.') && wildcard(word))
}

/// Whether a title starts with the name and chapter of a manual page; the chapter's own title says nothing of the page.
pub(crate) fn is_manual_title(text: &str) -> bool {
    text.split_once('(').is_some_and(|(name, chapter)| {
        name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | '+'))
            && chapter.starts_with(|c: char| ('1'..='9').contains(&c))
            && chapter.chars().nth(1).is_none_or(|second| second == ')' || second.is_ascii_alphabetic())
    })
}

/// Whether a title is a version with its date, as change logs have them: `1.3.0 / 2015-02-01`, "Version 2.0rc1".
pub(crate) fn is_release(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let version = |word: &str| {
        let word = word.trim_start_matches(['v', 'V']);
        let (first, rest) = word.split_once('.').unwrap_or((word, ""));
        is_digits(first) && rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let date =
        |word: &str| word.len() >= 8 && word.split(['-', '/']).count() == 3 && word.split(['-', '/']).all(is_digits);
    let named = |word: &str| ["version", "release", "released", "unreleased"].contains(&word);
    let mut words =
        text.split_whitespace().map(|word| word.trim_matches(['(', ')', '[', ']', ':', ',', '/', '-', '–', '—']));
    let lower = text.to_lowercase();
    // `0.22.1`, `v3.0.2`; what mail servers answer begins with 4 or 5.
    let bare = text.trim().trim_start_matches(['v', 'V']);
    let part = |part: &str| is_digits(part) && part.len() <= 3;
    if bare.matches('.').count() == 2 && bare.split('.').all(part) && !bare.starts_with(['4', '5']) {
        return true;
    }
    // "Release: Lids 3.4.4"
    let announced = lower.starts_with("release") && words.clone().count() <= 4;
    if announced && words.clone().next_back().is_some_and(version) {
        return true;
    }
    let dated = words.clone().any(date) || lower.starts_with("version ") || lower.starts_with("release ");
    dated
        && words.clone().any(version)
        && words.all(|word| word.is_empty() || version(word) || date(word) || named(&word.to_lowercase()))
}

/// Whether a title only says in which form programs name what is listed: constants, an enumeration.
pub(crate) fn is_form(text: &str) -> bool {
    LISTS.forms.end(text)
}

/// Whether a title only says that what is listed is declared below: "Type declaration".
fn is_declaration(text: &str) -> bool {
    LISTS.declarations.contains(&text.trim().to_lowercase())
}

/// Whether a text speaks of codes in so many words, wherever in it.
pub(crate) fn names_codes(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words = split_words(&lower);
    LISTS.topics.iter().any(|(phrases, topic)| *topic == Topic::Codes && phrases.last(&lower, &words).is_some())
}

/// What a sentence says of what it introduces; where its words say nothing, a field that it names may be one of codes:
/// "`resultCode` says how it went. Possible values:".
pub(crate) fn introduced_by(text: &str) -> Option<Topic> {
    if tells_result(text) {
        return None;
    }
    let named = || {
        let text = text.trim_end().strip_suffix([':', '：'])?;
        let fields = text.split_whitespace().map(|word| word.rsplit('.').find(|part| !part.is_empty()).unwrap_or(word));
        let mut humped = fields.map(|field| (field, split_humps(field))).filter(|(field, humps)| field != humps);
        humped.next_back().and_then(|(_, humps)| topic_of_type(&humps)).filter(|topic| *topic == Topic::Codes)
    };
    topic(text, false).or_else(named)
}

/// Whether a sentence tells what one function gives back, and leads to nothing: "Returns: 0, or an error code."
fn tells_result(text: &str) -> bool {
    let Some((label, said)) = text.split_once([':', '：']) else { return false };
    let said = said.trim_end();
    !said.is_empty() && !said.ends_with([':', '：']) && LISTS.results.contains(&label.trim().to_lowercase())
}

/// Whether a sentence leads to the values of what it speaks of: "How the lid is shut. The possible values are:".
pub(crate) fn leads_to_values(text: &str) -> bool {
    let sentence = text.trim_end().strip_suffix([':', '：']);
    sentence.and_then(|sentence| sentence.rsplit(['.', ';', '。']).next()).is_some_and(|last| LISTS.choices.end(last))
}

fn topic(text: &str, title: bool) -> Option<Topic> {
    let start = text.char_indices().rev().nth(LONGEST).map_or(0, |(at, _)| at);
    let lower = text[start..].to_lowercase();
    let words = split_words(&lower);
    let mut found: Vec<(Range<usize>, Topic)> = Vec::new();
    if title {
        // What follows "of" says where things come from, not what they are.
        let owner = |range: &Range<usize>| {
            words[..range.start.min(words.len())].iter().rev().take(3).any(|word| LISTS.joins.contains(word))
        };
        found.extend(LISTS.in_titles.last(&lower, &words).filter(|range| !owner(range)).map(|r| (r, Topic::Others)));
    }
    found
        .extend(LISTS.topics.iter().filter_map(|(phrases, topic)| phrases.last(&lower, &words).map(|at| (at, *topic))));
    // Of two topics that end at one place the longer phrase, which is the later list, wins.
    let (last, topic) = found.iter().max_by_key(|(range, _)| range.end)?;
    // "Errors of the commands": the head stands before the join.
    let before = words.get(..last.start.min(words.len())).unwrap_or_default();
    let joins = (0..before.len()).rev().take(5).filter(|&at| LISTS.joins.contains(&before[at]));
    let others = |topic: Topic| topic == Topic::Others;
    let joins: Vec<usize> = joins.collect();
    let head = joins.iter().flat_map(|join| found.iter().filter(move |(range, _)| range.end == *join)).next();
    // "Exit codes common to all commands": what a title starts with is its head, if a join follows.
    let first = |range: &Range<usize>, topic: Topic| {
        topic == Topic::Codes && range.start == 0 && joins.iter().any(|join| *join >= range.end)
    };
    let head = head.or_else(|| found.iter().find(|(range, topic)| first(range, *topic)));
    let sort =
        |range: &Range<usize>| range.len() == 1 && words.get(range.start).is_some_and(|w| LISTS.sorts.contains(w));
    let head = head.filter(|(range, head)| others(*head) != others(*topic) && !sort(range));
    Some(head.map_or(*topic, |(_, topic)| *topic))
}

/// Whether a text is the caption of a table or figure, by the word and number at its start.
pub(crate) fn is_caption(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(20).collect::<String>().to_lowercase();
    LISTS.captions.iter().any(|word| {
        let rest = head.strip_prefix(word.as_str()).map(|rest| rest.trim_start_matches([' ', '\u{a0}']));
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()) && rest.len() < head.len())
    })
}

/// How many bytes at the start of a text say that a code follows ("Error ", "Exit status: "); 0 where none do.
pub(crate) fn caller_length(text: &str) -> usize {
    let first = text.chars().next().and_then(|first| first.to_lowercase().next());
    let Some(callers) = first.and_then(|first| LISTS.callers.get(&first)) else { return 0 };
    for caller in callers {
        // Lowercasing may change lengths beyond ASCII; the callers' own letters do not.
        let Some((head, rest)) = text.split_at_checked(caller.len()) else { continue };
        if !head.eq_ignore_ascii_case(caller) && (head.is_ascii() || head.to_lowercase() != *caller) {
            continue;
        }
        // `ERR01` is a code of its own.
        let divides = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '#' | '=' | '(');
        let divided = rest.chars().next().is_none_or(divides) || caller.chars().last().is_some_and(is_undivided);
        // `Error::NAME` is a name with its type, no word before a code.
        if divided && !rest.starts_with("::") {
            let signs = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '#' | '='));
            return text.len() - signs.len();
        }
    }
    0
}

/// Whether a text ends with a word that says that a code follows: "Compiler error", "編譯器錯誤".
pub(crate) fn ends_with_caller(text: &str) -> bool {
    let lower = text.trim_end().to_lowercase();
    LISTS.callers.values().flatten().any(|caller| {
        lower.strip_suffix(caller.as_str()).is_some_and(|head| {
            !head.ends_with(|c: char| c.is_alphanumeric()) || caller.chars().next().is_some_and(is_undivided)
        })
    })
}

/// Whether what stands behind a name says that it is a part of a sentence: "`LID` を開ける".
pub(crate) fn is_particle(rest: &str) -> bool {
    LISTS.particles.iter().any(|particle| rest.starts_with(particle.as_str()))
}

/// Whether what stands behind a number says that it is the first of many.
pub(crate) fn is_series(rest: &str) -> bool {
    let head: String = rest.trim_start().chars().take(12).collect::<String>().to_lowercase();
    LISTS.series.iter().any(|word| head.starts_with(word.as_str()))
}

/// How many bytes at the start of a text say how a program declares the name that follows ("enumerator ",
/// "public static final int "); 0 where none do.
pub(crate) fn declarator_length(text: &str) -> usize {
    // `.. data:: NAME`, a directive of reStructuredText.
    let directive = text.strip_prefix(".. ").and_then(|rest| rest.split_once(":: "));
    let mut at = match directive {
        Some((name, rest)) if !name.contains(' ') && declares_constants(name) => text.len() - rest.len(),
        _ => 0,
    };
    for _ in 0..6 {
        let Some((word, rest)) = text.get(at..).and_then(|left| left.split_once(' ')) else { return at };
        if !LISTS.declarators.contains(word) {
            return at;
        }
        at = text.len() - rest.trim_start().len();
    }
    at
}

/// Whether a directive may declare constants or errors: `data`, `c:macro`, but not `py:method`.
fn declares_constants(directive: &str) -> bool {
    !LISTS.directives_of_others.contains(directive.rsplit(':').next().unwrap_or(directive))
}

/// Whether a title only says that examples follow.
pub(crate) fn is_examples(title: &str) -> bool {
    ["example", "examples"].contains(&title.trim().trim_end_matches([':', '：']).to_lowercase().as_str())
}

/// Whether a title only says that the members of an enumeration follow.
pub(crate) fn heads_members(title: &str) -> bool {
    LISTS.members.contains(title.trim().trim_end_matches([':', '：']).to_lowercase().as_str())
}

/// Whether a word in capitals only stresses what is said: "**NOT** use it".
pub(crate) fn is_stressed_word(word: &str) -> bool {
    LISTS.stressed.contains(word)
}

/// Whether a name is that of who keeps standards: a number behind it is that of a document.
pub(crate) fn keeps_standards(name: &str) -> bool {
    LISTS.keepers_of_standards.contains(name)
}

/// Whether a title stands above the functions of a type: "Methods:".
pub(crate) fn heads_methods(title: &str) -> bool {
    LISTS.methods.contains(&title.trim().trim_end_matches([':', '：']).to_lowercase())
}

/// Whether a title belongs to a document's structure.
pub(crate) fn is_structure(title: &str) -> bool {
    let title = title.trim().trim_end_matches([':', '：', '.']).to_lowercase();
    LISTS.structure.contains(&title) || topic_of(&title) == Some(Topic::Others)
}

/// Whether a title ends with a word for what a service answers: "Error response".
pub(crate) fn names_answer(title: &str) -> bool {
    LISTS.answers.end(title)
}

/// Whether a name is a field of answers.
pub(crate) fn is_field(name: &str) -> bool {
    let plain = name.replace('_', "").to_lowercase();
    // `error.code`: each part is one.
    name.split('.').all(|part| LISTS.fields.contains(part))
        || LISTS.field_endings.iter().any(|ending| plain.ends_with(ending.as_str()))
}

/// Whether a word in capitals is the title of a section and no constant.
pub(crate) fn is_section_title(word: &str) -> bool {
    !word.contains(['_', '-'])
        && (is_structure(word) || topic_of(word).is_some() || super::label::label_of(word).is_some())
}

/// Whether a text only says that a list goes on.
pub(crate) fn is_placeholder(text: &str) -> bool {
    LISTS.placeholders.contains(&text.trim().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_named_before_their_values_tell() {
        for (text, topic) in [
            ("`Press.Answer.resultCode` tells how it went. Possible values:", Some(Topic::Codes)),
            ("The returnCode has these values:", Some(Topic::Codes)),
            ("`lidCode` tells which lid it was. Possible values:", None),
            ("It sets resultCode.", None),
            ("The resultCode and its fields:", Some(Topic::Others)),
            ("Returns: 0, or an error code.", None),
            ("Returns: one of the error codes:", Some(Topic::Codes)),
            ("Returns:", None),
        ] {
            assert_eq!(introduced_by(text), topic, "{text}");
        }
    }

    #[test]
    fn the_last_word_tells() {
        for (text, topic) in [
            ("Error codes", Some(Topic::Codes)),
            ("5.2 Exit Status", Some(Topic::Codes)),
            ("Errors", Some(Topic::Failures)),
            ("Error response fields", Some(Topic::Others)),
            ("Parameters and error codes", Some(Topic::Codes)),
            ("HTTP status codes and errors", Some(Topic::Failures)),
            ("公共错误码", Some(Topic::Codes)),
            ("请求参数", Some(Topic::Others)),
            ("Terrors of the deep", None),
            ("Errors of the commands", Some(Topic::Failures)),
            ("Options that lead to errors", Some(Topic::Others)),
            ("Values of the status header", None),
            ("The retry option", Some(Topic::Others)),
            ("Lid options (E12xx)", Some(Topic::Codes)),
            ("400xxx Bad lids", Some(Topic::Codes)),
            ("Lid options (2.x)", Some(Topic::Others)),
            ("Error code format", Some(Topic::Others)),
            ("Error code examples:", Some(Topic::Codes)),
            ("Error response examples", Some(Topic::Others)),
            ("Enumeration: LidErrorType", Some(Topic::Failures)),
            ("LidErrorCode enum", Some(Topic::Codes)),
            ("Enumeration: LidErrorOptions", Some(Topic::Others)),
            ("lid_open_mode", Some(Topic::Others)),
            ("check_errors()", None),
            ("LID_XXX", None),
            ("v0.22.1", Some(Topic::Others)),
            ("5.7.1", None),
            ("Release: Lids 3.4.4", Some(Topic::Others)),
            ("Error policies", Some(Topic::Others)),
            ("LidErrorType", None),
            ("Type Declaration", None),
            ("Lid type", Some(Topic::Others)),
            ("LID_STATUS_READ_COMMAND_CODES enumeration", Some(Topic::Codes)),
            ("LID_OPTIONS enumeration", Some(Topic::Others)),
            ("LID_COMMAND_CODES enumeration", None),
            ("Class LIDErrorCode", Some(Topic::Codes)),
            ("Enum LidException.Code", Some(Topic::Codes)),
            ("Class LidErrorHandler", Some(Topic::Others)),
            ("Enum Constant Details", None),
            ("Field Summary", None),
            ("", None),
        ] {
            assert_eq!(topic_of(text), topic, "{text}");
        }
    }

    #[test]
    fn sentences_name_things_in_the_plural() {
        for (text, topic) in [
            ("Messages that the queue component sends.", None),
            ("The command takes these options:", Some(Topic::Others)),
            ("The function fails with one of these errors:", Some(Topic::Failures)),
        ] {
            assert_eq!(introduced_by(text), topic, "{text}");
        }
    }

    #[test]
    fn a_number_may_be_the_first_of_many() {
        assert!(is_series("番台") && is_series(" series of errors"));
        assert!(!is_series(" serial number") && !is_series(""));
    }

    #[test]
    fn captions_start_with_a_word_and_a_number() {
        for (text, caption) in [
            ("Table 6. Exit codes", true),
            ("Tabelle 3: Fehlercodes", true),
            ("表 2 错误码", true),
            ("Table of errors", false),
            ("404 Not Found", false),
            ("Tables 6", false),
        ] {
            assert_eq!(is_caption(text), caption, "{text}");
        }
    }

    #[test]
    fn callers_are_cut_whole() {
        for (text, rest) in [
            ("Error 1040", "1040"),
            ("Exit status: 3", "3"),
            ("错误码：1001", "1001"),
            ("Errors: x", "x"),
            ("ERR_X", "ERR_X"),
            ("errors", ""),
            ("Codex 5", "Codex 5"),
            ("Error::OPEN", "Error::OPEN"),
        ] {
            assert_eq!(&text[caller_length(text)..], rest, "{text}");
        }
    }
}
