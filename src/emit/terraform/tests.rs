//! What the choices in `kura.toml` change in the root module.

use std::collections::BTreeSet;

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
fn a_tag_is_text_and_never_code() {
    let text = terraform(&format!(
        "tags = {{ Team = '${{x}} \"web\"' }}\n[network]\ncidr_block = \"10.0.0.0/16\"\n{SUBNETS}"
    ));
    assert!(text.contains(r#"    Team      = "$${x} \"web\"""#), "{text}");
}
