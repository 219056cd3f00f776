//! What the choices in `kura.toml` change in the root module.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::diagnostic::Report;
use crate::lang::hcl::Body;
use crate::output::Disk;
use crate::span::Source;

const SUBNETS: &str = r#"
[network.subnets]
public-a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.0.0/24" }
public-b = { tier = "public", availability_zone = "eu-west-1b", cidr_block = "10.0.1.0/24" }
private-a = { tier = "private", availability_zone = "eu-west-1a", cidr_block = "10.0.2.0/24" }
private-b = { tier = "private", availability_zone = "eu-west-1b", cidr_block = "10.0.3.0/24" }
data = { tier = "intra", availability_zone = "eu-west-1b", cidr_block = "10.0.4.0/24" }
"#;

/// Compiles a project and joins its Terraform files.
fn terraform(tables: &str) -> String {
    let text = format!("kura = 1\n[project]\nname = \"shop\"\nregion = \"eu-west-1\"\n{tables}");
    let source = Source { path: "kura.toml".to_owned(), text };
    let compiled = crate::compile(&source, &BTreeSet::new(), None);
    let files = compiled.files.unwrap_or_else(|| panic!("{:?}", compiled.diagnostics));
    let module = files.iter().filter(|file| file.path.as_str().starts_with("terraform/"));
    module.map(|file| file.contents.as_str()).collect()
}

fn network(nat_gateways: &str) -> String {
    terraform(&format!(
        "[network]\ncidr_block = \"10.0.0.0/16\"\nnat_gateways = \"{nat_gateways}\"\n{SUBNETS}"
    ))
}

/// The addresses of all resources of a type, in their order.
fn names<'a>(text: &'a str, kind: &str) -> Vec<&'a str> {
    let start = format!("resource \"{kind}\" \"");
    text.lines().filter_map(|line| line.strip_prefix(&start)?.strip_suffix("\" {")).collect()
}

#[test]
fn nothing_in_aws_is_no_module() {
    assert_eq!(terraform(""), "");
}

#[test]
fn a_nat_gateway_in_each_zone_is_a_route_table_for_each_private_subnet() {
    let text = network("per_availability_zone");
    assert_eq!(names(&text, "aws_nat_gateway"), ["public-a", "public-b"]);
    assert_eq!(names(&text, "aws_route_table"), ["public", "private-a", "private-b", "intra"]);
    assert_eq!(names(&text, "aws_route"), ["public", "private-a", "private-b"]);
    assert!(text.contains("nat_gateway_id         = aws_nat_gateway.public-b.id"), "{text}");
}

#[test]
fn a_single_nat_gateway_is_one_private_route_table() {
    let text = network("single");
    assert_eq!(names(&text, "aws_eip"), ["public-a"]);
    assert_eq!(names(&text, "aws_route_table"), ["public", "private", "intra"]);
    assert_eq!(names(&text, "aws_route"), ["public", "private"]);
}

#[test]
fn no_nat_gateway_is_no_route_out() {
    let text = network("none");
    assert_eq!(names(&text, "aws_route_table"), ["public", "private", "intra"]);
    assert_eq!(names(&text, "aws_route"), ["public"]);
    assert!(!text.contains("aws_eip"), "{text}");
}

#[test]
fn the_state_is_locked_by_a_file_or_by_the_older_table() {
    let backend = |more: &str| {
        let network = format!("[network]\ncidr_block = \"10.0.0.0/16\"\n{SUBNETS}");
        terraform(&format!("{network}\n[terraform.backend]\nbucket = \"acme-state\"\n{more}"))
    };
    assert!(backend("").contains("    use_lockfile = true\n"));
    let older = backend("dynamodb_table = \"locks\"");
    assert!(older.contains("    dynamodb_table = \"locks\"\n"), "{older}");
    assert!(!older.contains("use_lockfile"), "{older}");
}

#[test]
fn a_text_is_text_and_never_code() {
    let text = terraform(
        "[cluster]\nversion = \"1.35\"\nexisting = true\n[team]\npgp_key = \"keybase:ada\"\n[team.groups.ada]\nusers = [\"ada\"]\n\
         statements = { Own = { actions = [\"s3:GetObject\"], resources = ['arn:aws:s3:::shop/${aws:username}/\"x\"'] } }\n",
    );
    assert!(text.contains(r#""arn:aws:s3:::shop/$${aws:username}/\"x\"""#), "{text}");
}

/// The blocks of the module, by their first lines.
fn blocks(text: &str) -> std::collections::BTreeMap<&str, &str> {
    text.split("\n\n")
        .filter_map(|block| Some((block.lines().find(|line| line.ends_with('{'))?, block)))
        .collect()
}

const CLUSTER: &str =
    "[cluster]\nversion = \"1.35\"\n[cluster.node_groups.workers]\ninstance_types = [\"t3.medium\"]\n";

#[test]
fn a_zone_less_leaves_the_others_where_they_are() {
    let zones = |zones: &str| {
        terraform(&format!("[network]\ncidr_block = \"10.0.0.0/16\"\navailability_zones = [{zones}]\n"))
    };
    let three = zones(r#""eu-west-1a", "eu-west-1b", "eu-west-1c""#);
    let two = zones(r#""eu-west-1a", "eu-west-1c""#);
    for (head, block) in
        blocks(&two).into_iter().filter(|(head, _)| head.starts_with("resource \"aws_subnet\""))
    {
        assert_eq!(blocks(&three).get(head), Some(&block));
    }
    assert_eq!(names(&two, "aws_subnet"), ["public_a", "public_c", "private_a", "private_c"]);
}

#[test]
fn what_was_renamed_moves_with_all_that_has_its_key() {
    let text = terraform(&format!(
        "[network]\ncidr_block = \"10.0.0.0/16\"\n{}\n{CLUSTER}name = \"nodes\"\nrenamed_from = \"nodes\"\n",
        SUBNETS.replace("\"10.0.2.0/24\"", "\"10.0.2.0/24\", renamed_from = \"back\"")
    ));
    let moved: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("  from = ")).collect();
    let expected =
        ["aws_subnet.back", "aws_route_table.back", "aws_route.back", "aws_route_table_association.back"];
    assert!(expected.iter().all(|address| moved.contains(address)), "{moved:?}");
    assert!(
        moved.contains(&"aws_eks_node_group.nodes") && moved.contains(&"aws_launch_template.nodes"),
        "{moved:?}"
    );
    assert_eq!(moved.len(), 6);
}

#[test]
fn what_exists_is_looked_up_and_not_made() {
    let text = terraform(
        "[network]\nvpc_id = \"vpc-0a1b2c3d\"\n[network.subnets]\n\
         a = { tier = \"private\", availability_zone = \"eu-west-1a\", subnet_id = \"subnet-0a1b2c3d\" }\n",
    );
    assert!(!text.contains("resource \""), "{text}");
    assert!(text.contains("data \"aws_subnet\" \"a\""), "{text}");
}

#[test]
fn the_default_vpc_has_a_subnet_in_each_zone() {
    let text = terraform("[network]\nvpc_id = \"default\"\n");
    assert!(text.contains("default = true") && text.contains("default_for_az    = true"), "{text}");
    assert!(text.contains("data \"aws_subnet\" \"public_a\"") && !text.contains("resource \""), "{text}");
}

#[test]
fn an_add_on_has_the_identity_that_is_chosen() {
    let with = |identity: &str| {
        let cluster = CLUSTER.replace("[cluster]", &format!("[cluster]\naddon_identity = \"{identity}\""));
        terraform(&format!("[network]\ncidr_block = \"10.0.0.0/16\"\n{SUBNETS}{cluster}"))
    };
    let (pods, irsa) = (with("pod_identity"), with("irsa"));
    assert_eq!(names(&pods, "aws_eks_addon"), ["coredns", "eks-pod-identity-agent", "kube-proxy", "vpc-cni"]);
    assert!(pods.contains("pod_identity_association {"), "{pods}");
    assert_eq!(names(&irsa, "aws_eks_addon"), ["coredns", "kube-proxy", "vpc-cni"]);
    assert!(irsa.contains("service_account_role_arn = aws_iam_role.vpc-cni.arn"), "{irsa}");
    assert_eq!(names(&irsa, "aws_iam_openid_connect_provider"), ["main"]);
}

#[test]
fn a_reason_stands_in_the_block_it_is_about() {
    let rules = "[checks.rules]\nCKV_AWS_37 = { severity = \"allow\", reason = \"x\\ny\" }\n";
    let text = terraform(&format!("[network]\ncidr_block = \"10.0.0.0/16\"\n{SUBNETS}{CLUSTER}{rules}"));
    assert!(text.contains("\"main\" {\n  # checkov:skip=CKV_AWS_37:x\n  # y\n  name "), "{text}");
}

const PASSWORDS: &str = r#"
[cluster]
version = "1.35"
existing = true
addons = { secrets-store-csi-driver = true }
[secrets]
api = { kubernetes = "api", secrets_manager = "shop/api", keys = ["token"] }
search = { kubernetes = "search", ssm = "search", keys = ["token"] }
[defaults.services]
image = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
[services.web]
env = { TOKEN = { secret = "api" } }
[services.worker]
service_account = "web"
env = { TOKEN = { secret = "search" } }
iam = { policies = ["AmazonSQSFullAccess"] }
[services.cache]
"#;

#[test]
fn a_pod_may_read_what_it_mounts_and_no_more() {
    let text = terraform(PASSWORDS);
    assert_eq!(names(&text, "aws_iam_role"), ["worker"]);
    assert_eq!(names(&text, "aws_iam_role_policy"), ["worker_secrets"]);
    assert_eq!(names(&text, "aws_eks_pod_identity_association"), ["worker"]);
    assert!(text.contains(":secret:shop/api-??????") && text.contains(":parameter/search"), "{text}");
    assert!(text.contains("service_account = \"web\"") && !text.contains("kms:Decrypt"), "{text}");
    let external = PASSWORDS.replace("secrets-store-csi-driver", "external-secrets");
    assert_eq!(names(&terraform(&external), "aws_iam_role_policy"), [""; 0]);
}

#[test]
fn the_tokens_of_an_existing_cluster_are_those_of_its_own_provider() {
    let text = terraform(
        &PASSWORDS.replace("existing = true", "existing = true\naddon_identity = \"irsa\"").replacen(
            "[cluster]",
            "[jenkins]\n[cluster]",
            1,
        ),
    );
    assert!(
        text.contains(
            "data \"aws_iam_openid_connect_provider\" \"main\" {\n  url = data.aws_eks_cluster.main."
        ),
        "{text}"
    );
    assert!(
        text.contains("= \"system:serviceaccount:shop:web\"") && !text.contains("pod_identity"),
        "{text}"
    );
}

#[test]
fn a_role_that_exists_is_only_given_to_its_pods() {
    let own = PASSWORDS
        .replace("policies = [\"AmazonSQSFullAccess\"]", "role_arn = \"arn:aws:iam::123456789012:role/x\"");
    let text = terraform(&own);
    assert!(names(&text, "aws_iam_role").is_empty(), "{text}");
    assert!(text.contains("role_arn        = \"arn:aws:iam::123456789012:role/x\""), "{text}");
}

#[test]
fn the_class_of_an_ingress_comes_with_its_controller() {
    let ingress = "[services.web]\nimage = \"ghcr.io/acme/web:1.4\"\nsecurity_context = { run_as_user = 1000 }\nport = 80\n\
        [ingresses.web]\nhost = \"a.example.com\"\nroutes = { \"/\" = \"web\" }\n";
    let text = terraform(&format!("[network]\ncidr_block = \"10.0.0.0/16\"\n{SUBNETS}{CLUSTER}{ingress}"));
    assert!(text.contains("\"createIngressClassResource\": true,\n  \"ingressClass\": \"alb\","), "{text}");
}

#[test]
fn slow_queries_are_in_the_file_that_is_exported() {
    let database =
        "[databases.main]\nengine = \"mysql\"\nengine_version = \"8.4\"\ninstance_class = \"db.m7g.large\"\n";
    let text = terraform(&format!("[network]\ncidr_block = \"10.0.0.0/16\"\n{SUBNETS}{database}"));
    assert!(text.contains("    name  = \"log_output\"\n    value = \"FILE\"\n"), "{text}");
}

#[test]
fn the_agent_that_logs_goes_before_its_log_groups() {
    let addons = "[cluster.addons]\namazon-cloudwatch-observability = true\n";
    let text = terraform(&format!("[network]\ncidr_block = \"10.0.0.0/16\"\n{SUBNETS}{CLUSTER}{addons}"));
    assert!(text.contains("    aws_cloudwatch_log_group.containers_performance,\n"), "{text}");
}

const VOLUME: &str = r#"
image = "ghcr.io/acme/web:1.4"
security_context = { run_as_user = 1000 }
volumes = { data = { mount_path = "/data", size = "1Gi", backup_retention_days = 7 } }
"#;

#[test]
fn volumes_of_services_and_jobs_are_backed_up_on_any_cluster() {
    let cluster = "[cluster]\nversion = \"1.35\"\nexisting = true\n";
    for (cluster, workload, claim) in [
        (cluster, "services.web", "data-web-"),
        (cluster, "jobs.load", "load-data"),
        ("", "services.web", "data-web-"),
    ] {
        let text = terraform(&format!("{cluster}[{workload}]{VOLUME}"));
        assert_eq!(names(&text, "aws_backup_selection"), [claim]);
    }
}

#[test]
fn a_text_that_looks_like_a_reference_is_none() {
    let tag = "tags = { Why = 'data.aws_caller_identity.current.' }\n[team]\npgp_key = \"keybase:ada\"\n[team.groups.a]\nusers = [\"ada\"]\n";
    assert!(!terraform(tag).contains("data \"aws_caller_identity\""));
}

#[test]
fn no_tag_of_a_certificate_has_a_wildcard() {
    let certified = |host: &str| {
        terraform(&format!(
            "[services.web]\nimage = \"ghcr.io/acme/web:1\"\nport = 8080\nsecurity_context = {{ run_as_user = 1000 }}\n[ingresses.public]\nhost = \"{host}\"\n\
             tls = {{ certificate = \"acm\", zone = \"example.com\" }}\nroutes = {{ \"/\" = \"web\" }}\n"
        ))
    };
    assert!(certified("*.example.com").contains("Name = trimprefix(each.key, \"*.\")"));
    assert!(certified("www.example.com").contains("Name = each.key"));
}

/// The modules of an example, as trees.
fn modules(folder: &Path) -> Vec<Vec<(&'static str, Body)>> {
    let text = fs::read_to_string(folder.join("kura.toml")).unwrap();
    let source = Source { path: "kura.toml".to_owned(), text };
    let mut report = Report::default();
    let config = crate::read::read(&source, &mut report).unwrap();
    let model = crate::model::resolve(&config, &Disk::new(folder), None, &mut report).unwrap();
    let hosts = model.jenkins_hosts.as_ref().map(|hosts| super::jenkins::module(&model, hosts));
    std::iter::once(super::module(&model)).chain(hosts).collect()
}

#[test]
fn every_reference_has_its_definition() {
    for folder in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")).unwrap() {
        for module in modules(&folder.unwrap().path()) {
            // What moved is gone.
            let bodies = || module.iter().filter(|(name, _)| *name != "moved.tf").map(|(_, body)| body);
            let all = |of: fn(&Body) -> BTreeSet<String>| bodies().flat_map(of).collect();
            let (references, definitions): (BTreeSet<_>, BTreeSet<_>) =
                (all(Body::references), all(Body::definitions));
            let undefined: Vec<_> = references
                .difference(&definitions)
                .filter(|address| !["each.", "path."].iter().any(|own| address.starts_with(own)))
                .collect();
            assert_eq!(undefined, [""; 0]);
        }
    }
}
