//! Policies of IAM, which say the same in any order.

use crate::semantic::Tree;

/// A document with its statements in no order, and its lists as sets; anything else as it is.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>
pub(super) fn in_no_order(tree: Tree) -> Tree {
    let Tree::Map(mut document) = tree else { return tree };
    if let Some(statements) = document.remove("Statement") {
        let statements = match statements {
            Tree::List(statements) | Tree::Bag(statements) => statements,
            one => vec![one],
        };
        let statements = statements.into_iter().map(statement).collect();
        document.insert("Statement".to_owned(), Tree::Bag(statements));
    }
    Tree::Map(document)
}

fn statement(tree: Tree) -> Tree {
    let Tree::Map(entries) = tree else { return tree };
    let value = |(name, value): (String, Tree)| {
        let is_single = matches!(name.as_str(), "Sid" | "Effect");
        (name, if is_single { value } else { set(value) })
    };
    entries.into_iter().map(value).collect()
}

/// One value is a list of one.
fn set(tree: Tree) -> Tree {
    match tree {
        Tree::Text(text) => Tree::set([text]),
        Tree::List(items) if items.iter().all(|item| matches!(item, Tree::Text(_))) => {
            let text = |item| if let Tree::Text(text) = item { Some(text) } else { None };
            Tree::set(items.into_iter().filter_map(text))
        }
        Tree::Map(entries) => entries.into_iter().map(|(name, value)| (name, set(value))).collect(),
        other => other,
    }
}
