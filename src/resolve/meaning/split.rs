//! Summary and remedy: what happened, and what to do about it.

use std::sync::LazyLock;

use std::ops::Range;

use serde::Deserialize;

use crate::resolve::phrase::{PhraseSet, Words};
use crate::word_file::word_file;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SplitWords {
    imperatives: Vec<String>,
    openings: Vec<String>,
    conditions: Vec<String>,
    breaks: Vec<String>,
}

static WORDS: LazyLock<SplitWords> = LazyLock::new(|| word_file!("src/resolve/meaning/split"));

static OPENINGS: LazyLock<PhraseSet> = LazyLock::new(|| {
    let mut set = PhraseSet::default();
    for opening in &WORDS.openings {
        set.add(0, opening).expect("the word list is part of the program");
    }
    set
});

/// What a text with these sentences says happened, and what it says to do, if it says both. Neither is reworded;
/// together they are the text.
pub(crate) fn split<'t>(text: &'t str, sentences: &[Range<usize>]) -> (&'t str, Option<&'t str>) {
    for (index, range) in sentences.iter().enumerate() {
        let sentence = text.get(range.clone()).unwrap_or_default();
        let at = if index > 0 && is_advice(sentence) {
            Some((range.start, range.start))
        } else {
            break_in(sentence).map(|(end, start)| (range.start + end, range.start + start))
        };
        if let Some((end, start)) = at
            && let (Some(summary), Some(remedy)) = (text.get(..end), text.get(start..))
        {
            return (summary.trim(), Some(remedy.trim_end()));
        }
    }
    (text.trim(), None)
}

fn is_advice(sentence: &str) -> bool {
    let sentence = sentence.trim_start_matches(['(', '"', '“', '（', '-', '•', ' ']);
    let lower = sentence.to_lowercase();
    let first = lower.split(|c: char| !c.is_alphabetic() && c != '\'' && c != '-').next().unwrap_or_default();
    if WORDS.imperatives.iter().any(|verb| verb == first) {
        return true;
    }
    if WORDS.conditions.iter().any(|word| word == first || !word.is_ascii() && lower.starts_with(word)) {
        return lower
            .split(", ")
            .flat_map(|clause| clause.split('，'))
            .skip(1)
            .any(|clause| clause.starts_with("you need to ") || is_advice(clause));
    }
    let words = Words::of(sentence);
    OPENINGS.find(&words).first().is_some_and(|found| found.range.start == 0)
}

/// Where a sentence stops telling and starts to advise: the end of the one and the start of the other.
fn break_in(sentence: &str) -> Option<(usize, usize)> {
    // All breaks begin with a sign, of which a sentence has few.
    let signs = sentence.char_indices().skip(1).filter(|(_, c)| !c.is_alphanumeric() && *c != ' ');
    signs
        .filter_map(|(end, sign)| {
            let rest = sentence.get(end..)?;
            let marks = WORDS.breaks.iter().filter(|mark| rest.starts_with(mark.as_str()));
            let start = |mark: &String| {
                let blank = mark.get(sign.len_utf8()..).is_some_and(|rest| rest.starts_with(' '));
                end + sign.len_utf8() + usize::from(blank)
            };
            marks.map(start).min().map(|start| (end, start))
        })
        .next()
        .filter(|(end, _)| !conditional(sentence.get(..*end).unwrap_or_default()))
}

/// "If the plan has expired, please buy a new one" and "For more information, see …" are advice from the start on.
fn conditional(head: &str) -> bool {
    let first = head.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    WORDS.conditions.iter().any(|word| *word == first || !word.is_ascii() && head.starts_with(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::meaning::sentence::sentences;
    use crate::resolve::meaning::tests::corpus;

    #[test]
    fn a_seed_or_a_fixture_uses_each_word() {
        let texts = corpus();
        let sentences: Vec<&str> =
            texts.iter().flat_map(|text| sentences(text).into_iter().filter_map(|range| text.get(range))).collect();
        let begins = |word: &str| {
            sentences.iter().any(|sentence| {
                let lower = sentence.to_lowercase();
                let clauses = lower.split(", ");
                clauses.into_iter().any(|clause| {
                    clause
                        .strip_prefix(word)
                        .is_some_and(|rest| !word.is_ascii() || !rest.starts_with(char::is_alphabetic))
                })
            })
        };
        let unused = WORDS.imperatives.iter().chain(&WORDS.conditions).filter(|word| !begins(word));
        let unused: Vec<&String> =
            unused.chain(WORDS.breaks.iter().filter(|mark| !texts.iter().any(|text| text.contains(*mark)))).collect();
        assert!(unused.is_empty(), "no seed and no fixture uses {unused:?}");
        for opening in &WORDS.openings {
            let mut set = PhraseSet::default();
            set.add(0, opening).unwrap();
            let opens =
                |sentence: &&str| set.find(&Words::of(sentence)).first().is_some_and(|found| found.range.start == 0);
            assert!(sentences.iter().any(opens), "no seed and no fixture uses {opening}");
        }
    }

    #[test]
    fn advice_follows_what_happened() {
        for (text, remedy) in [
            ("The file is missing. Check the path.", Some("Check the path.")),
            (
                "Key expired. A key is made by the server. Call the App.get().login API again.",
                Some("Call the App.get().login API again."),
            ),
            (
                "The quota is used up. To lift the limit, upgrade the plan.",
                Some("To lift the limit, upgrade the plan."),
            ),
            ("It timed out, please try again.", Some("please try again.")),
            ("网络错误，请稍后重试。", Some("请稍后重试。")),
            (
                "It stopped. If the plan is over, please buy a new one.",
                Some("If the plan is over, please buy a new one."),
            ),
            (
                "It stopped. When sending a, b or c, ensure that it is on.",
                Some("When sending a, b or c, ensure that it is on."),
            ),
            ("Too many users. To avoid confusion, names are unique.", None),
            ("You can send 5 messages. You can send more tomorrow.", None),
            ("Check failed.", None),
            ("Please enable the feature.", None),
            ("", None),
        ] {
            assert_eq!(split(text, &sentences(text)).1, remedy, "{text}");
        }
        let text = " It timed out, please try again.";
        assert_eq!(split(text, &sentences(text)).0, "It timed out");
    }
}
