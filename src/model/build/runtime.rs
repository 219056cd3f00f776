//! `runtime`: a language and a version.

use crate::diagnostic::nearest;
use crate::model::resolver::{Resolved, Resolver};
use crate::read::config::Text;
use crate::span::Span;
use crate::value::{FromText, ImageReference};

/// A language and a version.
pub(super) struct Runtime {
    pub language: String,
    /// The version, with the official image's own variant if one is written, such as `3.13-alpine`.
    pub tag: String,
    /// The digest of the image that has the language's tools.
    pub digest: Option<String>,
    pub span: Span,
}

impl Runtime {
    /// The version without a variant.
    pub(super) fn version(&self) -> &str {
        self.tag.split('-').next().unwrap_or_default()
    }

    /// Whether neither a variant nor a digest says which image is meant.
    pub(super) fn is_plain(&self) -> bool {
        !self.tag.contains('-') && self.digest.is_none()
    }

    /// An official image of this version; a variant or digest that was written wins, because it belongs to one image.
    pub(super) fn image(&self, repository: &str, variant: &str) -> ImageReference {
        let tag = if self.is_plain() { format!("{}{variant}", self.tag) } else { self.tag.clone() };
        ImageReference { repository: repository.to_owned(), tag: Some(tag), digest: self.digest.clone() }
    }
}

/// `runtime` is a language and a version, with the official image's own variant and digest if wanted.
///
/// `languages` are those that are known.
pub(super) fn resolve(cx: &mut Resolver<'_>, runtime: &Text, languages: &[&str]) -> Resolved<Runtime> {
    let parsed = ImageReference::from_text(runtime).ok();
    let Some(ImageReference { repository, tag: Some(tag), digest }) = parsed else {
        cx.report
            .error("invalid-value", runtime.span, format!("`{runtime}` is not a runtime"))
            .help("write a language and a version, such as `python:3.13` or `node:24`");
        return None;
    };
    if !languages.contains(&repository.as_str()) {
        let name = Text::new(repository, runtime.span);
        let finding = cx.unknown_reference(languages.iter().copied(), "runtime", &name);
        // The name is only the beginning of what stands in the quotes.
        if let Some(near) = nearest(&name, languages.iter().copied()) {
            finding.replace_with_text(&runtime.replacen(&name.value, near, 1));
        }
        return None;
    }
    if !is_tag(&tag) {
        let finding = cx.report.error("invalid-value", runtime.span, format!("`{tag}` is not a version"));
        if !tag.starts_with(|c: char| c.is_ascii_digit()) {
            finding.label("what it is today is something else tomorrow");
        }
        finding.help("write a version, such as `python:3.13` or `node:24`, and a variant behind it, such as `node:24-alpine`");
        return None;
    }
    Some(Runtime { language: repository, tag, digest, span: runtime.span })
}

/// Whether official images have tags of this form: a version, such as `3.14` or `3.14.0rc1`, and then words behind hyphens.
///
/// Source: <https://github.com/docker-library/official-images/tree/master/library>
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let version = parts.next().unwrap_or_default();
    let is_word = |part: &str| {
        part.split('.').all(|piece| {
            !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
    };
    let is_named = |word: &&str| word.starts_with(|c: char| c.is_ascii_lowercase());
    version.split('.').all(is_number)
        && parts.clone().next().as_ref().is_none_or(is_named)
        && parts.all(is_word)
}

/// A number of a version, with what tells a release before it is one, such as `0rc1`.
fn is_number(part: &str) -> bool {
    let digits = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let stage = digits.trim_start_matches(|c: char| c.is_ascii_lowercase());
    let is_padded = part.len() > 1 && part.starts_with('0') && digits.is_empty();
    digits.len() < part.len()
        && !is_padded
        && stage.bytes().all(|byte| byte.is_ascii_digit())
        && stage.is_empty() == digits.is_empty()
}

/// Languages whose build and final stage rest on different images of the vendor's take a version alone.
pub(super) fn plain(cx: &mut Resolver<'_>, runtime: &Runtime, example: &str) -> Resolved<()> {
    if runtime.is_plain() {
        return Some(());
    }
    cx.report
        .error("invalid-value", runtime.span, format!("`{}:` takes a version alone", runtime.language))
        .label("a variant or a digest belongs to one image, and this runtime is built in one and runs in another")
        .help(format!("write a version, such as `{example}`, or the Dockerfile yourself"));
    None
}

/// An image of a fixed name.
pub(super) fn image(repository: &str, tag: &str) -> ImageReference {
    ImageReference { repository: repository.to_owned(), tag: Some(tag.to_owned()), digest: None }
}
