//! Where text goes: the only place that prints.

use std::io::{ErrorKind, Write as _};

use kura::output::Trouble;
use kura::secret::Shown;

/// Speaks to a person, and shows no secret.
pub(crate) fn say(text: &str) {
    show(&Shown::lines(text));
}

/// Shows something to a person; a closed pipe is no reason to fail.
pub(crate) fn show(text: &Shown) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Prints what a machine may read; a closed pipe is no reason to fail.
///
/// # Errors
///
/// [`Trouble`] when it cannot be written otherwise, as on a full disk.
pub(crate) fn tell(text: &str) -> Result<(), Trouble> {
    let mut stdout = anstream::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Trouble { what: "cannot write to standard output".to_owned(), why: error.to_string() })
        }
        _ => Ok(()),
    }
}

/// Whether standard output shows colours: by `NO_COLOR`, `CLICOLOR_FORCE` and whether it is a terminal.
pub(crate) fn is_coloured() -> bool {
    anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
}

/// A number of things.
pub(crate) fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
