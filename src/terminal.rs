//! Where text goes: the only place that prints.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};

use kura::output::Trouble;
use kura::secret::Shown;

/// Whether the last line of the terminal is one of progress.
static HAS_PROGRESS: AtomicBool = AtomicBool::new(false);

/// Moves to the beginning of a terminal's line, and empties it.
const EMPTY_LINE: &str = "\r\x1b[K";

/// Speaks to a person, and shows no secret.
pub(crate) fn say(text: &str) {
    show(&Shown::lines(text));
}

/// Shows something to a person; a closed pipe is no reason to fail.
pub(crate) fn show(text: &Shown) {
    end_progress();
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

/// Takes the line of progress away before something is printed.
fn end_progress() {
    if HAS_PROGRESS.swap(false, Ordering::Relaxed) {
        let _ = write!(std::io::stderr().lock(), "{EMPTY_LINE}");
    }
}

/// How many projects share one sign of progress.
const STEP: usize = 32;

/// Shows on a terminal, and nowhere else, how far many projects are.
pub(crate) fn progress(done: usize, of: usize) {
    let is_due = of > STEP && (done.is_multiple_of(STEP) || done == of);
    if is_due && std::io::stderr().is_terminal() {
        let line =
            if done == of { String::new() } else { format!("{} of {} projects", number(done), number(of)) };
        let _ = write!(std::io::stderr().lock(), "{EMPTY_LINE}{line}");
        HAS_PROGRESS.store(done != of, Ordering::Relaxed);
    }
}

/// Prints what a machine may read; a closed pipe is no reason to fail.
///
/// # Errors
///
/// [`Trouble`] when it cannot be written otherwise, as on a full disk.
pub(crate) fn tell(text: &str) -> Result<(), Trouble> {
    if !text.is_empty() {
        end_progress();
    }
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

/// How trouble is told.
pub(crate) fn error(trouble: &Trouble) -> String {
    format!("error: {trouble}")
}

/// A number as people read it: `10,000`.
pub(crate) fn number(number: usize) -> String {
    let digits = number.to_string();
    let mut read = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            read.push(',');
        }
        read.push(digit);
    }
    read
}

/// A number of things.
pub(crate) fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
