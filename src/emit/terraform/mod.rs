//! The application's root module: one Rust file for each file of it, which writes one.

mod appinfra;
mod iam;
pub(super) mod jenkins;
mod outputs;
mod route_table;
#[cfg(test)]
mod tests;
mod variables;
mod versions;

use super::file::{File, HEADER};
use crate::lang::hcl::{self, Body};
use crate::model::Model;

/// The root module; none when nothing is made in AWS.
pub(super) fn files(model: &Model) -> Vec<File> {
    let (Some(terraform), Some(network)) = (&model.terraform, &model.network) else { return Vec::new() };
    let file = |name, body: Body| File::new(model.outputs.terraform.file(name), hcl::print(&body));
    vec![
        file("appinfra.tf", appinfra::body(&model.project.name, network)),
        file("outputs.tf", outputs::body(network)),
        file("variables.tf", variables::body()),
        file("versions.tf", versions::body(terraform)),
    ]
}

/// A file that says so far only whose it is.
fn header() -> Body {
    Body::new().comment(HEADER).blank()
}
