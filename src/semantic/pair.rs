//! Which object of one side is which of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::Tree;
use super::object::{Area, Identity, Object};

/// Attributes that say which thing in AWS a resource is, whatever its address.
const IDENTIFYING: &[(&str, &[&str])] = &[
    ("aws_cloudwatch_log_group", &["name"]),
    ("aws_cloudwatch_metric_alarm", &["alarm_name"]),
    ("aws_db_instance", &["identifier"]),
    ("aws_ecr_repository", &["name"]),
    ("aws_eks_access_entry", &["cluster_name", "principal_arn"]),
    ("aws_eks_addon", &["cluster_name", "addon_name"]),
    ("aws_eks_cluster", &["name"]),
    ("aws_eks_node_group", &["cluster_name", "node_group_name"]),
    ("aws_iam_role_policy_attachment", &["role", "policy_arn"]),
    ("aws_internet_gateway", &["vpc_id"]),
    ("aws_key_pair", &["key_name"]),
    ("aws_nat_gateway", &["subnet_id"]),
    ("aws_route", &["route_table_id", "destination_cidr_block"]),
    ("aws_route53_record", &["zone_id", "name", "type"]),
    ("aws_route_table_association", &["subnet_id"]),
    ("aws_s3_bucket", &["bucket"]),
    ("aws_subnet", &["cidr_block"]),
    ("aws_vpc", &["cidr_block"]),
];

/// What most other resources are known by.
const NAMES: &[&[&str]] = &[&["name"], &["tags", "Name"]];

/// The identities now by those of kura, each at most once.
///
/// First those that are equal, then those that are plainly the same thing; references between the objects
/// that are there follow the new addresses, so that one renamed thing is one difference.
pub(super) fn pairs(
    before: &mut BTreeMap<Identity, Object>,
    after: &[Object],
) -> BTreeMap<Identity, Identity> {
    let mut pairs = BTreeMap::new();
    for object in after {
        if before.contains_key(&object.identity) {
            pairs.insert(object.identity.clone(), object.identity.clone());
        }
    }
    loop {
        let found = plainly_the_same(before, after, &pairs);
        if found.is_empty() {
            return pairs;
        }
        let renamed: BTreeMap<_, _> = found
            .iter()
            .filter(|(new, _)| new.area == Area::Terraform)
            .map(|(new, old)| ((old.within.clone(), address(old)), address(new)))
            .collect();
        let folders: BTreeSet<_> = renamed.keys().map(|(folder, _)| folder).collect();
        for object in before.values_mut().filter(|object| folders.contains(&object.identity.within)) {
            let folder = &object.identity.within;
            let to = |address: String| renamed.get(&(folder.clone(), address)).map(String::as_str);
            object.tree.for_each_text(&mut |text| *text = readdressed(text, to));
            renamed_keys(&mut object.tree);
        }
        pairs.extend(found);
    }
}

/// Addresses of Terraform for the same thing, now and as kura would write them.
pub(super) fn moved(pairs: &BTreeMap<Identity, Identity>) -> Vec<(String, String)> {
    // A block has no address that could move.
    let has_address = |identity: &Identity| identity.area == Area::Terraform && !identity.name.contains(' ');
    let moved = pairs.iter().filter(|(new, old)| new != old && has_address(new) && has_address(old));
    moved.map(|(new, old)| (address(old), address(new))).collect()
}

fn address(identity: &Identity) -> String {
    format!("{}.{}", identity.kind, identity.name)
}

/// Pairs that nothing contradicts, by the first way that finds any.
fn plainly_the_same(
    before: &BTreeMap<Identity, Object>,
    after: &[Object],
    pairs: &BTreeMap<Identity, Identity>,
) -> Vec<(Identity, Identity)> {
    let paired: BTreeSet<_> = pairs.values().collect();
    let old: Vec<_> = before.values().filter(|object| !paired.contains(&object.identity)).collect();
    let new: Vec<_> = after.iter().filter(|object| !pairs.contains_key(&object.identity)).collect();
    let identified = only_pairs(&old, &new, identifying);
    if !identified.is_empty() {
        return identified;
    }
    let referred = referred(before, after, pairs);
    let mut free_now: BTreeSet<_> = old.iter().map(|object| &object.identity).collect();
    let mut free_then: BTreeSet<_> = new.iter().map(|object| &object.identity).collect();
    let mut free = Vec::new();
    for (to, from) in referred {
        if free_now.contains(&from) && free_then.contains(&to) {
            free_now.remove(&from);
            free_then.remove(&to);
            free.push((to, from));
        }
    }
    if !free.is_empty() {
        return free;
    }
    NAMES
        .iter()
        .map(|path| only_pairs(&old, &new, |object| named(object, path)))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// Pairs with the same key, if no other object of either side has it.
fn only_pairs(
    old: &[&Object],
    new: &[&Object],
    key: impl Fn(&Object) -> Option<Vec<String>>,
) -> Vec<(Identity, Identity)> {
    let group = |object: &Object| {
        let Identity { area, within, kind, .. } = &object.identity;
        Some((*area, within.clone(), kind.clone(), key(object)?))
    };
    let mut groups: BTreeMap<_, (Vec<&Object>, Vec<&Object>)> = BTreeMap::new();
    for object in old {
        groups.entry(group(object)).or_default().0.push(object);
    }
    for object in new {
        groups.entry(group(object)).or_default().1.push(object);
    }
    groups.remove(&None);
    let only = |(old, new): (Vec<&Object>, Vec<&Object>)| match (old.as_slice(), new.as_slice()) {
        ([old], [new]) => Some((new.identity.clone(), old.identity.clone())),
        _ => None,
    };
    groups.into_values().filter_map(only).collect()
}

fn identifying(object: &Object) -> Option<Vec<String>> {
    match object.identity.area {
        // The same name in another namespace.
        Area::Kubernetes => Some(vec![object.identity.name.clone()]).filter(|name| *name != [""]),
        Area::Terraform => {
            let (_, attributes) = IDENTIFYING.iter().find(|(kind, _)| *kind == object.identity.kind)?;
            attributes.iter().map(|name| object.tree.text_at(&[name]).map(str::to_owned)).collect()
        }
        Area::Pipeline | Area::Image | Area::File => None,
    }
}

fn named(object: &Object, path: &[&str]) -> Option<Vec<String>> {
    let is_resource = object.identity.area == Area::Terraform && object.identity.kind.contains('_');
    object.tree.text_at(path).filter(|_| is_resource).map(|name| vec![name.to_owned()])
}

/// What paired objects refer to at the same place.
fn referred(
    before: &BTreeMap<Identity, Object>,
    after: &[Object],
    pairs: &BTreeMap<Identity, Identity>,
) -> Vec<(Identity, Identity)> {
    let mut found = Vec::new();
    for object in after.iter().filter(|object| object.identity.area == Area::Terraform) {
        let old = pairs.get(&object.identity).and_then(|identity| before.get(identity));
        let (Tree::Map(new), Some(Tree::Map(old))) = (&object.tree, old.map(|object| &object.tree)) else {
            continue;
        };
        for (name, value) in new {
            let (Tree::Text(to), Some(Tree::Text(from))) = (value, old.get(name)) else { continue };
            let (Some(to), Some(from)) = (reference(to), reference(from)) else { continue };
            if to.0 == from.0 && to != from && name != "depends_on" {
                let identity = |(kind, name): (&str, &str)| Identity {
                    kind: kind.to_owned(),
                    name: name.to_owned(),
                    ..object.identity.clone()
                };
                found.push((identity(to), identity(from)));
            }
        }
    }
    found
}

/// Kind and name of the resource that an expression refers to.
fn reference(text: &str) -> Option<(&str, &str)> {
    let mut parts = text.split('.');
    let (kind, name) = (parts.next()?, parts.next()?);
    let is_name =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    (kind.contains('_') && is_name(kind) && is_name(name) && parts.next().is_some()).then_some((kind, name))
}

/// A text in which other addresses stand for some.
fn readdressed<'t>(text: &str, to: impl Fn(String) -> Option<&'t str>) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let mut out = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let (before, after) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let (whole, after) =
            after.split_at_checked(after.find(|c| !is_part(c)).unwrap_or(after.len())).unwrap_or((after, ""));
        out += before;
        // `aws_vpc.main` of `aws_vpc.main.id`, and `data.aws_vpc.main` of what is only looked up.
        let length = if whole.starts_with("data.") { 3 } else { 2 };
        let own = whole.match_indices('.').nth(length - 1).map_or(whole.len(), |(dot, _)| dot);
        let (address, attribute) = whole.split_at_checked(own).unwrap_or((whole, ""));
        out += to(address.to_owned()).unwrap_or(address);
        out += attribute;
        rest = after;
    }
    out + rest
}

/// The keys of a set are its values.
fn renamed_keys(tree: &mut Tree) {
    match tree {
        Tree::Map(entries) => {
            let is_set = !entries.is_empty()
                && entries.iter().all(|(key, value)| key.starts_with('[') && matches!(value, Tree::Text(_)));
            if is_set {
                let values = std::mem::take(entries).into_values();
                let texts =
                    values.filter_map(|value| if let Tree::Text(text) = value { Some(text) } else { None });
                *tree = Tree::set(texts);
                return;
            }
            entries.values_mut().for_each(renamed_keys);
        }
        Tree::List(items) | Tree::Bag(items) => items.iter_mut().for_each(renamed_keys),
        Tree::Text(_) | Tree::Lines(_) => {}
    }
}
