//! What a body refers to.

use std::collections::BTreeSet;

use ::hcl::Expression;
use ::hcl::expr::{ObjectKey, Operation, Traversal, TraversalOperator};
use ::hcl::template::{Element, Template};

use super::body::{Block, Body, Item};

impl Body {
    /// The addresses that its expressions refer to, such as `aws_vpc.main`, `data.aws_vpc.main` or `var.region`.
    ///
    /// Source: <https://developer.hashicorp.com/terraform/language/expressions/references>
    pub fn references(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        of_body(self, &mut found);
        found
    }

    /// The addresses of what its blocks define: resources, data sources, variables and the entries of `locals`.
    pub fn definitions(&self) -> BTreeSet<String> {
        let blocks = self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            _ => None,
        });
        blocks.flat_map(of_block).collect()
    }
}

fn of_block(block: &Block) -> Vec<String> {
    match (block.kind.as_str(), block.labels.as_slice()) {
        ("resource", [kind, name]) => vec![format!("{kind}.{name}")],
        ("data", [kind, name]) => vec![format!("data.{kind}.{name}")],
        ("variable", [name]) => vec![format!("var.{name}")],
        ("locals", []) => {
            let names = block.body.items.iter().filter_map(|item| match item {
                Item::Attribute(name, _) => Some(format!("local.{name}")),
                _ => None,
            });
            names.collect()
        }
        _ => Vec::new(),
    }
}

fn of_body(body: &Body, found: &mut BTreeSet<String>) {
    for item in &body.items {
        match item {
            Item::Attribute(_, value) => of_expression(value, found),
            Item::Block(block) => of_body(&block.body, found),
            Item::Comment(_) | Item::Blank => {}
        }
    }
}

fn of_expression(expression: &Expression, found: &mut BTreeSet<String>) {
    let mut of = |inner: &Expression| of_expression(inner, found);
    match expression {
        Expression::Array(items) => items.iter().for_each(of),
        Expression::Object(entries) => {
            for (key, value) in entries {
                if let ObjectKey::Expression(key) = key {
                    of(key);
                }
                of(value);
            }
        }
        Expression::TemplateExpr(template) => {
            let template = Template::from_expr(template).unwrap_or_default();
            for element in template.elements() {
                // What kura writes holds no directives.
                if let Element::Interpolation(part) = element {
                    of(&part.expr);
                }
            }
        }
        Expression::Traversal(traversal) => {
            of(&traversal.expr);
            for operator in &traversal.operators {
                if let TraversalOperator::Index(index) = operator {
                    of(index);
                }
            }
            found.extend(address(traversal));
        }
        Expression::FuncCall(call) => call.args.iter().for_each(of),
        Expression::Parenthesis(inner) => of(inner),
        Expression::Conditional(choice) => {
            [&choice.cond_expr, &choice.true_expr, &choice.false_expr].into_iter().for_each(of);
        }
        Expression::Operation(operation) => match operation.as_ref() {
            Operation::Unary(unary) => of(&unary.expr),
            Operation::Binary(binary) => [&binary.lhs_expr, &binary.rhs_expr].into_iter().for_each(of),
        },
        Expression::ForExpr(each) => {
            let mut inner = BTreeSet::new();
            let parts = [&each.collection_expr, &each.value_expr].into_iter();
            parts.chain(&each.key_expr).chain(&each.cond_expr).for_each(|it| of_expression(it, &mut inner));
            // What goes through the collection is known nowhere else.
            let own: Vec<_> =
                each.key_var.iter().chain([&each.value_var]).map(|it| format!("{it}.")).collect();
            found.extend(inner.into_iter().filter(|address| !own.iter().any(|it| address.starts_with(it))));
        }
        _ => {}
    }
}

/// The first two names of a path, or three behind `data`.
fn address(path: &Traversal) -> Option<String> {
    let Expression::Variable(first) = &path.expr else { return None };
    let names = path.operators.iter().map_while(|operator| match operator {
        TraversalOperator::GetAttr(name) => Some(name.as_str()),
        _ => None,
    });
    let length = if first.as_str() == "data" { 3 } else { 2 };
    let names: Vec<_> = std::iter::once(first.as_str()).chain(names).take(length).collect();
    (names.len() == length).then(|| names.join("."))
}

#[cfg(test)]
mod tests {
    use crate::lang::hcl::{Block, Body, call, list, object, reference, template};

    #[test]
    fn every_reference_is_found_and_no_text() {
        let inner = template(["a".into(), reference("data.aws_region.here.name"), "data.x.y.z".into()]);
        let body = Body::new()
            .comment("data.aws_vpc.no.id")
            .attribute("a", "data.aws_vpc.no.id ${var.no}")
            .attribute("b", call("jsonencode", [object([("k", inner)])]))
            .block(Block::new("x", &[]).attribute("c", list([reference("aws_vpc.main[var.key].id")])));
        let found: Vec<_> = body.references().into_iter().collect();
        assert_eq!(found, ["aws_vpc.main", "data.aws_region.here", "var.key"]);
    }
}
