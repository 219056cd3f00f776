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

#[cfg(test)]
mod tests {
    use super::Hidden;
    use crate::span::Span;

    fn place(text: &str, word: &str) -> Span {
        let start = text.find(word).unwrap();
        Span { start, end: start + word.len() }
    }

    #[test]
    fn names_and_references_stay_readable() {
        for text in [
            "[secrets]\ndb_password = { kubernetes = \"db\", keys = [\"password\"] }\n",
            "env = { DB_PASSWORD = { secret = \"db\", key = \"password\" }, B = \"x\" }\n",
            "env = { DB_PASSWORD = { secret = \"db\"\n",
            "secret = \"db\"\npull_secret = \"x\"\nwebhook = \"slack_webhook\"\ncredentials = \"dockerhub\"\n",
            "[services.token]\nimage = \"x\"\nport = 80\n",
            "[services.web.env.DB_PASSWORD]\nsecret = \"db\" # why\n",
            "[jenkins.parameters]\nX = { type = \"password\", description = \"the token\" }\n",
            "# the password is in the vault\n",
            "env = { ALLOW_EMPTY_PASSWORD = true, B = \"${TOKEN}\" }\n",
            "image = \"a/token:1\"\nuses = [\"token\"]\n",
        ] {
            assert_eq!(Hidden::of(text).masked(text).as_str(), text);
        }
    }

    #[test]
    fn only_the_value_is_hidden() {
        for (text, shown) in [
            (
                "A = { DB_PASSWORD = \"hunter2\", B = \"x\" } # y\n",
                "A = { DB_PASSWORD = \"*******\", B = \"x\" } # y\n",
            ),
            (
                "DB_PASSWORD = { secret = \"db\", \"a\" = 1 }\n",
                "DB_PASSWORD = { secret = \"db\", ******* }\n",
            ),
            ("sh = \"export A_TOKEN=b c\"\n", "sh = \"export A_TOKEN=* c\"\n"),
            ("DB_PASSWORD \"x\"\nA = 1\n", "DB_PASSWORD \"*\"\nA = 1\n"),
            ("DB_PASSWORD = two words\nA = 1\n", "DB_PASSWORD = *********\nA = 1\n"),
        ] {
            assert_eq!(Hidden::of(text).masked(text).as_str(), shown);
        }
    }

    #[test]
    fn a_sentence_does_not_repeat_what_is_hidden() {
        let text = "DB_PASSWORD = { \"correct horse\" = 1 }\nB = \"horse\"\n";
        let hidden = Hidden::of(text);
        let about = [place(text, "\"correct horse\"")];
        let said = hidden.sentence("unknown key `correct horse`, write a horse", &about);
        assert_eq!(said.as_str(), "unknown key `*************`, write a horse");
        let said = hidden.sentence("write `[\"correct\", \"horse\"]`", &about);
        assert_eq!(said.as_str(), "write `[\"*******\", \"*****\"]`");
        // What is whole is known anywhere, and a part of it may be something else.
        let elsewhere = [place(text, "\"horse\"")];
        assert_eq!(
            hidden.sentence("`correct horse` and `horse`", &elsewhere).as_str(),
            "`*************` and `horse`"
        );
        assert_eq!(hidden.replacement("correct", &about).as_str(), "*******");
    }

    #[test]
    fn a_sentence_hides_what_is_written_with_escapes() {
        let text = "DB_PASSWORD = \"cor\\u0072ect\\\"horse\"\n";
        let said = Hidden::of(text).sentence("`correct\"horse` is wrong", &[place(text, "\"cor")]);
        assert!(!said.as_str().contains("correct") && !said.as_str().contains("horse"), "{said}");
    }

    #[test]
    fn takes_time_in_proportion_to_the_text() {
        for piece in [
            "A_TOKEN = { secret = \"x\"\n",
            "A_TOKEN={keys=[\"A_TOKEN={\"]},",
            "A_TOKEN=\"x\", ",
            "A_TOKEN = {",
            "A_TOKEN = [",
            "A_TOKEN = \"\"\"\n",
            "A_TOKEN =\n\n",
            "A_TOKEN = \"\n",
            "A_TOKEN x ",
            "value = \"\"\" ",
            "\"\"\"\"\"\"\"\"",
            "        ",
            "     = ",
            "\\\\\\\\=",
            ".\".\".",
            "type = \"password\" default = {",
            "[a.TOKEN]\nx = \"\"\"\n",
            "'\"`{[,",
        ] {
            let text = piece.repeat(400_000 / piece.len());
            let hidden = Hidden::of(&text);
            assert_eq!(hidden.masked(&text).as_str().len(), text.len(), "{piece}");
        }
    }
}
