//! Where lines break: bodies and values to lines.

use std::borrow::Cow;

use ::hcl::Expression;
use ::hcl::expr::FuncCall;

use super::align::{Line, width};
use super::body::{Block, Body, Item};
use super::inline;
use crate::lang::comment;

/// The column that a list on one line may reach.
const LIMIT: usize = 80;

/// Lays out a body.
pub(super) fn body(body: &Body) -> Vec<Line<'_>> {
    let mut page = Page::default();
    page.body(body, 0);
    page.lines
}

/// The lines so far; everything is laid out behind them.
#[derive(Default)]
struct Page<'a> {
    lines: Vec<Line<'a>>,
}

impl<'a> Page<'a> {
    /// Lays out a body; blocks and values of many lines get blank lines around them.
    fn body(&mut self, body: &'a Body, depth: usize) {
        let first = self.lines.len();
        let mut gap = false;
        // Comments belong to the item that follows them.
        let mut start = first;
        for item in &body.items {
            let tall = match item {
                Item::Comment(text) => {
                    let lines = comment::lines("#", text).into_iter();
                    self.lines.extend(lines.map(|line| Line::plain(depth, line)));
                    continue;
                }
                Item::Blank => false,
                Item::Attribute(name, value) => {
                    let before = self.lines.len();
                    self.assignment(name.into(), value, depth);
                    self.lines.len() > before + 1
                }
                Item::Block(block) => {
                    self.block(block, depth);
                    true
                }
            };
            gap = self.set_apart(first, start, gap, tall) || *item == Item::Blank;
            start = self.lines.len();
        }
        self.set_apart(first, start, gap, false);
    }

    /// Puts a blank line before those from `start` on where one has to be; whether one has to follow.
    fn set_apart(&mut self, first: usize, start: usize, gap: bool, tall: bool) -> bool {
        if self.lines.len() == start {
            return gap;
        }
        if (gap || tall) && start > first {
            self.lines.insert(start, Line::plain(0, ""));
        }
        tall
    }

    fn block(&mut self, block: &'a Block, depth: usize) {
        self.plain(depth, block.head() + " {");
        let before = self.lines.len();
        self.body(&block.body, depth + 1);
        if self.lines.len() == before {
            self.end_with("}");
        } else {
            self.plain(depth, "}");
        }
    }

    /// Lays out `name = value`.
    fn assignment(&mut self, name: Cow<'a, str>, expression: &'a Expression, depth: usize) {
        let start = self.lines.len();
        self.value(expression, depth, width(&name) + " = ".len());
        if self.lines.len() > start + 1 {
            self.start_with(start, &format!("{name} = "));
        } else if let Some(line) = self.lines.pop() {
            self.lines.push(Line::assignment(depth, name, line));
        }
    }

    /// Lays out a value that starts after `used` columns of its first line.
    fn value(&mut self, expression: &'a Expression, depth: usize, used: usize) {
        match expression {
            Expression::Object(entries) if !entries.is_empty() => {
                self.plain(depth, "{");
                for (key, value) in entries {
                    self.assignment(inline::key(key), value, depth + 1);
                }
                self.plain(depth, "}");
            }
            Expression::Array(items) if !items.is_empty() => self.list(expression, items, depth, used),
            Expression::FuncCall(function) => self.call(function, depth, used),
            _ => self.plain(depth, inline::expression(expression)),
        }
    }

    /// Lays out a list: on one line if it is short and plain, else one item a line.
    fn list(&mut self, list: &'a Expression, items: &'a [Expression], depth: usize, used: usize) {
        if items.iter().all(is_plain) {
            let line = inline::expression(list);
            if 2 * depth + used + width(&line) <= LIMIT {
                return self.plain(depth, line);
            }
        }
        self.plain(depth, "[");
        for item in items {
            self.value(item, depth + 1, 1);
            self.end_with(",");
        }
        self.plain(depth, "]");
    }

    /// Lays out a call; a last argument of many lines hugs the parentheses.
    fn call(&mut self, call: &'a FuncCall, depth: usize, used: usize) {
        let mut before = inline::call_start(call);
        let Some((last, first)) = call.args.split_last() else {
            return self.plain(depth, before + inline::call_end(call));
        };
        if first.iter().any(|argument| is_tall(argument, depth, used)) {
            return self.broken_call(call, depth);
        }
        before.extend(first.iter().map(|argument| inline::expression(argument) + ", "));
        let start = self.lines.len();
        self.value(last, depth, used + width(&before));
        self.start_with(start, &before);
        self.end_with(inline::call_end(call));
    }

    /// Lays out a call with one argument a line.
    fn broken_call(&mut self, call: &'a FuncCall, depth: usize) {
        self.plain(depth, inline::call_start(call));
        for (index, argument) in call.args.iter().enumerate() {
            self.value(argument, depth + 1, 1);
            self.end_with(if index + 1 < call.args.len() { "," } else { "" });
        }
        self.plain(depth, inline::call_end(call));
    }

    fn plain(&mut self, depth: usize, text: impl Into<Cow<'a, str>>) {
        self.lines.push(Line::plain(depth, text));
    }

    fn start_with(&mut self, line: usize, text: &str) {
        if let Some(line) = self.lines.get_mut(line) {
            line.start_with(text);
        }
    }

    fn end_with(&mut self, text: &str) {
        if let Some(line) = self.lines.last_mut() {
            line.end_with(text);
        }
    }
}

/// Tells whether a value needs more than one line.
fn is_tall(expression: &Expression, depth: usize, used: usize) -> bool {
    let mut page = Page::default();
    page.value(expression, depth, used);
    page.lines.len() > 1
}

/// Tells whether a list may keep this item on its own line.
fn is_plain(item: &Expression) -> bool {
    !matches!(item, Expression::Array(_) | Expression::Object(_) | Expression::ForExpr(_))
        && !matches!(item, Expression::FuncCall(call) if !call.args.iter().all(is_plain))
}
