//! `.gitattributes`: what git does with the files of kura's; see the
//! [git documentation](https://git-scm.com/docs/gitattributes).

use super::Draft;
use super::file::HEADER;
use crate::value::ProjectPath;

/// Its name, beside `kura.toml`.
pub(super) const NAME: &str = ".gitattributes";

/// Of each file of kura's, itself included, a merge keeps one side as a whole, and of `kura.lock` the lines of both.
///
/// What is only created once is the user's afterwards.
pub(super) fn file<'m>(files: &[Draft<'m>]) -> Draft<'m> {
    let path = ProjectPath::root().file(NAME);
    let owned = files.iter().filter(|file| !file.once).map(|file| &file.path);
    let mut lines: Vec<_> = owned
        .chain([&path])
        .map(|path| format!("{} -merge linguist-generated eol=lf\n", pattern(path)))
        .collect();
    lines.sort();
    let text = format!("# {HEADER}\n\n/kura.lock merge=union linguist-generated eol=lf\n{}", lines.concat());
    Draft::new(path, || text)
}

/// The pattern of one path, in which no character has a meaning; git reads a blank only between quotes.
fn pattern(path: &ProjectPath) -> String {
    let is_special = |c: char| "*?[]".contains(c);
    let escaped = path.as_str().chars().flat_map(|c| is_special(c).then_some('\\').into_iter().chain([c]));
    let pattern: String = ['/'].into_iter().chain(escaped).collect();
    if pattern.contains([' ', '"']) {
        format!("\"{}\"", pattern.replace('\\', r"\\").replace('"', "\\\""))
    } else {
        pattern
    }
}
