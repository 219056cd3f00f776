//! Ways out of a pod.

use std::fmt;

use super::{Cidr, FromText, Port, Problem};

/// A range of addresses and a TCP port, written `203.0.113.0/24:587`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Egress {
    /// The addresses.
    pub cidr: Cidr,
    /// The port.
    pub port: Port,
}

impl fmt::Display for Egress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.cidr, self.port)
    }
}

impl FromText for Egress {
    fn from_text(text: &str) -> Result<Self, Problem> {
        let invalid = || {
            Problem::new(
                format!("`{text}` is not a way out"),
                "write a range and a port, such as `0.0.0.0/0:587`; for a Service use `uses`",
            )
        };
        let (cidr, port) = text.rsplit_once(':').ok_or_else(invalid)?;
        // `parse` alone would take a sign.
        let digits = port.bytes().all(|byte| byte.is_ascii_digit());
        let port = port.parse().ok().filter(|_| digits).and_then(Port::new).ok_or_else(invalid)?;
        Ok(Self { cidr: Cidr::from_text(cidr)?, port })
    }
}

#[cfg(test)]
mod tests {
    use super::{Egress, FromText};

    #[test]
    fn is_a_range_and_a_port() {
        for text in ["0.0.0.0/0:443", "10.0.0.0/8:5432"] {
            assert_eq!(Egress::from_text(text).unwrap().to_string(), text);
        }
        for text in ["", "0.0.0.0/0", "0.0.0.0/0:", "0.0.0.0/0:+1", "0.0.0.0/0:0", "10.0.0.1/8:1", "api:80"] {
            assert!(Egress::from_text(text).is_err(), "{text}");
        }
    }
}
