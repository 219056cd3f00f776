//! Kubernetes quantities: CPU, memory, storage.

use std::fmt;

use super::{FromText, Problem};

/// Suffixes, with their factor as a power of two or ten.
/// Source: <https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/>
const SUFFIXES: &[(&str, f64)] = &[
    ("Ki", 1024.0),
    ("Mi", 1_048_576.0),
    ("Gi", 1_073_741_824.0),
    ("Ti", 1_099_511_627_776.0),
    ("Pi", 1_125_899_906_842_624.0),
    ("Ei", 1_152_921_504_606_846_976.0),
    ("m", 0.001),
    ("k", 1e3),
    ("M", 1e6),
    ("G", 1e9),
    ("T", 1e12),
    ("P", 1e15),
    ("E", 1e18),
    ("", 1.0),
];

/// A quantity in Kubernetes' notation, such as `250m` or `1Gi`; more than zero.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    text: String,
    amount: f64,
}

impl Quantity {
    /// As written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Cores or bytes; only for comparing two quantities.
    pub fn amount(&self) -> f64 {
        self.amount
    }

    /// Checks that it can be a number of bytes: thousandths, as of cores, cannot.
    ///
    /// Source: <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#meaning-of-memory>
    ///
    /// # Errors
    ///
    /// A [`Problem`] when it has the unit `m`.
    pub fn bytes(&self) -> Result<(), Problem> {
        let Some(number) = self.text.strip_suffix('m') else { return Ok(()) };
        Err(Problem::new(
            format!("`{self}` is {number} thousandths of a byte"),
            format!("write `{number}Mi` for mebibytes, or `{number}M` for megabytes"),
        ))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromText for Quantity {
    fn from_text(text: &str) -> Result<Self, Problem> {
        let invalid = || {
            Problem::new(
                format!("`{text}` is not a quantity"),
                "write a number with a unit of Kubernetes', such as `250m` (cores), `256Mi` or `10Gi` (bytes)",
            )
        };
        let (number, factor) = SUFFIXES
            .iter()
            .find_map(|(suffix, factor)| text.strip_suffix(suffix).map(|number| (number, factor)))
            .ok_or_else(invalid)?;
        let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let number: f64 = number.parse().ok().filter(|_| plain).ok_or_else(invalid)?;
        if number > 0.0 {
            Ok(Self { text: text.to_owned(), amount: number * factor })
        } else {
            Err(invalid())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FromText, Quantity};

    #[test]
    fn reads_the_notation_of_kubernetes() {
        for (text, amount) in [("250m", 0.25), ("1", 1.0), ("0.5", 0.5), ("1Ki", 1024.0), ("2G", 2e9)] {
            assert!((Quantity::from_text(text).unwrap().amount() - amount).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn bytes_are_not_counted_in_thousandths() {
        assert!(Quantity::from_text("100m").unwrap().bytes().is_err());
        assert!(Quantity::from_text("100M").unwrap().bytes().is_ok());
    }

    #[test]
    fn refuses_what_is_none() {
        for text in ["", "Mi", "-1", "1 Gi", "1gb", "0", "1e", "inf", "NaN"] {
            assert!(Quantity::from_text(text).is_err(), "{text}");
        }
    }
}
