//! Tests of source: what is refused, how bytes become text, and how formats are told.

use std::fs;
use std::path::Path;

use bindery::diagnostic::{Diagnostic, Refusal, Rule};
use bindery::source::{Format, Source, SourceIndex, SourceRequest, decode, tell_format};

fn load(root: &Path, path: &str) -> (Result<Source, Refusal>, Vec<Diagnostic>) {
    let request =
        SourceRequest { index: SourceIndex(0), id: "page", path, format: None, encoding: None, confined: true };
    let mut findings = Vec::new();
    let loaded = Source::load(root, &request, &mut findings);
    (loaded, findings)
}

fn load_bytes(bytes: &[u8]) -> (Result<Source, Refusal>, Vec<Diagnostic>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("page"), bytes).unwrap();
    load(folder.path(), "page")
}

fn refusal(loaded: Result<Source, Refusal>) -> Rule {
    let Refusal(diagnostics) = loaded.unwrap_err();
    assert_eq!(diagnostics.len(), 1);
    assert!(diagnostics[0].place.is_some() && diagnostics[0].hint.is_some());
    diagnostics[0].rule
}

fn utf_16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn what_cannot_be_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("folder")).unwrap();
    assert_eq!(refusal(load(folder.path(), "missing.md").0), Rule::SourceUnreadable);
    assert_eq!(refusal(load(folder.path(), "folder").0), Rule::SourceUnreadable);
    assert_eq!(refusal(load_bytes(b"").0), Rule::SourceEmpty);
    assert_eq!(refusal(load_bytes(b" \r\n\t\n").0), Rule::SourceEmpty);
    assert_eq!(refusal(load_bytes("\u{feff}".as_bytes()).0), Rule::SourceEmpty);
    assert_eq!(refusal(load_bytes(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0").0), Rule::SourceBinary);
    assert_eq!(refusal(load_bytes(b"%PDF-1.7\nsome text").0), Rule::SourceBinary);
}

/// The size is looked at before anything is read: the file here has no blocks on the disk.
#[test]
fn a_dump_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    fs::File::create(folder.path().join("dump")).unwrap().set_len(200 << 30).unwrap();
    assert_eq!(refusal(load(folder.path(), "dump").0), Rule::SourceTooLarge);
}

#[cfg(unix)]
#[test]
fn paths_stay_within_the_project() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("page.md"), "# Errors\n").unwrap();
    let root = outside.path().join("project");
    fs::create_dir(&root).unwrap();
    fs::write(root.join("own.md"), "# Errors\n").unwrap();
    std::os::unix::fs::symlink("../page.md", root.join("link.md")).unwrap();
    std::os::unix::fs::symlink("own.md", root.join("alias.md")).unwrap();
    assert_eq!(refusal(load(&root, "../page.md").0), Rule::PathOutsideProject);
    assert_eq!(refusal(load(&root, "link.md").0), Rule::PathOutsideProject);
    assert_eq!(refusal(load(&root, outside.path().join("page.md").to_str().unwrap()).0), Rule::PathOutsideProject);
    assert!(load(&root, "alias.md").0.is_ok());
}

/// A pipe that nobody writes to does not hang the run.
#[cfg(unix)]
#[test]
fn a_pipe_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status();
    assert!(made.unwrap().success());
    assert_eq!(refusal(load(folder.path(), "pipe").0), Rule::SourceUnreadable);
}

#[test]
fn a_source_has_its_hash_and_plain_line_ends() {
    let (loaded, findings) = load_bytes(b"one\r\ntwo\rthree\n\r\nfive");
    let source = loaded.unwrap();
    assert_eq!(source.text, "one\ntwo\nthree\n\nfive");
    assert_eq!(source.hash, "2623f8c583d8add71896934ef531fdf197df40431891ee17f4f2b02ee223ec8d");
    assert_eq!((&*source.path, &*source.id), ("page", "page"));
    assert_eq!(findings, []);
}

/// A stray NUL is no reason to refuse a page.
#[test]
fn a_page_with_a_stray_nul_is_read() {
    let page = format!("{}\0{}", "text ".repeat(40), "and more ".repeat(40));
    assert_eq!(load_bytes(page.as_bytes()).0.unwrap().format, Format::Capture);
}

#[test]
fn pages_say_how_they_are_encoded() {
    let gbk = encoding_rs::GBK.encode("<p>登录失败</p>").0.into_owned();
    let declared = |head: &str| [head.as_bytes(), gbk.as_slice()].concat();
    let marked = |mark: &[u8], rest: Vec<u8>| [mark, rest.as_slice()].concat();
    let page = "<p>登录失败 7001</p>";
    let cases: [(&str, Vec<u8>, &str); 12] = [
        ("utf-8", page.into(), "UTF-8"),
        ("utf-8 mark", marked(b"\xef\xbb\xbf", page.into()), "UTF-8"),
        ("utf-16le mark", marked(b"\xff\xfe", utf_16(page, u16::to_le_bytes)), "UTF-16LE"),
        ("utf-16be mark", marked(b"\xfe\xff", utf_16(page, u16::to_be_bytes)), "UTF-16BE"),
        ("utf-16le", utf_16(page, u16::to_le_bytes), "UTF-16LE"),
        ("utf-16be", utf_16(page, u16::to_be_bytes), "UTF-16BE"),
        ("meta charset", declared("<meta charset=gb2312>"), "GBK"),
        ("meta quoted", declared("<html><head><META CharSet = 'GBK' />"), "GBK"),
        ("http-equiv", declared("<meta http-equiv=content-type content='text/html; charset=gbk'>"), "GBK"),
        ("xml", declared("<?xml version='1.0' encoding='GBK'?>"), "GBK"),
        ("second meta", declared("<meta name=x><meta charset=nonsense><meta charset=gbk>"), "GBK"),
        ("not utf-16", b"<meta charset=utf-16><p>plain</p>".to_vec(), "UTF-8"),
    ];
    for (name, bytes, encoding) in cases {
        let decoded = decode(&bytes, None);
        assert_eq!((decoded.encoding, decoded.replaced), (encoding, 0), "{name}");
        assert!(decoded.text.contains("登录失败") || name == "not utf-16", "{name}: {}", decoded.text);
        assert!(!decoded.text.starts_with('\u{feff}'), "{name}");
    }
    assert_eq!(decode(b"caf\xe9", Some("latin1")).text, "café");
    assert_eq!(decode(b"caf\xe9", Some("no such encoding")).replaced, 1);
}

/// What a tool re-encoded is UTF-8 whatever its head still says; what is neither is marked where it was replaced.
#[test]
fn a_wrong_encoding_is_a_finding() {
    let (loaded, findings) = load_bytes("<meta charset=gbk>\n<p>登录失败</p>".as_bytes());
    assert!(loaded.unwrap().text.contains("登录失败"));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].rule, Rule::EncodingMismatch);
    assert_eq!(findings[0].message, "declares GBK but is UTF-8; it was read as UTF-8");

    let (loaded, findings) = load_bytes(b"# Errors\n\nline three: caf\xe9 \xff\n");
    assert!(loaded.unwrap().text.contains("caf\u{fffd}"));
    assert_eq!(findings[0].message, "2 sequences of bytes are not UTF-8 and were replaced");
    assert_eq!(findings[0].place.as_ref().unwrap().to_string(), "page:3");
}

/// Markdown may speak of encodings without declaring one.
#[test]
fn only_markup_declares_an_encoding() {
    let decoded = decode("Pages with `<meta charset=gbk>` are read as GBK – é.".as_bytes(), None);
    assert_eq!((decoded.encoding, decoded.wrongly_declared), ("UTF-8", None));
}

#[test]
fn formats_are_told_by_name_and_content() {
    let cases = [
        ("errors.html", "plain", Format::Html),
        ("a.b/ERRORS.HTM", "plain", Format::Html),
        ("errors.mdx", "import X from 'x'", Format::Markdown),
        ("saved.md", "<!DOCTYPE html><p>x", Format::Html),
        ("symbols.tsv", "1\tONE", Format::Symbols),
        ("errors.h", "#define ONE 1", Format::Symbols),
        ("errors.txt", "<!doctype HTML>\n<p>x", Format::Html),
        ("errors.txt", "<?xml version='1.0'?><!-- saved -->\n<html>", Format::Html),
        ("errors.txt", "<table>\n<tr><td>1\n<td>one\n</table>", Format::Html),
        ("errors.txt", "---\ntitle: Errors\n---\n\ntext", Format::Markdown),
        ("errors.txt", "Errors\n\n| Code | Text |\n|---|:-:|\n| 1 | one |", Format::Markdown),
        ("errors.txt", "# Errors\n\n## First\n", Format::Markdown),
        ("errors.txt", "# Errors\n# of the kiln\n#\n# Ada\n\nE_DOOR  open\n\n# End\n", Format::Capture),
        ("errors", "# Errors\n\nsee [there](x)", Format::Markdown),
        ("errors.txt", "Errors\nCode\nMeaning\n1\none\n# of calls\n", Format::Capture),
        ("errors.txt", "****\n* Errors *\n****\n1 (*, **)\n2 (**)\n(**) both\n****\n", Format::Capture),
        ("errors.txt", "**one** is\n**two** are\n**three** are\n**four** are\n", Format::Markdown),
        ("errors.txt", "Code\tMeaning\n1\tone\n2\ttwo\n\n# Call\ncall 1\n# Answer\n2\n", Format::Capture),
        ("errors.txt", "a | b\n--- and so on\n", Format::Capture),
        ("errors.txt", "use <b> for bold\nand\nmore\nlines", Format::Capture),
        ("v1.2/errors", "Code\n1\none", Format::Capture),
    ];
    for (path, text, format) in cases {
        assert_eq!(tell_format(path, text), format, "{path}: {text}");
    }
}
