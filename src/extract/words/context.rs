//! What the words above a part of a page say of it.

use super::super::phrases::{fold, split_humps};
use super::super::reason_phrases::names_status;
use super::super::topic::{names_codes, names_other_values};
use super::Words;

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

impl Words {
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
}

/// `4xx`.
fn is_class_of_statuses(word: &str) -> bool {
    matches!(word.as_bytes(), [b'1'..=b'6', b'x', b'x'])
}

#[cfg(test)]
mod tests {
    use super::super::words;
    use super::*;

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
}
