//! `explain`, asked in every way that somebody on call may ask.

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use bindery::catalog::{Catalog, Code, load_catalog};
use insta::assert_snapshot;
use serde_json::Value;

use crate::commands::{Demo, Ran};

fn seeds() -> Catalog {
    load_catalog("catalog.yaml", &fs::read_to_string("generated/catalog.yaml").unwrap()).unwrap()
}

/// Asks for something of the seeds' catalog.
fn ask(arguments: &[&str]) -> Ran {
    ask_with_input(arguments, "")
}

fn ask_with_input(arguments: &[&str], input: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
    command.args(["explain", "--catalog", "generated/catalog.yaml"]).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The codes that an answer is about, whole or listed, and its status.
fn codes(arguments: &[&str]) -> (Vec<String>, i32) {
    let json = ask(&[arguments, &["--format", "json"]].concat());
    let value: Value =
        serde_json::from_str(&json.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {json:?}"));
    let code = |entry: &Value| entry["code"].as_str().map_or_else(|| entry["code"].to_string(), str::to_owned);
    (value["codes"].as_array().unwrap().iter().map(code).collect(), json.status)
}

#[test]
fn a_code_is_told_on_one_screen() {
    let ran = ask(&["30001"]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.lines().count() <= 32, "{}", ran.out);
    assert_snapshot!(ran.out);
}

#[test]
fn there_are_many_ways_to_ask() {
    for (query, code) in [
        (&["6013"][..], "6013"),
        (&["-302"], "-302"),
        (&["SdkNotInitialized"], "6013"),
        (&["sdk_not_initialized"], "6013"),
        (&["ERR_SDK_NOT_INITIALIZED"], "6013"),
        (&["err_sdk_not_initialized"], "6013"),
        (&["pinned", "to", "the", "top"], "51012"),
        (&["2024-05-05 10:11:01.123 E/IM: login failed, code=6208, seq 30001"], "6208"),
        (&["[ERROR] sendMessage -> 80001 (sensitive)"], "80001"),
        (&["throw TIMError(ERR_USER_SIG_EXPIRED)"], "6206"),
        (&[r#"{"ActionStatus": "FAIL", "ErrorCode": 60018, "ErrorInfo": "10002"}"#], "60018"),
        (&[r#"{"data": {"error": {"code": "70001"}}}"#], "70001"),
        (&["error code -10001 from the backend"], "-10001"),
        (&["06013"], "6013"),
        (&["ERR-6013"], "6013"),
        (&["#6013"], "6013"),
        (&["request took 20004 ms and failed with 6013"], "6013"),
    ] {
        assert_eq!(codes(query), (vec![code.to_owned()], 0), "{query:?}");
    }
    let range = ask(&["121000"]);
    assert!(range.out.starts_with("120001-130000  "), "{}", range.out);
    assert_eq!(codes(&["30004/40004"]).0, ["30004", "40004"]);
    assert_eq!(codes(&["code=20004 after retry code=20005"]).0, ["20004", "20005"]);
    let piped = ask_with_input(&["-"], "HTTP/1.1 200 OK\n\n{\"ErrorCode\": 40004}\n");
    assert!(piped.status == 0 && piped.out.starts_with("40004  "), "{piped:?}");
    assert_eq!(ask_with_input(&["-"], " \n").status, 2);
}

#[test]
fn several_candidates_are_listed_the_best_first() {
    let ran = ask(&["blocklist"]);
    assert_eq!(ran.status, 0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0].starts_with("70051 SvrAccountBlacklist  The account is blocklisted."), "{}", ran.out);
    assert!(lines.last().unwrap().contains("ask for one of the codes"), "{}", ran.out);
}

#[test]
fn what_is_not_there_is_said_with_what_is_near() {
    let ran = ask(&["60010 6001"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    for query in ["60081", "login failed: code=60081", r#"{"code": 60081}"#] {
        let ran = ask(&[query]);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{query}: {ran:?}");
        assert!(ran.err.contains("Tencent Cloud Chat has no code 60081"), "{query}: {}", ran.err);
        // One slip of the finger away.
        assert!(
            ran.err.contains("the nearest codes are ") && ran.err.contains("60018 SvrCommReqFreqLimit"),
            "{query}: {}",
            ran.err
        );
    }
    // Of two codes in a line none is dropped.
    let ran = ask(&["code=6208, then errno=60081"]);
    assert!(ran.status == 1 && ran.out.starts_with("6208  ") && ran.err.contains("has no code 60081"), "{ran:?}");
    let ran = ask(&["HTTP code=200, ret=0, errno=6208"]);
    assert!(ran.status == 0 && ran.out.starts_with("6208  "), "{ran:?}");
    let json: Value = serde_json::from_str(&ask(&["60081", "--format", "json"]).out).unwrap();
    assert_eq!((json["codes"].as_array().map(Vec::len), &json["missing"][0]["query"]), (Some(0), &"60081".into()));
    assert_eq!(json["missing"][0]["near"][0]["code"], 60021);
    assert_eq!(ask(&["zyzzyva"]).status, 1);
    // A number is a code, though texts have it too.
    assert!(ask(&["1024"]).err.contains("has no code 1024"));
    assert!(ask(&[r#"{"ErrorCode":0}"#]).err.contains("services answer 0 when nothing is wrong"));
    // Not all of the words, but most of what they say.
    let ran = ask(&["why is the batch packet of my message too long"]);
    assert!(ran.status == 1 && ran.err.contains("did you mean 90055 "), "{ran:?}");
}

#[test]
fn json_has_what_is_derived() {
    let ran = ask(&["60018", "--format", "json"]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    let entry = &json["codes"][0];
    assert_eq!((&entry["retry"], &entry["retryable"]), (&"slow_down".into(), &true.into()));
    assert_eq!(entry["related"][0]["code"], 60019);
    assert_eq!(entry["at"][0]["source"], "error-codes");
}

#[test]
fn related_codes_mean_the_same() {
    let catalog = seeds();
    let related = |code: i64| -> Vec<String> {
        let entries = catalog.find_code(&Code::Number(code));
        catalog.related(entries[0]).iter().map(|entry| entry.key().unwrap().to_string()).collect()
    };
    assert_eq!(related(30001), ["40001", "50002"]);
    assert_eq!(related(20016), ["10031", "6223"], "but for a word");
    assert_eq!(related(9501), [""; 0], "encryption is not decryption");
    assert_eq!(related(7001), [""; 0]);
}

/// The short way (only the entries that may be meant are parsed) and the long way answer alike.
#[test]
fn a_catalog_is_answered_from_whoever_wrote_it() {
    let text = fs::read_to_string("generated/catalog.yaml").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let foreign = folder.path().join("catalog.yaml");
    // Without its header nobody knows that bindery wrote it, and it is parsed whole.
    fs::write(&foreign, text.lines().skip(2).collect::<Vec<_>>().join("\n")).unwrap();
    let whole = |query: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bindery"));
        command.args(["explain", "--catalog"]).arg(&foreign).args(["--format", "json", "--", query]);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let catalog = seeds();
    let some = catalog.codes.iter().step_by(29);
    let queries = some.flat_map(|entry| [entry.key().unwrap().to_string(), entry.name.to_lowercase()]);
    let more = [
        "125000",
        "group name",
        "code=6208",
        "ErrorCode: 1",
        "zyzzyva",
        "ERR_INVALID_JSON now",
        "ERR-6013",
        "006013",
        "#6013",
        "took 6013 ms, errno=9999, ret 6208",
        "30004/40004",
    ];
    for query in queries.chain(more.map(str::to_owned)) {
        assert_eq!(ask(&["--format", "json", "--", &query]).out, whole(&query), "{query}");
    }
}

#[test]
fn former_names_find_the_entry_and_are_shown() {
    let demo = Demo::generated();
    let name = demo.run(&["explain", "1102"]).out.lines().next().unwrap().strip_prefix("1102  ").unwrap().to_owned();
    demo.edit("out/catalog.yaml", &format!("  name: {name}\n"), "  name: TooHeavy\n  aliases:\n  - OldAndHeavy\n");
    for query in ["OldAndHeavy", "oldandheavy", "1102"] {
        let ran = demo.run(&["explain", query]);
        assert!(ran.out.starts_with("1102  TooHeavy\n") && ran.out.contains("formerly  OldAndHeavy"), "{ran:?}");
    }
}
