//! How every file begins.

use crate::emit::file::HEADER;
use crate::lang::hcl::Body;

/// A file that says so far only whose it is.
pub(super) fn header() -> Body {
    Body::new().comment(HEADER).blank()
}
