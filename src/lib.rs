//! kura compiles one `kura.toml` into Terraform, Kubernetes manifests, a
//! Jenkinsfile and Dockerfiles that agree with each other.

pub mod diagnostic;
pub mod diff;
pub mod emit;
pub mod format;
pub mod lang;
pub mod merge_marks;
pub mod model;
pub mod output;
pub mod read;
pub mod repository;
pub mod rules;
pub mod secret;
pub mod semantic;
pub mod span;
pub mod tables;
pub mod value;

use diagnostic::{Diagnostic, Report, ShownSource};
use emit::{Draft, File};
use repository::Repository;
use span::Source;
use value::Date;

/// What came of compiling one project.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The source as it may be shown: what looks like a secret is masked.
    pub shown: ShownSource,
    /// All findings, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What would be written, sorted by path; `None` after an error, and of [`check`].
    pub files: Option<Vec<File>>,
}

impl Compiled {
    fn new(source: &Source, diagnostics: Vec<Diagnostic>, files: Option<Vec<File>>) -> Self {
        Self { shown: ShownSource::new(source, &diagnostics), diagnostics, files }
    }

    /// A text that could not even be read.
    pub fn refused(source: &Source, diagnostic: Diagnostic) -> Self {
        Self::new(source, vec![diagnostic], None)
    }
}

/// The whole pipeline: read, resolve, check, emit; it stops after the first phase with an error.
///
/// `as_of` is the day that ages the bundled tables; without it `[checks]` or the tables themselves say it.
pub fn compile(source: &Source, repository: &dyn Repository, as_of: Option<Date>) -> Compiled {
    let mut report = Report::default();
    let print = |drafts: Vec<Draft<'_>>| drafts.into_iter().map(Draft::print).collect();
    let files = phases(source, repository, as_of, &mut report, print);
    Compiled::new(source, report.into_sorted(), files)
}

/// What [`compile`] finds, without printing the files.
pub fn check(source: &Source, repository: &dyn Repository, as_of: Option<Date>) -> Compiled {
    let mut report = Report::default();
    phases(source, repository, as_of, &mut report, |_| ());
    Compiled::new(source, report.into_sorted(), None)
}

fn phases<T>(
    source: &Source,
    repository: &dyn Repository,
    as_of: Option<Date>,
    report: &mut Report,
    finish: fn(Vec<Draft<'_>>) -> T,
) -> Option<T> {
    let reading = read::read(source, report).filter(|_| !report.has_errors())?;
    let model = model::resolve(&reading, repository, as_of, report).filter(|_| !report.has_errors())?;
    rules::check(&model, source, report);
    if report.has_errors() {
        return None;
    }
    let files = emit::emit(&model);
    for collision in emit::collisions(&files) {
        report
            .error("output-collision", reading.config.place_of(&collision.path), collision.message)
            .help(collision.help);
    }
    for misfit in emit::misfits(&model) {
        report.error("invalid-manifest", misfit.span, misfit.message).help(misfit.help);
    }
    for host in emit::too_large(&model, &files) {
        report
            .error(
                "user-data-too-large",
                host.span,
                format!("the user data of `{}` has {} KiB, compressed", host.host, host.kib),
            )
            .label(format!("EC2 takes {}; kura needs {} of them", host.limit, host.kib_of_kura))
            .help("let a script download what is large, and check its digest; name fewer plugins");
    }
    (!report.has_errors()).then(|| finish(files))
}
