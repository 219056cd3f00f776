//! Headers that an HTTP probe sends.

use crate::model::resolver::Resolver;
use crate::read::Named;
use crate::read::config::Text;
use crate::value::{http_header_name, one_line};

/// Checks their names and values, and that a probe sends them.
pub(super) fn check(cx: &mut Resolver<'_>, headers: &Named<Text>, sent: bool) -> bool {
    let mut sound = true;
    for header in headers {
        sound &= cx.check(http_header_name(&header.key), header.key.span);
        sound &= cx.check(one_line(&header.value), header.value.span);
    }
    if let Some(first) = headers.iter().next().filter(|_| !sent) {
        sound = false;
        cx.report
            .error("headers-without-http", first.key.span, "only an HTTP probe sends headers")
            .help("add `path`, or remove `http_headers`");
    }
    sound
}
