//! `packages` and `build_packages`: what the system's package manager installs.

use crate::model::resolver::Resolver;
use crate::read::config::{List, Text};
use crate::value::Problem;

/// Names of packages, each with a version after `=` if it is pinned; sorted.
pub(super) fn resolve(cx: &mut Resolver<'_>, written: Option<&List<Text>>) -> Vec<String> {
    let packages = written.map(|list| list.value.as_slice()).unwrap_or_default();
    for package in packages {
        cx.check(name(package), package.span);
    }
    let mut names: Vec<_> = packages.iter().map(|package| package.value.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// `name` or `name=version`, see
/// [Debian's policy](https://www.debian.org/doc/debian-policy/ch-controlfields.html#source).
fn name(package: &str) -> Result<(), Problem> {
    let (name, version) =
        package.split_once('=').map_or((package, None), |(name, version)| (name, Some(version)));
    let named = name.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+.-_".contains(&byte));
    let versioned = version.is_none_or(|version| {
        !version.is_empty()
            && version.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".+:~-_*".contains(&byte))
    });
    if named && versioned {
        return Ok(());
    }
    Err(Problem::new(
        format!("`{package}` is not the name of a package"),
        "write its name, and its version after `=` if it is pinned, such as `libpq5=17.5-1`",
    ))
}
