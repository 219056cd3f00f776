//! Rules about images and how they are built.

mod ambiguous_lock_file;
mod build_script_missing;
mod built_image_by_tag;
mod cloned_sources;
mod command_missing;
mod development_server;
mod dockerfile_twice;
mod end_of_life_runtime;
mod floating_image_tag;
mod forbidden_instruction;
mod migration_in_image;
mod missing_file;
mod missing_folder;
mod nginx_config_mismatch;
mod package_manager_unpinned;
mod production_server_missing;
mod proxy_hides_site;
mod proxy_to_itself;
mod recommended_packages;
mod repository_twice;
mod repository_without_namespace;
mod runtime_missing;
mod runtime_too_old;
mod static_missing;
mod static_of_two_services;
mod static_without_service;
mod unknown_runtime_version;
mod unsupported_linker;
mod unsupported_platform;
mod unused_image;
mod unverified_download;

use super::rule::Rule;

/// The rules of this area.
pub(super) const RULES: &[Rule] = &[
    ambiguous_lock_file::RULE,
    build_script_missing::RULE,
    built_image_by_tag::RULE,
    cloned_sources::RULE,
    command_missing::RULE,
    development_server::RULE,
    dockerfile_twice::RULE,
    end_of_life_runtime::RULE,
    floating_image_tag::RULE,
    forbidden_instruction::RULE,
    migration_in_image::RULE,
    missing_file::RULE,
    missing_folder::RULE,
    nginx_config_mismatch::RULE,
    package_manager_unpinned::RULE,
    production_server_missing::RULE,
    proxy_hides_site::RULE,
    proxy_to_itself::RULE,
    recommended_packages::RULE,
    repository_twice::RULE,
    repository_without_namespace::RULE,
    runtime_missing::RULE,
    runtime_too_old::RULE,
    static_missing::RULE,
    static_of_two_services::RULE,
    static_without_service::RULE,
    unknown_runtime_version::RULE,
    unsupported_linker::RULE,
    unsupported_platform::RULE,
    unused_image::RULE,
    unverified_download::RULE,
];
