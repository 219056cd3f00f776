//! Blocks of Terraform, by their address; all files of a folder are one module.

mod block;
mod expression;
mod policy;
mod variables;

use std::collections::BTreeMap;

use hcl::{Block, Body, Structure};

use super::object::{Area, Identity, Object};
use super::{NotUnderstood, Text, Tree};
use crate::value::ProjectPath;
use variables::Variables;

/// The objects of some files, and the files that could not be understood; `values` are those with values of variables.
pub(super) fn objects<'a>(
    files: impl Iterator<Item = &'a Text<'a>>,
    values: impl Iterator<Item = &'a Text<'a>>,
) -> (Vec<Object>, Vec<NotUnderstood>) {
    let mut broken = Vec::new();
    let mut parsed = |file: &'a Text<'a>| match hcl::parse(file.text.trim_start_matches('\u{feff}')) {
        Ok(body) => Some((file, body)),
        Err(error) => {
            broken.push(file.not_understood(&one_line(&error)));
            None
        }
    };
    let mut modules: BTreeMap<ProjectPath, Vec<(&Text<'_>, Body)>> = BTreeMap::new();
    for (file, body) in files.filter_map(&mut parsed) {
        modules.entry(file.path.parent()).or_default().push((file, body));
    }
    let mut values: Vec<_> =
        values.filter(|file| is_read_by_itself(file.path)).filter_map(&mut parsed).collect();
    // Of two values the one in an `.auto.tfvars` file counts.
    values.sort_by_key(|(file, _)| is_auto(file.path));
    let mut objects = Vec::new();
    for (folder, files) in &modules {
        let values = values.iter().filter(|(file, _)| file.path.parent() == *folder).map(|(_, body)| body);
        let variables = Variables::of(&files.iter().map(|(_, body)| body).collect::<Vec<_>>(), values);
        objects.extend(module(folder, files, &variables));
    }
    (objects, broken)
}

/// Whether Terraform takes the values of a file without being told.
///
/// Source: <https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files>
fn is_read_by_itself(path: &ProjectPath) -> bool {
    is_auto(path) || path.as_str().rsplit('/').next() == Some("terraform.tfvars")
}

fn is_auto(path: &ProjectPath) -> bool {
    path.as_str().ends_with(".auto.tfvars")
}

fn one_line(error: &hcl::Error) -> String {
    let hcl::Error::Parse(error) = error else { return error.to_string() };
    format!("line {}: {}", error.location().line(), error.message())
}

/// The kind of Terraform's own settings.
const SETTINGS: &str = "terraform block";

fn module(folder: &ProjectPath, files: &[(&Text<'_>, Body)], variables: &Variables) -> Vec<Object> {
    let mut objects: Vec<Object> = Vec::new();
    let mut settings = None;
    for (file, body) in files {
        for structure in body {
            let Structure::Block(block) = structure else { continue };
            for (kind, name, title, tree) in found(block, variables) {
                let identity = Identity {
                    area: Area::Terraform,
                    within: folder.clone(),
                    kind,
                    namespace: String::new(),
                    name,
                };
                // The settings of Terraform itself may stand in several blocks, which are one.
                if identity.kind == SETTINGS
                    && let Some(Object { tree: Tree::Map(known), .. }) =
                        settings.and_then(|at| objects.get_mut(at))
                    && let Tree::Map(more) = tree
                {
                    known.extend(more);
                    continue;
                }
                if identity.kind == SETTINGS {
                    settings = Some(objects.len());
                }
                objects.push(Object { identity, title, path: file.path.clone(), tree, stays: file.stays });
            }
        }
    }
    objects
}

/// How the title of a route begins that stands within its route table.
pub(super) const INLINE_ROUTE: &str = "route ";

/// Kind, name, address and meaning of a thing.
type Found = (String, String, String, Tree);

/// A route table, and each route in it as the resource it might be as well.
fn route_table(name: &str, mut table: Tree) -> Vec<Found> {
    let address = format!("aws_route_table.{name}");
    let mut found = Vec::new();
    if let Tree::Map(entries) = &mut table
        && let Some(Tree::Bag(routes)) = entries.remove("route")
    {
        for route in routes {
            let Tree::Map(mut route) = route else { continue };
            if let Some(block) = route.remove("cidr_block") {
                route.insert("destination_cidr_block".to_owned(), block);
            }
            route.insert("route_table_id".to_owned(), Tree::Text(format!("{address}.id")));
            let tree = Tree::Map(route);
            let destination = tree.text_at(&["destination_cidr_block"]).unwrap_or_default();
            let title = format!("{INLINE_ROUTE}{destination} of {address}");
            found.push(("aws_route".to_owned(), title.clone(), title, tree));
        }
    }
    found.push(("aws_route_table".to_owned(), name.to_owned(), address, table));
    found
}

/// What a block says, thing by thing.
fn found(block: &Block, variables: &Variables) -> Vec<Found> {
    let labels: Vec<_> = block.labels.iter().map(hcl::BlockLabel::as_str).collect();
    let tree = || block::tree(&block.body, variables);
    let one = |kind: &str, name: &str, title: String| vec![(kind.to_owned(), name.to_owned(), title, tree())];
    match (block.identifier.as_str(), labels.as_slice()) {
        ("resource", ["aws_route_table", name]) => route_table(name, tree()),
        ("resource", [kind, name]) => one(kind, name, format!("{kind}.{name}")),
        ("data", [kind, name]) => one("data", &format!("{kind}.{name}"), format!("data.{kind}.{name}")),
        ("terraform", []) => one(SETTINGS, "", "terraform".to_owned()),
        ("provider", [name]) => {
            let alias = tree().text_at(&["alias"]).map(|alias| format!(".{alias}")).unwrap_or_default();
            one("provider", &format!("{name}{alias}"), format!("provider.{name}{alias}"))
        }
        ("locals", []) => {
            let attributes = block.body.attributes();
            let local = |attribute: &hcl::Attribute| {
                let tree = Tree::Map(
                    [("value".to_owned(), expression::tree(attribute.key(), attribute.expr(), variables))]
                        .into(),
                );
                ("local".to_owned(), attribute.key().to_owned(), format!("local.{}", attribute.key()), tree)
            };
            attributes.map(local).collect()
        }
        // What only moves or imports says nothing of what is there.
        ("moved" | "import" | "removed", _) => Vec::new(),
        (kind, names) => one(kind, &names.join("."), [&[kind], names].concat().join(".")),
    }
}
