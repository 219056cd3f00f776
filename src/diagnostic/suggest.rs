//! "Did you mean": the nearest of the known names, and all of them.

use std::borrow::Cow;

/// The candidate that is most like `word`, if one is like enough, and no other nearly as much.
///
/// Like enough means at most a third of the word's characters would have to
/// change, as in rustc.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = word.chars().count().max(3) / 3;
    let word = Spelling::of(word);
    let (mut best, mut second) = (None::<(usize, &str)>, usize::MAX);
    for candidate in candidates {
        let spelled = Spelling::of(candidate);
        // What is further away is not like enough, and as a second not nearly as much like it.
        if word.least_distance(&spelled) > limit + 1 {
            continue;
        }
        let found = (strsim::damerau_levenshtein(&word.text, &spelled.text), candidate);
        match best {
            Some((_, name)) if name == candidate => {}
            Some(nearer) if nearer <= found => second = second.min(found.0),
            _ => {
                second = second.min(best.map_or(usize::MAX, |(distance, _)| distance));
                best = Some(found);
            }
        }
    }
    let (distance, candidate) = best.filter(|(distance, _)| *distance <= limit)?;
    // `failed` is as much like `failure` as like `fixed`; what is one slip away is meant.
    (distance <= 1 || second > distance + 1).then_some(candidate)
}

/// Names as a message lists them, each in backticks.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// A name as it is compared, and how often each of its letters is in it.
struct Spelling<'a> {
    text: Cow<'a, str>,
    letters: [usize; LETTERS],
}

/// Letters are told apart by their last five bits, which the Latin ones differ in.
const LETTERS: usize = 32;

impl<'a> Spelling<'a> {
    fn of(name: &'a str) -> Self {
        let is_plain = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b'-';
        let text = if name.bytes().all(is_plain) {
            Cow::Borrowed(name)
        } else {
            Cow::Owned(name.to_lowercase().replace('-', "_"))
        };
        let mut letters = [0; LETTERS];
        for letter in text.chars() {
            letters.iter_mut().skip(letter as usize % LETTERS).take(1).for_each(|count| *count += 1);
        }
        Self { text, letters }
    }

    /// At least so many letters have to change: a change takes one letter away, or adds one, or both.
    fn least_distance(&self, other: &Self) -> usize {
        let pairs = self.letters.iter().zip(&other.letters);
        let less: usize = pairs.clone().map(|(own, other)| own.saturating_sub(*other)).sum();
        let more: usize = pairs.map(|(own, other)| other.saturating_sub(*own)).sum();
        less.max(more)
    }
}

#[cfg(test)]
mod tests {
    use super::{Spelling, nearest};

    #[test]
    fn finds_a_transposition() {
        assert_eq!(nearest("nat_gatewasy", ["name", "nat_gateways"]), Some("nat_gateways"));
    }

    #[test]
    fn takes_camel_case_and_hyphens_for_typos() {
        assert_eq!(nearest("cidr-block", ["cidr_block"]), Some("cidr_block"));
    }

    #[test]
    fn is_silent_when_two_are_like_it() {
        assert_eq!(nearest("failed", ["fixed", "failure", "always"]), None);
        assert_eq!(nearest("prot", ["ports", "port", "port"]), Some("port"));
    }

    #[test]
    fn is_silent_when_nothing_is_like_it() {
        assert_eq!(nearest("zebra", ["cidr_block", "name"]), None);
    }

    #[test]
    fn no_word_is_nearer_than_the_least_distance() {
        let words = [
            "",
            "a",
            "ab",
            "ba",
            "abc",
            "nat_gateways",
            "Nat-Gatewasy",
            "straße",
            "STRASSE",
            "ΑΣ",
            "日本",
            "\u{130}",
        ];
        for (one, other) in words.iter().flat_map(|one| words.map(|other| (*one, other))) {
            let (one, other) = (Spelling::of(one), Spelling::of(other));
            let distance = strsim::damerau_levenshtein(&one.text, &other.text);
            assert!(one.least_distance(&other) <= distance, "{} {}", one.text, other.text);
        }
    }
}
