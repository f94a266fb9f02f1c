//! Whether a table lists codes: points for and against, each with its reason, and the verdict they add up to.

mod agreement;
mod around;
mod key;
mod others;

pub(crate) use self::around::{Listed, Surroundings, weigh_surroundings};
pub(crate) use self::key::{is_answered_failures, is_described_number};

use self::agreement::{weigh_agreement, weigh_remedies};
use self::key::Key;
use self::others::{weigh_interfaces, weigh_others};
use super::cells::Cells;
use super::columns::{Column, Layout};
use super::offer::Verdict;
use super::topic::names_codes;
use super::words::{Context, HeaderRole};

/// Points and reasons.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    points: f64,
    /// Points that speak of errors and codes, not just of a list of something.
    support: f64,
    /// What the nearest words above speak of: heading, caption or introduction, not the page's title further up.
    near: Option<Context>,
    /// Whether they name codes, not just failures or messages.
    named: bool,
    reasons: Vec<(f64, String)>,
}

/// Evidence that weighs less than this speaks against codes.
const AGAINST: f64 = -1.5;

/// From how many points on a table lists codes.
const CODES: f64 = 6.0;

/// From how many points on it may.
const UNDECIDED: f64 = 4.5;

impl Evidence {
    /// Adds points with their reason; `supports` says that they speak of errors and codes.
    pub(crate) fn add(&mut self, points: f64, supports: bool, reason: impl Into<String>) {
        if points == 0.0 {
            return;
        }
        self.points += points;
        if supports {
            self.support += points;
        }
        self.reasons.push((points, reason.into()));
    }

    /// Takes down what words near a part speak of.
    pub(super) fn hear(&mut self, words_near: &str, context: Context) {
        self.near = self.near.max(Some(context));
        self.named |= context >= Context::Weak && names_codes(words_near);
    }

    /// Whether words near a part speak of codes or failures at least so strongly.
    pub(super) fn is_near(&self, context: Context) -> bool {
        self.near.is_some_and(|near| near >= context)
    }

    /// Whether anything of weight speaks against codes so far.
    pub(super) fn is_doubted(&self) -> bool {
        self.reasons.iter().any(|(points, _)| *points < AGAINST)
    }

    /// The sum of all points.
    pub(crate) fn points(&self) -> f64 {
        self.points
    }

    /// Takes a little away where neither the words around nor the headers speak of codes, and few names of failures.
    pub(crate) fn settle(&mut self, around: f64, columns: &[Column], layout: &Layout) {
        let headed = matches!(
            columns[layout.key].role,
            Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::Status | HeaderRole::HttpStatus)
        );
        let names = layout.symbol.and_then(|index| columns.get(index)).or(columns.get(layout.key));
        let named = names.is_some_and(|column| {
            let failing = column.cells.share(column.cells.failing_names);
            failing > 0.0 && failing < 0.5
        });
        if around <= 0.0 && !headed && named {
            self.add(-1.5, false, "nothing around it speaks of codes, and most names speak of no failure");
        }
    }

    /// The verdict and the reasons, strongest first.
    pub(crate) fn verdict(mut self) -> (Verdict, Vec<String>) {
        let verdict = if self.support <= 0.0 || self.points < UNDECIDED {
            Verdict::NotCodes
        } else if self.points < CODES {
            Verdict::Undecided
        } else {
            Verdict::Codes
        };
        self.reasons.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let reasons = self.reasons.into_iter().map(|(points, reason)| format!("{points:+} {reason}")).collect();
        (verdict, reasons)
    }
}

/// What the columns of a table say of it.
pub(crate) fn weigh_columns(evidence: &mut Evidence, columns: &[Column], layout: &Layout) {
    let key = Key::of(evidence.support, columns, layout);
    key.weigh_header(evidence);
    key.weigh_names(evidence);
    key.weigh_phrases(evidence);
    key.weigh_spelling(evidence);
    key.weigh_repetition(evidence);
    key.weigh_other_kinds(evidence);
    key.weigh_words(evidence);
    weigh_others(evidence, columns, layout);
    weigh_interfaces(evidence, columns, layout);
    key.weigh_size(evidence);
    weigh_remedies(evidence, columns, layout);
    weigh_agreement(evidence, columns, layout);
}

/// What names that speak of failures weigh: an enumeration of states has one or two of them.
fn failing_points(column: &Column) -> f64 {
    match column.cells.share(column.cells.failing_names) {
        share if share >= 0.5 => 3.0,
        share if share >= 0.3 => 1.5,
        _ => 0.0,
    }
}

fn is_unheaded(columns: &[Column]) -> bool {
    columns.iter().all(|column| column.header.is_empty())
}

/// What kind of table it is that lists no codes: the name of the rule that ignores its rows.
pub(crate) fn other_kind(columns: &[Column]) -> &'static str {
    let role = |wanted: HeaderRole| columns.iter().any(|column| column.role == Some(wanted));
    let filled: usize = columns.iter().map(|column| column.cells.filled).sum();
    let most = |count: fn(&Cells) -> usize| {
        columns.iter().any(|column| column.cells.filled > 0 && column.cells.share(count(&column.cells)) >= 0.5)
    };
    if role(HeaderRole::Against)
        || (role(HeaderRole::Type) && (role(HeaderRole::Name) || role(HeaderRole::Description)))
    {
        "parameter-table"
    } else if columns.len() <= 1 || filled == 0 {
        "layout-table"
    } else if most(|cells| cells.keys) {
        "value-table"
    } else if most(|cells| cells.names + cells.single) {
        "name-table"
    } else {
        "text-table"
    }
}
