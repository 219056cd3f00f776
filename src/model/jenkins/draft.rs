//! A stage on its way: what it does is known, and where it runs is not.

use super::built_in::BuiltIn;
use super::stage::StageKind;
use crate::read::config;
use crate::span::Span;

/// A stage before it has an agent: its options if it has any, what it does and what it needs.
pub(super) struct Draft<'a> {
    pub key: &'a str,
    /// `None`: it is the user's own.
    pub built_in: Option<&'static BuiltIn>,
    pub span: Span,
    pub options: Option<&'a config::Stage>,
    pub kind: StageKind,
    pub tools: Vec<String>,
    /// What an agent is needed for, after "no agent can".
    pub purpose: String,
}
