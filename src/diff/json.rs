//! `--format json`.

use serde_json::{Map, Value as Json, json as value};

use super::hunk::{Hunk, counts, hunks};
use super::{Diff, Entry, Status};
use crate::secret::Shown;
use crate::semantic::{Difference, Meaning};
use crate::tables::consequences::Consequence;

/// The diffs of all projects as one object: `files`, `semantic` if that was asked for, and `summary`.
pub fn json(diffs: &[Diff], context: usize) -> Json {
    let entries = || diffs.iter().flat_map(|diff| &diff.entries);
    let files: Vec<_> = entries().map(|entry| file(entry, context)).collect();
    let counts = Status::ALL.into_iter().rev().map(|status| {
        (status.word().to_owned(), value!(entries().filter(|entry| entry.status == status).count()))
    });
    let summary: Map<_, _> = counts.collect();
    let asked = diffs.iter().any(|diff| diff.meaning.is_some());
    let mut object = Map::new();
    object.insert("files".to_owned(), Json::Array(files));
    if asked {
        object.insert("semantic".to_owned(), semantic(diffs));
    }
    object.insert("summary".to_owned(), Json::Object(summary));
    Json::Object(object)
}

fn file(entry: &Entry, context: usize) -> Json {
    let hunks = hunks(entry, context);
    let (added, removed) = counts(&hunks);
    value!({
        "path": entry.path,
        "status": entry.status.word(),
        "reason": entry.reason,
        "executable": entry.executable,
        "added": added,
        "removed": removed,
        "hunks": hunks.iter().map(hunk).collect::<Vec<_>>(),
    })
}

/// Lines are counted from 1, as in a patch.
fn hunk(hunk: &Hunk) -> Json {
    let start = |range: &std::ops::Range<usize>| range.start + usize::from(!range.is_empty());
    let lines = hunk.lines.iter().map(|line| {
        let kind = match line.sign {
            '+' => "added",
            '-' => "removed",
            _ => "context",
        };
        value!({ "kind": kind, "text": line.text() })
    });
    value!({
        "old_start": start(&hunk.before),
        "old_lines": hunk.before.len(),
        "new_start": start(&hunk.after),
        "new_lines": hunk.after.len(),
        "lines": lines.collect::<Vec<_>>(),
    })
}

fn semantic(diffs: &[Diff]) -> Json {
    let meanings = || diffs.iter().filter_map(|diff| Some((diff, diff.meaning.as_ref()?)));
    let mut all: Vec<_> = meanings()
        .flat_map(|(diff, meaning)| meaning.differences.iter().map(move |found| (diff, found)))
        .collect();
    all.sort_by_key(|(_, found)| std::cmp::Reverse(found.worst()));
    let places = |of: fn(&Meaning) -> &Vec<(String, crate::value::ProjectPath)>| {
        let places =
            meanings().flat_map(|(diff, meaning)| of(meaning).iter().map(move |place| (diff, place)));
        places
            .map(|(diff, (title, path))| value!({ "object": Shown::line(title), "path": diff.shown(path) }))
            .collect::<Vec<_>>()
    };
    let not_understood = meanings().flat_map(|(diff, meaning)| {
        meaning
            .not_understood
            .iter()
            .map(|file| value!({ "path": diff.shown(&file.path), "why": Shown::line(&file.why) }))
    });
    let moved = meanings().flat_map(|(_, meaning)| meaning.moved.iter());
    let consequences = Consequence::ALL.into_iter().rev().map(|consequence| {
        let changes = all.iter().flat_map(|(_, found)| &found.changes);
        (
            consequence.word().to_owned(),
            value!(changes.filter(|change| change.consequence == consequence).count()),
        )
    });
    value!({
        "worst": all.first().map(|(_, found)| found.worst().word()),
        "consequences": consequences.collect::<Map<_, _>>(),
        "objects": all.iter().map(|(diff, found)| object(diff, found)).collect::<Vec<_>>(),
        "moved": moved.map(|(from, to)| value!({ "from": Shown::line(from), "to": Shown::line(to) })).collect::<Vec<_>>(),
        "written_twice": places(|meaning| &meaning.twice),
        "left_alone": places(|meaning| &meaning.left_alone),
        "not_understood": not_understood.collect::<Vec<_>>(),
        "same": meanings().map(|(_, meaning)| meaning.same).sum::<usize>(),
    })
}

fn object(diff: &Diff, found: &Difference) -> Json {
    let changes = found.changes.iter().map(|change| {
        value!({
            "attribute": Shown::line(&change.attribute),
            "before": change.before,
            "after": change.after,
            "consequence": change.consequence.word(),
            "because": Some(change.because).filter(|because| !because.is_empty()),
        })
    });
    value!({
        "object": Shown::line(&found.title),
        "new_object": found.new_title.as_deref().map(Shown::line),
        "kind": found.kind,
        "event": found.event.word(),
        "path": found.before.as_ref().map(|path| diff.shown(path)),
        "new_path": found.after.as_ref().map(|path| diff.shown(path)),
        "consequence": found.worst().word(),
        "changes": changes.collect::<Vec<_>>(),
    })
}
