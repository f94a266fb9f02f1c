//! Names with their numbers in the comments behind them: `LID_OPEN   // 41 the lid is open`.

use foldhash::HashSet;

use super::super::lead::{Joint, Lead};
use super::super::spelling::{Shape, shape_of};
use super::listing::{Lines, Listed};

/// So many names make a listing.
const ENOUGH: usize = 3;

/// The entries of preformatted text whose lines are each a name of its own and a comment that starts with a number; empty
/// where it is anything else.
///
/// Of five lines one may be broken; those are the second part, by their place in the block.
pub(super) fn read_noted_names(code: &str) -> Lines {
    let (mut listed, mut broken) = (Vec::new(), Vec::new());
    for (at, line) in (0_u32..).zip(code.lines().map(str::trim)).filter(|(_, line)| !line.is_empty()) {
        match noted_name(line, at) {
            Some(entry) => listed.push(entry),
            None => broken.push((at, line.to_owned())),
        }
    }
    let names: HashSet<&String> = listed.iter().filter_map(|entry| entry.lead.symbol.as_ref()).collect();
    let sound = listed.len() >= ENOUGH && names.len() == listed.len() && broken.len() * 4 <= listed.len();
    if sound { (listed, broken) } else { (Vec::new(), Vec::new()) }
}

fn noted_name(line: &str, at: u32) -> Option<Listed> {
    let (name, note) = ["//", "/*", "#"].iter().find_map(|sign| line.split_once(sign))?;
    let name = name.trim_end().trim_end_matches([',', ';', '.']);
    let named = shape_of(name).is_some_and(|shape| matches!(shape, Shape::Constant | Shape::Camel | Shape::Snake));
    let note = note.trim().trim_end_matches("*/");
    let number = note.split([' ', '\t', ':', ',']).next().unwrap_or("");
    let shape = shape_of(number).filter(|shape| matches!(shape, Shape::Number | Shape::Hex))?;
    let text = note[number.len()..].trim_start_matches([' ', '\t', ':', ',', '-']).trim_end();
    let lead = Lead { symbol: Some(name.to_owned()), joint: Joint::Sign, ..Lead::new(number, shape, 0) };
    named.then(|| Listed { lead, text: text.to_owned(), line: at })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &str) -> Vec<String> {
        read_noted_names(code).0.into_iter().map(|entry| format!("{} {}", entry.lead.codes[0], entry.text)).collect()
    }

    #[test]
    fn lines_are_names_with_their_numbers() {
        assert_eq!(
            read("LID_OPEN,   // 41  the lid is open\n\nkLidLost.   // -0x02\nlid_hot  # 43: it is hot"),
            ["41 the lid is open", "-0x02 ", "43 it is hot"]
        );
        assert!(read("LID_OPEN  // 41 open\nLID_LOST  // 42 lost").is_empty());
        let (listed, broken) = read_noted_names("A_1 // 1\nA_2 // 2\nA_3 // lost\nA_4 // 4\nA_5 // 5");
        assert_eq!((listed.len(), broken), (4, vec![(2, "A_3 // lost".to_owned())]));
        assert!(read("LID_OPEN  // 41 open\nLID_LOST  // lost\nLID_HOT  // 43 hot").is_empty());
        assert!(read("lid.open();  // 41 lids\nlid.shut();  // 42 lids\nlid.lose();  // 43 lids").is_empty());
        assert!(read("LID  // 1 open\nLID  // 2 shut\nLID  // 3 lost").is_empty());
    }
}
