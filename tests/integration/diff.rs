//! `diff`: what a change of a catalog asks of those who depend on it.

use std::fs;

use bindery::catalog::{Catalog, Entry, Kind, Limit, Retry};
use bindery::diff::{Change, Level, diff};
use serde_json::Value;

use crate::commands::Demo;
use crate::small_catalog;

/// The changes that an edit of one entry makes, as level and message.
fn changed(edit: impl FnOnce(&mut Entry)) -> Vec<(Level, String)> {
    let old = small_catalog::load("numbers");
    let mut new = old.clone();
    edit(new.codes.first_mut().unwrap());
    diff(&old, &new).into_iter().map(|Change { level, message, .. }| (level, message)).collect()
}

fn levels(edit: impl FnOnce(&mut Entry)) -> Vec<Level> {
    changed(edit).into_iter().map(|(level, _)| level).collect()
}

#[test]
fn each_field_has_its_weight() {
    assert_eq!(levels(|_| {}), []);
    assert_eq!(levels(|entry| entry.kind = Kind::DataLoss), [Level::Breaking]);
    assert_eq!(levels(|entry| entry.retry = Retry::SlowDown), [Level::Breaking]);
    assert_eq!(levels(|entry| entry.http_status = Some(502)), [Level::Breaking]);
    assert_eq!(levels(|entry| entry.http_status = Some(503)), [], "the kind has the same");
    assert_eq!(levels(|entry| entry.grpc_code = Some(11)), [Level::Breaking]);
    assert_eq!(levels(|entry| entry.name = "Other".into()), [Level::Breaking]);
    assert_eq!(levels(|entry| entry.limits.push(Limit { subject: "x".into(), ..Limit::default() })), [Level::Additive]);
    assert_eq!(levels(|entry| entry.symbol = Some("OTHER".into())), [Level::Additive]);
    assert_eq!(levels(|entry| entry.description = "More.".into()), [Level::Wording]);
    assert_eq!(levels(|entry| entry.at.iter_mut().for_each(|at| at.line += 1)), [], "a line is no change");
    let renamed = changed(|entry| {
        let old = std::mem::replace(&mut entry.name, "Other".into());
        entry.aliases.push(old);
    });
    assert_eq!(renamed.len(), 1, "{renamed:?}");
    assert!(
        renamed[0].0 == Level::Additive && renamed[0].1.contains("which stays as a deprecated name"),
        "{renamed:?}"
    );
}

#[test]
fn codes_come_and_go() {
    let old = small_catalog::load("numbers");
    let new = Catalog { codes: old.codes.iter().skip(1).cloned().collect(), ..old.clone() };
    let gone = diff(&old, &new);
    assert_eq!((gone.len(), gone[0].level), (1, Level::Breaking), "{gone:?}");
    let came = diff(&new, &old);
    assert_eq!((came.len(), came[0].level), (1, Level::Additive), "{came:?}");
}

#[test]
fn changes_are_the_result_and_decide_the_status() {
    let demo = Demo::generated();
    fs::copy(demo.path("out/catalog.yaml"), demo.path("old.yaml")).unwrap();
    let ran = demo.run(&["diff", "old.yaml"]);
    assert_eq!((ran.status, ran.out.as_str(), ran.err.as_str()), (0, "nothing has changed\n", ""));

    demo.edit("pages/codes.md", "Print it again.", "Print it once more.");
    assert_eq!(demo.run(&["generate"]).status, 0);
    let ran = demo.run(&["diff", "old.yaml"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("note[wording-change]: code 1101 `LabelNotReadable`: text changed"), "{}", ran.out);
    assert!(ran.out.ends_with("0 breaking, 0 additive, 1 wording: after version 0.2.0 comes 0.2.1\n"), "{}", ran.out);
    assert_eq!(demo.run(&["diff", "old.yaml", "--fail-on", "wording"]).status, 1);

    demo.edit("pages/codes.md", "| 1102 | The parcel is heavier than 30 kg. |\n", "");
    assert_eq!(demo.run(&["generate"]).status, 0);
    let ran = demo.run(&["diff", "old.yaml", "out/catalog.yaml"]);
    assert_eq!(ran.status, 1, "{ran:?}");
    assert!(ran.out.contains("error[breaking-change]: code 1102 "), "{}", ran.out);
    assert!(ran.out.contains("release it as version 0.3.0, or undo it"), "{}", ran.out);
    assert_eq!(demo.run(&["diff", "old.yaml", "--fail-on", "never"]).status, 0);
    let json = demo.run(&["diff", "old.yaml", "--message-format", "json"]).out;
    let rules: Vec<Value> =
        json.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["rule"].clone()).collect();
    assert_eq!(rules, ["breaking-change", "wording-change"]);
    assert_eq!(demo.run(&["diff", "nowhere.yaml"]).status, 2);
}
