//! Ruby: gems where the official image looks for them, without those of development and test.

use super::FOLDER;
use super::instruction::{copy, copy_built, run, run_all, words};
use super::recipe::Recipe;
use crate::model::{Build, Ruby};

/// Where the [official image](https://github.com/docker-library/ruby) keeps gems.
const GEMS: &str = "/usr/local/bundle";

/// Asks the health path; any status from 400 is a failure.
const PROBE: &str = "exit Net::HTTP.get_response(URI(ARGV[0])).code.to_i < 400";

pub(super) fn recipe(build: &Build, ruby: &Ruby) -> Recipe {
    // Not on a cache: the gems are what the final stage needs.
    let mut install = vec!["bundle install"];
    let mut build_env = vec![("BUNDLE_DEPLOYMENT", "1"), ("BUNDLE_PATH", GEMS)];
    if build.test.is_empty() {
        build_env.push(("BUNDLE_WITHOUT", "development:test"));
    }
    if ruby.rails && build.test.is_empty() {
        build_env.push(("RAILS_ENV", "production"));
    }
    let mut recipe =
        Recipe { build_env, env: vec![("BUNDLE_PATH", GEMS)], probe: Some(probe), ..Recipe::default() };
    if ruby.bootsnap {
        install.push("bundle exec bootsnap precompile --gemfile");
        recipe.after_build = vec![run(&[], "bundle exec bootsnap precompile app/ lib/")];
    }
    recipe.install = vec![copy(&["Gemfile", "Gemfile.lock", "./"]), run_all(&[], &install)];
    recipe.result = vec![copy_built(&[GEMS, GEMS])];
    recipe.result.push(if build.compiles() { copy_built(&[FOLDER, "."]) } else { copy(&[".", "."]) });
    recipe
}

fn probe(port: &str, path: &str) -> Vec<String> {
    words(&["ruby", "-rnet/http", "-e", PROBE, &format!("http://127.0.0.1:{port}{path}")])
}
