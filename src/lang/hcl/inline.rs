//! Expressions on one line, spaced as `terraform fmt` spaces them.

use std::borrow::Cow;

use ::hcl::Expression;
use ::hcl::expr::{ForExpr, FuncCall, ObjectKey, Operation, TemplateExpr, Traversal, TraversalOperator};

use super::string;

/// Returns an expression on one line.
pub(super) fn expression(expression: &Expression) -> String {
    let mut out = String::new();
    write(expression, &mut out);
    out
}

/// Returns an object's key: bare if it can be, else quoted or in parentheses.
pub(super) fn key(key: &ObjectKey) -> Cow<'_, str> {
    if let ObjectKey::Expression(Expression::String(text)) = key
        && string::is_bare_key(text)
    {
        return text.into();
    }
    let mut out = String::new();
    write_key(key, &mut out);
    out.into()
}

/// Returns what stands before the arguments of a call.
pub(super) fn call_start(call: &FuncCall) -> String {
    let mut out = String::new();
    for part in &call.name.namespace {
        out.extend([part.as_str(), "::"]);
    }
    out + &call.name.name + "("
}

/// Returns what stands after the arguments of a call.
pub(super) fn call_end(call: &FuncCall) -> &'static str {
    if call.expand_final { "...)" } else { ")" }
}

/// Writes an expression behind what is there.
fn write(expression: &Expression, out: &mut String) {
    match expression {
        Expression::Bool(value) => *out += if *value { "true" } else { "false" },
        Expression::Number(value) => *out += &value.to_string(),
        Expression::String(text) => string::write_quoted(text, out),
        Expression::Array(items) => {
            out.push('[');
            write_list(items, out);
            out.push(']');
        }
        Expression::Object(entries) if entries.is_empty() => *out += "{}",
        Expression::Object(entries) => {
            let mut before = "{ ";
            for (key, value) in entries {
                *out += before;
                write_key(key, out);
                *out += " = ";
                write(value, out);
                before = ", ";
            }
            *out += " }";
        }
        Expression::TemplateExpr(template) => write_template(template, out),
        Expression::Variable(name) => *out += name,
        Expression::Traversal(value) => write_traversal(value, out),
        Expression::FuncCall(call) => {
            *out += &call_start(call);
            write_list(&call.args, out);
            *out += call_end(call);
        }
        Expression::Parenthesis(inner) => write_parentheses(inner, out),
        Expression::Conditional(value) => {
            write_operand(&value.cond_expr, out);
            *out += " ? ";
            write_operand(&value.true_expr, out);
            *out += " : ";
            write_operand(&value.false_expr, out);
        }
        Expression::Operation(value) => write_operation(value, out),
        Expression::ForExpr(value) => write_for(value, out),
        // `Null`, and whatever hcl-rs may add: kura builds no other kind.
        _ => *out += "null",
    }
}

fn write_key(key: &ObjectKey, out: &mut String) {
    match key {
        ObjectKey::Identifier(name) => write_name(name, out),
        ObjectKey::Expression(Expression::String(text)) => write_name(text, out),
        ObjectKey::Expression(key @ (Expression::TemplateExpr(_) | Expression::Parenthesis(_))) => {
            write(key, out);
        }
        ObjectKey::Expression(key) => write_parentheses(key, out),
        _ => string::write_quoted(&key.to_string(), out),
    }
}

fn write_name(name: &str, out: &mut String) {
    if string::is_bare_key(name) { *out += name } else { string::write_quoted(name, out) }
}

fn write_list(items: &[Expression], out: &mut String) {
    let mut before = "";
    for item in items {
        *out += before;
        write(item, out);
        before = ", ";
    }
}

fn write_parentheses(inner: &Expression, out: &mut String) {
    out.push('(');
    write(inner, out);
    out.push(')');
}

/// Writes a template; a heredoc, which nothing here builds, becomes literal text.
fn write_template(template: &TemplateExpr, out: &mut String) {
    match template {
        TemplateExpr::QuotedString(code) => out.extend(["\"", code, "\""]),
        TemplateExpr::Heredoc(heredoc) => string::write_quoted(&heredoc.template, out),
    }
}

fn write_traversal(traversal: &Traversal, out: &mut String) {
    write_operand(&traversal.expr, out);
    for operator in &traversal.operators {
        match operator {
            TraversalOperator::AttrSplat => *out += ".*",
            TraversalOperator::FullSplat => *out += "[*]",
            TraversalOperator::GetAttr(name) => out.extend([".", name]),
            TraversalOperator::Index(index) => {
                out.push('[');
                write(index, out);
                out.push(']');
            }
            TraversalOperator::LegacyIndex(index) => out.extend([".", &index.to_string()]),
        }
    }
}

fn write_operation(operation: &Operation, out: &mut String) {
    match operation {
        Operation::Unary(unary) => {
            *out += unary.operator.as_str();
            write_operand(&unary.expr, out);
        }
        Operation::Binary(binary) => {
            write_operand(&binary.lhs_expr, out);
            out.extend([" ", binary.operator.as_str(), " "]);
            write_operand(&binary.rhs_expr, out);
        }
    }
}

/// Writes an operand; parentheses keep the tree's shape whatever binds tighter.
fn write_operand(operand: &Expression, out: &mut String) {
    match operand {
        Expression::Operation(_) | Expression::Conditional(_) => write_parentheses(operand, out),
        _ => write(operand, out),
    }
}

fn write_for(each: &ForExpr, out: &mut String) {
    let (open, close) = if each.key_expr.is_some() { ("{ ", " }") } else { ("[", "]") };
    out.extend([open, "for "]);
    if let Some(key) = &each.key_var {
        out.extend([key.as_str(), ", "]);
    }
    out.extend([each.value_var.as_str(), " in "]);
    write(&each.collection_expr, out);
    *out += " : ";
    if let Some(key) = &each.key_expr {
        write(key, out);
        *out += " => ";
    }
    write(&each.value_expr, out);
    if each.grouping && each.key_expr.is_some() {
        *out += "...";
    }
    if let Some(condition) = &each.cond_expr {
        *out += " if ";
        write(condition, out);
    }
    *out += close;
}
