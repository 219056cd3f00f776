//! What is no difference, and that every difference is found.

use proptest::prelude::*;

use super::{Change, Meaning, Text, compare};
use crate::tables::consequences::Consequence;
use crate::value::{FromText, ProjectPath};

fn path(text: &str) -> ProjectPath {
    ProjectPath::from_text(text).unwrap()
}

fn compared(name: &str, before: &str, after: &str) -> Meaning {
    let path = path(name);
    let text = |text| Text { path: &path, text, stays: false };
    compare(&[text(before)], &[text(after)])
}

fn changes(name: &str, before: &str, after: &str) -> Vec<Change> {
    let meaning = compared(name, before, after);
    assert!(meaning.not_understood.is_empty(), "{:?}", meaning.not_understood);
    meaning.differences.into_iter().flat_map(|found| found.changes).collect()
}

/// The only change, as its attribute, its values and its consequence.
fn only(name: &str, before: &str, after: &str) -> (String, String, String, Consequence) {
    let changes = changes(name, before, after);
    let [change] = changes.as_slice() else { panic!("{changes:#?}") };
    let shown =
        |value: &Option<serde_json::Value>| value.as_ref().map_or_else(String::new, ToString::to_string);
    (change.attribute.clone(), shown(&change.before), shown(&change.after), change.consequence)
}

fn same(name: &str, before: &str, after: &str) {
    let changes = changes(name, before, after);
    assert!(changes.is_empty(), "{changes:#?}");
}

const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a\nspec:\n  selector: {app: a}\n  ports:\n  - port: 80\n    targetPort: http\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  selector: {matchLabels: {app: a}}\n  template:\n    metadata: {labels: {app: a}}\n    spec:\n      containers:\n      - name: a\n        image: a:1\n        ports: [{name: http, containerPort: 8080}]\n        resources: {requests: {cpu: 1000m}, limits: {memory: 1024Mi}}\n        livenessProbe: {tcpSocket: {port: http}}\n";

const SERVICE_AGAIN: &str = "# the other way round\nkind: Deployment\napiVersion: \"apps/v1\"\nmetadata:\n    name: a\n    namespace: default\n    annotations: {}\nspec:\n    replicas: 1\n    strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}\n    template:\n        spec:\n            restartPolicy: Always\n            containers:\n                - image: 'a:1' # pinned\n                  imagePullPolicy: IfNotPresent\n                  name: a\n                  resources:\n                      limits: {memory: 1Gi}\n                      requests: {memory: 1Gi, cpu: 1}\n                  livenessProbe:\n                      periodSeconds: 10\n                      tcpSocket: {port: 8080}\n                  ports:\n                      - containerPort: 8080\n                        protocol: TCP\n                        name: http\n        metadata:\n            creationTimestamp: null\n            labels:\n                app: a\n    selector:\n        matchLabels:\n            app: a\nstatus: {replicas: 1}\n---\nkind: Service\napiVersion: v1\nmetadata: {name: a, uid: x}\nspec:\n    type: ClusterIP\n    ports: [{port: \"80\", protocol: TCP, targetPort: 8080}]\n    selector:\n        app: a\n";

#[test]
fn defaults_written_out_and_names_of_ports_are_no_difference() {
    same("k/a.yaml", SERVICE, SERVICE_AGAIN);
    same("k/a.yaml", SERVICE_AGAIN, SERVICE);
}

#[test]
fn the_order_of_init_containers_has_a_meaning() {
    let pod = |names: [&str; 2]| {
        let items = names.map(|name| format!("  - name: {name}\n    image: i:1\n")).concat();
        format!("kind: Pod\nmetadata: {{name: a}}\nspec:\n  initContainers:\n{items}")
    };
    assert_eq!(only("k/a.yaml", &pod(["a", "b"]), &pod(["b", "a"])).0, "spec.initContainers.order");
    assert_eq!(only("k/a.yaml", &pod(["a", "b"]), &pod(["c", "b"])).0, "spec.initContainers[a].name");
}

#[test]
fn an_empty_thing_that_says_something_is_a_difference() {
    let with = |source: &str| {
        format!("kind: Pod\nmetadata: {{name: a}}\nspec:\n  volumes:\n  - name: v\n    {source}\n")
    };
    let (attribute, ..) =
        only("k/a.yaml", &with("hostPath: {path: /x}"), &with("hostPath: {path: /x}\n    emptyDir: {}"));
    assert_eq!(attribute, "spec.volumes[v].emptyDir");
}

const SUBNET: &str = "resource \"aws_subnet\" \"a\" {\n  vpc_id = aws_vpc.main.id\n  cidr_block = \"10.0.0.0/24\"\n  tags = {\n    Name = \"a\"\n    \"kubernetes.io/role/elb\" = \"1\"\n  }\n}\nresource \"aws_iam_role\" \"r\" {\n  name = \"r\"\n  assume_role_policy = jsonencode({ Version = \"2012-10-17\", Statement = [{ Effect = \"Allow\" }] })\n}\nresource \"aws_eks_cluster\" \"c\" {\n  name = \"c\"\n  vpc_config {\n    subnet_ids = [aws_subnet.a.id, aws_subnet.b.id]\n  }\n}\n";

const SUBNET_AGAIN: &str = "/* by hand */\nvariable \"block\" { default = \"10.0.0.0/24\" }\nlocals { name = \"a\" }\nresource \"aws_eks_cluster\" \"c\" {\n    vpc_config {\n        subnet_ids = [\n            \"${aws_subnet.b.id}\", # second\n            aws_subnet.a.id,\n        ]\n        endpoint_public_access = true\n    }\n    name = (\"c\")\n}\nresource aws_subnet a {\n    map_public_ip_on_launch = \"false\"\n    tags = { \"kubernetes.io/role/elb\" : 1, Name = \"${local.name}\" }\n    cidr_block = var.block\n    vpc_id = \"${aws_vpc.main.id}\"\n}\nresource \"aws_iam_role\" \"r\" {\n    name = \"r\"\n    path = \"/\"\n    assume_role_policy = <<-EOF\n      {\"Statement\": [{\"Effect\": \"Allow\"}],\n       \"Version\": \"2012-10-17\"}\n    EOF\n}\n";

#[test]
fn terraform_written_otherwise_is_no_difference() {
    let all = changes("t/a.tf", SUBNET, SUBNET_AGAIN);
    let changed: Vec<_> = all.iter().filter(|change| !change.attribute.is_empty()).collect();
    assert!(changed.is_empty(), "{changed:#?}");
    assert_eq!(all.len(), 2, "the variable and the local");
}

#[test]
fn a_renamed_vpc_is_one_difference() {
    let vpc = |name: &str| {
        format!(
            "resource \"aws_vpc\" \"{name}\" {{\n cidr_block = \"10.0.0.0/16\"\n}}\nresource \"aws_internet_gateway\" \"i{name}\" {{\n vpc_id = aws_vpc.{name}.id\n}}\n"
        )
    };
    let meaning = compared("t/a.tf", &vpc("dep9"), &vpc("main"));
    let titles: Vec<_> =
        meaning.differences.iter().map(|found| (found.title.as_str(), found.changes.len())).collect();
    assert_eq!(titles, [("aws_internet_gateway.idep9", 1), ("aws_vpc.dep9", 1)]);
    assert_eq!(meaning.moved.len(), 2);
}

#[test]
fn what_may_be_another_thing_is_not_paired() {
    let vpcs = "resource \"aws_vpc\" \"a\" {\n cidr_block = \"10.0.0.0/16\"\n}\nresource \"aws_vpc\" \"b\" {\n cidr_block = \"10.0.0.0/16\"\n}\n";
    let vpc = "resource \"aws_vpc\" \"main\" {\n cidr_block = \"10.0.0.0/16\"\n}\n";
    let meaning = compared("t/a.tf", vpcs, vpc);
    assert_eq!(meaning.moved, []);
    assert_eq!(meaning.differences.len(), 3);
}

#[test]
fn consequences_are_classed() {
    let subnet = |text: &str| SUBNET.replace("10.0.0.0/24", text);
    assert_eq!(only("t/a.tf", SUBNET, &subnet("10.0.1.0/24")).3, Consequence::Outage);
    let tags = SUBNET.replace("Name = \"a\"", "Name = \"b\"");
    assert_eq!(only("t/a.tf", SUBNET, &tags).3, Consequence::Cosmetic);
    let image = SERVICE.replace("a:1", "a:2");
    assert_eq!(only("k/a.yaml", SERVICE, &image).3, Consequence::RollingRestart);
    let recreate = |text: &str| text.replace("  template:", "  strategy: {type: Recreate}\n  template:");
    assert_eq!(only("k/a.yaml", &recreate(SERVICE), &recreate(&image)).3, Consequence::Outage);
    let selector = SERVICE.replace("matchLabels: {app: a}", "matchLabels: {app: b}");
    assert_eq!(only("k/a.yaml", SERVICE, &selector).3, Consequence::Outage);
}

#[test]
fn one_port_that_changes_is_one_difference() {
    let (attribute, before, after, _) =
        only("k/a.yaml", SERVICE, &SERVICE.replace("port: 80\n", "port: 81\n"));
    assert_eq!(
        (attribute.as_str(), before.as_str(), after.as_str()),
        ("spec.ports[80].port", "\"80\"", "\"81\"")
    );
}

#[test]
fn secrets_are_masked() {
    let cases = [
        ("k/a.yaml", "kind: Secret\nmetadata: {name: a}\ndata: {any: aHVudGVyMg==}\n", "aHVudGVy"),
        (
            "k/a.yaml",
            "kind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, env: [{name: DB_PASSWORD, value: hunter2}]}]}\n",
            "hunter2",
        ),
        ("t/a.tf", "resource \"aws_db_instance\" \"a\" {\n  password = \"hunter2\"\n}\n", "hunter2"),
        (
            "t/a.tf",
            "variable \"db_password\" {\n  default = \"hunter2\"\n}\nresource \"aws_db_instance\" \"a\" {\n  password = var.db_password\n}\n",
            "hunter2",
        ),
        ("t/a.tf", "provider \"aws\" {\n  secret_key = \"hunter2\"\n}\n", "hunter2"),
        ("t/a.tf", "locals {\n  db = { password = \"hunter2\" }\n  token = \"hunter2\"\n}\n", "hunter2"),
        ("Dockerfile", "FROM a\nENV DB_PASSWORD hunter2\nENV API_TOKEN=hunter2\n", "hunter2"),
        (
            "Jenkinsfile",
            "pipeline {\n environment {\n  API_TOKEN = 'hunter2'\n }\n stages { stage('a') { steps { sh 'x --password=hunter2' } } }\n}\n",
            "hunter2",
        ),
    ];
    for (name, before, secret) in cases {
        let after = match name {
            "k/a.yaml" => before.replace("aHVudGVyMg==", "eA==").replace("hunter2", "other"),
            "Dockerfile" => "FROM a\n".to_owned(),
            _ => before.replace("hunter2", "other"),
        };
        let changes = changes(name, before, &after);
        assert!(!changes.is_empty(), "{name} {before}");
        assert!(!format!("{changes:?}").contains(secret), "{changes:#?}");
    }
}

#[test]
fn what_is_not_understood_is_said_and_nothing_fails() {
    for (name, text) in [
        ("k/a.yaml", "a: {{ .Values.x }}\n"),
        ("k/a.yaml", "a: 1\na: 2\n"),
        ("k/a.yaml", "a: &x [*x]\n"),
        ("k/a.yaml", "\t- :"),
        ("t/a.tf", "resource \"x\" {"),
        ("t/a.tf", "a = <<EOF\nx"),
        ("a.json", "{"),
        ("Jenkinsfile", "pipeline { stage('x) }"),
    ] {
        let meaning = compared(
            name,
            text,
            match name {
                "k/a.yaml" => SERVICE,
                "a.json" => "{}",
                _ => "",
            },
        );
        assert_eq!(meaning.not_understood.len(), 1, "{text}");
        assert!(!meaning.is_empty());
    }
}

#[test]
fn a_file_that_stays_says_what_is_there_twice_and_what_is_left_alone() {
    let (own, other) = (path("k/a.yaml"), path("k/by-hand.yaml"));
    let by_hand = format!("{SERVICE}---\nkind: IngressClass\nmetadata: {{name: alb}}\n");
    let before = [
        Text { path: &own, text: SERVICE, stays: false },
        Text { path: &other, text: &by_hand, stays: true },
    ];
    let meaning = compare(&before, &[Text { path: &own, text: SERVICE, stays: false }]);
    assert!(meaning.is_empty());
    assert_eq!((meaning.twice.len(), meaning.left_alone.len(), meaning.same), (2, 1, 2));
}

#[test]
fn pipelines_and_images_are_compared_by_stage() {
    let pipeline = "pipeline {\n  agent any\n  stages {\n    stage('A') { steps { sh 'a' } }\n    stage('B') { steps { sh 'b' } }\n  }\n}\n";
    let again = "pipeline { // same\n agent any\n stages {\n stage(\"A\") {\n steps {\n sh(script: '''\n # why\n a\n ''')\n }\n }\n stage ( 'B' ) { steps { sh \"b\" } } } }";
    same("Jenkinsfile", pipeline, again);
    let (attribute, before, after, _) = only("Jenkinsfile", pipeline, &pipeline.replace("sh 'b'", "sh 'c'"));
    assert_eq!(
        (attribute.as_str(), before.as_str(), after.as_str()),
        ("steps", "[\"sh: b\"]", "[\"sh: c\"]")
    );
    let turned = pipeline
        .replace("'A'", "'x'")
        .replace("'B'", "'A'")
        .replace("'x'", "'B'")
        .replace("sh 'a'", "sh 'x'")
        .replace("sh 'b'", "sh 'a'")
        .replace("sh 'x'", "sh 'b'");
    assert_eq!(only("Jenkinsfile", pipeline, &turned).0, "order");
    let image = "FROM a:1 AS build\nRUN x \\\n  y\nFROM b:1\nCOPY --from=build /a /b\nEXPOSE 80\nCMD [\"a\", \"b\"]\n";
    same(
        "Dockerfile",
        image,
        "from  a:1 as BUILD\n\n# c\nrun x \\\n# c\n y\nfrom b:1\nexpose 80/tcp\ncopy --from=build /a /b\nCMD [\"a\",\"b\"]",
    );
    let (attribute, ..) = only("Dockerfile", image, &image.replace("b:1", "b:2"));
    assert_eq!(attribute, "FROM");
}

/// A manifest of some containers with some variables.
fn manifest(images: &[String], values: &[String], indent: usize, comments: bool, turned: bool) -> String {
    let pad = " ".repeat(indent);
    let comment = if comments { " # a comment" } else { "" };
    let mut containers: Vec<_> = images
        .iter()
        .enumerate()
        .map(|(number, image)| {
            let mut env: Vec<_> = values
                .iter()
                .enumerate()
                .map(|(number, value)| format!("{pad}- name: V{number}{comment}\n{pad}  value: '{value}'\n"))
                .collect();
            if turned {
                env.reverse();
            }
            format!("- name: c{number}{comment}\n  image: '{image}'\n  env:\n{}", env.concat())
        })
        .collect();
    if turned {
        containers.reverse();
    }
    let items =
        containers.concat().lines().map(|line| format!("      {line}\n")).collect::<Vec<_>>().concat();
    format!(
        "{}kind: Deployment\nmetadata: {{name: a}}\nspec:\n  template:\n    spec:\n      containers:\n{items}",
        if comments { "# head\n\n" } else { "" }
    )
}

fn module(values: &[String], indent: usize, comments: bool, turned: bool) -> String {
    let pad = " ".repeat(indent);
    let comment = if comments { " # a comment" } else { "" };
    let mut blocks: Vec<_> = values
        .iter()
        .enumerate()
        .map(|(number, value)| {
            format!("resource \"aws_subnet\" \"s{number}\" {{{comment}\n{pad}cidr_block = \"{value}\"\n{pad}tags = {{ A = \"{value}\" }}\n}}\n")
        })
        .collect();
    if turned {
        blocks.reverse();
    }
    blocks.concat()
}

fn words() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec("[a-z0-9:/.-]{1,12}", 1..4)
}

proptest! {
    #[test]
    fn formatting_comments_and_order_are_no_difference(
        (images, values) in (words(), words()),
        (indent, comments, turned) in (2_usize..6, any::<bool>(), any::<bool>()),
    ) {
        same("k/a.yaml", &manifest(&images, &values, 2, false, false), &manifest(&images, &values, indent, comments, turned));
        same("t/a.tf", &module(&values, 2, false, false), &module(&values, indent, comments, turned));
    }

    #[test]
    fn every_value_that_changes_is_found_once((mut images, values, at) in (words(), words(), any::<prop::sample::Index>())) {
        let before = manifest(&images, &values, 2, false, false);
        let at = at.index(images.len());
        images[at].push('x');
        prop_assert_eq!(only("k/a.yaml", &before, &manifest(&images, &values, 2, true, true)).0, format!("spec.template.spec.containers[c{at}].image"));
    }

    #[test]
    fn any_text_is_taken(text in "[ -~\n]{0,200}", name in prop::sample::select(vec!["a.yaml", "a.tf", "a.tfvars", "a.json", "Jenkinsfile", "Dockerfile", "a.conf"])) {
        let meaning = compared(name, &text, &text);
        prop_assert!(meaning.differences.is_empty(), "{:?}", meaning.differences);
    }
}

/// The same file as another tool would print it, without comments.
fn reformatted(name: &str, text: &str) -> Option<String> {
    let uncommented = |text: &str| {
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with("# ") && !line.starts_with("// "));
        lines.collect::<Vec<_>>().join("\n")
    };
    match name.rsplit(['.', '/']).next()? {
        "yaml" => {
            let documents: Vec<serde_json::Value> = serde_saphyr::from_multiple(text).unwrap();
            Some(documents.iter().map(|document| format!("---\n{document:#}\n")).collect::<Vec<_>>().concat())
        }
        "tf" => Some(hcl::format::to_string(&hcl::parse(text).unwrap()).unwrap()),
        "Jenkinsfile" => Some(uncommented(text)),
        _ if name.contains("Dockerfile") => Some(text.lines().next()?.to_owned() + "\n" + &uncommented(text)),
        _ => None,
    }
}

/// Every line of what the examples compile to that is changed is found.
#[test]
fn what_kura_writes_is_the_same_as_itself_and_every_value_counts() {
    let out = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("out");
    let files =
        walkdir::WalkDir::new(&out).sort_by_file_name().into_iter().map(|entry| entry.unwrap().into_path());
    for file in files.filter(|file| file.is_file() && !file.ends_with("kura.lock")) {
        let text = std::fs::read_to_string(&file).unwrap();
        let name = path(file.strip_prefix(&out).unwrap().to_str().unwrap());
        let name = name.as_str();
        same(name, &text, &text);
        if let Some(reformatted) = reformatted(name, &text) {
            same(name, &text, &reformatted);
        }
        for (number, line) in text.lines().enumerate() {
            let Some(mutated) = mutated(line).filter(|_| name.starts_with("deployment-9")) else { continue };
            let changed: Vec<_> = text
                .lines()
                .enumerate()
                .map(|(at, line)| if at == number { mutated.as_str() } else { line })
                .collect();
            let meaning = compared(name, &text, &changed.join("\n"));
            assert!(!meaning.differences.is_empty(), "{name}:{} {mutated}", number + 1);
        }
    }
}

/// The same line with another digit in its value; `None` if it has none, or is a comment.
fn mutated(line: &str) -> Option<String> {
    let start = line.find([':', '=']).map_or(0, |at| at + 1);
    let (head, value) = line.split_at(start);
    if ["#", "//"].iter().any(|comment| line.trim_start().starts_with(comment)) || value.contains('#') {
        return None;
    }
    let digit = value.find(|c: char| ('1'..='8').contains(&c))?;
    let (before, after) = value.split_at(digit);
    let other = after.chars().next().and_then(|digit| char::from_digit(digit.to_digit(10)? + 1, 10))?;
    Some(format!("{head}{before}{other}{}", after.get(1..)?))
}
