//! Outputs that stand in each other's way, or where no output may stand.

use super::File;

/// Why the output as a whole cannot be written; empty when it can.
///
/// The user chooses the paths, so this is the one thing about the files that
/// is known only when all of them are.
pub fn collisions(files: &[File]) -> Vec<String> {
    let mut found: Vec<String> = files.iter().filter_map(reserved).collect();
    let mut sorted: Vec<&File> = files.iter().collect();
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    for (index, file) in sorted.iter().enumerate() {
        let others = sorted.iter().skip(index + 1);
        found.extend(others.filter(|other| other.path.is_within(&file.path)).map(|other| {
            if other.path == file.path {
                format!("two outputs are written to `{}`", file.path)
            } else {
                format!("`{}` cannot be both a file and the folder of `{}`", file.path, other.path)
            }
        }));
    }
    found
}

fn reserved(file: &File) -> Option<String> {
    let own = matches!(file.path.as_str(), "kura.toml" | "kura.lock");
    let git = file.path.as_str().split('/').any(|part| part.eq_ignore_ascii_case(".git"));
    (own || git || file.path.is_root()).then(|| format!("no output may be written to `{}`", file.path))
}
