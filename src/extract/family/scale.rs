//! The scale on which evidence is put, and the verdict that it gives.

use super::super::offer::Verdict;
use super::Judgement;

/// From this sum on a family lists codes.
const ENOUGH: i32 = 4;

/// Evidence for and against codes.
pub(super) struct Scale {
    sum: i32,
    reasons: Vec<(i32, &'static str)>,
    pub(super) kind: &'static str,
    /// Whether it could be codes or something else whatever the sum says.
    pub(super) doubtful: bool,
}

impl Scale {
    /// Nothing yet; `kind` is what its entries are where they are no codes.
    pub(super) fn new(kind: &'static str) -> Self {
        Self { sum: 0, reasons: Vec::new(), kind, doubtful: false }
    }

    pub(super) fn add(&mut self, weight: i32, reason: &'static str) {
        self.sum += weight;
        self.reasons.push((weight, reason));
    }

    pub(super) fn judgement(mut self) -> Judgement {
        let verdict = match self.sum {
            _ if self.doubtful => Verdict::Undecided,
            sum if sum >= ENOUGH => Verdict::Codes,
            sum if sum >= ENOUGH - 1 => Verdict::Undecided,
            _ => Verdict::NotCodes,
        };
        self.reasons.sort_by_key(|(weight, _)| std::cmp::Reverse(weight.abs()));
        let reasons = self.reasons.into_iter().map(|(weight, reason)| format!("{reason} ({weight:+})")).collect();
        Judgement { verdict, reasons, kind: self.kind }
    }
}
