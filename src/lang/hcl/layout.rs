//! Where lines break: bodies and values to lines.

use std::mem;

use ::hcl::Expression;
use ::hcl::expr::FuncCall;

use super::align::{Line, width};
use super::body::{Block, Body, Item};
use super::{inline, string};
use crate::lang::comment;

/// The column that a list on one line may reach.
const LIMIT: usize = 80;

/// Lays out a body; blocks and values of many lines get blank lines around them.
pub(super) fn body(body: &Body, depth: usize) -> Vec<Line> {
    let mut page = Page::default();
    let mut comments = Vec::new();
    for item in &body.items {
        match item {
            Item::Comment(text) => {
                let lines = comment::lines("#", text).into_iter();
                comments.extend(lines.map(|line| Line::plain(depth, line)));
            }
            Item::Blank => {
                page.add(mem::take(&mut comments), false);
                page.gap = true;
            }
            Item::Attribute(name, value) => {
                let lines = assignment(name, value, depth);
                let tall = lines.len() > 1;
                comments.extend(lines);
                page.add(mem::take(&mut comments), tall);
            }
            Item::Block(nested) => {
                comments.extend(block(nested, depth));
                page.add(mem::take(&mut comments), true);
            }
        }
    }
    page.add(comments, false);
    page.lines
}

/// The lines so far, and whether a blank one has to follow.
#[derive(Default)]
struct Page {
    lines: Vec<Line>,
    gap: bool,
}

impl Page {
    fn add(&mut self, lines: Vec<Line>, tall: bool) {
        if lines.is_empty() {
            return;
        }
        if (self.gap || tall) && !self.lines.is_empty() {
            self.lines.push(Line::plain(0, ""));
        }
        self.lines.extend(lines);
        self.gap = tall;
    }
}

fn block(block: &Block, depth: usize) -> Vec<Line> {
    let mut head = block.kind.clone();
    for label in &block.labels {
        head.push(' ');
        head += &string::quote(label);
    }
    let inner = body(&block.body, depth + 1);
    if inner.is_empty() {
        return vec![Line::plain(depth, head + " {}")];
    }
    let mut lines = vec![Line::plain(depth, head + " {")];
    lines.extend(inner);
    lines.push(Line::plain(depth, "}"));
    lines
}

/// Lays out `name = value`.
fn assignment(name: &str, expression: &Expression, depth: usize) -> Vec<Line> {
    let lead = format!("{name} = ");
    let mut lines = value(expression, depth, width(&lead));
    if lines.len() > 1 {
        surround(&mut lines, &lead, "");
        return lines;
    }
    let text = lines.into_iter().map(Line::into_text).collect();
    vec![Line::assignment(depth, name.to_owned(), text)]
}

/// Lays out a value that starts after `used` columns of its first line.
fn value(expression: &Expression, depth: usize, used: usize) -> Vec<Line> {
    match expression {
        Expression::Object(entries) if !entries.is_empty() => {
            let entry = |(key, value)| assignment(&inline::key(key), value, depth + 1);
            enclose("{", entries.iter().flat_map(entry), "}", depth)
        }
        Expression::Array(items) if !items.is_empty() => list(expression, items, depth, used),
        Expression::FuncCall(function) => call(function, depth, used),
        _ => vec![Line::plain(depth, inline::expression(expression))],
    }
}

/// Lays out a list: on one line if it is short and plain, else one item a line.
fn list(list: &Expression, items: &[Expression], depth: usize, used: usize) -> Vec<Line> {
    let line = inline::expression(list);
    let fits = 2 * depth + used + width(&line) <= LIMIT;
    if fits && items.iter().all(is_plain) {
        return vec![Line::plain(depth, line)];
    }
    let item = |item| {
        let mut lines = value(item, depth + 1, 1);
        surround(&mut lines, "", ",");
        lines
    };
    enclose("[", items.iter().flat_map(item), "]", depth)
}

/// Lays out a call; a last argument of many lines hugs the parentheses.
fn call(call: &FuncCall, depth: usize, used: usize) -> Vec<Line> {
    let Some((last, first)) = call.args.split_last() else {
        return vec![Line::plain(depth, inline::call(call, ""))];
    };
    let plain = |argument: &Expression| value(argument, depth, used).len() == 1;
    if !first.iter().all(plain) {
        return broken_call(call, depth);
    }
    let head: String = first.iter().map(|argument| inline::expression(argument) + ", ").collect();
    let (before, after) = parentheses(call);
    let before = before + &head;
    let mut lines = value(last, depth, used + width(&before));
    surround(&mut lines, &before, &after);
    lines
}

/// Lays out a call with one argument a line.
fn broken_call(call: &FuncCall, depth: usize) -> Vec<Line> {
    let count = call.args.len();
    let argument = |(index, argument)| {
        let mut lines = value(argument, depth + 1, 1);
        surround(&mut lines, "", if index + 1 < count { "," } else { "" });
        lines
    };
    let (before, after) = parentheses(call);
    let arguments = call.args.iter().enumerate().flat_map(argument);
    enclose(&before, arguments, &after, depth)
}

/// Splits an empty call at the place of its arguments.
fn parentheses(call: &FuncCall) -> (String, String) {
    let text = inline::call(call, "");
    match text.split_once('(') {
        Some((name, end)) => (format!("{name}("), end.to_owned()),
        None => (text, String::new()),
    }
}

fn enclose(open: &str, lines: impl Iterator<Item = Line>, close: &str, depth: usize) -> Vec<Line> {
    let mut all = vec![Line::plain(depth, open)];
    all.extend(lines);
    all.push(Line::plain(depth, close));
    all
}

/// Puts text before the first line and after the last one.
fn surround(lines: &mut [Line], before: &str, after: &str) {
    if let Some(first) = lines.first_mut() {
        first.surround(before, "");
    }
    if let Some(last) = lines.last_mut() {
        last.surround("", after);
    }
}

/// Tells whether a list may keep this item on its own line.
fn is_plain(item: &Expression) -> bool {
    !matches!(item, Expression::Array(_) | Expression::Object(_) | Expression::ForExpr(_))
        && !matches!(item, Expression::FuncCall(call) if !call.args.iter().all(is_plain))
}
