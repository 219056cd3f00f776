//! Random bodies.

use proptest::prelude::*;

use super::super::*;

/// Text full of what HCL treats specially.
pub(super) fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("${".to_owned()),
        Just("%{".to_owned()),
        Just("<<EOF\n".to_owned()),
        Just("/* // #".to_owned()),
        Just("👨\u{200d}👩\u{200d}👧".to_owned()),
        prop::sample::select("${}%\"\\\n\r\t\0\u{7f}\u{85}é日=#~[]() ab".chars().collect::<Vec<_>>())
            .prop_map(String::from),
        any::<char>().prop_map(String::from),
        "[a-z0-9.:/-]{1,30}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9_]{0,12}"
}

fn path() -> impl Strategy<Value = Expression> {
    let step = prop_oneof![
        "[.][a-z][a-z0-9_-]{0,8}",
        Just("[0]".to_owned()),
        Just("[*]".to_owned()),
        Just("[each.key]".to_owned()),
        Just("[\"a.b\"]".to_owned()),
    ];
    (name(), prop::collection::vec(step, 1..4))
        .prop_map(|(root, steps)| reference(&format!("x{root}{}", steps.concat())))
}

/// Expressions that have no constructor here but may come from hcl-rs.
fn code() -> impl Strategy<Value = Expression> {
    let code = [
        "x.a ? x.b : null",
        "x.a == 1",
        "!x.a",
        "x.a + -1",
        "(x.a - 1) * 2",
        "[for k, v in x.a : v.b if v.c]",
        "{ for v in x.a : v.b => v.c... if v.c }",
        "{ for k, v in x.a : k => v }",
        "f(x.a...)",
        "provider::a::f(x.a)",
        "x.a.*.b",
        "f(x.a).b",
    ];
    prop::sample::select(code.to_vec()).prop_map(|code| code.parse().unwrap())
}

fn parts() -> impl Strategy<Value = Vec<Expression>> {
    let part = prop_oneof![text().prop_map(Expression::from), path()];
    prop::collection::vec(part, 0..5)
}

fn expression() -> impl Strategy<Value = Expression> {
    let leaf = prop_oneof![
        text().prop_map(Expression::from),
        any::<bool>().prop_map(Expression::from),
        any::<i32>().prop_map(Expression::from),
        (-1e6..1e6_f64).prop_map(Expression::from),
        Just(Expression::Null),
        path(),
        code(),
        parts().prop_map(template),
    ];
    leaf.prop_recursive(4, 32, 5, |inner| {
        let items = || prop::collection::vec(inner.clone(), 0..4);
        let key = prop_oneof![text(), name()];
        let entries = prop::collection::vec((key, inner.clone()), 0..4);
        prop_oneof![
            items().prop_map(list),
            entries.prop_map(object),
            (name(), items()).prop_map(|(name, items)| call(&format!("x{name}"), items)),
        ]
    })
}

/// A body of attributes (names are unique), blocks, comments and blank lines.
pub(super) fn body(depth: u32) -> BoxedStrategy<Body> {
    let attributes = prop::collection::btree_map("x[a-z0-9_]{0,12}", expression(), 0..4);
    let blocks = match depth {
        0 => Just(Vec::new()).boxed(),
        _ => prop::collection::vec(block(depth), 0..3).boxed(),
    };
    (attributes, blocks, text(), any::<bool>())
        .prop_map(|(attributes, blocks, text, blank)| {
            let mut body = Body::new().comment(&text);
            for (index, (name, value)) in attributes.into_iter().enumerate() {
                body = if blank && index == 1 { body.blank() } else { body };
                body = if blank && index == 2 { body.comment(&text) } else { body };
                body = body.attribute(&name, value);
            }
            body.blocks(blocks)
        })
        .boxed()
}

fn block(depth: u32) -> impl Strategy<Value = Block> {
    let label = "[a-zA-Z0-9_-]{1,9}";
    let labels = prop::collection::vec(label, 0..3);
    (name(), labels, body(depth - 1)).prop_map(|(kind, labels, body)| {
        let labels: Vec<_> = labels.iter().map(String::as_str).collect();
        Block { body, ..Block::new(&format!("x{kind}"), &labels) }
    })
}
