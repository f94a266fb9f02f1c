//! Which constants of a header are codes: a header has others too, and a kind of message is no error.

use foldhash::HashMap;

use super::super::words::words;
use super::expression::{Known, Value, evaluate};
use super::{Constant, Lexed, UnknownConstant};

/// Words in the name of an enumeration or class that say that its constants are codes, besides those of failures.
const CODES: &[&str] = &["CODE", "CODES", "STATUS", "RESULT", "ERRNO"];

/// Constants that belong together: those of one enumeration; of other braces, those that begin alike.
type Family = (Option<usize>, String);

/// How many numbers a family has, of how many the names speak of failures, and how many are counted or flags.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    all: usize,
    failing: usize,
    counted: usize,
}

/// Beside families whose own name, or half of whose names, speak of failures or codes, takes away and returns those that
/// only count up or are flags, as kinds of things do.
pub(super) fn keep_codes(lexed: &mut Lexed) -> Vec<Constant> {
    let Lexed { constants, unknown, headers } = lexed;
    let family = |within: Option<usize>, name: &str| -> Family {
        let is_enumeration = within.and_then(|at| headers.get(at)).is_some_and(|header| header.is_enumeration);
        (within, if is_enumeration { String::new() } else { beginning(name) })
    };
    let mut counts: HashMap<Family, Count> = HashMap::default();
    for constant in constants.iter().filter(|constant| constant.number) {
        let count = counts.entry(family(constant.within, &constant.name)).or_default();
        count.all += 1;
        count.failing += usize::from(fails(&constant.name));
        count.counted += usize::from(is_counted(&constant.value));
    }
    let told = |within: Option<usize>| within.and_then(|at| headers.get(at)).is_some_and(|header| speaks(&header.code));
    let is_codes: HashMap<Family, Option<bool>> = counts
        .into_iter()
        .map(|(family, Count { all, failing, counted })| {
            let says = told(family.0) || failing * 2 >= all;
            // Numbers that nobody counts up to were chosen, and may be codes whatever they are called.
            let codes = if says { Some(true) } else { (counted == all).then_some(false) };
            (family, codes)
        })
        .collect();
    if !is_codes.values().any(|codes| *codes == Some(true)) {
        return Vec::new();
    }
    let is_kept = |within: Option<usize>, name: &str| match is_codes.get(&family(within, name)) {
        Some(codes) => *codes != Some(false),
        None => told(within) || fails(name),
    };
    unknown.retain(|UnknownConstant { within, name, .. }| is_kept(*within, name));
    let (kept, others) = std::mem::take(constants)
        .into_iter()
        .partition(|constant| !constant.number || is_kept(constant.within, &constant.name));
    *constants = kept;
    others
}

/// Whether a name speaks of a failure.
fn fails(name: &str) -> bool {
    words().names_failure(name) || parts(name).into_iter().any(|part| words().names_failure(part))
}

/// Whether a number is one of the first, or a flag.
fn is_counted(value: &str) -> bool {
    const FIRST: i64 = 64;
    match evaluate(value, &Known::default(), 0) {
        Some(Value::Number { number, .. }) => (0..FIRST).contains(&number) || number.cast_unsigned().is_power_of_two(),
        Some(Value::Text(_)) | None => false,
    }
}

/// Whether the code before a brace names failures or codes: `enum class CourierError`, `const ErrorCodes =`.
fn speaks(header: &str) -> bool {
    header.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| {
        words().names_failure(word)
            || parts(word).iter().any(|part| CODES.contains(&part.to_ascii_uppercase().as_str()))
    })
}

/// What a name begins with: `PARCEL_ERR` of `PARCEL_ERR_LOST`, `ERR` of `ERR_LOST`, `err` of `errLost`.
pub(super) fn beginning(name: &str) -> String {
    let tokens: Vec<&str> = name.split('_').filter(|token| !token.is_empty()).collect();
    match tokens.as_slice() {
        [first, second, _, ..] => format!("{first}_{second}"),
        [first, _] => (*first).to_owned(),
        _ => parts(name).first().map_or_else(String::new, |part| (*part).to_owned()),
    }
}

/// The parts of a name that its signs and capitals divide.
fn parts(name: &str) -> Vec<&str> {
    let mut starts: Vec<usize> = vec![0];
    let chars: Vec<(usize, char)> = name.char_indices().collect();
    for (place, &(at, c)) in chars.iter().enumerate().skip(1) {
        let before = chars.get(place - 1).map_or('_', |(_, before)| *before);
        let after = chars.get(place + 1).map_or('_', |(_, after)| *after);
        // `PCLError` is `PCL` and `Error`.
        if before == '_' || (c.is_uppercase() && (!before.is_uppercase() || after.is_lowercase())) {
            starts.push(at);
        }
    }
    starts.push(name.len());
    starts
        .windows(2)
        .filter_map(|pair| name.get(*pair.first()?..*pair.last()?))
        .map(|part| part.trim_matches('_'))
        .collect()
}
