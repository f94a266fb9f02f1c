//! The bullet or number before an item of a list.

use crate::document::Bullet;

/// Signs that are a bullet even without a space behind them.
const DOTS: [char; 14] = ['•', '◦', '▪', '‣', '●', '○', '■', '□', '▫', '►', '▸', '➢', '✓', '✔'];
/// Signs that are a bullet where a space follows; without one they are a minus, an emphasis or a dash.
const DASHES: [char; 8] = ['-', '*', '–', '—', '·', '・', '+', '⁃'];
/// Numbers above this are no positions in a list: years, codes.
const LARGEST: u32 = 999;

/// Divides a line, its indent removed, into its bullet and the rest.
pub(super) fn split_bullet(text: &str) -> Option<(Bullet, &str)> {
    let (bullet, rest) = split_mark(text).or_else(|| split_number(text))?;
    let rest = rest.trim_start();
    rest.contains(char::is_alphanumeric).then_some((bullet, rest))
}

fn split_mark(text: &str) -> Option<(Bullet, &str)> {
    if let Some(rest) = text.strip_prefix(DOTS) {
        return Some((Bullet::Mark, rest));
    }
    // Plain-text terminals and RFCs write a bullet as a small letter, apart from the text.
    if let Some(rest) = text.strip_prefix("o  ") {
        return Some((Bullet::Mark, rest));
    }
    // A dash and a tab are a row whose first cell is empty.
    let rest = text.strip_prefix(DASHES)?;
    rest.starts_with(' ').then_some((Bullet::Mark, rest))
}

fn split_number(text: &str) -> Option<(Bullet, &str)> {
    let first = text.chars().next()?;
    // The circled numbers from one to twenty.
    if let Some(offset) = u32::from(first).checked_sub(0x2460)
        && offset < 20
    {
        return Some((Bullet::Number(offset + 1), text.strip_prefix(first)?));
    }
    let inner = text.strip_prefix(['(', '（']);
    let digits = inner.unwrap_or(text);
    let end = digits.find(|c| digit(c).is_none())?;
    let number = digits[..end].chars().try_fold(0_u32, |sum, c| {
        let sum = sum * 10 + digit(c)?;
        (sum <= LARGEST).then_some(sum)
    })?;
    if end == 0 {
        return None;
    }
    let rest = &digits[end..];
    let wide = ['）', '、', '．'];
    let narrow: &[char] = if inner.is_some() { &[')'] } else { &['.', ')'] };
    if let Some(rest) = rest.strip_prefix(wide) {
        return Some((Bullet::Number(number), rest));
    }
    let rest = rest.strip_prefix(narrow)?;
    rest.starts_with([' ', '\t']).then_some((Bullet::Number(number), rest))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => c.to_digit(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_told_from_signs() {
        assert_eq!(split_bullet("• Web"), Some((Bullet::Mark, "Web")));
        assert_eq!(split_bullet("•\tWeb"), Some((Bullet::Mark, "Web")));
        assert_eq!(split_bullet("◦Web"), Some((Bullet::Mark, "Web")));
        assert_eq!(split_bullet("- Web"), Some((Bullet::Mark, "Web")));
        assert_eq!(split_bullet("-302"), None);
        assert_eq!(split_bullet("-\tnothing"), None);
        assert_eq!(split_bullet("* * *"), None);
        assert_eq!(split_bullet("-"), None);
    }

    #[test]
    fn numbers_are_told_from_codes() {
        assert_eq!(split_bullet("1. One"), Some((Bullet::Number(1), "One")));
        assert_eq!(split_bullet("12) Twelve"), Some((Bullet::Number(12), "Twelve")));
        assert_eq!(split_bullet("(4) Four"), Some((Bullet::Number(4), "Four")));
        assert_eq!(split_bullet("（２）二"), Some((Bullet::Number(2), "二")));
        assert_eq!(split_bullet("③ Three"), Some((Bullet::Number(3), "Three")));
        assert_eq!(split_bullet("1、One"), Some((Bullet::Number(1), "One")));
        for code in ["4001. Failed", "403.14 Forbidden", "1.5", "404", "1.", "(7)"] {
            assert_eq!(split_bullet(code), None, "{code}");
        }
    }
}
