//! "Did you mean": the nearest of the known names, and all of them.

/// The candidate that is most like `word`, if one is like enough, and no other nearly as much.
///
/// Like enough means at most a third of the word's characters would have to
/// change, as in rustc.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = word.chars().count().max(3) / 3;
    let (mut best, mut second) = (None::<(usize, &str)>, usize::MAX);
    for candidate in candidates {
        let found = (distance(word, candidate), candidate);
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

fn distance(word: &str, candidate: &str) -> usize {
    let spelling = |text: &str| text.to_lowercase().replace('-', "_");
    strsim::damerau_levenshtein(&spelling(word), &spelling(candidate))
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
}
