//! The changed lines of a file, with some lines around them.

use similar::{ChangeTag, DiffOp, TextDiff};

use super::{Entry, Status};
use crate::secret::{Shown, masked};

/// Some changed lines, and those around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    /// The first line before, counted from 0, and how many.
    pub(super) before: std::ops::Range<usize>,
    /// The first line after, counted from 0, and how many.
    pub(super) after: std::ops::Range<usize>,
    /// The lines.
    pub(super) lines: Vec<Line>,
}

impl Hunk {
    /// `@@ -1,2 +1,3 @@`, as `patch` and `git apply` read it.
    pub(super) fn header(&self) -> String {
        let range = |range: &std::ops::Range<usize>| match range.len() {
            0 => format!("{},0", range.start),
            1 => format!("{}", range.start + 1),
            count => format!("{},{count}", range.start + 1),
        };
        format!("@@ -{} +{} @@", range(&self.before), range(&self.after))
    }
}

/// One line of a hunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// `' '`, `'-'` or `'+'`.
    pub(super) sign: char,
    /// Its words, without the line break, and whether each is what differs.
    pub(super) words: Vec<(bool, Shown)>,
    /// Whether the file ends without a line break here.
    pub(super) unfinished: bool,
}

impl Line {
    /// All of the line.
    pub(super) fn text(&self) -> String {
        self.words.iter().map(|(_, word)| word.as_str()).collect()
    }
}

/// Comparing more lines word by word takes long, and says little.
const MOST_LINES: usize = 60;

/// The hunks of an entry, with so many lines around each change.
pub(super) fn hunks(entry: &Entry, context: usize) -> Vec<Hunk> {
    if entry.status == Status::Unchanged {
        return Vec::new();
    }
    let before = entry.before.as_deref().unwrap_or_default();
    let after = entry.after.as_deref().unwrap_or_default();
    let shown = masked(before);
    let [old, new, shown] =
        [before, after, &shown].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::from_slices(&old, &new);
    let groups = diff.grouped_ops(context).into_iter();
    groups
        .filter_map(|operations| {
            let (first, last) = (operations.first()?, operations.last()?);
            let lines = operations.iter().flat_map(|operation| lines(&diff, operation, &shown)).collect();
            Some(Hunk {
                before: first.old_range().start..last.old_range().end,
                after: first.new_range().start..last.new_range().end,
                lines,
            })
        })
        .collect()
}

/// How many lines are added, and how many removed.
pub(super) fn counts(hunks: &[Hunk]) -> (usize, usize) {
    let count = |sign| hunks.iter().flat_map(|hunk| &hunk.lines).filter(|line| line.sign == sign).count();
    (count('+'), count('-'))
}

fn lines(diff: &TextDiff<'_, '_, str>, operation: &DiffOp, shown: &[&str]) -> Vec<Line> {
    let line = |tag, old: Option<usize>, words: Vec<(bool, &str)>| {
        let sign = match tag {
            ChangeTag::Equal => ' ',
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        let text: String = words.iter().map(|(_, word)| *word).collect();
        // What kura writes too is no secret.
        let removed = old.filter(|_| tag == ChangeTag::Delete);
        let masked = removed.and_then(|old| shown.get(old)).filter(|shown| **shown != text);
        let words = masked.map_or(words, |masked| vec![(false, *masked)]);
        let word = |(differs, word): (bool, &str)| (differs, Shown::in_patch(word.trim_end_matches('\n')));
        Line { sign, words: words.into_iter().map(word).collect(), unfinished: !text.ends_with('\n') }
    };
    let few = operation.old_range().len().max(operation.new_range().len()) <= MOST_LINES;
    if few && matches!(operation, DiffOp::Replace { .. }) {
        // Without a deadline: the same input has the same output, however slow the machine.
        let changes = diff.iter_inline_changes_deadline(operation, None);
        return changes
            .map(|change| line(change.tag(), change.old_index(), change.values().to_vec()))
            .collect();
    }
    let changes = diff.iter_changes(operation);
    changes.map(|change| line(change.tag(), change.old_index(), vec![(false, change.value())])).collect()
}
