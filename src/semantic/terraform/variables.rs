//! Variables and locals by their values, where those are known without running anything.

use hcl::eval::{Context, Evaluate};
use hcl::expr::TraversalOperator;
use hcl::{Body, Expression, Map, Value};

use crate::secret::is_secret_name;

/// What `var` and `local` stand for.
pub(super) struct Variables {
    context: Context<'static>,
}

impl Variables {
    /// The defaults of a module's variables, or their values in files of values, and its locals.
    pub(super) fn of<'a>(files: &[&Body], values: impl Iterator<Item = &'a Body>) -> Self {
        let mut variables = Map::new();
        let blocks = files.iter().flat_map(|body| body.blocks());
        for block in blocks.clone().filter(|block| block.identifier.as_str() == "variable") {
            let named = |name: &str| block.body.attributes().find(|attribute| attribute.key() == name);
            let sensitive =
                named("sensitive").is_some_and(|attribute| *attribute.expr() == Expression::Bool(true));
            if let (Some(label), Some(default), false) = (block.labels.first(), named("default"), sensitive) {
                declare(&mut variables, label.as_str(), default.expr());
            }
        }
        for attribute in values.flat_map(Body::attributes) {
            declare(&mut variables, attribute.key(), attribute.expr());
        }
        let mut locals = Map::new();
        for block in blocks.filter(|block| block.identifier.as_str() == "locals") {
            for attribute in block.body.attributes() {
                declare(&mut locals, attribute.key(), attribute.expr());
            }
        }
        let mut context = Context::new();
        context.declare_var("var", Value::Object(variables));
        context.declare_var("local", Value::Object(locals));
        Self { context }
    }

    /// The same expression, with what is known in the place of variables and locals.
    pub(super) fn resolved(&self, expression: &Expression) -> Expression {
        match expression {
            Expression::Array(items) => {
                Expression::Array(items.iter().map(|item| self.resolved(item)).collect())
            }
            Expression::Object(object) => Expression::Object(
                object.iter().map(|(key, value)| (key.clone(), self.resolved(value))).collect(),
            ),
            Expression::Parenthesis(inner) => self.resolved(inner),
            Expression::FuncCall(call) => {
                let mut call = call.clone();
                call.args = call.args.iter().map(|argument| self.resolved(argument)).collect();
                Expression::FuncCall(call)
            }
            Expression::Traversal(traversal) if is_attribute(&traversal.operators) => self.value(expression),
            Expression::TemplateExpr(_) => self.value(expression),
            other => other.clone(),
        }
    }

    fn value(&self, expression: &Expression) -> Expression {
        expression.evaluate(&self.context).map_or_else(|_| expression.clone(), Expression::from)
    }
}

fn is_attribute(operators: &[TraversalOperator]) -> bool {
    operators.iter().all(|operator| matches!(operator, TraversalOperator::GetAttr(_)))
}

/// Only what is written out is known, and a secret is not to be shown.
fn declare(known: &mut Map<String, Value>, name: &str, expression: &Expression) {
    let value = expression.evaluate(&Context::new());
    if let Ok(value) = value
        && !value.is_null()
        && !is_secret_name(name)
    {
        known.insert(name.to_owned(), value);
    }
}
