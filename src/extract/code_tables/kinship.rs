//! What tables of a page learn from each other: those with the same headers, of codes headed and spelled the same, built
//! the same, or listed elsewhere.

use foldhash::{HashMap, HashSet};

use super::super::columns::{Column, Layout};
use super::super::items::numbered_build;
use super::super::offer::Verdict;
use super::super::phrases::fold;
use super::super::table_parts::cell_text;
use super::super::words::HeaderRole;
use super::Judged;
use crate::document::GridRow;

/// Lets the tables of a page learn from those that list codes.
pub(super) fn learn_from_each_other(judged: &mut [Judged<'_, '_>]) {
    let siblings = siblings(judged);
    let kin: HashSet<Kin> =
        judged.iter().filter(|table| table.verdict == Verdict::Codes).filter_map(Judged::kin).collect();
    let builds: HashSet<String> =
        judged.iter().filter(|table| table.verdict == Verdict::Codes).flat_map(Judged::builds).collect();
    let keys = agreed_keys(judged);
    for table in judged.iter_mut() {
        table.learn_from(&siblings);
        table.agree_upon_key(&keys);
        table.learn_from_kin(&kin);
        table.learn_from_builds(&builds);
    }
    number_on(judged);
    settle_cases(judged);
}

/// What is headed as if it counted the rows ("Index") and goes on from table to table below the same headers with
/// numbers left out between them counts no rows: it holds the numbers of the names beside it.
fn number_on(judged: &mut [Judged<'_, '_>]) {
    let mut families: HashMap<String, Vec<usize>> = HashMap::default();
    for (at, table) in judged.iter().enumerate() {
        if table.counted_names().is_some()
            && let Some(family) = table.headers.family()
        {
            families.entry(family).or_default().push(at);
        }
    }
    for tables in families.into_values() {
        let counts: Vec<Vec<i64>> = tables.iter().filter_map(|&at| judged[at].counted_names()).collect();
        let follows = |pair: &[Vec<i64>]| pair[0].last().zip(pair[1].first()).is_some_and(|(last, first)| first > last);
        let leaves_out =
            |pair: &[Vec<i64>]| pair[0].last().zip(pair[1].first()).is_some_and(|(last, first)| *first > last + 1);
        if counts.windows(2).all(follows) && counts.windows(2).any(leaves_out) {
            for at in tables {
                judged[at].number_counted_names();
            }
        }
    }
}

/// Such a share of the rows has a number where they are counted; a few may be garbled.
const MOSTLY_COUNTED: f64 = 0.6;

/// Tables of what happens with the code that each thing leads to, some to the same, say more of the codes of a table that
/// has each once: "the lid is stuck | 3" beside "3 | failed".
fn settle_cases(judged: &mut [Judged<'_, '_>]) {
    let listed: HashSet<String> = judged.iter().filter_map(Judged::listed).flatten().collect();
    if listed.is_empty() {
        return;
    }
    for table in judged.iter_mut().filter(|table| table.verdict == Verdict::Codes && !table.is_decided) {
        let leads = |layout: &&Layout| layout.key > 0 && layout.description.is_none_or(|at| at < layout.key);
        let Some(layout) = table.layout.as_ref().filter(leads) else {
            continue;
        };
        let cases: HashSet<String> =
            table.rows.iter().filter_map(|row| cell_text(row, layout.key)).map(|text| fold(text.plain())).collect();
        let repeats = table.columns.get(layout.key).is_some_and(|key| key.cells.distinct < key.cells.filled);
        if repeats && cases.is_subset(&listed) {
            table.verdict = Verdict::NotCodes;
            table.kind = "remark";
            table.reasons.insert(0, "it only says when codes happen that another table lists".to_owned());
        }
    }
}
/// By what tables with the same headers are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sibling {
    /// The column with the codes.
    key: usize,
    /// Whether it holds plain words.
    plain: bool,
}

/// By what tables are kin whose other columns differ: the header of the codes, and their spelling with zeros for digits.
type Kin = (String, String);

/// Shorter numbers count anything.
const SHORTEST_OF_KIN: usize = 3;

/// The column with the codes of most rows below the same headers, where tables below them have codes in several.
fn agreed_keys(judged: &[Judged<'_, '_>]) -> HashMap<String, usize> {
    let mut rows: HashMap<String, Vec<(usize, usize)>> = HashMap::default();
    for table in judged.iter().filter(|table| table.verdict == Verdict::Codes) {
        let Some((family, key)) = table.headers.family().zip(table.layout.as_ref().map(|layout| layout.key)) else {
            continue;
        };
        let counts = rows.entry(family).or_default();
        match counts.iter_mut().find(|(column, _)| *column == key) {
            Some((_, count)) => *count += table.rows.len(),
            None => counts.push((key, table.rows.len())),
        }
    }
    let most = |counts: Vec<(usize, usize)>| counts.into_iter().max_by_key(|&(_, count)| count).map(|(key, _)| key);
    let several = rows.into_iter().filter(|(_, counts)| counts.len() > 1);
    several.filter_map(|(family, counts)| Some((family, most(counts)?))).collect()
}

/// So many tables with the same headers, of which few speak of codes themselves, are a dictionary of all kinds of things.
const DICTIONARY: usize = 6;

/// The headers of tables that list codes, each with what tables with the same headers are alike by.
fn siblings(judged: &[Judged<'_, '_>]) -> HashMap<String, Sibling> {
    let mut families: HashMap<String, (usize, usize, Option<Sibling>)> = HashMap::default();
    for table in judged {
        let Some(family) = table.headers.family() else { continue };
        let (all, codes, sibling) = families.entry(family).or_default();
        // What may list codes is no word of a dictionary.
        *all += usize::from(table.verdict != Verdict::Undecided);
        if table.verdict == Verdict::Codes {
            *codes += 1;
            *sibling = table.sibling().or(*sibling);
        }
    }
    let known = |(family, (all, codes, sibling)): (String, (usize, usize, Option<Sibling>))| {
        let dictionary = all >= DICTIONARY && codes * 4 <= all;
        sibling.filter(|_| !dictionary).map(|sibling| (family, sibling))
    };
    families.into_iter().filter_map(known).collect()
}

/// From how many points on a table is taken for what a table with the same headers is.
const LIKE_ITS_SIBLING: f64 = 2.0;

/// The same where the codes are headed as names of failures: "Error Name".
const LIKE_ITS_FAILING_SIBLING: f64 = 1.0;

/// The same where the headers do not speak of codes: "Value", "Name" and "Description" head anything.
const LIKE_ITS_PLAIN_SIBLING: f64 = 3.5;

impl Judged<'_, '_> {
    /// A table of codes with the same headers speaks for this one too.
    fn learn_from(&mut self, siblings: &HashMap<String, Sibling>) {
        let own = self.sibling();
        if self.verdict != Verdict::Codes
            && !self.is_decided
            && own.is_some_and(|own| {
                let Some(key) = self.columns.get(own.key).map(|column| &column.cells) else { return false };
                let role = self.columns.get(own.key).and_then(|column| column.role);
                let failures = self.columns.get(own.key).is_some_and(Column::is_headed_as_failure);
                let least = match role {
                    // What heads parameters heads codes by chance.
                    Some(HeaderRole::Against) => return false,
                    // What counts the rows here is counted nowhere else.
                    Some(HeaderRole::Index) => return false,
                    Some(HeaderRole::Name | HeaderRole::Symbol) if failures => LIKE_ITS_FAILING_SIBLING,
                    Some(HeaderRole::Number | HeaderRole::Name | HeaderRole::Symbol) => LIKE_ITS_PLAIN_SIBLING,
                    None if key.share(key.same_prefix) < 0.8 && self.headers.texts.iter().all(String::is_empty) => {
                        LIKE_ITS_PLAIN_SIBLING
                    }
                    _ => LIKE_ITS_SIBLING,
                };
                // Numbers are named beside them.
                let symbol = self.layout.as_ref().and_then(|layout| self.columns.get(layout.symbol?));
                let names = symbol.map_or(key, |column| &column.cells);
                let failing = [key, names].into_iter().any(|cells| cells.share(cells.failing_names) >= 0.3);
                let named = failing || least < LIKE_ITS_PLAIN_SIBLING;
                self.points >= least && named && !key.of_other_values
            })
            && self.headers.family().and_then(|family| siblings.get(&family).copied()) == own
        {
            self.verdict = Verdict::Codes;
            self.reasons.insert(0, "a table with the same headers lists codes".to_owned());
        }
    }

    /// The column that is headed as if it counted the rows, beside names that are the codes.
    fn counted(&self) -> Option<usize> {
        let layout = self.layout.as_ref().filter(|_| self.verdict == Verdict::Codes && !self.is_decided)?;
        let names = &self.columns.get(layout.key)?.cells;
        let numbers = |column: &Column| {
            column.role == Some(HeaderRole::Index) && column.cells.share(column.cells.keys) >= MOSTLY_COUNTED
        };
        self.columns.iter().position(numbers).filter(|_| names.share(names.names) >= 0.9)
    }

    /// What that column counts, where each number is greater than the one before.
    fn counted_names(&self) -> Option<Vec<i64>> {
        let column = self.counted()?;
        let number = |row: &&GridRow<'_>| cell_text(row, column)?.plain().trim().parse().ok();
        let counts: Vec<i64> = self.rows.iter().filter_map(number).collect();
        (!counts.is_empty() && counts.is_sorted_by(|one, next| one < next)).then_some(counts)
    }

    /// Takes these numbers for the codes of the names beside them.
    fn number_counted_names(&mut self) {
        let Some((column, layout)) = self.counted().zip(self.layout.as_mut()) else { return };
        layout.number_names(column);
        self.columns[column].role = Some(HeaderRole::Number);
        self.reasons.push(layout.roles(&self.columns));
        self.reasons.push("the numbers go on from table to table, with some left out: they count no rows".to_owned());
    }

    /// Where most rows below the same headers have the numbers as codes, names beside numbers that repeat have them too.
    fn agree_upon_key(&mut self, keys: &HashMap<String, usize>) {
        let agreed = self.headers.family().and_then(|family| keys.get(&family).copied());
        let (Some(key), Some(layout), false) = (agreed, &mut self.layout, self.is_decided) else { return };
        let (Some(numbers), Some(names)) = (self.columns.get(key), self.columns.get(layout.key)) else { return };
        let numbered = matches!(numbers.role, Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::Number))
            && numbers.cells.filled == numbers.cells.rows
            && numbers.cells.keys == numbers.cells.filled;
        if self.verdict == Verdict::Codes && numbered && names.cells.share(names.cells.names) >= 0.9 {
            layout.number_names(key);
            self.reasons.push(layout.roles(&self.columns));
            self.reasons.push("tables with the same headers have their codes in that column".to_owned());
        }
    }

    /// The codes and names of a list that has each once, and no other table's.
    fn listed(&self) -> Option<HashSet<String>> {
        let layout = self.layout.as_ref().filter(|_| self.verdict == Verdict::Codes)?;
        let key = &self.columns.get(layout.key)?.cells;
        let texts = |column: usize| self.rows.iter().filter_map(move |row| cell_text(row, column));
        let leads = layout.description.is_some_and(|at| at > layout.key) && key.distinct == key.rows;
        leads.then(|| {
            let names = layout.symbol.into_iter().flat_map(texts);
            texts(layout.key).chain(names).map(|text| fold(text.plain())).collect()
        })
    }

    /// So does one whose codes are headed and spelled the same, where this one describes what it lists.
    fn learn_from_kin(&mut self, kin: &HashSet<Kin>) {
        let described = || self.layout.as_ref().is_some_and(|layout| layout.description.is_some());
        let known = || {
            self.columns
                .iter()
                .all(|column| !matches!(column.role, None | Some(HeaderRole::Against | HeaderRole::Type)))
        };
        if self.verdict != Verdict::Codes
            && !self.is_decided
            && self.points >= LIKE_ITS_SIBLING
            && described()
            && known()
            && self.kin().is_some_and(|own| kin.contains(&own))
        {
            self.verdict = Verdict::Codes;
            self.reasons.insert(0, "a table whose codes are headed and spelled the same lists codes".to_owned());
        }
    }

    /// So does one without headers whose numbered identifiers are built like those of most rows of this one.
    fn learn_from_builds(&mut self, builds: &HashSet<String>) {
        if self.verdict == Verdict::Codes || self.is_decided || self.points < LIKE_ITS_SIBLING || builds.is_empty() {
            return;
        }
        let own = self.builds();
        if !own.is_empty() && own.iter().filter(|build| builds.contains(*build)).count() * 2 >= self.rows.len() {
            self.verdict = Verdict::Codes;
            self.reasons.insert(0, "a table whose codes are built the same lists codes".to_owned());
        }
    }

    /// How the identifiers at the starts of its rows are built, where it has no headers and no other rows.
    fn builds(&self) -> Vec<String> {
        let Some(layout) = self.layout.as_ref().filter(|_| self.headers.texts.iter().all(String::is_empty)) else {
            return Vec::new();
        };
        let build = |row: &&GridRow<'_>| numbered_build(cell_text(row, layout.key)?.plain().split_whitespace().next()?);
        self.rows.iter().map(build).collect::<Option<_>>().unwrap_or_default()
    }

    fn kin(&self) -> Option<Kin> {
        let key = self.layout.as_ref()?.key;
        let column = self.columns.get(key)?;
        matches!(column.role, Some(HeaderRole::ErrorCode | HeaderRole::Code)).then_some(())?;
        let mut patterns = self.rows.iter().filter_map(|row| cell_text(row, key)).map(|text| {
            let digit = |c: char| if c.is_ascii_digit() { '0' } else { c };
            text.plain().trim().chars().map(digit).collect::<String>()
        });
        let first = patterns.next()?;
        let long = first.len() >= SHORTEST_OF_KIN && first.contains('0') && !first.contains(' ');
        (long && patterns.all(|pattern| pattern == first)).then(|| (fold(&column.header), first))
    }

    fn sibling(&self) -> Option<Sibling> {
        let key = self.layout.as_ref()?.key;
        let cells = &self.columns.get(key)?.cells;
        Some(Sibling { key, plain: cells.share(cells.single) > 0.5 })
    }
}
