//! Which projects of one command must be written together: those of which one writes into the folder of another.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The projects whose folder has another's below it: they alone can write into one, by the number of their folder.
///
/// The folders are absolute, and without links.
pub fn above_others(folders: &[PathBuf]) -> Vec<usize> {
    let mut sorted: Vec<_> = folders.iter().enumerate().map(|(number, folder)| (folder, number)).collect();
    sorted.sort();
    // A folder stands before all below it, and nothing else stands between.
    let mut next = sorted.iter().skip(1);
    let has_below =
        |(folder, _): &&(&PathBuf, usize)| next.next().is_some_and(|(next, _)| next.starts_with(folder));
    let mut above: Vec<_> = sorted.iter().filter(has_below).map(|(_, number)| *number).collect();
    above.sort_unstable();
    above
}

/// The projects in groups, in their order; `reached` is what a project writes, or has written, by absolute paths.
///
/// A group is one project, but for those that write into each other's folders.
pub fn units(folders: &[PathBuf], reached: &[(usize, Vec<PathBuf>)]) -> Vec<Vec<usize>> {
    let mut group: Vec<_> = (0..folders.len()).collect();
    if !reached.is_empty() {
        let numbers: BTreeMap<_, _> = folders.iter().map(PathBuf::as_path).zip(0..).collect();
        for (number, paths) in reached {
            for other in paths.iter().flat_map(|path| holders(path, &numbers)) {
                join(&mut group, *number, other);
            }
        }
    }
    let mut units: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (number, group) in group.into_iter().enumerate() {
        units.entry(group).or_default().push(number);
    }
    units.into_values().collect()
}

/// The projects in whose folders a path lies.
fn holders(path: &Path, numbers: &BTreeMap<&Path, usize>) -> Vec<usize> {
    path.ancestors().skip(1).filter_map(|folder| numbers.get(folder).copied()).collect()
}

/// A group has the number of its first project.
fn join(group: &mut [usize], one: usize, other: usize) {
    let (Some(one), Some(other)) = (group.get(one).copied(), group.get(other).copied()) else { return };
    if one != other {
        let joined = one.max(other);
        group.iter_mut().filter(|group| **group == joined).for_each(|group| *group = one.min(other));
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{above_others, units};

    fn paths(paths: &[&str]) -> Vec<PathBuf> {
        paths.iter().map(PathBuf::from).collect()
    }

    #[test]
    fn a_folder_is_above_those_below_it() {
        let folders = paths(&["/r/b", "/r", "/r/a", "/r/a/c", "/r/a-b", "/s"]);
        assert_eq!(above_others(&folders), [1, 2]);
    }

    #[test]
    fn projects_are_alone_unless_one_writes_into_the_folder_of_another() {
        let folders = paths(&["/r/a", "/r/b", "/r/b/c", "/r"]);
        let own = paths(&["/r/x", "/r/y/z"]);
        assert_eq!(units(&folders, &[]), [[0], [1], [2], [3]]);
        assert_eq!(units(&folders, &[(3, own)]), [[0], [1], [2], [3]]);
        let into_b = paths(&["/r/x", "/r/b/x"]);
        assert_eq!(units(&folders, &[(3, into_b)]), [vec![0], vec![1, 3], vec![2]]);
        let into_c = paths(&["/r/b/c/x"]);
        assert_eq!(units(&folders, &[(3, into_c)]), [vec![0], vec![1, 2, 3]]);
    }
}
