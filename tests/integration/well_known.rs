//! Inputs that break programs, as everybody knows them: broken nesting, odd encodings, lines and numbers without end. Each
//! ends in a result or in a refusal that says why. `cargo test --release -- --ignored well_known` runs the large ones whole.

use std::fs;
use std::path::Path;

use bindery::diagnostic::{Refusal, Rule};
use bindery::pipeline::extract_file;
use bindery::project::Corrections;
use bindery::resolve::lock::Lock;
use bindery::source::Format;

use crate::laws::reading;
use crate::small_catalog::naughty_texts;

/// A table of three codes, as HTML.
const TABLE: &str = "<table><tr><th>Code<th>Description<tr><td>1001<td>The lid is open.<tr><td>1002<td>The lid is lost.\
                     <tr><td>1003<td>The key is bent.</table>";

/// Markup that is broken before the table, and how many of the three codes are there for a browser, too.
const BROKEN: &[(&str, usize)] = &[
    ("<b><i>x</b></i>", 3),
    ("</p></div></b></table></body></html>", 3),
    ("<p><b><a href=x>", 3),
    ("<a><a><a>", 3),
    ("<h1><h2><h3>", 3),
    ("<ul><li><ol><li>", 3),
    ("<li><dd><dt><li>", 3),
    ("<dl><dt>x", 3),
    ("<table><table><table>", 3),
    ("<table>x<b>y", 3),
    ("<table><tr>", 3),
    ("<table><tr><td>", 3),
    ("<table><caption>", 3),
    ("<table><colgroup><col>", 3),
    ("<tr><td></tbody>", 3),
    ("<form><form></form>", 3),
    ("<button><button>", 3),
    ("<nobr><nobr>", 3),
    ("<details><summary>", 3),
    ("<blockquote><center><font>", 3),
    ("<svg><p>", 3),
    ("<svg><g>", 3),
    ("<math><mi>", 3),
    ("<math><annotation-xml>", 3),
    ("<p =a \"b' <c/d e==f>", 3),
    ("<p a a a A>", 3),
    ("<!-->", 3),
    ("<!--->", 3),
    ("<!doctype x y z>", 3),
    ("<?xml x?>", 3),
    ("<![CDATA[ x ]]>", 3),
    ("</>< ><3 <>", 3),
    ("&;&#;&#x;&#xFFFFFFFFFF;&nosuch;&amp", 3),
    ("<frameset><frame>", 3),
    ("<object><applet><marquee>", 3),
    ("<ruby><rt><rp>", 3),
    ("<x-y><custom:tag>", 3),
    ("<pre>\n", 3),
    // What these hold is not shown or is no markup.
    ("<template>", 0),
    ("<select><option>", 0),
    ("<!-- ", 0),
    ("<script>", 0),
    ("<style>", 0),
    ("<textarea>", 0),
    ("<title>", 0),
    ("<plaintext>", 0),
    ("<iframe>", 0),
    ("<noscript><p>", 0),
    ("<svg><foreignObject>", 0),
    ("<svg><desc>", 0),
    ("<p class='a class=\"b\">", 0),
    ("<p title=\"", 0),
];

#[test]
fn broken_nesting_hides_no_code() {
    let mut wrong = Vec::new();
    for (broken, codes) in BROKEN {
        let page = format!("<h1>Error codes</h1>{broken}{TABLE}");
        let declared = reading::extracts("page.html", Format::Html, &page);
        if declared.codes.len() != *codes {
            wrong.push(format!("{broken}: {} codes, {:?}", declared.codes.len(), declared.unexplained));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever the description of a code says, the codes beside it are there.
#[test]
fn naughty_texts_hide_no_code() {
    let mut wrong = Vec::new();
    for text in naughty_texts() {
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
        let html = TABLE.replace("The lid is lost.", &escaped);
        let markdown: String =
            line.chars().map(|c| if c.is_ascii_punctuation() { format!("\\{c}") } else { c.into() }).collect();
        let markdown = format!(
            "# Error codes\n\n| Code | Description |\n|---|---|\n| 1001 | The lid is open. |\n| 1002 | {markdown} |\n| 1003 | The key is bent. |\n"
        );
        for (path, format, page) in [
            ("page.html", Format::Html, format!("<h1>Error codes</h1>{html}")),
            ("page.md", Format::Markdown, markdown),
        ] {
            let declared = reading::extracts(path, format, &page);
            let codes: Vec<&str> = declared.codes.iter().map(|code| code.code.as_str()).collect();
            let accounted = declared.unexplained.iter().any(|left| left.text.contains("1002"));
            if codes != ["1001", "1002", "1003"] && !(codes == ["1001", "1003"] && accounted) {
                wrong.push(format!("{path}: {text:?}: {codes:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One page in many encodings and line ends: the same codes at the same lines.
#[test]
fn bytes_of_every_kind_give_the_same_codes() {
    let page = "<!doctype html><title>错误码</title>\n<h1>错误码</h1>\n<table>\n<tr><th>错误码<th>描述\n<tr><td>1001<td>登录失败。\n\
                <tr><td>1002<td>没有权限。\n</table>\n";
    let utf_16 = |bytes: fn(u16) -> [u8; 2]| page.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let gbk = encoding_rs::GBK.encode(&page.replace("<title>", "<meta charset=gbk><title>")).0.into_owned();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("plain", page.into()),
        ("utf-8 mark", format!("\u{feff}{page}").into()),
        ("crlf", page.replace('\n', "\r\n").into()),
        ("cr", page.replace('\n', "\r").into()),
        ("utf-16le mark", [b"\xff\xfe".as_slice(), &utf_16(u16::to_le_bytes)].concat()),
        ("utf-16be mark", [b"\xfe\xff".as_slice(), &utf_16(u16::to_be_bytes)].concat()),
        ("utf-16le", utf_16(u16::to_le_bytes)),
        ("utf-16be", utf_16(u16::to_be_bytes)),
        ("gbk", gbk),
        ("nul", page.replace("<h1>", "<h1>\0").into()),
        ("invalid", [page.as_bytes(), b"<p>\xff\xfe\xc3"].concat()),
        ("half a surrogate", [b"\xff\xfe".as_slice(), &utf_16(u16::to_le_bytes), b"\x3d\xd8"].concat()),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in cases {
        let found = extract(folder.path(), "page.html", &bytes);
        let wanted: Found = Ok(vec![("1001".into(), "登录失败。".into(), 5), ("1002".into(), "没有权限。".into(), 6)]);
        assert_eq!(found, wanted, "{name}");
    }
    // What Latin-1 cannot say is not said here: without a declaration its letters are replaced, with a finding.
    let latin = b"<meta charset=latin1><h1>Error codes</h1><table><tr><th>Code<th>Text<tr><td>1<td>caf\xe9 ferm\xe9";
    assert_eq!(extract(folder.path(), "page.html", latin), Ok(vec![("1".into(), "café fermé".into(), 1)]));
}

/// Code, description and line of each code, or the rule of the first error.
type Found = Result<Vec<(String, String, u32)>, Rule>;

fn extract(folder: &Path, name: &str, bytes: &[u8]) -> Found {
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap();
    match extract_file(&file, None) {
        Err(Refusal(findings)) => Err(findings[0].rule),
        Ok((page, findings)) => match findings.iter().find(|finding| finding.is_error()) {
            Some(error) => Err(error.rule),
            None => {
                let account = page.declarations.account;
                assert_eq!(account.seen, account.taken + account.ignored + account.unexplained, "{name}");
                let codes = page.declarations.codes.into_iter();
                Ok(codes.map(|code| (code.code, code.description, code.line)).collect())
            }
        },
    }
}

/// How an input that has no end is answered.
#[derive(Debug, Clone, Copy)]
enum Answer {
    /// It is read, and gives so many codes for its size.
    Codes(fn(usize) -> usize),
    /// It is read, whatever it gives.
    Read,
    /// It is refused.
    Refused(Rule),
}
use Answer::{Codes, Read, Refused};

/// An input without end.
struct Endless {
    name: &'static str,
    /// Of which size it is in every test run, and in the run that takes its time.
    sizes: [usize; 2],
    make: fn(usize) -> String,
    answer: Answer,
}

const MARKDOWN_TABLE: &str = "# Error codes\n\n| Code | Description |\n|---|---|\n";

const ENDLESS: &[Endless] = &[
    Endless {
        name: "line.html",
        sizes: [200_000, 10_000_000],
        make: |n| {
            format!("<h1>Error codes</h1><table><tr><th>Code<th>Text<tr><td>1<td>{}</table>", "word ".repeat(n / 5))
        },
        answer: Codes(|_| 1),
    },
    Endless {
        name: "line.md",
        sizes: [200_000, 10_000_000],
        make: |n| format!("{MARKDOWN_TABLE}| 1 | {} |\n", "word ".repeat(n / 5)),
        answer: Codes(|_| 1),
    },
    Endless {
        name: "line.txt",
        sizes: [200_000, 10_000_000],
        make: |n| format!("Error codes\nCode\nText\n1\n{}\n2\nThe lid.\n", "word ".repeat(n / 5)),
        answer: Codes(|_| 2),
    },
    Endless {
        name: "line.h",
        sizes: [100_000, 10_000_000],
        make: |n| format!("#define E {}1\n", "1+".repeat(n / 2)),
        answer: Read,
    },
    Endless {
        name: "elements.html",
        sizes: [100_000, 100_000],
        make: |n| "<div>".repeat(n),
        answer: Refused(Rule::NestingTooDeep),
    },
    Endless {
        name: "lists.html",
        sizes: [100_000, 100_000],
        make: |n| "<ul><li>".repeat(n),
        answer: Refused(Rule::NestingTooDeep),
    },
    Endless {
        name: "quotes.md",
        sizes: [100_000, 100_000],
        make: |n| format!("{}x\n", "> ".repeat(n)),
        answer: Refused(Rule::NestingTooDeep),
    },
    Endless {
        name: "lists.md",
        sizes: [100_000, 100_000],
        make: |n| format!("{}x\n", "- ".repeat(n)),
        answer: Refused(Rule::NestingTooDeep),
    },
    Endless { name: "brackets.md", sizes: [100_000, 100_000], make: |n| "[".repeat(n), answer: Read },
    Endless { name: "links.md", sizes: [20_000, 100_000], make: |n| "[a](".repeat(n), answer: Read },
    Endless { name: "stars.md", sizes: [20_000, 100_000], make: |n| "*a _b ".repeat(n), answer: Read },
    Endless {
        name: "tags.md",
        sizes: [20_000, 100_000],
        make: |n| "<b>\n".repeat(n),
        answer: Refused(Rule::NestingTooDeep),
    },
    Endless {
        name: "indents.txt",
        sizes: [500, 5_000],
        make: |n| (0..n).map(|n| " ".repeat(n) + "• x\n").collect(),
        answer: Read,
    },
    Endless {
        name: "brackets.json.md",
        sizes: [100_000, 100_000],
        make: |n| format!("# Error codes\n\n```json\n{}\n```\n", "[".repeat(n)),
        answer: Read,
    },
    Endless {
        name: "parentheses.h",
        sizes: [100_000, 100_000],
        make: |n| format!("#define E {}1{}\n", "(".repeat(n), ")".repeat(n)),
        answer: Read,
    },
    Endless {
        name: "signs.h",
        sizes: [100_000, 100_000],
        make: |n| format!("#define E {}1\n", "-".repeat(n)),
        answer: Read,
    },
    Endless { name: "braces.h", sizes: [100_000, 100_000], make: |n| "enum E {".repeat(n), answer: Read },
    Endless {
        name: "attributes.html",
        sizes: [20_000, 1_000_000],
        make: |n| format!("<p {}>", (0..n).map(|n| format!("a{n} ")).collect::<String>()),
        answer: Refused(Rule::TooMuchMarkup),
    },
    Endless {
        name: "attributes-hidden.html",
        sizes: [20_000, 1_000_000],
        make: |n| format!("<!-- <x a=\" --><p {}>", (0..n).map(|n| format!("a{n}=\">\" ")).collect::<String>()),
        answer: Refused(Rule::TooMuchMarkup),
    },
    Endless {
        name: "columns.html",
        sizes: [1_000, 10_000],
        make: |n| {
            let row = |cell: &str| format!("<tr>{}", (0..n).map(|n| format!("{cell}{n}")).collect::<String>());
            format!("<h1>Error codes</h1><table>{}{}</table>", row("<th>H"), row("<td>"))
        },
        answer: Read,
    },
    Endless {
        name: "columns.md",
        sizes: [1_000, 10_000],
        make: |n| format!("# Error codes\n\n|{}\n|{}\n|{}\n", "H|".repeat(n), "---|".repeat(n), "1|".repeat(n)),
        answer: Read,
    },
    Endless {
        name: "columns.txt",
        sizes: [1_000, 10_000],
        make: |n| format!("Error codes\n{}\n{}\n{}\n", "H\t".repeat(n), "1\t".repeat(n), "2\t".repeat(n)),
        answer: Read,
    },
    // Each line could start a list, which what goes on below the last makes none.
    Endless {
        name: "counted.txt",
        sizes: [4_000, 100_000],
        make: |n| {
            let lines: String = (1..=n).map(|n| format!("   {n}: lid {n} is stuck\n\n")).collect();
            format!("Lids\n\n{}\n   goes on\n", lines.trim_end_matches('\n'))
        },
        answer: Read,
    },
    Endless {
        name: "rows.html",
        sizes: [2_000, 1_000_000],
        make: |n| {
            format!(
                "<h1>Error codes</h1><table><tr><th>Code<th>Text{}</table>",
                (1..=n).map(|n| format!("<tr><td>{n}<td>x y")).collect::<String>()
            )
        },
        answer: Codes(|n| n),
    },
    Endless {
        name: "rows.md",
        sizes: [2_000, 1_000_000],
        make: |n| MARKDOWN_TABLE.to_owned() + &(1..=n).map(|n| format!("| {n} | x y |\n")).collect::<String>(),
        answer: Codes(|n| n),
    },
    Endless {
        name: "rows.txt",
        sizes: [1_000, 1_000_000],
        make: |n| {
            "Error codes\n\nCode\nText\n".to_owned()
                + &(1..=n).map(|n| format!("{n}\nLid {n} is open.\n")).collect::<String>()
        },
        answer: Codes(|n| n),
    },
    Endless {
        name: "spans.html",
        sizes: [2_000, 20_000],
        make: |n| format!("<h1>Error codes</h1><table>{}", "<tr><td colspan=60000 rowspan=60000>1<td>x".repeat(n)),
        answer: Refused(Rule::TooMuchMarkup),
    },
    Endless {
        name: "gaps.html",
        sizes: [5_000, 100_000],
        make: |n| format!("<h1>Error codes</h1><table><tr>{}{}</table>", "<td>1".repeat(n), "<tr><td>1<td>x".repeat(n)),
        answer: Refused(Rule::TooMuchMarkup),
    },
    Endless { name: "references.html", sizes: [50_000, 2_000_000], make: |n| "&lt;".repeat(n), answer: Read },
    Endless { name: "headings.md", sizes: [5_000, 200_000], make: |n| "# a\n".repeat(n), answer: Read },
    Endless { name: "blank.txt", sizes: [100_000, 10_000_000], make: |n| "\n".repeat(n) + "x", answer: Read },
    Endless { name: "tabs.txt", sizes: [100_000, 10_000_000], make: |n| "\t".repeat(n) + "x", answer: Read },
];

#[test]
fn what_has_no_end_ends() {
    run_endless(0);
}

#[test]
#[ignore = "takes minutes in a debug build: cargo test --release -- --ignored well_known"]
fn what_has_no_end_ends_at_full_size() {
    run_endless(1);
}

fn run_endless(size: usize) {
    let folder = tempfile::tempdir().unwrap();
    let mut wrong = Vec::new();
    for case in ENDLESS {
        let size = case.sizes[size];
        let found = extract(folder.path(), case.name, (case.make)(size).as_bytes());
        let right = match (&found, case.answer) {
            (Ok(codes), Codes(count)) => codes.len() == count(size),
            (Ok(_), Read) => true,
            (Err(rule), Refused(wanted)) => *rule == wanted,
            (Ok(_), Refused(_)) | (Err(_), Codes(_) | Read) => false,
        };
        eprintln!(
            "{}: {}",
            case.name,
            found.as_ref().map_or_else(|rule| rule.id().to_owned(), |codes| format!("{} codes", codes.len()))
        );
        if !right {
            wrong.push(format!("{}: {:?} instead of {:?}", case.name, found.map(|codes| codes.len()), case.answer));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What spreads or descends without end in YAML is refused in lock and corrections; `project.rs` has the same for the
/// project file.
#[test]
fn bombs_in_lock_and_corrections_are_refused() {
    let mut aliases = "x0: &x0 [a,a,a,a,a,a,a,a,a]\n".to_owned();
    for level in 1..12 {
        aliases.push_str(&format!("x{level}: &x{level} [{}]\n", vec![format!("*x{}", level - 1); 9].join(",")));
    }
    let deep: String = (0..3_000).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    for bomb in [aliases, "[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000), deep] {
        for corrections in [bomb.clone(), format!("- code: {bomb}"), format!("- code: 1\n  reason: {bomb}")] {
            assert!(Corrections::parse("corrections.yaml", &corrections).is_err(), "{}", &corrections[..40]);
        }
        for lock in [bomb.clone(), format!("lock: 1\nnames:\n{bomb}"), format!("lock: 1\nnames: {bomb}")] {
            assert!(Lock::load("names.lock.yaml", &lock).is_err(), "{}", &lock[..40]);
        }
    }
}
