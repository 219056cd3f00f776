//! A `kura.toml` and its findings as they may be shown.

use super::{Diagnostic, LITERAL_PASSWORD, LITERAL_SECRET, Severity};
use crate::secret::{Hidden, Shown};
use crate::span::{Source, Span};

/// One `kura.toml` as it may be shown: every place stays where it is, and what looks like a secret is stars.
#[derive(Debug, Clone)]
pub struct ShownSource {
    /// Path as the user would write it.
    pub path: Shown,
    /// The whole text; none where nothing was found of which it could be shown.
    pub text: Shown,
    hidden: Hidden,
}

/// One finding as it may be shown; the fields are those of a [`Diagnostic`].
#[derive(Debug, Clone)]
pub struct ShownFinding {
    /// Name of the rule.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The plain fact.
    pub message: Shown,
    /// The place to underline.
    pub span: Span,
    /// What to say under the underline.
    pub label: Option<Shown>,
    /// Other places, with what is to be seen there.
    pub related: Vec<(Span, Shown)>,
    /// The remedy.
    pub help: Option<Shown>,
    /// The remedy as an edit: what goes, and what comes in its place.
    pub fix: Option<(Span, Shown)>,
}

impl ShownSource {
    /// Hides what looks like a secret, and what a rule has found to be one.
    pub fn new(source: &Source, diagnostics: &[Diagnostic]) -> Self {
        if diagnostics.is_empty() {
            return Self {
                path: Shown::line(&source.path),
                text: Shown::default(),
                hidden: Hidden::default(),
            };
        }
        let hidden = Hidden::of(&source.text);
        // A password is mostly known by its name already, and then the quotes around it may be seen.
        let is_hidden = |found: &&Diagnostic| {
            found.rule == LITERAL_SECRET || found.rule == LITERAL_PASSWORD && !hidden.touches(found.span)
        };
        let found: Vec<_> = diagnostics.iter().filter(is_hidden).map(|found| found.span).collect();
        let hidden = if found.is_empty() { hidden } else { hidden.with(&source.text, found) };
        Self { path: Shown::line(&source.path), text: hidden.masked(&source.text), hidden }
    }

    /// A finding, in which what is hidden in the text is hidden too.
    pub fn finding(&self, found: &Diagnostic) -> ShownFinding {
        let about: Vec<_> = found.related.iter().map(|related| related.span).chain([found.span]).collect();
        let said = |text: &String| self.hidden.sentence(text, &about);
        ShownFinding {
            rule: found.rule,
            severity: found.severity,
            message: said(&found.message),
            span: found.span,
            label: found.label.as_ref().map(said),
            related: found.related.iter().map(|related| (related.span, said(&related.label))).collect(),
            help: found.help.as_ref().map(said),
            fix: found
                .fix
                .as_ref()
                .map(|fix| (fix.span, self.hidden.replacement(&fix.replacement, &[fix.span]))),
        }
    }
}
