//! A part of many projects, for one machine of several.

use std::num::NonZeroU64;

use sha2::{Digest as _, Sha256};

/// The `number`-th of `of` parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// From 1.
    number: u64,
    of: NonZeroU64,
}

impl Shard {
    /// Reads `i/n`, such as `1/4`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in words.
    pub fn from_text(text: &str) -> Result<Self, String> {
        let parts =
            text.split_once('/').and_then(|(number, of)| Some((number.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((number @ 1.., of)) if number <= NonZeroU64::get(of) => Ok(Self { number, of }),
            _ => Err("write it as `i/n`, such as 1/4 for the first of four parts".to_owned()),
        }
    }

    /// Whether a project is of this part: by its name alone, so that no other project moves it to another part.
    pub fn has(&self, name: &str) -> bool {
        let digest = Sha256::digest(name);
        let number = digest.iter().take(8).fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
        number % self.of == self.number - 1
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn each_project_is_of_one_part() {
        let shards: Vec<_> =
            (1..=3).map(|number| Shard::from_text(&format!("{number}/3")).unwrap()).collect();
        let mut counts = [0; 3];
        for number in 0..3000 {
            let name = format!("team/app-{number}/kura.toml");
            let parts: Vec<_> = (0..3).filter(|part| shards[*part].has(&name)).collect();
            assert_eq!(parts.len(), 1, "{name}");
            counts[parts[0]] += 1;
        }
        assert!(counts.iter().all(|count| (900..1100).contains(count)), "{counts:?}");
    }

    #[test]
    fn a_part_is_one_of_so_many() {
        for text in ["", "1", "0/3", "4/3", "1/0", "-1/3", "1/3/3", "a/b"] {
            assert!(Shard::from_text(text).is_err(), "{text}");
        }
        assert!(Shard::from_text("3/3").is_ok());
    }
}
