//! Constructors for the values of attributes.

use ::hcl::Expression;
use ::hcl::Identifier;
use ::hcl::expr::{
    ForExpr, FuncCall, FuncName, ObjectKey, TemplateExpr, Traversal, TraversalOperator, Variable,
};

use serde_json::Value as Json;

use super::{inline, string};

/// Builds a reference such as `aws_vpc.main.id`, `x.y[0]`, `x.y["key"]` or `x.y[each.key].id`.
///
/// The path is code. Text that is no path becomes a literal string, so that no
/// text can become any other code.
pub fn reference(path: &str) -> Expression {
    if let Some(names) = names(path) {
        return names;
    }
    match path.parse::<Expression>() {
        Ok(expression) if is_path(&expression) => expression,
        _ => Expression::from(path),
    }
}

/// Builds a path of names alone, as most are, which needs no parser.
fn names(path: &str) -> Option<Expression> {
    if !path.split('.').all(string::is_bare_key) {
        return None;
    }
    let (root, attributes) = path.split_once('.').unzip();
    let variable = Expression::from(Variable::unchecked(root.unwrap_or(path)));
    let Some(attributes) = attributes else { return Some(variable) };
    let steps = attributes.split('.').map(|name| TraversalOperator::GetAttr(Identifier::unchecked(name)));
    Some(Traversal::new(variable, steps).into())
}

/// Builds an object; keys are text and are quoted where they have to be.
pub fn object<K, I>(entries: I) -> Expression
where
    K: Into<String>,
    I: IntoIterator<Item = (K, Expression)>,
{
    let key = |key: K| ObjectKey::Expression(Expression::String(key.into()));
    Expression::Object(entries.into_iter().map(|(k, v)| (key(k), v)).collect())
}

/// Builds an object whose keys are expressions, such as templates.
pub fn computed_object(entries: impl IntoIterator<Item = (Expression, Expression)>) -> Expression {
    Expression::Object(entries.into_iter().map(|(key, value)| (ObjectKey::Expression(key), value)).collect())
}

/// Builds `{ for key, value in collection : key => result }`; all of it is code.
pub fn map_of(key: &str, value: &str, collection: &str, result: &str) -> Expression {
    Expression::from(ForExpr {
        key_var: Some(Identifier::sanitized(key)),
        value_var: Identifier::sanitized(value),
        collection_expr: reference(collection),
        key_expr: Some(reference(key)),
        value_expr: reference(result),
        grouping: false,
        cond_expr: None,
    })
}

/// Builds the value that JSON describes.
pub fn json(value: &Json) -> Expression {
    match value {
        Json::Null => Expression::Null,
        Json::Bool(truth) => Expression::Bool(*truth),
        Json::Number(number) => {
            let integer = number.as_i64().map(Expression::from).or(number.as_u64().map(Expression::from));
            integer.or(number.as_f64().map(Expression::from)).unwrap_or(Expression::Null)
        }
        Json::String(text) => Expression::String(text.clone()),
        Json::Array(items) => list(items.iter().map(json)),
        Json::Object(entries) => object(entries.iter().map(|(key, value)| (key.as_str(), json(value)))),
    }
}

/// Builds a list.
pub fn list<T: Into<Expression>>(items: impl IntoIterator<Item = T>) -> Expression {
    items.into_iter().collect()
}

/// Builds a call such as `jsonencode(...)`; the name is code and must be an identifier.
pub fn call(name: &str, arguments: impl IntoIterator<Item = Expression>) -> Expression {
    Expression::from(FuncCall {
        name: FuncName::new(Identifier::sanitized(name)),
        args: arguments.into_iter().collect(),
        expand_final: false,
    })
}

/// Builds a string of literal text (the parts that are strings) and interpolated expressions.
///
/// One expression alone stays that expression, as `terraform fmt` would have it.
pub fn template(parts: impl IntoIterator<Item = Expression>) -> Expression {
    let mut parts: Vec<_> = parts.into_iter().filter(|part| !is_empty(part)).collect();
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let mut code = String::new();
    let mut literal = String::new();
    for part in &parts {
        // Adjacent literals are escaped as one: `$` and `{` would make `${`.
        if let Expression::String(text) = part {
            literal.push_str(text);
        } else {
            string::write_interpolated(&literal, &inline::expression(part), &mut code);
            literal.clear();
        }
    }
    if code.is_empty() {
        return Expression::String(literal);
    }
    string::write_escaped(&literal, &mut code);
    Expression::from(TemplateExpr::QuotedString(code))
}

fn is_empty(part: &Expression) -> bool {
    matches!(part, Expression::String(text) if text.is_empty())
}

/// Tells whether an expression only walks from a name to a value.
fn is_path(expression: &Expression) -> bool {
    match expression {
        Expression::Variable(_) => true,
        Expression::Traversal(traversal) => {
            matches!(traversal.expr, Expression::Variable(_))
                && traversal.operators.iter().all(|operator| match operator {
                    TraversalOperator::Index(Expression::String(_) | Expression::Number(_)) => true,
                    TraversalOperator::Index(index) => is_path(index),
                    _ => true,
                })
        }
        _ => false,
    }
}
