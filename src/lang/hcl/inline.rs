//! Expressions on one line, spaced as `terraform fmt` spaces them.

use ::hcl::Expression;
use ::hcl::expr::{ForExpr, FuncCall, ObjectKey, Operation, TemplateExpr, Traversal, TraversalOperator};

use super::string;

/// Writes an expression on one line.
pub(super) fn expression(expression: &Expression) -> String {
    match expression {
        Expression::Bool(value) => value.to_string(),
        Expression::Number(value) => value.to_string(),
        Expression::String(text) => string::quote(text),
        Expression::Array(items) => format!("[{}]", commas(items)),
        Expression::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Expression::Object(entries) => {
            let entry = |(k, v)| format!("{} = {}", key(k), self::expression(v));
            let entries: Vec<_> = entries.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Expression::TemplateExpr(template) => quoted(template),
        Expression::Variable(name) => name.to_string(),
        Expression::Traversal(value) => traversal(value),
        Expression::FuncCall(value) => call(value, &commas(&value.args)),
        Expression::Parenthesis(inner) => format!("({})", self::expression(inner)),
        Expression::Conditional(value) => format!(
            "{} ? {} : {}",
            operand(&value.cond_expr),
            operand(&value.true_expr),
            operand(&value.false_expr)
        ),
        Expression::Operation(value) => operation(value),
        Expression::ForExpr(value) => for_each(value),
        // `Null`, and whatever hcl-rs may add: kura builds no other kind.
        _ => "null".to_owned(),
    }
}

/// Writes an object's key: bare if it can be, else quoted or in parentheses.
pub(super) fn key(key: &ObjectKey) -> String {
    match key {
        ObjectKey::Identifier(name) if string::is_bare_key(name) => name.to_string(),
        ObjectKey::Identifier(name) => string::quote(name),
        ObjectKey::Expression(Expression::String(text)) if string::is_bare_key(text) => text.clone(),
        ObjectKey::Expression(
            key @ (Expression::String(_) | Expression::TemplateExpr(_) | Expression::Parenthesis(_)),
        ) => expression(key),
        ObjectKey::Expression(key) => format!("({})", expression(key)),
        _ => string::quote(&key.to_string()),
    }
}

/// Writes a call whose arguments are already text.
pub(super) fn call(call: &FuncCall, arguments: &str) -> String {
    let namespace = call.name.namespace.iter().map(|part| format!("{part}::"));
    let expand = if call.expand_final { "..." } else { "" };
    format!("{}{}({arguments}{expand})", namespace.collect::<String>(), call.name.name)
}

fn commas(items: &[Expression]) -> String {
    let items: Vec<_> = items.iter().map(expression).collect();
    items.join(", ")
}

/// Writes a template; a heredoc, which nothing here builds, becomes literal text.
fn quoted(template: &TemplateExpr) -> String {
    match template {
        TemplateExpr::QuotedString(code) => format!("\"{code}\""),
        TemplateExpr::Heredoc(heredoc) => string::quote(&heredoc.template),
    }
}

fn traversal(traversal: &Traversal) -> String {
    let mut out = operand(&traversal.expr);
    for operator in &traversal.operators {
        let step = match operator {
            TraversalOperator::AttrSplat => ".*".to_owned(),
            TraversalOperator::FullSplat => "[*]".to_owned(),
            TraversalOperator::GetAttr(name) => format!(".{name}"),
            TraversalOperator::Index(index) => format!("[{}]", expression(index)),
            TraversalOperator::LegacyIndex(index) => format!(".{index}"),
        };
        out += &step;
    }
    out
}

fn operation(operation: &Operation) -> String {
    match operation {
        Operation::Unary(unary) => format!("{}{}", unary.operator, operand(&unary.expr)),
        Operation::Binary(binary) => {
            format!("{} {} {}", operand(&binary.lhs_expr), binary.operator, operand(&binary.rhs_expr))
        }
    }
}

/// Writes an operand; parentheses keep the tree's shape whatever binds tighter.
fn operand(operand: &Expression) -> String {
    match operand {
        Expression::Operation(_) | Expression::Conditional(_) => {
            format!("({})", expression(operand))
        }
        _ => expression(operand),
    }
}

fn for_each(each: &ForExpr) -> String {
    let key = each.key_var.as_ref().map(|name| format!("{name}, "));
    let head = format!(
        "for {}{} in {} :",
        key.unwrap_or_default(),
        each.value_var,
        expression(&each.collection_expr)
    );
    let condition = each.cond_expr.as_ref().map(|c| format!(" if {}", expression(c)));
    let condition = condition.unwrap_or_default();
    let value = expression(&each.value_expr);
    match &each.key_expr {
        None => format!("[{head} {value}{condition}]"),
        Some(key) => {
            let group = if each.grouping { "..." } else { "" };
            format!("{{ {head} {} => {value}{group}{condition} }}", expression(key))
        }
    }
}
