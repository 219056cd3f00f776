//! Which table a place in the text belongs to.

use toml::de::DeTable;

use crate::span::{Source, Span};

/// The tables of a file, in the order of the text.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    tables: Vec<(Span, String)>,
}

/// Finds the tables of a text; a text that is no TOML has none.
pub fn outline(source: &Source) -> Outline {
    let Ok(document) = DeTable::parse(&source.text) else { return Outline::default() };
    let mut tables = Vec::new();
    below(document.get_ref(), "", &mut tables);
    tables.sort();
    // A table with a header goes on until the next one begins.
    let mut end = source.text.len();
    for (span, _) in tables
        .iter_mut()
        .rev()
        .filter(|(span, _)| source.text.get(span.start..).is_some_and(|text| text.starts_with('[')))
    {
        span.end = end;
        end = span.start;
    }
    Outline { tables }
}

fn below(table: &DeTable<'_>, path: &str, tables: &mut Vec<(Span, String)>) {
    for (key, value) in table {
        let Some(inner) = value.get_ref().as_table() else { continue };
        let path =
            if path.is_empty() { key.get_ref().to_string() } else { format!("{path}.{}", key.get_ref()) };
        tables.push((value.span().into(), path.clone()));
        below(inner, &path, tables);
    }
}

impl Outline {
    /// Whether there is a table of that path, such as `services.web`.
    pub fn has(&self, path: &str) -> bool {
        self.tables.iter().any(|(_, table)| table == path)
    }

    /// Whether a byte of the text lies in a table, or in one below it.
    pub fn is_within(&self, offset: usize, path: &str) -> bool {
        let own =
            |table: &str| table == path || table.strip_prefix(path).is_some_and(|rest| rest.starts_with('.'));
        self.tables.iter().any(|(span, table)| own(table) && (span.start..span.end).contains(&offset))
    }
}

#[cfg(test)]
mod tests {
    use super::outline;
    use crate::span::Source;

    #[test]
    fn knows_headers_and_inline_tables() {
        let text = "[images.a]\nx = 1\n[images.a.env]\ny = 2\n[images.b]\nz = 3\n[services]\nweb = { port = 4 }\napi = { port = 5 }\n";
        let outline = outline(&Source { path: String::new(), text: text.to_owned() });
        let within = |what, table| outline.is_within(text.find(what).unwrap(), table);
        assert!(within("x = 1", "images.a") && within("y = 2", "images.a"));
        assert!(!within("z = 3", "images.a"));
        assert!(within("port = 4", "services.web") && !within("port = 5", "services.web"));
        assert!(within("[images.a]", "images.a"));
    }
}
