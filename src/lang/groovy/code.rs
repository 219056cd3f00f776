//! Expressions and statements of Groovy.

use super::string;

/// The column that a line should not pass.
const LIMIT: usize = 120;

/// Groovy code; only text that stands in kura's source or went through [`literal`] becomes code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    open: String,
    items: Vec<Code>,
    close: &'static str,
}

impl From<&'static str> for Code {
    fn from(code: &'static str) -> Self {
        Self::atom(code.to_owned())
    }
}

impl From<bool> for Code {
    fn from(value: bool) -> Self {
        Self::atom(value.to_string())
    }
}

impl From<u32> for Code {
    fn from(value: u32) -> Self {
        Self::atom(value.to_string())
    }
}

/// Builds a string in single quotes, in which `$` means nothing.
pub fn literal(text: &str) -> Code {
    Code::atom(string::quote(text))
}

/// A piece of a string that is put together when the pipeline runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text that means itself.
    Text(String),
    /// The value of an expression.
    Value(&'static str),
    /// What a step returns that takes one text.
    Call {
        /// Name of the step.
        name: &'static str,
        /// The text.
        argument: String,
    },
}

/// Builds a string such as `"${WORKSPACE_TMP}/config"`.
///
/// Never for a secret: Groovy would put its value into the text of the script.
pub fn template(parts: impl IntoIterator<Item = Part>) -> Code {
    let parts: Vec<_> = parts
        .into_iter()
        .map(|part| match part {
            Part::Text(text) => string::escape_template(&text),
            Part::Value(expression) => format!("${{{expression}}}"),
            Part::Call { name, argument } => format!("${{{name}({})}}", string::quote(&argument)),
        })
        .collect();
    Code::atom(format!("\"{}\"", parts.concat()))
}

/// Builds a string that begins with the value of a variable.
pub fn after_variable(name: &'static str, text: &str) -> Code {
    template([Part::Value(name), Part::Text(text.to_owned())])
}

/// Builds a list such as `[a, b]`.
pub fn list<T: Into<Code>>(items: impl IntoIterator<Item = T>) -> Code {
    Code::group("[".to_owned(), items, "]")
}

/// Builds a call such as `stage('Build')`.
pub fn call<T: Into<Code>>(name: &'static str, arguments: impl IntoIterator<Item = T>) -> Code {
    Code::group(format!("{name}("), arguments, ")")
}

/// Builds a call without parentheses such as `label 'linux'`.
pub fn command<T: Into<Code>>(name: &'static str, arguments: impl IntoIterator<Item = T>) -> Code {
    Code::group(format!("{name} "), arguments, "")
}

/// Builds a named argument such as `credentialsId: 'x'`.
pub fn named(name: &'static str, value: impl Into<Code>) -> Code {
    value.into().after(&format!("{name}: "))
}

/// Builds `NAME = value`; the name is code and must be an identifier.
pub fn assign(name: &str, value: impl Into<Code>) -> Code {
    value.into().after(&format!("{name} = "))
}

/// Builds `a + b`.
pub fn plus(first: &'static str, second: impl Into<Code>) -> Code {
    second.into().after(&format!("{first} + "))
}

/// Builds `a ?: b`: the second where the first is empty.
pub fn or(first: &'static str, second: impl Into<Code>) -> Code {
    second.into().after(&format!("{first} ?: "))
}

impl Code {
    fn atom(open: String) -> Self {
        Self { open, items: Vec::new(), close: "" }
    }

    fn group<T: Into<Code>>(open: String, items: impl IntoIterator<Item = T>, close: &'static str) -> Self {
        Self { open, items: items.into_iter().map(Into::into).collect(), close }
    }

    fn after(mut self, text: &str) -> Self {
        self.open.insert_str(0, text);
        self
    }

    /// The code with text around it, on one line.
    pub(super) fn between(&self, before: &str, after: &str) -> Self {
        Self::atom(format!("{before}{}{after}", self.inline()))
    }

    fn inline(&self) -> String {
        let items: Vec<_> = self.items.iter().map(Self::inline).collect();
        format!("{}{}{}", self.open, items.join(", "), self.close)
    }

    /// Lays out the code as lines with their depths; brackets of a line that is too long break.
    pub(super) fn layout(&self, depth: usize, end: &str) -> Vec<(usize, String)> {
        let line = self.inline() + end;
        let fits = 4 * depth + line.chars().count() <= LIMIT;
        let close = format!("{}{end}", self.close);
        match self.items.as_slice() {
            [only] if !fits && !only.items.is_empty() => {
                let mut lines = only.layout(depth, &close);
                if let Some((_, first)) = lines.first_mut() {
                    first.insert_str(0, &self.open);
                }
                lines
            }
            [items @ .., last] if !fits && !self.close.is_empty() => {
                let mut lines = vec![(depth, self.open.clone())];
                lines.extend(items.iter().flat_map(|item| item.layout(depth + 1, ",")));
                lines.extend(last.layout(depth + 1, ""));
                lines.push((depth, close));
                lines
            }
            // The arguments of a call without parentheses follow each other behind commas.
            [first, rest @ .., last] if !fits => {
                let mut lines = vec![(depth, format!("{}{},", self.open, first.inline()))];
                lines.extend(rest.iter().flat_map(|item| item.layout(depth + 1, ",")));
                lines.extend(last.layout(depth + 1, end));
                lines
            }
            _ => vec![(depth, line)],
        }
    }
}
