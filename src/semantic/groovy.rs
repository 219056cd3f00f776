//! As much of Groovy as it takes to tell the statements and blocks of a Jenkinsfile.

/// One word of Groovy.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// A name, a number or a sign.
    Word(String),
    /// A text, and whether it holds `$`, which Groovy replaces.
    Text(String, bool),
    /// The end of a line, or `;`.
    End,
}

/// A statement, and the block that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    /// What stands before the block, or all of it; spaces and the kind of quotes have no meaning.
    pub(super) head: String,
    /// The name that it begins with, such as `stage`.
    pub(super) name: String,
    /// The text that it ends with, such as the name of a stage or a script.
    pub(super) text: Option<String>,
    /// What stands in braces behind it.
    pub(super) block: Option<Vec<Statement>>,
}

/// How deep blocks may be in each other.
const DEEPEST: usize = 100;

/// The statements of a script.
///
/// # Errors
///
/// Why it cannot be understood, if braces or quotes are not closed.
pub(super) fn statements(text: &str) -> Result<Vec<Statement>, String> {
    let tokens = tokens(text)?;
    let mut rest = tokens.as_slice();
    let statements = block(&mut rest, 0)?;
    if rest.is_empty() { Ok(statements) } else { Err("a `}` closes nothing".to_owned()) }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    if rest.starts_with("#!") {
        rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
    while let Some(first) = rest.chars().next() {
        if first == '\n' || first == ';' {
            tokens.push(Token::End);
            rest = rest.get(1..).unwrap_or_default();
        } else if first.is_whitespace() {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n');
        } else if rest.starts_with("//") {
            rest = rest.find('\n').and_then(|end| rest.get(end..)).unwrap_or_default();
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").ok_or("a comment is not closed")?.1;
        } else if rest.starts_with("\\\n") {
            rest = rest.get(2..).unwrap_or_default();
        } else if let Some(quote) =
            ["'''", "\"\"\"", "'", "\""].into_iter().find(|quote| rest.starts_with(quote))
        {
            let (token, after) = quoted(rest.get(quote.len()..).unwrap_or_default(), quote)?;
            tokens.push(token);
            rest = after;
        } else {
            let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
            let end = if is_name(first) {
                rest.find(|c| !is_name(c)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            tokens.push(Token::Word(rest.get(..end).unwrap_or_default().to_owned()));
            rest = rest.get(end..).unwrap_or_default();
        }
    }
    Ok(tokens)
}

/// A text up to its quote, and what follows.
fn quoted<'a>(rest: &'a str, quote: &str) -> Result<(Token, &'a str), String> {
    let mut value = String::new();
    let mut expands = false;
    let mut chars = rest.char_indices();
    while let Some((at, c)) = chars.next() {
        if rest.get(at..).is_some_and(|rest| rest.starts_with(quote)) {
            let after = rest.get(at + quote.len()..).unwrap_or_default();
            return Ok((Token::Text(value, expands), after));
        }
        match c {
            '\\' => match chars.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, '\n')) => {}
                // What is not replaced must not look as if it were.
                Some((_, '$')) if quote.starts_with('"') => value += "\\$",
                Some((_, other)) => value.push(other),
                None => break,
            },
            '\n' if quote.len() == 1 => return Err(format!("a {quote} is not closed on its line")),
            '$' if quote.starts_with('"') => {
                expands = true;
                value.push(c);
            }
            _ => value.push(c),
        }
    }
    Err(format!("a {quote} is not closed"))
}

/// Statements up to the brace that ends them.
fn block(rest: &mut &[Token], depth: usize) -> Result<Vec<Statement>, String> {
    if depth > DEEPEST {
        return Err(format!("more than {DEEPEST} blocks are in each other"));
    }
    let mut statements = Vec::new();
    let mut head: Vec<&Token> = Vec::new();
    let mut open = 0_usize;
    while let Some((token, after)) = rest.split_first() {
        let sign = if let Token::Word(word) = token { word.as_str() } else { "" };
        match sign {
            "}" if open == 0 => {
                statements.extend(statement(&head, None));
                return Ok(statements);
            }
            "{" if open == 0 => {
                *rest = after;
                let inner = block(rest, depth + 1)?;
                let (_, after) = rest.split_first().ok_or("a `{` is not closed")?;
                statements.extend(statement(&head, Some(inner)));
                head.clear();
                *rest = after;
                continue;
            }
            "(" | "[" | "{" => open += 1,
            ")" | "]" | "}" => open = open.saturating_sub(1),
            _ => {}
        }
        match token {
            Token::End if open > 0 => {}
            Token::End => {
                statements.extend(statement(&head, None));
                head.clear();
            }
            _ => head.push(token),
        }
        *rest = after;
    }
    statements.extend(statement(&head, None));
    if depth > 0 { Err("a `{` is not closed".to_owned()) } else { Ok(statements) }
}

fn statement(head: &[&Token], block: Option<Vec<Statement>>) -> Option<Statement> {
    if head.is_empty() && block.is_none() {
        return None;
    }
    let head = without_parentheses(head);
    let name = if let Some(Token::Word(word)) = head.first() { word.clone() } else { String::new() };
    let text = match head.as_slice() {
        [_, .., Token::Text(text, _)] => Some(text.clone()),
        _ => None,
    };
    Some(Statement { head: joined(&head), name, text, block })
}

/// `sh('x')` and `sh(script: 'x')` are `sh 'x'`.
fn without_parentheses<'t>(head: &[&'t Token]) -> Vec<&'t Token> {
    let word = |token: &Token, sign: &str| matches!(token, Token::Word(word) if word == sign);
    let [name, open, inner @ .., close] = head else { return head.to_vec() };
    let plain = !inner.iter().any(|token| word(token, "(") || word(token, ")"));
    if !plain || !word(open, "(") || !word(close, ")") {
        return head.to_vec();
    }
    let inner = match inner {
        [key, colon, value @ Token::Text(..)] if word(key, "script") && word(colon, ":") => &[*value][..],
        _ => inner,
    };
    std::iter::once(*name).chain(inner.iter().copied()).collect()
}

fn joined(head: &[&Token]) -> String {
    let mut text = String::new();
    let mut before = "";
    for token in head {
        let word = match token {
            Token::Word(word) => word.clone(),
            Token::Text(value, false) => format!("'{value}'"),
            Token::Text(value, true) => format!("\"{value}\""),
            Token::End => continue,
        };
        let close = [",", ")", "]", ".", ":", "(", "="].contains(&word.as_str()) && word != "=";
        let after_open = ["(", "[", ".", "@", "!"].contains(&before);
        if !(text.is_empty() || close || after_open) {
            text.push(' ');
        }
        text += &word;
        before = if let Token::Word(word) = token { word } else { "" };
    }
    text
}

#[cfg(test)]
mod tests {
    use super::statements;

    fn heads(text: &str) -> Vec<String> {
        statements(text).unwrap().into_iter().map(|statement| statement.head).collect()
    }

    #[test]
    fn spaces_quotes_and_parentheses_have_no_meaning() {
        for text in ["sh 'x'", "sh(\"x\")", "sh ( '''x''' ) // why", "sh(script: 'x');", "/* a */ sh 'x'"] {
            assert_eq!(heads(text), ["sh 'x'"], "{text}");
        }
        assert_ne!(heads("sh \"$x\""), heads("sh '$x'"));
    }

    #[test]
    fn blocks_belong_to_their_statements() {
        let found =
            statements("pipeline {\n  agent any\n  stages { stage('A') { steps { echo 'a' } } }\n}\n")
                .unwrap();
        let [pipeline] = found.as_slice() else { panic!() };
        assert_eq!(pipeline.name, "pipeline");
        assert_eq!(pipeline.block.as_ref().unwrap().len(), 2);
    }

    #[test]
    fn what_is_not_closed_is_said() {
        for text in ["a {", "a }", "'x", "\"\"\"x", "/* x", &"{".repeat(100_000)] {
            assert!(statements(text).is_err(), "{text:.20}");
        }
    }
}
