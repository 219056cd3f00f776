//! Rules about images and how they are built.

mod development_server;
mod dockerfile_twice;
mod end_of_life_runtime;
mod floating_image_tag;
mod missing_file;
mod missing_folder;
mod proxy_hides_site;
mod proxy_to_itself;
mod repository_twice;
mod repository_without_namespace;
mod runtime_missing;
mod static_missing;
mod static_of_two_services;
mod static_without_service;
mod unsupported_platform;
mod unused_image;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    development_server::RULE,
    dockerfile_twice::RULE,
    end_of_life_runtime::RULE,
    floating_image_tag::RULE,
    missing_file::RULE,
    missing_folder::RULE,
    proxy_hides_site::RULE,
    proxy_to_itself::RULE,
    repository_twice::RULE,
    repository_without_namespace::RULE,
    runtime_missing::RULE,
    static_missing::RULE,
    static_of_two_services::RULE,
    static_without_service::RULE,
    unsupported_platform::RULE,
    unused_image::RULE,
];
