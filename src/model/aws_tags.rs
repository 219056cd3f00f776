//! The tags of what is made in AWS.

use std::collections::BTreeMap;

use super::resolver::{Resolver, texts};

/// Tags of everything in AWS, load balancers included; the user's own win.
pub(super) fn aws_tags(cx: &Resolver<'_>) -> BTreeMap<String, String> {
    let project = &cx.config.project;
    let mut tags = BTreeMap::from([
        ("Project".to_owned(), project.name.value.clone()),
        ("ManagedBy".to_owned(), "kura".to_owned()),
    ]);
    if let Some(environment) = &project.environment {
        tags.insert("Environment".to_owned(), environment.value.clone());
    }
    tags.extend(texts(&project.tags));
    tags
}
