//! Levels: how much each rule weighs, by the project file and the command line.

use std::str::FromStr;

use super::rules;
use crate::diagnostic::{Diagnostic, Refusal, Rule, Severity};
use crate::project::{LintLevel, Project};

/// What `--deny` takes: findings at or above a severity, or of a rule, fail the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deny {
    /// Everything from this severity on.
    Severity(Severity),
    /// Everything of this rule.
    Rule(Rule),
}

/// How much each rule weighs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    set: Vec<(Rule, LintLevel)>,
    denied: Vec<Deny>,
}

impl FromStr for Deny {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(severity) = Severity::ALL.iter().find(|severity| severity.word() == text) {
            return Ok(Self::Severity(*severity));
        }
        if let Some(rule) = rules().find(|rule| rule.id() == text) {
            return Ok(Self::Rule(rule));
        }
        let likeness = |rule: &Rule| strsim::normalized_damerau_levenshtein(text, rule.id());
        let near = rules().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
        Err(match near.filter(|rule| likeness(rule) > 0.6) {
            Some(near) => format!("no level and no rule of `lint`; did you mean `{near}`?"),
            None => "no level and no rule of `lint`; give `note`, `warning`, `error` or the id of a rule".to_owned(),
        })
    }
}

impl Levels {
    /// The levels of a project, with what the command line denies.
    ///
    /// # Errors
    /// `project-invalid`: a level is set for a rule that `lint` does not look at.
    pub fn new(project: &Project, denied: &[Deny]) -> Result<Self, Refusal> {
        let mut levels = Self { set: Vec::new(), denied: denied.to_vec() };
        let mut wrong = Vec::new();
        for (id, level) in &project.file.lint {
            match rules().find(|rule| rule.id() == id.as_str()) {
                Some(rule) => levels.set.push((rule, *level)),
                None => wrong.push(
                    Diagnostic::new(Rule::ProjectInvalid, format!("`{id}` is no rule of `lint`"))
                        .at(project.place_of_level(id))
                        .hint("its severity cannot be set: remove the line"),
                ),
            }
        }
        if wrong.is_empty() { Ok(levels) } else { Err(Refusal(wrong)) }
    }

    /// The findings with their severities, without those of rules that are off. What is denied is an error.
    #[must_use]
    pub fn apply(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        findings.into_iter().filter_map(|finding| self.weigh(finding)).collect()
    }

    fn weigh(&self, mut finding: Diagnostic) -> Option<Diagnostic> {
        let denied = self.denied.contains(&Deny::Rule(finding.rule));
        match self.set.iter().find(|(rule, _)| *rule == finding.rule) {
            Some((_, LintLevel::Off)) if !denied => return None,
            Some((_, LintLevel::Off)) | None => {}
            Some((_, LintLevel::Note)) => finding.severity = Severity::Note,
            Some((_, LintLevel::Warning)) => finding.severity = Severity::Warning,
            Some((_, LintLevel::Error)) => finding.severity = Severity::Error,
        }
        let above = |deny: &Deny| matches!(deny, Deny::Severity(least) if finding.severity >= *least);
        if denied || self.denied.iter().any(above) {
            finding.severity = Severity::Error;
        }
        Some(finding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weigh(set: &[(Rule, LintLevel)], denied: &[Deny], rule: Rule) -> Option<Severity> {
        let levels = Levels { set: set.to_vec(), denied: denied.to_vec() };
        levels.apply(vec![Diagnostic::new(rule, "found")]).first().map(|finding| finding.severity)
    }

    #[test]
    fn the_command_line_outranks_the_file_outranks_the_rule() {
        let (rule, off) = (Rule::DuplicateCode, [(Rule::DuplicateCode, LintLevel::Off)]);
        assert_eq!(weigh(&[], &[], rule), Some(Severity::Warning));
        assert_eq!(weigh(&off, &[], rule), None);
        assert_eq!(weigh(&off, &[Deny::Severity(Severity::Note)], rule), None);
        assert_eq!(weigh(&off, &[Deny::Rule(rule)], rule), Some(Severity::Error));
        let note = [(rule, LintLevel::Note)];
        assert_eq!(weigh(&note, &[Deny::Severity(Severity::Warning)], rule), Some(Severity::Note));
        assert_eq!(weigh(&[], &[Deny::Severity(Severity::Warning)], rule), Some(Severity::Error));
        assert_eq!(weigh(&[], &[Deny::Severity(Severity::Warning)], Rule::LostLink), Some(Severity::Note));
    }

    #[test]
    fn what_is_denied_is_a_level_or_a_rule() {
        assert_eq!("warning".parse(), Ok(Deny::Severity(Severity::Warning)));
        assert_eq!("lost-link".parse(), Ok(Deny::Rule(Rule::LostLink)));
        assert!("lost-links".parse::<Deny>().unwrap_err().contains("`lost-link`"));
        assert!("off".parse::<Deny>().is_err());
    }
}
