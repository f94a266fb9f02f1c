//! Identifiers: numbered ones, constants, and names as programs spell them.

use super::Shape;

pub(super) fn identifier_shape(token: &str) -> Option<Shape> {
    if !token.is_ascii() {
        return None;
    }
    let (mut upper, mut lower, mut digits, mut under, mut dash, mut joint) = (0, 0, 0, 0, 0, 0);
    let mut hump = false;
    let mut before = b' ';
    for byte in token.bytes() {
        match byte {
            b'A'..=b'Z' => {
                upper += 1;
                hump |= before.is_ascii_lowercase();
            }
            b'a'..=b'z' => lower += 1,
            b'0'..=b'9' => digits += 1,
            b'_' => under += 1,
            b'-' => dash += 1,
            // A joint stands between letters: at an end, or doubled, it is punctuation.
            b'.' | b':' | b'/' | b'$' | b'@' => {
                let doubled = byte == b':' && before == b':';
                if !before.is_ascii_alphanumeric() && !doubled {
                    return None;
                }
                joint += 1;
            }
            _ => return None,
        }
        before = byte;
    }
    if !before.is_ascii_alphanumeric() && before != b'_' {
        return None;
    }
    let first = token.bytes().next().unwrap_or(b' ');
    if upper + lower == 0 || (!first.is_ascii_alphanumeric() && first != b'_') {
        return None;
    }
    let (upper, lower, digits) = (upper > 0, lower > 0, digits);
    if joint > 0 {
        if is_place(token) {
            return None;
        }
        // `e.g`, `v1.2`, `0.5s` are no names.
        let parts = token.split(['.', ':', '/', '$', '@']).filter(|part| !part.is_empty());
        let named =
            parts.clone().filter(|part| part.len() > 1 && part.bytes().any(|b| b.is_ascii_alphabetic())).count();
        let domain = token.starts_with("www.") || token.contains("//");
        if is_file_name(token) {
            return None;
        }
        if !lower && is_numbered_part(token) {
            return Some(Shape::Id);
        }
        // `admin.E201`: a numbered identifier of a part of the program.
        let numbered = token.rsplit('.').next().is_some_and(|part| {
            part.len() >= 4
                && part.starts_with(|c: char| c.is_ascii_uppercase())
                && part[1..].bytes().all(|b| b.is_ascii_digit())
        });
        if numbered && !domain {
            return Some(Shape::Id);
        }
        return match (named >= 2, domain) {
            (true, false) => Some(Shape::Symbolic),
            _ if digits >= 3 && upper => Some(Shape::Id),
            _ => None,
        };
    }
    if digits > 0 && under == 0 {
        // `E11000`, `42S02`, `ORA-00001`; lower-case `utf8` and `int32` are words.
        let letters = token.bytes().filter(u8::is_ascii_alphabetic).count();
        // `b-26`, as displays show it.
        let displayed = dash == 1 && letters == 1 && digits >= 2 && token.as_bytes().get(1) == Some(&b'-');
        let numbered = token.bytes().last().is_some_and(|byte| byte.is_ascii_digit()) || digits >= 2 || !lower;
        if !hump && numbered && (!lower || displayed || digits >= 3) && (dash <= 3) && letters <= 24 {
            return Some(Shape::Id);
        }
    }
    if upper && !lower {
        return match under + dash {
            0 => (token.len() >= 2).then_some(Shape::Constant),
            _ => Some(Shape::Constant),
        };
    }
    if under > 0 {
        return Some(if upper { Shape::Camel } else { Shape::Snake });
    }
    if dash > 0 {
        // "Read-only" is a word of a sentence.
        return Some(if upper && digits == 0 { Shape::Word } else { Shape::Kebab });
    }
    if hump || (upper && lower && token.bytes().filter(u8::is_ascii_uppercase).count() >= 2) {
        return Some(Shape::Camel);
    }
    Some(Shape::Word)
}

/// `lids/close.py:12`, `close.py:12:7`: a line of a file.
fn is_place(token: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let Some((file, line)) = token.split_once(':') else { return false };
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named = (1..=4).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_lowercase());
    named && line.split(':').all(number)
}

/// The endings of files that pages name, in lowercase.
const FILE_ENDINGS: &[&str] = &[
    "bat", "bmp", "cfg", "conf", "cpp", "cs", "css", "csv", "dll", "exe", "gif", "go", "gz", "h", "hpp", "htm", "html",
    "ico", "ini", "java", "jpeg", "jpg", "js", "json", "jsx", "log", "md", "mdx", "pdf", "php", "png", "proto", "ps1",
    "py", "rb", "rs", "rst", "sh", "so", "sql", "svg", "swift", "tar", "toml", "ts", "tsx", "txt", "webp", "xml",
    "yaml", "yml", "zip",
];

/// `error-page.png`, `errors.json`: the name of a file.
fn is_file_name(token: &str) -> bool {
    token.rsplit_once('.').is_some_and(|(name, ending)| !name.is_empty() && FILE_ENDINGS.contains(&ending))
}

/// `AL.10`, `F.E1`: a short mark of letters, a point, and a number.
fn is_numbered_part(token: &str) -> bool {
    token.split_once(['.', ':']).is_some_and(|(mark, number)| {
        (1..=4).contains(&mark.len())
            && mark.bytes().all(|byte| byte.is_ascii_uppercase())
            && mark != "V"
            && (2..=6).contains(&number.len())
            && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && number.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// Whether a token is plain words with slashes between them: "door/lamp", "Door/lamp", not `auth/no-door`.
pub(crate) fn is_choice(token: &str) -> bool {
    let rest = token.strip_prefix(|first: char| first.is_ascii_alphabetic()).unwrap_or(token);
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    rest.contains('/') && rest.split('/').all(word)
}
