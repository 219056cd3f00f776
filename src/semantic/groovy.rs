//! As much of Groovy as it takes to tell the statements and blocks of a Jenkinsfile.

use crate::lang::groovy::{Token, read};

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
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let is_comment = text.starts_with("#!");
    let script = if is_comment { text.split_once('\n').map_or("", |(_, rest)| rest) } else { text };
    let lines_before = usize::from(is_comment);
    let script = read(script)
        .map_err(|unclosed| format!("line {}: {}", unclosed.line + lines_before, unclosed.what))?;
    let mut rest = script.tokens.as_slice();
    block(&mut rest, 0)
}

/// Statements up to the brace that ends them.
fn block(rest: &mut &[Token<'_>], depth: usize) -> Result<Vec<Statement>, String> {
    if depth > DEEPEST {
        return Err(format!("more than {DEEPEST} blocks are in each other"));
    }
    let mut statements = Vec::new();
    let mut head: Vec<&Token<'_>> = Vec::new();
    let mut open = 0_usize;
    while let Some((token, after)) = rest.split_first() {
        let sign = if let Token::Word(word) = token { *word } else { "" };
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

fn statement(head: &[&Token<'_>], block: Option<Vec<Statement>>) -> Option<Statement> {
    if head.is_empty() && block.is_none() {
        return None;
    }
    let head = without_parentheses(head);
    let name = if let Some(Token::Word(word)) = head.first() { (*word).to_owned() } else { String::new() };
    let text = match head.as_slice() {
        [_, .., Token::Text(text)] => Some(text.value()),
        _ => None,
    };
    Some(Statement { head: joined(&head), name, text, block })
}

/// `sh('x')` and `sh(script: 'x')` are `sh 'x'`.
fn without_parentheses<'h, 't>(head: &[&'h Token<'t>]) -> Vec<&'h Token<'t>> {
    let word = |token: &Token<'_>, sign: &str| matches!(token, Token::Word(word) if *word == sign);
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

fn joined(head: &[&Token<'_>]) -> String {
    let mut text = String::new();
    let mut before = "";
    for token in head {
        let word = match token {
            Token::Word(word) => (*word).to_owned(),
            Token::Text(text) if text.expands() => format!("\"{}\"", text.value()),
            Token::Text(text) => format!("'{}'", text.value()),
            Token::End => continue,
        };
        let close = [",", ")", "]", ".", ":", "(", "="].contains(&word.as_str()) && word != "=";
        let after_open = ["(", "[", ".", "@", "!"].contains(&before);
        if !(text.is_empty() || close || after_open) {
            text.push(' ');
        }
        text += &word;
        before = if let Token::Word(word) = token { *word } else { "" };
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
    fn a_pattern_may_hold_quotes() {
        assert_eq!(heads("if (x =~ /it's/) {}\nsh 'x'"), ["if x = ~ 'it's'", "sh 'x'"]);
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
