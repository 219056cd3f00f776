//! Terraform that says the same, and Terraform that does not.

use super::{Text, changes, compare, compared, only, path, same};
use crate::tables::consequences::Consequence;

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
}

const POLICY: &str = r#"
resource "aws_iam_role_policy" "p" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "A", Effect = "Allow", Action = ["s3:Get*", "s3:Put*"], Resource = ["${aws_s3_bucket.b.arn}", "x"] },
      { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } },
    ]
  })
}
"#;

const POLICY_AGAIN: &str = r#"
resource "aws_iam_role_policy" "p" {
  policy = <<-EOF
  {
    "Statement": [
      {"Effect": "Allow", "Action": ["sts:AssumeRole"], "Principal": {"Service": ["ec2.amazonaws.com"]}},
      {"Action": ["s3:Put*", "s3:Get*"], "Effect": "Allow", "Resource": ["x", "${aws_s3_bucket.b.arn}"], "Sid": "A"}
    ],
    "Version": "2012-10-17"
  }
  EOF
}
"#;

#[test]
fn a_policy_says_the_same_in_any_order() {
    same("t/a.tf", POLICY, POLICY_AGAIN);
    let statement = r#"resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({ Statement = @{ Effect = "Allow", Action = "a:B" }@ })
}"#;
    same("t/a.tf", &statement.replace('@', ""), &statement.replacen('@', "[", 1).replacen('@', "]", 1));
    let changes = changes("t/a.tf", POLICY, &POLICY_AGAIN.replace("s3:Put*", "s3:Delete*"));
    let attributes: Vec<_> = changes.iter().map(|change| change.attribute.as_str()).collect();
    let of = |action: &str| format!("policy.Statement[A].Action[{action}]");
    assert_eq!(attributes, [of("s3:Delete*"), of("s3:Put*")]);
}

#[test]
fn one_of_a_thing_is_the_thing() {
    let one = "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/16\"\n}\n";
    let counted = one.replace("  cidr", "  count = 1\n  cidr");
    same("t/a.tf", &counted, one);
    assert_eq!(only("t/a.tf", &counted.replace("count = 1", "count = 2"), one).0, "count");
}

#[test]
fn a_byte_order_mark_is_no_difference() {
    same("t/a.tf", &format!("\u{feff}{SUBNET}"), SUBNET);
}

#[test]
fn only_the_values_that_terraform_reads_by_itself_are_known() {
    let (vpc, variable) = ("cidr_block = \"10.0.0.0/16\"", "cidr_block = var.block");
    let module =
        |value: &str| format!("resource \"aws_vpc\" \"main\" {{\n  {value}\n}}\nvariable \"block\" {{}}\n");
    for (file, same) in [("terraform.tfvars", true), ("x.auto.tfvars", true), ("prod.tfvars", false)] {
        let (own, values) = (path("t/a.tf"), path(&format!("t/{file}")));
        let (before, after) = (module(variable), module(vpc));
        let before = [
            Text { path: &own, text: &before, stays: false },
            Text { path: &values, text: "block = \"10.0.0.0/16\"\n", stays: true },
        ];
        let meaning = compare(&before, &[Text { path: &own, text: &after, stays: false }]);
        assert_eq!(meaning.is_empty(), same, "{file}");
    }
}
