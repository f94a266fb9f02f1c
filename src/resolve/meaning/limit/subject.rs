//! The subject of a limit: what the words around a number say it is a number of.

use super::quantity::{Quantity, is_unspaced};
use super::words::LIMIT_WORDS;

/// A subject as a noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Subject {
    /// The words.
    pub(super) text: String,
    /// Whether the text speaks of a number of them.
    pub(super) counted: bool,
}

/// A word of a sentence.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    start: usize,
    end: usize,
}

/// The subject of what is said at `at`, a byte of the sentence; `quantity` is the number that it is said of, if any.
/// `before` is the sentence before this one.
pub(super) fn find_subject(
    sentence: &str,
    at: usize,
    quantity: Option<&Quantity>,
    before: Option<&str>,
) -> Option<Subject> {
    let head = sentence.get(..at)?;
    if head.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(is_unspaced) {
        let noun = || quantity.and_then(|quantity| unspaced_noun(sentence.get(quantity.range.end..)?));
        return unspaced(head).or_else(noun);
    }
    let counted = quantity.and_then(|quantity| counted_noun(sentence, quantity));
    let clause = clause_subject(head);
    let plan = plan(sentence);
    let mut subject = match (clause, counted) {
        (Some((mut phrase, verb)), Some(noun)) => {
            let contains =
                verb.is_some_and(|verb| LIMIT_WORDS.containers.iter().any(|word| verb.eq_ignore_ascii_case(word)));
            let own_number = strip(&phrase.text).counted;
            if quantity.is_some_and(|quantity| quantity.unit.is_some_and(|unit| unit.noun)) || own_number {
                // "The Read API can be called 20 times": the calls are of the API.
                phrase = strip(&phrase.text);
                phrase.text = with_head(sentence, &phrase.text);
                phrase
            } else if contains {
                Subject { text: format!("{noun} in {}", without_capital_article(&phrase.text)), counted: true }
            } else {
                Subject { text: noun, counted: true }
            }
        }
        (None, Some(noun)) => Subject { text: noun, counted: true },
        (Some((phrase, _)), None) => {
            let mut stripped = strip(&phrase.text);
            if let Some(act) = time_of_act(head, quantity) {
                stripped.text = format!("{} {act} time", stripped.text);
            }
            if stripped.text.is_empty() {
                let counted = stripped.counted;
                stripped = topic(before?)?;
                stripped.counted |= counted;
            }
            stripped.text = with_head(sentence, &stripped.text);
            if let Some(when) = when_clause(head) {
                stripped.text = format!("{} when {when}", stripped.text);
            }
            stripped
        }
        (None, None) => topic(before?)?,
    };
    if let Some(plan) = plan {
        subject.text = format!("{} ({plan})", subject.text);
    } else if quantity.is_some() && by_default(sentence) {
        subject.text.push_str(" (default)");
    }
    Some(subject)
}

/// The noun phrase of the last clause that has one, with the verb after it.
fn clause_subject(head: &str) -> Option<(Subject, Option<&str>)> {
    let clauses = clauses(head);
    for (index, clause) in clauses.iter().enumerate().rev() {
        let pieces = pieces(clause);
        let pieces: &[Piece<'_>] = match pieces.split_first() {
            Some((first, rest)) if is(first.text, &["and", "or", "but", "so", "then"]) => rest,
            _ => &pieces,
        };
        let skip = pieces.iter().take_while(|piece| is_in(piece.text, &LIMIT_WORDS.complaints)).count();
        let pieces = pieces.get(skip..).unwrap_or_default();
        let verb = pieces.iter().position(|piece| is_verb(piece.text));
        let noun = without_leads(pieces.get(..verb.unwrap_or(pieces.len())).unwrap_or_default());
        // "Minimum 3, maximum 10": a number has no name.
        if !noun.iter().any(|piece| piece.text.contains(char::is_alphabetic) && !is_measure(piece.text)) {
            continue;
        }
        let Some(first) = noun.first().filter(|first| !is_in(first.text, &LIMIT_WORDS.openers)) else { continue };
        let last = noun.last()?;
        if is(first.text, &["when", "while", "for"]) || verb.is_none() && is_in(last.text, &LIMIT_WORDS.stops) {
            continue;
        }
        let mut text = clause.get(first.start..last.end)?.to_owned();
        // "the Create, Delete, and Update APIs": the list began before the comma.
        if clause.trim_start().starts_with("and ") || clause.trim_start().starts_with("or ") {
            let earlier = clauses.get(..index).unwrap_or_default().iter().rev();
            let list: Vec<&str> = earlier.take_while(|item| is_list_item(item)).map(|item| item.trim()).collect();
            if !list.is_empty() && noun.len() <= 4 {
                let conjunction = clause.split_whitespace().next().unwrap_or_default();
                text = format!("{}, {conjunction} {text}", list.into_iter().rev().collect::<Vec<_>>().join(", "));
            }
        }
        // The verb right before the number: "a group can contain up to 200".
        let verbs = pieces.iter().rev().find(|piece| is_verb(piece.text)).map(|piece| piece.text);
        return Some((Subject { text, counted: false }, verbs));
    }
    None
}

/// A noun phrase without what leads to a number or complains at its end: "order number too long", "files at most".
fn without_leads<'a, 't>(mut noun: &'a [Piece<'t>]) -> &'a [Piece<'t>] {
    while let Some((last, before)) = noun.split_last()
        && (is_in(last.text, &LIMIT_WORDS.leads) || is_in(last.text, &LIMIT_WORDS.complaints))
    {
        noun = before;
    }
    noun
}

/// Whether a word says nothing of what is limited: "default quota:", "the limit is".
fn is_measure(word: &str) -> bool {
    is_in(word, &LIMIT_WORDS.measures) || is_in(word, &LIMIT_WORDS.articles)
}

fn is_verb(word: &str) -> bool {
    is_in(word, &LIMIT_WORDS.verbs) || is_in(word, &LIMIT_WORDS.containers)
}

/// "A box" is "a box" within a phrase; a name keeps its capital.
fn without_capital_article(phrase: &str) -> String {
    match phrase.split_once(' ') {
        Some((first, rest)) if is_in(first, &LIMIT_WORDS.articles) => format!("{} {rest}", first.to_lowercase()),
        _ => phrase.to_owned(),
    }
}

fn is_list_item(clause: &str) -> bool {
    let pieces = pieces(clause);
    (1..=3).contains(&pieces.len()) && !pieces.iter().any(|piece| is_verb(piece.text))
}

/// The clauses of the words before a number; what stands in closed parentheses is left out.
fn clauses(head: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let (mut start, mut skipping) = (0, None);
    for (at, c) in head.char_indices() {
        match c {
            '(' if head.get(at..).is_some_and(|rest| rest.contains(')')) => skipping = Some(at),
            ')' => {
                if let Some(open) = skipping.take() {
                    clauses.extend(head.get(start..open));
                    start = at + 1;
                }
            }
            ',' | ':' | '(' | ';' if skipping.is_none() => {
                clauses.extend(head.get(start..at));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    clauses.extend(head.get(start..));
    clauses
}

/// What is counted by a number: "200 members", "a maximum number (1,000) of concurrent requests".
fn counted_noun(sentence: &str, quantity: &Quantity) -> Option<String> {
    if let Some(unit) = quantity.unit {
        let word = quantity.unit_range.clone().and_then(|range| sentence.get(range))?;
        // "5 requests" are requests; "5 times" are of something else.
        return unit.noun.then(|| word.to_owned());
    }
    let tail = sentence.get(quantity.range.end..)?;
    let tail = match tail.trim_start_matches([')', ' ']).strip_prefix("of ") {
        Some(rest) => rest,
        None if tail.starts_with(' ') => tail,
        None => return None,
    };
    let end = tail.find([',', '.', ';', ':', '(', ')', '，', '。', '"']).unwrap_or(tail.len());
    let pieces = pieces(tail.get(..end)?);
    let length = pieces.iter().take(3).take_while(|piece| !is_in(piece.text, &LIMIT_WORDS.stops)).count();
    let (first, last) = (pieces.first()?, pieces.get(length.checked_sub(1)?)?);
    first.text.starts_with(char::is_alphabetic).then(|| tail.get(first.start..last.end).map(str::to_owned))?
}

/// "invalid friend name" is about the friend name.
fn topic(before: &str) -> Option<Subject> {
    let clause = clauses(before.trim_end_matches(['.', '。'])).into_iter().next()?;
    let pieces = pieces(clause);
    let skip = pieces.iter().take_while(|piece| is_in(piece.text, &LIMIT_WORDS.complaints)).count();
    let pieces = pieces.get(skip..)?;
    let verb = pieces.iter().position(|piece| is_verb(piece.text)).unwrap_or(pieces.len());
    let noun = without_leads(pieces.get(..verb)?);
    let subject = strip(clause.get(noun.first()?.start..noun.last()?.end)?);
    (!subject.text.is_empty()).then_some(subject)
}

/// A noun phrase without article and without the words for the measure: "the maximum size of a file" is "file".
fn strip(phrase: &str) -> Subject {
    let all = pieces(phrase);
    let mut rest: &[Piece<'_>] = &all;
    let mut counted = false;
    loop {
        while let Some((first, more)) = rest.split_first()
            && is_in(first.text, &LIMIT_WORDS.articles)
        {
            rest = more;
        }
        let measures = rest.iter().take_while(|piece| is_in(piece.text, &LIMIT_WORDS.measures)).count();
        let of = rest.get(measures).is_some_and(|piece| is(piece.text, &["of"]));
        let value = measures == 1 && rest.first().is_some_and(|piece| is(piece.text, &["value", "values"]));
        if measures > 0 && of && !value {
            counted |= rest.iter().take(measures).any(|piece| is(piece.text, &["number", "quantity", "count"]));
            rest = rest.get(measures + 1..).unwrap_or_default();
            continue;
        }
        if measures == rest.len() {
            counted |= rest.iter().any(|piece| is(piece.text, &["number", "quantity", "count"]));
            return Subject { text: String::new(), counted };
        }
        let lead =
            rest.iter().take_while(|piece| is(piece.text, &["maximum", "minimum", "max", "min", "total"])).count();
        rest = rest.get(lead..).unwrap_or_default();
        break;
    }
    while let Some((last, more)) = rest.split_last()
        && !more.is_empty()
        && is_in(last.text, &LIMIT_WORDS.tails)
    {
        rest = more;
    }
    let text = match (rest.first(), rest.last()) {
        (Some(first), Some(last)) => phrase.get(first.start..last.end).unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    Subject { text, counted }
}

/// "Limit of the API for getting profiles: the Read API …" is about the Read API for getting profiles.
fn with_head(sentence: &str, subject: &str) -> String {
    let last = subject.rsplit(' ').next().unwrap_or_default();
    let purpose = sentence.split_once(": ").and_then(|(head, _)| {
        let after = head.rsplit_once(&format!(" {last} "))?.1;
        after.starts_with("for ").then_some(after)
    });
    match purpose {
        Some(purpose) if !last.is_empty() => format!("{subject} {purpose}"),
        _ => subject.to_owned(),
    }
}

/// "When you are modifying marks, …"
fn when_clause(head: &str) -> Option<&str> {
    let (when, _) = head.split_once(", ")?;
    let rest = when.strip_prefix("When ").or_else(|| when.strip_prefix("While "))?;
    Some(rest.strip_prefix("you are ").unwrap_or(rest))
}

/// "The message cannot be recalled after the time limit": the time limit is that of the recall.
fn time_of_act<'a>(head: &'a str, quantity: Option<&Quantity>) -> Option<&'a str> {
    quantity?.unit?.seconds?;
    let (clause, _) = head.split_once(" time limit")?;
    let (_, act) = clause.split_once(" be ")?;
    act.split_whitespace().next()?.strip_suffix("ed")
}

/// "For the Standard edition": the plan under which a limit holds.
fn plan(sentence: &str) -> Option<&str> {
    let all = pieces(sentence);
    let at = all.iter().position(|piece| is_in(piece.text, &LIMIT_WORDS.plans))?;
    let start =
        all.get(..at)?.iter().rposition(|piece| is(piece.text, &["for", "using", "in", "on", "of", "the", "your"]))?
            + 1;
    let lead = all.get(start.checked_sub(2)?)?;
    (is(lead.text, &["for", "using", "in", "on", "under"]) && start < at && at - start <= 3)
        .then(|| sentence.get(all.get(start)?.start..all.get(at)?.end))?
}

/// "2 minutes by default", "default quota: 100", but not "the default IDs".
fn by_default(sentence: &str) -> bool {
    let all = pieces(sentence);
    all.windows(2).any(|pair| match pair {
        [first, second] if is(second.text, &["default"]) => is(first.text, &["by"]),
        [first, second] if is(first.text, &["default"]) => is_in(second.text, &LIMIT_WORDS.measures),
        _ => false,
    })
}

/// The subject in a script without spaces: what stands before the words that limit it.
fn unspaced(head: &str) -> Option<Subject> {
    let mut counted = false;
    for clause in head.rsplit(['，', '。', '；', '：', '、', '（', ',', ':', '(', '）', ')']) {
        let mut text = clause.trim();
        while let Some(tail) = LIMIT_WORDS.tails_unspaced.iter().find(|tail| text.ends_with(tail.as_str())) {
            counted |= tail.contains('数');
            text = text.strip_suffix(tail.as_str()).unwrap_or_default().trim_end();
        }
        if !text.is_empty() {
            return Some(Subject { text: text.to_owned(), counted });
        }
    }
    None
}

/// What is counted, in a script without spaces: what follows the number up to the next mark.
fn unspaced_noun(tail: &str) -> Option<Subject> {
    let end = tail.find(|c: char| !is_unspaced(c)).unwrap_or(tail.len());
    let text = tail.get(..end)?;
    (!text.is_empty()).then(|| Subject { text: text.to_owned(), counted: true })
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (open, c.is_whitespace() || matches!(c, ',' | '(' | ')' | ':' | ';')) {
            (None, false) => open = Some(at),
            (Some(start), true) => {
                let word = text.get(start..at).unwrap_or_default();
                let trimmed = word.trim_end_matches('.');
                found.push(Piece { text: trimmed, start, end: start + trimmed.len() });
                open = None;
            }
            _ => {}
        }
    }
    found
}

fn is(word: &str, words: &[&str]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}

fn is_in(word: &str, words: &[String]) -> bool {
    words.iter().any(|other| word.eq_ignore_ascii_case(other))
}
