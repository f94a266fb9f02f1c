//! The JSON Schemas, tried with a real validator on documents that they must accept and refuse.

use bindery::artifact::Artifact;
use bindery::catalog::{Catalog, Limit, Window};
use bindery::project::{JsonSchemaTarget, ResponseShape, StatusField, Targets};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::small_catalog::{CASES, load, naughty};

fn artifacts(catalog: &Catalog) -> Vec<Artifact> {
    let status = StatusField { field: "ActionStatus".into(), success: "OK".into(), failure: "FAIL".into() };
    let response = ResponseShape {
        status: Some(status),
        code: "ErrorCode".into(),
        success: Some(0),
        message: Some("ErrorInfo".into()),
    };
    let targets = Targets { json_schema: Some(JsonSchemaTarget { response: Some(response) }), ..Targets::default() };
    bindery::write::artifacts(catalog, &targets, &mut Vec::new())
}

fn text(catalog: &Catalog, path: &str) -> String {
    let found = artifacts(catalog).into_iter().find(|artifact| artifact.path == path);
    found.unwrap_or_else(|| panic!("no {path}")).text
}

fn schema(catalog: &Catalog, name: &str) -> Value {
    serde_json::from_str(&text(catalog, &format!("json-schema/{name}.schema.json"))).unwrap()
}

/// A validator; the schema itself is held against the draft that it names.
fn validator(schema: &Value) -> Validator {
    jsonschema::meta::validate(schema).unwrap();
    jsonschema::validator_for(schema).unwrap()
}

fn catalog_document(catalog: &Catalog) -> Value {
    serde_yaml::from_str(&text(catalog, "catalog.yaml")).unwrap()
}

#[test]
fn every_catalog_validates() {
    for case in CASES {
        let catalog = load(case);
        let validator = validator(&schema(&catalog, "catalog"));
        let errors: Vec<String> =
            validator.iter_errors(&catalog_document(&catalog)).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{case}: {errors:?}");
    }
}

#[test]
fn the_committed_catalog_validates() {
    let root = env!("CARGO_MANIFEST_DIR");
    let read = |path: &str| std::fs::read_to_string(format!("{root}/generated/{path}")).unwrap();
    let schema: Value = serde_json::from_str(&read("json-schema/catalog.schema.json")).unwrap();
    let document: Value = serde_yaml::from_str(&read("catalog.yaml")).unwrap();
    let errors: Vec<String> = validator(&schema).iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn a_damaged_catalog_does_not() {
    let catalog = load("numbers");
    let validator = validator(&schema(&catalog, "catalog"));
    /// What is done to a document.
    type Damage = fn(&mut Value);
    let damages: [(&str, Damage); 7] = [
        ("a later format", |document| document["bindery"] = json!(2)),
        ("an unknown field", |document| document["codes"][0]["colour"] = json!("red")),
        ("a name that is no identifier", |document| document["codes"][0]["name"] = json!("not a name")),
        ("an unknown kind", |document| document["codes"][0]["kind"] = json!("sad")),
        ("neither code nor range", |document| {
            document["codes"][0].as_object_mut().unwrap().remove("code");
        }),
        ("code and range", |document| document["codes"][0]["range"] = json!([1, 2])),
        ("a range of one number", |document| {
            let entry = document["codes"][0].as_object_mut().unwrap();
            entry.remove("code");
            entry.insert("range".into(), json!([1]));
        }),
    ];
    assert!(validator.is_valid(&catalog_document(&catalog)));
    for (what, damage) in damages {
        let mut document = catalog_document(&catalog);
        damage(&mut document);
        assert!(!validator.is_valid(&document), "{what} passes");
    }
}

#[test]
fn a_code_is_what_the_catalog_lists() {
    let ranges = validator(&schema(&load("ranges"), "error-code"));
    let catalog = load("ranges");
    for entry in &catalog.codes {
        match (&entry.code, entry.range) {
            (Some(code), _) => assert!(ranges.is_valid(&serde_json::to_value(code).unwrap()), "{code}"),
            (None, Some(range)) => {
                assert!(ranges.is_valid(&json!(range.first)) && ranges.is_valid(&json!(range.last)), "{range}");
            }
            (None, None) => panic!("an entry without a code"),
        }
    }
    for wrong in [json!(987_654_321), json!("987654321"), json!(1.5), json!(null), json!([1, 2])] {
        assert!(!ranges.is_valid(&wrong), "{wrong}");
    }
}

#[test]
fn a_number_in_hexadecimal_is_the_number_or_its_spelling() {
    let mut catalog = load("numbers");
    catalog.codes.truncate(1);
    catalog.codes[0].code = Some(bindery::catalog::Code::parse("0x80072EE2"));
    let validator = validator(&schema(&catalog, "error-code"));
    assert!(validator.is_valid(&json!(2_147_954_402_u32)));
    assert!(validator.is_valid(&json!("0x80072EE2")));
    assert!(!validator.is_valid(&json!(2_147_954_403_u32)));
}

#[test]
fn scopes_have_a_schema_each() {
    let catalog = load("scopes");
    assert!(catalog.scopes.len() > 1);
    for scope in &catalog.scopes {
        let validator = validator(&schema(&catalog, &format!("error-code.{scope}")));
        for entry in &catalog.codes {
            let Some(code) = &entry.code else { continue };
            let elsewhere =
                catalog.codes.iter().all(|other| other.code != entry.code || other.scope != Some(scope.clone()));
            assert_eq!(validator.is_valid(&serde_json::to_value(code).unwrap()), !elsewhere, "{code} in {scope}");
        }
    }
}

#[test]
fn answers_are_told_apart() {
    let catalog = load("numbers");
    let code = catalog.codes.iter().find_map(|entry| entry.code.as_ref()?.number()).unwrap();
    let validator = validator(&schema(&catalog, "error-response"));
    for good in [
        json!({ "ActionStatus": "FAIL", "ErrorCode": code, "ErrorInfo": "it failed" }),
        json!({ "ActionStatus": "OK", "ErrorCode": 0, "ErrorInfo": "", "MsgTime": 1 }),
        // Services add codes before their pages do.
        json!({ "ActionStatus": "FAIL", "ErrorCode": 987_654, "ErrorInfo": "new" }),
    ] {
        assert!(validator.is_valid(&good), "{good}");
    }
    for bad in [
        json!({ "ActionStatus": "FAIL", "ErrorCode": 0 }),
        json!({ "ActionStatus": "OK", "ErrorCode": code }),
        json!({ "ActionStatus": "MAYBE", "ErrorCode": code }),
        json!({ "ActionStatus": "FAIL", "ErrorCode": code.to_string() }),
        json!({ "ActionStatus": "FAIL", "ErrorInfo": "no code" }),
        json!({ "ActionStatus": "FAIL", "ErrorCode": code, "ErrorInfo": 7 }),
        json!([]),
    ] {
        assert!(!validator.is_valid(&bad), "{bad}");
    }
}

#[test]
fn an_answer_without_a_status_lacks_just_that() {
    let catalog = load("numbers");
    let code = catalog.codes.iter().find_map(|entry| entry.code.as_ref()?.number()).unwrap();
    let validator = validator(&schema(&catalog, "error-response"));
    let answer = json!({ "ErrorCode": code });
    let errors: Vec<String> = validator.iter_errors(&answer).map(|error| error.to_string()).collect();
    assert_eq!(errors, ["\"ActionStatus\" is a required property"]);
}

#[test]
fn any_text_is_data() {
    let catalog = naughty();
    let schema = schema(&catalog, "error-code");
    let shown: Vec<&str> =
        schema["anyOf"].as_array().unwrap().iter().map(|code| code["description"].as_str().unwrap()).collect();
    assert_eq!(shown.len(), catalog.codes.len());
    for (entry, shown) in catalog.codes.iter().zip(shown) {
        assert!(shown.starts_with(&*entry.description), "{:?}", entry.description);
    }
}

#[test]
fn schemas_of_a_small_catalog() {
    for name in ["error-code", "error-response"] {
        insta::assert_snapshot!(name, text(&load("ranges"), &format!("json-schema/{name}.schema.json")));
    }
}

/// The definition of a subject, as a schema of its own.
fn definition(schema: &Value, name: &str) -> Validator {
    let found = &schema["$defs"][name];
    assert!(
        found.is_object(),
        "no {name} in {:?}",
        schema["$defs"].as_object().map(|all| all.keys().collect::<Vec<_>>())
    );
    validator(found)
}

fn bound(subject: &str, min: Option<i64>, max: Option<i64>, unit: &str) -> Limit {
    Limit { subject: subject.into(), min, max, unit: Some(unit.into()), ..Limit::default() }
}

#[test]
fn limits_hold_for_values() {
    let mut catalog = load("numbers");
    let tag = Limit {
        charset: Some("printable ASCII 0x20-0x7e".into()),
        prefix_forbidden: Some("@a.+".into()),
        ..bound("Tag", Some(1), Some(8), "bytes")
    };
    let source = Limit { subject: "source".into(), prefix: Some("From_".into()), ..Limit::default() };
    let rate = Limit { window: Some(Window { count: 5, seconds: 1 }), ..bound("calls", None, Some(5), "requests") };
    catalog.codes[0].limits = vec![
        tag,
        source,
        rate,
        bound("note", Some(5), Some(30), "bytes"),
        bound("keys in a box", Some(1), Some(3), "count"),
        bound("wait time", None, Some(7), "days"),
        bound("kept files", None, Some(7), "days"),
        bound("voucher", Some(2), Some(4), "digits"),
        bound("reply", None, Some(1), "kilobytes"),
        bound("title", Some(2), Some(4), "characters"),
    ];
    insta::assert_snapshot!("limits.schema.json", text(&catalog, "json-schema/limits.schema.json"));
    let schema = schema(&catalog, "limits");
    jsonschema::meta::validate(&schema).unwrap();
    assert!(schema["$defs"]["keptFiles"].is_null(), "how long files are kept is no constraint");
    let cases = [
        (
            "tag",
            vec![json!("a"), json!("12345678"), json!("a@a.+")],
            vec![json!(""), json!("123456789"), json!("é"), json!("@a.+x"), json!(5)],
        ),
        ("source", vec![json!("From_here")], vec![json!("here"), json!("xFrom_"), json!(1)]),
        ("calls", vec![json!(5), json!(0)], vec![json!(6), json!("5"), json!([])]),
        // Two characters of the least are eight bytes at most; the most is the most of characters.
        ("note", vec![json!("日本"), json!("x".repeat(30))], vec![json!("x"), json!("x".repeat(31))]),
        (
            "keysInABox",
            vec![json!(3), json!(["a", "b"])],
            vec![json!(0), json!(4), json!([]), json!(["a", "b", "c", "d"])],
        ),
        ("waitTime", vec![json!(7), json!(0.5)], vec![json!(8), json!("7")]),
        (
            "voucher",
            vec![json!("12"), json!("a-12-34"), json!(9999), json!(1)],
            vec![json!("1"), json!("a"), json!("1-2345"), json!(10_000), json!(1.5)],
        ),
        // What has kilobytes may be more than a string.
        ("reply", vec![json!("x".repeat(1024)), json!({"text": "x"})], vec![json!("x".repeat(1025))]),
        ("title", vec![json!("日本"), json!("abcd")], vec![json!("日"), json!("abcde")]),
    ];
    for (name, good, bad) in cases {
        let validator = definition(&schema, name);
        for value in good {
            assert!(validator.is_valid(&value), "{name} refuses {value}");
        }
        for value in bad {
            assert!(!validator.is_valid(&value), "{name} accepts {value}");
        }
    }
}

#[test]
fn the_looser_of_two_limits_holds() {
    let mut catalog = load("numbers");
    catalog.codes[0].limits = vec![bound("message", Some(2), Some(12), "bytes")];
    catalog.codes[1].limits =
        vec![bound("Message", None, Some(8), "bytes"), bound("message", None, Some(9), "characters")];
    let schema = schema(&catalog, "limits");
    let comment = schema["$defs"]["message"]["$comment"].as_str().unwrap();
    for entry in &catalog.codes[..2] {
        assert!(comment.contains(&*entry.name), "{comment}");
    }
    assert!(comment.contains("at most 12 bytes") && comment.contains("at most 8 bytes"), "{comment}");
    assert!(comment.ends_with("the looser bound is the constraint."), "{comment}");
    let validator = definition(&schema, "message");
    // Bytes and characters both count, and so does the least, which only one of them states.
    for (text, valid) in [("", false), ("123456789", true), ("1234567890", false)] {
        assert_eq!(validator.is_valid(&json!(text)), valid, "{text}");
    }
}

#[test]
fn no_limits_no_schema() {
    let mut catalog = load("numbers");
    for entry in &mut catalog.codes {
        entry.limits.clear();
    }
    assert!(artifacts(&catalog).iter().all(|artifact| !artifact.path.contains("limits")));
}

#[test]
fn the_seeds_limits_hold_for_values() {
    let root = env!("CARGO_MANIFEST_DIR");
    let catalog: Catalog =
        serde_yaml::from_str(&std::fs::read_to_string(format!("{root}/generated/catalog.yaml")).unwrap()).unwrap();
    let schema = schema(&catalog, "limits");
    jsonschema::meta::validate(&schema).unwrap();
    let stated = catalog.codes.iter().flat_map(|entry| &entry.limits).count();
    assert!(stated > 40, "{stated}");
    let cases = [
        ("userID", json!("alice"), json!("")),
        ("userID", json!("x".repeat(32)), json!("x".repeat(33))),
        ("userID", json!("a b"), json!("ali\u{e7}e")),
        ("customGroupID", json!("mine"), json!("@TGS#mine")),
        ("groupName", json!("x".repeat(30)), json!("x".repeat(31))),
        ("groupIntroduction", json!("介绍"), json!("介".repeat(241))),
        ("groupNotice", json!("x".repeat(300)), json!("x".repeat(301))),
        ("sourceField", json!("AddSource_Type_Web"), json!("Web")),
        ("message", json!("x".repeat(12 * 1024)), json!("x".repeat(12 * 1024 + 1))),
        ("targetUserAccountsForBatchMessageSending", json!(500), json!(501)),
        ("keysInTheCustomAttribute", json!(["a"]), json!(vec!["a"; 17])),
        ("offlineMessageStoragePeriod", json!(7), json!(8)),
    ];
    for (name, good, bad) in cases {
        let validator = definition(&schema, name);
        assert!(validator.is_valid(&good), "{name} refuses {good}");
        assert!(!validator.is_valid(&bad), "{name} accepts {bad}");
    }
}
