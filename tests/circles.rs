//! The files of `src/` that use each other in a circle: one who reads one of them must read them all.

use std::collections::{BTreeMap, BTreeSet};

use crate::tidy::{production, sources, src};

/// How many files may use each other in a circle.
const MOST: usize = 3;

/// A path of modules, from `src/` down.
type Path = Vec<String>;

/// What a file says of others.
struct Module {
    /// What it imports, by the name it has here.
    imports: BTreeMap<String, Path>,
    /// What it uses, be it imported or written out; what it only hands on is not used.
    uses: Vec<Path>,
}

/// Every module of the library, by its path.
fn modules() -> BTreeMap<Path, Module> {
    let mut modules = BTreeMap::new();
    for (file, text) in sources(&src()) {
        let place = file.strip_prefix(src()).unwrap().with_extension("");
        let mut path: Path = place.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        if matches!(path.last().unwrap().as_str(), "mod" | "main" | "lib") {
            path.pop();
        }
        if !path.is_empty() {
            let module = module(&path, production(place.to_str().unwrap(), &text));
            modules.insert(path, module);
        }
    }
    modules
}

fn module(path: &Path, text: &str) -> Module {
    let lines = text.lines().map(|line| line.split("//").next().unwrap());
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    let statements = text.split([';', '{', '}']).map(str::trim);
    let inner: Vec<_> =
        statements.filter_map(|line| line.rsplit_once("mod ")).map(|(_, name)| name).collect();
    let mut module = Module { imports: BTreeMap::new(), uses: Vec::new() };
    let (mut code, mut rest) = (String::new(), text.as_str());
    while let Some((before, behind)) = rest.split_once("use ") {
        code += before;
        rest = behind;
        let visibility = before.rsplit('\n').next().unwrap().trim();
        let is_import = visibility.is_empty() || visibility.starts_with("pub") && !visibility.contains(' ');
        let Some((tree, after)) = behind.split_once(';').filter(|_| is_import) else { continue };
        rest = after;
        for (name, used) in leaves(tree.trim()) {
            let Some(used) = absolute(path, &inner, &used) else { continue };
            if visibility.is_empty() {
                module.uses.push(used.clone());
            }
            module.imports.insert(name, used);
        }
    }
    code += rest;
    // Who may see a thing is no use of it.
    let code = code.replace("pub(in crate", "pub(in ");
    let words = code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    let paths = words.filter(|word| word.contains("::"));
    module.uses.extend(paths.filter_map(|word| absolute(path, &inner, word)));
    module
}

/// The paths of a `use`, each with the name it gets.
fn leaves(tree: &str) -> Vec<(String, String)> {
    let Some((head, list)) = tree.split_once('{') else {
        let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree.rsplit("::").next().unwrap()));
        return vec![(name.trim().to_owned(), path.trim().to_owned())];
    };
    let list = list.trim().strip_suffix('}').unwrap();
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in list.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        if c == ',' && depth == 0 { parts.push(String::new()) } else { parts.last_mut().unwrap().push(c) }
    }
    let parts = parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty());
    parts
        .flat_map(|part| {
            let own = part.strip_prefix("self").filter(|rest| rest.is_empty());
            let path =
                own.map_or_else(|| format!("{head}{part}"), |_| head.trim_end_matches("::").to_owned());
            leaves(&path)
        })
        .collect()
}

/// A path from `src/` down; `None`: it leads out of the crate, or is a name of this file.
fn absolute(module: &Path, inner: &[&str], path: &str) -> Option<Path> {
    let mut parts = path.split("::").peekable();
    let mut start = module.clone();
    match *parts.peek()? {
        "crate" => start.clear(),
        "self" => {}
        "super" => {
            while parts.next_if_eq(&"super").is_some() {
                start.pop();
            }
            return Some(start.into_iter().chain(parts.map(str::to_owned)).collect());
        }
        name if inner.contains(&name) => {
            return Some(start.into_iter().chain(parts.map(str::to_owned)).collect());
        }
        _ => return None,
    }
    Some(start.into_iter().chain(parts.skip(1).map(str::to_owned)).collect())
}

/// The file that a path leads to: through modules as far as they go, and then through what is handed on.
fn file<'m>(modules: &'m BTreeMap<Path, Module>, path: &[String], hops: usize) -> Option<&'m Path> {
    let found = |depth| modules.get_key_value(path.get(..depth)?).map(|known| (depth, known));
    let (depth, (found, module)) = (1..=path.len()).rev().find_map(found)?;
    let import = path.get(depth).and_then(|name| module.imports.get(name)).filter(|_| hops > 0);
    import.map_or(Some(found), |import| file(modules, import, hops - 1).or(Some(found)))
}

#[test]
fn no_circle_has_many_files() {
    let modules = modules();
    let mut arrows: BTreeMap<&Path, BTreeSet<&Path>> = BTreeMap::new();
    for (path, module) in &modules {
        let used = module.uses.iter().filter_map(|used| file(&modules, used, 8));
        arrows.insert(path, used.filter(|used| *used != path).collect());
    }
    assert!(arrows.values().map(BTreeSet::len).sum::<usize>() > 1000, "the arrows are not seen");
    let reached = |from: &Path| {
        let mut seen = BTreeSet::new();
        let mut left: Vec<_> = arrows[from].iter().copied().collect();
        while let Some(next) = left.pop() {
            if seen.insert(next) {
                left.extend(&arrows[next]);
            }
        }
        seen
    };
    let reached: BTreeMap<_, _> = arrows.keys().map(|path| (*path, reached(path))).collect();
    let mut circles = BTreeSet::new();
    for (path, there) in &reached {
        let circle: Vec<_> = there.iter().filter(|other| reached[*other].contains(path)).collect();
        if circle.len() > MOST {
            circles.insert(circle.iter().map(|path| path.join("::")).collect::<Vec<_>>());
        }
    }
    assert!(circles.is_empty(), "these files use each other: {circles:#?}");
}
