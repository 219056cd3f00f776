//! Closed lists of words.

/// Declares an enum that is written as one of a few words.
macro_rules! choice {
    ($(#[doc = $doc:literal])+ pub enum $name:ident { $($(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[doc = $variant_doc])+ $variant,)+ }

        impl $name {
            /// The words, in the order of the reference.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word as the target spells it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl $crate::read::decode::Decode for $name {
            fn decode(
                value: &$crate::read::decode::Value<'_>,
                reader: &mut $crate::read::decode::Reader<'_>,
            ) -> Option<Self> {
                match value.get_ref().as_str() {
                    $(Some($word) => Some(Self::$variant),)+
                    _ => {
                        reader.wrong_word(value, Self::WORDS);
                        None
                    }
                }
            }

            fn schema() -> serde_json::Value {
                serde_json::json!({ "type": "string", "enum": Self::WORDS })
            }
        }
    };
}
pub(super) use choice;

use super::decode::{Reader, Value};
use crate::diagnostic::{listed, nearest};

impl Reader<'_> {
    /// Reports that a value is none of the words that may stand here.
    pub fn wrong_word(&mut self, value: &Value<'_>, words: &[&str]) {
        let listed = listed(words.iter().copied());
        let Some(written) = value.get_ref().as_str() else {
            self.wrong_type(value, &format!("one of {listed}"));
            return;
        };
        let finding =
            self.report.error("unknown-value", value.span().into(), format!("unknown value `{written}`"));
        match nearest(written, words.iter().copied()) {
            Some(near) => finding.label(format!("did you mean `{near}`?")).replace_with_text(near),
            None => finding.label("not a value of this key"),
        };
        finding.help(format!("write one of {listed}"));
    }
}
