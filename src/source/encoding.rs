//! Which characters the bytes of a page are.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// How much of a page is looked at for what it declares about itself, as in browsers.
const PRESCAN: usize = 1024;

/// A page's text and how it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding that was used, by its WHATWG name.
    pub encoding: &'static str,
    /// How many byte sequences did not fit it and were replaced.
    pub replaced: usize,
    /// The encoding that the page declares for itself, where its bytes show that it is another.
    pub wrongly_declared: Option<&'static str>,
}

/// Decodes a page: by its byte order mark, else by `label`, else by what an HTML page declares about itself, else as
/// UTF-16 where every other byte is NUL, else as UTF-8.
///
/// A page whose bytes are beyond doubt UTF-8 (no sequence is wrong, and some have several bytes) is read as UTF-8
/// whatever it declares: tools that save pages re-encode them and leave the declaration as it was. A `label` is never
/// overruled; one that no encoding has counts as none.
#[must_use]
pub fn decode(bytes: &[u8], label: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark..]);
    }
    if let Some(encoding) = label.and_then(|label| Encoding::for_label(label.trim().as_bytes())) {
        return decode_as(encoding, bytes);
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return decode_as(encoding, bytes);
    }
    match declared(bytes) {
        Some(encoding) if encoding != UTF_8 => {
            if !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok() {
                Decoded { wrongly_declared: Some(encoding.name()), ..decode_as(UTF_8, bytes) }
            } else {
                decode_as(encoding, bytes)
            }
        }
        Some(_) | None => decode_as(UTF_8, bytes),
    }
}

/// Decodes and counts what is replaced. A replacement character that the page itself holds is not counted.
fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let name = encoding.name();
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Decoded { text: text.to_owned(), encoding: name, replaced: 0, wrongly_declared: None };
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut rest = bytes;
    let mut replaced = 0;
    loop {
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = &rest[read..];
        match result {
            encoding_rs::DecoderResult::InputEmpty => break,
            encoding_rs::DecoderResult::OutputFull => text.reserve(rest.len().max(64) * 2),
            encoding_rs::DecoderResult::Malformed(_, _) => {
                replaced += 1;
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    Decoded { text, encoding: name, replaced, wrongly_declared: None }
}

/// UTF-16 without a mark: in markup and Western text every other byte is NUL, and nearly none of the others.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(PRESCAN)];
    let (pairs, _) = head.as_chunks::<2>();
    let first = pairs.iter().filter(|pair| pair[0] == 0).count();
    let second = pairs.iter().filter(|pair| pair[1] == 0).count();
    // In text without markup only spaces, digits and line ends may be Latin: one in ten is enough.
    let enough = |count: usize| count >= 2 && count * 10 >= pairs.len();
    match () {
        () if enough(second) && first * 8 <= second => Some(UTF_16LE),
        () if enough(first) && second * 8 <= first => Some(UTF_16BE),
        () => None,
    }
}

/// The encoding that the start of an HTML or XML page declares.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN)].to_ascii_lowercase();
    let start = head.trim_ascii_start();
    // A page in another format may speak of `<meta charset>` without being one.
    if !start.starts_with(b"<") {
        return None;
    }
    let head = String::from_utf8_lossy(start);
    if let Some(xml) = head.strip_prefix("<?xml")
        && let Some((declaration, _)) = xml.split_once("?>")
        && let Some(encoding) = value_after(declaration, "encoding").and_then(for_declared)
    {
        return Some(encoding);
    }
    let mut rest: &str = &head;
    while let Some(at) = rest.find("<meta") {
        rest = &rest[at + "<meta".len()..];
        let tag = rest.split('>').next().unwrap_or(rest);
        if let Some(encoding) = value_after(tag, "charset").and_then(for_declared) {
            return Some(encoding);
        }
    }
    None
}

/// What stands after `name` and an equals sign, quoted or not.
fn value_after<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(name)?;
    let value = after.trim_start().strip_prefix('=')?.trim_start();
    let value = value.strip_prefix(['"', '\'']).unwrap_or(value);
    let end = value.find(|c: char| c.is_whitespace() || "\"';>/".contains(c)).unwrap_or(value.len());
    value.get(..end).filter(|value| !value.is_empty())
}

/// As browsers do: a declaration that could be read byte by byte cannot be of UTF-16.
fn for_declared(label: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(label.as_bytes())?;
    match encoding {
        _ if encoding == UTF_16LE || encoding == UTF_16BE => Some(UTF_8),
        _ if encoding == X_USER_DEFINED => Some(WINDOWS_1252),
        _ => Some(encoding),
    }
}
