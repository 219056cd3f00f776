//! Declarative Jenkinsfiles: a tree, its printer, and a reader of Groovy that others wrote.
//!
//! The layout is what the `recommended-jenkinsfile` rules of
//! [npm-groovy-lint](https://nvuillam.github.io/npm-groovy-lint/) ask for.

mod code;
mod read;
mod script;
mod step;
mod string;
#[cfg(test)]
mod tests;

pub use self::code::{
    Code, Part, after_variable, assign, call, command, list, literal, named, or, plus, template,
};
pub use self::read::{Literal, Script, Token, Unclosed, breaks_inside_text, read};
pub use self::step::{retry, retry_times, sh, timeout};

use super::comment;

/// One thing in a Jenkinsfile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// A head and, in braces, its children.
    Block(Code, Vec<Node>),
    /// Steps, and those that follow if one of them fails.
    Try(Vec<Node>, Vec<Node>),
    /// A statement.
    Line(Code),
    /// A step that runs a shell script, which may have many lines.
    Sh(String),
    /// Statements as somebody else wrote them; the caller vouches for them.
    Verbatim {
        /// The statements.
        code: String,
        /// Whether blanks before its lines change nothing.
        can_indent: bool,
    },
    /// One `//` line per line of the text.
    Comment(String),
    /// A blank line.
    Blank,
}

/// Builds a block such as `stages { ... }`.
pub fn block(head: impl Into<Code>, children: impl IntoIterator<Item = Node>) -> Node {
    Node::Block(head.into(), children.into_iter().collect())
}

/// Builds a statement such as `agent none`.
pub fn line(code: impl Into<Code>) -> Node {
    Node::Line(code.into())
}

/// Builds the step [`sh`](https://www.jenkins.io/doc/pipeline/steps/workflow-durable-task-step/).
///
/// A script of many lines is indented, unless a line break is part of a word
/// of it: then its lines begin where those of the file do.
pub fn sh_as_written(script: &str) -> Node {
    Node::Sh(script.to_owned())
}

/// Builds an annotation of nothing, such as `@Library(['ci']) _`; see
/// [shared libraries](https://www.jenkins.io/doc/book/pipeline/shared-libraries/#using-libraries).
pub fn annotation(name: &'static str, value: &Code) -> Node {
    Node::Line(value.between(&format!("@{name}("), ") _"))
}

/// Builds a tool such as `jdk 'jdk21'`; the kind is code and must be an identifier.
pub fn tool(kind: &str, name: &str) -> Node {
    Node::Line(literal(name).between(&format!("{kind} "), ""))
}

/// Builds comment lines.
pub fn comment(text: &str) -> Node {
    Node::Comment(text.to_owned())
}

/// Prints nodes as the text of one Jenkinsfile.
pub fn print(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        write(node, 0, &mut out);
    }
    out
}

fn write(node: &Node, depth: usize, out: &mut String) {
    match node {
        Node::Block(head, children) => {
            write_lines(&head.layout(depth, " {"), out);
            for child in children {
                write(child, depth + 1, out);
            }
            write_lines(&[(depth, "}".to_owned())], out);
        }
        Node::Try(steps, otherwise) => {
            write_braced(depth, "try {", steps, out);
            write_braced(depth, "} catch (ignored) {", otherwise, out);
            write_lines(&[(depth, "}".to_owned())], out);
        }
        Node::Line(code) => write_lines(&code.layout(depth, ""), out),
        Node::Sh(text) => write_lines(&script::layout(text, depth), out),
        Node::Verbatim { code, can_indent } => {
            let depth = if *can_indent { depth } else { 0 };
            let lines: Vec<_> =
                code.trim_matches('\n').lines().map(|line| (depth, line.to_owned())).collect();
            write_lines(&lines, out);
        }
        Node::Comment(text) => {
            for line in comment::lines("//", text) {
                // Groovy reads `\u000a` as a line break even in a comment.
                write_lines(&[(depth, line.replace('\\', "/"))], out);
            }
        }
        Node::Blank => out.push('\n'),
    }
}

fn write_braced(depth: usize, head: &str, children: &[Node], out: &mut String) {
    write_lines(&[(depth, head.to_owned())], out);
    for child in children {
        write(child, depth + 1, out);
    }
}

/// Writes lines, each behind four spaces per level.
fn write_lines(lines: &[(usize, String)], out: &mut String) {
    for (depth, line) in lines {
        if !line.is_empty() {
            *out += &"    ".repeat(*depth);
            *out += line;
        }
        out.push('\n');
    }
}
