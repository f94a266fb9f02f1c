//! Questions and their answers.

use std::sync::LazyLock;

use foldhash::HashSet;
use serde::Deserialize;

use super::account::Ledger;
use super::lead::read_lead;
use super::offer::Fate;
use super::page::Page;
use super::prose::Prose;
use super::section::{Section, sections};
use super::spelling::{Shape, shape_of};
use super::topic::caller_length;
use super::{CauseDeclaration, CodeDeclaration, QuestionDeclaration};
use crate::document::{BlockKind, NodeId, Text};
use crate::word_file::word_file;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    starts: Vec<Vec<String>>,
    faq: Vec<String>,
    causes: Vec<String>,
    feedback: Vec<Vec<String>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| word_file!("src/extract/questions"));

/// Claims questions with their answers: what is still open in the ledger.
///
/// A question is a heading, a summary or a strong paragraph that asks, or a paragraph after "Q:"; its answer is
/// everything below it up to the next heading of its level.
///
/// `declared` are the codes that the page declares: a question may name them without calling them codes.
pub(crate) fn claim_questions(
    page: &Page<'_>,
    ledger: &mut Ledger,
    declared: &[CodeDeclaration],
) -> Vec<QuestionDeclaration> {
    let declared: HashSet<&str> =
        declared.iter().map(|declaration| declaration.code.as_str()).filter(|code| is_distinct(code)).collect();
    let mut questions: Vec<QuestionDeclaration> = Vec::new();
    let sections = sections(page, |_| false);
    for section in &sections {
        let Some(block) = section.block(page) else { continue };
        let within_faq = || {
            let above = section.parent.and_then(|parent| sections.get(parent)).map_or("", |parent| parent.text.plain());
            says_faq(above) || page.document.title.as_deref().is_some_and(says_faq)
        };
        let text = strip_question_sign(section.text);
        if !ledger.is_open(block.id) || !asks(text.plain(), within_faq) {
            continue;
        }
        // Another question within the section has an answer of its own.
        let answer: Vec<usize> = section
            .blocks(page)
            .take_while(|(_, placed)| !starts_question(&placed.block.kind))
            .map(|(index, _)| index)
            .collect();
        let empty = !answer.iter().any(|&index| page.blocks.get(index).is_some_and(|placed| tells(&placed.block.kind)));
        if !empty {
            questions.push(claim(page, ledger, block.id, &text, &answer));
        }
    }
    questions.extend(signed_questions(page, ledger, &sections));
    questions.sort_by_key(|question| question.line);
    for question in &mut questions {
        let mut codes = named_codes(&question.question, &declared);
        let more: Vec<String> = question.codes.drain(..).filter(|code| !codes.contains(code)).collect();
        codes.extend(more);
        question.codes = codes;
    }
    questions
}

/// Whether a block asks a question of its own within the answer of another.
fn starts_question(kind: &BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph(text) => sign_length(text.plain(), &["Q", "问", "問"]) > 0,
        BlockKind::Details { summary, .. } => asks(summary.plain(), || false),
        _ => false,
    }
}

/// Whether a code in a question is that code, and neither a small number nor a word.
fn is_distinct(code: &str) -> bool {
    match shape_of(code) {
        Some(Shape::Number) => code.len() >= 3 || !code.starts_with(|c: char| c.is_ascii_digit()),
        Some(Shape::Word | Shape::Kebab | Shape::Wildcard) | None => false,
        Some(_) => true,
    }
}

/// The declared codes that a question names, in order of appearance.
fn named_codes(question: &str, declared: &HashSet<&str>) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for token in question.split(|c: char| c.is_whitespace() || !c.is_ascii() || "()[]{}<>\"'`?!,;/".contains(c)) {
        let token = token.trim_end_matches(['.', ':']);
        if declared.contains(token) && !codes.iter().any(|code| code == token) {
            codes.push(token.to_owned());
        }
    }
    codes
}

fn tells(kind: &BlockKind) -> bool {
    !matches!(kind, BlockKind::Comment(_) | BlockKind::Region { .. })
}

/// Paragraphs that start with "Q:", each with what stands before the next.
fn signed_questions(page: &Page<'_>, ledger: &mut Ledger, sections: &[Section<'_>]) -> Vec<QuestionDeclaration> {
    let mut questions = Vec::new();
    let mut open: Option<(usize, Text, Vec<usize>)> = None;
    let mut index = 0;
    let mut headings = sections.iter().map(|section| section.index).peekable();
    while let Some(placed) = page.blocks.get(index) {
        while headings.next_if(|&heading| heading < index).is_some() {}
        let heading = headings.peek() == Some(&index) && matches!(placed.block.kind, BlockKind::Heading(_));
        let question = match &placed.block.kind {
            BlockKind::Paragraph(text) if sign_length(text.plain(), &["Q", "问", "問"]) > 0 => Some(text),
            _ => None,
        };
        let claimed = ledger.fate(placed.block.id) == Some(&Fate::Taken);
        if question.is_some() || heading || claimed {
            questions.extend(open.take().and_then(|(at, text, answer)| close(page, ledger, at, &text, &answer)));
        }
        if let Some(text) = question.filter(|_| ledger.is_open(placed.block.id)) {
            open = Some((index, strip_question_sign(text), Vec::new()));
        } else if let Some((_, _, answer)) = open.as_mut().filter(|_| !claimed) {
            answer.push(index);
        }
        index = match &placed.block.kind {
            BlockKind::Quote(_) | BlockKind::Region { .. } => index + 1,
            _ => placed.end.max(index + 1),
        };
    }
    questions.extend(open.take().and_then(|(at, text, answer)| close(page, ledger, at, &text, &answer)));
    questions
}

fn close(
    page: &Page<'_>,
    ledger: &mut Ledger,
    at: usize,
    text: &Text,
    answer: &[usize],
) -> Option<QuestionDeclaration> {
    let block = page.blocks.get(at)?.block.id;
    (!answer.is_empty()).then(|| claim(page, ledger, block, text, answer))
}

fn claim(page: &Page<'_>, ledger: &mut Ledger, node: NodeId, text: &Text, answer: &[usize]) -> QuestionDeclaration {
    let (mut before, mut causes, mut after, mut nodes, mut links) =
        (Vec::new(), Vec::<CauseDeclaration>::new(), Vec::new(), vec![node], Vec::new());
    let mut listed = false;
    for placed in answer.iter().filter_map(|&index| page.blocks.get(index)) {
        let mut prose = Prose::default();
        if matches!(ledger.fate(placed.block.id), Some(Fate::Ignored(_))) {
            continue;
        }
        prose.add(placed.block);
        nodes.append(&mut prose.nodes);
        links.append(&mut prose.links);
        if let Some(first) = prose.lines.first_mut() {
            let length = sign_length(first, &["A", "答"]);
            first.replace_range(..length, "");
        }
        match &placed.block.kind {
            BlockKind::List(list) if !listed => {
                listed = true;
                // An item with what stands below it is one cause.
                causes = list
                    .items
                    .iter()
                    .map(|item| {
                        let mut prose = Prose::default();
                        prose.text(&item.text);
                        item.blocks.iter().for_each(|block| prose.add(block));
                        CauseDeclaration { text: prose.lines.join("\n"), line: item.line }
                    })
                    .collect();
            }
            _ if listed => after.append(&mut prose.lines),
            _ => before.append(&mut prose.lines),
        }
    }
    ledger.enter(node, Fate::Taken);
    for node in nodes {
        if ledger.is_open(node) {
            ledger.enter(node, Fate::Part);
        }
    }
    let listed = causes.iter().map(|cause| &cause.text);
    let lines: Vec<&str> = before.iter().chain(listed).chain(&after).map(String::as_str).collect();
    let answer = lines.join("\n");
    let codes = called_codes(&format!("{}\n{answer}", text.plain()));
    let is_causes = causes.len() > 1 && (says_cause(text.plain()) || before.iter().any(|line| says_cause(line)));
    let join = |lines: Vec<String>| (is_causes && !lines.is_empty()).then(|| lines.join("\n"));
    QuestionDeclaration {
        question: text.plain().replace('\n', " "),
        answer,
        introduction: join(before),
        causes: if is_causes { causes } else { Vec::new() },
        closing: join(after),
        codes,
        links,
        line: text.line(),
    }
}

/// Whether a text asks: by its question mark, or by its first words where questions are to be expected.
fn asks(plain: &str, expected: impl Fn() -> bool) -> bool {
    let lower = plain.trim().to_lowercase();
    let bare = lower.trim_end_matches(['?', '？', '!', ' ']);
    if bare.is_empty()
        || WORDS.feedback.iter().flatten().any(|phrase| bare == phrase || bare.starts_with(&format!("{phrase} ")))
    {
        return false;
    }
    let starts = || WORDS.starts.iter().flatten().any(|word| starts_with_word(&lower, word));
    // One word and a mark ("Questions?") is no question that has an answer.
    let worded = bare.split_whitespace().count() > 1 || !bare.is_ascii();
    (plain.trim_end().ends_with(['?', '？']) && worded) || (starts() && expected())
}

fn starts_with_word(lower: &str, word: &str) -> bool {
    lower.strip_prefix(word).is_some_and(|rest| !word.is_ascii() || !rest.starts_with(char::is_alphanumeric))
}

fn says_faq(text: &str) -> bool {
    let lower = text.to_lowercase();
    WORDS.faq.iter().any(|word| contains_word(&lower, word))
}

fn says_cause(text: &str) -> bool {
    let lower = text.to_lowercase();
    WORDS.causes.iter().any(|word| contains_word(&lower, word))
}

fn contains_word(lower: &str, word: &str) -> bool {
    lower.match_indices(word).any(|(at, _)| {
        let before = lower[..at].chars().next_back();
        let after = lower[at + word.len()..].chars().next();
        let alphabetic = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        !word.chars().all(|c| c.is_ascii() || c.is_lowercase()) || !(alphabetic(before) || alphabetic(after))
    })
}

/// The text without "Q:" or "Q1." before it.
fn strip_question_sign(text: &Text) -> Text {
    let length = sign_length(text.plain(), &["Q", "问", "問"]);
    if length == 0 { text.clone() } else { text.slice(length..text.plain().len()) }
}

/// How many bytes a sign such as "Q:", "Q3." or "答：" takes at the start of a text.
fn sign_length(plain: &str, letters: &[&str]) -> usize {
    let Some(rest) = letters.iter().find_map(|letter| plain.strip_prefix(letter)) else { return 0 };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.chars().next() {
        Some(c @ (':' | '：' | '.' | '、')) => plain.len() - rest[c.len_utf8()..].trim_start().len(),
        _ => 0,
    }
}

/// The codes that a text calls codes, in order of appearance: "error code 30001", "error 30004/40004", "错误码 6013".
fn called_codes(plain: &str) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    let mut before = ' ';
    let mut from = 0;
    for (at, c) in plain.char_indices() {
        let starts = c.is_alphabetic() && (!before.is_alphanumeric() || !c.is_ascii());
        before = c;
        if !starts || at < from {
            continue;
        }
        let called = caller_length(&plain[at..]);
        if called == 0 {
            continue;
        }
        from = at + called;
        let ends = ['\n', '?', '？', '!', '！', ')', '）', '。'];
        let line = plain[from..].split(ends).next().unwrap_or("");
        let window = line.char_indices().nth(120).map_or(line.len(), |(end, _)| end);
        let Some(lead) = read_lead(&Text::plain_at(&line[..window], 0)).filter(|lead| lead.at <= 3) else { continue };
        let named = match lead.shape {
            Shape::Number | Shape::Hex | Shape::Id | Shape::Dotted => true,
            Shape::Constant => lead.codes.iter().any(|code| code.contains('_')),
            Shape::Range
            | Shape::Wildcard
            | Shape::Symbolic
            | Shape::Camel
            | Shape::Snake
            | Shape::Kebab
            | Shape::Word => false,
        };
        for code in lead.codes.into_iter().filter(|_| named) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_ask() {
        for (text, asked) in [
            ("Why is it slow?", true),
            ("如何重试？", true),
            ("How to retry", true),
            ("Was this page helpful?", false),
            ("Questions?", false),
            ("Retrying", false),
        ] {
            assert_eq!(asks(text, || true), asked, "{text}");
        }
        assert!(!asks("How to retry", || false));
    }

    #[test]
    fn codes_are_called_so() {
        for (text, codes) in [
            ("Why do I see error code 301?", &["301"][..]),
            ("error 304/404 is returned; error codes 5, 6 and 7", &["304", "404", "5", "6", "7"]),
            ("错误码 6013 表示", &["6013"]),
            ("It takes 5 minutes and 20 requests", &[]),
            ("HTTP status 404", &["404"]),
        ] {
            assert_eq!(called_codes(text), codes, "{text}");
        }
    }

    #[test]
    fn questions_name_declared_codes() {
        let declared = HashSet::from_iter(["1001", "E_LID", "-5", "1002"]);
        assert_eq!(named_codes("Why 1002 or (1001), not E_LID?", &declared), ["1002", "1001", "E_LID"]);
        assert_eq!(named_codes("Why 10021 or 7?", &declared), [] as [&str; 0]);
        assert_eq!(named_codes("为什么返回1001？", &declared), ["1001"]);
        assert!(is_distinct("-5") && !is_distinct("5") && !is_distinct("Throttled"));
    }

    #[test]
    fn answers_lose_their_sign() {
        assert_eq!(sign_length("Q1: why", &["Q"]), 4);
        assert_eq!(sign_length("Quick", &["Q"]), 0);
        assert_eq!(&"答：因为"[sign_length("答：因为", &["答"])..], "因为");
    }
}
