//! Laws of writing: it is a function of the catalog, and text is data in every output.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use bindery::catalog::{Catalog, load_catalog};
use bindery::project::{JsonSchemaTarget, MarkdownTarget, Matrix, ResponseShape, RustTarget, Targets};
use scraper::Html;

use super::made::catalog_of;
use super::shown::{blocks, parser, seen};

/// Every output of a catalog, by its path. Written twice it is the same.
pub(crate) fn outputs(catalog: &Catalog) -> BTreeMap<String, String> {
    let all = || bindery::write::artifacts(catalog, &targets(), &mut Vec::new());
    let artifacts = all();
    assert_eq!(artifacts, all(), "writing is a function of the catalog");
    let count = artifacts.len();
    let outputs: BTreeMap<String, String> =
        artifacts.into_iter().map(|artifact| (artifact.path, artifact.text)).collect();
    assert_eq!(outputs.len(), count, "no two outputs have one path");
    outputs
}

/// What is true of the outputs of any catalog.
pub(crate) fn hold(catalog: &Catalog) -> BTreeMap<String, String> {
    let outputs = outputs(catalog);
    for (path, text) in &outputs {
        names_a_file(path);
        assert!(text.ends_with('\n') && !text.contains('\r'), "{path}");
        let control = text.chars().find(|&c| c != '\n' && c.is_control());
        assert_eq!(control, None, "{path} holds a control character");
        match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "rs" => {
                syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
                assert_eq!(text.find(['\u{202a}', '\u{202e}', '\u{2066}', '\u{2069}']), None, "{path}");
            }
            "json" => {
                serde_json::from_str::<serde_json::Value>(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            }
            "yaml" => assert_eq!(load_catalog(path, text).as_ref(), Ok(catalog), "{text}"),
            "md" => has_no_live_tag(path, text),
            "toml" => {}
            ending => panic!("nothing is known of files that end in {ending}"),
        }
    }
    outputs
}

/// What is true of a catalog whose every field holds one of these texts.
pub(crate) fn hold_for_texts(texts: &[String]) {
    let outputs = hold(&catalog_of(texts));
    let strings = rust_strings(&outputs);
    let schema: serde_json::Value =
        serde_json::from_str(&outputs["json-schema/error-code.schema.json"]).expect("it was parsed before");
    let described: Vec<&str> =
        schema["anyOf"].as_array().into_iter().flatten().filter_map(|code| code["description"].as_str()).collect();
    assert_eq!(described.len(), texts.len());
    let pages = |start: &str| -> HashSet<String> {
        let pages = outputs.iter().filter(|(path, _)| path.starts_with(start));
        pages.flat_map(|(_, page)| blocks(page)).collect()
    };
    let (groups, questions) = (pages("markdown/groups/"), pages("markdown/questions.md"));
    for (text, described) in texts.iter().zip(described) {
        assert!(text.is_empty() || strings.contains(text), "Rust gives no {text:?}");
        assert!(described.starts_with(text.as_str()), "JSON gives {described:?} for {text:?}");
        let (part, whole) = (seen(text), seen(&on_one_line(text)));
        for shown in [&groups, &questions] {
            let found = part.is_empty() || shown.contains(&part) || shown.contains(&whole);
            assert!(found, "Markdown shows no {part:?} for {text:?}");
        }
    }
    // A text that is not blank makes what any other makes; where two are the same, so are what stands for them.
    let first = |text: &String| texts.iter().position(|other| other == text).unwrap_or_default();
    let plain = |text: &String| if text.trim().is_empty() { text.clone() } else { format!("Plain{}", first(text)) };
    let plain: Vec<String> = texts.iter().map(plain).collect();
    let calm = outputs_markup(&self::outputs(&catalog_of(&plain)));
    assert_eq!(outputs_markup(&outputs), calm, "of {texts:?}");
}

/// Every line break as a blank.
fn on_one_line(text: &str) -> String {
    text.replace(['\r', '\n', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], " ")
}

fn targets() -> Targets {
    Targets {
        rust: Some(RustTarget {
            crate_name: "made-codes".to_owned(),
            type_name: "ErrorCode".to_owned(),
            rust_version: "1.81".to_owned(),
            license: Some("MIT".to_owned()),
            repository: None,
        }),
        markdown: Some(MarkdownTarget {
            matrix: Some(Matrix {
                title: "Matrix".to_owned(),
                columns: vec!["Top".to_owned()],
                aliases: BTreeMap::new(),
            }),
        }),
        json_schema: Some(JsonSchemaTarget {
            response: Some(ResponseShape {
                status: None,
                code: "ErrorCode".to_owned(),
                success: Some(0),
                message: Some("ErrorInfo".to_owned()),
            }),
        }),
    }
}

/// The path is one that no page can steer.
fn names_a_file(path: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    assert!(path.chars().all(plain) && path.len() < 128, "{path}");
    let parts = || path.split('/');
    assert!(parts().all(|part| !part.is_empty() && !part.starts_with('.') && !part.contains("..")), "{path}");
    assert!(parts().count() <= 3, "{path}");
}

/// Elements that the templates make, and what a renderer puts around them.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "body",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "li",
    "a",
    "code",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
    "strong",
    "em",
    "blockquote",
    "div",
    "pre",
];

/// Rendered to HTML the page has no element and no attribute that the templates did not make.
fn has_no_live_tag(path: &str, page: &str) {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, parser(page));
    for node in Html::parse_document(&html).tree.nodes() {
        let Some(element) = node.value().as_element() else { continue };
        assert!(ELEMENTS.contains(&element.name()), "{path} has an element {}\n{page}", element.name());
        for (name, value) in element.attrs() {
            let known = match (element.name(), name) {
                ("a", "href") => {
                    let lower = value.to_ascii_lowercase();
                    lower.starts_with("http://") || lower.starts_with("https://") || !lower.contains(':')
                }
                ("a", "id") => value.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c)),
                ("td" | "th", "style") => value.starts_with("text-align"),
                ("blockquote", "class") => value.starts_with("markdown-alert-"),
                ("div", "class") => true,
                ("code", "class") => value.starts_with("language-"),
                _ => false,
            };
            assert!(known, "{path}: <{} {name}={value:?}>\n{page}", element.name());
        }
    }
}

/// How often each element of weight stands in the rendered pages.
fn outputs_markup(outputs: &BTreeMap<String, String>) -> BTreeMap<String, usize> {
    let weighty: BTreeSet<&str> = ["h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "strong", "em"].into();
    let mut counts = BTreeMap::new();
    for (_, page) in outputs.iter().filter(|(path, _)| path.ends_with(".md")) {
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, parser(page));
        for node in Html::parse_document(&html).tree.nodes() {
            if let Some(element) = node.value().as_element().filter(|element| weighty.contains(element.name())) {
                *counts.entry(element.name().to_owned()).or_insert(0) += 1;
            }
        }
    }
    counts
}

/// The strings in the constants of the Rust sources.
fn rust_strings(outputs: &BTreeMap<String, String>) -> HashSet<String> {
    let mut strings = HashSet::new();
    for (_, text) in outputs.iter().filter(|(path, _)| path.ends_with(".rs")) {
        for item in syn::parse_file(text).expect("it was parsed before").items {
            if let syn::Item::Const(table) = item {
                collect(&table.expr, &mut strings);
            }
        }
    }
    strings
}

/// Adds the strings of a table to `strings`.
pub(crate) fn collect(expression: &syn::Expr, strings: &mut HashSet<String>) {
    match expression {
        syn::Expr::Reference(reference) => collect(&reference.expr, strings),
        syn::Expr::Array(array) => array.elems.iter().for_each(|element| collect(element, strings)),
        syn::Expr::Tuple(tuple) => tuple.elems.iter().for_each(|element| collect(element, strings)),
        syn::Expr::Struct(row) => row.fields.iter().for_each(|field| collect(&field.expr, strings)),
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => {
            strings.insert(text.value());
        }
        _ => {}
    }
}
