//! Names of the user's that stand in a pipeline as code.

use crate::model::container::variable_name;
use crate::tables::groovy_names::{is_class, is_keyword};
use crate::value::Problem;

/// Checks what is written as `NAME = value` in `environment`: it must be a variable to Groovy, and no class.
///
/// Source: <https://github.com/jenkinsci/pipeline-model-definition-plugin/blob/master/pipeline-model-definition/src/main/groovy/org/jenkinsci/plugins/pipeline/modeldefinition/parser/ModelParser.groovy>
///
/// # Errors
///
/// A [`Problem`] when the pipeline would not be read.
pub(super) fn environment_name(name: &str) -> Result<(), Problem> {
    variable_name(name)?;
    if is_class(name) {
        let message = format!("`{name}` is a class of Groovy's, so Jenkins takes it for no variable");
        return Err(Problem::new(message, format!("choose another name, such as `{name}_VALUE`")));
    }
    no_keyword(name)
}

/// Checks what is written as `KIND 'name'` in `tools`.
///
/// Source: <https://www.jenkins.io/doc/book/pipeline/syntax/#tools>
///
/// # Errors
///
/// A [`Problem`] when the pipeline would not be read.
pub(super) fn tool_kind(name: &str) -> Result<(), Problem> {
    variable_name(name)?;
    if name.starts_with(|c: char| c.is_ascii_uppercase()) {
        let message = format!("`{name}` is the name of a class to Groovy, in which the pipeline is written");
        return Err(Problem::new(message, "write the symbol of the kind of tool, such as `jdk` or `maven`"));
    }
    no_keyword(name)
}

fn no_keyword(name: &str) -> Result<(), Problem> {
    if is_keyword(name) {
        return Err(Problem::new(
            format!("`{name}` is a word of Groovy's own, in which the pipeline is written"),
            "choose another name",
        ));
    }
    Ok(())
}
