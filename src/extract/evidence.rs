//! Whether a table lists codes: points for and against, each with its reason, and the verdict they add up to.

use super::agreement::{weigh_agreement, weigh_remedies};
use super::cells::Cells;
use super::columns::{Column, Layout};
use super::offer::Verdict;
use super::topic::{names_codes, names_states, names_type_of_codes};
use super::words::{Context, HeaderRole, words};

/// The words around a part of a page.
#[derive(Debug, Clone, Default)]
pub(crate) struct Surroundings<'a> {
    /// The page's title.
    pub(crate) title: Option<&'a str>,
    /// The headings above, outermost first.
    pub(crate) headings: Vec<&'a str>,
    /// The term that it stands under, as a list of definitions has it.
    pub(crate) term: Option<&'a str>,
    /// The caption.
    pub(crate) caption: Option<&'a str>,
    /// The paragraph or item just before.
    pub(crate) introduction: Option<&'a str>,
}

/// Points and reasons.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    points: f64,
    /// Points that speak of errors and codes, not just of a list of something.
    support: f64,
    /// What the nearest words above speak of: heading, caption or introduction, not the page's title further up.
    near: Option<Context>,
    /// Whether they name codes, not just failures or messages.
    named: bool,
    reasons: Vec<(f64, String)>,
}

/// Evidence that weighs less than this speaks against codes.
const AGAINST: f64 = -1.5;

/// From how many points on a table lists codes.
const CODES: f64 = 6.0;

/// From how many points on it may.
const UNDECIDED: f64 = 4.5;

impl Evidence {
    /// Adds points with their reason; `supports` says that they speak of errors and codes.
    pub(crate) fn add(&mut self, points: f64, supports: bool, reason: impl Into<String>) {
        if points == 0.0 {
            return;
        }
        self.points += points;
        if supports {
            self.support += points;
        }
        self.reasons.push((points, reason.into()));
    }

    /// Takes down what words near a part speak of.
    pub(super) fn hear(&mut self, words_near: &str, context: Context) {
        self.near = self.near.max(Some(context));
        self.named |= context >= Context::Weak && names_codes(words_near);
    }

    /// Whether words near a part speak of codes or failures at least so strongly.
    pub(super) fn is_near(&self, context: Context) -> bool {
        self.near.is_some_and(|near| near >= context)
    }

    /// Whether anything of weight speaks against codes so far.
    pub(super) fn is_doubted(&self) -> bool {
        self.reasons.iter().any(|(points, _)| *points < AGAINST)
    }

    /// The sum of all points.
    pub(crate) fn points(&self) -> f64 {
        self.points
    }

    /// Takes a little away where neither the words around nor the headers speak of codes, and few names of failures.
    pub(crate) fn settle(&mut self, around: f64, columns: &[Column], layout: &Layout) {
        let headed = matches!(
            columns[layout.key].role,
            Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::Status | HeaderRole::HttpStatus)
        );
        let names = layout.symbol.and_then(|index| columns.get(index)).or(columns.get(layout.key));
        let named = names.is_some_and(|column| {
            let failing = column.cells.share(column.cells.failing_names);
            failing > 0.0 && failing < 0.5
        });
        if around <= 0.0 && !headed && named {
            self.add(-1.5, false, "nothing around it speaks of codes, and most names speak of no failure");
        }
    }

    /// The verdict and the reasons, strongest first.
    pub(crate) fn verdict(mut self) -> (Verdict, Vec<String>) {
        let verdict = if self.support <= 0.0 || self.points < UNDECIDED {
            Verdict::NotCodes
        } else if self.points < CODES {
            Verdict::Undecided
        } else {
            Verdict::Codes
        };
        self.reasons.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let reasons = self.reasons.into_iter().map(|(points, reason)| format!("{points:+} {reason}")).collect();
        (verdict, reasons)
    }
}

/// What the column with the codes holds, as far as it matters to the words around.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Listed {
    /// Statuses of answers, some of them failures.
    pub(crate) answers: bool,
    /// Names of which most speak of failures.
    pub(crate) failures: bool,
    /// Signs of any spelling that its header calls codes.
    pub(crate) signs: bool,
    /// Constants of a program, by what another column says.
    pub(crate) constants: bool,
    /// Names that programs use.
    pub(crate) names: bool,
    /// Whether no column has a header.
    pub(crate) unheaded: bool,
}

/// What the words around a part of a page say of it.
///
pub(crate) fn weigh_surroundings(evidence: &mut Evidence, around: &Surroundings<'_>, listed: Listed) {
    let Listed { answers, failures, signs, constants, names, unheaded } = listed;
    let named = |context: Context, strong: f64, weak: f64, against: f64| match context {
        Context::Strong => strong,
        Context::Weak => weak,
        Context::Silent => 0.0,
        Context::Against => against,
    };
    let mut outer = Context::Silent;
    if let Some((nearest, above)) = around.headings.split_last() {
        let context = match words().context(nearest) {
            Context::Against if (answers || failures || signs) && words().is_about_answers(nearest) => Context::Weak,
            // The name of a function may speak of errors; what stands below it are its parts.
            Context::Strong | Context::Weak if nearest.trim_end().ends_with("()") => Context::Silent,
            // "enum LidState", most of whose states are failures.
            Context::Against if failures && names_states(nearest) => Context::Silent,
            Context::Against if (failures || constants) && words().is_about_members(nearest) => Context::Silent,
            // The only header of a table whose lines came apart: "Code".
            Context::Silent if unheaded && heads_codes(nearest) => Context::Weak,
            context => context,
        };
        evidence.add(named(context, 3.0, 2.0, -4.0), context >= Context::Weak, format!("the heading says {nearest:?}"));
        evidence.hear(nearest, context);
        outer = above.iter().map(|heading| words().context(heading)).max().unwrap_or(Context::Silent);
    }
    let title = around.title.map_or(Context::Silent, |title| words().context(title));
    let outer = outer.max(title);
    evidence.add(
        named(outer, 2.0, 1.0, 0.0),
        outer >= Context::Weak,
        "the headings above or the title speak of errors or codes",
    );
    let class = around.title.into_iter().chain(around.headings.iter().copied());
    if names && class.clone().any(names_type_of_codes) {
        evidence.add(1.5, true, "a type above is named for codes");
    }
    if constants && class.flat_map(str::split_whitespace).any(|word| words().is_failure_class(word)) {
        evidence.add(3.0, true, "the constants are those of a class of failures");
    }
    if let Some(term) = around.term {
        let context = words().context(term);
        evidence.add(named(context, 3.0, 2.0, -6.0), context >= Context::Weak, format!("the term says {term:?}"));
    }
    if let Some(caption) = around.caption {
        let context = match words().context(caption) {
            Context::Against if constants => Context::Silent,
            context => context,
        };
        evidence.add(named(context, 3.0, 2.0, -3.0), context >= Context::Weak, format!("the caption says {caption:?}"));
        evidence.hear(caption, context);
    }
    if let Some(introduction) = around.introduction {
        let context = words().context(introduction);
        let quote: String = introduction.chars().take(60).collect();
        // "The error codes are:"
        let strong = if introduction.trim_end().ends_with([':', '：']) { 3.0 } else { 2.0 };
        evidence.add(
            named(context, strong, 1.0, 0.0),
            context >= Context::Weak,
            format!("the text before says {quote:?}"),
        );
        evidence.hear(introduction, context);
    }
}

/// Whether words head columns of codes.
fn heads_codes(words_above: &str) -> bool {
    matches!(words().header_role(words_above), Some(HeaderRole::ErrorCode | HeaderRole::Code))
}

/// So many hexadecimal numbers of one bit are flags.
const FLAGS: usize = 4;

/// Whether the key column names failures, and another is headed as the HTTP statuses of their answers.
pub(super) fn is_answered_failures(columns: &[Column], layout: &Layout) -> bool {
    let statuses = |column: &Column| matches!(column.role, Some(HeaderRole::HttpStatus | HeaderRole::Status));
    columns.get(layout.key).is_some_and(|key| key.role == Some(HeaderRole::Against) && key.names_failures())
        && words().is_about_answers(&columns[layout.key].header)
        && columns.iter().any(statuses)
}

/// What the columns of a table say of it.
pub(crate) fn weigh_columns(evidence: &mut Evidence, columns: &[Column], layout: &Layout) {
    let key = &columns[layout.key];
    let cells = &key.cells;
    let around = evidence.support;
    let standard = cells.filled >= 3 && cells.share(cells.standard) >= 0.5;
    // "Error" above numbers that are no amounts: those differ little and stand in no order.
    let numbers_errors = key.role == Some(HeaderRole::Name)
        && cells.share(cells.keys) >= 0.9
        && (cells.counting || cells.share(cells.long_numbers) >= 0.5)
        && words().context(&key.header) >= Context::Weak;
    let header = match key.role {
        Some(HeaderRole::ErrorCode) => 5.0,
        Some(HeaderRole::Code) => 3.0,
        // States of things are words; statuses of answers are numbers.
        Some(HeaderRole::Status) if cells.share(cells.keys) < 0.5 => 0.0,
        Some(HeaderRole::Status | HeaderRole::HttpStatus | HeaderRole::GrpcCode) => 2.0,
        Some(HeaderRole::Name) if numbers_errors => 3.0,
        Some(HeaderRole::Number | HeaderRole::Symbol | HeaderRole::Name) => 0.5,
        // "Answer type" above names of failures, each with its status.
        Some(HeaderRole::Against) if is_answered_failures(columns, layout) => 0.0,
        Some(HeaderRole::Against) if !standard => -8.0,
        Some(HeaderRole::Index) => -4.0,
        Some(HeaderRole::Type | HeaderRole::Category) if !key.names_failures() => -3.0,
        Some(HeaderRole::Remedy | HeaderRole::Retriable) => -3.0,
        // "Bad lid: LID_OPEN" is a message with a word of a program in it.
        Some(HeaderRole::Message) if cells.share(cells.phrased) >= 0.5 && cells.share(cells.keys) < 0.5 => -10.0,
        // What each row means names codes of something else, where a mark stands before it.
        Some(HeaderRole::Meaning | HeaderRole::Description) if layout.key > 0 && layout.symbol.is_none() => -3.0,
        Some(
            HeaderRole::Meaning | HeaderRole::Description | HeaderRole::Message | HeaderRole::Cause | HeaderRole::Note,
        )
        | Some(HeaderRole::Against | HeaderRole::Type | HeaderRole::Category)
        | None => 0.0,
    };
    let supports = header >= 2.0;
    evidence.add(header, supports, format!("the key column is headed {:?}", key.header));
    if let Some(symbol) = layout.symbol.and_then(|index| columns.get(index)) {
        let points = match symbol.role {
            Some(HeaderRole::ErrorCode) => 4.0,
            Some(HeaderRole::Code) => 2.0,
            Some(HeaderRole::Against) => -4.0,
            _ => 0.0,
        };
        evidence.add(points, points > 0.0, format!("the column of names is headed {:?}", symbol.header));
        let dotted = cells.share(cells.dotted) >= 0.5;
        if symbol.role == Some(HeaderRole::Name) && !dotted && words().speaks_of_failure(&symbol.header) {
            evidence.add(1.5, true, "the header of the names speaks of failures");
        }
        let points = failing_points(symbol);
        evidence.add(points, points > 0.0, "the names speak of failures");
        if cells.share(cells.keys) >= 0.9 && symbol.cells.share(symbol.cells.names) >= 0.8 {
            evidence.add(1.0, false, "each number has a constant");
        }
    }
    let points = failing_points(key);
    evidence.add(points, points > 0.0, "the codes or their names speak of failures");
    if standard {
        evidence.add(4.0, true, "the codes have names that standards give to errors");
    }
    if cells.share(cells.phrased) >= 0.5 && cells.share(cells.statuses) >= 0.8 {
        evidence.add(3.0, true, "the codes are HTTP statuses with their phrases");
    }
    let announces = |column: &Column| {
        let cells = &column.cells;
        cells.announced_failures >= 3 && cells.share(cells.announced) >= 0.6 && cells.share(cells.distinct) >= 0.8
    };
    if cells.share(cells.names.max(cells.paired)) >= 0.9
        && layout.description.and_then(|index| columns.get(index)).is_some_and(announces)
    {
        evidence.add(4.0, true, "the texts are HTTP statuses with their phrases");
    }
    if layout.phrases.is_some() {
        evidence.add(4.0, true, "the HTTP statuses stand beside their phrases");
    }
    if is_unheaded(columns)
        && cells.filled >= 3
        && cells.share(cells.long_numbers) >= 0.9
        && cells.share(cells.distinct) >= 0.9
    {
        evidence.add(2.0, false, "the codes are numbers of three digits or more");
    }
    let is_fault = |column: &Column| column.cells.failing > 0;
    if key.role == Some(HeaderRole::Code)
        && cells.share(cells.statuses) >= 0.9
        && cells.failed_statuses > 0
        && columns.iter().any(is_fault)
    {
        evidence.add(2.0, true, "the codes are numbered as replies are, and some texts speak of failures");
    }
    if cells.share(cells.negative) >= 0.5 {
        evidence.add(2.0, false, "the codes are negative numbers");
    }
    if cells.share(cells.words32) >= 0.5 {
        evidence.add(2.0, false, "the codes are hexadecimal numbers of 8 digits");
    }
    if cells.share(cells.ranges) >= 0.5 && cells.filled > 1 {
        evidence.add(1.5, false, "the codes are ranges");
    }
    if cells.share(cells.same_prefix) >= 0.8 && cells.filled > 1 {
        evidence.add(2.0, false, "the codes are ids with one prefix");
    }
    if cells.share(cells.distinct) < 0.2 && cells.filled > 4 {
        evidence.add(-6.0, false, "the codes repeat again and again");
    } else if cells.share(cells.distinct) < 0.5 && cells.filled > 3 {
        evidence.add(-2.0, false, "the codes repeat");
        // States with the exit status for each.
        let names = |column: &Column| {
            let cells = &column.cells;
            column.role == Some(HeaderRole::Name)
                && cells.distinct == cells.rows
                && cells.failing_names * 3 < cells.rows
        };
        if columns.first().is_some_and(names) {
            evidence.add(-5.0, false, "each row has a name of its own instead");
        }
    }
    let is_code = matches!(key.role, Some(HeaderRole::ErrorCode | HeaderRole::Code));
    let named = layout.symbol.and_then(|index| columns.get(index)).unwrap_or(key);
    // "Result Code" beside `LID_STATE_LOST` says what these are.
    let coded = columns.iter().any(|column| column.role == Some(HeaderRole::ErrorCode));
    if named.cells.of_other_values && !coded {
        evidence.add(-4.0, false, "what the constants have in common says that they are something else");
    }
    if cells.flags >= FLAGS && cells.flags == cells.filled && !is_code && !evidence.is_near(Context::Weak) {
        evidence.add(-4.0, false, "each number has one bit, as flags have");
    }
    let names_failures = layout.symbol.and_then(|index| columns.get(index)).is_some_and(|c| failing_points(c) >= 3.0);
    if cells.share(cells.fields) >= 0.5 && !is_code {
        let points = if cells.share(cells.fields) >= 0.9 { -5.0 } else { -3.0 };
        evidence.add(points, false, "the key column names the fields of an answer");
    }
    if cells.counting && !is_code && !numbers_errors && !names_failures {
        // Nobody counts rows from zero, or has no other column of codes, below "Exit codes".
        let lonely = columns.iter().filter(|column| column.cells.share(column.cells.coded) >= 0.5).count() == 1;
        let points = match around >= 3.0 {
            true if lonely && evidence.named => 0.0,
            true if lonely || cells.from_zero => -1.0,
            _ => -4.0,
        };
        evidence.add(points, false, "the key column only counts the rows");
    }
    let told = is_code || supports || evidence.is_near(Context::Strong);
    if cells.share(cells.dotted) >= 0.5 && cells.share(cells.statuses) < 0.5 && !told {
        evidence.add(-3.0, false, "the key column looks like versions");
    }
    // Dashes stand where there is no code.
    let odd = if key.is_verbatim() { cells.odd } else { 0 };
    let odd = if key.is_worded() { cells.worded } else { odd };
    if (cells.coded + cells.single + odd) * 4 < (cells.filled - cells.signs) * 3 {
        evidence.add(-2.0, false, "many cells of the key column are no codes");
    }
    let plain = cells.share(cells.single + cells.hyphened) > 0.5;
    // `lid-not-closed` below "Errors".
    let named = cells.share(cells.hyphened) > 0.5 && evidence.is_near(Context::Weak);
    if plain && !is_code && !named {
        evidence.add(-2.0, false, "the key column holds plain words");
    } else if plain && is_code && cells.failing_names == 0 && columns.iter().all(|column| column.cells.failing == 0) {
        // What a function returns may be a word of any kind; below "Reason codes" words set as code are such.
        let listed = evidence.near == Some(Context::Strong) && evidence.named && cells.marked == cells.rows;
        let points = if listed && layout.description.is_some() { -1.0 } else { -8.0 };
        evidence.add(points, false, "the key column holds plain words, and nothing speaks of failures");
    }
    weigh_others(evidence, columns, layout);
    weigh_interfaces(evidence, columns, layout);
    if is_unheaded(columns) && cells.share(cells.same_prefix) < 0.8 {
        // One function's parameters, one remark: what is listed has several rows.
        match cells.rows {
            1 => evidence.add(-5.0, false, "it is a single row without a header"),
            2 => evidence.add(-2.0, false, "it has two rows and no header"),
            _ => {}
        }
    }
    let headed = is_code || supports || key.is_headed_as_failure() || evidence.is_near(Context::Weak);
    if cells.rows == 1 && !headed && !is_unheaded(columns) {
        // A line of titles above a line of anything makes a table where a capture has lost its lines.
        evidence.add(-3.0, false, "it is a single row, and neither its header nor the words above speak of codes");
    }
    weigh_remedies(evidence, columns, layout);
    weigh_agreement(evidence, columns, layout);
}

/// What speaks for the parts of a program's interface: types of data, functions, the parts of a signature.
fn weigh_interfaces(evidence: &mut Evidence, columns: &[Column], layout: &Layout) {
    let share = |count: fn(&Cells) -> usize| {
        columns.iter().map(|column| column.cells.share(count(&column.cells))).fold(0.0, f64::max)
    };
    if columns.iter().any(|column| column.cells.brackets > 0) {
        evidence.add(-10.0, false, "brackets stand by themselves in its cells, as in a signature");
    }
    // The status with which each method of a request succeeds.
    let named = layout.symbol.unwrap_or(layout.key);
    if columns.get(named).is_some_and(|column| column.cells.share(column.cells.methods) >= 0.8) {
        evidence.add(-8.0, false, "the names are methods of requests");
    }
    if share(|cells| cells.calls) >= 0.5 {
        evidence.add(-8.0, false, "a column holds functions");
    }
    let headed = matches!(columns[layout.key].role, Some(HeaderRole::ErrorCode | HeaderRole::Code));
    let typed = columns.iter().enumerate().any(|(index, column)| {
        let other = column.role.is_none_or(|role| role != HeaderRole::Type) && (index != layout.key || !headed);
        other && column.cells.share(column.cells.types) >= 0.6 && column.cells.share(column.cells.fixed) < 0.8
    });
    if typed {
        evidence.add(-4.0, false, "a column holds types of data");
    }
}

/// What names that speak of failures weigh: an enumeration of states has one or two of them.
fn failing_points(column: &Column) -> f64 {
    match column.cells.share(column.cells.failing_names) {
        share if share >= 0.5 => 3.0,
        share if share >= 0.3 => 1.5,
        _ => 0.0,
    }
}

fn is_unheaded(columns: &[Column]) -> bool {
    columns.iter().all(|column| column.header.is_empty())
}

fn weigh_others(evidence: &mut Evidence, columns: &[Column], layout: &Layout) {
    let mut against = 0;
    let is_code = matches!(
        columns[layout.key].role,
        Some(HeaderRole::ErrorCode | HeaderRole::Code | HeaderRole::Status | HeaderRole::HttpStatus)
    );
    let key = &columns[layout.key].cells;
    let mut failing = 0.0_f64;
    let mut seen: Vec<HeaderRole> = Vec::new();
    if let [only] = columns {
        // The codes have their texts beside them; bare names speak for themselves only once.
        failing = if only.cells.share(only.cells.names) < 0.9 { only.cells.share(only.cells.failing) } else { 0.0 };
    }
    for (index, column) in columns.iter().enumerate().filter(|&(index, _)| index != layout.key) {
        if column.cells.share(column.cells.texts) >= 0.3 {
            failing = failing.max(column.cells.share(column.cells.failing));
        }
        let Some(role) = column.role else { continue };
        if seen.contains(&role) && role != HeaderRole::Against {
            continue;
        }
        seen.push(role);
        let points = match role {
            HeaderRole::Meaning | HeaderRole::Description => 1.0,
            HeaderRole::Message | HeaderRole::HttpStatus | HeaderRole::Retriable | HeaderRole::GrpcCode => 2.0,
            HeaderRole::Cause => 1.5,
            HeaderRole::Remedy => 2.0,
            // Texts that start with their number, where something else is the key.
            HeaderRole::ErrorCode | HeaderRole::Code if Some(index) == layout.description => {
                // The codes that each thing leads to: "Step" beside "Codes".
                let owned = matches!(columns[layout.key].role, Some(HeaderRole::Against | HeaderRole::Remedy));
                if owned { -4.0 } else { 3.0 }
            }
            HeaderRole::ErrorCode if Some(index) != layout.symbol => 2.0,
            // "Soft", "hard" below "Decline codes": types of failures.
            HeaderRole::Type if evidence.named && column.cells.types == 0 && key.share(key.keys) >= 0.9 => 0.0,
            HeaderRole::Type => -2.0,
            HeaderRole::Against if against < 3 => {
                against += 1;
                // Beside what is headed as a code it may only say for whom.
                match () {
                    () if is_code => -3.0,
                    // "Bit" below "Fault codes", where the names speak of failures.
                    () if evidence.is_near(Context::Strong) && failing_points(&columns[layout.key]) >= 3.0 => -2.0,
                    () => -5.0,
                }
            }
            HeaderRole::ErrorCode
            | HeaderRole::Code
            | HeaderRole::Number
            | HeaderRole::Symbol
            | HeaderRole::Name
            | HeaderRole::Status
            | HeaderRole::Category
            | HeaderRole::Index
            | HeaderRole::Note
            | HeaderRole::Against => 0.0,
        };
        let supports = matches!(
            role,
            HeaderRole::ErrorCode
                | HeaderRole::Code
                | HeaderRole::HttpStatus
                | HeaderRole::Retriable
                | HeaderRole::GrpcCode
        );
        evidence.add(points, supports, format!("a column is headed {:?}", column.header));
    }
    // "Error", "Warning": how bad each is.
    let graded = |(index, column): (usize, &Column)| {
        let cells = &column.cells;
        let failing = cells.share(cells.failing) >= 0.5 && cells.share(cells.single) >= 0.8;
        index != layout.key && column.role == Some(HeaderRole::Category) && failing && cells.filled >= 3
    };
    if columns.iter().enumerate().any(graded) {
        evidence.add(2.0, true, "a column says of each that it is an error or the like");
    }
    let answered = |(index, column): (usize, &Column)| {
        let cells = &column.cells;
        index != layout.key && cells.filled >= 3 && cells.share(cells.failed_statuses) >= 0.9
    };
    let key = &columns[layout.key].cells;
    if key.share(key.names) >= 0.9 && columns.iter().enumerate().any(answered) {
        evidence.add(2.0, true, "the HTTP statuses of failures stand beside the names");
    }
    if failing >= 0.6 {
        let bare = is_unheaded(columns) && columns[layout.key].cells.keys >= 3;
        evidence.add(if bare { 4.0 } else { 3.0 }, true, "the texts speak of failures");
    } else if failing >= 0.3 {
        evidence.add(2.0, true, "some texts speak of failures");
    }
}

/// What kind of table it is that lists no codes: the name of the rule that ignores its rows.
pub(crate) fn other_kind(columns: &[Column]) -> &'static str {
    let role = |wanted: HeaderRole| columns.iter().any(|column| column.role == Some(wanted));
    let filled: usize = columns.iter().map(|column| column.cells.filled).sum();
    let most = |count: fn(&Cells) -> usize| {
        columns.iter().any(|column| column.cells.filled > 0 && column.cells.share(count(&column.cells)) >= 0.5)
    };
    if role(HeaderRole::Against)
        || (role(HeaderRole::Type) && (role(HeaderRole::Name) || role(HeaderRole::Description)))
    {
        "parameter-table"
    } else if columns.len() <= 1 || filled == 0 {
        "layout-table"
    } else if most(|cells| cells.keys) {
        "value-table"
    } else if most(|cells| cells.names + cells.single) {
        "name-table"
    } else {
        "text-table"
    }
}
