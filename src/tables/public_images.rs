//! Official images that run as a user of their own: `schema/public_images.tsv`.

use super::rows;
use crate::value::ImageReference;

const TABLE: &str = include_str!("../../schema/public_images.tsv");

/// What is known of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicImage {
    /// Number of its user.
    pub user: i64,
    /// Folder of what it must keep.
    pub data: Option<&'static str>,
    /// Another folder that it writes to while it runs.
    pub writes: Option<&'static str>,
}

/// What is known of an official image; `None`: nothing.
pub fn public_image(image: &ImageReference) -> Option<PublicImage> {
    let name = image.repository.rsplit_once("library/").map_or(image.repository.as_str(), |(_, name)| name);
    let tag = image.tag.as_deref().unwrap_or_default();
    let major = tag.split(['.', '-']).next()?.parse().unwrap_or(u32::MAX);
    rows(TABLE)
        .filter(|(known, _)| *known == name)
        .filter_map(|(_, rest)| row(rest, tag.contains("alpine")))
        .filter(|(since, _)| *since <= major)
        .max_by_key(|(since, _)| *since)
        .map(|(_, image)| image)
}

fn row(rest: &'static str, is_alpine: bool) -> Option<(u32, PublicImage)> {
    let fields: Vec<_> = rest.split('\t').collect();
    let [since, user, alpine_user, data, writes] = fields.as_slice() else { return None };
    let user = if is_alpine { alpine_user } else { user }.parse().ok()?;
    let folder = |folder: &'static str| Some(folder).filter(|folder| !folder.is_empty());
    Some((since.parse().ok()?, PublicImage { user, data: folder(data), writes: folder(writes) }))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, public_image, row};
    use crate::tables::rows;
    use crate::value::{FromText, ImageReference};

    #[test]
    fn every_line_is_an_image() {
        crate::tables::tests::is_whole(TABLE);
        assert!(rows(TABLE).all(|(_, rest)| row(rest, false).is_some()));
    }

    #[test]
    fn the_version_and_the_variant_count() {
        let of = |text| public_image(&ImageReference::from_text(text).unwrap());
        assert_eq!(of("postgres:17.5").unwrap().data, Some("/var/lib/postgresql/data"));
        assert_eq!(of("docker.io/library/postgres:18-alpine").unwrap().user, 70);
        assert_eq!(of("postgres:18.1").unwrap().data, Some("/var/lib/postgresql"));
        assert_eq!(of("ghcr.io/acme/postgres:17"), None);
    }
}
