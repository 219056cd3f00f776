//! If kura accepts a project, its manifests are right: random projects, and what must hold of all their objects.

pub(crate) mod objects;
pub(crate) mod random;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::Path;
use std::{env, fs};

use kura::diagnostic::Severity;
use kura::span::Source;
use kura::value::{FromText, ProjectPath};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;

use crate::examples::examples;
use crate::kubernetes_schemas::Validators;
use kura::output::Disk;
use objects::{Objects, kind};
use random::{Dice, project};

/// The newest version that the schemas know.
const NEWEST: &str = "1.37";

/// The files of a project; `None` when kura refuses it.
fn files(text: &str) -> Option<BTreeMap<String, String>> {
    let source = Source { path: "kura.toml".to_owned(), text: text.to_owned() };
    let dockerfile = ProjectPath::from_text("Dockerfile").unwrap();
    let repository = BTreeMap::from([(dockerfile, "FROM scratch\n".to_owned())]);
    let compiled = kura::compile(&source, &repository, None);
    let files = compiled.files?;
    assert!(compiled.diagnostics.iter().all(|found| found.severity != Severity::Error));
    Some(files.into_iter().map(|file| (file.path.to_string(), file.contents)).collect())
}

/// The objects of each kustomization, read back from its YAML.
pub(crate) fn kustomizations(files: &BTreeMap<String, String>) -> Vec<Objects> {
    let roots = files.iter().filter(|(path, _)| path.ends_with("kustomization.yaml"));
    roots
        .map(|(path, text)| {
            let folder = path.strip_suffix("kustomization.yaml").unwrap();
            let kustomization: Value = serde_saphyr::from_str(text).unwrap();
            let listed = kustomization.get("resources").unwrap().as_array().unwrap().iter();
            let resources = listed.map(|name| &files[&format!("{folder}{}", name.as_str().unwrap())]);
            Objects(resources.flat_map(|text| serde_saphyr::from_multiple::<Value>(text).unwrap()).collect())
        })
        .collect()
}

/// Kinds that are not Kubernetes' own.
pub(crate) fn is_custom(object: &Value) -> bool {
    ["ClusterIssuer", "ExternalSecret", "SecretStore", "SecretProviderClass"].contains(&kind(object))
}

fn accept(validators: &mut Validators, object: &Value, version: &str) {
    if is_custom(object) {
        return;
    }
    let errors = validators.of(object, version).iter_errors(object);
    let errors: Vec<_> = errors.map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{version}: {errors:?} in {object}");
}

/// The Kubernetes version of a project.
fn version(text: &str) -> &str {
    let cluster = text.split("[cluster]").nth(1);
    cluster.and_then(|table| table.split('"').find(|word| word.starts_with("1."))).unwrap_or(NEWEST)
}

fn is_sound(text: &str, files: &BTreeMap<String, String>, validators: &mut Validators) {
    let version = version(text);
    for objects in kustomizations(files) {
        for object in &objects.0 {
            accept(validators, object, version);
            accept(validators, object, NEWEST);
        }
        objects.are_sound();
    }
}

/// The text of an example, and its files.
pub(crate) fn example(folder: &Path) -> (String, BTreeMap<String, String>) {
    let text = fs::read_to_string(folder.join("kura.toml")).unwrap();
    let source = Source { path: "kura.toml".to_owned(), text };
    let files = kura::compile(&source, &Disk::new(folder), None).files.unwrap();
    (source.text, files.into_iter().map(|file| (file.path.to_string(), file.contents)).collect())
}

#[test]
fn the_examples_are_sound() {
    let mut validators = Validators::default();
    for folder in examples() {
        let (text, files) = example(&folder);
        is_sound(&text, &files, &mut validators);
    }
}

/// What breaks one property each: where in the object of a kind, and what is put there.
const BREAKS: &[(&str, &str, &str)] = &[
    ("Deployment", "/spec/selector/matchLabels", r#"{ "app": "nobody" }"#),
    ("Deployment", "/spec/template/spec/volumes", "[]"),
    ("Deployment", "/spec/template/spec/containers/0/volumeMounts/1/mountPath", r#""/tmp""#),
    ("Deployment", "/spec/template/spec/serviceAccountName", r#""nobody""#),
    ("Deployment", "/spec/template/spec/containers/0/envFrom/0/configMapRef/name", r#""nothing""#),
    ("StatefulSet", "/spec/serviceName", r#""nothing""#),
    ("Service", "/spec/selector", r#"{ "app": "nobody" }"#),
    ("Service", "/spec/ports/0/targetPort", r#""nothing""#),
    ("Ingress", "/spec/rules/0/http/paths/0/backend/service/name", r#""nothing""#),
    ("Ingress", "/spec/rules/0/http/paths/0/backend/service/port/name", r#""nothing""#),
    ("NetworkPolicy", "/spec/podSelector/matchLabels", r#"{ "app": "nobody" }"#),
    ("PodDisruptionBudget", "/spec/selector/matchLabels", r#"{ "app": "nobody" }"#),
    ("HorizontalPodAutoscaler", "/spec/scaleTargetRef/name", r#""nothing""#),
    ("HorizontalPodAutoscaler", "/spec/metrics/0/resource/name", r#""nothing""#),
    ("ServiceAccount", "/metadata/name", r#""nobody""#),
    ("ConfigMap", "/metadata/name", r#""nothing""#),
    ("PersistentVolumeClaim", "/metadata/name", r#""nothing""#),
];

#[test]
fn each_property_can_fail() {
    let kitchen_sink = examples().into_iter().find(|folder| folder.ends_with("kitchen-sink")).unwrap();
    let objects = kustomizations(&example(&kitchen_sink).1).pop().unwrap();
    objects.are_sound();
    for (wanted, pointer, value) in BREAKS {
        let mut broken = Objects(objects.0.clone());
        let mut of_kind = broken.0.iter_mut().rev().filter(|object| kind(object) == *wanted);
        let field = of_kind.find_map(|object| object.pointer_mut(pointer));
        *field.unwrap_or_else(|| panic!("no {wanted} has {pointer}")) = serde_json::from_str(value).unwrap();
        assert!(catch_unwind(|| broken.are_sound()).is_err(), "{wanted}{pointer} may be {value}");
    }
}

#[test]
fn what_is_accepted_is_sound() {
    let mut runner = TestRunner::new(Config { cases: 100, failure_persistence: None, ..Config::default() });
    let accepted = Cell::new(0);
    let validators = RefCell::new(Validators::default());
    let kinds = RefCell::new(BTreeMap::new());
    runner
        .run(&prop::collection::vec(any::<u8>(), 0..400), |bytes| {
            let text = project(&mut Dice(bytes.iter()));
            if let Some(files) = files(&text) {
                accepted.set(accepted.get() + 1);
                is_sound(&text, &files, &mut validators.borrow_mut());
                for object in kustomizations(&files).iter().flat_map(|objects| &objects.0) {
                    *kinds.borrow_mut().entry(kind(object).to_owned()).or_insert(0) += 1;
                }
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(accepted.get() > 50, "only {} projects were accepted", accepted.get());
    let kinds = kinds.into_inner();
    assert_eq!(kinds.len(), 18, "{} projects have only {kinds:?}", accepted.get());
}

/// For `tests/conformance/tools/kubernetes`: writes what random projects compile to.
#[test]
#[ignore = "writes into the folder that KURA_RANDOM_DIR names"]
fn write_random_projects() {
    let Some(folder) = env::var_os("KURA_RANDOM_DIR") else { return };
    let mut runner = TestRunner::deterministic();
    let bytes = prop::collection::vec(any::<u8>(), 0..400);
    for index in 0..100 {
        let bytes = bytes.new_tree(&mut runner).unwrap().current();
        let text = project(&mut Dice(bytes.iter()));
        for (path, contents) in files(&text).into_iter().flatten() {
            let path = Path::new(&folder).join(version(&text)).join(index.to_string()).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, contents).unwrap();
        }
    }
}
