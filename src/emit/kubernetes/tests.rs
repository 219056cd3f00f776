//! What must hold of all manifests together, and what single keys come to.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Workload, deployment, health_check, ingress, namespace, network_policy, persistent_volume_claim, service,
    service_account,
};
use crate::diagnostic::Report;
use crate::model::{Model, resolve};
use crate::read::read;
use crate::span::Source;
use crate::value::{FromText, ProjectPath};

/// Everything at once: labels that would break selectors, ports in all forms, all kinds of volumes.
const SHOP: &str = r#"
kura = 1
[project]
name = "shop"
tags = { Team = "web" }
[kubernetes]
labels = { app = "other", team = "web" }
[images.web]
[config_maps.app]
data = { MODE = "prod" }

[services.web]
image    = "web"
env      = { LITERAL = "$(X)" }
env_from = ["app"]
labels   = { app = "another", role = "x" }
selector = { role = "web" }
health   = { path = "/ready", port = 9000 }
ports    = { http = 80, alias = { port = 80, service_port = 81 }, metrics = 9000, dns = { port = 53, protocol = "UDP" } }
volumes  = { tmp = { mount_path = "/tmp" }, logs = { mount_path = "/logs", sub_path = "a" } }
init_containers.migrate = { command = ["migrate"] }

[services.db]
name     = "mongo"
kind     = "Deployment"
image    = "mongo:8"
port     = 27017
service_type     = "Headless"
security_context = { run_as_user = 999 }
volumes  = { data = { mount_path = "/data", size = "1Gi" }, old = { mount_path = "/old", claim = "old" } }

[ingresses.public]
routes = { "/" = { service = "web", port = "http" }, "/metrics" = { service = "web", port = "metrics" } }
"#;

fn model(text: &str) -> Model {
    let source = Source { path: "kura.toml".to_owned(), text: text.to_owned() };
    let files = BTreeSet::from([ProjectPath::from_text("Dockerfile").unwrap()]);
    let mut report = Report::default();
    let config = read(&source, &mut report);
    let model = config.and_then(|config| resolve(&config, &files, None, &mut report));
    assert!(!report.has_errors(), "{:?}", report.into_sorted());
    model.unwrap()
}

/// A field, by its JSON pointer.
fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

fn items<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    at(value, pointer).as_array().map_or(&[], Vec::as_slice)
}

fn names<'a>(value: &'a Value, pointer: &str) -> BTreeSet<&'a str> {
    items(value, pointer).iter().filter_map(|item| at(item, "/name").as_str()).collect()
}

fn deployments(model: &Model) -> Vec<Value> {
    of_workloads(model, deployment::documents)
}

fn services(model: &Model) -> Vec<Value> {
    of_workloads(model, service::documents)
}

fn of_workloads(model: &Model, kind: super::OfWorkload) -> Vec<Value> {
    Workload::all(model).flat_map(|workload| kind(model, workload)).map(|document| document.value).collect()
}

/// Whether all labels of the one are among the other's.
fn selects(selector: &Value, labels: &Value) -> bool {
    let selector = selector.as_object().unwrap();
    !selector.is_empty() && selector.iter().all(|(key, value)| labels.get(key) == Some(value))
}

#[test]
fn selectors_match_their_pods_and_no_others() {
    let model = model(SHOP);
    let deployments = deployments(&model);
    let pods = |value: &Value| at(value, "/spec/template/metadata/labels").clone();
    for deployment in &deployments {
        assert!(selects(at(deployment, "/spec/selector/matchLabels"), &pods(deployment)));
    }
    for service in services(&model) {
        let selected = deployments
            .iter()
            .filter(|deployment| selects(at(&service, "/spec/selector"), &pods(deployment)));
        assert_eq!(selected.count(), 1, "{service}");
    }
}

#[test]
fn target_ports_are_ports_of_the_container() {
    let model = model(SHOP);
    for service in services(&model) {
        let of_pods: Vec<_> = deployments(&model)
            .into_iter()
            .filter(|deployment| {
                at(deployment, "/spec/selector/matchLabels") == at(&service, "/spec/selector")
            })
            .collect();
        let ports = names(of_pods.first().unwrap(), "/spec/template/spec/containers/0/ports");
        for port in items(&service, "/spec/ports") {
            assert!(ports.contains(at(port, "/targetPort").as_str().unwrap()), "{port}");
        }
    }
}

#[test]
fn mounts_have_volumes_and_claims_exist() {
    let model = model(SHOP);
    let claims = of_workloads(&model, persistent_volume_claim::documents);
    let claims: Vec<_> = claims.iter().map(|claim| at(claim, "/metadata/name")).collect();
    for deployment in deployments(&model) {
        let volumes = names(&deployment, "/spec/template/spec/volumes");
        for containers in ["/spec/template/spec/containers", "/spec/template/spec/initContainers"] {
            for container in items(&deployment, containers) {
                assert_eq!(names(container, "/volumeMounts"), volumes);
                assert!(
                    items(container, "/volumeMounts").iter().any(|mount| at(mount, "/mountPath") == "/tmp")
                );
            }
        }
        for volume in items(&deployment, "/spec/template/spec/volumes") {
            let claim = at(volume, "/persistentVolumeClaim/claimName");
            assert!(claim.is_null() || claim == "old" || claims.contains(&claim), "{volume}");
        }
    }
}

#[test]
fn backends_of_ingresses_exist() {
    let model = model(SHOP);
    let services = services(&model);
    for ingress in ingress::documents(&model) {
        for path in items(&ingress.value, "/spec/rules").iter().flat_map(|rule| items(rule, "/http/paths")) {
            let backend = at(path, "/backend/service");
            let service = services
                .iter()
                .find(|service| at(service, "/metadata/name") == at(backend, "/name"))
                .unwrap();
            assert!(names(service, "/spec/ports").contains(at(backend, "/port/name").as_str().unwrap()));
        }
    }
}

#[test]
fn every_object_is_in_the_namespace_but_those_of_the_cluster() {
    for manifest in super::written(&model(SHOP)) {
        for document in manifest.documents {
            if at(&document.value, "/kind") == "Kustomization" {
                continue;
            }
            let of_cluster =
                matches!(at(&document.value, "/kind").as_str(), Some("Namespace" | "StorageClass"));
            assert_eq!(at(&document.value, "/metadata/namespace").is_null(), of_cluster);
            assert_eq!(at(&document.value, "/metadata/labels/app.kubernetes.io~1managed-by"), "kura");
        }
    }
}

#[test]
fn the_load_balancer_asks_what_the_readiness_probe_asks() {
    let text = r#"
        kura = 1
        project.name = "shop"
        [services.web]
        image = "a/b:1"
        ports = { http = 80, status = 9000 }
        health = { path = "/ready", port = 9000 }
        security_context = { run_as_user = 1 }
        [ingresses.a]
        routes = { "/" = { service = "web", port = "http" } }
    "#;
    let check = |text: &str| {
        let model = model(text);
        let annotations = health_check::annotations(&model, &model.services["web"]);
        ["path", "port"]
            .map(|name| annotations.get(&format!("alb.ingress.kubernetes.io/healthcheck-{name}")).cloned())
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(check(text), [some("/ready"), some("9000")]);
    assert_eq!(check(&format!("{text}\ntarget_type = \"instance\"")), [some("/ready"), some("status")]);
    assert_eq!(check(&text.replace(", port = 9000 }", " }")), [some("/ready"), None]);
    assert_eq!(check(&text.replace("path = \"/ready\"", "tcp = true")), [None, None]);
    let own = "\nannotations = { \"alb.ingress.kubernetes.io/healthcheck-path\" = \"/x\" }";
    assert_eq!(check(&format!("{text}{own}")), [None, some("9000")]);
}

#[test]
fn pods_are_replaced_when_their_config_maps_change() {
    let checksum = |text: &str| {
        let deployments = deployments(&model(text));
        let web = deployments.iter().find(|deployment| at(deployment, "/metadata/name") == "web").unwrap();
        at(web, "/spec/template/metadata/annotations/checksum~1config-maps").clone()
    };
    assert!(checksum(SHOP).is_string());
    assert_ne!(checksum(SHOP), checksum(&SHOP.replace("MODE = \"prod\"", "MODE = \"test\"")));
}

#[test]
fn nothing_without_services_and_config_maps() {
    assert!(super::files(&model("kura = 1\nproject.name = \"a\"")).is_empty());
}

#[test]
fn pods_behind_a_load_balancer_wait_for_it() {
    let gate = |text: &str| {
        let namespace = namespace::documents(&model(text)).remove(0).value;
        at(&namespace, "/metadata/labels/elbv2.k8s.aws~1pod-readiness-gate-inject").clone()
    };
    assert_eq!(gate(SHOP), "enabled");
    assert_eq!(gate(SHOP.split("[ingresses").next().unwrap()), Value::Null);
}

#[test]
fn a_shared_failure_threshold_does_not_shorten_the_start() {
    let text = SHOP.replace("port = 9000 }\nports", "port = 9000, failure_threshold = 2 }\nports");
    let deployment = deployments(&model(&text)).remove(1);
    let threshold = |probe| {
        at(&deployment, &format!("/spec/template/spec/containers/0/{probe}Probe/failureThreshold")).clone()
    };
    assert_eq!((threshold("readiness"), threshold("startup")), (2.into(), 30.into()));
}

#[test]
fn a_service_account_names_its_role_where_pods_have_it_by_their_tokens() {
    let annotation = |identity: &str, account: &str, iam: &str| {
        let text = format!(
            "kura = 1\n[project]\nname = \"shop\"\nregion = \"eu-west-1\"\n{account}\n[cluster]\n\
             version = \"1.35\"\nexisting = true\naddon_identity = \"{identity}\"\n[services.web]\n\
             image = \"ghcr.io/acme/web:1.4\"\nsecurity_context = {{ run_as_user = 1000 }}\niam = {{ {iam} }}\n"
        );
        let model = model(&text);
        let document = service_account::documents(&model, Workload::all(&model).next().unwrap()).remove(0);
        let found = document.value.pointer("/metadata/annotations/eks.amazonaws.com~1role-arn");
        found.and_then(Value::as_str).map(str::to_owned)
    };
    let own = "policies = [\"ReadOnlyAccess\"]";
    let existing = "role_arn = \"arn:aws:iam::210987654321:role/x\"";
    let known = "account_id = \"123456789012\"";
    assert_eq!(annotation("irsa", known, own).unwrap(), "arn:aws:iam::123456789012:role/shop-web");
    assert_eq!(annotation("irsa", "", own).unwrap(), "arn:aws:iam::set-by-pipeline:role/shop-web");
    assert_eq!(annotation("irsa", "", existing).unwrap(), "arn:aws:iam::210987654321:role/x");
    assert_eq!(annotation("pod_identity", known, own), None);
    assert_eq!(annotation("pod_identity", "", existing), None);
}

#[test]
fn pods_stop_first_only_for_a_volume_of_one_node() {
    let strategy = |mode: &str| {
        let volume = format!(
            "{{ mount_path = \"/data\", size = \"1Gi\", storage_class = \"efs\", access_mode = \"{mode}\" }}"
        );
        let model = model(&format!(
            "kura = 1\n[project]\nname = \"shop\"\n[services.web]\nimage = \"ghcr.io/acme/web:1\"\nkind = \"Deployment\"\n\
             security_context = {{ run_as_user = 1000 }}\nvolumes = {{ data = {volume} }}\n"
        ));
        at(deployments(&model).first().unwrap(), "/spec/strategy/type").clone()
    };
    assert_eq!(strategy("ReadWriteOnce"), "Recreate");
    assert_eq!(strategy("ReadWriteMany"), "RollingUpdate");
}

#[test]
fn what_jobs_and_load_balancers_need_is_on_by_itself() {
    let cluster = "kura = 1\n[project]\nname = \"shop\"\nregion = \"eu-west-1\"\n[network]\ncidr_block = \"10.0.0.0/16\"\n\
                   [cluster]\nversion = \"1.35\"\nnode_groups = { general = { instance_types = [\"m7i.large\"] } }\n";
    let image = "image = \"ghcr.io/acme/web:1\"\nsecurity_context = { run_as_user = 1000 }\n";
    let bare = model(&format!("{cluster}[services.web]\n{image}"));
    assert!(!bare.has_addon("aws-ebs-csi-driver") && !bare.has_addon("aws-load-balancer-controller"));
    let volume =
        "schedule = \"0 3 * * *\"\nvolumes = { dump = { mount_path = \"/dump\", size = \"1Gi\" } }\n";
    assert!(model(&format!("{cluster}[jobs.dump]\n{image}{volume}")).has_addon("aws-ebs-csi-driver"));
    let kind =
        "service_annotations = { \"service.beta.kubernetes.io/aws-load-balancer-type\" = \"external\" }\n";
    let balanced =
        format!("{cluster}[services.web]\n{image}port = 80\nservice_type = \"LoadBalancer\"\n{kind}");
    assert!(model(&balanced).has_addon("aws-load-balancer-controller"));
}

#[test]
fn the_load_balancer_reaches_the_port_that_it_probes() {
    let model = model(
        "kura = 1\n[project]\nname = \"shop\"\n[services.web]\nimage = \"ghcr.io/acme/web:1\"\nports = { http = 8000, admin = 9000 }\n\
         security_context = { run_as_user = 1000 }\nhealth = { path = \"/up\", port = 9000 }\n\
         [ingresses.public]\nroutes = { \"/\" = { service = \"web\", port = \"http\" } }\n",
    );
    let policies = of_workloads(&model, network_policy::documents);
    let ports = items(policies.first().unwrap(), "/spec/ingress/0/ports");
    assert_eq!(
        ports.iter().map(|port| at(port, "/port").as_i64().unwrap()).collect::<Vec<_>>(),
        [8000, 9000]
    );
}

#[test]
fn pods_are_replaced_when_a_patch_changes_their_config_map() {
    let with = |patch: &str| {
        let text = "kura = 1\n[project]\nname = \"shop\"\n[config_maps.app]\ndata = { MODE = \"dark\" }\n\
                    [services.web]\nimage = \"ghcr.io/acme/web:1\"\nsecurity_context = { run_as_user = 1000 }\nenv_from = [\"app\"]\n";
        let deployments = deployments(&model(&format!("{text}{patch}")));
        at(deployments.first().unwrap(), "/spec/template/metadata/annotations").clone()
    };
    assert_ne!(with(""), with("[kubernetes.merge.ConfigMap.app.data]\nMODE = \"light\"\n"));
}
