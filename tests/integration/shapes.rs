//! The shapes that pages come in: of each a small page, which reads whole; broken neighbours of it, which are reported where
//! they are broken; and the page without one row, of which the old catalog knows the name.

use std::fs;
use std::path::Path;

use bindery::artifact::Mode;
use bindery::diagnostic::{Diagnostic, Rule};
use bindery::pipeline::{self, Options, Outcome};
use bindery::project::Project;

/// A page among `tests/fixtures/shapes`, and what may happen to it.
struct Shape {
    page: &'static str,
    /// How many codes it has.
    codes: usize,
    /// Edits, each of which breaks a row: what is replaced, where it stands first, and by what.
    broken: &'static [(&'static str, &'static str)],
    /// The texts that make up one row.
    row: &'static [&'static str],
    /// The code of that row, as the catalog has it.
    gone: &'static str,
}

const SHAPES: &[Shape] = &[
    Shape {
        page: "pipe_table.md",
        codes: 4,
        broken: &[("| 812 |", "| |"), ("| 812 |", "| the fan |"), ("The oven failed to cool.", "")],
        row: &["| 812 | OVEN_HOT | The oven failed to cool. | The fan is stuck. | Call us. |\n"],
        gone: "812",
    },
    Shape {
        page: "pipe_name_under_code.md",
        codes: 4,
        broken: &[("| 32 | E\\_OVEN\\_HOT", "| | "), ("The door was not closed.", "")],
        row: &["| 33 | E\\_DOOR\\_OPEN | 400 | no | The door was not closed. |\n"],
        gone: "33",
    },
    Shape {
        page: "framed_table.md",
        codes: 4,
        broken: &[("|| 5102 |", "|| |"), ("|| 5102 |", "|| the fan |"), ("The fan is stuck.", "")],
        row: &["|| 5103 | The fan is stuck. ||\n"],
        gone: "5103",
    },
    Shape {
        page: "data_block.md",
        codes: 4,
        broken: &[("\"1-0\": \"5102\"", "\"1-0\": \"\""), ("\"5102\"", "\"the fan\""), ("The fan is stuck.", "")],
        row: &["    \"2-0\": \"5103\",\n", "    \"2-1\": \"The fan is stuck.\",\n"],
        gone: "5103",
    },
    Shape {
        page: "pipe_zh.md",
        codes: 4,
        broken: &[("| 5102 |", "| 五 |"), ("烤箱冷却失败。", "")],
        row: &["| 5102 | 烤箱冷却失败。 |\n"],
        gone: "5102",
    },
    Shape {
        page: "pipe_ja.md",
        codes: 4,
        broken: &[("| 5102 |", "| |"), ("冷却に失敗しました。", "")],
        row: &["| 5102 | 冷却に失敗しました。 |\n"],
        gone: "5102",
    },
    Shape {
        page: "pipe_ko.md",
        codes: 4,
        broken: &[("| 5102 |", "| |"), ("냉각에 실패했습니다.", "")],
        row: &["| 5102 | 냉각에 실패했습니다. |\n"],
        gone: "5102",
    },
    Shape {
        page: "pipe_de.md",
        codes: 4,
        broken: &[("| 5102 |", "| siehe oben |"), ("Die Tür steht offen.", "")],
        row: &["| 5103 | Die Tür steht offen. |\n"],
        gone: "5103",
    },
    Shape {
        page: "pipe_uneven.md",
        codes: 4,
        broken: &[("| 813 |", "| |"), ("| 812 | The oven failed to cool.", "| 812")],
        row: &["| 812 | The oven failed to cool.\n"],
        gone: "812",
    },
    Shape {
        page: "pipe_without_header.md",
        codes: 4,
        broken: &[("| 812 |", "| |"), ("The oven failed to cool.", "")],
        row: &["| 812 | The oven failed to cool. |\n"],
        gone: "812",
    },
    Shape {
        page: "html_table.html",
        codes: 4,
        broken: &[
            ("<td>812</td>", "<td></td>"),
            ("<td>814</td>", "<td>?</td>"),
            ("<td>The door is missing.</td>", "<td></td>"),
        ],
        row: &["<tr><td>812</td><td><p>The oven failed to cool.</p><p>Call us.</p></td></tr>\n"],
        gone: "812",
    },
    Shape {
        page: "html_in_markdown.mdx",
        codes: 4,
        broken: &[("<td>812</td>", "<td></td>"), ("<td>The oven failed to cool.</td>", "")],
        row: &["<tr><td>812</td><td>The oven failed to cool.</td></tr>\n"],
        gone: "812",
    },
    Shape {
        page: "page_in_a_quote.md",
        codes: 4,
        broken: &[("| 812 |", "| |"), ("The oven failed to cool.", "")],
        row: &["> | 812 | The oven failed to cool. |\n"],
        gone: "812",
    },
    Shape {
        page: "headings_of_numbers.md",
        codes: 4,
        broken: &[("## 8\n", "## ?!\n")],
        row: &["## 8\n\nThe oven failed to cool.\n\n"],
        gone: "8",
    },
    Shape {
        page: "headings_number_and_name.md",
        codes: 4,
        broken: &[("### -1001 OVEN_HOT", "### -10O1_OVEN_HOT?")],
        row: &["### -1001 OVEN_HOT\n\nThe oven failed to cool.\n\n"],
        gone: "-1001",
    },
    Shape {
        page: "headings_name_and_number.md",
        codes: 4,
        broken: &[("## OVEN_HOT (2)", "## OVEN HOT (2")],
        row: &["## OVEN_HOT (2)\n\nThe oven failed to cool.\n\n"],
        gone: "2",
    },
    Shape {
        page: "headings_of_constants.md",
        codes: 3,
        broken: &[("## `ERR_OVEN_HOT`", "## ``"), ("## `ERR_OVEN_HOT`", "## \u{fffd}")],
        row: &[
            "## `ERR_OVEN_HOT`\n\n- Message: not cool\n- Meaning: The oven failed to cool.\n- Solution: Call us.\n\n",
        ],
        gone: "ERR_OVEN_HOT",
    },
    Shape {
        page: "definitions.html",
        codes: 4,
        broken: &[
            ("<dt>812</dt>", "<dt></dt>"),
            ("<dt>812</dt>", "<dt>the fan</dt>"),
            ("<dd>The oven failed to cool.</dd>", "<dd></dd>"),
        ],
        row: &["<dt>812</dt><dd>The oven failed to cool.</dd>\n"],
        gone: "812",
    },
    Shape {
        page: "definitions_of_bullets.md",
        codes: 4,
        broken: &[("- `812`", "- `?`"), ("  - : The oven failed to cool.\n", "")],
        row: &["- `812`\n  - : The oven failed to cool.\n"],
        gone: "812",
    },
    Shape {
        page: "bullets.md",
        codes: 4,
        broken: &[("- `812`: ", "- "), ("- `812`: The oven failed to cool.", "- `812`:")],
        row: &["- `812`: The oven failed to cool.\n"],
        gone: "812",
    },
    Shape {
        page: "bullets_of_names.md",
        codes: 4,
        broken: &[("- EHOT (Oven hot): ", "- "), ("- EHOT (Oven hot): The oven failed to cool.", "- EHOT")],
        row: &["- EHOT (Oven hot): The oven failed to cool.\n"],
        gone: "EHOT",
    },
    Shape {
        page: "summaries.html",
        codes: 4,
        broken: &[("<summary>812</summary>", "<summary>8?12</summary>"), ("<p>The oven failed to cool.</p>", "")],
        row: &["<details><summary>812</summary><p>The oven failed to cool.</p></details>\n"],
        gone: "812",
    },
    Shape {
        page: "runs_of_three.txt",
        codes: 6,
        broken: &[("\nThe oven failed to cool.\n", "")],
        row: &["OVEN_HOT\n\n812\n\nThe oven failed to cool.\n\n"],
        gone: "812",
    },
    Shape {
        page: "manual_page.txt",
        codes: 4,
        broken: &[("EHOT   The", "??     The")],
        row: &["       EDOOR  The door was not closed.\n\n"],
        gone: "EDOOR",
    },
    Shape {
        page: "code_and_name_in_a_cell.md",
        codes: 4,
        broken: &[("404 (Not Found)", "(Not Found)"), ("There is no bread.", "")],
        row: &["| 404 (Not Found) | There is no bread. |\n"],
        gone: "404",
    },
    Shape {
        page: "several_codes_in_a_cell.md",
        codes: 7,
        broken: &[("812/912", "of the fan"), ("The oven failed to cool.", "")],
        row: &["| 814 | The door is missing. |\n"],
        gone: "814",
    },
    Shape {
        page: "hexadecimal_beside_decimal.md",
        codes: 4,
        broken: &[("-2136342526", "minus"), ("The oven failed to cool.", "")],
        row: &["| 0x80AA0002 | -2136342526 | The oven failed to cool. |\n"],
        gone: "-2136342526",
    },
    Shape {
        page: "dotted_and_ranges.md",
        codes: 5,
        broken: &[("403.2", "four, two"), ("600~699", "~"), ("Errors of the lamp.", "")],
        row: &["| 600~699 | Errors of the lamp. |\n"],
        gone: "600-699",
    },
    Shape {
        page: "strings.md",
        codes: 4,
        broken: &[("InvalidDoor.Open", "invalid door, open"), ("The door was not closed.", "")],
        row: &["| InvalidDoor.Open | The door was not closed. |\n"],
        gone: "InvalidDoor.Open",
    },
    Shape {
        page: "constants_joined.md",
        codes: 4,
        broken: &[("- `OvenHotError`: ", "- "), ("- `OvenHotError`: The oven failed to cool.\n", "")],
        row: &["export const OvenHotError: integer = -812;\n", "- `OvenHotError`: The oven failed to cool.\n"],
        gone: "-812",
    },
    Shape {
        page: "enumeration.md",
        codes: 4,
        broken: &[("OVEN_ERR_HOT = 812", "OVEN_ERR_HOT = 8l2"), (" /* The oven failed to cool. */", "")],
        row: &["  OVEN_ERR_HOT = 812, /* The oven failed to cool. */\n"],
        gone: "812",
    },
    Shape {
        page: "table_in_a_specification.md",
        codes: 3,
        broken: &[("| 812 |", "| |"), ("The oven failed to cool.", "")],
        row: &["| 812 | hot | The oven failed to cool. |\n"],
        gone: "812",
    },
    Shape {
        page: "tables_of_different_columns.md",
        codes: 6,
        broken: &[("| 812 |", "| |"), ("| DOOR_LOST | 814 |", "| DOOR_LOST | |"), ("The door is missing.", "")],
        row: &["| DOOR_LOST | 814 | The door is missing. | Look for it. |\n"],
        gone: "814",
    },
    Shape {
        page: "obsolete_and_commented.html",
        codes: 4,
        broken: &[
            ("<td><s>812</s></td>", "<td><s></s></td>"),
            ("<td>(obsolete) The door was not closed.</td>", "<td></td>"),
        ],
        row: &["<tr><td>814</td><td>The door is missing.</td></tr>\n"],
        gone: "814",
    },
    Shape {
        page: "contents_that_repeat.md",
        codes: 4,
        broken: &[("\n## 812\n", "\n## 8?2\n")],
        row: &["- [812](#812)\n", "## 812\n\nThe oven failed to cool.\n\n"],
        gone: "812",
    },
    Shape {
        page: "parts_in_a_cell.md",
        codes: 3,
        broken: &[("| 812 |", "| |"), ("描述：烤箱冷却失败。可能原因：风扇故障。处理建议：联系我们。", "")],
        row: &["| 812 | 描述：烤箱冷却失败。可能原因：风扇故障。处理建议：联系我们。 |\n"],
        gone: "812",
    },
    Shape {
        page: "capture.txt",
        codes: 8,
        broken: &[("\n812\n", "\n"), ("The oven failed to cool.\n", "")],
        row: &["812\nThe oven failed to cool.\n"],
        gone: "812",
    },
    Shape {
        page: "capture_with_tabs.txt",
        codes: 4,
        broken: &[("812\tOVEN_HOT", "\tOVEN_HOT"), ("The oven failed to cool.", "")],
        row: &["812\tOVEN_HOT\tThe oven failed to cool.\n"],
        gone: "812",
    },
];

fn generate(folder: &Path, page: &str, text: &str) -> Outcome {
    let project = format!(
        "catalog: oven\ntitle: Oven\nversion: 0.1.0\nsources:\n  - {{id: page, path: {page}}}\nlock: names.lock.yaml\n"
    );
    fs::write(folder.join(page), text).unwrap();
    let project = Project::parse(folder.canonicalize().unwrap(), "bindery.yaml".into(), &project).unwrap();
    pipeline::run(&project, Options { mode: Mode::Write, locked: false, accept_removals: false, new_lock: false })
        .unwrap()
}

fn text_of(shape: &Shape) -> String {
    fs::read_to_string(Path::new("tests/fixtures/shapes").join(shape.page)).unwrap()
}

/// Findings about rows, as line and rule.
fn rows(findings: &[Diagnostic]) -> Vec<(u32, Rule)> {
    const ABOUT_ROWS: &[Rule] = &[Rule::Unexplained, Rule::MissingDescription, Rule::ExtraCells];
    let of_rows = findings.iter().filter(|finding| ABOUT_ROWS.contains(&finding.rule));
    of_rows.map(|finding| (finding.place.as_ref().and_then(|place| place.line).unwrap_or(0), finding.rule)).collect()
}

#[test]
fn every_page_has_its_shape_and_every_shape_its_page() {
    let mut pages: Vec<String> = fs::read_dir("tests/fixtures/shapes")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let mut shapes: Vec<&str> = SHAPES.iter().map(|shape| shape.page).collect();
    pages.sort();
    shapes.sort_unstable();
    assert_eq!(pages, shapes);
}

#[test]
fn a_whole_page_gives_all_its_codes_and_leaves_nothing() {
    for shape in SHAPES {
        let folder = tempfile::tempdir().unwrap();
        let outcome = generate(folder.path(), shape.page, &text_of(shape));
        assert_eq!(outcome.findings, [], "{}", shape.page);
        assert_eq!(outcome.report.unwrap().entries, shape.codes, "{}", shape.page);
    }
}

#[test]
fn a_cell_that_is_removed_or_garbled_is_reported_where_it_is() {
    let mut silent = Vec::new();
    for shape in SHAPES {
        for (from, to) in shape.broken {
            let whole = text_of(shape);
            let (before, after) = whole.split_once(from).unwrap_or_else(|| panic!("{}: no {from:?}", shape.page));
            // An edit that starts with a line end breaks the next line; an entry of several lines is named by its first.
            let line = before.matches('\n').count() + from.len() - from.trim_start_matches('\n').len() + 1;
            let folder = tempfile::tempdir().unwrap();
            let outcome = generate(folder.path(), shape.page, &format!("{before}{to}{after}"));
            let found = rows(&outcome.findings);
            let near = |found: u32| (line.saturating_sub(5)..=line + 1).contains(&(found as usize));
            // Where a line went, it is reported where its code stands.
            let gone = to.is_empty() && from.ends_with('\n');
            if !found.iter().any(|(line, _)| near(*line) || gone) {
                silent.push(format!("{}:{line}: {from:?} to {to:?}: {found:?}", shape.page));
            }
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

#[test]
fn a_row_that_is_removed_is_named_against_the_old_catalog() {
    let mut silent = Vec::new();
    for shape in SHAPES {
        let folder = tempfile::tempdir().unwrap();
        let whole = text_of(shape);
        assert!(!generate(folder.path(), shape.page, &whole).failed(), "{}", shape.page);
        let mut without = whole;
        for part in shape.row {
            assert!(without.contains(part), "{}: no {part:?}", shape.page);
            without = without.replacen(part, "", 1);
        }
        let outcome = generate(folder.path(), shape.page, &without);
        let report = outcome.report.unwrap_or_default();
        let went: Vec<String> = report.went.iter().map(|(code, _)| code.to_string()).collect();
        let removed = outcome.findings.iter().any(|finding| {
            finding.rule == Rule::CodeRemoved && finding.message.starts_with(&format!("code {} ", shape.gone))
        });
        if went != [shape.gone] || !removed {
            silent.push(format!("{}: {went:?} {:?}", shape.page, outcome.findings));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
