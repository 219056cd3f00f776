//! What a build read, as a rule of Make, which Ninja and others read, too.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Disk, LOCK_FILE, Project, Trouble, on_disk};

/// The files and folders that a project was compiled from.
pub type Inputs = BTreeSet<PathBuf>;

/// What a project was compiled from, after that.
///
/// A rule cannot say that a file was looked for in vain: what is missing is remade, or taken for changed, each time.
/// The nearest folder that is there stands for it, as the time of a folder changes when something appears in it.
pub fn inputs(project: &Project, disk: &Disk) -> Inputs {
    let mut inputs = BTreeSet::from([project.file.clone()]);
    for mut path in disk.asked() {
        while !path.is_root() && !on_disk(project.folder(), &path).exists() {
            path = path.parent();
        }
        inputs.insert(if path.is_root() {
            project.folder().to_owned()
        } else {
            on_disk(project.folder(), &path)
        });
    }
    inputs
}

/// The rule for the lock of a folder, which every build has and writes last.
///
/// # Errors
///
/// [`Trouble`] when a path cannot be written in a rule.
pub fn depfile_rule(folder: &Path, inputs: &Inputs) -> Result<String, Trouble> {
    let mut rule = escaped(&folder.join(LOCK_FILE))? + ":";
    for input in inputs {
        rule += " \\\n ";
        rule += &escaped(input)?;
    }
    Ok(rule + "\n")
}

/// Writes the rules of all projects.
///
/// # Errors
///
/// [`Trouble`] when the file cannot be written.
pub fn write_depfile(file: &Path, rules: &str) -> Result<(), Trouble> {
    fs::write(file, rules).map_err(|error| Trouble::io("write", file, &error))
}

/// A path as both Make and Ninja read it.
///
/// Source: <https://github.com/ninja-build/ninja/blob/master/src/depfile_parser.in.cc>, which says what it takes from Make.
fn escaped(path: &Path) -> Result<String, Trouble> {
    let refused = |why: &str| Trouble {
        what: format!("cannot list `{}` in a depfile", path.display()),
        why: format!("{why} cannot be written there"),
    };
    let text =
        path.strip_prefix("./").unwrap_or(path).to_str().ok_or_else(|| refused("what is not UTF-8"))?;
    let mut escaped = String::new();
    let mut slashes = 0;
    for c in text.chars() {
        match c {
            c if c.is_control() => return Err(refused("a line break or tab")),
            // Where backslashes stand before a blank, each counts twice.
            ' ' => escaped.extend(std::iter::repeat_n('\\', slashes + 1)),
            '#' | ':' => escaped.push('\\'),
            '$' => escaped.push('$'),
            _ => {}
        }
        slashes = if c == '\\' { slashes + 1 } else { 0 };
        escaped.push(c);
    }
    Ok(escaped)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::escaped;

    #[test]
    fn what_means_something_in_a_rule_is_escaped() {
        for (path, written) in [
            ("./a/b.txt", "a/b.txt"),
            ("a b", r"a\ b"),
            (r"a\ b", r"a\\\ b"),
            (r"a\b", r"a\b"),
            ("a#b", r"a\#b"),
            ("C:/a", r"C\:/a"),
            ("$HOME", "$$HOME"),
            ("grün", "grün"),
        ] {
            assert_eq!(escaped(Path::new(path)).unwrap(), written, "{path}");
        }
    }

    #[test]
    fn what_no_rule_can_hold_is_trouble() {
        for path in ["a\nb", "a\tb"] {
            assert!(escaped(Path::new(path)).is_err(), "{path:?}");
        }
    }
}
