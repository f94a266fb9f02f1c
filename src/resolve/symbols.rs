//! Symbol lists: constants joined to the entries of the pages by their values.

use std::sync::Arc;

use foldhash::HashMap;

use super::draft::Draft;
use super::drift::{SaidBy, SymbolUse};
use super::lock::LockKey;
use crate::catalog::{At, Code};
use crate::extract::Declarations;

/// Gives the entries the constants of a symbol list: of a scope's list, to the entries of that scope. A constant
/// outranks a name for people that a page has in the same place. Every constant is added to `uses`; what no entry wants is
/// returned.
pub(crate) fn join_symbols(
    declarations: Declarations,
    source: &str,
    scope: Option<&str>,
    index: &HashMap<LockKey, usize>,
    drafts: &mut [Draft],
    uses: &mut Vec<SymbolUse>,
) -> Vec<SymbolUse> {
    let constants = declarations.constants.into_iter().map(|constant| (constant.name, constant.value, constant.line));
    let codes = declarations.codes.into_iter().filter_map(|code| Some((code.symbol?, code.code, code.line)));
    // A page that writes hexadecimal and a header that writes decimal mean the same number.
    let mut spelled: HashMap<i64, usize> = HashMap::default();
    for (key, &at) in index {
        if key.scope.as_deref() == scope
            && matches!(key.code, Code::Text(_))
            && let Some(number) = key.code.number()
        {
            spelled.entry(number).and_modify(|first| *first = at.min(*first)).or_insert(at);
        }
    }
    let source: Arc<str> = source.into();
    let mut undocumented = Vec::new();
    for (symbol, value, line) in constants.chain(codes) {
        let code = Code::parse(&value);
        let key = LockKey { scope: scope.map(str::to_owned), code };
        let number = key.code.number();
        let decimal = || index.get(&LockKey { scope: key.scope.clone(), code: Code::Number(number?) });
        let found = index.get(&key).or_else(|| spelled.get(&number?)).or_else(decimal);
        // A text that is no code of a page is some other text.
        if number.is_none() && found.is_none() {
            continue;
        }
        let at = At { source: Arc::clone(&source), line };
        let used = SymbolUse { symbol, code: key.code.clone(), scope: key.scope.clone(), said_by: SaidBy::List, at };
        uses.push(used.clone());
        match found.copied().and_then(|at| drafts.get_mut(at)) {
            Some(draft) => give_constant(draft, used.symbol),
            None => undocumented.push(used),
        }
    }
    undocumented
}

fn give_constant(draft: &mut Draft, symbol: String) {
    let for_people = draft.entry.symbol.as_ref().is_some_and(|symbol| symbol.contains(char::is_whitespace));
    if for_people && let Some(name) = draft.entry.symbol.replace(symbol.clone()) {
        draft.hints_mut().names.push(name);
    } else {
        draft.add_symbol(symbol);
    }
}
