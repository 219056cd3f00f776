//! Values of the most usual types, each with its place.

use crate::span::Spanned;

/// Text, and where it stands.
pub type Text = Spanned<String>;

/// A whole number, and where it stands.
pub type Int = Spanned<i64>;

/// `true` or `false`, and where it stands.
pub type Bool = Spanned<bool>;

/// A list, and where it stands.
pub type List<T> = Spanned<Vec<T>>;
