//! The tree of a Terraform file: bodies of attributes, blocks and comments.

use ::hcl::Expression;

use super::string;

/// A sequence of attributes, blocks, comments and blank lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[must_use]
pub struct Body {
    pub(super) items: Vec<Item>,
}

/// One thing in a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    Attribute(String, Expression),
    Block(Block),
    Comment(String),
    Blank,
}

impl Body {
    /// Creates an empty body.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `name = value`; the name is code and must be an identifier.
    pub fn attribute(self, name: &str, value: impl Into<Expression>) -> Self {
        self.item(Item::Attribute(name.to_owned(), value.into()))
    }

    /// Adds `name = value` if there is a value.
    pub fn optional(self, name: &str, value: Option<impl Into<Expression>>) -> Self {
        match value {
            Some(value) => self.attribute(name, value),
            None => self,
        }
    }

    /// Adds a nested block.
    pub fn block(self, block: Block) -> Self {
        self.item(Item::Block(block))
    }

    /// Adds nested blocks in their order.
    pub fn blocks(self, blocks: impl IntoIterator<Item = Block>) -> Self {
        blocks.into_iter().fold(self, Self::block)
    }

    /// Adds one `#` line per line of the text; it belongs to the next item.
    pub fn comment(self, text: &str) -> Self {
        self.item(Item::Comment(text.to_owned()))
    }

    /// Adds a blank line; the printer sets blocks and long values apart by itself.
    pub fn blank(self) -> Self {
        self.item(Item::Blank)
    }

    /// Type and name of each resource, in their order.
    pub fn resources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.items.iter().filter_map(|item| match item {
            Item::Block(block) => block.resource(),
            _ => None,
        })
    }

    /// The first lines of what has an address, such as `resource "aws_vpc" "main"`, in their order.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        let blocks = self.items.iter().filter_map(|item| match item {
            Item::Block(block) => Some(block),
            _ => None,
        });
        blocks.filter(|block| matches!(block.kind.as_str(), "data" | "output" | "resource")).map(Block::head)
    }

    /// Changes every block at the top.
    pub fn map_blocks(self, mut change: impl FnMut(Block) -> Block) -> Self {
        let items = self.items.into_iter().map(|item| match item {
            Item::Block(block) => Item::Block(change(block)),
            other => other,
        });
        Self { items: items.collect() }
    }

    fn item(mut self, item: Item) -> Self {
        self.items.push(item);
        self
    }
}

/// A block such as `resource "aws_vpc" "main" { ... }`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Block {
    pub(super) kind: String,
    pub(super) labels: Vec<String>,
    pub(super) body: Body,
}

impl Block {
    /// Creates an empty block; the kind is code and must be an identifier.
    pub fn new(kind: &str, labels: &[&str]) -> Self {
        Self {
            kind: kind.to_owned(),
            labels: labels.iter().map(|&label| label.to_owned()).collect(),
            body: Body::new(),
        }
    }

    /// Adds `name = value`, as [`Body::attribute`] does.
    pub fn attribute(self, name: &str, value: impl Into<Expression>) -> Self {
        self.map(|body| body.attribute(name, value))
    }

    /// Adds `name = value` if there is a value.
    pub fn optional(self, name: &str, value: Option<impl Into<Expression>>) -> Self {
        self.map(|body| body.optional(name, value))
    }

    /// Adds a nested block.
    pub fn block(self, block: Block) -> Self {
        self.map(|body| body.block(block))
    }

    /// Adds nested blocks in their order.
    pub fn blocks(self, blocks: impl IntoIterator<Item = Block>) -> Self {
        self.map(|body| body.blocks(blocks))
    }

    /// Adds one `#` line per line of the text, as [`Body::comment`] does.
    pub fn comment(self, text: &str) -> Self {
        self.map(|body| body.comment(text))
    }

    /// Adds a blank line.
    pub fn blank(self) -> Self {
        self.map(Body::blank)
    }

    /// Puts a comment before all that is in the block.
    pub fn first_comment(mut self, text: &str) -> Self {
        self.body.items.insert(0, Item::Comment(text.to_owned()));
        self
    }

    /// Whether it has a comment that begins so.
    pub fn has_comment(&self, start: &str) -> bool {
        self.body.items.iter().any(|item| matches!(item, Item::Comment(text) if text.starts_with(start)))
    }

    /// Type and name, if it is a resource.
    pub fn resource(&self) -> Option<(&str, &str)> {
        match (self.kind.as_str(), self.labels.as_slice()) {
            ("resource", [kind, name]) => Some((kind, name)),
            _ => None,
        }
    }

    /// What stands before its brace.
    pub(super) fn head(&self) -> String {
        let mut head = self.kind.clone();
        for label in &self.labels {
            head.push(' ');
            string::write_quoted(label, &mut head);
        }
        head
    }

    fn map(self, change: impl FnOnce(Body) -> Body) -> Self {
        Self { body: change(self.body), ..self }
    }
}
