//! Codes that share a row: tables of what each thing answers with (`/lids | E1, E4`) beside the list of the codes.

use foldhash::{HashMap, HashSet};

use super::super::CodeDeclaration;
use super::super::offer::{Fate, Offer, OfferedCode, Verdict};
use super::ignore;
use super::repeats::REMARK;
use crate::document::NodeId;

/// Parts whose rows have several codes, some of them in several rows, say with which codes something ends; so do those
/// below the list of these codes. Where each has an entry of its own elsewhere on the page, that is the list, and the rows
/// only say more of it.
pub(super) fn settle_row_mates(offers: &mut [Offer]) {
    let mates: Vec<bool> =
        offers.iter().map(|offer| offer.verdict != Verdict::NotCodes && shares_rows(offer)).collect();
    if !mates.contains(&true) {
        return;
    }
    let parts = || offers.iter().zip(&mates);
    // By code, the line of its first entry.
    let mut listed: HashMap<String, u32> = HashMap::default();
    let lists = parts().filter(|&(offer, &mates)| !mates && offer.verdict == Verdict::Codes && is_told(offer));
    for CodeDeclaration { code, line, .. } in lists.flat_map(|(offer, _)| &offer.codes).map(|code| &code.declaration) {
        let first = listed.entry(code.to_lowercase()).or_insert(*line);
        *first = (*line).min(*first);
    }
    let mut rows: HashMap<String, usize> = HashMap::default();
    for code in parts().filter(|&(_, &mates)| mates).flat_map(|(offer, _)| &offer.codes) {
        *rows.entry(code.declaration.code.to_lowercase()).or_default() += 1;
    }
    for (offer, _) in offers.iter_mut().zip(&mates).filter(|&(_, &mates)| mates) {
        let codes: Vec<String> = offer.codes.iter().map(|code| code.declaration.code.to_lowercase()).collect();
        let repeats = codes.iter().any(|code| rows.get(code).is_some_and(|&rows| rows > 1));
        let lines: Option<Vec<u32>> = codes.iter().map(|code| listed.get(code).copied()).collect();
        if lines.is_some_and(|lines| repeats || lines.iter().all(|line| *line < offer.line)) {
            offer.reasons.insert(0, "it only says with which codes of another list something ends".to_owned());
            ignore(offer, REMARK);
            for rest in offer.rest.iter_mut().filter(|rest| matches!(rest.fate, Fate::Unexplained(_))) {
                rest.fate = Fate::Ignored(REMARK.to_owned());
            }
        }
    }
}

/// Whether some rows of a part have several codes.
fn shares_rows(offer: &Offer) -> bool {
    let mut rows: HashMap<NodeId, HashSet<&str>> = HashMap::default();
    for code in &offer.codes {
        if let Some(row) = code.nodes.first() {
            rows.entry(*row).or_default().insert(&code.declaration.code);
        }
    }
    rows.values().any(|codes| codes.len() > 1)
}

/// Whether a part says something of half of its codes at least.
fn is_told(offer: &Offer) -> bool {
    let told = |code: &&OfferedCode| !code.declaration.description.is_empty() || code.declaration.symbol.is_some();
    offer.codes.iter().filter(told).count() * 2 >= offer.codes.len()
}
