//! Renaming: what `bindery rename` says and does, and how long the old name stays.

use std::fs;

use bindery::resolve::lock::Lock;

use crate::commands::{Demo, Ran};

/// The demo project with its names given.
fn demo() -> Demo {
    let demo = Demo::generated();
    let ran = demo.run(&["explain", "2202"]);
    assert!(ran.out.starts_with("2202  LockerAlreadyOpen\n"), "{ran:?}");
    demo
}

fn lock_line(demo: &Demo, code: u32) -> String {
    let lock = fs::read_to_string(demo.path("names.lock.yaml")).unwrap();
    let line = lock.lines().find(|line| line.contains(&format!("code: {code},"))).unwrap();
    line.to_owned()
}

fn text(demo: &Demo, path: &str) -> String {
    fs::read_to_string(demo.path(path)).unwrap()
}

/// Every page of a folder, one after the other.
fn texts(demo: &Demo, folder: &str) -> String {
    demo.output().into_iter().filter(|(path, _)| path.starts_with(folder)).map(|(_, text)| text).collect()
}

fn refused(ran: &Ran, status: i32, wanted: &[&str]) {
    assert_eq!(ran.status, status, "{ran:?}");
    for wanted in wanted {
        assert!(ran.err.contains(wanted), "{wanted}: {}", ran.err);
    }
}

#[test]
fn a_rename_leaves_an_alias_in_everything() {
    let demo = demo();
    let ran = demo.run(&["rename", "LockerAlreadyOpen", "LockerOpen"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out.starts_with(
            "code 2202 was renamed: `LockerAlreadyOpen` is now `LockerOpen`\n  \
             `LockerAlreadyOpen` stays as a deprecated alias until version 1.0.0\nparcel 0.2.0:"
        ),
        "{}",
        ran.out
    );
    assert!(
        lock_line(&demo, 2202).starts_with("- {code: 2202, name: LockerOpen, aliases: {LockerAlreadyOpen: \"0.2.0\"},")
    );
    assert!(text(&demo, "out/catalog.yaml").contains("  name: LockerOpen\n  aliases:\n  - LockerAlreadyOpen\n"));
    let rust = texts(&demo, "out/rust/src");
    for wanted in [
        "#[deprecated(note = \"renamed to `LOCKER_OPEN`\")]\n    pub const LOCKER_ALREADY_OPEN: Self = Self::LOCKER_OPEN;",
        "pub const LockerAlreadyOpen: Self = Self::LockerOpen;",
    ] {
        assert!(rust.contains(wanted), "{wanted}");
    }
    assert!(texts(&demo, "out/markdown").contains("- Former names: `LockerAlreadyOpen`\n"));
    assert!(texts(&demo, "out/json-schema").contains("Formerly: LockerAlreadyOpen"));
    for query in ["LockerAlreadyOpen", "LOCKER_ALREADY_OPEN"] {
        let shown = demo.run(&["explain", query]).out;
        assert!(shown.starts_with("2202  LockerOpen\n") && shown.contains("formerly  LockerAlreadyOpen"), "{shown}");
    }
    // Everything was made from it in one go, and the next run changes nothing.
    assert_eq!(demo.run(&["check"]).status, 0);
    assert!(demo.run(&["generate", "--locked"]).out.contains("0 files written"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let demo = demo();
    let before = demo.output();
    let ran = demo.run(&["rename", "LockerAlreadyOpen", "LockerOpen", "--dry-run"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(ran.out.starts_with("code 2202 would be renamed:") && ran.out.contains("would write names.lock.yaml"));
    assert!(demo.output() == before);
}

#[test]
fn two_renames_in_a_row_and_back() {
    let demo = demo();
    for (old, new) in [("LockerAlreadyOpen", "LockerOpen"), ("LockerOpen", "DoorOpen")] {
        assert_eq!(demo.run(&["rename", old, new]).status, 0);
    }
    let line = lock_line(&demo, 2202);
    assert!(line.contains("name: DoorOpen, aliases: {LockerAlreadyOpen: \"0.2.0\", LockerOpen: \"0.2.0\"}"), "{line}");
    // A code may get its former name back; the one in between becomes the former one.
    assert_eq!(demo.run(&["rename", "DoorOpen", "LockerAlreadyOpen"]).status, 0);
    let line = lock_line(&demo, 2202);
    assert!(line.contains("name: LockerAlreadyOpen, aliases: {LockerOpen: \"0.2.0\", DoorOpen: \"0.2.0\"}"), "{line}");
    assert_eq!(demo.run(&["check"]).status, 0);
}

#[test]
fn a_name_may_change_its_capitals() {
    let demo = demo();
    assert_eq!(demo.run(&["rename", "LockerAlreadyOpen", "LockerALREADYOpen"]).status, 0);
    // The lock is read again.
    let ran = demo.run(&["rename", "LockerALREADYOpen", "LockerAlreadyopen"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let rust = texts(&demo, "out/rust/src/constants.rs");
    assert!(rust.contains("LOCKER_ALREADYOPEN: Self = ") && rust.contains("LOCKER_ALREADY_OPEN: Self = "), "{rust}");
    assert!(!rust.contains("LOCKER_ALREADY_OPEN_2"), "both former names have one constant: {rust}");
    assert_eq!(demo.run(&["check"]).status, 0);
}

#[test]
fn what_cannot_be_renamed_is_refused() {
    let demo = demo();
    let before = demo.output();
    let rename = |old: &str, new: &str| demo.run(&["rename", old, new]);
    let to_itself = rename("LockerAlreadyOpen", "LockerAlreadyOpen");
    refused(&to_itself, 2, &["error[usage]: code 2202 is called `LockerAlreadyOpen` already", "nothing was written"]);
    for bad in ["lockerOpen", "Locker_Open", "9Lockers", "", "Öffnung", "Self", "None"] {
        refused(&rename("LockerAlreadyOpen", bad), 2, &["error[usage]", "cannot be a name"]);
    }
    let near = rename("LockerAlreadyOpn", "LockerOpen");
    refused(&near, 1, &["error[not-found]: no code is called `LockerAlreadyOpn`", "did you mean `LockerAlreadyOpen`"]);
    refused(&rename("Zzz", "LockerOpen"), 1, &["error[not-found]", "look for the name in `names.lock.yaml`"]);
    let code = rename("2202", "LockerOpen");
    refused(&code, 1, &["`2202` is a code: run `bindery rename LockerAlreadyOpen LockerOpen`"]);
    let clash = rename("LockerAlreadyOpen", "couriernokey".replace("couriernokey", "CourierNOKey").as_str());
    refused(&clash, 1, &["error[name-taken]: `CourierNOKey` is the name of code 2221", "names.lock.yaml:"]);
    assert!(demo.output() == before, "nothing is written");
    // Machines are told in their own form.
    let ran = demo.run(&["rename", "Zzz", "LockerOpen", "--message-format", "json"]);
    assert!(ran.err.contains("\"not-found\""), "{ran:?}");
}

#[test]
fn names_of_others_stay_theirs() {
    let demo = demo();
    assert_eq!(demo.run(&["rename", "LockerAlreadyOpen", "LockerOpen"]).status, 0);
    // A former name belongs to its code.
    let ran = demo.run(&["rename", "CourierNoKey", "LockerAlreadyOpen"]);
    refused(&ran, 1, &["error[name-taken]: `LockerAlreadyOpen` is a former name of code 2202 (`LockerOpen`)"]);
    let ran = demo.run(&["rename", "LockerAlreadyOpen", "DoorOpen"]);
    refused(&ran, 1, &["error[not-found]", "a former name: run `bindery rename LockerOpen DoorOpen`"]);
    // So does the name of a code that was removed, and a new code does not get it either.
    demo.edit("pages/codes.md", "| 2202 | The locker is already open. |\n", "");
    assert_eq!(demo.run(&["generate"]).status, 0);
    let ran = demo.run(&["rename", "CourierNoKey", "LockerOpen"]);
    refused(&ran, 1, &["`LockerOpen` is the name of code 2202, which was removed"]);
    let ran = demo.run(&["rename", "LockerOpen", "DoorOpen"]);
    refused(&ran, 1, &["code 2202 (`LockerOpen`) is on no page any more"]);
    demo.append(
        "pages/codes.md",
        "\n## Locker codes\n\n| Code | Description |\n|---|---|\n| 3301 | The locker is already open. |\n",
    );
    assert_eq!(demo.run(&["generate"]).status, 0);
    let line = lock_line(&demo, 3301);
    assert!(!line.contains("name: LockerAlreadyOpen,") && !line.contains("name: LockerOpen,"), "{line}");
    // The code that comes back has its name and its former one.
    demo.edit("pages/codes.md", "| 2221 |", "| 2202 | It is open. |\n| 2221 |");
    assert_eq!(demo.run(&["generate"]).status, 0);
    let shown = demo.run(&["explain", "2202"]).out;
    assert!(shown.starts_with("2202  LockerOpen\n") && shown.contains("formerly  LockerAlreadyOpen"), "{shown}");
}

#[test]
fn an_alias_goes_with_the_next_major_version() {
    let demo = demo();
    assert_eq!(demo.run(&["rename", "LockerAlreadyOpen", "LockerOpen"]).status, 0);
    demo.edit("bindery.yaml", "version: 0.2.0", "version: 0.9.1");
    assert_eq!(demo.run(&["generate"]).status, 0);
    assert!(text(&demo, "out/catalog.yaml").contains("aliases:\n  - LockerAlreadyOpen\n"));
    demo.edit("bindery.yaml", "version: 0.9.1", "version: 1.0.0");
    assert_eq!(demo.run(&["generate"]).status, 0);
    let gone = texts(&demo, "out/");
    assert!(!gone.contains("LockerAlreadyOpen") && !gone.contains("LOCKER_ALREADY_OPEN"));
    // The lock keeps it, so that nothing else is ever called so.
    assert!(lock_line(&demo, 2202).contains("LockerAlreadyOpen"));
    let ran = demo.run(&["rename", "CourierNoKey", "LockerAlreadyOpen"]);
    refused(&ran, 1, &["error[name-taken]"]);
    // A name that is given up now lives through this major version.
    assert!(demo.run(&["rename", "LockerOpen", "DoorOpen"]).out.contains("until version 2.0.0"));
}

#[test]
fn scopes_are_told_apart() {
    let demo = Demo::new();
    fs::write(demo.path("pages/other.md"), text(&demo, "pages/codes.md").replace("Ship today, pay tomorrow!\n", ""))
        .unwrap();
    demo.edit(
        "bindery.yaml",
        "  - id: codes\n",
        "  - id: other\n    path: pages/other.md\n    scope: depots\n  - id: codes\n",
    );
    demo.edit("bindery.yaml", "path: pages/codes.md\n", "path: pages/codes.md\n    scope: parcels\n");
    let ran = demo.run(&["generate"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let ran = demo.run(&["rename", "CourierNoKey", "KeyMissing"]);
    refused(&ran, 2, &["the scopes `depots`, `parcels` each have a code called `CourierNoKey`", "--scope SCOPE"]);
    let ran = demo.run(&["rename", "CourierNoKey", "KeyMissing", "--scope", "depots"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let lock = text(&demo, "names.lock.yaml");
    assert_eq!((lock.matches("name: KeyMissing,").count(), lock.matches("name: CourierNoKey,").count()), (1, 1));
    let ran = demo.run(&["rename", "KeyMissing", "NoKey", "--scope", "lockers"]);
    refused(&ran, 1, &["no code of scope `lockers` is called `KeyMissing`"]);
}

#[test]
fn locks_of_aliases_are_read_back() {
    let lock = "lock: 1\nnames:\n- {code: 1, name: One, aliases: {Uno: \"1.2.0\", \"No\": \"1.3.0-rc.1\", Ein: null}}\n\
                - {code: 2, name: Two, aliases: [Zwei]}\n- {code: 3, name: TcpLost, aliases: {TCPLost: \"0.1.0\"}}\n";
    let lock = Lock::load("lock", lock).unwrap();
    let rendered = lock.render();
    assert!(rendered.ends_with(
        "- {code: 1, name: One, aliases: {Uno: \"1.2.0\", \"No\": \"1.3.0-rc.1\", Ein: null}}\n\
         - {code: 2, name: Two, aliases: {Zwei: null}}\n- {code: 3, name: TcpLost, aliases: {TCPLost: \"0.1.0\"}}\n"
    ));
    assert_eq!(Lock::load("lock", &rendered).unwrap(), lock);
    let yaml: serde_yaml::Value = serde_yaml::from_str(&rendered).unwrap();
    assert_eq!(yaml["names"][0]["aliases"]["Uno"], "1.2.0");
    for damaged in ["{Uno}", "{Uno: }", "{Uno: \"1\"", "{One: \"1.0.0\"}", "{Two: \"1.0.0\"}"] {
        let text = format!("lock: 1\nnames:\n- {{code: 2, name: Two}}\n- {{code: 1, name: One, aliases: {damaged}}}\n");
        assert!(Lock::load("lock", &text).is_err(), "{damaged}");
    }
}
