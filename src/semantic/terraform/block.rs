//! What a block says: its attributes and the blocks in it.

use std::collections::BTreeMap;

use hcl::{Block, Body, Structure};

use super::expression;
use super::variables::Variables;
use crate::semantic::Tree;

/// A body as a map; blocks of one kind are a bag.
pub(super) fn tree(body: &Body, variables: &Variables) -> Tree {
    let mut entries = BTreeMap::new();
    let mut blocks: BTreeMap<&str, Vec<&Block>> = BTreeMap::new();
    for structure in body {
        match structure {
            Structure::Attribute(attribute) => {
                let tree = expression::tree(attribute.key(), attribute.expr(), variables);
                // Null is the same as nothing.
                if tree != Tree::text("null") {
                    entries.insert(attribute.key().to_owned(), tree);
                }
            }
            Structure::Block(block) => blocks.entry(block.identifier.as_str()).or_default().push(block),
        }
    }
    for (name, blocks) in blocks {
        entries.insert(
            name.to_owned(),
            Tree::Bag(blocks.into_iter().map(|block| labelled(block, variables)).collect()),
        );
    }
    Tree::Map(entries)
}

fn labelled(block: &Block, variables: &Variables) -> Tree {
    let mut tree = tree(&block.body, variables);
    for (number, label) in block.labels.iter().enumerate() {
        tree.set_at(&format!("label {number}"), Tree::text(label.as_str()));
    }
    tree
}
