//! The pods of a workload: what services and jobs have in common.

use std::collections::BTreeMap;
use std::path::Path;

use super::container::{self, Container, ContainerImage, EnvFrom, EnvVar, Resources, SecurityContext};
use super::resolver::{Resolved, Resolver, keys, texts, words};
use super::uses::{self, Use};
use super::workload::Workload;
use super::{MountedFile, OpenTable, Toleration, Volume, mounted_file, toleration, volume};
use crate::read::config::{ImagePullPolicy, List, Text};
use crate::span::Span;
use crate::tables::public_images::public_image;
use crate::value::{Egress, FromText, dns_label, dns_subdomain};

/// Ways out of every pod that names none: half of all applications call a payment, mail or data service.
const HTTPS: &str = "0.0.0.0/0:443";

/// What every pod of a workload is.
#[derive(Debug, Clone)]
pub struct Pod {
    /// The main container, whose name is also the workload's.
    pub container: Container,
    /// Containers that run first, in this order.
    pub init_containers: Vec<Container>,
    /// Volumes of all containers, by name.
    pub volumes: BTreeMap<String, Volume>,
    /// Files and folders that are mounted into all containers, sorted by path.
    pub files: Vec<MountedFile>,
    /// CPU and memory of each container.
    pub resources: Resources,
    /// Rights of each container.
    pub security_context: SecurityContext,
    /// What its containers call in the cluster.
    pub uses: Vec<Use>,
    /// Other ways out.
    pub egress: Vec<Egress>,
    /// The user's labels of workload and pods.
    pub labels: BTreeMap<String, String>,
    /// The user's annotations of pods.
    pub annotations: BTreeMap<String, String>,
    /// Name of its ServiceAccount, which kura emits.
    pub service_account: Text,
    /// When nodes pull; `None`: Kubernetes decides.
    pub image_pull_policy: Option<ImagePullPolicy>,
    /// Node labels required.
    pub node_selector: BTreeMap<String, String>,
    /// Taints tolerated.
    pub tolerations: Vec<Toleration>,
    /// PriorityClass of the pods.
    pub priority_class: Option<String>,
    /// Seconds to stop.
    pub termination_grace_period_seconds: i64,
}

impl Pod {
    /// Name of the workload.
    pub fn name(&self) -> &str {
        &self.container.name
    }

    /// Its containers, the main one last.
    pub fn containers(&self) -> impl Iterator<Item = &Container> {
        self.init_containers.iter().chain([&self.container])
    }

    /// Whether a container is given what only Terraform knows.
    pub fn reads_outputs(&self) -> bool {
        let mut values = self.containers().flat_map(|container| container.env.values());
        values.any(|value| matches!(value, EnvVar::TerraformOutput(_)))
    }

    /// Name of the claim that kura emits for a volume of a Deployment or a Job.
    pub fn claim_name(&self, volume: &Volume) -> String {
        format!("{}-{}", self.name(), volume.name)
    }

    /// Name of the ConfigMap with the files of the repository that are mounted.
    pub fn files_config_map(&self) -> String {
        format!("{}-files", self.name())
    }
}

pub(super) fn resolve<'a>(cx: &mut Resolver<'a>, workload: &Workload<'a>) -> Resolved<Pod> {
    let mut sound = cx.check(dns_label(workload.name), workload.name.span);
    sound &= cx.labels(&workload.written.labels) & cx.labels(&workload.written.node_selector);
    sound &= cx.annotations(&workload.written.annotations);
    for name in [workload.written.priority_class.as_ref(), workload.written.service_account.as_ref()]
        .into_iter()
        .flatten()
    {
        sound &= cx.check(dns_subdomain(name), name.span);
    }
    let container = main_container(cx, workload);
    let volumes = volume::resolve(cx, &workload.written.volumes);
    let volumes = volumes.map(|volumes| with_folder_of_image(volumes, container.as_ref()));
    let files = mounted_file::resolve(cx, &workload.written.files);
    let resources = container::resources(
        workload.written.requests.as_ref(),
        workload.written.limits.as_ref(),
        workload.written.span,
    );
    let security_context = container.as_ref().map(|container| {
        cx.security_context(
            workload.written.security_context.as_ref(),
            &container.image,
            workload.written.image.span,
        )
    });
    let init_containers = container.as_ref().and_then(|container| init_containers(cx, workload, container));
    let tolerations = toleration::resolve(cx, workload.written.tolerations.as_ref());
    let uses = uses::resolve(cx, workload);
    let termination_grace_period_seconds =
        cx.at_least(workload.written.termination_grace_period_seconds.as_ref(), 0, 30);
    Some(Pod {
        container: container.filter(|_| sound)?,
        init_containers: init_containers?,
        volumes: volumes?,
        files: files?,
        resources: resources?,
        security_context: security_context?,
        uses: uses?,
        egress: egress(workload),
        labels: texts(&workload.written.labels),
        annotations: texts(&workload.written.annotations),
        service_account: workload.written.service_account.as_ref().unwrap_or(workload.name).clone(),
        image_pull_policy: workload.written.image_pull_policy.as_ref().map(|policy| policy.value),
        node_selector: texts(&workload.written.node_selector),
        tolerations: tolerations?,
        priority_class: workload.written.priority_class.as_ref().map(|class| class.value.clone()),
        termination_grace_period_seconds,
    })
}

/// What the image's own program writes to, unless a volume is mounted there or further up.
fn with_folder_of_image(
    mut volumes: BTreeMap<String, Volume>,
    container: Option<&Container>,
) -> BTreeMap<String, Volume> {
    let Some(container) = container.filter(|container| container.command.is_empty()) else { return volumes };
    let ContainerImage::Public(image) = &container.image else { return volumes };
    let is_free =
        |path: &str| volumes.values().all(|volume| !Path::new(path).starts_with(volume.mount_path.as_str()));
    if let Some(path) = public_image(image).and_then(|known| known.writes).filter(|path| is_free(path)) {
        let folder = volume::of_image(path, container.image_span);
        volumes.entry(folder.name.value.clone()).or_insert(folder);
    }
    volumes
}

fn egress(workload: &Workload<'_>) -> Vec<Egress> {
    match workload.written.egress.as_ref() {
        Some(written) => written.iter().map(|way| way.value).collect(),
        None => Egress::from_text(HTTPS).into_iter().collect(),
    }
}

/// The keys of the tables that take any name.
pub(super) fn open_tables(workload: &Workload<'_>) -> Vec<OpenTable> {
    let table = |name, keys| OpenTable { name, keys };
    vec![
        table("env", keys(&workload.written.env)),
        table("labels", keys(&workload.written.labels)),
        table("annotations", keys(&workload.written.annotations)),
        table("node_selector", keys(&workload.written.node_selector)),
    ]
}

fn main_container<'a>(cx: &mut Resolver<'a>, workload: &Workload<'a>) -> Resolved<Container> {
    let image = cx.container_image(&workload.written.image);
    let env = cx.env(&workload.written.env);
    let env_from = cx.env_from(workload.written.env_from.as_ref());
    Some(Container {
        name: workload.name.clone(),
        image: image?,
        image_span: workload.written.image.span,
        command_span: command_span(
            workload.written.command.as_ref(),
            workload.written.args.as_ref(),
            workload.written.image.span,
        ),
        command: words(workload.written.command.as_ref()),
        args: words(workload.written.args.as_ref()),
        env: env?,
        env_from: env_from?,
    })
}

fn command_span(command: Option<&List<Text>>, args: Option<&List<Text>>, image: Span) -> Span {
    command.or(args).map_or(image, |words| words.span)
}

/// Init containers, in the order of the file; what they do not say is the main container's.
fn init_containers<'a>(
    cx: &mut Resolver<'a>,
    workload: &Workload<'a>,
    main: &Container,
) -> Resolved<Vec<Container>> {
    let resolved: Vec<_> = workload
        .written
        .init_containers
        .iter()
        .map(|entry| {
            let init = &entry.value;
            let named = cx.check(dns_label(&entry.key), entry.key.span);
            let image_span = init.image.as_ref().map_or(main.image_span, |image| image.span);
            let image = init
                .image
                .as_ref()
                .map_or_else(|| Some(main.image.clone()), |image| cx.container_image(image));
            let env: Option<BTreeMap<String, EnvVar>> =
                if init.env.is_empty() { Some(main.env.clone()) } else { cx.env(&init.env) };
            let env_from: Option<Vec<EnvFrom>> = if init.env_from.is_none() {
                Some(main.env_from.clone())
            } else {
                cx.env_from(init.env_from.as_ref())
            };
            Some(Container {
                name: named.then(|| entry.key.clone())?,
                image: image?,
                image_span,
                command_span: command_span(init.command.as_ref(), init.args.as_ref(), image_span),
                command: words(init.command.as_ref()),
                args: words(init.args.as_ref()),
                env: env?,
                env_from: env_from?,
            })
        })
        .collect();
    resolved.into_iter().collect()
}
