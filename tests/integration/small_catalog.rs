//! Small catalogs that writers are tested with: `tests/fixtures/write/*.yaml`, and some that are made here.

use std::path::PathBuf;

use bindery::catalog::{Catalog, Code, Entry, Group, Kind, Retry};

/// Every catalog among the fixtures: a new one is a new file.
pub(crate) const CASES: &[&str] = &["numbers", "ranges", "scopes", "texts", "wide"];

/// The catalog of a fixture.
pub(crate) fn load(case: &str) -> Catalog {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/write/{case}.yaml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Texts that would end a comment, a string, a cell, a tag or a template if they were not treated as data.
pub(crate) fn naughty_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "*/ fn main() {} /*",
        "\"; std::process::exit(1); \"",
        "\"# r#\"raw\"##",
        "back\\slash \\n \\u{41} \\",
        "a\\",
        "`code` ``more`` ```fence\n```rust\nfn main() { panic!() }\n```",
        "{{ template }} {% block %} {# comment #} ${shell} #{ruby}",
        "<script>alert(1)</script> <b>bold</b> <!-- comment --> --> <T> Vec<u8>",
        "[link](javascript:alert(1)) [Missing] [`Missing`] ![image](x) [^note] [ ] [x]",
        "*star* **two** _under_ __two__ ~~struck~~ snake_case _x_ a_b_ *",
        "a | b || c \\| d",
        "# heading\n## two\n- item\n+ plus\n* star\n1. one\n2) two\n> quote\n===\n---\n***\n    code\n\ttab",
        "&amp; &lt;b&gt; &#x41; &copy &nbsp; AT&T R&D;",
        "https://example.com/a_b*c?x=1&y=2;z http://example.com. www.example.com a@example.com https://",
        "(https://example.com/path) <https://example.com>",
        "NUL \0 escape \u{1b}[31m bell \u{7} delete \u{7f} next \u{85} c1 \u{9b}",
        "bidi \u{202e}txt.exe\u{202c} \u{2066}isolate\u{2069} mark \u{200f} zero\u{200b}width soft\u{ad}hyphen",
        "bom \u{feff} line\u{2028}separator paragraph\u{2029}separator nbsp\u{a0}space ideographic\u{3000}space",
        "emoji 👩\u{200d}👩\u{200d}👧 flag 🏴\u{e0067}\u{e0062}\u{e007f} combining e\u{301} 한글 \u{1100}\u{1161}",
        "carriage\rreturn crlf\r\nnext\n\n\nparagraph\n",
        "  leading and trailing  ",
        "-- --flag --- ... \"quotes\" 'single' it's",
        ":::note ::: :smile: @user #123 !!! $math$ $$",
        "-302 is a number, -1 too; +1",
        "null",
        "true",
        "~",
        "1e3",
        "0x10",
        "2020-01-01",
        "- x",
        "? y",
        ": z",
        "%a",
        "!tag",
        "&anchor",
        "*alias",
        "import x from 'y'",
        "| --- | --- |",
        "",
        " ",
        "\n",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("word ".repeat(2_000).trim_end().to_owned());
    texts.push("x".repeat(10_000));
    texts.push("é".repeat(121));
    texts
}

/// A catalog whose every text is a naughty one.
pub(crate) fn naughty() -> Catalog {
    let texts = naughty_texts();
    let mut catalog = Catalog { codes: Vec::new(), ..load("numbers") };
    catalog.title.clone_from(&texts[0]);
    catalog.groups = texts
        .iter()
        .enumerate()
        .map(|(index, text)| Group {
            id: format!("group/{index}").into(),
            path: vec![text.clone(), "Errors".to_owned()],
            origin: Some(text.as_str().into()),
            deprecated: false,
            anchor: Some(text.clone()),
        })
        .collect();
    let template = load("numbers").codes.into_iter().next().expect("the fixture has codes");
    for (index, text) in texts.iter().enumerate() {
        let mut entry = Entry {
            code: Some(Code::Number(i64::try_from(index).expect("there are few texts"))),
            name: format!("{text}{index}").into(),
            symbol: Some(text.clone()),
            aliases: vec![format!("Old{text}").into()],
            group: Some(format!("group/{index}").into()),
            origin: Some(text.as_str().into()),
            description: text.as_str().into(),
            summary: Some(text.as_str().into()),
            remedy: Some(text.clone()),
            ..template.clone()
        };
        for cause in &mut entry.known_causes {
            cause.text.clone_from(text);
        }
        catalog.codes.push(entry);
    }
    for source in &mut catalog.sources {
        source.path.clone_from(&texts[7]);
        source.title = Some(texts[8].clone());
    }
    catalog
}

/// Every kind with some advice, and every advice with some kind.
pub(crate) fn kinds() -> Vec<(Kind, Retry)> {
    let kinds = [
        Kind::InvalidArgument,
        Kind::Unauthenticated,
        Kind::PermissionDenied,
        Kind::NotFound,
        Kind::AlreadyExists,
        Kind::FailedPrecondition,
        Kind::Conflict,
        Kind::RateLimited,
        Kind::QuotaExceeded,
        Kind::LocalResource,
        Kind::Unavailable,
        Kind::Timeout,
        Kind::Cancelled,
        Kind::DataLoss,
        Kind::ContentRejected,
        Kind::Internal,
        Kind::Unknown,
    ];
    let advice = [Retry::Never, Retry::Backoff, Retry::SlowDown, Retry::AfterAction, Retry::Unknown];
    kinds.into_iter().zip(advice.into_iter().cycle()).collect()
}

/// A catalog of `count` codes in runs of fifty.
pub(crate) fn many(count: u32) -> Catalog {
    let codes = (0..count)
        .map(|index| Entry {
            code: Some(Code::Number(i64::from(index / 50 * 1000 + index % 50))),
            name: format!("Code{index}Failed").into(),
            symbol: Some(format!("ERR_CODE_{index}_FAILED")),
            description: format!("Step {index} failed. Check what was sent in field_{index}, and send it again.")
                .into(),
            ..Entry::default()
        })
        .collect();
    Catalog { codes, ..load("ranges") }
}
