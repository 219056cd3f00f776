//! What a finding is; how it looks is `render`'s business.

mod excerpt;
mod fix;
mod not_utf8;
mod position;
mod render;
mod shown;
mod suggest;
mod too_large;

pub use fix::{Fix, fixed};
pub use not_utf8::not_utf8;
pub use position::{Position, Positions, position};
pub use render::render;
pub use shown::{ShownFinding, ShownSource};
pub use suggest::{listed, nearest};
pub use too_large::too_large;

use std::collections::BTreeSet;

use crate::span::Span;

/// The rule that finds what looks like a secret.
pub const LITERAL_SECRET: &str = "literal-secret";
/// The rule that finds what is named as a secret.
pub const LITERAL_PASSWORD: &str = "literal-password";

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The output would be broken or unsafe: nothing is written.
    Error,
    /// Legal, but likely a mistake.
    Warning,
}

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    /// Where it is.
    pub span: Span,
    /// What is to be seen there.
    label: String,
}

/// One finding, with everything a person needs to mend it.
///
/// What it says may repeat a secret of the file: [`ShownSource::finding`] says it as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Name of the rule, kebab-case, that says the bad thing.
    pub rule: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The plain fact, lowercase, without a full stop.
    message: String,
    /// The place to underline.
    pub span: Span,
    /// What to say under the underline, if the message alone is not enough.
    label: Option<String>,
    /// Other places that belong to it.
    related: Vec<Related>,
    /// The remedy.
    help: Option<String>,
    /// The remedy as an edit of the text, where it is certain.
    fix: Option<Fix>,
}

impl Severity {
    /// Its name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

impl Diagnostic {
    /// A finding that says no more than the plain fact yet.
    pub fn new(rule: &'static str, severity: Severity, span: Span, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { rule, severity, message, span, label: None, related: Vec::new(), help: None, fix: None }
    }

    /// Says something under the underlined place.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// Adds another place.
    pub fn related(&mut self, span: Span, label: impl Into<String>) -> &mut Self {
        self.related.push(Related { span, label: label.into() });
        self
    }

    /// Names the remedy.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Says that another name was probably meant.
    pub fn did_you_mean(&mut self, near: &str) -> &mut Self {
        self.label(format!("did you mean `{near}`?")).help(format!("write `{near}` instead"))
    }

    /// Offers to put this in the place of what is underlined, as written in TOML.
    pub fn replace_with(&mut self, replacement: impl Into<String>) -> &mut Self {
        self.fix = Some(Fix { span: self.span, replacement: replacement.into() });
        self
    }

    /// Offers to put this text in the place of what is underlined, in quotes.
    pub fn replace_with_text(&mut self, text: &str) -> &mut Self {
        self.replace_with(fix::quoted(text))
    }

    /// The replacement is of a key: without quotes where TOML needs none, and none for a key that is there already.
    ///
    /// `taken` are the names that the table of the key has, or will have.
    pub fn replaces_a_key(&mut self, taken: &mut BTreeSet<String>) {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        self.fix = self.fix.take().and_then(|fix| {
            let name = fix.replacement.trim_matches('"').to_owned();
            let bare = !name.is_empty() && name.chars().all(is_bare);
            let replacement = if bare { name.clone() } else { fix.replacement };
            taken.insert(name).then_some(Fix { span: fix.span, replacement })
        });
    }

    /// What makes two findings the same; a fix does not.
    fn identity(&self) -> (Span, Severity, &str, &str, Option<&str>, &[Related], Option<&str>) {
        let Self { rule, severity, message, span, label, related, help, fix: _ } = self;
        (*span, *severity, rule, message, label.as_deref(), related, help.as_deref())
    }
}

/// Collects the findings of a phase; a phase never stops at the first.
#[derive(Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds an error and returns it, to be completed.
    pub fn error(&mut self, rule: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.push_mut(Diagnostic::new(rule, Severity::Error, span, message))
    }

    /// Adds a finding as it is.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Tells whether nothing may be written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The findings in the order of the text, each once.
    ///
    /// Defaults are read once for each entry that inherits them, so the same
    /// mistake may have been found several times; a fix that one of them does
    /// not offer is not certain.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.diagnostics;
        diagnostics.sort_by(|a, b| (a.identity(), a.fix.is_some()).cmp(&(b.identity(), b.fix.is_some())));
        diagnostics.dedup_by(|later, first| later.identity() == first.identity());
        diagnostics
    }
}
