//! What a stage of a pipeline may ask: how the pipeline is written, what it works on, and what else there is.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Addon, Image, Ingress, Job, Pod, Service};
use crate::read::config::{self, EnvValue, Text};
use crate::read::{Named, Switch};
use crate::span::Span;

/// What the stages of a pipeline depend on, as far as it could be resolved.
pub(in crate::model) struct Parts<'m> {
    pub images: Option<&'m BTreeMap<String, Image>>,
    pub services: Option<&'m BTreeMap<String, Service>>,
    pub jobs: Option<&'m BTreeMap<String, Job>>,
    pub addons: Vec<&'m Addon>,
    pub ingresses: Vec<&'m Ingress>,
}

/// What is written of a pipeline, be it the only one or one of several.
pub(super) struct Written<'a> {
    pub key: Option<&'a Text>,
    pub span: Span,
    pub stages: &'a Named<Switch<config::Stage>>,
    pub parameters: &'a Named<config::Parameter>,
    pub environment: &'a Named<EnvValue>,
    pub triggers: Option<&'a config::Triggers>,
    pub post: &'a Named<config::PostStep>,
}

/// What a pipeline builds and deploys, before its stages are known.
pub(super) struct Work {
    pub services: BTreeSet<String>,
    pub images: BTreeSet<String>,
    pub jobs: BTreeSet<String>,
    /// Whether the stage `terraform` runs here, if it is declared.
    pub terraform: bool,
}

/// How a stage is written: not at all, off, on, or on with options.
pub(super) enum Setting<'a> {
    Absent,
    Off,
    On(Span, Option<&'a config::Stage>),
}

impl<'a> Written<'a> {
    /// How the stage of that name is written.
    pub(super) fn setting(&self, name: &str) -> Setting<'a> {
        let entry = self.stages.iter().find(|entry| entry.key.value == name);
        match entry.map(|entry| (&entry.key, &entry.value)) {
            None => Setting::Absent,
            Some((_, Switch::Plain(false, _))) => Setting::Off,
            Some((key, Switch::Plain(true, _))) => Setting::On(key.span, None),
            Some((key, Switch::Options(stage))) => Setting::On(key.span, Some(stage)),
        }
    }

    /// Whether the stage of that name is written as `false`.
    pub(super) fn is_off(&self, name: &str) -> bool {
        matches!(self.setting(name), Setting::Off)
    }

    /// The options of the stage of that name, where it is on and has some.
    pub(super) fn options(&self, name: &str) -> Option<&'a config::Stage> {
        match self.setting(name) {
            Setting::On(_, options) => options,
            _ => None,
        }
    }
}

/// What one stage is planned with.
pub(super) struct Context<'a, 'w> {
    pub written: &'w Written<'a>,
    pub work: &'w Work,
    pub parts: &'w Parts<'w>,
    /// The stage's own options.
    pub options: Option<&'a config::Stage>,
    /// Where the stage is written, or what makes it run.
    pub span: Span,
}

impl<'a, 'w> Context<'a, 'w> {
    /// An option of the stage.
    pub(super) fn option<T>(&self, key: fn(&'a config::Stage) -> Option<&'a T>) -> Option<&'a T> {
        self.options.and_then(key)
    }

    /// The images of this pipeline that could be resolved.
    pub(super) fn images(&self) -> impl Iterator<Item = &'w Image> + use<'w> {
        let work = self.work;
        let all = self.parts.images.into_iter().flatten();
        all.filter(|(key, _)| work.images.contains(*key)).map(|(_, image)| image)
    }

    /// The services of this pipeline that could be resolved.
    pub(super) fn services(&self) -> impl Iterator<Item = &'w Service> + use<'w> {
        let work = self.work;
        let all = self.parts.services.into_iter().flatten();
        all.filter(|(key, _)| work.services.contains(*key)).map(|(_, service)| service)
    }

    /// The jobs of this pipeline that could be resolved.
    pub(super) fn jobs(&self) -> impl Iterator<Item = &'w Job> + use<'w> {
        let work = self.work;
        let all = self.parts.jobs.into_iter().flatten();
        all.filter(|(key, _)| work.jobs.contains(*key)).map(|(_, job)| job)
    }

    /// The pods of this pipeline that could be resolved.
    pub(super) fn pods(&self) -> impl Iterator<Item = &'w Pod> + use<'w> {
        self.services().map(|service| &service.pod).chain(self.jobs().map(|job| &job.pod))
    }
}
