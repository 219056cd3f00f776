//! Secrets that can be told by their form: `schema/secret_forms.tsv`.

use super::table::Table;

static TABLE: Table<SecretForm> = Table::new(include_str!("../../schema/secret_forms.tsv"), form);

/// How the secrets of one kind are written.
#[derive(Debug, Clone)]
pub struct SecretForm {
    /// The text that all of them hold.
    pub mark: &'static str,
    /// Whether capital and small letters are the same in the mark.
    pub any_case: bool,
    /// Whether a digit has to follow somewhere.
    pub with_digit: bool,
    /// Whether no character of a word may stand before the mark, not even `-` or `_`.
    pub at_edge: bool,
    /// What stands before the mark.
    pub before: Characters,
    /// What follows it.
    pub body: Characters,
    /// What it is, such as "a GitHub token".
    pub what: &'static str,
}

/// A number of characters of a class.
#[derive(Debug, Clone)]
pub struct Characters {
    class: [bool; 128],
    /// How many at least.
    pub least: usize,
    /// How many at most.
    pub most: usize,
}

impl Characters {
    const NONE: Self = Self { class: [false; 128], least: 0, most: 0 };

    /// Whether a character is of the class.
    pub fn has(&self, byte: u8) -> bool {
        self.class.get(usize::from(byte)).is_some_and(|has| *has)
    }

    /// Reads `[a-f0-9_]{32}`, `{32,}` or `{32,40}`; an empty text is no character.
    fn from_text(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::NONE);
        }
        let (class, count) = text.strip_prefix('[')?.strip_suffix('}')?.split_once("]{")?;
        let (least, most) = count.split_once(',').unwrap_or((count, count));
        let most = if most.is_empty() { usize::MAX } else { most.parse().ok()? };
        let mut characters = Self { least: least.parse().ok()?, most, ..Self::NONE };
        let mut rest = class.bytes().peekable();
        while let Some(first) = rest.next() {
            // At the end of a class `-` is itself.
            let is_range = rest.peek() == Some(&b'-') && rest.len() > 1;
            let end = if is_range { rest.nth(1)? } else { first };
            for byte in first..=end {
                *characters.class.get_mut(usize::from(byte))? = true;
            }
        }
        Some(characters)
    }
}

/// The marks of all of them, sorted, each once.
pub fn marks() -> impl Iterator<Item = &'static str> {
    let mut last = "";
    TABLE.names().filter(move |mark| std::mem::replace(&mut last, mark) != *mark)
}

/// Those with a mark.
pub fn forms(mark: &'static str) -> impl Iterator<Item = SecretForm> {
    TABLE.all(mark).map(move |form| SecretForm { mark, ..form })
}

/// A row without its mark.
fn form(rest: &'static str) -> Option<SecretForm> {
    let mut fields = rest.split('\t');
    let (how, before, body, what) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let at_edge = before == "edge";
    Some(SecretForm {
        mark: "",
        any_case: how == "any case",
        with_digit: how == "digit",
        at_edge,
        before: if at_edge { Characters::NONE } else { Characters::from_text(before)? },
        body: Characters::from_text(body)?,
        what,
    })
}

#[cfg(test)]
mod tests {
    use super::{Characters, TABLE, forms, marks};

    #[test]
    fn every_line_is_a_form() {
        TABLE.assert_whole();
        assert!(marks().all(|mark| mark.is_ascii() && mark.len() > 1));
        assert!(marks().flat_map(forms).all(|form| form.what.starts_with('a')));
    }

    #[test]
    fn a_class_is_read_with_its_ranges() {
        let has = |text: &str| -> String {
            let class = Characters::from_text(text).unwrap();
            (b' '..=b'~').filter(|byte| class.has(*byte)).map(char::from).collect()
        };
        assert_eq!(has("[a-c0-2_-]{1,}"), "-012_abc");
        assert_eq!(has("[0-9]{8}"), "0123456789");
        assert_eq!(has("[a+/=]{8}"), "+/=a");
        assert!(Characters::from_text("a-z").is_none());
    }
}
