//! What the examples compile to: the same as itself, however it is printed, and every value counts.

use super::{compared, path, same};

/// The same file as another tool would print it, without comments.
fn reformatted(name: &str, text: &str) -> Option<String> {
    let uncommented = |text: &str| {
        let mut quoted = false;
        let lines = text.lines().filter_map(|line| {
            // Within quotes of a shell every space counts.
            let shown = if quoted { line } else { line.trim() };
            quoted ^= line.replace("'''", "").matches('\'').count() % 2 == 1;
            let is_comment = ["# ", "// "].iter().any(|sign| shown.starts_with(sign));
            (!shown.is_empty() && !is_comment).then_some(shown)
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    match name.rsplit(['.', '/']).next()? {
        "yaml" => {
            let documents: Vec<serde_json::Value> = serde_saphyr::from_multiple(text).unwrap();
            Some(documents.iter().map(|document| format!("---\n{document:#}\n")).collect::<Vec<_>>().concat())
        }
        "tf" => Some(hcl::format::to_string(&hcl::parse(text).unwrap()).unwrap()),
        "Jenkinsfile" => Some(uncommented(text)),
        _ if name.contains("Dockerfile") => Some(text.lines().next()?.to_owned() + "\n" + &uncommented(text)),
        _ => None,
    }
}

/// Every line of what the examples compile to that is changed is found.
#[test]
fn what_kura_writes_is_the_same_as_itself_and_every_value_counts() {
    let out = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("out");
    let files =
        walkdir::WalkDir::new(&out).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    for file in files.filter(|file| file.is_file() && !file.ends_with("kura.lock")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = path(file.strip_prefix(&out).unwrap().to_str().unwrap());
        let name = name.as_str();
        same(name, &text, &text);
        if let Some(reformatted) = reformatted(name, &text) {
            same(name, &text, &reformatted);
        }
        for (number, line) in text.lines().enumerate() {
            let Some(mutated) = mutated(line).filter(|_| name.starts_with("deployment-9")) else { continue };
            let changed: Vec<_> = text
                .lines()
                .enumerate()
                .map(|(at, line)| if at == number { mutated.as_str() } else { line })
                .collect();
            let meaning = compared(name, &text, &changed.join("\n"));
            assert!(!meaning.differences.is_empty(), "{name}:{} {mutated}", number + 1);
        }
    }
}

/// The same line with another digit in its value; `None` if it has none, or is a comment.
fn mutated(line: &str) -> Option<String> {
    let start = line.find([':', '=']).map_or(0, |at| at + 1);
    let (head, value) = line.split_at(start);
    if ["#", "//"].iter().any(|comment| line.trim_start().starts_with(comment)) || value.contains('#') {
        return None;
    }
    let digit = value.find(|c: char| ('1'..='8').contains(&c))?;
    let (before, after) = value.split_at(digit);
    let other = after.chars().next().and_then(|digit| char::from_digit(digit.to_digit(10)? + 1, 10))?;
    Some(format!("{head}{before}{other}{}", after.get(1..)?))
}
