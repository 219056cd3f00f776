//! Databases in files, in texts.

/// The file of a database of `SQLite` that a text names, such as `/data/shop.sqlite3` in `sqlite:////data/shop.sqlite3`.
///
/// Source: <https://docs.sqlalchemy.org/en/20/core/engines.html#sqlite>
pub fn sqlite_file(text: &str) -> Option<&str> {
    let (scheme, rest) = text.rsplit_once(':').unwrap_or(("", text));
    // After `://` stands a host, which is empty, and then a slash that is not the path's.
    let path = rest.strip_prefix("///").unwrap_or(rest).split('?').next()?;
    let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
    let is_file = ends(&[".sqlite", ".sqlite3", ".db3"]) || (path.contains('/') && ends(&[".db"]));
    let by_scheme = scheme.contains("sqlite") && !path.is_empty() && !path.contains("memory");
    ((is_file || by_scheme) && !path.contains(char::is_whitespace) && !path.starts_with("//")).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::sqlite_file;

    #[test]
    fn reads_paths_and_urls() {
        for (text, file) in [
            ("/data/shop.sqlite3", "/data/shop.sqlite3"),
            ("sqlite:////data/shop", "/data/shop"),
            ("sqlite+aiosqlite:///shop.db", "shop.db"),
            ("file:./dev.db?mode=rw", "./dev.db"),
            ("jdbc:sqlite:/data/x.db", "/data/x.db"),
        ] {
            assert_eq!(sqlite_file(text), Some(file), "{text}");
        }
    }

    #[test]
    fn other_texts_are_none() {
        for text in [
            "",
            "sqlite",
            "sqlite://",
            "sqlite://:memory:",
            "shop.db",
            "db:5432",
            "https://a/b.db",
            "see /a b.db",
        ] {
            assert_eq!(sqlite_file(text), None, "{text}");
        }
    }
}
