//! What the columns beside the codes say.

use super::super::cells::Cells;
use super::super::columns::{Column, Layout};
use super::super::words::{Context, HeaderRole, words};
use super::{Evidence, failing_points, is_unheaded};

/// Whether the calls are errors of a contract, which have parameters, each with the number of 8 digits that it is told by:
/// "Error" above `LidStuck(address)`, beside `0x1f2a2005`.
fn raises_by_number(columns: &[Column], layout: &Layout) -> bool {
    let numbers = &columns[layout.key].cells;
    let calls = |column: &Column| column.cells.share(column.cells.calls) >= 0.5;
    let failing = |column: &Column| words().context(&column.header) >= Context::Weak;
    numbers.words32 == numbers.filled && columns.iter().filter(|column| calls(column)).all(failing)
}

/// What speaks for the parts of a program's interface: types of data, functions, the parts of a signature, what must be
/// given.
pub(super) fn weigh_interfaces(evidence: &mut Evidence, columns: &[Column], layout: &Layout) {
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
    if share(|cells| cells.demanded) >= 0.6 {
        evidence.add(-8.0, false, "a column says of each whether it must be given");
    }
    if share(|cells| cells.calls) >= 0.5 {
        if raises_by_number(columns, layout) {
            evidence.add(3.0, true, "the names are errors of a contract, each with its number");
        } else {
            evidence.add(-8.0, false, "a column holds functions");
        }
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

/// What the headers and texts of the other columns weigh.
pub(super) fn weigh_others(evidence: &mut Evidence, columns: &[Column], layout: &Layout) {
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
    // "Code", "Language".
    let described = layout.description.and_then(|index| columns.get(index));
    let alone = columns.len() == 2 && columns[layout.key].role != Some(HeaderRole::ErrorCode);
    if alone && described.is_some_and(|column| words().has_own_codes(&column.header)) {
        evidence.add(-8.0, false, "beside the codes stands nothing but a thing that has codes of its own");
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
