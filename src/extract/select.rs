//! Chooses among offers for the same parts of a page and enters what became of them.

use super::account::Ledger;
use super::offer::{Fate, Offer, Verdict};
use super::page::Page;
use super::{CodeDeclaration, Decision};

/// What was chosen.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    /// The codes, in page order.
    pub(crate) codes: Vec<CodeDeclaration>,
    /// One entry per offer, in page order.
    pub(crate) decisions: Vec<Decision>,
}

/// Chooses offers and enters the fate of their nodes.
pub(crate) fn choose(_page: &Page<'_>, mut offers: Vec<Offer>, ledger: &mut Ledger) -> Chosen {
    let mut chosen = Chosen::default();
    offers.sort_by_key(|offer| offer.line);
    for offer in offers {
        if offer.verdict == Verdict::Codes {
            for code in offer.codes {
                for node in code.nodes {
                    ledger.enter(node, Fate::Taken);
                }
                chosen.codes.push(code.declaration);
            }
        }
        for rest in offer.rest {
            ledger.enter(rest.node, rest.fate);
        }
        chosen.decisions.push(Decision {
            subject: offer.subject,
            verdict: offer.verdict.words(),
            reasons: offer.reasons,
            line: offer.line,
        });
    }
    chosen
}
