//! Names that Groovy reads as something else than the name of a variable.
//!
//! Source: <https://groovy-lang.org/syntax.html#_keywords> and <https://groovy-lang.org/structure.html#_default_imports>

use super::table::Table;

static TABLE: Table<&'static str> = Table::new(include_str!("../../schema/jenkins/groovy_names.tsv"), Some);

/// Whether it is a keyword, such as `class`.
pub fn is_keyword(name: &str) -> bool {
    is(name, "keyword")
}

/// Whether it is a class that every script imports, such as `URL`.
pub fn is_class(name: &str) -> bool {
    is(name, "class")
}

fn is(name: &str, what: &str) -> bool {
    TABLE.all(name).any(|kind| kind == what)
}

#[cfg(test)]
mod tests {
    use super::{TABLE, is_class, is_keyword};

    #[test]
    fn the_table_is_whole() {
        TABLE.assert_whole();
    }

    #[test]
    fn names_are_found() {
        assert!(is_keyword("class") && is_keyword("in") && !is_keyword("URL") && !is_keyword("name"));
        assert!(is_class("URL") && is_class("UUID") && !is_class("class") && !is_class("Url"));
    }
}
