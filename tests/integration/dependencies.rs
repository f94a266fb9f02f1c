//! `docs/dependencies.md` lists what `Cargo.toml` names, with a reason for each.

use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_dependency_has_a_reason() {
    let manifest = fs::read_to_string("Cargo.toml").unwrap();
    let page = fs::read_to_string("docs/dependencies.md").unwrap();
    for (table, section) in [("[dependencies]", "## Of the program"), ("[dev-dependencies]", "## Of tests and benches")]
    {
        let part = |text: &str, start: &str, next: &str| -> String {
            let (_, after) = text.split_once(&format!("{start}\n")).unwrap_or_else(|| panic!("no {start}"));
            after.split(next).next().unwrap_or_default().to_owned()
        };
        let named = part(&manifest, table, "\n[");
        let named: BTreeSet<&str> = named
            .lines()
            .filter_map(|line| Some(line.split_once(" =")?.0))
            .filter(|name| !name.starts_with('#'))
            .collect();
        let listed = part(&page, section, "\n## ");
        let rows = listed.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
        let mut reasons = BTreeSet::new();
        for (name, rest) in rows {
            let reason = rest.split('|').nth(1).unwrap_or_default();
            assert!(reason.trim().len() > 3, "{name} has no reason");
            reasons.insert(name);
        }
        assert_eq!(named, reasons, "{table} against {section}");
    }
}
