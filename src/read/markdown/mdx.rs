//! The parts of MDX that are program, not page: imports and exports.

/// How far an import is followed, in lines.
const MAX_IMPORT: usize = 50;

/// How far an export is followed, in lines.
const MAX_EXPORT: usize = 2000;

/// How many lines the import or export statement takes that starts at line 0 of `get`; `None` where none starts.
pub(super) fn statement_lines<'a>(get: impl Fn(usize) -> Option<&'a str>) -> Option<usize> {
    let first = get(0)?;
    if let Some(rest) = first.strip_prefix("import ") {
        return import_lines(rest, get);
    }
    let rest = first.strip_prefix("export ")?.trim_start();
    let declares = ["const ", "let ", "var ", "default ", "function ", "async ", "class ", "type ", "interface "];
    let is_export =
        declares.iter().any(|word| rest.starts_with(word)) || rest.starts_with('{') || rest.starts_with("* from");
    if !is_export || !rest.contains(['=', '{', '(', '\'', '"', ';']) {
        return None;
    }
    let mut depth = 0_i64;
    for at in 0..MAX_EXPORT {
        let Some(line) = get(at) else { return Some(at) };
        for byte in line.bytes() {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => depth -= 1,
                _ => {}
            }
        }
        let continues = line.trim_end().ends_with(['=', ',', '>', '+', '?', ':', '&', '|']);
        if depth <= 0 && !continues {
            return Some(at + 1);
        }
    }
    None
}

fn import_lines<'a>(rest: &str, get: impl Fn(usize) -> Option<&'a str>) -> Option<usize> {
    let is_path = |text: &str| text.trim_start().starts_with(['"', '\'']);
    let names_source = |line: &str| {
        line.split_once("from ").is_some_and(|(_, path)| is_path(path))
            || line.contains("from'")
            || line.contains("from\"")
    };
    if is_path(rest) || names_source(rest) {
        return Some(1);
    }
    if !rest.starts_with('{') || rest.contains('}') {
        return None;
    }
    for at in 1..MAX_IMPORT {
        let line = get(at)?;
        if line.trim().is_empty() {
            return None;
        }
        if line.contains('}') {
            return names_source(line).then_some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Option<usize> {
        let lines: Vec<&str> = text.lines().collect();
        statement_lines(|at| lines.get(at).copied())
    }

    #[test]
    fn statements_are_told_from_prose() {
        assert_eq!(lines("import A from '../a';"), Some(1));
        assert_eq!(lines("import {\n  A,\n} from \"a\";\nx"), Some(3));
        assert_eq!(lines("export const x = [\n  1,\n\n  2,\n];\ny"), Some(5));
        for prose in ["import the file from the menu", "export const is a word", "import {\n\n}", "exports"] {
            assert_eq!(lines(prose), None, "{prose}");
        }
    }
}
