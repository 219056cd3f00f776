//! Colours; without a terminal they are taken away.

use anstyle::{AnsiColor, Style};

use crate::tables::consequences::Consequence;

/// What is removed.
pub(super) const REMOVED: Style = AnsiColor::Red.on_default();
/// What is added.
pub(super) const ADDED: Style = AnsiColor::Green.on_default();
/// What is another.
pub(super) const CHANGED: Style = AnsiColor::Yellow.on_default();
/// Where in a file it is.
pub(super) const PLACE: Style = AnsiColor::Cyan.on_default();
/// Names.
pub(super) const NAME: Style = Style::new().bold();

/// A text in a style.
pub(super) fn styled(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The style of a consequence.
pub(super) fn of(consequence: Consequence) -> Style {
    match consequence {
        Consequence::Cosmetic => Style::new().dimmed(),
        Consequence::InPlace => Style::new(),
        Consequence::RollingRestart => CHANGED,
        Consequence::Replacement => REMOVED,
        Consequence::Outage => REMOVED.bold(),
    }
}
