//! The four promises, each shown by breaking a project and looking at what is said.

use std::fs;

use crate::commands::{Demo, Ran};

/// The findings of a run, as rule, place and message.
fn findings(demo: &Demo) -> (Ran, Vec<(String, String, String)>) {
    let ran = demo.run(&["generate", "--message-format", "json"]);
    let found = ran
        .err
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .map(|finding| {
            let text = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
            let line = finding["place"]["line"].as_u64().map(|line| format!(":{line}")).unwrap_or_default();
            (text(&finding["rule"]), text(&finding["place"]["path"]) + &line, text(&finding["message"]))
        })
        .collect();
    (ran, found)
}

fn entry(demo: &Demo, code: &str) -> Option<String> {
    let catalog = fs::read_to_string(demo.path("out/catalog.yaml")).unwrap();
    let value: serde_yaml::Value = serde_yaml::from_str(&catalog).unwrap();
    let entries = value["codes"].as_sequence().unwrap();
    let found = entries.iter().find(|entry| entry["code"].as_i64().is_some_and(|number| number.to_string() == code))?;
    Some(found["name"].as_str().unwrap().to_owned())
}

// Nothing is lost in silence.

#[test]
fn a_removed_cell_is_reported() {
    let demo = Demo::generated();
    let before = demo.output();
    demo.edit(
        "pages/codes.md",
        "| 1102 | The parcel is heavier than 30 kg. |",
        "| The parcel is heavier than 30 kg. |",
    );
    let (ran, found) = findings(&demo);
    assert_eq!(ran.status, 1, "{ran:?}");
    let wanted = |(rule, place, message): &(String, String, String)| {
        rule == "unexplained" && place == "pages/codes.md:10" && message.contains("heavier than 30 kg")
    };
    assert!(found.iter().any(wanted), "{found:?}");
    assert_eq!(demo.output(), before);
}

#[test]
fn a_garbled_row_is_reported() {
    let demo = Demo::generated();
    demo.edit("pages/codes.md", "| 2202 | The locker is already open. |", "| ?? | The locker |||");
    let (ran, found) = findings(&demo);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(found.iter().any(|(rule, place, _)| rule == "unexplained" && place == "pages/codes.md:18"), "{found:?}");
}

#[test]
fn an_accepted_line_is_not_reported_until_it_changes() {
    let demo = Demo::generated();
    demo.edit("pages/codes.md", "| 2202 |", "| ?? |");
    let (_, found) = findings(&demo);
    let (_, _, message) = found.iter().find(|(rule, ..)| rule == "unexplained").expect("the row is reported");
    let (_, text) = message.split_once(": ").unwrap();
    let accept = format!("accept:\n  - source: codes\n    text: {text:?}\n    reason: known to the vendor\n");
    demo.append("bindery.yaml", &accept);
    let (ran, found) = findings(&demo);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(found.iter().all(|(rule, ..)| rule != "unexplained"), "{found:?}");
    // A second row like it is a new one, and a row that is gone leaves an acceptance that is not used.
    demo.append("pages/codes.md", "| ?? | The locker is already open. |\n");
    assert_eq!(findings(&demo).0.status, 1);
    demo.edit("pages/codes.md", "| ?? | The locker is already open. |\n", "");
    let (ran, found) = findings(&demo);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        found.iter().any(|(rule, place, _)| rule == "unused-rule" && place.starts_with("bindery.yaml:")),
        "{found:?}"
    );
}

#[test]
fn a_removed_row_is_named() {
    let demo = Demo::generated();
    let name = entry(&demo, "1102").unwrap();
    demo.edit("pages/codes.md", "| 1102 | The parcel is heavier than 30 kg. |\n", "");
    let (ran, found) = findings(&demo);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.contains(&format!("  gone: 1102 {name}\n")), "{}", ran.out);
    let wanted = |(rule, _, message): &(String, String, String)| rule == "code-removed" && message.contains("1102");
    assert!(found.iter().any(wanted), "{found:?}");
}

#[test]
fn a_page_that_hides_its_codes_stops_the_run() {
    let demo = Demo::new();
    let rows: String = (3001..3041).map(|code| format!("| {code} | Belt {code} is not moving. |\n")).collect();
    demo.append("pages/codes.md", &format!("\n## Belt codes\n\n| Code | Description |\n|---|---|\n{rows}"));
    assert_eq!(demo.run(&["generate"]).status, 0);
    let before = demo.output();
    let page = fs::read_to_string(demo.path("pages/codes.md")).unwrap();
    fs::write(demo.path("pages/codes.md"), page.replace(&rows, "")).unwrap();
    let (ran, found) = findings(&demo);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(found.iter().any(|(rule, ..)| rule == "mass-loss"), "{found:?}");
    assert_eq!(demo.output(), before);
    assert_eq!(demo.run(&["generate", "--accept-removals"]).status, 0);
    // The removal is in the lock now: no standing flag is needed.
    assert_eq!(demo.run(&["generate"]).status, 0);
    assert_eq!(demo.run(&["check"]).status, 0);
}

// Names never move.

#[test]
fn a_rewording_keeps_the_name() {
    let demo = Demo::generated();
    let name = entry(&demo, "1103").unwrap();
    demo.edit("pages/codes.md", "The address has no house number.", "No street could be found for this postcode.");
    assert_eq!(demo.run(&["generate", "--locked"]).status, 0);
    assert_eq!(entry(&demo, "1103"), Some(name));
}

#[test]
fn a_code_that_comes_back_has_its_old_name() {
    let demo = Demo::generated();
    let name = entry(&demo, "1103").unwrap();
    let row = "| 1103 | The address has no house number. |\n";
    demo.edit("pages/codes.md", row, "");
    assert_eq!(demo.run(&["generate"]).status, 0);
    assert_eq!(entry(&demo, "1103"), None);
    demo.edit("pages/codes.md", "| 1102 |", "| 1103 | Something else altogether. |\n| 1102 |");
    assert_eq!(demo.run(&["generate"]).status, 0);
    assert_eq!(entry(&demo, "1103"), Some(name));
}

// Every fact has its source.

#[test]
fn a_line_at_the_top_changes_only_the_catalog() {
    let demo = Demo::generated();
    let before = demo.output();
    let page = fs::read_to_string(demo.path("pages/codes.md")).unwrap();
    fs::write(demo.path("pages/codes.md"), format!("\n{page}")).unwrap();
    assert_eq!(demo.run(&["generate"]).status, 0);
    let after = demo.output();
    let changed: Vec<&str> =
        before.iter().zip(&after).filter(|(a, b)| a != b).map(|((path, _), _)| path.as_str()).collect();
    assert_eq!(before.len(), after.len());
    assert_eq!(changed, ["out/catalog.yaml", "out/manifest.json"]);
}

#[test]
fn every_line_of_the_catalog_has_its_code() {
    let demo = Demo::generated();
    let page = fs::read_to_string(demo.path("pages/codes.md")).unwrap();
    let lines: Vec<&str> = page.lines().collect();
    let catalog = fs::read_to_string(demo.path("out/catalog.yaml")).unwrap();
    let value: serde_yaml::Value = serde_yaml::from_str(&catalog).unwrap();
    for entry in value["codes"].as_sequence().unwrap() {
        let spelling = entry["code"].as_i64().or(entry["range"][0].as_i64()).unwrap().to_string();
        for at in entry["at"].as_sequence().unwrap() {
            assert_eq!(at["source"], "codes");
            let line = usize::try_from(at["line"].as_u64().unwrap()).unwrap();
            assert!(lines[line - 1].contains(&spelling), "{spelling} is not on line {line}");
        }
    }
}

// What is written by hand is found.

#[test]
fn an_edited_output_is_found() {
    let demo = Demo::generated();
    let (path, text) = demo.output().into_iter().find(|(path, _)| path.ends_with(".json")).unwrap();
    fs::write(demo.path(&path), text.clone() + "\n").unwrap();
    let ran = demo.run(&["check"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.contains(&format!("`{path}` was edited by hand")), "{}", ran.out);
    let ran = demo.run(&["generate"]);
    assert!(ran.err.contains("warning[hand-edited]"), "{ran:?}");
    assert_eq!(fs::read_to_string(demo.path(&path)).unwrap(), text);
}

#[test]
fn the_output_is_the_same_wherever_it_is_made() {
    let (a, b) = (Demo::generated(), Demo::generated());
    assert_eq!(a.output(), b.output());
    let folder = a.path("").to_string_lossy().trim_end_matches('/').to_owned();
    assert!(a.output().iter().all(|(_, text)| !text.contains(&folder) && !text.contains('\r')));
}

/// The manifest while the files of one output replace those of another.
fn announced(old: &[(String, String)], new: &[(String, String)]) -> serde_json::Value {
    let manifest = |all: &[(String, String)]| -> serde_json::Value {
        let (_, text) = all.iter().find(|(path, _)| path == "out/manifest.json").unwrap();
        serde_json::from_str(text).unwrap()
    };
    let (mut announced, new) = (manifest(old), manifest(new));
    let files = announced["files"].as_object().unwrap().clone();
    let next = new["files"].as_object().unwrap().iter().filter(|(path, hash)| files[*path] != **hash);
    announced["next"] = next.map(|(path, hash)| (path.clone(), hash.clone())).collect::<serde_json::Map<_, _>>().into();
    announced
}

#[test]
fn a_run_that_is_killed_leaves_each_file_whole() {
    let demo = Demo::generated();
    let old = demo.output();
    let page = fs::read_to_string(demo.path("pages/codes.md")).unwrap();
    // Every run after this one has something to write, in one direction or the other.
    fs::write(demo.path("pages/codes.md"), format!("\n{page}").replace("heavier", "much heavier")).unwrap();
    assert_eq!(demo.run(&["generate"]).status, 0);
    let new = demo.output();
    let announced = [announced(&old, &new), announced(&new, &old)];
    for round in 0..40 {
        let text = if round % 2 == 0 { page.clone() } else { format!("\n{page}").replace("heavier", "much heavier") };
        fs::write(demo.path("pages/codes.md"), text).unwrap();
        let mut child = demo.start(&["generate"]);
        std::thread::sleep(std::time::Duration::from_millis(round));
        child.kill().unwrap();
        child.wait().unwrap();
        for (path, text) in demo.output().into_iter().filter(|(path, _)| !path.contains("/.bindery-")) {
            let whole = [&old, &new].iter().any(|all| all.contains(&(path.clone(), text.clone())));
            // While files are replaced, the manifest names what each of them holds and will hold.
            let announced = || path == "out/manifest.json" && announced.contains(&serde_json::from_str(&text).unwrap());
            assert!(whole || announced(), "round {round}: {path} is neither the old nor the new file");
        }
    }
    assert_eq!(demo.run(&["generate"]).status, 0);
    assert_eq!(demo.run(&["check"]).status, 0);
    assert!(demo.output().iter().all(|(path, _)| !path.contains("/.bindery-")));
}

#[test]
fn more_than_an_ordinary_edit_removes_stops_the_run() {
    let demo = Demo::new();
    let row = |code: u32| format!("| {code} | Belt {code} is not moving. |\n");
    let (belts, crates): (Vec<String>, Vec<String>) =
        ((3001..3100).map(row).collect(), (4001..4009).map(row).collect());
    let page = |belts: &[String], crates: &[String]| {
        let head = "| Code | Description |\n|---|---|\n";
        format!("# Codes\n\n## Belt codes\n\n{head}{}\n## Crate codes\n\n{head}{}", belts.concat(), crates.concat())
    };
    let set = |text: String| fs::write(demo.path("pages/codes.md"), text).unwrap();
    let generate = |arguments: &[&str]| demo.run(&[&["generate"], arguments].concat());
    set(page(&belts, &crates));
    assert_eq!(generate(&[]).status, 0);
    let name = entry(&demo, "3001").unwrap();
    // Five codes, and two of eight of a group: an edit.
    set(page(&belts[3..], &crates[2..]));
    assert_eq!(generate(&["--dry-run"]).status, 0);
    // Six of 107 codes: more than 5 and more than 5 %.
    set(page(&belts[6..], &crates));
    let ran = generate(&[]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("6 of 107 codes of source `codes` are gone") && ran.err.contains("3006"), "{}", ran.err);
    assert!(ran.err.contains("--accept-removals"), "{}", ran.err);
    // Three of eight: more than 30 % of the group.
    set(page(&belts, &crates[3..]));
    let ran = generate(&[]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.err.contains("3 of 8 codes of group `crate-codes` of source `codes` are gone"), "{}", ran.err);
    // Once accepted they are tombstones, and what comes back has its old name.
    set(page(&belts[6..], &crates));
    assert_eq!(generate(&["--accept-removals"]).status, 0);
    assert_eq!(generate(&[]).status, 0);
    let catalog = fs::read_to_string(demo.path("out/catalog.yaml")).unwrap();
    let (_, tombstones) = catalog.split_once("\ntombstones:\n").expect("the catalog has tombstones");
    assert!(tombstones.contains("3001") && tombstones.contains(&name), "{tombstones}");
    set(page(&belts, &crates));
    assert_eq!(generate(&["--locked"]).status, 0);
    assert_eq!(entry(&demo, "3001"), Some(name));
}
