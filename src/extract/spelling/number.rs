//! Numbers: decimal ones, in groups of digits, hexadecimal and dotted ones, and their values.

use super::is_dash;

/// `10,001`: digits in groups of three. Three-digit numbers from 100 to 599 are statuses in a row, `401,403`.
pub(crate) fn is_grouped(token: &str) -> bool {
    let mut groups = token.split(',');
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.clone().peekable();
    let status = |group: &str| group.len() == 3 && matches!(group.as_bytes().first(), Some(b'1'..=b'5'));
    token.len() <= 27
        && rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && digits(first)
        && !first.starts_with('0')
        && rest.all(|group| group.len() == 3 && digits(group))
        && !token.split(',').all(status)
}

/// `10_001`: digits in groups of three, as programs write them.
pub(super) fn is_underscored(token: &str) -> bool {
    let mut groups = token.split('_');
    let first = groups.next().unwrap_or("");
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.peekable();
    token.len() <= 27
        && rest.peek().is_some()
        && (1..=3).contains(&first.len())
        && digits(first)
        && rest.all(|group| group.len() == 3 && digits(group))
}

pub(super) fn is_hex(token: &str) -> bool {
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if let Some(digits) = token.strip_prefix("0x").or_else(|| token.strip_prefix("0X")) {
        return digits.len() <= 16 && is_digits(digits.trim_end_matches(['L', 'U', 'l', 'u']));
    }
    let digits = token.strip_suffix(['h', 'H']).unwrap_or(token);
    let has_digit = digits.bytes().any(|byte| byte.is_ascii_digit());
    has_digit && is_digits(digits) && (digits.len() == 8 || (digits.len() < token.len() && digits.len() >= 2))
}

pub(super) fn is_dotted(token: &str) -> bool {
    let mut parts = 0;
    for part in token.split('.') {
        if part.is_empty() || part.len() > 9 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        parts += 1;
    }
    (2..=5).contains(&parts)
}

/// The value of a number or hexadecimal number.
pub(crate) fn value_of(token: &str) -> Option<i128> {
    let (negative, digits) = match token.strip_prefix(is_dash) {
        Some(digits) => (true, digits),
        None => (false, token.strip_prefix('+').unwrap_or(token)),
    };
    let value = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => i128::from_str_radix(hex.trim_end_matches(['L', 'U', 'l', 'u']), 16).ok()?,
        None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        None if is_grouped(digits) => digits.replace(',', "").parse().ok()?,
        None if is_underscored(digits) => digits.replace('_', "").parse().ok()?,
        None => i128::from_str_radix(digits.trim_end_matches(['h', 'H']), 16).ok()?,
    };
    Some(if negative { -value } else { value })
}

/// Whether two spellings are one number: equal, or one is the other's 32-bit two's complement.
pub(crate) fn is_same_number(a: &str, b: &str) -> bool {
    match (value_of(a), value_of(b)) {
        (Some(a), Some(b)) => a == b || a + (1 << 32) == b || b + (1 << 32) == a,
        _ => false,
    }
}
