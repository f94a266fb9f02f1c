//! Questions and their answers.

use super::QuestionDeclaration;
use super::account::Ledger;
use super::page::Page;

/// Claims questions with their answers: what is still open in the ledger.
pub(crate) fn claim_questions(_page: &Page<'_>, _ledger: &mut Ledger) -> Vec<QuestionDeclaration> {
    Vec::new()
}
