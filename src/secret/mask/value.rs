//! How far the value of a secret reaches, whatever state its text is in.

use super::line::{indent, lines};
use super::name::Names;
use super::table::{self, begins_entry};
use crate::span::Span;

/// What stands between a name and its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Between {
    /// A sign with blanks, a sign behind the first word of a line, or nothing but a blank: the rest of the line may be the value.
    Loose,
    /// A sign without a blank, as in shells: the value is a word.
    Tight,
}

/// The value that stands on a line from a byte on, and goes on below it; `column` is how far the line is indented.
///
/// `None` if there is none, or if it only says where the secret is.
pub(super) fn places(
    text: &str,
    line: Span,
    column: usize,
    between: Between,
    names: Names,
) -> Option<Vec<Span>> {
    let end = line.end;
    let start = line.start + indent(text.get(line.start..end)?);
    let value = text.get(start..end)?;
    let up_to = |end: usize| Some(vec![Span { start, end }]);
    let is_outside = |line: &str| !line.trim().is_empty() && indent(line) <= column;
    if value.is_empty() || value.starts_with('#') {
        return below(text, end, column, names).map(|place| vec![Span { start, end }, place]);
    }
    if is_block_scalar(value) {
        return lines_behind(text, end, is_outside).map(|place| vec![place]);
    }
    if let Some(name) = value.strip_prefix("<<") {
        let name = name.trim_start_matches(['-', '~']).trim_matches(['"', '\'', ' ']);
        return lines_behind(text, end, |line| line.trim() == name).map(|place| vec![place]);
    }
    if let Some(quote) = ["'''", "\"\"\""].into_iter().find(|quote| value.starts_with(quote)) {
        return up_to(line_end(text, closed(text, start + quote.len(), quote)));
    }
    if is_elsewhere(value) {
        return None;
    }
    match value.chars().next()? {
        // In other files the names in a table decide.
        '{' if names == Names::File => None,
        '{' => table::places(text, start, end),
        '[' => up_to(table::closed(text, start).unwrap_or(text.len())),
        quote @ ('"' | '\'') => {
            let end = quoted(text, Span { start, end }, quote, between);
            Some(vec![Span { start: start + 1, end }])
        }
        _ if value.ends_with(['{', '(', '[']) && value.len() > 1 => {
            // What is called with the secret goes on to where it is closed.
            up_to(lines_behind(text, end, is_outside).map_or(end, |behind| behind.end))
        }
        _ => up_to(bare(text, Span { start, end }, between)),
    }
}

/// Where a value in quotes ends: at the closing one, if what follows belongs to something else; else with its line, or where it is closed below.
fn quoted(text: &str, line: Span, quote: char, between: Between) -> usize {
    let value = text.get(line.start + 1..line.end).unwrap_or_default();
    match closing(value, quote) {
        Some(length) if is_settled(value.get(length + 1..).unwrap_or_default(), between) => {
            line.start + 1 + length
        }
        Some(_) => continued(text, line.end),
        None => unclosed(text, line.end, quote),
    }
}

/// Where the first such quote stands that no backslash escapes.
fn closing(value: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    value.char_indices().find_map(|(at, c)| {
        let closes = c == quote && !escaped;
        escaped = c == '\\' && quote == '"' && !escaped;
        closes.then_some(at)
    })
}

/// Where a value without quotes ends.
fn bare(text: &str, line: Span, between: Between) -> usize {
    let value = text.get(line.start..line.end).unwrap_or_default();
    let ends = |c: char| match between {
        Between::Tight => c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | ')' | '}' | ']'),
        Between::Loose => c.is_whitespace() || matches!(c, ',' | '}' | ']'),
    };
    let length = value.find(ends).unwrap_or(value.len());
    let word = value.get(..length).unwrap_or_default();
    let rest = value.get(length..).unwrap_or_default();
    // In a shell a blank may be escaped, and a piece in quotes may follow.
    let is_whole = match between {
        Between::Tight => {
            !word.contains('\\') && (!rest.starts_with(['"', '\'']) || ends_text(text, line.start, rest))
        }
        Between::Loose => is_settled(rest, between),
    };
    if let Some(quote) = value.trim_start_matches('\\').chars().next().filter(|c| matches!(c, '"' | '\'')) {
        // Within a string of another language the quotes are escaped themselves.
        let is_closed = value.matches(quote).count() > 1;
        return if is_closed { continued(text, line.end) } else { unclosed(text, line.end, quote) };
    }
    if is_whole || word.is_empty() && between == Between::Tight {
        line.start + length
    } else {
        continued(text, line.end)
    }
}

/// Whether the quote behind a value ends the text that the value's name stands in.
fn ends_text(text: &str, start: usize, rest: &str) -> bool {
    let before = text.get(text.floor_char_boundary(start.saturating_sub(FAR))..start).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    rest.chars().next().is_some_and(|quote| {
        let behind = rest.get(1..).unwrap_or_default();
        before.matches(quote).count() % 2 == 1 && is_settled(behind, Between::Loose)
    })
}

/// How far of the rest of a line is looked at, in bytes.
const FAR: usize = 1000;

/// Whether the rest of a line behind a value belongs to something else for certain.
pub(super) fn is_settled(rest: &str, between: Between) -> bool {
    let rest = rest.get(..rest.floor_char_boundary(FAR)).unwrap_or_default();
    let is_balanced = ['"', '\''].iter().all(|quote| rest.matches(*quote).count() % 2 == 0);
    let then = rest.trim_start();
    is_balanced
        && match between {
            Between::Tight => {
                rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || ",;)}]&|".contains(c))
            }
            Between::Loose => {
                let next = then.strip_prefix(',').map(str::trim_start);
                then.is_empty()
                    || then.starts_with(['}', ']', ')'])
                    || then.starts_with('#') && rest.starts_with(char::is_whitespace)
                    || next.is_some_and(|next| {
                        next.is_empty() || next.starts_with(['}', ']', ')', '#']) || begins_entry(next)
                    })
            }
        }
}

/// The end of a line, or of the last of those that it goes on in behind backslashes.
fn continued(text: &str, end: usize) -> usize {
    let mut end = end;
    while text.get(..end).is_some_and(|before| before.ends_with('\\')) && end < text.len() {
        end = line_end(text, end + 1);
    }
    end
}

/// Where a text in quotes ends that is not closed on its line: with the line that closes it, before one that is another's.
fn unclosed(text: &str, end: usize, quote: char) -> usize {
    let mut hidden = end;
    let rest = text.get(end..).unwrap_or_default();
    for (start, line) in lines(rest).skip(1) {
        if line.trim().is_empty() || begins_entry(line) || line.starts_with('[') || line.contains("\"\"\"") {
            break;
        }
        hidden = end + start + line.trim_end().len();
        if line.contains(quote) {
            break;
        }
    }
    hidden
}

/// Where a text in three quotes ends.
fn closed(text: &str, start: usize, quote: &str) -> usize {
    let mut at = start;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find(quote)).map(|length| at + length) {
        let before = text.get(start..found).unwrap_or_default();
        let slashes = before.len() - before.trim_end_matches('\\').len();
        if slashes % 2 == 0 || quote == "'''" {
            return found + quote.len();
        }
        at = found + 1;
    }
    text.len()
}

/// The end of the line that a byte stands in.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |length| at + length)
}

/// What stands below a line that ends with a name, unless it is something of its own.
fn below(text: &str, end: usize, column: usize, names: Names) -> Option<Span> {
    let rest = text.get(end..)?;
    let (start, next) = lines(rest).skip(1).find(|(_, line)| !line.trim().is_empty())?;
    let item = next.trim_start().strip_prefix("- ").unwrap_or(next);
    if begins_entry(item) || next.starts_with(['[', '#', '}', ']', ')']) || next.trim_end() == "---" {
        return None;
    }
    let start = end + start;
    let is_outside = |line: &str| !line.trim().is_empty() && indent(line) <= column;
    let block = if indent(next) > column { lines_behind(text, end, is_outside) } else { None };
    let first = Span { start, end: start + next.trim_end().len() };
    let whole = places(text, first, column, Between::Loose, names).and_then(|places| places.last().copied());
    let end = [Some(first), block, whole].into_iter().flatten().map(|place| place.end).max()?;
    Some(Span { start, end })
}

/// The lines behind the one that ends at a byte, up to one that stops them.
fn lines_behind(text: &str, end: usize, stops: impl Fn(&str) -> bool) -> Option<Span> {
    let start = end + text.get(end..)?.find('\n')? + 1;
    let lines = text.get(start..)?.split_inclusive('\n').take_while(|line| !stops(line));
    let length: usize = lines.map(str::len).sum();
    (length > 0).then_some(Span { start, end: start + length })
}

fn is_block_scalar(value: &str) -> bool {
    let Some(rest) = value.strip_prefix(['|', '>']) else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    rest.is_empty() || rest.trim_start().starts_with('#')
}

/// Whether a value only says where to find the secret: it is a variable or a template, and nothing besides.
fn is_elsewhere(value: &str) -> bool {
    let plain = value.trim_start_matches(['"', '\'', '\\']);
    let after = variable(plain).or_else(|| interpolated(plain)).or_else(|| template(plain));
    after.is_some_and(|after| {
        after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || "\"'\\,;)}]".contains(c))
    })
}

/// What follows `$NAME`.
fn variable(value: &str) -> Option<&str> {
    let name = value.strip_prefix('$')?;
    let length = name.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(name.len());
    let (word, after) = name.split_at_checked(length)?;
    (!word.is_empty() && word.chars().all(|c| !c.is_lowercase())).then_some(after)
}

/// What follows `${...}`; a shell may be given a value to fall back on there.
fn interpolated(value: &str) -> Option<&str> {
    let (inside, after) = value.strip_prefix("${")?.split_once('}')?;
    let has_value = inside.starts_with('"') || ["-", "="].iter().any(|sign| inside.contains(sign));
    (!has_value).then_some(after)
}

/// What follows a template.
fn template(value: &str) -> Option<&str> {
    let templates = [("$(", ")"), ("{{", "}}"), ("<%", "%>")];
    templates.iter().find_map(|(open, close)| Some(value.strip_prefix(open)?.split_once(close)?.1))
}
