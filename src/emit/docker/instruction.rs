//! Instructions as the languages write them.

use crate::lang::dockerfile::Instruction;

/// The folder of the application, in every stage of every image.
pub(super) const FOLDER: &str = "/app";

/// Name of the build stage.
pub(super) const BUILD: &str = "build";

/// Copies from the build context.
pub(super) fn copy<T: AsRef<str>>(paths: &[T]) -> Instruction {
    Instruction::Copy { from: None, chown: None, paths: words(paths) }
}

/// Copies from another stage.
pub(super) fn copy_from(stage: &str, paths: &[&str]) -> Instruction {
    Instruction::Copy { from: Some(stage.to_owned()), chown: None, paths: words(paths) }
}

/// Copies from the build stage.
pub(super) fn copy_built(paths: &[&str]) -> Instruction {
    copy_from(BUILD, paths)
}

/// Copies manifests to where they lie in the context, one instruction per folder.
pub(super) fn copy_manifests(files: &[String]) -> Vec<Instruction> {
    let folder =
        |file: &String| file.rsplit_once('/').map_or("./".to_owned(), |(folder, _)| format!("{folder}/"));
    let mut folders: Vec<String> = files.iter().map(folder).collect();
    folders.dedup();
    let copies = folders.into_iter().map(|target| {
        let mut paths: Vec<_> = files.iter().filter(|file| folder(file) == target).cloned().collect();
        paths.push(target);
        copy(&paths)
    });
    copies.collect()
}

/// Runs a command of a shell, with caches that no image keeps.
pub(super) fn run(caches: &[&str], command: &str) -> Instruction {
    run_all(caches, &[command])
}

/// Runs commands of a shell one after the other, with caches that no image keeps.
pub(super) fn run_all<T: AsRef<str>>(caches: &[&str], commands: &[T]) -> Instruction {
    let mounts = caches.iter().map(|folder| format!("type=cache,target={folder}")).collect();
    Instruction::Run { mounts, commands: words(commands) }
}

/// Variables of a stage.
pub(super) fn env(pairs: &[(&str, &str)]) -> Instruction {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Instruction::Env(pairs.iter().map(owned).collect())
}

/// A line that says why.
pub(super) fn comment(text: &str) -> Instruction {
    Instruction::Comment(text.to_owned())
}

/// Words of an exec form.
pub(super) fn words<T: AsRef<str>>(words: &[T]) -> Vec<String> {
    words.iter().map(|word| word.as_ref().to_owned()).collect()
}
