//! What the words around a part of a page say of it: title, headings, caption, introduction.

use super::super::topic::{names_states, names_type_of_codes};
use super::super::words::{Context, HeaderRole, words};
use super::Evidence;

/// The words around a part of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Surroundings<'a> {
    /// The page's title.
    pub(crate) title: Option<&'a str>,
    /// The headings above, outermost first.
    pub(crate) headings: Vec<&'a str>,
    /// The term that it stands under, as a list of definitions has it.
    pub(crate) term: Option<&'a str>,
    /// The caption.
    pub(crate) caption: Option<&'a str>,
    /// The paragraph or item just before.
    pub(crate) introduction: Option<&'a str>,
}

/// What the column with the codes holds, as far as it matters to the words around.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Listed {
    /// Statuses of answers, some of them failures.
    pub(crate) answers: bool,
    /// Names of which most speak of failures.
    pub(crate) failures: bool,
    /// Signs of any spelling that its header, or that of the texts beside, calls codes.
    pub(crate) signs: bool,
    /// Constants of a program, by what another column says.
    pub(crate) constants: bool,
    /// Names that programs use.
    pub(crate) names: bool,
    /// Whether no column has a header.
    pub(crate) unheaded: bool,
}

/// What the words around a part of a page say of it.
pub(crate) fn weigh_surroundings(evidence: &mut Evidence, around: &Surroundings<'_>, listed: Listed) {
    let Listed { answers, failures, signs, constants, names, unheaded } = listed;
    let named = |context: Context, strong: f64, weak: f64, against: f64| match context {
        Context::Strong => strong,
        Context::Weak => weak,
        Context::Silent => 0.0,
        Context::Against => against,
    };
    let mut outer = Context::Silent;
    if let Some((nearest, above)) = around.headings.split_last() {
        let context = match words().context(nearest) {
            Context::Against if (answers || failures || signs) && words().is_about_answers(nearest) => Context::Weak,
            // The name of a function may speak of errors; what stands below it are its parts.
            Context::Strong | Context::Weak if nearest.trim_end().ends_with("()") => Context::Silent,
            // "enum LidState", most of whose states are failures.
            Context::Against if failures && names_states(nearest) => Context::Silent,
            // "Fields" below "Enum LidErrorCode": the codes are its members.
            _ if names && members_of_codes(nearest, above, around.title) => Context::Strong,
            Context::Against if (failures || constants) && words().is_about_members(nearest) => Context::Silent,
            // The only header of a table whose lines came apart: "Code".
            Context::Silent if unheaded && heads_codes(nearest) => Context::Weak,
            context => context,
        };
        evidence.add(named(context, 3.0, 2.0, -4.0), context >= Context::Weak, format!("the heading says {nearest:?}"));
        evidence.hear(nearest, context);
        outer = above.iter().map(|heading| words().context(heading)).max().unwrap_or(Context::Silent);
    }
    let title = around.title.map_or(Context::Silent, |title| words().context(title));
    let outer = outer.max(title);
    evidence.add(
        named(outer, 2.0, 1.0, 0.0),
        outer >= Context::Weak,
        "the headings above or the title speak of errors or codes",
    );
    let class = around.title.into_iter().chain(around.headings.iter().copied());
    if names && class.clone().any(names_type_of_codes) {
        evidence.add(1.5, true, "a type above is named for codes");
    }
    if constants && class.flat_map(str::split_whitespace).any(|word| words().is_failure_class(word)) {
        evidence.add(3.0, true, "the constants are those of a class of failures");
    }
    if let Some(term) = around.term {
        let context = words().context(term);
        evidence.add(named(context, 3.0, 2.0, -6.0), context >= Context::Weak, format!("the term says {term:?}"));
    }
    if let Some(caption) = around.caption {
        let context = match words().context(caption) {
            Context::Against if constants => Context::Silent,
            context => context,
        };
        evidence.add(named(context, 3.0, 2.0, -3.0), context >= Context::Weak, format!("the caption says {caption:?}"));
        evidence.hear(caption, context);
    }
    if let Some(introduction) = around.introduction {
        let context = words().context(introduction);
        let quote: String = introduction.chars().take(60).collect();
        // "The error codes are:"
        let strong = if introduction.trim_end().ends_with([':', '：']) { 3.0 } else { 2.0 };
        evidence.add(
            named(context, strong, 1.0, 0.0),
            context >= Context::Weak,
            format!("the text before says {quote:?}"),
        );
        evidence.hear(introduction, context);
    }
}

/// Whether a heading is that of the members of a type, and what stands right above it names one of codes.
fn members_of_codes(heading: &str, above: &[&str], title: Option<&str>) -> bool {
    words().is_about_members(heading) && above.last().copied().or(title).is_some_and(names_type_of_codes)
}

/// Whether words head columns of codes.
fn heads_codes(words_above: &str) -> bool {
    matches!(words().header_role(words_above), Some(HeaderRole::ErrorCode | HeaderRole::Code))
}
