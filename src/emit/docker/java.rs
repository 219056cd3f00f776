//! Java: a JDK builds, a JRE runs one jar.

use super::bash;
use super::instruction::{FOLDER, copy, copy_built, copy_manifests, run};
use super::recipe::Recipe;
use crate::model::{Build, Java, JavaTool};

/// What it leaves among the sources.
pub(super) const LEFT: &str = "/target
/*/target
/build
/*/build
**/.gradle
";

/// What Maven and Gradle download, kept between builds.
const MAVEN: &str = "/root/.m2";
const GRADLE: &str = "/root/.gradle";

/// The one jar that starts; plugins leave others beside it.
const JAR: &str = "find FOLDER -maxdepth 1 -name '*.jar' ! -name 'original-*' ! -name '*-plain.jar' \
    ! -name '*-sources.jar' ! -name '*-javadoc.jar'";

pub(super) fn recipe(build: &Build, java: &Java) -> Recipe {
    let maven = java.tool == JavaTool::Maven;
    let cache = if maven { MAVEN } else { GRADLE };
    let mut recipe = Recipe { caches: vec![cache], probe: Some(bash::probe), ..Recipe::default() };
    if !maven {
        // The official image of Gradle says otherwise, and the cache is root's.
        recipe.build_env = vec![("GRADLE_USER_HOME", GRADLE)];
    }
    if java.wrapper {
        let (script, folder) = if maven { ("mvnw", ".mvn") } else { ("gradlew", "gradle") };
        recipe.install.extend([copy(&[script, "./"]), copy(&[folder, &format!("{folder}/")])]);
    }
    if java.single {
        recipe.install.extend(copy_manifests(&java.manifests));
        recipe.install.push(run(&[cache], &dependencies(java)));
    }
    if java.quarkus {
        let folder = if maven { "target/quarkus-app" } else { "build/quarkus-app" };
        recipe.result = vec![copy_built(&[&format!("{FOLDER}/{folder}"), "."])];
        return recipe;
    }
    if build.compiles() {
        let jar = JAR.replace("FOLDER", if maven { "target" } else { "build/libs" });
        // `cp` fails unless exactly one is left.
        recipe.after_build = vec![format!("cp \"$({jar})\" /app.jar")];
    }
    recipe.result = vec![copy_built(&["/app.jar", "app.jar"])];
    recipe
}

/// Downloads what the build needs.
fn dependencies(java: &Java) -> String {
    let (maven, gradle) = if java.wrapper { ("./mvnw", "./gradlew") } else { ("mvn", "gradle") };
    match java.tool {
        JavaTool::Maven => format!("{maven} --batch-mode --no-transfer-progress dependency:go-offline"),
        JavaTool::Gradle => format!("{gradle} --no-daemon dependencies"),
    }
}
