//! What of a `kura.toml` must not be shown, neither in its place nor where a sentence repeats it.

use std::collections::BTreeSet;

use super::mask::{hidden_places, unescaped};
use super::{Shown, mask_places};
use crate::span::Span;

/// The secrets of a `kura.toml`.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// Where they stand, sorted and apart, and what they say.
    places: Vec<(Span, String)>,
    /// What they say, each text as TOML means it.
    words: BTreeSet<String>,
}

/// Shorter words stand anywhere.
const SHORTEST: usize = 4;
/// How much of a hidden place is looked at on each side of a finding, in bytes.
const NEAR: usize = 4096;
/// How many hidden places of a finding are looked at.
const MOST_PLACES: usize = 100;

impl Hidden {
    /// What looks like a secret in a text.
    pub fn of(text: &str) -> Self {
        Self::at(text, hidden_places(text))
    }

    /// The same, and some places more.
    #[must_use]
    pub fn with(&self, text: &str, more: impl IntoIterator<Item = Span>) -> Self {
        let known = self.places.iter().map(|(place, _)| *place);
        Self::at(text, known.chain(more).collect())
    }

    fn at(text: &str, mut places: Vec<Span>) -> Self {
        places.sort();
        let mut apart: Vec<Span> = Vec::with_capacity(places.len());
        for place in places {
            match apart.last_mut().filter(|last| last.end >= place.start) {
                Some(last) => last.end = last.end.max(place.end),
                None => apart.push(place),
            }
        }
        let written = |place: Span| Some((place, text.get(place.start..place.end)?.to_owned()));
        let places: Vec<_> = apart.into_iter().filter_map(written).collect();
        let words = places.iter().flat_map(|(_, written)| {
            let pieces = written.split(['"', '\'', '\n']).chain([written.as_str()]);
            pieces
                .map(|piece| piece.trim_matches(is_outside))
                .filter(|piece| piece.len() >= SHORTEST)
                .map(unescaped)
        });
        Self { words: words.collect(), places }
    }

    /// Whether something is hidden within a place.
    pub fn touches(&self, span: Span) -> bool {
        self.touched(span).next().is_some()
    }

    /// The text, in which every byte that is hidden is a `*`.
    pub fn masked(&self, text: &str) -> Shown {
        Shown::composed(mask_places(text, self.places.iter().map(|(place, _)| *place).collect()))
    }

    /// A sentence of kura's about some places, in which what is hidden there is hidden too.
    pub fn sentence(&self, text: &str, about: &[Span]) -> Shown {
        self.within(text, false, about)
    }

    /// A text that would be written into some places.
    pub fn replacement(&self, text: &str, about: &[Span]) -> Shown {
        self.within(text, true, about)
    }

    /// Hides what is the user's in a text: all of it, or what stands in quotes.
    fn within(&self, text: &str, all: bool, about: &[Span]) -> Shown {
        let near: Vec<_> = about.iter().flat_map(|span| self.near(*span)).collect();
        let is_long = |text: &str| text.len() >= SHORTEST;
        let is_near = |word: &str| {
            near.iter().any(|(written, meant)| {
                word.len() >= SHORTEST - 1 && (written.contains(word) || meant.contains(word))
                    || meant.trim_matches(is_outside) == word
                    || is_long(meant.trim_matches(is_outside))
                        && word.contains(meant.trim_matches(is_outside))
            })
        };
        // With a quote among what is hidden, it is not known where the user's text ends.
        let is_mixed = near.iter().any(|(_, meant)| meant.contains('`'));
        let parts = if all || is_mixed { vec![(0, text)] } else { quoted(text) };
        let hidden = parts.into_iter().flat_map(|(start, part)| {
            let whole =
                Some((0, part)).filter(|(_, part)| self.words.contains(part.trim_matches(is_outside)));
            let words = pieces(part, is_between).filter(|(_, word)| !word.is_empty() && is_near(word));
            let place =
                move |(at, piece): (usize, &str)| Span { start: start + at, end: start + at + piece.len() };
            whole.into_iter().chain(words.collect::<Vec<_>>()).map(place)
        });
        Shown::line(&mask_places(text, hidden.collect()))
    }

    /// What is hidden in a place or beside it: as written, and as TOML means it.
    fn near(&self, span: Span) -> impl Iterator<Item = (&str, String)> {
        self.touched(span).map(move |(place, written)| {
            let start = span.start.saturating_sub(place.start + NEAR);
            let end = (span.end.max(span.start) + NEAR).saturating_sub(place.start).min(start + 4 * NEAR);
            let (start, end) = (written.floor_char_boundary(start), written.ceil_char_boundary(end));
            let near = written.get(start..end).unwrap_or_default();
            (near, unescaped(near))
        })
    }

    fn touched(&self, span: Span) -> impl Iterator<Item = &(Span, String)> {
        let first = self.places.partition_point(|(place, _)| place.end < span.start);
        let behind = self.places.iter().skip(first).take(MOST_PLACES);
        behind.take_while(move |(place, _)| place.start <= span.end)
    }
}

/// What stands in backticks, and outside of these in double quotes.
fn quoted(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (number, (start, part)) in pieces(text, |c| c == '`').enumerate() {
        if number % 2 == 1 {
            found.push((start, part));
        } else {
            let inner = pieces(part, |c| c == '"').enumerate().filter(|(number, _)| number % 2 == 1);
            found.extend(inner.map(|(_, (at, piece))| (start + at, piece)));
        }
    }
    found
}

/// What stands around a text that is written in quotes.
fn is_outside(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '\\')
}

/// What stands between words.
fn is_between(c: char) -> bool {
    is_outside(c) || matches!(c, ',' | '[' | ']' | '{' | '}' | '(' | ')' | '=')
}

/// The pieces of a text and where they begin.
fn pieces(text: &str, separates: impl Fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split(separates).map(move |piece| {
        let at = start;
        // A separator is one character, of which all that are used here are ASCII or blanks.
        let separator = text.get(at + piece.len()..).and_then(|rest| rest.chars().next());
        start = at + piece.len() + separator.map_or(0, char::len_utf8);
        (at, piece)
    })
}
