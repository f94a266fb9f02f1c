//! The laws of `tests/laws` for inputs that nobody thought of.

use std::fs;
use std::path::Path;

use bindery::source::Format;
use proptest::prelude::*;

use crate::laws::{files, reading, targets, views};
use crate::small_catalog::naughty_texts;

/// Pieces of pages: put together at random they open, break and cut off everything that a reader knows.
const PIECES: &[&str] = &[
    "<table>",
    "<tr>",
    "<td>",
    "<th colspan=3>",
    "<td rowspan=2>",
    "</table>",
    "</tr>",
    "<caption>",
    "<h2>",
    "</h2>",
    "<h3 id=x>",
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</ul>",
    "<ol start=3>",
    "<dl><dt>",
    "<dd>",
    "<pre><code class=language-c>",
    "</code></pre>",
    "<details><summary>",
    "</details>",
    "<div class=note>",
    "</div>",
    "<blockquote>",
    "<a href=#1001>",
    "</a>",
    "<b>",
    "</i>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<style>",
    "<template>",
    "<svg>",
    "<math>",
    "<![CDATA[",
    "]]>",
    "<select><option>",
    "<",
    ">",
    "&amp;",
    "&#0;",
    "&#x1F600;",
    "&lt;b&gt;",
    "&",
    "\"",
    "'",
    "=",
    "/",
    "<br>",
    "<hr/>",
    "|",
    "| a | b |\n",
    "|---|:-:|\n",
    "||",
    "\\|",
    "# ",
    "## Errors\n",
    "### 1001\n",
    "===\n",
    "---\n",
    "- ",
    "* ",
    "1. ",
    "> ",
    "> [!NOTE]\n",
    "```\n",
    "```json\n",
    "~~~\n",
    "    ",
    "\t",
    ":::note\n",
    ":::\n",
    "{{< x >}}",
    "{% tab %}",
    "{% endtab %}",
    "[a](b)",
    "![a](b)",
    "[^1]",
    "<Tabs>",
    "</Tabs>",
    "import x from 'y'\n",
    "+---+---+\n",
    ": ",
    "!!! note\n",
    "{#id}",
    "`",
    "**",
    "_",
    "Code",
    "Error code",
    "Description",
    "Message",
    "Solution",
    "Meaning",
    "1001",
    "1002",
    "-302",
    "0x80072EE2",
    "403.14",
    "120001-130000",
    "AccessDenied",
    "ERR_SDK_NOT_INITIALIZED",
    "#define ",
    "enum E {",
    "}",
    "const ",
    " = ",
    ";",
    "//",
    "/*",
    "*/",
    "The request failed.",
    "Try again.",
    "Q: Why?",
    "A: ",
    "1.2.3",
    "用户",
    "é",
    "\u{202e}",
    "\u{feff}",
    "\u{0}",
    "\u{a0}",
    "👩\u{200d}👧",
    "\n",
    "\n\n",
    " ",
    "  ",
    "• ",
    "─",
    "│",
    "NAME\n",
    "x",
];

fn page() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat());
    prop_oneof![8 => pieces, 1 => "\\PC{0,200}", 1 => any::<String>()]
}

fn text() -> impl Strategy<Value = String> {
    let naughty =
        prop::sample::select(naughty_texts().into_iter().filter(|text| text.len() < 1_000).collect::<Vec<_>>());
    let joined = prop::collection::vec(naughty.clone(), 1..4).prop_map(|texts| texts.join(" "));
    let marks = "[ \\n\\t\\\\`*_|<>&#\\[\\]()!~:=+.0-9a-c\"'{}/$%@^-]{0,24}";
    prop_oneof![2 => naughty, 2 => joined, 4 => marks, 1 => "\\PC{0,40}", 1 => any::<String>()]
}

/// The formats with a path that has the ending of each.
const FORMATS: &[(&str, Format)] = &[
    ("page.html", Format::Html),
    ("page.md", Format::Markdown),
    ("page.txt", Format::Capture),
    ("codes.tsv", Format::Symbols),
    ("codes.h", Format::Symbols),
    ("codes.ts", Format::Symbols),
    ("codes.py", Format::Symbols),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn no_page_makes_reading_panic(page in page(), (path, format) in prop::sample::select(FORMATS)) {
        reading::reads(path, format, &page);
        reading::extracts(path, format, &page);
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), label in prop::option::of("(utf-16|gbk|latin1|x)")) {
        let text = bindery::source::decode(&bytes, label.as_deref()).text;
        let format = bindery::source::tell_format("page", &text);
        reading::extracts("page", format, &text);
    }

    #[test]
    fn no_text_of_a_file_that_people_keep_panics(
        pieces in prop::collection::vec(prop::sample::select(YAML), 0..30),
    ) {
        let text = pieces.concat();
        files::project_file(&text);
        files::project_file(&format!("catalog: a\ntitle: A\nversion: 1.0.0\nsources: []\n{text}"));
        files::corrections(&text);
        files::corrections(&format!("- code: 1\n  {text}"));
        files::lock(&text);
        files::lock(&format!("lock: 1\nnames:\n{text}"));
        files::catalog(&text);
        files::catalog(&format!("bindery: 1\ncatalog: a\ntitle: A\nversion: 1.0.0\n{text}"));
    }
}

/// Pieces of YAML, of locks and of project files.
const YAML: &[&str] = &[
    "- ",
    "  ",
    "\n",
    ": ",
    "? ",
    "a",
    "code",
    "codes:\n",
    "sources:\n",
    "id: x\n",
    "path: x.md\n",
    "&a ",
    "*a",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "'",
    "\"",
    "|\n",
    ">-\n",
    "!!int ",
    "!x ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "# c\n",
    "~",
    "null",
    "true",
    "0o7",
    "1:30",
    "2020-01-01",
    "1e3",
    ".inf",
    "\t",
    "\u{feff}",
    "\u{0}",
    "\u{85}",
    "<<: ",
    "\\",
    "\\x41",
    "- {code: 1, name: A}\n",
    "- {code: 2, name: B, aliases: [C]}\n",
    "  - {code: 7003, name: Seven, group: a/b}\n",
    "  - {range: [1, 2], name: R}\n",
    "removed: true",
    "<<<<<<< ours\n",
    "lock: 1\n",
    "names:\n",
    "targets:\n",
    "rust: {crate: x}\n",
    "markdown: {}\n",
    "ignore:\n",
    "rule: r\n",
    "line: x\n",
    "unknown: 1\n",
    "output: ../x\n",
    "lock: /x\n",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn any_text_in_any_field_is_data(texts in prop::collection::vec(text(), 1..6)) {
        views::hold_for_texts(&texts);
    }
}

#[test]
fn every_naughty_text_is_data() {
    views::hold_for_texts(&naughty_texts());
}

/// What fuzzing found once, and a few inputs that reach far: `fuzz/README.md` says how they come here.
#[test]
fn what_fuzzing_kept_is_replayed() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut replayed = 0;
    for (name, target) in targets::ALL {
        for entry in fs::read_dir(corpus.join(name)).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("kept-")) {
                eprintln!("{}", path.display());
                target(&fs::read(path).unwrap());
                replayed += 1;
            }
        }
    }
    assert!(replayed >= targets::ALL.len(), "every target has a corpus");
}
