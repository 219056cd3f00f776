//! Addresses of e-mail.

use super::Problem;

/// Checks that a text can be an address: `local@domain.tld`, without blanks or quotes.
///
/// # Errors
///
/// A [`Problem`] when nothing could be delivered there.
pub fn email_address(text: &str) -> Result<(), Problem> {
    let sound = |c: char| {
        c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '\\' | '<' | '>' | '(' | ')' | ',' | ';' | ':')
    };
    let domain = |domain: &str| domain.contains('.') && super::dns_subdomain(&domain.to_lowercase()).is_ok();
    if let Some((local, after)) = text.split_once('@')
        && !local.is_empty()
        && text.chars().all(sound)
        && domain(after)
    {
        return Ok(());
    }
    Err(Problem::new(format!("`{text}` is not an e-mail address"), "write it as `ops@example.com`"))
}

#[cfg(test)]
mod tests {
    use super::email_address;

    #[test]
    fn addresses() {
        assert!(email_address("ops+alarms@mail.example.com").is_ok());
        for text in ["", "ops", "@example.com", "ops@", "ops@example", "a b@example.com", "a@b@example.com"] {
            assert!(email_address(text).is_err(), "{text}");
        }
    }
}
