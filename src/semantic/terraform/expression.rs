//! What an expression says, however it is written.

use hcl::Expression;
use hcl::expr::{HeredocStripMode, ObjectKey, TemplateExpr};

use super::policy;
use super::variables::Variables;
use crate::semantic::Tree;

/// Lists whose order has a meaning; in the others AWS sees none.
const IN_ORDER: &[&str] = &["command", "entry_point", "instance_types", "value", "default", "args"];

/// The value of an attribute.
pub(super) fn tree(name: &str, expression: &Expression, variables: &Variables) -> Tree {
    policy::in_no_order(of(name, &variables.resolved(expression)))
}

fn of(name: &str, expression: &Expression) -> Tree {
    match expression {
        Expression::Null => Tree::text("null"),
        Expression::String(text) => Tree::of_text(text),
        Expression::Array(items) => list(name, items.iter().map(|item| of(name, item)).collect()),
        Expression::Object(object) => {
            object.iter().map(|(key, value)| (plain(key), of(&plain(key), value))).collect()
        }
        Expression::Parenthesis(inner) => of(name, inner),
        Expression::FuncCall(call) if call.name.to_string() == "jsonencode" => match call.args.as_slice() {
            [value] => json(value),
            _ => Tree::Text(expression.to_string()),
        },
        Expression::TemplateExpr(template) => match template.as_ref() {
            TemplateExpr::QuotedString(text) => unwrapped(text),
            TemplateExpr::Heredoc(heredoc) => {
                let lines: Vec<_> = heredoc.template.lines().collect();
                let indent = match heredoc.strip {
                    HeredocStripMode::None => 0,
                    HeredocStripMode::Indent => indent(&lines),
                };
                let lines = lines.iter().map(|line| line.get(indent..).unwrap_or_default());
                let mut tree = Tree::of_text(&lines.collect::<Vec<_>>().join("\n"));
                if !matches!(tree, Tree::Lines(_)) {
                    tree.for_each_text(&mut |text| *text = without_braces(text).unwrap_or(text).to_owned());
                }
                tree
            }
        },
        // Line breaks within an expression have no meaning.
        other => Tree::Text(other.to_string().split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// A text that is only one interpolation is the expression in it.
fn unwrapped(text: &str) -> Tree {
    match without_braces(text).map(str::parse::<Expression>) {
        Some(Ok(expression)) => of("", &expression),
        _ => Tree::of_text(text),
    }
}

/// What is interpolated, if that is all of a text.
fn without_braces(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("${")?.strip_suffix('}')?;
    (!inner.contains(['{', '}'])).then_some(inner)
}

fn indent(lines: &[&str]) -> usize {
    let widths = lines.iter().filter(|line| !line.trim().is_empty());
    widths.map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0)
}

fn list(name: &str, items: Vec<Tree>) -> Tree {
    let text = |tree: &Tree| if let Tree::Text(text) = tree { Some(text.clone()) } else { None };
    match items.iter().map(text).collect::<Option<Vec<_>>>() {
        Some(texts) if !texts.is_empty() && !IN_ORDER.contains(&name) => Tree::set(texts),
        _ => Tree::List(items),
    }
}

/// JSON keeps the order of its lists, whether it is encoded or written out.
fn json(expression: &Expression) -> Tree {
    match expression {
        Expression::Array(items) => Tree::List(items.iter().map(json).collect()),
        Expression::Object(object) => object.iter().map(|(key, value)| (plain(key), json(value))).collect(),
        other => of("", other),
    }
}

fn plain(key: &ObjectKey) -> String {
    match key {
        ObjectKey::Identifier(name) => name.to_string(),
        ObjectKey::Expression(Expression::String(text)) => text.clone(),
        other => other.to_string(),
    }
}
