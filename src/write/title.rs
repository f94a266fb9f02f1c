//! What generated files are headed with: the catalog's title with what it is a list of, each said once.

/// How titles of pages say that they list codes, in lower case.
const SAID: &[&str] =
    &["error code", "error-code", "errors", "status code", "return code", "错误码", "返回码", "状态码"];

/// Whether a title says by itself that it is about codes.
fn is_about_codes(title: &str) -> bool {
    let title = title.to_lowercase();
    SAID.iter().any(|said| title.contains(said))
}

/// `Parcel Service: error codes`; a title that says so already stands as it is.
pub(super) fn heading(title: &str) -> String {
    if is_about_codes(title) { title.to_owned() } else { format!("{title}: error codes") }
}

/// `Error codes of Parcel Service`; a title that says so already stands as it is.
pub(super) fn subject(title: &str) -> String {
    if is_about_codes(title) { title.to_owned() } else { format!("Error codes of {title}") }
}

/// What one of the codes is: `Parcel Service: error code`.
pub(super) fn one(title: &str) -> String {
    if is_about_codes(title) { format!("{title}: one code") } else { format!("{title}: error code") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_said_once() {
        assert_eq!(heading("Parcels"), "Parcels: error codes");
        assert_eq!(heading("Parcel Error Codes"), "Parcel Error Codes");
        assert_eq!(subject("Parcels"), "Error codes of Parcels");
        assert_eq!(subject("包裹错误码"), "包裹错误码");
        assert_eq!((one("Parcels").as_str(), one("Errors").as_str()), ("Parcels: error code", "Errors: one code"));
    }
}
