//! Finds many short texts in one pass. Most projects hold none of them, so an automaton would cost more than it saves.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::span::Span;
use crate::tables::secret_forms::{SecretForm, forms};

/// A text that secrets of some forms hold.
pub(super) struct Mark {
    pub(super) text: &'static str,
    forms: OnceLock<Vec<SecretForm>>,
}

impl Mark {
    /// The forms of the table that have it, read when it is found for the first time.
    pub(super) fn forms(&self) -> &[SecretForm] {
        self.forms.get_or_init(|| forms(self.text).collect())
    }

    /// Whether some bytes begin with it; capital and small letters are the same.
    fn begins(&self, bytes: &[u8]) -> bool {
        bytes.get(..self.text.len()).is_some_and(|start| start.eq_ignore_ascii_case(self.text.as_bytes()))
    }
}

/// Marks, by how they begin.
pub(super) struct Marks {
    /// By their first two bytes in small letters.
    by_start: BTreeMap<[u8; 2], Vec<Mark>>,
    /// By the first byte, in either case, a bit for each second one.
    seconds: [u128; 128],
}

impl Marks {
    /// Marks of two bytes or more, all of them ASCII.
    pub(super) fn new(marks: impl Iterator<Item = &'static str>) -> Self {
        let mut all = Self { by_start: BTreeMap::new(), seconds: [0; 128] };
        for text in marks {
            let Some((&first, &second)) = text.as_bytes().first().zip(text.as_bytes().get(1)) else {
                continue;
            };
            let bits = bit(second.to_ascii_lowercase()) | bit(second.to_ascii_uppercase());
            for first in [first.to_ascii_lowercase(), first.to_ascii_uppercase()] {
                if let Some(seconds) = all.seconds.get_mut(usize::from(first)) {
                    *seconds |= bits;
                }
            }
            let mark = Mark { text, forms: OnceLock::new() };
            all.by_start.entry([first, second].map(|byte| byte.to_ascii_lowercase())).or_default().push(mark);
        }
        all
    }

    /// Where they stand in a text, in the order of their ends.
    pub(super) fn places(&self, text: &str) -> Vec<(Span, &Mark)> {
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        for (start, (&first, &second)) in bytes.iter().zip(bytes.iter().skip(1)).enumerate() {
            let seconds = self.seconds.get(usize::from(first)).copied().unwrap_or_default();
            if seconds & bit(second) == 0 {
                continue;
            }
            let pair = [first, second].map(|byte| byte.to_ascii_lowercase());
            let rest = bytes.get(start..).unwrap_or_default();
            let marks = self.by_start.get(&pair).into_iter().flatten().filter(|mark| mark.begins(rest));
            found.extend(marks.map(|mark| (Span { start, end: start + mark.text.len() }, mark)));
        }
        found.sort_by_key(|(place, _)| (place.end, place.start));
        found
    }
}

fn bit(byte: u8) -> u128 {
    1u128.checked_shl(u32::from(byte)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Marks;

    #[test]
    fn every_mark_is_found_whatever_its_case() {
        let marks = Marks::new(["ab", "Abc", "://", "b:"].into_iter());
        let found = |text: &str| -> Vec<_> {
            let places = marks.places(text).into_iter();
            places.map(|(place, mark)| (place.start, mark.text)).collect()
        };
        assert_eq!(found("xABC"), [(1, "ab"), (1, "Abc")]);
        assert_eq!(found("aab://ä"), [(1, "ab"), (2, "b:"), (3, "://")]);
        assert_eq!(found("a"), []);
    }
}
