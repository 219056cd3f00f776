//! Ruby: gems where the official image looks for them, without those of development and test.

use super::instruction::{BUILD, FOLDER, copy, copy_from, env, run, run_all, words};
use super::recipe::Recipe;
use crate::model::{Build, Ruby};

/// What it leaves among the sources.
pub(super) const LEFT: &str = "**/.bundle
**/vendor/bundle
/log
/tmp
/storage
";

/// Where the [official image](https://github.com/docker-library/ruby) keeps gems.
const GEMS: &str = "/usr/local/bundle";

/// The groups that production does without.
const WITHOUT: (&str, &str) = ("BUNDLE_WITHOUT", "development:test");

/// Asks the health path; any status from 400 is a failure.
const PROBE: &str = "exit Net::HTTP.get_response(URI(ARGV[0])).code.to_i < 400";

pub(super) fn recipe(build: &Build, ruby: &Ruby) -> Recipe {
    // The tests need the gems that production must not have.
    let tested = !build.test.is_empty();
    let mut build_env = vec![("BUNDLE_DEPLOYMENT", "1"), ("BUNDLE_PATH", GEMS)];
    build_env.extend((!tested).then_some(WITHOUT));
    // Not on a cache: the gems are what the final stage needs.
    let mut install = vec!["bundle install"];
    install.extend(ruby.bootsnap.then_some("bundle exec bootsnap precompile --gemfile"));
    let from = if tested { "production" } else { BUILD };
    let sources = if build.compiles() { copy_from(from, &[FOLDER, "."]) } else { copy(&[".", "."]) };
    Recipe {
        build_env,
        install: vec![copy(&["Gemfile", "Gemfile.lock", "./"]), run_all(&[], &install)],
        after_build: ruby
            .bootsnap
            .then(|| "bundle exec bootsnap precompile app/ lib/".to_owned())
            .into_iter()
            .collect(),
        production: if tested { vec![env(&[WITHOUT]), run(&[], "bundle clean --force")] } else { Vec::new() },
        env: vec![("BUNDLE_PATH", GEMS)],
        result: vec![copy_from(from, &[GEMS, GEMS]), sources],
        probe: Some(probe),
        ..Recipe::default()
    }
}

fn probe(port: &str, path: &str) -> Vec<String> {
    words(&["ruby", "-rnet/http", "-e", PROBE, &format!("http://127.0.0.1:{port}{path}")])
}
