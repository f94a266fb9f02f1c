//! Entries that are one code on the wire become one.

use std::collections::hash_map::Entry as Slot;

use foldhash::HashMap;

use super::view::Repr;
use crate::catalog::{Code, Entry};
use crate::diagnostic::{Diagnostic, Rule};

/// A code with the entries that share it.
pub(super) struct Merged<'a> {
    /// The entry that comes first.
    pub(super) entry: &'a Entry,
    /// Its code, as spelled.
    pub(super) key: Code,
    /// Later entries whose spelling is the same code on the wire.
    pub(super) others: Vec<&'a Entry>,
}

/// Single codes and ranges, each in page order. Codes that are one number under two spellings are merged.
///
/// # Errors
///
/// [`Rule::SharedNumber`], a warning, for each entry that is merged into an earlier one.
pub(super) fn merge<'a>(
    entries: &[&'a Entry],
    repr: Repr,
    findings: &mut Vec<Diagnostic>,
) -> (Vec<Merged<'a>>, Vec<&'a Entry>) {
    let mut singles: Vec<Merged<'a>> = Vec::with_capacity(entries.len());
    let mut ranges = Vec::new();
    let mut seen: HashMap<Code, usize> = HashMap::default();
    for &entry in entries {
        // A loaded catalog has a code or a range in every entry.
        let Some(key) = entry.key() else { continue };
        if matches!(key, Code::Range(_)) {
            ranges.push(entry);
            continue;
        }
        let wire = match key.number() {
            Some(number) if !repr.is_text() => Code::Number(number),
            _ => key.clone(),
        };
        match seen.entry(wire) {
            Slot::Vacant(slot) => {
                slot.insert(singles.len());
                singles.push(Merged { entry, key, others: Vec::new() });
            }
            Slot::Occupied(slot) => {
                let Some(first) = singles.get_mut(*slot.get()) else { continue };
                findings.push(
                    Diagnostic::new(
                        Rule::SharedNumber,
                        format!("`{key}` ({}) and `{}` ({}) are one code", entry.name, first.key, first.entry.name),
                    )
                    .hint("split the codes with `scopes` in bindery.yaml if they belong to different services"),
                );
                first.others.push(entry);
            }
        }
    }
    (singles, ranges)
}
