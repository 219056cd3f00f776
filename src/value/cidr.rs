//! CIDR blocks.

use std::fmt;
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::{FromText, Problem};

/// An IPv4 CIDR block whose host bits are zero, such as `10.0.0.0/16`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cidr(Ipv4Net);

impl Cidr {
    /// Whether it is so large that it is no network of anybody's, such as `0.0.0.0/0` or one half of it.
    ///
    /// Source: <https://www.iana.org/assignments/ipv4-address-space/ipv4-address-space.xhtml>
    pub fn is_internet(self) -> bool {
        self.prefix() < 8
    }

    /// Length of the prefix in bits.
    pub fn prefix(self) -> u8 {
        self.0.prefix_len()
    }

    /// How many addresses it has.
    pub fn addresses(self) -> u64 {
        1 << (32 - u64::from(self.prefix()))
    }

    /// One of the equal parts that so many more bits of prefix make; `None` when there is no such part.
    pub fn part(self, bits: u8, index: u32) -> Option<Self> {
        let prefix = self.prefix().checked_add(bits)?;
        let offset = u64::from(index) << (32u8.checked_sub(prefix)?);
        let address = u32::from(self.0.network()).checked_add(u32::try_from(offset).ok()?)?;
        let part = Self(Ipv4Net::new(Ipv4Addr::from(address), prefix).ok()?);
        self.contains(part).then_some(part)
    }

    /// Whether every address of the other block lies in this one.
    pub fn contains(self, other: Self) -> bool {
        self.0.contains(&other.0)
    }

    /// Whether the two blocks share an address.
    pub fn overlaps(self, other: Self) -> bool {
        self.contains(other) || other.contains(self)
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromText for Cidr {
    /// `ipnet` alone would take leading zeros and host bits.
    fn from_text(text: &str) -> Result<Self, Problem> {
        let invalid = || {
            Problem::new(format!("`{text}` is not a CIDR block"), "write an IPv4 range such as `10.0.0.0/16`")
        };
        let (address, prefix) = text.split_once('/').ok_or_else(invalid)?;
        let address: Ipv4Addr = address.parse().map_err(|_| invalid())?;
        if prefix.starts_with('0') && prefix != "0" || prefix.starts_with('+') {
            return Err(invalid());
        }
        let net =
            prefix.parse().ok().and_then(|prefix| Ipv4Net::new(address, prefix).ok()).ok_or_else(invalid)?;
        if net.trunc() == net {
            return Ok(Self(net));
        }
        Err(Problem::new(
            format!("`{text}` has bits set after its prefix of {} bits", net.prefix_len()),
            format!("write `{}`", net.trunc()),
        )
        .instead(net.trunc().to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cidr, FromText};

    #[test]
    fn refuses_what_terraform_would_refuse() {
        for text in [
            "10.0.0.0",
            "10.0.0.0/33",
            "010.0.0.0/8",
            "10.0.0.0/016",
            "10.0.0.5/16",
            "::/0",
            "",
            "/",
            "10.0.0.0/+8",
        ] {
            assert!(Cidr::from_text(text).is_err(), "{text}");
        }
    }

    #[test]
    fn says_what_the_block_would_be() {
        assert_eq!(Cidr::from_text("10.0.0.5/16").unwrap_err().help, "write `10.0.0.0/16`");
    }
}
