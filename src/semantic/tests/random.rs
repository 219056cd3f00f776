//! Generated files: what is no difference, and that every difference is found.

use proptest::prelude::*;

use super::{compared, only, same};
use crate::secret::masked;

/// A manifest of some containers with some variables.
fn manifest(images: &[String], values: &[String], indent: usize, comments: bool, turned: bool) -> String {
    let pad = " ".repeat(indent);
    let comment = if comments { " # a comment" } else { "" };
    let mut containers: Vec<_> = images
        .iter()
        .enumerate()
        .map(|(number, image)| {
            let mut env: Vec<_> = values
                .iter()
                .enumerate()
                .map(|(number, value)| format!("{pad}- name: V{number}{comment}\n{pad}  value: '{value}'\n"))
                .collect();
            if turned {
                env.reverse();
            }
            format!("- name: c{number}{comment}\n  image: '{image}'\n  env:\n{}", env.concat())
        })
        .collect();
    if turned {
        containers.reverse();
    }
    let items =
        containers.concat().lines().map(|line| format!("      {line}\n")).collect::<Vec<_>>().concat();
    format!(
        "{}kind: Deployment\nmetadata: {{name: a}}\nspec:\n  template:\n    spec:\n      containers:\n{items}",
        if comments { "# head\n\n" } else { "" }
    )
}

fn module(values: &[String], indent: usize, comments: bool, turned: bool) -> String {
    let pad = " ".repeat(indent);
    let comment = if comments { " # a comment" } else { "" };
    let mut blocks: Vec<_> = values
        .iter()
        .enumerate()
        .map(|(number, value)| {
            format!("resource \"aws_subnet\" \"s{number}\" {{{comment}\n{pad}cidr_block = \"{value}\"\n{pad}tags = {{ A = \"{value}\" }}\n}}\n")
        })
        .collect();
    if turned {
        blocks.reverse();
    }
    blocks.concat()
}

fn words() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[a-z0-9:/.-]{1,12}", 1..4)
}

proptest! {
    #[test]
    fn formatting_comments_and_order_are_no_difference(
        (images, values) in (words(), words()),
        (indent, comments, turned) in (2_usize..6, any::<bool>(), any::<bool>()),
    ) {
        same("k/a.yaml", &manifest(&images, &values, 2, false, false), &manifest(&images, &values, indent, comments, turned));
        same("t/a.tf", &module(&values, 2, false, false), &module(&values, indent, comments, turned));
    }

    #[test]
    fn every_value_that_changes_is_found_once((mut images, values, at) in (words(), words(), any::<prop::sample::Index>())) {
        let before = manifest(&images, &values, 2, false, false);
        let at = at.index(images.len());
        images[at].push('x');
        prop_assert_eq!(only("k/a.yaml", &before, &manifest(&images, &values, 2, true, true)).0, format!("spec.template.spec.containers[c{at}].image"));
    }

    #[test]
    fn any_text_is_taken(text in "[ -~\n]{0,200}", name in prop::sample::select(vec!["a.yaml", "a.tf", "a.tfvars", "a.json", "Jenkinsfile", "Dockerfile", "a.conf"])) {
        let meaning = compared(name, &text, &text);
        prop_assert!(meaning.differences.is_empty(), "{:?}", meaning.differences);
    }

    #[test]
    fn any_text_is_masked_in_its_place(pieces in prop::collection::vec(
        prop::sample::select(vec![
            "password", "name", "value", "DB_TOKEN", "kind", "Secret", "data", "--token", "curl", " -u ", ":", ": ", " = ", "=",
            "<<EOF", "EOF", "|", "'", "\"", "\\", "'''", "{", "}", "[", ",", "\n", "\n  ", "\n- ", "\t", "\r", "---", "ENV ", "é", "x",
        ]),
        0..60,
    )) {
        let text = pieces.concat();
        let shown = masked(&text);
        prop_assert_eq!(shown.len(), text.len());
        for (before, after) in text.bytes().zip(shown.bytes()) {
            prop_assert!(after == b'*' || after == before, "{:?}", shown);
            prop_assert!(before != b'\n' || after == before, "{:?}", shown);
        }
    }
}
