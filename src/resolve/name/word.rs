//! Single words: their singular, base form, and how they are written in a name.

use heck::ToUpperCamelCase;

use super::lexicon::Lexicon;

/// A word or acronym as a part of an `UpperCamelCase` name, ASCII letters and digits only; empty where nothing is left.
pub(crate) fn camel(word: &str, lexicon: &Lexicon) -> String {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    if let Some(casing) = lexicon.casings.get(&word.to_lowercase()) {
        return casing.clone();
    }
    // Most words: only the first letter changes.
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        let (first, rest) = word.split_at(word.len().min(1));
        return first.to_ascii_uppercase() + rest;
    }
    let ascii = to_ascii(word);
    // "APIs" and "URLs" are acronyms in the plural, not "AP Is".
    if let Some(stem) = ascii.strip_suffix('s')
        && stem.len() > 1
        && stem.bytes().all(|byte| byte.is_ascii_uppercase())
    {
        return format!("{}s", stem.to_upper_camel_case());
    }
    ascii.to_upper_camel_case()
}

/// A word in the singular; a word that is none in the plural stays.
pub(crate) fn singular(word: &str) -> String {
    if !word.ends_with(['s', 'S']) {
        return word.to_owned();
    }
    let lower = word.to_ascii_lowercase();
    let cut = |end: usize| word.get(..word.len() - end).unwrap_or(word).to_owned();
    if lower.len() < 4
        || ["ss", "us", "is", "as", "ios", "news", "https", "dns", "sms"].iter().any(|end| lower.ends_with(end))
    {
        word.to_owned()
    } else if lower.ends_with("ies") && lower.len() > 4 {
        cut(3) + "y"
    } else if ["sses", "shes", "ches", "xes", "zzes"].iter().any(|end| lower.ends_with(end)) {
        cut(2)
    } else if lower.ends_with('s') {
        cut(1)
    } else {
        word.to_owned()
    }
}

/// A verb's base form, of a participle such as "recalled", "cancelled", "uploaded".
pub(crate) fn base_form(verb: &str, lexicon: &Lexicon) -> String {
    let lower = verb.to_lowercase();
    if let Some(base) = lexicon.verbs.get(&lower) {
        return base.clone();
    }
    let Some(stem) = lower.strip_suffix("ed").filter(|stem| stem.len() > 2) else { return lower };
    let bytes = stem.as_bytes();
    match bytes {
        [.., b'i'] => format!("{}y", stem.trim_end_matches('i')),
        // "stopped" doubles its consonant; "recalled" and "passed" do not.
        [.., a, b] if a == b && !matches!(b, b'l' | b's' | b'z' | b'f') => {
            stem.get(..stem.len() - 1).unwrap_or(stem).to_owned()
        }
        // "deleted", "removed", "created", "updated", "forced", "changed" have lost an "e".
        [.., b'v' | b'c' | b'u'] | [.., b'a' | b'e' | b'i' | b'o' | b'u', b's' | b'z' | b'g' | b'r' | b'b'] => {
            format!("{stem}e")
        }
        [.., b'a' | b'e' | b'o' | b'u', b't'] if !stem.ends_with("eat") => format!("{stem}e"),
        [.., b'n', b'g'] | [.., b'd', b'g'] | [.., b'r', b's' | b'g'] => format!("{stem}e"),
        _ => stem.to_owned(),
    }
}

/// The noun of an act: "delete" gives "deletion"; a verb that is not listed stays as it is.
pub(crate) fn act(verb: &str, lexicon: &Lexicon) -> String {
    let lower = verb.to_lowercase();
    let plain = || lower.strip_suffix("ing").filter(|stem| stem.len() > 2).unwrap_or(&lower).to_owned();
    lexicon.acts.get(&lower).cloned().unwrap_or_else(plain)
}

/// Latin letters without their marks, and ASCII; anything else divides words.
fn to_ascii(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => out.push(c),
            'À'..='Å' => out.push('A'),
            'à'..='å' => out.push('a'),
            'Ç' => out.push('C'),
            'ç' => out.push('c'),
            'È'..='Ë' => out.push('E'),
            'è'..='ë' => out.push('e'),
            'Ì'..='Ï' => out.push('I'),
            'ì'..='ï' => out.push('i'),
            'Ñ' => out.push('N'),
            'ñ' => out.push('n'),
            'Ò'..='Ö' | 'Ø' => out.push('O'),
            'ò'..='ö' | 'ø' => out.push('o'),
            'Ù'..='Ü' => out.push('U'),
            'ù'..='ü' => out.push('u'),
            'Ý' => out.push('Y'),
            'ý' | 'ÿ' => out.push('y'),
            'ß' => out.push_str("ss"),
            'Æ' => out.push_str("AE"),
            'æ' => out.push_str("ae"),
            'Œ' => out.push_str("OE"),
            'œ' => out.push_str("oe"),
            '\'' | '’' => {}
            _ => out.push(' '),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_parts_of_names() {
        let lexicon = Lexicon::get();
        for (word, part) in [
            ("SDKAppID", "SdkAppId"),
            ("RESTful", "Restful"),
            ("APIs", "Apis"),
            ("To_Account", "ToAccount"),
            ("all-user", "AllUser"),
            ("Huawei's", "Huawei"),
            ("Prüfsumme", "Prufsumme"),
            ("群组", ""),
        ] {
            assert_eq!(camel(word, lexicon), part, "{word}");
        }
    }

    #[test]
    fn plurals_and_participles() {
        let lexicon = Lexicon::get();
        for (many, one) in
            [("keys", "key"), ("entries", "entry"), ("Pushes", "Push"), ("status", "status"), ("access", "access")]
        {
            assert_eq!(singular(many), one);
        }
        for (participle, base) in [
            ("deleted", "delete"),
            ("recalled", "recall"),
            ("sent", "send"),
            ("stopped", "stop"),
            ("applied", "apply"),
            ("changed", "change"),
            ("uploaded", "upload"),
            ("parsed", "parse"),
            ("repeated", "repeat"),
        ] {
            assert_eq!(base_form(participle, lexicon), base);
        }
    }
}
