//! Official images that run as a user of their own: `schema/public_images.tsv`.

use super::table::Table;
use crate::value::ImageReference;

static TABLE: Table<Row> = Table::new(include_str!("../../schema/public_images.tsv"), row);

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
    let row = TABLE.all(name).filter(|row| row.since <= major).max_by_key(|row| row.since)?;
    Some(if tag.contains("alpine") { row.alpine } else { row.debian })
}

/// From a major version on, each variant of an image.
struct Row {
    since: u32,
    debian: PublicImage,
    alpine: PublicImage,
}

fn row(rest: &'static str) -> Option<Row> {
    let fields: Vec<_> = rest.split('\t').collect();
    let [since, user, alpine_user, data, writes] = fields.as_slice() else { return None };
    let folder = |folder: &'static str| Some(folder).filter(|folder| !folder.is_empty());
    let of = |user: &str| {
        Some(PublicImage { user: user.parse().ok()?, data: folder(data), writes: folder(writes) })
    };
    Some(Row { since: since.parse().ok()?, debian: of(user)?, alpine: of(alpine_user)? })
}

#[cfg(test)]
mod tests {
    use super::{TABLE, public_image};
    use crate::value::{FromText, ImageReference};

    #[test]
    fn every_line_is_an_image() {
        TABLE.assert_whole();
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
