//! Constants of a page's code blocks that list something else than codes, whatever parts of their names say.

use super::super::topic::{Topic, beginning, name_other_values, names_other_values, names_states, topic_of};
use super::super::words::words;
use super::Constant;
use super::offer::{ENOUGH, Listed};

/// A program of so many lines for each constant lists none.
const FEW_OF_A_PROGRAM: usize = 20;

/// The rule that ignores constants which are something else whatever parts of their names say, where they are.
pub(super) fn others(listed: &[Listed<'_, '_>], nearest: Option<Topic>) -> Option<&'static str> {
    let first = listed.first().filter(|_| listed.len() >= ENOUGH)?;
    let named = listed.iter().map(|listed| listed.constant.name.as_str());
    if name_other_values(named) || listed.iter().all(Listed::is_of_other_values) {
        return Some("constants-of-another-kind");
    }
    match nearest {
        Some(Topic::Codes | Topic::Failures) => None,
        Some(Topic::Others) | None if is_settings(listed) => Some("settings"),
        Some(Topic::Others) | None => {
            let lines = first.code.text.lines().count();
            (listed.len() * FEW_OF_A_PROGRAM < lines).then_some("constants-of-a-program")
        }
    }
}

/// How many constants name failures.
pub(super) fn failing(constants: &[&Constant]) -> usize {
    let names = constants.iter().map(|constant| constant.name.as_str());
    let subject = beginning(names).filter(|subject| words().names_subject(subject)).map_or(0, str::len);
    constants.iter().filter(|constant| names_failure(constant, subject)).count()
}

impl Listed<'_, '_> {
    /// Whether the name of its enumeration says that this lists something else than failures.
    fn is_of_other_values(&self) -> bool {
        self.title().is_some_and(|title| names_other_values(&title) && !names_states(&title))
    }

    /// Whether the name of its enumeration says that this lists codes: `enum LidErrorCode`.
    pub(super) fn is_of_codes(&self) -> bool {
        self.title().is_some_and(|title| topic_of(&title) == Some(Topic::Codes))
    }

    /// Whether the name of its enumeration says that this lists codes or failures: `enum LidError`.
    pub(super) fn is_of_failures(&self) -> bool {
        let speaks = |title: String| matches!(topic_of(&title), Some(Topic::Codes | Topic::Failures));
        self.title().is_some_and(speaks)
    }

    /// The title that a section about its enumeration would have.
    fn title(&self) -> Option<String> {
        let name = self.header.and_then(|header| header.split(':').next()?.split_whitespace().last());
        name.map(|name| format!("enum {name}"))
    }
}

/// Whether a constant names a failure behind the bytes that say what all are about; the first of an enumeration is called
/// unknown whatever it counts.
fn names_failure(constant: &Constant, subject: usize) -> bool {
    let first = constant.value == "0" && constant.name.to_ascii_uppercase().ends_with("UNKNOWN");
    !first && constant.name.get(subject..).is_some_and(|own| words().names_failure(own))
}

/// Whether the constants are the settings of a program as its file has them: `LidLimit=4`.
fn is_settings(listed: &[Listed<'_, '_>]) -> bool {
    let Some(code) = listed.first().map(|first| first.code) else { return false };
    let lines: Vec<&str> = code.text.lines().collect();
    let is_setting = |constant: &Constant| {
        let line = lines.get(constant.line as usize).map_or("", |line| line.trim());
        let value = line.strip_prefix(constant.name.as_str()).and_then(|rest| rest.strip_prefix('='));
        constant.name.contains(|c: char| c.is_ascii_lowercase()) && value == Some(constant.value.as_str())
    };
    listed.iter().all(|listed| std::ptr::eq(listed.code, code) && is_setting(listed.constant))
}
