//! Printed bodies parse back to the same values.

use ::hcl::expr::ObjectKey;
use hcl_edit::expr as edit;
use hcl_edit::structure;
use hcl_edit::template::{Element, StringTemplate};
use proptest::prelude::*;

use super::super::body::Item;
use super::super::*;
use super::arbitrary;

proptest! {
    #[test]
    fn bodies_read_back_equal(body in arbitrary::body(2)) {
        let text = print(&body);
        prop_assert!(text.is_empty() || text.ends_with('\n') && !text.ends_with("\n\n"));
        let read: structure::Body = text.parse().unwrap();
        prop_assert_eq!(outline(&body), outline_of_read(&read));
    }
}

fn outline(body: &Body) -> Vec<String> {
    let item = |item: &Item| match item {
        Item::Attribute(name, value) => Some(format!("{name} = {}", plain(value))),
        Item::Block(block) => Some(format!("{} {:?} {:?}", block.kind, block.labels, outline(&block.body))),
        Item::Comment(_) | Item::Blank => None,
    };
    body.items.iter().filter_map(item).collect()
}

fn outline_of_read(body: &structure::Body) -> Vec<String> {
    let item = |item: &structure::Structure| match item {
        structure::Structure::Attribute(attribute) => {
            format!("{} = {}", *attribute.key, plain_of_read(&attribute.value))
        }
        structure::Structure::Block(block) => {
            let labels: Vec<_> = block.labels.iter().map(AsRef::<str>::as_ref).collect();
            format!("{} {labels:?} {:?}", *block.ident, outline_of_read(&block.body))
        }
    };
    body.iter().map(item).collect()
}

/// Spells a value so that only its meaning counts.
fn plain(value: &Expression) -> String {
    match value {
        Expression::Array(items) => format!("{:?}", items.iter().map(plain).collect::<Vec<_>>()),
        Expression::Object(entries) => {
            let entry = |(key, value): (&ObjectKey, _)| match key {
                ObjectKey::Expression(key) => (plain(key), plain(value)),
                other => panic!("{other:?}"),
            };
            format!("{:?}", entries.iter().map(entry).collect::<Vec<_>>())
        }
        Expression::FuncCall(call) => {
            let arguments: Vec<_> = call.args.iter().map(plain).collect();
            format!("{}{arguments:?}", call.name.name)
        }
        Expression::String(text) => format!("{:?}", [text]),
        Expression::TemplateExpr(code) => plain_of_read(&format!("\"{code}\"").parse().unwrap()),
        other => format!("{other:?}"),
    }
}

fn plain_of_read(value: &edit::Expression) -> String {
    match value {
        edit::Expression::Array(items) => {
            format!("{:?}", items.iter().map(plain_of_read).collect::<Vec<_>>())
        }
        edit::Expression::Object(entries) => {
            let entry = |(key, value): (&edit::ObjectKey, &edit::ObjectValue)| {
                (plain_key(key), plain_of_read(value.expr()))
            };
            format!("{:?}", entries.iter().map(entry).collect::<Vec<_>>())
        }
        edit::Expression::FuncCall(call) => {
            let arguments: Vec<_> = call.args.iter().map(plain_of_read).collect();
            format!("{}{arguments:?}", *call.name.name)
        }
        edit::Expression::String(text) => format!("{:?}", [text.as_str()]),
        edit::Expression::StringTemplate(template) => parts(template),
        other => format!("{:?}", Expression::from(other.clone())),
    }
}

fn plain_key(key: &edit::ObjectKey) -> String {
    match key {
        edit::ObjectKey::Ident(name) => format!("{:?}", [name.as_str()]),
        edit::ObjectKey::Expression(key) => plain_of_read(key),
    }
}

/// Lists a template's parts, adjacent literals as one.
fn parts(template: &StringTemplate) -> String {
    let mut parts = vec![String::new()];
    for element in template {
        match element {
            Element::Literal(text) => parts.last_mut().unwrap().push_str(text),
            Element::Interpolation(code) => {
                let code = Expression::from(code.expr.clone());
                parts.extend([format!("{code:?}"), String::new()]);
            }
            directive @ Element::Directive(_) => panic!("{directive:?}"),
        }
    }
    format!("{parts:?}")
}
